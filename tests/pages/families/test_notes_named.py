"""A name in a note is decided on at the desk; only then may the note leave."""

import pytest

from data.services import coding, family_files, family_notes, redacting, transcripts
from data.services.authority import acting
from data.services.errors import FamilyStateError
from tests.data.services.families.groups import Group, begun, facilitator, held, released, written
from tests.data.services.families.searching import unpacked
from tests.pages.families.conftest import Show

CODE = "code_treatment_access"
STEP = "What you do now"
CALLED = "ask Bertram about *the wait*"
GONE = "is this what Rosalinda meant?"


@pytest.fixture
def group(sqlite_database: str) -> Group:
    """Released words of four with two notes: one with a new name, one with a name taken out."""
    made = begun()
    session = held(made, people=4, name="One")
    found = released(made, written(made, session))
    for turn, words in ((1, CALLED), (2, GONE)):
        key = coding.add_coding(made.team_id, found.id, turn, 0, 5, CODE, seen=found.version)
        coding.save_memo(made.team_id, found.id, key, words)
    return made


def transcript(group: Group) -> str:
    found = transcripts.transcript_of(group.team_id, group.sessions[0].id)
    assert found is not None
    return found.id


def query(group: Group) -> dict[str, str]:
    about = {"team": group.team_id, "plan": group.plan.id}
    return {**about, "session": group.sessions[0].id}


def file(group: Group) -> bytes:
    return unpacked(family_files.take(group.team_id, group.plan.id, "qdpx").content)


def test_each_string_in_notes_stays_or_goes_and_then_the_note_leaves(
    group: Group, show: Show
) -> None:
    assert b"Bertram" not in file(group)
    shown = show("words", **query(group))
    shown.field("radio", STEP).set_value("Names in notes")
    shown.run()
    assert "Bertram" in shown.words
    assert f"“{CALLED}”" in shown.words
    assert "It was taken out of the words: [name] stands there." in shown.words
    assert not shown.has_button("It tells on nobody: Rosalinda")
    shown.press("It tells on nobody: Bertram")
    assert "It may stay in notes." in shown.words
    assert not shown.has_button("It tells on nobody: Bertram")
    assert CALLED.encode() in file(group)
    assert b"Rosalinda" not in file(group)
    shown.press("Take it out: Rosalinda")
    assert b"is this what [name] meant?" in file(group)
    assert b"Rosalinda" not in file(group)
    assert "Nothing waits for a decision in the notes" in shown.words
    released_still = transcripts.transcript(group.team_id, transcript(group))
    assert released_still.state == "released"


def test_only_what_stands_in_a_note_and_was_not_taken_out_may_stay(group: Group) -> None:
    found = transcript(group)
    for strings in (["Rosalinda"], ["Nobody"], ["Bertram", "Rosalinda"]):
        with pytest.raises(FamilyStateError, match="Nothing was decided"):
            family_notes.may_stay(group.team_id, found, strings)
    texts = [each.text for each in family_notes.strings_in_notes(group.team_id, found)]
    assert texts == ["Bertram", "Rosalinda"]


def test_what_waits_at_the_desk_is_decided_with_the_words(group: Group) -> None:
    found = transcripts.transcript(group.team_id, transcript(group))
    redacting.take_out(group.team_id, found.id, "bus", "Bertram", seen=found.version)
    with pytest.raises(FamilyStateError, match="decided with the words"):
        family_notes.may_stay(group.team_id, found.id, ["Bertram"])


def test_notes_of_others_are_decided_on_by_those_who_have_finished(group: Group) -> None:
    found = transcript(group)
    coding.finish(group.team_id, found)
    with acting(facilitator(group.team_id, "Another")):
        assert family_notes.strings_in_notes(group.team_id, found) == ()
        coding.finish(group.team_id, found)
        assert len(family_notes.strings_in_notes(group.team_id, found)) == 2
