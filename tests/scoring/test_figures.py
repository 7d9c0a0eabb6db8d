"""What is shown of one item: a fixed function of how many answered, with its ends left open.

Everything goes through the door, as it does in earnest. The rules are those of the release step
"what is shown": 10 answers or more, 5 to 9 in a team, 5 to 9 in a group.
"""

import numpy as np
import pytest

from scoring.release import AtLeast, Figure, ItemShape, ReleasedItem, release
from tests.scoring.conftest import apart, cube_of, every_row, persons, scale

EDGE = 2


def alone(counts: tuple[int, ...], *, ordinal: bool = True) -> Figure:
    """The figure of a team that is one group."""
    item = through([counts], ordinal=ordinal)
    if item.team is None:
        raise AssertionError("the team is shown")
    return item.team


def through(
    rows: list[tuple[int, ...]],
    *,
    ordinal: bool = True,
    printed: tuple[float, ...] | None = None,
    no_answer: int = 0,
) -> ReleasedItem:
    """One item of a team whose groups answered so."""
    shapes = scale(len(rows[0]), ordinal=ordinal)
    if printed is not None:
        shapes = [ItemShape("q0", printed, ordinal)]
    unsure = [[no_answer, *[0] * (len(rows) - 1)]]
    (item,) = release(
        cube_of([rows], no_answer=unsure), items=shapes, groups=apart(len(rows))
    ).items
    return item


def sides_of(counts: tuple[int, ...]) -> tuple[int, int, int]:
    people, middle = persons(counts), (len(counts) - 1) / 2
    lower = sum(level < middle for level in people)
    upper = sum(level > middle for level in people)
    return lower, len(people) - lower - upper, upper


# --- ten or more ---------------------------------------------------------------------------------


@pytest.mark.parametrize("levels", [2, 3, 4, 5])
@pytest.mark.parametrize("people", [10, 11])
def test_a_team_of_ten_shows_all_counts_unless_all_but_two_are_alike(
    people: int, levels: int
) -> None:
    for counts in every_row(people, levels):
        figure, sides = alone(counts), sides_of(counts)
        if max(counts) >= people - EDGE:
            told = AtLeast("level", counts.index(max(counts)), people - EDGE)
            assert figure == Figure(people, at_least=told, no_answer_at_most=2)
        elif max(sides) >= people - EDGE:
            told = AtLeast("side", sides.index(max(sides)), people - EDGE)
            assert figure == Figure(people, at_least=told, no_answer_at_most=2)
        else:
            mean = float(np.mean(persons(counts))) + 1
            assert figure.mean == pytest.approx(mean, abs=1e-12)
            assert figure == Figure(
                people,
                counts=counts,
                sides=sides,
                mean=figure.mean,
                mean_edge="exact",
                no_answer_at_most=2,
            )


def test_an_item_without_order_has_no_sides_and_no_mean() -> None:
    assert alone((4, 5, 3), ordinal=False) == Figure(12, counts=(4, 5, 3), no_answer_at_most=2)
    told = AtLeast("level", 1, 10)
    assert alone((1, 10, 1), ordinal=False) == Figure(12, at_least=told, no_answer_at_most=2)
    assert alone((0, 0, 6, 6), ordinal=False).counts == (0, 0, 6, 6)


# --- a team of five to nine ----------------------------------------------------------------------


@pytest.mark.parametrize("levels", [2, 3, 4, 5])
@pytest.mark.parametrize("people", range(5, 10))
def test_a_team_of_five_to_nine_shows_its_sides_alone(people: int, levels: int) -> None:
    for counts in every_row(people, levels):
        sides = sides_of(counts)
        if max(sides) >= people - EDGE:
            told = AtLeast("side", sides.index(max(sides)), people - EDGE)
            assert alone(counts) == Figure(people, at_least=told, no_answer_at_most=2)
        else:
            assert alone(counts) == Figure(people, sides=sides, no_answer_at_most=2)


def test_a_team_of_five_to_nine_shows_nothing_of_an_item_without_order() -> None:
    assert alone((4, 3, 2), ordinal=False) == Figure(9, no_answer_at_most=2)


# --- groups of five to nine ----------------------------------------------------------------------

OTHERS = (4, 4, 4, 4)
"""A second group, spread widely enough to hide nothing."""


def mean_beside_others(counts: tuple[int, ...]) -> tuple[float | None, str | None]:
    item = through([counts, OTHERS])
    if item.groups is None:
        raise AssertionError("groups are shown")
    return item.groups[0].mean, item.groups[0].mean_edge


@pytest.mark.parametrize(
    ("counts", "mean", "edge"),
    [
        ((0, 2, 3, 0), 2.5, "half_step"),  # 2.6
        ((0, 1, 4, 0), 3.0, "half_step"),  # 2.8
        ((1, 2, 1, 1), 2.5, "half_step"),  # 2.4
        ((2, 3, 0, 0), 1.5, "half_step"),  # 1.6, three points above the end
        ((3, 2, 0, 0), 1.5, "at_most"),  # 1.4, two points above the end
        ((4, 0, 1, 0), 1.5, "at_most"),
        ((5, 0, 0, 0), 1.5, "at_most"),
        ((0, 0, 3, 2), 3.5, "half_step"),  # 3.4
        ((0, 0, 2, 3), 3.5, "at_least"),  # 3.6
        ((0, 0, 0, 5), 3.5, "at_least"),
        ((2, 2, 2, 2), 2.5, "half_step"),
        ((1, 6, 1, 0), 2.0, "half_step"),
        ((1, 4, 3, 0), 2.5, "half_step"),  # 2.25 is as near to 2 as to 2.5, and rounded up
    ],
    ids=str,
)
def test_a_small_group_shows_its_mean_to_half_a_step_with_open_ends(
    counts: tuple[int, ...], mean: float, edge: str
) -> None:
    assert mean_beside_others(counts) == (mean, edge)


@pytest.mark.parametrize("levels", [2, 3, 4, 7])
@pytest.mark.parametrize("people", [5, 8, 9])
def test_what_a_mean_says_is_true_and_no_nearer_than_half_a_step(people: int, levels: int) -> None:
    rows = list(every_row(people, levels))[::3]
    others = tuple([4] * levels)
    items = scale(levels, items=len(rows))
    released = release(cube_of([[row, others] for row in rows]), items=items, groups=apart(2))
    shown = 0
    for row, item in zip(rows, released.items, strict=True):
        points = [level + 1 for level in persons(row)]
        near_an_end = min(sum(points) - people, people * levels - sum(points)) <= EDGE
        if item.groups is None:
            assert item.why == "too_alike"
            continue
        figure = item.groups[0]
        shown += 1
        assert figure == Figure(people, mean=figure.mean, mean_edge=figure.mean_edge)
        assert figure.mean is not None
        assert (figure.mean * 2).is_integer()
        if figure.mean_edge == "half_step":
            assert abs(figure.mean - np.mean(points)) <= 0.25
        elif figure.mean_edge == "at_most":
            assert 1 < figure.mean >= np.mean(points)
        else:
            assert levels > figure.mean <= np.mean(points)
        assert near_an_end == (figure.mean_edge != "half_step")
    assert shown > len(rows) / 2


def test_all_sums_near_an_end_look_alike() -> None:
    near = {mean_beside_others(row) for row in every_row(7, 4) if row @ np.arange(4) <= EDGE}
    assert near == {(1.5, "at_most")}
    near = {mean_beside_others(row[::-1]) for row in every_row(7, 4) if row @ np.arange(4) <= EDGE}
    assert near == {(3.5, "at_least")}


@pytest.mark.parametrize(
    ("printed", "mean"),
    [((-2, -1, 1, 2), 0.0), ((0, 25, 50, 75), 37.5), ((4, 3, 2, 1), 2.5)],
    ids=str,
)
def test_half_a_step_is_on_the_scale_as_it_is_printed(
    printed: tuple[float, ...], mean: float
) -> None:
    item = through([(0, 2, 3, 0), OTHERS], printed=printed)
    assert item.groups is not None
    assert item.groups[0].mean == mean
    assert all(isinstance(value, float) for value in item.printed)


# --- counts of groups ----------------------------------------------------------------------------


def test_groups_show_counts_when_each_has_ten_and_nothing_is_near_one_voice() -> None:
    rows = [(2, 3, 4, 1), (1, 7, 2, 1)]
    item = through(rows)
    assert item.groups is not None
    assert [figure.counts for figure in item.groups] == rows
    assert [figure.sides for figure in item.groups] == [(5, 0, 5), (8, 0, 3)]
    assert [figure.mean for figure in item.groups] == [2.4, pytest.approx(25 / 11)]
    assert {figure.mean_edge for figure in item.groups} == {"exact"}
    assert {figure.no_answer for figure in item.groups} == {None}


@pytest.mark.parametrize(
    "rows",
    [
        [(2, 3, 4, 1), (2, 3, 3, 1)],
        [(2, 3, 4, 1), (1, 8, 1, 0)],
        [(2, 3, 4, 1), (4, 4, 2, 0)],
        [(2, 3, 4, 1), (4, 4, 3, 1), (0, 1, 5, 4)],
    ],
    ids=["nine in one", "one nearly on a level", "one nearly on a side", "the last of three"],
)
def test_one_group_that_may_not_show_counts_keeps_all_others_from_it(
    rows: list[tuple[int, ...]],
) -> None:
    item = through(rows)
    assert item.groups is not None
    assert all(figure.counts is None and figure.sides is None for figure in item.groups)
    assert all(figure.mean is not None for figure in item.groups)


def test_a_team_near_one_voice_keeps_its_groups_from_showing_counts() -> None:
    item = through([(0, 0, 3, 12), (2, 0, 4, 9)])
    assert item.team is not None
    assert item.team.at_least == AtLeast("side", 2, 28)
    assert item.groups is not None
    assert all(figure.counts is None for figure in item.groups)


# --- without an answer ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unsure", "exact", "at_most"), [(0, None, 2), (1, None, 2), (2, None, 2), (3, 3, None)]
)
@pytest.mark.parametrize("rows", [[(3, 3, 3, 3)], [(2, 1, 1, 2)], [(5, 5, 5, 5), (4, 4, 4, 4)]])
def test_a_few_without_an_answer_are_left_open_and_never_told_by_group(
    rows: list[tuple[int, ...]], unsure: int, exact: int | None, at_most: int | None
) -> None:
    item = through(rows, no_answer=unsure)
    assert item.team is not None
    assert (item.team.no_answer, item.team.no_answer_at_most) == (exact, at_most)
    for figure in item.groups or ():
        assert (figure.no_answer, figure.no_answer_at_most) == (None, None)
