"""Numbers of others, and cubes to let through the door."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations_with_replacement
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from scoring.cube import Cube
from scoring.release import GroupShape, ItemShape

Tables = NDArray[np.int64]


@pytest.fixture
def expected(reference_folder: Path) -> dict[str, float]:
    """Values by id, as other people's programs printed them."""
    with (reference_folder / "expected.csv").open(newline="", encoding="utf-8") as lines:
        return {row["id"]: float(row["value"]) for row in csv.DictReader(lines)}


@pytest.fixture
def column(reference_folder: Path) -> Callable[[str, str], list[int]]:
    """A column of one of the public data sets, missing values left out."""

    def read(name: str, title: str) -> list[int]:
        path = reference_folder / "data" / f"{name}.csv"
        with path.open(newline="", encoding="utf-8") as lines:
            cells = [row[title] for row in csv.DictReader(lines)]
        return [int(float(cell)) for cell in cells if cell not in ("", "NA")]

    return read


def levels_of(values: Sequence[int], *, low: int, high: int) -> list[int]:
    """People per value from the lowest to the highest of a scale."""
    return [values.count(value) for value in range(low, high + 1)]


def counts_in(reference_id: str) -> list[int]:
    """The counts that stand in the id of a reference value, such as `4pt(2,3,9,16)`."""
    found = re.search(r"\(([\d,]+)\)", reference_id)
    if found is None:
        raise ValueError(f"{reference_id} takes counts between brackets.")
    return [int(part) for part in found[1].split(",")]


def every_row(people: int, levels: int) -> Iterator[tuple[int, ...]]:
    """Every way in which so many people can spread over the levels."""
    for answers in combinations_with_replacement(range(levels), people):
        yield tuple(answers.count(level) for level in range(levels))


def persons(counts: Sequence[int]) -> list[int]:
    """One level for each person behind the counts."""
    return [level for level, count in enumerate(counts) for _ in range(count)]


def cube_of(
    counts: Sequence[Sequence[Sequence[int]]] | Tables,
    *,
    people: Sequence[int] | None = None,
    no_answer: Sequence[Sequence[int]] | Tables | None = None,
) -> Cube:
    """A cube of items with the same number of levels; everybody answered unless told otherwise."""
    table = np.asarray(counts, dtype=np.int64)
    none = np.zeros(table.shape[:2], dtype=np.int64)
    unsure = none if no_answer is None else np.asarray(no_answer, dtype=np.int64)
    present = (table.sum(axis=2) + unsure).max(axis=0)
    return Cube(
        counts=table,
        levels=np.full(len(table), table.shape[2]),
        no_answer=unsure,
        skipped=none.copy(),
        not_reached=none.copy(),
        people=present if people is None else np.asarray(people, dtype=np.int64),
    )


def scale(levels: int, *, items: int = 1, ordinal: bool = True) -> list[ItemShape]:
    """Items q0, q1, ... whose levels are printed from 1."""
    printed = tuple(float(level + 1) for level in range(levels))
    return [ItemShape(f"q{item}", printed, ordinal) for item in range(items)]


def apart(groups: int) -> list[GroupShape]:
    """Groups g0, g1, ... each of a kind of its own."""
    return [GroupShape(f"g{group}", f"s{group}", f"b{group}") for group in range(groups)]
