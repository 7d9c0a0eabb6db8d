"""What coders agree on, code by code; what must not be told; and what they should talk about."""

import copy
import itertools
import math

import numpy as np
import pytest

from scoring.coders import DRAWS, FEWEST_CARRYING, Pairs, agenda, code_agreement
from scoring.kappa import cohen_kappa, fleiss_kappa
from scoring.rater_agreement import krippendorff_alpha
from tests.scoring.coded import KRIPPENDORFF_1995

Table = list[list[bool | None]]


def two(both: int, first_only: int, second_only: int, neither: int) -> Table:
    """Sentences that two coders read, by what they did."""
    return (
        [[True, True]] * both
        + [[True, False]] * first_only
        + [[False, True]] * second_only
        + [[False, False]] * neither
    )


def made(seed: int, *, coders: int = 3, units: int = 60) -> Table:
    """A random table with gaps."""
    random = np.random.default_rng(seed)
    truth = random.random((units, 1)) < 0.4
    noise = random.random((units, coders)) < 0.4
    given = np.where(random.random((units, coders)) < 0.5, truth, noise)
    gone = random.random((units, coders)) < 0.2
    return [
        [None if left else bool(each) for each, left in zip(row, lost, strict=True)]
        for row, lost in zip(given, gone, strict=True)
    ]


def test_counts_are_those_of_the_table() -> None:
    found = code_agreement(two(12, 3, 5, 80))
    assert found.pairs == Pairs(both=12, first_only=3, second_only=5, neither=80)
    assert (found.units, found.carrying, found.differing) == (100, 20, 8)
    assert found.pairs.same == pytest.approx(0.92)
    assert found.pairs.positive == pytest.approx(24 / 32)


def test_alpha_and_kappa_are_the_published_ones() -> None:
    """Krippendorff (1995), example A: 24 seconds, of which 14 carry the code."""
    one, other, kappa, alpha = KRIPPENDORFF_1995["A"]
    found = code_agreement([[a == "1", b == "1"] for a, b in zip(one, other, strict=True)])
    assert found.alpha == pytest.approx(alpha, abs=0.0005)
    assert found.kappa == pytest.approx(kappa, abs=0.0005)
    assert found.low < found.alpha < found.high
    assert (found.carrying, found.reason, found.kappa_reason) == (14, None, None)


@pytest.mark.parametrize("prevalence", [0.3, 0.5, 0.8, 0.9])
def test_two_who_code_at_random_do_not_agree(prevalence: float) -> None:
    """Kappa whose chance is the product over coded text only says .82 at nine in ten."""
    random = np.random.default_rng(round(prevalence * 10))
    table = (random.random((5_000, 2)) < prevalence).tolist()
    found = code_agreement(table)
    assert abs(found.kappa) < 0.05
    assert abs(found.alpha) < 0.05
    assert found.low < 0 < found.high
    assert found.pairs.same == pytest.approx(prevalence**2 + (1 - prevalence) ** 2, abs=0.02)
    assert found.pairs.positive == pytest.approx(prevalence, abs=0.02)


@pytest.mark.parametrize("seed", range(20))
def test_pairs_are_those_of_every_two_coders(seed: int) -> None:
    table = made(seed, coders=4)
    seen = [
        (row[one], row[other])
        for row in table
        for one, other in itertools.combinations(range(4), 2)
        if row[one] is not None and row[other] is not None
    ]
    found = code_agreement(table).pairs
    assert found.both == seen.count((True, True))
    assert found.first_only == seen.count((True, False))
    assert found.second_only == seen.count((False, True))
    assert found.neither == seen.count((False, False))
    assert found.all == len(seen)


def test_alpha_is_that_of_all_raters_with_a_thousand_draws() -> None:
    table = made(1)
    found, whole = code_agreement(table), krippendorff_alpha(table, draws=DRAWS)
    assert (found.alpha, found.low, found.high) == (whole.alpha, whole.low, whole.high)
    assert DRAWS == 1_000
    assert code_agreement(table) == found
    other = code_agreement(table, seed=1)
    assert (other.alpha, other.low) != (found.alpha, found.low)
    assert other.alpha == found.alpha


def test_kappa_is_cohens_of_two_and_fleiss_of_more() -> None:
    pair = two(12, 3, 9, 20)
    columns = list(zip(*pair, strict=True))
    assert code_agreement(pair).kappa == cohen_kappa(*columns).value
    assert code_agreement(pair).kappa != fleiss_kappa(pair).value
    third: Table = [[None, *row] for row in pair]
    assert code_agreement(third).kappa == cohen_kappa(*columns).value
    full: Table = [[each if each is not None else False for each in row] for row in made(5)]
    assert code_agreement(full).kappa == fleiss_kappa(full).value
    assert code_agreement(full).kappa_reason is None


def test_kappa_of_three_coders_of_whom_not_all_read_everything_is_not_told() -> None:
    found = code_agreement(made(5))
    assert (found.reason, found.kappa_reason) == (None, "uneven")
    assert math.isnan(found.kappa)
    assert not math.isnan(found.alpha)


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        pytest.param([], "nothing_to_compare", id="no sentence"),
        pytest.param(
            [[True, None], [None, True]] * 20, "nothing_to_compare", id="nobody read both"
        ),
        pytest.param([[True], [False]] * 20, "nothing_to_compare", id="one coder"),
        pytest.param(two(0, 0, 0, 50), "not_used", id="not used"),
        pytest.param(two(50, 0, 0, 0), "one_value", id="everywhere"),
        pytest.param(two(9, 0, 0, 50), "few_carry", id="nine, all alike"),
        pytest.param(two(0, 5, 4, 50), "few_carry", id="nine, never alike"),
        pytest.param(two(2, 0, 0, 0), "one_value", id="two sentences"),
    ],
)
def test_what_must_not_be_told_is_nan_and_says_why(table: Table, reason: str) -> None:
    found = code_agreement(table)
    assert (found.reason, found.kappa_reason) == (reason, reason)
    assert all(math.isnan(each) for each in (found.alpha, found.low, found.high, found.kappa))


def test_from_ten_sentences_on_chance_is_taken_out() -> None:
    assert FEWEST_CARRYING == 10
    nine, ten = code_agreement(two(5, 2, 2, 50)), code_agreement(two(5, 3, 2, 50))
    assert (nine.carrying, nine.reason) == (9, "few_carry")
    assert (ten.carrying, ten.reason) == (10, None)
    assert nine.pairs.positive == pytest.approx(10 / 14)  # counts and shares are told all the same


def test_a_sentence_that_only_one_read_does_not_carry_the_code() -> None:
    table: Table = [*two(5, 2, 2, 50), *([[True, None]] * 5)]
    assert code_agreement(table).carrying == 9


def test_where_nearly_all_sentences_carry_the_code_there_is_alpha_and_no_interval() -> None:
    found = code_agreement(two(30, 1, 0, 0))
    assert found.reason == "nearly_one_value"
    assert math.isnan(found.low)
    assert not math.isnan(found.alpha)
    assert found.kappa_reason is None


def test_where_all_agree_on_every_sentence_there_is_alpha_and_no_interval() -> None:
    """Every draw would be the same, and an interval from 1 to 1 would be too sure of itself."""
    found = code_agreement(two(12, 0, 0, 40))
    assert (found.alpha, found.kappa, found.reason) == (1.0, 1.0, "no_difference")
    assert math.isnan(found.low)
    assert math.isnan(found.high)


def test_positive_agreement_of_a_code_that_nobody_gave_is_nan() -> None:
    assert math.isnan(code_agreement(two(0, 0, 0, 8)).pairs.positive)
    assert math.isnan(code_agreement([]).pairs.same)
    assert code_agreement(two(0, 3, 0, 8)).pairs.positive == 0.0


def test_the_agenda_holds_every_difference_and_nothing_else() -> None:
    codes = {name: made(seed, coders=3) for seed, name in enumerate("abc")}
    found = agenda(codes)
    differing = {
        (name, unit)
        for name, table in codes.items()
        for unit, row in enumerate(table)
        if True in row and False in row
    }
    assert {(each.code, each.unit) for each in found} == differing
    assert len(found) == len(differing)
    for each in found:
        row = codes[each.code][each.unit]
        assert [row[coder] for coder in each.given_by] == [True] * len(each.given_by)
        assert [row[coder] for coder in each.not_given_by] == [False] * len(each.not_given_by)
        assert len(each.given_by) + len(each.not_given_by) == sum(part is not None for part in row)


def test_the_agenda_begins_where_one_definition_settles_most() -> None:
    codes: dict[str, Table] = {
        "housing": [[True, False], [True, True], [False, False], [False, False]],
        "money": [[True, False], [False, False], [True, False], [True, True]],
        "peers": [[False, False], [False, True], [False, True], [True, False]],
    }
    assert [(each.code, each.unit) for each in agenda(codes)] == [
        ("peers", 2),  # the other coder gave "money" instead
        ("peers", 1),
        ("peers", 3),
        ("money", 2),
        ("money", 0),
        ("housing", 0),
    ]


def test_codes_that_were_given_instead_are_named() -> None:
    codes: dict[str, Table] = {
        "stigma": [[True, False, False]],
        "respect": [[False, True, False]],
        "privacy": [[True, True, False]],
    }
    found = {each.code: each for each in agenda(codes)}
    assert found["stigma"].instead == ("respect",)  # "privacy" was given beside it
    assert found["respect"].instead == ("stigma",)
    assert found["privacy"].instead == ()
    assert found["privacy"].given_by == (0, 1)


def test_of_one_code_the_most_even_split_comes_first() -> None:
    row_of_one: list[bool | None] = [True, False, False, False]
    row_of_two: list[bool | None] = [True, True, False, False]
    found = agenda({"money": [row_of_one, row_of_two]})
    assert [each.unit for each in found] == [1, 0]


def test_tables_of_other_shapes_are_refused_with_both() -> None:
    with pytest.raises(ValueError, match=r"one shape .*, not of \(2, 1\) and \(2, 2\)"):
        code_agreement([[True, False], [True]])
    with pytest.raises(ValueError, match=r"not of \(1, 2\) and \(2, 2\)"):
        agenda({"a": [[True, False]] * 2, "b": [[True, False]]})


def test_arguments_are_left_as_they_were() -> None:
    codes = {"a": made(1), "b": made(2)}
    before = copy.deepcopy(codes)
    assert agenda(codes)
    assert code_agreement(codes["a"]).units
    assert codes == before
