"""However a program counts, a code comes to lie on the words it was given to, or on none."""

import random
from collections.abc import Sequence
from itertools import product

import pytest

from data.coded_project import CodedProject
from data.exports.families.formats import write
from data.imports.coding.evidence import Marked
from data.imports.coding.losses import Lost
from data.imports.coding.placing import place
from data.imports.coding.positions import Counting, ways
from data.imports.coding.reading import read_coded_file
from tests.data.exports.families.coded import spans, study
from tests.data.imports.coding.vendors import project, qdpx, selection, source

SAID = (
    "They \U0001f622\U0001f622 cut \U0001f68c the bus.\n"
    "Nobody came back \U0001f600.\n"
    "Mi niña esperó once semanas.\n"
)
WANTED = ("the bus", "Nobody", "came back", "once semanas")
WINDOWS = SAID.replace("\n", "\r\n")
UNHEARD = 'origin="Unheard of"'


def utf16(text: str) -> int:
    """How JavaScript, and whatever Windows wrote, counts a text."""
    return len(text.encode("utf-16-le")) // 2


def in_bytes(text: str) -> int:
    return len(text.encode())


def read(
    text: str | bytes,
    counted: Sequence[tuple[int, int]],
    *,
    names: Sequence[str] = (),
    attributes: str = UNHEARD,
    inside: bool = False,
) -> tuple[CodedProject, tuple[Lost, ...], list[str]]:
    """A file with marks at places, as another program counts them; and the words they came to."""
    called = [f'name="{each}"' for each in names] or [""] * len(counted)
    marks = "".join(selection(*each, more=name) for each, name in zip(counted, called, strict=True))
    held = source(marks)
    if inside:
        content = f"<PlainTextContent>{text}</PlainTextContent>"
        held = source(marks, attributes="", content=content)
    found, losses = read_coded_file(qdpx(project(held, attributes=attributes), text=text), "a.qdpx")
    words = [one.words(each) for one in found.sources for each in one.codings]
    return found, losses, words


def counted(text: str, wanted: Sequence[str], length=len) -> list[tuple[int, int]]:
    """Where words stand in a text whose length is counted in some way."""
    starts = [text.index(each) for each in wanted]
    return [
        (length(text[:at]), length(text[: at + len(each)]))
        for at, each in zip(starts, wanted, strict=True)
    ]


def reasons(losses: Sequence[Lost], what: str, *, repaired: bool = False) -> dict[str, int]:
    return {
        each.why: each.count for each in losses if each.what == what and each.repaired is repaired
    }


@pytest.mark.parametrize("names", [(), WANTED])
@pytest.mark.parametrize(
    ("text", "places", "told"),
    [
        (SAID, counted(SAID, WANTED), ""),
        (SAID, counted(SAID, WANTED, utf16), "an emoji as two characters"),
        (SAID, counted(SAID, WANTED, in_bytes), "bytes and no characters"),
        (WINDOWS, counted(WINDOWS, WANTED), ""),
        (WINDOWS, counted(WINDOWS, WANTED, utf16), "an emoji as two characters"),
        (WINDOWS, counted(SAID, WANTED), "a line break as one character"),
        (
            WINDOWS,
            counted(SAID, WANTED, utf16),
            "a line break as one character and an emoji as two characters",
        ),
        (SAID, counted(WINDOWS, WANTED), "a line break as two characters"),
        (
            SAID,
            counted(WINDOWS, WANTED, utf16),
            "a line break as two characters and an emoji as two characters",
        ),
    ],
)
def test_codes_lie_on_their_words_however_the_program_counts(
    text: str, places: list[tuple[int, int]], told: str, names: Sequence[str]
) -> None:
    found, losses, words = read(text, places, names=names)
    assert tuple(words) == WANTED
    assert found.sources[0].text == text
    moved = reasons(losses, "places in texts", repaired=True)
    why = f"the file counts {told}; places were moved to the same words."
    assert set(moved) == ({why} if told else set())
    assert reasons(losses, "codings") == {}


@pytest.mark.parametrize("names", [(), WANTED])
@pytest.mark.parametrize("counts_mark", [False, True])
def test_a_mark_at_the_start_moves_a_code_only_where_the_program_counts_it(
    counts_mark: bool,
    names: Sequence[str],
) -> None:
    places = [(start + counts_mark, end + counts_mark) for start, end in counted(SAID, WANTED)]
    _, losses, words = read(SAID.encode("utf-8-sig"), places, names=names)
    assert tuple(words) == WANTED
    moved = reasons(losses, "places in texts", repaired=True)
    assert sum(moved.values()) == (len(WANTED) if counts_mark else 0)


def test_line_breaks_that_the_format_itself_makes_one_are_found_as_two() -> None:
    """A text within the project loses its carriage returns to whatever reads XML."""
    _, _, words = read(WINDOWS, counted(WINDOWS, WANTED), inside=True)
    assert tuple(words) == WANTED


def test_a_code_that_may_belong_to_other_words_is_on_none_and_is_told() -> None:
    tied = "\r\n\r\n\r\nyes,\r\nyes, no"  # each way of counting finds whole words there
    at = tied.rindex("yes,")
    _, losses, words = read(tied, [(at - 3, at + 1)])
    assert words == []
    (why,) = reasons(losses, "codings")
    assert "several ways, and nothing in it shows which" in why
    assert reasons(losses, "codings")[why] == 1


def test_what_stands_before_anything_that_is_counted_in_two_ways_keeps_its_place() -> None:
    tied = "First of all.\r\n\r\n\r\nyes,\r\nyes, no"
    at = tied.rindex("yes,")
    _, losses, words = read(tied, [(0, 5), (at - 3, at + 1)])
    assert words == ["First"]
    assert sum(reasons(losses, "codings").values()) == 1


def test_a_place_past_the_end_takes_no_other_place_along() -> None:
    places = [*counted(SAID, WANTED), (len(SAID) - 3, len(SAID) + 1)]
    _, losses, words = read(SAID, places)
    assert tuple(words) == WANTED
    assert list(reasons(losses, "codings").values()) == [1]
    places = [*counted(SAID, WANTED, utf16), (10, 9_999)]
    _, losses, words = read(SAID, places)
    assert tuple(words) == WANTED
    assert reasons(losses, "codings") == {"their place is not in the text.": 1}


def test_a_place_inside_of_an_emoji_is_none() -> None:
    places = [*counted(SAID, WANTED, utf16), (utf16("They ") + 1, utf16("They ") + 6)]
    _, losses, words = read(SAID, places)
    assert tuple(words) == WANTED
    assert sum(reasons(losses, "codings").values()) == 1


def test_words_that_are_not_those_the_file_repeats_are_not_coded() -> None:
    places = counted(SAID, WANTED)
    at = SAID.index("semanas")
    places[1] = (at, at + 7)
    _, losses, words = read(SAID, places, names=WANTED)
    assert "semanas" not in words
    assert reasons(losses, "codings") == {
        "the words at their place are not those that the file repeats.": 1
    }


def test_a_name_that_repeats_no_words_takes_no_code_away() -> None:
    names = ("Quotation 1", "1:2", "important!", "once semanas")
    assert tuple(read(SAID, counted(SAID, WANTED), names=names)[2]) == WANTED


def test_places_that_only_cut_words_are_those_of_no_words() -> None:
    text = "Somebody waited eleven weeks before anybody answered.\n" * 4
    wanted = ("waited", "weeks", "before", "anybody")
    places = [(start + 2, end + 2) for start, end in counted(text, wanted)]
    _, losses, words = read(text, places)
    assert words == []
    (why,) = reasons(losses, "codings")
    assert "counts in a way that is not known" in why
    assert reasons(losses, "codings")[why] == 4


def test_a_text_without_spaces_between_words_is_not_taken_for_one_that_is_cut() -> None:
    text = "他们取消了公交车没有人回来我们等了十一周"
    wanted = ("公交车", "没有人", "十一周")
    assert tuple(read(text, counted(text, wanted))[2]) == wanted


def test_what_we_wrote_is_taken_as_it_is_whatever_it_cuts() -> None:
    found, losses = read_coded_file(write(study(), "qdpx"), "a.qdpx")
    assert spans(found) == spans(study())
    assert losses == ()


WORDS = "we they she waited called for two eleven weeks in a bus and nobody came back then I left"


def some_text(chance: random.Random, line_break: str) -> str:
    """Sentences with emoji, accents and line breaks, as people write them."""
    pieces = []
    for _ in range(chance.randint(4, 12)):
        words = [chance.choice(WORDS.split()) for _ in range(chance.randint(2, 9))]
        if chance.random() < 0.4:
            words.insert(chance.randint(0, len(words)), chance.choice(("\U0001f600", "niña", "—")))
        pieces.append(" ".join(words) + chance.choice((".", "?", "")) + line_break)
    return "".join(pieces)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\n\n"])
@pytest.mark.parametrize("share_of_whole_words", [1.0, 0.8])
def test_in_1000_files_no_code_comes_to_lie_on_other_words(
    line_break: str, share_of_whole_words: float
) -> None:
    """A second way of counting, written from the other end: from true places to counted ones."""
    chance = random.Random(20270504)
    wrong = lost = kept = 0
    for _ in range(170):
        text = some_text(chance, line_break)
        usual = [each for each in ways(text, mark=False) if each.is_usual]
        for counting in usual:
            true = marks(text, chance, share_of_whole_words)
            given = [Marked(*counted_as(text, one, counting)) for one in true]
            done = place(text, given, origin="", mark=False)
            for span, wanted in zip(done.spans, true, strict=True):
                lost += not isinstance(span, tuple)
                kept += span == wanted
                wrong += isinstance(span, tuple) and span != wanted
    assert wrong == 0
    assert kept > 0.85 * (kept + lost)


def counted_as(text: str, true: tuple[int, int], counting: Counting) -> tuple[int, int]:
    return length(text[: true[0]], counting), length(text[: true[1]], counting)


def length(text: str, counting: Counting) -> int:
    if counting.breaks == "one":
        text = text.replace("\r\n", "\n")
    return utf16(text) if counting.unit == "utf16" else len(text)


def marks(text: str, chance: random.Random, whole: float) -> list[tuple[int, int]]:
    """Places of some words in a row; some begin or end in the midst of one."""
    starts = [
        at for at in range(len(text)) if text[at].isalnum() and not text[at - 1 : at].isalnum()
    ]
    found = []
    for _ in range(chance.randint(1, 6)):
        at = chance.choice(starts)
        end = next(
            (n for n in range(at + chance.randint(2, 30), len(text)) if not text[n].isalnum()),
            len(text),
        )
        end += text[end - 1 : end + 1] == "\r\n"
        if chance.random() > whole:
            at = min(at + 1, end - 1)
        found.append((at, end))
    return found


def test_each_way_of_counting_gives_each_place_back() -> None:
    for text, mark in product((SAID, WINDOWS, "", "x"), (False, True)):
        for way in ways(text, mark=mark):
            (whole,) = way.spans(f"{text}x", [Marked(0, way_length(text, way))]) or (None,)
            assert whole == ((0, len(text)) if text else None), way


def way_length(text: str, way: Counting) -> int:
    """How long a text with its mark is, as it is counted."""
    if way.breaks != "as it is":
        text = text.replace("\r\n", "\n")
    if way.breaks == "two":
        text = text.replace("\n", "\r\n")
    text = "\ufeff" * way.mark + text
    return {"points": len, "utf16": utf16, "bytes": in_bytes}[way.unit](text)
