"""What an agency says of an item: saved as one goes, and never over what somebody else saved."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from data.clock import today
from data.imports.evidence import admit_evidence
from data.imports.problems import Refused
from data.scan_views import AnswerEntry, AnswerView, FileView, ItemView, ScanView
from data.services import audit_log
from data.services.authority import actor, may, out_of_reach, permit
from data.services.errors import EditConflict, NotFound, ScanProblems, ScanStateError
from data.services.scans import board, open_scan, permit_answering, scan
from data.services.texts import tidy, writing
from data.store import scan_answers as store
from data.store.scan_answers import HasEnded
from data.tokens import new_id
from data.views import FieldProblem
from surveys.checklist import CONFIDENCES, STATUSES

__all__ = [
    "LONGEST",
    "MOST_FILES",
    "EditConflict",
    "EvidenceFile",
    "Refused",
    "add_file",
    "confirm",
    "evidence_file",
    "remove_file",
    "save",
]

LONGEST = {"evidence": 2000, "link": 500, "source": 200}
MOST_FILES = 5
_ENDED = "This scan has ended, so nothing was saved. Begin the next one."
_NAMES = {"evidence": "What shows it", "link": "The link", "source": "Who or what said so"}


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file to hand out."""

    name: str
    content: bytes = field(repr=False)


def save(
    scan_id: str, item_id: str, agency_code: str, entry: AnswerEntry, *, based_on: int
) -> AnswerView:
    """Save what an agency says of an item.

    Args:
        based_on: the version that was on the screen; 0 where there was none.

    Returns:
        The answer as it is now; one that says the same as before is not saved again.

    Raises:
        EditConflict: somebody saved another answer meanwhile; it holds both.
        ScanProblems: all entries that need another look.
        ScanStateError: the round has ended.
        NotAllowed: the one who acts does not answer for this agency.
    """
    found = open_scan(scan_id)
    name = permit_answering(found.team_id, agency_code)
    clean = _checked(entry)
    item = _item(scan_id, item_id)
    before = item.of(agency_code)
    old = before is not None and (before.carried or agency_code in item.stale)
    if before is not None and before.entry == clean and not old:
        return before
    _refuse_if_changed(before, clean, based_on=based_on)
    values = _values(clean, agency_name=name, before=before)
    return _add(found, item_id, agency_code, values, version=based_on + 1, mine=clean)


def confirm(scan_id: str, item_id: str, agency_code: str, *, based_on: int) -> AnswerView:
    """Say that an answer still holds: the same once more, found out today.

    Raises:
        EditConflict: somebody saved another answer meanwhile.
        ScanStateError: the round has ended.
        NotFound: there is no answer yet.
    """
    found = open_scan(scan_id)
    name = permit_answering(found.team_id, agency_code)
    before = _item(scan_id, item_id).of(agency_code)
    if before is None:
        raise NotFound("There is no answer yet that could still hold. Give one.")
    _refuse_if_changed(before, before.entry, based_on=based_on)
    values = _values(before.entry, agency_name=name) | {"checked_on": today()}
    version = based_on + 1
    return _add(found, item_id, agency_code, values, version=version, mine=before.entry)


def add_file(
    scan_id: str, item_id: str, agency_code: str, *, name: str, content: bytes
) -> FileView:
    """Keep a file as evidence, once the gate has let it in.

    Raises:
        Refused: what came and what would be right.
        ScanStateError: the round has ended, or there are too many files.
    """
    found = open_scan(scan_id)
    permit_answering(found.team_id, agency_code)
    item = _item(scan_id, item_id)
    kind = admit_evidence(content, name=name)
    kept = FileView(
        id=new_id(),
        item=item.id,
        agency_code=agency_code,
        name=tidy(name)[-120:],
        kind=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        saved_by_name=actor().name,
        saved_on=today(),
        removed=False,
    )
    audit_log.record("scan.file-add", team_id=found.team_id, about=scan_id)
    row = asdict(kept) | {"scan_id": scan_id, "content": content}
    row.pop("removed")
    try:
        if store.add_file(row, most=MOST_FILES):
            return kept
    except HasEnded:
        raise ScanStateError(_ENDED) from None
    raise ScanStateError(f"Your agency has {MOST_FILES} files here. Remove one first.")


def remove_file(file_id: str) -> None:
    """Forget what is in a file, of an earlier round too; its name and its fingerprint stay.

    Raises:
        NotFound: there is no such file.
        NotAllowed: the one who acts does not answer for its agency.
    """
    row = store.file(file_id)
    if row is None or row["content"] is None:
        out_of_reach("scan.see", "scan_file", file_id)
        raise NotFound("This file is not here any more.")
    found = scan(row["scan_id"])
    if not may("scan.run", team_id=found.team_id):
        permit_answering(found.team_id, row["agency_code"])
    audit_log.record("scan.file-remove", team_id=found.team_id, about=found.id)
    store.remove_file(file_id)


def evidence_file(file_id: str) -> EvidenceFile:
    """A file to look at, for everybody who sees the scan.

    Raises:
        NotFound: there is none, or it was removed.
    """
    row = store.file(file_id)
    if row is None or row["content"] is None:
        out_of_reach("scan.see", "scan_file", file_id)
        raise NotFound("This file is not here any more.")
    team_id = scan(row["scan_id"]).team_id
    permit("scan.see", team_id=team_id)
    audit_log.record("scan.file-take", team_id=team_id, about=row["scan_id"])
    return EvidenceFile(row["name"], row["content"])


def _item(scan_id: str, item_id: str) -> ItemView:
    found = board(scan_id).item(item_id)
    if found is None:
        raise NotFound("This item is not in the scan any more. Go back to the list.")
    return found


def _refuse_if_changed(before: AnswerView | None, mine: AnswerEntry, *, based_on: int) -> None:
    if before is not None and before.version != based_on:
        raise EditConflict(before, mine)


def _values(
    entry: AnswerEntry, *, agency_name: str, before: AnswerView | None = None
) -> dict[str, Any]:
    return asdict(entry) | {
        "agency_name": agency_name,
        "checked_on": _found_out(entry, before),
        "carried": False,
        "saved_by": actor().id,
        "saved_by_name": actor().name,
        "saved_on": today(),
    }


def _found_out(entry: AnswerEntry, before: AnswerView | None) -> date:
    """The day on which it was last found to be so.

    Whoever saves the very same once more says that it still holds; whoever corrects a word of what
    shows it does not make it any older.
    """
    if before is not None and before.entry == entry:
        return today()
    source = entry.source_date or today()
    if before is None:
        return source
    same = (before.status, before.source, before.source_date)
    unchanged = same == (entry.status, entry.source, entry.source_date)
    return max(source, before.checked_on) if unchanged else source


def _add(
    found: ScanView,
    item_id: str,
    agency_code: str,
    values: dict[str, Any],
    *,
    version: int,
    mine: AnswerEntry,
) -> AnswerView:
    key = {"item": item_id, "agency_code": agency_code, "version": version}
    try:
        added = store.add_answer(found.id, key, values)
    except HasEnded:
        raise ScanStateError(_ENDED) from None
    if added:
        return AnswerView(**key, **values)
    theirs = _item(found.id, item_id).of(agency_code)
    if theirs is None:
        raise NotFound("What you changed is not here any more. Reload the page.")
    if theirs.entry == mine:  # the same, saved by a second click or by somebody else
        return theirs
    raise EditConflict(theirs, mine)


def _checked(entry: AnswerEntry) -> AnswerEntry:
    clean = AnswerEntry(
        status=entry.status,
        confidence=entry.confidence,
        evidence=writing(entry.evidence).strip(),
        link=tidy(entry.link),
        source=tidy(entry.source),
        source_date=entry.source_date,
    )
    problems = tuple(_problems(clean))
    if problems:
        raise ScanProblems(problems)
    return clean


def _problems(entry: AnswerEntry) -> Iterator[FieldProblem]:
    if entry.status not in STATUSES:
        what = "No answer is chosen."
        yield FieldProblem("status", what, "Choose one; “don't know” is an answer.")
    if entry.confidence is not None and entry.confidence not in CONFIDENCES:
        what = f"'{entry.confidence}' is no choice here."
        yield FieldProblem("confidence", what, "Choose from the list.")
    for name, longest in LONGEST.items():
        length = len(getattr(entry, name))
        if length > longest:
            what = f"{_NAMES[name]} has {length:,} characters."
            yield FieldProblem(name, what, f"Use at most {longest:,}.")
    if entry.link and not _is_address(entry.link):
        what = f"'{entry.link[:80]}' is no address of a page."
        yield FieldProblem("link", what, "Begin it with https://, or leave it empty.")
    if entry.source_date is not None and not date(1990, 1, 1) <= entry.source_date <= _latest():
        what = f"The source is dated {entry.source_date:%Y-%m-%d}."
        yield FieldProblem("source_date", what, "Give a day up to today, from 1990 on.")


def _latest() -> date:
    """A calendar may be a day ahead of ours, which goes by where days end last."""
    return date.fromordinal(today().toordinal() + 1)


def _is_address(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in link
