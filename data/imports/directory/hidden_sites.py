"""Which sites are hidden: whoever speaks of one says that nobody may know where it is."""

from data.imports.directory.confidential import is_confidential
from data.imports.directory.confidential_columns import asks, hides, is_marked, said_in
from data.imports.directory.confidential_marks import is_only_a_mark
from data.imports.directory.drafts import Draft, Drafts
from data.imports.directory.issues import Place

FLAG = "confidential"
_NOT_WORDS = frozenset({"id", "organization_id", "url", "email", "latitude", "longitude", FLAG})
_WHERE = ("address_2", "city", "county", "state_province", "postal_code")
_OF_ONE_SITE = "at_location"
"""Words of a link, which are about one site of a service and not about the others."""


def mark_hidden(drafts: Drafts) -> None:
    """Mark every site that its own row, its services or its organization call confidential."""
    for site in drafts.location.values():
        cell = site.cells.get(FLAG, "")
        if said_in(cell) == "not_understood":
            place = Place(site.place.file, site.place.row, FLAG)
            drafts.ledger.note("confidential_not_understood", place, came=cell)
        if hides(cell) or _says(site, is_place=True):
            _hide(site, site, drafts=drafts)
    telling = {key for key, service in drafts.service.items() if _says(service)}
    for service, site in drafts.links:
        if service in telling:
            _hide(drafts.location[site], drafts.service[service], drafts=drafts)
    _by_organization(drafts)
    for site in drafts.location.values():
        if site.cells.get(FLAG) == "yes":
            _leave_marks(site)


def _leave_marks(site: Draft) -> None:
    """A mark in the place of a town is no town, by which the address could be told apart."""
    for name in _WHERE:
        if is_only_a_mark(site.cells.get(name, "")):
            del site.cells[name]


def _by_organization(drafts: Drafts) -> None:
    """Words of an organization are about those of its sites that are marked, else about all."""
    telling = {key for key, each in drafts.organization.items() if _says(each)}
    if not telling:
        return
    owned: dict[str, dict[str, None]] = {key: {} for key in telling}
    owners = [(site.cells.get("organization_id", ""), key) for key, site in drafts.location.items()]
    owners += [
        (drafts.service[service].cells.get("organization_id", ""), site)
        for service, site in drafts.links
    ]
    for owner, site in owners:
        if owner in owned:
            owned[owner][site] = None
    for owner, sites in owned.items():
        if not any(drafts.location[each].cells.get(FLAG) == "yes" for each in sites):
            for each in sites:
                _hide(drafts.location[each], drafts.organization[owner], drafts=drafts)


def _hide(site: Draft, told_by: Draft, *, drafts: Drafts) -> None:
    if told_by is not site and site.cells.get(FLAG) == "yes":
        return
    site.cells[FLAG] = "yes"
    came = told_by.cells.get("name", "")
    drafts.ledger.note("confidential_address", site.place, came=came)


def _says(draft: Draft, *, is_place: bool = False) -> bool:
    """A word or a mark of it says that a place must not become known."""
    cells = draft.cells
    told = {name: each for name, each in cells.items() if name not in _NOT_WORDS | {_OF_ONE_SITE}}
    labels = (term.name for term in draft.listed("terms") if asks(term.name))
    return (
        is_marked(told, is_place=is_place)
        or is_confidential(*told.values())
        or any(not cells.get(f"attribute {label}") for label in labels)
    )
