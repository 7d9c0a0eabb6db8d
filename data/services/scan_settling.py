"""Who sees to what, how conflicts were settled and by whom, and who stands by the answers."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

from data.clock import today
from data.scan_views import BoardView, ChangeView, ItemView, PlanView
from data.services import audit_log
from data.services.authority import actor, permit
from data.services.errors import NotFound, ScanProblems, ScanStateError
from data.services.scan_board import digest
from data.services.scans import board, open_scan, permit_answering, raters, scan
from data.services.texts import writing
from data.store import scan_answers as store
from data.store.scan_answers import HasEnded
from data.views import FieldProblem
from scoring.scanned import Standing
from surveys.checklist import KNOWN

Basis = Literal["evidence", "operating_agency", "talk"]
BASES: tuple[Basis, ...] = get_args(Basis)
OPEN_QUESTIONS = ("differ", "stale", "unknown", "not_asked")
LONGEST_REASON = 1000
_ENDED = "This scan has ended, so nothing was saved. Begin the next one."
_MEANWHILE = (
    "Somebody has answered or settled this meanwhile, so yours is not saved. Look at it once more."
)


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """Who sees to an item, as somebody chose it."""

    operating_agency: str | None = None
    owner_id: str | None = None
    due_on: date | None = None
    note: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """What was on the screen of whoever settles: a decision's number, and versions of answers."""

    number: int
    versions: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """How somebody settles a conflict, as they chose it.

    Attributes:
        heard: what they had before them.
    """

    status: str
    basis: str
    reason: str
    heard: Heard


def heard(item: ItemView) -> Heard:
    """What there is to hear on an item now."""
    number = item.decision.number if item.decision else 0
    versions = sorted((each.agency_code, each.version) for each in item.answers)
    return Heard(number, tuple(versions))


def settle(scan_id: str, item_id: str, ruling: Ruling) -> None:
    """Settle a conflict in one's own name, with a reason; what agencies said stays beside it.

    The agency that runs what the item asks about has to answer first, if one is named.

    Raises:
        ScanProblems: all entries that need another look.
        ScanStateError: the operating agency has not answered, nothing is in conflict, somebody
            settled it or answered meanwhile, or the round has ended.
    """
    found = open_scan(scan_id)
    permit("scan.run", team_id=found.team_id)
    whole = board(scan_id)
    item = _item(whole, item_id)
    words = writing(ruling.reason).strip()
    _refuse_too_early(item, whole)
    if ruling.heard != heard(item):
        raise ScanStateError(_MEANWHILE)
    _check_decision(item, whole, replace(ruling, reason=words))
    audit_log.record("scan.settle", team_id=found.team_id, about=scan_id, item=item_id)
    values = {
        "status": ruling.status,
        "basis": ruling.basis,
        "reason": words,
        "heard": dict(ruling.heard.versions),
        "checked_on": today(),
        "saved_by": actor().id,
        **_saved(),
    }
    key = {"item": item_id, "number": ruling.heard.number + 1}
    with _while_open():
        if not store.add_decision(scan_id, key, values):
            raise ScanStateError(_MEANWHILE)


def dissent(scan_id: str, item_id: str, agency_code: str, words: str, *, number: int) -> None:
    """Keep beside a decision that an agency sees it differently.

    Args:
        number: of the decision that was on the screen.

    Raises:
        ScanProblems: nothing was written, or too much.
        ScanStateError: this agency has said so already.
        NotFound: nothing was decided.
    """
    found = scan(scan_id)
    name = permit_answering(found.team_id, agency_code)
    item = _item(board(scan_id), item_id)
    if item.decision is None:
        raise NotFound("Nothing was decided here, so there is nothing to differ from.")
    if item.decision.number != number:
        raise ScanStateError("There is another decision meanwhile. Read it, then say so again.")
    text = writing(words).strip()
    _check_words(text, where="words", said="What you see differently")
    audit_log.record("scan.dissent", team_id=found.team_id, about=scan_id, item=item_id)
    key = {"item": item_id, "number": item.decision.number, "agency_code": agency_code}
    if not store.add_dissent(scan_id, key, {"agency_name": name, "words": text, **_saved()}):
        raise ScanStateError("Your agency has said this already. It is kept beside the decision.")


def sign_off(scan_id: str, agency_code: str, words: str = "", *, seen: str | None = None) -> None:
    """Let an agency stand by its answers as they are now.

    Args:
        seen: `digest_of` what was on the screen; None for whatever there is.

    Raises:
        ScanProblems: too much was written.
        ScanStateError: the agency has not answered anything, or somebody signed just now.
    """
    found = scan(scan_id)
    name = permit_answering(found.team_id, agency_code)
    text = writing(words).strip()
    if text:
        _check_words(text, where="words", said="The remark")
    whole = board(scan_id)
    mine = [answer for item in whole.items for answer in item.answers]
    mine = [answer for answer in mine if answer.agency_code == agency_code]
    if not mine:
        raise ScanStateError(f"{name} has not answered anything yet, so there is nothing to sign.")
    if seen is not None and seen != digest(mine):
        raise ScanStateError("An answer has changed meanwhile. Look at your answers, then sign.")
    before = [each.number for each in whole.sign_offs if each.agency_code == agency_code]
    audit_log.record("scan.sign-off", team_id=found.team_id, about=scan_id, agency=name)
    key = {"agency_code": agency_code, "number": max(before, default=0) + 1}
    values = {"agency_name": name, "digest": digest(mine), "words": text, **_saved()}
    if not store.add_sign_off(scan_id, key, values):
        raise ScanStateError("Somebody has signed for this agency just now. Reload the page.")


def digest_of(whole: BoardView, agency_code: str) -> str:
    """What an agency would sign now."""
    answers = (item.of(agency_code) for item in whole.items)
    return digest(answer for answer in answers if answer is not None)


def plan(scan_id: str, item_id: str, entry: PlanEntry, *, based_on: int) -> PlanView:
    """Say who runs what an item asks about, who finds out, and by what day.

    Args:
        based_on: the version that was on the screen, 0 where there was none.

    Raises:
        ScanProblems: all entries that need another look.
        ScanStateError: somebody saved another plan meanwhile, or the round has ended.
    """
    found = open_scan(scan_id)
    permit("scan.run", team_id=found.team_id)
    whole = board(scan_id)
    _item(whole, item_id)
    names = {
        each.account_id: each.shown for each in raters(found.team_id) if each.role != "consultant"
    }
    note = writing(entry.note).strip()
    _check_plan(entry, note=note, whole=whole, names=names)
    values: dict[str, Any] = {
        "operating_agency": entry.operating_agency,
        "owner_id": entry.owner_id,
        "owner_name": names.get(entry.owner_id or "", ""),
        "due_on": entry.due_on,
        "note": note,
        "done": entry.done,
        **_saved(),
    }
    key = {"item": item_id, "version": based_on + 1}
    with _while_open():
        if not store.add_plan(scan_id, key, values):
            raise ScanStateError(
                "Somebody has changed who sees to this meanwhile. Reload the page and look at it."
            )
    return PlanView(**key, **values)


def done(scan_id: str, item_id: str) -> None:
    """Whoever was to find something out says that they did.

    Raises:
        ScanStateError: the round has ended.
        NotFound: it is not theirs to see to.
    """
    found = open_scan(scan_id)
    permit("scan.answer", team_id=found.team_id)
    before = _item(board(scan_id), item_id).plan
    if before.owner_id != actor().id:
        raise NotFound("This is not yours to see to any more. Reload the page.")
    if before.done:
        return
    values = {
        name: getattr(before, name) for name in ("operating_agency", "owner_id", "owner_name")
    }
    values |= {"due_on": before.due_on, "note": before.note, "done": True, **_saved()}
    with _while_open():
        if not store.add_plan(scan_id, {"item": item_id, "version": before.version + 1}, values):
            raise ScanStateError("Somebody has changed this meanwhile. Reload the page.")


def work_list(whole: BoardView) -> tuple[ItemView, ...]:
    """What is still open, what matters most first, then by the day it is due."""
    open_items = [
        item
        for item in whole.items
        if item.standing in OPEN_QUESTIONS or (item.plan.version and not item.plan.done)
    ]
    late = date.max
    return tuple(sorted(open_items, key=lambda item: (-item.weight, item.plan.due_on or late)))


def who_would_know(item: ItemView, whole: BoardView) -> tuple[str, ...]:
    """The agencies of a kind that would know, by code: those that have said nothing yet first."""
    fitting = [code for code, kind in whole.sectors.items() if kind in item.who_knows]
    return tuple(sorted(fitting, key=lambda code: item.of(code) is not None))


def my_rechecks(whole: BoardView) -> tuple[ItemView, ...]:
    """What the one who acts has promised to find out, by the day it is due."""
    mine = [item for item in whole.items if item.plan.owner_id == actor().id]
    waiting = [item for item in mine if not item.plan.done]
    return tuple(sorted(waiting, key=lambda item: item.plan.due_on or date.max))


def changes(scan_id: str) -> tuple[ChangeView, ...]:
    """What may be said now and could not, or was otherwise, in the round before."""
    now = board(scan_id)
    if now.scan.earlier_id is None:
        return ()
    before: dict[str, Standing] = {
        item.id: item.standing for item in board(now.scan.earlier_id).items
    }
    return tuple(
        ChangeView(item.id, before[item.id], item.standing)
        for item in now.items
        if item.id in before and before[item.id] != item.standing
    )


@contextmanager
def _while_open() -> Iterator[None]:
    """Turns the end of a round into words for people."""
    try:
        yield
    except HasEnded:
        raise ScanStateError(_ENDED) from None


def _item(whole: BoardView, item_id: str) -> ItemView:
    found = whole.item(item_id)
    if found is None:
        raise NotFound("This item is not in the scan any more. Go back to the list.")
    return found


def _saved() -> Mapping[str, Any]:
    return {"saved_by_name": actor().name, "saved_on": today()}


def _check_decision(item: ItemView, whole: BoardView, ruling: Ruling) -> None:
    found: list[FieldProblem] = []
    if ruling.status not in KNOWN:
        found.append(FieldProblem("status", "Nothing is chosen.", "Choose how it is."))
    if ruling.basis not in BASES:
        found.append(FieldProblem("basis", "It is not said what this rests on.", "Choose one."))
    shown = any(each.evidence or each.link for each in item.answers)
    if ruling.basis == "evidence" and not (shown or any(not each.removed for each in item.files)):
        what = "No answer here holds any evidence."
        found.append(FieldProblem("basis", what, "Add it to an answer, or choose another ground."))
    if ruling.basis == "operating_agency" and _runs_and_says(item, whole) != ruling.status:
        what = "The agency that runs it does not say so."
        right = "Choose another ground, or name that agency in the work list and ask it."
        found.append(FieldProblem("basis", what, right))
    if not ruling.reason:
        found.append(FieldProblem("reason", "There is no reason.", "Write one or two sentences."))
    if len(ruling.reason) > LONGEST_REASON:
        what = f"The reason has {len(ruling.reason):,} characters."
        found.append(FieldProblem("reason", what, f"Use at most {LONGEST_REASON:,}."))
    if found:
        raise ScanProblems(tuple(found))


def _runs_and_says(item: ItemView, whole: BoardView) -> str | None:
    """What the agency that runs it says, if that counts; None where it does not."""
    first = item.plan.operating_agency
    said = item.of(first) if first is not None and first in whole.sectors else None
    counts = said is not None and said.status in KNOWN and said.agency_code not in item.stale
    return said.status if said is not None and counts else None


def _refuse_too_early(item: ItemView, whole: BoardView) -> None:
    if not item.conflicts:
        raise ScanStateError("No two answers differ here now, so there is nothing to settle.")
    first = item.plan.operating_agency
    if first is not None and first in whole.sectors and _runs_and_says(item, whole) is None:
        raise ScanStateError(
            f"{whole.agencies[first]} runs this and has not said yet how it is. Ask them first, or "
            "take their name out of the work list."
        )


def _check_words(text: str, *, where: str, said: str) -> None:
    if not text:
        what = f"{said} is empty."
        raise ScanProblems((FieldProblem(where, what, "Write one or two sentences."),))
    if len(text) > LONGEST_REASON:
        what = f"{said} has {len(text):,} characters."
        right = f"Use at most {LONGEST_REASON:,}."
        raise ScanProblems((FieldProblem(where, what, right),))


def _check_plan(entry: PlanEntry, *, note: str, whole: BoardView, names: Mapping[str, str]) -> None:
    found: list[FieldProblem] = []
    if entry.operating_agency is not None and entry.operating_agency not in whole.sectors:
        what = "This agency is not on the roster any more."
        found.append(FieldProblem("operating_agency", what, "Choose another."))
    if entry.owner_id is not None and entry.owner_id not in names:
        what = "This person can answer nothing in this team."
        found.append(FieldProblem("owner", what, "Choose another."))
    if len(note) > LONGEST_REASON:
        what = f"The note has {len(note):,} characters."
        found.append(FieldProblem("note", what, f"Use at most {LONGEST_REASON:,}."))
    if found:
        raise ScanProblems(tuple(found))
