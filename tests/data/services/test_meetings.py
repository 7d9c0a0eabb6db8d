"""Notes of facilitators: private, never written over, gone with what they are about."""

import re

import pytest
from sqlalchemy import select

from data.exports.content import content_of
from data.exports.formats import FORMATS
from data.services import holds, meetings, release, staff_log, teams, waves
from data.services.authority import OPERATOR, Actor, acting
from data.services.errors import ChangedMeanwhile, NotAllowed, NotFound, WaveProblems
from data.store import database as store
from data.tables.base import table_of
from data.tables.meetings import MeetingNote, ResultHold
from tests.data.conftest import Round

SECRET = "Mrs. Heron of the court must not speak first"


def stored() -> list[str]:
    with store.reading() as connection:
        tables = (table_of(MeetingNote), table_of(ResultHold))
        return [repr(tuple(row)) for each in tables for row in connection.execute(select(each))]


def text_of(wave_id: str, part: str) -> tuple[str, int]:
    note = next(each for each in meetings.notes(wave_id) if each.part == part)
    return note.text, note.version


def test_every_part_of_a_meeting_has_a_note_that_is_empty_at_first(opened: Round) -> None:
    found = meetings.notes(opened.wave.id)
    assert [note.part for note in found] == list(meetings.PARTS)
    assert {(note.text, note.version, note.saved_on) for note in found} == {("", 0, None)}


def test_a_note_comes_back_as_it_was_typed_without_what_cannot_be_seen(opened: Round) -> None:
    meetings.keep_note(opened.wave.id, "groups", "  **a**\r\nb\u202e\x00 ", based_on=0)
    assert text_of(opened.wave.id, "groups") == ("**a**\nb", 1)
    assert text_of(opened.wave.id, "spread") == ("", 0)


def test_of_two_who_write_at_once_the_second_writes_nothing_over(opened: Round) -> None:
    wave_id = opened.wave.id
    for based_on, first, second in ((0, "one", "two"), (1, "three", "four")):
        meetings.keep_note(wave_id, "agree", first, based_on=based_on)
        with pytest.raises(ChangedMeanwhile, match="not saved"):
            meetings.keep_note(wave_id, "agree", second, based_on=based_on)
        assert text_of(wave_id, "agree") == (first, based_on + 1)


def test_a_note_that_is_taken_away_is_in_no_row_any_more(opened: Round) -> None:
    meetings.keep_note(opened.wave.id, "close", SECRET, based_on=0)
    assert SECRET in "".join(stored())
    meetings.keep_note(opened.wave.id, "close", "", based_on=1)
    assert SECRET not in "".join(stored())
    with pytest.raises(ChangedMeanwhile):
        meetings.keep_note(opened.wave.id, "close", "late", based_on=0)


def test_a_note_too_long_and_a_part_that_is_none_are_refused(opened: Round) -> None:
    with pytest.raises(WaveProblems, match="Use at most 4000"):
        meetings.keep_note(opened.wave.id, "close", "x" * 4_001, based_on=0)
    with pytest.raises(NotFound):
        meetings.keep_note(opened.wave.id, "lunch", "x", based_on=0)
    assert stored() == []


@pytest.mark.parametrize("role", ["member", "consultant"])
def test_nobody_else_reads_or_writes_a_note(opened: Round, role: str) -> None:
    meetings.keep_note(opened.wave.id, "agree", SECRET, based_on=0)
    who = Actor(id="x", name="x", kind="person", teams={opened.team.id: role})  # type: ignore[dict-item]
    with acting(who):
        with pytest.raises(NotAllowed):
            meetings.notes(opened.wave.id)
        with pytest.raises(NotAllowed):
            meetings.keep_note(opened.wave.id, "agree", "mine", based_on=1)
    assert text_of(opened.wave.id, "agree") == (SECRET, 1)


def test_a_note_is_in_no_file_and_not_in_the_log(opened: Round) -> None:
    opened.send_all()
    wave = waves.close_wave(opened.wave.id)
    release.release_wave(wave.id)
    meetings.keep_note(wave.id, "groups", SECRET, based_on=0)
    content = content_of(release.for_export(wave.id, as_what="all"))
    heron = re.compile("heron", re.IGNORECASE)
    for chosen in FORMATS.values():
        assert not heron.search(repr(chosen.write(content))), chosen.key
    assert [entry.action for entry in staff_log.entries(limit=2)][-1] == "meeting.note"
    assert not heron.search(repr(staff_log.entries(limit=500)))


def test_notes_and_holds_go_with_their_draft_and_with_their_team(opened: Round) -> None:
    draft = waves.draft_wave(
        opened.team.id, "every_kind", languages=("en",), closes_on=opened.wave.closes_on
    )
    for wave_id in (draft.id, opened.wave.id):
        meetings.keep_note(wave_id, "before", SECRET, based_on=0)
        holds.plan(wave_id, 4, based_on=0)
    waves.delete_draft(draft.id)
    assert len(stored()) == 2
    assert draft.id not in "".join(stored())
    waves.close_wave(opened.wave.id)
    with acting(OPERATOR):
        teams.delete_team(opened.team.id, confirm_name=opened.team.name)
    assert stored() == []
