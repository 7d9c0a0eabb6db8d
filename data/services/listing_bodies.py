"""Records of directories as they are kept in rows; and the list that a team keeps itself."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from data.imports.directory.records import Organization, Service, Site

OWN = "Added by your team"
"""The source of services that somebody added by hand; no file can be called so."""

WAS = "was"
"""In the body of a site: what a confidential place was before, see `hidden_places`."""
SINCE = "undated_since"
"""In the body of a service: since when it states numbers that have no day, see `undated`."""
_BESIDE = frozenset({"site_ids", WAS, SINCE})


def record_of(kind: str, body: Mapping[str, Any]) -> Any:
    """A record as it was read, out of how it is kept."""
    own = {name: value for name, value in body.items() if name not in _BESIDE}
    return _adapter(kind).validate_python(own)


def body_of(kind: str, record: Organization | Service | Site) -> dict[str, Any]:
    """How a record is kept, ready for JSON."""
    return _adapter(kind).dump_python(record, mode="json")


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    kinds: dict[str, Any] = {"organization": Organization, "service": Service, "site": Site}
    return TypeAdapter(kinds[kind])
