"""Percentiles and bounds of the benchmark."""

import math

import numpy
import pytest

from benchmarks.figures import Figure, as_json, percentile, table


@pytest.mark.parametrize("share", [0.01, 0.25, 0.5, 0.95, 0.99, 1.0])
@pytest.mark.parametrize("people", [1, 2, 20, 60, 61, 300])
def test_a_percentile_is_the_one_numpy_finds_by_the_inverted_distribution(
    people: int, share: float
) -> None:
    values = numpy.random.default_rng(people).exponential(size=people)
    expected = numpy.percentile(values, 100 * share, method="inverted_cdf")
    assert percentile(list(values), share) == expected


def test_a_percentile_of_nothing_is_not_a_number() -> None:
    assert math.isnan(percentile([], 0.95))


def test_a_percentile_leaves_the_values_as_they_came() -> None:
    values = [3.0, 1.0, 2.0]
    percentile(values, 0.5)
    assert values == [3.0, 1.0, 2.0]


@pytest.mark.parametrize("share", [0, -0.1, 1.01, 95])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match=f"a share above 0 and up to 1, not {share}"):
        percentile([1.0], share)


def test_a_bound_is_held_up_to_its_own_value_and_nothing_is_held_that_was_not_measured() -> None:
    assert Figure("part", "save", 250, "ms", bound=250).within is True
    assert Figure("part", "save", 250.1, "ms", bound=250).within is False
    assert Figure("part", "gain", 4.9, "x", bound=5, side="at least").within is False
    assert Figure("part", "gain", 5, "x", bound=5, side="at least").within is True
    assert Figure("part", "size", 9, "KB").within is None
    assert Figure("part", "save", math.nan, "ms", bound=250).within is False


def test_a_broken_bound_stands_out_in_the_table() -> None:
    lines = table(
        [
            Figure("room", "open", 2.5, "s", bound=1, load=0.25),
            Figure("room", "CPU", 8.25, "ms", bound=12, finding=True, load=0.25),
        ]
    ).splitlines()
    assert "OVER" in lines[2]
    assert "this machine" in lines[2]
    assert "ok" in lines[3]
    assert "yes" in lines[3]


def test_what_was_not_measured_is_null_for_machines() -> None:
    content = as_json([Figure("room", "open", math.nan, "s")], database="sqlite")
    assert content["figures"][0]["measured"] is None
    assert content["database"] == "sqlite"
