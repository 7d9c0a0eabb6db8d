"""What a scan holds, put together: what each agency said, what may be said of each item now."""

import hashlib
import json
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from data.clock import today
from data.scan_views import (
    ANSWER_FIELDS,
    AnswerView,
    BoardView,
    DecisionView,
    DissentView,
    FileView,
    ItemView,
    OwnWords,
    PlanView,
    ScanView,
    SectionView,
    SignOffView,
)
from data.store import scan_answers as answers_store
from data.store import scans as store
from data.store.scan_answers import Stored
from data.store.scans import ScanRecord
from data.views import TeamView
from scoring import scanned
from scoring.rater_agreement import dont_know_share, nominal_alpha
from scoring.scanned import Standing
from surveys.checklist import KNOWN
from surveys.checklists import from_json

_CHAIN = 50


@dataclass(frozen=True, slots=True)
class _Said:
    """The rows of a scan by item.

    Attributes:
        statuses: of every version.
        counted: the agencies that may say how it is: those of the roster; of a round that has
            ended, all that said something.
    """

    answers: Mapping[str, tuple[AnswerView, ...]]
    files: Mapping[str, tuple[FileView, ...]]
    decisions: Mapping[str, tuple[DecisionView, ...]]
    statuses: Mapping[tuple[str, str, int], str]
    plans: Mapping[str, PlanView]
    counted: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Asked:
    """An item as it is asked, before anybody has said anything."""

    id: str
    section: str
    who_knows: tuple[str, ...]
    own: bool = False
    weight: int = 2
    model: str | None = None


def view_of(record: ScanRecord) -> ScanView:
    """A round with its checklist."""
    fields = {
        name: getattr(record, name)
        for name in (
            *("id", "team_id", "team_name", "demo", "number", "title", "asked"),
            *("earlier_id", "opened_on", "closed_on"),
        )
    }
    return ScanView(edition=from_json(record.body), **fields)


def board_of(scan: ScanView, team: TeamView, *, day: date | None = None) -> BoardView:
    """Everything about a round.

    Args:
        day: by which it is reckoned what is too old; its last day, or today while it is open.
    """
    stored = answers_store.everything(scan.id)
    own = [each for each in store.own_items(scan.id) if not each.removed]
    asked = [
        *(
            _Asked(each.id, each.section, each.who_knows, weight=each.weight, model=each.model)
            for each in scan.edition.checklist.items
        ),
        *(_Asked(each.id, each.section, tuple(each.who_knows), own=True) for each in own),
    ]
    day = day or scan.closed_on or today()
    said = _said(scan, stored, roster=[agency.code for agency in team.agencies])
    oldest = months_before(day, scan.edition.checklist.stale_after_months)
    items = [_item(each, scan=scan, said=said, oldest=oldest) for each in asked]
    return BoardView(
        scan=scan,
        sections=_sections(items, scan=scan),
        agencies=_agencies(team, stored),
        sectors={agency.code: agency.sector for agency in team.agencies},
        agreement=nominal_alpha(_table(items, counted=said.counted)),
        dont_know=dont_know_share(_statuses(items, counted=said.counted)),
        sign_offs=_sign_offs(stored, items),
        own_words={each.id: OwnWords(each.text, each.evidence, each.section_title) for each in own},
    )


def history(scan_id: str, item_id: str) -> tuple[AnswerView, ...]:
    """Every version of every agency's answer to an item, newest first."""
    rows = [row for row in answers_store.everything(scan_id).answers if row["item"] == item_id]
    found = [AnswerView(**row) for row in rows]
    return tuple(sorted(found, key=lambda each: (each.saved_on, each.version), reverse=True))


def months_before(day: date, months: int) -> date:
    """The same day some months ago, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def digest(answers: Iterable[AnswerView]) -> str:
    """SHA-256 of what an agency says, whoever saved it and when."""
    said = sorted(
        [answer.item, *(str(getattr(answer, name)) for name in ANSWER_FIELDS)] for answer in answers
    )
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _said(scan: ScanView, stored: Stored, *, roster: Sequence[str]) -> _Said:
    newest = {(row["item"], row["agency_code"]): AnswerView(**row) for row in stored.answers}
    plans = {row["item"]: PlanView(**row) for row in stored.plans}
    place = {code: number for number, code in enumerate(roster)}
    agencies = {answer.agency_code for answer in newest.values()}
    answers: dict[str, list[AnswerView]] = defaultdict(list)
    for answer in newest.values():
        answers[answer.item].append(answer)
    for item, several in answers.items():
        first = plans[item].operating_agency if item in plans else None
        several.sort(
            key=lambda each, first=first: (
                each.agency_code != first,
                place.get(each.agency_code, len(place)),
                each.agency_code,
            )
        )
    return _Said(
        answers={item: tuple(several) for item, several in answers.items()},
        files=_files(scan, stored),
        decisions=_decisions(stored),
        statuses={
            (row["item"], row["agency_code"], row["version"]): row["status"]
            for row in stored.answers
        },
        plans=plans,
        counted=frozenset(place if scan.closed_on is None else agencies),
    )


def _files(scan: ScanView, stored: Stored) -> Mapping[str, tuple[FileView, ...]]:
    """Files of this round, and of those before: an answer that is carried keeps its evidence."""
    found: dict[str, list[FileView]] = defaultdict(list)
    rows = [*stored.files]
    earlier = scan.earlier_id
    for _ in range(_CHAIN):
        record = store.scan(earlier) if earlier else None
        if record is None:
            break
        rows += answers_store.everything(record.id).files
        earlier = record.earlier_id
    for row in rows:
        found[row["item"]].append(FileView(**row))
    return {item: tuple(several) for item, several in found.items()}


def _decisions(stored: Stored) -> Mapping[str, tuple[DecisionView, ...]]:
    """Every decision by item, newest first."""
    dissents: dict[tuple[str, int], list[DissentView]] = defaultdict(list)
    for row in stored.dissents:
        said = {name: row[name] for name in DissentView.__slots__}
        dissents[row["item"], row["number"]].append(DissentView(**said))
    found: dict[str, tuple[DecisionView, ...]] = defaultdict(tuple)
    for row in stored.decisions:
        fields = {name: value for name, value in row.items() if name != "saved_by"}
        against = tuple(dissents[row["item"], row["number"]])
        found[row["item"]] = (DecisionView(**fields, dissents=against), *found[row["item"]])
    return found


def _item(asked: _Asked, *, scan: ScanView, said: _Said, oldest: date) -> ItemView:
    answers = said.answers.get(asked.id, ())
    decision, *earlier = said.decisions.get(asked.id, ()) or (None,)
    counted = [each for each in answers if each.agency_code in said.counted]
    statuses = {each.agency_code: each.status for each in counted}
    stale = frozenset(
        each.agency_code for each in answers if each.status in KNOWN and each.checked_on < oldest
    )
    holds = (
        decision is not None
        and decision.checked_on >= oldest
        and _holds(decision, counted, statuses=said.statuses)
    )
    settled = decision.status if decision is not None and holds else None
    fresh = {code: status for code, status in statuses.items() if code not in stale}
    dated = {each.agency_code: each.source_date for each in answers}
    return ItemView(
        **{**asdict(asked), "asked": _why_asked(asked, scan)},
        answers=answers,
        files=said.files.get(asked.id, ()),
        standing=scanned.standing(statuses, stale=stale, settled=settled),
        conflicts=() if holds else scanned.differences(fresh, dated=dated),
        decision=decision,
        settled=holds,
        earlier=tuple(each for each in earlier if each is not None),
        stale=stale,
        plan=said.plans.get(asked.id, PlanView(asked.id)),
    )


def _why_asked(asked: _Asked, scan: ScanView) -> str | None:
    """An own item that was added in this round is asked; one that came along only if need be."""
    return scan.asked.get(asked.id, "own" if asked.own else "") or None


def _holds(
    decision: DecisionView,
    answers: Iterable[AnswerView],
    *,
    statuses: Mapping[tuple[str, str, int], str],
) -> bool:
    """Whether a decision holds, by the versions of answers that were heard."""
    every = list(answers)
    versions = {
        each.agency_code: (each.item, each.agency_code, decision.heard.get(each.agency_code, 0))
        for each in every
    }
    return scanned.holds(
        decision.status,
        said={each.agency_code: each.status for each in every},
        heard={agency: statuses.get(version) for agency, version in versions.items()},
    )


def _sections(items: Sequence[ItemView], *, scan: ScanView) -> tuple[SectionView, ...]:
    known = scan.edition.checklist.sections
    ids = dict.fromkeys((*known, *(item.section for item in items)))
    found: list[SectionView] = []
    for section in ids:
        mine = tuple(item for item in items if item.section == section)
        standings: list[Standing] = [item.standing for item in mine]
        under = scan.edition.checklist.hidden_under
        summary = scanned.section(standings, hidden_under=under)
        found.append(SectionView(section, section not in known, mine, summary))
    return tuple(found)


def _agencies(team: TeamView, stored: Stored) -> Mapping[str, str]:
    gone = {row["agency_code"]: row["agency_name"] for row in stored.answers}
    roster = {agency.code: agency.name for agency in team.agencies}
    return roster | {code: name for code, name in gone.items() if code not in roster}


def _table(items: Iterable[ItemView], *, counted: frozenset[str]) -> list[list[str | None]]:
    """Items by agencies: the known status, or nothing for everything else."""
    rows: list[list[str | None]] = []
    for item in items:
        said = {each.agency_code: each.status for each in item.answers if each.status in KNOWN}
        rows.append([said.get(code) for code in sorted(counted)])
    return rows


def _statuses(items: Iterable[ItemView], *, counted: frozenset[str]) -> list[str | None]:
    return [each.status for item in items for each in item.answers if each.agency_code in counted]


def _sign_offs(stored: Stored, items: Iterable[ItemView]) -> tuple[SignOffView, ...]:
    said: dict[str, list[AnswerView]] = defaultdict(list)
    for item in items:
        for answer in item.answers:
            said[answer.agency_code].append(answer)
    newest = {row["agency_code"]: SignOffView(**row) for row in stored.sign_offs}
    return tuple(
        replace(each, current=each.digest == digest(said[each.agency_code]))
        for each in newest.values()
    )
