"""The report is taken from the release alone, ordered as it says."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from scoring.release import ReleasedItem, release
from scoring.report import (
    Measures,
    Span,
    divergence_report,
)
from tests.scoring.conftest import apart, cube_of, persons, scale
from tests.scoring.reports import ROSTERS, measures_of, reported, share_and_gap, team_report

# --- measures from released figures --------------------------------------------------------------


def recomputed(item: ReleasedItem, *, invited: int | None) -> dict[str, object]:
    """The measures of an item shown with counts, by SciPy and by hand."""
    figure = item.team
    if figure is None or figure.counts is None:
        raise AssertionError("the item is shown with counts")
    row = figure.counts
    people = np.array(persons(row))
    share, gap = float(np.mean(people > (item.levels - 1) / 2)), float(share_and_gap(row)[1])
    agreeing = int((people > (item.levels - 1) / 2).sum())
    wilson = stats.binomtest(agreeing, len(people)).proportion_ci(method="wilson")
    half = len(people) // 2
    widest = (item.levels - 1) * half * (len(people) - half)
    return {
        "people": len(people),
        "side_people": agreeing,
        "side_share": share,
        "side_interval": (wilson.low, wilson.high),
        "non_response": None
        if invited is None
        else (agreeing / invited, (agreeing + invited - len(people)) / invited),
        "typical_gap": gap,
        "consensus": 1 - gap * len(people) * (len(people) - 1) / 2 / widest,
        "mean": float(np.mean(np.array(item.printed)[people])),
    }


@pytest.mark.parametrize("invited", [None, 40])
@pytest.mark.parametrize("row", [(2, 3, 4, 5), (5, 5, 5, 15), (3, 4, 0, 4, 3), (6, 6)], ids=str)
def test_measures_of_an_open_item_are_those_of_its_released_counts(
    row: tuple[int, ...], invited: int | None
) -> None:
    groups = [replace(apart(1)[0], invited=invited)]
    released = release(cube_of([[row]]), items=scale(len(row)), groups=groups)
    (item,) = divergence_report(released).items
    assert item.measures is not None
    for name, value in recomputed(item.released, invited=invited).items():
        told = getattr(item.measures, name)
        if isinstance(told, Span):
            assert (told.low, told.high) == pytest.approx(value, abs=1e-12), name
        else:
            assert told == pytest.approx(value, abs=1e-12), name
    interval, gap = item.measures.gap_interval, item.measures.typical_gap
    assert interval is not None
    assert gap is not None
    assert interval.low <= gap <= interval.high


def test_a_report_needs_nothing_but_the_release() -> None:
    report = team_report(1, people=30, agencies=8)
    assert divergence_report(report.release) == report
    assert tuple(item.released for item in report.items) == report.release.items


def test_sides_alone_give_a_share_but_no_label() -> None:
    measures = measures_of((1, 3, 3, 1))
    assert (measures.side_people, measures.side_share, measures.side) == (4, 0.5, "lower")
    assert (measures.label, measures.spread) == (None, None)


def test_a_rounded_mean_gives_no_measure_at_all() -> None:
    released = release(cube_of([[(0, 5, 0, 0), (0, 0, 0, 6)]]), items=scale(4), groups=apart(2))
    (item,) = divergence_report(released).items
    assert item.measures == Measures(people=11)


def test_an_item_without_order_is_counted_and_nothing_else() -> None:
    report = reported([(4, 5, 3)], ordinal=False)
    assert report.items[0].measures == Measures(people=12)
    assert (report.agreed, report.spread_out) == ((), ())


@pytest.mark.parametrize(
    ("no_answer", "many"), [(0, False), (2, False), (3, False), (4, True), (12, True)]
)
def test_many_are_unsure_when_a_quarter_is(no_answer: int, *, many: bool) -> None:
    report = reported([(3, 3, 3, 3)], no_answer=no_answer)
    assert report.items[0].measures is not None
    assert report.items[0].measures.many_unsure == many
    assert report.unsure == (("q0",) if many else ())


def test_a_few_who_are_unsure_are_left_open_even_when_they_are_a_quarter() -> None:
    assert not measures_of((1, 2, 2, 0), no_answer=2).many_unsure


def test_public_answers_of_one_person_or_nobody_have_the_measures_there_can_be() -> None:
    one = measures_of((0, 0, 1, 0), public=True)
    assert (one.side_share, one.typical_gap, one.consensus, one.label) == (1.0, None, 1.0, None)
    assert measures_of((0, 0, 0, 0), public=True) == Measures(people=0)


def test_those_who_did_not_answer_are_not_guessed_when_more_answered_than_were_invited() -> None:
    groups = [replace(apart(1)[0], invited=9)]
    released = release(cube_of([[(3, 3, 3, 3)]]), items=scale(4), groups=groups)
    (item,) = divergence_report(released).items
    assert item.measures is not None
    assert item.measures.non_response is None


# --- order ---------------------------------------------------------------------------------------


def test_common_ground_comes_in_order_of_reach_and_the_rest_in_order_of_spread() -> None:
    rows = [
        (5, 5, 5, 5),  # wide
        (0, 0, 10, 10),  # nearly all on one side: at least 18 of 20
        (0, 4, 16, 0),  # 16 of 20, narrow
        (10, 0, 0, 10),  # as wide as can be
        (0, 0, 0, 20),  # nearly all on one level
        (0, 4, 12, 4),  # 16 of 20, wider
        (3, 3, 7, 7),  # leaning
    ]
    report = reported(rows)
    assert report.agreed == ("q1", "q4", "q2", "q5")
    assert report.spread_out == ("q3", "q0", "q6")


@pytest.mark.parametrize(("people", "agencies"), ROSTERS)
@pytest.mark.parametrize("seed", range(3))
def test_every_shown_item_with_order_is_in_one_of_the_two_lists(
    seed: int, people: int, agencies: int
) -> None:
    report = team_report(seed, people=people, agencies=agencies)
    shown = {item.id for item in report.items if item.measures and item.released.ordinal}
    assert sorted((*report.agreed, *report.spread_out)) == sorted(shown)
    labels = {item.id: item.measures.label for item in report.items if item.measures}
    assert {labels[key] for key in report.agreed} <= {"common_ground"}
    assert "common_ground" not in {labels[key] for key in report.spread_out}
    known = [
        item.measures.typical_gap / (item.released.levels - 1)
        for item in map(report.item, report.spread_out)
        if item.measures and item.measures.typical_gap is not None
    ]
    assert known == sorted(known, reverse=True)
    left_open = [
        item.measures is not None and item.measures.typical_gap is None
        for item in map(report.item, report.spread_out)
    ]
    assert left_open == sorted(left_open)


def test_an_item_is_found_by_its_id_or_not_at_all() -> None:
    report = reported([(5, 5, 5, 5)])
    assert report.item("q0") is report.items[0]
    with pytest.raises(KeyError, match="the report has no item 'q1'"):
        report.item("q1")
