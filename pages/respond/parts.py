"""The parts of a form: pages of statements, then questions in own words, then facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pages.charts.words import Words
from pages.parts.words import words
from surveys.answers import Answer
from surveys.asked import Part, options_of, own_words, set_apart, ways_not_to_answer
from surveys.instrument import (
    ChooseItem,
    Edition,
    Fact,
    Instrument,
    Item,
    ItemWording,
    NumberItem,
    PercentItem,
    TextItem,
    Wording,
)

Control = Literal["radio", "checkbox", "number", "text"]
_ROOM = 400  # more than fits may be typed, so that nothing of a longer text is cut off unseen
_NUMBER_ROOM = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button or checkbox.

    Attributes:
        value: what is posted for it.
        anchor: what the point of a scale stands for.
        unsure: it is a way not to answer.
        apart: a gap before it sets it apart from the answers.
    """

    value: str
    label: str
    anchor: str | None = None
    unsure: bool = False
    apart: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One fieldset.

    Attributes:
        typed: what stands in its field.
        room: how many characters can be typed.
        error: what is wrong with what came, and what would be right.
    """

    id: str
    text: str
    help: str | None
    control: Control
    choices: tuple[Choice, ...] = ()
    hint: str | None = None
    typed: str = ""
    room: int = 0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Wrong:
    """What came for a question and is no answer, to be shown again with a message."""

    came: tuple[str, ...]
    message: str


def questions(
    edition: Edition,
    part: Part,
    *,
    language: str,
    sheet: Mapping[str, Answer],
    wrong: Mapping[str, Wrong],
) -> tuple[Question, ...]:
    """The questions of a part, filled in with what is on the sheet or, where wrong, what came."""
    wording = edition.wording(language)
    said = words(language)
    shown: list[Question] = []
    for asked in part.asked:
        mistake = wrong.get(asked.id)
        marked = mistake.came if mistake else _marked(sheet.get(asked.id))
        choices = choices_of(edition.instrument, wording, asked, marked=marked)
        shown.append(_question(wording, asked, choices, marked, mistake, said))
    return tuple(shown)


def choices_of(
    instrument: Instrument, wording: Wording, asked: Item | Fact, *, marked: Sequence[str] = ()
) -> tuple[Choice, ...]:
    """What can be clicked for a question; `marked` are the values that are."""
    unsure = ways_not_to_answer(instrument, wording, asked)
    apart = set_apart(instrument, asked)
    answers = [
        Choice(each.value, each.label, each.anchor, chosen=each.value in marked)
        for each in options_of(instrument, wording, asked)
    ]
    others = [
        Choice(code, label, unsure=True, apart=apart and place == 0, chosen=code in marked)
        for place, (code, label) in enumerate(unsure.items())
    ]
    return (*answers, *others)


def answered_in(part: Part, sheet: Mapping[str, Answer]) -> int:
    """How many questions of a part have something on the sheet."""
    return sum(bool(_marked(sheet.get(asked.id))) for asked in part.asked)


def _marked(answer: Answer) -> tuple[str, ...]:
    """An answer as the values that a browser posts for it."""
    if answer is None or answer == "":
        return ()
    return tuple(answer) if isinstance(answer, list) else (str(answer),)


def _question(
    wording: Wording,
    asked: Item | Fact,
    choices: tuple[Choice, ...],
    marked: Sequence[str],
    mistake: Wrong | None,
    said: Words,
) -> Question:
    own = own_words(wording, asked)
    clickable = {choice.value for choice in choices}
    typed = [value for value in marked if value not in clickable]
    room = asked.longest + _ROOM if isinstance(asked, TextItem) else _NUMBER_ROOM
    return Question(
        id=asked.id,
        text=own.text,
        help=own.help,
        control=_control(asked),
        choices=choices,
        hint=_hint(asked, own, said),
        typed=typed[0] if typed else "",
        room=room,
        error=mistake.message if mistake else None,
    )


def _control(asked: Item | Fact) -> Control:
    if isinstance(asked, ChooseItem):
        return "checkbox"
    if isinstance(asked, PercentItem | NumberItem):
        return "number"
    return "text" if isinstance(asked, TextItem) else "radio"


def _hint(asked: Item | Fact, own: ItemWording, said: Words) -> str | None:
    """How to answer, where that is not plain to see."""
    if isinstance(asked, ChooseItem):
        key = "choose_between_hint" if asked.at_least else "choose_hint"
        return said.say(key, least=asked.at_least, most=asked.at_most)
    if isinstance(asked, PercentItem | NumberItem):
        return said.say("number_hint", low=asked.minimum, high=asked.maximum)
    if isinstance(asked, TextItem):
        return said.say("text_hint" if own.help else "text_hint_alone", longest=asked.longest)
    return None
