"""The steps of a meeting: in an order that opens a talk, and each holds what was released."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from data.exports.content import content_of
from pages.charts.bars import Row, bars
from pages.meeting.steps import IN_ONE_STEP, MOST_STATEMENTS, WIDE, Step, steps
from pages.parts.readings import Reading
from pages.parts.result_screen import Chart
from tests.pages.results.conftest import released_view
from tests.pages.results.handmade import changed

ORDER = ("opening", "agree", "spread", "change", "groups", "prompts", "close")
FOR_A_CHART = 420
"""Of 720 pixels: what is left under the menu, Back and Next, a title and two lines to read."""


@dataclass
class Seen:
    """A screen that keeps what steps put on it."""

    reading: Reading
    item_ids: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)

    def statements(self, item_ids: Sequence[str], *, key: str) -> None:
        self.item_ids += item_ids

    def chart(self, rows: Sequence[Row], **_: Any) -> None:
        self.rows += rows

    def place(self, chart: Chart) -> None:
        self.charts.append(chart)


def reading(instrument: str = "values_open", language: str = "en", **changes: Any) -> Reading:
    return Reading(content_of(released_view(instrument, **changes), language=language), language)


def shown(step: Step, of: Reading) -> Seen:
    seen = Seen(of)
    if step.draw is not None:
        step.draw(seen)  # type: ignore[arg-type]
    return seen


@pytest.mark.parametrize("instrument", ["values_open", "capacity_open"])
@pytest.mark.parametrize("people", [(12, 7, 11), (4, 3), (30, 40, 30)])
def test_shared_ground_comes_first_groups_late_and_what_to_do_last(
    instrument: str, people: tuple[int, ...]
) -> None:
    every = steps(reading(instrument, people=people))
    places = [ORDER.index(step.part) for step in every]
    assert places == sorted(places)
    assert {step.part for step in every} >= set(ORDER) - {"change", "prompts"}
    assert all(step.title and step.said for step in every)


def test_statements_come_a_few_at_a_time_in_the_order_of_the_results_screen() -> None:
    of = reading()
    for part, wanted in (("agree", of.alike()), ("spread", of.apart())):
        pieces = [shown(step, of).item_ids for step in steps(of) if step.part == part]
        assert all(1 <= len(piece) <= IN_ONE_STEP for piece in pieces)
        flat = [item_id for piece in pieces for item_id in piece]
        assert flat == list(wanted[:MOST_STATEMENTS])
        assert len(flat) == len(set(flat))


def test_both_languages_go_through_the_same_steps() -> None:
    english, spanish = steps(reading()), steps(reading(language="es"))
    assert [step.part for step in english] == [step.part for step in spanish]
    assert not {step.said for step in english} & {step.said for step in spanish}


def test_who_answered_is_what_passed_the_door() -> None:
    of = reading()
    turnout = next(step for step in steps(of) if shown(step, of).rows)
    assert shown(turnout, of).rows == list(of.turnout())
    assert turnout.said == of.response_sentence()


def test_a_team_too_small_for_groups_is_told_why_there_are_none() -> None:
    of = reading(people=(4, 3))
    (told,) = [step for step in steps(of) if step.part == "groups"]
    assert told.draw is None
    assert "too few groups of 5 or more people" in told.said


def test_a_result_of_too_few_people_is_one_step_that_says_so() -> None:
    (only,) = steps(reading(people=(2, 1)))
    assert only.draw is None
    assert only.said.startswith("Fewer than 5 people answered.")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_step_of_statements_fits_a_projector_where_its_statements_take_one_line(
    language: str,
) -> None:
    of = reading(language=language)
    fitting = 0
    for step in steps(of):
        ids = shown(step, of).item_ids
        if not ids or any(len(of.statements[each].text) > WIDE.characters for each in ids):
            continue
        for look, rows in of.rows_by_look(ids):
            figure = bars(rows, look=look, words=of.words, size=step.size)
            assert figure.to_dict()["layout"]["height"] <= FOR_A_CHART
            fitting += 1
    assert fitting >= 1


def test_a_readiness_check_begins_with_its_lowest_part_and_has_no_average() -> None:
    of = reading("peer_readiness_open")
    every = steps(of)
    assert [step.part for step in every[:4]] == ["opening"] * 4
    assert every[2].title == "Lowest part and gates"
    (chart,) = shown(every[2], of).charts
    assert chart.key == "meeting-readiness"
    gates = [step for step in every if step.title.startswith("Not met yet")]
    assert [len(step.more) for step in gates] == [4, 4, 3]
    assert {step.said for step in gates} == {
        "A gate is something that must be in place before a start. 0 of 11 are met."
    }


def test_two_readiness_checks_are_set_side_by_side_without_a_chart_of_all_statements() -> None:
    of = reading("peer_readiness_open", made=changed)
    (step,) = [step for step in steps(of) if step.part == "change"]
    assert step.said.startswith("Readiness is never averaged")
    assert step.draw is None
