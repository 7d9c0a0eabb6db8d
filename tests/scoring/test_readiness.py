"""Parts and gates of readiness beside every world that a release leaves open."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import product

import numpy as np
import pytest

from scoring.figures import ItemShape, team_average, team_figure
from scoring.readiness import (
    STANDS,
    Asked,
    GateState,
    Readiness,
    reached_by,
    readiness,
)
from scoring.released import AtLeast, Figure, ReleasedItem

UNSURE = range(6)
World = tuple[tuple[int, ...], int]
"""People per level, and how many did not know."""


def every_way(people: int, *, levels: int) -> Iterator[tuple[int, ...]]:
    """All ways in which so many people can answer."""
    if levels == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in every_way(people - first, levels=levels - 1):
            yield (first, *rest)


@cache
def worlds(people: int, levels: int) -> dict[Figure, list[World]]:
    """Every figure that can be released of so many people, and the worlds behind it."""
    item = ItemShape("a", tuple(map(float, range(levels))))
    found: dict[Figure, list[World]] = {}
    for counts, unsure in product(every_way(people, levels=levels), UNSURE):
        figure = team_figure(np.array(counts), item=item, no_answer=unsure, smallest_group=5)
        assert figure is not None
        found.setdefault(figure, []).append((counts, unsure))
    return found


def reached_in(world: World, level: int) -> set[bool]:
    """Whether two thirds place it there or later, for every way the others might have said."""
    counts, unsure = world
    asked = sum(counts) + unsure
    there = sum(counts[level:])
    return {Fraction(there + more, asked) >= Fraction(2, 3) for more in range(unsure + 1)}


def by_hand(behind: Sequence[World], levels: int) -> tuple[int, int]:
    """The last stage that all worlds have reached, and the last that one of them may have."""
    surely = perhaps = 0
    for level in range(1, levels):
        answers = set().union(*(reached_in(world, level) for world in behind))
        surely = level if answers == {True} else surely
        perhaps = level if True in answers else perhaps
    return surely, perhaps


@pytest.mark.parametrize("levels", [2, 3, 4, 5])
@pytest.mark.parametrize(
    "people",
    [5, 9, 10, *(pytest.param(people, marks=pytest.mark.long) for people in (6, 11, 13))],
)
def test_a_statement_has_come_as_far_as_it_has_in_every_world_behind_its_figure(
    people: int, levels: int
) -> None:
    for figure, behind in worlds(people, levels).items():
        reached = reached_by(figure, levels=levels)
        assert (reached.surely, reached.perhaps) == by_hand(behind, levels), figure


@pytest.mark.parametrize("levels", [2, 4])
@pytest.mark.parametrize("people", [10, pytest.param(13, marks=pytest.mark.long)])
def test_nothing_is_called_not_begun_that_two_thirds_do_not_call_so(
    people: int, levels: int
) -> None:
    told = set[str]()
    for figure, behind in worlds(people, levels).items():
        stand = reached_by(figure, levels=levels).stand
        begun = set().union(*(reached_in(world, 1) for world in behind))
        first = set().union(
            *(
                reached_in((tuple(reversed(counts)), unsure), levels - 1)
                for counts, unsure in behind
            )
        )
        if begun == {False}:
            assert stand == (
                "not_begun"
                if first == {True}
                else "views_differ"
                if first == {False}
                else "not_known"
            )
        else:
            assert stand not in ("not_begun", "views_differ")
        told.add(stand)
    assert {"not_begun", "views_differ"} <= told


def test_two_equal_camps_are_not_called_not_begun() -> None:
    assert reached_by(Figure(20, counts=(10, 0, 0, 10), no_answer=0), levels=4).stand == (
        "views_differ"
    )


@pytest.mark.parametrize("people", [6, 10])
def test_a_rounded_average_never_says_more_than_is_known(people: int) -> None:
    item = ItemShape("a", (0.0, 1.0, 2.0, 3.0))
    for figure, behind in worlds(people, 4).items():
        for counts, _ in behind:
            blurred = team_average(figure, np.array(counts), item=item)
            reached, known = reached_by(blurred, levels=4), by_hand(behind, 4)
            assert reached.surely <= known[0]
            assert reached.perhaps >= known[1]


def test_a_gate_is_met_unmet_and_not_known_as_the_figures_say() -> None:
    def state(figure: Figure | None) -> GateState:
        return reached_by(figure, levels=4).as_gate

    assert state(Figure(12, counts=(0, 0, 2, 10), no_answer_at_most=2)) == "met"
    assert state(Figure(12, counts=(0, 0, 3, 9), no_answer=4)) == "not_known"
    assert state(Figure(12, counts=(0, 5, 5, 2), no_answer_at_most=2)) == "unmet"
    assert state(Figure(12, at_least=AtLeast("level", 2, 10), no_answer_at_most=2)) == "unmet"
    assert state(Figure(12, at_least=AtLeast("side", 2, 10), no_answer_at_most=2)) == "not_known"
    assert state(Figure(7, sides=(5, 0, 2), no_answer_at_most=2)) == "unmet"
    assert state(Figure(7, sides=(1, 0, 6), no_answer_at_most=2)) == "not_known"


@pytest.mark.parametrize(
    "figure",
    [None, Figure(0), Figure(12, counts=(0, 0, 0, 12)), Figure(12, no_answer_at_most=2)],
    ids=["withheld", "nobody", "unknown how many were unsure", "people only"],
)
def test_what_is_not_shown_is_not_known_and_never_met(figure: Figure | None) -> None:
    reached = reached_by(figure, levels=4)
    assert reached.as_gate == "not_known"
    assert reached.stand == "not_known"


FIGURES: dict[str, Figure | None] = {
    "in_place": Figure(12, counts=(0, 0, 0, 12), no_answer_at_most=2),
    "under_way": Figure(12, counts=(0, 0, 12, 0), no_answer_at_most=2),
    "views_differ": Figure(12, counts=(6, 0, 0, 6), no_answer=0),
    "not_begun": Figure(12, counts=(12, 0, 0, 0), no_answer_at_most=2),
    "not_known": None,
    "short of it": Figure(12, counts=(4, 4, 4, 0), no_answer=4),
}
"""Of the last one it is not known whether it has begun, but it surely is not in place."""


def checked(parts: Sequence[Sequence[str]]) -> Readiness:
    """A check whose parts have statements that stand as given."""
    items: list[ReleasedItem] = []
    asked: dict[str, Asked] = {}
    for part, stands in enumerate(parts):
        for place, stand in enumerate(stands):
            name = f"s{part}{place}"
            items.append(ReleasedItem(name, 4, True, (0, 1, 2, 3), FIGURES[stand], None))
            asked[name] = Asked(f"p{part}", gate=place == 0)
    return readiness(items, asked=asked)


def resolved(stands: Sequence[str]) -> set[Fraction]:
    """The share in place in every world in which each unknown one is in place or is not."""
    ways = ((True, False) if stand == "not_known" else (stand == "in_place",) for stand in stands)
    return {Fraction(sum(world), len(world)) for world in product(*ways)}


SMALL = tuple(
    stands
    for length in (1, 2)
    for stands in product(("in_place", "short of it", "not_known"), repeat=length)
)


def test_of_a_statement_that_is_short_of_its_place_it_may_be_unknown_how_far_it_has_come() -> None:
    assert reached_by(FIGURES["short of it"], levels=4).stand == "not_known"
    assert reached_by(FIGURES["short of it"], levels=4).as_gate == "unmet"


@pytest.mark.parametrize("parts", [2, 3])
def test_the_lowest_part_is_the_lowest_of_every_world_that_is_left_open(parts: int) -> None:
    for stands in product(SMALL, repeat=parts):
        lowest = {
            frozenset(f"p{place}" for place, share in enumerate(shares) if share == min(shares))
            for shares in product(*(resolved(part) for part in stands))
        }
        found = checked(stands)
        assert set(found.lowest) == set().union(*lowest), stands
        assert found.certain == (len(lowest) == 1), stands


def test_every_statement_of_a_part_is_counted_once() -> None:
    found = checked([STANDS, ("under_way", "under_way")])
    assert [dict(part.counts) for part in found.parts] == [
        dict.fromkeys(STANDS, 1),
        dict.fromkeys(STANDS, 0) | {"under_way": 2},
    ]
    assert found.lowest == ("p1",)
    assert [gate.state for gate in found.gates] == ["met", "unmet"]
    assert [gate.id for gate in found.in_state("unmet")] == ["s10"]


def test_a_statement_that_was_not_released_is_not_known() -> None:
    found = readiness((), asked={"a": Asked("p", gate=True)})
    assert found.in_state("not_known") == found.gates
    assert found.parts[0].counts["not_known"] == 1


def test_an_answer_without_order_is_no_stage() -> None:
    figure = Figure(12, counts=(0, 12), no_answer_at_most=2)
    item = ReleasedItem("a", 2, False, (0, 1), figure, None)
    assert readiness([item], asked={"a": Asked(gate=True)}).gates[0].state == "not_known"


def test_without_parts_and_gates_there_is_nothing_to_say() -> None:
    assert readiness((), asked={}) == Readiness((), (), True, ())
