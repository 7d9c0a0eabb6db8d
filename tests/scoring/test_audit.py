"""The audit sees through a group exactly when a search over all tables does."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest

from scoring.audit import Published, seen_through
from scoring.release import half_steps
from tests.scoring.conftest import every_row


def published(levels: int, groups: int, **told: object) -> Published:
    """Rounded means of all groups, and of the team what is told."""
    known: dict = {
        "team_counts": None,
        "team_level": None,
        "team_side": None,
        "team_sides": None,
        "exact": (False,) * groups,
        "halves": half_steps,
        "levels": levels,
    }
    return Published(**(known | told))


def looks(rows: Sequence[Sequence[int]], *, known: Published) -> tuple:
    """All that is shown of a table."""
    means = [
        tuple(row)
        if exact
        else known.halves(
            int(np.dot(row, range(known.levels))), people=sum(row), levels=known.levels
        )
        for row, exact in zip(rows, known.exact, strict=True)
    ]
    whole = np.sum(rows, axis=0).tolist()
    middle = (known.levels - 1) / 2
    sides = [0, 0, 0]
    for level, people in enumerate(whole):
        sides[1 + int(level > middle) - int(level < middle)] += people
    return (
        tuple(means),
        known.team_counts and tuple(whole),
        known.team_level and whole[known.team_level[0]] >= known.team_level[1],
        known.team_side
        and (
            sides[known.team_side[0]] >= known.team_side[1],
            max(whole) < known.team_side[1],
        ),
        known.team_sides and tuple(sides),
    )


def found_by_search(rows: Sequence[Sequence[int]], *, known: Published) -> bool:
    """Whether some group is on one level in every table that looks like this one."""
    levels = known.levels
    shown = looks(rows, known=known)
    alike = [
        table
        for table in product(*(every_row(sum(row), levels) for row in rows))
        if looks(table, known=known) == shown
    ]
    smallest = np.array(alike).min(axis=0)
    return bool((smallest == np.array(rows).sum(axis=1, keepdims=True)).any())


SIZES = ((5, 5), (5, 6), (3, 3, 4))


def drawn(seed: int) -> list[list[int]]:
    """Groups of few people on three levels, the first of one voice."""
    random = np.random.default_rng(seed)
    sizes = SIZES[seed % len(SIZES)]
    rows = [random.multinomial(size, random.dirichlet([0.5] * 3)).tolist() for size in sizes]
    rows[0] = [0, 0, 0]
    rows[0][int(random.integers(3))] = sizes[0]
    return rows


def ways(rows: list[list[int]]) -> list[Published]:
    """The ways in which the team can be shown beside its groups' means."""
    whole = np.sum(rows, axis=0).tolist()
    top = int(np.argmax(whole))
    told: list[dict] = [
        {},
        {"team_counts": tuple(whole)},
        {"team_level": (top, whole[top])},
        {"team_sides": tuple(whole)},
        {"team_counts": tuple(whole), "exact": (True, *[False] * (len(rows) - 1))},
    ]
    return [published(3, len(rows), **each) for each in told]


@pytest.mark.parametrize("seed", range(18))
def test_the_audit_finds_what_a_search_over_all_tables_finds(seed: int) -> None:
    rows = drawn(seed)
    for known in ways(rows):
        assert seen_through(np.array(rows), published=known) == found_by_search(rows, known=known)


def test_these_tables_are_of_both_kinds() -> None:
    found = [
        found_by_search(rows, known=known) for rows in map(drawn, range(18)) for known in ways(rows)
    ]
    assert 5 < sum(found) < len(found) - 5


@pytest.mark.parametrize(
    "rows",
    [
        [[0, 0, 5, 0], [0, 0, 1, 4]],
        [[0, 0, 0, 5], [1, 0, 4, 0]],
        [[0, 0, 5, 0], [0, 1, 0, 4]],
        [[0, 0, 5, 0], [1, 0, 1, 3]],
    ],
)
def test_a_team_nearly_all_on_a_side_is_read_right(rows: list[list[int]]) -> None:
    known = published(4, 2, team_side=(2, 8))
    assert seen_through(np.array(rows), published=known) == found_by_search(rows, known=known)


def test_no_voice_no_leak() -> None:
    rows = np.array([[1, 4, 0], [2, 2, 2]])
    assert not seen_through(rows, published=published(3, 2, team_counts=(3, 6, 2)))
