"""Through the sheet "survey" of an XLSForm from row to row, in and out of its groups."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from surveys.xlsform_questions import Asked, asked_in, left_out_of
from surveys.xlsform_sheets import Line, Remark, Sheet, shortened

_EDGE = re.compile(
    r"(?P<edge>begin|end)[\s_]*(?P<kind>group|repeat|loop|lgroup|looped[\s_]group)(?:\s.*)?",
    re.IGNORECASE,
)
_YES = frozenset({"yes", "true", "true()", "1"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A question with the group that it stands in; None where it stands in none."""

    line: Line
    asked: Asked
    group: Line | None


@dataclass(frozen=True, slots=True)
class _Open:
    """A group or a repeat that was not closed yet; `rows` is how many rows came before it."""

    kind: str
    line: Line
    rows: int


def walk(survey: Sheet) -> tuple[tuple[Placed, ...], tuple[Remark, ...]]:
    """The questions that can be asked here in their order, and why the others cannot."""
    walking = _Walk(survey.name)
    for line in survey.lines:
        walking.step(line)
    walking.finish(survey.lines[-1].row if survey.lines else 1)
    return tuple(walking.placed), tuple(walking.remarks)


class _Walk:
    """Where one is in the sheet, and what was found so far."""

    def __init__(self, sheet: str) -> None:
        self.placed: list[Placed] = []
        self.remarks: list[Remark] = []
        self._sheet = sheet
        self._open: list[_Open] = []
        self._rows = 0

    def step(self, line: Line) -> None:
        """One row further."""
        edge = _EDGE.fullmatch(line.cell("type"))
        if line.cell("disabled").casefold() in _YES:
            self._remark(line.row, "it is disabled and left out")
        elif edge and edge["edge"].casefold() == "begin":
            self._begin(line, _kind(edge["kind"]))
        elif edge:
            self._end(line.row, _kind(edge["kind"]))
        elif any(each.kind == "repeat" for each in self._open):
            self._rows += 1
        else:
            self._question(line)

    def finish(self, last: int) -> None:
        """Close what the form leaves open."""
        while self._open:
            line = self._open[-1].line
            self._remark(
                line.row, "what begins here is never closed; the end of the form closes it"
            )
            self._close(last)

    def _begin(self, line: Line, kind: str) -> None:
        inside = any(each.kind == "repeat" for each in self._open)
        self._open.append(_Open(kind, line, self._rows))
        if kind == "group" and not inside:
            for what in left_out_of(line):
                self._remark(line.row, what)

    def _end(self, row: int, kind: str) -> None:
        if not self._open:
            self._remark(row, "it closes what was never opened, and is passed over")
            return
        if self._open[-1].kind != kind:
            opened = self._open[-1]
            self._remark(row, f"it closes the {opened.kind} of row {opened.line.row} as a {kind}")
        self._close(row)

    def _close(self, row: int) -> None:
        closed = self._open.pop()
        inside = any(each.kind == "repeat" for each in self._open)
        if closed.kind == "repeat" and not inside:
            count = self._rows - closed.rows
            what = f"a repeat is left out with all that is in it ({count} rows, up to row {row})"
            self._remark(closed.line.row, f"{what}; each question is asked once here")

    def _question(self, line: Line) -> None:
        if not line.cell("type"):
            if line.cell("name") or line.words:
                self._remark(line.row, "it has no type and is left out")
            return
        asked = asked_in(line)
        if isinstance(asked, str):
            self._remark(line.row, f"left out: {asked}", name=line.cell("name"))
            return
        for what in asked.remarks:
            self._remark(line.row, what)
        self.placed.append(Placed(line, asked, _section(self._open)))

    def _remark(self, row: int, what: str, *, name: str = "") -> None:
        self.remarks.append(Remark(self._sheet, row, what, shortened(name, most=40)))


def _kind(kind: str) -> str:
    return "group" if kind.casefold() == "group" else "repeat"


def _section(opened: Sequence[_Open]) -> Line | None:
    """The innermost group with a label, or the innermost one."""
    lines = [each.line for each in reversed(opened)]
    labelled = (line for line in lines if line.said("label"))
    return next(labelled, lines[0] if lines else None)
