"""Where the middle half of teams lies: for all small cases, what it tells and what it does not."""

from collections import defaultdict
from itertools import combinations_with_replacement, product
from random import Random

import numpy as np
import pytest

from scoring.benchmarks import (
    GAP_STEP,
    SHARE_STEP,
    Benchmark,
    TeamFigure,
    benchmark,
)

GRID = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def of(values, *, people: int = 20, step: float = SHARE_STEP) -> Benchmark:
    return benchmark([TeamFigure(value, people) for value in values], step=step)


def band(values) -> tuple[float | None, float | None]:
    found = of(values)
    return found.low, found.high


def test_at_least_half_of_the_teams_lie_in_it_whatever_their_figures() -> None:
    """Every set of five to eight teams on a grid."""
    for teams in range(5, 9):
        for values in combinations_with_replacement(GRID, teams):
            low, high = band(values)
            assert low is not None
            assert high is not None
            assert sum(low <= value <= high for value in values) * 2 >= teams


@pytest.mark.parametrize("method", ["inverted_cdf", "closest_observation"])
def test_it_covers_the_quartiles_as_numpy_counts_them(method: str) -> None:
    """Figures of numpy.quantile, two of the nine definitions of Hyndman and Fan (1996)."""
    draw = np.random.default_rng(3)
    for teams in (*range(5, 40), 101, 1_000):
        values = draw.random(teams)
        low, high = np.quantile(values, [0.25, 0.75], method=method)
        found = of(values)
        assert found.low is not None
        assert found.high is not None
        assert found.low <= max(low, sorted(values)[teams // 4]) + 1e-12
        assert found.high >= min(high, sorted(values)[teams - 1 - teams // 4]) - 1e-12


@pytest.mark.parametrize("step", [SHARE_STEP, GAP_STEP])
def test_edges_are_whole_steps_and_no_team_on_an_edge_falls_out(step: float) -> None:
    chance = Random(5)
    for _ in range(3_000):
        values = [chance.randrange(0, 31) / chance.randrange(30, 61) for _ in range(9)]
        found = of(values, step=step)
        assert found.low is not None
        assert found.high is not None
        inner = sorted(values)[2:7]
        for edge in (found.low, found.high):
            assert abs(edge / step - round(edge / step)) < 1e-6
        assert found.low - 1e-9 <= inner[0] < found.low + step + 1e-9
        assert found.high - step - 1e-9 < inner[-1] <= found.high + 1e-9
        assert all(found.place(value) == "within" for value in inner)


def test_a_figure_lies_below_within_or_above_and_nowhere_where_nothing_is_told() -> None:
    found = of((0.2, 0.42, 0.5, 0.58, 0.9))
    assert (found.low, found.high) == (0.4, 0.6)
    assert [found.place(value) for value in (0.39, 0.4, 0.6, 0.61)] == [
        *("below", "within", "within", "above")
    ]
    assert of((0.1,) * 4).place(0.1) is None


def test_fewer_than_five_teams_or_fifty_people_are_refused() -> None:
    assert of((0.5,) * 4, people=100).refused == "few_teams"
    assert of((0.5,) * 5, people=9).refused == "few_people"
    assert of((0.5,) * 5, people=10).refused is None
    assert of((), people=1).refused == "few_teams"


def test_a_team_with_more_than_thirty_in_a_hundred_of_the_people_is_refused() -> None:
    """30 of 100 is no more than that, 31 of 101 is."""
    rest = [TeamFigure(0.5, people) for people in (18, 18, 17, 17)]
    assert benchmark([*rest, TeamFigure(0.1, 30)], step=SHARE_STEP).refused is None
    assert benchmark([*rest, TeamFigure(0.1, 31)], step=SHARE_STEP).refused == "one_large"


def test_whoever_is_refused_hears_no_figure() -> None:
    for values in combinations_with_replacement(GRID, 4):
        found = of(values)
        assert (found.low, found.high) == (None, None)


def test_that_it_is_refused_tells_nothing_of_any_figure() -> None:
    """It depends on how many teams and people there are, which every screen says anyway."""
    sizes = list(product((5, 10, 30), repeat=5))
    for people in sizes:
        said = {
            benchmark(
                [TeamFigure(value, size) for value, size in zip(values, people, strict=True)],
                step=SHARE_STEP,
            ).refused
            for values in ((0.0,) * 5, GRID[:5], (1.0,) * 5)
        }
        assert len(said) == 1


def test_it_does_not_know_which_team_has_which_figure() -> None:
    chance = Random(1)
    for values in combinations_with_replacement(GRID, 6):
        mixed = list(values)
        chance.shuffle(mixed)
        assert band(mixed) == band(values)


def narrowed_down(seen) -> int:
    """In how many sets of five known figures some value of a sixth follows from what is seen."""
    found = 0
    for known in combinations_with_replacement(GRID, 5):
        worlds: dict[object, set[float]] = defaultdict(set)
        for sixth in GRID:
            worlds[seen(known, sixth)].add(sixth)
        found += any(len(values) == 1 for values in worlds.values())
    return found


def test_rounding_alone_would_give_the_last_team_away() -> None:
    """Why benchmarks are made of teams that the reader may open one by one, and of no other.

    Somebody knows five figures of six, or saw the benchmark of those five before the sixth came.
    However coarse the step, as long as an edge moves there are worlds in which it names the sixth.
    """
    for step in (0.2, 0.25, 0.5):
        assert narrowed_down(lambda known, sixth, step=step: edges((*known, sixth), step)) > 0


def test_what_came_between_two_benchmarks_can_be_told_even_without_knowing_the_others() -> None:
    """Of five teams with whatever figures, only the benchmark is seen, before and after a sixth."""
    worlds: dict[object, set[float]] = defaultdict(set)
    for others in combinations_with_replacement(GRID, 5):
        for sixth in GRID:
            worlds[edges(others, 0.2), edges((*others, sixth), 0.2)].add(sixth)
    assert any(len(values) == 1 for values in worlds.values())


def edges(values, step: float) -> tuple[float | None, float | None]:
    found = of(values, step=step)
    return found.low, found.high


@pytest.mark.parametrize("step", [0.0, -1.0])
def test_a_step_that_is_none_is_refused(step: float) -> None:
    with pytest.raises(ValueError, match="step takes a number above 0"):
        of((0.5,) * 5, step=step)


def test_a_figure_without_people_is_refused() -> None:
    with pytest.raises(ValueError, match="people takes 1 or more"):
        of((0.5,) * 5, people=0)
