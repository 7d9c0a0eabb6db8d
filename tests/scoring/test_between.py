"""How the spread of an item splits between and within groups, against numbers of others."""

import csv
from collections.abc import Callable, Sequence
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pandas
import pingouin
import pytest
from numpy.typing import NDArray
from scipy.stats import kruskal

from scoring.agreement import Agreement, typical_gap
from scoring.between import agency_share, between_groups, cross_gap, kruskal_wallis, same_gap

Counts = NDArray[np.int64]
ByGroup = Callable[..., Counts]
EXACT = 1e-12


@pytest.fixture
def by_group(reference_folder: Path) -> ByGroup:
    """People per group and level of one column of a public data set, missing values left out."""

    def read(name: str, title: str, *, group: str) -> Counts:
        path = reference_folder / "data" / f"{name}.csv"
        with path.open(newline="", encoding="utf-8") as lines:
            rows = [row for row in csv.DictReader(lines) if row[title] not in ("", "NA")]
        names = sorted({row[group] for row in rows})
        table = np.zeros((len(names), 5), dtype=np.int64)
        for row in rows:
            table[names.index(row[group]), int(float(row[title])) - 1] += 1
        return table

    return read


def of_values(*groups: Sequence[float]) -> Counts:
    """Values become levels in their order, so that ranks are kept."""
    values = sorted({value for group in groups for value in group})
    return np.array([[list(group).count(value) for value in values] for group in groups])


def persons(counts: Counts) -> list[tuple[int, int]]:
    """A group and a level for each person."""
    return [
        (group, level)
        for group, level in np.ndindex(counts.shape)
        for _ in range(counts[group, level])
    ]


def random_tables(*, groups: int, levels: int, tables: int = 60) -> Counts:
    return np.random.default_rng(groups * 10 + levels).integers(0, 4, (tables, groups, levels))


def f_ratio(counts: Counts) -> float:
    parts = between_groups(counts)
    explained = parts.between / (parts.groups - 1)
    return float(explained / (parts.within / (parts.people - parts.groups)))


# --- distance components -------------------------------------------------------------------------


# R: energy::disco(dist(cohesion$COH03), factors = cohesion$PLATOON, R = 0)
@pytest.mark.parametrize(
    ("title", "figure"),
    [
        ("COH01", "total"),
        ("COH01", "F"),
        ("COH03", "between"),
        ("COH03", "within"),
        ("COH03", "total"),
        ("COH03", "F"),
        ("COH05", "within"),
        ("COH05", "total"),
        ("COH05", "F"),
    ],
    ids=lambda part: f"energy 1.7.11, {part}",
)
def test_the_spread_splits_as_distance_components_do(
    expected: dict[str, float], by_group: ByGroup, title: str, figure: str
) -> None:
    counts = by_group("cohesion", title, group="PLATOON")
    parts = between_groups(counts)
    figures = {
        "between": float(parts.between),
        "within": float(parts.within),
        "total": float(parts.between + parts.within),
        "F": f_ratio(counts),
    }
    assert figures[figure] == pytest.approx(
        expected[f"energy.disco.cohesion.{title}.{figure}"], rel=EXACT
    )


# R: energy::disco(dist(as.numeric(wine$rating)), factors = wine$judge, R = 0)
def test_wine_ratings_split_between_judges_as_energy_and_vegan_split_them(
    expected: dict[str, float], by_group: ByGroup
) -> None:
    counts = by_group("wine", "rating", group="judge")
    parts = between_groups(counts)
    explained = float(parts.between / (parts.between + parts.within))
    energy, vegan = "energy.disco.wine.rating~judge", "vegan.adonis2.wine.sqrtL1.judge"
    assert float(parts.between) == pytest.approx(expected[f"{energy}.between"], rel=EXACT)
    assert float(parts.within) == pytest.approx(expected[f"{energy}.within"], rel=EXACT)
    assert f_ratio(counts) == pytest.approx(expected[f"{energy}.F"], rel=EXACT)
    assert float(parts.between) == pytest.approx(expected[f"{vegan}.SS"], rel=EXACT)
    assert explained == pytest.approx(expected[f"{vegan}.R2"], rel=EXACT)
    assert f_ratio(counts) == pytest.approx(expected[f"{vegan}.F"], rel=EXACT)
    assert (int(parts.people), int(parts.groups)) == (72, 9)


def test_wine_ratings_split_by_temperature_as_energy_splits_them(
    expected: dict[str, float], by_group: ByGroup
) -> None:
    parts = between_groups(by_group("wine", "rating", group="temp"))
    value = expected["energy.disco.wine.rating~temp.within"]
    assert float(parts.within) == pytest.approx(value, rel=EXACT)


# R: all 560 relabelings of y = 4,4,3 | 2,2,1 | 3,3 enumerated
@pytest.mark.parametrize("value", [2.91666666666667], ids=["R 4.2.2, enumeration"])
def test_eight_people_in_three_groups_have_the_spread_and_the_exact_p_of_r(
    expected: dict[str, float], value: float
) -> None:
    observed = float(between_groups(of_values([4, 4, 3], [2, 2, 1], [3, 3])).between)
    assert observed == pytest.approx(value, rel=EXACT)
    dealt = np.array(list(set(permutations((0, 0, 0, 1, 1, 1, 2, 2)))))
    answers = np.eye(4, dtype=np.int64)[[3, 3, 2, 1, 1, 0, 2, 2]]
    tables = np.stack([(dealt == group) @ answers for group in range(3)], axis=1)
    assert len(tables) == 560
    as_far = (between_groups(tables).between >= observed - EXACT).mean()
    assert as_far == pytest.approx(expected["R.exact.L1perm.y44322133.p"], rel=EXACT)


OZONE_BY_MONTH = (
    "41 36 12 18 28 23 19 8 7 16 11 14 18 14 34 6 30 11 1 11 4 32 23 45 115 37",
    "29 71 39 23 21 37 20 12 13",
    "135 49 32 64 40 77 97 97 85 10 27 7 48 35 61 79 63 16 80 108 20 52 82 50 64 59",
    "39 9 16 78 35 66 122 89 110 44 28 65 22 59 23 31 44 21 9 45 168 73 76 118 84 85",
    "96 78 73 91 47 32 20 23 21 24 44 21 28 9 13 46 18 13 24 16 13 23 36 7 14 30 14 18 20",
)
"""New York, May to September 1973: the example in R's help of the test, `airquality`."""


@pytest.mark.parametrize(
    ("statistic", "p_value"),
    [(29.2665763061169, 6.90071411854678e-06)],
    ids=["R 4.2.2, airquality: 29.267, 6.901e-06"],
)
def test_the_rank_test_of_many_ties_is_the_one_that_r_prints(
    statistic: float, p_value: float
) -> None:
    months = [[float(value) for value in month.split()] for month in OZONE_BY_MONTH]
    test = kruskal_wallis(of_values(*months))
    assert float(test.statistic) == pytest.approx(statistic, rel=EXACT)
    assert float(test.p_value) == pytest.approx(p_value, rel=EXACT)


@pytest.mark.parametrize("levels", [2, 4, 7])
@pytest.mark.parametrize("groups", [2, 3, 6])
def test_the_parts_are_those_of_all_pairs_of_people_taken_one_by_one(
    groups: int, levels: int
) -> None:
    for counts in random_tables(groups=groups, levels=levels):
        people = persons(counts)
        sizes = counts.sum(axis=1)
        if (sizes > 0).sum() < 2:
            continue
        pairs = [(a[0] == b[0], abs(a[1] - b[1]), a[0]) for a, b in combinations(people, 2)]
        within = sum(gap / sizes[group] for same, gap, group in pairs if same)
        total = sum(gap for _, gap, _ in pairs) / len(people)
        same = [gap for alike, gap, _ in pairs if alike]
        cross = [gap for alike, gap, _ in pairs if not alike]
        parts = between_groups(counts)
        assert float(parts.within) == pytest.approx(within, abs=EXACT)
        assert float(parts.between) == pytest.approx(total - within, abs=EXACT)
        assert float(parts.cross_gap) == pytest.approx(np.mean(cross), abs=EXACT)
        if same:
            assert float(parts.same_gap) == pytest.approx(np.mean(same), abs=EXACT)
        assert int(parts.people) == len(people)


def test_the_share_is_one_less_the_spread_inside_over_the_whole_each_per_degree_of_freedom() -> (
    None
):
    for counts in random_tables(groups=4, levels=4):
        parts = between_groups(counts)
        people, groups = int(parts.people), int(parts.groups)
        total = float(parts.between + parts.within)
        left = float(parts.within) / (people - groups) / (total / (people - 1))
        assert float(parts.agency_share) == pytest.approx(1 - left, abs=EXACT)


def test_groups_of_one_voice_each_account_for_all_of_the_spread() -> None:
    parts = between_groups([[5, 0, 0, 0], [0, 0, 0, 3]])
    assert float(parts.agency_share) == pytest.approx(1.0, abs=EXACT)
    assert float(parts.within) == float(parts.same_gap) == 0
    assert float(parts.cross_gap) == 3


def test_groups_with_the_same_split_account_for_less_than_chance_alone_would() -> None:
    parts = between_groups([[3, 0, 0, 3], [2, 0, 0, 2]])
    assert float(parts.between) == pytest.approx(0, abs=EXACT)
    assert float(parts.agency_share) < 0
    assert float(parts.cross_gap) < float(parts.same_gap)


def test_where_all_answers_are_alike_there_is_no_spread_to_share() -> None:
    parts = between_groups([[0, 4, 0], [0, 2, 0]])
    assert float(parts.between) == float(parts.within) == 0
    assert float(parts.same_gap) == float(parts.cross_gap) == 0
    assert np.isnan(parts.agency_share)


def test_one_group_has_a_gap_of_its_own_and_nothing_beside_it() -> None:
    alone = [[2, 3, 1, 4]]
    parts = between_groups(alone)
    assert float(parts.same_gap) == pytest.approx(float(typical_gap(alone[0]).value), rel=EXACT)
    assert int(parts.groups) == 1
    for value in (parts.between, parts.agency_share, parts.cross_gap):
        assert np.isnan(value)


def test_groups_in_which_nobody_answered_do_not_count() -> None:
    with_empty = between_groups([[2, 1, 0, 4], [0, 0, 0, 0], [1, 3, 3, 0]])
    without = between_groups([[2, 1, 0, 4], [1, 3, 3, 0]])
    for part in type(with_empty).__slots__:
        assert getattr(with_empty, part) == getattr(without, part)
    assert int(with_empty.groups) == 2


def test_groups_of_one_person_have_a_cross_gap_only() -> None:
    parts = between_groups([[1, 0, 0], [0, 0, 1], [0, 1, 0]])
    assert float(parts.cross_gap) == pytest.approx(4 / 3, rel=EXACT)
    assert float(parts.within) == 0
    assert np.isnan(parts.same_gap)
    assert np.isnan(parts.agency_share)


def test_nobody_answered_and_nothing_is_known() -> None:
    parts = between_groups(np.zeros((3, 4), dtype=int))
    assert int(parts.people) == int(parts.groups) == 0
    for part in ("between", "within", "agency_share", "same_gap", "cross_gap"):
        assert np.isnan(getattr(parts, part))


@pytest.mark.parametrize("function", [agency_share, same_gap, cross_gap])
def test_a_single_part_is_the_one_of_the_whole_split(
    function: Callable[[Counts], Agreement],
) -> None:
    tables = random_tables(groups=3, levels=4)
    parts = between_groups(tables)
    part = function(tables)
    np.testing.assert_array_equal(part.value, getattr(parts, function.__name__))
    np.testing.assert_array_equal(part.people, parts.people)


# --- ranks ---------------------------------------------------------------------------------------


# R: kruskal.test(as.numeric(rating) ~ judge, wine)
def test_the_rank_test_of_wine_ratings_is_the_one_of_r(
    expected: dict[str, float], by_group: ByGroup
) -> None:
    test = kruskal_wallis(by_group("wine", "rating", group="judge"))
    assert float(test.statistic) == pytest.approx(expected["R.kruskal.wine.judge.H"], rel=EXACT)
    assert float(test.p_value) == pytest.approx(expected["R.kruskal.wine.judge.p"], rel=EXACT)


# R: kruskal.test of y = 4,4,3,4 | 2,2,1,2 | 3,3,4,1
def test_the_rank_test_of_twelve_answers_is_the_one_of_r(expected: dict[str, float]) -> None:
    test = kruskal_wallis(of_values([4, 4, 3, 4], [2, 2, 1, 2], [3, 3, 4, 1]))
    assert float(test.statistic) == pytest.approx(expected["R.kruskal.12obs.H"], rel=EXACT)


# R: ?kruskal.test, mucociliary efficiency (Hollander & Wolfe 1973, page 116; printed 0.77143, 0.68)
@pytest.mark.parametrize(
    ("statistic", "p_value"),
    [(0.771428571428572, 0.679964773578894)],
    ids=["R 4.2.2, hollander-wolfe"],
)
def test_the_rank_test_of_the_example_in_the_help_of_r_is_the_one_printed_there(
    statistic: float, p_value: float
) -> None:
    healthy, obstructed = [2.9, 3.0, 2.5, 2.6, 3.2], [3.8, 2.7, 4.0, 2.4]
    test = kruskal_wallis(of_values(healthy, obstructed, [2.8, 3.4, 3.7, 2.2, 2.0]))
    assert float(test.statistic) == pytest.approx(statistic, rel=EXACT)
    assert float(test.p_value) == pytest.approx(p_value, rel=EXACT)
    assert (int(test.people), int(test.groups)) == (14, 3)


@pytest.mark.parametrize("levels", [2, 4, 7])
def test_the_rank_test_is_the_one_of_scipy_and_pingouin(levels: int) -> None:
    for place, counts in enumerate(random_tables(groups=4, levels=levels)):
        if (counts.sum(axis=1) == 0).any() or (counts.sum(axis=0) > 0).sum() < 2:
            continue
        people = np.array(persons(counts))
        theirs = kruskal(*(people[people[:, 0] == group, 1] for group in range(4)))
        ours = kruskal_wallis(counts)
        assert float(ours.statistic) == pytest.approx(theirs.statistic, abs=1e-10)
        assert float(ours.p_value) == pytest.approx(theirs.pvalue, abs=1e-10)
        if place < 3:
            table = pandas.DataFrame(people, columns=["group", "level"])
            row = pingouin.kruskal(table, dv="level", between="group")
            assert float(ours.statistic) == pytest.approx(row["H"].iloc[0], abs=1e-10)
            assert float(ours.p_value) == pytest.approx(row["p_unc"].iloc[0], abs=1e-10)


@pytest.mark.parametrize(
    "counts",
    [[[0, 4, 0], [0, 2, 0]], [[1, 2, 3]], [[1, 2, 3], [0, 0, 0]], [[0, 0, 0], [0, 0, 0]]],
    ids=["all alike", "one group", "one group that answered", "nobody"],
)
def test_where_groups_cannot_differ_the_rank_test_says_that_they_do_not(
    counts: list[list[int]],
) -> None:
    test = kruskal_wallis(counts)
    assert float(test.statistic) == 0
    assert float(test.p_value) == 1
    assert int(test.people) == np.sum(counts)


# --- both ----------------------------------------------------------------------------------------

BOTH = pytest.mark.parametrize("function", [between_groups, kruskal_wallis])


@BOTH
def test_many_items_at_once_are_the_items_one_by_one(function: Callable) -> None:
    tables = random_tables(groups=3, levels=4, tables=12).reshape(2, 6, 3, 4)
    whole = function(tables)
    for place in np.ndindex(2, 6):
        alone = function(tables[place])
        for part in type(whole).__slots__:
            together = getattr(whole, part)
            assert together.shape == (2, 6)
            np.testing.assert_allclose(together[place], getattr(alone, part), rtol=EXACT)


@BOTH
def test_counts_are_left_as_they_were(function: Callable) -> None:
    tables = random_tables(groups=3, levels=4)
    before = tables.copy()
    function(tables)
    np.testing.assert_array_equal(tables, before)


@BOTH
@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([[3, -1], [0, 2]], r"counts take 0 or more people, not -1\."),
        ([3, 2], r"counts take shape \(\.\.\., groups, levels\) of 2 or more levels, not \(2,\)\."),
        ([[3], [2]], r"counts take shape .* of 2 or more levels, not \(2, 1\)\."),
        (np.zeros((0, 4)), r"counts take shape .* of 2 or more levels, not \(0, 4\)\."),
        ([[3, 1.5], [1, 1]], r"counts take whole numbers of people, not 1\.5\."),
        ([[3, float("nan")], [1, 1]], r"counts take whole numbers of people, not nan\."),
    ],
    ids=["negative", "no groups", "one level", "groups of none", "half a person", "nan"],
)
def test_what_counts_no_people_is_refused(function: Callable, counts: object, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        function(counts)
