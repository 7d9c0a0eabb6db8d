"""Themes are shown from enough people, and nothing that is shown tells of fewer."""

import copy
import itertools
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

import pytest

from scoring.themes import (
    INSIDE_THE_TEAM,
    PUBLISHED,
    Floor,
    Mention,
    Support,
    Themes,
    support,
    themes,
)

SERVICES = ("courts", "housing")
Seat = tuple[str, str]
World = tuple[Mention, ...]


def mention(
    session: str, seat: str | None, service: str | None = None, theme: str = "t"
) -> Mention:
    return Mention(theme, session, seat, service)


def of(people: int, sessions: int, service: str | None = None, theme: str = "t") -> list[Mention]:
    """So many people over so many sessions who spoke of a theme."""
    return [
        mention(f"s{person % sessions}", f"p{person}", service, theme) for person in range(people)
    ]


def test_a_person_counts_once_however_often_they_spoke() -> None:
    said = [mention("monday", "1"), mention("monday", "1", "courts"), mention("friday", "1")]
    assert support(said) == Support(people=2, sessions=2)  # seat 1 of friday is somebody else
    assert support([]) == Support(people=0, sessions=0)


def test_a_summary_sheet_is_a_session_and_nobody() -> None:
    assert support([*of(3, 1), mention("other", None)]) == Support(people=3, sessions=2)


@pytest.mark.parametrize("people", range(8))
@pytest.mark.parametrize("sessions", range(1, 4))
def test_a_theme_is_shown_from_its_floor_on(people: int, sessions: int) -> None:
    said = of(people, sessions)
    for floor, fewest in ((INSIDE_THE_TEAM, 3), (PUBLISHED, 5)):
        found = themes(said, statements=["t"], columns=[], floor=floor)
        is_enough = people >= fewest and sessions >= 2
        assert found.shown == ({"t": Support(people, sessions)} if is_enough else {})
        assert found.floor == floor


def test_a_cell_has_the_same_floor_and_says_nothing_below_it() -> None:
    said = [*of(4, 2, "courts"), *of(2, 2, "housing")]
    found = themes(said, statements=["t"], columns=[*SERVICES, "peers"])
    assert found.cells == {
        ("t", "courts"): Support(4, 2),
        ("t", "housing"): None,
        ("t", "peers"): None,
    }


def test_all_of_one_session_look_like_nobody() -> None:
    one_session = [mention("s0", f"p{person}", "housing") for person in range(9)]
    found = themes([*of(4, 2), *one_session], statements=["t"], columns=["housing"])
    assert found.cells == {("t", "housing"): None}


def test_a_theme_that_is_not_shown_has_no_cells_and_one_that_is_has_all() -> None:
    said = [*of(3, 2, "courts", "a"), *of(2, 2, "courts", "b")]
    found = themes(said, statements=["b", "a", "c"], columns=SERVICES)
    assert list(found.shown) == ["a"]
    assert list(found.cells) == [("a", "courts"), ("a", "housing")]


def test_a_floor_below_three_people_or_two_sessions_is_refused() -> None:
    assert (Floor(3, 2), Floor(5, 2)) == (INSIDE_THE_TEAM, PUBLISHED)
    for people, sessions in ((2, 2), (3, 1), (0, 0)):
        with pytest.raises(ValueError, match=f"2 sessions or more, not {people} and {sessions}"):
            Floor(people, sessions)


def test_what_is_in_no_list_is_refused() -> None:
    with pytest.raises(ValueError, match="takes a theme of the list, not 'x'"):
        themes(of(1, 1, theme="x"), statements=["t"], columns=[])
    with pytest.raises(ValueError, match="takes a service of the list, not 'x'"):
        themes(of(1, 1, "x"), statements=["t"], columns=["courts"])


def test_arguments_are_left_as_they_were() -> None:
    said, columns = of(4, 2, "courts"), list(SERVICES)
    before = copy.deepcopy((said, columns))
    assert themes(said, statements=["t"], columns=columns).shown
    assert (said, columns) == before


# What can be worked out: every possible table of few people is made, tables that look alike are put
# together, and it is asked what a cell that is held back can be.

ANYTHING = (None, *SERVICES)
A_SERVICE = SERVICES


def spoken(session: str, seat: str | None, names: Sequence[str | None]) -> Iterator[list[Mention]]:
    """Everything that one seat, or the sheet of a session, can have said of the theme."""
    for size in range(len(names) + 1):
        for said in itertools.combinations(names, size):
            yield [mention(session, seat, service) for service in said]


def every_world(
    seats: Sequence[int], names: Sequence[str | None], *, sheets: bool
) -> Iterator[World]:
    """Every table of sessions with so many seats; seats of one session may change places."""
    of_sessions = []
    for place, people in enumerate(seats):
        session = f"s{place}"
        kinds = range(2 ** len(names))
        of_seats = [list(spoken(session, f"p{seat}", names)) for seat in range(people)]
        of_sheet = list(spoken(session, None, names)) if sheets else [[]]
        of_sessions.append(
            [
                [
                    *sheet,
                    *(each for seat, kind in enumerate(drawn) for each in of_seats[seat][kind]),
                ]
                for drawn in itertools.combinations_with_replacement(kinds, people)
                for sheet in of_sheet
            ]
        )
    for sessions in itertools.product(*of_sessions):
        yield tuple(itertools.chain.from_iterable(sessions))


def people_in(world: Iterable[Mention], service: str) -> int:
    return support(each for each in world if each.service == service).people


def as_shown(found: Themes, world: World) -> Hashable:
    """What the product shows."""
    return tuple(found.shown.items()), tuple(found.cells.items())


def with_sum_of_cells(found: Themes, world: World) -> Hashable:
    """The same, and beside it how often services were named in all."""
    return as_shown(found, world), sum(people_in(world, service) for service in SERVICES)


def with_column_total(found: Themes, world: World) -> Hashable:
    """The same, and beside it how many named the second service, where cells are hidden."""
    return as_shown(found, world), people_in(world, SERVICES[1])


def kept(
    worlds: Iterable[World], *, floor: Floor, looks: Callable[[Themes, World], Hashable] = as_shown
) -> list[set[tuple[int, ...]]]:
    """What the cells that are held back can be together, for all tables that look alike."""
    can_be: dict[Hashable, set[tuple[int, ...]]] = defaultdict(set)
    for world in worlds:
        found = themes(world, statements=["t"], columns=SERVICES, floor=floor)
        hidden = [service for (_, service), cell in found.cells.items() if cell is None]
        if hidden:
            counts = tuple(people_in(world, service) for service in hidden)
            can_be[looks(found, world)].add(counts)
    return list(can_be.values())


@pytest.mark.parametrize(
    ("seats", "floor", "sheets"),
    [
        pytest.param((2, 2), INSIDE_THE_TEAM, False, id="four people"),
        pytest.param((3, 2), INSIDE_THE_TEAM, False, id="five people"),
        pytest.param((1, 1, 1), INSIDE_THE_TEAM, False, id="three people in three sessions"),
        pytest.param((3, 0), INSIDE_THE_TEAM, True, id="three people and sheets"),
        pytest.param((3, 2), PUBLISHED, False, id="five people, published"),
        pytest.param((3, 3), PUBLISHED, False, id="six people, published", marks=pytest.mark.long),
        pytest.param((3, 3), INSIDE_THE_TEAM, False, id="six people", marks=pytest.mark.long),
    ],
)
def test_cells_that_are_held_back_can_be_anything_below_the_floor(
    seats: tuple[int, ...], floor: Floor, *, sheets: bool
) -> None:
    found = kept(every_world(seats, ANYTHING, sheets=sheets), floor=floor)
    assert found
    for together in found:
        cells = len(next(iter(together)))
        assert set(itertools.product(range(floor.people), repeat=cells)) <= together


def test_it_would_not_hold_if_all_evidence_named_a_service() -> None:
    """Four people, and both cells held back: each holds one at least."""
    found = kept(every_world((2, 2), A_SERVICE, sheets=False), floor=INSIDE_THE_TEAM)
    assert any(all(0 not in counts for counts in together) for together in found)


@pytest.mark.parametrize("looks", [with_sum_of_cells, with_column_total])
def test_it_would_not_hold_with_totals(looks: Callable[[Themes, World], Hashable]) -> None:
    found = kept(every_world((2, 2), ANYTHING, sheets=False), floor=INSIDE_THE_TEAM, looks=looks)
    assert any(len(together) == 1 for together in found)


def test_people_who_may_have_sat_twice_are_counted_once() -> None:
    said = [mention(session, seat) for session in ("one", "two") for seat in "abc"]
    assert support(said) == Support(people=6, sessions=2)
    assert support(said, {"one": 3, "two": 3}) == Support(3, 2, may_be_more=True)
    assert support(said, {"two": 2}) == Support(people=4, sessions=2, may_be_more=True)
    assert support(said, {"one": 9}) == Support(people=3, sessions=2, may_be_more=True)
    published = {"statements": ["t"], "columns": [], "floor": PUBLISHED}
    assert themes(said, **published, again={"two": 2}).shown == {}
    assert themes(said, **published, again={"two": 1}).shown == {
        "t": Support(people=5, sessions=2, may_be_more=True)
    }


@pytest.mark.long
def test_no_more_people_are_counted_than_there_are_however_they_came() -> None:
    """Every way in which three people can sit in three sessions, and speak in some of them."""
    sessions, people = ("one", "two", "three"), range(3)
    ways = list(itertools.product(range(8), repeat=len(people)))
    for came in ways:
        seen: set[int] = set()
        again: dict[str, int] = {}
        for at, session in enumerate(sessions):
            here = {each for each in people if came[each] >> at & 1}
            again[session] = len(here & seen)
            seen |= here
        for spoke in ways:
            said = [
                mention(session, f"{session}-{each}")
                for at, session in enumerate(sessions)
                for each in people
                if (came[each] & spoke[each]) >> at & 1
            ]
            there = sum(bool(came[each] & spoke[each]) for each in people)
            assert support(said, again).people <= there
