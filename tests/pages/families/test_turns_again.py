"""Whoever is at the desk reads turns that may repeat somebody who took their words back."""

from data.services import seats, transcripts
from data.services.transcripts import SaidBy
from tests.data.services.families.groups import begun, held, released
from tests.pages.families.conftest import Show

TOLD = "The judge laughed at my ticket."
ASKED = "You said the judge laughed at my *ticket*."


def test_each_turn_is_read_and_then_the_transcript_may_go_on(
    sqlite_database: str, show: Show
) -> None:
    made = begun()
    session = held(made, people=4, name="One")
    sitting = [each.id for each in made.seats(session.id)]
    words = (TOLD, "We wait.", "No bus.", "The road is long.")
    said = [SaidBy(key, text) for key, text in zip(sitting, words, strict=True)]
    said.append(SaidBy(None, ASKED))
    released(made, transcripts.add_transcript(made.team_id, session.id, said))
    query = {"team": made.team_id, "plan": made.plan.id, "session": session.id}
    assert not show("words", **query).has_button("It may stand as it is now")
    seats.withdraw(made.receipts[session.id][0].card)
    shown = show("words", **query)
    assert "1 turn of others may repeat somebody who took their words back" in shown.words
    assert ASKED in shown.words
    shown.press("It may stand as it is now")
    assert "This turn may stand." in shown.words
    assert "may repeat somebody" not in shown.words
    found = transcripts.transcript_of(made.team_id, session.id)
    assert found is not None
    assert found.again == ()
