"""What was said in a session is read by those who were named for it, until names are out of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from data.family_views import SessionEntry, SessionView, TranscriptView
from data.services import (
    audit_log,
    coding,
    contact_book,
    families,
    family_projects,
    family_sessions,
    intake,
    redacting,
    sampling,
    transcripts,
)
from data.services.authority import Actor, acting
from data.services.errors import FamilyProblems, FamilyStateError, NotAllowed
from data.services.raw_readers import reads_raw
from data.services.transcripts import SaidBy
from tests.data.services.families.groups import (
    Group,
    begun,
    contact,
    facilitator,
    held,
    redacted,
    written,
)

READER, OTHER = "C. Vance", "B. Quist"
ENTRY = SessionEntry("Evening", "2026-11", "en", "in_person")


@pytest.fixture
def group(sqlite_database: str) -> Group:
    return begun()


def led_by(made: Group, *readers: str, name: str = "Evening") -> SessionView:
    """A session that is planned, and who reads its words."""
    entry = replace(ENTRY, name=name, readers=readers)
    return family_sessions.add_session(made.team_id, made.plan.id, entry)


def named(made: Group, session: SessionView) -> SessionView:
    """The same with one reader, as nobody could say it after people sat down."""
    row = family_sessions.store.session(made.team_id, session.id)
    assert row is not None
    key = {name: row[name] for name in ("team_id", "id")} | {"version": row["version"] + 1}
    fresh = {name: value for name, value in row.items() if name not in key}
    assert family_sessions.store.add_session(key, {**fresh, "readers": [READER]})
    return family_sessions.session(made.team_id, session.id)


def person(made: Group, name: str) -> Actor:
    return facilitator(made.team_id, name)


RAW: dict[str, Callable[[str, TranscriptView], object]] = {
    "turns": lambda team, found: transcripts.turns(team, found.id),
    "suspects": lambda team, found: redacting.suspects(team, found.id),
    "carry out": lambda team, found: redacting.carry_out(team, found.id, seen=found.version),
    "standing": lambda team, found: redacting.standing(team, found.id, "bus", "[ride]"),
    "draw": lambda team, found: sampling.draw_sentences(team, found.id, 9, seen=found.version),
    "drawn": lambda team, found: sampling.drawn(team, found.id),
    "begin": lambda team, found: transcripts.begin(team, found.id, seen=found.version),
    "decide": lambda team, found: redacting.decide(team, found.id, {"Rosalinda": None}),
    "undecide": lambda team, found: redacting.undecide(team, found.id, ["Rosalinda"]),
    "mark read": lambda team, found: transcripts.mark_read(team, found.id, seen=found.version),
    "settle": lambda team, found: transcripts.settle(team, found.id, seen=found.version),
    "remove": lambda team, found: transcripts.remove_transcript(team, found.id),
    "bring in": lambda team, found: transcripts.add_transcript(
        team, found.session_id, [SaidBy(None, "What?")]
    ),
}


@pytest.mark.parametrize("way", RAW)
@pytest.mark.parametrize("state", ["raw", "redacting"])
def test_nobody_else_reads_raw_words_on_any_way(group: Group, way: str, state: str) -> None:
    session = held(group, people=3, name="Evening")
    found = written(group, session)
    if state == "redacting":
        found = transcripts.begin(group.team_id, found.id, seen=found.version)
    session = named(group, session)
    for name in (OTHER, "Robin", f"{READER} Junior"):
        with acting(person(group, name)), pytest.raises(NotAllowed):
            RAW[way](group.team_id, found)
    with acting(person(group, "c.  vance")):
        assert reads_raw(session)
        assert transcripts.turns(group.team_id, found.id)


def test_once_names_are_out_everybody_who_may_read_words_reads_them(group: Group) -> None:
    session = held(group, people=3, name="Evening")
    found = redacted(group, written(group, session))
    named(group, session)
    with acting(person(group, OTHER)):
        assert transcripts.turns(group.team_id, found.id)
        redacting.take_out(group.team_id, found.id, "bus", "[ride]", seen=found.version)
        with pytest.raises(NotAllowed):
            transcripts.turns(group.team_id, found.id)
        assert coding.counted(group.team_id, found.id).codings == ()
        family_projects.project_of(group.team_id, group.plan.id)


@pytest.mark.parametrize("way", RAW)
@pytest.mark.parametrize("role", ["facilitator", "consultant"])
def test_a_session_that_names_nobody_is_read_by_the_list_of_the_plan_and_no_one_else(
    group: Group, way: str, role: str
) -> None:
    session = held(group, people=3, name="Evening")
    found = written(group, session)
    with acting(facilitator(group.team_id, "Judge Hart", role)):
        assert not reads_raw(session)
        with pytest.raises(NotAllowed) as told:
            RAW[way](group.team_id, found)
    if not (role == "consultant" and way == "remove"):  # which that role may not at all
        assert "no name of it goes with the account “Judge Hart”" in str(told.value)
        assert "Under which account they sign in" in str(told.value)
    with acting(facilitator(group.team_id, "b.  quist", role)):
        assert reads_raw(session)
        assert transcripts.turns(group.team_id, found.id)


def test_a_name_of_the_list_is_one_account_and_the_plan_says_which(group: Group) -> None:
    session = held(group, people=3, name="Evening")
    found = written(group, session)
    known = group.plan.settings

    def reads(name: str) -> bool:
        with acting(person(group, name)):
            return reads_raw(session) and bool(transcripts.turns(group.team_id, found.id))

    assert (reads(OTHER), reads("quist@county.example")) == (True, False)
    signed = [*known.accounts, f"{OTHER} = Quist@county.example"]
    now = families.settings_of({**known.model_dump(), "accounts": signed})
    about = {"name": group.plan.name, "settings": now, "seen": group.plan.version}
    with acting(person(group, "Robin")):
        families.change_study(group.team_id, group.plan.id, **about)
    assert not reads_raw_of(group, session, OTHER), "else one name would be two accounts"
    assert reads("quist@county.example")
    (entry, *_) = audit_log.entries(group.team_id)
    assert (entry.action, entry.actor_name) == ("families.plan", "Robin")
    for wrong, told in (
        (["Judge Hart = hart@county.example"], "is not listed"),
        ([f"{OTHER} = x", f"{READER} = X"], "2 times"),
        ([f"{OTHER} = x", f"{OTHER} = y"], "2 times"),
        ([f"{OTHER}"], "a name of the list = its account"),
    ):
        with pytest.raises(FamilyProblems, match=told):
            families.settings_of({**known.model_dump(), "accounts": wrong})


def reads_raw_of(made: Group, session: SessionView, name: str) -> bool:
    with acting(person(made, name)):
        return reads_raw(session)


def test_only_people_of_the_list_are_named_and_no_more_once_people_sit_down(group: Group) -> None:
    with pytest.raises(FamilyProblems) as refused:
        led_by(group, "Somebody else")
    assert "not on the list that people read" in refused.value.problems[0].what
    made = led_by(group, READER, OTHER)
    team_id = group.team_id
    made = family_sessions.open_session(team_id, made.id, notice_read=True, seen=made.version)
    for wider in ((), ("A. Rivera",), (READER, "A. Rivera")):
        entry = replace(made.entry, readers=wider)
        with pytest.raises(FamilyStateError, match="name fewer"):
            family_sessions.change_session(team_id, made.id, entry, seen=made.version)
    entry = replace(made.entry, readers=(READER,))
    made = family_sessions.change_session(team_id, made.id, entry, seen=made.version)
    assert made.entry.readers == (READER,)


@pytest.mark.parametrize("involved", ["yes", "no"])
def test_who_knows_somebody_on_the_list_is_asked_to_a_session_that_others_run(
    group: Group, involved: str
) -> None:
    about = (group.team_id, group.plan.id)
    intake.ask_to_come(group.plan.id, contact(group.plan, staff_involved=involved))
    led_by(group, name="All of us")
    led_by(group, READER, name="Others")
    (person,) = contact_book.open_book(*about)

    def ask(session: str, status: contact_book.Status = "invited") -> None:
        seen = contact_book.open_book(*about)[0].version
        contact_book.set_status(*about, person.id, status, session, seen=seen)

    if involved == "yes":
        with pytest.raises(FamilyStateError, match="that other people"):
            ask("All of us")
        assert contact_book.open_book(*about)[0].session_name == ""
    else:
        ask("All of us")
    ask("Others")
    assert contact_book.open_book(*about)[0].session_name == "Others"
    ask("", "not_coming")


def test_nothing_that_is_kept_says_who_on_the_list_it_is(group: Group) -> None:
    intake.ask_to_come(group.plan.id, contact(group.plan, staff_involved="yes"))
    made = led_by(group, READER, OTHER)
    row = family_sessions.store.session(group.team_id, made.id)
    assert row is not None
    assert row["readers"] == [READER, OTHER]
    (person,) = contact_book.open_book(group.team_id, group.plan.id)
    assert person.entry.answers["staff_involved"] == "yes"
    assert not {READER, OTHER, "A. Rivera"} & set(map(str, person.entry.answers.values()))
