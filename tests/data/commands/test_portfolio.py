"""`common-table portfolio export`: the teams that agreed leave as a file, and no others."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from benchmarks.many_teams import Team, fill, result
from data.commands import portfolio as command
from data.exports.portfolio import PORTFOLIO_FORMATS
from data.services import audit_log

FORMULA = '=HYPERLINK("http://evil.example","click")'


@pytest.fixture
def some(sqlite_database: str) -> None:
    whole = result(people=(7, 6), seed=1)
    agreed = [Team(id=f"{place:016x}", name=f"Table {place}", result=whole) for place in range(5)]
    silent = Team(id="f" * 16, name="Canary", result=whole, shown=None)
    named = Team(id="e" * 16, name=FORMULA, result=whole)
    fill([*agreed, silent, named], member=lambda _: None)


def test_every_format_is_offered(some: None, run) -> None:
    said = run("portfolio", "export", "--format", "nothing")
    assert said.status == 2
    assert all(f"'{key}'" in " ".join(said.said) for key in PORTFOLIO_FORMATS)


def test_the_teams_that_agreed_leave_in_every_format_and_the_log_says_so(
    some: None, run, tmp_path: Path
) -> None:
    for key in PORTFOLIO_FORMATS:
        file = tmp_path / key
        assert run("portfolio", "export", "--format", key, "-o", file).status == 0
        assert b"Canary" not in file.read_bytes()
    plain = json.loads((tmp_path / "json").read_text(encoding="utf-8"))
    assert plain["teams_in_reach"] == 7
    assert len(plain["teams"]) == 6
    assert len(plain["benchmarks"]) > 60
    newest = audit_log.entries()[0]
    assert (newest.action, newest.details["format"]) == ("portfolio.export", "json")


def test_a_name_that_looks_like_a_formula_stays_a_name(some: None, run, tmp_path: Path) -> None:
    run("portfolio", "export", "-o", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert FORMULA in [cell.value for cell in cells]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    text = run("portfolio", "export", "--format", "csv").out.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
    assert any(FORMULA in cell for row in rows for cell in row)


def test_a_file_that_cannot_be_written_is_said(
    some: None, run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_content: bytes, _file: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(command, "write_out", full)
    said = run("portfolio", "export", "-o", tmp_path / "a.xlsx")
    assert (said.status, said.problems) == (1, [f"{tmp_path / 'a.xlsx'}: No space left on device."])
