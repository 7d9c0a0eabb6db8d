"""What the community has beside what families need: counts by state, ranges, and what to ask next.

Only services that a person has confirmed for a category count as its supply. What is not stated
makes an interval wider and never a sum smaller.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast

import numpy as np
from numpy.random import Generator

from data.resource_views import ServiceView
from data.services.called import all_calls, listings_found_real
from data.services.heard import is_sure
from data.services.listings import services
from data.services.needs import NeedView, need
from data.services.service_areas import county_of, stated_counties
from data.services.spoken_languages import Languages, languages
from data.services.supplies import drawn, lacks_families, places, stated, yearly
from data.services.taken import state_of
from data.services.texts import folded
from scoring.acceptance import State, Verdict, acceptance
from scoring.amounts import Floats, StatedSum, stated_sum
from scoring.awareness import Awareness, awareness, together
from scoring.listing import Listing
from scoring.need import Triangle
from scoring.uncertainty import (
    CoverageInterval,
    Draws,
    NextCall,
    coverage_interval,
    next_calls,
)
from surveys.resource_map import resource_map
from surveys.resource_parts import Category

SEED = 20_260_901
"""The same map draws the same intervals, on any machine and on any day."""
MOST_CALLS = 10
_NOTHING = 1e-6
"""What rounding alone may make of no gain at all."""
NoCall = Literal["no_need", "no_service", "nothing_open"]
"""Need is not known for any kind of help; or of none of those is a service confirmed; or nothing is
unsure of them that an answer could tell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many confirmed services of a category take some families, by what is known."""

    yes: int
    no: int
    unknown: int
    not_asked: int
    verdict: Verdict

    @property
    def not_known(self) -> int:
        """Services of which nobody knows, asked or not."""
        return self.unknown + self.not_asked


@dataclass(frozen=True, slots=True)
class CategoryGap:
    """One kind of help.

    Attributes:
        services: ids of those that are confirmed and supply.
        proposed: how many more a rule proposes and nobody has looked at.
        places: the sum of stated places, and how many services do not state them.
        supply: families a year of those where that can be told.
        shared: how many share what they have with other kinds of help; they count as not stated.
        shared_places: how much those share at most.
        need: families a year; None where it is not known.
        coverage: None where need is not known or no service is confirmed.
        cells: by population.
    """

    category: Category
    services: tuple[str, ...]
    proposed: int
    places: StatedSum
    supply: StatedSum
    shared: int
    shared_places: float
    need: Triangle | None
    coverage: CoverageInterval | None
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class GapReport:
    """The whole map.

    Attributes:
        services: all that is listed, by id.
        categories: in the order of the map.
        unmapped: services that no category was proposed or confirmed for.
        languages: those that families of the team need beside English, as it has chosen.
        listing: how many listings are real, by what calls have found.
    """

    team_id: str
    need: NeedView
    services: Mapping[str, ServiceView]
    categories: tuple[CategoryGap, ...]
    unmapped: int
    languages: Languages
    listing: Listing

    @property
    def usable(self) -> Triangle | None:
        """The share of places that families can really take; None where it is not told."""
        return self.need.usable

    def stated(self, gap: CategoryGap) -> Floats:
        """Families a year that each service of a kind states, shape (services,); else nan."""
        own = [self.services[each] for each in gap.services]
        return stated(own, gap.category, usable=self.usable.likely if self.usable else 1.0)

    def drawn(self, gap: CategoryGap, families: Triangle, generator: Generator) -> Draws:
        """Draw what need and supply of a kind may be."""
        own = [self.services[each] for each in gap.services]
        return drawn(
            own,
            gap.category,
            families,
            generator=generator,
            usable=self.usable,
            per_peer=self.need.per_peer,
            listing=self.listing,
        )

    @cached_property
    def counties_listed(self) -> frozenset[str]:
        """Counties of which a list tells something: some service, of whatever kind, is there."""
        return frozenset(
            county
            for each in self.services.values()
            for county in (*stated_counties(each), *map(county_of, each.sites))
            if county
        )

    def category(self, category_id: str) -> CategoryGap:
        """One kind of help.

        Raises:
            KeyError: there is none of this id.
        """
        for each in self.categories:
            if each.category.id == category_id:
                return each
        raise KeyError(category_id)


@dataclass(frozen=True, slots=True)
class Call:
    """A question that would make the picture surer.

    Attributes:
        service: whom to ask; None where need itself is what is known least.
        share: how much of what makes coverage unsure an answer would take away, from 0 to 1.
        there: whether it is still there is not known.
        amount: how much it can take is not known.
    """

    category: str
    service: ServiceView | None
    share: float
    there: bool = False
    amount: bool = False


def gap_report(team_id: str) -> GapReport:
    """What the community has beside what families need."""
    listed = services(team_id)
    known, chosen = need(team_id), languages(team_id)
    real = listings_found_real(all_calls(team_id), share=known.real_share)
    supply = [each for each in listed if each.is_supply]
    return GapReport(
        team_id=team_id,
        need=known,
        services={each.id: each for each in listed},
        categories=tuple(
            _category(category, supply, known, chosen.names, real)
            for category in resource_map().categories
        ),
        unmapped=sum(not each.categories for each in supply),
        languages=chosen,
        listing=real,
    )


def next_ten(report: GapReport) -> tuple[Call, ...]:
    """The calls that would make coverage surest, most telling first.

    Where no interval can be drawn at all, the first question is how much there is.
    """
    found: list[Call] = []
    for gap in report.categories:
        if gap.need is None or not gap.services:
            continue
        known = _drawn(gap, report)
        found += [_call(gap, call, report) for call in next_calls(known)]
        if known.reason is not None:
            found += [_call(gap, NextCall(at, 1.0, 1.0), report) for at in known.open.tolist()]
    worth = [each for each in found if each.share > _NOTHING]
    return tuple(sorted(worth, key=lambda call: -call.share)[:MOST_CALLS])


def why_no_call(report: GapReport) -> NoCall:
    """Why there is no call to name, where there is none."""
    needed = [each for each in report.categories if each.need is not None]
    if not needed:
        return "no_need"
    return "nothing_open" if any(each.services for each in needed) else "no_service"


def silent_on_peers(report: GapReport) -> int:
    """Services that say how many peers they have, and not how many families each walks with."""
    return sum(
        lacks_families(report.services[each], gap.category)
        for gap in report.categories
        for each in gap.services
    )


def basis_of(gap: CategoryGap, population: str, *, not_trusted: int = 0) -> dict[str, int]:
    """The figures on which a finding rests, as they are today.

    Args:
        population: whom the finding is about; empty for all families.
        not_trusted: of its services, those to which some agency would not send its own family.
    """
    basis = {"confirmed": len(gap.services), "proposed": gap.proposed}
    if population:
        cell = gap.cells[population]
        basis |= {"yes": cell.yes, "no": cell.no, "not_known": cell.not_known}
    return basis | ({"not_trusted": not_trusted} if not_trusted else {})


def known_by(report: GapReport, names: Mapping[str, str]) -> Mapping[str, Awareness]:
    """Of each category, how many agencies know its confirmed services.

    The agency that runs a service is told by its name; where none has it, all are outside of it.

    Args:
        names: of the agencies, by code.
    """
    found: dict[str, Awareness] = {}
    for gap in report.categories:
        of_service = [
            awareness(
                {
                    names.get(agency, agency): [_KNOWS[each.knows]]
                    for agency, each in service.known.items()
                },
                operator=operator_among(service, names),
            )
            for service in (report.services[each] for each in gap.services)
            if service.known
        ]
        if of_service:
            found[gap.category.id] = together(of_service)
    return found


@dataclass(frozen=True, slots=True)
class NotTrusted:
    """A confirmed service to which some agency that knows it would not send its own family.

    Attributes:
        answered: agencies that said yes or no to that.
        would_not: of them, those that said no.
    """

    service: ServiceView
    answered: int
    would_not: int


def not_trusted(report: GapReport) -> tuple[NotTrusted, ...]:
    """Services to which some agency would not send its own family, those of most first."""
    found = []
    for service_id in dict.fromkeys(each for gap in report.categories for each in gap.services):
        service = report.services[service_id]
        said = [each.would_send for each in service.known.values() if each.knows == "yes"]
        answered = [each for each in said if each in ("yes", "no")]
        if "no" in answered:
            found.append(NotTrusted(service, len(answered), answered.count("no")))
    return tuple(sorted(found, key=lambda each: -each.would_not))


def operator_among(service: ServiceView, names: Mapping[str, str]) -> str:
    """The name of the agency of a roster that runs a service; empty where none does.

    It goes by the id of the organization, and by its name whatever its case, signs and legal form.

    Args:
        names: of the agencies, by code.
    """
    owner = service.organization
    if owner is None:
        return ""
    for code, name in names.items():
        if code and code in (owner.id, owner.external_id):
            return name
    own = _plain(owner.name)
    return next((name for name in names.values() if own and _plain(name) == own), "")


_LEGAL = "inc incorporated llc llp lp ltd limited corp corporation company pllc pc pa the"
_FORMS = frozenset(_LEGAL.split())


def _plain(name: str) -> str:
    """A name without case, signs and legal form."""
    words = re.sub(r"[^\w]+", " ", re.sub(r"[.'’]", "", folded(name))).split()
    return " ".join(each for each in words if each not in _FORMS) or " ".join(words)


_KNOWS: Mapping[str, State] = {"yes": "yes", "no": "no", "not_sure": "unknown"}


def _category(
    category: Category,
    supply: Sequence[ServiceView],
    known: NeedView,
    spoken: Sequence[str],
    listing: Listing,
) -> CategoryGap:
    own = [each for each in supply if each.confirmed(category.id)]
    proposed = sum(
        any(kind.category == category.id and kind.state == "proposed" for kind in each.categories)
        for each in supply
    )
    usable = known.usable
    share = usable.likely if usable else 1.0
    having = [places(each, category) for each in own]
    able = [yearly(each, category, usable=share) for each in own]
    families = known.categories[category.id].families
    coverage = None
    if families is not None and own:
        coverage = coverage_interval(
            drawn(
                own,
                category,
                families,
                generator=np.random.default_rng(SEED),
                usable=usable,
                per_peer=known.per_peer,
                listing=listing,
            )
        )
    return CategoryGap(
        category=category,
        services=tuple(each.id for each in own),
        proposed=proposed,
        places=stated_sum([each.stated for each in having]),
        supply=stated_sum([each.stated for each in able]),
        shared=sum(each.is_shared for each in having),
        shared_places=sum(each.most - each.least for each in having if each.is_shared),
        need=families,
        coverage=coverage,
        cells=_cells(own, spoken),
    )


def _cells(own: Sequence[ServiceView], spoken: Sequence[str]) -> dict[str, Cell]:
    populations = resource_map().populations
    taken = [[state_of(service, each.id, spoken) for each in populations] for service in own]
    table = np.array(taken, dtype=np.str_).reshape(len(own), len(populations))
    counted = acceptance(table, category=[0] * len(own), categories=1)
    return {
        each.id: Cell(
            yes=int(counted.yes[0, at]),
            no=int(counted.no[0, at]),
            unknown=int(counted.unknown[0, at]),
            not_asked=int(counted.not_asked[0, at]),
            verdict=counted.verdict(0, at),
        )
        for at, each in enumerate(populations)
    }


def _drawn(gap: CategoryGap, report: GapReport) -> Draws:
    return report.drawn(gap, cast("Triangle", gap.need), np.random.default_rng(SEED))


def _call(gap: CategoryGap, call: NextCall, report: GapReport) -> Call:
    if call.site is None:
        return Call(gap.category.id, None, call.share)
    service = report.services[gap.services[call.site]]
    amount = bool(np.isnan(report.stated(gap)[call.site]))
    return Call(gap.category.id, service, call.share, there=not is_sure(service), amount=amount)
