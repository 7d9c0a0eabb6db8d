"""The printed form says what the screen says, in its order, tagged, and deaf to hostile wording."""

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from data.exports.paper import (
    PaperForm,
    form_of,
    write_paper,
)
from data.exports.paper_words import SAME_AS_ON_SCREEN, WORDS
from pages.parts.words import words
from pages.respond.parts import choices_of
from surveys.asked import own_words, parts_of
from surveys.instrument import Edition
from surveys.library import shipped, shipped_edition

EVERY = [(edition, language) for edition in shipped() for language in edition.languages]
every_form = pytest.mark.parametrize(
    ("edition", "language"),
    EVERY,
    ids=[f"{edition.instrument.id} {language}" for edition, language in EVERY],
)
both_sizes = pytest.mark.parametrize(
    "large", [False, pytest.param(True, marks=pytest.mark.long)], ids=["usual", "large"]
)
A_MILLIMETRE = 72 / 25.4


def root_of(pdf: bytes) -> Any:
    """The catalogue of the file."""
    return read(pdf).trailer["/Root"]


@cache
def printed(name: str, language: str, *, large: bool = False) -> bytes:
    """The form of a questionnaire that comes with the program."""
    return write_paper(form_of(shipped_edition(name)), language=language, large=large)


@cache
def pages_of(pdf: bytes) -> tuple[str, ...]:
    """What can be read on each page."""
    return tuple(page.extract_text() for page in read(pdf).pages)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def squeezed(text: str) -> str:
    """Without white space, because where a line ends on paper says nothing."""
    return re.sub(r"\s+", "", text.replace("\u00ad", ""))


def text_of(pdf: bytes) -> str:
    """All that can be read, page after page, without the lines at the head and foot of each."""
    pages = []
    for number, page in enumerate(pages_of(pdf), start=1):
        lines = page.splitlines()
        about = re.compile(r".*(Page|Página) ?\d+ ?(of|de) ?\d+\s*$|.*\d+\.\d+\.\d+\s*$")
        kept = [line for line in lines if not about.match(line)]
        if number > 1:
            kept = [line for line in kept if not re.match(r"\s*(Code, if|Código, si)", line)]
        pages.append("\n".join(kept))
    return "\n".join(pages)


def said_on_screen(form: PaperForm, language: str) -> Iterator[str]:
    """Everything of the questions that a screen shows, in its order."""
    edition, wording = form.edition, form.edition.wording(language)
    parts = parts_of(edition.instrument, facts=form.facts)
    said = words(language)
    yield wording.title
    yield wording.intro
    for number, part in enumerate(parts, start=1):
        yield said.say("part", number=number, total=len(parts))
        choices = [
            (choice.label, choice.anchor)
            for asked in part.asked
            for choice in choices_of(edition.instrument, wording, asked)
            if choice.anchor
        ]
        for label, anchor in dict.fromkeys(choices):
            yield f"{label}: {anchor}"
        for asked in part.asked:
            own = own_words(wording, asked)
            yield own.text
            if own.help:
                yield own.help
            for choice in choices_of(edition.instrument, wording, asked):
                yield choice.label
    if wording.outro:
        yield wording.outro


def assert_says_in_order(text: str, expected: list[str]) -> None:
    found, place = squeezed(text), 0
    for sentence in expected:
        at = found.find(squeezed(sentence), place)
        assert at >= 0, (sentence, found[place : place + 200])
        place = at + len(squeezed(sentence))


@every_form
@both_sizes
def test_what_can_be_read_is_what_the_screen_shows_in_the_same_order(
    edition: Edition, language: str, large: bool
) -> None:
    form = form_of(edition)
    pdf = printed(edition.instrument.id, language, large=large)
    assert_says_in_order(text_of(pdf), list(said_on_screen(form, language)))
    note = edition.wording(language).note
    assert note
    assert squeezed(note) in squeezed(text_of(pdf))


@every_form
def test_nothing_is_on_paper_that_is_neither_on_the_screen_nor_in_the_words_of_paper(
    edition: Edition, language: str
) -> None:
    """So every letter that can be read has a source; what is left are numbers of pages."""
    form = form_of(edition)
    left = squeezed(text_of(printed(edition.instrument.id, language)))
    instrument = edition.instrument
    blanks = {
        "minutes": instrument.minutes,
        "smallest": instrument.smallest_group,
        "license": instrument.license,
    }
    around = [
        sentence.format_map(blanks)
        for sentence in WORDS[language].values()
        if not re.search(r"\{(?!minutes|smallest|license)\w+\}", sentence)
    ]
    longest = [edition_text.longest for edition_text in instrument.open_questions]
    around += [words(language).say("text_hint", longest=most) for most in longest]
    wording = edition.wording(language)
    around += [each for each in (wording.note, wording.facts_note) if each]
    for sentence in sorted([*said_on_screen(form, language), *around], key=len, reverse=True):
        left = left.replace(squeezed(sentence), "·")
    assert re.sub(r"[·:]", "", left) == ""


@every_form
@both_sizes
def test_a_form_is_tagged_and_says_its_language_and_title(
    edition: Edition, language: str, large: bool
) -> None:
    pdf = printed(edition.instrument.id, language, large=large)
    reader, root = read(pdf), root_of(pdf)
    assert root["/Lang"].split("-")[0] == language
    assert root["/MarkInfo"]["/Marked"] is True or bool(root["/MarkInfo"]["/Marked"])
    assert root["/StructTreeRoot"]["/K"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == edition.wording(language).title
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def described(pdf: bytes) -> list[str]:
    """The alternative texts of what cannot be read, anywhere in the structure."""
    found: list[str] = []

    def look(element: object) -> None:
        inside = getattr(element, "get_object", lambda: element)()
        if isinstance(inside, list):
            for each in inside:
                look(each)
        elif isinstance(inside, dict):
            if "/Alt" in inside:
                found.append(str(inside["/Alt"]))
            if "/K" in inside:
                look(inside["/K"])

    look(root_of(pdf)["/StructTreeRoot"]["/K"])
    return found


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_cannot_be_read_is_described(language: str) -> None:
    said = WORDS[language]
    assert described(printed("values_open", language)) == [said["code_alt"], said["how_mark_alt"]]


@every_form
def test_each_page_says_which_of_how_many_it_is(edition: Edition, language: str) -> None:
    pages = pages_of(printed(edition.instrument.id, language))
    total = len(pages)
    assert total > 4
    for number, page in enumerate(pages, start=1):
        place = WORDS[language]["page"].format(number=number, total=total)
        assert squeezed(place) in squeezed(page)


@every_form
@both_sizes
def test_no_question_is_split_over_two_pages(edition: Edition, language: str, large: bool) -> None:
    form = form_of(edition)
    pages = [
        squeezed(page) for page in pages_of(printed(edition.instrument.id, language, large=large))
    ]
    wording = edition.wording(language)
    seen = 0
    for part in parts_of(edition.instrument, facts=form.facts):
        for asked in part.asked:
            own = own_words(wording, asked)
            choices = choices_of(edition.instrument, wording, asked)
            whole = own.text + (own.help or "") + "".join(each.label for each in choices)
            assert sum(squeezed(whole) in page for page in pages) == 1 or not choices
            assert sum(squeezed(own.text) in page for page in pages) >= 1
            seen += 1
    assert seen > 40


def squares(pdf: bytes) -> list[float]:
    """The sides in millimetres of every square that is drawn."""
    reader, found = read(pdf), []
    for page in reader.pages:
        across: list[float] = []
        along: list[float] = []
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            numbers = [float(each) for each in operands if isinstance(each, int | float)]
            if operator in (b"m", b"l", b"c"):
                across += numbers[0::2]
                along += numbers[1::2]
            elif operator == b"re":
                across += [numbers[0], numbers[0] + numbers[2]] * 2
                along += [numbers[1], numbers[1] + numbers[3]] * 2
            elif operator in (b"S", b"s", b"f", b"B", b"n", b"h"):
                width, height = (max(each) - min(each) if each else 0 for each in (across, along))
                drawn = len(across) > 2 and width > A_MILLIMETRE  # two points are a line
                if drawn and width == pytest.approx(height, abs=0.1):
                    found.append(width / A_MILLIMETRE)
                across, along = [], []
    return found


@pytest.mark.parametrize(("large", "least"), [(False, 5), (True, 8)], ids=["usual", "large"])
def test_every_box_to_mark_is_large_enough_and_there_is_one_for_every_answer(
    large: bool, least: float
) -> None:
    form = form_of(shipped()[0])
    wording = form.edition.wording("en")
    answers = [
        choice
        for part in parts_of(form.edition.instrument, facts=form.facts)
        for asked in part.asked
        for choice in choices_of(form.edition.instrument, wording, asked)
    ]
    sides = squares(printed("values_open", "en", large=large))
    assert min(sides) >= least
    assert len(sides) == len(answers) + 9 + 1  # the code, and the box that shows how


def test_words_that_are_on_both_are_the_same_to_the_letter() -> None:
    for language, said in WORDS.items():
        screen = words(language).sentences
        assert {key: said[key] for key in SAME_AS_ON_SCREEN} == {
            key: screen[key] for key in SAME_AS_ON_SCREEN
        }


def test_both_languages_say_the_same_things() -> None:
    english, spanish = WORDS["en"], WORDS["es"]
    assert english.keys() == spanish.keys()
    for key in english:
        blanks = [sorted(re.findall(r"\{(\w+)\}", said[key])) for said in (english, spanish)]
        assert blanks[0] == blanks[1]
        assert english[key] != spanish[key]


def test_the_same_form_is_the_same_bytes_and_tells_no_day() -> None:
    form = form_of(shipped()[0])
    one = write_paper(form, language="en")
    assert write_paper(form, language="en") == one
    reader = read(one)
    assert set(reader.metadata or {}) == {"/Title", "/Author", "/Creator"}
    described_by = root_of(one)["/Metadata"].get_data()
    assert not re.search(rb"Date|\d{4}-\d\d-\d\d", described_by)


def test_large_print_is_at_least_18_points_wherever_one_reads_a_question() -> None:
    sizes: set[float] = set()

    def look(text: str, _matrix: object, at: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(size * at[0]), 1))

    for page in read(printed("values_open", "en", large=True)).pages:
        page.extract_text(visitor_text=look)
    assert min(size for size in sizes if size > 1) == 14  # the foot of the page
    assert sorted(size for size in sizes if size > 14)[0] >= 18


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_form_fits_both_papers(paper: Any, language: str) -> None:
    for edition in shipped():
        reader = read(write_paper(form_of(edition), language=language, paper=paper))
        width, height = reader.pages[0].mediabox[2:]
        expected = (612, 792) if paper == "letter" else (595.28, 841.89)
        assert (float(width), float(height)) == pytest.approx(expected, abs=0.1)
