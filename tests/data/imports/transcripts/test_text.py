"""Plain text: labels of all sorts become speakers, times go, sentences with a colon stay."""

import pytest

from data.imports.problems import Refused
from data.imports.transcripts.reading import read_transcript
from data.imports.transcripts.speakers import is_label
from data.imports.transcripts.turns import Note, Read, Turn


def read(text: str) -> Read:
    return read_transcript(text.encode(), name="a.txt")


def pairs(text: str) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in read(text).turns]


@pytest.mark.parametrize(
    "line",
    [
        "Speaker 1: I waited.",
        "Speaker 1 (00:01:02): I waited.",
        "[00:01:02] Speaker 1: I waited.",
        "00:01:02 Speaker 1: I waited.",
        "00:01:02.500 --> 00:01:05.000 Speaker 1: I waited.",
        "Speaker 1 [1:02]: [1:02] I waited.",
        "Speaker 1 - 00:01:02: I waited.",
        "**Speaker 1:** I waited.",
        ">> Speaker 1: I waited.",
        "Speaker 1\t00:01:02\nI waited.",
        "Speaker 1 (00:05)\nI waited.",
        "[Speaker 1] 10:01:02\nI waited.",
        "[Speaker 1]: I waited.",
        "Speaker 1:\nI waited.",
    ],
)
def test_a_label_is_read_in_any_of_its_forms_and_times_go(line: str) -> None:
    assert pairs(f"Start: Well, well.\n\n{line}\n") == [
        ("Start", "Well, well."),
        ("Speaker 1", "I waited."),
    ]


@pytest.mark.parametrize(
    "label",
    [
        "MODERATOR", "P3", "Participant 12", "Speaker A", "Interviewer", "Moderadora", "Q",
        "María L.", "Ana de la Cruz", "Jean-Luc (by phone)", "Unknown Speaker", "D'Andre O'Neal",
    ],
)  # fmt: skip
def test_roles_and_names_are_labels(label: str) -> None:
    assert is_label(label)
    assert pairs(f"{label}: Yes, I did.") == [(label, "Yes, I did.")]


@pytest.mark.parametrize(
    "line",
    [
        "So I told her: leave him.",
        "The thing is: nobody came.",
        "We came at 10:30 and left.",
        "see https://a.example/x for more",
        "it said: no",
    ],
)
def test_a_sentence_with_a_colon_has_no_label(line: str) -> None:
    assert pairs(f"ANA: Yes.\n{line}") == [("ANA", f"Yes. {line}")]


def test_a_label_in_small_letters_counts_once_it_comes_three_times() -> None:
    assert pairs("ana: one\nben: two\nana: three\nben: four\nana: five\nben: six")[:2] == [
        ("ana", "one"),
        ("ben", "two"),
    ]


def test_numbers_of_seats_are_labels_where_several_lines_begin_with_one() -> None:
    notes = "F: What got in the way?\n12: We waited\n7: The bus\nF: And?\n12: Nobody called\n7: no"
    assert pairs(notes) == [
        ("F", "What got in the way?"),
        ("12", "We waited"),
        ("7", "The bus"),
        ("F", "And?"),
        ("12", "Nobody called"),
        ("7", "no"),
    ]
    assert pairs("ANA: How many?\n12: that is all") == [("ANA", "How many? 12: that is all")]


def test_lines_that_may_name_somebody_and_were_not_read_so_are_told() -> None:
    found = read("ANA: Yes.\nMother of Jayden, 34: We waited.\nann: no\nWe came at 10:30 and left.")
    assert found.speakers == ("ANA",)
    assert Note("labels_passed_over", 2) in found.notes
    assert all(note.kind != "labels_passed_over" for note in read("ANA: Yes.\nBEN: No.").notes)


@pytest.mark.parametrize("dash", [" - ", " – ", " — ", "—", "- "])
@pytest.mark.parametrize("name", ["Maria G.", "Dwayne", "Will", "MODERATOR", "Participant 3"])
def test_a_name_and_a_dash_are_words_and_it_is_told_that_they_may_name_a_speaker(
    name: str, dash: str
) -> None:
    said = f"{name}{dash}they never called me back."
    found = read(f"ANA: We waited.\n\n{said}")
    assert said in found.turns[-1].text
    assert Note("labels_passed_over", 1) in found.notes


@pytest.mark.parametrize(
    "said",
    [
        "Wait - I said that already.",
        "Yes — and then no.",
        "We went there - to the court - twice.",
        "- Maria said so.",
        "It was a well-known place.",
        "The twenty-two-year-old came.",
        "Pues - no sé.",
    ],
)
def test_an_ordinary_dash_is_told_of_nobody(said: str) -> None:
    found = read(f"ANA: Yes.\n{said}")
    assert all(note.kind != "labels_passed_over" for note in found.notes)


def test_lines_of_a_turn_are_joined_and_paragraphs_are_kept() -> None:
    text = "ANA: I waited\nfor weeks.\n\nThen they called.\nANA: And I went.\nBEN: No."
    found = read(text)
    assert found.turns == (
        Turn("ANA", "I waited for weeks.\nThen they called. And I went."),
        Turn("BEN", "No."),
    )
    assert found.speakers == ("ANA", "BEN")
    assert Note("turns_joined", 1) in found.notes


def test_without_labels_each_paragraph_is_a_turn_and_that_is_told() -> None:
    found = read("I waited.\nLong.\n\nNobody came.\n")
    assert found.turns == (Turn(None, "I waited. Long."), Turn(None, "Nobody came."))
    assert found.speakers == ()
    assert Note("no_speakers", 1) in found.notes


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "note"),
    [("utf-8", ()), ("utf-8-sig", ()), ("utf-16", ()), ("cp1252", (Note("windows_letters", 2),))],
)
def test_letters_and_line_ends_of_any_program(end: str, encoding: str, note: tuple[Note]) -> None:
    content = f"Ana: Sí.{end}Ben: Mañana.{end}".encode(encoding)
    found = read_transcript(content, name="A.TXT")
    assert found.turns == (Turn("Ana", "Sí."), Turn("Ben", "Mañana."))
    assert found.notes == note


def test_a_text_of_two_bytes_in_the_other_order_is_read_too() -> None:
    content = "\ufeffAna: Sí.".encode("utf-16-be")
    assert read_transcript(content, name="a.txt").turns == (Turn("Ana", "Sí."),)


def test_what_is_not_seen_is_dropped_and_accents_are_composed() -> None:
    assert pairs("ANA: Ma\u00adri\u200ba vio a Nun\u0303ez\u202e y\x07 Ben\ufeff.") == [
        ("ANA", "Maria vio a Nuñez y Ben.")
    ]


def test_a_transcript_without_capitals_and_one_with_many_labels_are_told() -> None:
    assert Note("capitals_say_nothing", 0) in read("we waited and nobody came").notes
    many = "\n".join(f"P{number}: Yes." for number in range(20))
    assert Note("many_speakers", 20) in read(many).notes


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.txt", "a.txt: it has no words; give a file in which somebody speaks."),
        (
            b"ANA:\n[00:01]\n",
            "a.txt",
            "a.txt: it has no words; give a file in which somebody speaks.",
        ),
        (
            b"hello",
            "a.rtf",
            (
                "a.rtf: it is none of the kinds that are read; "
                "give a text (.txt), a Word document (.docx) or subtitles (.vtt, .srt)."
            ),
        ),
        (
            b"a\x81b",
            "a.txt",
            "a.txt: byte 2, in line 1, is not UTF-8 text; save it as plain text in UTF-8.",
        ),
        (
            b"a\0b",
            "a.txt",
            "a.txt: it holds zero bytes, so it is no text; save it as plain text in UTF-8.",
        ),
        (
            b"\xff\xfea",
            "a.txt",
            (
                "a.txt: byte 3 is no letter of the text that its start announces; "
                "save it as plain text in UTF-8."
            ),
        ),
        (
            b"\xff\xfea\0\0\0",
            "a.txt",
            "a.txt: it holds zero signs, so it is no text; save it as plain text in UTF-8.",
        ),
        (
            b"PK\x03\x04rest",
            "a.txt",
            (
                "a.txt: it is a workbook or another container, and its name says that it is text; "
                "save it as plain text in UTF-8."
            ),
        ),
        (b"a" * 2_000_001, "a.txt", "a.txt: it is too large; at most 2,000,000 bytes are read."),
        (
            b"a " * 100_001,
            "a.txt",
            "a.txt: line 1 has 200,002 bytes; at most 200,000 are read in one line.",
        ),
        (
            (b"a" * 99 + b"\n") * 10_200,
            "a.txt",
            (
                "a.txt: it has 1,019,999 letters; at most 1,000,000 are read; "
                "give each session a file of its own."
            ),
        ),
    ],
    ids=[
        "empty",
        "labels",
        "kind",
        "letters",
        "zero",
        "half",
        "wide zero",
        "zip",
        "size",
        "line",
        "long",
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_where_and_what_would_be_right(
    content: bytes, name: str, said: str
) -> None:
    with pytest.raises(Refused) as caught:
        read_transcript(content, name=name)
    assert caught.value.problems == (said,)
