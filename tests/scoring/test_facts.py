"""Facts are told for the whole team, and no small number can be worked out from what is told."""

from collections import defaultdict
from itertools import product

import pytest

from scoring.release import ReleasedFact, release_fact


def cells(**counts: int) -> tuple[tuple[tuple[str, ...], int], ...] | None:
    fact = release_fact("years", counts)
    return None if fact is None else fact.cells


def test_options_that_enough_people_chose_are_told_one_by_one_in_their_order() -> None:
    fact = release_fact("years", {"long": 12, "short": 5, "new": 7})
    assert fact == ReleasedFact("years", ((("long",), 12), (("short",), 5), (("new",), 7)))


def test_small_options_are_pooled() -> None:
    assert cells(a=2, b=9, c=4) == ((("a", "c"), 6), (("b",), 9))


def test_a_pool_that_is_too_small_takes_in_the_smallest_other_option() -> None:
    assert cells(a=2, b=9, c=6) == ((("a", "c"), 8), (("b",), 9))


def test_options_of_equal_size_are_taken_in_together_for_their_order_would_tell() -> None:
    assert cells(a=2, b=6, c=6, d=9) == ((("a", "b", "c"), 14), (("d",), 9))


def test_a_pool_lists_the_options_that_nobody_chose() -> None:
    assert cells(a=2, b=3, c=0, d=9) == ((("a", "b", "c"), 5), (("d",), 9))


def test_an_option_that_nobody_chose_needs_no_pool() -> None:
    assert cells(a=8, b=0, c=9) == ((("a",), 8), (("c",), 9))


def test_a_pool_whose_options_must_all_be_as_large_as_can_be_takes_in_another() -> None:
    assert cells(a=4, b=4, c=7, d=9) == ((("a", "b", "c"), 15), (("d",), 9))


@pytest.mark.parametrize(
    "counts",
    [{}, {"a": 24}, {"a": 0, "b": 24}, {"a": 2, "b": 22}, {"a": 1, "b": 3}, {"a": 4, "b": 4}],
    ids=str,
)
def test_a_fact_is_withheld_when_too_little_would_be_left(counts: dict[str, int]) -> None:
    assert release_fact("years", counts) is None


@pytest.mark.parametrize(("options", "most", "smallest"), [(2, 14, 5), (3, 12, 5), (4, 9, 3)])
def test_no_small_number_can_be_worked_out_by_whoever_knows_the_rule(
    options: int, most: int, smallest: int
) -> None:
    """Every tally there is, sorted by what is told of it: small numbers stay open in each sort."""
    alike = defaultdict(list)
    for numbers in product(range(most + 1), repeat=options):
        counts = {f"o{place}": number for place, number in enumerate(numbers)}
        alike[release_fact("years", counts, smallest_group=smallest)].append(numbers)
    for told, tallies in alike.items():
        for numbers in zip(*tallies, strict=True):
            assert len(set(numbers)) > 1 or not 0 < numbers[0] < smallest, told


@pytest.mark.parametrize("smallest", [5, 10])
def test_every_number_that_is_told_is_large_enough_and_the_sum_is_right(smallest: int) -> None:
    for numbers in product((0, 1, 4, 5, 9, 12), repeat=4):
        counts = dict(zip("abcd", numbers, strict=True))
        fact = release_fact("years", counts, smallest_group=smallest)
        if fact is not None:
            assert len(fact.cells) > 1
            assert all(people >= smallest for _, people in fact.cells)
            assert sum(people for _, people in fact.cells) == sum(numbers)
            told = [option for options, _ in fact.cells for option in options]
            assert len(told) == len(set(told))
