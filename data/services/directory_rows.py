"""The rows of a list from now on: what a newer file says, and what they keep of those before."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.imports.directory.records import Directory
from data.services.hidden_places import hidden_places, remembered
from data.services.listing_bodies import body_of
from data.services.undated import with_first_days
from data.tokens import new_id


@dataclass(frozen=True, slots=True)
class _List:
    """What all rows of one list share.

    Attributes:
        hidden: source and key of hidden sites.
        days: on which files came in, by the id of their import.
    """

    team_id: str
    source: str
    hidden: Container[tuple[str, str]]
    days: Mapping[str, date]


def newer_rows(
    found: Directory,
    every: Sequence[Mapping[str, Any]],
    *,
    team_id: str,
    source: str,
    import_id: str,
    days: Mapping[str, date],
    is_partial: bool,
) -> list[dict[str, Any]]:
    """All rows of a list: what a directory lists, and what is gone from it.

    Args:
        found: the directory.
        every: all rows of the map until now, those of other lists too.
        import_id: of the import; empty for a look at what they would be.
        days: on which files came in, by the id of their import.
        is_partial: the files are only a part, so what is not in them stays as it was.
    """
    of = _List(team_id, source, hidden_places(every).sites, days)
    old = {(row["kind"], row["key"]): row for row in every if row["source"] == source}
    new = {
        (kind, record.id): _row(kind, record, sites=sites, before=old.get((kind, record.id)), of=of)
        for kind, record, sites in _records(found)
    }
    rows = [{**row, "import_id": import_id} for row in new.values()]
    left = [dict(row) for key, row in old.items() if key not in new]
    return rows + (left if is_partial else [{**row, "gone": True} for row in left])


def _records(directory: Directory) -> Iterator[tuple[str, Any, list[str] | None]]:
    sites: dict[str, list[str]] = {}
    for service, site in directory.links:
        sites.setdefault(service, []).append(site)
    for organization in directory.organizations:
        yield "organization", organization, None
    for service in directory.services:
        yield "service", service, sites.get(service.id, [])
    for site in directory.sites:
        yield "site", site, None


def _row(
    kind: str,
    record: Any,
    *,
    sites: list[str] | None,
    before: Mapping[str, Any] | None,
    of: _List,
) -> dict[str, Any]:
    body = body_of(kind, record)
    if kind == "site":
        body = remembered(before, body, was_hidden=(of.source, record.id) in of.hidden)
    if kind == "service":
        day = of.days.get(before["import_id"]) if before else None
        body = with_first_days(body, before=before["body"] if before else None, brought_in=day)
    return {
        "team_id": of.team_id,
        "id": before["id"] if before else new_id(),
        "kind": kind,
        "source": of.source,
        "key": record.id,
        "name": record.name,
        "body": body if sites is None else body | {"site_ids": sites},
        "gone": False,
        "merged_into": before["merged_into"] if before else None,
    }
