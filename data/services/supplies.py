"""What services can do in a year for each kind of help, where one of them is of several kinds.

Where a service says how many peers it has and not how many families each walks with, that is drawn
from a planning default, and is in no sum.

Ten beds of a house that is confirmed for two kinds of help are ten beds, and nobody states how many
go to which kind: each kind has something between none and all of them, and both together have ten.
Such a part is in no sum. It is drawn, once for all kinds, so it never counts twice.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.random import Generator

from data.resource_views import CapacityView, ServiceView
from data.services.heard import is_sure
from data.services.units import fits, is_known, kinds_of
from scoring.amounts import Floats
from scoring.listing import Listing
from scoring.need import Triangle
from scoring.supply import annual_supply, staff_supply
from scoring.uncertainty import DRAWS, Draws, draw
from surveys.resource_map import resource_map
from surveys.resource_parts import Category

_A_YEAR = {"week": 52.0, "month": 12.0, "year": 1.0}
_NAN = float("nan")
_SHARED, _TOLD_TWICE, _PER_PEER = 20_260_902, 20_260_903, 20_260_904
_PEERS = "peer_support"


@dataclass(frozen=True, slots=True)
class Able:
    """How much a service has, or can do in a year, for one kind of help.

    Attributes:
        stated: nan where nobody states it, or only a part of `most` is meant for this kind.
        least: that it has for sure; nan where nobody states how much it has.
        most: at most, if all that it shares went to this kind; nan with `least`.
    """

    stated: float
    least: float
    most: float

    @property
    def is_shared(self) -> bool:
        """Only bounds are known.

        Several kinds of help share it, two units may be one, or nobody tells what a peer can do.
        """
        return bool(self.least < self.most)


def places(service: ServiceView, category: Category) -> Able:
    """How many places, workers or the like a service has for a kind of help."""
    own = _fitting(service, category)
    told = [_NAN if each.maximum is None else each.maximum for each in own]
    return _able([(each, (most, most)) for each, most in zip(own, told, strict=True)], service)


def yearly(
    service: ServiceView,
    category: Category,
    *,
    usable: float = 1.0,
    per_peer: tuple[float, float] | None = None,
) -> Able:
    """Families that a service can serve in a year with one kind of help.

    Nothing is told by a number of something else, such as beds of a food pantry, or by one that is
    too old. Every unit of a directory counts that fits.

    Args:
        usable: the share of places that families can really take.
        per_peer: families that a peer can walk with, at least and at most, where a service does not
            say; not known if not told.
    """
    own = _fitting(service, category)
    return _able([(each, _bounds(category, each, usable, per_peer)) for each in own], service)


def lacks_families(service: ServiceView, category: Category) -> bool:
    """Whether a service says how many peers it has, and not how many families each walks with."""
    return any(_lacks_families(category, each) for each in _fitting(service, category))


def stated(services: Sequence[ServiceView], category: Category, *, usable: float = 1.0) -> Floats:
    """What each service states, families a year, shape (services,); nan where it does not."""
    found = [yearly(each, category, usable=usable).stated for each in services]
    return np.array(found, dtype=np.float64)


def drawn(
    services: Sequence[ServiceView],
    category: Category,
    families: Triangle,
    *,
    generator: Generator,
    usable: Triangle | None = None,
    per_peer: tuple[float, float] | None = None,
    listing: Listing | None = None,
) -> Draws:
    """Draw what need and supply may be, with one split of all that kinds of help share.

    A service that is known from a list alone may not be there.

    Args:
        families: in need, a year.
        usable: the share of places that families can really take; all of them if not told.
        per_peer: families that a peer can walk with, where a service does not say.
        listing: how many listings are real; all are if not told.
    """
    share = 1.0 if usable is None else usable.likely
    able = [yearly(each, category, usable=share, per_peer=per_peer) for each in services]
    given = np.full((DRAWS, len(services)), np.nan)
    for at, (service, each) in enumerate(zip(services, able, strict=True)):
        if each.is_shared:
            given[:, at] = _within(service, category, share, per_peer)
    return draw(
        [each.stated for each in able],
        families,
        generator=generator,
        given=given,
        usable=usable if category.supply == "turnover" else None,
        listing=listing,
        confirmed=[is_sure(each) for each in services],
    )


def _within(
    service: ServiceView,
    category: Category,
    usable: float,
    per_peer: tuple[float, float] | None,
) -> Floats:
    """What one kind has in each draw of all that is shared, shape (draws,).

    Each capacity is split among its kinds of help, the same in whatever kind is drawn. What is told
    in units of two kinds may be the same places, so together they are something between the larger
    one and both.
    """
    of_unit: dict[frozenset[str], Floats] = defaultdict(lambda: np.zeros(DRAWS))
    seed = crc32(service.id.encode())
    for each in _fitting(service, category):
        low, high = _bounds(category, each, usable, per_peer)
        kinds, number = _kinds(service, each), service.capacities.index(each)
        whole = low + (high - low) * np.random.default_rng([_PER_PEER, seed, number]).random(DRAWS)
        part = np.ones(DRAWS)
        if len(kinds) > 1:
            dealer = np.random.default_rng([_SHARED, seed, number])
            part = dealer.dirichlet([1.0] * len(kinds), size=DRAWS)[:, kinds.index(category.id)]
        of_unit[kinds_of(each.unit)] += whole * part
    units = np.array(list(of_unit.values()))
    least, most = units.max(axis=0), units.sum(axis=0)
    return least + (most - least) * np.random.default_rng([_TOLD_TWICE, seed]).random(DRAWS)


def _fitting(service: ServiceView, category: Category) -> list[CapacityView]:
    """Capacities that fit a kind of help; one in a strange unit only where no other one does."""
    own = [each for each in service.capacities if not each.is_old and fits(each.unit, category)]
    return [each for each in own if is_known(each.unit)] or own


def _kinds(service: ServiceView, capacity: CapacityView) -> list[str]:
    """The kinds of help of a service that one of its capacities fits."""
    confirmed = {each.category for each in service.categories if each.state == "confirmed"}
    of_map = resource_map().categories
    own = [each for each in of_map if each.id in confirmed]
    return [each.id for each in own if capacity in _fitting(service, each)]


def _able(own: Sequence[tuple[CapacityView, tuple[float, float]]], service: ServiceView) -> Able:
    """All units of one kind together; of units of two kinds it may be the same places twice."""
    sums: dict[frozenset[str], float] = defaultdict(float)
    alone: dict[frozenset[str], float] = defaultdict(float)
    for capacity, (low, high) in own:
        unit = kinds_of(capacity.unit)
        sums[unit] += high
        alone[unit] += low if len(_kinds(service, capacity)) < 2 else 0.0 * low
    if not sums or any(np.isnan(each) for each in sums.values()):
        return Able(_NAN, _NAN, _NAN)
    least, most = max(alone.values()), sum(sums.values())
    return Able(most if least == most else _NAN, least, most)


def _bounds(
    category: Category,
    capacity: CapacityView,
    usable: float,
    per_peer: tuple[float, float] | None,
) -> tuple[float, float]:
    """Families a year, at least and at most; the same twice where it is stated, nan if unknown."""
    if per_peer is not None and _lacks_families(category, capacity):
        low, high = (capacity.maximum or 0.0) * np.array(per_peer)
        return float(low), float(high)
    told = _in_a_year(category, capacity, usable)
    return told, told


def _lacks_families(category: Category, capacity: CapacityView) -> bool:
    known = capacity.maximum is not None
    return category.id == _PEERS and known and capacity.families_per_worker is None


def _in_a_year(category: Category, capacity: CapacityView, usable: float) -> float:
    if capacity.maximum is None:
        return _NAN
    if category.supply == "turnover":
        stay = capacity.mean_stay_days or _NAN
        return float(annual_supply(capacity.maximum, mean_stay_days=stay, usable_share=usable))
    if category.supply == "caseload":
        each = _NAN if capacity.families_per_worker is None else capacity.families_per_worker
        return float(staff_supply(capacity.maximum, families_per_worker=each))
    return capacity.maximum * _A_YEAR[category.period or "year"]
