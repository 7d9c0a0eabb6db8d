"""Score a file of responses through the same door as a wave; nothing is stored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.exports.content import ReportContent
from data.imports.responses import InputProblems, Responses, read_responses, shortened
from scoring.cube import NOT_REACHED, count
from scoring.groups import SMALLEST_GROUP
from scoring.release import GroupShape, ItemShape, release
from scoring.report import checksum, divergence_report
from surveys.counting import NO_ANSWER, SKIPPED, CountedItem, counted_items, levels_of
from surveys.instrument import (
    ChooseItem,
    Edition,
    Instrument,
    Item,
    NumberItem,
    PercentItem,
    ScaleItem,
    SingleChoiceItem,
    TextItem,
)

NO_GROUP = "no group given"
_MISSING = ("", "NA")
_MOST_SHOWN = 50

__all__ = ["NO_GROUP", "InputProblems", "Question", "score_file"]


@dataclass(frozen=True, slots=True)
class Question:
    """What to do with a file.

    Attributes:
        by: the column that names each person's group.
        smallest_group: people that every shown group has at least, 5 to 10.
        public: the answers are public already, so every figure is shown exactly.
        title: of the result; the name of the file unless given.
    """

    by: str
    smallest_group: int = SMALLEST_GROUP
    public: bool = False
    title: str | None = None


def score_file(path: Path, edition: Edition, *, question: Question) -> ReportContent:
    """Score a file.

    Args:
        path: a CSV file with a column for each item, by the item's id, that holds printed values,
            blank for skipped, or a no-answer code such as dk.
        edition: what was asked.
        question: how to group, and what may be shown.

    Raises:
        InputProblems: every value that is no answer, with its row and column, and what would be.
    """
    responses = read_responses(path)
    labels = [label or NO_GROUP for label in responses.column(question.by)]
    names = sorted(set(labels), key=_natural)
    instrument = edition.instrument
    asked = counted_items(instrument)
    levels = _levels(responses, instrument)
    place = {name: number for number, name in enumerate(names)}
    groups = [place[label] for label in labels]
    cube = count(
        [
            (group, number, level)
            for number, item in enumerate(asked)
            for group, level in zip(groups, levels[item.id], strict=True)
        ],
        levels=[item.levels for item in asked],
        groups=len(names),
        people=[groups.count(number) for number in range(len(names))],
    )
    codes = [f"g{number}" for number in range(1, len(names) + 1)]
    report = divergence_report(
        release(
            cube,
            items=[ItemShape(item.id, item.printed, item.ordinal) for item in asked],
            groups=[GroupShape(code) for code in codes],
            smallest_group=question.smallest_group,
            public=question.public,
        )
    )
    return ReportContent(
        report=report,
        edition=edition,
        languages=(edition.languages[0],),
        group_names={
            code: {edition.languages[0]: name} for code, name in zip(codes, names, strict=True)
        },
        title=question.title or path.name,
        sha256=checksum(report),
        warnings=_warnings(responses, instrument, question.by),
    )


def _levels(responses: Responses, instrument: Instrument) -> dict[str, list[int]]:
    """The level of every person on every counted item."""
    known = [item for item in instrument.items if item.id in responses.columns]
    if not any(not isinstance(item, TextItem) for item in known):
        wanted = shortened([item.id for item in instrument.items])
        raise InputProblems(
            [f"{responses.file}: no column is an item of {instrument.id}. Its items are: {wanted}."]
        )
    counted: dict[str, list[CountedItem]] = {}
    for each in counted_items(instrument):
        counted.setdefault(each.item_id, []).append(each)
    levels: dict[str, list[int]] = {}
    problems: list[str] = []
    for item_id, parts in counted.items():
        if item_id not in responses.columns:
            levels.update({part.id: [NOT_REACHED] * len(responses.rows) for part in parts})
            continue
        item = instrument.item(item_id)
        read = _reader(instrument, item)
        cells = responses.column(item_id)
        meaning = {cell: read(cell) for cell in set(cells)}
        problems.extend(_wrong(responses.file, item_id, cells, meaning))
        for part in parts:
            levels[part.id] = [_level_of(meaning[cell], part.id) for cell in cells]
    if problems:
        more = len(problems) - _MOST_SHOWN
        shown = problems[:_MOST_SHOWN]
        raise InputProblems([*shown, f"{responses.file}: and {more} more."] if more > 0 else shown)
    return levels


Meaning = Mapping[str, int] | str
"""The levels of an item's counted parts, or what would have been right."""


def _level_of(meaning: Meaning, part: str) -> int:
    return SKIPPED if isinstance(meaning, str) else meaning[part]


def _wrong(
    file: str, item_id: str, cells: Sequence[str], meaning: Mapping[str, Meaning]
) -> list[str]:
    return [
        f"{file}: row {number}, column {item_id}: {meaning[cell]}, not '{cell[:60]}'."
        for number, cell in enumerate(cells, start=2)
        if isinstance(meaning[cell], str)
    ]


def _reader(instrument: Instrument, item: Item) -> Callable[[str], Meaning]:
    parts = [each.id for each in counted_items(instrument) if each.item_id == item.id]
    codes = instrument.no_answer_codes(item)

    def read(cell: str) -> Meaning:
        if cell in _MISSING:
            return dict.fromkeys(parts, SKIPPED)
        if cell.lower() in codes:
            return dict.fromkeys(parts, NO_ANSWER)
        answer, right = _answer(instrument, item, cell)
        if answer is None:
            hint = f", {', '.join(codes)} for no answer" if codes else ""
            return f"{right}{hint}, blank for skipped"
        levels = levels_of(instrument, {item.id: answer})
        return {part: levels[part] for part in parts}

    return read


def _answer(instrument: Instrument, item: Item, cell: str) -> tuple[int | list[str] | None, str]:
    """The answer in a cell, or None, and what the item takes."""
    if isinstance(item, ScaleItem):
        values = [point.value for point in instrument.scale_of(item).points]
        right = f"the scale takes {', '.join(str(value) for value in values)}"
        number = _whole(cell)
        return (values.index(number) if number in values else None), right
    if isinstance(item, SingleChoiceItem):
        right = f"it takes one of {shortened(item.options)}"
        return (item.options.index(cell) if cell in item.options else None), right
    if isinstance(item, ChooseItem):
        return _several(item, cell)
    if isinstance(item, PercentItem | NumberItem):
        number = _whole(cell.removesuffix("%"))
        right = f"it takes a whole number from {item.minimum} to {item.maximum}"
        fits = number is not None and item.minimum <= number <= item.maximum
        return (number if fits else None), right
    return None, "it takes text, which is not scored"


def _several(item: ChooseItem, cell: str) -> tuple[list[str] | None, str]:
    chosen = [each.strip() for each in cell.replace(";", "|").split("|") if each.strip()]
    right = f"it takes up to {item.at_most} of {shortened(item.options)}, with | between them"
    fits = set(chosen) <= set(item.options) and len(chosen) <= item.at_most
    return (chosen if fits else None), right


def _whole(cell: str) -> int | None:
    text = cell.strip()
    text = text.removesuffix(".0") if text.endswith(".0") else text
    return (
        int(text) if text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() else None
    )


def _warnings(responses: Responses, instrument: Instrument, by: str) -> tuple[str, ...]:
    items = [item.id for item in instrument.items]
    unknown = [name for name in responses.columns if name not in (*items, by) and name]
    absent = [item for item in items if item not in responses.columns]
    missing = sum(
        cell == "NA"
        for name in items
        if name in responses.columns
        for cell in responses.column(name)
    )
    found: list[str] = []
    if unknown:
        found.append(
            f"{responses.file}: columns that are no items were left out: {shortened(unknown)}."
        )
    if absent:
        found.append(
            f"{responses.file}: items without a column count as not asked: {shortened(absent)}."
        )
    if missing:
        found.append(f"{responses.file}: 'NA' was read as skipped in {missing} cells.")
    return tuple(found)


def _natural(name: str) -> tuple[bool, int, str]:
    number = _whole(name)
    return number is None, number or 0, name.lower()
