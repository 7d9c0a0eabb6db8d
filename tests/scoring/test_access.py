"""What families can reach is what two plain loops and another package find, and never infinite."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from scoring.access import Access, access, added_site
from scoring.reach import Decay, Reach, flat, gaussian, gravity, reach, zones
from scoring.sphere import Pairs, pairs
from scoring.supply import gap_index

Floats = NDArray[np.float64]

WITHIN = 60.0
DECAYS = pytest.mark.parametrize(
    "decay", [flat, zones, gaussian, gravity], ids=lambda each: each.__name__
)
SEEDS = pytest.mark.parametrize("seed", range(12))


@dataclass(frozen=True, slots=True)
class Made:
    """Places with need and sites with supply, some of them far from everybody."""

    places: Floats
    sites: Floats
    need: Floats
    supply: Floats

    def near(self) -> Pairs:
        return pairs(self.places, self.sites, within=WITHIN)

    def access(self, decay: Decay) -> Access:
        return access(reach(self.near(), decay=decay), need=self.need, supply=self.supply)


def made(seed: int, *, places: int = 40, sites: int = 70, unknown: bool = False) -> Made:
    generator = np.random.default_rng(seed)

    def points(number: int) -> Floats:
        return generator.uniform([36, -90], [40, -82], (number, 2))

    found = Made(
        points(places),
        points(sites),
        need=generator.gamma(2, 50, places) * (generator.random(places) < 0.9),
        supply=generator.gamma(2, 20, sites) * (generator.random(sites) < 0.8),
    )
    if unknown:
        found.need[:4] = found.supply[:9] = np.nan
        found.places[3:7] = found.sites[7:12] = np.nan
    return found


def weight(decay: Decay, miles: float) -> float:
    """A weight as it stands in the papers, one pair at a time."""
    if decay is flat:
        return 1.0
    if decay is zones:
        return 1.0 if miles <= WITHIN / 3 else 0.68 if miles <= 2 * WITHIN / 3 else 0.22
    if decay is gravity:
        return 5 / max(miles, 5)
    end = np.exp(-1 / 2)
    return (np.exp(-((miles / WITHIN) ** 2) / 2) - end) / (1 - end)


def looped(of: Made, decay: Decay) -> Floats:
    """Two plain loops over pairs; what is not known counts as nothing."""
    near = of.near()
    need, supply = np.nan_to_num(of.need), np.nan_to_num(of.supply)
    demand, found = np.zeros(len(supply)), np.zeros(len(need))
    for place, site, miles in zip(near.place, near.site, near.miles, strict=True):
        demand[site] += need[place] * weight(decay, miles)
    for place, site, miles in zip(near.place, near.site, near.miles, strict=True):
        if demand[site] > 0:
            found[place] += supply[site] / demand[site] * weight(decay, miles)
    return found


@DECAYS
@SEEDS
def test_access_is_that_of_two_plain_loops(seed: int, decay: Decay) -> None:
    of = made(seed)
    np.testing.assert_allclose(of.access(decay).per_family, looped(of, decay), rtol=1e-12)


@DECAYS
@SEEDS
def test_access_is_that_of_the_package_wherever_that_is_finite(seed: int, decay: Decay) -> None:
    package = pytest.importorskip("access.fca")
    import pandas as pd

    of = made(seed)
    near = of.near()
    theirs = package.two_stage_fca(
        pd.DataFrame({"demand": of.need}, index=pd.RangeIndex(len(of.need), name="geoid")),
        pd.DataFrame({"supply": of.supply}, index=pd.RangeIndex(len(of.supply), name="geoid")),
        pd.DataFrame({"origin": near.place, "dest": near.site, "cost": near.miles}),
        max_cost=WITHIN,
        demand_index=True,
        weight_fn=lambda miles: weight(decay, miles),
    ).reindex(range(len(of.need)))
    finite = np.isfinite(theirs.to_numpy())
    assert finite.sum() > 20
    ours = of.access(decay).per_family
    np.testing.assert_allclose(ours[finite], theirs.to_numpy()[finite], rtol=1e-12)
    assert np.isfinite(ours).all()


@DECAYS
@SEEDS
def test_what_places_get_is_all_that_sites_with_need_in_reach_have(seed: int, decay: Decay) -> None:
    of = made(seed, unknown=True)
    found = of.access(decay)
    assert np.nansum(found.per_family * of.need) == pytest.approx(found.used)
    assert found.used + found.unused == pytest.approx(np.nansum(of.supply))
    assert found.used > 0


def test_a_site_that_nobody_needs_gives_nothing_and_makes_nothing_infinite() -> None:
    near = pairs([[36, -86], [45, -86]], [[36.1, -86], [45.1, -86]], within=WITHIN)
    found = access(reach(near), need=[10, 0], supply=[5, 7])
    assert found.per_family.tolist() == [0.5, 0.0]
    assert found.ratio.tolist() == [0.5, 0.0]
    assert (found.used, found.unused) == (5.0, 7.0)


def test_a_place_with_nothing_in_reach_gets_none_and_not_nan() -> None:
    near = pairs([[36, -86], [45, -86]], [[36.1, -86]], within=WITHIN)
    assert access(reach(near), need=[10, 20], supply=[5]).per_family.tolist() == [0.5, 0.0]
    assert len(access(reach(near), need=[10, 20], supply=[5]).left_out) == 0


def test_a_place_without_need_or_coordinates_is_nan_and_is_listed() -> None:
    near = pairs([[36, -86], [36, -86], [np.nan, -86]], [[36.1, -86]], within=WITHIN)
    found = access(reach(near), need=[10, np.nan, 30], supply=[5])
    np.testing.assert_array_equal(found.per_family, [0.5, np.nan, np.nan])
    assert found.left_out.tolist() == [1, 2]


def test_a_place_where_nobody_is_in_need_still_has_help_in_reach() -> None:
    near = pairs([[36, -86], [36, -86]], [[36.1, -86]], within=WITHIN)
    assert access(reach(near), need=[10, 0], supply=[5]).per_family.tolist() == [0.5, 0.5]


def test_a_site_that_states_nothing_is_counted_where_it_is_in_reach() -> None:
    near = pairs([[36, -86], [45, -86]], [[36.1, -86], [36.2, -86], [45.1, -86]], within=WITHIN)
    found = access(reach(near), need=[10, 20], supply=[5, np.nan, np.nan])
    assert found.per_family.tolist() == [0.5, 0.0]
    assert found.not_stated_in_reach.tolist() == [1, 1]
    assert int(found.not_stated) == 2


@SEEDS
def test_many_categories_are_each_by_itself(seed: int) -> None:
    of = made(seed, unknown=True)
    generator = np.random.default_rng(seed)
    near = reach(of.near())
    supply = of.supply * (generator.random((5, len(of.supply))) < 0.3)
    for need in (of.need, of.need * generator.random((5, 1))):
        found = access(near, need=need, supply=supply)
        assert found.per_family.shape == (5, len(of.need))
        for category in range(5):
            one = need if need.ndim == 1 else need[category]
            alone = access(near, need=one, supply=supply[category])
            np.testing.assert_allclose(found.per_family[category], alone.per_family, rtol=1e-12)
            np.testing.assert_array_equal(
                found.not_stated_in_reach[category], alone.not_stated_in_reach
            )
            assert found.used[category] == pytest.approx(alone.used)
            assert found.not_stated[category] == alone.not_stated


@DECAYS
@SEEDS
def test_one_more_site_changes_what_computing_everything_again_says(
    seed: int, decay: Decay
) -> None:
    of = made(seed, unknown=True)
    change = added_site(of.places, [38, -86], need=of.need, supply=80, within=WITHIN, decay=decay)
    more = Made(of.places, np.vstack([of.sites, [38, -86]]), of.need, np.append(of.supply, 80.0))
    before, after = of.access(decay).per_family, more.access(decay).per_family
    np.testing.assert_allclose(before + change.change, after, rtol=1e-12)
    assert change.places == (np.nan_to_num(after - before) > 0).sum()
    assert change.ratio == pytest.approx(more.access(decay).ratio[-1])
    assert gap_index(before + change.change, of.need).unmet <= gap_index(before, of.need).unmet


def test_one_more_site_far_from_everybody_changes_nothing() -> None:
    found = added_site([[36, -86], [np.nan, 1]], [60, 10], need=[5, 5], supply=9, within=WITHIN)
    np.testing.assert_array_equal(found.change, [0.0, np.nan])
    assert (found.ratio, found.need, found.places) == (0.0, 0.0, 0)


def test_one_more_site_tells_the_need_in_its_reach() -> None:
    places = [[36, -86], [36.2, -86], [45, -86], [36, -86]]
    found = added_site(places, [36, -86], need=[5, 7, 9, np.nan], supply=6, within=WITHIN)
    assert (found.need, found.places, found.ratio) == (12.0, 2, 0.5)


@pytest.mark.parametrize(
    ("site", "supply", "told"),
    [
        ([36, -86], np.nan, "takes the supply of the new site, not nan"),
        ([np.nan, -86], 1, "takes the latitude and longitude of the new site, not nan"),
        ([36, -86], -1, "supply takes numbers of 0 or more"),
    ],
)
def test_a_new_site_that_is_not_known_is_refused(site: list, supply: float, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        added_site([[36, -86]], site, need=[1], supply=supply, within=WITHIN)


@pytest.mark.parametrize(
    ("need", "supply", "told"),
    [
        ([1, 2, 3], [1], "need takes one number for each of 2 places"),
        ([1, 2], [1, 1], "supply takes one number for each of 1 sites"),
        ([1, -2], [1], "need takes numbers of 0 or more, or nan if unknown, not -2"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(need: list, supply: list, told: str) -> None:
    near = reach(pairs([[36, -86], [36, -87]], [[36, -86]], within=WITHIN))
    with pytest.raises(ValueError, match=told):
        access(near, need=need, supply=supply)


@pytest.mark.parametrize(
    ("decay", "miles", "expected"),
    [
        (zones, [0, 20, 20.001, 40, 40.001, 60], [1, 1, 0.68, 0.68, 0.22, 0.22]),
        (flat, [0, 59.9, 60], [1, 1, 1]),
        (gaussian, [0, 60], [1, 0]),
        (gravity, [0, 5, 10, 20, 60, 60.1], [1, 1, 0.5, 0.25, 1 / 12, 0]),
    ],
)
def test_weights_fall_from_zone_to_zone(decay: Decay, miles: list, expected: list) -> None:
    found = decay(np.array(miles, dtype=float), within=WITHIN)
    assert found.tolist() == pytest.approx(expected)


def test_weights_of_gravity_are_those_of_the_package() -> None:
    package = pytest.importorskip("access.weights")
    theirs = package.gravity(scale=5, alpha=-1, min_dist=5)
    miles = np.linspace(0, WITHIN, 200)
    ours = gravity(miles, within=WITHIN)
    np.testing.assert_allclose(ours, [theirs(each) for each in miles], rtol=1e-12)


@DECAYS
def test_weights_of_one_spot_are_whole(decay: Callable[..., Floats]) -> None:
    assert decay(np.zeros(1), within=0.0).tolist() == [1.0]


def test_other_zones_may_be_asked_for() -> None:
    def two(miles: Floats, *, within: float) -> Floats:
        return zones(miles, within=within, weights=(0.9, 0.1))

    near = pairs([[36, -86], [36.6, -86]], [[36, -86]], within=WITHIN)
    found = access(reach(near, decay=two), need=[1, 9], supply=[1])
    assert found.per_family.tolist() == pytest.approx([0.9 / 1.8, 0.1 / 1.8])


def test_weights_below_zero_are_refused() -> None:
    near = pairs([[36, -86]], [[36, -86]], within=WITHIN)
    with pytest.raises(ValueError, match="decay gives weights of 0 or more, not -1"):
        reach(near, decay=lambda miles, within: 0 * within + miles - 1)


@DECAYS
def test_nobody_and_nothing_have_no_access(decay: Decay) -> None:
    for places, sites in ((0, 0), (0, 2), (2, 0)):
        near: Reach = reach(
            pairs(np.zeros((places, 2)), np.zeros((sites, 2)), within=WITHIN), decay=decay
        )
        found = access(near, need=np.ones(places), supply=np.ones(sites))
        assert found.per_family.tolist() == [0.0] * places
        assert (float(found.used), float(found.unused)) == (0.0, float(sites))


def test_arguments_are_as_they_were_and_results_have_memory_of_their_own() -> None:
    of = made(1, unknown=True)
    before = [each.copy() for each in (of.places, of.sites, of.need, of.supply)]
    found = of.access(zones)
    for given, copy in zip((of.places, of.sites, of.need, of.supply), before, strict=True):
        np.testing.assert_array_equal(given, copy)
        assert not np.shares_memory(found.per_family, given)
