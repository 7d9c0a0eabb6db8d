"""New codes by session, as they were held and over all orders of them."""

import copy
import itertools
import math
from collections.abc import Sequence

import numpy as np
import pytest

from scoring.saturation import saturation

HELD = [{"wait", "cost", "stigma"}, {"wait", "rides"}, {"wait", "cost"}]


def test_new_codes_are_those_that_no_earlier_session_had() -> None:
    found = saturation(HELD)
    assert found.new == (3, 1, 0)
    assert found.seen == (3, 4, 4)
    assert found.twice == (0, 1, 2)
    assert found.share == 0.5


def seen_after(sessions: Sequence[set[str]], *, fewest: int) -> int:
    codes = [code for session in sessions for code in session]
    return sum(codes.count(code) >= fewest for code in set(codes))


@pytest.mark.parametrize("seed", range(12))
def test_the_average_is_that_of_all_orders_tried_one_by_one(seed: int) -> None:
    random = np.random.default_rng(seed)
    count = int(random.integers(1, 7))
    sessions = [{f"code{code}" for code in range(9) if random.random() < 0.4} for _ in range(count)]
    orders = list(itertools.permutations(sessions))
    found = saturation(sessions)
    for fewest, average in ((1, found.seen_on_average), (2, found.twice_on_average)):
        tried = [
            np.mean([seen_after(order[: first + 1], fewest=fewest) for order in orders])
            for first in range(count)
        ]
        assert average == pytest.approx(np.array(tried), abs=1e-12)
    added = [np.mean([seen_after(order[:1], fewest=1) for order in orders])]
    assert found.new_on_average[0] == pytest.approx(added[0])
    assert found.new_on_average.sum() == pytest.approx(found.seen[-1])


def test_both_curves_end_at_the_same_place_and_the_average_bends_one_way() -> None:
    random = np.random.default_rng(3)
    sessions = [{f"c{code}" for code in range(40) if random.random() < 0.3} for _ in range(10)]
    found, backwards = saturation(sessions), saturation(sessions[::-1])
    assert found.seen_on_average[-1] == pytest.approx(found.seen[-1])
    assert found.twice_on_average[-1] == pytest.approx(found.twice[-1])
    assert (np.diff(found.new_on_average) <= 1e-12).all()
    assert backwards.seen_on_average == pytest.approx(found.seen_on_average)
    assert backwards.seen != found.seen


def test_sessions_that_are_all_alike_add_nothing_after_the_first() -> None:
    found = saturation([{"a", "b"}] * 4)
    assert (found.new, found.share) == ((2, 0, 0, 0), 1.0)
    assert found.new_on_average == pytest.approx([2, 0, 0, 0])


def test_sessions_without_anything_in_common_add_as_much_each_time() -> None:
    found = saturation([{"a", "b"}, {"c", "d"}, {"e", "f"}])
    assert (found.new, found.share) == ((2, 2, 2), 0.0)
    assert found.new_on_average == pytest.approx([2, 2, 2])


def test_no_session_and_no_code_are_no_error() -> None:
    none, empty = saturation([]), saturation([set(), set()])
    assert (none.new, none.seen_on_average.tolist()) == ((), [])
    assert (empty.new, empty.seen_on_average.tolist()) == ((0, 0), [0.0, 0.0])
    assert math.isnan(none.share)
    assert math.isnan(empty.share)


def test_a_code_that_a_session_used_often_counts_once() -> None:
    assert saturation([["a", "a"], ["b"]]).twice == (0, 0)


def test_arguments_are_left_as_they_were() -> None:
    before = copy.deepcopy(HELD)
    assert saturation(HELD).new
    assert before == HELD
