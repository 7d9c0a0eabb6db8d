"""What must not leave with a map of resources: where a hidden site is, and how to find it.

Directories mark some addresses as confidential, such as those of shelters. Of such a site a file
says only that it exists. Its address, its name and its telephones are also taken out of whatever
people wrote elsewhere; the names of services and of organizations stay, since they are listed.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from data.imports.directory.confidential import is_confidential
from data.imports.directory.confidential_columns import is_told as is_told_by
from data.imports.directory.confidential_columns import said_in
from data.imports.directory.confidential_marks import is_no_address, without_mark
from data.imports.directory.fields import kind_of, plain_name
from data.imports.directory.folding import HIDDEN
from data.imports.directory.parts import is_made_up, plain_text
from data.imports.directory.records import Site
from data.imports.directory.tabular import stem
from data.resource_views import ServiceView, SetAsideView
from data.services.hidden_places import address_words, hidden_places
from data.services.hidden_points import Point, is_told, without_points
from data.services.place_words import is_about_a_place, without_codes
from data.services.street_addresses import (
    Hidden,
    Street,
    numbers_in,
    streets,
    without,
    words_of,
)
from data.services.street_alone import without_streets
from data.services.street_towns import site_streets

_PHONE = re.compile(r"\+?\(?\d[\d\s().\-]{6,}\d")
_NAMES = """
main office home house shelter site center centre location headquarters clinic school church
residential program north south east west downtown central
"""
_PLAIN_NAMES = frozenset(_NAMES.split())
_WORD = re.compile(r"[^\W_]+")
_SHORT = 4
_FEWEST_DIGITS = 7
_POINTS_AT_A_SITE = frozenset({"location_id", "site_id"})
_SAYS_CONFIDENTIAL = re.compile(r"confidential|private|hidden")
_HOLDS_AN_ADDRESS = re.compile(r"address|street")
_IDS = frozenset({"id", "external_id", "organization_id", "source"})
_STREET_FIELDS = frozenset({"address_1", "address_2", "city", "county", "postal_code"})
_Any = TypeVar("_Any")


_Telling = tuple[str, re.Pattern[str]]
"""Words that would tell where a hidden site is, behind one of them to look for first."""
_Told = Mapping[str, tuple[re.Pattern[str], ...]]
_Streets = Mapping[str, tuple[Hidden, ...]]


@dataclass(frozen=True, slots=True)
class Hiding:
    """What is hidden of one map.

    Attributes:
        sites: source and key of every hidden site.
        keys: what a record goes by outside where its own key would tell, by kind, source and key.
        streets: their addresses by each number of a house.
        places: those without one, and coordinates, by a word of each.
        words: those and their names.
        beside: services that are offered at a hidden site, and who runs one, by kind, source and
            key; of them there are no hours, contacts and addresses.
        phones: the last digits of their telephones.
        points: latitude and longitude of those that have them.
        alone: their streets, which words about who is there do not name either.
        is_close: the words are about somebody who is at a hidden place.
    """

    sites: frozenset[tuple[str, str]]
    keys: Mapping[tuple[str, str, str], str]
    streets: _Streets
    places: _Told
    words: _Told
    phones: frozenset[str]
    beside: frozenset[tuple[str, str, str]] = frozenset()
    points: frozenset[Point] = frozenset()
    alone: tuple[Street, ...] = ()
    is_close: bool = False

    def key(self, kind: str, source: str, key: str) -> str:
        """What a record goes by outside."""
        return self.keys.get((kind, source, key), key)

    def text(self, text: str, *, is_name: bool = False) -> str:
        """A text without what tells where a hidden site is.

        Args:
            is_name: of a service or an organization, which may be that of a site as well.
        """
        words = set(_WORD.findall(text.lower()))
        patterns = self.places if is_name else self.words
        for probe in sorted(words & patterns.keys()):
            for pattern in patterns[probe]:
                text = pattern.sub(HIDDEN, text)
        numbers = numbers_in(text, words) & self.streets.keys() if self.streets else ()
        if told := [each for number in sorted(numbers) for each in self.streets[number]]:
            text = without(text, tuple(dict.fromkeys(told)), instead=HIDDEN)
        if self.points and "." in text:
            text = without_points(text, self.points, instead=HIDDEN)
        if self.is_close and not is_name:
            text = without_streets(text, self.alone, instead=HIDDEN)
            text = without_codes(text, instead=HIDDEN)
        return _PHONE.sub(self._phone, text) if self.phones else text

    def everything(self) -> list[str]:
        """All that is kept out of texts, in an order of its own; the same for the same sites."""
        words = {each.pattern for patterns in self.words.values() for each in patterns}
        streets = {repr(_plainly(each)) for told in self.streets.values() for each in told}
        return sorted(words | self.phones | streets | {repr(each) for each in self.points})

    def clean(self, value: _Any) -> _Any:
        """The same with every text in it, however deep, without what tells where a site is."""
        if not self.sites or value is None or isinstance(value, int | float):
            return value
        return self._cleaned(value)

    def record(self, kind: str, record: Any) -> Any:
        """A record as it may leave; a hidden site with nothing but its existence."""
        if not self.sites:
            return record
        is_beside = (kind, record.source, record.id) in self.beside
        if is_beside and not self.is_close:
            return replace(self, is_close=True).record(kind, record)
        key = self.key(kind, record.source, record.id)
        if kind == "site" and (record.source, record.id) in self.sites:
            return self._bare(record, key=key)
        own = {"id": key, "external_id": record.external_id and key}
        if kind != "organization":
            owner = self.key("organization", record.source, record.organization_id)
            own["organization_id"] = owner
        if is_beside:
            said = record.extra.items()
            told = {n: each for n, each in said if not is_about_a_place(n)}
            record = replace(record, extra=told, email="")
        exempt = _IDS | _STREET_FIELDS if kind == "site" else _IDS
        cleaned = {
            each.name: self._field(each.name, getattr(record, each.name))
            for each in fields(record)
            if each.name not in exempt
        }
        return replace(record, **cleaned, **own)

    def on_screen(self, view: ServiceView) -> ServiceView:
        """A service as the team may see it; somebody has to call or write there, so that stays."""
        if not self.sites:
            return view
        found = self.service(view)
        owner = found.organization
        if owner and view.organization:
            theirs = view.organization
            owner = replace(owner, phones=theirs.phones, email=theirs.email)
        own = view.record
        record = replace(found.record, phones=own.phones, email=own.email)
        return replace(found, record=record, organization=owner)

    def service(self, view: ServiceView) -> ServiceView:
        """A service as it may leave."""
        if not self.sites:
            return view
        own = ("service", view.record.source, view.record.id)
        if own in self.beside and not self.is_close:
            return replace(self, is_close=True).service(view)
        owner = view.organization
        return replace(
            view,
            record=self.record("service", view.record),
            organization=self.record("organization", owner) if owner else None,
            sites=tuple(self.record("site", site) for site in view.sites),
            categories=self.clean(view.categories),
            facts=self.clean(view.facts),
            capacity=self.clean(view.capacity),
            also=self.clean(view.also),
            known=self.clean(view.known),
            heard=self.clean(view.heard),
        )

    def set_aside(self, row: SetAsideView, *, source: str) -> SetAsideView:
        """A row as it may leave; one that is about a hidden site without any of its cells."""
        if self.is_about_a_hidden_site(row, source=source):
            cells = {column: HIDDEN if cell else "" for column, cell in row.content.items()}
            return replace(row, content=cells, reason=self.text(row.reason))
        return self.clean(row)

    def is_about_a_hidden_site(self, row: SetAsideView, *, source: str) -> bool:
        """Whether any cell of a row says that it is about a hidden site, or names one."""
        cells = list(row.content.values())
        told = any(self.text(cell, is_name=True) != cell for cell in cells)
        return (
            is_confidential(*cells)
            or told
            or any(
                self._points_at_one(plain_name(column), cell, row=row, source=source)
                for column, cell in row.content.items()
            )
        )

    def _bare(self, site: Site, *, key: str) -> Site:
        return Site(
            id=key,
            organization_id=self.key("organization", site.source, site.organization_id),
            hidden=True,
            external_id=site.external_id and key,
            source=site.source,
        )

    def _field(self, name: str, value: Any) -> Any:
        if name == "name":
            return self.text(value, is_name=True)
        if name == "phones":
            return tuple(each for each in value if _digits(each) not in self.phones)
        return self.clean(value)

    def _cleaned(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {name: self.clean(inside) for name, inside in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(self.clean(inside) for inside in value)
        if is_dataclass(value) and not isinstance(value, type):
            inside = {each.name: self.clean(getattr(value, each.name)) for each in fields(value)}
            return replace(value, **inside)
        return value

    def _phone(self, found: re.Match[str]) -> str:
        return HIDDEN if _digits(found[0]) in self.phones else found[0]

    def _points_at_one(self, column: str, cell: str, *, row: SetAsideView, source: str) -> bool:
        """A cell says that the row is about a hidden site."""
        own = kind_of(stem(row.file)) == "location"
        if is_told_by(column, cell, is_place=own):
            return True
        if _SAYS_CONFIDENTIAL.search(column) and said_in(cell) == "yes":
            return True
        if _HOLDS_AN_ADDRESS.search(column) and is_no_address(cell):
            return True
        own_id = own and column == "id"
        return (own_id or column in _POINTS_AT_A_SITE) and (source, cell) in self.sites


def hiding(listings: Iterable[Mapping[str, Any]]) -> Hiding:
    """What is hidden of a map.

    A site that has the address of a hidden one is hidden too: another directory may not know that
    the address is confidential. What was hidden in an older file is so in a newer one that says
    something else.

    Args:
        listings: all rows of the map, as they are kept.
    """
    rows = list(listings)
    hidden = hidden_places(rows)
    listed = {plain_text(row["name"]) for row in rows if row["kind"] != "site"}
    places = {each for site in hidden.versions for each in _places(site)}
    names = {each for site in hidden.versions for each in _names(site, listed=listed)}
    found = Hiding(
        sites=hidden.sites,
        keys={},
        streets=_streets(hidden.versions, towns=_towns(rows) if hidden.versions else ()),
        places=_told(places),
        words=_told(places | names),
        phones=frozenset(_digits(each) for site in hidden.versions for each in site.phones) - {""},
        beside=frozenset(_beside(rows, hidden.sites)) if hidden.sites else frozenset(),
        points=frozenset(_points(hidden.versions)),
        alone=tuple(dict.fromkeys(s for each in hidden.versions for s in site_streets(each))),
    )
    keys = {
        (row["kind"], row["source"], row["key"]): f"~hidden {row['id']}"
        for row in rows
        if hidden.sites and _key_tells(row, found)
    }
    return replace(found, keys=keys)


def _beside(
    rows: Iterable[Mapping[str, Any]], hidden: Container[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Services that are offered at a hidden site, and organizations that run it or them."""
    for row in rows:
        source, body = row["source"], row["body"]
        if row["kind"] == "service" and any((source, s) in hidden for s in body["site_ids"]):
            yield "service", source, row["key"]
        elif row["kind"] != "site" or (source, row["key"]) not in hidden:
            continue
        if body.get("organization_id"):
            yield "organization", source, body["organization_id"]


def _key_tells(row: Mapping[str, Any], found: Hiding) -> bool:
    """A key that was made up here holds a name and an address."""
    key = row["key"]
    if (row["source"], key) in found.sites and row["kind"] == "site" and is_made_up(key):
        return True
    return found.text(key) != key


def _towns(rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(row["body"]["city"] for row in rows if row["kind"] == "site") - {""}


def _streets(sites: Iterable[Site], *, towns: Collection[str]) -> _Streets:
    found: dict[str, dict[Hidden, None]] = defaultdict(dict)
    for site in sites:
        after = (site.address_2, site.city, site.state_province, site.postal_code)
        behind = tuple(tuple(word.folded for word in words_of(each)) for each in after if each)
        line = f"{site.address_1} {site.address_2}".lower()
        others = () if site.city else [each for each in towns if each.lower() in line]
        for street in site_streets(site, others):
            for number in street.numbers:
                found[number][Hidden(street, (street.rest, *behind))] = None
    return {number: tuple(told) for number, told in found.items()}


def _plainly(told: Hidden) -> tuple[Any, ...]:
    """The same in an order of its own."""
    of = told.street
    return (sorted(of.numbers), of.name, of.kind, sorted(of.ways), of.rest, told.behind)


def _places(site: Site) -> Iterator[_Telling]:
    """An address without a number."""
    if words := () if streets(site.address_1, site.address_2) else address_words(site.address_1):
        behind = (site.address_2, site.city, site.state_province, site.postal_code)
        after = "".join(rf"(?:[\W_]+{_said(plain_text(each).split())})?" for each in behind if each)
        yield _telling(words, after=after)


def _points(sites: Iterable[Site]) -> Iterator[Point]:
    """Coordinates that are exact enough to find a place."""
    for site in sites:
        if site.latitude is not None and site.longitude is not None:
            point = (site.latitude, site.longitude)
            if is_told(point):
                yield point


def _names(site: Site, *, listed: set[str]) -> Iterator[_Telling]:
    """A name, unless it is also that of a service, or one that tells nothing."""
    said = without_mark(site.name)
    name = plain_text(said)
    words = tuple(name.split())
    plain = all(word in _PLAIN_NAMES or len(word) < _SHORT for word in words)
    silent = is_confidential(said) or is_no_address(said)
    if not plain and not silent and name not in listed:
        yield _telling(words, after="")


def _telling(words: tuple[str, ...], *, after: str) -> _Telling:
    pattern = re.compile(rf"(?<![^\W_]){_said(words)}(?![^\W_]){after}", re.IGNORECASE)
    return max(words, key=len), pattern


def _said(words: Iterable[str]) -> str:
    """Words in a row, whatever stands between them."""
    return r"[\W_]+".join(map(re.escape, words))


def _told(several: Iterable[_Telling]) -> _Told:
    by_probe: dict[str, tuple[re.Pattern[str], ...]] = {}
    for probe, pattern in sorted(
        several, key=lambda each: (-len(each[1].pattern), each[1].pattern)
    ):
        by_probe[probe] = (*by_probe.get(probe, ()), pattern)
    return by_probe


def _digits(phone: str) -> str:
    """What two ways to write a number have in common; empty where it is none."""
    digits = re.sub(r"\D", "", phone.partition("x")[0])
    return digits[-10:] if len(digits) >= _FEWEST_DIGITS else ""
