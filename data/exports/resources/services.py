"""One row for each service, with every question to it and one of four words in each cell."""

from collections.abc import Iterable, Iterator

from data.exports.resources.rows import ABOUT, about_cells, write_rows
from data.exports.resources.words import (
    NOT_KNOWN,
    WHO_KNOWS,
    WORDS,
    address,
    agency_name,
    amount,
    capacity_day,
    category_title,
    fact_whole,
    fact_words,
    known,
    listed,
    yes_no,
)
from data.imports.directory.records import Site
from data.resource_views import CapacityView, ServiceView
from data.services.resource_files import ResourceExport
from surveys.resource_map import resource_map

FILE = "Community resources, one row for each service"
_SERVICE = (
    *("service_id", "directory", "id_in_directory", "service", "organization", "description"),
    *("status", "counts_as_supply", "still_listed", "counts_as_service_id", "url", "email"),
    *("phones", "languages", "eligibility", "fees", "addresses", "coordinates"),
    *("confirmed_for", "proposed_for", "rejected_for"),
)
_CAPACITY = (
    *("capacity_unit", "capacity_maximum", "capacity_available", "mean_stay_days"),
    *("families_per_worker", "wait_days", "families_in_line"),
    *("capacity_source", "capacity_as_of", "capacity_too_old"),
)
_LAST = ("facts_too_old", "facts_in_full", "agencies_that_know_it", "would_send_own_family")
_FOUND_CLOSED = "closed, as a call found"
_NO_CAPACITY = CapacityView("")


def write_services(content: ResourceExport) -> bytes:
    """Every service that was ever listed; what nobody knows says so in each cell.

    Columns of facts are called "fact: " and what is asked.
    """
    facts = resource_map().facts
    headers = (
        *ABOUT,
        *_SERVICE,
        *_CAPACITY,
        *(f"fact: {WORDS.fact(each)}" for each in facts),
        *_LAST,
    )
    rows = list(_rows(content, facts)) or [_about_row(content, len(headers) - len(ABOUT))]
    return write_rows(headers, rows)


def _about_row(content: ResourceExport, cells: int) -> tuple[str, ...]:
    return (
        *about_cells(content, row="about", file=FILE),
        *("no service is listed",) * cells,
    )


def _rows(content: ResourceExport, facts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for view in content.services:
        yield (
            *about_cells(content, row="service", file=FILE),
            *_service(view),
            *_capacity(view.capacity or _NO_CAPACITY),
            *(fact_words(view.facts.get(each)) for each in facts),
            *_last(content, view),
        )


def _service(view: ServiceView) -> tuple[str, ...]:
    record = view.record
    of = {
        state: listed(
            category_title(each.category) for each in view.categories if each.state == state
        )
        for state in ("confirmed", "proposed", "rejected")
    }
    none = {state: said if said != NOT_KNOWN else "none" for state, said in of.items()}
    return (
        *(view.id, known(view.source), known(record.external_id), known(record.name)),
        known(view.organization.name if view.organization else ""),
        *(known(record.description), _status(view)),
        *(yes_no(view.is_supply), yes_no(not view.gone), view.merged_into or view.id),
        *(known(record.url), known(record.email)),
        *(listed(record.phones), listed(record.languages)),
        *(known(record.eligibility), known(record.fees)),
        *(listed(map(address, view.sites)), listed(map(_point, view.sites))),
        *(none["confirmed"], none["proposed"], none["rejected"]),
    )


def _status(view: ServiceView) -> str:
    """What its directory says of whether it is open, unless a call found it closed since."""
    if view.found_closed and view.record.is_supply:
        return _FOUND_CLOSED
    return NOT_KNOWN if view.record.status == "unknown" else view.record.status


def _point(site: Site) -> str:
    if site.hidden:
        return "hidden"
    if site.latitude is None or site.longitude is None:
        return NOT_KNOWN
    return f"{site.latitude:.15g} {site.longitude:.15g}"


def _capacity(capacity: CapacityView) -> tuple[str, ...]:
    return (
        *(known(capacity.unit), amount(capacity.maximum), amount(capacity.available)),
        *(amount(capacity.mean_stay_days), amount(capacity.families_per_worker)),
        *(amount(capacity.wait_days), amount(capacity.families_waiting)),
        *(known(capacity.source), capacity_day(capacity)),
        yes_no(capacity.is_old) if capacity.unit else NOT_KNOWN,
    )


def _last(content: ResourceExport, view: ServiceView) -> tuple[str, ...]:
    old = [WORDS.fact(name) for name, fact in view.facts.items() if fact.is_old]
    full = [f"{WORDS.fact(name)}: {fact_whole(fact)}" for name, fact in view.facts.items()]
    told = {agency_name(content, code): each for code, each in view.known.items()}
    send = [
        f"{name}: {each.would_send.replace('_', ' ')}"
        for name, each in told.items()
        if each.would_send
    ]
    return (
        "; ".join(old) or "none",
        "; ".join(full) or "nobody speaks to any",
        "; ".join(f"{name} {WHO_KNOWS[each.knows]}" for name, each in told.items()) or "not asked",
        "; ".join(send) or "not asked",
    )
