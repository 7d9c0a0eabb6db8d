"""Where calls got stuck, against counting by hand and intervals of another program."""

import math
from itertools import product

import pytest
from scipy import stats

from scoring.cascade import cascade

STATES = ("yes", "no", "unknown")


def test_each_question_is_asked_of_those_that_came_through_before() -> None:
    said = [
        ("yes", "yes", "yes"),
        ("yes", "yes", "no"),
        ("yes", "no", "yes"),
        ("no", "yes", "yes"),
        ("unknown", "yes", "yes"),
        ("yes", "unknown", "no"),
    ]
    found = [(step.yes, step.no, step.unknown) for step in cascade(said)]
    assert found == [(4, 1, 1), (2, 2, 2), (1, 4, 1)]


def test_every_way_to_answer_is_counted_as_a_loop_counts_it() -> None:
    said = list(product(STATES, repeat=4))
    for at, step in enumerate(cascade(said)):
        before = [row[: at + 1] for row in said]
        lost = [row for row in before if "no" in row]
        through = [row for row in before if set(row) == {"yes"}]
        assert (step.yes, step.no) == (len(through), len(lost))
        assert step.yes + step.no + step.unknown == len(said)


def test_what_nobody_could_tell_is_in_no_share() -> None:
    said = [("yes",)] * 8 + [("no",)] * 2
    (alone,), (beside,) = cascade(said), cascade([*said, *[("unknown",)] * 30])
    assert alone.interval == beside.interval
    low, high = stats.beta(8.5, 2.5).interval(0.95)
    assert (alone.interval.low, alone.interval.high) == pytest.approx((low, high))
    assert (beside.told, beside.unknown) == (10, 30)


def test_nobody_could_tell_anything() -> None:
    (step,) = cascade([("unknown",), ("not_asked",)])
    assert (step.yes, step.no, step.unknown) == (0, 0, 2)
    assert math.isnan(step.interval.low)


def test_what_is_no_state_is_refused() -> None:
    with pytest.raises(ValueError, match="funnel takes yes, no, unknown, not_asked, not maybe"):
        cascade([("maybe",)])
