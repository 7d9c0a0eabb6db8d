"""How sure a figure is, against R, SciPy, statsmodels and an explicit loop."""

import math

import numpy as np
import pytest
from scipy import stats

from scoring.agreement import typical_gap
from scoring.intervals import (
    Interval,
    jackknife_gap,
    jackknife_gaps,
    non_response_bounds,
    wilson,
)
from tests.scoring.conftest import every_row, persons


# R: prop.test(7, 12, correct = FALSE)$conf.int
@pytest.mark.parametrize(
    ("low", "high"), [(0.31951131254955, 0.806739686341243)], ids=["R 4.2.2 prop.test"]
)
def test_seven_of_twelve_lie_where_r_puts_them(low: float, high: float) -> None:
    interval = wilson(7, 12)
    assert interval.low == pytest.approx(low, abs=1e-14)
    assert interval.high == pytest.approx(high, abs=1e-14)
    assert interval.people == 12


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
@pytest.mark.parametrize("people", [1, 2, 7, 30, 61])
def test_wilson_agrees_with_scipy_for_every_share(people: int, level: float) -> None:
    for agreeing in range(people + 1):
        theirs = stats.binomtest(agreeing, people).proportion_ci(level, method="wilson")
        ours = wilson(agreeing, people, level=level)
        assert ours.low == pytest.approx(theirs.low, abs=1e-12)
        assert ours.high == pytest.approx(theirs.high, abs=1e-12)


def test_wilson_agrees_with_statsmodels() -> None:
    proportion = pytest.importorskip(
        "statsmodels.stats.proportion", reason="statsmodels is not installed here"
    )
    for agreeing in range(31):
        low, high = proportion.proportion_confint(agreeing, 30, method="wilson")
        assert wilson(agreeing, 30).low == pytest.approx(low, abs=1e-12)
        assert wilson(agreeing, 30).high == pytest.approx(high, abs=1e-12)


def test_a_share_of_nobody_is_not_known() -> None:
    interval = wilson(0, 0)
    assert math.isnan(interval.low)
    assert math.isnan(interval.high)
    assert interval.people == 0


@pytest.mark.parametrize(("agreeing", "people"), [(13, 12), (-1, 12), (1, 0)])
def test_more_who_agree_than_people_are_refused(agreeing: int, people: int) -> None:
    told = f"^wilson takes 0 to {people} agreeing people, not {agreeing}\\.$"
    with pytest.raises(ValueError, match=told):
        wilson(agreeing, people)


@pytest.mark.parametrize("level", [0, 1, 95, -0.1, float("nan")])
def test_a_level_that_is_no_share_is_refused(level: float) -> None:
    told = f"^level takes a share between 0 and 1, not {level}\\.$"
    with pytest.raises(ValueError, match=told):
        wilson(7, 12, level=level)
    with pytest.raises(ValueError, match=told):
        jackknife_gap([3, 4], level=level)


@pytest.mark.parametrize(
    ("agreeing", "people", "invited", "low", "high"),
    [
        (21, 30, 34, 21 / 34, 25 / 34),
        (0, 0, 5, 0.0, 1.0),
        (12, 12, 12, 1.0, 1.0),
        (0, 10, 20, 0.0, 0.5),
    ],
    ids=["21 of 30 of 34", "nobody of 5", "all of 12", "10 of 20 who disagree"],
)
def test_those_who_did_not_answer_could_all_have_agreed_or_none(
    agreeing: int, people: int, invited: int, low: float, high: float
) -> None:
    assert non_response_bounds(agreeing, people, invited=invited) == Interval(low, high, people)


def test_bounds_of_nobody_invited_are_not_known() -> None:
    interval = non_response_bounds(0, 0, invited=0)
    assert math.isnan(interval.low)
    assert math.isnan(interval.high)


@pytest.mark.parametrize("numbers", [(3, 2, 5), (1, 6, 5), (-1, 2, 5)])
def test_bounds_of_numbers_that_do_not_rise_are_refused(numbers: tuple[int, int, int]) -> None:
    agreeing, people, invited = numbers
    told = f"bounds take agreeing <= people <= invited, not {agreeing}, {people}, {invited}\\."
    with pytest.raises(ValueError, match=told):
        non_response_bounds(agreeing, people, invited=invited)


def gap_of(some: list[int]) -> float:
    distances = np.abs(np.subtract.outer(some, some))
    return float(distances.sum()) / (len(some) * (len(some) - 1))


def left_out_one_by_one(people: list[int]) -> float:
    """The variance of the gap as Arvesen writes it, person by person."""
    size = len(people)
    without = [gap_of(people[:place] + people[place + 1 :]) for place in range(size)]
    return (size - 1) / size * float(((without - np.mean(without)) ** 2).sum())


def as_hoeffding_writes_it(shares: list[float]) -> tuple[float, float]:
    """What one person adds to the variance of a mean distance, and what two add together."""
    levels = range(len(shares))
    gap = sum(shares[a] * shares[b] * abs(a - b) for a in levels for b in levels)
    met = [sum(shares[b] * abs(a - b) for b in levels) for a in levels]
    one = sum(shares[a] * (met[a] - gap) ** 2 for a in levels)
    two = sum(
        shares[a] * shares[b] * (abs(a - b) - met[a] - met[b] + gap) ** 2
        for a in levels
        for b in levels
    )
    return 4 * one, 2 * two


def by_hand(counts: list[int], level: float) -> tuple[float, float]:
    """The interval of the documentation, step by step."""
    people, gap = sum(counts), gap_of(persons(counts))
    more = [(count + 0.5) / (people + 0.5 * len(counts)) for count in counts]
    one, two = as_hoeffding_writes_it(more)
    variance = max(left_out_one_by_one(persons(counts)), one / (people - 1))
    variance += two / (people * (people - 1))
    reach = float(stats.t.ppf((1 + level) / 2, people - 1)) * math.sqrt(variance)
    return max(0.0, gap - reach), min(gap + reach, max(gap, (len(counts) - 1) / 2))


@pytest.mark.parametrize("level", [0.9, 0.95])
@pytest.mark.parametrize("levels", [2, 4, 5, 7])
def test_the_interval_of_the_gap_is_that_of_the_documentation(levels: int, level: float) -> None:
    random = np.random.default_rng(levels)
    for _ in range(15):
        counts = random.integers(0, 6, size=levels).tolist()
        if sum(counts) < 3:
            continue
        interval = jackknife_gap(counts, level=level)
        low, high = by_hand(counts, level)
        assert interval.low == pytest.approx(low, abs=1e-12)
        assert interval.high == pytest.approx(high, abs=1e-12)
        assert interval.people == sum(counts)


def test_many_intervals_at_once_are_those_of_one_after_another() -> None:
    counts = np.random.default_rng(5).integers(0, 4, size=(6, 3, 4))
    counts[0, 0] = (1, 1, 0, 0)
    together = jackknife_gaps(counts)
    for place in np.ndindex(6, 3):
        alone = jackknife_gap(counts[place])
        assert together.people[place] == alone.people
        assert together.low[place] == pytest.approx(alone.low, abs=1e-14, nan_ok=True)
        assert together.high[place] == pytest.approx(alone.high, abs=1e-14, nan_ok=True)


@pytest.mark.parametrize(
    "counts", [(0, 0, 12, 0), (6, 0, 0, 6), (0, 6, 6, 0), (15, 0, 0, 15), (0, 0, 30, 0)], ids=str
)
def test_no_team_is_so_alike_or_so_evenly_split_that_its_gap_is_sure(counts: tuple) -> None:
    interval = jackknife_gap(counts)
    assert interval.high - interval.low > 0.1
    assert interval.low <= gap_of(persons(counts)) <= interval.high


def test_an_interval_holds_its_gap_and_no_more_than_two_camps_could_be_apart() -> None:
    counts = np.array(list(every_row(12, 4)))
    gap, intervals = typical_gap(counts).value, jackknife_gaps(counts)
    assert (intervals.low <= gap).all()
    assert (gap <= intervals.high).all()
    assert (intervals.low >= 0).all()
    assert (intervals.high <= np.maximum(1.5, gap)).all()


@pytest.mark.parametrize("counts", [[0, 0], [1, 0], [1, 1]])
def test_the_gap_of_fewer_than_three_people_is_not_known(counts: list[int]) -> None:
    interval = jackknife_gap(counts)
    assert math.isnan(interval.low)
    assert math.isnan(interval.high)
    assert interval.people == sum(counts)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([[3, 4], [1, 2]], r"jackknife_gap takes shape \(levels,\), not \(2, 2\)\."),
        ([3, -4], r"counts take 0 or more people, not -4\."),
        ([3.5, 4], r"counts take whole numbers of people, not 3\.5\."),
    ],
)
def test_a_jackknife_of_what_counts_no_people_is_refused(counts: list, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        jackknife_gap(counts)


POPULATIONS = {
    "typical": (0.06, 0.14, 0.45, 0.35),
    "skewed": (0.02, 0.05, 0.25, 0.68),
    "polarised": (0.38, 0.12, 0.12, 0.38),
    "equal": (0.25, 0.25, 0.25, 0.25),
    "two camps": (0.5, 0.0, 0.0, 0.5),
    "around the middle": (0.0, 0.5, 0.5, 0.0),
}


@pytest.mark.parametrize("people", [10, 12, 20, 30])
@pytest.mark.parametrize("name", list(POPULATIONS))
def test_nine_of_ten_intervals_at_least_hold_the_true_gap(name: str, people: int) -> None:
    """No simulation: every team there can be of four levels counts as often as it comes up."""
    shares = np.array(POPULATIONS[name])
    below = shares.cumsum()[:-1]
    truth = float(2 * (below * (1 - below)).sum())
    teams = np.array(list(every_row(people, 4)))
    often = stats.multinomial.pmf(teams, people, shares)
    intervals = jackknife_gaps(teams)
    held = (intervals.low <= truth) & (truth <= intervals.high)
    assert often.sum() == pytest.approx(1)
    assert often[held].sum() >= 0.94
    assert (often * typical_gap(teams).value).sum() == pytest.approx(truth)  # without bias
