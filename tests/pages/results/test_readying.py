"""The lowest part and the gates on the results screen of a readiness check."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.readings import Reading
from pages.parts.readying import readying
from scoring.report import DivergenceReport
from tests.pages.meeting.rounds import (
    IN_PLACE,
    NOBODY_KNOWS,
    NOT_BEGUN,
    PARTLY,
    gates_of,
    part_of,
    round_of,
)
from tests.pages.results.handmade import changed
from tests.pages.results.looking import charts, texts

CHECK = "peer_readiness_open"


def with_figures(**figures: Any) -> Callable[[DivergenceReport], DivergenceReport]:
    """Every statement partly in place, but for those that are named."""

    def made(report: DivergenceReport) -> DivergenceReport:
        usual = {item.id: PARTLY for item in report.items}
        return round_of(CHECK, 1, figures=usual | figures).report

    return made


def read(make_reading: Callable[..., Reading], **figures: Any) -> Any:
    found = readying(make_reading(CHECK, made=with_figures(**figures)))
    assert found is not None
    return found


def test_it_stands_before_everything_but_who_answered(show: Callable[..., AppTest]) -> None:
    app = show(instrument=CHECK, made=with_figures())
    assert not app.exception
    assert [header.value for header in app.header][:3] == [
        "Who answered",
        "Lowest part and gates",
        "Where we see it alike",
    ]
    assert any("Capacity for this program: 18 under way" in each.proto.alt for each in charts(app))


def test_another_questionnaire_has_no_parts_and_gates(show: Callable[..., AppTest]) -> None:
    assert "Lowest part and gates" not in [header.value for header in show().header]


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (("motivation", "general_capacity"), "The lowest part is “Capacity for this"),
        (("motivation",), "The lowest parts are “Capacity for this"),
        (("motivation", "general_capacity", "specific_capacity"), "Every statement of every part"),
    ],
)  # fmt: skip
def test_the_lowest_part_is_named(
    figures: tuple[str, ...], said: str, make_reading: Callable[..., Reading]
) -> None:
    asked = make_reading(CHECK).content.edition.instrument
    ids = [item for part in figures for item in part_of(asked, part)]
    assert read(make_reading, **dict.fromkeys(ids, IN_PLACE)).lowest().startswith(said)


def test_where_it_hangs_on_what_is_not_known_no_part_is_named_alone(
    make_reading: Callable[..., Reading],
) -> None:
    asked = make_reading(CHECK).content.edition.instrument
    hidden = dict.fromkeys(part_of(asked, "motivation"), None)
    said = read(make_reading, **hidden, need_model_chosen=IN_PLACE).lowest()
    assert said.startswith("Which part is the lowest cannot be told. It may be")
    assert "“Motivation”" in said
    assert "“General capacity”" in said
    assert "for this program" not in said


def test_a_gate_is_told_with_the_stage_at_which_two_thirds_see_it(
    make_reading: Callable[..., Reading],
) -> None:
    found = read(
        make_reading,
        role_written=IN_PLACE,
        role_side_by_side=NOT_BEGUN,
        role_limits=None,
        train_ethics=NOBODY_KNOWS,
    )
    assert found.gates() == (
        "A gate is something that must be in place before a start. 1 of 11 are met."
    )
    assert len(found.listed("unmet")) == 8
    assert found.listed("unmet")[0].endswith("As two thirds see it: Not started.")
    assert found.listed("unmet")[1].endswith("As two thirds see it: Partly in place.")
    hidden, unsure = found.listed("not_known")
    assert hidden.endswith("Not shown.")
    assert unsure.endswith("As two thirds see it: Not started, perhaps In place.")


def test_gates_that_are_met_wait_behind_those_that_are_not(show: Callable[..., AppTest]) -> None:
    app = show(instrument=CHECK, made=with_figures(role_written=IN_PLACE))
    said = texts(app)
    assert said.index("Not met yet") < said.index("A written job description")
    assert "Met" in [each.label for each in app.expander]


def test_two_rounds_are_set_side_by_side_without_an_average(show: Callable[..., AppTest]) -> None:
    """A values inventory shows the mean over its statements there; a readiness check has none."""

    def later(report: DivergenceReport) -> DivergenceReport:
        return changed(with_figures()(report))

    app = show(instrument=CHECK, made=later)
    assert not app.exception
    assert "Readiness is never averaged" in texts(app)
    assert not any("All statements together" in each.proto.alt for each in charts(app))
    values = show(made=changed)
    assert any("All statements together" in each.proto.alt for each in charts(values))


def test_too_few_people_show_nothing_of_it(show: Callable[..., AppTest]) -> None:
    app = show(instrument=CHECK, people=(2, 1))
    assert "Lowest part" not in texts(app)


def test_it_is_said_in_spanish_as_well(make_reading: Callable[..., Reading]) -> None:
    found = readying(make_reading(CHECK, language="es", made=with_figures()))
    assert found is not None
    assert found.lowest().startswith("Las partes más bajas son")
    total = len(gates_of(found.reading.content.edition.instrument))
    assert found.gates().endswith(f"Condiciones cumplidas: 0 de {total}.")
