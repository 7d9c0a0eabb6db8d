"""Nothing in `scoring` changes its arguments, and no result can be changed."""

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import FrozenInstanceError, fields, is_dataclass
from importlib import import_module
from typing import Any

import numpy as np
import pytest

import scoring
from scoring.agreement import consensus, side_share, typical_gap
from scoring.audit import audit
from scoring.between import between_groups, kruskal_wallis
from scoring.change import mean_gap_of
from scoring.cube import Cube, count, pool
from scoring.door import Terms, publish
from scoring.groups import Member, merged_further, partition
from scoring.intervals import jackknife_gap, jackknife_gaps
from scoring.pairwise import cliffs_delta, holm, mean_gap, profile_distance, wasserstein
from scoring.release import release, release_fact
from scoring.report import canonical_json, divergence_report, from_dict, to_dict
from scoring.sheets import sheets_of
from tests.scoring.conftest import apart, cube_of, scale
from tests.scoring.teams import made_team

COUNTS = np.array([[3, 0, 2, 1], [0, 0, 5, 0]])
ROWS = np.array([[0, 0, 1], [1, 0, -2], [0, 0, 3]])
MEMBERS = [Member("b", 2, "s"), Member("a", 9, "s"), Member("c", 6, "t")]
PARTS = [["b", "a"], ["c"]]


GROUPS = np.array([[3, 0, 2, 1], [0, 1, 5, 0]])
SHEETS = sheets_of(
    np.array([[0, 3, 1, 2] * 5, [3, -1, 2, 2] * 5]).T, group=[0, 1] * 10, sizes=[4, 4], groups=2
)
TERMS = Terms(tuple(scale(4, items=2)), tuple(apart(2)))


def a_cube() -> Cube:
    return cube_of([[(4, 4, 4, 4), (0, 1, 4, 1)], [(0, 0, 0, 16), (0, 5, 0, 1)]])


CALLS: Mapping[str, tuple[Callable[..., object], tuple[Any, ...], dict[str, Any]]] = {
    "side_share": (side_share, (COUNTS,), {}),
    "typical_gap": (typical_gap, (COUNTS,), {}),
    "consensus": (consensus, (COUNTS,), {}),
    "jackknife_gap": (jackknife_gap, (COUNTS[0],), {}),
    "count": (count, (ROWS,), {"levels": np.array([4]), "groups": 2, "people": np.array([2, 1])}),
    "pool": (pool, (a_cube(), [[1], [0]]), {}),
    "partition": (partition, (MEMBERS,), {}),
    "merged_further": (merged_further, (PARTS, ["c", "a"]), {}),
    "release_fact": (release_fact, ("years", {"long": 9, "short": 2, "new": 4}), {}),
    "release": (
        release,
        (a_cube(),),
        {"items": scale(4, items=2), "groups": apart(2), "facts": {"years": {"a": 9, "b": 2}}},
    ),
    "jackknife_gaps": (jackknife_gaps, (COUNTS,), {}),
    "between_groups": (between_groups, (GROUPS,), {}),
    "kruskal_wallis": (kruskal_wallis, (GROUPS,), {}),
    "mean_gap": (mean_gap, (COUNTS[0], COUNTS[1]), {"printed": np.array([1, 2, 3, 4])}),
    "wasserstein": (wasserstein, (COUNTS[0], COUNTS[1]), {}),
    "cliffs_delta": (cliffs_delta, (COUNTS[0], COUNTS[1]), {}),
    "profile_distance": (profile_distance, (GROUPS, GROUPS[::-1]), {}),
    "holm": (holm, (np.array([0.04, 0.01, 0.3]),), {}),
    "publish": (publish, (SHEETS,), {"terms": TERMS, "facts": {"years": {"a": 9, "b": 11}}}),
    "mean_gap_of": (mean_gap_of, (SHEETS.levels,), {"levels": np.array([4, 4])}),
    "audit": (audit, (made_team(1, people=12, agencies=3).released(),), {}),
    "from_dict": (
        from_dict,
        (to_dict(divergence_report(made_team(1, people=20, agencies=6).released())),),
        {},
    ),
}


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal, arrays and what holds them included."""
    if isinstance(one, np.ndarray):
        return bool(one.dtype == other.dtype and np.array_equal(one, other))
    if is_dataclass(one):
        return all(same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    return bool(one == other)


def arrays_in(value: Any) -> Iterator[np.ndarray]:
    if isinstance(value, np.ndarray):
        yield value
    elif is_dataclass(value):
        for part in fields(value):
            yield from arrays_in(getattr(value, part.name))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from arrays_in(part)


@pytest.mark.parametrize("name", list(CALLS))
def test_arguments_are_as_they_were(name: str) -> None:
    function, positional, named = CALLS[name]
    before = deepcopy((positional, named))
    function(*positional, **named)
    assert same((positional, named), before)


@pytest.mark.parametrize("name", list(CALLS))
def test_results_share_no_memory_with_arguments(name: str) -> None:
    function, positional, named = CALLS[name]
    result = function(*positional, **named)
    given = list(arrays_in((*positional, *named.values())))
    assert not any(np.shares_memory(one, other) for one in arrays_in(result) for other in given)


def test_reports_are_written_without_changing_them() -> None:
    report = divergence_report(made_team(2, people=20, agencies=6).released())
    before = deepcopy(report)
    to_dict(report)["agreed"] = canonical_json(report)
    assert report == before


def kinds() -> list[type]:
    """Every dataclass that `scoring` defines."""
    modules = [
        import_module(f"scoring.{found.name}") for found in pkgutil.iter_modules(scoring.__path__)
    ]
    return [
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == module.__name__
    ]


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_every_value_is_frozen(kind: type) -> None:
    empty = object.__new__(kind)
    first = fields(kind)[0].name
    with pytest.raises(FrozenInstanceError, match=f"cannot assign to field '{first}'"):
        setattr(empty, first, None)
    assert not hasattr(empty, "__dict__")


def test_all_kinds_of_values_were_found() -> None:
    names = {kind.__name__ for kind in kinds()}
    assert {"Cube", "Agreement", "Interval", "Release", "Figure", "DivergenceReport"} <= names
