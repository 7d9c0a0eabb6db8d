"""Which county a point lies in."""

import numpy as np
from numpy.typing import NDArray

from data.geography.boundaries import Ring, polygons
from data.geography.gazetteer import Area, areas

_CLOSEST = 60
"""Counties whose middles are this near are looked at; no county is larger than all of them."""
_COAST_MILES = 3.0
"""Lines are simplified, most of all along water; a point may lie so far outside of its county."""
_MILES_A_DEGREE = 69.0


def area_at(latitude: float, longitude: float) -> Area | None:
    """The county of a point, in the lines of 2017; None where there is none.

    Args:
        latitude, longitude: in degrees.

    Raises:
        ValueError: a coordinate is outside of its range.
    """
    if not -90 <= latitude <= 90 or not -180 <= longitude <= 180:
        raise ValueError(
            f"geography: {latitude:g}, {longitude:g} is no place; latitude runs from -90 to 90, "
            "longitude from -180 to 180."
        )
    near = _closest(latitude, longitude)
    rings = {each.id: polygons([each.id]) for each in near}
    for each in near:
        if sum(_crossings(ring, latitude, longitude) for ring in rings[each.id]) % 2:
            return each
    miles = {each.id: _to_line(rings[each.id], latitude, longitude) for each in near}
    closest = min(near, key=lambda each: miles[each.id])
    return closest if miles[closest.id] <= _COAST_MILES else None


def _closest(latitude: float, longitude: float) -> list[Area]:
    every = areas()
    middles = np.array([(each.lat, each.lon) for each in every])
    steps = _miles(middles[:, 1] - longitude, middles[:, 0] - latitude, latitude)
    return [every[at] for at in np.argsort(steps, kind="stable")[:_CLOSEST].tolist()]


def _crossings(ring: Ring, latitude: float, longitude: float) -> int:
    """How often a line due east from the point crosses a ring; odd says that it lies inside."""
    lat, lon = ring.lat, ring.lon
    spans = (lat[:-1] > latitude) != (lat[1:] > latitude)
    south, north = lat[:-1][spans], lat[1:][spans]
    west, east = lon[:-1][spans], lon[1:][spans]
    return int((west + (latitude - south) / (north - south) * (east - west) > longitude).sum())


def _to_line(rings: tuple[Ring, ...], latitude: float, longitude: float) -> float:
    """Miles to the nearest corner or side of some rings."""
    found = np.inf
    for ring in rings:
        narrow = np.cos(np.radians(latitude))
        x = (ring.lon - longitude) * narrow * _MILES_A_DEGREE
        y = (ring.lat - latitude) * _MILES_A_DEGREE
        across, up = np.diff(x), np.diff(y)
        length = np.maximum(across**2 + up**2, 1e-12)
        along = np.clip(-(x[:-1] * across + y[:-1] * up) / length, 0, 1)
        found = min(found, float(np.hypot(x[:-1] + along * across, y[:-1] + along * up).min()))
    return found


def _miles(
    across: NDArray[np.float64], up: NDArray[np.float64], latitude: float
) -> NDArray[np.float64]:
    """Near enough to put counties in an order, also where longitudes turn around."""
    around = (across + 180) % 360 - 180
    return np.hypot(around * np.cos(np.radians(latitude)), up) * _MILES_A_DEGREE
