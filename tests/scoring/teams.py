"""Made-up teams: agencies, the groups they report in, and what their people answered."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.cube import NO_ANSWER, SKIPPED, Cube, count
from scoring.groups import Member, partition
from scoring.release import GroupShape, ItemShape, Release, release

SHAPES = ((4, True), (4, True), (4, True), (5, True), (3, True), (2, True), (7, True), (3, False))
"""Levels, and whether they have order, of the items."""

POPULATIONS = {"typical": (1.0, 2.5, 6.0, 4.0), "polarised": (6.0, 1.5, 1.5, 6.0)}
KINDS = ("typical", "polarised", "one voice a group", "nearly all")
"""How the answers to an item can be spread over a team."""


@dataclass(frozen=True)
class Team:
    """A wave as it happened; the door sees the cube of its reporting groups, and no agencies.

    Attributes:
        agencies: the places of the agencies in each reporting group, by its code.
        agency: the agency of each person who answered.
        answers: what each of them answered, shape (people, items).
        asked: levels of each item, and whether they have order.
    """

    agencies: dict[str, list[int]]
    sectors: dict[str, str]
    agency: NDArray[np.int64]
    answers: NDArray[np.int64]
    sizes: list[int]
    asked: Sequence[tuple[int, bool]]

    @property
    def group(self) -> NDArray[np.int64]:
        """The place of each person's reporting group."""
        codes = list(self.agencies)
        place = {agency: codes.index(code) for code in codes for agency in self.agencies[code]}
        return np.array([place[int(agency)] for agency in self.agency], dtype=np.int64)

    @property
    def items(self) -> list[ItemShape]:
        """What was asked."""
        return [
            ItemShape(f"q{place}", tuple(float(level + 1) for level in range(levels)), ordinal)
            for place, (levels, ordinal) in enumerate(self.asked)
        ]

    @property
    def shapes(self) -> list[GroupShape]:
        """The reporting groups as the door knows them."""
        return [GroupShape(code, self.sectors[code], "") for code in self.agencies]

    def cube(self) -> Cube:
        """What the door gets."""
        group = self.group
        rows = [
            (group[person], item, level)
            for person, answers in enumerate(self.answers)
            for item, level in enumerate(answers)
        ]
        return count(
            np.array(rows, dtype=np.int64),
            levels=[levels for levels, _ in self.asked],
            groups=len(self.agencies),
            people=np.bincount(group, minlength=len(self.agencies)).tolist(),
        )

    def released(self) -> Release:
        """What leaves."""
        return release(self.cube(), items=self.items, groups=self.shapes)

    def truth(self, item: int) -> NDArray[np.int64]:
        """People of each agency by answer: the levels, no answer, left out."""
        levels = self.asked[item][0]
        table = np.zeros((len(self.sizes), levels + 2), dtype=np.int64)
        for agency, answer in zip(self.agency, self.answers[:, item], strict=True):
            table[agency, levels - 1 - answer if answer < 0 else answer] += 1
        return table


def made_team(
    seed: int,
    *,
    people: int,
    agencies: int,
    kinds: Sequence[str] = KINDS,
    asked: Sequence[tuple[int, bool]] = SHAPES,
) -> Team:
    """A team whose agencies differ in size, and whose items differ in how people think of them."""
    random = np.random.default_rng([seed, people, agencies])
    roster = 1 + random.multinomial(people - agencies, random.dirichlet(np.full(agencies, 2.0)))
    sectors = [f"s{sector}" for sector in random.integers(0, 3, size=agencies)]
    agency = np.repeat(np.arange(agencies), roster)
    agency = agency[random.random(people) < random.choice([0.85, 1.0])]
    told = _reporting_groups(roster, sectors)
    group_of = {place: code for code, places in told.items() for place in places}
    answers = np.column_stack(
        [
            _answers(
                random,
                [group_of[int(place)] for place in agency],
                levels=levels,
                kind=str(random.choice(kinds)),
            )
            for levels, _ in asked
        ]
    )
    return Team(
        agencies=told,
        sectors={code: sectors[places[0]] for code, places in told.items()},
        agency=agency,
        answers=answers,
        sizes=np.bincount(agency, minlength=agencies).tolist(),
        asked=asked,
    )


def _reporting_groups(roster: NDArray[np.int64], sectors: Sequence[str]) -> dict[str, list[int]]:
    parts = partition(
        [
            Member(f"{place:03}", int(size), sector)
            for place, (size, sector) in enumerate(zip(roster, sectors, strict=True))
        ]
    )
    return {f"g{number}": [int(code) for code in part] for number, part in enumerate(parts)}


def _answers(
    random: np.random.Generator, groups: Sequence[str], *, levels: int, kind: str
) -> NDArray[np.int64]:
    """Answers of people of these groups to one item, a few of them missing."""
    size = len(groups)
    if kind in POPULATIONS:
        weights = np.interp(np.linspace(0, 3, levels), range(4), POPULATIONS[kind])
        answers = random.choice(levels, p=weights / weights.sum(), size=size)
    else:
        voices = {group: int(random.integers(levels)) for group in sorted(set(groups))}
        if kind == "nearly all":
            voices = dict.fromkeys(voices, int(random.integers(levels)))
        stray = random.random(size) < random.choice([0.0, 0.05, 0.15])
        agreed = np.array([voices[group] for group in groups])
        answers = np.where(stray, random.integers(levels, size=size), agreed)
    missing = random.random(size) < random.choice([0.0, 0.04])
    quiet = random.choice([NO_ANSWER, SKIPPED], size=size)
    return np.where(missing, quiet, answers).astype(np.int64)
