"""Which families are taken: silence is never a no, and a bound is never told alone."""

from itertools import product

import numpy as np
import pytest

from scoring.acceptance import STATES, Bounds, acceptance, funnel, states

YES, NO, UNKNOWN, NOT_ASKED = STATES


def made(seed: int, *, services: int = 60, conditions: int = 5) -> np.ndarray:
    generator = np.random.default_rng(seed)
    return generator.choice(STATES, p=(0.5, 0.1, 0.25, 0.15), size=(services, conditions))


def one_by_one(table: np.ndarray, conditions: list[int]) -> Bounds:
    """Services that surely take a family with these conditions, and those that might."""
    rows = [[row[each] for each in conditions] for row in table]
    return Bounds(
        sum(all(state == YES for state in row) for row in rows),
        sum(NO not in row for row in rows),
    )


@pytest.mark.parametrize("seed", range(20))
def test_every_cell_counts_the_services_that_say_so(seed: int) -> None:
    table = made(seed)
    category = np.random.default_rng(seed).integers(4, size=len(table)).tolist()
    found = acceptance(table, category=category, categories=4)
    for each, population, state in product(range(4), range(5), STATES):
        of = [row[population] for row, own in zip(table, category, strict=True) if own == each]
        assert getattr(found, state)[each, population] == of.count(state)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ([YES], "guaranteed"),
        ([YES, NO, UNKNOWN, NOT_ASKED], "guaranteed"),
        ([NO, NO], "impossible"),
        ([NO, UNKNOWN], "open"),
        ([UNKNOWN], "open"),
        ([UNKNOWN, NOT_ASKED], "open"),
        ([NO, NOT_ASKED], "open"),
        ([NOT_ASKED, NOT_ASKED], "not_scanned"),
        ([], "not_scanned"),
    ],
)
def test_a_cell_is_impossible_only_if_all_were_asked_and_said_no(
    said: list[str], verdict: str
) -> None:
    table = np.array(said, dtype=str).reshape(-1, 1)
    found = acceptance(table, category=[0] * len(said), categories=1)
    assert found.verdict(0, 0) == verdict


def test_verdicts_come_by_category_and_then_by_population() -> None:
    found = acceptance([[YES, NO], [UNKNOWN, NOT_ASKED]], category=[1, 0], categories=3)
    told = [[found.verdict(category, people) for people in range(2)] for category in range(3)]
    assert told == [["open", "not_scanned"], ["guaranteed", "impossible"], ["not_scanned"] * 2]


@pytest.mark.parametrize("seed", range(20))
def test_the_funnel_is_that_of_services_looked_at_one_by_one(seed: int) -> None:
    table = made(seed, services=40)
    found = funnel(table)
    every = list(range(table.shape[1]))
    for step, bounds in enumerate(found.steps):
        assert bounds == one_by_one(table, every[:step])
    for dropped, bounds in enumerate(found.without):
        assert bounds == one_by_one(table, [each for each in every if each != dropped])
    assert found.left == found.steps[-1]
    assert found.services == 40


@pytest.mark.parametrize("seed", range(20))
def test_the_funnel_never_widens_and_its_bounds_stay_in_order(seed: int) -> None:
    steps = funnel(made(seed)).steps
    assert all(bounds.low <= bounds.high for bounds in steps)
    lows, highs = [each.low for each in steps], [each.high for each in steps]
    assert lows == sorted(lows, reverse=True)
    assert highs == sorted(highs, reverse=True)


def test_published_counts_come_out_of_services_that_say_nothing_else() -> None:
    """478 residential programs of which 451, 50, 37, 22 and 6 are left, as a directory has them.

    A directory says yes or nothing, so the upper bound stays where it was.
    """
    left = [451, 50, 37, 22, 6]
    table = np.full((478, 5), NOT_ASKED)
    for condition, services in enumerate(left):
        table[:services, condition] = YES
    found = funnel(table)
    assert [bounds.low for bounds in found.steps] == [478, *left]
    assert {bounds.high for bounds in found.steps} == {478}


def test_one_change_reopens_what_one_condition_closes() -> None:
    table = [[YES, NO, YES], [YES, UNKNOWN, YES], [NO, NO, YES], [UNKNOWN, YES, YES]]
    found = funnel(table)
    assert found.left == Bounds(0, 2)
    assert found.without == (Bounds(1, 2), Bounds(2, 3), Bounds(0, 2))
    assert found.reopening == (1, 0)


def test_nothing_has_to_be_reopened_where_a_service_takes_the_family() -> None:
    assert funnel([[YES, YES], [YES, NO]]).reopening == ()


def test_nothing_reopens_what_two_conditions_close() -> None:
    found = funnel([[NO, NO], [UNKNOWN, NO]])
    assert (found.reopening, found.may_reopen) == ((), (1,))


def test_a_family_without_conditions_may_go_anywhere() -> None:
    found = funnel(np.empty((7, 0), dtype=str))
    assert (found.steps, found.without) == ((Bounds(7, 7),), ())


def test_no_service_takes_nobody() -> None:
    found = funnel(np.empty((0, 2), dtype=str))
    assert found.steps == (Bounds(0, 0),) * 3
    assert found.without == (Bounds(0, 0),) * 2
    assert found.reopening == ()


def test_a_word_that_is_no_state_is_refused() -> None:
    with pytest.raises(ValueError, match="funnel takes yes, no, unknown, not_asked, not maybe"):
        funnel([[YES, "maybe"]])
    with pytest.raises(ValueError, match="facts takes yes, no, unknown, not_asked, not True"):
        states([True], name="facts")


def test_tables_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match=r"funnel takes services by conditions, not \(2,\)"):
        funnel([YES, NO])
    with pytest.raises(ValueError, match=r"takes a category for each of 2, not \(1,\)"):
        acceptance([[YES], [NO]], category=[0], categories=1)
    with pytest.raises(ValueError, match="acceptance takes categories 0 to 1, not 2"):
        acceptance([[YES], [NO]], category=[0, 2], categories=2)


def test_arguments_are_as_they_were() -> None:
    table = made(1)
    before = table.copy()
    funnel(table)
    acceptance(table, category=[0] * len(table), categories=1)
    assert (table == before).all()
    assert not np.shares_memory(states(table, name="facts"), table)


def test_what_opens_for_sure_and_what_only_might_are_told_apart() -> None:
    """The first is barred by one condition alone, the second by one and not known of another."""
    found = funnel([[YES, NO, YES], [NO, YES, UNKNOWN], [NO, NO, YES]])
    assert (found.left.low, found.left.high) == (0, 0)
    assert (found.reopening, found.may_reopen) == ((1,), (0,))
    assert funnel([[YES, YES], [NO, UNKNOWN]]).may_reopen == ()  # it is open already
    assert funnel([[UNKNOWN, UNKNOWN], [NO, UNKNOWN]]).may_reopen == (0,)
