"""Options of one question are shown so that none of them follows from the others."""

from itertools import combinations, product

import numpy as np
import pytest

from scoring.figures import ItemShape
from scoring.release import Release, release
from tests.scoring.conftest import apart, cube_of

OPTIONS = 4


def shown(chosen: list[set[int]], group: list[int], *, least: int, most: int) -> Release:
    """What leaves when each of these people has chosen some options."""
    counts = np.zeros((OPTIONS, max(group) + 1, 2), dtype=np.int64)
    for options, place in zip(chosen, group, strict=True):
        for option in range(OPTIONS):
            counts[option, place, int(option in options)] += 1
    shapes = [
        ItemShape(f"causes.{option}", (1.0, 2.0), False, "causes", (least, most))
        for option in range(OPTIONS)
    ]
    return release(cube_of(counts), items=shapes, groups=apart(max(group) + 1))


def test_what_everybody_chose_does_not_follow_from_what_else_they_chose() -> None:
    """All chose the first, and one other each; two are to be chosen."""
    others = [1, 1, 1, 2, 2, 2, 3, 3, 3, 3] * 2
    told = shown([{0, other} for other in others], [0] * 10 + [1] * 10, least=2, most=2)
    assert all(item.groups is None for item in told.items)
    assert all(item.team is not None and item.team.counts is None for item in told.items)
    assert {withheld.why for withheld in told.withheld} == {"too_alike"}


def test_options_that_close_nothing_are_shown_as_they_are() -> None:
    pairs = list(combinations(range(OPTIONS), 2)) * 4
    told = shown([set(pair) for pair in pairs], [0] * 12 + [1] * 12, least=2, most=2)
    assert all(item.team is not None and item.team.counts == (12, 12) for item in told.items)
    assert all(item.groups is not None for item in told.items)


def test_options_of_which_any_number_is_chosen_are_known_one_by_one() -> None:
    chosen = [{0, place % 3 + 1} for place in range(20)]
    told = shown(chosen, [0, 1] * 10, least=0, most=OPTIONS)
    assert told.items[0].team is not None
    assert told.items[0].team.at_least is not None
    assert all(item.team is not None and item.team.counts for item in told.items[1:])


def test_an_option_hidden_by_group_does_not_follow_from_the_others() -> None:
    """One group is near one voice on an option, so that is not shown by group; nor are others."""
    ours = [{0, other} for other in (1, 1, 1, 2, 2, 2, 3, 3, 3, 3)]
    theirs = [set(pair) for pair in combinations(range(OPTIONS), 2)] * 2
    told = shown(ours + theirs, [0] * 10 + [1] * 12, least=2, most=2)
    assert all(item.groups is None for item in told.items)


@pytest.mark.parametrize("people", [10, 11])
def test_in_no_team_that_looks_alike_an_option_was_chosen_by_all(people: int) -> None:
    """All teams of people who choose two of four options each, by how many chose which pair."""
    pairs = list(combinations(range(OPTIONS), 2))
    alike: dict[object, list[tuple[int, ...]]] = {}
    for numbers in product(range(people + 1), repeat=len(pairs)):
        if sum(numbers) != people:
            continue
        if sum(number > 0 for number in numbers) > 3:
            continue
        chosen = [set(pairs[place]) for place, n in enumerate(numbers) for _ in range(n)]
        told = shown(chosen, [0] * people, least=2, most=2)
        totals = tuple(sum(option in one for one in chosen) for option in range(OPTIONS))
        alike.setdefault(tuple(item.team for item in told.items), []).append(totals)
    for same in alike.values():
        by_option = np.array(same)
        assert not (by_option == people).all(axis=0).any()
        assert not (by_option == 0).all(axis=0).any()
