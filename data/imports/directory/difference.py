"""What a newer file of a directory would change, before it is accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from data.imports.directory.duplicates import sites_of
from data.imports.directory.recognizing import recognized
from data.imports.directory.records import Directory, Organization, Service, Site


@dataclass(frozen=True, slots=True)
class Changed:
    """A service that both files know and that they do not describe alike.

    Attributes:
        old: as it was.
        new: as it would be.
        fields: names of what differs; "sites" where it moved, "organization" where something of
            that differs.
    """

    old: Service
    new: Service
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is new, what is gone, what changed, and how many services stay as they are.

    Attributes:
        gone: not in the newer file; that says nothing about whether they still exist.
    """

    added: tuple[Service, ...]
    gone: tuple[Service, ...]
    changed: tuple[Changed, ...]
    same: int


def difference(old: Directory, new: Directory) -> Difference:
    """Compare two files of a directory, service by service.

    A service is the same by its source and the id it has there; without one, by what it says, or by
    its name and address where there is one of that name on each side.
    """
    return changes(old, recognized(new, old=old))


def changes(old: Directory, new: Directory) -> Difference:
    """The same where records without ids were recognized before."""
    before, after = _by_key(old), _by_key(new)
    both = [key for key in before if key in after]
    changed = tuple(
        Changed(before[key][0], after[key][0], differing)
        for key in both
        if (differing := _differing(before[key], after[key]))
    )
    return Difference(
        added=tuple(after[key][0] for key in after if key not in before),
        gone=tuple(before[key][0] for key in before if key not in after),
        changed=changed,
        same=len(both) - len(changed),
    )


_Placed = tuple[Service, tuple[Site, ...], Organization | None]


def _by_key(directory: Directory) -> dict[tuple[str, str], _Placed]:
    places = sites_of(directory)
    runs = {each.id: each for each in directory.organizations}
    return {
        (service.source, service.id): (
            service,
            places.get(service.id, ()),
            runs.get(service.organization_id),
        )
        for service in directory.services
    }


def _differing(before: _Placed, after: _Placed) -> tuple[str, ...]:
    """Fields that are not the same; ids that were made up here do not count."""
    (old, old_sites, old_runs), (new, new_sites, new_runs) = before, after
    names = [each.name for each in fields(Service) if each.name not in ("id", "source")]
    found = [name for name in names if _plain(getattr(old, name)) != _plain(getattr(new, name))]
    if [_place(site) for site in old_sites] != [_place(site) for site in new_sites]:
        found.append("sites")
    if _runs(old_runs) != _runs(new_runs):
        found.append("organization")
    return tuple(found)


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else value


def _runs(organization: Organization | None) -> tuple[object, ...]:
    """What somebody who calls would notice."""
    if organization is None:
        return ()
    of = organization
    return (of.name, of.status, of.description, of.url, of.email, of.phones)


def _place(site: Site) -> tuple[object, ...]:
    """What a visitor would notice."""
    street = (site.address_1, site.address_2, site.city, site.state_province, site.postal_code)
    return (site.name, *street, site.latitude, site.longitude, site.hidden, site.phones)
