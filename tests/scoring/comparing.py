"""Waves to compare groups in, and plain ways to compute what is said of them."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scoring.compared import Compared
from scoring.figures import half_steps
from scoring.release import ItemShape, Release, release
from scoring.sheets import Sheets, cube_of, regrouped, sheets_of
from tests.scoring.conftest import apart

Rows = NDArray[np.int64]
SINGLE = 1e-4
OF_COUNTS = (
    "between",
    "within",
    "agency_share",
    "same_gap",
    "cross_gap",
    "same_gap_chance",
    "cross_gap_chance",
    "kruskal_wallis",
)


def wave(
    levels: ArrayLike,
    group: Sequence[int],
    *,
    sizes: Sequence[int] = (4,),
    ordinal: bool = True,
    public: bool = False,
) -> tuple[Release, Sheets]:
    """What leaves of these answers, and the rows behind it; every group is of its own kind."""
    groups = max(group) + 1
    sheets = sheets_of(levels, group=group, sizes=sizes, groups=groups)
    items = [
        ItemShape(f"q{place}", tuple(float(level + 1) for level in range(size)), ordinal)
        for place, size in enumerate(sizes)
    ]
    told = release(cube_of(sheets), items=items, groups=apart(groups), public=public)
    place = {f"g{number}": number for number in range(groups)}
    merged = [[place[code] for code in each.members] for each in told.groups]
    return told, regrouped(sheets, merged)


def labels_of(*people: int) -> list[int]:
    return [group for group, size in enumerate(people) for _ in range(size)]


def answers(
    seed: int, people: int, *, items: int = 1, weights: Sequence[float] = (2, 3, 3, 2)
) -> Rows:
    """Four levels, hardly ever anything near one voice."""
    share = np.array(weights) / sum(weights)
    return np.random.default_rng(seed).choice(4, size=(people, items), p=share)


def null_wave(
    seed: int, *people: int, items: int = 4, public: bool = False
) -> tuple[Release, Sheets]:
    levels = answers(seed, sum(people), items=items)
    return wave(levels, labels_of(*people), sizes=(4,) * items, public=public)


def planted_wave(*, items: int, planted: int, public: bool = False) -> tuple[Release, Sheets]:
    """Two groups of ten on either side of the first items, and nothing between them on others."""
    levels, random = answers(5, 40, items=items), np.random.default_rng(5)
    low = np.array([0, 0, 0, 0, 0, 1, 1, 2, 2, 2])
    for item in range(planted):
        for ten in range(4):
            voices = random.permutation(low if ten < 2 else 3 - low)
            levels[10 * ten : 10 * (ten + 1), item] = voices
    return wave(levels, labels_of(10, 10, 10, 10), sizes=(4,) * items, public=public)


def whole_of(found: Compared):
    assert found.whole is not None
    return found.whole


def plain_gap(means: Sequence[float], people: Sequence[int]) -> float:
    everybody = labels_of(*people)
    gaps = [abs(means[a] - means[b]) for a, b in combinations(everybody, 2) if a != b]
    return sum(gaps) / len(gaps)


def as_shown(answers: Sequence[int], *, levels: int = 4) -> float:
    return half_steps(sum(answers), people=len(answers), levels=levels)[0] / 2


# --- nothing beyond what is shown ----------------------------------------------------------------
