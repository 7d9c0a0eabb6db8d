"""What was posted, as answers: each page's fields to a part of an answer sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from data.services.texts import writing
from pages.charts.words import Words
from pages.parts.words import words
from pages.respond.parts import Wrong, choices_of
from surveys.answers import Answer
from surveys.asked import Part
from surveys.instrument import (
    ChooseItem,
    Edition,
    Fact,
    Item,
    NumberItem,
    PercentItem,
    ScaleItem,
    SingleChoiceItem,
    TextItem,
)

Fields = Mapping[str, Sequence[str]]
PREFIX = "a."
_MOST_DIGITS = 12
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Read:
    """The answers of one page, and what came that is none.

    Attributes:
        answers: item id to answer; None for seen and skipped.
        wrong: item id to what came and why it is no answer.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    wrong: dict[str, Wrong] = field(default_factory=dict)


def read_page(edition: Edition, part: Part, fields: Fields, *, language: str) -> Read:
    """Read the fields of one page; a field that is not there is a question left blank."""
    read = Read()
    said = words(language)
    for asked in part.asked:
        came = tuple(value for value in fields.get(PREFIX + asked.id, ()) if value.strip())
        try:
            _refuse_both(edition, asked, came, language=language)
            read.answers[asked.id] = _answer(edition, asked, came, said)
        except _NoAnswer as problem:
            read.wrong[asked.id] = Wrong(came, str(problem))
    return read


class _NoAnswer(ValueError):
    """What came is no answer; the message is for the person."""


def _refuse_both(
    edition: Edition, asked: Item | Fact, came: Sequence[str], *, language: str
) -> None:
    """Without a script, an answer and "I don't know" can be given together; only one can count."""
    choices = choices_of(edition.instrument, edition.wording(language), asked)
    labels = {choice.value: choice.label for choice in choices}
    unsure = [choice.value for choice in choices if choice.unsure and choice.value in came]
    others = [value for value in came if value not in unsure]
    given = (*others[:1], *unsure)
    if unsure and len(given) > 1:
        first, second = (labels.get(value, value.strip()[:_SHOWN]) for value in given[:2])
        raise _NoAnswer(words(language).say("error_both", first=first, second=second))


def _answer(edition: Edition, asked: Item | Fact, came: Sequence[str], said: Words) -> Answer:
    if not came:
        return None
    first = came[0]
    if isinstance(asked, Fact):
        return _known(first, asked.options, said)
    if first in edition.instrument.no_answer_codes(asked):
        return first
    if isinstance(asked, ScaleItem):
        return _level(first, edition.instrument.scale_of(asked).levels, said)
    if isinstance(asked, SingleChoiceItem):
        return _level(first, len(asked.options), said)
    if isinstance(asked, ChooseItem):
        return _several(asked, came, said)
    if isinstance(asked, TextItem):
        return _text(asked, first, said)
    return _number(asked, first.strip(), said)


def _known(value: str, options: tuple[str, ...], said: Words) -> str:
    if value not in options:
        raise _NoAnswer(said.say("error_value"))
    return value


def _level(value: str, levels: int, said: Words) -> int:
    return int(_known(value, tuple(str(level) for level in range(levels)), said))


def _several(item: ChooseItem, came: Sequence[str], said: Words) -> Answer:
    chosen = [option for option in item.options if option in came]
    if len(chosen) > item.at_most:
        raise _NoAnswer(said.say("error_choose", most=item.at_most, came=len(chosen)))
    if 0 < len(chosen) < item.at_least:
        raise _NoAnswer(said.say("error_choose_few", least=item.at_least, came=len(chosen)))
    return chosen or None


def _number(item: PercentItem | NumberItem, typed: str, said: Words) -> int:
    text = typed.removesuffix("%").strip() if isinstance(item, PercentItem) else typed
    digits = text.removeprefix("-")
    whole = digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS
    if not whole or not item.minimum <= int(text) <= item.maximum:
        limits = {"low": item.minimum, "high": item.maximum}
        raise _NoAnswer(said.say("error_number", came=typed[:_SHOWN], **limits))
    return int(text)


def _text(item: TextItem, typed: str, said: Words) -> str | None:
    text = writing(typed).strip()  # as it will be kept, so that what fits here fits there
    if len(text) > item.longest:
        raise _NoAnswer(said.say("error_text", came=len(text), longest=item.longest))
    return text or None
