"""What was said of which item, as tables: one row for each item, each answer, each version."""

from collections.abc import Iterable, Iterator
from datetime import date

from data.exports.cells import Cell
from data.exports.scan.words import (
    CONFIDENCE,
    CONFLICT,
    NOT_ASKED,
    STATUS,
    ItemWords,
    file_names,
    item_words,
    yes_no,
)
from data.exports.table import Table
from data.scan_views import AnswerView, ItemView
from data.services.scan_files import ScanExport, ScanRound

_ITEM = ("round", "section", "item", "statement")
_ITEM_WIDTHS = (7, 24, 24, 60)
_SAID = (
    *("status", "status_words", "confidence", "confidence_words", "evidence", "link", "source"),
    *("source_date", "checked_on"),
)
_SAID_WIDTHS = (14, 18, 18, 22, 50, 30, 30, 12, 12)
_SAVED = ("saved_by", "saved_on")


def items_table(content: ScanExport) -> Table:
    """One row for each item of each round: what may be said of it now."""
    rows: list[tuple[Cell, ...]] = []
    for each in content.rounds:
        words = item_words(each)
        rows += [
            (*item_cells(each, item.id, words), *_standing_cells(each, item))
            for item in each.board.items
        ]
    headers = (
        *_ITEM,
        *("standing", "standing_words", "conflicts", "settled", "own_item", "asked_because"),
        *("weight", "model", "agencies_that_answered", "agencies_not_asked_or_silent"),
    )
    widths = (*_ITEM_WIDTHS, 14, 24, 28, 9, 9, 14, 8, 12, 40, 40)
    return Table("Items", headers, tuple(rows), widths)


def answers_table(content: ScanExport) -> Table:
    """One row for each answer that counts, and one for each item of which nobody said anything.

    So each item of each round is there, with a status in every row.
    """
    headers = (
        *("team", "made_up_data"),
        *_ITEM,
        *("standing", "agency"),
        *_SAID,
        *("stale", "carried", "own_item", "files"),
        *_SAVED,
    )
    rows = [
        (content.team.name, yes_no(content.team.demo), *row)
        for each in content.rounds
        for row in _answer_rows(each)
    ]
    widths = (24, 9, *_ITEM_WIDTHS, 14, 30, *_SAID_WIDTHS, 8, 8, 9, 30, 20, 12)
    return Table("Answers", headers, tuple(rows), widths)


def history_table(content: ScanExport) -> Table:
    """Every version of every answer, also of items that were taken out again."""
    rows: list[tuple[Cell, ...]] = []
    for each in content.rounds:
        words = item_words(each)
        for answer in each.answers:
            place = item_cells(each, answer.item, words)
            saved = (answer.saved_by_name, day(answer.saved_on))
            said = (*_said_cells(answer), yes_no(answer.carried), *saved)
            rows.append((*place, answer.agency_name, answer.version, *said))
    headers = (*_ITEM, "agency", "version", *_SAID, "carried", *_SAVED)
    widths = (*_ITEM_WIDTHS, 30, 8, *_SAID_WIDTHS, 8, 20, 12)
    return Table("History", headers, tuple(rows), widths)


def item_cells(each: ScanRound, item_id: str, words: dict[str, ItemWords]) -> tuple[Cell, ...]:
    """Round, section, item and statement."""
    said = words.get(item_id, ItemWords("", item_id))
    return (each.board.scan.number, said.section, item_id, said.text)


def day(when: date | None) -> str | None:
    """A day as YYYY-MM-DD; nothing where there is none."""
    return None if when is None else when.isoformat()


def agency_names(each: ScanRound, codes: Iterable[str]) -> str:
    """Names of agencies on one line."""
    return "; ".join(each.board.agencies.get(code, code) for code in codes)


def conflict_words(item: ItemView) -> str | None:
    """In which ways agencies differ; nothing where they do not."""
    return "; ".join(CONFLICT[kind] for kind in item.conflicts) or None


def _standing_cells(each: ScanRound, item: ItemView) -> tuple[Cell, ...]:
    answered = [answer.agency_code for answer in item.answers]
    silent = [code for code in each.board.sectors if code not in answered]
    return (
        *(item.standing, STATUS[item.standing], conflict_words(item), yes_no(item.settled)),
        *(yes_no(item.own), item.asked or "carried", item.weight, item.model),
        *(agency_names(each, answered) or None, agency_names(each, silent) or None),
    )


def _answer_rows(each: ScanRound) -> Iterator[tuple[Cell, ...]]:
    words = item_words(each)
    for item in each.board.items:
        place = (*item_cells(each, item.id, words), item.standing)
        for answer in item.answers:
            files = file_names(item.files, agency=answer.agency_code) or None
            flags = (answer.agency_code in item.stale, answer.carried, item.own)
            saved = (answer.saved_by_name, day(answer.saved_on))
            told = (*_said_cells(answer), *map(yes_no, flags), files, *saved)
            yield (*place, answer.agency_name, *told)
        if not item.answers:
            empty = (None,) * (len(_SAID) - 2)
            flags = ("no", "no", yes_no(item.own))
            yield (*place, None, NOT_ASKED, STATUS[NOT_ASKED], *empty, *flags, None, None, None)


def _said_cells(answer: AnswerView) -> tuple[Cell, ...]:
    sure = CONFIDENCE.get(answer.confidence or "")
    return (
        *(answer.status, STATUS[answer.status], answer.confidence, sure),
        *(answer.evidence or None, answer.link or None, answer.source or None),
        *(day(answer.source_date), day(answer.checked_on)),
    )
