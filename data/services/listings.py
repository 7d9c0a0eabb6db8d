"""Services of the community with all that is known of them, and what the team adds to it.

What a directory is silent about is unknown. The team's own word stands before the directory's, and
each word says whose it is and of which day; too old a word is shown as old.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from data.clock import today
from data.resource_views import (
    FACT_STATES,
    CapacityView,
    CategoryView,
    FactState,
    FactView,
    KnownView,
    ServiceView,
)
from data.services import audit_log
from data.services.authority import actor, permit
from data.services.called import all_calls
from data.services.directories import record_of
from data.services.errors import ChangedMeanwhile, NotFound, ResourceProblems
from data.services.heard import Heard, beside, heard
from data.services.listed_facts import is_old, listed_capacities, stated
from data.services.merging import folded, kept_instead, with_merge
from data.services.resource_hiding import hiding
from data.services.scans import permit_answering
from data.services.teams import team
from data.services.texts import tidy
from data.services.undated import first_days
from data.store import directories as directory_store
from data.store import listings as store
from data.views import FieldProblem
from surveys.resource_map import resource_map

LONGEST = 400
MOST_UNITS = 1_000_000
_MEANWHILE = "Somebody has saved this meanwhile. Yours is not saved; look at theirs first."
_GONE = "This service is not on the map any more. Reload the page."


@dataclass(frozen=True, slots=True)
class FactEntry:
    """What somebody found out to one question about a service."""

    state: FactState
    condition: str = ""
    source: str = ""
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class CapacityEntry:
    """How much a service can take; None where nobody knows.

    Attributes:
        families_waiting: who are in line now.
        source: who said so, or where it stands; needed with any number.
    """

    unit: str
    available: float | None = None
    maximum: float | None = None
    mean_stay_days: float | None = None
    families_per_worker: float | None = None
    wait_days: float | None = None
    families_waiting: float | None = None
    source: str = ""
    as_of: date | None = None


def services(team_id: str) -> tuple[ServiceView, ...]:
    """Every service that was ever listed, those that are gone or merged too, by name.

    Of a place that any list calls confidential there is nothing but that it exists, and no word
    says where it is: whatever is drawn, counted, searched or shown goes by this.
    """
    found, rows = _listed(team_id)
    hidden = hiding(rows)
    return tuple(sorted((hidden.on_screen(each) for each in found), key=_by_name))


def as_listed(team_id: str) -> tuple[ServiceView, ...]:
    """The same in the words of the directories, confidential places too; nobody may see these."""
    return _listed(team_id)[0]


def service(team_id: str, listing_id: str) -> ServiceView:
    """One service.

    Raises:
        NotFound: it is not on the team's map.
    """
    found = next((each for each in services(team_id) if each.id == listing_id), None)
    if found is None:
        raise NotFound(_GONE)
    return found


def save_fact(team_id: str, listing_id: str, fact: str, entry: FactEntry, *, based_on: int) -> None:
    """Save the team's word to one question about a service.

    Args:
        based_on: the version that was on the screen; 0 where there was none.

    Raises:
        ResourceProblems: all entries that need another look.
        ChangedMeanwhile: somebody saved another word meanwhile.
    """
    team(team_id)
    permit("resources.note", team_id=team_id)
    clean = replace(entry, condition=tidy(entry.condition), source=tidy(entry.source))
    found = list(_word_problems(clean.condition, clean.source, clean.as_of))
    if fact not in resource_map().facts:
        found.append(FieldProblem("fact", f"'{fact[:60]}' is no question here.", "Choose one."))
    if clean.state not in FACT_STATES:
        what = f"'{str(clean.state)[:60]}' is no answer here."
        found.append(FieldProblem("state", what, "Choose yes, no, not known or not asked."))
    if clean.state in ("yes", "no") and not clean.source:
        right = "Write down who said so, or where it stands."
        found.append(FieldProblem("source", "It is not said how this is known.", right))
    _refuse(found)
    _need_listed(team_id, listing_id)
    values = {name: getattr(clean, name) for name in ("state", "condition", "source", "as_of")}
    values["as_of"] = clean.as_of or today()
    _add(team_id, "fact", (listing_id, fact), based_on=based_on, values=values)


def save_capacity(team_id: str, listing_id: str, entry: CapacityEntry, *, based_on: int) -> None:
    """Save how much a service can take.

    Raises:
        ResourceProblems: all entries that need another look.
        ChangedMeanwhile: somebody saved other numbers meanwhile.
    """
    team(team_id)
    permit("resources.note", team_id=team_id)
    clean = replace(entry, unit=tidy(entry.unit), source=tidy(entry.source))
    _refuse([*_word_problems("", clean.source, clean.as_of), *_number_problems(clean)])
    _need_listed(team_id, listing_id)
    names = ("unit", "available", "maximum", *_NUMBERS, "source", "as_of")
    values = {name: getattr(clean, name) for name in names}
    values["as_of"] = clean.as_of or today()
    _add(team_id, "capacity", (listing_id,), based_on=based_on, values=values)


def save_known(
    team_id: str, listing_id: str, agency_code: str, *, knows: str, would_send: str, based_on: int
) -> None:
    """Save whether an agency knows a service, and would send a family of their own there.

    Raises:
        ResourceProblems: neither yes, no nor not sure.
        NotAllowed: the one who acts does not answer for this agency.
        ChangedMeanwhile: somebody saved another answer meanwhile.
    """
    permit_answering(team_id, agency_code)
    wrong = [each for each in (knows, would_send) if each not in ("yes", "no", "not_sure", "")]
    if wrong or not knows:
        what = f"'{(wrong or [''])[0][:60]}' is no answer here."
        _refuse([FieldProblem("knows", what, "Choose yes, no or not sure.")])
    _need_listed(team_id, listing_id)
    values = {"knows": knows, "would_send": would_send if knows == "yes" else ""}
    _add(team_id, "known", (listing_id, agency_code), based_on=based_on, values=values)


def confirm(team_id: str, pairs: Sequence[tuple[str, str]], *, belongs: bool = True) -> int:
    """Say of services that they belong to categories, or that they do not; how many it was.

    What is said of a listing that stands for one that was kept is said of that one, too.

    Args:
        pairs: a listing and a category each.

    Raises:
        NotFound: one of the listings is not on the map.
        ResourceProblems: one of the categories is none of ours.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    known = {each.id for each in resource_map().categories}
    wrong = sorted({category for _, category in pairs if category not in known})
    _refuse(
        [
            FieldProblem("category", f"'{each[:60]}' is no category.", "Choose one.")
            for each in wrong
        ]
    )
    listed = {row["id"]: row for row in directory_store.listings(team_id)}
    named = [listed[listing] for listing, _ in pairs if listing in listed]
    if len(named) < len(pairs) or any(row["kind"] != "service" for row in named):
        raise NotFound(_GONE)
    is_alone = all(row["merged_into"] is None for row in named)
    instead = {} if is_alone else kept_instead(_listed(team_id)[0])
    more = [(instead[listing], category) for listing, category in pairs if listing in instead]
    audit_log.record("resources.map", team_id=team_id, about=team_id, number=len(pairs))
    state = "confirmed" if belongs else "rejected"
    values = {"saved_by_name": actor().name, "saved_on": today()}
    directory_store.decide(team_id, [*pairs, *more], state=state, values=values)
    return len(dict.fromkeys(pairs))


def merge(team_id: str, listing_id: str, *, into: str | None) -> None:
    """Let a service count as another one, or by itself again.

    Raises:
        NotFound: one of them is not on the map.
        ResourceProblems: it would count as itself, or as one that counts as another.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    found = {each.id: each for each in services(team_id)}
    if listing_id not in found or (into is not None and into not in found):
        raise NotFound(_GONE)
    if into is not None and (into == listing_id or found[into].merged_into is not None):
        right = "Choose a service that stands for itself."
        _refuse([FieldProblem("into", "It would count as one that counts as another.", right)])
    if into is not None and any(each.merged_into == listing_id for each in found.values()):
        right = "Let those stand for themselves first."
        _refuse([FieldProblem("into", "Other services count as this one.", right)])
    audit_log.record("resources.merge", team_id=team_id, about=listing_id)
    directory_store.merge(team_id, with_merge(found.values(), listing_id, into=into))


def _by_name(view: ServiceView) -> tuple[str, str, str]:
    """By the name that is on the screen and in an archive, the same on every database.

    What is drawn goes by this order, so an archive comes back to the same figures.
    """
    return view.record.name.casefold(), view.record.name, view.id


def _listed(team_id: str) -> tuple[tuple[ServiceView, ...], tuple[Mapping[str, Any], ...]]:
    team(team_id)
    permit("resources.see", team_id=team_id)
    rows = directory_store.listings(team_id)
    bodies: dict[str, dict[tuple[str, str], Any]] = {"organization": {}, "site": {}}
    for row in rows:
        if (kind := row["kind"]) in bodies:
            bodies[kind][row["source"], row["key"]] = record_of(kind, row["body"])
    known, days = _known(team_id), directory_store.import_days(team_id)
    found = [
        _view(row, bodies=bodies, known=known, brought_in=days.get(row["import_id"]))
        for row in rows
        if row["kind"] == "service"
    ]
    return folded(found), rows


_NUMBERS = ("mean_stay_days", "families_per_worker", "wait_days", "families_waiting")


@dataclass(frozen=True, slots=True)
class _Known:
    """What the team knows, by listing."""

    categories: Mapping[str, list[CategoryView]]
    facts: Mapping[str, dict[str, FactView]]
    capacities: Mapping[str, CapacityView]
    known: Mapping[str, dict[str, KnownView]]
    heard: Mapping[str, Heard]


def _known(team_id: str) -> _Known:
    categories: dict[str, list[CategoryView]] = defaultdict(list)
    for row in directory_store.categories(team_id):
        own = {name: row[name] for name in CategoryView.__dataclass_fields__}
        categories[row["listing_id"]].append(CategoryView(**own))
    facts: dict[str, dict[str, FactView]] = defaultdict(dict)
    for (listing, fact), row in store.newest(team_id, "fact").items():
        facts[listing][fact] = _fact(row)
    known: dict[str, dict[str, KnownView]] = defaultdict(dict)
    for (listing, agency), row in store.newest(team_id, "known").items():
        own = {name: row[name] for name in KnownView.__dataclass_fields__}
        known[listing][agency] = KnownView(**own)
    capacities = {
        listing: _capacity(row) for (listing,), row in store.newest(team_id, "capacity").items()
    }
    names = {each.code: each.name for each in team(team_id).agencies}
    return _Known(categories, facts, capacities, known, heard(all_calls(team_id), names))


def _fact(row: Mapping[str, Any]) -> FactView:
    names = ("state", "condition", "source", "as_of", "version", "saved_by_name")
    return FactView(**{name: row[name] for name in names}, is_old=is_old(row["as_of"]))


def _capacity(row: Mapping[str, Any]) -> CapacityView:
    names = ("unit", "available", "maximum", *_NUMBERS, "source", "as_of", "version")
    own = {name: row[name] for name in names}
    by = row["saved_by_name"]
    return CapacityView(**own, saved_by_name=by, is_old=is_old(row["as_of"]))


def _view(
    row: Mapping[str, Any],
    *,
    bodies: Mapping[str, Mapping[tuple[str, str], Any]],
    known: _Known,
    brought_in: date | None,
) -> ServiceView:
    record, source = record_of("service", row["body"]), row["source"]
    sites = (bodies["site"].get((source, key)) for key in row["body"]["site_ids"])
    listed = stated(record, source, brought_in=brought_in)
    capacities = listed_capacities(
        record,
        source,
        own=known.capacities.get(row["id"]),
        brought_in=brought_in,
        since=first_days(row["body"]),
    )
    called = known.heard.get(row["id"], Heard())
    return ServiceView(
        id=row["id"],
        source=source,
        record=record,
        organization=bodies["organization"].get((source, record.organization_id)),
        sites=tuple(site for site in sites if site is not None),
        categories=tuple(known.categories.get(row["id"], ())),
        facts=listed | beside(known.facts.get(row["id"], {}), called.facts),
        capacity=capacities[0] if capacities else None,
        also=capacities[1:],
        known=known.known.get(row["id"], {}),
        gone=row["gone"],
        merged_into=row["merged_into"],
        found_closed=called.last is not None and called.last.outcome == "closed",
        heard=called.people,
        last_call=called.last,
    )


def _need_listed(team_id: str, listing_id: str) -> None:
    if not directory_store.is_listed(team_id, listing_id):
        raise NotFound(_GONE)


def _add(
    team_id: str,
    sheet: store.Sheet,
    key: tuple[str, ...],
    *,
    based_on: int,
    values: Mapping[str, Any],
) -> None:
    saved = {**values, "saved_by_name": actor().name, "saved_on": today()}
    if not store.add_version(team_id, sheet, key=key, version=based_on + 1, values=saved):
        raise ChangedMeanwhile(_MEANWHILE)


def _word_problems(condition: str, source: str, as_of: date | None) -> Iterable[FieldProblem]:
    for name, text in (("condition", condition), ("source", source)):
        if len(text) > LONGEST:
            what = f"One field has {len(text)} characters."
            yield FieldProblem(name, what, f"Use at most {LONGEST}.")
    if as_of is not None and as_of > today():
        yield FieldProblem(
            "as_of", f"{as_of.isoformat()} is still to come.", "Use a day until now."
        )


def _number_problems(entry: CapacityEntry) -> Iterable[FieldProblem]:
    if not entry.unit or len(entry.unit) > LONGEST:
        yield FieldProblem("unit", "It is not said what is counted.", "Say beds, slots or visits.")
    told = [getattr(entry, name) for name in ("available", "maximum", *_NUMBERS)]
    if not entry.source and any(value is not None for value in told):
        right = "Write down who said so, or where it stands."
        yield FieldProblem("source", "It is not said how this is known.", right)
    for name in ("available", "maximum", *_NUMBERS):
        value = getattr(entry, name)
        if value is not None and not 0 <= value <= MOST_UNITS:
            right = f"Use a number from 0 to {MOST_UNITS:,}, or leave it empty where nobody knows."
            yield FieldProblem(name, f"{value:g} cannot be.", right)
    if None not in (entry.available, entry.maximum) and entry.available > entry.maximum:  # type: ignore[operator]
        what = f"{entry.available:g} are free of {entry.maximum:g}."
        yield FieldProblem("available", what, "At most as many can be free as there are.")


def _refuse(found: Sequence[FieldProblem]) -> None:
    if found:
        raise ResourceProblems(tuple(found))
