"""What a team knows of services as rows of HSDS: kinds of help, facts, capacity, and since when.

Facts and kinds of help travel as terms of taxonomies of our own, beside the words that the
directory itself had used.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from data.exports.cells import Cell
from data.exports.resources.hsds_left_out import LeftOut
from data.exports.resources.hsds_records import SPACE, Row, service_id, standing, status, uuid
from data.exports.resources.words import WORDS, about, amount, capacity_day, day, fact_whole, known
from data.imports.directory.days import first_day
from data.imports.directory.records import OWN_FACTS as FACTS
from data.imports.directory.records import Term
from data.imports.directory.vouching import CAPACITY
from data.resource_views import CapacityView, ServiceView
from data.services.resource_files import ResourceExport
from surveys.resource_map import resource_map
from surveys.resource_rules import codes_of

CATEGORIES = "Common Table kinds of help"
_OURS = frozenset({FACTS, CATEGORIES})
_OUR_TERMS = {
    FACTS: "Whom a service takes and how it can be reached. The value of an attribute is yes, no, "
    "unknown or not_asked; of the last two none is a no.",
    CATEGORIES: "Kinds of help that a person has confirmed for a service. Our own list, which has "
    "not been validated.",
}
_NO_VOCABULARY = "Words without a vocabulary"


def taxonomies(content: ResourceExport) -> Iterator[Row]:
    """Our two taxonomies, and one for each vocabulary that a directory used."""
    version = resource_map().version
    for name, description in _OUR_TERMS.items():
        yield _taxonomy(name, description, version=version)
    for name in dict.fromkeys(_vocabulary(term) for term in _terms(content)):
        yield _taxonomy(name, "Words that a directory puts to its services", version=None)


def terms(content: ResourceExport) -> Iterator[Row]:
    """Every term that an attribute points at, and all of ours."""
    for fact in resource_map().facts:
        yield _term(FACTS, fact, name=_compact(fact), description=WORDS.fact(fact))
    for each in resource_map().categories:
        words = WORDS.categories[each.id]
        yield _term(CATEGORIES, each.id, name=words.title, description=words.definition)
    for term in _terms(content):
        yield {
            **_term(_vocabulary(term), _code(term), name=term.name or term.code, description=""),
            "id": _term_id(term),
        }


def attributes(content: ResourceExport) -> Iterator[Row]:
    """What a directory files a service under, what a person confirmed, and every known fact."""
    for view in standing(content):
        for term in view.record.terms:
            if term.vocabulary not in _OURS:
                value = view.record.extra.get(value_of(term))
                yield {**_attribute(view, _term_id(term), link_type="taxonomy"), "value": value}
        for each in view.categories:
            if each.state == "confirmed":
                said = f"confirmed by {known(each.saved_by_name)} on {day(each.saved_on)}"
                term_id = _our_id(CATEGORIES, each.category)
                row = _attribute(view, term_id, link_type="kind_of_help")
                yield {**row, "value": "confirmed", "label": said}
        for name, fact in view.facts.items():
            row = _attribute(view, _our_id(FACTS, name), link_type="fact")
            yield {**row, "value": fact.state, "label": f"{WORDS.fact(name)}: {fact_whole(fact)}"}


def value_of(term: Term) -> str:
    """Where a record keeps what a directory says of it under a word."""
    return f"attribute {term.name or term.code}".strip()


def units(content: ResourceExport) -> Iterator[Row]:
    """What capacities are counted in."""
    names = (unit for view in standing(content) for unit, _, _, _ in _capacities(view))
    for name in dict.fromkeys(names):
        yield {"id": uuid("unit", name), "name": name}


def capacities(content: ResourceExport) -> Iterator[Row]:
    """How much services can take; a number that nobody knows is left empty and said in words."""
    for view in standing(content):
        for unit, free, whole, (said, updated) in _capacities(view):
            yield {
                "id": uuid("service_capacity", view.id, unit),
                "service_id": service_id(view),
                "unit_id": uuid("unit", unit),
                "available": free,
                "maximum": whole,
                "description": said,
                "updated": updated,
            }


def metadata(content: ResourceExport, what: str, told: LeftOut) -> Iterator[Row]:
    """What the file is, and what it does not hold."""
    for name, sentences in (("about", about(content, what)), ("left_out", told.sentences())):
        row = {"id": uuid("metadata", content.team.id, name), "resource_id": str(SPACE)}
        yield {
            **_change(row, "datapackage", content.as_of, by="Common Table"),
            "last_action_type": "create",
            "field_name": name,
            "replacement_value": " ".join(sentences),
        }


def changes(content: ResourceExport) -> Iterator[Row]:
    """What a person has said since, the days of it all, and what became of listings."""
    for view in content.services:
        yield from _fate(view, content)
        if view.merged_into is None:
            yield from _brought_in(view)
            yield from _said(view)


def _taxonomy(name: str, description: str, *, version: str | None) -> Row:
    return {
        "id": uuid("taxonomy", name),
        "name": name,
        "description": description,
        "version": version,
    }


def _term(vocabulary: str, code: str, *, name: str, description: str) -> Row:
    return {
        "id": _our_id(vocabulary, code),
        "code": code,
        "name": name,
        "description": description,
        "taxonomy_id": uuid("taxonomy", vocabulary),
    }


def _attribute(view: ServiceView, term_id: str, *, link_type: str) -> dict[str, str | None]:
    return {
        "id": uuid("attribute", view.id, term_id),
        "link_id": service_id(view),
        "taxonomy_term_id": term_id,
        "link_type": link_type,
        "link_entity": "service",
        "value": None,
    }


def _terms(content: ResourceExport) -> tuple[Term, ...]:
    """The words that directories use, each once."""
    used = (term for view in standing(content) for term in view.record.terms)
    return tuple(dict.fromkeys(term for term in used if term.vocabulary not in _OURS))


def _vocabulary(term: Term) -> str:
    return term.vocabulary or _NO_VOCABULARY


def _term_id(term: Term) -> str:
    return uuid("taxonomy_term", _vocabulary(term), term.code, term.name)


def _our_id(vocabulary: str, code: str) -> str:
    return uuid("taxonomy_term", vocabulary, code)


def _code(term: Term) -> str:
    """The code; of the federal locator also where only its words came, since codes state facts."""
    found = codes_of([(term.vocabulary, term.code, term.name)])
    return term.code or (found[0] if found else term.name)


def _compact(fact: str) -> str:
    """A name without spaces: a question is no heading that a service is filed under."""
    first, *others = fact.split("_")
    return first + "".join(each.capitalize() for each in others)


def _capacities(
    view: ServiceView,
) -> Iterator[tuple[str, float | None, float | None, tuple[str, str]]]:
    """Unit, free and whole number, and what is said and when; the one that counts comes first."""
    shown = view.capacity
    if shown is None:
        return
    told = _capacity_words(shown), _iso(shown.as_of)
    yield shown.unit, shown.available, shown.maximum, told
    seen = {shown.unit}
    for each in view.record.capacities:
        if each.unit not in seen:
            seen.add(each.unit)
            yield each.unit, each.available, each.maximum, ("", each.updated)


def _capacity_words(capacity: CapacityView) -> str:
    said = {
        "available": capacity.available,
        "maximum": capacity.maximum,
        "mean stay in days": capacity.mean_stay_days,
        "families per worker": capacity.families_per_worker,
        "wait in days": capacity.wait_days,
        "families in line": capacity.families_waiting,
    }
    numbers = (f"{name}: {amount(value)}" for name, value in said.items())
    old = "; more than a year old" if capacity.is_old else ""
    undated = f"; of {capacity_day(capacity)}" if capacity.at_latest else ""
    return f"{'; '.join(numbers)}; said by {known(capacity.source)}{undated}{old}"


def _brought_in(view: ServiceView) -> Iterator[Row]:
    """The day of all that a directory tells without one, so that it grows old elsewhere too."""
    days = [fact.as_of for fact in view.facts.values() if fact.by_import]
    as_of = _day_of(view) or next(iter(days), None)
    if as_of is not None and "assured_date" not in view.record.extra:
        row = {"id": uuid("metadata", view.id, "brought in"), "resource_id": service_id(view)}
        change = _change(row, "service", as_of, by=view.source)
        yield {**change, "last_action_type": "create", "field_name": "service"}


def _said(view: ServiceView) -> Iterator[Row]:
    """What the team itself has said of a service, and what has a day of its own."""
    for name, fact in view.facts.items():
        if fact.version or not (fact.by_import or fact.as_of == _day_of(view)):
            row = {"id": uuid("metadata", view.id, name), "resource_id": service_id(view)}
            by = fact.saved_by_name or fact.source
            change = _change(row, "service", fact.as_of, by=by)
            yield {**change, "field_name": name, "replacement_value": fact.state}
    capacity = view.capacity
    if capacity and capacity.version and capacity.saved_by_name:
        row = {"id": uuid("metadata", view.id, "capacity"), "resource_id": service_id(view)}
        change = _change(row, "service", capacity.as_of, by=capacity.saved_by_name)
        said = f"{amount(capacity.maximum)} {capacity.unit}"
        yield {**change, "field_name": CAPACITY, "replacement_value": said}


def _fate(view: ServiceView, content: ResourceExport) -> Iterator[Row]:
    """That a listing is gone from its directory, found closed, or another one of what is there."""
    if view.merged_into is not None:
        kept = uuid("service", view.merged_into)
        row = {"id": uuid("metadata", view.id, "merged"), "resource_id": kept}
        yield {
            **_change(row, "service", None, by=""),
            "field_name": "id",
            "previous_value": service_id(view),
            "replacement_value": kept,
        }
    elif view.gone:
        newest = next((e.saved_on for e in content.imports if e.source == view.source), None)
        yield _closing(view, "gone", newest, by=f"no longer listed by {known(view.source)}")
    elif view.found_closed and view.record.is_supply:
        called_on = view.last_call.called_on if view.last_call else None
        yield _closing(view, "found closed", called_on, by="a call found it closed")


def _closing(view: ServiceView, why: str, when: date | None, *, by: str) -> Row:
    row = {"id": uuid("metadata", view.id, why), "resource_id": service_id(view)}
    return {
        **_change(row, "service", when, by=by),
        "field_name": "status",
        "previous_value": "" if view.record.status == "unknown" else view.record.status,
        "replacement_value": status(view),
    }


def _day_of(view: ServiceView) -> date | None:
    """The day on which the directory looked at a service, as it tells it."""
    return first_day(view.record.as_of)


def _iso(day: date | None) -> str:
    """A day; empty where there is none."""
    return day.isoformat() if day else ""


def _change(row: Row, kind: str, when: date | None, *, by: str) -> dict[str, Cell]:
    return {
        **row,
        "resource_type": kind,
        "last_action_date": _iso(when),
        "last_action_type": "update",
        "updated_by": by,
    }


def used(several: Iterable[Row]) -> tuple[Row, ...]:
    """Rows, each id once."""
    return tuple({row["id"]: row for row in several}.values())
