"""How often tests call out when there is nothing to call: teams whose agencies do not differ.

What counts is what is shown: bands and words, as `scoring.compared` gives them.

Fewer dealings are drawn than in a report, and fewer statements asked. Neither changes the size: the
actual groups count among their dealings, so with any number of them a share of 5 in 100 comes up 5
times in 100 at most; and a statement is tested in the same way whatever others there are. Words
that correct for many looks need finer shares: there are 1,999 dealings where two are compared.

A size passes when, of all teams, not more than 6 in 100 were called out, and when for no kind of
team its 95 % interval lies above 6 in 100.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pytest

from scoring import compared as comparing
from scoring.change import exchange_waves
from scoring.compared import Compared, compared
from scoring.door import released_sheets
from scoring.pairwise import holm
from scoring.profiles import shares_of_pairs
from scoring.release import release
from scoring.sheets import Sheets, cube_of
from tests.scoring.simulations.drawing import (
    ANSWERS,
    LEVELS,
    TEAMS,
    Rate,
    drawn,
    mixed,
    rate,
    table,
    terms_of,
)

Tell = Callable[[str], None]

MOST = 0.06
ITEMS = 9
OFTEN = ("below_01", "01_to_05")
"""Bands of a share of 5 in 100 or less."""
HEADS = ("team", "over all", "a statement", "any clear", "any two apart", "statements shown")


@dataclass
class Called:
    """What was called out, team by team; a statement is counted each time it was shown."""

    team: list[bool] = field(default_factory=list)
    items: list[bool] = field(default_factory=list)
    clear: list[bool] = field(default_factory=list)
    apart: list[bool] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)

    def add(self, found: Compared) -> None:
        """One team more."""
        self.shown.append(len(found.apart))
        if found.whole is None:
            return
        self.team.append(found.whole.chance in OFTEN)
        self.items += [item.chance in OFTEN for item in found.apart.values()]
        self.clear.append(any(item.stands_out == "clear" for item in found.apart.values()))
        self.apart.append(any(pair.word == "apart" for pair in found.whole.pairs))

    @property
    def rates(self) -> tuple[Rate, Rate, Rate, Rate]:
        """Of what a report says."""
        return rate(self.team), rate(self.items), rate(self.clear), rate(self.apart)


def called(sizes: tuple[int, ...], *, teams: int, public: bool, seed: int) -> Called:
    """Teams without any difference, by what is shown of them."""
    random = np.random.default_rng(seed)
    found = Called()
    for number in range(teams):
        sheets = drawn(random, sizes, answers=mixed(ITEMS))
        found.add(shown(sheets, public=public, seed=number))
    return found


def shown(sheets: Sheets, *, public: bool, seed: int) -> Compared:
    """What is said of how far groups are apart, through the door."""
    terms = terms_of(sheets, public=public)
    released = release(cube_of(sheets), items=terms.items, groups=terms.groups, public=public)
    if not released.groups_shown:
        return Compared(None, {}, {})
    return compared(released, released_sheets(sheets, released, terms=terms), seed=seed)


def holds(rates: dict[str, tuple[Rate, ...]]) -> None:
    """No test is called out too often, for all teams together and for none of their kinds."""
    for column, of_all in enumerate(zip(*rates.values(), strict=True)):
        assert sum(of_all, Rate(0, 0)).share <= MOST, HEADS[1 + column]
        for name, each in zip(rates, of_all, strict=True):
            assert not each.of or each.surely[0] <= MOST, f"{name}, {HEADS[1 + column]}: {each}"


def report(title: str, rates: dict[str, Called]) -> str:
    """A line for each kind of team."""
    rows = [
        (name, *found.rates, f"{np.mean(found.shown):.1f} of {ITEMS}")
        for name, found in rates.items()
    ]
    return table(title, HEADS, rows)


@pytest.fixture
def fewer_dealings(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No two groups item by item, which is no test; and as many dealings as are enough."""
    monkeypatch.setattr(comparing, "_MOST_ITEM_PAIRED", 0)
    monkeypatch.setattr(comparing, "DRAWN", 1_999)
    return monkeypatch


def nothing_held_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the search for what an item would give away, which takes most of the time.

    `test_disclosure.py` has teams with it.
    """
    monkeypatch.setattr("scoring.release.gives_away", lambda *_: False)


def through_the_door(*, teams: int, monkeypatch: pytest.MonkeyPatch) -> dict[str, Called]:
    nothing_held_back(monkeypatch)
    return {
        name: called(sizes, teams=teams, public=False, seed=place)
        for place, (name, sizes) in enumerate(TEAMS.items())
    }


def public(*, teams: int, monkeypatch: pytest.MonkeyPatch) -> dict[str, Called]:
    """Exact counts of every agency; its pairs are tested below, with more dealings."""
    monkeypatch.setattr(comparing, "DRAWN", 499)
    monkeypatch.setattr(comparing, "_MOST_PAIRED", 0)
    return {
        name: called(sizes, teams=teams, public=True, seed=100 + place)
        for place, (name, sizes) in enumerate(TEAMS.items())
    }


@pytest.mark.long
def test_what_passed_the_door_is_called_out_no_more_than_promised(
    fewer_dealings: pytest.MonkeyPatch, tell: Tell
) -> None:
    found = through_the_door(teams=1_000, monkeypatch=fewer_dealings)
    tell(report("Size, through the door (1,000 teams each)", found))
    holds({name: each.rates for name, each in found.items()})


@pytest.mark.long
def test_public_answers_are_called_out_no_more_than_promised(
    fewer_dealings: pytest.MonkeyPatch, tell: Tell
) -> None:
    found = public(teams=1_000, monkeypatch=fewer_dealings)
    tell(report("Size, public answers (1,000 teams each)", found))
    holds({name: each.rates[:3] for name, each in found.items()})


PAIRED = ("12 = 4x3", "15 = 5,4,3,2,1", "30 = 6x5", "30 = 9,7,5,4,3,2")


def pairs_called(sizes: tuple[int, ...], *, teams: int, seed: int) -> Rate:
    """Teams of public answers in which any two agencies are said to be apart."""
    random = np.random.default_rng(seed)
    return rate(
        holm(shares_of_pairs(drawn(random, sizes, answers=mixed(ITEMS)), seed=number)).min() <= 0.05
        for number in range(teams)
    )


@pytest.mark.long
def test_two_agencies_of_public_answers_are_apart_no_more_than_promised(tell: Tell) -> None:
    found = {
        name: (pairs_called(TEAMS[name], teams=500, seed=200 + place),)
        for place, name in enumerate(PAIRED)
    }
    rows = [(name, *rates) for name, rates in found.items()]
    tell(table("Size, any two agencies apart, public (500 teams each)", ("team", "any"), rows))
    assert sum((rates[0] for rates in found.values()), Rate(0, 0)).share <= MOST
    assert all(rates[0].surely[0] <= MOST for rates in found.values())


WAVES = {
    "12, then 12": (12, 12),
    "30, then 30": (30, 30),
    "60, then 60": (60, 60),
    "30, then 14": (30, 14),
}


def moved(people: tuple[int, int], *, teams: int, seed: int) -> tuple[Rate, Rate, Rate]:
    """Waves of new people and no change: the gap moved, the side moved, any of both."""
    random = np.random.default_rng(seed)
    gap: list[bool] = []
    side: list[bool] = []
    for number in range(teams):
        waves = [drawn(random, (size,), answers=mixed(ITEMS)).levels for size in people]
        found = exchange_waves(*waves, levels=[LEVELS] * ITEMS, seed=number, draws=499)
        gap.append(found.typical_gap.p_value <= 0.05)
        side.append(found.side_share.p_value <= 0.05)
    return rate(gap), rate(side), rate(a or b for a, b in zip(gap, side, strict=True))


@pytest.mark.long
def test_two_waves_without_change_are_called_changed_no_more_than_promised(tell: Tell) -> None:
    found = {
        name: moved(people, teams=1_000, seed=300 + place)
        for place, (name, people) in enumerate(WAVES.items())
    }
    rows = [(name, *rates) for name, rates in found.items()]
    heads = ("people", "gap", "side", "any of both")
    tell(table("Size, two waves of new people (1,000 teams each)", heads, rows))
    for column in (0, 1):
        each = [rates[column] for rates in found.values()]
        assert sum(each, Rate(0, 0)).share <= MOST
        assert all(one.surely[0] <= MOST for one in each)


def test_a_few_teams_run_through_all_of_it(fewer_dealings: pytest.MonkeyPatch) -> None:
    """So that the long runs do not fail for another reason one night."""
    found = through_the_door(teams=2, monkeypatch=fewer_dealings)
    assert all(len(each.shown) == 2 for each in found.values())
    assert "| 12 = 4x3 |" in report("Size", found)
    assert len(public(teams=1, monkeypatch=fewer_dealings)) == len(TEAMS)
    assert moved((12, 12), teams=2, seed=1)[0].of == 2
    assert pairs_called((3, 3), teams=2, seed=1).of == 2


def test_teams_are_of_the_population_they_are_drawn_from() -> None:
    random = np.random.default_rng(1)
    for name, shares in ANSWERS.items():
        sheets = drawn(random, (20_000,), answers=[shares] * 2)
        one, other = sheets.levels.T
        given = np.bincount(one[one >= 0], minlength=LEVELS) / (one >= 0).sum()
        assert given == pytest.approx(shares, abs=0.015), name
        both = (one >= 0) & (other >= 0)
        assert 0.05 < np.corrcoef(one[both], other[both])[0, 1] < 0.30  # less than .25: four levels
