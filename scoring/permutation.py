"""Distance components of every dealing: how far apart groups would be by chance.

The spread within groups is a sum over pairs of people of one group, of their gap over the size of
their group. So with the gaps of all pairs in one matrix, and for each dealing which pairs share a
group in another, one product gives every item in every dealing.

Who gave no answer stays in the team: a pair with a missing answer has the item's mean gap, so that
where the missing answers fall makes nothing near or far.
"""

import numpy as np
from numpy.typing import NDArray

from scoring.dealing import Dealings, sums_by_group
from scoring.sheets import Sheets

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]

_MOST_BY_PAIRS = 150
"""People up to which pairs are the quicker way."""
_BLOCK = 400_000
"""Numbers in one block of work, so that it stays near the processor."""


def between_dealt(sheets: Sheets, dealings: Dealings) -> NDArray[np.floating]:
    """The spread between groups in every dealing.

    Args:
        sheets: the team's answers.
        dealings: of its people; the first is what is.

    Returns:
        Points, shape (dealings, items), 0 or more up to rounding; missing answers are neutral.
    """
    if sheets.people <= _MOST_BY_PAIRS:
        return _by_pairs(sheets, dealings, equal=False)
    return _by_groups(sheets, dealings)


def same_gap_dealt(sheets: Sheets, dealings: Dealings) -> NDArray[np.floating]:
    """The mean gap of two people of one group in every dealing, shape (dealings, items)."""
    inside = _inside(sheets)
    if sheets.people <= _MOST_BY_PAIRS:
        summed = _by_pairs(sheets, dealings, equal=True)
    else:
        summed = _by_groups(sheets, dealings, equal=True)
    return summed / max(inside, 1)


def cross_gap_from(same: NDArray[np.floating], sheets: Sheets) -> NDArray[np.floating]:
    """The mean gap of two people of different groups, which follows from that within groups."""
    people, inside = sheets.people, _inside(sheets)
    pairs = people * (people - 1) // 2
    total = pair_gaps(sheets).sum(axis=1) if people <= _MOST_BY_PAIRS else _totals(sheets)
    return (total - same * inside) / max(pairs - inside, 1)


def pair_gaps(sheets: Sheets) -> Floats:
    """The gap of every two people on every item, shape (items, pairs), in steps of the scale."""
    first, second = np.triu_indices(sheets.people, 1)
    levels = sheets.levels.T
    known = (levels[:, first] >= 0) & (levels[:, second] >= 0)
    gaps = np.abs(levels[:, first] - levels[:, second]).astype(np.float64)
    gaps[~known] = 0
    means = gaps.sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return np.where(known, gaps, means[:, np.newaxis])


def _inside(sheets: Sheets) -> int:
    sizes = sheets.group_people
    return int((sizes * (sizes - 1) // 2).sum())


def _by_pairs(sheets: Sheets, dealings: Dealings, *, equal: bool) -> Singles:
    """Between groups, or for `equal` the sum of the gaps of all pairs inside groups."""
    whole = pair_gaps(sheets)
    # small numbers lose less in single precision; sums of whole ones lose nothing as they are
    middle = np.zeros((len(whole), 1)) if equal else _means(whole)
    gaps = (whole - middle).astype(np.float32)
    sizes = np.maximum(sheets.group_people, 1)
    share = (np.ones(sheets.groups) if equal else 1 / sizes).astype(np.float32)
    results = np.empty((len(gaps), len(dealings.labels)), dtype=np.float32)
    for block in _blocks(results.shape[1], size=max(gaps.shape[1], 1)):
        labels = np.ascontiguousarray(dealings.labels[block].transpose())
        np.matmul(gaps, _together(labels, share=share), out=results[:, block])
    if not equal:
        apart = whole.sum(axis=1, keepdims=True) / max(sheets.people, 1)
        apart -= middle * ((sizes - 1) / 2).sum()
        np.subtract(apart.astype(np.float32), results, out=results)
    return results.transpose()


def _means(gaps: Floats) -> Floats:
    return gaps.mean(axis=1, keepdims=True) if gaps.size else np.zeros((len(gaps), 1))


def _together(labels: NDArray[np.signedinteger], *, share: Singles) -> Singles:
    """What each pair of people counts in each dealing, shape (pairs, dealings): 0 when apart."""
    people, dealings = labels.shape
    counts = np.empty((people * (people - 1) // 2, dealings), dtype=np.float32)
    of_person, start = share.take(labels), 0
    for person in range(people - 1):
        pairs = counts[start : start + people - 1 - person]
        pairs[:] = labels[person + 1 :] == labels[person]
        pairs *= of_person[person]
        start += len(pairs)
    return counts


def _by_groups(sheets: Sheets, dealings: Dealings, *, equal: bool = False) -> Floats:
    """The same from counts, for many people: the number of pairs would be their square."""
    reached, answered, owner = _steps(sheets)
    sizes = sheets.group_people.astype(np.float64)
    mean_gaps = _mean_gaps(sheets)
    pairs = sizes * (sizes - 1) / 2
    share = np.ones(sheets.groups) if equal else 1 / np.maximum(sizes, 1)
    results = np.empty((len(dealings.labels), len(sheets.sizes)))
    for place, labels in enumerate(dealings.labels):
        below, known = sums_by_group(labels, sheets.groups, reached, answered)
        gaps = np.zeros((sheets.groups, len(sheets.sizes)))
        np.add.at(gaps.T, owner, (below * (known[:, owner] - below)).T)
        missing = pairs[:, np.newaxis] - known * (known - 1) / 2
        results[place] = share @ (gaps + missing * mean_gaps)
    return results if equal else _totals(sheets) / max(sheets.people, 1) - results


def _steps(sheets: Sheets) -> tuple[Singles, Singles, NDArray[np.int64]]:
    """Who is at or below each step, who answered each item, and the item of each step."""
    owner = np.repeat(np.arange(len(sheets.sizes)), [size - 1 for size in sheets.sizes])
    steps = np.concatenate([np.arange(size - 1) for size in sheets.sizes])
    levels = sheets.levels[:, owner]
    reached = ((levels >= 0) & (levels <= steps)).astype(np.float32)
    return reached, (sheets.levels >= 0).astype(np.float32), owner


def _mean_gaps(sheets: Sheets) -> Floats:
    reached, answered, owner = _steps(sheets)
    below, known = reached.sum(axis=0, dtype=np.float64), answered.sum(axis=0, dtype=np.float64)
    gaps = np.zeros(len(sheets.sizes))
    np.add.at(gaps, owner, below * (known[owner] - below))
    return gaps / np.maximum(known * (known - 1) / 2, 1)


def _totals(sheets: Sheets) -> Floats:
    """The sum of the gaps of all pairs, missing ones at the mean."""
    return _mean_gaps(sheets) * (sheets.people * (sheets.people - 1) / 2)


def _blocks(rows: int, *, size: int) -> list[slice]:
    step = max(_BLOCK // size, 1)
    return [slice(start, min(start + step, rows)) for start in range(0, rows, step)]
