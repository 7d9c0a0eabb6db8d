"""How much need is not met if nobody crosses a line, area by area, and how sure that is.

A service helps where its places are, or all areas that it says it serves. What it can do for
several areas is dealt among their families alike, so it is never counted twice. A part of which
nobody knows the area is in none; it makes the interval wider and changes no sum.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from scoring.amounts import NOT_KNOWN, Floats, amounts, of_width, shares
from scoring.need import Triangle
from scoring.supply import Supplies, supply_by_area

_LEVELS = (0.1, 0.5, 0.9)
_AT_ONCE = 500_000
"""Numbers of a table of draws by areas that are held at the same time."""


@dataclass(frozen=True, slots=True)
class Serving:
    """Which part of what each service can do is for which area.

    Attributes:
        part: by where its places are, from 0 to 1, shape (services, areas).
        shared: whether it says that it serves an area, booleans of the same shape. What it can do
            is then for the families of all those areas alike, and it has no parts by place.
        elsewhere: of each service the part of which nobody knows the area, shape (services,).

    Raises:
        ValueError: a part is no share, or the shapes do not fit.
    """

    part: Floats
    shared: NDArray[np.bool_]
    elsewhere: Floats

    def __post_init__(self) -> None:
        """Refuse what does not fit together."""
        shares(self.part, name="part")
        of_width(
            shares(self.elsewhere, name="elsewhere"),
            width=len(self.part),
            name="elsewhere",
            what="services",
        )
        if self.part.shape != self.shared.shape:
            raise ValueError(
                f"Serving takes part and shared of one shape, not {self.part.shape} and "
                f"{self.shared.shape}."
            )

    @property
    def links(self) -> NDArray[np.bool_]:
        """Which service is for which area at all, shape (services, areas)."""
        return (self.part > 0) | self.shared


@dataclass(frozen=True, slots=True)
class GapDraws:
    """The gap index in each draw; shape (draws,), nan where nobody is in need.

    Attributes:
        index: what is for nobody knows which area counted for nobody; so it may be less.
        least: the same counted for whoever finds no place, in any area.
    """

    index: Floats
    least: Floats


@dataclass(frozen=True, slots=True)
class GapInterval:
    """The share of need that is not met, and how sure that is.

    Attributes:
        low: what it stays below in 10 of 100 draws, if what is for nobody knows which area helps
            whoever finds no place.
        middle, high: in 50 and in 90, if it helps nobody here.
        draws: how many there were.
    """

    low: float
    middle: float
    high: float
    draws: int


def stated_by_area(supply: ArrayLike, need: ArrayLike, serving: Serving) -> Supplies:
    """What all services that are for an area state together, for each area.

    Args:
        supply: families that each service can serve a year, shape (services,); nan where not
            stated.
        need: families a year in each area, shape (areas,).
        serving: which service is for which area.

    Raises:
        ValueError: a number is negative, or there is not one for each.
    """
    offered, wanted = _checked(supply, need, serving)
    service, area = np.nonzero(serving.links)
    rate = np.zeros(len(offered))
    among = serving.shared @ wanted
    np.divide(offered, among, out=rate, where=among > 0)
    rate = np.where(np.isnan(offered), NOT_KNOWN, rate)
    by_place = offered[service] * serving.part[service, area]
    each = np.where(serving.shared[service, area], rate[service] * wanted[area], by_place)
    return supply_by_area(each, area=area, site=np.arange(len(each)), areas=len(wanted))


def gap_draws(
    supply: ArrayLike, need: Sequence[Triangle], serving: Serving, *, generator: Generator
) -> GapDraws:
    """The gap index in many draws of all that is not known.

    Need is low in all areas at once, or high in all: it was counted in one way, and what was wrong
    with it was wrong everywhere. So more areas do not make it look surer.

    Args:
        supply: families that each service can serve a year, shape (draws, services), all known;
            `Draws.supply` of `uncertainty.draw` will do where it has no reason.
        need: families a year in each area.
        serving: which service is for which area.
        generator: of random numbers; the same one in the same state draws the same.

    Raises:
        ValueError: a supply is negative or not known, or there is not one for each service.
    """
    drawn, _ = _checked(supply, [each.likely for each in need], serving)
    if np.isnan(drawn).any():
        raise ValueError("gap_draws takes supplies that are all known, not nan.")
    position = generator.random(len(drawn))
    index, least = np.empty(len(drawn)), np.empty(len(drawn))
    for some in _blocks(len(drawn), width=len(need)):
        wanted = _at(need, position[some])
        offered = _in_areas(drawn[some], wanted, serving)
        unmet = np.maximum(wanted - offered, 0.0).sum(axis=1)  # need times what coverage lacks
        families = wanted.sum(axis=1)
        rest = np.maximum(unmet - drawn[some] @ serving.elsewhere, 0.0)
        for short, told in ((unmet, index), (rest, least)):
            told[some] = NOT_KNOWN
            np.divide(short, families, out=told[some], where=families > 0)
    return GapDraws(index, least)


def gap_interval(drawn: GapDraws) -> GapInterval:
    """What the gap index stays below in 10, 50 and 90 of 100 draws; nan where nobody is in need."""
    low = float(np.quantile(drawn.least, _LEVELS[0]))
    middle, high = np.quantile(drawn.index, _LEVELS[1:]).tolist()
    return GapInterval(low, middle, high, len(drawn.index))


def _checked(supply: ArrayLike, need: ArrayLike, serving: Serving) -> tuple[Floats, Floats]:
    services, areas = serving.part.shape
    offered = of_width(
        amounts(supply, name="supply"), width=services, name="supply", what="services"
    )
    return offered, of_width(amounts(need, name="need"), width=areas, name="need", what="areas")


def _in_areas(supply: Floats, need: Floats, serving: Serving) -> Floats:
    """Families that can be served in each area, shape (draws, areas)."""
    among = need @ serving.shared.T
    rate = np.zeros(among.shape)
    np.divide(supply, among, out=rate, where=among > 0)
    return supply @ serving.part + need * (rate @ serving.shared)


def _at(need: Sequence[Triangle], position: Floats) -> Floats:
    """Need where it stands at a position between its lowest, 0, and its highest, 1.

    Returns:
        Shape (positions, areas): in each row all areas at the same quantile of their triangles.
    """
    corners = np.array([(each.low, each.likely, each.high) for each in need], dtype=np.float64)
    low, likely, high = corners.reshape(-1, 3).T
    width, rising = high - low, likely - low
    at = position[:, np.newaxis]
    below = low + np.sqrt(at * width * rising)
    above = high - np.sqrt((1 - at) * width * (high - likely))
    return np.clip(np.where(at * width < rising, below, above), low, high)


def _blocks(draws: int, *, width: int) -> Iterator[slice]:
    """All draws, so many at a time as there is room for."""
    step = max(1, _AT_ONCE // max(1, width))
    return (slice(start, start + step) for start in range(0, draws, step))
