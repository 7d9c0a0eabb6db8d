"""Distances on the earth are those of other formulas, and nobody without coordinates is near."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from scoring.sphere import EARTH_MILES, nearest, need_within, pairs, unit_vectors

Floats = NDArray[np.float64]

NOWHERE = [math.nan, math.nan]
ABOUT = 3.0
"""Degrees that made points are spread over."""


def made(seed: int, *, points: int, unplaced: int = 0) -> Floats:
    """Points around a middle that is anywhere, the poles and the date line too."""
    generator = np.random.default_rng(seed)
    middle = [generator.choice([-90, -40, 0, 38, 90]), generator.choice([-180, -85, 180])]
    spread = middle + generator.uniform(-ABOUT, ABOUT, (points, 2))
    latitude = np.clip(spread[:, 0], -90, 90)
    found = np.stack([latitude, (spread[:, 1] + 180) % 360 - 180], axis=1)
    found[generator.permutation(points)[:unplaced]] = NOWHERE
    return found


def haversine(one: Floats, other: Floats) -> float:
    """Miles between two points, as a navigator works them out; Sinnott (1984), Sky & Telescope."""
    (south, west), (north, east) = np.radians(one), np.radians(other)
    square = (
        math.sin((north - south) / 2) ** 2
        + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    )
    return 2 * EARTH_MILES * math.asin(math.sqrt(min(square, 1.0)))


def pair_by_pair(places: Floats, sites: Floats, *, within: float) -> dict[tuple[int, int], float]:
    every = {
        (place, site): haversine(places[place], sites[site])
        for place in range(len(places))
        for site in range(len(sites))
    }
    return {pair: miles for pair, miles in every.items() if miles <= within}


def test_nashville_to_los_angeles_is_as_far_as_published() -> None:
    """Rosetta Code, Haversine formula: 2887.2599506 km on a ball with a radius of 6372.8 km."""
    found = nearest([[36.12, -86.67]], [[33.94, -118.40]])
    assert found.miles[0] / EARTH_MILES * 6372.8 == pytest.approx(2887.2599506, abs=1e-7)


def test_a_degree_of_the_equator_is_sixty_nautical_miles() -> None:
    """A nautical mile is a minute of arc, 1.15078 miles; to the flattening of the earth."""
    assert nearest([[0, 0]], [[0, 1]]).miles[0] == pytest.approx(60 * 1.15078, rel=2e-3)


def test_the_other_side_of_the_earth_is_half_way_around() -> None:
    found = pairs([[36, -86], [90, 10]], [[-36, 94], [-90, 77]], within=20_000)
    assert found.miles.max() == pytest.approx(math.pi * EARTH_MILES, rel=1e-9)
    assert len(found.miles) == 4


@pytest.mark.parametrize("seed", range(20))
def test_pairs_are_those_of_every_pair_looked_at(seed: int) -> None:
    places, sites = made(seed, points=40, unplaced=3), made(seed + 100, points=60, unplaced=5)
    sites[:30] = made(seed, points=40)[:30]  # many are where a place is
    found = pairs(places, sites, within=60)
    expected = pair_by_pair(places, sites, within=60)
    assert list(zip(found.place.tolist(), found.site.tolist(), strict=True)) == sorted(expected)
    np.testing.assert_allclose(
        found.miles, [expected[pair] for pair in sorted(expected)], atol=1e-7
    )


@pytest.mark.parametrize("seed", range(10))
def test_the_nearest_is_the_least_of_all(seed: int) -> None:
    places, sites = made(seed, points=30, unplaced=2), made(seed + 1, points=20, unplaced=4)
    found = nearest(places, sites)
    for place in range(30):
        miles = [haversine(places[place], site) for site in sites if not np.isnan(site).any()]
        least = math.nan if np.isnan(places[place]).any() else min(miles)
        assert found.miles[place] == pytest.approx(least, abs=1e-7, nan_ok=True)
        if found.site[place] >= 0:
            chosen = haversine(places[place], sites[found.site[place]])
            assert chosen == pytest.approx(least, abs=1e-7)


def test_a_site_at_the_edge_is_in_reach_whatever_rounding_does() -> None:
    generator = np.random.default_rng(5)
    for _ in range(200):
        one, other = generator.uniform(-80, 80, (2, 1, 2))
        edge = float(nearest(one, other).miles[0])
        found = pairs(one, other, within=edge)
        assert found.miles.tolist() == pytest.approx([edge])
        assert found.miles[0] <= edge


def test_who_is_at_the_same_spot_is_in_reach_of_no_miles() -> None:
    found = pairs([[36.1, -86.7], [36.2, -86.7]], [[36.1, -86.7]], within=0)
    assert (found.place.tolist(), found.site.tolist(), found.miles.tolist()) == ([0], [0], [0.0])


def test_half_a_coordinate_is_none_and_is_counted() -> None:
    found = pairs(
        [[36, math.nan], [36, -86], NOWHERE], [NOWHERE, [36, -86], [math.nan, -86]], within=9_999
    )
    assert found.unplaced == 4
    assert found.unplaced_places.tolist() == [0, 2]
    assert found.unplaced_sites.tolist() == [0, 2]
    assert (found.place.tolist(), found.site.tolist()) == ([1], [1])
    assert (found.places, found.sites) == (3, 3)


@pytest.mark.parametrize(("places", "sites"), [(0, 0), (0, 2), (2, 0)])
def test_nobody_is_near_nobody(places: int, sites: int) -> None:
    found = pairs(np.zeros((places, 2)), np.zeros((sites, 2)), within=10)
    assert (len(found.miles), found.places, found.sites) == (0, places, sites)


def test_no_site_is_endlessly_far_and_an_unknown_one_is_not_known() -> None:
    assert nearest([[36, -86]], []).miles.tolist() == [math.inf]
    assert np.isnan(nearest([[36, -86]], [NOWHERE]).miles).all()
    assert np.isnan(nearest([NOWHERE], [[36, -86]]).miles).all()
    assert nearest([[36, -86], NOWHERE], []).site.tolist() == [-1, -1]


def test_need_within_reach_counts_known_places_only() -> None:
    found = need_within(
        [5, 10, 30, math.inf, math.nan, 2], [10, 20, 30, 40, 99, math.nan], bands=(10, 25, 50)
    )
    assert found.share == pytest.approx((0.3, 0.3, 0.6))
    assert (found.need, found.places, found.left_out) == (100.0, 4, 2)


def test_need_of_nobody_has_no_share_within_reach() -> None:
    assert np.isnan(need_within([3.0], [0], bands=(10,)).share).all()
    assert np.isnan(need_within([], [], bands=(10,)).share).all()


def test_directions_have_length_one() -> None:
    lengths = np.linalg.norm(unit_vectors(made(3, points=50)), axis=1)
    np.testing.assert_allclose(lengths, 1, rtol=1e-15)


@pytest.mark.parametrize(
    ("point", "told"),
    [
        ([91, 0], "a latitude takes degrees from -90 to 90, not 91"),
        ([0, -180.5], "a longitude takes degrees from -180 to 180, not -180.5"),
        ([math.inf, 0], "a latitude takes degrees from -90 to 90, not inf"),
    ],
)
def test_points_off_the_earth_are_refused(point: list[float], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        pairs([point], [[0, 0]], within=1)


def test_points_that_are_no_points_are_refused() -> None:
    with pytest.raises(ValueError, match=r"a latitude and a longitude each, not \(1, 3\)"):
        nearest([[1, 2, 3]], [[0, 0]])


@pytest.mark.parametrize("within", [-1, math.nan])
def test_a_reach_below_zero_is_refused(within: float) -> None:
    with pytest.raises(ValueError, match="pairs takes 0 or more miles to be within, not"):
        pairs([[0, 0]], [[0, 0]], within=within)


def test_needs_must_be_one_for_each_place() -> None:
    with pytest.raises(ValueError, match="need takes one number for each of 2 places"):
        need_within([1, 2], [1, 2, 3], bands=(1,))
