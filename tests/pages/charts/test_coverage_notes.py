"""A note about a category on the coverage grid: drawn, told and tabled, or not there at all."""

import pytest

from pages.charts.coverage_grid import Category, Group, Tile, coverage_grid, describe, table
from pages.charts.words import Words

TILES = (Tile("guaranteed", yes=2), Tile("open", not_known=1))
NAMES = ("Fathers", "On MOUD")


def groups(note: str) -> list[Group]:
    return [Group("Basics", (Category("Transportation", TILES, note), Category("Housing", TILES)))]


@pytest.mark.parametrize("wide", [False, True])
def test_a_note_stands_below_the_name_of_its_category_alone(english: Words, wide: bool) -> None:
    drawn = coverage_grid(groups("▲ <b>Hidden</b>"), populations=NAMES, words=english, wide=wide)
    shown = [note.text for note in drawn.layout.annotations]
    assert sum("▲ &lt;b&gt;Hidden&lt;/b&gt;" in text for text in shown) == 1
    plain = coverage_grid(groups(""), populations=NAMES, words=english, wide=wide)
    assert len(plain.layout.annotations) == len(shown) - 1
    assert len(plain.data) == len(drawn.data)


def test_a_note_is_in_the_words_and_the_table(english: Words) -> None:
    told = describe(groups("▲ Hidden gap"), populations=NAMES, words=english)
    assert "Transportation. ▲ Hidden gap." in told
    assert told.count("▲") == 1
    first, second = table(groups("▲ Hidden gap"), populations=NAMES, words=english)
    assert "Transportation. ▲ Hidden gap" in first.values()
    assert "Housing" in second.values()
