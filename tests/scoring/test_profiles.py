"""Two groups over all items, against dealings listed and distances taken by hand."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from scoring.averages import averages_dealt
from scoring.dealing import deal
from scoring.figures import half_steps
from scoring.pairwise import profile_distance
from scoring.profiles import shares_of_pairs, shares_of_team
from scoring.sheets import Sheets, cube_of, of_items, sheets_of

Rows = NDArray[np.int64]
SIZES = (4, 2, 5)
EXACT = 1e-12


def team(
    seed: int, *, people: Sequence[int] = (3, 3), sizes: Sequence[int] = SIZES, missing: float = 0
) -> Sheets:
    random = np.random.default_rng(seed)
    levels = np.stack([random.integers(0, size, sum(people)) for size in sizes], axis=1)
    levels[random.random(levels.shape) < missing] = -1
    group = np.repeat(np.arange(len(people)), people)
    return sheets_of(levels, group=group, sizes=sizes, groups=len(people))


def steps_of(rows: Rows, *, item: int, levels: int) -> list[tuple[float, float]]:
    """Cumulative shares of one group, each with what the choice of its people adds."""
    known = [level for level in rows[:, item].tolist() if level >= 0]
    if len(known) < 2:
        return []
    shares = [sum(level <= step for level in known) / len(known) for step in range(levels - 1)]
    return [(share, share * (1 - share) / (len(known) - 1)) for share in shares]


def plain_distance(ours: Rows, theirs: Rows, *, sizes: Sequence[int]) -> float:
    """The profile distance of statistics.md, S5p; an item that one did not answer adds nothing."""
    total = 0.0
    for item, levels in enumerate(sizes):
        both = [steps_of(rows, item=item, levels=levels) for rows in (ours, theirs)]
        if all(both):
            for (mine, my_chance), (other, their_chance) in zip(*both, strict=True):
                total += (mine - other) ** 2 - my_chance - their_chance
    return total / len(sizes)


def plain_averages(ours: Rows, theirs: Rows, *, sizes: Sequence[int]) -> float:
    """Squared distance of the averages as they are shown, in points of four levels."""
    total = 0.0
    for item, levels in enumerate(sizes):
        one, other = (
            half_steps(int(rows[:, item].sum()), people=len(rows), levels=levels)[0] / 2
            for rows in (ours, theirs)
        )
        total += ((one - other) * 3 / (levels - 1)) ** 2
    return total


def share_of_splits(rows: Rows, size: int, distance, *, sizes: Sequence[int]) -> float:
    """Of all ways to take so many people out, those that part them as far as the first do."""
    everybody = range(len(rows))
    found = []
    for chosen in combinations(everybody, size):
        others = [person for person in everybody if person not in chosen]
        found.append(distance(rows[list(chosen)], rows[others], sizes=sizes))
    return sum(value >= found[0] - 1e-9 for value in found) / len(found)


def by_team(sheets: Sheets, *, seed: int = 0) -> NDArray[np.float64]:
    dealings = deal(sheets.group, seed=seed)
    shown = averages_dealt(sheets, dealings, rounded=[True] * len(sheets.sizes))
    return shares_of_team(shown, weights=np.array([3 / (size - 1) for size in sheets.sizes]))


# --- groups that show their counts ---------------------------------------------------------------


def can_be_told(sheets: Sheets) -> bool:
    """Whether two people of both groups answered some item."""
    return any(
        all((column[sheets.group == group] >= 0).sum() >= 2 for group in (0, 1))
        for column in sheets.levels.T
    )


def test_two_groups_of_whom_nobody_answered_the_same_item_twice_cannot_be_told() -> None:
    levels = [[0, -1], [3, -1], [-1, 2], [-1, 1], [-1, 0]]
    sheets = sheets_of(levels, group=[0, 0, 1, 1, 1], sizes=[4, 4], groups=2)
    assert not can_be_told(sheets)
    assert np.isnan(shares_of_pairs(sheets, seed=0)).all()


@pytest.mark.parametrize("people", [(3, 3), (2, 5), (4, 3)], ids=str)
@pytest.mark.parametrize("missing", [0.0, 0.2], ids=["all answered", "some missing"])
def test_two_groups_have_the_share_of_all_ways_to_split_their_people(
    people: tuple[int, int], missing: float
) -> None:
    for seed in range(8):
        sheets = team(seed, people=people, missing=missing)
        plain = share_of_splits(sheets.levels, people[0], plain_distance, sizes=SIZES)
        found = shares_of_pairs(sheets, seed=0).tolist()
        if can_be_told(sheets):
            assert found == pytest.approx([plain], abs=EXACT)
        else:
            assert found == pytest.approx([float("nan")], nan_ok=True)


def test_the_distance_of_the_loop_is_the_one_that_reports_show() -> None:
    for seed in range(5):
        sheets = team(seed, people=(6, 7))
        counts = cube_of(sheets).counts
        shown = profile_distance(counts[:, 0], counts[:, 1]).value
        plain = plain_distance(sheets.levels[:6], sheets.levels[6:], sizes=SIZES)
        assert plain == pytest.approx(shown, abs=EXACT)


def test_of_three_groups_every_two_are_dealt_among_themselves() -> None:
    sheets = team(4, people=(3, 4, 2))
    found = shares_of_pairs(sheets, seed=0)
    for place, pair in enumerate(combinations(range(3), 2)):
        kept = np.isin(sheets.group, pair)
        rows, size = sheets.levels[kept], int((sheets.group == pair[0]).sum())
        plain = share_of_splits(rows, size, plain_distance, sizes=SIZES)
        assert found[place] == pytest.approx(plain, abs=EXACT)


def test_larger_groups_are_dealt_by_the_seed() -> None:
    sheets = team(2, people=(12, 13))
    one, again, other = (shares_of_pairs(sheets, seed=seed, draws=199) for seed in (1, 1, 2))
    assert one.tolist() == again.tolist()
    assert one.tolist() != other.tolist()
    assert one[0] * 200 == pytest.approx(round(one[0] * 200), abs=1e-9)
    many = shares_of_pairs(sheets, seed=3, draws=4_999)
    assert one[0] == pytest.approx(many[0], abs=4 * (0.25 / 200) ** 0.5)


def test_two_groups_of_opposite_voices_are_parted_by_two_of_seventy_ways() -> None:
    levels = [[0, 0, 0]] * 4 + [[3, 1, 4]] * 4
    sheets = sheets_of(levels, group=[0] * 4 + [1] * 4, sizes=SIZES, groups=2)
    assert shares_of_pairs(sheets, seed=0).tolist() == [2 / 70]
    assert by_team(sheets).tolist() == [2 / 70]


# --- groups that show averages -------------------------------------------------------------------


@pytest.mark.parametrize("people", [(3, 3), (5, 5), (4, 6)], ids=str)
def test_of_two_groups_the_averages_are_as_far_apart_in_as_many_splits_of_the_team(
    people: tuple[int, int],
) -> None:
    for seed in range(8):
        sheets = team(seed, people=people)
        plain = share_of_splits(sheets.levels, people[0], plain_averages, sizes=SIZES)
        assert by_team(sheets).tolist() == pytest.approx([plain], abs=EXACT)


def test_of_three_groups_every_two_are_set_beside_two_dealt_from_the_whole_team() -> None:
    sheets = team(1, people=(3, 2, 3))
    found = by_team(sheets)
    labels = deal(sheets.group, seed=0).labels
    assert len(labels) == 560
    for place, (one, other) in enumerate(combinations(range(3), 2)):
        apart = [
            plain_averages(sheets.levels[row == one], sheets.levels[row == other], sizes=SIZES)
            for row in labels
        ]
        plain = sum(value >= apart[0] - 1e-9 for value in apart) / 560
        assert found[place] == pytest.approx(plain, abs=EXACT)


# --- both ----------------------------------------------------------------------------------------

BOTH = pytest.mark.parametrize(
    "shares", [lambda sheets: shares_of_pairs(sheets, seed=0), by_team], ids=["counts", "averages"]
)


@BOTH
def test_which_group_comes_first_does_not_matter(shares) -> None:
    for seed in range(6):
        sheets = team(seed, people=(3, 4))
        turned = sheets_of(sheets.levels, group=1 - sheets.group, sizes=SIZES, groups=2)
        assert shares(sheets).tolist() == pytest.approx(shares(turned).tolist(), abs=EXACT)


@BOTH
def test_neither_does_the_order_of_people_or_items(shares) -> None:
    for seed in range(6):
        sheets = team(seed, people=(2, 3, 3))
        order = np.random.default_rng(seed).permutation(sheets.people)
        mixed = sheets_of(
            sheets.levels[order], group=sheets.group[order], sizes=SIZES, groups=sheets.groups
        )
        assert shares(mixed).tolist() == pytest.approx(shares(sheets).tolist(), abs=EXACT)
        turned = of_items(sheets, [2, 0, 1])
        assert shares(turned).tolist() == pytest.approx(shares(sheets).tolist(), abs=EXACT)


@BOTH
def test_groups_of_one_voice_are_as_far_apart_in_every_dealing(shares) -> None:
    sheets = sheets_of([[2, 1, 3]] * 6, group=[0, 0, 0, 1, 1, 1], sizes=SIZES, groups=2)
    assert shares(sheets).tolist() == [1.0]


@BOTH
def test_sheets_are_left_as_they_were(shares) -> None:
    sheets = team(0)
    before = sheets.levels.copy(), sheets.group.copy()
    shares(sheets)
    np.testing.assert_array_equal(sheets.levels, before[0])
    np.testing.assert_array_equal(sheets.group, before[1])
