"""Somebody else saves, or takes something away, while a form is being filled in: nothing is lost
without a word, and nobody decides on a text that they have not seen."""

from datetime import timedelta

from streamlit.testing.v1 import AppTest

from data.action_views import ActionEntry
from data.clock import today
from data.services import (
    actions,
    guides,
    holds,
    portfolio_consent,
    principle_signing,
    principles,
)
from tests.pages.meeting.acted import released_round, team_of
from tests.pages.meeting.conftest import Show, released_wave
from tests.pages.meeting.test_notes_and_hold import press, words_on

TYPED = "What took me ten minutes to write"
LONG_AGO = timedelta(days=20)


def type_into(app: AppTest, label: str) -> None:
    next(each for each in app.text_area if each.label == label).set_value(TYPED)


def still_there(app: AppTest) -> bool:
    return any(each.value == TYPED for each in app.text_area)


def test_a_ticked_box_is_not_dropped_when_somebody_else_saves_first(show: Show) -> None:
    team = team_of("Bell County Table")
    app = show("pages.consultant.consenting", team=team.id)
    app.checkbox[0].set_value(True)
    portfolio_consent.allow(team.id, shown=False, counted=True, based_on=0)
    press(app, "Save")
    said = portfolio_consent.history(team.id)[0]
    assert (said.shown, said.counted) == (False, True)
    assert app.checkbox[0].value
    assert app.error


def test_a_longer_hold_is_refused_when_somebody_else_was_first(show: Show) -> None:
    wave = released_wave()
    app = show("pages.meeting.hold", wave=wave.id)
    app.text_input[0].set_value((today() + timedelta(days=20)).isoformat())
    theirs = today() + timedelta(days=6)
    holds.lengthen(wave.id, theirs, based_on=holds.hold(wave.id).version)
    press(app, "Hold it until then")
    assert holds.hold(wave.id).shown_on == theirs
    assert app.error


def test_a_result_is_not_shown_to_all_by_whoever_saw_another_hold(show: Show) -> None:
    wave = released_wave()
    app = show("pages.meeting.hold", wave=wave.id)
    theirs = today() + timedelta(days=6)
    holds.lengthen(wave.id, theirs, based_on=holds.hold(wave.id).version)
    press(app, "Let the whole team see it now")
    assert holds.hold(wave.id).hidden_until == theirs
    assert app.error
    press(app, "Let the whole team see it now")
    assert holds.hold(wave.id).hidden_until is None


def test_a_text_that_nobody_saw_is_not_called_ready(show: Show) -> None:
    team = team_of("Bell County Table")
    principles.save(team.id, "mission", "First text", based_on=0)
    app = show("pages.meeting.principles", team=team.id)
    principles.save(team.id, "mission", "Another text", based_on=1)
    press(app, "This text is ready to sign")
    assert principles.current(team.id).state == "draft"
    assert app.error
    assert "Another text" in words_on(app)
    press(app, "This text is ready to sign")
    assert principles.current(team.id).state == "ready"


def test_what_an_agency_sees_differently_stays_when_the_text_is_a_draft_again(show: Show) -> None:
    team = team_of("Bell County Table")
    principles.save(team.id, "mission", "First text", based_on=0)
    principle_signing.make_ready(team.id, seen=principles.current(team.id).digest)
    app = show("pages.meeting.principles", team=team.id)
    type_into(app, "What you see differently")
    principles.save(team.id, "vision", "A vision", based_on=0)
    press(app, "We see it differently")
    assert still_there(app)
    assert "it is a draft again" in words_on(app)
    assert app.error
    assert not principles.current(team.id).said


def test_words_for_a_line_that_was_taken_out_stay_on_the_screen(show: Show) -> None:
    team = team_of("Bell County Table")
    released_round(team, today() - LONG_AGO)
    offer = principles.offers(team.id)[0]
    principles.choose(team.id, offer.wave_id, offer.item)
    line = principles.current(team.id).lines[0]
    app = show("pages.meeting.principles", team=team.id, part=line.id)
    type_into(app, "Line")
    principles.remove_line(team.id, line.id, based_on=1)
    press(app, "Save this text")
    assert still_there(app)
    assert "took this line out" in words_on(app)
    assert not principles.current(team.id).lines


def test_a_note_is_saved_though_its_statement_has_left_the_list(show: Show) -> None:
    team = team_of("Bell County Table")
    wave = released_round(team, today() - LONG_AGO)
    item = guides.guide(wave.id).picks[0].item
    app = show("pages.meeting.guide", wave=wave.id, item=item)
    type_into(app, "What the table said")
    guides.take_out(wave.id, item, based_on=0)
    press(app, "Save this note")
    guides.add(wave.id, item, based_on=guides.guide(wave.id).version)
    kept = guides.guide(wave.id, notes=True).picks
    assert [pick.note.words for pick in kept if pick.item == item] == [TYPED]


def test_words_about_an_action_that_was_taken_out_stay_on_the_screen(show: Show) -> None:
    team = team_of("Bell County Table")
    action = actions.begin(team.id, ActionEntry("Call them", team.agencies[0].code))
    app = show("pages.meeting.action_form", team=team.id, action=action)
    type_into(app, "Notes")
    actions.take_out(team.id, action, based_on=1)
    press(app, "Save")
    assert still_there(app)
    assert "Put it back" in words_on(app) or any(b.label == "Put it back" for b in app.button)
    assert actions.action(team.id, action).entry.notes == ""
