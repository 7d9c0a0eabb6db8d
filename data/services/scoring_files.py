"""Score a file of responses through the same door as a wave; nothing is stored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.exports.content import ReportContent
from data.imports.cells import NOT_AVAILABLE, NotAnAnswer, answer_in, is_not_available, whole_number
from data.imports.responses import (
    InputProblems,
    Responses,
    at_most_shown,
    read_responses,
    shortened,
)
from data.services.rows import item_shape
from data.services.texts import tidy
from scoring.cube import NOT_REACHED
from scoring.door import Terms, publish
from scoring.groups import SMALLEST_GROUP
from scoring.release import GroupShape
from scoring.report import checksum
from scoring.sheets import Sheets, sheets_of
from surveys.answers import Answer
from surveys.counting import counted_items, levels_of
from surveys.instrument import Edition, Instrument, TextItem

NO_GROUP = "no group given"
MOST_GROUPS = 2_000
_MOST_NAMED = 200

Levels = NDArray[np.int64]
"""One level, or one reason why there is none, for each person."""

__all__ = ["NO_GROUP", "InputProblems", "Question", "score_file"]


@dataclass(frozen=True, slots=True)
class Question:
    """What to do with a file.

    Attributes:
        by: the column that names each person's group.
        smallest_group: people that every shown group has at least, 5 to 10; an instrument that
            wants more gets more.
        public: the answers are public already, so every figure is shown exactly.
        title: of the result; the name of the file unless given.
        seed: of everything that is drawn; the same one gives the same result.
    """

    by: str
    smallest_group: int = SMALLEST_GROUP
    public: bool = False
    title: str | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class _Groups:
    """The groups and who is in them.

    Attributes:
        names: by code, which is a number and so never the id of an item.
        places: the place of each person's group among them.
    """

    names: Mapping[str, str]
    places: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Column:
    """The cells of an item's column and what each different one says.

    Attributes:
        item_id: of the item.
        cells: one for each person.
        answers: by cell.
        right: by cell that is no answer, what would be one.
    """

    item_id: str
    cells: Sequence[str]
    answers: Mapping[str, Answer]
    right: Mapping[str, str]


def score_file(path: Path, edition: Edition, *, question: Question) -> ReportContent:
    """Score a file.

    Args:
        path: a CSV file, or a workbook with a first sheet, that has a column for each item, by
            the item's id, with printed values, blank for skipped, or a no-answer code such as dk.
        edition: what was asked.
        question: how to group, and what may be shown.

    Raises:
        InputProblems: every value that is no answer, with its row and column, and what would be.
    """
    responses = read_responses(path)
    instrument = edition.instrument
    groups = _groups(responses, instrument, by=question.by)
    terms = Terms(
        items=tuple(item_shape(item) for item in counted_items(instrument)),
        groups=tuple(GroupShape(code) for code in groups.names),
        smallest_group=max(question.smallest_group, instrument.smallest_group),
        public=question.public,
    )
    sheets = _sheets(_levels(responses, instrument), instrument, groups=groups)
    report, language = publish(sheets, terms=terms, seed=question.seed), edition.languages[0]
    return ReportContent(
        report=report,
        edition=edition,
        languages=(language,),
        group_names={code: {language: name} for code, name in groups.names.items()},
        title=question.title or path.name,
        sha256=checksum(report),
        warnings=tuple(_warnings(responses, instrument, question=question)),
    )


def _groups(responses: Responses, instrument: Instrument, *, by: str) -> _Groups:
    """Names that look alike are one group; an empty one has a name of its own."""
    cells = responses.column(by)
    label = {cell: tidy(cell) or NO_GROUP for cell in set(cells)}
    if any(item.id == by for item in instrument.items):
        raise InputProblems(
            [
                (
                    f"{responses.file}: column '{by}' is an item of {instrument.id}; "
                    "--by takes the column that names each person's group."
                )
            ]
        )
    names = sorted(set(label.values()), key=_natural)
    if len(names) > MOST_GROUPS:
        raise InputProblems(
            [
                (
                    f"{responses.file}: column '{by}' names {len(names):,} groups; --by takes a "
                    f"column with at most {MOST_GROUPS:,}, not one that numbers each person."
                )
            ]
        )
    place = {name: number for number, name in enumerate(names)}
    places = np.array([place[label[cell]] for cell in cells], dtype=np.int64)
    return _Groups({str(number): name for number, name in enumerate(names, start=1)}, places)


def _sheets(levels: Mapping[str, Levels], instrument: Instrument, *, groups: _Groups) -> Sheets:
    asked = counted_items(instrument)
    return sheets_of(
        np.column_stack([levels[item.id] for item in asked]),
        group=groups.places,
        sizes=[item.levels for item in asked],
        groups=len(groups.names),
    )


def _levels(responses: Responses, instrument: Instrument) -> dict[str, Levels]:
    """The level of every person on every counted item."""
    parts: dict[str, list[str]] = {}
    for counted in counted_items(instrument):
        parts.setdefault(counted.item_id, []).append(counted.id)
    columns = [
        _column(responses, instrument, item_id) for item_id in parts if item_id in responses.columns
    ]
    _complain(responses, columns, asked=list(parts), instrument=instrument)
    not_asked = np.full(len(responses.rows), NOT_REACHED, dtype=np.int64)
    levels = {part: not_asked for names in parts.values() for part in names}
    for column in columns:
        said = {
            cell: levels_of(instrument, {column.item_id: answer})
            for cell, answer in column.answers.items()
        }
        for part in parts[column.item_id]:
            levels[part] = np.array([said[cell][part] for cell in column.cells], dtype=np.int64)
    return levels


def _column(responses: Responses, instrument: Instrument, item_id: str) -> _Column:
    cells, item = responses.column(item_id), instrument.item(item_id)
    answers: dict[str, Answer] = {}
    right: dict[str, str] = {}
    for cell in set(cells):
        try:
            answers[cell] = answer_in(cell, instrument=instrument, item=item)
        except NotAnAnswer as would_be:
            right[cell] = str(would_be)
    return _Column(item_id, cells, answers, right)


def _complain(
    responses: Responses,
    columns: Sequence[_Column],
    *,
    asked: Sequence[str],
    instrument: Instrument,
) -> None:
    """Name the row, column, value and scale of whatever is no answer."""
    if not columns:
        raise InputProblems(
            [
                (
                    f"{responses.file}: no column is an item of {instrument.id}. "
                    f"Its items are: {shortened(asked)}."
                )
            ]
        )
    of = sum(cell in column.right for column in columns if column.right for cell in column.cells)
    problems = (
        f"{responses.file}: row {number}, column {column.item_id}: "
        f"{column.right[cell]}, not '{cell[:60]}'."
        for column in columns
        if column.right
        for number, cell in zip(responses.numbers, column.cells, strict=True)
        if cell in column.right
    )
    if of:
        raise InputProblems(at_most_shown(problems, of=of, file=responses.file))


def _warnings(responses: Responses, instrument: Instrument, *, question: Question) -> Iterator[str]:
    """What was strange, without a number of people: that may be more than the door shows."""
    file, by = responses.file, question.by
    scored = [item for item in instrument.items if not isinstance(item, TextItem)]
    present = [item for item in scored if item.id in responses.columns]
    known = {"", by, *(item.id for item in scored)}
    unknown = [name for name in responses.columns if name not in known]
    absent = [item.id for item in scored if item not in present]
    if unknown:
        named = shortened(unknown, most=_MOST_NAMED)
        yield f"{file}: columns that are not scored were left out: {named}."
    if absent:
        named = shortened(absent, most=_MOST_NAMED)
        yield f"{file}: items without a column count as not asked: {named}."
    if any(
        is_not_available(NOT_AVAILABLE, item) and NOT_AVAILABLE in responses.column(item.id)
        for item in present
    ):
        yield f"{file}: 'NA' was read as skipped."
    if not all(tidy(cell) for cell in set(responses.column(by))):
        yield f"{file}: rows without a group in column '{by}' are in the group '{NO_GROUP}'."
    if not question.public and instrument.smallest_group > question.smallest_group:
        least = instrument.smallest_group
        yield f"{instrument.id} is shown for groups of {least} or more people only."


def _natural(name: str) -> tuple[bool, int, str, str]:
    """Numbers first and by size, then names without regard to case."""
    number = whole_number(name)
    return number is None, number or 0, name.lower(), name
