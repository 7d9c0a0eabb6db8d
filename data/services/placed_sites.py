"""Where services are, and what each place of theirs can do in a year.

Hidden addresses are no places here, since what is in their reach could tell where they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.resource_views import ServiceView
from data.services.heard import is_sure
from data.services.supplies import stated
from scoring.sphere import Pairs
from surveys.resource_parts import Category


@dataclass(frozen=True, slots=True)
class PlacedSites:
    """Places of services.

    Attributes:
        points: latitude and longitude, shape (sites, 2).
        supply: families that each can serve in a year; nan where unknown.
        service: whose each is, from 0.
        sure: whether that service is known first hand, and not from a list alone; shape (sites,).
        services: all that were asked for.
        not_stated: of them those that do not say how much they can take.
        without_place: of them those of which no place is known, or one is hidden.
        from_list: of them those that are known from a list alone, and may not be there.
        several: of them those with more than one place.
    """

    points: NDArray[np.float64]
    supply: NDArray[np.float64]
    service: NDArray[np.int64]
    sure: NDArray[np.bool_]
    services: int
    not_stated: int
    without_place: int
    from_list: int
    several: int

    @property
    def some_elsewhere(self) -> bool:
        """There may be help that is on no map: nobody has confirmed any, or it has no place."""
        return not self.services or self.without_place > 0

    def in_reach(self, near: Pairs, some: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Of each place, how many services in reach have one of some sites, shape (places,).

        Args:
            near: which sites are in reach of which place.
            some: the sites that count, shape (sites,).
        """
        counting = some[near.site]
        key = near.place[counting] * max(1, self.services) + self.service[near.site[counting]]
        return np.bincount(np.unique(key) // max(1, self.services), minlength=near.places)


def placed_sites(
    category: Category, offered: Sequence[ServiceView], *, usable: float = 1.0
) -> PlacedSites:
    """The places of some services that may be drawn; each has an equal part of what it can do.

    Args:
        usable: the share of places that families can really take.
    """
    points: list[tuple[float, float]] = []
    supply: list[float] = []
    service: list[int] = []
    not_stated = without_place = several = 0
    known = stated(offered, category, usable=usable)
    sure = np.array([is_sure(each) for each in offered], dtype=bool)
    for number, (each, yearly) in enumerate(zip(offered, known.tolist(), strict=True)):
        placed = [
            (site.latitude, site.longitude)
            for site in each.sites
            if site.can_be_drawn and site.latitude is not None and site.longitude is not None
        ]
        not_stated += bool(np.isnan(yearly))
        without_place += not each.sites or len(placed) < len(each.sites)
        several += len(each.sites) > 1
        points += placed
        supply += [yearly / max(1, len(each.sites))] * len(placed)
        service += [number] * len(placed)
    owner = np.array(service, dtype=np.int64)
    return PlacedSites(
        points=np.array(points, dtype=np.float64).reshape(-1, 2),
        supply=np.array(supply, dtype=np.float64),
        service=owner,
        sure=sure[owner],
        services=len(offered),
        not_stated=not_stated,
        without_place=without_place,
        from_list=int((~sure).sum()),
        several=several,
    )
