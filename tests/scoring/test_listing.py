"""How many listings are real is what published intervals and other programs say."""

import math

import pytest
from scipy import stats

from scoring.listing import Listing, before_calls, jeffreys


@pytest.mark.parametrize(
    ("real", "calls", "low", "high"),
    [(17, 30, 0.39, 0.73), (28, 50, 0.42, 0.69), (56, 100, 0.46, 0.65)],
    ids=["56 % of 30 calls", "56 % of 50 calls", "56 % of 100 calls"],
)
def test_calls_give_the_interval_that_was_worked_out_elsewhere(
    real: int, calls: int, low: float, high: float
) -> None:
    found = jeffreys(real, calls)
    assert (found.low, found.high, found.people) == (
        pytest.approx(low, abs=0.005),
        pytest.approx(high, abs=0.005),
        calls,
    )


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_the_interval_is_that_of_a_beta_distribution_in_scipy(level: float) -> None:
    for calls in (1, 2, 7, 40):
        for real in range(calls + 1):
            found = jeffreys(real, calls, level=level)
            low, high = stats.beta(real + 0.5, calls - real + 0.5).interval(level)
            assert found.low == pytest.approx(low if real else 0.0, rel=1e-9)
            assert found.high == pytest.approx(high if real < calls else 1.0, rel=1e-9)


def test_nobody_called_and_nothing_is_known() -> None:
    found = jeffreys(0, 0)
    assert math.isnan(found.low)
    assert math.isnan(found.high)
    assert found.people == 0


def test_before_any_call_the_belief_is_that_of_ten_directories() -> None:
    """Usable in 82.8 of 100; Riley, Brouwer & Jonas (2024), PMC11260587."""
    belief = before_calls()
    assert belief.share == pytest.approx(0.828, abs=0.005)
    assert belief.real + belief.unreal == pytest.approx(20)
    assert belief.calls == 0


def test_calls_move_the_belief_as_if_it_had_been_calls_too() -> None:
    found = before_calls(share=0.5, weight=10).after(real=3, unreal=7).after(real=0, unreal=0)
    assert found == Listing(8.0, 12.0, 10)
    assert found.share == pytest.approx(0.4)


def test_the_order_of_calls_does_not_matter() -> None:
    together = before_calls().after(real=4, unreal=6)
    apart = before_calls().after(real=1, unreal=5).after(real=3, unreal=1)
    assert apart.share == pytest.approx(together.share)
    assert apart.calls == together.calls == 10


def test_many_calls_outweigh_any_belief() -> None:
    found = before_calls().after(real=2_800, unreal=7_200)
    assert found.share == pytest.approx(0.28, abs=0.002)
    assert found.interval().low < 0.28 < found.interval().high
    assert found.interval().people == 10_000


def test_the_interval_of_a_belief_is_that_of_scipy() -> None:
    found = before_calls().after(real=5, unreal=5)
    low, high = stats.beta(found.real, found.unreal).interval(0.9)
    assert (found.interval(level=0.9).low, found.interval(level=0.9).high) == pytest.approx(
        (low, high)
    )


def test_counts_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="jeffreys takes 0 to 5 real listings, not 6"):
        jeffreys(6, 5)
    with pytest.raises(ValueError, match="jeffreys takes 0 to 5 real listings, not -1"):
        jeffreys(-1, 5)
    with pytest.raises(ValueError, match="after takes 0 or more calls, not -2"):
        before_calls().after(real=3, unreal=-2)


@pytest.mark.parametrize("level", [0, 1, math.nan])
def test_a_level_that_is_none_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match="level takes a share between 0 and 1, not"):
        jeffreys(1, 2, level=level)
    with pytest.raises(ValueError, match="level takes a share between 0 and 1, not"):
        before_calls().interval(level=level)


def test_a_belief_that_calls_could_never_move_is_refused() -> None:
    with pytest.raises(ValueError, match="before_calls takes a share between 0 and 1, not 1"):
        before_calls(share=1)
    with pytest.raises(ValueError, match="before_calls takes a weight above 0, not 0"):
        before_calls(weight=0)
    with pytest.raises(ValueError, match="before_calls takes a weight above 0, not inf"):
        before_calls(weight=math.inf)
