"""Words come to be released by one way alone, and codes stay on their words through every edit."""

import random
import re
from collections.abc import Callable, Mapping

import pytest

from data.family_views import TranscriptView
from data.services import coding, family_ends, redacting, sampling, transcripts
from data.services.authority import acting
from data.services.errors import ChangedMeanwhile, FamilyStateError
from data.services.transcripts import SaidBy
from tests.data.services.families.groups import PLACEHOLDER, Group, begun, facilitator, held

SAID = "My name is Rosalinda and we waited. The bus did not come."
STATES = ("raw", "redacting", "carried", "redacted", "released")
Step = Callable[[Group, TranscriptView], object]


def build(state: str) -> tuple[Group, TranscriptView]:
    """A transcript in a state; "carried" is redacting, with the decisions carried out."""
    group = begun()
    team_id, session = group.team_id, held(group, people=1, name="One")
    said = [SaidBy(group.seats(session.id)[0].id, SAID)]
    found = transcripts.add_transcript(team_id, session.id, said)
    steps = STATES.index(state)
    if steps > 0:
        found = transcripts.begin(team_id, found.id, seen=found.version)
        decided: dict[str, str | None] = {
            each.text: PLACEHOLDER for each in redacting.suspects(team_id, found.id)
        }
        found = redacting.decide(team_id, found.id, decided)
    if steps > 1:
        found = redacting.carry_out(team_id, found.id, seen=found.version)
    if steps > 2:
        with acting(facilitator(team_id, "Second")):
            found = transcripts.mark_read(team_id, found.id, seen=found.version)
        found = transcripts.settle(team_id, found.id, seen=found.version)
    if steps > 3:
        found = sampled(group, found)
        found = transcripts.release(team_id, found.id, seen=found.version)
    return group, found


def sampled(group: Group, found: TranscriptView) -> TranscriptView:
    found = sampling.draw_sentences(group.team_id, found.id, 50, seen=found.version)
    return sampling.record_sample(group.team_id, found.id, leaks=(), seen=found.version)


def code(group: Group, found: TranscriptView) -> str:
    first = coding.starting_codes("en")[0].id
    return coding.add_coding(group.team_id, found.id, 0, 0, 5, first, seen=found.version)


STEPS: Mapping[str, tuple[Step, str]] = {
    "begin": (lambda g, f: transcripts.begin(g.team_id, f.id, seen=f.version), "raw"),
    "decide": (
        lambda g, f: redacting.decide(g.team_id, f.id, {"bus": None}),
        "redacting carried",
    ),
    "undecide": (
        lambda g, f: redacting.undecide(g.team_id, f.id, ["bus"]),
        "redacting carried",
    ),
    "carry out": (
        lambda g, f: redacting.carry_out(g.team_id, f.id, seen=f.version),
        "redacting carried",
    ),
    "settle": (lambda g, f: transcripts.settle(g.team_id, f.id, seen=f.version), ""),
    "take out": (
        lambda g, f: redacting.take_out(g.team_id, f.id, "bus", "[ride]", seen=f.version),
        "carried redacted released",
    ),
    "read": (
        lambda g, f: transcripts.mark_read(g.team_id, f.id, seen=f.version),
        "carried redacted released",
    ),
    "sample": (sampled, "raw redacting carried redacted released"),
    "release": (lambda g, f: transcripts.release(g.team_id, f.id, seen=f.version), ""),
    "code": (code, "redacted released"),
    "finish": (lambda g, f: coding.finish(g.team_id, f.id), "redacted released"),
    "remove": (
        lambda g, f: transcripts.remove_transcript(g.team_id, f.id),
        "raw redacting carried redacted",
    ),
    "destroy raw": (
        lambda g, f: family_ends.destroy_raw(g.team_id, f.id, study_id=g.plan.id),
        "carried redacted released",
    ),
    "add": (
        lambda g, f: transcripts.add_transcript(g.team_id, f.session_id, [SaidBy(None, "x")]),
        "",
    ),
}


@pytest.mark.parametrize("state", STATES)
def test_every_step_in_every_state(sqlite_database: str, state: str) -> None:
    group, found = build(state)
    allowed = [name for name, (_, states) in STEPS.items() if state in states.split()]
    for name in STEPS.keys() - set(allowed):
        with pytest.raises(FamilyStateError):
            STEPS[name][0](group, found)
        assert transcripts.transcript(group.team_id, found.id) == found, name
    for name in allowed:
        fresh, there = build(state)
        STEPS[name][0](fresh, there)
        now = transcripts.transcript_of(fresh.team_id, there.session_id)
        left = {"begin": "redacting", "take out": "redacting", "remove": "gone"}
        assert ("gone" if now is None else now.state) == left.get(name, there.state), name


def test_nothing_is_released_without_each_of_its_conditions(sqlite_database: str) -> None:
    group, found = build("carried")
    team_id = group.team_id
    me, second = facilitator(team_id, "Robin"), facilitator(team_id, "Second")
    found = transcripts.mark_read(team_id, found.id, seen=found.version)
    with pytest.raises(FamilyStateError, match="second person"):  # who decided has read it
        transcripts.settle(team_id, found.id, seen=found.version)
    with acting(second):
        found = transcripts.mark_read(team_id, found.id, seen=found.version)
    found = transcripts.settle(team_id, found.id, seen=found.version)
    with pytest.raises(FamilyStateError, match="sample"):
        transcripts.release(team_id, found.id, seen=found.version)
    found = sampling.draw_sentences(team_id, found.id, 1, seen=found.version)
    found = sampling.record_sample(team_id, found.id, leaks=(), seen=found.version)
    with pytest.raises(FamilyStateError, match="read more"):
        transcripts.release(team_id, found.id, seen=found.version)
    found = sampling.draw_sentences(team_id, found.id, 2, seen=found.version)
    found = sampling.record_sample(team_id, found.id, leaks=(2,), seen=found.version)
    with pytest.raises(FamilyStateError, match="leaks"):
        transcripts.release(team_id, found.id, seen=found.version)
    with pytest.raises(FamilyStateError, match=r"has found leaks: 1\. Take them out"):
        sampled(group, found)  # no luckier sample of the same words makes up for it
    assert transcripts.transcript(team_id, found.id).leaks == 1
    old = found
    with acting(me):
        found = redacting.take_out(team_id, found.id, "bus", "[ride]", seen=found.version)
    assert (found.state, found.read_by, found.sampled) == ("redacting", (), 0)
    with pytest.raises(ChangedMeanwhile):
        transcripts.mark_read(team_id, found.id, seen=old.version)
    with acting(second):
        found = transcripts.mark_read(team_id, found.id, seen=found.version)
    found = transcripts.settle(team_id, found.id, seen=found.version)
    with pytest.raises(FamilyStateError, match="sample"):
        transcripts.release(team_id, found.id, seen=found.version)
    found = sampled(group, found)
    assert transcripts.release(team_id, found.id, seen=found.version).state == "released"


def test_no_state_is_reached_but_by_its_step(sqlite_database: str) -> None:
    group, found = build("raw")
    team_id = group.team_id
    for state in ("redacting", "redacted", "released"):
        with pytest.raises(ValueError, match=f"raw is made {state} by a step only"):
            transcripts.save(transcripts.row_of(team_id, found.id), {"state": state}, seen=1)
    found = transcripts.begin(team_id, found.id, seen=found.version)
    for state in ("raw", "redacted", "released"):
        row = transcripts.row_of(team_id, found.id)
        with pytest.raises(ValueError, match="by a step only"):
            transcripts.save(row, {"state": state}, seen=found.version)
    assert transcripts.transcript(team_id, found.id).state == "redacting"


EDITS = 12


@pytest.mark.parametrize("groups", [1, pytest.param(40, marks=pytest.mark.long, id="many")])
def test_codes_go_along_with_every_edit_exactly(sqlite_database: str, groups: int) -> None:
    """Against letters that each know the codes they belong to, whatever is put in their place."""
    done = sum(edited_exactly(random.Random(seed)) for seed in range(groups))
    assert done > groups * EDITS / 2


def edited_exactly(chance: random.Random) -> int:
    """How many edits of one transcript were made, each of them compared with the letters."""
    group, found = begun_with(chance)
    team_id = group.team_id
    letters = {
        turn.number: [(letter, frozenset[str]()) for letter in turn.text]
        for turn in transcripts.turns(team_id, found.id)
    }
    first = coding.starting_codes("en")[0].id
    for _ in range(30):
        number = chance.randrange(len(letters))
        start = chance.randrange(len(letters[number]) - 1)
        end = chance.randrange(start + 1, len(letters[number]))
        made = coding.add_coding(team_id, found.id, number, start, end, first, seen=found.version)
        letters[number] = [
            (letter, of | {made} if start <= at < end else of)
            for at, (letter, of) in enumerate(letters[number])
        ]
    done = 0
    for count in range(EDITS):
        said = " ".join("".join(letter for letter, _ in each) for each in letters.values())
        words = said.split()
        at = chance.randrange(len(words) - 1)
        string = " ".join(words[at : at + chance.choice((1, 1, 2))])
        new = f"{chance.choice(('a', '🙂', 'mm', 'no one'))} q{'xy'[count % 2] * (count % 5)}"
        try:
            found = redacting.take_out(team_id, found.id, string, new, seen=found.version)
        except FamilyStateError:
            continue  # it says again what is to go
        done += 1
        letters = {key: edited(each, string, new) for key, each in letters.items()}
        now = {each.number: each.text for each in transcripts.turns(team_id, found.id)}
        assert now == {key: "".join(x for x, _ in each) for key, each in letters.items()}
        spans = {e.id: (e.number, e.start, e.end) for e in coding.codings(team_id, found.id)}
        assert spans == wanted(letters)
    return done


def begun_with(chance: random.Random) -> tuple[Group, TranscriptView]:
    group = begun()
    team_id, session = group.team_id, held(group, people=3, name="One")
    pool = ["we", "waited", "bus", "ride", "help", "school", "night", "gone", "house", "letter"]
    said = [
        SaidBy(seat.id, " ".join(chance.choice(pool) for _ in range(20)))
        for seat in group.seats(session.id)
    ]
    found = transcripts.add_transcript(team_id, session.id, said)
    found = transcripts.begin(team_id, found.id, seen=found.version)
    keep: dict[str, str | None] = dict.fromkeys(
        (each.text for each in redacting.suspects(team_id, found.id)), None
    )
    found = redacting.decide(team_id, found.id, keep)
    found = redacting.carry_out(team_id, found.id, seen=found.version)
    with acting(facilitator(team_id, "Second")):
        found = transcripts.mark_read(team_id, found.id, seen=found.version)
    return group, transcripts.settle(team_id, found.id, seen=found.version)


Letters = list[tuple[str, frozenset[str]]]


def edited(letters: Letters, string: str, new: str) -> Letters:
    text = "".join(letter for letter, _ in letters)
    made: Letters = []
    at = 0
    for hit in re.finditer(rf"(?<!\w){re.escape(string)}(?!\w)", text):
        made += letters[at : hit.start()]
        of = frozenset[str]().union(*(of for _, of in letters[hit.start() : hit.end()]))
        made += [(letter, of) for letter in new]
        at = hit.end()
    return made + letters[at:]


def wanted(letters: Mapping[int, Letters]) -> dict[str, tuple[int, int, int]]:
    found: dict[str, tuple[int, int, int]] = {}
    for number, each in letters.items():
        for made in frozenset[str]().union(*(of for _, of in each)):
            places = [at for at, (_, of) in enumerate(each) if made in of]
            found[made] = (number, places[0], places[-1] + 1)
    return found
