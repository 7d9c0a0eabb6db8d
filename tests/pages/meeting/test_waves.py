"""Rounds side by side on the screen, in every state a team may be in."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.services import holds, over_time, teams
from data.services.authority import OPERATOR
from data.services.over_time import OverTime, Series
from data.views import TeamView
from pages.meeting.waves_read import OverRounds
from pages.parts import links, session
from scoring.comparison import Moved, Span
from surveys.library import shipped_edition
from tests.pages.meeting.rounds import (
    IN_PLACE,
    NOBODY_KNOWS,
    NOT_BEGUN,
    PARTLY,
    beside,
    chained,
    gates_of,
    part_of,
    round_of,
)
from tests.pages.results.looking import charts, everything
from tests.pages.results.looking import texts as marked

READINESS = "peer_readiness_open"
ASKED = shipped_edition(READINESS).instrument
UP = Moved(0.60, 0.75, Span(0.05, 0.25), "below_01")
DOWN = Moved(0.75, 0.60, Span(-0.25, -0.05), "below_01")


def screen() -> None:
    from pages.meeting import waves
    from pages.parts.session import signed_in

    with signed_in():
        waves.page()


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """The screen of a team with these questionnaires."""

    def run(*series: Series, signed_in: bool = True, held_until: date | None = None) -> AppTest:
        who = OPERATOR if signed_in else None
        monkeypatch.setattr(session, "who_is_signed_in", lambda **_: who)
        monkeypatch.setattr(links, "link", lambda *_, **__: None)
        monkeypatch.setattr(links, "back", lambda: None)
        team = TeamView("t1", "Bell County Table", "Bell", demo=False, agencies=())
        monkeypatch.setattr(teams, "team", lambda _: team)
        monkeypatch.setattr(over_time, "over_time", lambda _: OverTime(series))
        monkeypatch.setattr(over_time, "scan_rounds", lambda _: ())
        monkeypatch.setattr(holds, "hidden_until", lambda _: held_until)
        app = AppTest.from_function(screen, default_timeout=60)
        app.query_params["team"] = "t1"
        return app.run()

    return run


def texts(app: AppTest) -> str:
    """What is written, as a reader sees it."""
    return marked(app).replace("\\", "")


def two(instrument: str = "values_open", **moved: Any) -> Series:
    return chained(round_of(instrument, 1), beside(round_of(instrument, 2), **moved))


# --- what moved ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instrument", "moved", "word"),
    [
        ("values_open", {"direction": "closer"}, "Closer together:"),
        ("values_open", {"direction": "further"}, "Further apart:"),
        ("values_open", {"direction": "moved", "side_share": UP}, "Moved up, not converged: more"),
        ("values_open", {"direction": "moved", "side_share": DOWN}, "Moved down, not converged:"),
        ("values_open", {"direction": "no_clear_change"}, "Cannot tell:"),
        ("capacity_open", {"direction": "closer"}, "More alike:"),
        ("capacity_open", {"direction": "further"}, "Less alike:"),
        ("capacity_open", {"direction": "moved", "side_share": UP}, "Moved up, not converged:"),
        ("capacity_open", {"direction": "moved", "side_share": DOWN}, "Moved down, not conv"),
        ("capacity_open", {"direction": "no_clear_change"}, "Cannot tell:"),
    ],
)  # fmt: skip
def test_a_pair_has_the_word_of_its_stored_change(
    instrument: str, moved: dict[str, Any], word: str
) -> None:
    series = two(instrument, **moved)
    assert OverRounds(series, "en").word(series.pairs[0].change).startswith(word)


def test_a_team_that_moved_is_never_said_to_have_come_closer(show: Callable[..., AppTest]) -> None:
    app = show(two(direction="moved", side_share=UP))
    assert not app.exception
    said = texts(app)
    assert "Round 1 to 2. Moved up, not converged: more people agree." in said
    for other in ("Closer together:", "Further apart:", "Moved down", "Cannot tell:"):
        assert other not in said


def test_both_figures_of_a_pair_are_the_stored_ones(show: Callable[..., AppTest]) -> None:
    app = show(two())
    (chart,) = charts(app)
    for part in ("0.92, then 0.78 (the later may lie between 0.68 and 0.89)", "71, then 73"):
        assert part in chart.proto.alt
        assert part in texts(app)
    assert "0.92" in chart.proto.spec
    assert "0.78" in chart.proto.spec


def test_three_rounds_are_a_chain_and_say_so(show: Callable[..., AppTest]) -> None:
    first, second, third = (round_of("values_open", number) for number in (1, 2, 3))
    said = texts(show(chained(first, beside(second), beside(third, people=(30, 29)))))
    assert "Round 1 to 2." in said
    assert "Round 2 to 3." in said
    assert "The first and the last round were never set side by side" in said
    assert "about 1 in 20 pairs gets a word by chance" in said
    assert "never set side by side" not in texts(show(two()))


def test_sections_are_drawn_when_asked_for_and_get_no_word(show: Callable[..., AppTest]) -> None:
    app = show(two())
    assert len(charts(app)) == 1
    (toggle,) = [each for each in app.toggle if each.label == "Show the sections"]
    app = toggle.set_value(True).run()
    assert not app.exception
    rows = [line for line in texts(app).split("\n") if "On the side the section speaks for" in line]
    worded = shipped_edition("values_open").wording("en").sections.values()
    assert {row.split("**")[1] for row in rows} <= {each.title for each in worded}
    assert len(rows) > 3
    assert not [row for row in rows if "In words" in row]
    assert "no word is given here" in texts(app)


def test_groups_of_other_agencies_are_not_set_side_by_side(show: Callable[..., AppTest]) -> None:
    assert "Round 1 to 2, groups: The averages of two groups were 0.55" in texts(show(two()))
    first = round_of("values_open", 1, people=(12, 18), names=({"en": "A"}, {"en": "B"}))
    said = texts(show(chained(first, beside(round_of("values_open", 2)))))
    assert "agencies came, left or were grouped in another way" in said
    assert "0.55" not in said


@pytest.mark.parametrize("people", [(2, 1), (4, 4)])
def test_rounds_that_cannot_be_set_side_by_side_say_why(
    people: tuple[int, ...], show: Callable[..., AppTest]
) -> None:
    few = round_of("values_open", 2, people=people)
    app = show(chained(round_of("values_open", 1), few))
    assert not app.exception
    assert not charts(app)
    why = "Too few people answered" if sum(people) < 5 else "too few statements show counts"
    assert why in texts(app)


# --- what is not there yet -----------------------------------------------------------------------


def test_one_round_waits_for_the_second(show: Callable[..., AppTest]) -> None:
    said = texts(show(chained(round_of("values_open", 1))))
    assert "A second round of the same questionnaire will be set beside this one." in said


def test_without_any_result_each_kind_says_so(show: Callable[..., AppTest]) -> None:
    app = show()
    assert not app.exception
    said = texts(app)
    for kind in ("a values inventory", "a capacity self-check", "a readiness check"):
        assert f"No result of {kind} has been released yet." in said
    assert "No scan has begun yet." in said


def test_editions_are_never_joined_and_it_is_said_why(show: Callable[..., AppTest]) -> None:
    edition = shipped_edition("values_open")
    asked = edition.instrument.model_copy(update={"version": "9.0.0"})
    newer = edition.model_copy(update={"instrument": asked})
    app = show(
        chained(round_of("values_open", 1)),
        chained(round_of("values_open", 2, edition=newer)),
    )
    assert not charts(app)
    said = texts(app)
    assert "There are 2 editions of this questionnaire. They are never joined" in said
    assert said.count("will be set beside this one.") == 2


def test_held_rounds_are_told_of_and_facilitators_are_warned(show: Callable[..., AppTest]) -> None:
    day = date(2026, 12, 5)
    said = texts(show(chained(edition=shipped_edition("values_open"), held=(day,))))
    assert "One more result is on hold. The whole team sees it from December 5, 2026." in said
    said = texts(show(two(), held_until=day))
    assert "Round 2 is on hold until December 5, 2026" in said


def test_a_changed_result_is_not_shown(show: Callable[..., AppTest]) -> None:
    said = texts(show(chained(round_of("values_open", 1), changed=1)))
    assert "1 stored result is not the one that was released" in said


def test_whoever_is_not_signed_in_sees_nothing_of_it(show: Callable[..., AppTest]) -> None:
    app = show(two(), signed_in=False)
    assert not app.header
    assert "Bell County" not in texts(app)


def test_the_five_rs_are_a_link_and_no_cause(show: Callable[..., AppTest]) -> None:
    said = texts(show(two()))
    assert "would not show that it is the cause" in said


def test_in_spanish_everything_about_questionnaires_is_spanish(
    show: Callable[..., AppTest],
) -> None:
    app = show(two(direction="moved", side_share=UP))
    app = app.selectbox(key="over-language").set_value("es").run()
    assert not app.exception
    said = everything(app)
    assert "Subió, sin converger" in said
    assert "Moved up" not in said


# --- readiness -----------------------------------------------------------------------------------


def readiness_round(number: int, **figures: Any) -> Any:
    usual = {item.id: PARTLY for item in ASKED.items}
    return round_of(READINESS, number, figures=usual | figures)


def test_each_round_has_its_lowest_part_and_its_unmet_gates(show: Callable[..., AppTest]) -> None:
    gates = gates_of(ASKED)
    begun = dict.fromkeys((*part_of(ASKED, "motivation"), *gates[:4]), IN_PLACE)
    more = dict.fromkeys(part_of(ASKED, "specific_capacity"), IN_PLACE)
    app = show(chained(readiness_round(1, **begun), readiness_round(2, **(begun | more))))
    assert not app.exception
    said = texts(app)
    assert "The lowest part is “General capacity”: 1 of 17 of its statements are in place." in said
    assert f"4 of {len(gates)} are met" in said
    words = shipped_edition(READINESS).wording("en")
    for gate in gates[4:]:
        assert words.items[gate].text.rstrip(".") in said
    assert charts(app)[0].proto.alt.startswith("Round 1, Capacity for this program:")


def test_a_withheld_gate_and_one_that_most_cannot_judge_are_not_known(
    show: Callable[..., AppTest],
) -> None:
    gates = gates_of(ASKED)
    figures = dict.fromkeys(gates, IN_PLACE) | {gates[0]: None, gates[1]: NOBODY_KNOWS}
    app = show(chained(readiness_round(1, **figures)))
    said = texts(app)
    assert f"{len(gates) - 2} of {len(gates)} are met" in said
    unknown = said[said.index("**Not known**") :]
    words = shipped_edition(READINESS).wording("en")
    for gate in gates[:2]:
        assert words.items[gate].text.rstrip(".") in unknown.split("A gate is not known")[0]
    assert "It is never counted as met." in said


def test_no_average_is_shown_and_none_can_be_read_off(show: Callable[..., AppTest]) -> None:
    """Rounds whose averages differ, and whose parts and gates do not, look the same."""
    lower = NOT_BEGUN
    higher = type(lower)(30, counts=(22, 6, 2, 0), no_answer=3)
    seen = []
    for figure in (lower, higher):
        view = readiness_round(1, **dict.fromkeys((item.id for item in ASKED.items), figure))
        seen.append(everything(show(chained(view, readiness_round(2)))))
    assert seen[0] == seen[1]


def test_a_readiness_check_of_too_few_people_says_so(show: Callable[..., AppTest]) -> None:
    few = round_of(READINESS, 2, people=(2, 1))
    app = show(chained(readiness_round(1), few))
    assert not app.exception
    assert "2: Fewer than 5 people answered" in texts(app)
