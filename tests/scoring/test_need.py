"""Need has a name and a range, and the range goes all the way through."""

import math

import numpy as np
import pytest

from scoring.need import TAKES, TIERS, Triangle, category_need, exactly, pooled, tier_need

CHILDREN = exactly(19_384)
PER_FAMILY = exactly(1.8)
OF_ALL = 72.5e6
"""Children in the United States, behind the rates below."""


def test_families_of_one_county_are_those_that_were_worked_out_by_hand() -> None:
    """Campbell County, Kentucky, with national figures: 2,818 at most, about 50, and 1 to 18."""
    first = tier_need(
        "T1",
        {
            "children": CHILDREN,
            "share": Triangle(0.028, 7.6e6 / OF_ALL, 18.97e6 / OF_ALL),
            "children_per_family": PER_FAMILY,
        },
    )
    assert first.families.high == pytest.approx(2_818, abs=1)
    second = tier_need(
        "T2",
        {
            "responses": exactly(19_384 * 3_081_715 / OF_ALL),
            "share": exactly(0.11),
            "children_per_family": PER_FAMILY,
        },
    )
    assert second.families.likely == pytest.approx(50, abs=1)
    third = tier_need(
        "T3",
        {
            "entries": exactly(19_384 * 186_602 / OF_ALL),
            "share": Triangle(0.04, 0.389, 0.66),
            "children_per_family": PER_FAMILY,
        },
    )
    of = third.families
    assert (of.low, of.likely, of.high) == pytest.approx((1, 11, 18), abs=0.5)
    assert not any(each.counted for each in (first, second, third))


def test_a_count_is_no_estimate() -> None:
    for tier in ("T4", "T5"):
        found = tier_need(tier, {"count": exactly(37)})
        assert (found.families, found.counted) == (exactly(37), True)


def test_infants_are_births_times_a_rate_where_nobody_counted_them() -> None:
    found = tier_need("T5", {"births": exactly(1_000), "share": Triangle(0.01, 0.02, 0.06)})
    assert found.families == Triangle(10, 20, 60)
    assert not found.counted


def test_bounds_are_the_least_and_most_of_all_corners() -> None:
    generator = np.random.default_rng(4)
    for _ in range(100):
        parts = [Triangle(*np.sort(generator.uniform(0.1, 1, 3)).tolist()) for _ in range(3)]
        names = ("children", "share", "children_per_family")
        found = tier_need("T1", dict(zip(names, parts, strict=True))).families
        corners = [
            a * b / c
            for a in (parts[0].low, parts[0].high)
            for b in (parts[1].low, parts[1].high)
            for c in (parts[2].low, parts[2].high)
        ]
        assert (found.low, found.high) == pytest.approx((min(corners), max(corners)))
        assert found.likely == pytest.approx(parts[0].likely * parts[1].likely / parts[2].likely)


@pytest.mark.parametrize("tier", TIERS)
def test_each_tier_takes_its_own_parameters_and_no_others(tier: str) -> None:
    for names in TAKES[tier]:
        given = {name: exactly(0.5) for name in names}
        assert tier_need(tier, given).tier == tier
        with pytest.raises(ValueError, match=rf"{tier} takes .*, not .*adults"):
            tier_need(tier, given | {"adults": exactly(1)})
    with pytest.raises(ValueError, match=rf"{tier} takes .*, not nothing"):
        tier_need(tier, {})


def test_what_makes_no_tier_is_refused() -> None:
    with pytest.raises(ValueError, match="tier_need takes T1, T2, T3, T4, T5, not T6"):
        tier_need("T6", {"count": exactly(1)})  # type: ignore[arg-type]
    parts = {"children": exactly(9), "share": exactly(0.1)}
    with pytest.raises(ValueError, match="T1 takes children_per_family above 0, not from 0"):
        tier_need("T1", parts | {"children_per_family": Triangle(0, 1, 2)})
    with pytest.raises(ValueError, match=r"T5 takes a share from 0 to 1, not up to 1.5"):
        tier_need("T5", {"births": exactly(9), "share": Triangle(0, 1, 1.5)})


def test_a_category_takes_a_share_of_the_families_and_counts_every_time() -> None:
    families = Triangle(10, 20, 40)
    assert category_need(families, share=Triangle(0.1, 0.5, 1)) == Triangle(1, 10, 40)
    twice = category_need(families, share=exactly(0.5), episodes=Triangle(1, 2, 3))
    assert twice == Triangle(5, 20, 60)
    with pytest.raises(ValueError, match="category_need takes a share from 0 to 1, not up to 2"):
        category_need(families, share=exactly(2))


@pytest.mark.parametrize(
    "corners",
    [(2, 1, 3), (1, 3, 2), (-1, 0, 1), (0, 0, math.inf), (math.nan, 1, 2), (0, 1, math.nan)],
)
def test_what_is_no_range_is_refused(corners: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="a Triangle takes 0 <= low <= likely <= high, not"):
        Triangle(*corners)


def test_nothing_is_divided_by_what_may_be_zero() -> None:
    with pytest.raises(ValueError, match="a Triangle is divided by one above 0, not by one from 0"):
        exactly(1).over(Triangle(0, 1, 2))


def test_agencies_count_as_one_each_however_many_answered() -> None:
    found = pooled(
        {
            "court": [Triangle(0.2, 0.4, 0.6)] * 9,
            "treatment": [Triangle(0.4, 0.6, 0.8), Triangle(0.6, 0.8, 1.0)],
            "housing": [],
        }
    )
    assert found is not None
    of = found.triangle
    assert (of.low, of.likely, of.high) == pytest.approx((0.35, 0.55, 0.75))
    assert (found.lowest, found.highest) == pytest.approx((0.4, 0.7))
    assert found.apart == pytest.approx(0.3)
    assert (found.widest.low, found.widest.high) == pytest.approx((0.2, 0.9))
    assert (found.agencies, found.people) == (2, 11)


def test_one_agency_is_pooled_with_nobody_and_stands_alone() -> None:
    found = pooled({"court": [Triangle(1, 2, 3)]})
    assert found is not None
    assert (found.triangle, found.widest, found.apart) == (Triangle(1, 2, 3), Triangle(1, 2, 3), 0)
    assert (found.agencies, found.people) == (1, 1)


@pytest.mark.parametrize("answers", [{}, {"court": []}])
def test_nobody_answered_and_nothing_is_pooled(answers: dict) -> None:
    assert pooled(answers) is None


def test_rounding_does_not_put_corners_out_of_order() -> None:
    found = pooled({str(agency): [exactly(0.1)] * 3 for agency in range(7)})
    assert found is not None
    assert found.triangle.likely == pytest.approx(0.1)
