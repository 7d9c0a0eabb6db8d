"""Labels are their definitions, and a blurred item shows no more than the door left open."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import pytest

from scoring.release import Figure
from tests.scoring.conftest import every_row, persons
from tests.scoring.reports import ROSTERS, measures_of, reported, share_and_gap, team_report

# --- labels --------------------------------------------------------------------------------------


def label_of(row: Sequence[int]) -> str:
    """Common ground: side >= .80 and gap <= .95 of four points. Split: side < 2/3."""
    share, gap = share_and_gap(row)
    if share >= Fraction(4, 5) and gap <= Fraction(95, 100) * Fraction(len(row) - 1, 3):
        return "common_ground"
    return "split" if share < Fraction(2, 3) else "leaning"


def spread_of(row: Sequence[int]) -> str:
    """Close: gap <= .70 of four points. Wide: gap > .95."""
    gap = share_and_gap(row)[1] / Fraction(len(row) - 1, 3)
    if gap <= Fraction(70, 100):
        return "close"
    return "some" if gap <= Fraction(95, 100) else "wide"


@pytest.mark.long
@pytest.mark.parametrize(
    ("people", "levels"), [(10, 4), (15, 4), (16, 4), (12, 2), (15, 3), (16, 3), (10, 5)]
)
def test_labels_are_their_definitions_also_right_at_the_cut_offs(people: int, levels: int) -> None:
    rows = list(every_row(people, levels))
    labels, spreads = set(), set()
    for row, item in zip(rows, reported(rows).items, strict=True):
        if item.measures is not None and item.measures.typical_gap is not None:
            assert (item.measures.label, item.measures.spread) == (label_of(row), spread_of(row))
            labels.add(item.measures.label)
            spreads.add(item.measures.spread)
    assert {"leaning", "split"} <= labels
    assert len(spreads) == (1 if levels == 2 else 3)


@pytest.mark.parametrize(
    ("row", "label"),
    [
        ((2, 1, 9, 3), "common_ground"),  # 12 of 15
        ((2, 2, 9, 2), "leaning"),  # 11 of 15
        ((3, 2, 5, 5), "leaning"),  # 10 of 15, just two thirds
        ((3, 3, 5, 4), "split"),  # 9 of 15
        ((3, 0, 0, 12), "leaning"),  # 12 of 15, but 1.03 points apart
        ((3, 9, 1, 2), "common_ground"),  # the lower side counts as much
    ],
    ids=str,
)
def test_labels_of_fifteen_people(row: tuple[int, ...], label: str) -> None:
    assert measures_of(row).label == label


@pytest.mark.parametrize(
    ("row", "gap", "spread"),
    [
        ((9, 13, 3, 0), Fraction(70, 100), "close"),
        ((3, 7, 5, 1), Fraction(95, 100), "some"),
        ((1, 0, 0, 5, 6, 2, 1, 1), Fraction(70, 100) * Fraction(7, 3), "close"),
    ],
    ids=["0.70 of four levels", "0.95 of four levels", "0.70 of four, on eight levels"],
)
def test_a_gap_just_at_a_cut_off_belongs_to_the_narrower_side(
    row: tuple[int, ...], gap: Fraction, spread: str
) -> None:
    assert share_and_gap(row)[1] == gap
    assert measures_of(row).spread == spread


# --- nearly one voice ----------------------------------------------------------------------------


def hidden_behind(figure: Figure, *, levels: int) -> Iterator[tuple[int, ...]]:
    """All rows that look like this blurred figure."""
    nearly = figure.at_least
    if nearly is None:
        raise AssertionError("the figure is blurred")
    for row in every_row(figure.people, levels):
        middle = (levels - 1) / 2
        side = [
            sum(n for level, n in enumerate(row) if level < middle),
            sum(n for level, n in enumerate(row) if level == middle),
            sum(n for level, n in enumerate(row) if level > middle),
        ]
        on = row[nearly.index] if nearly.kind == "level" else side[nearly.index]
        if on >= nearly.people:
            yield row


@pytest.mark.long
@pytest.mark.parametrize("levels", [2, 3, 4, 5])
@pytest.mark.parametrize("people", [5, 9, 10, 14])
def test_what_is_said_of_a_blurred_item_holds_for_whatever_lies_behind_it(
    people: int, levels: int
) -> None:
    blurred = {
        item.team: item.measures
        for item in reported(list(every_row(people, levels))).items
        if item.team is not None and item.team.at_least is not None
    }
    assert blurred
    for figure, measures in blurred.items():
        if figure is None or measures is None:
            raise AssertionError("blurred items are shown")
        rows = list(hidden_behind(figure, levels=levels))
        assert {label_of(row) for row in rows} == {measures.label} or measures.label is None
        assert {spread_of(row) for row in rows} == {measures.spread} or measures.spread is None
        assert measures.side == side_of_most(rows)


def side_of_most(rows: Sequence[Sequence[int]]) -> str:
    """The side that most are on, in each of these rows."""
    middle = (len(rows[0]) - 1) / 2
    sides = set()
    for row in rows:
        people = persons(row)
        told = {
            "lower": sum(level < middle for level in people),
            "middle": sum(level == middle for level in people),
            "upper": sum(level > middle for level in people),
        }
        sides.add(max(told, key=lambda side: told[side]))
    (side,) = sides
    return side


def test_labels_are_told_of_blurred_items_where_they_can_be() -> None:
    assert measures_of((0, 0, 0, 12)).label == "common_ground"
    assert measures_of((0, 0, 1, 29)).spread == "close"
    assert measures_of((0, 1, 14, 15)).label == "common_ground"


@pytest.mark.parametrize("row", [(0, 0, 1, 11), (1, 0, 5, 6), (1, 1, 3, 3), (0, 1, 3, 1)], ids=str)
def test_of_a_blurred_item_no_more_is_measured_than_the_door_left_open(
    row: tuple[int, ...],
) -> None:
    measures = measures_of(row)
    left_open = (
        measures.typical_gap,
        measures.gap_interval,
        measures.consensus,
        measures.mean,
    )
    assert left_open == (None,) * 4
    if max(row[0] + row[1], row[2] + row[3]) >= sum(row) - 2:
        assert (measures.side_people, measures.side_share, measures.side_interval) == (None,) * 3
        assert measures.non_response is None


@pytest.mark.parametrize(("people", "agencies"), ROSTERS)
@pytest.mark.parametrize("seed", range(3))
def test_measures_come_only_with_the_figures_they_are_taken_from(
    seed: int, people: int, agencies: int
) -> None:
    report = team_report(seed, people=people, agencies=agencies)
    for item in report.items:
        told, team = item.measures, item.team
        assert (told is None) == (team is None)
        if told is None or team is None:
            continue
        exact = team.counts is not None and item.released.ordinal
        sides = team.sides is not None
        assert (told.typical_gap is not None) == exact
        assert (told.consensus is not None) == exact
        assert (told.mean is not None) == exact
        assert (told.side_people is not None) == sides
        assert (told.side_share is not None) == sides
        assert told.people == team.people
