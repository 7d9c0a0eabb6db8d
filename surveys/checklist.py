"""What an environmental scan asks: its structure, and its words in each language.

Each agency answers for itself, and by name. An answer is a status; "don't know" and "not our area"
are answers as good as any other.
"""

from typing import Literal, get_args

from pydantic import Field

from surveys.instrument import Frozen, Identifier, Language, Text, Version

Status = Literal["in_place", "partly", "not_in_place", "unknown", "not_applicable", "not_our_area"]
STATUSES: tuple[Status, ...] = get_args(Status)
KNOWN: tuple[Status, ...] = ("in_place", "partly", "not_in_place", "not_applicable")
"""The statuses that say how things are; the others say that somebody else has to be asked."""

Confidence = Literal["seen_the_document", "told_by_someone_who_knows", "best_guess"]
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)

Model = Literal["specialists", "coaches"]
"""Specialists are clinical staff placed in child welfare or court; coaches are peers."""


class ChecklistItem(Frozen):
    """One thing that is in place or is not.

    Attributes:
        who_knows: the sectors, of `surveys.sectors`, that are asked first.
        model: the support model that it tells about, if it tells about one.
        weight: how much the answer matters for starting something, from 1 to 3.
    """

    id: Identifier
    section: Identifier
    who_knows: tuple[Identifier, ...] = Field(min_length=1)
    model: Model | None = None
    weight: int = Field(default=1, ge=1, le=3)


class Checklist(Frozen):
    """The structure of a scan; items are in the one order that everybody gets.

    Attributes:
        stale_after_months: how old an answer may be before it is asked again.
        hidden_under: the share of items with a known status under which no share "in place" is
            shown.
    """

    id: Identifier
    version: Version
    license: str
    validated: bool = False
    stale_after_months: int = Field(default=18, ge=1, le=120)
    hidden_under: float = Field(default=0.6, ge=0, le=1)
    minutes: int = Field(ge=1, le=120)
    sections: tuple[Identifier, ...]
    items: tuple[ChecklistItem, ...] = Field(min_length=1, max_length=300)

    def item(self, item_id: str) -> ChecklistItem:
        """The item of this id.

        Raises:
            KeyError: there is none.
        """
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(f"{self.id} has no item '{item_id}'")


class ChecklistItemWording(Frozen):
    """The words of an item: what it says, what would show it, and why it is asked."""

    text: Text
    evidence: Text
    why: Text


class ChecklistWording(Frozen):
    """All words of a checklist in one language."""

    language: Language
    translation: Literal["reviewed", "first"] = "reviewed"
    title: Text
    intro: Text
    sections: dict[str, Text] = Field(default_factory=dict)
    items: dict[str, ChecklistItemWording] = Field(default_factory=dict)


class ChecklistEdition(Frozen):
    """A checklist with its wordings."""

    checklist: Checklist
    wordings: dict[str, ChecklistWording] = Field(min_length=1)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it can be answered in, in the order of its files."""
        return tuple(self.wordings)

    def wording(self, language: str) -> ChecklistWording:
        """The words in this language, or in the first one there is."""
        return self.wordings.get(language) or next(iter(self.wordings.values()))
