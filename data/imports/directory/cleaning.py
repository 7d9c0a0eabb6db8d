"""Cells that only look as if they said something."""

import re
from collections.abc import Collection
from itertools import chain

from data.imports.directory.confidential_columns import is_about_being_known
from data.imports.directory.issues import Ledger, Place
from data.imports.directory.odd_cells import put_right
from data.imports.directory.tables import Rows

CUTS = {255: "cut_at_255", 32_767: "cut_at_32767"}
"""Where old databases and spreadsheets cut a text without a word."""

_PLACEHOLDERS = frozenset(
    """
    -hsds-required-|hsds-required|-1|n/a|na|n.a.|n/a.|none|none.|null|nil|nan|unknown|unknown.
    tbd|tba|tbc|unspecified|undefined|blank|pending|xx|xxx|?|??|???|-|--|---|.
    #n/a|#ref!|#name?|#value!|[object object]|(none)|(blank)|(unknown)
    not available|not applicable|not specified|not provided|not known|no data|no information
    information not available|data not available|to be determined|to be announced|see above|same
    """.strip()
    .replace("\n    ", "|")
    .split("|")
)
_CALL = re.compile(
    r"(please )?(call|contact|phone)( us| agency| the agency| program| provider| facility)?"
    r"( for| to get| to receive)?( more| further| additional| current)?"
    r" (information|info|details)\.?"
)
_NONE_IS_AN_ANSWER = re.compile(
    r"fee|cost|price|charge|eligib|requirement|document|wait|restriction|alert", re.IGNORECASE
)
"""Columns where "none" tells something: no fee, no condition, no wait."""
_CALLING_IS_AN_ANSWER = re.compile(r"appl|intake|how_?to|process|access_?procedure", re.IGNORECASE)
"""Columns that ask how to apply, to which a call is an answer."""
_NONE = frozenset({"none", "none.", "(none)"})
_IS_STANDING = re.compile(r"status|active", re.IGNORECASE)
"""Columns in which "pending" says that a listing is not open yet."""
_IS_PRIVATE = re.compile(r"is_?private$", re.IGNORECASE)


LONGEST = 60
"""No placeholder is longer."""


def is_placeholder(cell: str) -> bool:
    """A cell that stands for nothing known, as programs and tired people write it."""
    if len(cell) > LONGEST:
        return False
    lower = cell.lower()
    called = lower[:1] in ("c", "p") and _CALL.fullmatch(" ".join(lower.split()))
    return lower in _PLACEHOLDERS or bool(called)


def clean(rows: Rows, *, file: str, ledger: Ledger, as_they_came: Collection[str] = ()) -> Rows:
    """The rows with placeholders read as unknown; each one, and each odd or cut text, is told.

    A column that says whether a place is confidential, or may be known, stays as it came: -1 is a
    yes there.

    Args:
        rows: by number; they are not changed.
        file: that they came in, for messages.
        ledger: told of each cell.
        as_they_came: more columns that stay so, whatever they are called.
    """
    rows = put_right(rows, file=file, ledger=ledger)
    blanks: dict[str, frozenset[str]] = {}
    for column in dict.fromkeys(chain.from_iterable(record for _, record in rows)):
        values = {record.get(column, "") for _, record in rows}
        if cut := frozenset(value for value in values if len(value) in CUTS):
            _tell(rows, cut, column=column, file=file, ledger=ledger)
        if column in as_they_came or is_about_being_known(column) or _IS_PRIVATE.search(column):
            continue
        if empty := frozenset(value for value in values if _is_empty(value, column)):
            blanks[column] = empty
    return _without(rows, blanks, file=file, ledger=ledger) if blanks else rows


def _is_empty(value: str, column: str) -> bool:
    """A placeholder, in a column where it is no answer."""
    if not 0 < len(value) <= LONGEST or not is_placeholder(value):
        return False
    if value.lower() == "pending" and _IS_STANDING.search(column):
        return False
    if value.lower() in _NONE:
        return not _NONE_IS_AN_ANSWER.search(column)
    called = _CALL.fullmatch(" ".join(value.lower().split()))
    return not (called and _CALLING_IS_AN_ANSWER.search(column))


def _tell(rows: Rows, cut: frozenset[str], *, column: str, file: str, ledger: Ledger) -> None:
    for number, record in rows:
        if record.get(column) in cut:
            cell = record[column]
            ledger.note(CUTS[len(cell)], Place(file, number, column), came=cell)


def _without(rows: Rows, blanks: dict[str, frozenset[str]], *, file: str, ledger: Ledger) -> Rows:
    cleaned: Rows = []
    for number, record in rows:
        empty = [column for column, values in blanks.items() if record.get(column) in values]
        for column in empty:
            ledger.note("placeholder", Place(file, number, column), came=record[column])
        cleaned.append((number, record | dict.fromkeys(empty, "")) if empty else (number, record))
    return cleaned
