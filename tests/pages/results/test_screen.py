"""The results screen in every state, as a facilitator meets it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.exports.formats import FORMATS
from data.services import release, waves
from data.services.errors import NotFound, ReportChanged
from data.views import ReportView
from pages.parts import result_screen
from tests.pages.results.looking import charts, texts


def test_shared_ground_comes_before_differences_and_groups_after_both(
    show: Callable[..., AppTest],
) -> None:
    app = show()
    assert not app.exception
    assert [header.value for header in app.header] == [
        "Who answered",
        "Where we agree",
        "Where we are spread out",
        "Groups side by side",
        "One statement at a time",
        "All statements, section by section",
        "Questions to talk about",
        "What we will do",
        "What was merged or left out, and why",
        "What people wrote",
        "Take it with you",
    ]


def test_capacity_is_told_in_stages(show: Callable[..., AppTest]) -> None:
    app = show(instrument="capacity_open")
    headers = [header.value for header in app.header]
    assert "Where we see it alike" in headers
    assert "Where we agree" not in headers


def test_whoever_is_not_signed_in_sees_nothing_of_it(show: Callable[..., AppTest]) -> None:
    app = show(signed_in=False)
    assert not app.header
    assert "Bell County" not in texts(app)


def test_every_chart_has_words_for_those_who_do_not_see_it(show: Callable[..., AppTest]) -> None:
    drawn = charts(show())
    assert len(drawn) >= 4
    for chart in drawn:
        assert len(chart.proto.alt) > 20


@pytest.mark.parametrize("state", ["open", "closing", "closed", "draft"])
def test_before_release_no_figure_is_shown(state: str, show: Callable[..., AppTest]) -> None:
    app = show(state=state)
    assert not app.exception
    assert not app.header
    assert not charts(app)


def test_while_people_answer_only_their_number_is_told(show: Callable[..., AppTest]) -> None:
    app = show(state="open")
    (told,) = app.info
    assert told.value.startswith("12 of 36 have answered.")


def test_a_team_that_is_too_small_is_told_why_it_sees_nothing(
    show: Callable[..., AppTest],
) -> None:
    app = show(people=(2, 1))
    assert not charts(app)
    assert "Fewer than 5 people answered" in texts(app)


def test_a_small_team_sees_sides_and_no_groups(show: Callable[..., AppTest]) -> None:
    app = show(people=(4, 3))
    assert not app.exception
    assert "With fewer than 10 people" in texts(app)
    assert "too few groups of 5 or more people" in texts(app)


def test_a_merge_is_explained(show: Callable[..., AppTest]) -> None:
    assert "because too few of its people answered" in texts(show(people=(12, 3, 11)))


def test_a_made_up_team_says_so(show: Callable[..., AppTest]) -> None:
    assert not show().warning
    assert show(demo=True).warning


def test_a_changed_result_is_not_shown(
    show: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = show()

    def changed(_: str) -> ReportView:
        raise ReportChanged("changed")

    monkeypatch.setattr(release, "report", changed)
    app.run()
    assert not app.exception
    assert not charts(app)
    assert "not the one that was released" in texts(app)


def test_an_address_that_leads_nowhere_says_so(
    show: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = show()

    def missing(_: str) -> Any:
        raise NotFound("no such wave")

    monkeypatch.setattr(waves, "wave", missing)
    app.run()
    assert not app.exception
    assert "No round has been released yet" in texts(app)


def test_without_an_address_released_waves_can_be_chosen(show: Callable[..., AppTest]) -> None:
    app = show(named=False)
    assert not app.exception
    assert app.selectbox[0].options == ["Bell County Table – Our Shared Values"]
    assert charts(app)


def test_comments_stay_hidden_until_the_facilitator_asks(show: Callable[..., AppTest]) -> None:
    app = show()
    assert "Keep **it** up" not in texts(app)
    toggle = next(each for each in app.toggle if each.label == "Show what people wrote")
    toggle.set_value(True).run()
    assert not app.exception
    shown = [text.value for text in app.text]
    assert "Keep **it** up" in shown
    assert not any("evil" in str(markdown.value) for markdown in app.markdown)


def test_the_language_of_the_screen_can_be_changed(show: Callable[..., AppTest]) -> None:
    app = show()
    app.selectbox(key="results-language").select("es").run()
    assert not app.exception
    assert app.title[0].value == "Dónde estamos"
    assert app.header[0].value == "Quiénes contestaron"


def test_names_are_never_markup(show: Callable[..., AppTest]) -> None:
    hostile = "![x](http://evil.example/p.gif) <script>alert(1)</script> **b**"
    names = tuple({"en": f"{hostile} {place}", "es": hostile} for place in range(3))
    app = show(names=names, people=(12, 3, 11), title=hostile, team_name=hostile)
    assert not app.exception
    for part in (*app.markdown, *app.title, *app.caption, *app.header, *app.expander):
        words = str(getattr(part, "value", None) or getattr(part, "label", ""))
        assert "![x]" not in words
        assert not re.search(r"(?<!\\)<script", words)
    for chart in charts(app):
        assert "<script" not in chart.proto.spec


def test_a_second_look_draws_nothing_anew(
    show: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[object] = []
    original = result_screen.bars

    def counted(*arguments: Any, **options: Any) -> Any:
        drawn.append(arguments)
        return original(*arguments, **options)

    monkeypatch.setattr(result_screen, "bars", counted)
    app = show()
    first = len(drawn)
    assert first >= 4
    app.run()
    assert len(drawn) == first


def test_another_release_is_drawn_anew(show: Callable[..., AppTest]) -> None:
    before = [chart.proto.spec for chart in charts(show())]
    after = [chart.proto.spec for chart in charts(show(people=(12, 8, 11)))]
    assert before[0] != after[0]


def test_files_are_fetched_from_the_address_that_checks_who_asks(
    show: Callable[..., AppTest],
) -> None:
    buttons = show().get("link_button")
    assert [button.proto.url for button in buttons] == [f"/export/w1.{key}" for key in FORMATS]
    assert len({button.proto.label for button in buttons}) == len(FORMATS)


def test_every_statement_can_be_seen_by_section(show: Callable[..., AppTest]) -> None:
    app = show()
    before = len(charts(app))
    section = next(each for each in app.selectbox if each.label == "Section")
    section.select_index(0).run()
    assert not app.exception
    assert len(charts(app)) == before + 1


def test_all_groups_can_be_seen_as_a_table(show: Callable[..., AppTest]) -> None:
    app = show()
    tables = len(app.table)
    toggle = next(each for each in app.toggle if each.label == "Show every statement")
    toggle.set_value(True).run()
    assert not app.exception
    assert len(app.table) == tables + 1
