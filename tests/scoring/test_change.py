"""Two waves beside each other, against plain loops and SciPy."""

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import permutation_test, t

from scoring.agreement import side_share, typical_gap
from scoring.between import between_groups
from scoring.change import (
    Estimate,
    difference,
    exchange_in_groups,
    exchange_waves,
    mean_gap_of,
    mean_side_of,
    separation_of,
)
from scoring.comparison import Span

Rows = NDArray[np.int64]
EXACT = 1e-12
LEVELS = (4, 2, 5, 4, 7)
FIGURES = pytest.mark.parametrize("figure", [mean_gap_of, mean_side_of])


def random_rows(people: int, *, seed: int, levels: tuple[int, ...] = LEVELS) -> Rows:
    """Everybody answers at least the first item; about one answer in seven is missing."""
    random = np.random.default_rng(seed)
    rows = np.stack([random.integers(0, size, people) for size in levels], axis=1)
    rows[random.random(rows.shape) < 0.15] = -2
    rows[:, 0] = random.integers(0, levels[0], people)
    return rows


def counts_of(rows: Rows, *, item: int, levels: tuple[int, ...] = LEVELS) -> list[int]:
    return [int((rows[:, item] == level).sum()) for level in range(levels[item])]


def plain_gap(rows: Rows) -> float:
    """The mean over items of the counts' typical gap, on the points of four levels."""
    gaps = [
        float(typical_gap(counts_of(rows, item=item)).value) * 3 / (size - 1)
        for item, size in enumerate(LEVELS)
    ]
    return float(np.nanmean(gaps))


def plain_side(rows: Rows) -> float:
    return float(
        np.nanmean(
            [float(side_share(counts_of(rows, item=item)).value) for item in range(len(LEVELS))]
        )
    )


def plain_separation(rows: Rows, group: Rows) -> float:
    values = []
    for item, size in enumerate(LEVELS):
        table = [counts_of(rows[group == number], item=item) for number in np.unique(group)]
        parts = between_groups(table)
        values.append(float(parts.cross_gap - parts.same_gap) * 3 / (size - 1))
    return float(np.nanmean(values))


# --- figures of one wave -------------------------------------------------------------------------


@pytest.mark.parametrize("people", [3, 4, 12, 30])
@pytest.mark.parametrize(
    ("figure", "plain"),
    [(mean_gap_of, plain_gap), (mean_side_of, plain_side)],
    ids=["typical gap", "side share"],
)
def test_a_mean_is_that_of_the_items_and_its_variance_that_of_leaving_each_person_out(
    figure: Callable, plain: Callable[[Rows], float], people: int
) -> None:
    for seed in range(5):
        rows = random_rows(people, seed=seed)
        without = np.array([plain(np.delete(rows, person, axis=0)) for person in range(people)])
        estimate = figure(rows, levels=LEVELS)
        assert estimate.value == pytest.approx(plain(rows), abs=EXACT)
        spread = ((without - without.mean()) ** 2).sum()
        assert estimate.variance == pytest.approx((people - 1) / people * spread, abs=EXACT)
        assert estimate.people == people


def test_without_missing_answers_the_variance_of_a_side_share_is_that_of_a_mean() -> None:
    rows = np.random.default_rng(7).integers(0, 4, size=(20, 6))
    own_share = (rows >= 2).mean(axis=1)
    estimate = mean_side_of(rows, levels=[4] * 6)
    assert estimate.value == pytest.approx(own_share.mean(), abs=EXACT)
    assert estimate.variance == pytest.approx(own_share.var(ddof=1) / 20, abs=EXACT)


@pytest.mark.parametrize("people", [6, 20])
def test_the_separation_is_the_cross_gap_less_the_same_gap_of_the_counts(people: int) -> None:
    for seed in range(5):
        rows = random_rows(people, seed=seed)
        group = np.arange(people) % 3
        estimate = separation_of(rows, levels=LEVELS, group=group)
        assert estimate.value == pytest.approx(plain_separation(rows, group), abs=EXACT)
        assert np.isnan(estimate.variance)


@FIGURES
def test_the_middle_of_a_long_scale_and_its_ends_are_those_of_four_levels(
    figure: Callable,
) -> None:
    short = np.array([[0], [3], [3], [0], [3]])
    long = np.array([[0], [6], [6], [0], [6]])
    assert figure(long, levels=[7]) == figure(short, levels=[4])


@FIGURES
def test_who_gave_no_answer_changes_nothing(figure: Callable) -> None:
    rows = random_rows(8, seed=1)
    silent = np.vstack([rows, np.full((2, len(LEVELS)), -1)])
    assert figure(silent, levels=LEVELS) == figure(rows, levels=LEVELS)


def test_all_alike_are_no_distance_apart_and_two_camps_as_far_as_can_be() -> None:
    alike = mean_gap_of([[2, 1]] * 6, levels=[4, 2])
    assert (alike.value, alike.variance, alike.items) == (0, 0, 2)
    camps = mean_gap_of([[0, 0]] * 3 + [[3, 1]] * 3, levels=[4, 2])
    assert camps.value == pytest.approx(3 * 6 / (2 * 5), rel=EXACT)
    assert mean_side_of([[0, 0]] * 3 + [[3, 1]] * 3, levels=[4, 2]).value == 0.5


@FIGURES
@pytest.mark.parametrize("rows", [np.empty((0, 2), dtype=int), [[-1, -3], [-2, -1]]])
def test_nobody_answered_and_nothing_is_known(figure: Callable, rows: Rows) -> None:
    estimate = figure(rows, levels=[4, 4])
    assert np.isnan(estimate.value)
    assert np.isnan(estimate.variance)
    assert (estimate.people, estimate.items) == (0, 0)


def test_one_person_has_a_side_and_no_distance() -> None:
    side, gap = (figure([[3, 0]], levels=[4, 4]) for figure in (mean_side_of, mean_gap_of))
    assert (side.value, side.people, side.items) == (0.5, 1, 2)
    assert np.isnan(side.variance)
    assert np.isnan(gap.value)
    assert (gap.people, gap.items) == (1, 0)


def test_two_people_are_some_distance_apart_that_nobody_can_be_sure_of() -> None:
    gap = mean_gap_of([[3], [0]], levels=[4])
    assert gap.value == 3
    assert np.isnan(gap.variance)


def test_one_group_has_nothing_to_be_separate_from() -> None:
    estimate = separation_of(random_rows(9, seed=2), levels=LEVELS, group=[4] * 9)
    assert np.isnan(estimate.value)
    assert (estimate.people, estimate.items) == (9, 0)


# --- two waves -----------------------------------------------------------------------------------


def test_the_difference_is_a_t_interval_of_the_smaller_wave() -> None:
    before, after = Estimate(0.9, 0.01, 12, 5), Estimate(0.7, 0.02, 30, 5)
    span = difference(before, after, level=0.9)
    assert span is not None
    low, high = t.interval(0.9, 11, loc=-0.2, scale=np.sqrt(0.03))
    assert (span.low, span.high) == pytest.approx((low, high), rel=1e-9)


@pytest.mark.parametrize("variance", [0.0, float("nan")], ids=["all alike", "too few"])
def test_a_difference_that_cannot_be_told_is_not(variance: float) -> None:
    wave = Estimate(0.5, variance, 6, 5)
    assert difference(wave, wave) is None


def test_the_same_wave_twice_differs_by_nothing_give_or_take() -> None:
    wave = mean_gap_of(random_rows(12, seed=1), levels=LEVELS)
    span = difference(wave, wave)
    assert isinstance(span, Span)
    assert span.low == -span.high < 0


@pytest.mark.parametrize("level", [0, 1, 1.5])
def test_confidence_is_between_never_and_always(level: float) -> None:
    wave = Estimate(0.5, 0.1, 6, 5)
    with pytest.raises(ValueError, match=rf"level takes a share between 0 and 1, not {level}\."):
        difference(wave, wave, level=level)


def test_between_two_waves_of_one_population_the_interval_holds_the_truth_nearly_always() -> None:
    random = np.random.default_rng(11)
    held = 0
    for _ in range(300):
        person = random.normal(size=(20, 1)) + random.normal(size=(20, 10)) * 1.7
        rows = np.searchsorted([-3, -1.6, 0.8], person)
        before, after = (mean_gap_of(wave, levels=[4] * 10) for wave in (rows[:8], rows[8:]))
        span = difference(before, after)
        held += span is not None and span.low <= 0 <= span.high
    assert 0.90 <= held / 300 <= 0.99


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("name", "plain"), [("typical_gap", plain_gap), ("side_share", plain_side)]
)
def test_the_chance_of_a_team_is_the_one_scipy_finds_by_exchanging_waves(
    name: str, plain: Callable[[Rows], float], seed: int
) -> None:
    rows = np.random.default_rng(seed).integers(0, LEVELS, size=(20, len(LEVELS)))
    rows[9:] = (rows[9:] + 1) // 2
    scipy = permutation_test(
        (np.arange(9), np.arange(9, 20)),
        lambda before, after: abs(plain(rows[after]) - plain(rows[before])),
        vectorized=False,
        n_resamples=999,
        rng=np.random.default_rng(seed),
        alternative="greater",
    )
    ours = getattr(exchange_waves(rows[:9], rows[9:], levels=LEVELS, seed=seed), name)
    assert abs(ours.difference) == pytest.approx(scipy.statistic, abs=EXACT)
    assert ours.difference == pytest.approx(plain(rows[9:]) - plain(rows[:9]), abs=EXACT)
    assert ours.p_value == pytest.approx(scipy.pvalue, abs=0.05)  # three standard errors
    assert (ours.people, ours.relabelings, ours.seed) == ((9, 11), 9_999, seed)


def every_exchange(rows: Rows, *, later: int) -> list[tuple[list[int], list[int]]]:
    """All ways to deal so many of the rows to the later wave: (earlier, later)."""
    everybody = set(range(len(rows)))
    return [
        (sorted(everybody - set(after)), list(after))
        for after in combinations(range(len(rows)), later)
    ]


@pytest.mark.parametrize("seed", range(4))
def test_the_chance_of_a_small_team_is_the_share_of_all_its_exchanges(seed: int) -> None:
    rows = random_rows(8, seed=seed)
    rows[4:, 0] = 3
    ours = exchange_waves(rows[:4], rows[4:], levels=LEVELS, seed=seed)
    for name, plain in (("typical_gap", per_item_gap), ("side_share", per_item_side)):
        moves = [
            np.nanmean(plain(rows[after]) - plain(rows[before]))
            for before, after in every_exchange(rows, later=4)
        ]
        observed = np.nanmean(plain(rows[4:]) - plain(rows[:4]))
        exact = np.mean(np.abs(moves) >= abs(observed) - EXACT)
        assert getattr(ours, name).difference == pytest.approx(observed, abs=EXACT)
        assert getattr(ours, name).p_value == pytest.approx(exact, abs=0.015)


def per_item_gap(rows: Rows) -> NDArray[np.float64]:
    return np.array(
        [
            float(typical_gap(counts_of(rows, item=item)).value) * 3 / (size - 1)
            for item, size in enumerate(LEVELS)
        ]
    )


def per_item_side(rows: Rows) -> NDArray[np.float64]:
    return np.array([float(side_share(counts_of(rows, item=i)).value) for i in range(len(LEVELS))])


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
def test_groups_that_move_are_measured_by_exchanges_inside_each_of_them(seed: int) -> None:
    """Three people a group and wave: 20 exchanges in each of two groups, 400 in all."""
    random = np.random.default_rng(seed)
    group = np.array([0, 1] * 3)
    before = np.stack([np.where(group, 3, 0)] * 5, axis=1) % np.array(LEVELS)
    after = np.stack([random.integers(0, size, 6) for size in LEVELS], axis=1)
    rows, groups = np.concatenate([before, after]), np.concatenate([group, group])
    first, second = (np.flatnonzero(groups == number) for number in (0, 1))
    moves = []
    for _, one in every_exchange(first, later=3):
        for _, other in every_exchange(second, later=3):
            later = np.zeros(12, dtype=bool)
            later[first[one]] = later[second[other]] = True
            moves.append(
                plain_separation(rows[later], groups[later])
                - plain_separation(rows[~later], groups[~later])
            )
    ours = exchange_in_groups(before, after, levels=LEVELS, groups=(group, group), seed=seed)
    observed = plain_separation(after, group) - plain_separation(before, group)
    exact = np.mean(np.abs(moves) >= abs(observed) - EXACT)
    assert len(moves) == 400
    assert ours.difference == pytest.approx(observed, abs=EXACT)
    assert ours.p_value == pytest.approx(exact, abs=0.015)
    assert ours.people == (6, 6)


def test_a_team_that_came_together_moved_further_than_chance_moves_it() -> None:
    before = np.array([[0] * 5, [1] * 5, [3] * 5] * 5) % np.array(LEVELS)
    after = np.ones((15, 5), dtype=int)
    exchange = exchange_waves(before, after, levels=LEVELS, seed=1)
    assert exchange.typical_gap.difference < 0
    assert exchange.typical_gap.p_value < 0.01


def test_two_waves_alike_moved_as_far_as_any_exchange() -> None:
    rows = np.array([[1, 0, 2, 3, 5]] * 6)
    exchange = exchange_waves(rows, rows, levels=LEVELS, seed=1)
    for moved in (exchange.typical_gap, exchange.side_share):
        assert (moved.difference, moved.p_value) == (0, 1)


def test_the_same_seed_exchanges_the_same_and_many_draws_come_in_batches() -> None:
    before, after = random_rows(9, seed=1), random_rows(8, seed=2)
    first = exchange_waves(before, after, levels=LEVELS, seed=3)
    assert first == exchange_waves(before, after, levels=LEVELS, seed=3)
    assert first != exchange_waves(before, after, levels=LEVELS, seed=4)
    many = exchange_waves(before, after, levels=LEVELS, seed=3, draws=150_000)
    assert many.typical_gap.relabelings == 150_000
    assert many.typical_gap.p_value == pytest.approx(first.typical_gap.p_value, abs=0.02)


def test_a_wave_that_nobody_answered_moves_nothing() -> None:
    rows, nobody = random_rows(6, seed=1), np.full((3, len(LEVELS)), -1)
    exchange = exchange_waves(rows, nobody, levels=LEVELS, seed=1, draws=9)
    groups = exchange_in_groups(
        rows, nobody, levels=LEVELS, groups=([0, 1] * 3, [0, 1, 1]), seed=1, draws=9
    )
    for moved in (exchange.typical_gap, exchange.side_share, groups):
        assert np.isnan(moved.difference)
        assert np.isnan(moved.p_value)
        assert moved.people == (6, 0)


def test_groups_of_one_wave_only_stay_where_they_are() -> None:
    before, after = random_rows(8, seed=1), random_rows(8, seed=2)
    moved = exchange_in_groups(
        before, after, levels=LEVELS, groups=([0, 1] * 4, [2, 3] * 4), seed=1, draws=99
    )
    assert moved.p_value == 1


def test_rows_are_left_as_they_were() -> None:
    before, after = random_rows(6, seed=1), random_rows(6, seed=2)
    group = np.array([2, 1, 0] * 2)
    kept = before.copy(), after.copy(), group.copy()
    mean_gap_of(before, levels=LEVELS)
    mean_side_of(before, levels=LEVELS)
    separation_of(before, levels=LEVELS, group=group)
    exchange_waves(before, after, levels=LEVELS, seed=1, draws=9)
    exchange_in_groups(before, after, levels=LEVELS, groups=(group, group), seed=1, draws=9)
    for now, then in zip((before, after, group), kept, strict=True):
        np.testing.assert_array_equal(now, then)


@FIGURES
@pytest.mark.parametrize(
    ("rows", "levels", "told"),
    [
        ([[0, 4]], [4, 4], r"item 1 takes levels 0 to 3, not 4\."),
        ([[0, 1]], [4], r"rows take shape \(people, items\) .*, \(1,\), not \(1, 2\)\."),
        ([0, 1], [4, 4], r"rows take shape \(people, items\) .*, \(2,\), not \(2,\)\."),
        ([[0.5, 1.0]], [4, 4], r"rows take whole numbers, not float64\."),
        ([[0, 0]], [4, 1], r"levels take 2 or more, not 1\."),
    ],
    ids=["no such level", "items", "shape", "halves", "one level"],
)
def test_rows_that_are_no_answers_are_refused(
    figure: Callable, rows: list, levels: list[int], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        figure(rows, levels=levels)


def test_everybody_is_in_a_group() -> None:
    with pytest.raises(ValueError, match=r"group takes shape \(6,\), not \(5,\)\."):
        separation_of(random_rows(6, seed=1), levels=LEVELS, group=[0] * 5)


def test_without_draws_there_is_no_chance_to_tell() -> None:
    rows = random_rows(6, seed=1)
    with pytest.raises(ValueError, match=r"draws take 1 or more, not 0\."):
        exchange_waves(rows, rows, levels=LEVELS, seed=1, draws=0)
