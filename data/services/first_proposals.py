"""What rules propose for the services of a directory that is taken over; a person decides later."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from data.clock import today
from data.imports.directory.records import Service
from data.services.listing_bodies import record_of
from surveys.resource_rules import ListingText, propose

if TYPE_CHECKING:
    from data.services.directories import Reading


def proposed(reading: "Reading", rows: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """A row for each kind of help that a rule proposes for a service.

    Args:
        reading: a directory that is taken over.
        rows: of its source from now on.
    """
    ids = {row["key"]: row["id"] for row in rows if row["kind"] == "service"}
    names = {row["key"]: row["name"] for row in rows if row["kind"] == "organization"}
    for service in _services(reading, rows):
        text = ListingText(
            name=service.name,
            description=service.description,
            terms=tuple((term.vocabulary, term.code, term.name) for term in service.terms),
            organization=names.get(service.organization_id, ""),
        )
        for proposal in propose(text):
            yield {
                "team_id": reading.team_id,
                "listing_id": ids[service.id],
                "category": proposal.category,
                "state": "proposed",
                "rule": f"{proposal.rule} {proposal.found}",
                "confidence": proposal.confidence,
                "saved_by_name": "",
                "saved_on": today(),
            }


def _services(reading: "Reading", rows: Iterable[Mapping[str, Any]]) -> Iterator[Service]:
    """Those of the directory, and those that stay because it is only a part."""
    yield from reading.directory.services
    new = {each.id for each in reading.directory.services}
    for row in rows:
        if row["kind"] == "service" and not row["gone"] and row["key"] not in new:
            yield record_of("service", row["body"])
