"""What is called shared is so in the answers themselves, whatever of them the door left open."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from scoring.cube import Cube
from scoring.release import GroupShape, ItemShape, release
from scoring.report import DivergenceReport, divergence_report
from scoring.shared import closest, is_shared, shared, sides_only, stages_alike


def every(people: int, levels: int) -> Iterator[tuple[int, ...]]:
    """Every way in which people can lie on the levels."""
    if levels == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in every(people - first, levels - 1):
            yield (first, *rest)


def report(*counts: tuple[int, ...]) -> DivergenceReport:
    """What the door lets through of these answers, a statement each."""
    table = np.array(counts)[:, np.newaxis, :]
    nobody = np.zeros((len(counts), 1), dtype=int)
    people = np.array([table[0].sum()])
    levels = table.shape[2]
    cube = Cube(table, np.full(len(counts), levels), nobody, nobody, nobody, people)
    items = [
        ItemShape(f"q{place}", tuple(float(level) for level in range(levels)))
        for place in range(len(counts))
    ]
    groups = [GroupShape("a", invited=int(people[0]))]
    return divergence_report(release(cube, items=items, groups=groups))


@pytest.mark.parametrize("people", range(5, 10))
@pytest.mark.parametrize("in_stages", [False, True])
def test_of_fewer_than_ten_people_nothing_is_called_shared(people: int, in_stages: bool) -> None:
    made = report(*every(people, 4))
    assert sides_only(made)
    assert shared(made, in_stages=in_stages) == ()
    assert not any(is_shared(item, in_stages=in_stages) for item in made.items)


@pytest.mark.parametrize(("people", "levels"), [(10, 4), (12, 4), (12, 3), (10, 5)])
def test_what_is_common_ground_has_eight_in_ten_on_one_side(people: int, levels: int) -> None:
    counts = list(every(people, levels))
    made = report(*counts)
    found = {int(key[1:]) for key in shared(made, in_stages=False)}
    half = levels // 2
    for place, row in enumerate(counts):
        largest = max(sum(row[:half]), sum(row[levels - half :]))
        assert (place not in found) or 10 * largest >= 8 * people
        assert is_shared(made.items[place], in_stages=False) == (place in found)
    assert found


@pytest.mark.parametrize(("people", "levels"), [(10, 4), (12, 4), (12, 3), (10, 5)])
def test_stages_are_alike_only_where_two_thirds_are_on_one_or_the_next(
    people: int, levels: int
) -> None:
    counts = list(every(people, levels))
    made = report(*counts)
    words = [stages_alike(item) for item in made.items]
    for row, word in zip(counts, words, strict=True):
        if word is not None:
            assert 3 * max(one + two for one, two in pairwise(row)) >= 2 * people
        if word == "same":
            assert 2 * max(row) > people
    assert {"same", None} <= set(words)
    alike = {f"q{place}" for place, word in enumerate(words) if word is not None}
    assert set(shared(made, in_stages=True)) == alike


def test_half_and_half_on_two_stages_is_no_majority_on_one() -> None:
    made = report((0, 15, 15, 0), (0, 14, 16, 0), (0, 0, 1, 29), (15, 0, 0, 15), (8, 7, 7, 8))
    assert [stages_alike(item) for item in made.items] == ["next", "same", "same", None, None]


def test_a_side_of_three_stages_is_not_one_stage_and_the_next() -> None:
    (item,) = report((0, 0, 0, 33, 33, 34)).items
    assert item.measures is not None
    assert item.measures.side == "upper"
    assert stages_alike(item) is None


def test_what_comes_closest_leaves_out_the_middle_and_claims_no_more_than_one_side() -> None:
    made = report((0, 0, 5, 1, 0), (0, 1, 0, 2, 3), (2, 1, 0, 1, 2))
    assert sides_only(made)
    assert closest(made, in_stages=False) == ("q1",)
    assert closest(made, in_stages=True) == ("q1",)


def test_of_a_larger_team_the_smallest_gaps_come_closest() -> None:
    made = report((6, 9, 9, 6), (0, 7, 16, 7), (15, 0, 0, 15), (8, 7, 7, 8))
    assert not sides_only(made)
    assert closest(made, in_stages=False) == ("q1", "q0", "q3")


def test_nobody_answered_is_nothing_shared() -> None:
    made = report((0, 0, 0, 0))
    assert shared(made, in_stages=True) == closest(made, in_stages=False) == ()
