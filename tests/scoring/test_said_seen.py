"""What agencies say beside what families met: a word, and never how many families."""

import copy
import itertools
from dataclasses import fields
from typing import get_args

import pytest

from scoring.said_seen import GAPS, Gap, SaidSeen, View, gap, said_seen
from scoring.themes import INSIDE_THE_TEAM, PUBLISHED, Floor, Mention, Support, themes

ENOUGH = Support(people=12, sessions=3)
TABLE: dict[tuple[View, bool, bool], Gap] = {
    # view, enough met a barrier, enough were heard
    ("available", True, True): "hidden",
    ("limited", True, True): "agreed",
    ("missing", True, True): "agreed",
    ("not_known", True, True): "unknown",
    ("available", False, True): "working_or_unheard",
    ("limited", False, True): "unvoiced",
    ("missing", False, True): "unvoiced",
    ("not_known", False, True): "unknown",
    ("available", False, False): "unknown",
    ("limited", False, False): "unknown",
    ("missing", False, False): "unknown",
    ("not_known", False, False): "unknown",
}


def met(
    people: int, sessions: int, *, service: str = "courts", theme: str = "wait"
) -> list[Mention]:
    """So many people over so many sessions who met a barrier at a service."""
    return [
        Mention(theme, f"s{person % sessions}", f"p{person}", service) for person in range(people)
    ]


def seen(
    mentions: list[Mention],
    *,
    views: dict[str, View],
    floor: Floor = INSIDE_THE_TEAM,
    heard: Support = ENOUGH,
) -> tuple[SaidSeen, ...]:
    shown = themes(
        mentions, statements=["wait", "cost", "kind"], columns=["courts", "housing"], floor=floor
    )
    return said_seen(views, themes=shown, barriers=["wait", "cost"], heard=heard)


def test_the_table_is_whole() -> None:
    cells = set(itertools.product(get_args(View), (True, False), (True, False)))
    impossible = {(view, True, False) for view in get_args(View)}
    assert TABLE.keys() == cells - impossible
    assert set(TABLE.values()) == set(GAPS)


@pytest.mark.parametrize(("view", "barrier", "heard"), list(TABLE))
def test_every_cell_of_the_table(view: View, *, barrier: bool, heard: bool) -> None:
    assert gap(view, barrier=barrier, heard=heard) == TABLE[view, barrier, heard]


@pytest.mark.parametrize("view", get_args(View))
@pytest.mark.parametrize("floor", [INSIDE_THE_TEAM, PUBLISHED], ids=["inside", "published"])
def test_fewer_than_the_floor_look_like_nobody(view: View, floor: Floor) -> None:
    others = [Mention("wait", f"s{person % 2}", f"q{person}") for person in range(5)]
    nobody = seen(others, views={"courts": view}, floor=floor)
    for people, sessions in itertools.product(range(9), range(1, 4)):
        found = seen([*others, *met(people, sessions)], views={"courts": view}, floor=floor)
        if people >= floor.people and sessions >= 2:
            assert found == (SaidSeen("courts", view, True, TABLE[view, True, True]),)
        else:
            assert found == nobody == (SaidSeen("courts", view, False, TABLE[view, False, True]),)


def test_the_word_follows_from_what_is_shown_and_from_nothing_else() -> None:
    """Three people met a barrier at courts, each another one: below the floor of each theme."""
    apart = [*met(2, 2), *met(2, 2, theme="cost")]
    apart += [Mention(theme, f"s{n % 2}", f"q{n}") for theme in ("wait", "cost") for n in range(3)]
    assert seen(apart, views={"courts": "available"})[0].gap == "working_or_unheard"


def test_what_helped_is_no_barrier() -> None:
    found = seen(met(5, 2, theme="kind"), views={"courts": "available"})
    assert found[0].gap == "working_or_unheard"


def test_hidden_gaps_come_first_and_services_keep_their_order() -> None:
    said = [*met(5, 2), *met(4, 2, service="housing", theme="cost")]
    views: dict[str, View] = {
        "peers": "not_known",
        "rides": "available",
        "schools": "limited",
        "housing": "missing",
        "clinics": "missing",
        "courts": "available",
    }
    found = seen(said, views=views)
    assert [each.service for each in found] == [
        *("courts", "housing", "schools", "clinics", "rides", "peers")
    ]
    assert [each.gap for each in found] == [
        *("hidden", "agreed", "unvoiced", "unvoiced", "working_or_unheard", "unknown")
    ]


@pytest.mark.parametrize("heard", [Support(0, 0), Support(2, 2), Support(30, 1)])
def test_where_too_few_were_heard_silence_says_nothing(heard: Support) -> None:
    for view in get_args(View):
        assert seen([], views={"courts": view}, heard=heard)[0].gap == "unknown"


def test_the_result_holds_no_number() -> None:
    found = seen(met(5, 2), views={"courts": "available"})[0]
    values = [getattr(found, part.name) for part in fields(found)]
    assert all(isinstance(value, str | bool) for value in values)


def test_what_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match=r"a view \(available, .*not_known\), not 'good'"):
        gap("good", barrier=True)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="only where enough families were heard"):
        gap("available", barrier=True, heard=False)


def test_arguments_are_left_as_they_were() -> None:
    views: dict[str, View] = {"courts": "available"}
    before = copy.deepcopy(views)
    assert seen(met(5, 2), views=views)
    assert views == before
