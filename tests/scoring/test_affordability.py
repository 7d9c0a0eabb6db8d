"""What a family can pay for and whom it can speak with; silence is between yes and no."""

import math

import numpy as np
import pytest

from scoring.acceptance import STATES
from scoring.affordability import language_reach, payer_share
from scoring.sphere import pairs

NAN = math.nan
YES, NO, UNKNOWN, NOT_ASKED = STATES


def test_a_site_that_takes_any_of_the_payers_is_a_yes() -> None:
    found = payer_share(
        [50, 30, 20, NAN], accepts=[[NO, YES], [NO, NO], [NO, UNKNOWN], [NOT_ASKED, YES]]
    )
    assert (found.yes, found.no, found.unknown) == pytest.approx((0.5, 0.3, 0.2))
    assert found.sites == (2, 1, 1)
    assert (found.supply, found.not_stated) == (100.0, 1)


@pytest.mark.parametrize("seed", range(10))
def test_shares_are_those_of_sites_looked_at_one_by_one(seed: int) -> None:
    generator = np.random.default_rng(seed)
    supply = np.where(generator.random(30) < 0.3, NAN, generator.gamma(2, 10, 30))
    accepts = generator.choice(STATES, size=(30, 3))
    found = payer_share(supply, accepts=accepts)
    sums = {"yes": 0.0, "no": 0.0, "unknown": 0.0}
    for slots, row in zip(supply, accepts.tolist(), strict=True):
        said = YES if YES in row else NO if row == [NO] * 3 else UNKNOWN
        sums[said] += 0 if math.isnan(slots) else slots
    total = sum(sums.values())
    for said, slots in sums.items():
        assert getattr(found, said) == pytest.approx(slots / total)
    assert found.supply == pytest.approx(total)
    assert sum(found.sites) == 30


@pytest.mark.parametrize("supply", [[NAN, NAN], [0, 0]])
def test_no_stated_supply_has_no_shares(supply: list[float]) -> None:
    found = payer_share(supply, accepts=[[YES], [NO]])
    assert math.isnan(found.yes)
    assert found.sites == (1, 1, 0)


def test_nobody_offers_anything() -> None:
    found = payer_share([], accepts=np.empty((0, 2), dtype=str))
    assert math.isnan(found.yes)
    assert found.sites == (0, 0, 0)


def test_payers_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match=r"accepts takes a row for each of 2 sites, not \(1, 1\)"):
        payer_share([1, 2], accepts=[[YES]])
    with pytest.raises(ValueError, match="accepts takes yes, no, unknown, not_asked, not sliding"):
        payer_share([1], accepts=[["sliding"]])


PLACES = [[36, -86], [38, -86], [40, -86], [42, -86], [NAN, NAN]]
SITES = [[36.1, -86], [38.1, -86], [40.1, -86], [NAN, NAN]]


def test_families_reach_a_site_that_surely_or_maybe_speaks_with_them() -> None:
    near = pairs(PLACES, SITES, within=20)
    found = language_reach(near, [10, 20, 30, 40, 99], offers=[YES, NOT_ASKED, NO, UNKNOWN])
    assert (found.low, found.high) == pytest.approx((0.1, 0.3))
    assert (found.families, found.places, found.left_out) == (100.0, 4, 1)
    assert found.unplaced_sites == 1


def test_families_that_nobody_counted_are_left_out() -> None:
    near = pairs(PLACES, SITES, within=20)
    found = language_reach(near, [10, NAN, 30, 0, 99], offers=[YES, YES, NO, NO])
    assert (found.low, found.high) == pytest.approx((0.25, 0.25))
    assert (found.places, found.left_out, found.unplaced_sites) == (3, 2, 0)


def test_no_families_have_no_share() -> None:
    near = pairs(PLACES, SITES, within=20)
    assert math.isnan(language_reach(near, [0, 0, 0, 0, 9], offers=[YES] * 4).low)


def test_no_site_reaches_nobody() -> None:
    near = pairs(PLACES, [], within=20)
    found = language_reach(near, [1, 2, 3, 4, 5], offers=[])
    assert (found.low, found.high) == (0.0, 0.0)


def test_sites_that_do_not_fit_are_refused() -> None:
    near = pairs(PLACES, SITES, within=20)
    with pytest.raises(ValueError, match=r"offers takes a state for each of 4 sites, not \(1,\)"):
        language_reach(near, [1, 2, 3, 4, 5], offers=[YES])
    with pytest.raises(ValueError, match="families takes one number for each of 5 places"):
        language_reach(near, [1, 2], offers=[YES] * 4)
