"""Waiting is that of queueing theory, and has no days where the queue only grows."""

import math

import pytest

from scoring.waiting import waiting

NAN = math.nan


@pytest.mark.parametrize("use", [0.1, 0.5, 0.9, 0.99])
def test_waiting_is_that_of_a_queue_with_one_server(use: float) -> None:
    """M/M/1: rho^2 / (1 - rho) wait, for rho / (mu - lambda) years; Kleinrock (1975), chapter 3."""
    supply = 200.0
    demand = use * supply
    found = waiting(demand, supply, queue=use**2 / (1 - use))
    assert found.utilisation == pytest.approx(use)
    assert found.days == pytest.approx(365 * use / (supply - demand))
    assert found.grows is False


def test_waiting_is_the_queue_over_what_leaves_it() -> None:
    found = waiting(80, 100, queue=20, throughput=73)
    assert found.days == pytest.approx(100)
    assert found.queue == 20


@pytest.mark.parametrize(("demand", "supply"), [(100, 100), (150, 100), (5, 0)])
def test_a_queue_that_grows_without_limit_has_no_days(demand: float, supply: float) -> None:
    found = waiting(demand, supply, queue=20, throughput=90)
    assert found.grows is True
    assert math.isnan(found.days)


def test_some_who_ask_where_none_can_be_served_have_no_utilisation() -> None:
    assert math.isnan(waiting(5, 0).utilisation)


def test_nobody_asks_and_nobody_waits() -> None:
    found = waiting(0, 10, queue=0)
    assert (found.utilisation, found.grows, found.days) == (0.0, False, 0.0)
    assert waiting(0, 0, queue=0).grows is False


def test_who_waits_where_nobody_begins_is_not_told_how_long() -> None:
    assert math.isnan(waiting(0, 10, queue=3).days)


@pytest.mark.parametrize(("demand", "supply"), [(NAN, 10), (10, NAN), (NAN, NAN)])
def test_what_is_not_known_neither_grows_nor_does_not(demand: float, supply: float) -> None:
    found = waiting(demand, supply, queue=4, throughput=3)
    assert found.grows is None
    assert math.isnan(found.utilisation)
    assert math.isnan(found.days)


def test_a_queue_that_nobody_counted_has_no_days() -> None:
    found = waiting(50, 100)
    assert found.grows is False
    assert math.isnan(found.days)


def test_numbers_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="demand takes numbers of 0 or more"):
        waiting(-1, 10)
    with pytest.raises(ValueError, match="queue takes numbers of 0 or more"):
        waiting(1, 10, queue=-3)
