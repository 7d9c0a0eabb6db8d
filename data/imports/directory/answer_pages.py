"""JSON that is one page of several, as programs answer that are asked over the network."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from data.imports.directory.fields import plain_name
from data.imports.directory.issues import Ledger, Place

INCOMPLETE = "file_incomplete"
"""The code of a file that says itself that it is only a part."""
_ALL = ("record_count", "total_items", "total_records", "total_count", "total_results", "total")
_PAGES = ("total_pages", "page_count", "pages")
_PAGE = ("page", "page_number", "current_page")


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """What a file says of the whole that it is a part of.

    Attributes:
        rows: how many records are in it.
        of: how many there are of all; 0 where it does not say.
        page: its number; 0 where it does not say.
        pages: how many there are; 0 where it does not say.
    """

    file: str
    rows: int
    of: int
    page: int
    pages: int


def page_of(value: Any, *, file: str, rows: int) -> AnswerPage | None:
    """What a JSON file says of its whole; None where it does not speak of one."""
    if not isinstance(value, Mapping):
        return None
    said = {plain_name(str(name)): inside for name, inside in value.items()}
    of, page, pages = (_number(said, names) for names in (_ALL, _PAGE, _PAGES))
    return AnswerPage(file, rows, of, page, pages) if of or pages else None


def tell_incomplete(found: Iterable[AnswerPage], ledger: Ledger) -> None:
    """Tell of each page of a whole that the files together do not hold."""
    wholes: dict[tuple[int, int], list[AnswerPage]] = defaultdict(list)
    for each in found:
        wholes[each.of, each.pages].append(each)
    for (of, pages), together in wholes.items():
        if of and sum(each.rows for each in together) >= of:
            continue
        if not of and len({each.page or each.file for each in together}) >= pages:
            continue
        for each in together:
            ledger.note(INCOMPLETE, Place(each.file), came=_told(each))


def _told(page: AnswerPage) -> str:
    which = f"page {page.page or 1} of {page.pages:,}" if page.pages else ""
    rows = f"{page.rows:,} of {page.of:,} records" if page.of else f"records in it: {page.rows:,}"
    return ": ".join(filter(None, (which, rows)))


def _number(said: Mapping[str, Any], names: Iterable[str]) -> int:
    """The first whole number that is told under one of these names."""
    for name in names:
        number = said.get(name)
        text = number.strip() if isinstance(number, str) else number
        if isinstance(text, str) and text.isdecimal() and len(text) < 10:
            return int(text)
        if isinstance(text, int) and not isinstance(text, bool) and text > 0:
            return text
    return 0
