"""What two ways of working something out have in common, and lines of their table."""

import math
import time

import numpy as np

from benchmarks.clock import Clock, Line, Spent, farthest, line_as_dict, lines_table, unequal
from benchmarks.comparing import EXACT
from benchmarks.others import looped
from benchmarks.ours import analysed, made_task


def test_nothing_on_both_sides_is_alike_and_on_one_side_infinitely_far() -> None:
    ours = {"gap": np.array([1.0, math.nan]), "share": np.array([0.5]), "only ours": np.array(1)}
    assert farthest(ours, {"gap": np.array([1.25, math.nan])}) == {"gap": 0.25}
    assert farthest(ours, {"gap": np.array([1.0, 2.0])}) == {"gap": math.inf}
    assert farthest(ours, {"share": np.array([0.5, 0.5])}) == {"share": math.inf}
    assert farthest(ours, {"only theirs": np.array(1)}) == {}


def test_what_was_drawn_may_differ_more_than_what_was_not() -> None:
    ours = {"p": np.array([0.20, 0.50]), "gap": np.array([1.0])}
    theirs = {"p": np.array([0.21, 0.50]), "gap": np.array([1.0 + 1e-12])}
    assert unequal(ours, theirs, near={"p": 0.02}, exact=1e-9) == []
    assert unequal(ours, theirs, near={}, exact=1e-9) == ["p differs by 0.01"]
    assert unequal(ours, {"gap": np.array([math.nan])}, near={}, exact=1e-9) == [
        "gap differs by inf"
    ]


def test_a_line_reaches_its_aim_by_its_ratio_or_by_its_own_time() -> None:
    assert Line("theirs", Spent(900, 900), ratio=300, aim=300).reached is True
    assert Line("theirs", Spent(900, 900), ratio=299, aim=300).reached is False
    assert Line("ours", Spent(50, 80), aim=50).reached is True
    assert Line("ours", Spent(51, 40), aim=50).reached is False
    assert Line("ours", Spent(51, 40)).reached is None
    assert line_as_dict(Line("ours", Spent(51, 40), aim=50))["reached"] is False


def test_a_missed_aim_stands_out_in_the_table() -> None:
    lines = lines_table(
        [
            Line("ours", Spent(20.5, math.nan), aim=50),
            Line("theirs", Spent(6_400, 6_500), ratio=310.7, aim=400),
        ]
    ).splitlines()
    assert lines[0].split() == ["what", "CPU", "ms", "wall", "ms", "times", "ours", "aim"]
    assert lines[1].split() == ["ours", "20.5", "<=", "50", "ms", "reached"]
    assert lines[2].split() == ["theirs", "6,400", "6,500", "311", ">=", "400", "times", *MISSED]


MISSED = ("NOT", "REACHED")


def test_a_part_that_comes_twice_counts_with_its_middle_and_the_longest_comes_first() -> None:
    clock = Clock()
    for name in ("short", "long", "long"):
        with clock.part(name):
            until = time.process_time() + (0.02 if name == "long" else 0)
            while time.process_time() < until:
                pass
    assert list(clock.medians()) == ["long", "short"]
    assert len(clock.parts["long"]) == 2
    assert clock.medians()["long"] >= 20


def test_time_can_be_scaled_and_added() -> None:
    assert Spent(1, 2).times(3) + Spent(1, 1) == Spent(4, 7)


def test_the_loop_of_others_finds_what_we_find() -> None:
    """Every figure and every share of the same dealings, by another way."""
    task = made_task(seed=2, draws=99)
    ours = analysed(task, clock=Clock())
    theirs = looped(task, clock=Clock(), resamples=2)
    assert set(ours) == set(theirs)
    assert unequal(ours, theirs, near={"expected by chance": 0.05}, exact=EXACT) == []
