"""How far groups are apart on every item and over all, from what is shown and from dealings.

Rows are used for one thing: to deal the team's people into its groups at random. What is compared
with the dealings is always taken from released figures, so nothing here tells more of a group than
they do. Shares of dealings are given as bands, unless the answers were public before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from scoring.averages import Averages, averages_dealt
from scoring.between import Between, between_groups, kruskal_wallis
from scoring.comparison import Apart, Comparison, GroupPair, ItemPair, KruskalWallis, Profile, Span
from scoring.dealing import DRAWN, Dealings, deal
from scoring.pairwise import cliffs_delta, holm, profile_distance, wasserstein, wasserstein_chance
from scoring.permutation import between_dealt, cross_gap_from, same_gap_dealt
from scoring.profiles import shares_of_pairs, shares_of_team
from scoring.released import Figure, Release, ReleasedItem
from scoring.sheets import Sheets, in_order_of_answers, of_items
from scoring.standing import Standing, band, standing, stands_out

Floats = NDArray[np.float64]

MOST_PEOPLE = 20_000
"""A file of more people is no team; its groups are not dealt."""
_MANY_PEOPLE, _FEWER_DRAWS = 300, 3_999
_MOST_CELLS, _FEWEST_DRAWS = 5_000_000, 99
"""Averages that are kept of all dealings together; what is too much for 99 is no team either."""
_MOST_PAIRED, _MOST_ITEM_PAIRED = 20, 12
"""Groups up to which every two are compared over all items, and item by item."""
_STRIP = 1_000
_APART, _HALF = 0.05, 0.5
_OUTSIDE = 0.05
_SAME = 1e-5
_FOR_BANDS = 2_001
_DEALT_TO_PAIRS = 1_000
"""Dealings that are enough for a middle 95 of 100."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison and its parts, by item.

    Attributes:
        whole: None when fewer than two groups, or no items, can be compared.
        apart: by item.
        pairs: by item, in the order of the groups.
    """

    whole: Comparison | None
    apart: Mapping[str, Apart]
    pairs: Mapping[str, tuple[ItemPair, ...]]


@dataclass(frozen=True, slots=True)
class _Known:
    """All that is needed at once: of the items that are compared, and of nothing else.

    Attributes:
        exact: of each item, whether all groups show their counts; else averages to the half step.
        weights: of each item, to points of a four-level scale.
        shown: how far groups' averages are from the team's, in every dealing.
        gaps: how far apart the averages of two people's groups are, in every dealing.
        parts: of the counts that are shown; not to be used where they are not.
        same, cross: typical gaps in dealings; None when no item is exact.
    """

    release: Release
    items: tuple[ReleasedItem, ...]
    sheets: Sheets
    dealings: Dealings
    exact: tuple[bool, ...]
    weights: Floats
    averages: Averages
    shown: Floats
    gaps: Floats
    standing: Standing
    parts: Between
    same: NDArray[np.floating] | None
    cross: NDArray[np.floating] | None

    @property
    def all_exact(self) -> bool:
        return all(self.exact)


def compared(release: Release, sheets: Sheets, *, seed: int) -> Compared:
    """Everything that may be said of how far groups are apart.

    Args:
        release: what passed the door.
        sheets: the rows behind it, their groups in the order of the released ones and their items
            in the order of the released items.
        seed: of the dealings; the same one gives the same result.
    """
    places = [place for place, item in enumerate(release.items) if _is_compared(item)]
    draws = _draws(sheets, items=len(places))
    if not release.groups_shown or not places or not draws:
        return Compared(None, {}, {})
    people = in_order_of_answers(of_items(sheets, places))
    known = _known(release, people, places=places, draws=draws, seed=seed)
    apart = {item.id: _apart(known, place) for place, item in enumerate(known.items)}
    few = len(release.groups) <= _MOST_ITEM_PAIRED
    pairs = {item.id: _item_pairs(known, item) for item in known.items} if few else {}
    return Compared(_whole(known), apart, pairs)


def _draws(sheets: Sheets, *, items: int) -> int:
    """How many dealings to draw: fewer of a file too large to be a team, 0 of one larger still."""
    if not 0 < sheets.people <= MOST_PEOPLE:
        return 0
    draws = DRAWN if sheets.people <= _MANY_PEOPLE else _FEWER_DRAWS
    draws = min(draws, _MOST_CELLS // max(sheets.groups * items, 1))
    return draws if draws >= _FEWEST_DRAWS else 0


def _is_compared(item: ReleasedItem) -> bool:
    """An item by group with order, of which the team's counts are shown too."""
    return (
        item.groups is not None
        and item.ordinal
        and item.team is not None
        and item.team.counts is not None
    )


def _known(
    release: Release, sheets: Sheets, *, places: Sequence[int], draws: int, seed: int
) -> _Known:
    items = tuple(release.items[place] for place in places)
    exact = tuple(_shows_counts(item) for item in items)
    dealings = deal(sheets.group, seed=seed, draws=draws)
    first = dealings if dealings.every else _first(dealings)
    averages = averages_dealt(
        sheets, first if all(exact) else dealings, rounded=[not each for each in exact]
    )
    statistics = _statistics(sheets, dealings, averages=averages, exact=exact)
    weights = np.array([3 / (item.levels - 1) for item in items])
    same = same_gap_dealt(sheets, first) if any(exact) else None
    return _Known(
        release=release,
        items=items,
        sheets=sheets,
        dealings=dealings,
        exact=exact,
        weights=weights,
        averages=averages,
        shown=averages.shown,
        gaps=averages.gap(),
        standing=standing(statistics, weights=_in_sum(statistics, weights=weights, exact=exact)),
        parts=between_groups(_counts(items)),
        same=same,
        cross=None if same is None else cross_gap_from(same, sheets),
    )


def _statistics(
    sheets: Sheets, dealings: Dealings, *, averages: Averages, exact: Sequence[bool]
) -> NDArray[np.floating]:
    """How far apart groups are in every dealing: by counts where they are shown, or by averages."""
    if all(exact):
        return between_dealt(sheets, dealings)
    return np.where(exact, between_dealt(sheets, dealings), averages.between())


def _in_sum(statistics: NDArray[np.floating], *, weights: Floats, exact: Sequence[bool]) -> Floats:
    """What each item counts in the sum over all; statistics of two kinds by their spread."""
    if all(exact):
        return weights
    if not any(exact):
        return weights**2
    spread = statistics.std(axis=0).astype(np.float64)
    return np.where(spread > 0, 1 / np.where(spread > 0, spread, 1), 0)


def _shows_counts(item: ReleasedItem) -> bool:
    return all(figure.counts is not None for figure in item.groups or ())


def _first(dealings: Dealings) -> Dealings:
    return Dealings(dealings.labels[:_FOR_BANDS], every=False, seed=dealings.seed)


def _counts(items: Sequence[ReleasedItem]) -> NDArray[np.int64]:
    """Counts that are shown, shape (items, groups, most levels)."""
    most = max(item.levels for item in items)
    table = np.zeros((len(items), len(items[0].groups or ()), most), dtype=np.int64)
    for place, item in enumerate(items):
        for group, figure in enumerate(item.groups or ()):
            table[place, group, : item.levels] = figure.counts or 0
    return table


def _apart(known: _Known, place: int) -> Apart:
    gap = known.gaps[:, place]
    share, adjusted = known.standing.items[place], known.standing.adjusted[place]
    public = known.release.public
    told = Apart(
        average_gap=float(gap[0]),
        average_gap_chance=_middle(gap),
        within_chance=_within(known.shown[:, :, place]),
        chance=band(share),
        chance_adjusted=band(adjusted),
        stands_out=stands_out(share, adjusted),
        p_value=float(share) if public else None,
        p_adjusted=float(adjusted) if public else None,
    )
    return _with_parts(told, known, place) if known.exact[place] else told


def _with_parts(told: Apart, known: _Known, place: int) -> Apart:
    """The same with what only shown counts allow."""
    parts = known.parts
    test = kruskal_wallis(_counts(known.items[place : place + 1])[0])
    same, cross = known.same, known.cross
    return replace(
        told,
        between=_number(parts.between[place]),
        within=_number(parts.within[place]),
        agency_share=_number(parts.agency_share[place]),
        same_gap=_number(parts.same_gap[place]),
        cross_gap=_number(parts.cross_gap[place]),
        same_gap_chance=None if same is None else _middle(same[:, place]),
        cross_gap_chance=None if cross is None else _middle(cross[:, place]),
        kruskal_wallis=KruskalWallis(float(test.statistic), float(test.p_value)),
    )


def _whole(known: _Known) -> Comparison:
    stand, public = known.standing, known.release.public
    gaps = known.gaps[0] * known.weights
    return Comparison(
        items=len(known.items),
        exact=known.all_exact,
        chance=band(stand.team),
        p_value=stand.team if public else None,
        stand_out=stand.stand_out,
        expected_by_chance=stand.expected if public else round(stand.expected, 1),
        strip=_strip(stand.strip),
        average_gap=float(gaps.mean()),
        same_gap=_mean(known.parts.same_gap * known.weights) if known.all_exact else None,
        cross_gap=_mean(known.parts.cross_gap * known.weights) if known.all_exact else None,
        relabelings=len(known.dealings.labels) - (not known.dealings.every),
        every=known.dealings.every,
        seed=known.dealings.seed,
        pairs=_group_pairs(known),
    )


def _strip(counts: NDArray[np.int64]) -> tuple[int, ...]:
    """Up to so many, fewest first: in the order of the dealings they would tell who is where."""
    ordered = np.sort(counts)
    if len(ordered) <= _STRIP:
        return tuple(ordered.tolist())
    places = np.linspace(0, len(ordered) - 1, _STRIP).round().astype(np.int64)
    return tuple(ordered[places].tolist())


def _group_pairs(known: _Known) -> tuple[GroupPair, ...]:
    groups = known.release.groups
    if len(groups) > _MOST_PAIRED:
        return ()
    shares = (
        shares_of_pairs(known.sheets, seed=known.dealings.seed)
        if known.all_exact
        else shares_of_team(known.averages, weights=known.weights)
    )
    adjusted, public = holm(shares.tolist()), known.release.public
    counts = _counts(known.items) if known.all_exact else None
    return tuple(
        GroupPair(
            a=groups[one].code,
            b=groups[other].code,
            people=(groups[one].people, groups[other].people),
            word=_word(float(shares[place]), float(adjusted[place])),
            distance=None if counts is None else _distance(counts, one, other),
            p_value=_number(shares[place]) if public else None,
            p_adjusted=_number(adjusted[place]) if public else None,
        )
        for place, (one, other) in enumerate(combinations(range(len(groups)), 2))
    )


def _word(share: float, adjusted: float) -> Profile:
    if adjusted <= _APART:
        return "apart"
    return "close" if share > _HALF else "unclear"


def _distance(counts: NDArray[np.int64], one: int, other: int) -> float | None:
    return _number(profile_distance(counts[:, one], counts[:, other]).value)


def _item_pairs(known: _Known, item: ReleasedItem) -> tuple[ItemPair, ...]:
    groups = zip(known.release.groups, item.groups or (), strict=True)
    return tuple(
        _item_pair((one.code, ours), (other.code, theirs), item=item, seed=known.dealings.seed)
        for (one, ours), (other, theirs) in combinations(groups, 2)
        if ours.mean is not None and theirs.mean is not None
    )


def _item_pair(
    one: tuple[str, Figure], other: tuple[str, Figure], *, item: ReleasedItem, seed: int
) -> ItemPair:
    (a, ours), (b, theirs) = one, other
    pair = ItemPair(a, b, mean_gap=(ours.mean or 0.0) - (theirs.mean or 0.0))
    if ours.counts is None or theirs.counts is None or item.team is None:
        return pair
    sizes = (ours.people, theirs.people)
    return replace(
        pair,
        wasserstein=_number(wasserstein(ours.counts, theirs.counts).value),
        wasserstein_chance=_number(
            wasserstein_chance(
                item.team.counts or (), sizes=sizes, seed=seed, draws=_DEALT_TO_PAIRS
            ).level
        ),
        cliffs_delta=_number(cliffs_delta(ours.counts, theirs.counts).value),
    )


def _middle(values: NDArray[np.floating]) -> Span:
    """Between which values the middle 95 of 100 dealings lie."""
    ordered = np.sort(values.astype(np.float64))
    outside = int(_OUTSIDE * len(ordered) / 2)
    return Span(float(ordered[outside]), float(ordered[-1 - outside]))


def _within(off: NDArray[np.floating]) -> tuple[bool, ...]:
    """Whether each group's average is among the middle 95 of 100 dealings, (dealings, groups)."""
    middles = [_middle(off[:, group]) for group in range(off.shape[1])]
    return tuple(
        middle.low - _SAME <= float(actual) <= middle.high + _SAME
        for middle, actual in zip(middles, off[0], strict=True)
    )


def _mean(values: Floats) -> float | None:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else None


def _number(value: object) -> float | None:
    number = float(np.asarray(value))
    return number if np.isfinite(number) else None
