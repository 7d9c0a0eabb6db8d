"""What a directory states of a service, in questions of ours and with the day of each answer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from data.clock import today
from data.imports.directory.days import first_day, no_whole_day
from data.imports.directory.records import Capacity, Service
from data.resource_views import CapacityView, FactView
from data.services.called import OLD_AFTER
from data.services.listed_amounts import newest
from data.services.spoken_languages import fact_of
from data.services.undated import Said
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
        fact: FactView(
            each.state,
            each.condition,
            each.source or source,
            first_day(each.as_of),
            told=no_whole_day(each.as_of),
        )
        for fact, each in record.acceptance.items()
    }
    found = by_codes | by_languages | answered
    return {name: _dated(each, record, brought_in=brought_in) for name, each in found.items()}


def together(
    own: Mapping[str, FactView], others: Sequence[Mapping[str, FactView]]
) -> dict[str, FactView]:
    """What several listings of one service say; a yes and a no leave a question open.

    What is not too old stands before what is, and the team's own word before any list's. Versions
    are those of the listing that the others count as; a newer word about it settles the question.
    """
    names = dict.fromkeys(name for each in (own, *others) for name in each)
    found: dict[str, FactView] = {}
    for name in names:
        heard = _heard([each[name] for each in (own, *others) if name in each])
        found[name] = replace(heard, version=own[name].version if name in own else 0)
    return found


def _heard(said: Sequence[FactView]) -> FactView:
    answers = [each for each in said if each.state in ("yes", "no")]
    if not answers:
        return said[0]
    first = min(map(_rank, answers))
    best = [each for each in answers if _rank(each) == first]
    if len({each.state for each in best}) == 1:
        return best[0]
    if _is_newer(best[0], best[1:]):
        return best[0]
    by_state = {
        state: "; ".join(dict.fromkeys(each.source for each in best if each.state == state))
        for state in ("yes", "no")
    }
    return FactView(
        "unknown",
        condition=f"yes says {by_state['yes']}; no says {by_state['no']}",
        source="; ".join(dict.fromkeys(each.source for each in best)),
        as_of=max((each.as_of for each in best if each.as_of), default=None),
        saved_by_name=next((each.saved_by_name for each in best if each.saved_by_name), ""),
        is_old=first[0],
    )


def _rank(fact: FactView) -> tuple[bool, bool]:
    """What is not too old goes first, and of that what people found out themselves."""
    return fact.is_old, not (fact.version or fact.saved_by_name)


def _is_newer(one: FactView, others: Sequence[FactView]) -> bool:
    """The team has said it of this very listing, on a later day than all others."""
    day = one.as_of if one.version else None
    return day is not None and all(each.as_of is None or each.as_of < day for each in others)


def _dated(fact: FactView, record: Service, *, brought_in: date | None) -> FactView:
    """A fact with its day; one that nobody dates has that of its file, and says so."""
    known = fact.as_of or first_day(record.as_of)
    told = fact.told if fact.as_of else no_whole_day(record.as_of)
    as_of = known or brought_in
    by_import = known is None and brought_in is not None
    return replace(fact, as_of=as_of, is_old=is_old(as_of), by_import=by_import, told=told)


def listed_capacities(
    record: Service,
    source: str,
    *,
    own: CapacityView | None,
    brought_in: date | None,
    since: Mapping[Said, date],
) -> tuple[CapacityView, ...]:
    """All units that are told, the team's own word first; it stands for all of its own kind.

    Those with a number come before those that are told in words only. A number without a day that
    can be read may be older than its file, so it says nothing of openings on the day of the file;
    the day on which it was first brought in is its latest possible one, is told as such, and from
    it the number grows old. A newer file that repeats it makes it no newer. Of one unit the newest
    number stands (`listed_amounts.newest`).

    Args:
        since: the day on which each number without one was first brought in, where the row has it.
    """
    found = () if own is None else (own,)
    said = frozenset[str]() if own is None else kinds_of(own.unit)

    def day_of(capacity: Capacity) -> str:
        return capacity.updated if first_day(capacity.updated) else record.as_of

    told = newest(record.capacities, day_of=lambda each: first_day(day_of(each)))
    for each in sorted(told, key=lambda c: {c.available, c.maximum} == {None}):
        day = day_of(each)
        as_of = first_day(day)
        first = since.get((each.unit, each.available, each.maximum), brought_in)
        if said.isdisjoint(kinds_of(each.unit)):
            view = CapacityView(
                unit=each.unit,
                available=each.available,
                maximum=each.maximum,
                source=source,
                as_of=as_of,
                told=no_whole_day(day),
                is_old=is_old(as_of or first),
                at_latest=None if as_of else first,
            )
            found = (*found, view)
    return found


def is_old(as_of: date | None) -> bool:
    """Too old to count as known for sure."""
    return as_of is not None and today() - as_of > OLD_AFTER
