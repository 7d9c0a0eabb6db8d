"""The parts of a form: pages of statements, then questions in own words, then facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from surveys.answers import Answer
from surveys.instrument import (
    ChooseItem,
    Edition,
    Fact,
    Instrument,
    Item,
    ItemWording,
    NumberItem,
    PercentItem,
    ScaleItem,
    SingleChoiceItem,
    TextItem,
    Wording,
)

Control = Literal["radio", "checkbox", "number", "text"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button or checkbox."""

    value: str
    label: str
    anchor: str | None
    apart: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One fieldset. `typed` is what stands in a field; `error` what is wrong with it."""

    id: str
    text: str
    help: str | None
    control: Control
    choices: tuple[Choice, ...] = ()
    typed: str = ""
    answered: bool = False
    item: Item | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the form."""

    kind: Literal["items", "open", "facts"]
    asked: tuple[Item | Fact, ...]


def parts_of(instrument: Instrument, *, facts: Sequence[str]) -> tuple[Part, ...]:
    """The pages of a form, in order; `facts` are the ids of those that this wave asks."""
    pages = [Part("items", page) for page in instrument.pages()]
    if instrument.open_questions:
        pages.append(Part("open", instrument.open_questions))
    asked = tuple(
        fact for fact in instrument.facts if fact.id in facts and fact.source == "respondent"
    )
    if asked:
        pages.append(Part("facts", asked))
    return tuple(pages)


def questions(
    edition: Edition,
    part: Part,
    *,
    language: str,
    sheet: Mapping[str, object],
    errors: Mapping[str, str] | None = None,
) -> tuple[Question, ...]:
    """The questions of a part, filled in with what is on the sheet."""
    wording = edition.wording(language)
    wrong = errors or {}
    return tuple(
        _question(edition.instrument, wording, asked, sheet, wrong.get(asked.id))
        for asked in part.asked
    )


def answered_in(part: Part, sheet: Mapping[str, Answer]) -> int:
    """How many questions of a part have something on the sheet."""
    return sum(1 for asked in part.asked if sheet.get(asked.id) not in (None, "", []))


def _question(
    instrument: Instrument,
    wording: Wording,
    asked: Item | Fact,
    sheet: Mapping[str, object],
    error: str | None,
) -> Question:
    words = _words(wording, asked)
    value = sheet.get(asked.id)
    answered = value not in (None, "", [])
    if isinstance(asked, Fact):
        choices = tuple(
            Choice(option, words.options[option], None, apart=False, chosen=value == option)
            for option in asked.options
        )
        return Question(
            asked.id, words.text, words.help, "radio", choices, answered=answered, error=error
        )
    choices = tuple(_choices(instrument, wording, asked, words, value))
    no_answers = {choice.value for choice in choices if choice.apart}
    typed = "" if value is None or isinstance(value, list) or value in no_answers else str(value)
    return Question(
        id=asked.id,
        text=words.text,
        help=words.help,
        control=_control(asked),
        choices=choices,
        typed=typed,
        answered=answered,
        item=asked,
        error=error,
    )


def _words(wording: Wording, asked: Item | Fact) -> ItemWording:
    if isinstance(asked, Fact):
        return wording.facts[asked.id]
    return wording.items.get(asked.id) or wording.open_questions[asked.id]


def _control(item: Item) -> Control:
    if isinstance(item, ScaleItem | SingleChoiceItem):
        return "radio"
    if isinstance(item, ChooseItem):
        return "checkbox"
    return "text" if isinstance(item, TextItem) else "number"


def _choices(
    instrument: Instrument, wording: Wording, item: Item, words: ItemWording, value: object
) -> list[Choice]:
    chosen: list[Choice] = []
    if isinstance(item, ScaleItem):
        scale = instrument.scale_of(item)
        texts = wording.scales[scale.id]
        chosen = [
            Choice(
                str(level),
                texts.points[point.id].label,
                texts.points[point.id].anchor,
                apart=False,
                chosen=value == level and not isinstance(value, str),
            )
            for level, point in enumerate(scale.points)
        ]
        return [*chosen, *_no_answers(scale.no_answer, texts.no_answer, value)]
    if isinstance(item, SingleChoiceItem):
        chosen = [
            Choice(str(level), words.options[option], None, apart=False, chosen=value == level)
            for level, option in enumerate(item.options)
        ]
    elif isinstance(item, ChooseItem):
        taken = value if isinstance(value, list) else []
        chosen = [
            Choice(option, words.options[option], None, apart=False, chosen=option in taken)
            for option in item.options
        ]
    if isinstance(item, SingleChoiceItem | ChooseItem | PercentItem | NumberItem):
        chosen.extend(_no_answers(item.no_answer, words.no_answer, value))
    return chosen


def _no_answers(codes: Sequence[str], labels: Mapping[str, str], value: object) -> list[Choice]:
    return [
        Choice(code, labels[code], None, apart=place == 0, chosen=value == code)
        for place, code in enumerate(codes)
    ]
