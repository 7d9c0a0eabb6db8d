"""Cells that a program on the way has written otherwise than a person had typed them."""

import re
from collections.abc import Collection, Mapping

from data.imports.directory.fields import plain_name
from data.imports.directory.issues import Ledger, Place
from data.imports.directory.tables import Rows

_POWER = re.compile(r"(\d)(?:\.(\d+))?[eE]\+?(\d{1,2})")
_DIGITS = re.compile(r"phone|fax|^tel|hotline|intake|zip|postal|postcode|^number$|(^|_)id$")
"""Columns whose digits are names and no amounts, by plain names."""
_GARBLED = re.compile(
    r"Ã[\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2018-\u203a\u20ac\u2122]|Â[\u00a0-\u00bf]|â€|ï»¿"
    r"|&(?:[a-z]{2,8}|#\d{2,5});",
    re.IGNORECASE,
)
"""UTF-8 that was read as Windows text, and signs of a web page that were escaped once too often."""
_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}.*")


def put_right(rows: Rows, *, file: str, ledger: Ledger) -> Rows:
    """The rows with digits put back that stood as powers of ten; all that looks odd is told.

    Args:
        rows: by number; they are not changed.
        file: that they came in, for messages.
        ledger: told of each cell, and of columns whose days are written in two ways.
    """
    columns = dict.fromkeys(column for _, record in rows for column in record)
    digits: dict[str, dict[str, str]] = {}
    for column in columns:
        values = {record.get(column, "") for _, record in rows}
        garbled = {value for value in values if "&" in value or not value.isascii()}
        garbled = {value for value in garbled if _GARBLED.search(value)}
        _tell(rows, garbled, code="letters_garbled", column=column, file=file, ledger=ledger)
        if _DIGITS.search(plain_name(column)):
            powers = {value: _digits(value) for value in values if _POWER.fullmatch(value)}
            _tell(rows, powers, code="digits_as_power", column=column, file=file, ledger=ledger)
            digits |= {column: powers} if powers else {}
        if told := _mixed_days(values):
            ledger.note("day_order_mixed", Place(file, 0, column), came=told)
    if not digits:
        return rows
    return [(number, record | _changed(record, digits)) for number, record in rows]


def _digits(cell: str) -> str:
    """All digits of a number such as 5.025551212e9; the cell as it came where some are lost."""
    found = _POWER.fullmatch(cell)
    if found is None or len(found[2] or "") != int(found[3]):
        return cell
    return f"{found[1]}{found[2] or ''}"


def _changed(record: Mapping[str, str], digits: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {
        column: right[record[column]]
        for column, right in digits.items()
        if record.get(column) in right
    }


def _mixed_days(values: Collection[str]) -> str:
    """A day that can only begin with the day, and beside it one that may begin with either."""
    found = [(value, day) for value in values if len(value) < 30 and (day := _DAY.fullmatch(value))]
    first = min((value for value, day in found if int(day[1]) > 12 >= int(day[2])), default="")
    either = min(
        (value for value, day in found if int(day[1]) <= 12 >= int(day[2]) and day[1] != day[2]),
        default="",
    )
    return f"{first} beside {either}" if first and either else ""


def _tell(
    rows: Rows, cells: Collection[str], *, code: str, column: str, file: str, ledger: Ledger
) -> None:
    for number, record in rows if cells else ():
        if (cell := record.get(column, "")) in cells:
            ledger.note(code, Place(file, number, column), came=cell)
