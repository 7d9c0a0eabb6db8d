"""How many families need what, as it stands: figures with their ranges, and whose they are."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.listing import USABLE as USABLE_LISTINGS
from scoring.need import Pooled, Tier, TierNeed, Triangle
from surveys.resource_map import resource_map

REACH = "miles_within_reach"
USABLE = "usable_share"
REAL = "listings_usable"
PER_PEER = "families_per_pair"
BY_ROAD = "road_factor"


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """A number with its range; low and high are the number itself where they are left out."""

    likely: float
    low: float | None = None
    high: float | None = None
    source: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure as it stands.

    Attributes:
        triangle: None where there is no figure.
        local: the team's own; otherwise a planning default.
        guess: nobody has counted it.
        version: of the team's own figure; 0 where there is none.
    """

    key: str
    triangle: Triangle | None
    source: str
    year: int | None
    local: bool
    guess: bool
    version: int
    saved_by_name: str


@dataclass(frozen=True, slots=True)
class CategoryNeed:
    """Families that need one kind of help in a year.

    Attributes:
        shares: what each agency estimates, by code.
        together: of all agencies; None where none has estimated.
        families: None where the tier or the share is not known.
        episodes: how often a family needs it in a year; once where nobody has said.
    """

    category: str
    shares: Mapping[str, FigureView]
    together: Pooled | None
    families: Triangle | None
    episodes: FigureView

    @property
    def times(self) -> Triangle | None:
        """How often a family needs it in a year; None for once."""
        return self.episodes.triangle


@dataclass(frozen=True, slots=True)
class NeedView:
    """Need as it stands.

    Attributes:
        tier: the one that the team has chosen; None before it has.
        tier_version: of that choice.
        need: families under that tier; None where a figure is missing.
        missing: the keys of the figures that are.
        figures: all of them by key, local ones and planning defaults.
        categories: by id.
    """

    tier: Tier | None
    tier_version: int
    need: TierNeed | None
    missing: tuple[str, ...]
    figures: Mapping[str, FigureView]
    categories: Mapping[str, CategoryNeed]

    @property
    def usable(self) -> Triangle | None:
        """The share of places that families can really take; None where nobody has told it."""
        return self.figures[USABLE].triangle

    @property
    def real_share(self) -> float:
        """The share of listings that is believed to be real: the team's own, else the default."""
        found = self.figures[REAL].triangle
        known = found is not None and self.figures[REAL].local and 0 < found.likely < 1
        return found.likely if found is not None and known else USABLE_LISTINGS

    @property
    def per_peer(self) -> tuple[float, float]:
        """Families that a peer can walk with, at least and at most, where no service tells it."""
        found = self.figures[PER_PEER].triangle
        if found is not None:
            return found.low, found.high
        told = resource_map().parameter(PER_PEER).figures
        return min(told), max(told)

    @property
    def by_road(self) -> float:
        """Miles by road for each mile in a straight line."""
        found = self.figures[BY_ROAD].triangle
        if found is None:
            raise LookupError(f"the resource map has no planning default for '{BY_ROAD}'")
        return found.likely

    @property
    def within_reach(self) -> Triangle:
        """Miles that are within reach: near, usual, and far; a planning default or the team's."""
        found = self.figures[REACH].triangle
        if found is None:
            raise LookupError(f"the resource map has no planning default for '{REACH}'")
        return found
