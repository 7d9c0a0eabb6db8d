"""Two rounds of a section beside each other, against means taken by hand from the answers."""

from itertools import combinations

import numpy as np
import pytest

from scoring.report import DivergenceReport
from scoring.section_moves import section_move
from tests.scoring.reports import reported


def rounds(*, levels: int, items: int = 3) -> tuple[list[list[list[int]]], list[DivergenceReport]]:
    """People per level of each item, in two rounds of 30 people who differ enough to be shown."""
    random = np.random.default_rng(levels)
    counts = [
        [random.multinomial(30, [1 / levels] * levels).tolist() for _ in range(items)]
        for _ in range(2)
    ]
    return counts, [reported(rows) for rows in counts]


def gap_of(row: list[int]) -> float:
    people = [level for level, count in enumerate(row) for _ in range(count)]
    pairs = [abs(one - other) for one, other in combinations(people, 2)]
    return sum(pairs) / len(pairs) * 3 / (len(row) - 1)


def test_a_section_is_the_mean_of_its_statements() -> None:
    counts, (before, after) = rounds(levels=4)
    names = [item.id for item in before.items]
    move = section_move(before, after, reverse=dict.fromkeys(names, False))
    assert move is not None
    for place, rows in enumerate(counts):
        assert move.gap[place] == pytest.approx(sum(map(gap_of, rows)) / 3)
        assert move.side[place] == pytest.approx(sum(sum(row[2:]) / 30 for row in rows) / 3)
    assert move.statements == 3


def test_of_a_statement_that_is_turned_around_the_lower_side_counts() -> None:
    counts, (before, after) = rounds(levels=5)
    names = [item.id for item in before.items]
    reverse = {names[0]: True, names[1]: False}
    move = section_move(before, after, reverse=reverse)
    assert move is not None
    for place, (turned, plain, _) in enumerate(counts):
        assert move.side[place] == pytest.approx((sum(turned[:2]) + sum(plain[3:])) / 60)


def test_a_statement_that_one_round_does_not_show_counts_in_neither() -> None:
    counts, (before, _) = rounds(levels=4)
    hidden = reported([[0, 0, 0, 30], *counts[1][1:]])
    names = [item.id for item in before.items]
    move = section_move(before, hidden, reverse=dict.fromkeys(names, False))
    assert move is not None
    assert move.statements == 2
    assert move.gap[0] == pytest.approx(sum(map(gap_of, counts[0][1:])) / 2)


def test_one_statement_is_no_section() -> None:
    _, (before, after) = rounds(levels=4)
    assert section_move(before, after, reverse={before.items[0].id: False}) is None
    assert section_move(before, after, reverse={}) is None
