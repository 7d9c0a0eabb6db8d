"""Families who choose among sites: as another package has it, and as plain loops do."""

import numpy as np
import pytest
from numpy.typing import NDArray

from scoring.access import Access, access
from scoring.choosing import choosing
from scoring.reach import Decay, reach
from scoring.sphere import pairs
from tests.scoring.test_access import DECAYS, SEEDS, WITHIN, Made, made, weight

Floats = NDArray[np.float64]


def three_steps(of: Made, decay: Decay) -> Access:
    near = choosing(reach(of.near(), decay=decay), supply=of.supply)
    return access(near, need=of.need, supply=of.supply)


def looped(of: Made, decay: Decay) -> Floats:
    """Three plain loops over pairs; sites that have nothing are not there."""
    near = of.near()
    need, supply = np.nan_to_num(of.need), np.nan_to_num(of.supply)
    listed = [
        (place, site, weight(decay, miles))
        for place, site, miles in zip(near.place, near.site, near.miles, strict=True)
        if of.supply[site] != 0
    ]
    of_all, demand, found = np.zeros(len(need)), np.zeros(len(supply)), np.zeros(len(need))
    for place, _, own in listed:
        of_all[place] += own
    for place, site, own in listed:
        demand[site] += own / of_all[place] * own * need[place] if own else 0
    for place, site, own in listed:
        if demand[site] > 0 and own:
            found[place] += own / of_all[place] * own * supply[site] / demand[site]
    return found


@DECAYS
@SEEDS
@pytest.mark.parametrize("unknown", [False, True])
def test_access_is_that_of_three_plain_loops(seed: int, decay: Decay, unknown: bool) -> None:
    of = made(seed, unknown=unknown)
    found = three_steps(of, decay).per_family
    known = ~np.isnan(found)
    assert known.sum() == (33 if unknown else 40)
    np.testing.assert_allclose(found[known], looped(of, decay)[known], rtol=1e-12)


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # the package's own
@DECAYS
@SEEDS
def test_access_is_that_of_the_package_wherever_that_is_finite(seed: int, decay: Decay) -> None:
    package = pytest.importorskip("access.fca")
    import pandas as pd

    of = made(seed)
    near = of.near()
    costs = pd.DataFrame({"origin": near.place, "dest": near.site, "cost": near.miles})
    theirs = package.three_stage_fca(
        pd.DataFrame({"demand": of.need}, index=pd.RangeIndex(len(of.need), name="geoid")),
        pd.DataFrame({"supply": of.supply}, index=pd.RangeIndex(len(of.supply), name="geoid")),
        costs[of.supply[near.site] > 0].copy(),
        max_cost=WITHIN,
        demand_index=True,
        weight_fn=lambda miles: weight(decay, miles),
    ).reindex(range(len(of.need)))
    finite = np.isfinite(theirs.to_numpy())
    assert finite.sum() > 20
    ours = three_steps(of, decay).per_family
    np.testing.assert_allclose(ours[finite], theirs.to_numpy()[finite], rtol=1e-12)
    assert np.isfinite(ours).all()


@DECAYS
@SEEDS
def test_what_places_get_is_still_all_that_sites_with_need_in_reach_have(
    seed: int, decay: Decay
) -> None:
    of = made(seed, unknown=True)
    found = three_steps(of, decay)
    assert np.nansum(found.per_family * of.need) == pytest.approx(found.used)
    assert found.used + found.unused == pytest.approx(np.nansum(of.supply))
    two = access(reach(of.near(), decay=decay), need=of.need, supply=of.supply)
    assert found.used == pytest.approx(two.used)
    assert found.left_out.tolist() == two.left_out.tolist()


@DECAYS
def test_whoever_has_one_site_in_reach_gets_what_two_steps_give(decay: Decay) -> None:
    near = pairs([[36, -86], [36.3, -86]], [[36.1, -86]], within=WITHIN)
    own = reach(near, decay=decay)
    two = access(own, need=[10, 20], supply=[5])
    three = access(choosing(own, supply=[5]), need=[10, 20], supply=[5])
    assert three.per_family.tolist() == pytest.approx(two.per_family.tolist())


def test_two_sites_side_by_side_share_their_families() -> None:
    """Ten families that two sites are asked for are five for each, and not ten for each."""
    near = reach(pairs([[36, -86]], [[36.1, -86], [36.1, -86]], within=WITHIN))
    assert access(near, need=[10], supply=[5, 5]).ratio.tolist() == [0.5, 0.5]
    found = access(choosing(near, supply=[5, 5]), need=[10], supply=[5, 5])
    assert found.ratio.tolist() == [1.0, 1.0]
    assert found.per_family.tolist() == [1.0]


def test_nobody_chooses_a_site_that_has_nothing_and_who_does_not_say_is_chosen() -> None:
    near = reach(pairs([[36, -86]], [[36.1, -86], [36.1, -86]], within=WITHIN))
    closed = access(choosing(near, supply=[5, 0]), need=[10], supply=[5, 0])
    silent = access(choosing(near, supply=[5, np.nan]), need=[10], supply=[5, np.nan])
    assert closed.ratio.tolist() == [0.5, 0.0]
    assert silent.ratio.tolist() == [1.0, 0.0]
    assert silent.not_stated_in_reach.tolist() == [1]


def test_nobody_and_nothing_have_no_access() -> None:
    for places, sites in ((0, 0), (0, 2), (2, 0)):
        near = reach(pairs(np.zeros((places, 2)), np.zeros((sites, 2)), within=WITHIN))
        found = access(
            choosing(near, supply=np.ones(sites)), need=np.ones(places), supply=np.ones(sites)
        )
        assert found.per_family.tolist() == [0.0] * places


@pytest.mark.parametrize(
    ("supply", "told"),
    [
        ([1, 1], "supply takes one number for each of 1 sites"),
        ([-1], "supply takes numbers of 0 or more"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(supply: list, told: str) -> None:
    near = reach(pairs([[36, -86]], [[36, -86]], within=WITHIN))
    with pytest.raises(ValueError, match=told):
        choosing(near, supply=supply)


def test_the_reach_that_is_given_is_as_it_was() -> None:
    of = made(1)
    near = reach(of.near())
    before = near.weights.copy()
    choosing(near, supply=of.supply)
    assert (near.weights != before).nnz == 0
