"""Calls to services: what one found is kept, and how far lists can be relied on is told from them.

Before the first call there is what is known of other directories; each call moves it. A call is
added and never changed: what was a mistake is put right by another one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from data.clock import today
from data.resource_views import (
    FACT_STATES,
    OUTCOMES,
    CallView,
    FactState,
    Outcome,
    ServiceView,
)
from data.services import audit_log, listings
from data.services.authority import actor, permit
from data.services.called import all_calls, counting, offers, said
from data.services.errors import ChangedMeanwhile, NotFound, ResourceProblems
from data.services.needs import need
from data.services.teams import team
from data.services.texts import writing
from data.store import calls as store
from data.store import directories as directory_store
from data.views import FieldProblem
from scoring.cascade import CascadeStep, cascade
from scoring.listing import Listing, before_calls
from surveys.resource_map import resource_map

LONGEST = 400
_ANSWERS = ("takes_payer", "takes_family", "has_opening")
_TWICE = "Just this call is written down already. Nothing was added."


@dataclass(frozen=True, slots=True)
class CallEntry:
    """A call as somebody writes it down.

    Attributes:
        asked_for: the population that it was about; empty for families in general.
        takes_payer, takes_family, has_opening: count only where the service offers what is listed.
    """

    called_on: date
    outcome: Outcome
    agency_code: str
    asked_for: str = ""
    takes_payer: FactState = "not_asked"
    takes_family: FactState = "not_asked"
    has_opening: FactState = "not_asked"
    words: str = ""


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far a list, or a kind of help in all lists, can be relied on.

    Attributes:
        listed: services that it lists now.
        called: of them, those that were called not too long ago.
        as_listed: of those, the ones where everything was as listed.
        usable: what is known of how many are there and offer what is listed: from other
            directories, or the team's own figure, before the first call, and from these calls.
        steps: of the calls, for each of `called.QUESTIONS`.
    """

    listed: int
    called: int
    as_listed: int
    usable: Listing
    steps: tuple[CascadeStep, ...]


@dataclass(frozen=True, slots=True)
class Reliabilities:
    """How far lists can be relied on.

    Attributes:
        together: of all lists.
        sources: by list, the longest first.
        kinds: by kind of help, those with confirmed services alone, in the order of the map.
        believed: the share of listings that is believed to be real before any call: the team's own
            figure, else that of other directories.
        not_called: services that are confirmed for some kind of help and were not called, or too
            long ago; by name.
    """

    together: Reliability
    sources: Mapping[str, Reliability]
    kinds: Mapping[str, Reliability]
    believed: float
    not_called: tuple[ServiceView, ...]


def record(team_id: str, listing_id: str, entry: CallEntry) -> None:
    """Write down a call to a service.

    Raises:
        NotAllowed: the one who acts may not.
        NotFound: the service is not on the map.
        ResourceProblems: all entries that need another look.
        ChangedMeanwhile: the same call is written down already.
    """
    known = team(team_id)
    permit("resources.call", team_id=team_id)
    clean = replace(entry, words=writing(entry.words).strip())
    if offers(clean.outcome) != "yes":
        clean = replace(clean, **dict.fromkeys(_ANSWERS, "not_asked"))
    _refuse(_problems(clean, agencies={each.code for each in known.agencies}))
    if not directory_store.is_listed(team_id, listing_id):
        raise NotFound("This service is not on the map any more. Reload the page.")
    audit_log.record("resources.call", team_id=team_id, about=listing_id)
    values = {
        **{name: getattr(clean, name) for name in CallEntry.__dataclass_fields__},
        "saved_by_name": actor().name,
        "saved_on": today(),
    }
    if not store.add_call(team_id, listing_id, values):
        raise ChangedMeanwhile(_TWICE)


def calls(team_id: str, listing_id: str | None = None) -> tuple[CallView, ...]:
    """The calls of a team, or those to one service, the newest first."""
    team(team_id)
    permit("resources.see", team_id=team_id)
    found = reversed(all_calls(team_id))
    return tuple(each for each in found if listing_id in (None, each.listing_id))


def reliability(team_id: str) -> Reliabilities:
    """How far each list can be relied on, and each kind of help, by what calls have found."""
    listed = [
        each for each in listings.services(team_id) if each.record.is_supply and not each.gone
    ]
    standing = counting(all_calls(team_id))
    sources: dict[str, list[ServiceView]] = defaultdict(list)
    kinds: dict[str, list[ServiceView]] = defaultdict(list)
    for each in listed:
        sources[each.source].append(each)
        for kind in _kinds(each):
            kinds[kind].append(each)
    longest = sorted(sources.items(), key=lambda pair: -len(pair[1]))
    believed = need(team_id).real_share
    told = partial(_reliability, standing=standing, believed=believed)
    return Reliabilities(
        together=told(listed),
        sources={name: told(own) for name, own in longest},
        kinds={
            each.id: told(kinds[each.id]) for each in resource_map().categories if each.id in kinds
        },
        believed=believed,
        not_called=tuple(each for each in listed if each.id not in standing and _kinds(each)),
    )


def _kinds(service: ServiceView) -> list[str]:
    """What it is confirmed for; a service that counts as another is told of there."""
    if not service.is_listed_supply:
        return []
    return [each.category for each in service.categories if each.state == "confirmed"]


def _reliability(
    own: Sequence[ServiceView], *, standing: Mapping[str, CallView], believed: float
) -> Reliability:
    found = [standing[each.id] for each in own if each.id in standing]
    usable = [offers(call.outcome) for call in found]
    return Reliability(
        listed=len(own),
        called=len(found),
        as_listed=sum(call.outcome == "as_listed" for call in found),
        usable=before_calls(share=believed).after(
            real=usable.count("yes"), unreal=usable.count("no")
        ),
        steps=cascade([said(call) for call in found]) if found else (),
    )


def _problems(entry: CallEntry, *, agencies: set[str]) -> Iterable[FieldProblem]:
    if entry.outcome not in OUTCOMES:
        what = f"'{str(entry.outcome)[:60]}' is nothing that a call can find here."
        yield FieldProblem("outcome", what, "Say what the call found.")
    if entry.called_on > today():
        what = f"{entry.called_on.isoformat()} is still to come."
        yield FieldProblem("called_on", what, "Use a day until now.")
    if entry.agency_code not in agencies:
        yield FieldProblem("agency_code", "This agency is not on the roster.", "Choose another.")
    known = {"", *(each.id for each in resource_map().populations)}
    if entry.asked_for not in known:
        what = f"'{entry.asked_for[:60]}' are no families of this map."
        yield FieldProblem("asked_for", what, "Choose some of the list.")
    for name in _ANSWERS:
        if getattr(entry, name) not in FACT_STATES:
            what = f"'{str(getattr(entry, name))[:60]}' is no answer here."
            yield FieldProblem(name, what, "Choose yes, no, not known or not asked.")
    if len(entry.words) > LONGEST:
        what = f"The note has {len(entry.words)} characters."
        yield FieldProblem("words", what, f"Use at most {LONGEST}.")


def _refuse(problems: Iterable[FieldProblem]) -> None:
    found = tuple(problems)
    if found:
        raise ResourceProblems(found)
