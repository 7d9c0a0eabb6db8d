"""What was settled, by whom and why, who saw it differently, who signed, and what is still open."""

from collections.abc import Iterator

from data.exports.cells import Cell
from data.exports.scan.tables import agency_names, conflict_words, day, item_cells
from data.exports.scan.words import BASIS, STATUS, item_words, yes_no
from data.exports.table import Table
from data.scan_views import DecisionView, ItemView, PlanView
from data.services.scan_files import ScanExport, ScanRound
from data.services.scan_settling import work_list

_ITEM = ("round", "section", "item", "statement")
_ITEM_WIDTHS = (7, 24, 24, 60)
_SAVED = ("saved_by", "saved_on")


def decisions_table(content: ScanExport) -> Table:
    """One row for each decision, and one for each conflict that nobody has settled."""
    headers = (
        *_ITEM,
        *("state", "conflicts", "said_by_agencies", "decision", "status", "status_words"),
        *("basis", "basis_words", "reason", "checked_on", "settled_by", "settled_on"),
    )
    rows = [row for each in content.rounds for row in _decision_rows(each)]
    widths = (*_ITEM_WIDTHS, 12, 28, 50, 9, 14, 18, 18, 24, 50, 12, 20, 12)
    return Table("Conflicts and decisions", headers, tuple(rows), widths)


def dissent_table(content: ScanExport) -> Table:
    """One row for each agency that saw a decision differently."""
    rows: list[tuple[Cell, ...]] = []
    for each in content.rounds:
        words = item_words(each)
        for decision in each.decisions:
            place = (*item_cells(each, decision.item, words), decision.number, decision.status)
            for said in decision.dissents:
                saved = (said.saved_by_name, day(said.saved_on))
                rows.append((*place, said.agency_name, said.words, *saved))
    headers = (*_ITEM, "decision", "decided_status", "agency", "words", *_SAVED)
    return Table("Dissent", headers, tuple(rows), (*_ITEM_WIDTHS, 9, 14, 30, 60, 20, 12))


def sign_off_table(content: ScanExport) -> Table:
    """One row for each time that an agency stood by its answers."""
    rows = tuple(
        (
            *(each.board.scan.number, signed.agency_name, signed.number, yes_no(signed.current)),
            *(signed.words or None, signed.digest, signed.saved_by_name, day(signed.saved_on)),
        )
        for each in content.rounds
        for signed in each.sign_offs
    )
    headers = (
        *("round", "agency", "number", "answers_still_the_same", "words", "sha256_of_answers"),
        *_SAVED,
    )
    return Table("Sign-off", headers, rows, (7, 30, 8, 12, 50, 66, 20, 12))


def work_table(content: ScanExport) -> Table:
    """What is still open in each round, what matters most first."""
    rows: list[tuple[Cell, ...]] = []
    for each in content.rounds:
        words = item_words(each)
        for item in work_list(each.board):
            place = (*item_cells(each, item.id, words), item.standing, STATUS[item.standing])
            rows.append((*place, item.weight, *_plan_cells(each, item.plan)))
    headers = (
        *_ITEM,
        *("standing", "standing_words", "weight", "operating_agency", "owner", "due_on"),
        *("note", "done", *_SAVED),
    )
    widths = (*_ITEM_WIDTHS, 14, 24, 8, 30, 20, 12, 40, 7, 20, 12)
    return Table("Work list", headers, tuple(rows), widths)


def files_table(content: ScanExport) -> Table:
    """One row for each file that was given as evidence: its name and fingerprint."""
    rows: list[tuple[Cell, ...]] = []
    for each in content.rounds:
        words = item_words(each)
        for file in each.files:
            place = (*item_cells(each, file.item, words), agency_names(each, [file.agency_code]))
            known = (file.name, file.kind, file.size, file.sha256, yes_no(file.removed))
            rows.append((*place, *known, file.saved_by_name, day(file.saved_on)))
    headers = (*_ITEM, "agency", "name", "kind", "bytes", "sha256", "removed", *_SAVED)
    widths = (*_ITEM_WIDTHS, 30, 40, 8, 10, 66, 9, 20, 12)
    return Table("Files", headers, tuple(rows), widths)


def _decision_rows(each: ScanRound) -> Iterator[tuple[Cell, ...]]:
    words = item_words(each)
    board = {item.id: item for item in each.board.items}
    for item in each.board.items:
        if item.conflicts:
            place = (*item_cells(each, item.id, words), "open")
            yield (*place, conflict_words(item), _said(item), *(None,) * 9)
    for decision in each.decisions:
        item = board.get(decision.item)
        place = (*item_cells(each, decision.item, words), _state(decision, item))
        yield (*place, None, _said(item) if item else None, *_decision_cells(decision))


def _state(decision: DecisionView, item: ItemView | None) -> str:
    if item is None or item.decision is None:
        return "taken out"
    if decision.number < item.decision.number:
        return "replaced"
    return "settled" if item.settled else "lapsed"


def _decision_cells(decision: DecisionView) -> tuple[Cell, ...]:
    return (
        *(decision.number, decision.status, STATUS[decision.status], decision.basis),
        *(BASIS.get(decision.basis, decision.basis), decision.reason, day(decision.checked_on)),
        *(decision.saved_by_name, day(decision.saved_on)),
    )


def _said(item: ItemView) -> str | None:
    told = (f"{each.agency_name}: {STATUS[each.status]}" for each in item.answers)
    return "; ".join(told) or None


def _plan_cells(each: ScanRound, plan: PlanView) -> tuple[Cell, ...]:
    runs = agency_names(each, [plan.operating_agency]) if plan.operating_agency else None
    return (
        *(runs, plan.owner_name or None, day(plan.due_on), plan.note or None),
        *(yes_no(plan.done), plan.saved_by_name or None, day(plan.saved_on)),
    )
