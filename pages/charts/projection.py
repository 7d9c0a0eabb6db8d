"""From degrees to a flat sheet on which equal areas stay equal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Path = list[float | None]
_MARGIN = 0.02


@dataclass(frozen=True, slots=True)
class Outline:
    """One closed line around a piece of land, or around a hole in it.

    Attributes:
        lon, lat: in degrees, shape (points,); the last point is the first.
        hole: whether what it surrounds is somebody else's.
    """

    lon: Points
    lat: Points
    hole: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the earth that a map shows.

    Attributes:
        parallel: the latitude, in degrees, along which nothing is stretched.
        turned: longitudes east of Greenwich are shown west of it, for land on both ends.
        left, right, bottom, top: its edges on the sheet.
    """

    parallel: float
    turned: bool
    left: float = 0.0
    right: float = 1.0
    bottom: float = 0.0
    top: float = 1.0

    @property
    def aspect(self) -> float:
        """Its width for each unit of height."""
        return (self.right - self.left) / (self.top - self.bottom)

    def project(self, lon: Points, lat: Points) -> tuple[Points, Points]:
        """Points on the sheet.

        Args:
            lon, lat: in degrees, of one shape.

        Returns:
            Places across and up, in radii of the earth.

        Source:
            Snyder (1987), Map Projections: A Working Manual, p. 77: Lambert's cylindrical
            equal-area projection with a standard parallel.
        """
        turned = np.where(lon > 0, lon - 360, lon) if self.turned else lon
        along = np.cos(np.radians(self.parallel))
        return np.radians(turned) * along, np.sin(np.radians(lat)) / along


def frame_around(outlines: Sequence[Outline]) -> Frame:
    """The frame that just holds some outlines; any frame if there are none."""
    if not outlines:
        return Frame(parallel=0.0, turned=False)
    lon = np.concatenate([each.lon for each in outlines])
    lat = np.concatenate([each.lat for each in outlines])
    turned = bool(np.ptp(lon) > 180)
    flat = Frame(parallel=float((lat.min() + lat.max()) / 2), turned=turned)
    x, y = flat.project(lon, lat)
    across, up = _edges(x), _edges(y)
    return Frame(flat.parallel, turned, *across, *up)


def path_of(outlines: Iterable[Outline], *, frame: Frame) -> tuple[Path, Path]:
    """All outlines as one path, a gap (None) after each.

    Land runs one way around and holes the other, so that a hole is not filled.
    """
    across: Path = []
    up: Path = []
    for each in outlines:
        x, y = frame.project(each.lon, each.lat)
        if _runs_left(x, y) == each.hole:
            x, y = x[::-1], y[::-1]
        across += [*x.round(6).tolist(), None]
        up += [*y.round(6).tolist(), None]
    return across, up


def _edges(values: Points) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    margin = _MARGIN * (high - low) or 1e-3
    return low - margin, high + margin


def _runs_left(x: Points, y: Points) -> bool:
    """Whether land lies to the left of one who walks along the line."""
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum()) > 0
