"""Way and crowding in balance: nobody would do better elsewhere, as another program finds too."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linprog, minimize

from scoring.crowding import Crowding, crowding
from scoring.sphere import Pairs, pairs
from tests.scoring.test_access import SEEDS, WITHIN, Made, made

Floats = NDArray[np.float64]
EVEN = 30.0


def found_of(of: Made, near: Pairs | None = None) -> Crowding:
    return crowding(near or of.near(), need=of.need, supply=of.supply, even=EVEN)


def ways_of(of: Made) -> tuple[Floats, Floats, Floats]:
    """Place, site and way in units of `EVEN` of each pair whose site has something."""
    near = of.near()
    there = np.nan_to_num(of.supply)[near.site] > 0
    return near.place[there], near.site[there], near.miles[there] / EVEN


@SEEDS
def test_a_plain_loop_finds_nobody_who_would_do_better_elsewhere(seed: int) -> None:
    """Source: what a balance is (Wardrop 1952), looked for pair by pair."""
    of = made(seed)
    found = found_of(of)
    assert found.off < 1e-6
    crowded = np.zeros(len(of.supply))
    open_ = of.supply > 0
    crowded[open_] = found.families[open_] / (of.supply[open_] * found.usual)
    least = np.full(len(of.need), np.inf)
    for place, site, way in zip(*ways_of(of), strict=True):
        least[place] = min(least[place], way + crowded[site])
    np.testing.assert_allclose(found.cost, least, rtol=1e-6)
    reached = np.isfinite(least)
    assert found.families.sum() == pytest.approx(of.need[reached].sum())


@pytest.mark.parametrize("seed", range(6))
def test_the_balance_is_the_least_of_a_sum_that_scipy_finds(seed: int) -> None:
    of = made(seed, places=6, sites=9)
    place, site, way = ways_of(of)
    found = found_of(of)
    room = of.supply * found.usual

    def total(going: Floats) -> float:
        at = np.bincount(site, weights=going, minlength=len(room))
        return float((going * way).sum() + (at[room > 0] ** 2 / room[room > 0]).sum() / 2)

    reached = np.unique(place)
    rows = (place == reached[:, None]).astype(float)
    start = linprog(np.zeros(len(place)), A_eq=rows, b_eq=of.need[reached]).x
    best = minimize(
        total,
        start,
        method="SLSQP",
        bounds=[(0, None)] * len(place),
        constraints={"type": "eq", "fun": lambda going: rows @ going - of.need[reached]},
        options={"maxiter": 500, "ftol": 1e-12},
    )
    at = np.bincount(site, weights=best.x, minlength=len(room))
    np.testing.assert_allclose(found.families, at, atol=0.02 * of.need.max())


@pytest.mark.parametrize("seed", range(6))
def test_costs_are_those_of_the_package_as_near_as_its_steps_come(seed: int) -> None:
    """The package moves whole people in shrinking steps, so there are many people here."""
    package = pytest.importorskip("access.raam")
    import pandas as pd

    of = made(seed, places=12, sites=15)
    of.need[:] = np.rint(of.need * 1_000)
    near = pairs(of.places, of.sites, within=2_000)
    miles = pd.DataFrame({"origin": near.place, "dest": near.site, "cost": near.miles})
    theirs = package.raam(
        pd.DataFrame({"demand": of.need.astype(int)}),
        pd.DataFrame({"supply": of.supply}),
        miles,
        tau=EVEN,
        max_cycles=2_000,
        min_step=0.0005,
    ).sort_index()
    ours = found_of(of, near).cost
    np.testing.assert_allclose(ours[theirs.index], theirs.to_numpy(), rtol=0.01)
    assert len(theirs) == (of.need > 0).sum()
    assert np.isfinite(ours).all()  # also where nobody is in need, of which the package is silent


def test_two_sites_alike_share_families_until_they_cost_the_same() -> None:
    """By hand: 30 families; 10 miles more are a third of what is even, so 10 more go near."""
    near = pairs([[36, -86]], [[36, -86], [36 + 10 / 69.0936, -86]], within=WITHIN)
    found = crowding(near, need=[30], supply=[30, 30], even=EVEN, usual=1.0)
    assert found.families.tolist() == pytest.approx([20, 10], abs=1e-3)
    assert found.cost.tolist() == pytest.approx([2 / 3], abs=1e-4)


def test_a_far_site_is_left_alone_while_the_near_one_costs_less() -> None:
    near = pairs([[36, -86]], [[36, -86], [36.7, -86]], within=WITHIN)
    found = crowding(near, need=[3], supply=[30, 30], even=EVEN, usual=1.0)
    assert found.families.tolist() == [3.0, 0.0]
    assert found.cost.tolist() == pytest.approx([0.1])


def test_more_room_makes_nobody_worse_off() -> None:
    of = made(3)
    before = crowding(of.near(), need=of.need, supply=of.supply, even=EVEN, usual=2.0)
    more = of.supply.copy()
    more[:10] += 40
    after = crowding(of.near(), need=of.need, supply=more, even=EVEN, usual=2.0)
    assert (after.cost <= before.cost + 1e-6).all()
    assert (after.cost < before.cost - 1e-3).any()


def test_what_is_not_known_or_not_there_is_told_apart() -> None:
    places = [[36, -86], [36, -86], [45, -86], [np.nan, 0], [36, -86]]
    near = pairs(places, [[36.1, -86], [36.1, -86]], within=WITHIN)
    found = crowding(near, need=[10, 0, 5, 5, np.nan], supply=[5, np.nan], even=EVEN)
    way = near.miles[0] / EVEN
    np.testing.assert_allclose(found.cost, [way + 1, way + 1, np.inf, np.nan, np.nan])
    assert found.families.tolist() == pytest.approx([10, 0])
    assert (found.not_stated, found.usual) == (1, 2.0)


def test_nobody_and_nothing_cost_nothing_and_have_no_end() -> None:
    for places, sites, cost in ((0, 2, []), (2, 0, [np.inf] * 2)):
        near = pairs(np.zeros((places, 2)), np.zeros((sites, 2)), within=WITHIN)
        found = crowding(near, need=np.ones(places), supply=np.ones(sites), even=EVEN)
        assert found.cost.tolist() == cost
        assert (found.off, np.isnan(found.usual)) == (0.0, True)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"even": 0}, "takes miles and a crowding above 0, not 0 and None"),
        ({"usual": -1}, "takes miles and a crowding above 0, not 30.0 and -1"),
        ({"need": [1, 2]}, "need takes one number for each of 1 places"),
        ({"supply": [-1]}, "supply takes numbers of 0 or more"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(given: dict, told: str) -> None:
    near = pairs([[36, -86]], [[36, -86]], within=WITHIN)
    with pytest.raises(ValueError, match=told):
        crowding(near, **({"need": [1], "supply": [1], "even": EVEN} | given))


def test_arguments_are_as_they_were() -> None:
    of = made(1, unknown=True)
    before = of.need.copy(), of.supply.copy()
    found_of(of)
    np.testing.assert_array_equal(of.need, before[0])
    np.testing.assert_array_equal(of.supply, before[1])
