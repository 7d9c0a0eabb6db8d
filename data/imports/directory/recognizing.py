"""Which record of a newer file is which of the older one, where the directory gives no ids.

What people said of a service must not move to another one. So records that say the same are the
same; of those that are left under one name and place, one before and one now are one that changed;
where there are several on a side, nobody knows which is which, and they are gone and new.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from data.imports.directory.duplicates import sites_of
from data.imports.directory.parts import apart_id, plain_text, shared_id
from data.imports.directory.records import (
    Capacity,
    Directory,
    Fact,
    Organization,
    Service,
    Site,
)
from data.imports.directory.vouching import is_day

_NOT_SAID = frozenset({"id", "organization_id", "external_id", "source", "hidden", "as_of"})
"""Made up here, kept from file to file by a person's word, or the day of a file."""
_NOTHING = Directory((), (), (), (), (), ())
_Record = Organization | Service | Site


@dataclass(frozen=True, slots=True)
class _Told:
    """A record without an id of its own, and what it can be recognized by.

    Attributes:
        said: all that it says, and where it is and who runs it.
        keys: what it shares with others that may be the same, the closest first.
    """

    id: str
    said: Hashable
    keys: tuple[Hashable, ...]


def recognized(new: Directory, *, old: Directory, gone: Directory = _NOTHING) -> Directory:
    """A newer file with the ids that its records had before, where those were made up.

    Args:
        new: as it was read.
        old: what the same source lists now.
        gone: what it listed once; one that says the same has come back.
    """
    ids: dict[str, dict[str, str]] = {}
    for kind in ("organization", "service", "site"):
        ids[kind] = _ids(_told(new, kind), old=_told(old, kind), gone=_told(gone, kind))
    return _renamed(new, ids) if any(ids.values()) else new


def _ids(new: Sequence[_Told], *, old: Sequence[_Told], gone: Sequence[_Told]) -> dict[str, str]:
    """New ids by those that were made up just now, where they are not the same."""
    found: dict[str, str] = {}
    _pair(new, old, by=lambda each: each.said, found=found, alone=False)
    _pair(new, gone, by=lambda each: each.said, found=found, alone=False)
    _pair(new, [*old, *gone], by=_told_apart, found=found, alone=False)
    for place in range(2):
        _pair(new, old, by=lambda each, at=place: each.keys[at], found=found, alone=True)
    once = {key for each in old for key in each.keys}
    away = [each for each in gone if not once.intersection(each.keys)]
    _pair(new, away, by=lambda each: each.keys[0], found=found, alone=True)
    taken = {each.id for each in (*old, *gone)} | set(found.values())
    for each in new:
        if each.id not in found and each.id in taken:
            digest = hashlib.sha256(repr(each.said).encode()).hexdigest()
            found[each.id] = apart_id(shared_id(each.id), digest)
    return {before: after for before, after in found.items() if before != after}


def _told_apart(each: _Told) -> Hashable:
    """An id that was made of a whole row is the same row; any other alone says nothing."""
    return each.id if shared_id(each.id) != each.id else None


def _pair(
    new: Iterable[_Told],
    old: Iterable[_Told],
    *,
    by: Callable[[_Told], Hashable],
    found: dict[str, str],
    alone: bool,
) -> None:
    """Pair what has the same key and is not paired yet; `alone` only one with one."""
    used = set(found.values())
    before, after = _grouped(old, by, without=used), _grouped(new, by, without=found)
    for key, mine in after.items():
        theirs = before.get(key, [])
        if not alone or len(mine) == len(theirs) == 1:
            found |= dict(zip(mine, theirs, strict=False))


def _grouped(
    told: Iterable[_Told], by: Callable[[_Told], Hashable], *, without: Iterable[str]
) -> dict[Hashable, list[str]]:
    left_out = set(without)
    found: dict[Hashable, list[str]] = defaultdict(list)
    for each in told:
        if each.id not in left_out and (key := by(each)) is not None:
            found[key].append(each.id)
    return found


def _told(directory: Directory, kind: str) -> list[_Told]:
    runs = {each.id: each for each in directory.organizations}
    if kind == "organization":
        bare = (each for each in directory.organizations if not each.external_id)
        return [_Told(o.id, _said(o), (shared_id(o.id), plain_text(o.name))) for o in bare]
    if kind == "site":
        return [_told_site(site, runs) for site in directory.sites if not site.external_id]
    places = sites_of(directory)
    return [
        _told_service(service, places.get(service.id, ()), runs)
        for service in directory.services
        if not service.external_id
    ]


def _told_site(site: Site, runs: Mapping[str, Organization]) -> _Told:
    owner = _name_of(site, runs)
    where = plain_text(f"{owner} {site.name} {site.address_1} {site.postal_code[:5]}")
    return _Told(site.id, (_said(site), owner), (shared_id(site.id), where))


def _told_service(
    service: Service, sites: Sequence[Site], runs: Mapping[str, Organization]
) -> _Told:
    owner = _name_of(service, runs)
    places = tuple(_said(site) for site in sites)
    where = plain_text(" ".join((service.name, *where_in(sites)))) if sites else None
    by_name = where or (plain_text(service.name), plain_text(owner))
    return _Told(service.id, (_said(service), places, owner), (shared_id(service.id), by_name))


def where_in(sites: Iterable[Site]) -> list[str]:
    """Street and postal code of each place, in order."""
    return sorted(f"{site.address_1} {site.postal_code[:5]}" for site in sites)


def _name_of(record: Service | Site, runs: Mapping[str, Organization]) -> str:
    found = runs.get(record.organization_id)
    return found.name if found else ""


def _said(record: _Record) -> Hashable:
    names = (each.name for each in fields(record) if each.name not in _NOT_SAID)
    return tuple(_frozen(getattr(record, name)) for name in names)


def _frozen(value: Any) -> Hashable:
    """Without days, which may be new in every file."""
    if isinstance(value, Mapping):
        kept = ((name, _frozen(each)) for name, each in value.items() if not is_day(name))
        return tuple(sorted(kept, key=lambda pair: pair[0]))
    if isinstance(value, Fact):
        return replace(value, as_of="")
    if isinstance(value, tuple):
        return tuple(replace(v, updated="") if isinstance(v, Capacity) else v for v in value)
    return value


def _renamed(directory: Directory, ids: Mapping[str, Mapping[str, str]]) -> Directory:
    def called(kind: str, key: str) -> str:
        return ids[kind].get(key, key)

    def owned(kind: str, each: Any) -> Any:
        owner = called("organization", each.organization_id)
        return replace(each, id=called(kind, each.id), organization_id=owner)

    return replace(
        directory,
        organizations=tuple(
            replace(each, id=called("organization", each.id)) for each in directory.organizations
        ),
        services=tuple(owned("service", each) for each in directory.services),
        sites=tuple(owned("site", each) for each in directory.sites),
        links=tuple((called("service", s), called("site", t)) for s, t in directory.links),
    )
