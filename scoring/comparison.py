"""What a report says of groups: how far apart they are, beside what chance alone would do.

Every distance in here is a function of released figures. People's rows are only used to learn how
far apart the same groups would be if their people had been dealt at random; such dealings know
nothing of who is in which group.
"""

from dataclasses import dataclass
from typing import Literal

Chance = Literal["below_01", "01_to_05", "05_to_20", "above_20"]
"""How often a random dealing goes as far: in fewer than 1 of 100, 1 to 5, 5 to 20, or more."""

StandsOut = Literal["clear", "possible", "perhaps"]
"""Clear: hard to reach by chance on any statement. Possible: at most 5 in 100 dealings reach it.
Perhaps: at most 10 in 100."""

Profile = Literal["close", "unclear", "apart"]

Direction = Literal["closer", "further", "moved", "no_clear_change"]


@dataclass(frozen=True, slots=True)
class Span:
    """An interval of a share or of a distance."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class KruskalWallis:
    """The rank test of groups, corrected for ties; kept as a familiar cross-check."""

    statistic: float
    p_value: float


@dataclass(frozen=True, slots=True)
class Apart:
    """How far the groups are apart on one item that is shown by group.

    Attributes:
        average_gap: how far apart the averages of two people's groups are, in scale points, for
            two people of different groups picked at random; from the averages as they are shown.
        average_gap_chance: the middle 95 of 100 dealings of it.
        within_chance: for each group, whether its average is one that random dealing often gives.
        chance, chance_adjusted: how often dealings go as far on this item, and on any item.
        stands_out: None when more than 10 in 100 dealings go as far.
        p_value, p_adjusted: the same as numbers, where answers were public before.
        between, within: the spread between and within groups (distance components), where all
            groups show their counts; likewise all that follow.
        agency_share: share of the spread that groups account for, corrected for chance; can be
            below 0.
        same_gap, cross_gap: typical gap of two people of one group, and of two groups.
        same_gap_chance, cross_gap_chance: the middle 95 of 100 dealings of them.
        kruskal_wallis: rank test.
    """

    average_gap: float
    average_gap_chance: Span
    within_chance: tuple[bool, ...]
    chance: Chance
    chance_adjusted: Chance
    stands_out: StandsOut | None
    p_value: float | None = None
    p_adjusted: float | None = None
    between: float | None = None
    within: float | None = None
    agency_share: float | None = None
    same_gap: float | None = None
    cross_gap: float | None = None
    same_gap_chance: Span | None = None
    cross_gap_chance: Span | None = None
    kruskal_wallis: KruskalWallis | None = None


@dataclass(frozen=True, slots=True)
class ItemPair:
    """Two groups on one item, from what is shown of each.

    Attributes:
        a, b: codes of the groups.
        mean_gap: average of a minus average of b, in scale points.
        wasserstein: how far answers of one must be moved to become those of the other, in scale
            points; None unless both show counts, like all that follow.
        wasserstein_chance: what 95 of 100 dealings stay below.
        cliffs_delta: how much more often a person of a is above one of b than below, -1 to 1.
    """

    a: str
    b: str
    mean_gap: float
    wasserstein: float | None = None
    wasserstein_chance: float | None = None
    cliffs_delta: float | None = None


@dataclass(frozen=True, slots=True)
class GroupPair:
    """Two groups over all items.

    Attributes:
        a, b: codes of the groups.
        people: how many answered in each.
        word: apart, when hardly any dealing puts two such groups so far from each other; close,
            when they are nearer than half of the dealings; unclear in between.
        distance: the profile distance, where all groups show their counts; below 0 says nothing
            keeps them apart.
        p_value, p_adjusted: where answers were public before; adjusted by Holm over the pairs.
    """

    a: str
    b: str
    people: tuple[int, int]
    word: Profile
    distance: float | None = None
    p_value: float | None = None
    p_adjusted: float | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What all items together say of the groups.

    Attributes:
        items: how many items were compared.
        exact: all groups show their counts on all of them.
        chance: how often random dealings set groups as far apart over all items.
        p_value: the same as a number, where answers were public before.
        stand_out: items that stand out, of whatever strength.
        expected_by_chance: how many would stand out in a random dealing, on average.
        strip: how many stand out in each of up to 1,000 random dealings, fewest first.
        average_gap: of the averages of two people's groups, in points of a four-level scale, mean
            over items; None where nothing is averaged over items (`scoring.unaveraged`).
        same_gap, cross_gap: mean over items, where all groups show their counts.
        relabelings: how many dealings were tried; `every` says that it was each there is.
        seed: that they were drawn with.
        pairs: every two groups, in the order of the groups.
    """

    items: int
    exact: bool
    chance: Chance
    p_value: float | None
    stand_out: int
    expected_by_chance: float
    strip: tuple[int, ...]
    average_gap: float | None
    same_gap: float | None
    cross_gap: float | None
    relabelings: int
    every: bool
    seed: int
    pairs: tuple[GroupPair, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure of two waves, and where their difference may lie.

    Attributes:
        before, after: of the earlier wave and of this one.
        difference: 95 % interval of after minus before; None when it cannot be told.
        chance: how often exchanging the waves at random moves it as far.
    """

    before: float
    after: float
    difference: Span | None = None
    chance: Chance | None = None


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item in two waves: the share on the upper side beside the typical gap."""

    id: str
    side_share: Moved
    typical_gap: Moved


@dataclass(frozen=True, slots=True)
class Change:
    """This wave beside an earlier one of the same questions; people are not linked.

    Attributes:
        people: how many answered in the earlier wave and in this one.
        typical_gap: mean over items of how far apart two people are, in scale points.
        side_share: mean over items of the share on the upper side. When it moves, people may come
            together only because they meet the end of the scale.
        group_gap: mean over items of how far apart groups' averages are; None when groups differ
            or are not shown in both.
        direction: closer or further when the gap moves beyond chance and the side does not;
            moved, when the side moves too. It and the three figures before it are None where
            nothing is averaged over items (`scoring.unaveraged`).
        items: those that show counts in both waves.
    """

    people: tuple[int, int]
    typical_gap: Moved | None
    side_share: Moved | None
    group_gap: Moved | None
    direction: Direction | None
    items: tuple[ItemChange, ...] = ()
