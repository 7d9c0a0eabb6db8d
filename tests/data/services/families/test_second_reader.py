"""Who may be the second reader, and that nothing is settled that was not carried out."""

import pytest

from data.family_views import TranscriptView
from data.services import redacting, transcripts
from data.services.authority import acting
from data.services.errors import ChangedMeanwhile, FamilyStateError
from tests.data.services.families.groups import Group, begun, facilitator, held, written

NOBODY_ELSE = "a second person has to read this text through"


@pytest.fixture
def group(sqlite_database: str) -> Group:
    return begun()


def at_the_desk(group: Group, *words: str) -> TranscriptView:
    found = written(group, held(group, people=2, name="One"), words)
    return transcripts.begin(group.team_id, found.id, seen=found.version)


def decided(group: Group, found: TranscriptView) -> TranscriptView:
    """Everything that was found is replaced by the one who acts."""
    every = [each.text for each in redacting.suspects(group.team_id, found.id)]
    return redacting.decide(group.team_id, found.id, dict.fromkeys(every, "[name 1]"))


def said(group: Group, found: TranscriptView) -> str:
    return " ".join(each.text for each in transcripts.turns(group.team_id, found.id))


def test_whoever_decided_is_no_second_reader_though_somebody_else_carried_it_out(
    group: Group,
) -> None:
    team_id = group.team_id
    found = at_the_desk(group, "My name is Rosalinda.")
    with acting(facilitator(team_id, "Ann")):
        found = decided(group, found)
    with acting(facilitator(team_id, "Ben")):
        found = redacting.carry_out(team_id, found.id, seen=found.version)
    assert found.decided_by == ("id-Ann", "id-Ben")
    for name in ("Ann", "Ben"):
        with acting(facilitator(team_id, name)):
            found = transcripts.mark_read(team_id, found.id, seen=found.version)
    with pytest.raises(FamilyStateError, match=NOBODY_ELSE.capitalize()):
        transcripts.settle(team_id, found.id, seen=found.version)
    with acting(facilitator(team_id, "Cleo")):
        found = transcripts.mark_read(team_id, found.id, seen=found.version)
    assert transcripts.settle(team_id, found.id, seen=found.version).state == "redacted"


def test_a_second_reader_who_takes_out_what_was_missed_reads_it_again_and_stays_one(
    group: Group,
) -> None:
    team_id = group.team_id
    found = at_the_desk(group, "My name is Rosalinda. I have three children.")
    with acting(facilitator(team_id, "Ann")):
        found = decided(group, found)
        found = redacting.carry_out(team_id, found.id, seen=found.version)
    with acting(facilitator(team_id, "Ben")):
        found = transcripts.mark_read(team_id, found.id, seen=found.version)
        found = redacting.take_out(team_id, found.id, "I have", "[something]", seen=found.version)
        assert found.read_by == ()
        found = transcripts.mark_read(team_id, found.id, seen=found.version)
    assert found.decided_by == ("id-Ann",)
    assert "[something]" in said(group, found)
    assert transcripts.settle(team_id, found.id, seen=found.version).state == "redacted"


def test_to_decide_first_takes_the_transcript_one_version_on_and_no_further(group: Group) -> None:
    found = at_the_desk(group, "My name is Rosalinda, and hers is Xiomara.")
    first = redacting.decide(group.team_id, found.id, {"Rosalinda": "[name 1]"})
    assert first.version == found.version + 1
    second = redacting.decide(group.team_id, found.id, {"Xiomara": "[name 2]"})
    assert second.version == first.version
    with pytest.raises(ChangedMeanwhile):
        redacting.carry_out(group.team_id, found.id, seen=found.version)


def test_a_decision_that_is_taken_back_is_asked_for_again(group: Group) -> None:
    found = at_the_desk(group, "My name is Rosalinda, and hers is Xiomara.")
    decided(group, found)
    redacting.undecide(group.team_id, found.id, ["Rosalinda"])
    state = {each.text: each.decided for each in redacting.suspects(group.team_id, found.id)}
    assert state == {"Rosalinda": False, "Xiomara": True}


def test_nothing_is_settled_while_a_decision_was_not_carried_out(group: Group) -> None:
    team_id = group.team_id
    found = at_the_desk(group, "My name is Rosalinda, and hers is Xiomara.")
    with acting(facilitator(team_id, "Ann")):
        found = redacting.decide(team_id, found.id, {"Rosalinda": "[name 1]", "Xiomara": None})
        found = redacting.carry_out(team_id, found.id, seen=found.version)
        redacting.decide(team_id, found.id, {"Xiomara": "[name 2]"})
    with acting(facilitator(team_id, "Ben")):
        found = transcripts.mark_read(team_id, found.id, seen=found.version)
        with pytest.raises(FamilyStateError, match="not carried out yet: 'Xiomara'\\."):
            transcripts.settle(team_id, found.id, seen=found.version)


@pytest.mark.parametrize(
    ("string", "instead", "why"),
    [
        ("nnual", "[name]", "stands only inside other words"),
        ("Annual", "not Annual", "says 'annual' again"),
        ("Maria", "[name]", "is nowhere in this transcript"),
        ("Annual", " ", "Write a word or two"),
    ],
)
def test_what_cannot_be_taken_out_is_said_and_changes_nothing(
    group: Group, string: str, instead: str, why: str
) -> None:
    team_id = group.team_id
    found = at_the_desk(group, "Rosalinda and I went to the Annual meeting.")
    every = [each.text for each in redacting.suspects(team_id, found.id)]
    found = redacting.decide(team_id, found.id, dict.fromkeys(every, None))
    found = redacting.carry_out(team_id, found.id, seen=found.version)
    before = said(group, found)
    with pytest.raises(FamilyStateError, match=why):
        redacting.take_out(team_id, found.id, string, instead, seen=found.version)
    assert said(group, found) == before


def test_a_decision_that_says_a_name_again_is_refused_in_words(group: Group) -> None:
    found = at_the_desk(group, "My name is Rosalinda, and hers is Xiomara.")
    found = redacting.decide(
        group.team_id, found.id, {"Rosalinda": "a friend of Xiomara", "Xiomara": "[name 2]"}
    )
    with pytest.raises(FamilyStateError, match="says 'xiomara' again"):
        redacting.carry_out(group.team_id, found.id, seen=found.version)


def test_where_people_were_promised_that_nobody_writes_no_words_come_in(
    sqlite_database: str,
) -> None:
    group = begun(recording_mode="none")
    session = held(group, people=0, name="One")
    with pytest.raises(FamilyStateError, match="promised that nobody writes down"):
        transcripts.add_transcript(group.team_id, session.id, [transcripts.SaidBy(None, "A")])


def test_what_nobody_has_decided_on_is_counted_when_it_is_settled(group: Group) -> None:
    team_id = group.team_id
    found = at_the_desk(group, "My name is Rosalinda and we waited.")
    every = [each.text for each in redacting.suspects(team_id, found.id)]
    found = redacting.decide(team_id, found.id, dict.fromkeys(every))
    found = redacting.carry_out(team_id, found.id, seen=found.version)
    with acting(facilitator(team_id, "Second")):
        found = transcripts.mark_read(team_id, found.id, seen=found.version)
    redacting.undecide(team_id, found.id, every[:1])
    with pytest.raises(FamilyStateError, match="1 strings are undecided"):
        transcripts.settle(team_id, found.id, seen=found.version)
    found = redacting.decide(team_id, found.id, {every[0]: "[name 2]"})
    with pytest.raises(FamilyStateError, match=f"not carried out yet: '{every[0]}'"):
        transcripts.settle(team_id, found.id, seen=found.version)
