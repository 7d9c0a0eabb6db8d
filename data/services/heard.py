"""What calls have found, as facts with their day: of several the last one counts for each question.

A call asks for families and for ways to pay, and not for facts one by one. So a "yes" to Medicaid,
a sliding fee or no fee says that one of them is there and not which; it counts for the people and
for no single fact. That somebody did not know fills only what nobody else has said.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from data.resource_views import CallView, FactState, FactView, ServiceView
from data.services.called import counting, offers
from surveys.resource_map import resource_map

_PAYERS = "medicaid_or_uninsured"
OPENING = "opening"
"""Beside populations: whether there is an opening within a week."""
OPENS_WITHIN = 7


@dataclass(frozen=True, slots=True)
class Heard:
    """What calls to one service have found.

    Attributes:
        facts: by the id of the question.
        people: by population, where no single fact says it; and `OPENING`.
        last: the call that counts, without its note.
    """

    facts: Mapping[str, FactView] = field(default_factory=dict)
    people: Mapping[str, FactView] = field(default_factory=dict)
    last: CallView | None = None


def heard(calls: tuple[CallView, ...], agencies: Mapping[str, str]) -> Mapping[str, Heard]:
    """What was found, by listing.

    Args:
        calls: the oldest first.
        agencies: their names by code.
    """
    facts: dict[str, dict[str, FactView]] = defaultdict(dict)
    people: dict[str, dict[str, FactView]] = defaultdict(dict)
    for call in calls:
        if offers(call.outcome) != "yes":
            continue
        by = f"Call by {agencies.get(call.agency_code, call.agency_code)}"
        for name, state in _facts(call):
            _keep(facts[call.listing_id], name, _view(state, by, call))
        for name, state in _people(call):
            _keep(people[call.listing_id], name, _view(state, by, call))
    standing = counting(calls)
    return {
        each: Heard(facts.get(each, {}), people.get(each, {}), _bare(standing.get(each)))
        for each in {*facts, *people, *standing}
    }


def beside(own: Mapping[str, FactView], found: Mapping[str, FactView]) -> dict[str, FactView]:
    """The team's words with what calls have found: to each question the later day counts."""
    both = dict(own)
    for name, each in found.items():
        mine = own.get(name)
        if mine is None:
            both[name] = each
        elif each.state in ("yes", "no") and _day(each) > _day(mine):
            both[name] = replace(each, version=mine.version)
    return both


def found_of_people(service: ServiceView, population: str, facts: Iterable[str]) -> FactState:
    """What a call found of some people; "not_asked" where facts are newer or no call tells."""
    found = service.heard.get(population)
    if found is None or found.is_old:
        return "not_asked"
    told = [service.fact(each) for each in facts]
    days = [_day(each) for each in told if each.state in ("yes", "no")]
    return found.state if _day(found) > max(days, default=date.min) else "not_asked"


def is_sure(service: ServiceView) -> bool:
    """Whether it is known first hand that a service is there, and not from a list alone.

    A call found it there, an agency knows it, or somebody wrote down what they found out, not more
    than a year ago; and no later call found something else.
    """
    days = [
        each.as_of or date.min
        for each in (*service.facts.values(), *service.capacities)
        if each.saved_by_name and not each.is_old
    ]
    days += [each.saved_on for each in service.known.values() if each.knows == "yes"]
    last = service.last_call
    if last is None or not last.tells:
        return bool(days)
    return offers(last.outcome) == "yes" or any(each > last.called_on for each in days)


def _facts(call: CallView) -> Iterable[tuple[str, FactState]]:
    """What a call says of single facts."""
    populations = {each.id: each for each in resource_map().populations}
    asked = populations.get(call.asked_for)
    if asked is not None and call.takes_family != "not_asked" and len(asked.facts) == 1:
        yield asked.facts[0], call.takes_family
    if call.takes_payer == "no":
        for fact in populations[_PAYERS].facts:
            yield fact, "no"


def _people(call: CallView) -> Iterable[tuple[str, FactState]]:
    """What a call says of people and of no single fact."""
    if call.asked_for == _PAYERS and call.takes_family in ("yes", "no"):
        yield _PAYERS, call.takes_family
    if call.takes_payer == "yes":
        yield _PAYERS, "yes"
    if call.has_opening in ("yes", "no"):
        yield OPENING, call.has_opening


def _keep(known: dict[str, FactView], name: str, found: FactView) -> None:
    before = known.get(name)
    if before is None or (found.state in ("yes", "no") and _day(found) >= _day(before)):
        known[name] = found


def _view(state: FactState, by: str, call: CallView) -> FactView:
    return FactView(
        state,
        source=by,
        as_of=call.called_on,
        saved_by_name=call.saved_by_name,
        is_old=call.is_old,
    )


def _bare(call: CallView | None) -> CallView | None:
    return None if call is None else replace(call, words="")


def _day(fact: FactView) -> date:
    return fact.as_of or date.min
