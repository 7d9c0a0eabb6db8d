"""What a directory states of a service, in questions of ours and with the day of each answer."""

from dataclasses import replace
from datetime import date

from data.clock import today
from data.imports.directory.records import Service
from data.resource_views import CapacityView, FactView
from data.services.called import OLD_AFTER
from data.services.spoken_languages import fact_of
from data.services.units import kinds_of
from surveys.resource_map import resource_map
from surveys.resource_rules import codes_of, facts_from_codes


def stated(record: Service, source: str, *, brought_in: date | None) -> dict[str, FactView]:
    """What a directory states, in words of ours, in codes, and by the languages it lists.

    It is of the day that the directory tells; where it tells none, of the day on which it was
    brought in, and that is said.
    """
    codes = codes_of((term.vocabulary, term.code, term.name) for term in record.terms)
    by_codes = {
        each.fact: FactView("yes", source=f"{source} ({', '.join(each.codes)})")
        for each in facts_from_codes(codes)
    }
    spoken = {fact_of(each) for each in record.languages} - {""}
    by_languages = {
        fact: FactView("yes", source=source) for fact in resource_map().facts if fact in spoken
    }
    answered = {
        fact: FactView(each.state, each.condition, each.source or source, _day(each.as_of))
        for fact, each in record.acceptance.items()
    }
    day = _day(record.as_of)
    found = by_codes | by_languages | answered
    return {name: _dated(each, day, brought_in=brought_in) for name, each in found.items()}


def _dated(fact: FactView, day: date | None, *, brought_in: date | None) -> FactView:
    """A fact with its day; one that nobody dates has that of its file, and says so."""
    known = fact.as_of or day
    as_of = known or brought_in
    by_import = known is None and brought_in is not None
    return replace(fact, as_of=as_of, is_old=is_old(as_of), by_import=by_import)


def listed_capacities(
    record: Service, source: str, *, own: CapacityView | None, brought_in: date | None
) -> tuple[CapacityView, ...]:
    """All units that are told, the team's own word first; it stands for all of its own kind.

    Those with a number come before those that are told in words only. How many are free on a day
    that nobody tells is not known to be of the day of the file; but with the file it grows old.
    """
    found = () if own is None else (own,)
    said = frozenset[str]() if own is None else kinds_of(own.unit)
    for each in sorted(record.capacities, key=lambda c: {c.available, c.maximum} == {None}):
        as_of = _day(each.updated) or _day(record.as_of)
        if said.isdisjoint(kinds_of(each.unit)):
            view = CapacityView(
                unit=each.unit,
                available=each.available,
                maximum=each.maximum,
                source=source,
                as_of=as_of,
                is_old=is_old(as_of or brought_in),
            )
            found = (*found, view)
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def is_old(as_of: date | None) -> bool:
    """Too old to count as known for sure."""
    return as_of is not None and today() - as_of > OLD_AFTER
