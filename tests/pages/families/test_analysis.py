"""From codes to findings without a browser: what each screen says, to whom, and what it saves."""

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st

from data.coded_project import Code, CodedProject
from data.imports.coding.refi import NO_DAY
from data.services import coding, families, family_themes, summaries, transcripts
from data.services.authority import OPERATOR, acting
from data.services.code_entries import LONGEST_WORDS
from data.services.demo_resources import fill_demo_resources
from data.services.errors import ChangedMeanwhile
from pages.families import findings, laying
from pages.families.code_import import new_codes
from pages.families.codebook import in_order
from pages.families.coder.events import Coded, MemoWritten, Removed, Undone
from tests.data.services.families.groups import facilitator, settings
from tests.made_once import made_once
from tests.pages.families.analysed import SECOND, Analysed, analysed, team_of
from tests.pages.families.conftest import Show

SCREENS = ("coding", "compare", "themes", "findings")
WORDS = ("Listening", "Evening", "It was long.", "Respect", "Being heard", "Waits are long.")


@pytest.fixture
@made_once
def made(sqlite_database: str) -> Analysed:
    """A team with resources, and a group that whoever holds the machine and another have coded."""
    team = team_of("River county")
    fill_demo_resources(team.id)
    return analysed(team, OPERATOR, words=WORDS)


def test_a_member_sees_findings_and_nothing_that_leads_to_anybody_s_words(
    made: Analysed, show: Show
) -> None:
    member = facilitator(made.group.team_id, "Member", role="member")
    shown = show("findings", who=member, **made.about)
    assert "Waits are long." in shown.words
    assert "“It was long.”" in shown.words
    assert "Hidden gap (1)" in shown.words
    assert "- Transportation" in shown.words
    assert "not shown: fewer than 3 people, only one session, or nobody" in shown.words
    assert "1 theme: Too few people, or only one session, stand behind them." in shown.words
    assert "Below the floor" not in shown.words.replace("Below the floor everything", "")
    assert "%" not in shown.words
    assert not any("export" in str(each) for each in shown.app.get("link_button"))
    for name in ("coding", "compare", "themes"):
        refused = show(name, who=member, **made.about)
        assert "Waits are long." not in refused.words
        assert refused.problems


def test_a_second_reader_sees_the_passage_beside_the_quote(made: Analysed, show: Show) -> None:
    said = transcripts.turns(made.group.team_id, made.transcripts[0])
    passages = {f"What the person said there, without names: “{each.text}”" for each in said}
    shown = show("themes", **made.about, theme=made.shown)
    assert "You are the second reader." in shown.words
    assert any(each in shown.words for each in passages)
    assert "Rosalinda" not in shown.words


def test_whoever_may_take_files_finds_each_of_them(
    made: Analysed, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = show("findings", **made.about)
    links = [each.proto.url for each in shown.app.get("link_button")]
    assert [each for each in links if each.endswith("?for=everybody")] == []
    assert "Not now: People were promised that for 30 days after" in shown.words
    monkeypatch.setattr(findings, "why_it_stays", lambda *_: "")
    shown = show("findings", **made.about)
    links = [each.proto.url for each in shown.app.get("link_button")]
    team_id, plan_id = made.group.team_id, made.group.plan.id
    assert f"/export/families/{team_id}/{plan_id}.qdpx" in links
    everybody = [each for each in links if each.endswith("?for=everybody")]
    assert [each.rpartition(".")[2] for each in everybody] == [
        "docx?for=everybody",
        "html?for=everybody",
        "json?for=everybody",
    ]
    assert len(links) == 8 + len(everybody)
    monkeypatch.setattr(findings, "why_it_stays_from_participants", lambda *_: "")
    shown = show("findings", **made.about)
    links = [each.proto.url for each in shown.app.get("link_button")]
    assert f"/export/families/{team_id}/{plan_id}.return-docx" in links
    shown.field("radio", "Language of the files").set_value("es").run()
    links = [each.proto.url for each in shown.app.get("link_button")]
    assert f"/export/families/{team_id}/{plan_id}.return-docx?language=es" in links
    assert f"/export/families/{team_id}/{plan_id}.html?for=everybody&language=es" in links


@pytest.mark.parametrize("name", SCREENS)
def test_nobody_who_is_not_signed_in_sees_anything(name: str, made: Analysed, show: Show) -> None:
    shown = show(name, who=None, **made.about)
    assert "River county" not in shown.words
    assert not shown.app.button


@pytest.mark.parametrize("name", SCREENS)
def test_an_empty_plan_says_what_is_missing(name: str, show: Show) -> None:
    team = team_of("New county")
    plan = families.begin_study(team.id, "New", settings())
    shown = show(name, team=team.id, plan=plan.id)
    said = {
        "coding": "No session is redacted yet",
        "compare": "it takes you and one more who have finished",
        "themes": "There is no theme yet.",
        "findings": "No theme may be shown yet.",
    }
    assert said[name] in shown.words


def test_the_agenda_comes_before_any_figure_and_names_who_gave_what(
    made: Analysed, show: Show
) -> None:
    shown = show("compare", **made.about)
    heads = [each.value for each in shown.app.header]
    assert heads[:3] == ["Who has finished", "What to talk about", "Code by code"]
    after = ["Codes by session", "Codes by kind of help", "Do sessions still tell something new?"]
    assert heads[3:] == after
    assert f"**Gave it:** {SECOND}" in shown.words
    assert "Respect" in shown.words
    assert "Evening 1: 4 · Evening 2: 3" in shown.words
    assert "so there is no range to tell" in shown.words
    assert "Not here, because you have not finished coding it: Evening 3." in shown.words


def test_somebody_who_has_not_coded_sees_names_until_they_say_that_they_will_not(
    made: Analysed, show: Show
) -> None:
    other = facilitator(made.group.team_id, "Third")
    shown = show("compare", who=other, **made.about)
    assert "What to talk about" not in [each.value for each in shown.app.header]
    assert f"Finished: {SECOND}" in shown.words
    shown.press("I do not code “Evening 1”; show me …")
    assert "cannot code it yourself any more" in shown.words
    shown.confirm("I do not code “Evening 1”; show me …", "Show me")
    shown = show("compare", who=other, **made.about)
    assert "What to talk about" in [each.value for each in shown.app.header]
    assert f"at the machine and {SECOND}:" in shown.words


def test_a_session_that_is_finished_is_read_with_the_codes_of_both(
    made: Analysed, show: Show
) -> None:
    session = made.group.sessions[0].id
    shown = show("coding", **made.about, session=session)
    assert f"Respect ({SECOND}):" in shown.words
    assert "Respect (you):" in shown.words
    assert "Note: Being heard" in shown.words
    assert not shown.has_button("I have finished coding this session …")


def test_finishing_says_what_it_means_before_anything_happens(made: Analysed, show: Show) -> None:
    session = made.group.sessions[2].id
    shown = show("coding", **made.about, session=session)
    shown.press("I have finished coding this session …")
    assert "No code is on it from you." in shown.words
    assert "are not compared with anybody" in shown.words
    assert "This cannot be taken back." in shown.words
    assert OPERATOR.id not in coding.coders(made.group.team_id, made.transcripts[2])
    shown.confirm("I have finished coding this session …", "I have finished")
    assert OPERATOR.id in coding.coders(made.group.team_id, made.transcripts[2])


def test_a_code_is_changed_added_and_taken_out_and_one_in_use_stays(
    made: Analysed, show: Show
) -> None:
    team_id, plan_id = made.group.team_id, made.group.plan.id
    shown = show("coding", **made.about, view="codes")
    shown.field("text_input", "What it is called").input("Paperwork")
    shown.field("text_area", "What it means").input("Forms.")
    shown.press("Save this code")
    (fresh,) = [e for e in coding.codebook(team_id, plan_id).codes if e.label == "Paperwork"]
    shown = show("coding", **made.about, view="codes", code=fresh.id)
    shown.press("Take this code out")
    assert fresh.id not in {each.id for each in coding.codebook(team_id, plan_id).codes}
    shown = show("coding", **made.about, view="codes", code="code_respect")
    shown.press("Take this code out")
    assert "'Respect' is on some words already." in shown.problems


def test_a_theme_is_written_beside_a_statement_and_seats_are_put_behind_it(
    made: Analysed, show: Show
) -> None:
    team_id, plan_id = made.group.team_id, made.group.plan.id
    shown = show("themes", **made.about, theme="new")
    shown.field("text_area", "The theme").input("Nobody calls back.")
    shown.field("selectbox", "Statement about values").select("values_open.court_praise")
    shown.press("Save this theme")
    assert "It is not said how it stood to families." in shown.problems
    shown.field("selectbox", "How it stood").select("got_in_way")
    shown.press("Save this theme")
    found = family_themes.all_themes(team_id, plan_id)
    (theme,) = [each for each in found if each.entry.words == "Nobody calls back."]
    assert theme.entry.statement == "values_open.court_praise"
    shown = show("themes", **made.about, theme=theme.id)
    assert "Beside the statement:** Courts should notice progress as often as" in shown.words
    assert "Nobody yet." in shown.words
    chosen = shown.field("multiselect", "Which words say this")
    chosen.set_value(list(range(len(chosen.options))))
    shown.press("Put them behind it")
    assert "7 people in 2 sessions" in show("themes", **made.about, theme=theme.id).words


def test_choices_that_a_narrow_box_cuts_off_are_numbered_and_stand_in_full(
    made: Analysed, show: Show
) -> None:
    shown = show("themes", **made.about, theme="new")
    box = shown.field("selectbox", "Statement about values")
    statements = [each for each in box.options if each != "None"]
    assert [each.partition(".")[0] for each in statements] == [
        str(number) for number in range(1, len(statements) + 1)
    ]
    assert [each for each in statements if each not in shown.words] == []
    ways = shown.field("selectbox", "In what it fell short").options
    assert max(map(len, ways)) <= 24
    assert "Distance and rides: How far it was" in shown.words
    theme = family_themes.all_themes(made.group.team_id, made.group.plan.id)[0]
    shown = show("themes", **made.about, theme=theme.id)
    words = shown.field("multiselect", "Which words say this").options
    assert [each for each in words if each.rstrip("…") not in shown.words and "…" not in each] == []


def test_a_name_in_a_theme_is_put_before_whoever_writes_it(made: Analysed, show: Show) -> None:
    team_id, plan_id = made.group.team_id, made.group.plan.id
    shown = show("themes", **made.about, theme="new")
    shown.field("text_area", "The theme").input("Judge Vancastle calls nobody back.")
    shown.field("selectbox", "How it stood").select("got_in_way")
    shown.press("Save this theme")
    assert "“Judge Vancastle”" in shown.words
    assert "words before it, such as “my daughter”, say that a name follows" in shown.words
    written = "Judge Vancastle calls nobody back."
    assert shown.field("text_area", "The theme").value == written
    shown.press("Save this theme")
    assert written not in [e.entry.words for e in family_themes.all_themes(team_id, plan_id)]
    shown.field("checkbox", "I have looked at each of these").check()
    shown.press("Save this theme")
    assert written in [e.entry.words for e in family_themes.all_themes(team_id, plan_id)]


def test_a_name_on_a_sheet_is_put_before_whoever_writes_it(made: Analysed, show: Show) -> None:
    team_id, session_id = made.group.team_id, made.group.sessions[0].id
    shown = show("sheet", **made.about, session=session_id)
    shown.field("text_area", "What the session answered: What helped").input("A van.")
    shown.field("text_area", "What the session answered: What got in the way").input(
        "Judge Vancastle calls nobody back."
    )
    shown.press("Save this sheet")
    assert "1 of 2 answers are saved. Look at the others below." in shown.words
    assert "“Judge Vancastle”" in shown.words
    shown.field("checkbox", "I have looked at each of these").check()
    shown.press("Save this sheet")
    told = [each.words for each in summaries.sheet(team_id, session_id) if each.words]
    assert sorted(told) == ["A van.", "Judge Vancastle calls nobody back."]


def test_somebody_else_reads_a_theme_through_for_everybody(made: Analysed, show: Show) -> None:
    team_id, plan_id = made.group.team_id, made.group.plan.id
    shown = show("themes", **made.about, theme=made.shown)
    assert "somebody who did not write it has to read it first" in shown.words
    assert not shown.has_button("I have read it, and nobody can be known by it")
    other = facilitator(team_id, SECOND)
    shown = show("themes", who=other, **made.about, theme=made.shown)
    shown.press("I have read it, and nobody can be known by it")
    (now,) = [e for e in family_themes.all_themes(team_id, plan_id) if e.id == made.shown]
    assert now.read_by_name == SECOND
    shown = show("themes", **made.about, theme=made.shown)
    assert f"Read through by {SECOND}, as it is now." in shown.words


def test_a_quote_is_read_by_somebody_else_who_answers_all_three_questions(
    made: Analysed, show: Show
) -> None:
    team_id, plan_id = made.group.team_id, made.group.plan.id
    shown = show("themes", **made.about, theme=made.shown)
    assert "Somebody else has to read it, because you proposed it." in shown.words
    assert "It may be shown." in shown.words
    (waiting,) = [
        each for each in family_themes.quotes(team_id, plan_id) if each.proposed_by != OPERATOR.id
    ]
    shown.press("Save my answers")
    assert "Answer all three questions" in shown.problems
    for radio in shown.app.radio:
        radio.set_value("yes")
    shown.press("Save my answers")
    (read,) = [e for e in family_themes.quotes(team_id, plan_id) if e.id == waiting.id]
    assert read.refusals == ("reader_objects",)
    shown = show("themes", **made.about, theme=made.shown)
    assert "A second person thinks that somebody could be known by it." in shown.words


@pytest.fixture
def bench(made: Analysed, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """The third session as it lies on the desk now."""
    monkeypatch.setattr(st, "session_state", {})
    team_id, plan_id = made.group.team_id, made.group.plan.id

    def lay() -> Any:
        found = transcripts.transcript(team_id, made.transcripts[2])
        laid = laying.lay(
            found,
            transcripts.turns(team_id, found.id),
            codes=coding.codebook(team_id, plan_id).codes,
            codings=coding.codings(team_id, found.id),
            spoken="en",
        )
        assert laid is not None
        return found, laid

    return lay


def test_what_is_done_at_the_desk_is_saved_where_it_was_said_and_can_be_taken_back(
    made: Analysed, bench: Callable[[], Any]
) -> None:
    team_id = made.group.team_id
    found, laid = bench()
    said = {each.number: each.text for each in transcripts.turns(team_id, found.id)}
    for unit in laid.sheet.units:
        number, start, end = laid.place(unit.start, unit.end)
        assert said[number][start:end] == laid.sheet.passage(unit.start, unit.end)

    def do(event: Any) -> list[coding.CodingView]:
        now, sheet = bench()
        laying.save(team_id, now, sheet, event)
        return list(coding.codings(team_id, found.id))

    unit = laid.sheet.units[2]
    assert not laying.can_undo(found.id)
    (made_,) = do(Coded(unit.start, unit.end, "code_respect", laid.sheet.text_hash))
    assert said[made_.number][made_.start : made_.end] == laid.sheet.passage(unit.start, unit.end)
    (noted,) = do(MemoWritten(made_.id, "First"))
    assert noted.memo == "First"
    do(MemoWritten(made_.id, "Second"))
    assert do(Removed(made_.id)) == []
    (back,) = do(Undone())
    assert (back.number, back.start, back.end, back.memo) == (
        made_.number,
        made_.start,
        made_.end,
        "Second",
    )
    (back,) = do(Undone())
    assert back.memo == "First"
    (back,) = do(Undone())
    assert back.memo == ""
    assert do(Undone()) == []
    assert not laying.can_undo(found.id)
    assert do(Undone()) == []


def test_a_code_on_words_that_changed_meanwhile_is_refused(
    made: Analysed, bench: Callable[[], Any]
) -> None:
    team_id = made.group.team_id
    found, laid = bench()
    with acting(OPERATOR):
        coding_of_old = Coded(*_span(laid), "code_respect", laid.sheet.text_hash)
        row = transcripts.row_of(team_id, found.id)
        transcripts.save(row, {"evidence": row["evidence"]}, seen=found.version)
    with pytest.raises(ChangedMeanwhile, match="Nothing was coded"):
        laying.save(team_id, found, laid, coding_of_old)
    assert coding.codings(team_id, found.id) == ()


def _span(laid: Any) -> tuple[int, int]:
    return laid.sheet.units[0].start, laid.sheet.units[0].end


def test_codes_of_a_file_keep_their_place_under_those_that_are_here_already() -> None:
    here = coding.CodebookView(1, (coding.CodeEntry("w", "Wait", "Long."),))
    file = CodedProject(
        "p",
        "P",
        NO_DAY,
        (
            Code("x", "WAIT"),
            Code("y", "  Weeks  of\nit ", parent="x", definition="d" * 500),
            Code("z", "Months", parent="y"),
            Code("q", "months"),
        ),
    )
    fresh = new_codes(file, here)
    assert [(each.id, each.label, each.parent) for each in fresh] == [
        ("y", "Weeks of it", "w"),
        ("z", "Months", "y"),
    ]
    assert len(fresh[0].definition) == LONGEST_WORDS
    assert [each.id for each in in_order((*fresh[::-1], *here.codes))] == ["w", "y", "z"]
