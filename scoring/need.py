"""How many families need help: a named definition, and a range that goes all the way through."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Tier = Literal["T1", "T2", "T3", "T4", "T5"]
TIERS: tuple[Tier, ...] = get_args(Tier)
"""Children who live with a parent with a substance use disorder; families with a response of child
protection; with a removal; that were referred; infants with prenatal exposure."""

TAKES: Mapping[Tier, tuple[frozenset[str], ...]] = {
    "T1": (frozenset({"children", "share", "children_per_family"}),),
    "T2": (frozenset({"responses", "share", "children_per_family"}),),
    "T3": (frozenset({"entries", "share", "children_per_family"}),),
    "T4": (frozenset({"count"}),),
    "T5": (frozenset({"births", "share"}), frozenset({"count"})),
}
"""What each is computed from; the last may be estimated or counted."""
_PER = "children_per_family"
_SHARE = "share"


@dataclass(frozen=True, slots=True)
class Triangle:
    """A number that is not known well: never below `low` or above `high`, and likely `likely`.

    Raises:
        ValueError: they are not in this order, or below 0, or not numbers.
    """

    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        """Refuse what is no range."""
        if not 0 <= self.low <= self.likely <= self.high < float("inf"):
            raise ValueError(
                "a Triangle takes 0 <= low <= likely <= high, "
                f"not {self.low:g}, {self.likely:g}, {self.high:g}."
            )

    def times(self, other: "Triangle") -> "Triangle":
        """The product; its ends are those of the smallest and largest factors together."""
        return Triangle(self.low * other.low, self.likely * other.likely, self.high * other.high)

    def over(self, other: "Triangle") -> "Triangle":
        """The quotient; its low end is the smallest number over the largest.

        Raises:
            ValueError: the other may be 0.
        """
        if other.low == 0:
            raise ValueError("a Triangle is divided by one above 0, not by one from 0.")
        return Triangle(self.low / other.high, self.likely / other.likely, self.high / other.low)


@dataclass(frozen=True, slots=True)
class TierNeed:
    """Families in need under one definition.

    Attributes:
        tier: the definition; two of them are never to be compared.
        families: a year; children, for T5.
        counted: it is the team's own count, and no estimate.
    """

    tier: Tier
    families: Triangle
    counted: bool


@dataclass(frozen=True, slots=True)
class Pooled:
    """What agencies believe together.

    Attributes:
        triangle: the averages of what agencies say is low, likely and high, each agency counting
            as one.
        lowest, highest: what the agencies that think least and most of it hold for likely.
        widest: from the lowest low of any agency to its highest high; likely as in `triangle`.
        agencies: that stand behind it.
        people: that do.
    """

    triangle: Triangle
    lowest: float
    highest: float
    widest: Triangle
    agencies: int
    people: int

    @property
    def apart(self) -> float:
        """How far agencies are apart on what is likely."""
        return self.highest - self.lowest


def exactly(value: float) -> Triangle:
    """A number that is known.

    Raises:
        ValueError: it is below 0, or not a number.
    """
    return Triangle(value, value, value)


def tier_need(tier: Tier, parameters: Mapping[str, Triangle]) -> TierNeed:
    """Families in need under one definition, with bounds carried through.

    Args:
        tier: the definition.
        parameters: what it is computed from, by name; see `TAKES`. A share lies between 0 and 1.

    Returns:
        A TierNeed; its ends are reached only if all parameters are at their ends at once.

    Raises:
        ValueError: there is no such tier, a parameter is missing or none of its own, a share is
            above 1, or children per family may be 0.
    """
    _check(tier, parameters)
    if "count" in parameters:
        return TierNeed(tier, parameters["count"], counted=True)
    families = exactly(1)
    for name in sorted(parameters.keys() - {_PER}):
        families = families.times(parameters[name])
    if _PER in parameters:
        families = families.over(parameters[_PER])
    return TierNeed(tier, families, counted=False)


def category_need(
    families: Triangle, *, share: Triangle, episodes: Triangle | None = None
) -> Triangle:
    """Families that need one kind of help in a year; one that needs it twice counts twice.

    Args:
        families: of `tier_need`.
        share: of them that needs it, from 0 to 1.
        episodes: times a year; once if not told.

    Raises:
        ValueError: the share is above 1.
    """
    _check_share("category_need", share)
    return families.times(share).times(exactly(1) if episodes is None else episodes)


def pooled(answers: Mapping[str, Sequence[Triangle]]) -> Pooled | None:
    """What agencies believe together, and how far they are apart.

    People of an agency are averaged first, so that one with many of them does not outvote others.

    Args:
        answers: by agency; an agency of which nobody answered counts as none.

    Returns:
        Pooled; None where nobody answered.

    Source:
        Lichtendahl, Grushka-Cockayne & Winkler (2013), Management Science 59:1594, on averaging
        quantiles.
    """
    told = {agency: list(given) for agency, given in answers.items() if given}
    if not told:
        return None
    agencies = [_average(given) for given in told.values()]
    triangle = _average(agencies)
    likely = [each.likely for each in agencies]
    return Pooled(
        triangle=triangle,
        lowest=min(likely),
        highest=max(likely),
        widest=Triangle(
            min(triangle.likely, *(each.low for each in agencies)),
            triangle.likely,
            max(triangle.likely, *(each.high for each in agencies)),
        ),
        agencies=len(told),
        people=sum(map(len, told.values())),
    )


def _average(triangles: Sequence[Triangle]) -> Triangle:
    """The average of each corner; sums without rounding errors keep them in their order."""
    number = len(triangles)
    return Triangle(
        math.fsum(each.low for each in triangles) / number,
        math.fsum(each.likely for each in triangles) / number,
        math.fsum(each.high for each in triangles) / number,
    )


def _check(tier: Tier, parameters: Mapping[str, Triangle]) -> None:
    if tier not in TAKES:
        raise ValueError(f"tier_need takes {', '.join(TIERS)}, not {tier}.")
    if frozenset(parameters) not in TAKES[tier]:
        right = " or ".join(", ".join(sorted(names)) for names in TAKES[tier])
        came = ", ".join(sorted(parameters)) or "nothing"
        raise ValueError(f"{tier} takes {right}, not {came}.")
    if _SHARE in parameters:
        _check_share(tier, parameters[_SHARE])
    if _PER in parameters and parameters[_PER].low == 0:
        raise ValueError(f"{tier} takes {_PER} above 0, not from 0.")


def _check_share(where: str, share: Triangle) -> None:
    if share.high > 1:
        raise ValueError(f"{where} takes a share from 0 to 1, not up to {share.high:g}.")
