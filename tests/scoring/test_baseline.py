"""Local results, against figures that were published."""

import pytest
from scipy import stats

from scoring.baseline import LocalFigure, local_median, local_rate

CONTEXT = "Children's Bureau context data, August 2025"
NEWCOMBE = "Newcombe 1998, Statistics in Medicine 17:857, method 3"
POISSON = "tables of exact Poisson limits, after Garwood 1936, Biometrika 28:437"


@pytest.mark.parametrize(
    ("numerator", "denominator", "statistic", "published"),
    [
        pytest.param(*row, id=f"{CONTEXT}: {what}")
        for what, *row in (
            ("permanency of entries", 49_291, 141_804, "percent", "34.8"),
            ("permanency 12-23 months", 30_978, 71_920, "percent", "43.1"),
            ("permanency 24 months", 33_249, 88_731, "percent", "37.5"),
            ("re-entry", 4_390, 72_934, "percent", "6.0"),
            ("recurrence", 50_339, 535_374, "percent", "9.4"),
            ("harm in care", 10_023, 109_726_676, "rate_per_100000_days", "9.13"),
            ("moves", 110_272, 22_607_726, "rate_per_1000_days", "4.88"),
            ("entries", 165_500, 73_613_449, "rate_per_1000", "2.25"),
        )
    ],
)
def test_a_rate_is_the_published_one_to_its_last_digit(
    numerator, denominator, statistic, published
):
    figure = local_rate(statistic, numerator, denominator)
    digits = len(published.split(".")[1])
    assert f"{figure.value:.{digits}f}" == published
    assert (figure.numerator, figure.denominator) == (numerator, denominator)
    assert figure.low < figure.value < figure.high


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        pytest.param(81, 263, 0.2553, 0.3662, id=f"{NEWCOMBE}: 81 of 263"),
        pytest.param(15, 148, 0.0624, 0.1605, id=f"{NEWCOMBE}: 15 of 148"),
        pytest.param(0, 20, 0.0000, 0.1611, id=f"{NEWCOMBE}: 0 of 20"),
        pytest.param(1, 29, 0.0061, 0.1718, id=f"{NEWCOMBE}: 1 of 29"),
    ],
)
@pytest.mark.parametrize(("statistic", "per"), [("percent", 100), ("rate_per_1000", 1_000)])
def test_a_share_of_people_lies_between_the_published_ends(
    numerator, denominator, low, high, statistic, per
):
    figure = local_rate(statistic, numerator, denominator)
    assert figure.low / per == pytest.approx(low, abs=5e-5)
    assert figure.high / per == pytest.approx(high, abs=5e-5)


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [
        pytest.param(0, 0.0, 3.689, id=f"{POISSON}: 0"),
        pytest.param(5, 1.623, 11.668, id=f"{POISSON}: 5"),
        pytest.param(10, 4.795, 18.390, id=f"{POISSON}: 10"),
        pytest.param(100, 81.364, 121.627, id=f"{POISSON}: 100"),
    ],
)
def test_a_count_over_days_lies_between_the_published_ends_of_a_poisson_count(events, low, high):
    figure = local_rate("rate_per_100000_days", events, 100_000)
    assert figure.low == pytest.approx(low, abs=6e-4)
    assert figure.high == pytest.approx(high, abs=6e-4)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_a_count_over_days_agrees_with_half_a_chi_squared_for_every_level(level):
    tail = (1 - level) / 2
    for events in range(1, 200):
        figure = local_rate("rate_per_1000_days", events, 1_000_000, level=level)
        assert figure.low * 1_000 == pytest.approx(stats.chi2.ppf(tail, 2 * events) / 2)
        assert figure.high * 1_000 == pytest.approx(stats.chi2.ppf(1 - tail, 2 * events + 2) / 2)


@pytest.mark.parametrize("statistic", ["percent", "rate_per_1000"])
def test_under_twenty_people_there_are_counts_and_from_twenty_on_there_is_a_rate(statistic):
    assert local_rate(statistic, 7, 19) == LocalFigure(None, None, None, 7, 19, counts_only=True)
    shown = local_rate(statistic, 7, 20)
    assert not shown.counts_only
    assert shown.value == {"percent": 35, "rate_per_1000": 350}[statistic]


@pytest.mark.parametrize("statistic", ["rate_per_1000_days", "rate_per_100000_days"])
def test_days_count_as_those_of_twenty_children_in_a_year(statistic):
    few = local_rate(statistic, 3, 7_299)
    assert few == LocalFigure(None, None, None, 3, 7_299, counts_only=True)
    assert not local_rate(statistic, 3, 7_300).counts_only


@pytest.mark.parametrize("statistic", ["percent", "rate_per_1000"])
def test_nobody_and_everybody_stay_within_what_is_possible(statistic):
    none, every = local_rate(statistic, 0, 40), local_rate(statistic, 40, 40)
    assert none.value == 0
    assert none.low == pytest.approx(0, abs=1e-12)
    assert 0 <= none.low < none.high
    per = {"percent": 100, "rate_per_1000": 1_000}[statistic]
    assert every.value == per
    assert every.low < every.high <= per


def test_more_may_happen_than_there_are_days():
    assert local_rate("rate_per_1000_days", 8_000, 7_300).value == pytest.approx(1_095.89, abs=0.01)


@pytest.mark.parametrize(
    ("statistic", "numerator", "denominator", "said"),
    [
        ("percent", -1, 40, r"^local_rate: -1 of 40 cannot be counted\.$"),
        ("percent", 0, 0, r"^local_rate: 0 of 0 cannot be counted\.$"),
        ("percent", 3, -40, r"^local_rate: 3 of -40 cannot be counted\.$"),
        ("percent", 41, 40, r"^local_rate: 41 of 40 people is more than all\.$"),
        ("rate_per_1000", 20, 19, r"^local_rate: 20 of 19 people is more than all\.$"),
        ("rate_per_1000_days", -1, 9_000, r"^local_rate: -1 of 9000 cannot be counted\.$"),
        ("median_days", 3, 40, r"^local_rate takes percent, .*, not median_days\.$"),
        ("per_cent", 3, 40, r"^local_rate takes percent, .*, not per_cent\.$"),
    ],
)
def test_what_cannot_be_is_told_with_what_came(statistic, numerator, denominator, said):
    with pytest.raises(ValueError, match=said):
        local_rate(statistic, numerator, denominator)


@pytest.mark.parametrize("statistic", ["percent", "rate_per_1000_days"])
@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_is_a_share_for_people_and_for_days(statistic, level):
    with pytest.raises(ValueError, match=rf"between 0 and 1, not {level}\.$"):
        local_rate(statistic, 3, 9_000, level=level)


@pytest.mark.parametrize("statistic", ["median_days", "survival_median_days"])
def test_a_median_of_fewer_than_twenty_people_is_not_shown(statistic):
    assert local_median(statistic, 37.5, 19) == LocalFigure(None, None, None, None, 19, True)
    assert local_median(statistic, 37.5, 20) == LocalFigure(37.5, None, None, None, 20, False)
    assert local_median(statistic, 0, 20).value == 0


@pytest.mark.parametrize(
    ("statistic", "days", "people", "said"),
    [
        ("median_days", -1, 20, r"^local_median: -1 days of 20 people cannot be\.$"),
        ("median_days", float("nan"), 20, r"^local_median: nan days of 20 people cannot be\.$"),
        ("median_days", 3, 0, r"^local_median: 3 days of 0 people cannot be\.$"),
        ("percent", 3, 20, r"^local_median takes median_days, .*, not percent\.$"),
    ],
)
def test_a_median_that_cannot_be_is_told_with_what_came(statistic, days, people, said):
    with pytest.raises(ValueError, match=said):
        local_median(statistic, days, people)
