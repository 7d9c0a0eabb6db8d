# pyright: basic
"""Who is near whom on the earth, in straight miles; SciPy has no types, so they are given here.

Distances are computed from chords through the earth in double precision: arc cosines of nearly
equal directions lose their digits, and then move places from one zone to the next.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array, csr_array
from scipy.spatial import KDTree

from scoring.amounts import NOT_KNOWN, Counts, Floats, amounts, of_width

EARTH_MILES = 3_958.7613
"""The mean radius of the earth, 6,371.0088 km: Moritz (2000), Journal of Geodesy 74:128."""
_HAIR = 1e-12
"""How much farther the search goes than it must, so that rounding drops nobody at its edge."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Every place with every site in its reach, by place and then by site.

    Attributes:
        place, site: which ones, from 0; shape (pairs,).
        miles: between them; shape (pairs,).
        places, sites: how many there are in all.
        within: miles that are in reach.
        unplaced_places, unplaced_sites: those without coordinates, which are never in reach.
    """

    place: Counts
    site: Counts
    miles: Floats
    places: int
    sites: int
    within: float
    unplaced_places: Counts
    unplaced_sites: Counts

    @property
    def unplaced(self) -> int:
        """How many places and sites have no coordinates."""
        return len(self.unplaced_places) + len(self.unplaced_sites)


@dataclass(frozen=True, slots=True)
class Nearest:
    """How far each place is from the nearest site.

    Attributes:
        miles: shape (places,); nan where the place has no coordinates, or no site has any although
            there are sites; inf where there is no site.
        site: which one, from 0; -1 where there is none, or it is not known.
        unplaced_places, unplaced_sites: those without coordinates; with some of the latter, miles
            are at most these.
    """

    miles: Floats
    site: Counts
    unplaced_places: Counts
    unplaced_sites: Counts


@dataclass(frozen=True, slots=True)
class Within:
    """The share of need that has a site within so many miles.

    Attributes:
        bands: miles.
        share: of need, for each band, from 0 to 1; nan where there is no need.
        need: that stands behind the shares.
        places: that it is of.
        left_out: places whose need or distance is not known.
    """

    bands: tuple[float, ...]
    share: tuple[float, ...]
    need: float
    places: int
    left_out: int


def unit_vectors(points: ArrayLike) -> Floats:
    """Directions from the middle of the earth.

    Args:
        points: latitude and longitude in degrees, shape (points, 2); nan where not known.

    Returns:
        Shape (points, 3); nan for a point of which either is not known.

    Raises:
        ValueError: the points do not come in twos, a latitude is outside of -90 to 90, or a
            longitude outside of -180 to 180.
    """
    degrees = np.array(points, dtype=np.float64)
    degrees = degrees.reshape(-1, 2) if degrees.size == 0 else degrees
    if degrees.ndim != 2 or degrees.shape[1] != 2:
        raise ValueError(f"points take a latitude and a longitude each, not {degrees.shape}.")
    for name, column, most in (("latitude", 0, 90), ("longitude", 1, 180)):
        wrong = degrees[np.abs(degrees[:, column]) > most, column]
        if wrong.size:
            raise ValueError(f"a {name} takes degrees from -{most} to {most}, not {wrong[0]:g}.")
    degrees[np.isnan(degrees).any(axis=1)] = NOT_KNOWN
    latitude, longitude = np.radians(degrees).T
    flat = np.cos(latitude)
    return np.stack([flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)], axis=1)


def pairs(places: ArrayLike, sites: ArrayLike, *, within: float) -> Pairs:
    """Every place with every site at most so many miles away.

    Args:
        places, sites: latitude and longitude in degrees, shapes (places, 2) and (sites, 2); nan
            where not known.
        within: miles, 0 or more; the earth is 12,437 miles around to its other side.

    Returns:
        Pairs, with those that have no coordinates counted.

    Raises:
        ValueError: a coordinate is outside of its range, or the miles are negative or nan.
    """
    if not within >= 0:
        raise ValueError(f"pairs takes 0 or more miles to be within, not {within}.")
    here, there = unit_vectors(places), unit_vectors(sites)
    placed, sited = _placed(here), _placed(there)
    found = _tree(here[placed]).sparse_distance_matrix(
        _tree(there[sited]), _chord(within) * (1 + _HAIR) + _HAIR, output_type="ndarray"
    )
    chords = _in_order(found, shape=(len(placed), len(sited)))
    place, site = np.repeat(placed, np.diff(chords.indptr)), sited[chords.indices]
    miles = _miles(np.asarray(chords.data, dtype=np.float64))
    near = miles <= within * (1 + _HAIR)
    if not near.all():
        place, site, miles = place[near], site[near], miles[near]
    return Pairs(
        place=place,
        site=site,
        miles=np.minimum(miles, within),  # or what rounding added would weigh nothing
        places=len(here),
        sites=len(there),
        within=float(within),
        unplaced_places=_unplaced(here),
        unplaced_sites=_unplaced(there),
    )


def nearest(places: ArrayLike, sites: ArrayLike) -> Nearest:
    """How far each place is from its nearest site, and which one that is.

    Args:
        places, sites: latitude and longitude in degrees, shapes (places, 2) and (sites, 2); nan
            where not known.

    Raises:
        ValueError: a coordinate is outside of its range.
    """
    here, there = unit_vectors(places), unit_vectors(sites)
    placed, sited = _placed(here), _placed(there)
    miles = np.full(len(here), NOT_KNOWN)
    site = np.full(len(here), -1, dtype=np.int64)
    if len(sited) and len(placed):
        chord, which = _tree(there[sited]).query(here[placed])
        miles[placed], site[placed] = _miles(chord), sited[which]
    elif not len(there):
        miles[placed] = np.inf
    return Nearest(miles, site, _unplaced(here), _unplaced(there))


def need_within(miles: ArrayLike, need: ArrayLike, *, bands: tuple[float, ...]) -> Within:
    """The share of need that has a site within so many miles, for several distances.

    Args:
        miles: to the nearest site, shape (places,); inf where there is no site, nan where unknown.
        need: of each place, shape (places,); nan where unknown.
        bands: miles.

    Returns:
        Within; places of which either is unknown are left out of both sides of the share.

    Raises:
        ValueError: a need is negative, or there is not one for each place.
    """
    far = np.array(miles, dtype=np.float64)
    wanted = of_width(amounts(need, name="need"), width=len(far), name="need", what="places")
    known = ~(np.isnan(far) | np.isnan(wanted))
    total = float(wanted[known].sum())
    reached = [float(wanted[known & (far <= band)].sum()) for band in bands]
    share = tuple(each / total if total else NOT_KNOWN for each in reached)
    return Within(tuple(bands), share, total, int(known.sum()), int((~known).sum()))


def _tree(vectors: Floats) -> KDTree:
    """To be asked once, so quick to build rather than balanced; the answers are the same."""
    return KDTree(vectors, leafsize=16, balanced_tree=False)


def _in_order(found: Any, *, shape: tuple[int, int]) -> csr_array:
    """Pairs by place and then by site, sorted by counting twice: first by site, then by place."""
    ends = (found["j"].astype(np.int32), found["i"].astype(np.int32))
    by_chance = coo_array((found["v"].copy(), ends), shape=shape[::-1])
    by_chance.has_canonical_format = True  # no pair comes twice, so none is looked for
    return by_chance.tocsr().T.tocsr()


def _placed(vectors: Floats) -> NDArray[np.int64]:
    return np.flatnonzero(~np.isnan(vectors[:, 0]))


def _unplaced(vectors: Floats) -> NDArray[np.int64]:
    return np.flatnonzero(np.isnan(vectors[:, 0]))


def _chord(miles: float) -> float:
    """How long the straight line through a ball of radius 1 is; 2 at most."""
    return float(2 * np.sin(min(miles / EARTH_MILES, np.pi) / 2))


def _miles(chord: Floats) -> Floats:
    return 2 * EARTH_MILES * np.arcsin(np.minimum(chord / 2, 1.0))
