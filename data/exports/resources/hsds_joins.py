"""What of a directory points at something else of it: a parent, a program, the place of its post.

A map keeps such a pointer as it came. Here it is the id of a row in the same file; where it is not
sure which row that is, nothing points, and what is left out is counted.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from data.exports.resources.hsds_records import Ids, Owner, owners, standing, uuid
from data.imports.directory.fields import plain_name
from data.imports.directory.records import Site
from data.services.resource_files import ResourceExport
from data.services.resource_hiding import HIDDEN

PARENT, PROGRAM = "parent_organization_id", "program_id"
MAIL = {
    "mailing_attention_name": "attention",
    "mailing_address1": "address_1",
    "mailing_address2": "address_2",
    "mailing_city": "city",
    "mailing_state_province": "state_province",
    "mailing_postal_code": "postal_code",
    "mailing_country": "country",
}
"""Columns of exports of 211 centres about the post, and their fields."""
_SAYS_WHERE = ("address_1", "city", "postal_code")


@dataclass(frozen=True)
class Joins:
    """Pointers of one map.

    Attributes:
        programs: the ids of the program rows of each organization, by its own id in the file.
    """

    content: ResourceExport
    programs: Mapping[str, tuple[str, ...]]

    def to(self, each: Owner, name: str) -> str:
        """The id that a record points at with one of its columns; empty where it is not sure."""
        if (each.kind, name) == ("organization", PARENT):
            return self._organization(each.record.source, each.record.extra.get(name, ""))
        if (each.kind, name) == ("service", PROGRAM) and each.record.extra.get(name):
            owner = self._of_service.get(each.id, "")
            only = self.programs.get(owner, ())
            return only[0] if len(only) == 1 else ""
        return ""

    def post(self, each: Owner) -> tuple[str, Mapping[str, str]]:
        """The place that a record gets its post for, and where it goes; empty where none is sure.

        An organization, or a service, has a place in the tables only where it has just one.
        """
        said = {MAIL.get(plain_name(name), ""): cell for name, cell in each.record.extra.items()}
        told = {field: cell for field, cell in said.items() if field and cell}
        sure = any(map(told.get, _SAYS_WHERE)) and not any(HIDDEN in e for e in told.values())
        place = self._places.get(each.id, "") if sure else ""
        return (place, told) if place else ("", {})

    def takes(self, each: Owner, name: str) -> bool:
        """Whether a column of a record stands in the tables as a pointer, or as its post."""
        if plain_name(name) in MAIL:
            return bool(self.post(each)[0])
        return bool(self.to(each, name))

    def _organization(self, source: str, key: str) -> str:
        found = Ids(self.content).of("organization", source, key) if key else ""
        return found if found in self._organizations else ""

    @cached_property
    def _organizations(self) -> frozenset[str]:
        return frozenset(e.id for e in owners(self.content) if e.kind == "organization")

    @cached_property
    def _of_service(self) -> Mapping[str, str]:
        ids = Ids(self.content)
        return {
            uuid("service", view.id): ids.owner(view.organization)
            for view in standing(self.content)
            if view.organization
        }

    @cached_property
    def _places(self) -> Mapping[str, str]:
        """The only place of each service and organization that has just one, and each place."""
        ids, found = Ids(self.content), defaultdict[str, set[str]](set)
        for each in owners(self.content):
            if isinstance(each.record, Site):
                found[each.id].add(each.id)
                if owner := ids.owner(each.record):
                    found[owner].add(each.id)
        for view in standing(self.content):
            own = {ids.of("site", site.source, site.id) for site in view.sites}
            found[uuid("service", view.id)] |= own
        return {key: next(iter(places)) for key, places in found.items() if len(places) == 1}
