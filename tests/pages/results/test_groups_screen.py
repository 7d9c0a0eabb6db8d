"""Groups on the results screen: after what is shared, beside chance, never as markup."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.charts.words import words
from pages.parts import result_screen
from scoring.report import DivergenceReport
from surveys.library import shipped_edition
from tests.pages.results import handmade
from tests.pages.results.looking import charts, everything, texts

Show = Callable[..., AppTest]
HOSTILE = "<img src=x onerror=alert(1)> $x$ [y](javascript:alert(1))"


def whole(report: DivergenceReport, **options: Any) -> DivergenceReport:
    """Groups beside chance, and the round before."""
    return handmade.changed(handmade.compared(report, **options))


def toggle(app: AppTest, label: str) -> AppTest:
    return next(each for each in app.toggle if each.label == label).set_value(True).run()


def choose(app: AppTest, item_id: str) -> AppTest:
    label = "Statement (widest range of views first)"
    (box,) = [each for each in app.selectbox if each.label == label]
    return box.select(item_id).run()


def test_sections_come_in_the_order_that_opens_a_talk(show: Show) -> None:
    app = show(made=whole)
    assert not app.exception
    assert [header.value for header in app.header][:10] == [
        "Who answered",
        "Where we agree",
        "Where we are spread out",
        "Since last time",
        "Groups side by side",
        "One statement at a time",
        "All statements, section by section",
        "Questions to talk about",
        "What we will do",
        "What was merged or left out, and why",
    ]
    assert [header.value for header in app.subheader] == [
        "How many statements stand out",
        "Within groups and between them",
        "Each group beside the whole team",
        "Two groups at a time",
    ]


def test_all_statements_together_are_told_before_any_single_one(show: Show) -> None:
    told = texts(show(made=whole))
    first = told.index("If people had been dealt into these groups at random")
    assert first < told.index("Now one statement at a time")
    assert "3 statements stand out; about 4 would by chance." in told
    assert "Silence is not agreement." in told


def test_every_chart_about_groups_has_words_and_a_table(show: Show) -> None:
    app = show(made=partial(whole, exact=1))
    for chart in charts(app):
        assert len(chart.proto.alt) > 20
    labels = [each.label for each in app.expander]
    assert labels.count("The same as a table") == len(charts(app))


def test_without_a_round_before_nothing_is_said_of_change(show: Show) -> None:
    app = show(made=handmade.compared)
    assert "Since last time" not in {header.value for header in app.header}


def test_an_older_result_says_that_groups_were_not_compared(show: Show) -> None:
    app = show(made=handmade.older)
    assert not app.exception
    assert "released before groups were set beside chance" in texts(app)
    assert not app.subheader
    assert "How far groups are apart on this statement is not told." in texts(app)


def test_a_team_without_groups_is_told_why_and_can_still_explore(show: Show) -> None:
    app = show(made=handmade.older, people=(4, 8))
    assert not app.exception
    assert "too few groups of 5 or more people" in texts(app)
    assert "look at the whole team." in texts(app)
    assert not app.subheader


def test_a_statement_for_the_whole_team_only_is_named_with_its_reason(
    show: Show, make_view: Callable[..., Any]
) -> None:
    view = make_view(people=(5, 5, 5), made=handmade.compared)
    only = next(item for item in view.report.items if item.groups is None and item.team)
    app = choose(show(people=(5, 5, 5), made=handmade.compared), only.id)
    assert not app.exception
    assert "shown for the whole team only." in texts(app)


def test_a_hidden_statement_can_be_chosen_and_says_why(
    show: Show, make_view: Callable[..., Any]
) -> None:
    def hide(report: DivergenceReport) -> DivergenceReport:
        first = report.items[0]
        hidden = replace(
            first, released=replace(first.released, team=None, groups=None), measures=None,
            apart=None, pairs=(),
        )  # fmt: skip
        agreed = tuple(key for key in report.agreed if key != first.id)
        return replace(report, items=(hidden, *report.items[1:]), agreed=agreed)

    view = make_view()
    app = choose(show(made=hide), view.report.items[0].id)
    assert not app.exception
    assert "This statement is not shown." in texts(app)


def test_more_statements_are_drawn_when_asked_for(show: Show) -> None:
    def drawn(app: AppTest) -> int:
        return sum(chart.proto.alt.count("Group averages") for chart in charts(app))

    app = show(made=partial(whole, standing_out=12))
    assert drawn(app) == 10
    first = next(each for each in app.toggle if each.label.endswith("statements here"))
    first.set_value(True).run()
    assert not app.exception
    assert drawn(app) > 10


def test_statements_of_both_rounds_are_drawn_when_asked_for(show: Show) -> None:
    app = show(made=whole)
    before = len(charts(app))
    toggle(app, "Show each statement")
    assert not app.exception
    assert len(charts(app)) == before + 1


def test_what_we_will_do_offers_lines_to_copy_and_keeps_nothing(show: Show) -> None:
    app = show()
    (code,) = app.code
    assert code.value.startswith("We agree: ")
    told = texts(app).replace("\\", "")
    for sentence in ("Who will do it?", "What comes first?", "By when?", "Nothing is stored here."):
        assert sentence in told


def test_a_second_look_at_groups_draws_nothing_anew(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    original = result_screen.Screen.place

    def counted(self: result_screen.Screen, chart: result_screen.Chart) -> None:
        def draw(size: Any) -> Any:
            drawn.append(chart.key)
            return chart.draw(size)

        original(self, result_screen.Chart(chart.key, draw, chart.told, chart.rows))

    monkeypatch.setattr(result_screen.Screen, "place", counted)
    app = show(made=partial(whole, exact=1))
    first = list(drawn)
    assert {"strip", "change"} < set(first)
    assert len(first) == len(set(first))
    app.run()
    assert drawn == first


def test_showing_a_figure_does_not_change_it(show: Show) -> None:
    app = show(made=whole)
    before = [chart.proto.spec for chart in charts(app)]
    app.run()
    assert [chart.proto.spec for chart in charts(app)] == before


def test_the_picture_of_a_chart_can_be_saved_under_its_own_name(show: Show) -> None:
    names = set()
    for chart in charts(show(made=whole)):
        config = json.loads(chart.proto.config)
        assert config["modeBarButtons"] == [["toImage"]]
        names.add(config["toImageButtonOptions"]["filename"])
    assert "common-table-strip" in names
    assert len(names) == len(charts(show(made=whole)))


def test_hostile_names_and_statements_never_become_markup(show: Show) -> None:
    edition = shipped_edition("values_open")
    wordings = {
        language: wording.model_copy(
            update={
                "items": {
                    key: item.model_copy(update={"text": f"{HOSTILE} {key}"})
                    for key, item in wording.items.items()
                }
            }
        )
        for language, wording in edition.wordings.items()
    }
    names = tuple({"en": f"{HOSTILE} {place}", "es": HOSTILE} for place in range(3))
    hostile = edition.model_copy(update={"wordings": wordings})
    app = show(made=partial(whole, exact=1), names=names, edition=hostile)
    assert not app.exception
    for chart in charts(app):
        assert "<img" not in chart.proto.spec
        assert "$x" not in chart.proto.spec
        assert "<a " not in chart.proto.spec
    for part in (*app.markdown, *app.header, *app.subheader):
        assert not re.search(r"(?<!\\)(<img|\$x|\[y\])", str(part.value))
    for table in app.table:
        assert not re.search(r"(?<!\\)(<img|\$x|\[y\])", table.value.to_string())


def test_spanish_has_no_english_left(show: Show) -> None:
    names = tuple({"en": f"Grupo {place}", "es": f"Grupo {place}"} for place in range(3))
    app = show(made=partial(whole, exact=1), names=names, languages=("es",))
    assert not app.exception
    shown = everything(app)
    english, spanish = words("en").sentences, words("es").sentences
    for key, sentence in english.items():
        plain = sentence.split("{")[0].strip()
        if len(plain) > 12 and plain not in spanish[key]:
            assert plain not in shown, key


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_on_the_screen_ranks_groups(language: str, show: Show) -> None:
    shown = texts(show(made=partial(whole, exact=1), languages=(language,))).casefold()
    for word in ("furthest", "highest", "lowest", "worst", "signific", "resistan", "rank", " low "):
        assert word not in shown
