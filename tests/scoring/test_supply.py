"""Supply, coverage and the gap are those of the formulas, and what nobody stated stays unknown."""

import numpy as np
import pytest

from scoring.supply import (
    annual_supply,
    coverage,
    gap_index,
    overall_gap,
    staff_supply,
    supply_by_area,
)

NAN = float("nan")


def test_beds_serve_as_many_families_as_stays_fit_into_a_year() -> None:
    found = annual_supply([20, 20, 4], mean_stay_days=[73, 365, 0.5], usable_share=[1, 0.5, 1])
    assert found.tolist() == pytest.approx([100, 10, 2920])


@pytest.mark.parametrize(
    ("slots", "stay", "usable"), [(NAN, 90, 1), (10, NAN, 1), (10, 90, NAN), (NAN, NAN, NAN)]
)
def test_supply_of_which_a_part_is_unknown_is_unknown(
    slots: float, stay: float, usable: float
) -> None:
    assert np.isnan(annual_supply(slots, mean_stay_days=stay, usable_share=usable))


def test_no_beds_serve_nobody_however_long_a_stay_is() -> None:
    assert annual_supply([0, 5], mean_stay_days=NAN, usable_share=[1, 0]).tolist() == [0, 0]


def test_workers_serve_their_families() -> None:
    """Two dyads of 12 to 15 families each, as the START manual has it."""
    assert staff_supply(2, families_per_worker=[12, 15]).tolist() == [24, 30]
    np.testing.assert_array_equal(staff_supply([NAN, 0, 3], families_per_worker=NAN), [NAN, 0, NAN])


def test_a_stay_without_time_is_refused() -> None:
    with pytest.raises(ValueError, match=r"mean_stay_days takes more than 0 days, .* not 0"):
        annual_supply(3, mean_stay_days=[30, 0])


def test_more_than_all_of_the_beds_cannot_be_usable() -> None:
    with pytest.raises(ValueError, match=r"usable_share takes shares from 0 to 1, .* not 1.2"):
        annual_supply(3, mean_stay_days=30, usable_share=1.2)


def test_areas_have_what_their_sites_state_and_are_told_what_is_missing() -> None:
    found = supply_by_area(
        [10, NAN, 5, NAN], area=[0, 0, 1, 2, 3, 3], site=[0, 1, 2, 3, 0, 2], areas=5
    )
    np.testing.assert_array_equal(found.total, [10, 5, NAN, 15, 0])
    assert found.stated.tolist() == [1, 1, 0, 2, 0]
    assert found.not_stated.tolist() == [1, 0, 1, 0, 0]


def test_supply_by_area_is_the_sum_of_a_plain_loop() -> None:
    generator = np.random.default_rng(2)
    supply = np.where(generator.random(30) < 0.3, np.nan, generator.gamma(2, 10, 30))
    serves = generator.random((12, 30)) < 0.2
    area, site = np.nonzero(serves)
    found = supply_by_area(supply, area=area, site=site, areas=12)
    for each in range(12):
        known = [supply[s] for s in range(30) if serves[each, s] and not np.isnan(supply[s])]
        silent = sum(serves[each, s] and np.isnan(supply[s]) for s in range(30))
        assert (found.stated[each], found.not_stated[each]) == (len(known), silent)
        if known:
            assert found.total[each] == pytest.approx(sum(known))


def test_coverage_is_supply_for_each_family_and_unmet_is_the_rest() -> None:
    found = coverage([50, 150, 0, 10, NAN, 7], [100, 100, 100, 0, 20, NAN])
    np.testing.assert_array_equal(found.share, [0.5, 1.5, 0, NAN, NAN, NAN])
    np.testing.assert_array_equal(found.unmet, [50, 0, 100, 0, NAN, NAN])
    np.testing.assert_array_equal(found.families, [100, 100, 100, 0, 20, NAN])


def test_a_surplus_in_one_area_does_not_help_another() -> None:
    found = gap_index([3, 0.5, 0], [100, 100, 50])
    assert float(found.index) == pytest.approx((50 + 50) / 250)
    assert (float(found.unmet), float(found.families)) == (100.0, 250.0)
    assert (int(found.areas), int(found.left_out)) == (3, 0)


@pytest.mark.parametrize(("share", "index"), [([1, 2, 9], 0), ([0, 0, 0], 1)])
def test_the_gap_reaches_both_ends(share: list[float], index: float) -> None:
    assert float(gap_index(share, [3, 4, 5]).index) == index


def test_areas_that_are_not_known_are_left_out_of_the_gap_and_counted() -> None:
    found = gap_index([[0.5, NAN, 0, NAN], [1, 1, NAN, 1]], [100, 50, NAN, 0])
    assert found.index.tolist() == pytest.approx([0.5, 0.0])
    assert found.families.tolist() == [100.0, 150.0]
    assert found.areas.tolist() == [2, 3]
    assert found.left_out.tolist() == [2, 1]


@pytest.mark.parametrize("need", [[0, 0], [NAN, NAN]])
def test_nobody_in_need_has_no_gap_to_tell(need: list[float]) -> None:
    assert np.isnan(gap_index([0.5, 0.5], need).index)


def test_the_gap_is_the_sum_over_areas_one_by_one() -> None:
    generator = np.random.default_rng(3)
    share, need = generator.gamma(1, 1, (6, 20)), generator.gamma(2, 30, (6, 20))
    found = gap_index(share, need)
    for category in range(6):
        pairs = list(zip(share[category], need[category], strict=True))
        unmet = sum(n * max(0, 1 - c) for c, n in pairs)
        assert found.index[category] == pytest.approx(unmet / sum(n for _, n in pairs))


def test_the_gap_agrees_with_unmet_families() -> None:
    of = coverage([10, 90, 400], [50, 80, 100])
    assert float(gap_index(of.share, of.families).unmet) == pytest.approx(of.unmet.sum())


def test_the_overall_gap_weighs_categories_and_counts_those_left_out() -> None:
    found = overall_gap([0.5, 0.2, NAN, NAN], weights=[1, 3, 2, 0])
    assert found.index == pytest.approx((0.5 + 0.6) / 4)
    assert (found.categories, found.left_out) == (2, 1)


def test_an_overall_gap_of_nothing_is_not_known() -> None:
    assert np.isnan(overall_gap([NAN], weights=[1]).index)
    assert np.isnan(overall_gap([0.4], weights=[0]).index)
    assert np.isnan(overall_gap([], weights=[]).index)


def test_weights_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="weights takes one number for each of 2 categories"):
        overall_gap([0.1, 0.2], weights=[1])
    with pytest.raises(ValueError, match="weights takes numbers of 0 or more, not nan"):
        overall_gap([0.1], weights=[NAN])
    with pytest.raises(ValueError, match="need takes one number for each of 2 areas"):
        gap_index([0.1, 0.2], [1, 2, 3])


def test_arguments_are_as_they_were_and_results_have_memory_of_their_own() -> None:
    share, need = np.array([0.5, NAN]), np.array([1.0, 2.0])
    found = coverage(share, need)
    gap_index(share, need)
    np.testing.assert_array_equal(share, [0.5, NAN])
    np.testing.assert_array_equal(need, [1.0, 2.0])
    assert not np.shares_memory(found.families, need)
