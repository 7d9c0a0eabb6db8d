"""Pairs of services that may be one and the same; a person decides, nothing is merged here.

Names alone mislead: a service called "South" is like every agency with that word in its name, if
names are compared as sets of words. So names are compared whole, and only where something else
agrees as well: a telephone, a house number in a postal code, or the host of a page.

Source:
    Levenshtein ratio of sorted words, RapidFuzz `token_sort_ratio`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from data.imports.directory.parts import plain_text
from data.imports.directory.records import Directory, Service, Site

ALIKE = 88.0
"""Names from this ratio on are alike, of 100."""
MOST_WITH_ONE_KEY = 60
"""A key that more services share, such as a switchboard, tells nothing."""
_SHORT_FORMS = {
    "ctr": "center",
    "centre": "center",
    "svcs": "services",
    "svc": "service",
    "service": "services",
    "assn": "association",
    "dept": "department",
    "st": "saint",
    "inc": "",
    "llc": "",
    "the": "",
    "of": "",
    "and": "",
}


@dataclass(frozen=True, slots=True)
class ProposedDuplicate:
    """Two services that may be one.

    Attributes:
        one: its id.
        other: likewise.
        alike: of their names, 0 to 100.
        keys: what else agrees: phone, address or host; or "no_id" where one list has both at the
            same places of one organization and gives them no ids.
    """

    one: str
    other: str
    alike: float
    keys: tuple[str, ...]


def proposed_duplicates(
    services: Sequence[Service], *, sites: Mapping[str, Sequence[Site]] | None = None
) -> tuple[ProposedDuplicate, ...]:
    """Services whose names are alike and of which something else agrees too.

    Args:
        services: of one directory or of several; ids may repeat only across sources.
        sites: where each is offered, by its id, as `sites_of` gives; without them no address
            agrees.

    Returns:
        Each pair once, the most alike first.
    """
    names = [_plain(service.name) for service in services]
    agreeing: dict[tuple[int, int], dict[str, None]] = defaultdict(dict)
    for kind, places in _shared(services, sites or {}):
        for pair in combinations(places, 2):
            agreeing[pair][kind] = None
    found = [
        ProposedDuplicate(services[one].id, services[other].id, alike, tuple(sorted(keys)))
        for (one, other), keys in agreeing.items()
        if (alike := _alike(names[one], names[other])) >= ALIKE
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.alike, pair.one, pair.other)))


def sites_of(directory: Directory) -> dict[str, tuple[Site, ...]]:
    """The sites of each service by its id."""
    by_id = {site.id: site for site in directory.sites}
    found: dict[str, tuple[Site, ...]] = {}
    for service, site in directory.links:
        found[service] = (*found.get(service, ()), by_id[site])
    return found


def _shared(
    services: Sequence[Service], sites: Mapping[str, Sequence[Site]]
) -> Iterator[tuple[str, Sequence[int]]]:
    """Services that share a key, by their places."""
    holders: dict[tuple[str, str], dict[int, None]] = defaultdict(dict)
    for place, service in enumerate(services):
        for key in _keys(service, sites.get(service.id, ())):
            holders[key][place] = None
    for (kind, _), places in holders.items():
        if 1 < len(places) <= MOST_WITH_ONE_KEY:
            yield kind, tuple(places)


def _keys(service: Service, sites: Iterable[Site]) -> Iterator[tuple[str, str]]:
    """What another service may have in common, beside the name."""
    sites, phones = list(sites), list(service.phones)
    for site in sites:
        phones.extend(site.phones)
        house = re.match(r"\s*(\d+)", site.address_1)
        if house and site.postal_code:
            yield "address", f"{house[1]} {site.postal_code[:5]}"
    for phone in phones:
        digits = re.sub(r"\D", "", phone.partition("x")[0])
        if len(digits) >= 10:
            yield "phone", digits[-10:]
    if host := _host(service.url):
        yield "host", host
    if not service.external_id:
        where = "|".join(sorted(site.id for site in sites))
        name = plain_text(service.name)
        yield "no_id", "|".join((service.source, name, service.organization_id, where))


def _host(url: str) -> str:
    """The host of a page without www; empty where it is none."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if "." in host else ""


def _plain(name: str) -> str:
    words = (_SHORT_FORMS.get(word, word) for word in plain_text(name).split())
    return " ".join(word for word in words if word)


def _alike(one: str, other: str) -> float:
    """How alike two names are as a whole; nothing is like nothing."""
    if not one or not other:
        return 0.0
    return fuzz.token_sort_ratio(one, other, score_cutoff=ALIKE)
