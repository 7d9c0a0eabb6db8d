"""What one cell of a file says to one item, as on an answer sheet."""

import re

from data.imports.responses import shortened
from surveys.answers import Answer
from surveys.instrument import (
    ChooseItem,
    Instrument,
    Item,
    NumberItem,
    PercentItem,
    ScaleItem,
    SingleChoiceItem,
)

NOT_AVAILABLE = "NA"
"""What statistics programs write for a missing value; read as skipped, like an empty cell."""

_WHOLE = re.compile(r"(-?[0-9]{1,18})(?:[.,]0{1,2})?")


class NotAnAnswer(ValueError):
    """The cell is no answer to the item; the message says what would be one."""


def whole_number(cell: str) -> int | None:
    """The whole number in a cell, also as some programs write it: 3, 3.0, 3,00."""
    found = _WHOLE.fullmatch(cell)
    return int(found[1]) if found else None


def is_not_available(cell: str, item: Item) -> bool:
    """The cell is a statistics program's missing value, and not an option of that name."""
    return cell == NOT_AVAILABLE and cell not in getattr(item, "options", ())


def answer_in(cell: str, *, instrument: Instrument, item: Item) -> Answer:
    """The answer in a cell.

    Args:
        cell: without spaces around it.
        instrument: what was asked.
        item: the one that the column is named for; it is counted, so no text.

    Returns:
        A level, a number, a list of options, a no-answer code, or None for skipped.

    Raises:
        NotAnAnswer: what the item takes.
    """
    if not cell or is_not_available(cell, item):
        return None
    codes = instrument.no_answer_codes(item)
    if cell.lower() in codes:
        return cell.lower()
    try:
        return _answer(cell, instrument=instrument, item=item)
    except NotAnAnswer as right:
        hints = [f"{' or '.join(codes)} for no answer"] if codes else []
        raise NotAnAnswer(", ".join([str(right), *hints, "blank for skipped"])) from None


def _answer(cell: str, *, instrument: Instrument, item: Item) -> Answer:
    if isinstance(item, ScaleItem):
        return _level(cell, [point.value for point in instrument.scale_of(item).points])
    if isinstance(item, SingleChoiceItem):
        return _option(cell, item)
    if isinstance(item, ChooseItem):
        return _options(cell, item)
    if isinstance(item, PercentItem | NumberItem):
        return _number(cell.removesuffix("%").rstrip(), item)
    raise NotAnAnswer("it takes text, which is not counted")


def _level(cell: str, values: list[int]) -> int:
    number = whole_number(cell)
    if number is None or number not in values:
        raise NotAnAnswer(f"the scale takes {', '.join(map(str, values))}")
    return values.index(number)


def _option(cell: str, item: SingleChoiceItem) -> int:
    if cell not in item.options:
        raise NotAnAnswer(f"it takes one of {shortened(item.options)}")
    return item.options.index(cell)


def _options(cell: str, item: ChooseItem) -> list[str]:
    named = (each.strip() for each in cell.replace(";", "|").split("|"))
    chosen = list(dict.fromkeys(each for each in named if each))
    if set(chosen) <= set(item.options) and item.at_least <= len(chosen) <= item.at_most:
        return chosen
    many = f"{item.at_least} to {item.at_most}" if item.at_least else f"up to {item.at_most}"
    raise NotAnAnswer(f"it takes {many} of {shortened(item.options)}, with | between them")


def _number(cell: str, item: PercentItem | NumberItem) -> int:
    number = whole_number(cell)
    if number is None or not item.minimum <= number <= item.maximum:
        raise NotAnAnswer(f"it takes a whole number from {item.minimum} to {item.maximum}")
    return number
