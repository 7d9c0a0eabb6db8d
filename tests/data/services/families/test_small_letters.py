"""A name that is an ordinary word is decided on apart from the word, and the word is left so."""

from data.services import redacting, summaries, transcripts
from tests.data.services.families.groups import begun, held, looked, written

SAID = ("We waited for Hope at the door.", "Then hope called me, and I hope so.")


def test_the_word_has_a_decision_of_its_own_and_stays_where_it_is_kept(
    sqlite_database: str,
) -> None:
    made = begun()
    session = held(made, people=2, name="One")
    found = written(made, session, SAID)
    found = transcripts.begin(made.team_id, found.id, seen=found.version)
    asked = {each.text: each.beside for each in redacting.suspects(made.team_id, found.id)}
    assert asked == {"Hope": False, "hope": True}
    found = redacting.decide(made.team_id, found.id, {"Hope": "[name 1]"})
    left = [each.text for each in redacting.suspects(made.team_id, found.id) if not each.decided]
    assert left == ["hope"]
    found = redacting.decide(made.team_id, found.id, {"hope": None})
    found = redacting.carry_out(made.team_id, found.id, seen=found.version)
    said = [each.text for each in transcripts.turns(made.team_id, found.id)]
    assert said[1:] == ["We waited for [name 1] at the door.", SAID[1]]


def test_what_was_written_beside_says_the_word_and_not_the_name(sqlite_database: str) -> None:
    made = begun()
    session = held(made, people=2, name="One")
    found = written(made, session, SAID[:1])
    words = "All hope for Hope."
    looked(summaries.save_summary, made.team_id, session.id, "guide_barriers", words, seen=0)
    found = transcripts.begin(made.team_id, found.id, seen=found.version)
    found = redacting.decide(made.team_id, found.id, {"Hope": "[name 1]"})
    redacting.carry_out(made.team_id, found.id, seen=found.version)
    answers = {each.question: each.words for each in summaries.sheet(made.team_id, session.id)}
    assert answers["guide_barriers"] == "All hope for [name 1]."
