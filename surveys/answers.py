"""Is this value an answer to this item?

A sheet is a plain dictionary, the only thing that a screen produces:

- scale and single choice: the level, an int from 0;
- choose: a list of option ids; percent and number: an int; text: a str;
- a no-answer code such as "dk" where the item has it;
- None for seen and skipped; an absent key for never reached.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias, cast

from surveys.instrument import (
    ChooseItem,
    Fact,
    Instrument,
    Item,
    NumberItem,
    PercentItem,
    ScaleItem,
    SingleChoiceItem,
    TextItem,
)

Answer: TypeAlias = int | float | str | list[str] | None
Sheet: TypeAlias = dict[str, Answer]

_LONGEST_SHOWN = 40
_LARGEST_SHOWN = 10**18
_MARKS = 4  # quotation marks, a colon or brackets, and a comma
_LONGEST_NUMBER = 20


class AnswerError(ValueError):
    """One or more values are no answers to their items; `problems` has a line for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def check_answers(instrument: Instrument, sheet: Mapping[str, object]) -> Sheet:
    """A checked copy of an answer sheet.

    Args:
        instrument: what was asked.
        sheet: item, open question or fact id to value, as this module's head says.

    Returns:
        The same answers in a new dictionary; numbers that are whole become int.

    Raises:
        AnswerError: names every value that is no answer, and what would be one.
    """
    items: dict[str, Item | Fact] = {
        each.id: each for each in (*instrument.items, *instrument.open_questions, *instrument.facts)
    }
    problems: list[str] = []
    checked: Sheet = {}
    for key, value in sheet.items():
        where = f"{instrument.id}.{key}"
        asked = items.get(key)
        if asked is None:
            problems.append(f"{where} is not asked by {instrument.id} {instrument.version}.")
            continue
        try:
            checked[key] = _checked(instrument, asked, value)
        except ValueError as problem:
            problems.append(f"{where} takes {problem}, not {_shown(value)}.")
    if problems:
        raise AnswerError(tuple(problems))
    return checked


def longest_sheet(instrument: Instrument) -> int:
    """An upper bound, in bytes of JSON in UTF-8, for a checked sheet of this questionnaire.

    Text counts four bytes a character: no sign takes more, and a line end or a quotation mark,
    which JSON writes as two, takes less.
    """
    asked = (*instrument.items, *instrument.open_questions, *instrument.facts)
    return 2 + sum(len(each.id) + _MARKS + _longest_answer(instrument, each) for each in asked)


def _longest_answer(instrument: Instrument, asked: "Item | Fact") -> int:
    if isinstance(asked, TextItem):
        return 4 * asked.longest + _MARKS
    if isinstance(asked, Fact):
        return max(len(option) for option in asked.options) + _MARKS
    codes = [len(code) + _MARKS for code in instrument.no_answer_codes(asked)]
    if isinstance(asked, ChooseItem):
        return max([sum(len(option) + _MARKS for option in asked.options) + _MARKS, *codes])
    return max([_LONGEST_NUMBER, *codes])


def _checked(instrument: Instrument, asked: "Item | Fact", value: object) -> Answer:
    if value is None:
        return None
    if isinstance(asked, Fact):
        return _one_of(asked.options, value)
    if isinstance(value, str) and value in instrument.no_answer_codes(asked):
        return value
    if isinstance(asked, ScaleItem):
        return _level(instrument.scale_of(asked).levels, value)
    if isinstance(asked, SingleChoiceItem):
        return _level(len(asked.options), value)
    if isinstance(asked, ChooseItem):
        return _choices(asked, value)
    if isinstance(asked, PercentItem | NumberItem):
        return _number(asked, value)
    return _text(asked, value)


def _level(levels: int, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < levels:
        raise ValueError(f"levels 0 to {levels - 1}")
    return value


def _one_of(options: tuple[str, ...], value: object) -> str:
    if not isinstance(value, str) or value not in options:
        raise ValueError("one of " + ", ".join(options))
    return value


def _choices(item: ChooseItem, value: object) -> list[str]:
    wanted = f"{item.at_least} to {item.at_most} of " + ", ".join(item.options)
    if not isinstance(value, list | tuple):
        raise ValueError(wanted)
    chosen = cast("Sequence[object]", value)
    known = [option for option in item.options if option in chosen]
    if len(known) != len(chosen) or not item.at_least <= len(known) <= item.at_most:
        raise ValueError(wanted)
    return known


def _number(item: PercentItem | NumberItem, value: object) -> int:
    wanted = f"a whole number from {item.minimum} to {item.maximum}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(wanted)
    whole = isinstance(value, int) or value.is_integer()
    if not whole or not item.minimum <= value <= item.maximum:
        raise ValueError(wanted)
    return int(value)


def _text(item: TextItem, value: object) -> str:
    if not isinstance(value, str) or len(value) > item.longest:
        raise ValueError(f"a text of at most {item.longest} characters")
    return value


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f"'{value}'" if len(value) <= _LONGEST_SHOWN else f"{len(value)} characters"
    if isinstance(value, list | tuple):
        shown = ", ".join(_shown(each) for each in cast("Sequence[object]", value))
        return shown[:_LONGEST_SHOWN] or "nothing"
    if isinstance(value, int) and abs(value) >= _LARGEST_SHOWN:
        return "so large a number"
    return str(value)[:_LONGEST_SHOWN]
