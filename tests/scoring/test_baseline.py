"""Figures of a baseline, against federal totals, R and SciPy."""

import pytest
from scipy import stats

from scoring.baseline import FEWEST_DAYS, figure
from scoring.poisson import garwood

FEDERAL = {
    "permanency, entries of Oct 2022 to Sep 2023": ("percent", 49_291, 141_804, 34.8, 1),
    "permanency, in care 12-23 months": ("percent", 30_978, 71_920, 43.1, 1),
    "permanency, in care 24 months or more": ("percent", 33_249, 88_731, 37.5, 1),
    "re-entry, exits of Apr 2023 to Mar 2024": ("percent", 4_390, 72_934, 6.0, 1),
    "recurrence, FY23-24": ("percent", 50_339, 535_374, 9.4, 1),
    "maltreatment in care, FY23": ("rate_per_100000_days", 10_023, 109_726_676, 9.13, 2),
    "moves, Apr 2024 to Mar 2025": ("rate_per_1000_days", 110_272, 22_607_726, 4.88, 2),
    "entries, Apr 2024 to Mar 2025": ("rate_per_1000", 165_500, 73_613_449, 2.25, 2),
}


@pytest.mark.parametrize(
    ("statistic", "numerator", "denominator", "value", "places"),
    FEDERAL.values(),
    ids=[f"Children's Bureau, August 2025 context data: {name}" for name in FEDERAL],
)
def test_national_counts_come_to_the_national_figures(
    statistic, numerator, denominator, value, places
) -> None:
    ours = figure(statistic, numerator=numerator, denominator=denominator)
    assert ours.value is not None
    assert round(ours.value, places) == value
    assert (ours.numerator, ours.denominator) == (numerator, denominator)
    assert not ours.counts_only


NEWCOMBE = "Newcombe 1998, Statistics in Medicine 17:857, method 3"
POISSON = "tables of exact Poisson limits, after Garwood 1936, Biometrika 28:437"


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        pytest.param(81, 263, 0.2553, 0.3662, id=f"{NEWCOMBE}: 81 of 263"),
        pytest.param(15, 148, 0.0624, 0.1605, id=f"{NEWCOMBE}: 15 of 148"),
        pytest.param(0, 20, 0.0000, 0.1611, id=f"{NEWCOMBE}: 0 of 20"),
        pytest.param(1, 29, 0.0061, 0.1718, id=f"{NEWCOMBE}: 1 of 29"),
    ],
)
@pytest.mark.parametrize(("statistic", "each"), [("percent", 100), ("rate_per_1000", 1_000)])
def test_a_share_of_people_lies_between_the_published_ends(
    numerator, denominator, low, high, statistic, each
) -> None:
    ours = figure(statistic, numerator=numerator, denominator=denominator)
    assert ours.low is not None
    assert ours.high is not None
    assert ours.low / each == pytest.approx(low, abs=5e-5)
    assert ours.high / each == pytest.approx(high, abs=5e-5)


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [
        pytest.param(0, 0.0, 3.689, id=f"{POISSON}: 0"),
        pytest.param(5, 1.623, 11.668, id=f"{POISSON}: 5"),
        pytest.param(10, 4.795, 18.390, id=f"{POISSON}: 10"),
        pytest.param(100, 81.364, 121.627, id=f"{POISSON}: 100"),
    ],
)
def test_a_count_over_days_lies_between_the_published_ends_of_a_poisson_count(
    events, low, high
) -> None:
    ours = figure("rate_per_100000_days", numerator=events, denominator=100_000)
    assert ours.low == pytest.approx(low, abs=6e-4)
    assert ours.high == pytest.approx(high, abs=6e-4)


# R: poisson.test(137, 24.19893), the example of its help page
@pytest.mark.parametrize(
    ("low", "high"), [(4.753125, 6.692709)], ids=["R help page of poisson.test"]
)
def test_137_events_lie_where_r_puts_them(low: float, high: float) -> None:
    events = garwood(137)
    assert events.low / 24.19893 == pytest.approx(low, abs=1e-6)
    assert events.high / 24.19893 == pytest.approx(high, abs=1e-6)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_garwood_agrees_with_half_the_chi_square_quantiles_of_scipy(level: float) -> None:
    tail = (1 - level) / 2
    for events in range(200):
        ours = garwood(events, level=level)
        low = stats.chi2.ppf(tail, 2 * events) / 2 if events else 0.0
        assert ours.low == pytest.approx(low, rel=1e-9)
        assert ours.high == pytest.approx(stats.chi2.ppf(1 - tail, 2 * events + 2) / 2, rel=1e-9)


def test_where_no_event_was_counted_the_rate_may_still_be_above_zero() -> None:
    ours = figure("rate_per_100000_days", numerator=0, denominator=100_000)
    assert (ours.value, ours.low) == (0, 0)
    assert ours.high == pytest.approx(3.688879, abs=1e-6)  # R: poisson.test(0)


@pytest.mark.parametrize(
    ("statistic", "each"), [("rate_per_1000_days", 1_000), ("rate_per_100000_days", 100_000)]
)
def test_a_rate_by_the_day_has_the_interval_of_its_events(statistic, each: int) -> None:
    ours = figure(statistic, numerator=9, denominator=50_000)
    assert ours.low == pytest.approx(each * stats.chi2.ppf(0.025, 18) / 2 / 50_000)
    assert ours.high == pytest.approx(each * stats.chi2.ppf(0.975, 20) / 2 / 50_000)


@pytest.mark.parametrize(("statistic", "each"), [("percent", 100), ("rate_per_1000", 1_000)])
def test_a_share_of_people_has_the_interval_of_wilson(statistic, each: int) -> None:
    for numerator in range(31):
        theirs = stats.binomtest(numerator, 30).proportion_ci(method="wilson")
        ours = figure(statistic, numerator=numerator, denominator=30)
        assert ours.low == pytest.approx(each * theirs.low, abs=1e-10)
        assert ours.high == pytest.approx(each * theirs.high, abs=1e-10)


@pytest.mark.parametrize("statistic", ["percent", "rate_per_1000"])
def test_of_fewer_than_twenty_people_only_the_counts_are_told(statistic) -> None:
    few = figure(statistic, numerator=4, denominator=19)
    assert few.counts_only
    assert (few.value, few.low, few.high) == (None, None, None)
    assert (few.numerator, few.denominator) == (4, 19)
    assert figure(statistic, numerator=4, denominator=20).value is not None


@pytest.mark.parametrize("statistic", ["rate_per_1000_days", "rate_per_100000_days"])
def test_of_fewer_days_than_twenty_children_spend_in_a_year_only_the_counts_are_told(
    statistic,
) -> None:
    few = figure(statistic, numerator=3, denominator=20 * 365 - 1)
    assert (few.counts_only, few.value, few.low, few.high) == (True, None, None, None)
    assert (few.numerator, few.denominator) == (3, 20 * 365 - 1)
    assert figure(statistic, numerator=3, denominator=FEWEST_DAYS).value is not None


@pytest.mark.parametrize("statistic", ["median_days", "survival_median_days"])
def test_a_median_is_told_as_it_came_unless_fewer_than_twenty_people_stand_behind_it(
    statistic,
) -> None:
    enough = figure(statistic, median=37.5, denominator=20)
    assert (enough.value, enough.low, enough.high) == (37.5, None, None)
    few = figure(statistic, median=37.5, denominator=19)
    assert (few.value, few.denominator, few.counts_only) == (None, 19, True)


@pytest.mark.parametrize("denominator", [0, 7_000, 80_000])
def test_a_count_that_is_missing_is_not_filled_in(denominator: int) -> None:
    for statistic in ("percent", "rate_per_1000", "rate_per_1000_days", "median_days"):
        assert figure(statistic, denominator=denominator).value is None
        assert figure(statistic, numerator=40).value is None


@pytest.mark.parametrize(("statistic", "each"), [("percent", 100), ("rate_per_1000", 1_000)])
def test_nobody_and_everybody_stay_within_what_is_possible(statistic, each: int) -> None:
    none = figure(statistic, numerator=0, denominator=40)
    every = figure(statistic, numerator=40, denominator=40)
    assert (none.value, every.value) == (0, each)
    assert none.low == pytest.approx(0, abs=1e-9)
    assert every.high == pytest.approx(each)
    assert every.high is not None
    assert every.high <= each


def test_of_nobody_there_is_no_share() -> None:
    nobody = figure("percent", numerator=0, denominator=0)
    assert (nobody.value, nobody.counts_only) == (None, True)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"numerator": -1, "denominator": 30}, "takes a numerator of 0 or more, not -1"),
        ({"numerator": 1, "denominator": -30}, "takes a denominator of 0 or more, not -30"),
        ({"numerator": 31, "denominator": 30}, "percent takes 0 to 30 people, not 31"),
        ({"median": float("nan"), "denominator": 30}, "takes a median of 0 or more, not nan"),
    ],
)
def test_counts_that_cannot_be_are_refused(given, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        figure("percent", **given)


def test_there_may_be_more_events_than_days() -> None:
    crowded = figure("rate_per_1000_days", numerator=8_000, denominator=7_300)
    assert crowded.value == pytest.approx(8_000 / 7.3)


def test_events_that_cannot_be_and_levels_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match=r"garwood takes 0 or more events, not -1\."):
        garwood(-1)
    with pytest.raises(ValueError, match=r"level takes a share between 0 and 1, not 95\."):
        garwood(3, level=95)
