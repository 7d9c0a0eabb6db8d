"""A desk that was left open says what became of its transcript, and keeps what was typed."""

from datetime import timedelta

import pytest

from data.clock import today
from data.family_views import SessionView, TranscriptView
from data.services import redacting, transcripts
from data.services.authority import acting
from data.services.family_ends import run_clocks
from tests.data.services.families.groups import Group, begun, facilitator, held, written
from tests.pages.families.conftest import Show, Shown

UNSAVED = "What you chose here and had not saved is not saved."


def at_the_desk(show: Show) -> tuple[Group, SessionView, TranscriptView, Shown]:
    group = begun()
    session = held(group, people=3, name="Evening")
    found = written(group, session)
    found = transcripts.begin(group.team_id, found.id, seen=found.version)
    about = {"team": group.team_id, "plan": group.plan.id, "session": session.id}
    return group, session, found, show("words", **about)


def carried_out(group: Group, found: TranscriptView) -> None:
    every = [each.text for each in redacting.suspects(group.team_id, found.id)]
    found = redacting.decide(group.team_id, found.id, dict.fromkeys(every, "[name 1]"))
    redacting.carry_out(group.team_id, found.id, seen=found.version)


def test_that_it_was_moved_on_is_told_with_what_was_typed_until_it_is_seen(show: Show) -> None:
    group, _, found, shown = at_the_desk(show)
    wider = shown.app.text_input[0]
    wider.set_value("a mother of three")
    with acting(facilitator(group.team_id, "Faster")):
        carried_out(group, found)
    shown.press("Save these decisions")
    assert "This transcript was moved on since you opened this" in shown.words
    assert UNSAVED in shown.words
    assert "a mother of three" in shown.words
    shown.run()
    assert "a mother of three" in shown.words
    shown.press("I have seen this")
    assert UNSAVED not in shown.words


def test_a_transcript_that_was_removed_is_told(show: Show) -> None:
    group, _, found, shown = at_the_desk(show)
    transcripts.remove_transcript(group.team_id, found.id)
    shown.run()
    assert "is not here any more: it was removed, or its words have ended" in shown.words
    assert UNSAVED in shown.words


def test_words_that_the_clock_ended_are_told(show: Show) -> None:
    group, _, _, shown = at_the_desk(show)
    run_clocks(today() + timedelta(days=group.plan.settings.redacted_days))
    shown.run()
    assert "What was destroyed is listed on the plan" in shown.words


def test_another_transcript_in_its_place_is_told(show: Show) -> None:
    group, session, found, shown = at_the_desk(show)
    transcripts.remove_transcript(group.team_id, found.id)
    written(group, session)
    shown.run()
    assert "was removed, and another one was brought in" in shown.words


def test_words_that_somebody_brought_in_meanwhile_are_told(show: Show) -> None:
    group = begun()
    session = held(group, people=3, name="Evening")
    shown = show("words", team=group.team_id, plan=group.plan.id, session=session.id)
    written(group, session)
    shown.run()
    assert "Somebody has brought the words of this session in" in shown.words


@pytest.mark.parametrize("by", ["own steps", "nothing"])
def test_whoever_moves_it_on_is_told_nothing_of_that(show: Show, by: str) -> None:
    _, _, _, shown = at_the_desk(show)
    if by == "own steps":
        shown.press("Save, and replace all others on this part")
        shown.press("Carry the decisions out")
    shown.run()
    assert UNSAVED not in shown.words


@pytest.mark.long
def test_what_was_typed_to_be_taken_out_stays_while_others_take_something_out(show: Show) -> None:
    group, _, found, shown = at_the_desk(show)
    carried_out(group, found)
    shown.run()
    shown.field("text_input", "What still tells").set_value("quadruplets")
    shown.field("text_input", "What stands in").set_value("some children")
    shown.press("Take it out")
    assert "'quadruplets' is nowhere in this transcript" in shown.problems
    with acting(facilitator(group.team_id, "Faster")):
        now = transcripts.transcript(group.team_id, found.id)
        redacting.take_out(group.team_id, found.id, "bus", "[name 2]", seen=now.version)
    shown.run()
    assert shown.field("text_input", "What still tells").value == "quadruplets"
    assert shown.field("text_input", "What stands in").value == "some children"
