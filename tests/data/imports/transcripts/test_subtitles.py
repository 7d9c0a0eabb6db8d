"""Subtitles: voices and labels become speakers; times, styles, comments and repetitions go."""

import random
from collections.abc import Iterable

import pytest

from data.imports.problems import Refused
from data.imports.transcripts.reading import read_transcript
from data.imports.transcripts.turns import Note, Read, Turn

WEB = """WEBVTT - Group 3
Kind: captions

STYLE
::cue { color: red }

NOTE
by a machine

intro
00:00:01.000 --> 00:00:04.000 align:start position:0%
<v Ana Ruiz>I <i>waited</i> &amp; waited.</v> <v.loud Ben>Me <00:00:03.000>too.

00:05.000 --> 00:06.000
Maria Lopez: They never
called.

3
00:07.000 --> 00:08.000
Not once.
"""
SUB = """1
00:00:01,000 --> 00:00:04,000
>> ANA: I waited {\\an8}long.

2
00:00:04,500 --> 00:00:06,000
- <font color="#fff">Me too.</font>
- Nobody came.

3
00:00:07,000 --> 00:00:08,000

BEN: 3
"""


def web(text: str) -> Read:
    return read_transcript(text.encode(), name="a.vtt")


def sub(text: str) -> Read:
    return read_transcript(text.encode(), name="a.srt")


def test_voices_and_labels_of_webvtt_are_speakers() -> None:
    found = web(WEB)
    assert found.turns == (
        Turn("Ana Ruiz", "I waited & waited."),
        Turn("Ben", "Me too."),
        Turn("Maria Lopez", "They never called. Not once."),
    )
    assert found.speakers == ("Ana Ruiz", "Ben", "Maria Lopez")
    assert found.notes == (
        Note("times_dropped", 3),
        Note("lines_dropped", 5),
        Note("marks_dropped", 4),
    )


def test_labels_and_dashes_of_subrip_begin_turns() -> None:
    assert sub(SUB).turns == (
        Turn("ANA", "I waited long."),
        Turn(None, "Me too."),
        Turn(None, "Nobody came."),
        Turn("BEN", "3"),
    )


def in_cues(lines: Iterable[str], *, name: str) -> Read:
    """Each line a cue of its own, as programs write them."""
    cues = "".join(
        f"00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\n{line}\n\n" for n, line in enumerate(lines)
    )
    text = cues.replace(".", ",") if name == "a.srt" else f"WEBVTT\n\n{cues}"
    return read_transcript(text.encode(), name=name)


@pytest.mark.parametrize("name", ["a.vtt", "a.srt"])
@pytest.mark.parametrize(
    ("lines", "speakers"),
    [
        (("F: And you?", "3: We waited", "5: The bus", "3: Nobody"), ("F", "3", "5")),
        (("mod: and", "hope: no", "mod: so", "hope: yes", "mod: ok", "hope: we"), ("mod", "hope")),
        (("F: And you?", "12: that is all"), ("F",)),
        (("F: So?", "he said: go", "no", "he said: no", "F: And?", "he said: go"), ("F",)),
    ],
)
def test_labels_are_judged_over_all_cues_as_over_the_lines_of_a_text(
    lines: tuple[str, ...], speakers: tuple[str, ...], name: str
) -> None:
    found = in_cues(lines, name=name)
    assert found.speakers == speakers
    assert found.turns == read_transcript("\n".join(lines).encode(), name="a.txt").turns


@pytest.mark.parametrize("name", ["a.vtt", "a.srt"])
def test_lines_that_may_name_somebody_are_told_in_subtitles_too(name: str) -> None:
    found = in_cues(("F: Go on", "Keisha - We waited", "ann: no", "so we left"), name=name)
    assert Note("labels_passed_over", 2) in found.notes
    assert found.turns == (Turn("F", "Go on Keisha - We waited ann: no so we left"),)


def test_carriage_returns_and_a_mark_at_the_start_change_nothing() -> None:
    content = b"\xef\xbb\xbf" + WEB.replace("\n", "\r\n").encode()
    assert read_transcript(content, name="a.VTT") == web(WEB)


def test_lines_that_roll_up_are_read_once() -> None:
    rolling = "\n\n".join(
        f"00:0{n}.000 --> 00:0{n + 1}.000\n{one}\n{two}"
        for n, (one, two) in enumerate(
            [("we waited", "so long"), ("so long", "and then"), ("and then", "left")]
        )
    )
    found = web(f"WEBVTT\n\n{rolling}\n")
    assert [turn.text for turn in found.turns] == ["we waited so long and then left"]
    assert Note("lines_dropped", 2) in found.notes


def test_an_answer_that_somebody_gives_twice_is_kept_twice() -> None:
    found = web("WEBVTT\n\n00:01.000 --> 00:02.000\nYes.\n\n00:03.000 --> 00:04.000\nYes.\n")
    assert [turn.text for turn in found.turns] == ["Yes. Yes."]


def test_without_voices_long_talk_is_cut_into_turns_between_cues() -> None:
    cues = "".join(f"00:{n:02}.000 --> 00:{n:02}.900\n{'word ' * 30}end.\n\n" for n in range(20))
    found = web(f"WEBVTT\n\n{cues}")
    assert [turn.text.count("end.") for turn in found.turns] == [4] * 5


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "a.vtt",
            "1\n00:01.000 --> 00:02.000\nYes.",
            (
                "a.vtt: line 1 is '1' and not WEBVTT; "
                "save it as WebVTT, or give it the ending of what it is."
            ),
        ),
        (
            "a.vtt",
            "WEBVTT\n\nYes.\nNo.\n",
            (
                "a.vtt: line 3 is 'Yes.' and has no times before it; "
                "each cue starts with its two times."
            ),
        ),
        (
            "a.srt",
            "1\n00:00:01,000 -> 00:00:02,000\nYes.",
            "a.srt: line 1 is '1' and has no times before it; each cue starts with its two times.",
        ),
        (
            "a.srt",
            "1\n00:00:01,000 --> 2\nYes.",
            "a.srt: line 1 is '1' and has no times before it; each cue starts with its two times.",
        ),
        (
            "a.srt",
            "1\n00:00:01,000 --> 00:00:02,000\nYes.\n\n2\n0:1 --> 0:2\nNo.",
            "a.srt: line 6 is '0:1 --> 0:2'; times are written as 00:01:02.000 --> 00:01:05.000.",
        ),
        ("a.vtt", "WEBVTT", "a.vtt: it has no words; give a file in which somebody speaks."),
        ("a.srt", "", "a.srt: it has no words; give a file in which somebody speaks."),
    ],
)
def test_damaged_subtitles_are_told_with_the_line(name: str, text: str, said: str) -> None:
    with pytest.raises(Refused) as caught:
        read_transcript(text.encode(), name=name)
    assert caught.value.problems == (said,)


@pytest.mark.parametrize(("name", "text"), [("a.vtt", WEB), ("a.srt", SUB), ("a.txt", SUB)])
def test_whatever_is_damaged_is_read_or_refused_in_words(name: str, text: str) -> None:
    chance = random.Random(3)
    whole = text.encode()
    read = 0
    told: list[str] = []
    for _ in range(400):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(content))
            content[at : at + chance.choice((0, 1, 9))] = chance.choice(
                (b"", b"\n\n", b"-->", b"<v ", b"\xff", b"\0", b":", bytes([chance.randrange(256)]))
            )
        try:
            assert read_transcript(bytes(content), name=name).turns
            read += 1
        except Refused as problem:
            told.append(problem.problems[0])
    assert read > 0
    assert told
    assert all(each.startswith(f"{name}: ") for each in told)
