"""After their talk people settle on the screen what they differ on, take it back, and undo that."""

import pytest

from data.services import coding_agreement, coding_settled, transcripts
from data.services.authority import OPERATOR
from tests.pages.families.analysed import SECOND, Analysed, analysed, team_of
from tests.pages.families.conftest import Show

WORDS = ("Listening", "Evening", "It was long.", "Respect", "Being heard", "Waits are long.")
FIRST, TAKEN = "It belongs here", "Take it back"


@pytest.fixture
def made(sqlite_database: str) -> Analysed:
    """A group that whoever holds the machine and another have coded and finished."""
    return analysed(team_of("River county"), OPERATOR, words=WORDS)


def talks(made: Analysed) -> int:
    found = coding_agreement.compare(made.group.team_id, made.group.plan.id)
    assert found is not None
    return len(found.talks)


def test_a_sentence_is_settled_named_with_who_read_it_so_and_taken_back(
    made: Analysed, show: Show
) -> None:
    open_ones = talks(made)
    shown = show("compare", **made.about)
    shown.press(FIRST)
    assert talks(made) == open_ones - 1
    shown = show("compare", **made.about)
    assert "What you have settled" in [each.value for each in shown.app.header]
    assert "Settled by at the machine: the code belongs here." in shown.words
    assert f"Had read it otherwise: {SECOND}." in shown.words or (
        "Had read it otherwise: at the machine." in shown.words
    )
    shown.press(TAKEN)
    assert talks(made) == open_ones


@pytest.mark.long
def test_the_last_step_of_this_window_is_undone(made: Analysed, show: Show) -> None:
    open_ones = talks(made)
    shown = show("compare", **made.about)
    assert not shown.has_button("Undo my last step")
    shown.press("It does not belong here")
    assert talks(made) == open_ones - 1
    shown.press(TAKEN)
    assert talks(made) == open_ones
    shown.press("Undo my last step")
    assert talks(made) == open_ones - 1
    shown.press("Undo my last step")
    assert talks(made) == open_ones
    assert not shown.has_button("Undo my last step")


@pytest.mark.long
def test_another_sentence_is_chosen_and_read_beside_the_codes_of_each(
    made: Analysed, show: Show
) -> None:
    shown = show("compare", **made.about)
    shown.press("Settle it")
    found = coding_settled.settled(made.group.team_id, made.transcripts[0])
    (one,) = found
    assert one.gave is True
    session = made.group.sessions[0].id
    said = transcripts.turns(made.group.team_id, made.transcripts[0])
    assert said[0].label is None
    shown = show("coding", **made.about, session=session)
    assert "(settled by you all):" in shown.words
