"""What a browser says was done is believed only where the sheet bears it out."""

import pytest

from pages.families.coder.events import (
    REASONS,
    Coded,
    MemoWritten,
    Refused,
    Removed,
    Undone,
    read_event,
)
from pages.families.coder.sheet import LONGEST_MEMO, Code, Coding, Sheet, Turn, Unit

TEXT = "A: 👩‍👧 One.  Two. \nB: Three."
END = TEXT.index(" \n") + 1
SHEET = Sheet(
    TEXT,
    "now",
    4,
    (Turn("A", 3, END), Turn("B", END + 4, len(TEXT))),
    (Unit(3, 11), Unit(13, END - 1), Unit(END + 4, len(TEXT))),
    (Code("x", "X", 0), Code("y", "Y", 1)),
    (Coding("own", 3, 11, "x", mine=True), Coding("hers", 13, 17, "x", mine=False)),
)


def read(**came):
    return read_event({"text_hash": "now"} | came, sheet=SHEET)


def why(came: object) -> str:
    with pytest.raises(Refused) as refused:
        read_event(came, sheet=SHEET)
    assert refused.value.why in REASONS
    return refused.value.why


def test_every_passage_is_coded_without_the_space_around_it_or_refused():
    for start in range(-1, len(TEXT) + 2):
        for end in range(-1, len(TEXT) + 2):
            words = TEXT[max(start, 0) : max(end, 0)]
            inside = any(turn.start <= start < end <= turn.end for turn in SHEET.turns)
            came = {"kind": "coded", "start": start, "end": end, "code": "y", "text_hash": "now"}
            if not inside or not words.strip():
                assert why(came) == "outside"
                continue
            event = read_event(came, sheet=SHEET)
            assert isinstance(event, Coded)
            assert TEXT[event.start : event.end] == words.strip()
            assert start <= event.start < event.end <= end
            assert (event.code, event.text_hash) == ("y", "now")


@pytest.mark.parametrize("kind", ["coded", "removed", "memo", "undone", "anything"])
@pytest.mark.parametrize("seen", ["before", "", None, 3])
def test_whatever_was_done_on_another_text_is_refused(kind, seen):
    came = {"kind": kind, "start": 3, "end": 11, "code": "y", "coding_id": "own", "text": ""}
    assert why(came | {"text_hash": seen}) == "stale"
    assert why(came) == "stale"


def test_a_code_is_put_on_the_same_passage_once_by_each_coder():
    came = {"kind": "coded", "code": "x", "text_hash": "now"}
    assert why(came | {"start": 3, "end": 11}) == "twice"
    assert why(came | {"start": 3, "end": 12}) == "twice"
    assert read(kind="coded", start=13, end=17, code="x") == Coded(13, 17, "x", "now")


def test_only_what_is_there_and_ones_own_is_removed_or_gets_a_note():
    assert read(kind="removed", coding_id="own") == Removed("own")
    assert read(kind="memo", coding_id="own", text=" why \n") == MemoWritten("own", "why")
    assert read(kind="memo", coding_id="own", text="") == MemoWritten("own", "")
    assert read(kind="undone") == Undone()
    for kind in ("removed", "memo"):
        came = {"kind": kind, "text_hash": "now", "text": ""}
        assert why(came | {"coding_id": "hers"}) == "not_mine"
        for unknown in ("nobody's", None, 7, ["own"]):
            assert why(came | {"coding_id": unknown}) == "gone"


def test_a_note_has_a_length_and_is_text():
    came = {"kind": "memo", "coding_id": "own", "text_hash": "now"}
    assert read(**came, text="n" * LONGEST_MEMO) == MemoWritten("own", "n" * LONGEST_MEMO)
    assert why(came | {"text": "n" * (LONGEST_MEMO + 1)}) == "long_memo"
    assert why(came | {"text": None}) == "unreadable"


@pytest.mark.parametrize("came", [None, "coded", 3, [], ["coded"]])
def test_what_is_no_message_is_refused(came):
    assert why(came) == "unreadable"


@pytest.mark.parametrize("place", [None, "3", 3.0, True, [3]])
def test_an_offset_is_a_whole_number(place):
    came = {"kind": "coded", "code": "y", "text_hash": "now"}
    assert why(came | {"start": place, "end": 11}) == "unreadable"
    assert why(came | {"start": 3, "end": place}) == "unreadable"


@pytest.mark.parametrize("code", [None, "z", 1, ["x"]])
def test_a_code_is_one_of_the_codebook(code):
    assert why({"kind": "coded", "start": 3, "end": 5, "code": code, "text_hash": "now"}) == (
        "no_code"
    )


def test_a_kind_that_nobody_knows_is_refused():
    assert why({"kind": "destroyed", "text_hash": "now"}) == "unreadable"
