"""How many services two lists miss; proved over every overlap that can come about."""

import math
from itertools import product

import numpy as np
import pytest
from scipy.stats import hypergeom

from scoring.completeness import completeness

SIZES = [
    (services, first, second)
    for services, first, second in product((8, 15, 40), range(1, 40, 6), range(1, 40, 7))
    if first <= services and second <= services
]


def overlaps(services: int, first: int, second: int) -> dict[int, float]:
    """How likely every overlap is when lists are made without each other, from SciPy."""
    both = np.arange(max(0, first + second - services), min(first, second) + 1)
    chances = hypergeom.pmf(both, services, first, second)
    return dict(zip(both.tolist(), chances.tolist(), strict=True))


def test_two_directories_of_one_county_leave_a_third_unseen() -> None:
    """Miami-Dade: 110 addresses in one, 63 in the other, 33 in both; about 208, error 20, 67 %."""
    found = completeness(110, 63, both=33)
    assert found.services == pytest.approx(208, abs=0.5)
    assert found.error == pytest.approx(20, abs=0.5)
    assert found.share == pytest.approx(0.67, abs=0.005)
    assert (found.found, found.overlap) == (140, 33)
    assert found.low < 208 < found.high


@pytest.mark.parametrize(("services", "first", "second"), [s for s in SIZES if sum(s[1:]) >= s[0]])
def test_the_number_and_its_error_are_right_on_average(
    services: int, first: int, second: int
) -> None:
    """Both are unbiased where the lists together are as long as there are services."""
    chances = overlaps(services, first, second)
    found = {both: completeness(first, second, both=both) for both in chances}
    mean = sum(chance * found[both].services for both, chance in chances.items())
    variance = sum(chance * (found[both].services - mean) ** 2 for both, chance in chances.items())
    told = sum(chance * found[both].error ** 2 for both, chance in chances.items())
    assert mean == pytest.approx(services)
    assert told == pytest.approx(variance, abs=1e-9)


@pytest.mark.parametrize("level", [0.8, 0.95])
@pytest.mark.parametrize(("services", "first", "second"), SIZES)
def test_the_interval_holds_the_truth_at_least_as_often_as_it_says(
    services: int, first: int, second: int, level: float
) -> None:
    held = 0.0
    for both, chance in overlaps(services, first, second).items():
        found = completeness(first, second, both=both, level=level)
        assert found.found <= found.low <= found.high
        held += chance * (found.low <= services <= found.high)
    assert held >= level - 1e-9


@pytest.mark.parametrize(
    ("first", "second", "both"), [(5, 4, 2), (9, 3, 3), (7, 5, 1), (30, 20, 9)]
)
def test_the_interval_holds_all_numbers_that_go_with_the_overlap(
    first: int, second: int, both: int
) -> None:
    services = np.arange(first + second - both, 3_000)
    few = hypergeom.cdf(both, services, first, second)
    many = hypergeom.sf(both - 1, services, first, second)
    fits = services[(few > 0.025) & (many > 0.025)]
    found = completeness(first, second, both=both)
    assert (found.low, found.high) == (fits[0], fits[-1])


def test_lists_that_are_the_same_seem_complete_but_short_ones_not_surely() -> None:
    assert completeness(50, 50, both=50).share == 1
    assert completeness(50, 50, both=50).high == 50
    assert completeness(50, 1, both=1).services == 50
    assert completeness(50, 1, both=1).high == pytest.approx(2_000, abs=1)  # 50 of them are .025


def test_lists_without_anything_in_common_have_no_upper_end() -> None:
    found = completeness(10, 10, both=0)
    assert found.high == math.inf
    assert found.services == 120
    assert found.low > 20


@pytest.mark.parametrize(("first", "second"), [(0, 0), (9, 0), (0, 9)])
def test_an_empty_list_says_nothing_of_what_the_other_misses(first: int, second: int) -> None:
    found = completeness(first, second, both=0)
    assert all(math.isnan(v) for v in (found.services, found.error, found.low, found.high))
    assert math.isnan(found.share)
    assert found.found == first + second


def test_long_lists_are_worked_out_too() -> None:
    found = completeness(22_949, 15_000, both=9_000)
    assert found.low < found.services < found.high
    assert found.high - found.low == pytest.approx(2 * 1.96 * found.error, rel=0.02)


def test_overlaps_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="completeness takes 0 to 3 services on both lists, not 4"):
        completeness(5, 3, both=4)
    with pytest.raises(ValueError, match="services on both lists, not -1"):
        completeness(5, 3, both=-1)
    with pytest.raises(ValueError, match="level takes a share between 0 and 1, not 1"):
        completeness(5, 3, both=2, level=1)
