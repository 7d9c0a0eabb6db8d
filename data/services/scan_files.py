"""Everything that a team's scans hold, to leave in a file; the log says who took it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.clock import today
from data.scan_views import (
    AnswerView,
    BoardView,
    DecisionView,
    DissentView,
    FileView,
    OwnWords,
    PlanView,
    RaterView,
    SignOffView,
)
from data.services import audit_log
from data.services.authority import permit
from data.services.scans import board, raters, scans
from data.services.shared_outcomes import SharedOutcome, shared_outcomes
from data.services.teams import team
from data.store import scan_files as team_store
from data.store import scans as store
from data.store.scan_answers import everything
from data.views import TeamView


@dataclass(frozen=True, slots=True)
class OwnItemView:
    """An item that the team has added to a round.

    Attributes:
        removed: it is not asked any more; what was said of it is in the history.
    """

    id: str
    section: str
    words: OwnWords
    who_knows: tuple[str, ...]
    removed: bool


@dataclass(frozen=True, slots=True)
class ScanRound:
    """One round with everything that was ever said in it.

    Attributes:
        board: as it stands; of an ended round as it stood on its last day.
        answers: every version, by item, agency and version.
        files: given in this round, without their content.
        decisions: every one, with what agencies said against it.
        sign_offs: every one; `current` says whether the answers are still those that were signed.
        plans: every version.
        own_items: removed ones too.
    """

    board: BoardView
    answers: tuple[AnswerView, ...]
    files: tuple[FileView, ...]
    decisions: tuple[DecisionView, ...]
    sign_offs: tuple[SignOffView, ...]
    plans: tuple[PlanView, ...]
    own_items: tuple[OwnItemView, ...]


@dataclass(frozen=True, slots=True)
class ScanExport:
    """All rounds of a team, newest first; none where no scan was begun.

    Attributes:
        as_of: the day by which it is reckoned what is too old.
        outcomes: the baseline as it may leave the team.
        worksheets: every version of the sheets, as rows; `body` is JSON text.
    """

    team: TeamView
    as_of: date
    rounds: tuple[ScanRound, ...]
    raters: tuple[RaterView, ...]
    outcomes: tuple[SharedOutcome, ...]
    worksheets: tuple[Mapping[str, Any], ...]


def for_export(team_id: str, *, as_what: str) -> ScanExport:
    """All that the scans of a team hold, to leave in a file.

    Args:
        as_what: the kind of file, for the log.

    Raises:
        NotFound: there is no such team.
        NotAllowed: files are for facilitators and consultants of the team.
    """
    known = team(team_id)
    permit("scan.export", team_id=team_id)
    audit_log.record("scan.export", team_id=team_id, about=team_id, format=as_what)
    audit_log.keep_anchor()
    return ScanExport(
        team=known,
        as_of=today(),
        rounds=tuple(_round(board(each.id)) for each in scans(team_id)),
        raters=raters(team_id),
        outcomes=shared_outcomes(team_id),
        worksheets=team_store.worksheet_versions(team_id),
    )


def _round(whole: BoardView) -> ScanRound:
    stored = everything(whole.scan.id)
    signed = {each.agency_code: each for each in whole.sign_offs if each.current}
    return ScanRound(
        board=whole,
        answers=tuple(AnswerView(**row) for row in stored.answers),
        files=tuple(FileView(**row) for row in stored.files),
        decisions=_decisions(stored.decisions, stored.dissents),
        sign_offs=tuple(_sign_off(row, signed) for row in stored.sign_offs),
        plans=tuple(PlanView(**row) for row in stored.plans),
        own_items=_own_items(whole.scan.id),
    )


def _sign_off(row: Mapping[str, Any], signed: Mapping[str, SignOffView]) -> SignOffView:
    """Of those that an agency signed only what its answers still are counts."""
    now = signed.get(row["agency_code"])
    return SignOffView(**row, current=now is not None and now.digest == row["digest"])


def _decisions(
    rows: Iterable[Mapping[str, Any]], dissents: Iterable[Mapping[str, Any]]
) -> tuple[DecisionView, ...]:
    against: dict[tuple[str, int], list[DissentView]] = defaultdict(list)
    for row in dissents:
        said = {name: row[name] for name in DissentView.__slots__}
        against[row["item"], row["number"]].append(DissentView(**said))
    return tuple(
        DecisionView(
            **{name: value for name, value in row.items() if name != "saved_by"},
            dissents=tuple(against[row["item"], row["number"]]),
        )
        for row in rows
    )


def _own_items(scan_id: str) -> tuple[OwnItemView, ...]:
    return tuple(
        OwnItemView(
            id=each.id,
            section=each.section,
            words=OwnWords(each.text, each.evidence, each.section_title),
            who_knows=tuple(each.who_knows),
            removed=each.removed,
        )
        for each in store.own_items(scan_id)
    )
