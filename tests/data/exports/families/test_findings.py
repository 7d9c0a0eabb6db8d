"""The findings read well aloud, do nothing when they are opened, and say what is not in them."""

import io
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree

import docx
import pytest

from data.coded_project import ProjectProblems, Withheld
from data.exports.families.docx import write_docx
from data.exports.families.findings_words import WORDS
from data.exports.families.html import write_html
from data.family_findings import FoundTheme, Language, ReleasedQuote
from data.imports.evidence import admit_evidence
from tests.data.exports.families.coded import report
from tests.data.exports.report.documents import all_xml, parts_of, xml

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Page(HTMLParser):
    """The marks of a page in order, and its words."""

    def __init__(self, written: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(written.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(attrs)
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def paragraphs(written: bytes) -> list[tuple[str, str]]:
    """The look and the words of each paragraph of a document."""
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        root = ElementTree.fromstring(parts.read("word/document.xml"))
    found = []
    for each in root.iter(f"{WORD}p"):
        look = each.find(f"{WORD}pPr/{WORD}pStyle")
        words = "".join(text.text or "" for text in each.iter(f"{WORD}t"))
        found.append((look.attrib[f"{WORD}val"] if look is not None else "", words))
    return found


def levels(page: Page) -> list[int]:
    return [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]


def test_a_page_has_one_title_and_no_level_of_headings_is_jumped_over() -> None:
    page = Page(write_html(report()))
    found = levels(page)
    assert found.count(1) == 1
    assert found[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(found))
    assert page.open == []


def test_a_page_says_its_language_and_names_the_heads_of_its_table() -> None:
    for language in ("en", "es"):
        page = Page(write_html(replace(report(), language=language)))
        assert ("lang", language) in page.attributes
        assert page.attributes.count(("scope", "col")) == 3
        assert ("scope", "row") in page.attributes
        assert WORDS[language]["themes"] in page.words


def test_a_page_fetches_nothing_and_runs_nothing() -> None:
    written = write_html(report())
    page = Page(written)
    assert not {"script", "img", "link", "iframe", "a", "form", "object"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name in ("src", "href") or name[:2] == "on"]
    assert b"http" not in written.replace(b"http-equiv", b"")
    assert b"default-src 'none'" in written


@pytest.mark.parametrize("said", ['<script>x</script>"', "</main><img src=x onerror=y>", "&lt;"])
def test_whatever_people_typed_is_text(said: str) -> None:
    theme = FoundTheme(said, said, (said,), said, (said,), (), (ReleasedQuote(said, said),))
    made = replace(report(), title=said, team=said, about=(said,), themes=(theme,))
    page = Page(write_html(replace(made, withheld=(Withheld(said, 1, said),))))
    assert page.words.count(said) >= 11
    assert set(page.tags) <= {
        *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "h4", "p"),
        *("article", "ul", "li", "blockquote", "figure", "figcaption", "table", "thead", "tbody"),
        *("tr", "th", "td"),
    }
    assert said in "".join(words for _, words in paragraphs(write_docx(made)))


@pytest.mark.parametrize("write", [write_html, write_docx])
def test_everything_that_is_told_is_in_the_file(write) -> None:
    made = report()
    if write is write_html:
        words = Page(write(made)).words
    else:
        words = [words for _, words in paragraphs(write(made))]
    told = "\n".join(words)
    for said in (
        *(made.title, made.team, "April 26, 2027", *made.about),
        *(theme.statement for theme in made.themes),
        *("at least 3 people in 2 groups", "Childcare", "Parents on medication can parent safely."),
        "Outpatient treatment: Agencies see it as available; families met a barrier. Five agencies",
        *("We waited <b>eight</b> weeks.", "a group of parents", "Nobody called back."),
        *(WORDS["en"]["changed"], WORDS["en"]["presence"], "their speakers did not agree to it."),
    ):
        assert said in told, said
    assert words.count(WORDS["en"]["quotes"]) == 1


@pytest.mark.parametrize("write", [write_html, write_docx])
def test_made_up_findings_say_so_and_empty_ones_too(write) -> None:
    empty = replace(report(), themes=(), withheld=(), made_up=True)
    written = write(empty)
    words = (
        "".join(Page(written).words)
        if write is write_html
        else "".join(words for _, words in paragraphs(written))
    )
    for key in ("made_up", "no_themes", "nothing"):
        assert WORDS["en"][key] in words
    assert written == write(empty)
    assert written != write(report())


def test_a_document_has_real_headings_that_jump_over_no_level() -> None:
    looks = [look for look, _ in paragraphs(write_docx(report()))]
    assert looks[:2] == ["Title", "Subtitle"]
    assert looks.count("Title") == 1
    found = [0, *(int(look[-1]) for look in looks if look.startswith("Heading"))]
    assert {1, 2, 3} <= set(found)
    assert all(after <= before + 1 for before, after in pairwise(found))


def test_another_reader_finds_headings_lists_and_quotes_by_their_names() -> None:
    read = docx.Document(io.BytesIO(write_docx(report())))
    named = {(each.style.name, each.text) for each in read.paragraphs if each.style is not None}
    for style, said in (
        ("Heading 1", "What families said"),
        ("Heading 2", "The bus is the wait."),
        ("Heading 3", "In their own words"),
        ("List Bullet", "Childcare"),
        ("Quote", "We waited <b>eight</b> weeks."),
        ("Quote note", "a group of parents"),
    ):
        assert (style, said) in named
    (table,) = read.tables
    assert [cell.text for cell in table.rows[0].cells] == ["What", "How many", "Why"]
    assert [cell.text for cell in table.rows[1].cells][:2] == ["quotes", "3"]


def test_every_look_of_a_document_is_defined_and_its_headings_have_their_level() -> None:
    looks = xml(write_docx(report()), "word/styles.xml")
    defined = {each.attrib.get(f"{WORD}styleId"): each for each in looks.iter(f"{WORD}style")}
    used = {look for look, _ in paragraphs(write_docx(report())) if look}
    assert used <= set(defined)
    for level in (1, 2, 3):
        outline = defined[f"Heading{level}"].find(f"{WORD}pPr/{WORD}outlineLvl")
        assert outline is not None
        assert outline.attrib[f"{WORD}val"] == str(level - 1)


@pytest.mark.parametrize(("language", "tongue"), [("en", "en-US"), ("es", "es-US")])
def test_a_document_speaks_one_language_and_tells_neither_who_nor_when(
    language: Language, tongue: str
) -> None:
    written = write_docx(replace(report(), language=language))
    tongues = {
        each.get(f"{WORD}val")
        for root in all_xml(written).values()
        for each in (*root.iter(f"{WORD}lang"), *root.iter(f"{WORD}themeFontLang"))
    }
    assert tongues == {tongue}
    core = parts_of(written)["docProps/core.xml"].decode()
    assert "What families told us" in core
    assert f"<dc:language>{tongue}</dc:language>" in core
    assert not re.search(r"creator|created|modified|lastModifiedBy|revision", core)


def test_a_line_break_stays_one_and_what_no_file_can_hold_is_left_out() -> None:
    made = replace(report(), title="Ti\x07tle", about=("One\r\ntwo\x00", "a\tb"))
    read = docx.Document(io.BytesIO(write_docx(made)))
    told = [each.text for each in read.paragraphs]
    assert told[0] == "Title"
    assert {"One\ntwo", "a\tb"} <= set(told)


def test_the_head_of_the_table_of_a_document_is_marked_as_one() -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(report()))) as parts:
        root = ElementTree.fromstring(parts.read("word/document.xml"))
    (table,) = root.iter(f"{WORD}tbl")
    rows = list(table.iter(f"{WORD}tr"))
    assert [row.find(f"{WORD}trPr/{WORD}tblHeader") is not None for row in rows] == [True, False]


def test_a_document_passes_the_gate_that_lets_nothing_in_that_runs_or_fetches() -> None:
    assert admit_evidence(write_docx(report()), name="findings.docx") == "docx"


def test_both_languages_have_the_same_words() -> None:
    assert set(WORDS["en"]) == set(WORDS["es"])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": " "}, "they have no title"),
        ({"themes": (FoundTheme("a", ""),)}, "theme 1: it has no sentence, or does not say"),
        ({"themes": (FoundTheme("a", "b", quotes=(ReleasedQuote(" "),)),)}, "has no words"),
        ({"withheld": (Withheld("", 1, "x"),)}, "withheld: one lacks what it is"),
    ],
)
def test_findings_without_words_are_refused(changes: dict, said: str) -> None:
    with pytest.raises(ProjectProblems, match=said):
        replace(report(), **changes)
