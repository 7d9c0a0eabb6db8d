"""The gap index by area against plain loops; what is not known changes an interval and no sum."""

import math

import numpy as np
import pytest

from scoring.gap_by_area import GapDraws, Serving, gap_draws, gap_interval, stated_by_area
from scoring.need import Triangle, exactly
from scoring.supply import coverage, gap_index

NAN = float("nan")
NOWHERE = np.zeros((1, 2))


def serving(part, shared=None, elsewhere=None) -> Serving:
    parts = np.array(part, dtype=np.float64)
    alike = np.zeros(parts.shape) if shared is None else np.array(shared)
    beside = 1 - parts.sum(axis=1) - alike.any(axis=1) if elsewhere is None else elsewhere
    return Serving(parts, alike.astype(bool), np.array(beside, dtype=np.float64))


def random_serving(random: np.random.Generator, services: int, areas: int) -> Serving:
    """Some services with places in several areas, and some that say whom they serve."""
    part, shared = np.zeros((services, areas)), random.random((services, areas)) < 0.3
    shared[::2] = False
    for service in range(0, services, 2):
        places = random.integers(0, areas + 1, size=random.integers(1, 5))  # the last is nowhere
        for place in places[places < areas]:
            part[service, place] += 1 / len(places)
    elsewhere = np.where(shared.any(axis=1), 0, 1 - part.sum(axis=1)).clip(0, 1)
    return Serving(part, shared, elsewhere)


def by_loop(supply: list[float], need: list[float], of: Serving) -> tuple[list[float], float]:
    """Families that can be served in each area, and those that are for nobody knows which."""
    found, rest = [0.0] * len(need), 0.0
    for service, offered in enumerate(supply):
        served = [area for area in range(len(need)) if of.shared[service, area]]
        among = sum(need[area] for area in served)
        for area in range(len(need)):
            if area in served and among:
                found[area] += offered * need[area] / among
            found[area] += offered * of.part[service, area]
        rest += offered * of.elsewhere[service]
    return found, rest


@pytest.mark.parametrize("seed", range(5))
def test_what_is_stated_in_each_area_is_the_sum_of_a_plain_loop(seed: int) -> None:
    random = np.random.default_rng(seed)
    of = random_serving(random, services=12, areas=7)
    supply = np.where(random.random(12) < 0.3, NAN, random.gamma(2, 10, 12))
    need = random.gamma(2, 20, 7)
    found = stated_by_area(supply, need, of)
    stated, _ = by_loop(np.nan_to_num(supply).tolist(), need.tolist(), of)
    for area in range(7):
        linked = [s for s in range(12) if of.part[s, area] > 0 or of.shared[s, area]]
        silent = sum(math.isnan(supply[s]) for s in linked)
        assert (found.stated[area], found.not_stated[area]) == (len(linked) - silent, silent)
        if found.stated[area] or not silent:
            assert found.total[area] == pytest.approx(stated[area])
        else:
            assert math.isnan(found.total[area])


def test_a_service_for_several_areas_is_counted_once() -> None:
    found = stated_by_area([90], [100, 200, 50], serving([[0, 0, 0]], [[1, 1, 0]]))
    assert found.total.tolist() == pytest.approx([30, 60, 0])
    nobody = stated_by_area([90], [0, 0], serving([[0, 0]], [[1, 1]]))
    assert nobody.total.tolist() == [0, 0]


def test_each_draw_is_what_a_loop_makes_of_it() -> None:
    """Need is known here, so that the loop knows what was drawn."""
    random = np.random.default_rng(7)
    of = random_serving(random, services=9, areas=6)
    supply, need = random.gamma(2, 30, (40, 9)), random.gamma(2, 40, 6)
    found = gap_draws(
        supply, [exactly(each) for each in need], of, generator=np.random.default_rng(1)
    )
    for draw in range(40):
        served, rest = by_loop(supply[draw].tolist(), need.tolist(), of)
        unmet = sum(max(0.0, n - s) for n, s in zip(need, served, strict=True))
        assert found.index[draw] == pytest.approx(unmet / need.sum())
        assert found.least[draw] == pytest.approx(max(0.0, unmet - rest) / need.sum())


def test_all_at_once_is_the_index_of_one_area_after_the_other() -> None:
    """With everything known it is the gap index of `supply.py`."""
    of = serving([[1, 0], [0, 0.5]])
    found = gap_draws(
        [[60, 40]], [exactly(50), exactly(80)], of, generator=np.random.default_rng(1)
    )
    plain = gap_index(coverage([60, 20], [50, 80]).share, [50, 80])
    assert found.index.tolist() == [float(plain.index)] == [60 / 130]
    assert found.least.tolist() == [40 / 130]


def test_need_that_is_not_sure_is_spread_like_a_triangle_drawn_elsewhere() -> None:
    """Quantiles of NumPy's own triangular draws, one area; then all areas at the same quantile."""
    need = Triangle(50, 80, 200)
    drawn = gap_draws(
        np.full((40_000, 1), 60.0), [need], serving([[1]]), generator=np.random.default_rng(3)
    )
    other = np.random.default_rng(4).triangular(50, 80, 200, 40_000)
    short = np.maximum(1 - 60 / other, 0)
    levels = (0.1, 0.25, 0.5, 0.9)
    assert np.quantile(drawn.index, levels).tolist() == pytest.approx(
        np.quantile(short, levels).tolist(), abs=0.01
    )
    twice = gap_draws(
        np.full((40_000, 1), 120.0),
        [need, need],
        serving([[0.5, 0.5]]),
        generator=np.random.default_rng(3),
    )
    assert twice.index.tolist() == pytest.approx(drawn.index.tolist())


def test_many_areas_in_blocks_are_the_same_as_few() -> None:
    areas = 900
    of = serving(np.full((1, areas), 1 / areas), elsewhere=[0])
    supply = np.full((1_200, 1), 50.0 * areas)  # more numbers than are held at once
    found = gap_draws(
        supply, [Triangle(40, 60, 100)] * areas, of, generator=np.random.default_rng(5)
    )
    one = gap_draws(
        np.full((1_200, 1), 50.0),
        [Triangle(40, 60, 100)],
        serving([[1]]),
        generator=np.random.default_rng(5),
    )
    assert found.index.tolist() == pytest.approx(one.index.tolist())


def test_the_interval_lies_where_the_draws_do() -> None:
    index = np.arange(1, 101) / 100
    found = gap_interval(GapDraws(index, index / 2))
    assert (found.low, found.middle, found.high) == pytest.approx((0.0545, 0.505, 0.901))
    assert found.draws == 100


def test_nobody_in_need_has_no_gap_and_no_interval() -> None:
    drawn = gap_draws(
        [[5.0], [7.0]],
        [exactly(0), exactly(0)],
        serving([[1, 0]]),
        generator=np.random.default_rng(1),
    )
    found = gap_interval(drawn)
    assert all(math.isnan(each) for each in (found.low, found.middle, found.high))


def test_nothing_handed_in_is_changed() -> None:
    of, supply, need = serving([[0.5, 0]], [[0, 0]]), np.array([[4.0]]), np.array([3.0, 2.0])
    before = (of.part.copy(), supply.copy(), need.copy())
    gap_draws(supply, [exactly(3), exactly(2)], of, generator=np.random.default_rng(1))
    stated_by_area(supply[0], need, of)
    for one, other in zip((of.part, supply, need), before, strict=True):
        np.testing.assert_array_equal(one, other)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="part takes shares from 0 to 1"):
        serving([[1.2, 0]], elsewhere=[0])
    with pytest.raises(ValueError, match="elsewhere takes one number for each of 1 services"):
        serving([[1, 0]], elsewhere=[0, 0])
    with pytest.raises(ValueError, match=r"part and shared of one shape, not \(1, 2\) and \(1, 1"):
        Serving(NOWHERE, np.zeros((1, 1), dtype=bool), np.array([1.0]))
    with pytest.raises(ValueError, match="supply takes one number for each of 1 services"):
        stated_by_area([1, 2], [3, 4], serving(NOWHERE))
    with pytest.raises(ValueError, match="need takes one number for each of 2 areas"):
        stated_by_area([1], [3], serving(NOWHERE))
    with pytest.raises(ValueError, match="gap_draws takes supplies that are all known, not nan"):
        gap_draws([[NAN]], [exactly(1)] * 2, serving(NOWHERE), generator=np.random.default_rng(1))
