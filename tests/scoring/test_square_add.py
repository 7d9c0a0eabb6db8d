"""How far a figure moved, from two figures and their intervals: against published differences."""

import pytest

from scoring.comparison import Span
from scoring.intervals import wilson
from scoring.square_add import direction, moved_between

SOURCE = "Newcombe 1998, Statistics in Medicine 17:873, table II, method 10"
PUBLISHED = [
    pytest.param((48, 80), (56, 70), (0.0524, 0.3339), id=f"{SOURCE}: 56/70 - 48/80"),
    pytest.param((3, 10), (9, 10), (0.1705, 0.8090), id=f"{SOURCE}: 9/10 - 3/10"),
    pytest.param((2, 7), (6, 7), (0.0582, 0.8062), id=f"{SOURCE}: 6/7 - 2/7"),
    pytest.param((0, 29), (5, 56), (-0.0381, 0.1926), id=f"{SOURCE}: 5/56 - 0/29"),
    pytest.param((0, 20), (0, 10), (-0.1611, 0.2775), id=f"{SOURCE}: 0/10 - 0/20"),
    pytest.param((0, 10), (0, 10), (-0.2775, 0.2775), id=f"{SOURCE}: 0/10 - 0/10"),
    pytest.param((0, 20), (10, 10), (0.6791, 1.0000), id=f"{SOURCE}: 10/10 - 0/20"),
    pytest.param((0, 10), (10, 10), (0.6075, 1.0000), id=f"{SOURCE}: 10/10 - 0/10"),
]


def between(before: tuple[int, int], after: tuple[int, int]) -> Span:
    shares = [agreeing / people for agreeing, people in (before, after)]
    intervals = [wilson(agreeing, people) for agreeing, people in (before, after)]
    one, two = (Span(each.low, each.high) for each in intervals)
    return moved_between(*shares, spans=(one, two))


@pytest.mark.parametrize(("before", "after", "published"), PUBLISHED)
def test_differences_of_two_shares_are_those_that_were_published(
    before: tuple[int, int], after: tuple[int, int], published: tuple[float, float]
) -> None:
    found = between(before, after)
    assert (found.low, found.high) == pytest.approx(published, abs=0.00011)


@pytest.mark.parametrize(("before", "after", "published"), PUBLISHED)
def test_the_other_way_round_it_is_the_same_with_the_other_sign(
    before: tuple[int, int], after: tuple[int, int], published: tuple[float, float]
) -> None:
    there, back = between(before, after), between(after, before)
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))
    assert published[0] <= published[1]


def test_two_figures_that_are_known_exactly_differ_by_what_they_differ() -> None:
    exact = Span(0.25, 0.25), Span(0.75, 0.75)
    assert moved_between(0.25, 0.75, spans=exact) == Span(0.5, 0.5)


@pytest.mark.parametrize(("before", "after"), [(0.1, 0.5), (0.5, 0.95)])
def test_a_figure_outside_of_its_interval_is_refused(before: float, after: float) -> None:
    with pytest.raises(ValueError, match=r"moved_between takes 0\.2 to 0\.9, not 0\.\d+\."):
        moved_between(before, after, spans=(Span(0.2, 0.9), Span(0.2, 0.9)))


def test_the_words_of_a_move_go_by_newcombes_published_intervals() -> None:
    """56 of 70 less 48 of 80 is .0524 to .3339; 5 of 56 less 0 of 29 is -.0381 to .1926."""
    one, two = Span(0.4904, 0.7004), Span(0.6918, 0.8772)  # Wilson, 48 of 80 and 56 of 70
    assert direction(0.6, 0.8, (one, two)) == 1
    assert direction(0.8, 0.6, (two, one)) == -1
    none, some = Span(0.0, 0.1170), Span(0.0387, 0.1926)  # 0 of 29 and 5 of 56
    assert direction(0.0, 5 / 56, (none, some)) == 0
    assert direction(None, 0.8, (None, two)) == 0
    assert direction(0.6, 0.8, (one, None)) == 0
