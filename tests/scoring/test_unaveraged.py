"""A report without means: nothing that is a mean of shown figures is left, and all else is."""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import numpy as np

from scoring.comparison import Span
from scoring.door import Before, Terms, publish, released_sheets
from scoring.release import GroupShape, ItemShape
from scoring.report import DivergenceReport, from_dict, to_dict
from scoring.sheets import sheets_of
from scoring.unaveraged import unaveraged

SIZES, ITEMS = (40, 36, 32), 16
TERMS = Terms(
    items=tuple(ItemShape(f"q{place}", (1, 2, 3, 4), ordinal=True) for place in range(ITEMS)),
    groups=tuple(GroupShape(f"g{place}", "s", "b", size) for place, size in enumerate(SIZES)),
)
OVER_STATEMENTS = {
    *(("comparison", key) for key in ("average_gap", "same_gap", "cross_gap")),
    *(("change", key) for key in ("typical_gap", "side_share", "group_gap", "direction")),
}


@cache
def two_rounds() -> DivergenceReport:
    """A round that stands beside the one before it, with groups of which counts are shown."""
    random = np.random.default_rng(11)
    group = np.repeat(np.arange(3), SIZES)
    sheets = [
        sheets_of(
            random.integers(0, 4, size=(sum(SIZES), ITEMS)),
            group=group,
            sizes=[4] * ITEMS,
            groups=3,
        )
        for _ in range(2)
    ]
    first = publish(sheets[0], terms=TERMS)
    rows = released_sheets(sheets[0], first.release, terms=TERMS)
    return publish(sheets[1], terms=TERMS, before=Before(first, rows, same_groups=True))


def leaves(value: Any, where: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from leaves(inside, (*where, key))
    elif isinstance(value, list | tuple):
        for place, inside in enumerate(value):
            yield from leaves(inside, (*where, str(place)))
    else:
        yield where, value


def is_a_mean(where: tuple[str, ...]) -> bool:
    return where[:2] in OVER_STATEMENTS or where[-1] in ("mean", "mean_edge")


def test_only_means_are_left_out() -> None:
    before, after = (dict(leaves(to_dict(each))) for each in pair())
    means = [where for where, value in before.items() if is_a_mean(where) and value is not None]
    assert len(means) > 100
    assert {where: after.get(where) for where in means} == dict.fromkeys(means)
    kept = {where: value for where, value in before.items() if not is_a_mean(where)}
    assert {where: after[where] for where in kept} == kept


def test_no_figure_that_is_left_is_the_mean_of_counts_that_are_shown() -> None:
    """By hand: the mean of every row of counts, and of every figure over the statements."""
    report = pair()[1]
    for item in report.items:
        for figure in (item.team, *(item.groups or ())):
            assert figure is not None
            assert figure.counts is not None
            mean = np.average([1, 2, 3, 4], weights=figure.counts)
            told = [
                value for _, value in leaves([figure.mean, item.measures and item.measures.mean])
            ]
            assert mean not in told
    gaps = [item.apart.average_gap for item in report.items if item.apart is not None]
    assert len(gaps) == ITEMS
    assert report.comparison is not None
    assert np.mean(gaps) not in (report.comparison.average_gap, report.comparison.same_gap)


def test_doing_it_twice_is_doing_it_once_and_the_report_itself_is_untouched() -> None:
    report = two_rounds()
    copy = deepcopy(report)
    once = unaveraged(report)
    assert unaveraged(once) == once
    assert report == copy


def test_it_goes_through_a_file() -> None:
    report = pair()[1]
    assert from_dict(to_dict(report)) == report


def test_the_average_that_is_all_there_is_of_a_small_group_stays() -> None:
    sizes = (7, 6, 9)
    terms = Terms(
        items=TERMS.items,
        groups=tuple(GroupShape(f"g{place}", "s", "b", size) for place, size in enumerate(sizes)),
    )
    random = np.random.default_rng(5)
    group = np.repeat(np.arange(3), sizes)
    sheets = sheets_of(
        random.integers(0, 4, size=(22, ITEMS)), group=group, sizes=[4] * ITEMS, groups=3
    )
    report = publish(sheets, terms=terms)
    small = [figure for item in report.items for figure in item.groups or ()]
    alone = [figure for figure in small if figure.counts is None and figure.mean is not None]
    assert len(alone) > 10
    kept = [figure for item in unaveraged(report).items for figure in item.groups or ()]
    assert [figure for figure in kept if figure.mean is not None] == alone


def test_a_report_without_groups_or_an_earlier_round_stays_without() -> None:
    sheets = sheets_of(
        np.full((6, ITEMS), 2), group=np.zeros(6, dtype=int), sizes=[4] * ITEMS, groups=1
    )
    report = unaveraged(
        publish(sheets, terms=Terms(items=TERMS.items, groups=(GroupShape("g0", "s", "b", 6),)))
    )
    assert report.comparison is None
    assert report.change is None


def pair() -> tuple[DivergenceReport, DivergenceReport]:
    """A report, and the same one without its means."""
    report = two_rounds()
    assert report.change is not None
    assert report.change.typical_gap is not None
    assert isinstance(report.change.typical_gap.difference, Span)
    return report, unaveraged(report)
