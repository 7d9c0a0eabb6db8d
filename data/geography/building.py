"""Make the files of this folder from counties: `python -m data.geography.building GEOJSON`.

The GeoJSON has one feature for each county with its five digits as id, its name as NAME, and
coordinates in degrees with three decimals.
"""

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.geography import boundaries, gazetteer
from data.geography.boundaries import PARTS_OF_A_DEGREE

_LARGEST_STEP = np.iinfo(np.int16).max


@dataclass(frozen=True, slots=True)
class Built:
    """What the two files hold.

    Attributes:
        gazetteer: the text of the table, a line for each area.
        boundaries: for each state its rings (code of the county, part, hole, points, first point;
            shape (rings, 6)) and the steps between their points, shape (2, steps).
    """

    gazetteer: str
    boundaries: Mapping[str, NDArray[Any]]


def build(source: Path) -> None:
    """Write the files of this folder.

    Args:
        source: the GeoJSON.

    Raises:
        ValueError: two points of a ring are too far apart.
    """
    made = built(json.loads(source.read_text(encoding="utf-8")))
    gazetteer.FILE.write_text(made.gazetteer, encoding="utf-8", newline="")
    with boundaries.FILE.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **dict(made.boundaries))


def built(collection: Mapping[str, Any]) -> Built:
    """The content of the files.

    Args:
        collection: of features, as JSON.

    Raises:
        ValueError: two points of a ring are too far apart.
    """
    features = sorted(collection["features"], key=lambda feature: feature["id"])
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(("id", "name", "lon", "lat"))
    for feature in features:
        lon, lat = centroid(feature["geometry"])
        writer.writerow(
            (feature["id"], feature["properties"]["NAME"], f"{lon:.4f}", f"{lat:.4f}")
        )  # fmt: skip
    arrays: dict[str, NDArray[Any]] = {}
    for state, group in groupby(features, key=lambda feature: feature["id"][:2]):
        heads, steps = _encoded(list(group))
        arrays |= {f"{state}_rings": heads, f"{state}_steps": steps}
    return Built(table.getvalue(), arrays)


def centroid(geometry: Mapping[str, Any]) -> tuple[float, float]:
    """The middle of an area's land in degrees, larger parts weighing more; holes do not count.

    Where simplifying left no land at all, as of Falls Church, it is the middle of the points.

    Args:
        geometry: a Polygon or a MultiPolygon.

    Source:
        The centroid of a polygon by Green's theorem, degrees taken as if they were lengths.
    """
    rings = [(hole, np.array(ring)) for _, hole, ring in _rings(geometry)]
    every = np.concatenate([ring[:-1] for _, ring in rings])
    if np.ptp(every[:, 0]) > 180:
        for ring in (every, *(ring for _, ring in rings)):
            ring[ring[:, 0] > 0, 0] -= 360
    total, moment = 0.0, np.zeros(2)
    for hole, ring in rings:
        size, middle = _size_and_middle(ring[:, 0], ring[:, 1])
        weight = -size if hole else size
        total, moment = total + weight, moment + weight * middle
    lon, lat = moment / total if total else every.mean(axis=0)
    return float(lon + 360 if lon < -180 else lon), float(lat)


def _size_and_middle(lon: NDArray[Any], lat: NDArray[Any]) -> tuple[float, NDArray[Any]]:
    """The size of a ring in square degrees, and its centroid."""
    x, y = lon - lon[0], lat - lat[0]
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    twice = float(cross.sum())
    if not twice:
        return 0.0, np.zeros(2)
    shift = np.array([((x[:-1] + x[1:]) * cross).sum(), ((y[:-1] + y[1:]) * cross).sum()])
    return abs(twice) / 2, shift / (3 * twice) + (lon[0], lat[0])


def _rings(geometry: Mapping[str, Any]) -> Iterator[tuple[int, bool, list[list[float]]]]:
    """Every ring of a geometry, with the part it belongs to and whether it is a hole."""
    several = geometry["type"] == "MultiPolygon"
    parts = geometry["coordinates"] if several else [geometry["coordinates"]]
    for part, rings in enumerate(parts):
        for place, ring in enumerate(rings):
            yield part, place > 0, ring


def _encoded(features: list[Mapping[str, Any]]) -> tuple[NDArray[Any], NDArray[Any]]:
    heads: list[tuple[int, ...]] = []
    steps: list[NDArray[Any]] = []
    for feature in features:
        for part, hole, ring in _rings(feature["geometry"]):
            points = np.rint(np.array(ring) * PARTS_OF_A_DEGREE).astype(np.int64)
            heads.append((int(feature["id"][2:]), part, hole, len(points), *points[0].tolist()))
            steps.append(_steps(points, of=feature["id"]))
    return np.array(heads, dtype=np.int32), np.concatenate(steps, axis=1)


def _steps(points: NDArray[np.int64], *, of: str) -> NDArray[np.int16]:
    steps = np.diff(points, axis=0).T
    if steps.size and np.abs(steps).max() > _LARGEST_STEP:
        raise ValueError(
            f"geography: {of} has two points {np.abs(steps).max() / PARTS_OF_A_DEGREE} degrees "
            f"apart; at most {_LARGEST_STEP / PARTS_OF_A_DEGREE} is right."
        )
    return steps.astype(np.int16)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
