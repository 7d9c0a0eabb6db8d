"""What can be worked out about people from what is shown, over many teams that differ.

The program's own audit looks at every release; the attacker of the tests, who shares nothing with
it and knows agencies too, at some of them.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, islice

import numpy as np
import pytest

from scoring import compared as comparing
from scoring.audit import Audited, audit, insiders, pairs_of_insiders
from scoring.compared import compared
from scoring.cube import pool
from scoring.release import Release, release
from scoring.sheets import regrouped, sheets_of
from tests.parts import PART, seed_of_part
from tests.scoring.attacker import attack
from tests.scoring.simulations.drawing import Rate, rate, table
from tests.scoring.simulations.test_size import MOST, Called
from tests.scoring.teams import KINDS, Team, made_team

Tell = Callable[[str], None]

ORDINARY = ("typical", "polarised")
ROSTERS = ((12, 4), (20, 6), (30, 6), (30, 8), (45, 10), (60, 8), (60, 12), (60, 3))
ASKED = (*((4, True),) * 6, (5, True), (3, True), (2, True), (7, True))
"""Levels of the items, all of which have order."""
DISCLOSED = int(os.environ.get("COMMON_TABLE_DISCLOSED_TEAMS", "200"))
"""Teams of each of two sorts; the first `COMPARED` are asked how far apart their groups look."""
COMPARED = 200 if PART == 0 else 0
"""Only in the usual part: that takes far longer than all attacks, and is about another promise."""


@dataclass
class Told:
    """What was found out of many releases.

    Attributes:
        audited: by the program's own audit.
        people, alone: everybody, and those whose agency is shown as a group of its own.
        shown: items by how they are shown.
        sure, insiders: who know all other answers of their group, and all who are.
        pairs_sure, pairs: the same of two who tell each other what they said.
        called: what is said of groups that do not differ; of ordinary answers.
    """

    teams: int = 0
    audited: Audited = field(default_factory=Audited)
    people: int = 0
    alone: int = 0
    shown: Counter[str] = field(default_factory=Counter)
    sure: int = 0
    insiders: int = 0
    pairs_sure: int = 0
    pairs: int = 0
    called: Called = field(default_factory=Called)

    def add(self, team: Team, released: Release) -> None:
        """One team more."""
        self.teams += 1
        self.audited += audit(released)
        self.people += released.people
        self.alone += alone(team, released)
        self.shown.update(how_shown(released))

    def add_insiders(self, team: Team, released: Release) -> None:
        """Those of one team more."""
        sure, every = insiders(released, truths(team, released))
        self.sure, self.insiders = self.sure + int(sure), self.insiders + int(every)

    def add_pairs(self, team: Team, released: Release) -> None:
        """Those of one team more, two and two."""
        sure, every = pairs_of_insiders(released, truths(team, released))
        self.pairs_sure, self.pairs = self.pairs_sure + sure, self.pairs + every

    def rows(self) -> Iterator[tuple[str, object]]:
        """For a table."""
        told, items = self.audited, self.shown.total()
        yield "teams; statements; targets", f"{self.teams}; {told.statements}; {told.targets}"
        yield "answers pinned", told.answers_pinned
        yield "distributions pinned", told.distributions_pinned
        yield "unanimous groups pinned", told.unanimous_pinned
        yield "sides pinned, share of targets", told.sides_pinned / told.targets
        if self.insiders:
            share = self.sure / self.insiders
            yield f"insiders who know, share of {self.insiders:,}", share
        if self.pairs:
            share = self.pairs_sure / self.pairs
            yield f"pairs of insiders who know, share of {self.pairs:,}", share
        for how, times in sorted(self.shown.items()):
            yield f"statements {how}", times / items
        yield "people who see their own agency alone", self.alone / self.people


def alone(team: Team, released: Release) -> int:
    """People whose agency is a released group of its own."""
    if not released.groups_shown:
        return 0
    inside = [
        [place for code in group.members for place in team.agencies[code]]
        for group in released.groups
    ]
    return sum(team.sizes[places[0]] for places in inside if len(places) == 1)


def how_shown(released: Release) -> Iterator[str]:
    """How each item is shown."""
    for item in released.items:
        if not released.groups_shown:
            yield "for the team only, one group"
        elif item.groups is None:
            yield f"for the team only, {(item.why or '').replace('_', ' ')}"
        else:
            exact = all(figure.counts is not None for figure in item.groups)
            yield "by group, counts" if exact else "by group, averages to the half step"


def truths(team: Team, released: Release) -> list[np.ndarray]:
    """People of each released group by answer, one table an item."""
    codes = list(team.agencies)
    cube = pool(
        team.cube(), [[codes.index(code) for code in group.members] for group in released.groups]
    )
    tables: list[np.ndarray] = []
    for place, levels in enumerate(cube.levels.tolist()):
        counts, unsure = cube.counts[place, :, :levels], cube.no_answer[place]
        left_out = cube.people - counts.sum(axis=1) - unsure
        tables.append(np.column_stack([counts, unsure, left_out]))
    return tables


def compare(team: Team, released: Release, *, seed: int) -> comparing.Compared:
    """What is said of how far its groups are apart."""
    codes = list(team.agencies)
    sheets = sheets_of(
        team.answers,
        group=team.group,
        sizes=[levels for levels, _ in team.asked],
        groups=len(codes),
    )
    parts = [[codes.index(code) for code in group.members] for group in released.groups]
    return compared(released, regrouped(sheets, parts), seed=seed)


def teams_of(kinds: Sequence[str], *, seeds: Iterable[int]) -> Iterator[tuple[Team, Release]]:
    """Teams of all rosters, and what is released of them."""
    for seed in seeds:
        for people, agencies in ROSTERS:
            team = made_team(seed, people=people, agencies=agencies, kinds=kinds, asked=ASKED)
            yield team, release(team.cube(), items=team.items, groups=team.shapes)


def seen_through(team: Team, released: Release) -> int:
    """Groups, and agencies of one to four people, whose answer the attacker knows."""
    inside = [
        [place for code in group.members for place in team.agencies[code]]
        for group in released.groups
    ]
    inside += [[place] for place, size in enumerate(team.sizes) if 0 < size < 5]
    known = 0
    for place, item in enumerate(released.items):
        attacker = attack(released, item, agencies=team.agencies, sizes=team.sizes)
        truth = team.truth(place)
        known += sum(attacker.knows_the_answer_of_all(target, truth) for target in inside)
    return known


@pytest.mark.long
@pytest.mark.parametrize("kinds", [ORDINARY, KINDS], ids=["ordinary answers", "all kinds"])
def test_nothing_can_be_worked_out_of_any_release(
    kinds: Sequence[str], monkeypatch: pytest.MonkeyPatch, tell: Tell
) -> None:
    """COMMON_TABLE_DISCLOSED_TEAMS raises the number of teams."""
    monkeypatch.setattr(comparing, "_MOST_ITEM_PAIRED", 0)
    monkeypatch.setattr(comparing, "DRAWN", 499)
    told, through, own = Told(), 0, [Rate(0, 0)] * len(ROSTERS)
    every = islice(teams_of(kinds, seeds=count(seed_of_part(0))), DISCLOSED)
    for number, (team, released) in enumerate(every):
        told.add(team, released)
        own[number % len(ROSTERS)] += Rate(alone(team, released), released.people)
        if kinds == ORDINARY and number < COMPARED:
            told.called.add(compare(team, released, seed=number))
        if number % 7 == 0:
            told.add_insiders(team, released)
            through += seen_through(team, released)
        if number % 35 == 0:  # there are many pairs in a team
            told.add_pairs(team, released)
    title = f"Disclosure, {'ordinary answers' if kinds == ORDINARY else 'answers of all kinds'}"
    tell(table(title, ("what", "found"), told.rows()))
    assert told.teams == DISCLOSED
    assert told.audited.is_clean
    assert told.audited.targets > 25 * DISCLOSED
    assert through == 0
    if kinds == ORDINARY:
        rows = [(*roster, each) for roster, each in zip(ROSTERS, own, strict=True)]
        tell(table("Own agency shown alone", ("people", "agencies", "share of people"), rows))
    if kinds == ORDINARY and COMPARED:
        heads = ("over all", "a statement", "any clear")
        tell(table("Size, through the whole door", heads, [told.called.rates[:3]]))
        assert all(each.surely[0] <= MOST for each in told.called.rates)


def test_a_few_releases_run_through_all_of_it() -> None:
    told = Told()
    team, released = next(teams_of(KINDS, seeds=[1]))
    told.add(team, released)
    told.add_insiders(team, released)
    told.add_pairs(team, released)
    assert told.pairs > told.insiders > 0
    assert told.audited.is_clean
    assert told.audited.statements == len(ASKED)
    assert told.people == released.people
    assert seen_through(team, released) == 0
    assert rate([compare(team, released, seed=1).whole is None]) in (Rate(0, 1), Rate(1, 1))
    assert "answers pinned | 0" in table("", ("what", "found"), told.rows())


def test_people_alone_in_their_group_are_counted() -> None:
    told = [alone(team, released) for team, released in teams_of(ORDINARY, seeds=[1])]
    assert max(told) > 0
    assert min(told) == 0
