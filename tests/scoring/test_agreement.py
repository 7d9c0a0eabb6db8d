"""Which side a group is on and how far apart it is, against numbers of others."""

from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np
import pytest
from scipy.spatial.distance import pdist

from scoring.agreement import consensus, side_share, typical_gap
from tests.scoring.conftest import counts_in, every_row, levels_of, persons

Column = Callable[[str, str], list[int]]
SEVEN = (30, 40, 210, 130, 530, 50, 10)  # the worked example in the manual of cran/agrmt
LEVELS = range(2, 8)


def random_rows(levels: int, *, rows: int = 40) -> list[list[int]]:
    random = np.random.default_rng(levels)
    return random.integers(0, 7, size=(rows, levels)).tolist()


# --- typical gap ---------------------------------------------------------------------------------


# R: mean(dist(cohesion$COH01))
@pytest.mark.parametrize(
    "title",
    ["COH01", "COH02", "COH04", "COH05"],
    ids=lambda title: f"R 4.2.2, multilevel::cohesion {title}",
)
def test_the_typical_gap_is_the_mean_distance_that_r_gives(
    expected: dict[str, float], column: Column, title: str
) -> None:
    gap = typical_gap(levels_of(column("cohesion", title), low=1, high=5))
    assert float(gap.value) == pytest.approx(expected[f"R.gmd.cohesion.{title}"], rel=1e-12)


# R: mean(dist(as.numeric(ordinal::wine$rating)))
@pytest.mark.parametrize("value", [1.17840375586854], ids=["R 4.2.2, ordinal::wine rating"])
def test_the_typical_gap_of_the_wine_ratings_is_the_one_r_gives(
    column: Column, value: float
) -> None:
    gap = typical_gap(levels_of(column("wine", "rating"), low=1, high=5))
    assert float(gap.value) == pytest.approx(value, rel=1e-13)
    assert int(gap.people) == 72


# Of energy's DISCO components, total = between + within = (N - 1) / 2 times the mean distance.
@pytest.mark.parametrize(
    ("name", "title", "sources"),
    [
        ("cohesion", "COH01", ("energy.disco.cohesion.COH01.total",)),
        ("cohesion", "COH03", ("energy.disco.cohesion.COH03.total",)),
        ("cohesion", "COH05", ("energy.disco.cohesion.COH05.total",)),
        (
            "wine",
            "rating",
            ("energy.disco.wine.rating~judge.between", "energy.disco.wine.rating~judge.within"),
        ),
    ],
    ids=["energy disco COH01", "energy disco COH03", "energy disco COH05", "energy disco wine"],
)
def test_the_typical_gap_is_what_distance_components_make_of_it(
    expected: dict[str, float],
    column: Column,
    *,
    name: str,
    title: str,
    sources: tuple[str, ...],
) -> None:
    values = column(name, title)
    total = sum(expected[source] for source in sources)
    gap = typical_gap(levels_of(values, low=1, high=5)).value
    assert float(gap) == pytest.approx(2 * total / (len(values) - 1), rel=1e-12)


@pytest.mark.parametrize("levels", LEVELS)
def test_the_typical_gap_is_the_mean_over_all_pairs_of_people(levels: int) -> None:
    for counts in random_rows(levels):
        people = persons(counts)
        if len(people) < 2:
            continue
        by_hand = np.mean([abs(one - other) for one, other in combinations(people, 2)])
        by_scipy = pdist(np.array(people, dtype=float)[:, np.newaxis], "cityblock").mean()
        gap = float(typical_gap(counts).value)
        assert gap == pytest.approx(by_hand, rel=1e-12)
        assert gap == pytest.approx(by_scipy, rel=1e-12)


@pytest.mark.parametrize("levels", LEVELS)
def test_the_gap_is_none_for_one_voice_and_largest_for_two_camps(levels: int) -> None:
    for people in range(2, 9):
        gaps = [float(typical_gap(row).value) for row in every_row(people, levels)]
        camps = [people // 2, *[0] * (levels - 2), people - people // 2]
        assert min(gaps) == 0
        assert max(gaps) == float(typical_gap(camps).value)
        assert max(gaps) <= (levels - 1) * people / (2 * (people - 1)) + 1e-12


@pytest.mark.parametrize(
    ("counts", "gap"),
    [([25_000] * 4, 1.25), ([50_000, 0, 0, 50_000], 1.5)],
    ids=["answers at random, 5/4 of a point", "two camps at the poles, 3/2 points"],
)
def test_a_large_group_has_the_gap_of_its_distribution(counts: list[int], gap: float) -> None:
    assert float(typical_gap(counts).value) == pytest.approx(gap, rel=2e-5)


@pytest.mark.parametrize("counts", [[0, 0, 0, 0], [0, 1, 0, 0]], ids=["nobody", "one person"])
def test_fewer_than_two_people_have_no_gap(counts: list[int]) -> None:
    gap = typical_gap(counts)
    assert np.isnan(gap.value)
    assert int(gap.people) == sum(counts)


# --- consensus -----------------------------------------------------------------------------------

VARIATION = (
    "agrmt.berrymielke.4pt(0,0,5,5)",
    "agrmt.berrymielke.4pt(3,3,2,2)",
    "agrmt.berrymielke.4pt(10,3,2,15)",
    "agrmt.berrymielke.4pt(1,2,3,4)",
    "agrmt.berrymielke.4pt(2,0,1,3)",
    "agrmt.berrymielke.4pt(1,1,1,1)",
    "agrmt.berrymielke.4pt(1,0,0,2)",
)
SQUARED = (
    "agrmt.lsquared.4pt(0,0,0,10)",
    "agrmt.lsquared.4pt(0,0,5,5)",
    "agrmt.lsquared.4pt(1,0,4,0)",
    "agrmt.lsquared.4pt(0,5,5,0)",
    "agrmt.lsquared.4pt(5,0,5,0)",
    "agrmt.lsquared.4pt(1,2,3,4)",
    "agrmt.lsquared.4pt(2,0,1,3)",
    "agrmt.lsquared.4pt(1,1,1,1)",
    "agrmt.lsquared.4pt(0,0,1,0)",
)


@pytest.mark.parametrize("source", VARIATION, ids=lambda source: f"cran/agrmt 1.42.12, {source}")
def test_consensus_is_one_minus_the_berry_mielke_index(
    expected: dict[str, float], source: str
) -> None:
    value = float(consensus(counts_in(source)).value)
    assert value == pytest.approx(1 - expected[source], abs=1e-14)


# R: agrmt::BerryMielke(c(30,40,210,130,530,50,10))
@pytest.mark.parametrize("value", [0.402666666666667], ids=["cran/agrmt 1.42.12, V7 of its manual"])
def test_consensus_is_one_minus_the_berry_mielke_index_on_seven_levels(value: float) -> None:
    assert float(consensus(SEVEN).value) == pytest.approx(1 - value, abs=1e-14)


@pytest.mark.parametrize("source", SQUARED, ids=lambda source: f"cran/agrmt 1.42.12, {source}")
def test_consensus_is_blair_and_lacys_l_squared_but_for_odd_numbers_of_people(
    expected: dict[str, float], source: str
) -> None:
    counts = counts_in(source)
    people = sum(counts)
    odd = (people**2 - people % 2) / people**2  # l squared never reaches 0 for odd numbers
    value = float(consensus(counts).value)
    if people > 1:
        assert (1 - value) * odd == pytest.approx(1 - expected[source], abs=1e-14)
    else:
        assert value == expected[source] == 1


@pytest.mark.parametrize("levels", LEVELS)
@pytest.mark.parametrize("people", [2, 3, 6, 7])
def test_consensus_reaches_both_ends_at_every_number_of_people(people: int, levels: int) -> None:
    values = [float(consensus(row).value) for row in every_row(people, levels)]
    unanimous = [
        float(consensus(row).value) for row in every_row(people, levels) if max(row) == people
    ]
    assert min(values) == 0
    assert max(values) == 1
    assert values.count(1) == len(unanimous) == levels


def test_one_person_is_of_one_voice_and_nobody_is_of_none() -> None:
    assert float(consensus([0, 0, 1, 0]).value) == 1
    assert np.isnan(consensus([0, 0, 0, 0]).value)


@pytest.mark.parametrize("levels", LEVELS)
def test_gap_and_consensus_look_the_same_from_the_other_end(levels: int) -> None:
    for counts in random_rows(levels):
        for measure in (typical_gap, consensus):
            there, back = measure(counts).value, measure(counts[::-1]).value
            assert float(there) == pytest.approx(float(back), nan_ok=True)


# --- side share ----------------------------------------------------------------------------------


@pytest.mark.parametrize("levels", LEVELS)
def test_the_side_share_is_the_share_of_people_above_the_middle(levels: int) -> None:
    for counts in random_rows(levels):
        people = np.array(persons(counts), dtype=float)
        share = side_share(counts)
        assert int(share.people) == len(people)
        by_hand = np.mean(people > (levels - 1) / 2) if len(people) else np.nan
        assert float(share.value) == pytest.approx(by_hand, nan_ok=True)


@pytest.mark.parametrize(
    ("counts", "share"),
    [([2, 3, 10, 15], 25 / 30), ([0, 0, 0, 9], 1.0), ([4, 0, 0, 0], 0.0), ([0, 0, 1, 0], 1.0)],
)
def test_twenty_five_of_thirty_agree(counts: list[int], share: float) -> None:
    assert float(side_share(counts).value) == share


def test_the_middle_of_an_odd_scale_is_among_the_people_but_on_no_side() -> None:
    assert float(side_share([2, 6, 4]).value) == 4 / 12
    assert float(side_share([4, 6, 2]).value) == 2 / 12
    assert float(side_share([0, 8, 0]).value) == 0


def test_nobody_has_no_side() -> None:
    assert np.isnan(side_share([0, 0]).value)


# --- all of them ---------------------------------------------------------------------------------

ALL = pytest.mark.parametrize("measure", [side_share, typical_gap, consensus])


@ALL
def test_many_rows_at_once_are_the_rows_one_by_one(measure: Callable) -> None:
    random = np.random.default_rng(3)
    tables = random.integers(0, 5, size=(3, 6, 4))
    whole = measure(tables)
    assert whole.value.shape == whole.people.shape == (3, 6)
    for place in np.ndindex(3, 6):
        alone = measure(tables[place])
        assert whole.value[place] == pytest.approx(float(alone.value), nan_ok=True)
        assert whole.people[place] == alone.people


@ALL
@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([3, -1], r"counts take 0 or more people, not -1\."),
        ([3], r"counts take shape \(\.\.\., levels\) of 2 or more levels, not \(1,\)\."),
        (3, r"counts take shape \(\.\.\., levels\) of 2 or more levels, not \(\)\."),
        ([3, 1.5], r"counts take whole numbers of people, not 1\.5\."),
        ([3, float("nan")], r"counts take whole numbers of people, not nan\."),
    ],
    ids=["negative", "one level", "no levels", "half a person", "nan"],
)
def test_what_counts_no_people_is_refused(
    measure: Callable, counts: Sequence[float] | int, told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        measure(counts)
