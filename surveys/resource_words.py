"""The words of a community's map of resources in one language, keyed by the ids of its parts."""

from typing import Literal

from pydantic import Field

from surveys.instrument import Frozen, Identifier, Language, Text
from surveys.resource_parts import ResourceMap


class CategoryWording(Frozen):
    """What a kind of help is, what counts as it and what does not, and who needs it.

    Attributes:
        need: what drives the need for it.
        standard: what a public source says of how much is enough; None without a standard.
    """

    title: Text
    definition: Text
    unit: Text
    counts: Text
    does_not_count: Text
    need: Text
    standard: Text | None = None


class AttributeWording(Frozen):
    """What is asked about a service; `detail` is what to ask for besides a yes or a no."""

    label: Text
    detail: Text | None = None
    options: dict[str, Text] = Field(default_factory=dict)


class PopulationWording(Frozen):
    """What people are called, and who they are."""

    label: Text
    definition: Text


class TierWording(Frozen):
    """What a meaning of need is called, whom it takes in, and how it is worked out."""

    title: Text
    definition: Text
    formula: Text


class ParameterWording(Frozen):
    """What a planning default is of, and what to beware of."""

    label: Text
    note: Text | None = None


class GapWording(Frozen):
    """What a kind of gap is called and what it means."""

    title: Text
    meaning: Text


class ResourceWording(Frozen):
    """All words of the map in one language.

    Attributes:
        note: says that the list was not validated.
        default_mark: stands beside every planning default that is shown.
        guess_mark: stands beside one that nobody has counted.
        uses: what kind of number a standard is.
        evidence: what a rule that proposes a category goes by.
        confidence_note: what the number beside a proposal means, and what it does not.
    """

    language: Language
    translation: Literal["reviewed", "first"] = "reviewed"
    title: Text
    intro: Text
    note: Text
    default_mark: Text
    guess_mark: Text
    confidence_note: Text
    groups: dict[str, Text]
    rules: dict[str, Text]
    uses: dict[str, Text]
    evidence: dict[str, Text]
    categories: dict[str, CategoryWording]
    attributes: dict[str, AttributeWording]
    populations: dict[str, PopulationWording]
    conditions: dict[str, Text]
    tiers: dict[str, TierWording]
    parameters: dict[str, ParameterWording]
    gap_types: dict[str, GapWording]
    cures: dict[str, Text]

    def fact(self, fact_id: str) -> str:
        """What a fact is called; one of several options with the attribute before it.

        Raises:
            KeyError: there is no such fact.
        """
        for attribute_id, words in self.attributes.items():
            if fact_id == attribute_id and not words.options:
                return words.label
            for option, label in words.options.items():
                if fact_id == f"{attribute_id}_{option}":
                    return f"{words.label}: {label}"
        raise KeyError(f"the resource map has no words for a fact '{fact_id}'")

    def gap_name(self, gap_id: str) -> str:
        """What a kind of gap is called, with the letter that it goes by.

        Raises:
            KeyError: there is no such kind.
        """
        return f"{gap_id} – {self.gap_types[gap_id].title}"


class ResourceEdition(Frozen):
    """The map with its wordings."""

    map: ResourceMap
    wordings: dict[Identifier, ResourceWording] = Field(min_length=1)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is there in, in the order of its files."""
        return tuple(self.wordings)

    def wording(self, language: str) -> ResourceWording:
        """The words in this language, or in the first one there is."""
        return self.wordings.get(language) or next(iter(self.wordings.values()))
