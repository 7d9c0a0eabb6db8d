"""The directory of a map as rows of HSDS: who offers what, where, in which languages."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from data.exports.cells import Cell
from data.exports.resources.hsds_values import fitted
from data.imports.directory.escapes import bracketed
from data.imports.directory.languages import languages_in
from data.imports.directory.records import Organization, Service, Site
from data.resource_views import ServiceView
from data.services.resource_files import ResourceExport

Row = Mapping[str, Cell]
SPACE = UUID("a63d1f6e-0f5c-5f0c-9a39-6f2d5b1d8d55")
"""Ids are made of kind and listing within this space, so a listing keeps its id in every file."""
_EXTENSION = re.compile(r"(.*\S) ?x ?(\d{1,8})")
_CONFIDENTIAL = "Confidential location: its address is not given."
"""Words by which whoever reads the file can tell that an address is missing on purpose."""
FAX = "fax"
AT_LOCATION = "at_location"
"""What a directory says of a service at its places, in words."""
FROM_EXTRA = {
    "organization": ("alternate_name", "year_incorporated", "legal_status", "logo", "uri"),
    "service": (
        *("alternate_name", "interpretation_services", "application_process", "accreditations"),
        *("minimum_age", "maximum_age", "assured_date", "assurer_email", "alert"),
    ),
    "location": (
        *("alternate_name", "transportation", "url", "external_identifier"),
        "external_identifier_type",
    ),
}


def uuid(kind: str, *parts: str) -> str:
    """The id of something, the same in every file."""
    return str(uuid5(SPACE, "|".join((kind, *parts))))


@dataclass(frozen=True, slots=True)
class Ids:
    """Which listing a record of a directory is."""

    content: ResourceExport

    def of(self, kind: str, source: str, key: str) -> str:
        """The id in the file; empty where there is no such listing."""
        listing = self.content.listing_ids.get((kind, source, key), "")
        return uuid("location" if kind == "site" else kind, listing) if listing else ""

    def owner(self, record: Organization | Site) -> str:
        """The id of the organization that a site belongs to."""
        key = record.organization_id if isinstance(record, Site) else record.id
        return self.of("organization", record.source, key) if key else ""


def standing(content: ResourceExport) -> tuple[ServiceView, ...]:
    """All services but those that are another listing of one that is there."""
    return tuple(view for view in content.services if view.merged_into is None)


def service_id(view: ServiceView) -> str:
    """The id of a service in the file."""
    return uuid("service", view.id)


def organizations(content: ResourceExport) -> Iterator[Row]:
    """Every organization, also one whose services are gone."""
    for listing, record in _organizations(content).items():
        yield {
            **_extra("organization", record.extra),
            "id": uuid("organization", listing),
            "name": record.name,
            "description": record.description,
            "email": record.email,
            "website": record.url,
        }


def services(content: ResourceExport) -> Iterator[Row]:
    """Every service; one that is gone from its directory, or found closed, is inactive."""
    ids = Ids(content)
    for view in standing(content):
        record = view.record
        checked = {"assured_date": record.as_of} if "assured_date" in record.extra else {}
        yield {
            **_extra("service", record.extra),
            **checked,
            "id": service_id(view),
            "organization_id": ids.owner(view.organization) if view.organization else None,
            "name": record.name,
            "description": record.description,
            "url": record.url,
            "email": record.email,
            "status": status(view),
            "fees_description": record.fees,
            "eligibility_description": record.eligibility,
        }


def status(view: ServiceView) -> str:
    """A status of the specification; empty where nobody says, since "active" would be a guess."""
    if (view.gone or view.found_closed) and view.record.is_supply:
        return "inactive"
    return "" if view.record.status == "unknown" else view.record.status


def locations(content: ResourceExport) -> Iterator[Row]:
    """Every site; a hidden one with nothing but that it exists and whose it is."""
    ids = Ids(content)
    for listing, site in _sites(content).items():
        row = {"id": uuid("location", listing), "organization_id": ids.owner(site)}
        if site.hidden:
            yield {**row, "location_type": "physical", "description": _CONFIDENTIAL}
            continue
        yield {
            **_extra("location", site.extra),
            **row,
            "location_type": _location_type(site),
            "name": site.name,
            "description": site.description,
            "latitude": site.latitude,
            "longitude": site.longitude,
        }


def addresses(content: ResourceExport) -> Iterator[Row]:
    """Where everybody may know that a site is."""
    for listing, site in _sites(content).items():
        said = (site.address_1, site.city, site.postal_code, site.state_province)
        if site.hidden or not any(said):
            continue
        yield {
            "id": uuid("address", listing),
            "location_id": uuid("location", listing),
            "address_1": site.address_1,
            "address_2": site.address_2,
            "city": site.city,
            "region": site.county,
            "state_province": site.state_province,
            "postal_code": site.postal_code,
            "country": site.country,
            "address_type": "virtual" if site.location_type == "virtual" else "physical",
        }


def _location_type(site: Site) -> str:
    """As it is said, else as it follows from a place that is told; empty where nobody knows."""
    said = fitted("location", "location_type", site.location_type)
    placed = bool(site.address_1 or site.city) or site.latitude is not None
    return str(said) if said else "physical" if placed else ""


def links(content: ResourceExport) -> Iterator[Row]:
    """Which service is offered at which site."""
    ids = Ids(content)
    for view in standing(content):
        words = view.record.extra.get(AT_LOCATION) if is_at_one_place(view) else None
        for site in view.sites:
            location = ids.of("site", site.source, site.id)
            yield {
                "id": uuid("service_at_location", view.id, location),
                "service_id": service_id(view),
                "location_id": location,
                "description": words,
            }


def is_at_one_place(view: ServiceView) -> bool:
    """Words about a service at its places are about this one."""
    return len(view.sites) == 1 and not view.sites[0].hidden


def phones(content: ResourceExport) -> Iterator[Row]:
    """Telephones of organizations, services and sites."""
    for owner, column, numbers in _owned(content, "phones"):
        for number in numbers:
            found = _EXTENSION.fullmatch(number)
            yield {
                "id": uuid("phone", owner, number),
                column: owner,
                "number": bracketed(found[1] if found else number),
                "extension": found[2] if found else None,
            }
    for each in owners(content):
        for number in filter(None, each.record.extra.get(FAX, "").split("; ")):
            key = uuid("phone", each.id, FAX, number)
            yield {"id": key, each.column: each.id, "number": bracketed(number), "type": FAX}


def languages(content: ResourceExport) -> Iterator[Row]:
    """Languages of services and sites; a language that nobody knows keeps its words."""
    for owner, column, names in _owned(content, "languages"):
        for name in names:
            strange = name in languages_in(name)[1]
            yield {
                "id": uuid("language", owner, name),
                column: owner,
                "name": name,
                "note": "as it came" if strange else None,
            }


def costs(content: ResourceExport) -> Iterator[Row]:
    """What services say of their fees, in their words."""
    for view in standing(content):
        if view.record.fees:
            yield {
                "id": uuid("cost_option", view.id),
                "service_id": service_id(view),
                "amount_description": view.record.fees,
            }


def _organizations(content: ResourceExport) -> dict[str, Organization]:
    """Those that are listed, and those of services that are gone."""
    found = dict(content.organizations)
    for view in standing(content):
        if owner := view.organization:
            found[content.listing_ids["organization", owner.source, owner.id]] = owner
    return found


def _sites(content: ResourceExport) -> dict[str, Site]:
    found = dict(content.sites)
    for view in standing(content):
        for site in view.sites:
            found[content.listing_ids["site", site.source, site.id]] = site
    return found


@dataclass(frozen=True, slots=True)
class Owner:
    """A service, a site or an organization to which rows of other tables belong.

    Attributes:
        kind: its table.
        listing: what it is in the map.
    """

    kind: str
    listing: str
    record: Service | Site | Organization

    @property
    def id(self) -> str:
        """Its id in the file."""
        return uuid(self.kind, self.listing)

    @property
    def column(self) -> str:
        """The column that points at it."""
        return f"{self.kind}_id"


def owners(content: ResourceExport) -> Iterator[Owner]:
    """Every service, site and organization."""
    for view in standing(content):
        yield Owner("service", view.id, view.record)
    for listing, site in _sites(content).items():
        yield Owner("location", listing, site)
    for listing, owner in _organizations(content).items():
        yield Owner("organization", listing, owner)


def _owned(content: ResourceExport, name: str) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Whatever several of a kind belong to an id, with the column that points at it."""
    for each in owners(content):
        if values := getattr(each.record, name, ()):
            yield each.id, each.column, values


def _extra(kind: str, extra: Mapping[str, str]) -> dict[str, Cell]:
    """What the directory had under a name of the specification."""
    return {name: extra[name] for name in FROM_EXTRA[kind] if name in extra}
