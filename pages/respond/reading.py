"""What was posted, as answers: each page's fields to a part of an answer sheet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pages.charts.words import Words
from pages.respond.parts import Part
from surveys.answers import Answer
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

Fields = Mapping[str, list[str]]
PREFIX = "a."


@dataclass(slots=True)
class Read:
    """The answers of one page, and what is wrong with those that are none.

    Attributes:
        answers: item id to answer; None for seen and skipped.
        typed: what stood in the fields that are no answers, to be shown again.
        errors: item id to a message for the person.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    typed: dict[str, object] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def read_page(instrument: Instrument, part: Part, fields: Fields, *, words: Words) -> Read:
    """Read the fields of one page; a field that is not there is a question left blank."""
    read = Read()
    for asked in part.asked:
        came = [value for value in fields.get(PREFIX + asked.id, []) if value.strip()]
        try:
            read.answers[asked.id] = _answer(instrument, asked, came, words=words)
        except ValueError as problem:
            read.errors[asked.id] = str(problem)
            read.typed[asked.id] = came if isinstance(asked, ChooseItem) else came[0]
    return read


def _answer(instrument: Instrument, asked: Item | Fact, came: list[str], *, words: Words) -> Answer:
    if not came:
        return None
    if isinstance(asked, Fact):
        return _known(came[0], asked.options, words=words)
    codes = instrument.no_answer_codes(asked)
    if isinstance(asked, ChooseItem):
        return _several(asked, came, words=words)
    if came[0] in codes and not isinstance(asked, PercentItem | NumberItem):
        return came[0]
    if isinstance(asked, ScaleItem):
        return _level(came[0], instrument.scale_of(asked).levels, words=words)
    if isinstance(asked, SingleChoiceItem):
        return _level(came[0], len(asked.options), words=words)
    if isinstance(asked, TextItem):
        return _text(asked, came[0], words=words)
    return _number(asked, came, codes, words=words)


def _known(value: str, options: tuple[str, ...], *, words: Words) -> str:
    if value not in options:
        raise ValueError(words.say("error_value"))
    return value


def _level(value: str, levels: int, *, words: Words) -> int:
    if not value.isascii() or not value.isdigit() or int(value) >= levels:
        raise ValueError(words.say("error_value"))
    return int(value)


def _several(item: ChooseItem, came: list[str], *, words: Words) -> Answer:
    codes = [value for value in came if value in item.no_answer]
    chosen = [value for value in item.options if value in came]
    if codes and not chosen:
        return codes[0]
    if len(chosen) > item.at_most:
        raise ValueError(words.say("error_choose", most=item.at_most, came=len(chosen)))
    if 0 < len(chosen) < item.at_least:
        raise ValueError(words.say("error_choose_few", least=item.at_least, came=len(chosen)))
    return chosen or None


def _number(
    item: PercentItem | NumberItem, came: list[str], codes: tuple[str, ...], *, words: Words
) -> Answer:
    typed = [value for value in came if value not in codes]
    if not typed:
        return came[0]
    text = typed[0].strip().removesuffix("%").strip()
    whole = text.removeprefix("-").isascii() and text.removeprefix("-").isdigit()
    if not whole or len(text) > 12 or not item.minimum <= int(text) <= item.maximum:
        came_text = typed[0].strip()[:20]
        message = words.say("error_number", low=item.minimum, high=item.maximum, came=came_text)
        raise ValueError(message)
    return int(text)


def _text(item: TextItem, value: str, *, words: Words) -> str:
    text = value.replace("\r\n", "\n").strip()
    if len(text) > item.longest:
        raise ValueError(words.say("error_text", came=len(text), longest=item.longest))
    return text
