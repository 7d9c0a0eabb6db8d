"""The last step: a draft becomes a record, with its places and its state put right."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from data.imports.directory.drafts import Draft, Drafts
from data.imports.directory.issues import Place
from data.imports.directory.places import (
    STATES,
    Coordinates,
    address_parts,
    coordinates,
    fips_code,
    postal_code,
)
from data.imports.directory.records import Organization, Service, Site, Status
from data.imports.directory.standing import CLOSED, read_status, told_standing
from data.imports.directory.vouching import fact_days, vouched_day

_ABROAD = re.compile(r"[A-Za-z]")
_POWER = re.compile(r"[\d.]+[eE]\+?\d+")
_USA = frozenset({"", "us", "usa", "u.s.", "u.s.a.", "united states", "united states of america"})
_USED = frozenset({"id", "status", "phone", "fips", "postal_code", "latitude", "longitude"})
_ORGANIZATION = ("name", "description", "url", "email")
_SERVICE = ("organization_id", "name", "description", "url", "email", "eligibility", "fees")
_SITE = (
    "organization_id",
    "name",
    "description",
    "location_type",
    "address_1",
    "address_2",
    "city",
    "county",
    "state_province",
    "country",
)
_OF_AN_ORGANIZATION = _USED.union(_ORGANIZATION)
_OF_A_SERVICE = _USED.union(_SERVICE)
_OF_A_SITE = _USED.union(_SITE)


def freeze_organization(draft: Draft, drafts: Drafts) -> Organization:
    """The record of an organization; services come after it, since a closed one closes them."""
    status = _status(draft, drafts)
    if status in CLOSED:
        drafts.closed.add(draft.id)
    return Organization(
        id=draft.id,
        status=status,
        phones=_phones(draft),
        extra=_extra(draft, _OF_AN_ORGANIZATION),
        external_id=draft.id if draft.own_id else "",
        source=drafts.source,
        **_texts(draft, _ORGANIZATION),
    )


def freeze_service(draft: Draft, drafts: Drafts) -> Service:
    """The record of a service."""
    days = fact_days(draft)
    stated = {
        name: replace(fact, as_of=fact.as_of or days.get(name, ""))
        for name, fact in sorted(draft.facts.items())
    }
    return Service(
        id=draft.id,
        status=_service_status(draft, drafts),
        phones=_phones(draft),
        languages=draft.listed("languages"),
        terms=draft.listed("terms"),
        acceptance=stated,
        capacities=draft.listed("capacities"),
        extra=_extra(draft, _OF_A_SERVICE),
        external_id=draft.id if draft.own_id else "",
        source=drafts.source,
        as_of=vouched_day(draft, drafts),
        **_texts(draft, _SERVICE),
    )


def freeze_site(draft: Draft, drafts: Drafts) -> Site:
    """The record of a site."""
    _take_apart(draft)
    point = _point(draft, drafts)
    abroad = draft.cells.get("country", "").lower() not in _USA
    postal = _told(
        draft, drafts, name="postal_code", read=lambda cell: _postal(cell, abroad=abroad)
    )
    return Site(
        id=draft.id,
        postal_code=postal,
        fips=_told(draft, drafts, name="fips", read=fips_code),
        latitude=point.latitude,
        longitude=point.longitude,
        phones=_phones(draft),
        languages=draft.listed("languages"),
        hidden=draft.cells.pop("confidential", "") == "yes",
        extra=_extra(draft, _OF_A_SITE),
        external_id=draft.id if draft.own_id else "",
        source=drafts.source,
        **_texts(draft, _SITE),
    )


def _texts(draft: Draft, names: Iterable[str]) -> dict[str, str]:
    return {name: draft.cells.get(name, "") for name in names}


def _extra(draft: Draft, used: frozenset[str]) -> dict[str, str]:
    return {name: cell for name, cell in draft.cells.items() if cell and name not in used}


def _phones(draft: Draft) -> tuple[str, ...]:
    if phone := draft.cells.get("phone", ""):
        return tuple(dict.fromkeys((phone, *draft.listed("phones"))))
    return draft.listed("phones")


def _status(draft: Draft, drafts: Drafts) -> Status:
    """What a record says of itself; a word that nobody knows leaves it unknown, and is told."""
    said = draft.cells.get("status", "")
    found = read_status(said) if said else "unknown"
    if found in CLOSED:
        return found
    told = told_standing(draft.cells.get("name", ""))
    if told := told or told_standing(draft.cells.get("alert", ""), is_name=False):
        return told
    if found is None:
        place = Place(draft.place.file, draft.place.row, "status")
        drafts.ledger.note("status_not_known", place, came=said)
        draft.cells["status_as_it_came"] = said
    return found or "unknown"


def _service_status(draft: Draft, drafts: Drafts) -> Status:
    """A service of a closed organization is closed too."""
    status = _status(draft, drafts)
    if status not in CLOSED and draft.cells.get("organization_id", "") in drafts.closed:
        status = "inactive"
    if status in CLOSED:
        drafts.ledger.note("not_supply", draft.place, came=draft.cells.get("name", ""))
    return status


def _take_apart(draft: Draft) -> None:
    """An address in one line, where no city and no postal code came beside it."""
    line = draft.cells.get("address_1", "")
    if line and not any(draft.cells.get(name) for name in ("city", "postal_code")):
        parts = dict(address_parts(line))
        if parts.get("address_1") != line:
            del draft.cells["address_1"]
            draft.cells.update(parts)


def _postal(cell: str, *, abroad: bool) -> tuple[str, str]:
    is_power = bool(_POWER.fullmatch(cell))
    return postal_code(cell, abroad=abroad or (bool(_ABROAD.search(cell)) and not is_power))


def _told(
    draft: Draft, drafts: Drafts, *, name: str, read: Callable[[str], tuple[str, str]]
) -> str:
    """A code, put right and told."""
    came = draft.cells.get(name, "")
    right, code = read(came) if came else ("", "")
    if code:
        drafts.ledger.note(code, Place(draft.place.file, draft.place.row, name), came=came)
    return right


def _point(draft: Draft, drafts: Drafts) -> Coordinates:
    cells = draft.cells
    american = cells.get("country", "").lower() in _USA and (
        cells.get("state_province", "").upper() in STATES or bool(cells.get("fips"))
    )
    came = cells.get("latitude", ""), cells.get("longitude", "")
    point = coordinates(*came, american=american)
    place = Place(draft.place.file, draft.place.row, "latitude")
    for code in point.codes:
        drafts.ledger.note(code, place, came=", ".join(came))
    if not any(came) and cells.get("location_type", "").lower() != "virtual":
        drafts.ledger.note("coordinates_missing", place)
    return point
