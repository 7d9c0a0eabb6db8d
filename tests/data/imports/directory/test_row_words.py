"""Rows that are kept in words are the same rows when they are needed again."""

import pytest

from data.imports.directory.row_words import REST, in_words, rows_in

NAMES = ("name", "title", "email", "byday", "opens_at", "description")


@pytest.mark.parametrize(
    "rows",
    [
        [{"name": "Ann Lee", "title": "Head, intake"}],
        [{"name": "Ann"}, {"name": "Bo", "email": "bo@shore.example"}],
        [{"byday": "MO,TU", "opens_at": "9:00"}, {"description": "By call; ask: first"}],
        [{"description": 'a "title" of, say, nine'}],
    ],
)
def test_rows_come_back_from_their_words(rows: list[dict[str, str]]) -> None:
    assert rows_in("; ".join(map(in_words, rows)), NAMES) == rows


def test_words_in_one_piece_are_kept_and_empty_cells_are_not_told() -> None:
    assert rows_in("Call first", NAMES) == [{REST: "Call first"}]
    assert rows_in("", NAMES) == []
    told = in_words({"id": "1", "name": "Ann", "title": ""}, without=("id",))
    assert told == "name: Ann"


def test_a_cell_of_another_name_stays_with_the_cell_before_it() -> None:
    assert rows_in("name: Ann, room: 7", NAMES) == [{"name": "Ann, room: 7"}]
