"""What a community's map of resources is made of: kinds of help, facts, need, and kinds of gaps.

Structure and words are separate, and keyed by the same ids. Nothing here says that there is no
help: a fact about a service is yes, no, unknown or not asked, and only a person makes it a no.
"""

from collections.abc import Mapping
from typing import Literal, TypeVar, get_args

from pydantic import Field

from surveys.instrument import Frozen, Identifier, Version

Group = Literal["treatment", "recovery", "family", "basics"]
GROUPS: tuple[Group, ...] = get_args(Group)

FactState = Literal["yes", "no", "unknown", "not_asked"]
FACT_STATES: tuple[FactState, ...] = get_args(FactState)

Supply = Literal["turnover", "caseload", "flow"]
"""How a capacity becomes a year's supply: places that become free again when somebody leaves,
people who each take a number of families, or something given out week after week."""

Use = Literal[
    "upper_bound",
    "caseload_target",
    "caseload_limit",
    "shortage_line",
    "timeline",
    "look_up",
    "own_state",
]
USES: tuple[Use, ...] = get_args(Use)

ParameterUnit = Literal[
    "share",
    "per_1000_children",
    "per_100000_people",
    "children",
    "families",
    "days",
    "miles",
    "ratio",
]


class Standard(Frozen):
    """A number of a public source, to open a talk with; None where the source gives none.

    Attributes:
        use: what kind of number it is.
        source: an id of `ResourceMap.sources`.
        value: the number, or the usual one where there is a lower line beside it.
        low: the lower end where it is a range.
        high: the upper end where it is a range.
    """

    use: Use
    source: Identifier
    value: float | None = None
    low: float | None = None
    high: float | None = None


class Category(Frozen):
    """A kind of help.

    Attributes:
        unit: what its capacity is counted in.
        supply: how its capacity becomes a year's supply.
        period: of what a "flow" is counted for; None for the others.
        attributes: what is asked about a service of this kind, the most telling first.
    """

    id: Identifier
    group: Group
    unit: Identifier
    supply: Supply
    period: Literal["week", "month", "year"] | None = None
    attributes: tuple[Identifier, ...] = Field(min_length=1)
    standard: Standard | None = None


class Attribute(Frozen):
    """Something that is asked about a service: one fact, or one fact for each option."""

    id: Identifier
    options: tuple[Identifier, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts that are kept for it, each of them one of `FACT_STATES`."""
        return tuple(f"{self.id}_{option}" for option in self.options) or (self.id,)


class Population(Frozen):
    """People who may be left out, and the facts that decide whether a service is for them.

    Attributes:
        facts: the deciding facts.
        decided_by: "all" of them, "any" of them, or the one that a team has "chosen".
    """

    id: Identifier
    facts: tuple[Identifier, ...] = Field(min_length=1)
    decided_by: Literal["all", "any", "chosen"] = "all"

    def state(self, known: Mapping[str, FactState], *, chosen: str = "") -> FactState:
        """Whether a service takes these people, as far as anybody knows.

        Args:
            known: fact id to its state; a fact that is not there was not asked.
            chosen: the fact that stands for these people; the first one if it is empty.

        Returns:
            "yes" or "no" only where the known facts settle it, whatever the others turn out to be;
            "not_asked" where none of them was asked, else "unknown".

        Raises:
            ValueError: the chosen fact does not decide about these people.
        """
        states: list[FactState] = [known.get(fact, "not_asked") for fact in self._deciding(chosen)]
        settling: FactState = "yes" if self.decided_by == "any" else "no"
        if settling in states:
            return settling
        if len(set(states)) == 1:
            return states[0]
        return "unknown"

    def _deciding(self, chosen: str) -> tuple[str, ...]:
        if self.decided_by != "chosen":
            return self.facts
        if chosen and chosen not in self.facts:
            known = ", ".join(self.facts)
            raise ValueError(f"population '{self.id}': '{chosen}' was chosen; give one of {known}.")
        return (chosen or self.facts[0],)


class Condition(Frozen):
    """What may be said of a family that a team walks through the map with.

    Attributes:
        kind: whether facts answer to it, or the way there ("reach"), or how soon ("wait").
        facts: for "fact" all that a service has to have; for "reach" those that make up for it.
    """

    id: Identifier
    kind: Literal["fact", "reach", "wait"]
    facts: tuple[Identifier, ...] = ()


class Tier(Frozen):
    """One of the meanings of need, from the widest to the closest; need without one says nothing.

    Attributes:
        own_count: the team's own count is asked for first.
        parameters: what an estimate is made of.
    """

    id: Identifier
    own_count: bool = False
    parameters: tuple[Identifier, ...] = ()


class Parameter(Frozen):
    """A planning default, or None for each part of it that has none.

    Attributes:
        year: the last year that it tells about.
        guess: nobody has counted it; shown as a guess until a local figure takes its place.
        comparison: it is shown beside the team's figures and is in none of them.
        sources: ids of `ResourceMap.sources`; none for a guess, and none where there is no figure.
    """

    id: Identifier
    unit: ParameterUnit
    low: float | None = Field(default=None, ge=0)
    likely: float | None = Field(default=None, ge=0)
    high: float | None = Field(default=None, ge=0)
    year: int | None = Field(default=None, ge=1990, le=2100)
    guess: bool = False
    comparison: bool = False
    sources: tuple[Identifier, ...] = ()

    @property
    def figures(self) -> tuple[float, ...]:
        """The figures that there are, from low to high."""
        return tuple(each for each in (self.low, self.likely, self.high) if each is not None)


class GapType(Frozen):
    """A kind of gap, named because each kind has another cure.

    Attributes:
        cures: what is usually done about it.
        ask_families: no directory shows it; only families can tell.
        is_finding: False where it is a question that is still to be asked.
    """

    id: Identifier
    cures: tuple[Identifier, ...] = Field(min_length=1)
    ask_families: bool = False
    is_finding: bool = True


class Citation(Frozen):
    """Where a figure comes from, and how far somebody has read it there."""

    id: Identifier
    text: str = Field(min_length=1)
    year: int | None = Field(default=None, ge=1970, le=2100)
    verified: Literal["page_read", "abstract_read", "secondary_source", "not_verified"]


class ResourceMap(Frozen):
    """The structure of the map; everything is in the order in which it is shown."""

    id: Identifier
    version: Version
    license: str
    validated: bool = False
    groups: tuple[Group, ...] = Field(min_length=1)
    rules: tuple[Identifier, ...] = Field(min_length=1)
    categories: tuple[Category, ...] = Field(min_length=1)
    attributes: tuple[Attribute, ...] = Field(min_length=1)
    populations: tuple[Population, ...] = Field(min_length=1)
    conditions: tuple[Condition, ...] = Field(min_length=1)
    tiers: tuple[Tier, ...] = Field(min_length=1)
    parameters: tuple[Parameter, ...] = Field(min_length=1)
    gap_types: tuple[GapType, ...] = Field(min_length=1)
    sources: tuple[Citation, ...] = Field(min_length=1)

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of all facts that a service may have."""
        return tuple(fact for attribute in self.attributes for fact in attribute.facts)

    def category(self, category_id: str) -> Category:
        """The kind of help of this id.

        Raises:
            KeyError: there is none.
        """
        return _found(self.categories, category_id, "category")

    def population(self, population_id: str) -> Population:
        """The population of this id.

        Raises:
            KeyError: there is none.
        """
        return _found(self.populations, population_id, "population")

    def tier(self, tier_id: str) -> Tier:
        """The tier of need of this id.

        Raises:
            KeyError: there is none.
        """
        return _found(self.tiers, tier_id, "tier")

    def parameter(self, parameter_id: str) -> Parameter:
        """The planning default of this id.

        Raises:
            KeyError: there is none.
        """
        return _found(self.parameters, parameter_id, "parameter")

    def gap_type(self, gap_id: str) -> GapType:
        """The kind of gap of this id.

        Raises:
            KeyError: there is none.
        """
        return _found(self.gap_types, gap_id, "gap type")

    def source(self, source_id: str) -> Citation:
        """The source of this id.

        Raises:
            KeyError: there is none.
        """
        return _found(self.sources, source_id, "source")

    def facts_of(self, category_id: str) -> tuple[str, ...]:
        """The facts that are asked about a service of this kind, the most telling first.

        Raises:
            KeyError: there is no such category.
        """
        facts = {each.id: each.facts for each in self.attributes}
        return tuple(fact for each in self.category(category_id).attributes for fact in facts[each])


_Part = TypeVar("_Part", Category, Population, Tier, Parameter, GapType, Citation)


def _found(parts: tuple[_Part, ...], part_id: str, kind: str) -> _Part:
    for part in parts:
        if part.id == part_id:
            return part
    raise KeyError(f"the resource map has no {kind} '{part_id}'")
