"""Where people stand along a bar."""

import pytest

from pages.charts.blocks import runs
from surveys.figures import Look, high_side, side_levels


def test_the_center_line_divides_those_who_disagree_from_those_who_agree(
    four_points: Look, drawn: type
) -> None:
    placed = runs(drawn(30, (1, 4, 15, 10)), look=four_points)
    assert [(run.level, run.start, run.end) for run in placed] == [
        (0, -5, -4),
        (1, -4, 0),
        (2, 0, 15),
        (3, 15, 25),
    ]


def test_the_middle_of_an_odd_scale_lies_half_on_each_side(five_points: Look, drawn: type) -> None:
    placed = runs(drawn(31, (2, 5, 9, 10, 5)), look=five_points)
    middle = next(run for run in placed if run.level == 2)
    assert (middle.start, middle.end) == (-4.5, 4.5)
    assert placed[0].start == -11.5


def test_stages_start_at_the_left(stages: Look, drawn: type) -> None:
    placed = runs(drawn(10, (3, 0, 7, 0, 0)), look=stages)
    assert [(run.level, run.start, run.people) for run in placed] == [(0, 0, 3), (2, 3, 7)]


def test_those_who_chose_come_first(drawn: type) -> None:
    choice = Look(labels=("not chosen", "chosen"), printed=(1, 2), voice="options")
    placed = runs(drawn(12, (9, 3)), look=choice)
    assert [(run.level, run.start, run.people) for run in placed] == [(1, 0, 3), (0, 3, 9)]


@pytest.mark.parametrize(
    ("kind", "index", "start", "end"),
    [("level", 0, -28, 0), ("level", 3, 0, 28), ("side", 0, -28, 0), ("side", 2, 0, 28)],
)
def test_a_blurred_figure_is_one_block_on_its_side(
    kind: str, index: int, start: float, end: float, four_points: Look, drawn: type, blurred: type
) -> None:
    (run,) = runs(drawn(30, at_least=blurred(kind, index, 28)), look=four_points)
    assert (run.start, run.end, run.blurred) == (start, end, True)


def test_a_blurred_middle_lies_half_on_each_side(
    five_points: Look, drawn: type, blurred: type
) -> None:
    (run,) = runs(drawn(30, at_least=blurred("level", 2, 28)), look=five_points)
    assert (run.start, run.end) == (-14, 14)


def test_an_average_alone_has_no_blocks(four_points: Look, drawn: type) -> None:
    assert runs(drawn(7, mean=3.5, mean_edge="half_step"), look=four_points) == ()


def test_counts_of_another_scale_are_refused(four_points: Look, drawn: type) -> None:
    with pytest.raises(ValueError, match="5 counts came for 4 levels; one each is right"):
        runs(drawn(5, (1, 1, 1, 1, 1)), look=four_points)


def test_the_middle_is_on_neither_side() -> None:
    assert high_side((1, 2, 3, 4, 5)) == 9
    assert list(side_levels(0, levels=5)) == [0, 1]
    assert list(side_levels(1, levels=5)) == [2]
    assert list(side_levels(2, levels=5)) == [3, 4]
    assert list(side_levels(1, levels=4)) == []
    assert list(side_levels(2, levels=4)) == [2, 3]


def test_where_only_sides_are_known_they_are_drawn_as_sides(four_points: Look, drawn: type) -> None:
    placed = runs(drawn(8, sides=(3, 0, 5)), look=four_points)
    assert [(run.side, run.start, run.end) for run in placed] == [(0, -3, 0), (2, 0, 5)]
