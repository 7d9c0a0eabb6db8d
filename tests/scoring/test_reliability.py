"""How well items measure, against numbers of others."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas
import pingouin
import pytest
from numpy.typing import NDArray
from scipy.integrate import quad
from scipy.optimize import minimize_scalar
from scipy.stats import norm
from statsmodels.multivariate.factor import Factor

from scoring.reliability import (
    cronbach_alpha,
    first_components,
    icc1,
    icc2,
    omega,
    one_factor,
    polychoric,
)

Floats = NDArray[np.float64]
Columns = Callable[..., Floats]
LEADERSHIP = tuple(f"LEAD{item:02}" for item in range(1, 12))
RATINGS = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))
PSYCH = 2e-6  # psych estimates the variances step by step and stops there
ROWS = pytest.mark.parametrize("measure", [cronbach_alpha, omega, first_components])


@pytest.fixture
def columns(reference_folder: Path) -> Columns:
    """Columns of one of the public data sets, shape (rows, columns), nan where missing."""

    def read(name: str, *titles: str) -> Floats:
        path = reference_folder / "data" / f"{name}.csv"
        with path.open(newline="", encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines))
        words = {"NA": "nan", "1ST": "1", "2ND": "2"}
        cells = [[words.get(row[title], row[title]) for title in titles] for row in rows]
        return np.array(cells, dtype=np.float64)

    return read


@pytest.fixture
def agreeable(columns: Columns) -> Floats:
    """Five items on agreeableness of rows 1 to 200; the first is worded the other way round."""
    answers = columns("bfi_first200", "A1", "A2", "A3", "A4", "A5")
    answers[:, 0] = 7 - answers[:, 0]
    return answers


def random_rows(*, people: int = 250, items: int = 5, seed: int = 1) -> NDArray[np.int64]:
    """Answers from 0 to 6 that have a factor in common."""
    random = np.random.default_rng(seed)
    factor = random.normal(size=(people, 1)) * np.linspace(0.5, 1.5, items)
    return np.clip(np.round(3 + factor + random.normal(size=(people, items))), 0, 6).astype(int)


def joint(one: Floats, other: Floats, *, levels: int) -> NDArray[np.int64]:
    table = np.zeros((levels, levels), dtype=np.int64)
    np.add.at(table, (one.astype(int) - 1, other.astype(int) - 1), 1)
    return table


# --- alpha ---------------------------------------------------------------------------------------


# R: multilevel::cronbach(lq2002[, 3:13])
def test_alpha_of_eleven_items_on_leadership_is_the_one_multilevel_gives(
    expected: dict[str, float], columns: Columns
) -> None:
    alpha = cronbach_alpha(columns("lq2002_items", *LEADERSHIP))
    value = expected["multilevel.cronbach.lq2002.LEAD11"]
    assert alpha.value == pytest.approx(value, rel=1e-12)
    assert (alpha.people, alpha.items) == (2042, 11)
    assert alpha.low < alpha.value < alpha.high


# R: psych::alpha of the complete ones of psychTools::bfi[1:200, 1:5], A1 reversed
def test_alpha_of_five_items_on_agreeableness_is_the_one_psych_gives(
    expected: dict[str, float], agreeable: Floats
) -> None:
    alpha = cronbach_alpha(agreeable, smallest=100)
    assert alpha.value == pytest.approx(expected["psych.alpha.bfi200.agree.raw"], rel=1e-12)
    assert alpha.people == expected["psych.alpha.bfi200.N"]


# Shrout & Fleiss (1979), table 4: alpha is their ICC(3,k), published .91
def test_alpha_of_four_judges_is_the_consistency_of_their_mean(expected: dict[str, float]) -> None:
    alpha = cronbach_alpha(RATINGS, smallest=2)
    value = expected["psych.ICC.shroutfleiss.ICC3k"]
    assert alpha.value == pytest.approx(value, abs=PSYCH)
    assert round(alpha.value, 2) == 0.91


def test_alpha_and_its_interval_come_from_complete_rows() -> None:
    rows = random_rows()
    gaps = np.vstack([rows, rows[:40]])
    gaps[-40:, 2] = -1
    assert cronbach_alpha(gaps) == cronbach_alpha(rows)
    covariance = np.cov(rows, rowvar=False)
    by_hand = 5 / 4 * (1 - np.trace(covariance) / covariance.sum())
    assert cronbach_alpha(gaps).value == pytest.approx(by_hand, rel=1e-12)


def test_alpha_is_one_for_an_item_and_its_copies_and_unknown_when_the_sum_never_moves() -> None:
    item = random_rows()[:, :1]
    assert cronbach_alpha(np.hstack([item, item, item])).value == pytest.approx(1, abs=1e-12)
    still = cronbach_alpha(np.hstack([item, 6 - item]))
    assert np.isnan([still.value, still.low, still.high]).all()
    assert still.people == 250


# --- omega ---------------------------------------------------------------------------------------


def test_one_factor_of_six_ability_tests_is_the_one_in_the_help_of_r() -> None:
    """R: factanal(factors = 1, covmat = ability.cov), 112 people; all digits it prints."""
    lower = [24.641, 5.991, 6.700, 33.520, 18.137, 149.831, 6.023, 1.782, 19.424, 12.711]
    lower += [20.755, 4.936, 31.430, 4.757, 52.604, 29.701, 7.204, 50.753, 9.075, 66.762, 135.292]
    table = np.zeros((6, 6))
    table[np.tril_indices(6)] = lower
    table = np.maximum(table, table.T)
    spread = np.sqrt(np.diag(table))
    factor = one_factor(table / np.outer(spread, spread))
    assert factor.unique.round(3).tolist() == [0.535, 0.853, 0.748, 0.910, 0.232, 0.280]
    assert factor.loadings.round(3).tolist() == [0.682, 0.384, 0.502, 0.300, 0.877, 0.849]
    statistic = (112 - 1 - (2 * 6 + 5) / 6 - 2 / 3) * factor.misfit
    assert round(statistic, 2) == 75.18


def test_one_factor_is_the_most_likely_one_that_statsmodels_finds() -> None:
    rows = random_rows(items=7)
    theirs = Factor(rows, n_factor=1, method="ml").fit(tol=1e-12)
    ours = one_factor(np.corrcoef(rows, rowvar=False))
    np.testing.assert_allclose(ours.unique, theirs.uniqueness, atol=1e-4)
    np.testing.assert_allclose(ours.loadings, np.abs(theirs.loadings[:, 0]), atol=1e-4)


def test_a_table_that_one_factor_makes_gives_its_loadings_back() -> None:
    loadings = np.array([0.9, 0.7, -0.4, 0.2, 0.8])
    table = np.outer(loadings, loadings)
    np.fill_diagonal(table, 1)
    factor = one_factor(table)
    np.testing.assert_allclose(factor.loadings, loadings, atol=1e-5)
    np.testing.assert_allclose(factor.unique, 1 - loadings**2, atol=1e-5)
    assert factor.misfit == pytest.approx(0, abs=1e-9)


def test_omega_is_alpha_when_all_items_carry_the_same() -> None:
    """Three binary items whose eight patterns make every two of them correlate alike."""
    patterns = np.array([[0, 0, 0], [1, 1, 1], [0, 0, 1], [0, 1, 0], [1, 0, 0]])
    opposite = 1 - patterns[2:]
    rows = np.vstack([np.repeat(patterns[:2], 60, axis=0), np.repeat(patterns[2:], 20, axis=0)])
    rows = np.vstack([rows, np.repeat(opposite, 20, axis=0)])
    assert omega(rows).value == pytest.approx(cronbach_alpha(rows).value, abs=1e-7)
    assert omega(rows).people == 240


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (np.eye(2), r"correlations take shape \(items, items\), 3 .*, not \(2, 2\)\."),
        (np.ones((3, 4)), r"correlations take shape \(items, items\), 3 .*, not \(3, 4\)\."),
        (2 * np.eye(3), r"correlations take a symmetric table with 1 all along, not this one\."),
        (np.ones((3, 3)), r"correlations: others make up an item, as .* tells; leave it out\."),
    ],
    ids=["two items", "no square", "no correlations", "copies"],
)
def test_what_is_no_table_of_correlations_is_refused(table: Floats, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        one_factor(table)


# --- intraclass correlation ----------------------------------------------------------------------


# R: multilevel::ICC1(aov(WBEING ~ as.factor(GRP), bh1996)); published 0.04336905
def test_icc_of_soldiers_is_the_one_multilevel_gives(
    expected: dict[str, float], columns: Columns
) -> None:
    well, company = columns("bh1996", "WBEING", "GRP").T
    one = icc1(well, company)
    assert one.value == pytest.approx(expected["multilevel.ICC1.bh1996.WBEING"], rel=1e-9)
    assert (one.people, one.groups) == (7382, 99)
    together = columns("bh1996", "COHES")[:, 0]
    two = icc2(together, company)
    assert two.value == pytest.approx(expected["multilevel.ICC2.bh1996.COHES"], rel=1e-9)


# R: multilevel::ICC1, ICC2 of aov(HRS ~ as.factor(GRP), bh1996); the example in its manual
def test_icc_of_hours_is_the_one_in_the_manual_of_multilevel(columns: Columns) -> None:
    hours, company = columns("bh1996", "HRS", "GRP").T
    assert icc1(hours, company).value == pytest.approx(0.133106679086487, rel=1e-9)
    assert icc2(hours, company).value == pytest.approx(0.919673195379087, rel=1e-9)
    assert round(icc1(hours, company, unbalanced=True).value, 6) == 0.133498


# R: multilevel::ICC1, ICC2 of aov(COH02 ~ PLATOON, cohesion) and so on
PRINTED = {"multilevel.ICC1.cohesion.PLATOON.COH03": 0.601377657981431}


@pytest.mark.parametrize("title", ["COH02", "COH03", "COH04", "COH05"])
@pytest.mark.parametrize("measure", [icc1, icc2])
def test_icc_of_platoons_is_the_one_multilevel_gives(
    expected: dict[str, float], columns: Columns, *, measure: Callable, title: str
) -> None:
    found = measure(*columns("cohesion", title, "PLATOON").T, smallest=2)
    source = f"multilevel.{measure.__name__.upper()}.cohesion.PLATOON.{title}"
    assert found.value == pytest.approx((expected | PRINTED)[source], rel=1e-9)
    assert found.groups == 2


# R: psych::ICC of Shrout & Fleiss (1979), table 4; published .17 and .44. The pingouin of today
# calls pandas in a way that pandas warns about.
@pytest.mark.filterwarnings("ignore:The inplace keyword:pandas.errors.Pandas4Warning")
def test_icc_of_six_targets_is_the_published_one_and_that_of_pingouin() -> None:
    targets, judges = np.indices((6, 4)).reshape(2, -1)
    scores = np.ravel(RATINGS).astype(float)
    ours = icc1(scores, targets, smallest=2).value, icc2(scores, targets, smallest=2).value
    assert ours == pytest.approx((0.165742286206961, 0.442798057629365), abs=PSYCH)
    assert (round(ours[0], 2), round(ours[1], 2)) == (0.17, 0.44)
    table = pandas.DataFrame({"target": targets, "judge": judges, "score": scores})
    theirs = pingouin.intraclass_corr(table, targets="target", raters="judge", ratings="score")
    assert theirs["ICC"].iloc[[0, 3]].tolist() == pytest.approx(ours, abs=1e-9)
    even = icc1(scores, targets, unbalanced=True, smallest=2)
    assert even.value == pytest.approx(ours[0], rel=1e-12)  # one size, so both are the same


def test_icc_is_one_for_groups_of_one_voice_and_below_none_for_groups_alike() -> None:
    group = [0, 0, 1, 1, 2, 2]
    assert icc1([1, 1, 2, 2, 3, 3], group, smallest=2).value == 1
    assert icc2([1, 1, 2, 2, 3, 3], group, smallest=2).value == 1
    assert icc1([1, 3, 1, 3, 1, 3], group, smallest=2).value == -1
    assert np.isnan(icc2([1, 3, 1, 3, 1, 3], group, smallest=2).value)


@pytest.mark.parametrize("measure", [icc1, icc2])
@pytest.mark.parametrize(
    ("values", "group"),
    [([1, 2, 3], [0, 0, 0]), ([1, 2, 3], [0, 1, 2]), ([0.1] * 7, [0, 0, 1, 1, 1, 2, 2])],
    ids=["one group", "groups of one", "all alike"],
)
def test_where_groups_cannot_be_told_apart_there_is_no_icc(
    measure: Callable, values: list[float], group: list[int]
) -> None:
    found = measure(values, group, smallest=2)
    assert np.isnan(found.value)
    assert (found.people, found.groups) == (len(values), len(set(group)))


@pytest.mark.parametrize("measure", [icc1, icc2])
def test_icc_takes_two_hundred_values_and_a_group_for_each(measure: Callable) -> None:
    with pytest.raises(ValueError, match=r"values: 199 people came; 200 or more would be right\."):
        measure([1.0] * 199 + [np.nan], [0, 1] * 100)
    with pytest.raises(ValueError, match=r"group takes one for each .*, \(3,\), not \(2,\)\."):
        measure([1, 2, 3], [0, 1], smallest=2)


# --- polychoric ----------------------------------------------------------------------------------


def by_integration(table: NDArray[np.int64]) -> float:
    """Each cell by integrating over the first variable what is left of the second."""
    people = table.sum()
    cuts = [
        np.concatenate([[-8], norm.ppf(table.sum(axis=axis).cumsum()[:-1] / people), [8]])
        for axis in (1, 0)
    ]

    def cell(row: int, column: int, correlation: float) -> float:
        def slice_at(x: float) -> float:
            edges = (cuts[1][column : column + 2] - correlation * x) / np.sqrt(1 - correlation**2)
            return norm.pdf(x) * np.ptp(norm.cdf(edges))

        return quad(slice_at, *cuts[0][row : row + 2])[0]

    def unlikely(correlation: float) -> float:
        return -sum(
            count * np.log(cell(*place, correlation)) for place, count in np.ndenumerate(table)
        )

    return minimize_scalar(unlikely, bounds=(-0.95, 0.95), method="bounded").x


# R: polycor::polychor(A1, A2), whose optimiser stops at about 1e-4 of the scale it searches
def test_the_polychoric_correlation_of_two_items_is_the_one_polycor_gives(
    agreeable: Floats,
) -> None:
    complete = agreeable[~np.isnan(agreeable).any(axis=1)]
    found = polychoric(joint(complete[:, 0], complete[:, 1], levels=6), smallest=100)
    assert found.value == pytest.approx(0.478383791780383, abs=2e-7)
    assert found.people == 197


def test_the_polychoric_correlation_is_the_one_found_by_integrating_cell_by_cell() -> None:
    rows = random_rows(seed=3)
    table = joint(np.minimum(rows[:, 1] // 2 + 1, 3), np.minimum(rows[:, 4] // 2 + 1, 3), levels=3)
    assert polychoric(table).value == pytest.approx(by_integration(table), abs=1e-4)


def test_two_by_two_without_a_margin_off_centre_has_sheppards_correlation() -> None:
    """With both cuts at the middle a quarter plus arcsin(r) / 2 pi are on both upper sides."""
    found = polychoric([[150, 50], [50, 150]])
    assert found.value == pytest.approx(np.sin(2 * np.pi * (150 / 400 - 1 / 4)), abs=1e-7)


def test_items_that_say_nothing_of_each_other_or_the_opposite_correlate_so() -> None:
    assert polychoric(np.full((4, 4), 20)).value == pytest.approx(0, abs=1e-6)
    table = joint(*random_rows(seed=5)[:, :2].T + 1.0, levels=7)
    there, back = polychoric(table).value, polychoric(table[::-1]).value
    assert there == pytest.approx(-back, abs=1e-7)


def test_levels_that_nobody_chose_change_nothing() -> None:
    with_empty = polychoric([[90, 0, 30], [0, 0, 0], [20, 0, 80]])
    assert with_empty == polychoric([[90, 30], [20, 80]])


def test_an_item_with_one_answer_correlates_with_nothing() -> None:
    found = polychoric([[100, 60, 60], [0, 0, 0]])
    assert np.isnan(found.value)
    assert found.people == 220


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ([[100, 99], [0, 0]], r"polychoric: 199 people came; 200 or more would be right\."),
        ([200, 100], r"table takes shape \(levels, levels\), not \(2,\)\."),
        ([[200, -1], [0, 0]], r"table takes 0 or more people, not -1\."),
        ([[200, 0.5], [0, 0]], r"table takes whole numbers of people, not 0\.5\."),
    ],
)
def test_what_is_no_joint_table_is_refused(table: list, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        polychoric(table)


# --- components ----------------------------------------------------------------------------------


def test_the_components_are_the_singular_values_of_standardised_answers() -> None:
    rows = random_rows(items=6)
    standard = (rows - rows.mean(axis=0)) / rows.std(axis=0, ddof=1)
    by_svd = np.linalg.svd(standard, compute_uv=False) ** 2 / (len(rows) - 1)
    found = first_components(rows, number=6)
    np.testing.assert_allclose(found.eigenvalues, by_svd, rtol=1e-10)
    assert found.shares.sum() == pytest.approx(1, abs=1e-12)
    np.testing.assert_array_equal(first_components(rows).eigenvalues, found.eigenvalues[:3])
    assert (found.people, found.items) == (250, 6)


# --- all of them ---------------------------------------------------------------------------------


@ROWS
def test_fewer_than_two_hundred_complete_rows_are_a_team_and_no_portfolio(
    measure: Callable,
) -> None:
    rows = random_rows(people=200).astype(float)
    measure(rows)
    rows[0, 3] = np.nan
    told = r"rows: 199 complete rows came; 200 or more would be right\."
    with pytest.raises(ValueError, match=told):
        measure(rows)
    measure(rows, smallest=199)
    with pytest.raises(ValueError, match=r"rows: 0 complete rows came; 2 or more would be right\."):
        measure(np.full((5, 3), -1), smallest=0)


@ROWS
def test_an_item_to_which_all_gave_the_same_answer_measures_nothing(measure: Callable) -> None:
    rows = random_rows()
    rows[:, 2] = 4
    told = r"item 2: all 250 gave the same answer; leave it out\."
    with pytest.raises(ValueError, match=told):
        measure(rows)


@ROWS
def test_one_item_is_no_set_of_items(measure: Callable) -> None:
    told = r"rows take shape \(people, items\) of 2 or more items, not \(250, 1\)\."
    with pytest.raises(ValueError, match=told):
        measure(random_rows(items=1))


@ROWS
def test_rows_are_left_as_they_were(measure: Callable) -> None:
    rows = random_rows()
    before = rows.copy()
    measure(rows)
    np.testing.assert_array_equal(rows, before)
