"""The screens say who reads the words of a session, and show them to nobody else."""

import pytest

from data.family_views import SessionView
from data.services import family_sessions, transcripts
from tests.data.services.families.groups import Group, begun, facilitator, held, written
from tests.data.services.families.test_raw_readers import named
from tests.pages.families.conftest import Show, Shown

SAID = ("We waited for the bus in Harlan.", "Nobody told us why.")


@pytest.fixture
def group(sqlite_database: str) -> Group:
    return begun()


@pytest.fixture
def spoken(group: Group) -> SessionView:
    """A session whose words are in, and whose one reader is C. Vance."""
    session = named(group, held(group, people=2, name="Evening"))
    written(group, session, SAID)
    return session


def words_of(show: Show, group: Group, session: SessionView, name: str) -> Shown:
    """What a person with this name sees of what was said in a session."""
    about = {"team": group.team_id, "plan": group.plan.id, "session": session.id}
    return show("words", who=facilitator(group.team_id, name), **about)


def test_who_alone_reads_is_chosen_with_the_session_and_said_beside_it(
    show: Show, group: Group
) -> None:
    shown = show("room", team=group.team_id, plan=group.plan.id)
    shown.field("text_input", "What this session is called").input("Evening")
    shown.field("text_input", "Year and month").input("2026-11")
    shown.field("multiselect", "Who alone reads its words").select("C. Vance")
    shown.press("Save this session")
    (made,) = family_sessions.sessions(group.team_id, group.plan.id)
    assert made.entry.readers == ("C. Vance",)
    told = show("room", team=group.team_id, plan=group.plan.id).words
    assert "words read by C. Vance alone" in told


def test_the_one_who_was_named_works_with_the_words(
    show: Show, group: Group, spoken: SessionView
) -> None:
    shown = words_of(show, group, spoken, "C. Vance")
    assert shown.has_button("Begin to redact")
    assert "C. Vance alone" not in shown.words


@pytest.mark.parametrize("name", ["B. Quist", "Lee"])
def test_nobody_else_sees_a_word_or_a_button_of_them(
    show: Show, group: Group, spoken: SessionView, name: str
) -> None:
    shown = words_of(show, group, spoken, name)
    assert "For now what was said here is read by C. Vance alone." in shown.words
    assert not shown.app.button
    assert not [said for said in SAID if said in shown.words]
    assert ("families-sheet", "Its summary sheet") in [way[:2] for way in shown.ways]


def test_whoever_the_plan_does_not_name_is_told_how_that_is_mended(
    show: Show, group: Group
) -> None:
    session = held(group, people=2, name="Evening")
    written(group, session, SAID)
    shown = words_of(show, group, session, "Q. Elsewhere")
    assert "no name of it goes with the account “Q. Elsewhere”" in shown.words
    assert "How it is run, People, Under which account they sign in." in shown.words
    assert not [said for said in SAID if said in shown.words]
    assert transcripts.transcript_of(group.team_id, session.id) is not None
