"""Whatever people typed, a file that somebody opens does nothing."""

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import openpyxl
import pyreadstat
import pytest
from defusedxml.ElementTree import fromstring
from pydantic import BaseModel

from data.exports.content import ReportContent
from data.exports.formats import FORMATS
from data.exports.portfolio import PORTFOLIO_FORMATS
from data.exports.safe import tidy
from data.exports.slips import write_links_csv
from data.portfolio_views import (
    EditionBenchmark,
    FamilyPlace,
    GapPlace,
    ItemBenchmark,
    PortfolioView,
    TeamPlace,
)
from scoring.benchmarks import Benchmark
from scoring.report import DivergenceReport
from surveys.instrument import Edition, ScaleItem, Wording
from surveys.library import shipped_edition
from tests.data.exports.conftest import report_of
from tests.hostile.formulas import FORMULAS
from tests.pages.results.handmade import compared

SIGNS = tuple("=+-@＝＋－＠﹢﹣﹦﹫")
DELIMITERS = (",", ";", "\t")
NOT_WORDS = {"language", "translation"}
QUICK = (0, 37, 71)


def in_every_place(value: Any, words: Iterator[str]) -> Any:
    """The same with the next of the words in place of each text."""
    if isinstance(value, str):
        return next(words)
    if isinstance(value, dict):
        return {key: in_every_place(inside, words) for key, inside in value.items()}
    if isinstance(value, BaseModel):
        names = set(type(value).model_fields) - NOT_WORDS
        said = {name: in_every_place(getattr(value, name), words) for name in sorted(names)}
        return value.model_copy(update=said)
    return value


@cache
def base() -> tuple[Edition, DivergenceReport]:
    """A questionnaire with facts, and a result with something withheld and groups compared."""
    edition = shipped_edition("values_open")
    asked = {fact.id: dict.fromkeys(fact.options, 9) for fact in edition.instrument.facts}
    return edition, compared(report_of(edition, people=(12, 3, 11), facts=asked))


def hostile_content(turn: int) -> ReportContent:
    """A result with a payload in every place; each turn moves them on by one place."""
    edition, report = base()
    words = islice(cycle(FORMULAS), turn, None)
    wordings: dict[str, Wording] = in_every_place(dict(edition.wordings), words)
    terms = {"owner": next(words), "permission": next(words), "license": next(words)}
    told = edition.instrument.model_copy(update=terms)
    groups = {code: {"en": next(words), "es": next(words)} for code in ("g1", "g2", "g3")}
    return ReportContent(
        report=report,
        edition=edition.model_copy(update={"wordings": wordings, "instrument": told}),
        languages=("en", "es"),
        group_names=groups,
        title=next(words),
        sha256="0" * 64,
        team=next(words),
        opened_on=date(2026, 11, 2),
        closes_on=date(2026, 11, 20),
        warnings=(next(words), next(words)),
    )


def is_live(cell: str) -> bool:
    """A program that skips spaces, quotes and what nobody sees would find a formula here."""
    seen = "".join(sign for sign in cell if sign.isprintable() or sign == " ")
    return seen.strip().lstrip('" ').startswith(SIGNS)


def check_workbook(written: bytes) -> int:
    """No formula, no link; how many cells were only kept quiet by their mark."""
    quiet = 0
    for sheet in openpyxl.load_workbook(io.BytesIO(written)):
        for cell in (each for row in sheet.iter_rows() for each in row if each.value is not None):
            assert cell.data_type in ("s", "n")
            assert cell.hyperlink is None
            if isinstance(cell.value, str) and cell.value.lstrip(" \"'`").startswith(SIGNS):
                assert cell.quotePrefix, cell.value
                quiet += 1
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist())
        assert not any(b"externalLink" in name.encode() for name in parts.namelist())
    for mark in (b"<f>", b"<f ", b"<hyperlink", b"<ddeLink", b"TargetMode", b"<definedName"):
        assert mark not in everything, mark
    return quiet


def check_table(written: bytes) -> int:
    """No cell is live whatever a program splits on; how many it would have been."""
    text = written.decode("utf-8-sig")
    for delimiter in DELIMITERS:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            assert not [cell for cell in row if is_live(cell)], delimiter
    for delimiter in DELIMITERS[1:]:  # as a program that does not know of quotes
        split = (cell for line in text.split("\r\n") for cell in line.split(delimiter))
        assert not [cell for cell in split if is_live(cell)], delimiter
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert len(lines) == len(list(csv.reader(io.StringIO(text, newline=""))))
    assert all(line.startswith('"') and line.endswith('"') for line in lines)
    return text.count("\"'")


def check_plain(written: bytes) -> int:
    """Valid JSON, whose texts are texts; how many payloads it holds."""

    def texts(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            for inside in value.values() if isinstance(value, dict) else value:
                yield from texts(inside)

    return sum(text in FORMULAS for text in texts(json.loads(written)))


def check_package(written: bytes) -> int:
    """Each table as a table, and the description as plain JSON."""
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        tables = [name for name in parts.namelist() if name.endswith(".csv")]
        quiet = sum(check_table(parts.read(name)) for name in tables)
        json.loads(parts.read("datapackage.json"))
    return quiet


def check_codebook(written: bytes) -> int:
    """Valid XML without any entity of its own; how many payloads stand in it as texts."""
    root = fromstring(written, forbid_dtd=True)
    return sum((each.text or "") in FORMULAS for each in root.iter())


def check_data_file(written: bytes) -> int:
    """A data file holds texts; how many payloads it holds."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "result.sav"
        file.write_bytes(written)
        rows, _ = pyreadstat.read_sav(file)
    return sum(tidy(str(cell)) in QUIET for column in rows for cell in rows[column])


QUIET = frozenset(tidy(each) for each in FORMULAS)
CHECKS = {
    "xlsx": check_workbook,
    "csv": check_table,
    "json": check_plain,
    "package": check_package,
    "sav": check_data_file,
    "ddi": check_codebook,
    "xlsform": check_workbook,
}


def test_there_are_a_hundred_payloads_and_every_format_has_its_check() -> None:
    assert len(set(FORMULAS)) == 100
    assert set(CHECKS) == set(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("turn", QUICK)
def test_no_export_holds_anything_live_whatever_stands_in_every_place(turn: int, form: str) -> None:
    assert CHECKS[form](FORMATS[form].write(hostile_content(turn))) > 20


@pytest.mark.long
@pytest.mark.parametrize("form", FORMATS)
def test_no_export_holds_anything_live_with_every_payload_in_every_place(form: str) -> None:
    for turn in range(len(FORMULAS)):
        assert CHECKS[form](FORMATS[form].write(hostile_content(turn))) > 20


def hostile_portfolio(turn: int) -> PortfolioView:
    """Teams side by side with a payload in each of their texts, and statements that are some."""
    words = islice(cycle(FORMULAS), turn, None)
    place = TeamPlace(
        *("t", "", "", False, "open", "", None, 0, None, "not_released", False, None),
        gaps=GapPlace(0, None, {}, None),
        families=FamilyPlace(0, 0, 0),
    )
    texts = ("team_id", "name", "jurisdiction", "wave_title")
    places = [
        replace(place, demo=bool(at % 2), **dict(zip(texts, islice(words, 4), strict=True)))
        for at in range(len(FORMULAS))
    ]
    edition, benchmark = hostile_content(turn).edition, Benchmark(0, 0)
    items = tuple(
        ItemBenchmark(each.id, side_share=benchmark, typical_gap=benchmark)
        for each in edition.instrument.items
        if isinstance(each, ScaleItem)
    )
    named = (next(words), next(words), next(words), benchmark, None, edition, items)
    return PortfolioView(date(2026, 11, 20), 100, tuple(places), (EditionBenchmark(*named),))


@pytest.mark.parametrize("form", PORTFOLIO_FORMATS)
@pytest.mark.parametrize("turn", QUICK)
def test_no_file_of_teams_side_by_side_holds_anything_live(turn: int, form: str) -> None:
    assert CHECKS[form](PORTFOLIO_FORMATS[form].write(hostile_portfolio(turn))) > 100


@dataclass(frozen=True)
class PaperSlip:
    group_code: str
    group_name: dict[str, str]
    secret: str
    url: str


def test_a_list_of_links_holds_nothing_live_whatever_groups_and_waves_are_called() -> None:
    slips = [
        PaperSlip("g", {"en": payload, "es": payload}, "s", "https://a.example/join/s")
        for payload in FORMULAS
    ]
    for title in FORMULAS:
        written = write_links_csv(slips, title=title, closes_on=date(2026, 12, 12), language="es")
        assert check_table(written) > 20


@pytest.mark.parametrize("payload", FORMULAS, ids=ascii)
def test_the_check_of_tables_would_find_a_payload_that_nobody_guards(payload: str) -> None:
    opens = is_live(payload) or any(is_live(part) for part in payload.split(";"))
    sheet = io.StringIO(newline="")
    csv.writer(sheet, lineterminator="\r\n").writerows([["a", payload, "b"]])
    if opens:
        with pytest.raises(AssertionError):
            check_table(sheet.getvalue().encode("utf-8-sig"))
