"""An XLSForm that somebody else made, as an instrument."""

from collections.abc import Iterable
from itertools import groupby, pairwise
from pathlib import Path

from data.imports.gate import WORKBOOK, admit
from data.imports.problems import InputProblems, Refused
from data.imports.responses import shortened
from data.imports.workbooks import named_sheets
from surveys.xlsform import SHEETS, ReadForm, edition_of_form
from surveys.xlsform_sheets import FormRefused, Remark

MOST_ROWS = 5_000
"""Of one sheet; a questionnaire has 300 questions of 30 choices at most."""


class FormProblems(InputProblems):
    """Nothing can be made of a form; what was found on the way is in `remarks`, a line each."""

    def __init__(self, refused: Refused, remarks: Iterable[str]) -> None:
        super().__init__(refused.problems)
        self.remarks = tuple(remarks)


def read_xlsform(path: Path) -> ReadForm:
    """Read a form from a workbook.

    Raises:
        InputProblems: it cannot be read, or nothing in it can be asked here; where, what came,
            and what would be right.
    """
    if path.suffix.casefold() != ".xlsx":
        what = f"a form is read from a workbook, and its name ends in '{path.suffix}'"
        raise Refused(path.name, what, right="save it as .xlsx in a spreadsheet program")
    try:
        with path.open("rb") as file:
            content = file.read(WORKBOOK.size + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise InputProblems([f"{path}: {reason}; name an XLSForm."]) from None
    return read_form(content, name=path.name)


def read_form(content: bytes, *, name: str) -> ReadForm:
    """The same from the content of a file.

    Args:
        content: all of it, or one byte more than may be read.
        name: of the file, for messages, and for a form that has neither id nor title.

    Raises:
        InputProblems: as above.
    """
    file = admit(content, name=name, kind="xlsx", limits=WORKBOOK)
    sheets = named_sheets(file, lambda sheet: _key(sheet) in SHEETS)
    for sheet, rows in sheets.items():
        if len(rows) > MOST_ROWS:
            what = f"the sheet '{sheet}' has {len(rows):,} rows"
            raise Refused(name, what, right=f"at most {MOST_ROWS:,} are read")
    try:
        return edition_of_form(sheets, name=Path(name).stem)
    except FormRefused as refused:
        told = Refused(name, refused.what, right=refused.right)
        raise FormProblems(told, remarks_told(refused.remarks, file=name)) from None


def remarks_told(remarks: Iterable[Remark], *, file: str) -> list[str]:
    """Remarks as lines: file, sheet, rows, and what became of them; the same is told once."""
    alike: dict[tuple[str, str], list[Remark]] = {}
    for each in remarks:
        alike.setdefault((each.sheet, each.what), []).append(each)
    return [f"{file}: {sheet} {_rows_told(own)}: {what}." for (sheet, what), own in alike.items()]


def _key(sheet: str) -> str:
    return sheet.strip().casefold().replace(" ", "_")


def _rows_told(remarks: list[Remark]) -> str:
    """Such as row 3, or rows 3, 5-8 (age, day, place)."""
    rows = sorted({each.row for each in remarks})
    names = [each.name for each in remarks if each.name]
    named = f" ({shortened(names)})" if names else ""
    return f"{'row' if len(rows) == 1 else 'rows'} {_runs(rows)}{named}"


def _runs(rows: list[int]) -> str:
    """Rising numbers with neighbors joined, such as 3, 5-8, 12."""
    breaks = [0, *(after - before > 1 for before, after in pairwise(rows))]
    run = 0
    runs = [run := run + int(new) for new in breaks]
    grouped = groupby(zip(runs, rows, strict=True), key=lambda pair: pair[0])
    spans = [[row for _, row in own] for _, own in grouped]
    return ", ".join(f"{span[0]}-{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans)
