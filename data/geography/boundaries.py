"""The outlines of counties, read from the disk a state at a time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.geography.gazetteer import area
from data.geography.vintages import VINTAGE

FILE = Path(__file__).parent / f"counties_{VINTAGE}.npz"
PARTS_OF_A_DEGREE = 1000
"""Longitudes and latitudes are whole numbers of these."""


@dataclass(frozen=True, slots=True)
class Ring:
    """One closed line around a part of an area, or around a hole in it.

    Attributes:
        area: the code of the area, five digits.
        part: which piece of land it belongs to, from 0.
        hole: whether what it surrounds belongs to another area.
        lon, lat: in degrees, shape (points,); the last point is the first.
    """

    area: str
    part: int
    hole: bool
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]


def polygons(ids: Iterable[str | int]) -> tuple[Ring, ...]:
    """The rings of some areas, in the order of the codes.

    Longitudes run from -180 to 180; the Aleutians lie on both ends.

    Args:
        ids: five digits each.

    Raises:
        LookupError: the boundaries have no such area.
    """
    wanted = [area(each).id for each in ids]
    return tuple(ring for each in wanted for ring in _of_state(each[:2])[each])


@cache
def _of_state(code: str) -> Mapping[str, tuple[Ring, ...]]:
    with np.load(FILE, allow_pickle=False) as file:
        heads, steps = file[f"{code}_rings"], file[f"{code}_steps"]
    rings: dict[str, tuple[Ring, ...]] = {}
    start = 0
    for county, part, hole, points, *first in heads.tolist():
        end = start + points - 1
        ring = _ring(steps[:, start:end], first, area=f"{code}{county:03}", of=(part, bool(hole)))
        rings[ring.area] = (*rings.get(ring.area, ()), ring)
        start = end
    return rings


def _ring(
    steps: NDArray[np.int16], first: list[int], *, area: str, of: tuple[int, bool]
) -> Ring:  # fmt: skip
    whole = np.cumsum(np.column_stack([first, steps.astype(np.int64)]), axis=1)
    lon, lat = whole / PARTS_OF_A_DEGREE
    lon.flags.writeable = lat.flags.writeable = False
    return Ring(area, *of, lon, lat)
