"""Services that no directory lists: somebody of the team adds them by hand, and can change them.

What stands in the form is what somebody said on a day. Whom the service takes and how much it can
take is asked on its page, each with its own source and day; until then it is not known.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from data.clock import today
from data.imports.directory.confidential import is_confidential
from data.imports.directory.confidential_columns import is_marked
from data.imports.directory.parts import made_up_id
from data.imports.directory.places import STATES, postal_code
from data.imports.directory.records import Organization, Service, Site, Status
from data.resource_views import ServiceView
from data.services import audit_log
from data.services.authority import permit
from data.services.errors import ChangedMeanwhile, NotFound, ResourceProblems
from data.services.hidden_places import hidden_places, remembered
from data.services.listing_bodies import OWN, body_of
from data.services.teams import team
from data.services.texts import tidy
from data.store import directories as directory_store
from data.store import own_services as store
from data.tokens import new_id
from data.views import FieldProblem

LONGEST = 400
LONGEST_DESCRIPTION = 2_000
STANDINGS: tuple[Status, ...] = ("unknown", "active", "temporarily closed", "inactive")
_SAID_BY = "said_by"
_PLACE = ("address_1", "city", "county", "state_province", "postal_code")
_GONE = "This service is not on the map any more. Reload the page."
_MEANWHILE = "Somebody has saved this meanwhile. Yours is not saved; look at theirs first."


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """A service as somebody describes it; an empty text is not known.

    Attributes:
        confidential: nobody may know where it is.
        source: who said all this, or where it stands.
        as_of: the day of it; None for today.
    """

    name: str
    organization: str = ""
    description: str = ""
    status: Status = "unknown"
    phone: str = ""
    url: str = ""
    email: str = ""
    eligibility: str = ""
    fees: str = ""
    address_1: str = ""
    city: str = ""
    county: str = ""
    state_province: str = ""
    postal_code: str = ""
    confidential: bool = False
    source: str = ""
    as_of: date | None = None


def add(team_id: str, entry: OwnEntry) -> str:
    """Put a service on the map; its id.

    Raises:
        ResourceProblems: all entries that need another look.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    clean = _checked(entry)
    listing_id = new_id()
    audit_log.record("resources.own", team_id=team_id, about=listing_id)
    rows = _rows(team_id, clean, service=listing_id, site=new_id())
    store.put(team_id, rows, expected={})
    return listing_id


def change(team_id: str, listing_id: str, entry: OwnEntry, *, based_on: str) -> None:
    """Say something else of a service that somebody added by hand.

    Args:
        based_on: the fingerprint of what was on the screen.

    Raises:
        NotFound: nobody has added such a service.
        ResourceProblems: all entries that need another look.
        ChangedMeanwhile: somebody changed it meanwhile.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    before = _kept(team_id, listing_id)
    clean = _checked(entry)
    if based_on != _fingerprint(before):
        raise ChangedMeanwhile(_MEANWHILE)
    audit_log.record("resources.own", team_id=team_id, about=listing_id)
    old = next((row for row in before if row["kind"] == "site"), None)
    if old is not None and clean.confidential and not _has_place(clean):
        clean = replace(clean, **{name: old["body"][name] for name in _PLACE})
    rows = _rows(team_id, clean, service=listing_id, site=old["id"] if old else new_id())
    if old is not None and old["body"]["hidden"] and not _is_hidden(clean):
        audit_log.record("resources.unhide", team_id=team_id, about=old["id"])
    rows = _remembering(team_id, rows, old)
    if not store.put(team_id, rows, expected={row["id"]: row["body"] for row in before}):
        raise ChangedMeanwhile(_MEANWHILE)


def is_own(service: ServiceView) -> bool:
    """Somebody has added it by hand."""
    return service.source == OWN


def entry_of(service: ServiceView) -> OwnEntry:
    """What stands in the form of a service; a confidential address does not."""
    record, owner = service.record, service.organization
    site = next(iter(service.sites), None)
    same = {name: getattr(record, name) for name in ("description", "status", "url", "email")}
    place = {name: getattr(site, name) for name in _PLACE} if site else {}
    return OwnEntry(
        name=record.name,
        organization=owner.name if owner else "",
        phone="; ".join(record.phones),
        eligibility=record.eligibility,
        fees=record.fees,
        confidential=bool(site and site.hidden),
        source=record.extra.get(_SAID_BY, ""),
        as_of=date.fromisoformat(record.as_of) if record.as_of else None,
        **same,
        **place,
    )


def seen(team_id: str, listing_id: str) -> str:
    """A fingerprint of what is kept of a service, to change it by.

    Raises:
        NotFound: nobody has added such a service.
    """
    team(team_id)
    permit("resources.see", team_id=team_id)
    return _fingerprint(_kept(team_id, listing_id))


def said_by(service: ServiceView) -> str:
    """Who has said what stands here of a service that was added by hand."""
    return service.record.extra.get(_SAID_BY, "")


def _kept(team_id: str, listing_id: str) -> tuple[Mapping[str, Any], ...]:
    """The rows of a service and of its site."""
    rows = directory_store.listings(team_id, source=OWN)
    own = next((r for r in rows if r["id"] == listing_id and r["kind"] == "service"), None)
    if own is None:
        raise NotFound(_GONE)
    keys = own["body"]["site_ids"]
    return (own, *(row for row in rows if row["kind"] == "site" and row["key"] in keys))


def _fingerprint(rows: Sequence[Mapping[str, Any]]) -> str:
    whole = json.dumps([[row["id"], row["body"]] for row in rows], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def _is_hidden(entry: OwnEntry) -> bool:
    """Somebody says so, or the words themselves do."""
    every = {each.name: getattr(entry, each.name) for each in fields(entry)}
    told = {name: each for name, each in every.items() if isinstance(each, str)}
    return entry.confidential or is_confidential(*told.values()) or is_marked(told)


def _has_place(entry: OwnEntry) -> bool:
    return any(getattr(entry, name) for name in _PLACE)


def _rows(
    team_id: str, entry: OwnEntry, *, service: str, site: str
) -> tuple[Mapping[str, Any], ...]:
    owner = made_up_id("organization", entry.organization) if entry.organization else ""
    hidden = _is_hidden(entry)
    of_service = Service(
        id=service,
        organization_id=owner,
        name=entry.name,
        description=entry.description,
        status=entry.status,
        url=entry.url,
        email=entry.email,
        phones=tuple(filter(None, map(str.strip, entry.phone.split(";")))),
        eligibility=entry.eligibility,
        fees=entry.fees,
        extra={_SAID_BY: entry.source},
        source=OWN,
        as_of=(entry.as_of or today()).isoformat(),
    )
    place = {name: getattr(entry, name) for name in _PLACE}
    of_site = Site(
        site, owner, entry.organization or entry.name, hidden=hidden, source=OWN, **place
    )
    has_site = hidden or _has_place(entry)
    body = body_of("service", of_service) | {"site_ids": [site] if has_site else []}
    rows = [_row(team_id, "service", service, of_service, body)]
    if has_site:
        rows.append(_row(team_id, "site", site, of_site, body_of("site", of_site)))
    if owner:
        who = Organization(owner, entry.organization, source=OWN)
        rows.append(_row(team_id, "organization", new_id(), who, body_of("organization", who)))
    return tuple(rows)


def _remembering(
    team_id: str, rows: Iterable[Mapping[str, Any]], old: Mapping[str, Any] | None
) -> tuple[Mapping[str, Any], ...]:
    """Rows with what the place was before, where that must stay hidden."""
    if old is None:
        return tuple(rows)
    hidden = hidden_places(directory_store.listings(team_id)).sites
    was_hidden = (OWN, old["key"]) in hidden
    return tuple(
        {**row, "body": remembered(old, row["body"], was_hidden=was_hidden)}
        if row["kind"] == "site"
        else row
        for row in rows
    )


def _row(
    team_id: str,
    kind: str,
    listing_id: str,
    record: Organization | Service | Site,
    body: Mapping[str, Any],
) -> dict[str, Any]:
    return {
        "team_id": team_id,
        "id": listing_id,
        "kind": kind,
        "source": OWN,
        "key": record.id,
        "name": record.name,
        "body": dict(body),
        "import_id": None,
        "gone": False,
        "merged_into": None,
    }


def _checked(entry: OwnEntry) -> OwnEntry:
    texts = {
        each.name: tidy(getattr(entry, each.name))
        for each in fields(entry)
        if isinstance(getattr(entry, each.name), str) and each.name != "status"
    }
    clean = replace(entry, **texts)
    zip_code, _ = postal_code(clean.postal_code)
    clean = replace(
        clean,
        state_province=clean.state_province.upper(),
        postal_code=zip_code or clean.postal_code,
    )
    found = tuple(_problems(clean))
    if found:
        raise ResourceProblems(found)
    return clean


def _problems(entry: OwnEntry) -> Iterator[FieldProblem]:
    for name, holds, what, right in (
        ("name", bool(entry.name), "The service has no name.", "Write what people call it."),
        (
            "source",
            bool(entry.source),
            "It is not said how this is known.",
            "Write down who said so, or where it stands.",
        ),
        ("status", entry.status in STANDINGS, "That is no answer here.", "Choose one of them."),
        (
            "url",
            not entry.url or entry.url.lower().startswith(("http://", "https://")),
            f"“{entry.url[:60]}” is no address of a page.",
            "Begin it with https://, or leave it empty.",
        ),
        (
            "email",
            not entry.email or "@" in entry.email,
            f"“{entry.email[:60]}” is no e-mail address.",
            "Write one, or leave it empty.",
        ),
        (
            "state_province",
            not entry.state_province or entry.state_province in STATES,
            f"“{entry.state_province[:60]}” is no state.",
            "Use its two letters, such as KY.",
        ),
        (
            "as_of",
            entry.as_of is None or entry.as_of <= today(),
            f"{entry.as_of} is still to come.",
            "Use a day until now.",
        ),
    ):
        if not holds:
            yield FieldProblem(name, what, right)
    yield from _too_long(entry)


def _too_long(entry: OwnEntry) -> Iterator[FieldProblem]:
    for each in fields(entry):
        most = LONGEST_DESCRIPTION if each.name == "description" else LONGEST
        text = getattr(entry, each.name)
        if isinstance(text, str) and len(text) > most:
            yield FieldProblem(each.name, f"It has {len(text)} characters.", f"Use at most {most}.")
