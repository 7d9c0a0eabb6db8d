"""The whole report of the demo team, both rounds in both languages, beside every other format."""

import io
import json
from collections.abc import Iterator
from dataclasses import asdict

import openpyxl
import pypdf
import pytest

from data.exports.content import content_of
from data.exports.formats import FORMATS
from data.exports.report.document import Bars, Block, Document, Paragraph, Ranges, Table
from data.exports.report.gather import KEYS, report
from data.exports.report.pdf import write_pdf
from data.exports.report.sources import Sources
from data.services import (
    action_files,
    demo,
    guides,
    principles,
    release,
    resource_files,
    scan_files,
    waves,
)
from data.services.families import studies
from data.services.family_files import findings_of
from pages.charts.bars import note_of
from pages.parts.readings import Reading
from tests.data.exports.report.test_gather import aloud, every_text
from tests.data.exports.report.test_pdf import body, kinds, letters, tree

pytestmark = pytest.mark.long


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    return demo.fill_demo()


def whole(team_id: str, wave_id: str, *, language: str) -> Document:
    (plan,) = studies(team_id)
    sources = Sources(
        wave=content_of(release.report(wave_id), language=language),
        scan=scan_files.for_export(team_id, as_what="pdf"),
        gaps=resource_files.for_export(team_id, as_what="pdf"),
        themes=(findings_of(team_id, plan.id, language=language),),
        guide=guides.guide(wave_id, language),
        principles=principles.current(team_id),
        plan=action_files.for_export(team_id, as_what="pdf").plan,
    )
    return report(sources, language=language)


def test_both_rounds_say_in_both_languages_what_the_other_formats_say(team_id: str) -> None:
    later, earlier = sorted(waves.waves(team_id), key=lambda wave: wave.opened_on, reverse=True)  # type: ignore[arg-type, return-value]
    for wave in (later, earlier):
        for language in ("en", "es"):
            content = content_of(release.report(wave.id), language=language)
            document = whole(team_id, wave.id, language=language)
            missing = {"readiness"} | ({"change"} if wave == earlier else set())
            assert {part.key for part in document.parts} == set(KEYS) - missing
            same_figures(document, content, language=language)
            reading = Reading(content, language)
            assert aloud(document, "agree") == reading.agreement_sentence()
            assert aloud(document, "spread") == reading.spread_sentence()
            assert aloud(document, "response") == reading.response_sentence()
            whole_in_the_file(document)


def same_figures(document: Document, content: object, *, language: str) -> None:
    """Each statement's row beside the JSON and the workbook."""
    plain = json.loads(FORMATS["json"].write(content))  # type: ignore[arg-type]
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(content)))  # type: ignore[arg-type]
    heads, *rows = book["Statements"].iter_rows(values_only=True)
    sheet = {row[1]: dict(zip(heads, row, strict=True)) for row in rows}
    (every,) = (part for part in document.parts if part.key == "every")
    told = {
        row[0].split(". ", 1)[1]: row
        for table in every.blocks
        if isinstance(table, Table) and len(table.heads) == 5 and table.heads[3] in IN_A_WORD
        for row in table.rows
    }
    assert len(told) == len(plain["items"]) == len(sheet) == 45
    for item in plain["items"]:
        row, cells = told[item["statement"]], sheet[item["id"]]
        share, gap = item["side_share"], item["typical_gap"]
        assert cells["side_share"] == (None if share is None else pytest.approx(share, abs=1e-15))
        assert cells["typical_gap"] == (None if gap is None else pytest.approx(gap, abs=1e-14))
        assert row[2] == ("–" if share is None else str(round(100 * share)))
        assert row[4] == ("–" if gap is None else f"{gap:.2f}")
        reading = Reading(content, language)  # type: ignore[arg-type]
        assert row[1] == note(reading, item["id"])


IN_A_WORD = ("In a word", "En una palabra")


def note(reading: Reading, item_id: str) -> str:
    """What the results screen prints above the bar of a statement."""
    return note_of(reading.row(item_id), look=reading.look(item_id), words=reading.words)


def whole_in_the_file(document: Document) -> None:
    pdf = write_pdf(document)
    assert b"pdfuaid:part" in pdf
    blocks = [block for part in document.parts for block in part.blocks]
    charts = [block for block in blocks if isinstance(block, Bars | Ranges)]
    alts = [node["/Alt"] for path, node in tree(pdf) if path[-1] == "/Figure"]
    assert alts == [chart.told for chart in charts]
    assert kinds(pdf).count("/Table") == sum(isinstance(block, Table) for block in blocks)
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    text = letters(" ".join(body(page.extract_text(), document) for page in pages))
    assert [
        words for block in blocks for words in printed(block) if letters(words) not in text
    ] == []


def printed(block: Block) -> Iterator[str]:
    """All words of a block that stand on the page."""
    if isinstance(block, Bars):
        yield from (block.title, *(series.name for series in block.series), *block.bars)
    elif isinstance(block, Ranges):
        yield from (block.title, *block.rows, block.unit)
    elif isinstance(block, Paragraph):
        yield block.text
    else:
        yield from every_text(asdict(block))
