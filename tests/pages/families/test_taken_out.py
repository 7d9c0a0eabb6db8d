"""Where words still stand is shown before they go, and what is not ticked stays."""

from dataclasses import dataclass

import pytest

from data.action_views import ActionEntry
from data.services import actions, seats, transcripts
from data.services.summaries import save_summary, sheet
from tests.data.services.families.groups import (
    LATER,
    WORDS,
    Group,
    begun,
    facilitator,
    held,
    redacted,
    written,
)
from tests.pages.families.conftest import Show, Shown

QUESTION = "guide_barriers"
STRING, INSTEAD = "What still tells who somebody is", "What stands in its place"


@dataclass(frozen=True, slots=True)
class Kept:
    """A redacted session of which some words stand in an action and on another session's sheet."""

    group: Group
    transcript_id: str
    action_id: str

    def query(self) -> dict[str, str]:
        about = {"team": self.group.team_id, "plan": self.group.plan.id}
        return {**about, "session": self.group.sessions[1].id}

    def said(self) -> str:
        found = transcripts.turns(self.group.team_id, self.transcript_id)
        return " ".join(each.text for each in found)

    def notes(self) -> str:
        return actions.action(self.group.team_id, self.action_id).entry.notes

    def other_sheet(self) -> list[str]:
        found = sheet(self.group.team_id, self.group.sessions[0].id)
        return [each.words for each in found if each.version]


@pytest.fixture
def kept(sqlite_database: str) -> Kept:
    made = begun()
    held(made, people=3, name="One")
    found = redacted(made, written(made, held(made, people=4, name="Two"), (*WORDS, *LATER)))
    save_summary(made.team_id, made.sessions[0].id, QUESTION, "The bus *at noon*.", seen=0)
    owner = actions.team(made.team_id).agencies[0].code
    entry = ActionEntry("Call the county.", owner, notes="Ask for the bus.")
    return Kept(made, found.id, actions.begin(made.team_id, entry))


def asked(shown: Shown) -> Shown:
    """The same screen once somebody has asked to take the bus out."""
    shown.field("text_input", STRING).set_value("The bus")
    shown.field("text_input", INSTEAD).set_value("[ride]")
    return shown.press("Take it out")


def test_every_place_is_shown_before_anything_changes(kept: Kept, show: Show) -> None:
    shown = asked(show("words", **kept.query()))
    for said in (
        "Where these words stand",
        "“The bus” becomes “[ride]”. Nothing has changed yet.",
        "what one turn here says",
        "1. The summary sheet of another session: One",
        "The bus *at noon*.",
        "2. An action in the team's plan: Call the county.",
        "Ask for the bus.",
    ):
        assert said.replace("**", "") in shown.words.replace("**", ""), said
    assert "The bus" in kept.said()
    shown.press("Change nothing")
    assert "Where these words stand" not in shown.words
    assert not shown.has_button("Change nothing")
    assert "The bus" in kept.said()


def test_what_is_ticked_goes_and_what_is_not_stays_and_is_told(kept: Kept, show: Show) -> None:
    shown = asked(show("words", **kept.query()))
    shown.field("checkbox", "Take it out of number 2 too").check()
    shown.press("Take it out")
    assert "[ride]" in kept.said()
    assert kept.notes() == "Ask for [ride]."
    assert kept.other_sheet() == ["The bus *at noon*."]
    assert "It still stands in one place outside of this session, as you chose." in shown.words


def test_a_consultant_is_told_that_a_facilitator_changes_the_plan(kept: Kept, show: Show) -> None:
    reader = facilitator(kept.group.team_id, "Reader", "consultant")
    shown = asked(show("words", who=reader, **kept.query()))
    assert "Only a facilitator of this team changes this." in shown.words
    labels = [each.label for each in shown.app.checkbox]
    assert labels == ["Take it out of number 1 too"]


def test_words_that_stand_nowhere_else_go_at_once(kept: Kept, show: Show) -> None:
    shown = show("words", **kept.query())
    shown.field("text_input", STRING).set_value("three visits")
    shown.field("text_input", INSTEAD).set_value("some visits")
    shown.press("Take it out")
    assert "It is taken out wherever it was looked for." in shown.words
    assert "three visits" not in kept.said()


def test_whoever_took_words_back_leaves_a_hint_where_to_look(kept: Kept, show: Show) -> None:
    seats.withdraw(kept.group.receipts[kept.group.sessions[1].id][2].card)
    query = {key: value for key, value in kept.query().items() if key != "session"}
    assert "What others wrote in words of their own stays" in show("plan", **query).words
    shown = asked(show("words", **kept.query()))
    assert "what one turn here says" not in shown.words
    shown.field("checkbox", "Take it out of number 1 too").check()
    shown.field("checkbox", "Take it out of number 2 too").check()
    shown.press("Take it out")
    assert "It is taken out wherever it was looked for." in shown.words
    assert (kept.notes(), kept.other_sheet()) == ("Ask for [ride].", ["[ride] *at noon*."])
