"""Groups' averages as they are shown, in what is and in every dealing, against plain loops."""

from collections.abc import Sequence
from itertools import combinations, product

import numpy as np
import pytest
from numpy.typing import NDArray

from scoring import averages
from scoring.averages import Averages, averages_dealt
from scoring.cube import NO_ANSWER
from scoring.dealing import Dealings, deal
from scoring.door import Terms, released_sheets
from scoring.figures import half_steps, half_steps_of
from scoring.released import Figure, Release
from scoring.sheets import Sheets, sheets_of
from tests.scoring.teams import made_team

SINGLE = 2e-6
SIZES = (4, 7, 2, 5)


def team(
    seed: int, *, people: Sequence[int] = (6, 5, 11, 7), missing: float = 0.1
) -> tuple[Sheets, Dealings]:
    random = np.random.default_rng(seed)
    count = sum(people)
    levels = np.stack([random.integers(0, size, count) for size in SIZES], axis=1)
    levels[random.random(levels.shape) < missing] = NO_ANSWER
    group = random.permutation(np.repeat(np.arange(len(people)), people))
    sheets = sheets_of(levels, group=group, sizes=SIZES, groups=len(people))
    return sheets, deal(group, seed=seed, draws=25)


def plain_average(answers: Sequence[int], *, levels: int, rounded: bool) -> float:
    known = [answer for answer in answers if answer >= 0]
    if not rounded:
        return sum(known) / len(known)
    return half_steps(sum(known), people=len(known), levels=levels)[0] / 2


def plain_off(
    answers: Sequence[int], group: Sequence[int], *, levels: int, rounded: bool
) -> list[float]:
    """How far each group's average is off the team's; missing answers count as the team's."""
    known = [answer for answer in answers if answer >= 0]
    middle = sum(known) / len(known)
    off = []
    for place in range(max(group) + 1):
        ours = [answer for answer, of in zip(answers, group, strict=True) if of == place]
        answered = sum(1 for answer in ours if answer >= 0)
        if not answered:
            off.append(0.0)
            continue
        average = plain_average(ours, levels=levels, rounded=rounded)
        off.append(answered / len(ours) * (average - middle))
    return off


def plain_gap(off: Sequence[float], people: Sequence[int]) -> float:
    """The mean distance of the averages of the groups of two people, person by person."""
    everybody = [place for place, size in enumerate(people) for _ in range(size)]
    gaps = [abs(off[one] - off[other]) for one, other in combinations(everybody, 2) if one != other]
    return sum(gaps) / len(gaps)


# --- half steps ----------------------------------------------------------------------------------


@pytest.mark.parametrize("levels", range(2, 8))
def test_many_sums_become_the_half_steps_that_each_of_them_becomes(levels: int) -> None:
    cells = [
        (total, people) for people in range(1, 13) for total in range(people * (levels - 1) + 1)
    ]
    totals, people = (np.array(column) for column in zip(*cells, strict=True))
    found = half_steps_of(totals, people=people, levels=np.array(levels))
    plain = [half_steps(total, people=count, levels=levels)[0] for total, count in cells]
    np.testing.assert_array_equal(found, plain)


def test_sums_of_groups_and_items_are_taken_by_their_own_sizes_and_scales() -> None:
    random, sizes = np.random.default_rng(0), np.array([4, 2, 7])
    people = random.integers(1, 12, (20, 5, 1))
    totals = random.integers(0, people * (sizes - 1) + 1)
    found = half_steps_of(totals, people=people, levels=sizes)
    assert found.shape == (20, 5, 3)
    for place in product(range(20), range(5), range(3)):
        plain, _ = half_steps(
            int(totals[place]),
            people=int(people[place[0], place[1], 0]),
            levels=int(sizes[place[2]]),
        )
        assert found[place] == plain


def test_where_nobody_answered_there_are_no_half_steps() -> None:
    found = half_steps_of(np.array([0, 7]), people=np.array([0, 5]), levels=np.array(4))
    assert np.isnan(found[0])
    assert found[1] == 3


# --- what is -------------------------------------------------------------------------------------


def comparable(released: Release) -> list[tuple[int, tuple[int, ...], tuple[Figure, ...]]]:
    """The place, the team's counts and the groups' figures of items that show them all."""
    return [
        (place, item.team.counts, item.groups)
        for place, item in enumerate(released.items)
        if item.groups and item.ordinal and item.team and item.team.counts
    ]


def test_the_first_dealing_is_what_is_shown() -> None:
    kinds: set[str | None] = set()
    for seed, agencies in product(range(10), (3, 8)):
        made = made_team(seed, people=50, agencies=agencies)
        released = made.released()
        if not released.groups_shown:
            continue
        sheets = sheets_of(
            made.answers,
            group=made.group,
            sizes=[levels for levels, _ in made.asked],
            groups=len(made.shapes),
        )
        terms = Terms(tuple(made.items), tuple(made.shapes))
        merged = released_sheets(sheets, released, terms=terms)
        rounded = [
            any(figure.counts is None for figure in item.groups or ()) for item in released.items
        ]
        off = averages_dealt(merged, deal(merged.group, seed=0, draws=1), rounded=rounded).off
        for place, counts, figures in comparable(released):
            middle = sum(level * count for level, count in enumerate(counts)) / sum(counts)
            for group, figure in enumerate(figures):
                share = figure.people / released.groups[group].people
                shown = share * ((figure.mean or 0) - 1 - middle)
                assert float(off[0, group, place]) == pytest.approx(shown, abs=SINGLE)
                kinds.add(figure.mean_edge)
    assert kinds >= {"exact", "half_step", "at_most", "at_least"}


# --- every dealing -------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", [0.0, 0.15], ids=["all answered", "some missing"])
@pytest.mark.parametrize(
    "rounded",
    [(False,) * 4, (True,) * 4, (True, False, False, True)],
    ids=["exact", "shown", "both"],
)
def test_every_dealing_has_the_averages_of_a_plain_loop(
    rounded: tuple[bool, ...], missing: float
) -> None:
    sheets, dealings = team(3, missing=missing)
    off = averages_dealt(sheets, dealings, rounded=rounded).off
    assert off.shape == (26, 4, 4)
    for place, labels in enumerate(dealings.labels.tolist()):
        for item, levels in enumerate(SIZES):
            plain = plain_off(
                sheets.levels[:, item].tolist(), labels, levels=levels, rounded=rounded[item]
            )
            assert off[place, :, item].tolist() == pytest.approx(plain, abs=SINGLE)


def test_a_group_in_which_nobody_answered_is_where_the_team_is() -> None:
    sheets = sheets_of(
        [[0], [3], [3], [NO_ANSWER], [NO_ANSWER]], group=[0, 0, 0, 1, 1], sizes=(4,), groups=2
    )
    for rounded in (False, True):
        off = averages_dealt(sheets, deal(sheets.group, seed=0), rounded=[rounded]).off
        assert off.shape == (10, 2, 1)
        assert off[0, 1, 0] == 0
        assert np.isfinite(off).all()


def test_an_item_nobody_answered_has_no_distances() -> None:
    sheets = sheets_of([[NO_ANSWER]] * 4, group=[0, 0, 1, 1], sizes=(4,), groups=2)
    found = averages_dealt(sheets, deal(sheets.group, seed=0), rounded=[True])
    assert not found.off.any()
    assert not found.gap().any()
    assert not found.between().any()


def test_work_in_blocks_is_the_work_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets, dealings = team(5)
    at_once = averages_dealt(sheets, dealings, rounded=[True] * 4).off
    monkeypatch.setattr(averages, "_BLOCK", 7 * sheets.groups * sheets.people)
    by_block = averages_dealt(sheets, dealings, rounded=[True] * 4).off
    np.testing.assert_array_equal(by_block, at_once)


# --- distances -----------------------------------------------------------------------------------


def of_offs(*people: int, seed: int = 0) -> Averages:
    off = np.random.default_rng(seed).normal(size=(5, len(people), 3))
    off[0, :, 0] = 0.25
    return Averages(off, None, np.array(people))


@pytest.mark.parametrize("people", [(5, 7), (1, 1, 1), (9, 2, 5, 5), (3, 0, 4)], ids=str)
def test_the_gap_is_that_of_a_loop_over_people_of_different_groups(people: tuple[int, ...]) -> None:
    found = of_offs(*people)
    gap = found.gap()
    for dealing, item in product(range(5), range(3)):
        plain = plain_gap(found.off[dealing, :, item].tolist(), people)
        assert gap[dealing, item] == pytest.approx(plain, abs=1e-12)
    assert gap[0, 0] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("people", [(5, 7), (9, 2, 5, 5)], ids=str)
def test_the_spread_is_squared_distances_person_by_person(people: tuple[int, ...]) -> None:
    found = of_offs(*people)
    spread = found.between()
    for dealing, item in product(range(5), range(3)):
        off = found.off[dealing, :, item].tolist()
        plain = sum(off[place] ** 2 for place, size in enumerate(people) for _ in range(size))
        assert spread[dealing, item] == pytest.approx(plain, abs=1e-12)


def test_one_group_has_no_gap() -> None:
    assert of_offs(6).gap().tolist() == [[0.0] * 3] * 5


def test_two_groups_at_the_ends_are_as_far_apart_as_they_can_be_shown() -> None:
    sheets = sheets_of([[0]] * 5 + [[3]] * 5, group=[0] * 5 + [1] * 5, sizes=(4,), groups=2)
    dealings = deal(sheets.group, seed=0)
    exact, shown = (averages_dealt(sheets, dealings, rounded=[each]) for each in (False, True))
    assert exact.gap()[0, 0] == exact.gap().max() == pytest.approx(3.0)
    assert shown.gap()[0, 0] == shown.gap().max() == pytest.approx(2.0)


def test_arguments_are_as_they_were() -> None:
    sheets, dealings = team(1)
    before: list[NDArray[np.signedinteger]] = [
        sheets.levels.copy(),
        sheets.group.copy(),
        dealings.labels.copy(),
    ]
    found = averages_dealt(sheets, dealings, rounded=[True, False, True, False])
    off = found.off.copy()
    found.gap()
    found.between()
    for now, then in zip((sheets.levels, sheets.group, dealings.labels), before, strict=True):
        np.testing.assert_array_equal(now, then)
    np.testing.assert_array_equal(found.off, off)
