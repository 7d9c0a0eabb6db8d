"""What is asked together, and what can be marked for it; the same on a screen and on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from surveys.instrument import (
    ChooseItem,
    Fact,
    Instrument,
    Item,
    ItemWording,
    ScaleItem,
    SingleChoiceItem,
    TextItem,
    Wording,
)


@dataclass(frozen=True, slots=True)
class Part:
    """Questions that belong on one page, or under one heading of a sheet."""

    kind: Literal["items", "open", "facts"]
    asked: tuple[Item | Fact, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be marked.

    Attributes:
        value: what is posted for it.
        anchor: what the point of a scale stands for.
    """

    value: str
    label: str
    anchor: str | None = None


def parts_of(instrument: Instrument, *, facts: Sequence[str]) -> tuple[Part, ...]:
    """Statements, then questions in own words, then facts; `facts` are the ids of those asked."""
    pages = [Part("items", page) for page in instrument.pages()]
    if instrument.open_questions:
        pages.append(Part("open", instrument.open_questions))
    asked = tuple(
        fact for fact in instrument.facts if fact.id in facts and fact.source == "respondent"
    )
    if asked:
        pages.append(Part("facts", asked))
    return tuple(pages)


def asks_for_words(instrument: Instrument) -> bool:
    """Something may be written in one's own words."""
    written = (*instrument.items, *instrument.open_questions)
    return any(isinstance(item, TextItem) for item in written)


def own_words(wording: Wording, asked: Item | Fact) -> ItemWording:
    """The words of one question."""
    if isinstance(asked, Fact):
        return wording.facts[asked.id]
    return wording.items.get(asked.id) or wording.open_questions[asked.id]


def options_of(instrument: Instrument, wording: Wording, asked: Item | Fact) -> tuple[Option, ...]:
    """The answers that can be marked, in their order; none where a number or words are asked."""
    if isinstance(asked, ScaleItem):
        scale = instrument.scale_of(asked)
        points = [wording.scales[scale.id].points[point.id] for point in scale.points]
        return tuple(
            Option(str(level), point.label, point.anchor) for level, point in enumerate(points)
        )
    labels = own_words(wording, asked).options
    if isinstance(asked, SingleChoiceItem):
        return tuple(
            Option(str(level), labels[option]) for level, option in enumerate(asked.options)
        )
    if isinstance(asked, ChooseItem | Fact):
        return tuple(Option(option, labels[option]) for option in asked.options)
    return ()


def ways_not_to_answer(
    instrument: Instrument, wording: Wording, asked: Item | Fact
) -> Mapping[str, str]:
    """Code to label, such as "dk"; facts have none of their own."""
    if isinstance(asked, Fact):
        return {}
    if isinstance(asked, ScaleItem):
        labels = wording.scales[asked.scale].no_answer
    else:
        labels = own_words(wording, asked).no_answer
    return {code: labels[code] for code in instrument.no_answer_codes(asked)}


def set_apart(instrument: Instrument, asked: Item | Fact) -> bool:
    """A gap stands between the answers and the ways not to answer."""
    return not isinstance(asked, ScaleItem) or instrument.scale_of(asked).set_apart
