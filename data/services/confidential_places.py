"""Places of which a person says that nobody may know where they are, or that anybody may.

A mark is kept with the place as its directory lists it, so it holds for whatever goes by
`resource_hiding`: lists, maps, charts and files. A newer file does not take it away.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from data.imports.directory.records import Site
from data.services import audit_log, listings
from data.services.authority import permit
from data.services.errors import NotFound
from data.services.hidden_places import entries_of_the_same
from data.services.teams import team
from data.store import directories as store

Standing = Literal["open", "marked", "same_place"]
_GONE = "This place is not on the map any more. Reload the page."


@dataclass(frozen=True, slots=True)
class Place:
    """A place where a service is offered, as the team may see it.

    Attributes:
        listing_id: of the place.
        standing: "open" where anybody may know it, "marked" where it is confidential itself, and
            "same_place" where another entry of the same address is.
    """

    listing_id: str
    site: Site
    standing: Standing


def places(team_id: str, service_id: str) -> tuple[Place, ...]:
    """The places of a service, in the order of its directory.

    Raises:
        NotFound: the service is not on the map.
    """
    shown = listings.service(team_id, service_id)
    rows = store.listings(team_id)
    own = next(row for row in rows if row["id"] == service_id and row["kind"] == "service")
    sites = {
        row["key"]: row for row in rows if row["kind"] == "site" and row["source"] == own["source"]
    }
    listed = [sites[key] for key in own["body"]["site_ids"] if key in sites]
    return tuple(
        Place(row["id"], site, _standing(row, site))
        for row, site in zip(listed, shown.sites, strict=True)
    )


def hide(team_id: str, listing_id: str) -> None:
    """Say that the address of a place is confidential. Whoever may say what they know may.

    Raises:
        NotFound: there is no such place on the map.
    """
    team(team_id)
    permit("resources.note", team_id=team_id)
    _mark(team_id, listing_id, hidden=True)


def show_again(team_id: str, listing_id: str) -> None:
    """Say that anybody may know where a place is.

    What was hidden of it before is not so any more, nor are entries of it that are gone.

    Raises:
        NotAllowed: only those who run the team may.
        NotFound: there is no such place on the map.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    _mark(team_id, listing_id, hidden=False)
    rows = store.listings(team_id)
    for known in (row for row in rows if row["id"] == listing_id):
        of_list = [row for row in rows if row["source"] == known["source"]]
        also = entries_of_the_same(of_list, [known["key"]])
        for row in of_list:
            if row["kind"] == "site" and row["key"] in also:
                store.mark_hidden(team_id, row["id"], hidden=False)


def _mark(team_id: str, listing_id: str, *, hidden: bool) -> None:
    step = "resources.hide" if hidden else "resources.unhide"
    audit_log.record(step, team_id=team_id, about=listing_id)
    if not store.mark_hidden(team_id, listing_id, hidden=hidden):
        raise NotFound(_GONE)


def _standing(row: Mapping[str, Any], site: Site) -> Standing:
    if row["body"].get("hidden"):
        return "marked"
    return "same_place" if site.hidden else "open"
