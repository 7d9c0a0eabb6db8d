"""The table of how we stand to ASVS names tests that are there, and counts itself right."""

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = Path(__file__).with_name("ASVS.md").read_text(encoding="utf-8")
IN_THE_STANDARD = {1: 70, 2: 183}
STATES = ("tested", "reasoned", "not met")


@dataclass(frozen=True)
class Row:
    """One requirement that applies, as the table has it."""

    number: str
    level: int
    words: str
    state: str
    proof: str

    @property
    def tests(self) -> list[str]:
        return re.findall(r"`(tests/[^`]+::[^`]+)`", self.proof)


ROWS = [
    Row(cells[0], int(cells[1]), *cells[2:])
    for line in TABLE.splitlines()
    if re.match(r"\| \d+\.\d+\.\d+ \|", line)
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
]
LEFT_OUT = [
    (number, int(level))
    for line in TABLE.splitlines()
    if line.startswith("Not applicable: ")
    for number, level in re.findall(r"(\d+\.\d+\.\d+) \(level (\d)\)", line)
]


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_requirement_of_the_standard_is_there_once() -> None:
    numbers = [row.number for row in ROWS] + [number for number, _ in LEFT_OUT]
    assert [number for number, times in Counter(numbers).items() if times > 1] == []
    levels = Counter([row.level for row in ROWS] + [level for _, level in LEFT_OUT])
    assert levels == IN_THE_STANDARD


@pytest.mark.parametrize("level", IN_THE_STANDARD)
def test_the_numbers_at_the_top_are_those_of_the_rows(level: int) -> None:
    states = Counter(row.state for row in ROWS if row.level == level)
    left_out = sum(each == level for _, each in LEFT_OUT)
    every = IN_THE_STANDARD[level]
    numbers = (level, every, left_out, every - left_out, *(states[state] for state in STATES))
    assert f"| {' | '.join(map(str, numbers))} |" in TABLE


def test_every_test_that_is_named_is_there() -> None:
    named = {test for row in ROWS for test in row.tests}
    assert len(named) > 100
    missing = [
        test
        for test in sorted(named)
        for file, _, name in [test.partition("::")]
        if not (ROOT / file).is_file() or name not in names_in(file)
    ]
    assert missing == []


def test_every_row_has_words_a_state_and_a_proof() -> None:
    for row in ROWS:
        assert row.state in STATES, row.number
        assert row.words, row.number
        assert row.proof, row.number
        assert row.tests or row.state != "tested", row.number


def test_every_file_and_every_section_that_a_reason_points_to_is_there() -> None:
    named = re.findall(r"`((?:data|pages|surveys|deploy|tests)/[\w./-]+)`", TABLE)
    named += re.findall(r"`((?:README|ARCHITECTURE)\.md|requirements\.txt)`", TABLE)
    assert [path for path in named if not (ROOT / path).exists()] == []
    sections = set(re.findall(r"^## ([A-Z][\w ]+)$", TABLE, re.MULTILINE))
    for row in ROWS:
        for section in re.findall(r"\*([A-Z][\w ]+)\*, below|see \*([A-Z]\w+)\*", row.proof):
            assert "".join(section) in sections, row.number


def test_what_level_2_adds_to_a_requirement_of_level_1_is_told_apart() -> None:
    (line,) = (line for line in TABLE.splitlines() if line.startswith("More at level 2: "))
    named = re.findall(r"\d+\.\d+\.\d+", line)
    assert named == [row.number for row in ROWS if "see *More at level 2* above" in row.proof]
    assert all(row.level == 1 for row in ROWS if row.number in named)
    assert "not met as shipped" in line
