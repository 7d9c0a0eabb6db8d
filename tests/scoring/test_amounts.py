"""Nobody knows is not none."""

import math

import numpy as np
import pytest

from scoring.amounts import amounts, of_width, shares, stated_sum


def test_a_sum_tells_how_many_did_not_state_anything() -> None:
    """46 and more beds, 5 of 8 not stated."""
    found = stated_sum([20, 14, 12, *[np.nan] * 5])
    assert (found.total, found.stated, found.not_stated) == (46.0, 3, 5)
    assert found.at_least


def test_a_sum_of_known_numbers_is_no_lower_bound() -> None:
    found = stated_sum([[3, 4], [0, 1]])
    assert (found.total, found.stated, found.not_stated) == (8.0, 4, 0)
    assert not found.at_least


def test_a_sum_of_which_nobody_stated_a_part_is_not_zero() -> None:
    assert math.isnan(stated_sum([np.nan, np.nan]).total)


def test_a_sum_of_nothing_is_zero() -> None:
    assert (stated_sum([]).total, stated_sum([]).at_least) == (0.0, False)


@pytest.mark.parametrize("wrong", [-1, np.inf])
def test_amounts_below_zero_or_without_end_are_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match=r"slots takes numbers of 0 or more, .* not -?(1|inf)"):
        amounts([1, wrong], name="slots")


def test_shares_above_one_are_refused() -> None:
    with pytest.raises(ValueError, match=r"usable takes shares from 0 to 1, .* not 1.5"):
        shares([0.5, 1.5, np.nan], name="usable")


@pytest.mark.parametrize("wrong", [np.zeros(3), np.zeros((4, 3)), np.float64(4.0)])
def test_rows_of_another_length_are_refused(wrong: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"need takes one number for each of 4 places, not \("):
        of_width(np.asarray(wrong), width=4, name="need", what="places")


def test_amounts_are_new_numbers() -> None:
    given = np.array([1.0, np.nan])
    assert not np.shares_memory(given, amounts(given, name="slots"))
