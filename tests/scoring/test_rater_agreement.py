"""Agreement of raters is that of others who worked it out, and "don't know" is no disagreement."""

import copy
import itertools
import math
from collections.abc import Callable, Sequence

import krippendorff
import numpy as np
import pytest

from scoring.rater_agreement import (
    Scale,
    Value,
    dont_know_share,
    krippendorff_alpha,
    nominal_alpha,
)
from tests.scoring.coded import (
    HAYES_2007,
    KRIPPENDORFF_1980_P139,
    KRIPPENDORFF_1995,
    KRIPPENDORFF_BINARY,
    KRIPPENDORFF_GAPS,
    of_lines,
)

Table = list[list[Value]]

# rows are observers, as printed; 12 units
PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
NAMES = ("in_place", "partly", "not_in_place", "not_applicable")


def turned(observers: Sequence[Sequence[Value]]) -> Table:
    """Units by raters, from raters by units."""
    return [list(unit) for unit in zip(*observers, strict=True)]


def made(seed: int) -> Table:
    """A random table, some of it left out and some of it much alike."""
    generator = np.random.default_rng(seed)
    units, raters = generator.integers(2, 40), generator.integers(2, 9)
    values = int(generator.integers(2, 5))
    truth = generator.integers(values, size=(units, 1))
    noise = generator.integers(values, size=(units, raters))
    told = np.where(generator.random((units, raters)) < generator.random(), truth, noise)
    missing = generator.random((units, raters)) < generator.random() * 0.8
    return [
        [None if left else int(value) for value, left in zip(row, gone, strict=True)]
        for row, gone in zip(told, missing, strict=True)
    ]


def pair_by_pair(table: Table) -> float:
    """Alpha from every pair of answers, looked at one after the other."""
    units = [[value for value in row if value is not None] for row in table]
    units = [unit for unit in units if len(unit) > 1]
    answers = [value for unit in units for value in unit]
    observed = 0.0
    for unit in units:
        apart = sum(one != other for one, other in itertools.combinations(unit, 2))
        observed += 2 * apart / (len(unit) - 1)
    expected = 2 * sum(one != other for one, other in itertools.combinations(answers, 2))
    if not expected:
        return math.nan
    return 1 - (observed / len(answers)) / (expected / (len(answers) * (len(answers) - 1)))


def of_package(table: Table) -> float:
    """Alpha of the package krippendorff, from raters by units with nan for what is missing."""
    plain = [[math.nan if value is None else value for value in row] for row in table]
    return float(krippendorff.alpha(np.array(plain, float).T, level_of_measurement="nominal"))


def is_told(table: Table) -> bool:
    """Whether two different values are among the answers that can be compared."""
    compared = [row for row in table if sum(value is not None for value in row) > 1]
    return len({value for row in compared for value in row if value is not None}) > 1


LONG = [seed for seed in range(600) if nominal_alpha(made(seed)).reason is None]
TOLD = [seed for seed in range(600) if is_told(made(seed))]


def test_alpha_is_the_published_one() -> None:
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C."""
    found = nominal_alpha(turned(PUBLISHED))
    assert found.alpha == pytest.approx(0.743, abs=0.0005)
    assert (found.units, found.answers, found.raters) == (11, 40, 4)


def test_alpha_is_the_one_of_the_package_on_hundreds_of_random_tables() -> None:
    assert len(TOLD) > 500
    for seed in TOLD:
        table = made(seed)
        assert nominal_alpha(table).alpha == pytest.approx(of_package(table), abs=1e-9), seed


def test_alpha_is_that_of_all_pairs_looked_at_one_by_one() -> None:
    for seed in range(600):
        table = made(seed)
        answers = [value for row in table for value in row if value is not None]
        if len(answers) <= 80:
            found, expected = nominal_alpha(table).alpha, pair_by_pair(table)
            assert found == pytest.approx(expected, abs=1e-9, nan_ok=True), seed


def test_the_package_refuses_or_misses_what_we_name() -> None:
    """Each of these is why we have our own; when one of them fails, the package got better."""
    with pytest.raises(ValueError, match="more than one value"):
        of_package([[1, 1], [1, 1]])
    assert nominal_alpha([[1, 1], [1, 1]]).reason == "one_value"
    with pytest.warns(RuntimeWarning, match="invalid value"):
        assert math.isnan(of_package([[1, 1], [1, 1], [2, None]]))
    assert nominal_alpha([[1, 1], [1, 1], [2, None]]).reason == "one_value"
    with pytest.raises(ValueError, match="at least one unit"):
        of_package([[1, None], [None, 2]])
    assert nominal_alpha([[1, None], [None, 2]]).reason == "nothing_to_compare"
    with pytest.raises(ValueError, match="dtype kind O"):
        krippendorff.alpha([["a", None], ["a", "b"]], level_of_measurement="nominal")
    assert nominal_alpha([["a", "a"], [None, "b"]]).reason == "one_value"


def test_the_package_takes_minus_one_for_a_value_and_we_do_not() -> None:
    table: Table = [[1, 1, -1], [2, 2, -1], [1, 2, -1], [2, 2, 2]]
    theirs = float(krippendorff.alpha(np.array(table).T, level_of_measurement="nominal"))
    blank: Table = [[None if value == -1 else value for value in row] for row in table]
    assert nominal_alpha(table).alpha == pytest.approx(of_package(blank))
    assert abs(nominal_alpha(table).alpha - theirs) > 0.1


def test_the_package_loses_count_in_small_numbers_and_we_do_not() -> None:
    """Counts as 8-bit numbers overflow when the package multiplies them."""
    counts = [[20, 5], [3, 22], [10, 10], [25, 0]]
    small, large = (
        float(
            krippendorff.alpha(value_counts=np.array(counts, dtype), level_of_measurement="nominal")
        )
        for dtype in (np.int8, np.int64)
    )
    raters = 25
    table: Table = [
        [0] * first + [1] * second + [None] * (raters - first - second)  # type: ignore[list-item]
        for first, second in counts
    ]
    assert nominal_alpha(table).alpha == pytest.approx(large)
    assert abs(small - large) > 0.5
    eight_bits = np.array([[-1 if value is None else value for value in row] for row in table])
    assert nominal_alpha(eight_bits.astype(np.int8)).alpha == pytest.approx(large)  # type: ignore[arg-type]


def test_all_alike_is_one_and_always_apart_is_near_minus_one() -> None:
    alike = nominal_alpha([["a", "a"], ["b", "b"]] * 10)
    assert (alike.alpha, alike.low, alike.high, alike.conflict_share) == (1.0, 1.0, 1.0, 0.0)
    apart = nominal_alpha([["a", "b"]] * 20)
    assert apart.alpha == pytest.approx(-1 + 2 / 40)
    assert apart.conflict_share == 1.0


def test_who_says_nothing_changes_nothing() -> None:
    said = turned(PUBLISHED)
    found = nominal_alpha(said)
    more: Table = [[*row, None, -1] for row in said] + [[None] * 6, [4, None, None, -1, None, None]]
    assert nominal_alpha(more) == found


def test_neither_the_order_of_units_and_raters_nor_the_seed_changes_alpha() -> None:
    table = made(LONG[0])
    found = nominal_alpha(table, seed=4)
    assert nominal_alpha([row[::-1] for row in reversed(table)], seed=4) == found
    other = nominal_alpha(table, seed=5)
    assert other.alpha == found.alpha
    assert (other.low, other.high) != (found.low, found.high)


def test_the_same_seed_gives_the_same_interval() -> None:
    table = made(LONG[0])
    assert nominal_alpha(table, seed=4) == nominal_alpha(table, seed=4)


@pytest.mark.parametrize("seed", LONG[:3])
def test_the_interval_is_that_of_draws_made_one_by_one(seed: int) -> None:
    table = [row for row in made(seed) if sum(value is not None for value in row) > 1]
    generator = np.random.default_rng(99)
    draws = [
        of_package([table[place] for place in generator.integers(len(table), size=len(table))])
        for _ in range(2_000)
    ]
    found = nominal_alpha(table)
    assert found.low == pytest.approx(np.quantile(draws, 0.025), abs=0.04)
    assert found.high == pytest.approx(np.quantile(draws, 0.975), abs=0.04)
    assert found.low < found.alpha < found.high


def test_of_nine_units_there_is_alpha_and_no_interval_and_of_ten_there_are_both() -> None:
    ten: Table = [["a", "a"], ["b", "b"], ["a", "b"], ["b", "b"], ["a", "a"]] * 2
    nine, both = nominal_alpha(ten[:9]), nominal_alpha(ten)
    assert (nine.reason, nine.units) == ("few_units", 9)
    assert not math.isnan(nine.alpha)
    assert math.isnan(nine.low)
    assert math.isnan(nine.high)
    assert both.reason is None
    assert both.low <= both.alpha <= both.high


def test_where_draws_often_hold_one_value_only_there_is_no_interval() -> None:
    table: Table = [*([["a", "a"]] * 30), ["a", "b"]]  # type: ignore[list-item]
    found = nominal_alpha(table)
    assert found.reason == "nearly_one_value"
    assert found.alpha == pytest.approx(pair_by_pair(table))
    assert math.isnan(found.low)
    assert math.isnan(found.high)


@pytest.mark.parametrize(
    ("table", "reason", "units"),
    [
        ([], "nothing_to_compare", 0),
        ([[], []], "nothing_to_compare", 0),
        ([[None, -1]] * 12, "nothing_to_compare", 0),
        ([["a", None], [None, "b"]], "nothing_to_compare", 0),
        ([["a", "a"]] * 12, "one_value", 12),
    ],
)
def test_what_cannot_be_told_is_nan_and_says_why(table: Table, reason: str, units: int) -> None:
    found = nominal_alpha(table)
    assert (found.reason, found.units, found.differing) == (reason, units, 0)
    assert all(math.isnan(each) for each in (found.alpha, found.low, found.high))


def test_the_share_of_conflicts_is_that_of_compared_units() -> None:
    found = nominal_alpha([["a", "b", None], ["a", "a", "a"], ["b", None, None], ["b", "b", "a"]])
    assert (found.differing, found.units) == (2, 3)
    assert found.conflict_share == pytest.approx(2 / 3)
    assert math.isnan(nominal_alpha([]).conflict_share)


def test_rows_of_different_length_are_refused_with_both_lengths() -> None:
    with pytest.raises(ValueError, match="rows of one length, not of 2 and 3 raters"):
        nominal_alpha([["a", "b"], ["a", "b", None]])


def test_dont_know_is_counted_among_those_whose_area_it_is() -> None:
    answers = ["in_place", "unknown", "not_our_area", "not_asked", None, "not_applicable", "partly"]
    found = dont_know_share([*answers, "unknown", "not_in_place"])
    assert (found.dont_know, found.asked) == (2, 6)
    assert found.share == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("answers", "share"), [(["unknown"] * 3, 1.0), (list(NAMES), 0.0), (["not_our_area"], math.nan)]
)
def test_the_share_that_does_not_know_goes_from_none_to_all_and_is_nan_of_nobody(
    answers: list[str], share: float
) -> None:
    assert dont_know_share(answers).share == pytest.approx(share, nan_ok=True)


def test_a_status_that_is_none_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"takes statuses \(in_place, .*not_asked\), not 'maybe'"):
        dont_know_share(["in_place", "maybe"])


def test_arguments_are_left_as_they_were() -> None:
    table, answers = made(3), ["unknown", "in_place"]
    before = copy.deepcopy((table, answers))
    assert nominal_alpha(table).units
    assert dont_know_share(answers).asked
    assert (table, answers) == before


@pytest.mark.parametrize(
    ("table", "scale", "published", "digits"),
    [
        pytest.param(of_lines(lines), scale, published, digits, id=f"{source}, {scale}")
        for source, lines, scale, published, digits in (
            ("Krippendorff 2004 p. 230", KRIPPENDORFF_GAPS, "nominal", 0.743, 3),
            ("Krippendorff 2004 p. 230", KRIPPENDORFF_GAPS, "ordinal", 0.815, 3),
            ("Krippendorff 2004 p. 230", KRIPPENDORFF_GAPS, "interval", 0.849, 3),
            ("Krippendorff 1980 p. 139", KRIPPENDORFF_1980_P139, "nominal", 0.642, 2),
            ("Krippendorff 1980 p. 139", KRIPPENDORFF_1980_P139, "interval", 0.547, 3),
            ("Hayes and Krippendorff 2007", HAYES_2007, "ordinal", 0.7598, 4),
        )
    ],
)
def test_alpha_of_every_scale_is_the_published_one(
    table: Table, scale: Scale, published: float, digits: int
) -> None:
    found = krippendorff_alpha(table, scale=scale, draws=10)
    assert found.alpha == pytest.approx(published, abs=0.6 * 10**-digits)


def test_alpha_of_two_coders_and_two_values_is_the_published_one() -> None:
    binary: Table = [list(pair) for pair in KRIPPENDORFF_BINARY]
    assert nominal_alpha(binary).alpha == pytest.approx(0.095, abs=0.0005)
    one, other, _, published = KRIPPENDORFF_1995["A"]
    seconds: Table = [list(pair) for pair in zip(one, other, strict=True)]
    assert nominal_alpha(seconds).alpha == pytest.approx(published, abs=0.0005)


@pytest.mark.parametrize("scale", ["nominal", "ordinal", "interval"])
def test_alpha_is_the_one_that_others_printed(scale: Scale, expected: dict[str, float]) -> None:
    found = krippendorff_alpha(of_lines(KRIPPENDORFF_GAPS), scale=scale, draws=10)
    assert found.alpha == pytest.approx(
        expected[f"krippendorff.alpha.canonical.{scale}"], abs=1e-11
    )


def test_the_published_example_is_the_one_of_the_shared_data(
    column: Callable[[str, str], list[int]], expected: dict[str, float]
) -> None:
    table = of_lines(KRIPPENDORFF_GAPS)
    for rater in range(4):
        said = [row[rater] for row in table if row[rater] is not None]
        assert said == column("cac_raw4raters", f"Rater{rater + 1}")
    printed = expected["irrCAC.kripp.raw4raters.unweighted"]
    assert nominal_alpha(table).alpha == pytest.approx(printed, abs=5e-6)


@pytest.mark.parametrize("scale", ["ordinal", "interval"])
def test_alpha_of_an_ordered_scale_is_the_one_of_the_package(scale: Scale) -> None:
    for seed in TOLD[:300]:
        table = made(seed)
        plain = [[math.nan if value is None else value for value in row] for row in table]
        theirs = float(krippendorff.alpha(np.array(plain, float).T, level_of_measurement=scale))
        found = krippendorff_alpha(table, scale=scale, draws=1)
        assert found.alpha == pytest.approx(theirs, abs=1e-9), seed


def test_values_of_an_ordered_scale_stand_in_their_order_and_not_in_that_of_their_digits() -> None:
    table: Table = [[9, 10], [9, 9], [10, 11], [2, 2], [11, 9], [2, 10]]
    plain = np.array(table, float).T
    theirs = float(krippendorff.alpha(plain, level_of_measurement="ordinal"))
    assert krippendorff_alpha(table, scale="ordinal").alpha == pytest.approx(theirs)


def test_the_interval_of_an_ordered_scale_is_that_of_draws_made_one_by_one() -> None:
    table = of_lines(HAYES_2007)
    generator = np.random.default_rng(7)
    draws = []
    for _ in range(600):
        drawn = [table[place] for place in generator.integers(len(table), size=len(table))]
        plain = [[math.nan if value is None else value for value in row] for row in drawn]
        draws.append(krippendorff.alpha(np.array(plain).T, level_of_measurement="ordinal"))
    found = krippendorff_alpha(table, scale="ordinal")
    assert found.low == pytest.approx(np.quantile(draws, 0.025), abs=0.04)
    assert found.high == pytest.approx(np.quantile(draws, 0.975), abs=0.04)


def test_a_word_on_an_ordered_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="alpha of an ordinal scale takes whole numbers, not 'a'"):
        krippendorff_alpha([["a", 1], [2, 1]], scale="ordinal")
