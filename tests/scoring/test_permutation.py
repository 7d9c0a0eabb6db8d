"""How far apart groups are in every dealing, against R, SciPy and plain loops over people."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import permutation_test

from scoring import permutation
from scoring.agreement import typical_gap
from scoring.between import between_groups
from scoring.dealing import Dealings, deal
from scoring.permutation import between_dealt, cross_gap_from, pair_gaps, same_gap_dealt
from scoring.sheets import Sheets, cube_of, sheets_of
from scoring.standing import standing

Floats = NDArray[np.floating]
SINGLE = 2e-5
"""Sums of single precision over few people are good to this."""
SIZES = (4, 2, 5, 7)
WAYS = pytest.mark.parametrize("most_by_pairs", [0, 10_000], ids=["by groups", "by pairs"])


@pytest.fixture
def way(monkeypatch: pytest.MonkeyPatch, most_by_pairs: int) -> None:
    monkeypatch.setattr(permutation, "_MOST_BY_PAIRS", most_by_pairs)


def team(
    seed: int,
    *,
    people: Sequence[int] = (5, 1, 8, 4, 6),
    missing: float = 0.0,
    sizes: Sequence[int] = SIZES,
) -> Sheets:
    random = np.random.default_rng(seed)
    count = sum(people)
    levels = np.stack([random.integers(0, size, count) for size in sizes], axis=1)
    levels[random.random(levels.shape) < missing] = -1
    group = random.permutation(np.repeat(np.arange(len(people)), people))
    return sheets_of(levels, group=group, sizes=sizes, groups=len(people))


def of_answers(*groups: Sequence[int]) -> Sheets:
    """One item of four levels, printed from 1."""
    levels = [[value - 1] for group in groups for value in group]
    group = [place for place, values in enumerate(groups) for _ in values]
    return sheets_of(levels, group=group, sizes=(4,), groups=len(groups))


def rounding(sheets: Sheets) -> float:
    """What single precision may do to a sum over all pairs, taken from another such sum."""
    return SINGLE * (1 + sheets.people)


def dealt(sheets: Sheets, *, draws: int = 30) -> Dealings:
    return deal(sheets.group, seed=11, draws=draws)


def plain_gaps(sheets: Sheets, *, item: int) -> dict[tuple[int, int], float]:
    """The gap of every two people; of pairs with a missing answer, the mean of the others."""
    answers = sheets.levels[:, item].tolist()
    known = {
        (one, other): abs(answers[one] - answers[other])
        for one, other in combinations(range(len(answers)), 2)
        if answers[one] >= 0 and answers[other] >= 0
    }
    mean = sum(known.values()) / len(known) if known else 0.0
    return {pair: known.get(pair, mean) for pair in combinations(range(len(answers)), 2)}


def plain_parts(sheets: Sheets, labels: NDArray[np.signedinteger], *, item: int) -> list[float]:
    """Spread between groups, same gap and cross gap, pair by pair."""
    gaps, sizes = plain_gaps(sheets, item=item), np.bincount(labels, minlength=sheets.groups)
    same = [(gap, sizes[labels[a]]) for (a, b), gap in gaps.items() if labels[a] == labels[b]]
    cross = [gap for (a, b), gap in gaps.items() if labels[a] != labels[b]]
    within = sum(gap / float(size) for gap, size in same)
    return [
        sum(gaps.values()) / sheets.people - within,
        sum(gap for gap, _ in same) / len(same),
        sum(cross) / len(cross),
    ]


def spread_between(*samples: Floats, axis: int = -1) -> Floats:
    """Distance components for SciPy, over many samples at once."""

    def spread(values: Floats) -> Floats:
        gaps = np.abs(values[..., :, np.newaxis] - values[..., np.newaxis, :])
        return gaps.sum(axis=(-1, -2)) / 2 / values.shape[-1]

    moved = [np.moveaxis(sample, axis, -1) for sample in samples]
    return spread(np.concatenate(moved, axis=-1)) - sum(spread(sample) for sample in moved)


# --- published and outside numbers ---------------------------------------------------------------


# R: all 560 relabelings of y = 4,4,3 | 2,2,1 | 3,3 enumerated
@WAYS
@pytest.mark.usefixtures("way")
def test_eight_people_in_three_groups_have_the_spread_and_the_exact_p_of_r(
    expected: dict[str, float],
) -> None:
    sheets = of_answers([4, 4, 3], [2, 2, 1], [3, 3])
    spread = between_dealt(sheets, deal(sheets.group, seed=0))
    assert spread.shape == (560, 1)
    assert float(spread[0, 0]) == pytest.approx(2.91666666666667, abs=SINGLE)
    value = expected["R.exact.L1perm.y44322133.p"]
    assert value == pytest.approx(0.0142857142857143)
    assert float(standing(spread).items[0]) == pytest.approx(value, rel=1e-12)


# R: coin::wilcox_test(y ~ g, distribution = "exact"); exactRankTests::perm.test(a, b)
@WAYS
@pytest.mark.parametrize("tool", ["coin.wilcox.exact2.p.AvB", "exactRankTests.perm.p.AvB"])
@pytest.mark.usefixtures("way")
def test_two_groups_of_four_have_the_exact_p_of_r(expected: dict[str, float], tool: str) -> None:
    sheets = of_answers([4, 4, 3, 4], [2, 2, 1, 2])
    spread = between_dealt(sheets, deal(sheets.group, seed=0))
    assert len(spread) == 70
    assert expected[tool] == pytest.approx(0.0285714285714286)
    assert float(standing(spread).items[0]) == pytest.approx(expected[tool], rel=1e-12)


@WAYS
@pytest.mark.parametrize("people", [(3, 3, 2), (4, 4), (2, 5), (2, 2, 2)], ids=str)
@pytest.mark.usefixtures("way")
def test_all_dealings_and_their_share_are_those_of_scipy(people: tuple[int, ...]) -> None:
    for seed in range(4):
        sheets = team(seed, people=people)
        spread = between_dealt(sheets, deal(sheets.group, seed=0))
        found = standing(spread)
        for item in range(len(SIZES)):
            answers = sheets.levels[:, item].astype(np.float64)
            theirs = permutation_test(
                [answers[sheets.group == group] for group in range(len(people))],
                spread_between,
                vectorized=True,
                n_resamples=10**9,
                alternative="greater",
            )
            assert float(spread[0, item]) == pytest.approx(theirs.statistic, abs=SINGLE)
            np.testing.assert_allclose(
                np.sort(spread[:, item]), np.sort(theirs.null_distribution), atol=SINGLE
            )
            assert float(found.items[item]) == pytest.approx(theirs.pvalue, abs=1e-9)


# --- what is -------------------------------------------------------------------------------------


@WAYS
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.usefixtures("way")
def test_the_first_dealing_is_the_split_of_the_counts(seed: int) -> None:
    sheets = team(seed)
    dealings = dealt(sheets)
    parts = between_groups(cube_of(sheets).counts)
    same = same_gap_dealt(sheets, dealings)
    spread = between_dealt(sheets, dealings)
    np.testing.assert_allclose(spread[0], parts.between, atol=rounding(sheets))
    np.testing.assert_allclose(same[0], parts.same_gap, rtol=1e-4)
    np.testing.assert_allclose(cross_gap_from(same, sheets)[0], parts.cross_gap, rtol=1e-4)


@pytest.mark.parametrize("people", [(70, 50, 30), (70, 50, 31)], ids=["150", "151"])
def test_teams_of_any_size_are_split_as_their_counts_are(people: tuple[int, ...]) -> None:
    sheets = team(3, people=people)
    dealings = dealt(sheets, draws=5)
    parts = between_groups(cube_of(sheets).counts)
    same = same_gap_dealt(sheets, dealings)
    spread = between_dealt(sheets, dealings)
    np.testing.assert_allclose(spread[0], parts.between, atol=rounding(sheets))
    np.testing.assert_allclose(same[0], parts.same_gap, rtol=1e-4)
    np.testing.assert_allclose(cross_gap_from(same, sheets)[0], parts.cross_gap, rtol=1e-4)


# --- every dealing -------------------------------------------------------------------------------


@WAYS
@pytest.mark.parametrize("missing", [0.0, 0.2], ids=["all answered", "some missing"])
@pytest.mark.usefixtures("way")
def test_every_dealing_is_that_of_a_loop_over_all_pairs_of_people(missing: float) -> None:
    sheets = team(7, missing=missing)
    dealings = dealt(sheets, draws=12)
    spread, same = between_dealt(sheets, dealings), same_gap_dealt(sheets, dealings)
    cross = cross_gap_from(same, sheets)
    for place, labels in enumerate(dealings.labels):
        for item in range(len(SIZES)):
            ours = [float(table[place, item]) for table in (spread, same, cross)]
            plain = plain_parts(sheets, labels, item=item)
            assert ours == pytest.approx(plain, abs=rounding(sheets))


@pytest.mark.parametrize("missing", [0.0, 0.1, 0.6])
@pytest.mark.parametrize("people", [(5, 1, 8, 4, 6), (20, 20), (1, 1, 1, 3), (0, 6, 0, 5)], ids=str)
def test_pairs_and_counts_give_the_same(
    monkeypatch: pytest.MonkeyPatch, people: tuple[int, ...], missing: float
) -> None:
    sheets = team(2, people=people, missing=missing)
    dealings, found = dealt(sheets), []
    for most in (0, 10_000):
        monkeypatch.setattr(permutation, "_MOST_BY_PAIRS", most)
        same = same_gap_dealt(sheets, dealings)
        found.append((between_dealt(sheets, dealings), same, cross_gap_from(same, sheets)))
    for by_groups, by_pairs in zip(*found, strict=True):
        assert by_pairs.shape == by_groups.shape == (len(dealings.labels), len(SIZES))
        np.testing.assert_allclose(by_pairs, by_groups, atol=rounding(sheets))


@pytest.mark.parametrize("people", [(5, 1, 8, 4, 6), (20, 20), (30, 25, 45)], ids=str)
def test_pairs_and_counts_come_to_the_same_shares_of_dealings(
    monkeypatch: pytest.MonkeyPatch, people: tuple[int, ...]
) -> None:
    sheets, found = team(6, people=people, missing=0.05), []
    for most in (0, 10_000):
        monkeypatch.setattr(permutation, "_MOST_BY_PAIRS", most)
        found.append(standing(between_dealt(sheets, dealt(sheets, draws=999))))
    assert found[0].items == pytest.approx(found[1].items, abs=0.0015)
    assert found[0].adjusted == pytest.approx(found[1].adjusted, abs=0.0015)


def test_work_in_blocks_is_the_work_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = team(4, missing=0.1)
    dealings = dealt(sheets, draws=100)
    at_once = between_dealt(sheets, dealings)
    monkeypatch.setattr(permutation, "_BLOCK", 7 * len(pair_gaps(sheets)[0]))
    np.testing.assert_allclose(between_dealt(sheets, dealings), at_once, atol=rounding(sheets))


@WAYS
@pytest.mark.parametrize("missing", [0.0, 0.2], ids=["all answered", "some missing"])
@pytest.mark.usefixtures("way")
def test_same_and_cross_gap_average_to_the_gap_of_the_team_in_every_dealing(
    missing: float,
) -> None:
    sheets = team(5, missing=missing)
    same = same_gap_dealt(sheets, dealt(sheets))
    cross = cross_gap_from(same, sheets)
    pairs = sum(1 for _ in combinations(range(sheets.people), 2))
    inside = sum(1 for a, b in combinations(sheets.group.tolist(), 2) if a == b)
    whole = typical_gap(cube_of(sheets).counts.sum(axis=1)).value
    average = (same * inside + cross * (pairs - inside)) / pairs
    np.testing.assert_allclose(average, np.broadcast_to(whole, average.shape), atol=SINGLE)
    assert np.ptp(same, axis=0).min() > 0.05


# --- missing answers -----------------------------------------------------------------------------


def test_missing_answers_make_nothing_near_or_far_on_average() -> None:
    apart: list[float] = []
    for seed in range(5):
        sheets = team(seed, people=(6, 5, 9, 5, 5), missing=0.08, sizes=(4,) * 8)
        joint = standing(between_dealt(sheets, deal(sheets.group, seed=seed, draws=1_999))).items
        for item in range(8):
            kept = sheets.levels[:, item] >= 0
            alone = sheets_of(
                sheets.levels[kept][:, [item]], group=sheets.group[kept], sizes=(4,), groups=5
            )
            dealings = deal(alone.group, seed=seed, draws=1_999)
            apart.append(joint[item] - standing(between_dealt(alone, dealings)).items[0])
    assert np.mean(np.abs(apart)) < 0.05
    assert abs(np.mean(apart)) < 0.025


@WAYS
@pytest.mark.usefixtures("way")
def test_an_item_nobody_answered_changes_no_other_and_has_no_spread() -> None:
    sheets = team(8)
    nobody = np.full((sheets.people, 1), -3)
    wider = sheets_of(
        np.hstack([sheets.levels[:, :2], nobody, sheets.levels[:, 2:]]),
        group=sheets.group,
        sizes=(4, 2, 5, 5, 7),
        groups=sheets.groups,
    )
    for function in (between_dealt, same_gap_dealt):
        without, beside = (function(each, dealt(sheets)) for each in (sheets, wider))
        rest = np.delete(beside, 2, axis=1)
        np.testing.assert_allclose(rest, without, atol=rounding(sheets))
        np.testing.assert_array_equal(beside[:, 2], np.zeros(31))


def test_somebody_who_answered_nothing_changes_little() -> None:
    for seed in range(3):
        sheets = team(seed, people=(6, 7, 8, 9), sizes=(4,) * 6)
        wider = sheets_of(
            np.vstack([sheets.levels, np.full((1, 6), -2)]),
            group=np.append(sheets.group, 0),
            sizes=sheets.sizes,
            groups=4,
        )
        without, beside = (
            standing(between_dealt(each, deal(each.group, seed=1, draws=3_999))).items
            for each in (sheets, wider)
        )
        assert np.abs(without - beside).max() < 0.06
        assert without.min() < 0.5


# --- the ends ------------------------------------------------------------------------------------


@WAYS
@pytest.mark.usefixtures("way")
def test_groups_of_one_person_each_are_allowed_and_have_no_same_gap() -> None:
    sheets = of_answers([1], [4], [2])
    dealings = deal(sheets.group, seed=0)
    assert len(dealings.labels) == 6
    same = same_gap_dealt(sheets, dealings)
    np.testing.assert_array_equal(same, np.zeros((6, 1)))
    np.testing.assert_allclose(cross_gap_from(same, sheets), np.full((6, 1), 2.0), atol=SINGLE)
    np.testing.assert_allclose(between_dealt(sheets, dealings), np.full((6, 1), 2.0), atol=SINGLE)


@WAYS
@pytest.mark.usefixtures("way")
def test_one_group_has_no_spread_between() -> None:
    sheets = of_answers([1, 4, 2, 2])
    dealings = deal(sheets.group, seed=0)
    assert between_dealt(sheets, dealings).tolist() == [[pytest.approx(0, abs=SINGLE)]]
    same = float(typical_gap([1, 2, 0, 1]).value)
    assert same_gap_dealt(sheets, dealings).tolist() == [[pytest.approx(same, abs=SINGLE)]]


@WAYS
@pytest.mark.usefixtures("way")
def test_groups_of_one_voice_each_are_as_far_apart_as_can_be() -> None:
    sheets = of_answers([1, 1, 1, 1], [4, 4, 4, 4])
    dealings = deal(sheets.group, seed=0)
    spread = between_dealt(sheets, dealings)[:, 0]
    assert spread[0] == spread.max() == pytest.approx(3 * 16 / 8, abs=SINGLE)
    assert (spread > spread[0] - SINGLE).sum() == 2
    assert float(same_gap_dealt(sheets, dealings)[0, 0]) == pytest.approx(0, abs=SINGLE)


@WAYS
@pytest.mark.usefixtures("way")
def test_arguments_are_as_they_were() -> None:
    sheets = team(1, missing=0.1)
    dealings = dealt(sheets)
    before = sheets.levels.copy(), sheets.group.copy(), dealings.labels.copy()
    between_dealt(sheets, dealings)
    cross_gap_from(same_gap_dealt(sheets, dealings), sheets)
    for now, then in zip((sheets.levels, sheets.group, dealings.labels), before, strict=True):
        np.testing.assert_array_equal(now, then)
