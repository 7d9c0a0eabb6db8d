"""Many teams at once give what one team after another gives."""

from collections.abc import Mapping
from copy import deepcopy

import numpy as np
import pytest
from numpy.typing import NDArray

from scoring.agreement import consensus, side_share, typical_gap
from scoring.between import between_groups
from scoring.portfolio import Portfolio, refresh

LEVELS = (4, 4, 2, 5, 7, 3)
Columns = Mapping[str, NDArray[np.int64]]


def drawn(seed: int, *, teams: int, groups: int, levels: tuple[int, ...] = LEVELS) -> Columns:
    """Answers of teams of very different size, some of whose groups or items nobody answered."""
    random = np.random.default_rng(seed)
    size = int(teams * groups * len(levels) * random.choice([0.5, 3, 6]))
    item = random.integers(0, len(levels), size)
    level = np.floor(random.random(size) ** 1.5 * np.array(levels)[item]).astype(np.int64)
    return {
        "team": random.integers(0, teams, size) * random.integers(0, 2, size),
        "item": item,
        "group": np.minimum(random.integers(0, groups, size), random.integers(0, groups, size)),
        "level": np.where(random.random(size) < 0.05, -1 - item % 3, level),
    }


def one_by_one(columns: Columns, *, teams: int, groups: int) -> NDArray[np.int64]:
    """The counts, answer by answer."""
    counts = np.zeros((teams, len(LEVELS), groups, max(LEVELS)), dtype=np.int64)
    for team, item, group, level in zip(
        *(columns[name] for name in ("team", "item", "group", "level")), strict=True
    ):
        if level >= 0:
            counts[team, item, group, level] += 1
    return counts


@pytest.mark.parametrize("seed", range(12))
def test_every_figure_is_that_of_the_team_alone(seed: int) -> None:
    teams, groups = 1 + seed, 1 + seed % 5
    columns = drawn(seed, teams=teams, groups=groups)
    found = refresh(columns, teams=teams, groups=groups, levels=LEVELS)
    counts = one_by_one(columns, teams=teams, groups=groups)
    assert np.array_equal(found.counts, counts)
    for item, levels in enumerate(LEVELS):
        of = counts[:, item, :, :levels]
        parts = between_groups(of)
        for name in ("between", "within", "agency_share", "same_gap", "cross_gap"):
            assert getattr(found, name)[:, item] == pytest.approx(
                getattr(parts, name), abs=1e-12, nan_ok=True
            ), name
        assert np.array_equal(found.people[:, item], parts.people)
        assert np.array_equal(found.groups[:, item], parts.groups)
        assert np.array_equal(found.agencies.people[:, item], of.sum(axis=-1))
        for function in (side_share, typical_gap, consensus):
            name = function.__name__
            whole, each = function(of.sum(axis=1)).value, function(of).value
            assert getattr(found, name)[:, item] == pytest.approx(whole, abs=1e-12, nan_ok=True)
            agencies = getattr(found.agencies, name)[:, item]
            assert agencies == pytest.approx(each, abs=1e-12, nan_ok=True)


def test_a_team_and_an_item_nobody_answered_are_there_without_figures() -> None:
    columns = {name: np.array([0, 0, 0]) for name in ("team", "item", "group", "level")}
    found = refresh(columns, teams=2, groups=2, levels=[4, 4])
    assert found.counts.shape == (2, 2, 2, 4)
    assert found.people.tolist() == [[3, 0], [0, 0]]
    assert found.side_share[0, 0] == 0
    assert np.isnan(found.side_share[0, 1])
    assert np.isnan(found.between).all()
    assert np.isnan(found.agencies.consensus[1]).all()


def test_no_answers_at_all_are_a_portfolio_too() -> None:
    nothing = {name: [] for name in ("team", "item", "group", "level")}
    found = refresh(nothing, teams=2, groups=3, levels=[4])
    assert found.counts.sum() == 0
    assert np.isnan(found.typical_gap).all()


def test_the_order_of_the_answers_and_the_kind_of_whole_numbers_do_not_matter() -> None:
    columns = drawn(3, teams=5, groups=3)
    order = np.random.default_rng(1).permutation(len(columns["team"]))
    shuffled = {name: column[order].astype(np.int8) for name, column in columns.items()}
    assert same(
        refresh(columns, teams=5, groups=3, levels=LEVELS),
        refresh(shuffled, teams=5, groups=3, levels=LEVELS),
    )


def same(one: Portfolio, other: Portfolio) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True)
        for name in Portfolio.__dataclass_fields__
        if name != "agencies"
    )


def test_answers_are_as_they_were_and_figures_share_nothing_with_them() -> None:
    columns = drawn(4, teams=4, groups=3)
    before = deepcopy(columns)
    found = refresh(columns, teams=4, groups=3, levels=LEVELS)
    for name, column in columns.items():
        assert np.array_equal(column, before[name])
        assert not np.shares_memory(column, found.counts)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"team": [0, 2]}, "team takes 0 to 1, not 2."),
        ({"group": [-1, 0]}, "group takes 0 to 2, not -1."),
        ({"level": [0, 4]}, "level takes 0 to 3, not 4."),
        ({"item": [1, 1], "level": [0, 2]}, "item 1 takes levels 0 to 1, not 2."),
        ({"item": [0.5, 0.5]}, "item takes whole numbers of shape (answers,), not float64 of (2,)"),
        ({"item": [[0, 0]]}, "item takes whole numbers of shape (answers,), not int64 of (1, 2)."),
        ({"item": [0, 0, 0]}, "columns take one length, not [2, 3]."),
    ],
)
def test_answers_that_cannot_be_are_refused(changed: dict, told: str) -> None:
    columns = {"team": [0, 1], "item": [0, 0], "group": [0, 0], "level": [3, 0]} | changed
    with pytest.raises(ValueError, match=r"takes?") as refused:
        refresh(columns, teams=2, groups=3, levels=[4, 2])
    assert told in str(refused.value)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="take team, item, group, level; there is no group"):
        refresh({"team": [0], "item": [0], "level": [0]}, teams=1, groups=1, levels=[4])
