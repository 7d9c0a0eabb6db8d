"""The audit works out exactly what a search over all tables does."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, product

import numpy as np
import pytest

from scoring import audit as auditing
from scoring.audit import (
    Attacker,
    Audited,
    Target,
    attacker_of,
    audit,
    audit_item,
    insiders,
    pairs_of_insiders,
)
from scoring.figures import exact_figure, rounded_figure, team_figure
from scoring.gate import gives_away
from scoring.knowledge import roster, told_by
from scoring.release import AtLeast, Figure, ItemShape, Release, ReleasedGroup, ReleasedItem
from tests.scoring.conftest import every_row
from tests.scoring.teams import made_team

Rows = Sequence[Sequence[int]]


def shape(levels: int) -> ItemShape:
    return ItemShape("q", tuple(float(level + 1) for level in range(levels)))


def item_of(rows: Rows, *, team: Figure | None, exact: Sequence[int] = ()) -> ReleasedItem:
    """An item that shows rounded means, but counts of some groups."""
    figures = tuple(
        (exact_figure if place in exact else rounded_figure)(np.array(row), item=shape(len(row)))
        for place, row in enumerate(rows)
    )
    return ReleasedItem("q", len(rows[0]), True, shape(len(rows[0])).printed, team, figures)


def shows(rows: Rows, like: ReleasedItem) -> bool:
    """Whether a table of these rows would be shown as this item is."""
    if like.groups is None or like.team is None:
        raise ValueError("an item by group with a figure of the team is needed")
    counted = [place for place, figure in enumerate(like.groups) if figure.counts is not None]
    whole = np.sum(rows, axis=0).tolist()
    team = like.team
    return item_of(rows, team=team, exact=counted).groups == like.groups and (
        (team.counts is None or tuple(whole) == team.counts)
        and (team.sides is None or _sides(whole) == team.sides)
        and (team.at_least is None or _nearly(whole, team.at_least, team.people))
    )


def _sides(whole: Sequence[int]) -> tuple[int, int, int]:
    half, levels = len(whole) // 2, len(whole)
    low, high = sum(whole[:half]), sum(whole[(levels + 1) // 2 :])
    return low, sum(whole) - low - high, high


def _nearly(whole: Sequence[int], nearly: AtLeast, people: int) -> bool:
    if nearly.kind == "level":
        return whole[nearly.index] >= nearly.people
    no_level = people < 10 or max(whole) < nearly.people
    return _sides(whole)[nearly.index] >= nearly.people and no_level


def everything_that_looks_so(rows: Rows, like: ReleasedItem) -> np.ndarray:
    """By search: all tables that are shown as this item, shape (tables, groups, levels)."""
    levels = len(rows[0])
    tables = product(*(every_row(sum(row), levels) for row in rows))
    return np.array([table for table in tables if shows(table, like)])


def found_by_search(tables: np.ndarray) -> tuple[int, int, int]:
    """Groups of one voice, groups whose counts are known, groups on one side."""
    people = tables[0].sum(axis=1)
    levels = tables.shape[2]
    lower = tables[:, :, : levels // 2].sum(axis=2)
    upper = tables[:, :, (levels + 1) // 2 :].sum(axis=2)
    middle = tables.sum(axis=2) - lower - upper
    one_side = [(side == people).all(axis=0) for side in (lower, middle, upper)]
    return (
        int((tables.min(axis=0).max(axis=1) == people).sum()),
        int((tables == tables[0]).all(axis=(0, 2)).sum()),
        int(np.logical_or.reduce(one_side).sum()),
    )


def found_by_audit(rows: Rows, like: ReleasedItem) -> tuple[int, int, int]:
    groups, levels = len(rows), len(rows[0])
    known = roster([sum(row) for row in rows], answers=levels + 2).and_also(
        told_by(like, groups=[[group] for group in range(groups)], answers=levels + 2)
    )
    targets = [Target((group,), few=False) for group in range(groups)]
    found = audit_item(Attacker(known), targets, levels=levels)
    return found.unanimous_pinned, found.distributions_pinned, found.sides_pinned


SIZES = ((5, 5), (5, 6), (3, 3, 4))


def drawn(seed: int) -> list[list[int]]:
    """Groups of few people on three levels, the first often of one voice."""
    random = np.random.default_rng(seed)
    sizes = SIZES[seed % len(SIZES)]
    rows = [random.multinomial(size, random.dirichlet([0.5] * 3)).tolist() for size in sizes]
    if seed % 2:
        rows[0] = [0, 0, 0]
        rows[0][int(random.integers(3))] = sizes[0]
    return rows


def ways(rows: list[list[int]]) -> list[ReleasedItem]:
    """The ways in which the team can be shown beside its groups."""
    whole = np.sum(rows, axis=0)
    people, top = int(whole.sum()), int(whole.argmax())
    counts = exact_figure(whole, item=shape(3))
    level = Figure(people, at_least=AtLeast("level", top, int(whole[top])))
    sides = Figure(people, sides=_sides(whole.tolist()))
    return [
        item_of(rows, team=Figure(people)),
        item_of(rows, team=counts),
        item_of(rows, team=level),
        item_of(rows, team=sides),
        item_of(rows, team=counts, exact=[0]),
    ]


@pytest.mark.long
@pytest.mark.parametrize("seed", range(18))
def test_the_audit_finds_what_a_search_over_all_tables_finds(seed: int) -> None:
    rows = drawn(seed)
    for like in ways(rows):
        searched = found_by_search(everything_that_looks_so(rows, like))
        assert found_by_audit(rows, like) == searched


@pytest.mark.long
def test_these_tables_are_of_all_kinds() -> None:
    found = np.array(
        [
            found_by_search(everything_that_looks_so(rows, like))
            for rows in map(drawn, range(18))
            for like in ways(rows)
        ]
    )
    assert ((found > 0).sum(axis=0) > 5).all()
    assert ((found == 0).sum(axis=0) > 5).all()


@pytest.mark.parametrize("seed", range(12))
def test_the_gate_is_shut_exactly_when_a_group_without_counts_is_known(seed: int) -> None:
    rows = drawn(seed)
    table = np.column_stack([np.array(rows), np.zeros((len(rows), 2), dtype=np.int64)])
    for like in ways(rows):
        tables = everything_that_looks_so(rows, like)
        hidden = [place for place, of in enumerate(like.groups or ()) if of.counts is None]
        known = (tables == tables[0]).all(axis=(0, 2))[hidden].any()
        assert gives_away(like, table) == known


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
    whole = np.sum(rows, axis=0)
    team = team_figure(whole, item=shape(4), no_answer=0, smallest_group=5)
    like = item_of(rows, team=team)
    assert team is not None
    assert team.at_least is not None
    assert found_by_audit(rows, like) == found_by_search(everything_that_looks_so(rows, like))


@dataclass(frozen=True)
class Naive:
    """A team that somebody published as most survey tools do.

    Every agency, every role, and every role in an agency can be looked at, with all counts, where
    five people or more answered.

    Attributes:
        cell: the place of each person's agency and role among those that there are.
        shown: the cells behind every figure, the whole team first.
        targets: every cell and agency of fewer than five people.
    """

    cell: np.ndarray
    shown: list[list[int]]
    targets: list[Target]


def naive(seed: int, *, people: int = 30, agencies: int = 8, roles: int = 3) -> Naive:
    random = np.random.default_rng([seed, people])
    sizes = 1 + random.multinomial(people - agencies, random.dirichlet(np.full(agencies, 2.0)))
    who = np.column_stack(
        [np.repeat(np.arange(agencies), sizes), random.integers(roles, size=people)]
    )
    cells, cell = np.unique(who, axis=0, return_inverse=True)
    counts = np.bincount(cell)
    by_agency = [np.flatnonzero(cells[:, 0] == agency).tolist() for agency in range(agencies)]
    by_role = [np.flatnonzero(cells[:, 1] == role).tolist() for role in np.unique(cells[:, 1])]
    alone = [[place] for place in range(len(cells))]
    shown = [part for part in (*by_agency, *by_role, *alone) if counts[part].sum() >= 5]
    small = [part for part in (*by_agency, *alone) if counts[part].sum() < 5]
    return Naive(
        cell,
        [list(range(len(cells))), *shown],
        [Target(tuple(part), few=True) for part in small],
    )


def leaks(team: Naive, answers: np.ndarray) -> int:
    """What the audit finds in one statement."""
    known = roster(np.bincount(team.cell).tolist(), answers=6)
    for part in team.shown:
        inside = answers[np.isin(team.cell, part)]
        figure = exact_figure(np.bincount(inside, minlength=4), item=shape(4))
        like = ReleasedItem("q", 4, True, shape(4).printed, figure, None)
        known = known.and_also(told_by(like, groups=[part], answers=6))
    found = audit_item(Attacker(known), team.targets, levels=4)
    return found.answers_pinned + found.distributions_pinned


def is_caught(seed: int, *, statements: int = 15) -> bool:
    team, random = naive(seed), np.random.default_rng(seed)
    drawn_answers = (
        random.choice(4, p=(0.06, 0.14, 0.45, 0.35), size=30) for _ in range(statements)
    )
    return any(leaks(team, answers) for answers in drawn_answers)


@pytest.mark.long
def test_a_naive_publisher_is_caught() -> None:
    """Hiding whatever has fewer than five people gives somebody away in nearly every team."""
    assert sum(is_caught(seed) for seed in range(20)) >= 19


@pytest.mark.long
def test_a_naive_publisher_is_caught_in_95_of_100_teams() -> None:
    assert sum(is_caught(seed) for seed in range(200)) >= 190


def released(item: ReleasedItem, *, people: Sequence[int], public: bool = False) -> Release:
    groups = tuple(
        ReleasedGroup(f"g{place}", (f"g{place}",), size) for place, size in enumerate(people)
    )
    return Release(public, 5, sum(people), None, groups, True, (item,), ())


def test_a_release_that_gives_a_group_away_is_not_clean() -> None:
    rows = [[0, 0, 0, 5], [5, 0, 0, 0]]
    team = exact_figure(np.sum(rows, axis=0), item=shape(4))
    found = audit(released(item_of(rows, team=team), people=[5, 5]))
    assert (found.unanimous_pinned, found.answers_pinned, found.is_clean) == (2, 2, False)


def test_public_answers_are_nobodys_secret() -> None:
    rows = [[0, 0, 0, 5], [5, 0, 0, 0]]
    team = exact_figure(np.sum(rows, axis=0), item=shape(4))
    assert audit(released(item_of(rows, team=team), people=[5, 5], public=True)) == Audited()


def test_the_counts_of_a_team_of_one_group_are_shown_and_so_not_worked_out() -> None:
    team = exact_figure(np.array([3, 4, 5, 4]), item=shape(4))
    item = ReleasedItem("q", 4, True, shape(4).printed, team, None)
    found = audit(released(item, people=[16]))
    assert found.targets == 3
    assert found.is_clean


@pytest.mark.parametrize(("seed", "people", "agencies"), [(1, 12, 4), (2, 30, 8), (3, 60, 12)])
def test_what_passes_the_door_is_clean(seed: int, people: int, agencies: int) -> None:
    found = audit(made_team(seed, people=people, agencies=agencies).released())
    assert found.statements > 0
    assert found.targets > found.statements
    assert found.is_clean


def test_figures_that_cannot_be_true_are_refused() -> None:
    item = item_of([[0, 0, 0, 5], [0, 0, 0, 5]], team=Figure(10, counts=(10, 0, 0, 0)))
    with pytest.raises(ValueError, match="no table fits the figures, so one of them is wrong"):
        audit(released(item, people=[5, 5]))


def test_an_insider_who_alone_differs_may_know_the_others() -> None:
    """Five of one voice but for one; everybody sees that the mean is next to the end."""
    rows = np.array([[0, 0, 1, 4], [3, 2, 0, 0]])
    team = exact_figure(rows.sum(axis=0), item=shape(4))
    item = item_of(rows.tolist(), team=team)
    table = np.column_stack([rows, np.zeros((2, 2), dtype=np.int64)])
    sure, every = insiders(released(item, people=[5, 5]), [table])
    tables = everything_that_looks_so(rows.tolist(), item)
    expected = 0
    for group, own in np.argwhere(rows > 0):
        others = tables[tables[:, group, own] > 0][:, group] - np.eye(4, dtype=int)[own]
        expected += int((others.min(axis=0) == 4).any())
    assert every == 4
    assert sure == expected > 0


PAIRS = (
    [[0, 0, 1, 4], [3, 2, 0, 0]],
    [[0, 0, 2, 4], [3, 2, 0, 0]],
    [[1, 0, 1, 3], [0, 0, 1, 4]],
)


@pytest.mark.parametrize("rows", PAIRS, ids=["one of two groups", "two of a group", "both"])
def test_pairs_know_what_a_search_over_all_tables_says_they_know(
    rows: list[list[int]],
) -> None:
    counts = np.array(rows)
    people = counts.sum(axis=1)
    item = item_of(rows, team=exact_figure(counts.sum(axis=0), item=shape(4)))
    table = np.column_stack([counts, np.zeros((2, 2), dtype=np.int64)])
    tables = everything_that_looks_so(rows, item)
    expected, pairs = 0, 0
    for pair in combinations_with_replacement(np.argwhere(counts > 0).tolist(), 2):
        given = np.zeros((2, 4), dtype=int)
        for group, answer in pair:
            given[group, answer] += 1
        if (given > counts).any():
            continue
        pairs += 1
        others = (tables - given)[(tables >= given).all(axis=(1, 2))]
        left = people - given.sum(axis=1)
        known = (others.min(axis=0) == left[:, None]).any(axis=1)
        expected += bool(known[[group for group, _ in pair]].any())
    found = pairs_of_insiders(released(item, people=people.tolist()), [table])
    assert found == (expected, pairs)
    assert 0 < expected < pairs


def test_a_table_that_was_found_is_kept_once(monkeypatch: pytest.MonkeyPatch) -> None:
    solved, solve = [], auditing.milp
    monkeypatch.setattr(auditing, "milp", lambda *a, **b: solved.append(1) or solve(*a, **b))
    counts = np.array(PAIRS[0])
    item = item_of(PAIRS[0], team=exact_figure(counts.sum(axis=0), item=shape(4)))
    table = np.column_stack([counts, np.zeros((2, 2), dtype=np.int64)])
    attacker, _ = attacker_of([released(item, people=[5, 5])], 0, tables=[table])
    for group, answer in np.argwhere(counts > 0).tolist() * 3:
        attacker.pins_others(group, insiders=[(group, answer)], levels=4)
    assert 1 < len(attacker.tables) <= 1 + len(solved)
