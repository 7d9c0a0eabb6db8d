"""Rows by kind, from whatever dialect, into one directory of frozen records."""

from collections.abc import Sequence

from data.imports.directory import facts
from data.imports.directory.attaching import attach, note_languages
from data.imports.directory.confidential import is_confidential
from data.imports.directory.confidential_columns import is_marked
from data.imports.directory.drafts import Draft, Drafts, enter, hold, miss_required
from data.imports.directory.fields import REQUIRED
from data.imports.directory.freezing import freeze_organization, freeze_service, freeze_site
from data.imports.directory.hidden_sites import FLAG, mark_hidden
from data.imports.directory.identifying import identify
from data.imports.directory.issues import Ledger, Place
from data.imports.directory.joined_ids import joined
from data.imports.directory.parts import Part
from data.imports.directory.records import Directory, Term
from data.imports.directory.standing import CLOSED, read_status
from data.imports.directory.vouching import note_days

_ORDER = (
    "taxonomy",
    "taxonomy_term",
    "unit",
    "organization",
    "program",
    "location",
    "service",
    "service_at_location",
    "contact",
    "phone",
    "address",
    "postal_address",
)
"""What others point at comes first; all other kinds come after these."""
_ABOUT_THE_FILES = ("metadata", "meta_table_description")


def build(parts: Sequence[Part], ledger: Ledger, *, source: str) -> Directory:
    """Make the records of all parts.

    Args:
        parts: of one directory, in any order.
        ledger: where the account of each file is open.
        source: the name of the directory; with an id it is the same record in every file.
    """
    drafts = Drafts(ledger, source)
    drafts.words_apart = any(part.kind == "taxonomy_term" for part in parts)
    for part in sorted(identify(joined(parts, ledger), ledger), key=_place_in_order):
        _take(part, drafts)
        if part.kind == "metadata":
            note_days(part, drafts)
    _link_by_columns(drafts)
    _tie(drafts)
    _leave_closed_sites(drafts)  # last: what a service says of its sites holds there too
    return Directory(
        organizations=tuple(freeze_organization(e, drafts) for e in drafts.organization.values()),
        services=tuple(freeze_service(each, drafts) for each in drafts.service.values()),
        sites=tuple(freeze_site(each, drafts) for each in drafts.location.values()),
        links=tuple(drafts.links),
        issues=tuple(ledger.issues),
        files=ledger.accounts(),
        vocabulary=tuple(dict.fromkeys(drafts.terms.values())),
    )


def _place_in_order(part: Part) -> tuple[int, bool]:
    """Rows of the file itself come before what other rows only mention."""
    place = _ORDER.index(part.kind) if part.kind in _ORDER else len(_ORDER)
    return place, not part.counts


def _take(part: Part, drafts: Drafts) -> None:
    if part.is_standard and part.counts:
        miss_required(part, drafts.ledger, required=REQUIRED.get(part.kind, ()))
    if part.kind in ("organization", "service", "location"):
        enter(part, drafts)
    elif part.kind in ("taxonomy", "taxonomy_term"):
        _define(part, drafts)
    elif part.kind == "unit":
        drafts.units.update(
            (record.get("id", ""), record.get("name", "")) for _, record in part.rows
        )
    elif part.kind == "service_at_location":
        _link(part, drafts)
    elif part.kind in _ABOUT_THE_FILES and part.counts:
        for place, _ in part.placed():
            reason = "it is about the files, not about help"
            drafts.ledger.set_aside(place, "excluded", reason=reason)
    else:
        attach(part, drafts)


def _define(part: Part, drafts: Drafts) -> None:
    """Words that services can carry; in older files the taxonomy itself is the list of words."""
    for place, record in part.placed():
        key, name = record.get("id", ""), record.get("name", "")
        if not key or not name:
            reason = "it has no id or no name"
            hold(place, reason, part=part, ledger=drafts.ledger, code="unattached_row")
            continue
        if part.kind == "taxonomy" and drafts.words_apart:
            drafts.vocabularies[key] = name
            continue
        own = drafts.vocabularies.get(record.get("taxonomy_id", ""), "")
        vocabulary = record.get("vocabulary", "") or own or drafts.source
        term = Term(vocabulary, record.get("code", "") or key, name)
        if part.counts and drafts.terms.get(key) == term:
            drafts.ledger.note("id_repeated", place, came=key)
            drafts.ledger.set_aside(place, "merged", reason="the same word was there")
        drafts.terms.setdefault(key, term)


def _link(part: Part, drafts: Drafts) -> None:
    for place, record in part.placed():
        service, site = record.get("service_id", ""), record.get("location_id", "")
        if service not in drafts.service or site not in drafts.location:
            reason = f"it joins service '{service}' and site '{site}', and not both are there"
            hold(place, reason, part=part, ledger=drafts.ledger, code="link_to_nothing")
            continue
        if key := record.get("id", ""):
            drafts.link_ids[key] = (service, site)
        if (service, site) in drafts.links and part.counts:
            drafts.ledger.note("link_repeated", place, came=f"{service} at {site}")
            drafts.ledger.set_aside(place, "merged", reason="the same link was there")
        drafts.links[service, site] = None
        words = record.get("description", "")
        drafts.service[service].add_text("at_location", words)
        if is_confidential(words) or is_marked({"description": words}, is_place=True):
            drafts.location[site].cells[FLAG] = "yes"
        if read_status(record.get("status", "")) in CLOSED:
            drafts.closed_links.add((service, site))


def _link_by_columns(drafts: Drafts) -> None:
    """Services that name their site themselves."""
    for service in drafts.service.values():
        site = service.cells.pop("location_id", "")
        if site in drafts.location:
            drafts.links[service.id, site] = None
            if not service.cells.get("organization_id"):
                found = drafts.location[site].cells.get("organization_id", "")
                service.cells["organization_id"] = found
        elif site:
            place = Place(service.place.file, service.place.row, "location_id")
            drafts.ledger.note("link_to_nothing", place, came=site, right="a site in the file")
            service.cells["location_id_as_it_came"] = site


def _leave_closed_sites(drafts: Drafts) -> None:
    """Nothing is offered at a site that is closed; what was offered at such sites only is closed.

    The same where only what is offered there has ended.
    """
    closed = {
        (service, site)
        for service, site in drafts.links
        if read_status(drafts.location[site].cells.get("status", "")) in CLOSED
    }
    for pair in closed | drafts.closed_links:
        drafts.links.pop(pair, None)
    still = {service for service, _ in drafts.links}
    for service in {service for service, _ in closed | drafts.closed_links} - still:
        cells = drafts.service[service].cells
        if read_status(cells.get("status", "")) not in CLOSED:
            cells["status_as_it_came"] = cells.get("status", "")
            cells["status"] = "inactive"


def _tie(drafts: Drafts) -> None:
    """What follows from what is linked: missing organizations, hidden sites, access, terms."""
    for draft in (*drafts.service.values(), *drafts.location.values()):
        _tie_to_organization(draft, drafts)
        if text := draft.cells.pop("languages", ""):
            note_languages(draft, text, place=draft.place, column="languages", drafts=drafts)
    for service in drafts.service.values():
        _take_terms(service, drafts)
        if payments := service.cells.get("accepted_payments", ""):
            facts.note_payment(service.facts, payments, source=drafts.source)
    for site in drafts.location.values():
        if facts.state_in(site.cells.pop("virtual", "")) == "yes":
            site.cells.setdefault("location_type", "virtual")
    mark_hidden(drafts)
    for service_id, site_id in drafts.links:
        _tie_to_site(drafts.service[service_id], drafts.location[site_id], drafts=drafts)


def _tie_to_organization(draft: Draft, drafts: Drafts) -> None:
    named = draft.cells.get("organization_id", "")
    if named and named not in drafts.organization:
        place = Place(draft.place.file, draft.place.row, "organization_id")
        drafts.ledger.note("organization_missing", place, came=named)
        del draft.cells["organization_id"]
        draft.cells["organization_id_as_it_came"] = named


def _take_terms(service: Draft, drafts: Drafts) -> None:
    """Codes that stand in a cell, apart by commas or semicolons."""
    cell = service.cells.pop("taxonomy_ids", "")
    for code in filter(None, (each.strip() for each in cell.replace(";", ",").split(","))):
        term = drafts.terms.get(code)
        if term is None:
            place = Place(service.place.file, service.place.row, "taxonomy_ids")
            drafts.ledger.note("term_not_known", place, came=code)
        service.add("terms", term or Term(drafts.source, code, ""))


def _tie_to_site(service: Draft, site: Draft, *, drafts: Drafts) -> None:
    if text := site.cells.get("accessibility", ""):
        access = facts.access(text, source=drafts.source)
        if access.state == "yes":
            service.facts.setdefault("disability_access", access)
    if site.cells.get("location_type", "").lower() == "virtual":
        said = facts.Fact("yes", "virtual", f"{drafts.source}: location_type")
        service.facts.setdefault("remote_option", said)
    for day, fact in site.facts.items():
        service.facts.setdefault(day, fact)
