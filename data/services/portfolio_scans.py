"""How much each team's last scan knows, for many teams at once; the rules are those of one scan.

What was said in a round is read again only when something was added to it. How much was said is
looked up each time, within the scope of whoever asks, and so is everything that can change.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.clock import today
from data.portfolio_views import ScanPlace
from data.services.scan_board import months_before
from data.store import portfolio as store
from data.store.portfolio import SaidRows, ScanRows
from scoring import scanned
from surveys.checklist import KNOWN
from surveys.checklists import from_json

_MOST_KEPT = 5_000


@dataclass(frozen=True, slots=True)
class _Answer:
    agency: str
    version: int
    status: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class _Rules:
    """By which one round is read.

    Attributes:
        counted: agencies that may say how it is; None for all that said something.
        oldest: answers from before this day are too old.
    """

    counted: frozenset[str] | None
    oldest: date


@dataclass(frozen=True, slots=True)
class _Round:
    """A round and all that its place follows from; what was said in it goes by how much that is.

    Attributes:
        day: as of which it is told.
        counted: agencies that may say how it is; None for all that said something.
        own_items: ids of items that the team added.
        answers, decisions: how many there are; they are only ever added to.
    """

    id: str
    day: date
    counted: frozenset[str] | None
    own_items: tuple[str, ...]
    answers: int
    decisions: int


_places: dict[_Round, ScanPlace] = {}
_lock = threading.Lock()


def scan_places(rows: ScanRows) -> dict[str, ScanPlace]:
    """Where the last round of each team stands, by team; teams without one are not in it."""
    rounds = _rounds(rows)
    with _lock:
        known = {each: _places[each] for each, _ in rounds if each in _places}
    unknown = [(each, row) for each, row in rounds if each not in known]
    if unknown:
        known |= _read(unknown)
    return {row["team_id"]: known[each] for each, row in rounds}


def _rounds(rows: ScanRows) -> list[tuple[_Round, Mapping[str, Any]]]:
    rosters: dict[str, set[str]] = defaultdict(set)
    for agency in rows.agencies:
        rosters[agency["team_id"]].add(agency["code"])
    own = _by_round(rows.own_items)
    return [
        (
            _Round(
                id=row["id"],
                day=row["closed_on"] or today(),
                counted=frozenset(rosters[row["team_id"]]) if row["closed_on"] is None else None,
                own_items=tuple(sorted(own[row["id"]])),
                answers=rows.answers.get(row["id"], 0),
                decisions=rows.decisions.get(row["id"], 0),
            ),
            row,
        )
        for row in rows.rounds
    ]


def _read(rounds: list[tuple[_Round, Mapping[str, Any]]]) -> dict[_Round, ScanPlace]:
    """Where some rounds stand, by what was said in them; kept until more is said."""
    rows = store.said_in([each.id for each, _ in rounds])
    checklists = {key: from_json(body).checklist for key, body in rows.checklists.items()}
    answers = _answers(rows)
    decisions = {(row["scan_id"], row["item"]): row for row in rows.decisions}
    found: dict[_Round, ScanPlace] = {}
    for each, row in rounds:
        checklist = checklists[row["checklist_id"], row["checklist_version"]]
        items = [*(item.id for item in checklist.items), *each.own_items]
        oldest = months_before(each.day, checklist.stale_after_months)
        said = [(answers[each.id].get(item, ()), decisions.get((each.id, item))) for item in items]
        found[each] = _place(row, said, _Rules(each.counted, oldest))
    with _lock:
        for each, place in found.items():
            if len(_places) >= _MOST_KEPT:
                _places.pop(next(iter(_places)))
            _places[each] = place
    return found


def _place(
    each: Mapping[str, Any],
    said: Iterable[tuple[Iterable[_Answer], Mapping[str, Any] | None]],
    rules: _Rules,
) -> ScanPlace:
    standings: list[scanned.Standing] = []
    days: list[date] = []
    for answers, decision in said:
        standing, oldest = _standing(answers, decision, rules)
        standings.append(standing)
        days += [oldest] if oldest is not None and standing in scanned.KNOWN else []
    summary = scanned.section(standings)
    return ScanPlace(
        number=each["number"],
        checklist_id=each["checklist_id"],
        checklist_version=each["checklist_version"],
        opened_on=each["opened_on"],
        closed_on=each["closed_on"],
        known=summary.known,
        applicable=summary.applicable,
        oldest=min(days, default=None),
    )


def _standing(
    answers: Iterable[_Answer], decision: Mapping[str, Any] | None, rules: _Rules
) -> tuple[scanned.Standing, date | None]:
    """What may be said of an item, and the oldest day on which that rests."""
    every = list(answers)
    newest = {answer.agency: answer for answer in every}  # versions come in their order
    counted = [
        answer
        for agency, answer in newest.items()
        if rules.counted is None or agency in rules.counted
    ]
    stale = {
        answer.agency
        for answer in newest.values()
        if answer.status in KNOWN and answer.checked_on < rules.oldest
    }
    settled = None
    if decision is not None and decision["checked_on"] >= rules.oldest:
        settled = decision["status"] if _holds(decision, counted, every) else None
    statuses = {answer.agency: answer.status for answer in counted}
    days = [
        answer.checked_on
        for answer in counted
        if answer.status in KNOWN and answer.agency not in stale
    ]
    days += [decision["checked_on"]] if decision is not None and settled is not None else []
    standing = scanned.standing(statuses, stale=stale, settled=settled)
    return standing, min(days, default=None)


def _holds(
    decision: Mapping[str, Any], counted: Iterable[_Answer], every: Iterable[_Answer]
) -> bool:
    """Whether a decision holds, by the versions of answers that were heard."""
    heard = {
        answer.agency: answer.status
        for answer in every
        if answer.version == decision["heard"].get(answer.agency, 0)
    }
    said = {answer.agency: answer.status for answer in counted}
    return scanned.holds(decision["status"], said=said, heard=heard)


def _answers(rows: SaidRows) -> Mapping[str, dict[str, list[_Answer]]]:
    """Every version by round and item."""
    found: dict[str, dict[str, list[_Answer]]] = defaultdict(lambda: defaultdict(list))
    for scan, item, agency, version, status, checked_on in rows.answers:
        found[scan][item].append(_Answer(agency, version, status, checked_on))
    return found


def _by_round(rows: Iterable[Mapping[str, Any]]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row["scan_id"]].append(row["id"])
    return found
