"""Intervals are those of distributions that others worked out; sums hold nothing that is drawn."""

import math
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from scoring.listing import Listing, before_calls
from scoring.need import Triangle, exactly
from scoring.uncertainty import (
    Draws,
    chance_of_worst,
    coverage_interval,
    draw,
    drawn_need,
    next_calls,
)

Floats = NDArray[np.float64]

NAN = math.nan
MANY = 40_000
KNOWN = [12.0, 30.0, 8.0, 20.0, 55.0]
SURE = Listing(1.0, 1e-9, 0)


def seeded(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def told(of: Draws) -> Floats:
    found = coverage_interval(of)
    return np.array([found.low, found.middle, found.high])


@pytest.mark.parametrize("corners", [(10, 20, 60), (0, 0, 5), (3, 9, 9)])
def test_need_is_drawn_from_its_triangle(corners: tuple[float, float, float]) -> None:
    low, likely, high = corners
    of = stats.triang((likely - low) / (high - low), loc=low, scale=high - low)
    drawn = drawn_need(Triangle(*corners), draws=MANY, generator=seeded())
    assert stats.kstest(drawn, of.cdf).pvalue > 0.001
    assert drawn.mean() == pytest.approx(sum(corners) / 3, rel=0.01)


def test_a_need_that_is_known_is_not_drawn() -> None:
    assert drawn_need(exactly(7), draws=3, generator=seeded()).tolist() == [7, 7, 7]


def test_where_all_is_known_the_interval_has_no_width() -> None:
    found = coverage_interval(draw([10, 0, 20], exactly(60), generator=seeded(), draws=50))
    assert (found.low, found.middle, found.high, found.shortage) == (0.5, 0.5, 0.5, 1.0)
    assert (found.stated.total, found.draws, found.reason) == (30.0, 50, None)
    assert coverage_interval(draw([60], exactly(60), generator=seeded())).shortage == 0.0


def test_known_supply_over_a_range_of_need_has_the_quantiles_of_the_triangle() -> None:
    need = Triangle(50, 100, 200)
    found = coverage_interval(draw([100], need, generator=seeded(), draws=MANY))
    of = stats.triang(50 / 150, loc=50, scale=150)
    expected = [100 / of.ppf(share) for share in (0.9, 0.5, 0.1)]
    assert [found.low, found.middle, found.high] == pytest.approx(expected, rel=0.01)
    assert found.shortage == pytest.approx(of.sf(100), abs=0.01)


@pytest.mark.parametrize("peers", [2, 3, 5, 20])
def test_an_unknown_capacity_is_drawn_from_what_its_peers_tell_of_the_next_one(peers: int) -> None:
    """The next value of a normal sample is t: Gelman et al. (2013), section 3.2, in closed form."""
    known = np.exp(seeded(peers).normal(3, 0.6, peers))
    of = draw([NAN], exactly(1), generator=seeded(), draws=MANY, peers=known)
    logs = np.log(known)
    next_one = stats.t(
        peers - 1, loc=logs.mean(), scale=logs.std(ddof=1) * math.sqrt(1 + 1 / peers)
    )
    assert np.log(told(of)) == pytest.approx(next_one.ppf([0.1, 0.5, 0.9]), abs=0.12)
    above_zero = np.maximum(of.supply[:, 0], 1e-300)  # two peers may draw what rounds to none
    assert stats.kstest(np.log(above_zero), next_one.cdf).statistic < 0.01
    assert of.peers == peers


@pytest.mark.parametrize("peers", [2, 4, 12])
def test_eight_of_ten_intervals_hold_a_capacity_that_nobody_stated(peers: int) -> None:
    generator = seeded(7)
    teams = 600
    held = 0
    for _ in range(teams):
        *known, truth = np.exp(generator.normal(3, 0.8, peers + 1))
        low, _, high = told(draw([NAN], exactly(1), generator=generator, draws=400, peers=known))
        held += low <= truth <= high
    error = math.sqrt(0.8 * 0.2 / teams)
    assert held / teams == pytest.approx(0.8, abs=3 * error)


def test_many_unknown_sites_do_not_make_few_peers_sure() -> None:
    few = draw([NAN] * 200, exactly(200), generator=seeded(), peers=KNOWN[:3])
    many = draw([NAN] * 200, exactly(200), generator=seeded(), peers=KNOWN * 40)
    widths = [np.diff(np.log(told(each))[[0, 2]])[0] for each in (few, many)]
    assert widths[0] > 3 * widths[1]


@pytest.mark.parametrize(
    ("known", "reason"),
    [([], "no_peers"), ([0.0], "no_peers"), ([12.0], "one_peer"), ([12.0, 12.0], "one_value")],
)
def test_too_few_peers_tell_nothing_and_are_named(known: list[float], reason: str) -> None:
    found = coverage_interval(draw([*known, NAN], exactly(10), generator=seeded(), draws=30))
    assert found.reason == reason
    assert all(math.isnan(v) for v in (found.low, found.middle, found.high, found.shortage))
    assert next_calls(draw([*known, NAN], exactly(10), generator=seeded(), draws=30)) == ()


@pytest.mark.parametrize("known", [[], [12.0], [12.0, 12.0]])
def test_a_guess_stands_in_where_peers_do_not_tell(known: list[float]) -> None:
    guess = Triangle(10, 20, 60)
    of = draw([*known, NAN], exactly(10), generator=seeded(), draws=MANY, guess=guess)
    triangle = stats.triang(0.2, loc=10, scale=50)
    assert of.reason is None
    assert stats.kstest(of.supply[:, -1], triangle.cdf).pvalue > 0.001


def test_a_guess_is_not_asked_where_peers_tell() -> None:
    one = draw([*KNOWN, NAN], exactly(10), generator=seeded(), guess=exactly(9_999))
    other = draw([*KNOWN, NAN], exactly(10), generator=seeded())
    np.testing.assert_array_equal(one.supply, other.supply)


def test_unknown_capacity_never_changes_a_plain_sum() -> None:
    plain = draw(KNOWN, exactly(100), generator=seeded())
    more = draw([*KNOWN, NAN, NAN], exactly(100), generator=seeded())
    doubted = draw(
        [*KNOWN, NAN],
        Triangle(1, 2, 9),
        generator=seeded(),
        listing=before_calls(),
        guess=exactly(5),
    )
    assert {each.stated.total for each in (plain, more, doubted)} == {125.0}
    assert [each.stated.not_stated for each in (plain, more, doubted)] == [0, 2, 1]
    assert told(plain)[0] == told(plain)[2]
    assert told(more)[0] < told(more)[2]


def test_listings_are_real_as_often_as_calls_say() -> None:
    """Sites exist or not together with others: the spread is that of a beta-binomial."""
    of = draw([1.0] * 12, exactly(1), generator=seeded(), draws=MANY, listing=Listing(16.6, 3.4, 0))
    real = of.supply.sum(axis=1)
    expected = stats.betabinom(12, 16.6, 3.4)
    assert real.mean() == pytest.approx(expected.mean(), rel=0.01)
    assert real.var() == pytest.approx(expected.var(), rel=0.05)


def test_a_confirmed_site_is_always_real() -> None:
    of = draw(
        [5, 7, 9],
        exactly(1),
        generator=seeded(),
        draws=2_000,
        listing=Listing(1, 1, 0),
        confirmed=[True, False, False],
    )
    assert set(of.supply[:, 0].tolist()) == {5.0}
    assert set(of.supply[:, 1].tolist()) == {0.0, 7.0}
    assert of.open.tolist() == [1, 2]


def test_without_a_listing_every_site_is_real() -> None:
    assert draw([5, 7], exactly(1), generator=seeded(), confirmed=[False, True]).open.tolist() == []


def test_the_same_generator_draws_the_same_and_another_does_not() -> None:
    once, again, other = (
        draw([*KNOWN, NAN], Triangle(1, 2, 3), generator=seeded(seed), draws=20)
        for seed in (3, 3, 4)
    )
    np.testing.assert_array_equal(once.supply, again.supply)
    np.testing.assert_array_equal(once.need, again.need)
    assert not np.array_equal(once.supply, other.supply)


def test_knowing_the_only_unknown_takes_all_of_the_width() -> None:
    of = draw([*KNOWN, NAN], exactly(100), generator=seeded())
    first, need = next_calls(of)
    assert (first.site, need.site) == (5, None)
    assert first.share == pytest.approx(1)
    total = of.supply.sum(axis=1)
    assert first.drop == pytest.approx((total / (total + 100)).std(), rel=0.2)
    assert need.drop == pytest.approx(0)


def test_where_only_the_need_is_unknown_no_call_to_a_site_is_named() -> None:
    (only,) = next_calls(draw([50, 50], Triangle(50, 100, 300), generator=seeded()))
    assert only.site is None
    assert only.share == pytest.approx(1)


def test_what_matters_is_that_of_knowing_each_value_and_drawing_all_others_again() -> None:
    """Two unconfirmed sites with known capacities: four cases that can be listed."""
    real = Listing(1e9 * 0.7, 1e9 * 0.3, 0)  # 7 in 10 for sure
    of = draw([40, 10], exactly(50), generator=seeded(), draws=MANY, listing=real)

    def varies(cases: dict[float, float]) -> float:
        served = {value / (value + 50): chance for value, chance in cases.items()}
        mean = sum(each * chance for each, chance in served.items())
        return sum(chance * (each - mean) ** 2 for each, chance in served.items())

    def total(big: dict[float, float], small: dict[float, float]) -> dict[float, float]:
        return {a + b: p * q for (a, p), (b, q) in product(big.items(), small.items())}

    big, small = {40.0: 0.7, 0.0: 0.3}, {10.0: 0.7, 0.0: 0.3}
    whole = math.sqrt(varies(total(big, small)))
    left = [
        math.sqrt(sum(p * varies(total({a: 1.0}, small)) for a, p in big.items())),
        math.sqrt(sum(p * varies(total(big, {b: 1.0})) for b, p in small.items())),
    ]
    found = {call.site: call.drop for call in next_calls(of)}
    assert found[0] == pytest.approx(whole - left[0], rel=0.02)
    assert found[1] == pytest.approx(whole - left[1], rel=0.02)
    assert next_calls(of)[0].site == 0


@pytest.mark.parametrize("sites", [1, 2, 3, 5, 8, 12, 40])
def test_of_sites_that_may_be_there_or_not_each_call_tells_something(sites: int) -> None:
    """A few values only, of which a quantile may well be the same with one site known."""
    calls = next_calls(
        draw([52.0] * sites, exactly(50 * sites), generator=seeded(), listing=before_calls())
    )
    assert [call.site for call in calls][-1] is None
    assert calls[-1].share == pytest.approx(0, abs=1e-9)
    of_sites = [call.share for call in calls[:-1]]
    assert min(of_sites) > 0.1 / sites
    assert sum(of_sites) <= 2
    assert (of_sites[0] == pytest.approx(1)) is (sites == 1)


def test_the_largest_doubt_is_the_next_call() -> None:
    capacity = [10.0] * 30
    capacity[17] = 90.0
    calls = next_calls(draw(capacity, exactly(100), generator=seeded(), listing=before_calls()))
    assert calls[0].site == 17
    assert calls[0].drop > 5 * calls[1].drop
    assert [call.drop for call in calls] == sorted((call.drop for call in calls), reverse=True)
    assert {call.site for call in calls} == {None, *range(30)}


def test_the_chance_of_being_worst_is_that_of_two_normal_numbers() -> None:
    generator = seeded()
    rows = np.abs(generator.normal([[10.0], [11.0]], [[1.0], [2.0]], (2, MANY)))
    expected = stats.norm.cdf(1 / math.sqrt(5))
    assert chance_of_worst(rows)[0] == pytest.approx(expected, abs=0.01)


def test_categories_that_are_equally_bad_share_it_and_unknown_ones_are_not_ranked() -> None:
    found = chance_of_worst([[1, 2, 5], [1, 3, 4], [NAN, 0, 0], [9, 9, 9]])
    np.testing.assert_allclose(found, [0.5, 0.5, NAN, 0.0])
    assert np.isnan(chance_of_worst([[NAN], [NAN]])).all()
    assert chance_of_worst(np.empty((0, 4))).tolist() == []


def test_nobody_in_need_is_covered_by_no_number() -> None:
    found = coverage_interval(draw([5], exactly(0), generator=seeded(), draws=10))
    assert math.isnan(found.middle)
    assert math.isnan(found.shortage)
    assert found.reason is None


def test_no_site_covers_nothing() -> None:
    found = coverage_interval(draw([], exactly(5), generator=seeded(), draws=10))
    assert (found.low, found.high, found.shortage) == (0.0, 0.0, 1.0)
    assert found.stated.total == 0


def test_numbers_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="draw takes 1 draw or more, not 0"):
        draw([1], exactly(1), generator=seeded(), draws=0)
    with pytest.raises(ValueError, match="confirmed takes one number for each of 2 sites"):
        draw([1, 2], exactly(1), generator=seeded(), confirmed=[True])
    with pytest.raises(ValueError, match="capacity takes numbers of 0 or more"):
        draw([-1], exactly(1), generator=seeded())
    with pytest.raises(ValueError, match=r"chance_of_worst takes categories by draws, not \(2,\)"):
        chance_of_worst([1, 2])


def test_arguments_are_as_they_were() -> None:
    capacity, peers = np.array([5.0, NAN]), np.array(KNOWN)
    confirmed = np.array([True, False])
    draw(capacity, exactly(1), generator=seeded(), peers=peers, confirmed=confirmed, listing=SURE)
    np.testing.assert_array_equal(capacity, [5.0, NAN])
    np.testing.assert_array_equal(peers, KNOWN)
    assert confirmed.tolist() == [True, False]


def test_what_was_drawn_beforehand_stands_and_takes_no_peers() -> None:
    given = np.full((100, 2), np.nan)
    given[:, 1] = np.linspace(0, 10, 100)
    found = draw([4, np.nan], Triangle(50, 60, 70), generator=seeded(), draws=100, given=given)
    assert found.reason is None
    assert found.open.tolist() == [1]
    assert np.array_equal(found.supply[:, 1], given[:, 1])
    with pytest.raises(ValueError, match=r"given values of shape \(100, 2\), not \(100, 1\)"):
        draw([4, np.nan], Triangle(50, 60, 70), generator=seeded(), draws=100, given=given[:, :1])


def test_a_share_that_is_not_known_moves_all_sites_of_a_draw_alike() -> None:
    usable = Triangle(0.4, 0.5, 0.6)
    found = draw([4, 8], Triangle(50, 60, 70), generator=seeded(), usable=usable).supply
    assert np.allclose(found[:, 1], 2 * found[:, 0])
    assert 3.2 <= found[:, 0].min() < found[:, 0].max() <= 4.8
    whole = draw([4], Triangle(50, 60, 70), generator=seeded(), usable=Triangle(1, 1, 1)).supply
    assert np.array_equal(whole[:, 0], np.full(4000, 4.0))
