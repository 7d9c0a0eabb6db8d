"""What a newer file of a directory would change, before it is accepted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from data.imports.directory.duplicates import sites_of
from data.imports.directory.parts import plain_text
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

    A service is the same by its source and the id it has there; without one, by its name and
    address. Where several have one key, they are compared in the order of the files.
    """
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
_Key = tuple[str, str, int]


def _by_key(directory: Directory) -> dict[_Key, _Placed]:
    places = sites_of(directory)
    runs = {each.id: each for each in directory.organizations}
    found: dict[_Key, _Placed] = {}
    times: dict[tuple[str, str], int] = {}
    for service in directory.services:
        sites = places.get(service.id, ())
        key = _stable(service, sites)
        times[key] = times.get(key, 0) + 1
        found[*key, times[key]] = (service, sites, runs.get(service.organization_id))
    return found


def _stable(service: Service, sites: Iterable[Site]) -> tuple[str, str]:
    if service.external_id:
        return service.source, service.external_id
    where = sorted(f"{site.address_1} {site.postal_code[:5]}" for site in sites)
    return service.source, "~" + plain_text(" ".join((service.name, *where)))


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
