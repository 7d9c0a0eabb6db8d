"""Rows that say more about a service, a site or an organization: telephones, addresses, words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from data.imports.directory import facts
from data.imports.directory.amounts import amount_in, of_one_kind
from data.imports.directory.days import told_day
from data.imports.directory.drafts import Draft, Drafts, hold, learn
from data.imports.directory.issues import Place
from data.imports.directory.languages import languages_in
from data.imports.directory.parts import Part
from data.imports.directory.records import OWN_FACTS, Capacity, Fact, Term
from data.imports.directory.row_words import in_words
from data.imports.directory.tables import Record

_REFERENCES = {
    "service_id": "service",
    "location_id": "location",
    "organization_id": "organization",
}
_POST = frozenset({"postal", "mailing", "mail", "virtual"})
_POINTERS = (
    *("service_id", "location_id", "organization_id", "service_at_location_id", "contact_id"),
    *("phone_id", "link_id", "taxonomy_term_id", "link_type", "link_entity", "program_id"),
    "unit_id",
)
_Find = Callable[..., list[Draft]]
_IDS = frozenset(_POINTERS) | {"id"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row and one of the things that it belongs to."""

    owner: Draft
    cells: Record
    place: Place
    part: Part
    drafts: Drafts

    def get(self, name: str) -> str:
        """A cell; empty where there is none."""
        return self.cells.get(name, "")

    def words(self) -> str:
        """All it says beside ids, in words."""
        return in_words(self.cells, without=_IDS)


def attach(part: Part, drafts: Drafts) -> None:
    """Put each row to what it belongs to, or hold it."""
    handle = HANDLERS.get(part.kind, _as_text)
    columns = set().union(*(record for _, record in part.rows))
    named = [name for name in _FINDING if name in columns]
    for place, record in part.placed():
        owners = _owners(record, drafts, named=named)
        if not owners:
            said = ", ".join(f"{name} {record[name]}" for name in _POINTERS if record.get(name))
            reason = f"nothing it belongs to is in the files ({said or 'it names nothing'})"
            hold(place, reason, part=part, ledger=drafts.ledger, code="unattached_row")
            continue
        if part.kind in ("contact", "phone") and record.get("id"):
            drafts.parents[part.kind, record["id"]] = owners
        for owner in owners:
            handle(Row(owner, record, place, part, drafts))


def _owners(record: Record, drafts: Drafts, *, named: Sequence[str]) -> list[Draft]:
    """Everything that a row names and that is there, each once."""
    found: dict[int, Draft] = {}
    for name in named:
        if key := record.get(name, ""):
            for draft in _FINDING[name](key, record=record, drafts=drafts):
                found[id(draft)] = draft
    return list(found.values())


def _direct(name: str) -> _Find:
    def find(key: str, *, record: Record, drafts: Drafts) -> list[Draft]:  # noqa: ARG001 - one form
        draft = drafts.of(_REFERENCES[name]).get(key)
        return [draft] if draft else []

    return find


def _linked(key: str, *, record: Record, drafts: Drafts) -> list[Draft]:  # noqa: ARG001 - one form
    """The service of a link."""
    pair = drafts.link_ids.get(key)
    return [drafts.service[pair[0]]] if pair else []


def _pointed(key: str, *, record: Record, drafts: Drafts) -> list[Draft]:
    """What a row of attributes points at; it may name the table too."""
    entity = record.get("link_entity", "")
    kinds = (entity,) if entity in _REFERENCES.values() else tuple(_REFERENCES.values())
    drafted = [drafts.of(kind).get(key) for kind in kinds]
    return [draft for draft in drafted if draft] + _linked(key, record=record, drafts=drafts)


def _by_parent(kind: str) -> _Find:
    """What a contact or a telephone belongs to, for rows that name only that."""

    def find(key: str, *, record: Record, drafts: Drafts) -> list[Draft]:
        if any(record.get(name) for name in (*_REFERENCES, "service_at_location_id")):
            return []
        return drafts.parents.get((kind, key), [])

    return find


_FINDING: Mapping[str, _Find] = {
    **{name: _direct(name) for name in _REFERENCES},
    "service_at_location_id": _linked,
    "link_id": _pointed,
    "contact_id": _by_parent("contact"),
    "phone_id": _by_parent("phone"),
}


def _phone(row: Row) -> None:
    number, extension = row.get("number").strip('"'), row.get("extension")
    if not number:
        return
    if row.get("type").lower() in ("fax", "facsimile"):
        row.owner.add_text("fax", number)
    else:
        row.owner.add("phones", f"{number} x{extension}" if extension else number)


def _language(row: Row) -> None:
    text = row.get("name") or row.get("code")
    note_languages(row.owner, text, place=row.place, column="name", drafts=row.drafts)
    row.owner.add_text("language_note", row.get("note"))


def note_languages(owner: Draft, text: str, *, place: Place, column: str, drafts: Drafts) -> None:
    """Put the languages of a cell to their owner, and tell of words that are none."""
    names, strange = languages_in(text)
    owner.add("languages", *names, *strange)
    for word in strange:
        drafts.ledger.note("language_not_known", Place(place.file, place.row, column), came=word)


def _address(row: Row) -> None:
    post = row.part.kind == "postal_address" or row.get("address_type").lower() in _POST
    taken = any(row.owner.cells.get(name) for name in ("address_1", "city", "postal_code"))
    if post or taken:
        row.owner.add_text("postal_address" if post else "other_address", row.words())
        return
    said = {name: cell for name, cell in row.cells.items() if cell and name not in _IDS}
    said.pop("address_type", None)
    row.owner.cells.update(said)


def _attribute(row: Row) -> None:
    key, value = row.get("taxonomy_term_id"), row.get("value")
    term = row.drafts.terms.get(key)
    if term is None:
        term = Term(row.get("link_type") or row.part.kind, key, row.get("label") or value)
        if key and row.part.counts:
            at = Place(row.place.file, row.place.row, "taxonomy_term_id")
            row.drafts.ledger.note("term_not_known", at, came=key)
    if term.vocabulary == OWN_FACTS:
        _own_fact(row, term.code, value)
        return
    row.owner.add("terms", term)
    row.owner.add_text(f"attribute {term.name or term.code}".strip(), value)


def _own_fact(row: Row, fact_id: str, value: str) -> None:
    """A fact that a map like ours wrote; "unknown" and "not asked" come back as well."""
    said = Fact(facts.state_in(value), source=f"{row.drafts.source}: {OWN_FACTS}")
    learn(row.owner, {fact_id: said}, place=row.place, ledger=row.drafts.ledger)


def _eligibility(row: Row) -> None:
    row.owner.add_text("eligibility", row.get("eligibility"))


def _payment(row: Row) -> None:
    row.owner.add_text("payment_accepted", row.get("payment"))
    facts.note_payment(row.owner.facts, row.get("payment"), source=row.drafts.source)


def _cost(row: Row) -> None:
    names = ("option", "amount", "currency", "amount_description")
    row.owner.add_text("fees", " ".join(filter(None, map(row.get, names))))


def _access(row: Row) -> None:
    for name in ("description", "accessibility", "details", "name"):
        row.owner.add_text("accessibility", row.get(name))


def _schedule(row: Row) -> None:
    facts.note_hours(row.owner.facts, row.cells, source=row.drafts.source)
    _as_text(row)


def _capacity(row: Row) -> None:
    """Numbers count one thing; words that are no number, or of something else, stay beside them."""
    told = {name: amount_in(row.get(name)) for name in ("available", "maximum")}
    own = row.drafts.units.get(row.get("unit_id"), "") or row.get("unit")
    said = [each.unit for each in (told["maximum"], told["available"]) if each and each.unit]
    unit = own or next(iter(said), "")
    counts: dict[str, int | None] = {}
    for name, amount in told.items():
        fits = amount is not None and of_one_kind(amount.unit, unit)
        counts[name] = amount.number if amount and fits else None
        if not fits and (words := row.get(name)):
            at = Place(row.place.file, row.place.row, name)
            row.drafts.ledger.note("capacity_not_a_number", at, came=words)
            row.owner.add_text("capacity", f"{name}: {words}")
    at = Place(row.place.file, row.place.row, "updated")
    updated = told_day(row.get("updated"), at, ledger=row.drafts.ledger)
    row.owner.add("capacities", Capacity(unit, updated=updated, **counts))
    row.owner.add_text("capacity", row.get("description"))


def _as_text(row: Row) -> None:
    """What has no field here is kept in words beside its owner."""
    row.owner.add_text(row.part.kind, row.words())


def _url(row: Row) -> None:
    """More pages beside the one that a record has a field for."""
    row.owner.add_text("additional_urls", row.words())


HANDLERS: Mapping[str, Callable[[Row], None]] = {
    "phone": _phone,
    "language": _language,
    "address": _address,
    "postal_address": _address,
    "attribute": _attribute,
    "service_taxonomy": _attribute,
    "eligibility": _eligibility,
    "payment_accepted": _payment,
    "cost_option": _cost,
    "accessibility": _access,
    "schedule": _schedule,
    "service_capacity": _capacity,
    "url": _url,
}
"""What is done with a row, by kind of table; all others are kept in words."""
