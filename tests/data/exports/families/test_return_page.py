"""The page for those who took part is easy in both languages, and tells no more than it may.

Findings are a file for programs too, and everything of ours in files speaks both languages.
"""

import io
import json
import re
from dataclasses import replace
from datetime import date

import docx
import openpyxl
import pytest

from data.coded_project import Withheld
from data.exports.families import findings_words, return_words, workbook_words
from data.exports.families.bundle import write_bundle
from data.exports.families.html import write_html
from data.exports.families.return_words import RETURN_WORDS
from data.exports.families.returned import write_return_docx, write_return_html
from data.exports.families.xlsx import write_xlsx
from data.family_findings import FamilyFindings, Language
from pages.parts.words import written_date
from tests.data.exports.families.coded import report, study
from tests.pages.respond.test_words import spanish_grade
from tests.surveys.reading_level import grade

GRADES = {"en": lambda text: grade([text]), "es": spanish_grade}
LANGUAGES: tuple[Language, ...] = ("en", "es")
in_each_language = pytest.mark.parametrize("language", LANGUAGES)


def findings(language: Language = "en") -> FamilyFindings:
    few = (Withheld("themes", 2, "why"), Withheld("quotes", 1, "why"))
    return replace(
        report(), language=language, withheld=few, questions_to="A. Rivera, 555-0100", made_up=True
    )


def lines(written: bytes) -> list[str]:
    return [each.text for each in docx.Document(io.BytesIO(written)).paragraphs]


@in_each_language
def test_both_ways_of_it_say_the_same_and_fit_on_a_page(language: Language) -> None:
    page = write_return_html(findings(language)).decode()
    told = lines(write_return_docx(findings(language)))
    for line in told:
        assert line in page.replace("&amp;", "&"), line
    say = RETURN_WORDS[language]
    heads = [say[each] for each in ("title", "heard", "next", "left_out")]
    assert [each for each in told if each in heads] == heads
    assert say["questions"].format(questions_to="A. Rivera, 555-0100") in told
    assert say["themes"].format(count=2) in told
    assert f'<html lang="{language}">' in page
    assert len(" ".join(told).split()) < 250


@in_each_language
def test_it_tells_themes_and_nothing_else_that_is_known_of_them(language: Language) -> None:
    found = findings(language)
    for written in (write_return_html(found).decode(), " ".join(lines(write_return_docx(found)))):
        for theme in found.themes:
            assert theme.statement in written
            hidden = [theme.spread, *theme.services, *theme.values, theme.gap]
            hidden += [quote.text for quote in theme.quotes]
            assert [each for each in hidden if each and each in written] == []
        assert findings_words.WORDS[language]["made_up"] in written


@pytest.mark.parametrize(
    ("language", "day"), [("en", "April 26, 2027"), ("es", "26 de abril de 2027")]
)
def test_its_day_is_written_as_people_write_it_and_as_screens_do(
    language: Language, day: str
) -> None:
    found = findings(language)
    words = findings_words.WORDS[language]
    assert day in write_return_html(found).decode()
    assert day in " ".join(lines(write_return_docx(found)))
    assert "2027-04-26" not in write_return_html(found).decode()
    for month in range(1, 13):
        each = date(2027, month, 9)
        assert findings_words.written_day(each, words) == written_date(each, language)


def test_where_nothing_may_be_told_it_says_so() -> None:
    bare = replace(findings(), themes=(), withheld=(), questions_to="")
    told = lines(write_return_docx(bare))
    assert RETURN_WORDS["en"]["nothing"] in told
    assert not any("Ask:" in each or "Not told" in each for each in told)


@in_each_language
def test_its_words_are_easy_short_and_promise_nothing_that_is_not_so(language: str) -> None:
    short: list[str] = []
    beside = {key: findings_words.WORDS[language][key] for key in ("state", "made_up")}
    for key, text in {**RETURN_WORDS[language], **beside}.items():
        filled = text.format(questions_to="Ana", count=3, day="5") if "{" in text else text
        for sentence in re.split(r"(?<=[.?!:;]) ", filled):
            assert len(sentence.split()) <= 25, key
        if len(filled.split()) >= 8:
            assert GRADES[language](filled) <= 8, key
        else:
            short.append(filled if filled[-1] in ".?!:" else f"{filled}.")
        folded = filled.casefold()
        assert not re.search("never|anonym|anónim|confiden|debe", folded), key
    assert GRADES[language](" ".join(short)) <= 8
    assert RETURN_WORDS["en"].keys() == RETURN_WORDS["es"].keys()
    assert return_words.left_out(RETURN_WORDS["en"], 1)[1].startswith("Not told: 1 more.")


def test_findings_are_one_file_for_programs_that_says_for_whom_it_is() -> None:
    told = json.loads(write_bundle(findings()))
    assert (told["format"], told["format_version"]) == ("common-table-family-findings", 1)
    assert (told["for"], told["made_up"], told["as_of"]) == ("everybody", True, "2027-04-26")
    first = told["themes"][0]
    assert first["statement"] == report().themes[0].statement
    assert first["quotes"][0] == {
        "text": "We waited <b>eight</b> weeks.",
        "said_in": "a group of parents",
        "is_changed": True,
    }
    assert told["withheld"][0] == {"what": "themes", "count": 2, "why": "why"}
    assert told["cards"] == []


def test_words_of_files_are_all_there_in_both_languages() -> None:
    for words in (workbook_words.WORDS, findings_words.WORDS):
        assert words["en"].keys() == words["es"].keys()
        same = {key for key, each in words["en"].items() if each == words["es"][key]}
        assert same <= {"no"}


def test_a_workbook_and_findings_in_spanish_have_no_english_label() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(replace(study(), language="es"))))
    say = workbook_words.WORDS["es"]
    assert book.sheetnames == [
        say[each] for each in ("read_me", "codebook", "matrix", "sessions", "codings", "withheld")
    ]
    heads = {str(cell.value) for sheet in book.worksheets[1:] for cell in sheet[1]}
    english = set(workbook_words.WORDS["en"].values()) - set(say.values())
    assert heads & english == set()
    assert any("No está: 1 texts" in str(row[0].value) for row in book.worksheets[0])
    page = write_html(findings("es")).decode()
    assert ">temas</th>" in page
    assert ">frases</th>" in page
