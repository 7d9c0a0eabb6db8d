"""What a questionnaire asks: its structure, and its words in each language.

Structure and words are separate: one `Instrument`, one `Wording` a language. Levels run from 0
in the order of the scale; the printed number of a level is `Point.value`.
"""

import itertools
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,63}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,15}$")]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]


class Frozen(BaseModel):
    """A value that never changes and knows exactly its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Point(Frozen):
    """One point of a scale; `value` is the number printed for it."""

    value: int
    id: Identifier


class Scale(Frozen):
    """Two to seven points in order, and the choices that are no answer."""

    id: Identifier
    points: tuple[Point, ...] = Field(min_length=2, max_length=7)
    no_answer: tuple[Code, ...] = ()
    midpoint: bool = False
    set_apart: bool = True

    @property
    def levels(self) -> int:
        """How many points the scale has."""
        return len(self.points)


class ScaleItem(Frozen):
    """A statement rated on a scale. `gate` marks what must be in place before a start."""

    kind: Literal["scale"] = "scale"
    id: Identifier
    section: Identifier
    scale: Identifier
    reverse: bool = False
    scored: bool = True
    gate: bool = False
    part: Identifier | None = None


class SingleChoiceItem(Frozen):
    """One of several options without an order."""

    kind: Literal["single_choice"] = "single_choice"
    id: Identifier
    section: Identifier
    options: tuple[Identifier, ...] = Field(min_length=2, max_length=30)
    no_answer: tuple[Code, ...] = ()


class ChooseItem(Frozen):
    """Up to `at_most` of several options."""

    kind: Literal["choose"] = "choose"
    id: Identifier
    section: Identifier
    options: tuple[Identifier, ...] = Field(min_length=2, max_length=30)
    at_most: int = Field(ge=1)
    at_least: int = Field(default=0, ge=0)
    no_answer: tuple[Code, ...] = ()


class PercentItem(Frozen):
    """A whole number from 0 to 100, kept as a band. `bands` are the lower edges."""

    kind: Literal["percent"] = "percent"
    id: Identifier
    section: Identifier
    bands: tuple[int, ...] = Field(default=(0, 20, 40, 60, 80), min_length=2, max_length=7)
    no_answer: tuple[Code, ...] = ()

    @property
    def minimum(self) -> int:
        """The smallest number that is an answer."""
        return 0

    @property
    def maximum(self) -> int:
        """The largest number that is an answer."""
        return 100


class NumberItem(Frozen):
    """A whole number between two ends, kept as a band. `bands` are the lower edges."""

    kind: Literal["number"] = "number"
    id: Identifier
    section: Identifier
    minimum: int
    maximum: int
    bands: tuple[int, ...] = Field(min_length=2, max_length=7)
    no_answer: tuple[Code, ...] = ()


class TextItem(Frozen):
    """A few words of one's own; kept apart from every other answer."""

    kind: Literal["text"] = "text"
    id: Identifier
    section: Identifier = "open"
    longest: int = Field(default=600, ge=1, le=4000)


Item = Annotated[
    ScaleItem | SingleChoiceItem | ChooseItem | PercentItem | NumberItem | TextItem,
    Field(discriminator="kind"),
]


class Fact(Frozen):
    """Something about the respondent, asked last; `use` says how it may be shown.

    A fact with source "roster" is known from the reporting group, so no form asks it.
    """

    id: Identifier
    use: Literal["compare_groups", "whole_group_only"]
    options: tuple[Identifier, ...] = Field(min_length=2, max_length=30)
    broad: dict[Identifier, Identifier] = Field(default_factory=dict)
    source: Literal["respondent", "roster"] = "respondent"


class Instrument(Frozen):
    """The structure of a questionnaire; items are in the one order that everybody gets."""

    id: Identifier
    version: Version
    kind: Literal["values", "capacity", "readiness", "other"]
    edition: str = "open"
    minutes: int = Field(ge=1, le=120)
    license: str
    validated: bool = False
    scales: tuple[Scale, ...]
    sections: tuple[Identifier, ...]
    items: tuple[Item, ...] = Field(min_length=1, max_length=300)
    open_questions: tuple[TextItem, ...] = ()
    facts: tuple[Fact, ...] = ()
    smallest_group: int = Field(default=5, ge=5, le=10)
    owner: str | None = None
    permission: str | None = None
    expires: date | None = None
    wording_may_be_exported: bool = True

    def item(self, item_id: str) -> "Item":
        """The item or open question of this id.

        Raises:
            KeyError: there is none.
        """
        for item in (*self.items, *self.open_questions):
            if item.id == item_id:
                return item
        raise KeyError(f"{self.id} has no item '{item_id}'")

    def scale_of(self, item: ScaleItem) -> Scale:
        """The scale on which an item is rated."""
        return next(scale for scale in self.scales if scale.id == item.scale)

    def no_answer_codes(self, item: "Item") -> tuple[str, ...]:
        """The codes that are no answer to this item, such as "dk"."""
        if isinstance(item, ScaleItem):
            return self.scale_of(item).no_answer
        return () if isinstance(item, TextItem) else item.no_answer

    def pages(self, per_page: int = 9) -> tuple[tuple["Item", ...], ...]:
        """The items in their order, in pages of even length of about `per_page`."""
        count = max(1, -(-len(self.items) // per_page))
        edges = [round(page * len(self.items) / count) for page in range(count + 1)]
        return tuple(self.items[start:end] for start, end in itertools.pairwise(edges))


class PointWording(Frozen):
    """The words of one point, and what it stands for if the scale is anchored."""

    label: Text
    anchor: Text | None = None


class ScaleWording(Frozen):
    """The words of a scale."""

    points: dict[str, PointWording]
    no_answer: dict[str, Text] = Field(default_factory=dict)


class SectionWording(Frozen):
    """The words of a section; `pole` says what agreeing with it amounts to."""

    title: Text
    pole: Text | None = None


class ItemWording(Frozen):
    """The words of an item, a fact or an open question."""

    text: Text
    help: Text | None = None
    options: dict[str, Text] = Field(default_factory=dict)
    no_answer: dict[str, Text] = Field(default_factory=dict)


class Wording(Frozen):
    """All words of a questionnaire in one language."""

    language: Language
    translation: Literal["reviewed", "first"] = "reviewed"
    title: Text
    intro: Text
    outro: Text | None = None
    note: Text | None = None
    scales: dict[str, ScaleWording] = Field(default_factory=dict)
    sections: dict[str, SectionWording] = Field(default_factory=dict)
    items: dict[str, ItemWording] = Field(default_factory=dict)
    open_questions: dict[str, ItemWording] = Field(default_factory=dict)
    facts: dict[str, ItemWording] = Field(default_factory=dict)
    facts_note: Text | None = None
    broad_groups: dict[str, Text] = Field(default_factory=dict)
    parts: dict[str, Text] = Field(default_factory=dict)
    prompts: dict[str, Text] = Field(default_factory=dict)


class Edition(Frozen):
    """An instrument with its wordings."""

    instrument: Instrument
    wordings: dict[str, Wording] = Field(min_length=1)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it can be answered in, in the order of its files."""
        return tuple(self.wordings)

    def wording(self, language: str) -> Wording:
        """The words in this language, or in the first one there is."""
        return self.wordings.get(language) or next(iter(self.wordings.values()))
