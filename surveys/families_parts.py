"""What a family group is made of: intake, consent, the course of a session, and a list of codes.

Structure and words are separate, and keyed by the same ids. What an item may be is narrow on
purpose: there is no item for a date, a number, a file or a long text.
"""

from collections.abc import Iterator
from typing import Annotated, Literal, get_args

from pydantic import Field

from surveys.instrument import Frozen, Identifier, Version

Store = Literal["nowhere", "contact", "card"]
"""Where an answer goes: it is not kept, or it goes into the contact book, or onto a card that is
tied to nothing. No answer goes beside a seat number."""

Tier = Literal["never", "paraphrase", "inside", "public"]
TIERS: tuple[Tier, ...] = get_args(Tier)
"""How somebody's words may be used, from the least to the most."""

PayForm = Literal["cash", "gift_card", "check", "digital"]
PAY_FORMS: tuple[PayForm, ...] = get_args(PayForm)

LegalBasis = Literal["certificate", "research", "not_research"]
LEGAL_BASES: tuple[LegalBasis, ...] = get_args(LegalBasis)

LONGEST = 200
"""The most characters that any text of an intake may have."""


class _Item(Frozen):
    """A question of the intake.

    Attributes:
        store: where its answer goes.
        screens: an answer to the id of the screen that follows it.
        said_first: the point of the consent that is said right before it.
    """

    id: Identifier
    store: Store
    screens: dict[Identifier, Identifier] = Field(default_factory=dict)
    said_first: Identifier | None = None


class YesNo(_Item):
    """Yes or no."""

    kind: Literal["yes_no"] = "yes_no"

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of its answers."""
        return ("yes", "no")


class Choice(_Item):
    """One of several options."""

    kind: Literal["choice"] = "choice"
    options: tuple[Identifier, ...] = Field(min_length=2, max_length=12)

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of its answers."""
        return self.options


class Multi(_Item):
    """Any of several options."""

    kind: Literal["multi"] = "multi"
    options: tuple[Identifier, ...] = Field(min_length=2, max_length=12)

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of its answers."""
        return self.options


class ShortText(_Item):
    """A few words; `longest` is the most characters."""

    kind: Literal["short_text"] = "short_text"
    longest: int = Field(ge=1, le=LONGEST)

    @property
    def answers(self) -> tuple[str, ...]:
        """Nothing: what somebody writes has no id."""
        return ()


IntakeItem = Annotated[YesNo | Choice | Multi | ShortText, Field(discriminator="kind")]


class IntakeSection(Frozen):
    """Questions that stand together."""

    id: Identifier
    items: tuple[IntakeItem, ...] = Field(min_length=1)


class Limit(Frozen):
    """A number that a study may set: its usual value and how far it may go, both ends allowed."""

    id: Identifier
    unit: Literal["days", "people", "sessions", "quotes"]
    usual: int = Field(ge=0)
    least: int = Field(ge=0)
    most: int = Field(ge=0)


class ConsentPart(Frozen):
    """A point of the consent.

    Attributes:
        switch: what its text follows, a name of `surveys.family_bindings.SWITCHES`; None where it
            has one text.
        silent: the values of the switch for which nothing is said.
    """

    id: Identifier
    switch: Identifier | None = None
    silent: tuple[str, ...] = ()


class ConsentChoice(Frozen):
    """Something that is agreed to.

    Attributes:
        needed: the answer without which nobody takes part.
        only: a switch to the value under which it is asked.
    """

    id: Identifier
    kind: Literal["yes_no", "tiers"]
    needed: Literal["yes"] | None = None
    only: dict[Identifier, str] = Field(default_factory=dict)


class Step(Frozen):
    """A step of a session; one that is ticked comes before the first question."""

    id: Identifier
    minutes: int = Field(ge=1, le=90)
    tick: bool = False


class Question(Frozen):
    """A question of the guide, and how many follow it up."""

    id: Identifier
    probes: int = Field(ge=0, le=4)


class Dimension(Frozen):
    """A way in which help can fall short.

    Attributes:
        gap_type: the kind of gap in the map of resources that comes closest; None without one.
    """

    id: Identifier
    gap_type: Identifier | None = None


class Code(Frozen):
    """A code to start with.

    Attributes:
        instead: the code that takes what this one leaves out.
        dimension: the way to fall short that it usually tells of.
        service: the kind of help in the map of resources that it usually tells of.
    """

    id: Identifier
    instead: Identifier | None = None
    dimension: Identifier | None = None
    service: Identifier | None = None


class FamiliesStructure(Frozen):
    """Everything about family groups but the words."""

    id: Identifier
    version: Version
    license: str
    validated: bool = False
    minutes: int = Field(ge=30, le=120)
    smallest_number_of_sessions: int = Field(ge=1, le=10)
    intake: tuple[IntakeSection, ...] = Field(min_length=1)
    never: tuple[Identifier, ...] = Field(min_length=1)
    screens: tuple[Identifier, ...]
    limits: tuple[Limit, ...]
    consent: tuple[ConsentPart, ...] = Field(min_length=1)
    choices: tuple[ConsentChoice, ...] = Field(min_length=1)
    tiers: tuple[Tier, ...]
    advice: tuple[Identifier, ...] = ()
    run_sheet: tuple[Step, ...] = Field(min_length=2)
    questions: tuple[Question, ...] = Field(min_length=1)
    incident: tuple[Identifier, ...] = Field(min_length=1)
    card: tuple[Identifier, ...] = Field(min_length=1)
    dimensions: tuple[Dimension, ...] = Field(min_length=1)
    valence: tuple[Identifier, ...] = Field(min_length=2)
    codebook_rules: tuple[Identifier, ...] = Field(min_length=1)
    codes: tuple[Code, ...] = Field(min_length=1)

    @property
    def items(self) -> Iterator[IntakeItem]:
        """All questions of the intake in their order."""
        return (item for section in self.intake for item in section.items)

    def item(self, item_id: str) -> IntakeItem:
        """The question of this id.

        Raises:
            KeyError: there is none.
        """
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(f"the intake has no question '{item_id}'")

    def limit(self, setting: str) -> Limit:
        """The limit of this setting.

        Raises:
            KeyError: there is none.
        """
        for limit in self.limits:
            if limit.id == setting:
                return limit
        raise KeyError(f"family groups have no limit '{setting}'")

    def code(self, code_id: str) -> Code:
        """The code of this id.

        Raises:
            KeyError: there is none.
        """
        for code in self.codes:
            if code.id == code_id:
                return code
        raise KeyError(f"the list of codes has no code '{code_id}'")
