"""The door against an attacker who knows the roster and every published figure.

The attacker is `tests.scoring.attacker`, which shares nothing with the program's own audit.
"""

from collections.abc import Iterator

import numpy as np
import pytest

from scoring.release import AtLeast, Figure, Release, ReleasedGroup, ReleasedItem
from tests.scoring.attacker import Attacker, attack
from tests.scoring.teams import SHAPES, Team, made_team

SMALL = 5
ROSTERS = ((8, 3), (12, 4), (20, 6), (30, 8), (60, 12), (60, 3))


def targets(team: Team, released: Release) -> Iterator[list[int]]:
    """Every published group, and every agency of one to four people."""
    for group in released.groups:
        yield [place for code in group.members for place in team.agencies[code]]
    yield from ([place] for place, size in enumerate(team.sizes) if 0 < size < SMALL)


def seen_through(team: Team) -> list[tuple[str, list[int]]]:
    """What the attacker finds out: item, and agencies all of whose people's answer is known."""
    released = team.released()
    found: list[tuple[str, list[int]]] = []
    for place, item in enumerate(released.items):
        attacker = attack(released, item, agencies=team.agencies, sizes=team.sizes)
        truth = team.truth(place)
        found += [
            (item.id, target)
            for target in targets(team, released)
            if attacker.knows_the_answer_of_all(target, truth)
        ]
    return found


@pytest.mark.parametrize(("people", "agencies"), ROSTERS)
@pytest.mark.parametrize("seed", range(2))
def test_no_small_agency_and_no_published_group_is_seen_through(
    seed: int, people: int, agencies: int
) -> None:
    assert seen_through(made_team(seed, people=people, agencies=agencies)) == []


@pytest.mark.long
@pytest.mark.parametrize(("people", "agencies"), [*ROSTERS, (10, 3), (15, 5), (24, 12), (45, 10)])
@pytest.mark.parametrize("seed", range(100, 140))
def test_no_small_agency_and_no_published_group_of_many_more_teams_is_seen_through(
    seed: int, people: int, agencies: int
) -> None:
    assert seen_through(made_team(seed, people=people, agencies=agencies)) == []


def test_these_teams_meet_every_way_of_showing_an_item() -> None:
    """Otherwise the tests above could not fail."""
    ways: set[str] = set()
    alone = 0
    for people, agencies in ROSTERS:
        for seed in range(6):
            team = made_team(seed, people=people, agencies=agencies)
            released = team.released()
            alone += sum(size == 1 for size in team.sizes)
            for place, item in enumerate(released.items):
                ways |= set(_ways(item))
                if any(row.max() == row.sum() for row in team.truth(place) if row.sum() > 1):
                    ways.add("somebody is of one voice")
    assert ways == {
        "somebody is of one voice",
        "team counts",
        "team nearly all on a level",
        "team nearly all on a side",
        "team sides",
        "group counts",
        "group half_step",
        "group at_most",
        "group at_least",
        "too_few_answers",
        "too_alike",
    }
    assert alone > 10


def _ways(item: ReleasedItem) -> Iterator[str]:
    if item.why is not None:
        yield item.why
    if item.team is not None:
        if item.team.counts is not None:
            yield "team counts"
        elif item.team.at_least is not None:
            yield f"team nearly all on a {item.team.at_least.kind}"
        elif item.team.sides is not None:
            yield "team sides"
    for figure in item.groups or ():
        yield "group counts" if figure.counts is not None else f"group {figure.mean_edge}"


# --- the attacker is alive -----------------------------------------------------------------------

NAIVE = ("counts", "means")


def naively(team: Team, place: int, *, show: str) -> Attacker:
    """What is known when every agency of three or more is shown exactly, and the team too."""
    levels = np.arange(team.asked[place][0])
    attacker = Attacker(team.sizes, len(levels))
    truth = team.truth(place)
    shown = [([agency], truth[agency]) for agency, size in enumerate(team.sizes) if size >= 3]
    for agencies, row in [*shown, (range(len(team.sizes)), truth.sum(axis=0))]:
        on_scale = row[: len(levels)]
        told = [(np.ones(len(levels)), on_scale.sum())]
        if show == "counts" or len(agencies) > 1:
            told += [(np.eye(len(levels))[level], on_scale[level]) for level in levels]
        else:
            told.append((levels, on_scale @ levels))
        for weights, total in told:
            attacker.learn(agencies, weights, least=total, most=total)
    return attacker


@pytest.mark.long
@pytest.mark.parametrize("show", NAIVE)
def test_a_naive_publisher_is_caught_in_nearly_every_team_of_thirty(show: str) -> None:
    """Ordinary answers to half as many statements as are asked; at least 95 % of teams leak."""
    teams = [
        made_team(seed, people=30, agencies=8, kinds=["typical"], asked=3 * SHAPES)
        for seed in range(40)
    ]
    caught = sum(
        any(
            naively(team, place, show=show).knows_the_answer_of_all([agency], team.truth(place))
            for place in range(len(team.asked))
            for agency, size in enumerate(team.sizes)
            if size > 0
        )
        for team in teams
    )
    assert caught >= 0.95 * len(teams)


def by_hand(team: Figure, *groups: Figure, levels: int = 4) -> Attacker:
    """What is known of a release that was put together by hand, one agency a group."""
    printed = tuple(float(level + 1) for level in range(levels))
    item = ReleasedItem("q", levels, True, printed, team, groups)
    sizes = [figure.people for figure in groups]
    released = Release(
        public=False,
        smallest_group=5,
        people=sum(sizes),
        invited=None,
        groups=tuple(ReleasedGroup(f"g{n}", (f"g{n}",), size) for n, size in enumerate(sizes)),
        groups_shown=True,
        items=(item,),
        withheld=(),
    )
    agencies = {f"g{place}": [place] for place in range(len(sizes))}
    return attack(released, item, agencies=agencies, sizes=sizes)


def average(people: int, mean: float, edge: str = "half_step") -> Figure:
    return Figure(people, mean=mean, mean_edge=edge)  # type: ignore[arg-type]


def table(*rows: tuple[int, ...]) -> np.ndarray:
    """People by answer; nobody is without one."""
    return np.array([(*row, 0, 0) for row in rows])


def test_the_attacker_finds_two_camps_of_different_size() -> None:
    """5 + 6 people on levels 2 and 4 only: a mean near 2 leaves the first group no level 4."""
    known = by_hand(Figure(11, counts=(0, 5, 0, 6)), average(5, 2.0), average(6, 3.5, "at_least"))
    truth = table((0, 5, 0, 0), (0, 0, 0, 6))
    assert known.knows_the_answer_of_all([0], truth)
    assert known.knows_the_answer_of_all([1], truth)


def test_the_attacker_does_not_claim_what_another_table_fits_too() -> None:
    """One person on level 3 more: they could be in either group."""
    known = by_hand(Figure(11, counts=(0, 5, 1, 5)), average(5, 2.0), average(6, 3.5, "at_least"))
    truth = table((0, 5, 0, 0), (0, 0, 1, 5))
    assert not known.knows_the_answer_of_all([0], truth)


def test_the_attacker_finds_what_counts_of_one_voice_say_outright() -> None:
    known = by_hand(Figure(12), Figure(5, counts=(0, 5, 0, 0)), Figure(7))
    assert known.knows_the_answer_of_all([0], table((0, 5, 0, 0), (1, 2, 2, 2)))


def test_the_attacker_finds_what_is_left_over_when_all_others_are_shown() -> None:
    known = by_hand(Figure(7, counts=(1, 2, 3, 1)), Figure(6, counts=(1, 2, 2, 1)), Figure(1))
    assert known.knows_the_answer_of_all([1], table((1, 2, 2, 1), (0, 0, 1, 0)))


def test_nearly_all_on_one_level_leaves_the_attacker_in_the_dark() -> None:
    nearly = Figure(10, at_least=AtLeast("level", 3, 8))
    known = by_hand(nearly, average(5, 3.5, "at_least"), average(5, 3.5, "at_least"))
    truth = table((0, 0, 0, 5), (0, 0, 0, 5))
    assert not known.knows_the_answer_of_all([0], truth)
    assert not known.knows_the_answer_of_all([1], truth)
