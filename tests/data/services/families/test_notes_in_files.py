"""A note on a code leaves with the code, but not with words that stay; every file says what stays.

What stays is looked at anew each time that a file is made.
"""

import pytest

from data.services import (
    audit_log,
    coding,
    family_files,
    family_notes,
    family_projects,
    redacting,
)
from data.services.family_said import withheld
from data.store import families as studies_store
from data.store import family_words
from tests.data.services.families.groups import WORDS, Group, begun, held, released, written
from tests.data.services.families.searching import exports, unpacked
from tests.data.services.families.themed import SAID, quoted, themed
from tests.made_once import made_once

CODE = "code_treatment_access"
PROJECTS = ("qdc", "qdpx", "taguette", "taguette-codebook", "xlsx")
PLAIN = "ask about this in the next group"


@pytest.fixture
@made_once
def group(sqlite_database: str) -> Group:
    """Released words of four, of whom the last keeps them; three of them are coded."""
    made = begun()
    session = held(made, people=4, name="One", tiers=("inside", "inside", "inside", "never"))
    released(made, written(made, session))
    for turn in (1, 2, 3, 4):
        coding.add_coding(made.team_id, words_of(made), turn, 0, 5, CODE, seen=version(made))
    return made


def words_of(group: Group) -> str:
    (row,) = family_words.transcripts(group.team_id, [each.id for each in group.sessions])
    return row["id"]


def version(group: Group) -> int:
    row = family_words.transcript(group.team_id, words_of(group))
    assert row is not None
    return row["version"]


def note(group: Group, words: str, *, turn: int = 1) -> None:
    rows = family_words.codings(group.team_id, (words_of(group),))
    (one,) = (row["id"] for row in rows if row["number"] == turn)
    coding.save_memo(group.team_id, words_of(group), one, words)


def file(group: Group, key: str) -> bytes:
    return unpacked(family_files.take(group.team_id, group.plan.id, key).content)


def left_out(group: Group) -> dict[str, tuple[int, str]]:
    found = family_projects.project_of(group.team_id, group.plan.id).withheld
    return {each.what: (each.count, each.why) for each in found}


def test_a_note_is_in_the_files_that_can_hold_one_and_the_other_says_that_it_cannot(
    group: Group,
) -> None:
    note(group, PLAIN)
    for key in ("qdpx", "xlsx"):
        assert PLAIN.encode() in file(group, key), key
    assert b"1 memos" in file(group, "taguette")
    assert withheld(family_notes.REPEATS, 1).what not in left_out(group)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (f"compare: {WORDS[3]}", family_notes.REPEATS),
        ("nobody at new shore asked, says seat 4", family_notes.REPEATS),
        ("this is what Rosalinda meant", family_notes.MAY_TELL),
        ("is this the cousin of Bertram?", family_notes.MAY_TELL),
    ],
)
def test_a_note_with_words_that_stay_is_in_no_file_and_every_file_says_why(
    group: Group, words: str, kind: str
) -> None:
    note(group, words)
    told = withheld(kind, 1)
    assert left_out(group)[told.what] == (1, told.why)
    assert words.encode() not in exports(group.team_id, group.plan.id)
    for key in PROJECTS:
        content = file(group, key)
        assert told.what.encode() in content, key
        assert told.why.encode() in content, key


def test_a_note_on_words_that_stay_stays_with_them(group: Group) -> None:
    note(group, PLAIN, turn=4)
    assert PLAIN.encode() not in exports(group.team_id, group.plan.id)
    (what,) = (each for each in left_out(group) if each.startswith("turns"))
    assert what.endswith("with the codes and notes on them")


@pytest.mark.parametrize("key", PROJECTS)
def test_whoever_keeps_their_words_after_all_is_in_no_later_file(group: Group, key: str) -> None:
    words = b"waited eleven weeks"
    has_words = key in ("qdpx", "taguette")
    assert (words in file(group, key)) == has_words
    assert b"Left out: 1 turns" in file(group, key)
    seat = group.seats(group.sessions[0].id)[1]
    studies_store.change_seat(group.team_id, seat.id, quote_tier="never")
    assert words not in file(group, key)
    assert b"Left out: 2 turns" in file(group, key)


@pytest.mark.parametrize("key", PROJECTS)
def test_words_that_are_edited_again_are_in_no_file_before_they_are_released_again(
    group: Group, key: str
) -> None:
    team_id = group.team_id
    note(group, PLAIN)
    redacting.take_out(team_id, words_of(group), "treatment", "[help]", seen=version(group))
    content = file(group, key)
    assert b"Left out: 1 transcripts that are not released" in content
    for words in (b"missed three visits", PLAIN.encode()):
        assert words not in content


def test_no_number_of_a_seat_leaves_beside_what_was_said(group: Group) -> None:
    told = withheld("seat_numbers", 3)
    assert left_out(group)[told.what] == (3, told.why), "the fourth keeps their words anyway"
    found = family_projects.project_of(group.team_id, group.plan.id)
    (source,) = found.sources
    assert source.text.startswith("Facilitator: What got in the way?\nParticipant: My name is")
    assert [source.words(each) for each in source.codings] == ["My na", "[name", "The b"]
    seats = {seat.label for seat in group.seats(group.sessions[0].id)}
    for key in PROJECTS:
        content = file(group, key)
        assert told.what.encode() in content, key
        assert not [each for each in seats if f"eat {each}".encode() in content], key


@pytest.mark.parametrize("key", ["docx", "html"])
def test_a_quote_that_may_not_be_shown_any_more_is_in_no_later_page_which_says_why(
    sqlite_database: str, key: str
) -> None:
    made, theme = themed(tier="inside")
    quoted(made, theme, words=SAID[0], scope="team")
    assert SAID[0].encode() in file(made, key)
    for session in made.sessions:
        for seat in made.seats(session.id):
            studies_store.change_seat(made.team_id, seat.id, quote_tier="never")
    content = file(made, key)
    assert SAID[0].encode() not in content
    assert b"The person keeps these words to themselves." in content


def test_each_file_that_leaves_is_under_an_anchor_of_the_log(group):
    before = len(audit_log.kept_anchors())
    file(group, "qdc")
    newest = audit_log.entries(limit=1)[0]
    assert newest.action == "families.export"
    assert len(audit_log.kept_anchors()) == before + 1
    assert audit_log.verify(audit_log.kept_anchors()).covered == newest.number
