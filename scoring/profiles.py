"""Two groups over all items: whether they are farther from each other than chance would put them.

Where all groups show their counts, the people of the two groups are dealt among the two. Where
groups show rounded averages, only those may be used and nothing of the two groups apart: so their
distance is set beside that of two groups of these sizes dealt from the whole team.
"""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from scoring.averages import Averages
from scoring.dealing import deal
from scoring.sheets import Sheets

Floats = NDArray[np.float64]

_SAME = 1e-6
_PAIR_DRAWS = 9_999


def shares_of_team(averages: Averages, *, weights: Floats) -> Floats:
    """For every two groups, the share of dealings in which they are as far apart.

    Args:
        averages: of the groups in every dealing of the team.
        weights: of the items, which put all on one scale.

    Returns:
        Shares in the order of `combinations(range(groups), 2)`.
    """
    found: list[float] = []
    for one, other in combinations(range(len(averages.people)), 2):
        apart = (averages.off[:, one] - averages.off[:, other]) ** 2 @ weights**2
        found.append(float((apart >= apart[0] - _SAME).mean()))
    return np.array(found)


def shares_of_pairs(sheets: Sheets, *, seed: int, draws: int = _PAIR_DRAWS) -> Floats:
    """For every two groups, the share of dealings of their people that part them as far.

    The distance is the mean over items of the squared distances of the two groups' cumulative
    shares, less what the spread inside the groups makes of it.

    Args:
        sheets: the team's answers.
        seed: the same one gives the same shares.
        draws: dealings of each two groups, unless there are few enough to try them all.

    Returns:
        Shares in the order of `combinations(range(groups), 2)`; nan where on no item two people of
        each group answered.
    """
    reached, answered, weights = _steps(sheets)
    found: list[float] = []
    for one, other in combinations(range(sheets.groups), 2):
        both = np.flatnonzero((sheets.group == one) | (sheets.group == other))
        labels = deal(np.where(sheets.group[both] == one, 0, 1), seed=seed, draws=draws).labels
        apart = _apart(labels, reached[both], answered[both], weights=weights)
        share = float((apart >= apart[0] - _SAME).mean())
        found.append(share if _can_be_told(sheets, one, other) else float("nan"))
    return np.array(found)


def _can_be_told(sheets: Sheets, one: int, other: int) -> bool:
    answers = [(sheets.levels[sheets.group == group] >= 0).sum(axis=0) for group in (one, other)]
    return bool((np.minimum(*answers) >= 2).any())


def _steps(sheets: Sheets) -> tuple[NDArray[np.float32], NDArray[np.float32], Floats]:
    """Who is at or below each step of each item, who answered it, and the weight of the step."""
    sizes = np.array(sheets.sizes, dtype=np.int64)
    owner = np.repeat(np.arange(len(sizes)), sizes - 1)
    steps = np.arange(len(owner)) - np.repeat(np.cumsum(sizes - 1) - (sizes - 1), sizes - 1)
    levels = sheets.levels[:, owner]
    known = levels >= 0
    return (
        (known & (levels <= steps)).astype(np.float32),
        known.astype(np.float32),
        np.ones(len(owner)) / max(len(sizes), 1),
    )


def _apart(
    labels: NDArray[np.signedinteger],
    reached: NDArray[np.float32],
    answered: NDArray[np.float32],
    *,
    weights: Floats,
) -> Floats:
    """The distance in every dealing; steps that fewer than two of a group reach say nothing."""
    is_in = (labels == 0).astype(np.float32)
    ours, theirs = (
        (is_in @ reached, is_in @ answered),
        ((1 - is_in) @ reached, (1 - is_in) @ answered),
    )
    enough = (ours[1] >= 2) & (theirs[1] >= 2)
    shares = [part[0] / np.maximum(part[1], 1) for part in (ours, theirs)]
    inside = [
        share * (1 - share) / np.maximum(part[1] - 1, 1)
        for share, part in zip(shares, (ours, theirs), strict=True)
    ]
    apart = (shares[0] - shares[1]) ** 2 - inside[0] - inside[1]
    return np.where(enough, apart, 0) @ weights
