"""Whoever takes their words back is gone from every file, and everybody else stays as they were."""

from pathlib import Path

import pytest
from sqlalchemy import text

from data import sealed_words
from data.family_views import TranscriptView
from data.services import (
    coding,
    family_ends,
    family_sessions,
    family_themes,
    redacting,
    seats,
    transcripts,
)
from data.services.authority import acting
from data.services.errors import NotFound
from data.services.family_themes import ThemeEntry
from data.services.suspecting import string_hash
from data.store import database as store
from data.store import family_removal, family_words, fault_points
from tests.data.services.families.groups import (
    LATER,
    Group,
    begun,
    facilitator,
    held,
    released,
    written,
)
from tests.data.services.families.searching import exports, holding, opened, sealed_of
from tests.made_once import made_once

SAID = "The bus does not go there"
"""What the third seat of the first session said, and nobody else."""
QUOTED = "No bus goes to the place of visits"
CODE = "code_treatment_access"


class Stopped(Exception):
    """The process was killed here."""


@pytest.fixture
@made_once
def group(database: str) -> Group:
    """Two sessions whose words are released; one seat has a code and a quote."""
    made = begun()
    for name, people, words in (("One", 4, None), ("Two", 3, LATER)):
        session = held(made, people=people, name=name)
        released(made, written(made, session, *(() if words is None else (words,))))
    return made


def first(group: Group) -> str:
    found = transcripts.transcript_of(group.team_id, group.sessions[0].id)
    assert found is not None
    return found.id


def quoted(group: Group) -> str:
    """Code every turn of the first session and quote the third seat; the id of that seat."""
    team_id, transcript_id = group.team_id, first(group)
    found = transcripts.transcript(team_id, transcript_id)
    for turn in transcripts.turns(team_id, transcript_id)[1:]:
        end = len(turn.text)
        coding.add_coding(team_id, transcript_id, turn.number, 2, end, CODE, seen=found.version)
    third = group.seats(group.sessions[0].id)[2].id
    mine = next(e for e in coding.codings(team_id, transcript_id) if e.seat_id == third)
    entry = ThemeEntry("Visits are far.", "got_in_way")
    theme = family_themes.save_theme(team_id, group.plan.id, "", entry, seen=0)
    family_themes.support_by_coding(team_id, group.plan.id, theme, mine)
    family_themes.propose_quote(
        team_id, group.plan.id, theme, mine, words=QUOTED, scope="paraphrase"
    )
    return third


def coded(group: Group) -> dict[int, str]:
    """The words under each code of the first session."""
    team_id, transcript_id = group.team_id, first(group)
    said = {each.number: each.text for each in transcripts.turns(team_id, transcript_id)}
    found = coding.codings(team_id, transcript_id)
    return {each.number: said[each.number][each.start : each.end] for each in found}


@pytest.mark.parametrize("way", ["card", "number"])
def test_no_byte_of_a_seat_is_left_and_the_others_stay(
    group: Group, home: Path, way: str, request: pytest.FixtureRequest
) -> None:
    team_id, study_id, session = group.team_id, group.plan.id, group.sessions[0]
    third = quoted(group)
    sealed = sealed_of(third)
    assert {owner for owner, _ in sealed} == {third, f"{third}.raw"}
    assert sorted(opened(sealed)) == sorted(sealed)
    before = coded(group)
    assert SAID.encode() in exports(team_id, study_id)
    receipt = group.receipts[session.id][2]
    if way == "card":
        seats.withdraw(receipt.card)
    else:
        family_ends.withdraw_by_number(team_id, session.id, receipt.label)
    with pytest.raises(NotFound):
        seats.with_card(receipt.card)
    folders = [home]
    if not store.is_sqlite():
        server = request.getfixturevalue("postgresql")
        server.run("CHECKPOINT")
        folders.append(server.folder)
    for words in (SAID, QUOTED, third, receipt.card.replace(" ", "-")):
        assert holding(words.encode(), home) == []
    for words in (SAID, QUOTED):
        assert holding(words.encode(), *folders) == []
    if store.is_sqlite():
        assert [each for each in sealed.values() if holding(each, home)] == []
    assert opened(sealed) == []
    after = exports(team_id, study_id)
    assert SAID.encode() not in after
    assert QUOTED.encode() not in after
    gone = next(number for number, words in before.items() if SAID[2:] in words)
    assert coded(group) == {n: words for n, words in before.items() if n != gone}
    assert len(before) == 4


def test_released_words_go_back_to_the_desk_and_nothing_read_before_counts(group: Group) -> None:
    team_id, session = group.team_id, group.sessions[0]
    other = transcripts.transcript_of(team_id, group.sessions[1].id)
    before = transcripts.transcript(team_id, first(group))
    assert (before.state, bool(before.read_by), before.sampled > 0) == ("released", True, True)
    seats.withdraw(group.receipts[session.id][2].card)
    now = transcripts.transcript(team_id, first(group))
    assert (now.state, now.read_by, now.sampled) == ("redacting", (), 0)
    assert now.version == before.version + 1
    assert transcripts.transcript_of(team_id, group.sessions[1].id) == other
    with acting(facilitator(team_id, "Second reader")):
        now = transcripts.mark_read(team_id, now.id, seen=now.version)
    assert transcripts.settle(team_id, now.id, seen=now.version).state == "redacted"


def test_somebody_who_said_nothing_takes_back_a_seat_and_no_words_change(database: str) -> None:
    made = begun()
    session = held(made, people=3, name="One")
    found = written(made, session, ("We waited.",))
    seats.withdraw(made.receipts[session.id][2].card)
    assert transcripts.transcript(made.team_id, found.id) == found
    assert len(family_sessions.seats(made.team_id, session.id)) == 2


@pytest.mark.parametrize("point", ["key to be destroyed", "key overwritten", "key removed", "rows"])
@pytest.mark.parametrize("again", ["card", "clock"])
def test_a_withdrawal_that_was_killed_shows_nothing_and_is_gone_on_with(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch, point: str, again: str
) -> None:
    made = begun()
    session = held(made, people=3, name="One")
    found = written(made, session)
    found = transcripts.begin(made.team_id, found.id, seen=found.version)
    first_seat, receipt = made.seats(session.id)[0], made.receipts[session.id][0]

    def stop(name: str) -> None:
        if name == point:
            raise Stopped

    def no_rows(*_: object, **__: object) -> int:
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(fault_points, "hook", stop)
        if point == "rows":
            patch.setattr(family_removal, "remove_seat", no_rows)
        with pytest.raises(Stopped):
            seats.withdraw(receipt.card)
    shown = transcripts.turns(made.team_id, found.id)
    if point == "key to be destroyed":  # then nothing has happened
        assert first_seat.id in {each.seat_id for each in shown}
        seats.withdraw(receipt.card)
    else:
        assert first_seat.id not in {each.seat_id for each in shown}
        assert len(shown) == 3
        assert first_seat not in family_sessions.seats(made.team_id, session.id)
        transcripts.transcript(made.team_id, found.id)
        redacting.suspects(made.team_id, found.id)
        if again == "card":
            seats.withdraw(receipt.card)
        else:
            assert family_ends.run_clocks() == 1
    with pytest.raises(NotFound):
        seats.with_card(receipt.card)
    assert sealed_of(first_seat.id) == {}
    assert not sealed_words.opens(sealed_words.raw(first_seat.id))
    assert [each.what for each in family_ends.destructions(made.team_id, made.plan.id)] == ["seat"]


def test_the_clock_takes_nobody_back_where_the_folder_of_keys_is_another(
    sqlite_database: str, home: Path
) -> None:
    made = begun()
    session = held(made, people=3, name="One")
    found = written(made, session)
    (home / "keys" / "words").rename(home / "elsewhere")
    assert transcripts.transcript_of(made.team_id, session.id) is None
    with pytest.raises(NotFound):
        transcripts.turns(made.team_id, found.id)
    assert family_ends.run_clocks() == 0
    (home / "elsewhere").rename(home / "keys" / "words")
    assert transcripts.transcript(made.team_id, found.id) == found
    assert len(transcripts.turns(made.team_id, found.id)) == 5


@pytest.mark.postgresql
def test_after_the_close_the_server_does_not_tell_who_sat_down_first(
    postgresql_database: str,
) -> None:
    made = begun()
    session = held(made, people=6, name="One")
    order = [each.id for each in made.seats(session.id)]
    with store.reading() as connection:
        said = connection.execute(text("SELECT id, xmin::text FROM family_seat ORDER BY ctid"))
        rows = said.all()
    assert len({row[1] for row in rows}) == 1
    assert [row[0] for row in rows] == sorted(order)


WITH_NAMES = (
    "My daughter Ximena was there, and Kwame.",
    "Kwame saw it. Call 555-201-3344 at 12 Elm Street today.",
    "Then Hope went to New Shore.",
    "I hope so, said Kwame.",
)


def decided(made: Group, found: TranscriptView) -> dict[str, bool]:
    """Which strings of four seats the table of decisions still knows."""
    row = transcripts.row_of(made.team_id, found.id)
    kept = family_words.strings(made.team_id, found.id)
    asked = ("Ximena", "Kwame", "555-201-3344", "12 Elm Street", "Hope", "hope", "New Shore")
    return {each: string_hash(row, each) in kept for each in asked}


@pytest.mark.parametrize("stage", ["decided", "carried out", "raw words gone"])
def test_what_was_decided_on_strings_that_nobody_else_said_is_forgotten(
    sqlite_database: str, stage: str
) -> None:
    made = begun()
    session = held(made, people=4, name="One")
    found = written(made, session, WITH_NAMES)
    found = transcripts.begin(made.team_id, found.id, seen=found.version)
    every = [each.text for each in redacting.suspects(made.team_id, found.id)]
    stay = ("hope", "12 Elm Street")
    becomes = {each: None if each in stay else "[x]" for each in every}
    found = redacting.decide(made.team_id, found.id, becomes)
    if stage != "decided":
        redacting.carry_out(made.team_id, found.id, seen=found.version)
    if stage == "raw words gone":
        family_ends.destroy_raw(made.team_id, found.id, study_id=made.plan.id)
    assert all(decided(made, found).values())
    for number in (0, 2):
        seats.withdraw(made.receipts[session.id][number].card)
    left = {each for each, is_kept in decided(made, found).items() if is_kept}
    others = {"Kwame", "555-201-3344", "12 Elm Street"}
    assert left == ({"12 Elm Street"} if stage == "raw words gone" else others)
    if stage == "decided":
        assert all(each.decided for each in redacting.suspects(made.team_id, found.id))
