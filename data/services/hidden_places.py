"""Which places are hidden, in all that they were ever listed as.

A newer file may blank an address, or put another in its place. Whoever knows the older file knows
the older address; so what a hidden place was called before stays hidden until a person opens it.
It is kept in the row of the place, is only compared, and leaves in no file.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from data.imports.directory.confidential_marks import is_no_address
from data.imports.directory.parts import is_made_up, plain_text, shared_id
from data.imports.directory.records import Directory, Site
from data.services.hidden_points import decimals
from data.services.listing_bodies import WAS, record_of
from data.services.street_addresses import SEVERAL, are_one_house, end_of_name, streets
from data.services.street_alone import street_alone
from data.services.street_towns import site_streets
from data.services.street_words import folded_word, house_numbers

EXACT = 3
"""Decimals of a degree: about a hundred yards."""
_WHERE = (
    *("name", "address_1", "address_2", "city", "state_province", "postal_code"),
    *("latitude", "longitude", "phones"),
)
_ENOUGH = ("name", "address_1", "address_2", "latitude", "phones")
_ALONE = "~street"
"""Before the name of a street in a sign, of which no house is known."""
_WORD = re.compile(r"[^\W_]+")
_Row = Mapping[str, Any]
_Key = tuple[str, str]
_Sign = tuple[str, ...] | tuple[float, float]


@dataclass(frozen=True, slots=True)
class HiddenPlaces:
    """What is hidden of a map.

    Attributes:
        sites: source and key of every hidden site.
        versions: these sites as they are listed and as they were listed before.
    """

    sites: frozenset[_Key]
    versions: tuple[Site, ...]


def hidden_places(rows: Iterable[_Row]) -> HiddenPlaces:
    """The places that are marked, and those that have the address of one.

    One that was at such an address and has none of its own any more is still there.

    Args:
        rows: of a map, as they are kept, those that are gone too.
    """
    of_sites = [row for row in rows if row["kind"] == "site"]
    marked = [row for row in of_sites if row["body"].get("hidden")]
    if not marked:
        return HiddenPlaces(frozenset(), ())
    versions = [site for row in marked for site in _versions(row)]
    found = _Known(versions)
    sites = {(row["source"], row["key"]) for row in marked}
    beside: list[Site] = []
    for row in of_sites:
        if row["body"].get("hidden"):
            continue
        now = record_of("site", row["body"])
        before = [each for each in _before(row) if found.holds(each)]
        if found.holds(now) or (before and not _has_address(now)):
            sites.add((row["source"], row["key"]))
            beside.append(now)
        beside += before
    return HiddenPlaces(frozenset(sites), (*versions, *beside))


def remembered(before: _Row | None, body: Mapping[str, Any], *, was_hidden: bool) -> dict[str, Any]:
    """The body of a site with what it was before, as far as that must stay hidden.

    Args:
        before: its row until now.
        was_hidden: it was so until now, itself or as another entry of a hidden place.
    """
    if before is None or (before["body"].get("hidden") and not body["hidden"]):
        return dict(body)
    known = list(before["body"].get(WAS, ()))
    if was_hidden or (body["hidden"] and not _has_address(record_of("site", body))):
        known.append(_where(before["body"]))
    now = _where(body)
    told = [each for each in known if each != now and any(map(each.get, _ENOUGH))]
    apart = [each for place, each in enumerate(told) if each not in told[:place]]
    return {**body, WAS: apart} if apart else dict(body)


def still_hidden(rows: Iterable[_Row], found: Directory) -> frozenset[str]:
    """Sites that were confidential, and are not any more by what a newer file of the list says.

    A site without an id of its own may get another one when its address is written in another way.
    It is known by its address, and, where its old entry is away, by who offers what there.

    Args:
        rows: of the list, those that are gone too.
    """
    of_list = list(rows)
    sites = {row["key"]: row for row in of_list if row["kind"] == "site"}
    hidden = {key: row for key, row in sites.items() if row["body"].get("hidden")}
    if not hidden:
        return frozenset()
    shared = {shared_id(key) for key in hidden}
    known = _Known([site for row in hidden.values() for site in _versions(row)])
    listed = {site.id for site in found.sites}
    away = {key for key, row in hidden.items() if not row["gone"] and key not in listed}
    owners = {sites[key]["body"].get("organization_id") for key in away} - {"", None}
    services = {
        row["key"]
        for row in of_list
        if row["kind"] == "service" and away.intersection(row["body"]["site_ids"])
    }
    theirs = {site for service, site in found.links if service in services}

    def is_still(site: Site) -> bool:
        if site.id in sites:
            return site.id in hidden
        if shared_id(site.id) in shared:
            return True
        if not is_made_up(site.id):
            return False
        return site.id in theirs or site.organization_id in owners or known.holds(site)

    return frozenset(site.id for site in found.sites if not site.hidden and is_still(site))


def entries_of_the_same(rows: Iterable[_Row], opened: Collection[str]) -> frozenset[str]:
    """Hidden sites that are gone from a list and lie where one lies that a person opened.

    Args:
        rows: of the list, those that are gone too.
        opened: keys of the sites that a person opened.

    Returns:
        Their keys.
    """
    of_sites = [row for row in rows if row["kind"] == "site"]
    now = _Known([record_of("site", row["body"]) for row in of_sites if row["key"] in opened])
    return frozenset(
        row["key"]
        for row in of_sites
        if row["gone"]
        and row["body"].get("hidden")
        and row["key"] not in opened
        and now.holds(record_of("site", row["body"]))
    )


def opened(rows: Iterable[_Row], by_hand: Collection[str]) -> list[dict[str, Any]]:
    """Rows of a list once a person has opened these sites, and so what is gone from there."""
    every = [dict(row) for row in rows]
    also = entries_of_the_same(every, by_hand) if by_hand else frozenset[str]()
    for row in every:
        if row["kind"] == "site" and row["key"] in also:
            body = {name: each for name, each in row["body"].items() if name != WAS}
            row["body"] = {**body, "hidden": False}
    return every


def address_words(address: str) -> tuple[str, ...]:
    """The name of a street without the number of a house; none where that alone says nothing."""
    if not address or is_no_address(address):
        return ()
    words = plain_text(address).split()
    first = next((place for place, word in enumerate(words) if not word.isdecimal()), len(words))
    words = words[: first + end_of_name([folded_word(each) for each in words[first:]])]
    enough = len(words) > 1 or any(sign.isdecimal() for sign in "".join(words))
    return tuple(words) if enough else ()


class _Known:
    """Hidden sites, to be found by what another entry of the same place says."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self._by_sign: dict[_Sign, list[Site]] = defaultdict(list)
        for site in sites:
            for sign in _signs(site):
                self._by_sign[sign].append(site)
        self._numbers = {each for sign in self._by_sign for each in sign if isinstance(each, str)}

    def holds(self, site: Site) -> bool:
        """This is one of them, or lies where one of them does."""
        return any(
            _is_near(site, each, at_one_point=isinstance(sign[0], float))
            and (sign[0] != _ALONE or _is_in_town_of(site, each))
            for sign in _signs(site, of_interest=self._numbers)
            for each in self._by_sign.get(sign, ())
        )


def _signs(site: Site, *, of_interest: Container[str] | None = None) -> Iterator[_Sign]:
    """What two entries of one place have in common: the house, its street, or a point on the map.

    Args:
        of_interest: words of signs; without one of them an address need not be taken apart.
    """
    if of_interest is None:
        yield from _signs_of_house(site)
        yield from {(_ALONE, each.name) for each in site_streets(site)}
    else:
        if _may_have(site, of_interest):
            yield from _signs_of_house(site)
        if name := street_alone(site.address_1):
            yield _ALONE, name
    if site.latitude is None or site.longitude is None:
        return
    if any(decimals(each) >= EXACT for each in (site.latitude, site.longitude)):
        yield round(site.latitude, EXACT + 1), round(site.longitude, EXACT + 1)


def _signs_of_house(site: Site) -> Iterator[_Sign]:
    if told := streets(site.address_1, site.address_2):
        for number in frozenset[str]().union(*(each.numbers for each in told)):
            yield (number,)
    elif words := address_words(site.address_1):
        yield words


def _may_have(site: Site, signs: Container[str]) -> bool:
    line = f"{site.address_1} {site.address_2}".lower()
    if SEVERAL.search(line):
        return True
    words = _WORD.findall(line)
    return any(each in signs for each in (*house_numbers(words), *words))


def _is_near(one: Site, other: Site, *, at_one_point: bool) -> bool:
    """The same address is the same place, unless it lies in another town.

    People call one town by several names, and one name goes with several postal codes. Two
    addresses at one point are two places where the numbers of their doors are not the same.
    """
    towns = (one.city, other.city)
    ours, theirs = (site_streets(each, towns) for each in (one, other))
    if ours and theirs:
        if not are_one_house(ours, theirs, by_number=at_one_point):
            return False
    elif at_one_point:
        words = [address_words(each.address_1) for each in (one, other)]
        return ours != theirs or not all(words) or words[0][0] == words[1][0]
    codes = (one.postal_code[:5], other.postal_code[:5])
    if codes[0] == codes[1] != "":
        return True
    if all(codes):
        return all(towns) and _agree(*map(str.lower, towns))
    return _agree(*map(str.lower, towns))


def _is_in_town_of(one: Site, other: Site) -> bool:
    """Both say the same town; a street without a number may be in any other."""
    codes = {one.postal_code[:5], other.postal_code[:5]}
    towns = {one.city.lower(), other.city.lower()}
    return any(len(each) == 1 and each != {""} for each in (codes, towns))


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _has_address(site: Site) -> bool:
    return bool(streets(site.address_1, site.address_2) or address_words(site.address_1))


def _versions(row: _Row) -> Iterator[Site]:
    yield record_of("site", row["body"])
    yield from _before(row)


def _before(row: _Row) -> Iterator[Site]:
    for told in row["body"].get(WAS, ()):
        yield record_of("site", {"id": row["key"], "source": row["source"], **told})


def _where(body: Mapping[str, Any]) -> dict[str, Any]:
    """What of a site tells where it is and how to reach it."""
    told = {name: body.get(name) for name in _WHERE}
    return {name: each for name, each in told.items() if each not in (None, "", [], ())}
