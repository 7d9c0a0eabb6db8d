"""How much each team's last scan knows, for many teams at once; the rules are those of one scan."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.clock import today
from data.portfolio_views import ScanPlace
from data.services.scan_board import months_before
from data.store.portfolio import ScanRows
from scoring import scanned
from surveys.checklist import KNOWN
from surveys.checklists import from_json


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


def scan_places(rows: ScanRows) -> dict[str, ScanPlace]:
    """Where the last round of each team stands, by team; teams without one are not in it."""
    checklists = {key: from_json(body).checklist for key, body in rows.checklists.items()}
    rosters: dict[str, set[str]] = defaultdict(set)
    for agency in rows.agencies:
        rosters[agency["team_id"]].add(agency["code"])
    own = _by_round(rows.own_items)
    answers = _answers(rows)
    decisions = {(row["scan_id"], row["item"]): row for row in rows.decisions}
    found: dict[str, ScanPlace] = {}
    for each in rows.rounds:
        checklist = checklists[each["checklist_id"], each["checklist_version"]]
        items = [*(item.id for item in checklist.items), *own[each["id"]]]
        day = each["closed_on"] or today()
        rules = _Rules(
            counted=frozenset(rosters[each["team_id"]]) if each["closed_on"] is None else None,
            oldest=months_before(day, checklist.stale_after_months),
        )
        said = [
            (answers[each["id"]].get(item, ()), decisions.get((each["id"], item))) for item in items
        ]
        found[each["team_id"]] = _place(each, said, rules)
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
    """A decision holds until an agency says something else than was heard, and against it."""
    heard = {
        answer.agency: answer.status
        for answer in every
        if answer.version == decision["heard"].get(answer.agency, 0)
    }
    return not any(
        answer.status in KNOWN
        and answer.status != decision["status"]
        and answer.status != heard.get(answer.agency)
        for answer in counted
    )


def _answers(rows: ScanRows) -> Mapping[str, dict[str, list[_Answer]]]:
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
