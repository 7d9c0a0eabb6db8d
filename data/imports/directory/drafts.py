"""Records in the making: what several rows and files say of one thing comes together here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from data.imports.directory.confidential_columns import is_told
from data.imports.directory.issues import Ledger, Place
from data.imports.directory.parts import Part, is_made_up, plain_text
from data.imports.directory.records import Capacity, Fact, Term
from data.imports.directory.standing import worse
from data.imports.directory.tables import Record

Many = Literal["phones", "languages", "terms", "capacities"]

_NOT_THE_SAME = {
    "organization": ("name",),
    "service": ("name", "organization_id"),
    "location": ("name", "address_1", "postal_code"),
}
"""Where two rows with one id differ in one of these, they are two things."""
_PLAIN = ("yes", "no")


@dataclass(slots=True)
class Draft:
    """One organization, service or site while rows still come.

    Attributes:
        cells: fields and unknown columns by name.
        counted: a row of its own was read, not only a mention in another.
        own_id: the directory gave the id.
        facts: by id.
        days: on which something of it was changed, by fact id; "" for all of it.
    """

    id: str
    place: Place
    cells: Record
    counted: bool
    own_id: bool
    facts: dict[str, Fact] = field(default_factory=dict)
    days: dict[str, str] = field(default_factory=dict)
    _lists: dict[str, dict[Any, None]] = field(default_factory=dict)

    def add(self, name: Many, *values: str | Term | Capacity) -> None:
        """Put values behind those of the same name, each once."""
        if values:
            self._lists.setdefault(name, {}).update(dict.fromkeys(values))

    def listed(self, name: Many) -> tuple[Any, ...]:
        """The values of a name, in the order they came."""
        return tuple(self._lists.get(name, ()))

    def add_text(self, name: str, text: str) -> None:
        """Put a text behind what a cell says already."""
        known = self.cells.get(name, "")
        if text and f"; {text};" not in f"; {known};":
            self.cells[name] = f"{known}; {text}" if known else text


@dataclass(slots=True)
class Drafts:
    """All records in the making, by id.

    Attributes:
        links: pairs of a service and a site; their own ids point at them in `link_ids`;
            what has ended at its site is in `closed_links`.
        terms: the directory's vocabulary by id; with `words_apart` its taxonomies are only names
            of vocabularies.
        closed: organizations whose services are no supply.
        parents: what a contact or a phone belongs to, for rows that name only that.
    """

    ledger: Ledger
    source: str
    organization: dict[str, Draft] = field(default_factory=dict)
    service: dict[str, Draft] = field(default_factory=dict)
    location: dict[str, Draft] = field(default_factory=dict)
    links: dict[tuple[str, str], None] = field(default_factory=dict)
    link_ids: dict[str, tuple[str, str]] = field(default_factory=dict)
    closed_links: set[tuple[str, str]] = field(default_factory=set)
    terms: dict[str, Term] = field(default_factory=dict)
    vocabularies: dict[str, str] = field(default_factory=dict)
    words_apart: bool = False
    units: dict[str, str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    parents: dict[tuple[str, str], list[Draft]] = field(default_factory=dict)

    def of(self, kind: str) -> dict[str, Draft]:
        """The drafts of one kind."""
        return {
            "organization": self.organization,
            "service": self.service,
            "location": self.location,
        }[kind]

    def find(self, kind: str, key: str) -> Draft | None:
        """The draft with an id."""
        return self.of(kind).get(key)


def enter(part: Part, drafts: Drafts) -> None:
    """Make a draft of each row, or put the row to the draft with its id.

    Rows have got their ids before; one without says nothing of itself.
    """
    store, ledger = drafts.of(part.kind), drafts.ledger
    named = {record.get("id", "") for _, record in part.rows if record.get("name")}
    for place, record in part.placed():
        key = record.get("id", "")
        if not key:
            reason = "it has neither an id nor a name"
            hold(place, reason, part=part, ledger=ledger, code="unattached_row")
            continue
        if part.kind == "service" and key not in named and key not in store:
            _leave_nameless(place, key, part=part, ledger=ledger)
            continue
        if (found := store.get(key)) is None:
            cells = {name: cell for name, cell in record.items() if cell}
            found = Draft(key, place, cells, part.counts, not is_made_up(key))
            store[key] = found
        elif not _meet(found, record, place=place, part=part, ledger=ledger):
            continue
        found.add("terms", *part.terms.get(place.row, ()))
        learn(found, part.facts.get(place.row, {}), place=place, ledger=ledger)


def _leave_nameless(place: Place, key: str, *, part: Part, ledger: Ledger) -> None:
    """A service without a name is nothing that anybody could look for or call."""
    ledger.note("name_missing", place, came=key)
    if part.counts:
        reason = f"service '{key}' has no name" if not is_made_up(key) else "it has no name"
        ledger.set_aside(place, "held", reason=reason)


def learn(found: Draft, stated: Mapping[str, Fact], *, place: Place, ledger: Ledger) -> None:
    """Put answers to a record.

    A yes and a no to one question leave it open; a plain answer stands before a doubtful one.
    """
    for fact_id, fact in stated.items():
        known = found.facts.get(fact_id)
        if known is None or known.state not in _PLAIN:
            found.facts[fact_id] = fact
        elif fact.state in _PLAIN and fact.state != known.state:
            ledger.note("facts_in_conflict", place, came=fact.source)
            source = "; ".join(dict.fromkeys((known.source, fact.source)))
            found.facts[fact_id] = Fact("unknown", "yes in one row, no in another", source)


def _meet(found: Draft, record: Record, *, place: Place, part: Part, ledger: Ledger) -> bool:
    """A row whose id is known: the same again or more about it, or else it is held."""
    again = part.counts and found.counted
    if again and (different := _different(found.cells, record, kind=part.kind)):
        ledger.note("id_conflict", place, came=f"{found.id}: {different}")
        reason = f"its id stands for something else in row {found.place.row}"
        ledger.set_aside(place, "held", reason=f"{reason} of {found.place.file}")
        return False
    only_mentioned = part.counts and not found.counted
    if again and record.get("status"):
        found.cells["status"] = worse(found.cells.get("status", ""), record["status"])
    found.add("phones", *_phones(found.cells, record))
    for name, cell in record.items():
        hiding = is_told(name, cell, is_place=part.kind == "location")
        if cell and (only_mentioned or hiding or not found.cells.get(name)):
            found.cells[name] = cell
    if again:
        ledger.note("id_repeated", place, came=found.id)
        says = "has the same id and name" if found.own_id else "says the same in every cell"
        ledger.set_aside(place, "merged", reason=f"row {found.place.row} {says}")
    elif part.counts:
        found.counted, found.place = True, place
    return True


def _phones(*rows: Mapping[str, str]) -> tuple[str, ...]:
    """The telephones of rows that are about one thing; none is lost where they differ."""
    said = dict.fromkeys(row.get("phone", "") for row in rows if row.get("phone"))
    return tuple(said) if len(said) > 1 else ()


def _different(one: Mapping[str, str], two: Mapping[str, str], *, kind: str) -> str:
    """What cannot be said of one and the same thing; empty where all agrees."""
    for name in _NOT_THE_SAME[kind]:
        ours, theirs = one.get(name, ""), two.get(name, "")
        if ours and theirs and ours != theirs and plain_text(ours) != plain_text(theirs):
            return f"{ours} / {theirs}"
    return ""


def hold(place: Place, reason: str, *, part: Part, ledger: Ledger, code: str) -> None:
    """Keep a row for a person to look at; what is only mentioned is not told twice."""
    if part.counts:
        ledger.note(code, place, came=reason)
        ledger.set_aside(place, "held", reason=reason)


def miss_required(part: Part, ledger: Ledger, *, required: Iterable[str]) -> None:
    """Tell where the standard wants something and nothing is there."""
    for name in required:
        if not any(name in record for _, record in part.rows):
            ledger.note("required_column_missing", Place(part.file, 0, name), came=part.kind)
            continue
        for place, record in part.placed():
            if not record.get(name):
                ledger.note("required_blank", Place(place.file, place.row, name))
