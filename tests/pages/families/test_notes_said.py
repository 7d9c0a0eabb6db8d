"""Labels become seats, and nothing of a label is left."""

import ast
from pathlib import Path

import pytest

from data.family_views import SeatView
from data.imports.transcripts.reading import read_transcript
from data.imports.transcripts.turns import Note, NoteKind, Read, Turn
from data.services.transcripts import SaidBy
from pages.families.notes_said import (
    OUT,
    RAN,
    beginning,
    counted,
    guess,
    labels,
    note_said,
    said_by,
    spoken,
    with_labels,
)
from pages.parts.plain import plain

FAMILIES = Path(__file__).resolve().parents[3] / "pages" / "families"
SCREENS = (
    *("words", "taking_in", "notes_said", "desk", "desk_words", "counting", "deciding"),
    *("through", "sampling", "sheet", "notes_named", "taking_out"),
)
SEATS = tuple(SeatView(f"id-{label}", "s", label, "inside", False) for label in (3, 12))
NOTES = """F: What got in the way?
3: We waited: months.
And nobody called.
12) The bus.
3 - At 3:30 it was closed.
"""


def typed(notes: str) -> Read:
    return read_transcript(with_labels(notes).encode(), name="notes.txt")


def test_notes_by_seat_go_to_their_seats_and_a_line_without_a_number_goes_on() -> None:
    read = typed(NOTES)
    who = {each: guess(each, SEATS) for each in labels(read)}
    assert said_by(read, who) == (
        SaidBy(None, "What got in the way?"),
        SaidBy("id-3", "We waited: months. And nobody called."),
        SaidBy("id-12", "The bus."),
        SaidBy("id-3", "At 3:30 it was closed."),
    )


@pytest.mark.parametrize(
    ("label", "right"),
    [
        ("Seat 3", "id-3"),
        ("asiento #12", "id-12"),
        ("Seat 4", ""),
        ("Facilitator", RAN),
        ("MODERADORA", RAN),
        ("Maria", ""),
        (None, ""),
    ],
)
def test_only_a_label_that_says_it_itself_is_put_to_a_seat(label: str | None, right: str) -> None:
    assert guess(label, SEATS) == right


def test_no_label_is_in_what_is_kept_and_what_is_left_out_is_gone() -> None:
    turns = (Turn(None, "Session of May"), Turn("Maria G.", "Hello."), Turn("Note taker", "Sighs."))
    read = Read(turns, ("Maria G.", "Note taker"), ())
    assert labels(read) == ("Maria G.", "Note taker", None)
    said = said_by(read, {"Maria G.": "id-3", "Note taker": OUT, None: OUT})
    assert said == (SaidBy("id-3", "Hello."),)
    assert "Maria" not in repr(said)


def test_turns_and_words_are_counted_by_seat() -> None:
    said = (SaidBy("a", "one two"), SaidBy(None, "three"), SaidBy("a", "four"))
    assert counted(said) == {"a": (2, 3), None: (1, 1)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Maria G.", "Maria G"),
        ("555-201", "555 201"),
        ("_Núñez_*", "Núñez"),
        ("<b>", "b"),
        ("::", "this"),
    ],
)
def test_the_name_of_a_field_has_nothing_that_needs_an_escape(text: str, said: str) -> None:
    assert spoken(text) == said
    assert plain(spoken(text)) == said


def test_a_label_is_shown_with_what_is_said_first_under_it() -> None:
    turns = (Turn("A", " ".join("abcdefghijklmnopqrst")), Turn("B", "Short."))
    read = Read(turns, ("A", "B"), ())
    assert beginning(read, "A") == "a b c d e f g h i j k l m n …"
    assert beginning(read, "B") == "Short."


@pytest.mark.parametrize("kind", NoteKind.__args__)
def test_every_note_on_a_file_has_words(kind: NoteKind) -> None:
    said = note_said(Note(kind, 1234))
    assert said.endswith(".")
    assert "{" not in said


def test_no_screen_of_words_opens_the_book_of_contacts() -> None:
    for name in SCREENS:
        tree = ast.parse((FAMILIES / f"{name}.py").read_text(encoding="utf-8"))
        imported = {
            f"{getattr(node, 'module', '')}.{each.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for each in node.names
        }
        assert not [each for each in imported if "contact" in each or "intake" in each], name
