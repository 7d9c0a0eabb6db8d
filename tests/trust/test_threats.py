"""The table of what could go wrong names tests that are there, by day or by night as it says."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = Path(__file__).with_name("THREATS.md").read_text(encoding="utf-8")
ROWS = {
    cells[0].strip(): (cells[2], cells[3])
    for line in TABLE.splitlines()
    if line.startswith("| T-")
    for cells in [line.strip("|").split("|")]
}
CELLS = [
    pytest.param(cell, by_night, id=f"{name}, {'by night' if by_night else 'by day'}")
    for name, both in ROWS.items()
    for by_night, cell in enumerate(both)
    if cell.strip()
]


@cache
def by_night_in(file: str) -> dict[str, bool]:
    """The tests of a file, and whether each waits for the night."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    marks = [ast.unparse(each) for each in tree.body if isinstance(each, ast.Assign)]
    all_long = any(each.startswith("pytestmark") and "mark.long" in each for each in marks)
    return {
        node.name: all_long or any("mark.long" in ast.unparse(each) for each in node.decorator_list)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def named(cell: str) -> list[tuple[str, str]]:
    return [
        (file, name)
        for file, _, name in (each.partition("::") for each in re.findall(r"`([^`]+)`", cell))
    ]


def test_every_thing_that_could_go_wrong_is_watched_by_day() -> None:
    assert len(ROWS) == 20
    assert [name for name, (by_day, _) in ROWS.items() if not named(by_day)] == []


@pytest.mark.parametrize(("cell", "by_night"), CELLS)
def test_the_tests_that_are_named_are_there_and_run_when_it_says(cell: str, by_night: int) -> None:
    for file, name in named(cell):
        found = by_night_in(file)
        assert name in found, (file, name)
        assert found[name] == bool(by_night), (file, name)
