"""Turns of others that may repeat somebody who took their words back are read by a person."""

from collections.abc import Sequence

import pytest

from data.family_views import SessionView, TranscriptView
from data.services import reading_again, redacting, seats, transcripts
from data.services.authority import acting
from data.services.errors import ChangedMeanwhile, FamilyStateError, NotFound
from data.services.family_projects import project_of
from data.services.family_said import withheld
from data.services.transcripts import SaidBy
from tests.data.services.families.groups import Group, begun, facilitator, held, redacted, released

INSIDE = ("inside",) * 4
TOLD = "The judge laughed at my zebrafinch."
ASKED = "You said the judge laughed at my zebrafinch. Did others see that?"
LATER = "One group told us: the judge laughed at my zebrafinch."


def said_in(
    group: Group, name: str, *words: tuple[int | None, str], tiers: Sequence[str] = INSIDE
) -> TranscriptView:
    """A session with these turns, each by the place of its seat; None for whoever ran it."""
    session = held(group, people=4, name=name, tiers=[*tiers])
    sitting = group.seats(session.id)
    said = [SaidBy(None if place is None else sitting[place].id, text) for place, text in words]
    return transcripts.add_transcript(group.team_id, session.id, said)


@pytest.fixture
def group(database: str) -> Group:
    """Two released sessions in which others say again what seat 1 of the first one said."""
    made = begun()
    first = ((None, "What got in the way?"), (0, TOLD), (None, ASKED), (1, TOLD), (2, "No bus."))
    second = ((None, LATER), (0, TOLD), (1, "We wait."), (2, "The road is long."))
    for name, words in (("One", first), ("Two", second)):
        found = said_in(made, name, *words)
        released(made, found)
    return made


def withdrawn(group: Group) -> tuple[TranscriptView, TranscriptView]:
    """Both transcripts, once that seat took its words back."""
    seats.withdraw(group.receipts[group.sessions[0].id][0].card)
    return now(group, group.sessions[0]), now(group, group.sessions[1])


def now(group: Group, session: SessionView) -> TranscriptView:
    found = transcripts.transcript_of(group.team_id, session.id)
    assert found is not None
    return found


def test_turns_of_others_that_may_repeat_a_seat_wait_to_be_read(group: Group) -> None:
    first, second = withdrawn(group)
    assert (first.state, first.again) == ("redacting", (2, 3))
    assert (second.state, second.again) == ("redacting", (0,))


def test_a_transcript_stays_at_the_desk_until_each_such_turn_was_read(group: Group) -> None:
    _, found = withdrawn(group)
    about = (group.team_id, found.id)
    assert project_of(group.team_id, group.plan.id).sources == ()
    with pytest.raises(FamilyStateError, match="somebody who took their words back: 1"):
        transcripts.settle(*about, seen=found.version)
    found = redacting.take_out(*about, "the judge laughed at my", "[taken out]", seen=found.version)
    assert found.again == (0,)
    with pytest.raises(ChangedMeanwhile):
        reading_again.read_turn(*about, 0, seen=found.version - 1)
    found = reading_again.read_turn(*about, 0, seen=found.version)
    assert found.again == ()
    with pytest.raises(NotFound):
        reading_again.read_turn(*about, 0, seen=found.version)
    with acting(facilitator(group.team_id, "Second reader")):
        found = transcripts.mark_read(*about, seen=found.version)
    assert transcripts.settle(*about, seen=found.version).state == "redacted"


def test_whoever_said_it_again_may_take_it_back_as_well(group: Group) -> None:
    first, _ = withdrawn(group)
    assert first.again == (2, 3)
    seats.withdraw(group.receipts[first.session_id][1].card)
    assert now(group, group.sessions[0]).again == (2,)


def test_words_that_were_not_redacted_yet_are_marked_as_well(database: str) -> None:
    made = begun()
    said_in(made, "One", (0, TOLD), (None, ASKED), (1, "No bus."))
    seats.withdraw(made.receipts[made.sessions[0].id][0].card)
    found = now(made, made.sessions[0])
    assert (found.state, found.again) == ("raw", (1,))
    with pytest.raises(FamilyStateError, match="took their words back: 1"):
        redacted(made, found)


def in_files(group: Group) -> tuple[str, int]:
    """All words in a project, and how many turns it says are left out as said again."""
    project = project_of(group.team_id, group.plan.id)
    told = {each.what: each.count for each in project.withheld}
    words = "".join(each.text for each in project.sources)
    return words, told.get(withheld("turns_again", 1, "en").what, 0)


def test_turns_that_say_again_what_is_not_shown_are_in_no_project(database: str) -> None:
    made = begun()
    tiers = ["never", "inside", "inside", "inside"]
    first = ((None, "What got in the way of all of you?"), (0, TOLD), (None, ASKED), (1, TOLD))
    later = ((2, f"In the way of all of you? {TOLD}"), (3, "No bus."))
    released(made, said_in(made, "One", *first, *later, tiers=tiers))
    second = ((None, f"What got in the way of all of you? {LATER}"), (1, "We wait."), (2, TOLD))
    released(made, said_in(made, "Two", *second))
    words, left_out = in_files(made)
    assert left_out == 4
    assert words.count("the judge laughed") + words.count("The judge laughed") == 1
    assert words.count("What got in the way of all of you?") == 1
    assert "No bus." in words
    assert "We wait." in words


def test_what_was_asked_or_said_before_is_nobodys_echo(database: str) -> None:
    made = begun()
    asked = "What got in the way of all of you?"
    turns = ((None, asked), (1, TOLD), (0, f"{asked} {TOLD}"), (2, "No bus."))
    released(made, said_in(made, "One", *turns, tiers=["never", *["inside"] * 3]))
    released(made, said_in(made, "Two", (None, asked), (0, "We wait."), (1, TOLD)))
    words, left_out = in_files(made)
    assert left_out == 0
    assert words.count(asked) == 2
    assert words.count("The judge laughed at my") == 2
    seats.withdraw(made.receipts[made.sessions[0].id][0].card)
    assert [now(made, each).again for each in made.sessions] == [(), ()]
