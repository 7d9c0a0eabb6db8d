"""Which columns of a file can be items."""

import pytest

from data.imports.item_columns import item_columns
from data.imports.responses import InputProblems, Responses


def table(**columns: tuple[str, ...]) -> Responses:
    people = len(next(iter(columns.values())))
    rows = tuple(zip(*columns.values(), strict=True))
    return Responses(tuple(columns), rows, tuple(range(2, people + 2)), "file.csv")


@pytest.mark.parametrize(
    "cells",
    [("1", "4"), ("1.0", "4,0"), ("", "2"), ("NA", "2"), ("dk", "2"), ("DK", "2")],
)
def test_a_column_of_the_scale_is_an_item_however_it_is_written(cells: tuple[str, ...]) -> None:
    found = item_columns(table(by=("a", "b"), q=cells), scale=(1, 4), by="by")
    assert (found.names, found.left_out) == (("q",), ())


@pytest.mark.parametrize("cells", [("1", "5"), ("0", "1"), ("1", "2.5"), ("1", "yes"), ("", "NA")])
def test_a_column_that_holds_anything_else_is_left_out(cells: tuple[str, ...]) -> None:
    found = item_columns(table(by=("a", "b"), q=cells, rest=("1", "1")), scale=(1, 4), by="by")
    assert found.names == ("rest",)
    assert len(found.left_out) == 1


def test_the_column_of_the_groups_is_no_item_though_it_holds_numbers_of_the_scale() -> None:
    found = item_columns(table(by=("1", "2"), q=("1", "2")), scale=(1, 4), by="by")
    assert (found.names, found.left_out) == (("q",), ())


def test_a_column_without_a_name_is_passed_over() -> None:
    responses = Responses(("by", "q", ""), (("a", "1", "1"),), (2,), "file.csv")
    found = item_columns(responses, scale=(1, 4), by="by")
    assert (found.names, found.left_out) == (("q",), ())


def test_what_was_wanted_keeps_its_order_and_is_taken_once() -> None:
    found = item_columns(
        table(by=("a",), q1=("1",), q2=("2",)), scale=(1, 4), by="by", wanted=("q2", "q1", "q2")
    )
    assert found.names == ("q2", "q1")


def test_all_that_is_wrong_with_what_was_wanted_is_told_at_once() -> None:
    responses = table(by=("a",), q1=("9",), q2=("often",), q3=("1",))
    with pytest.raises(InputProblems) as caught:
        item_columns(responses, scale=(1, 4), by="by", wanted=("q1", "q2", "q3"))
    assert caught.value.problems == (
        "file.csv: column 'q1' is left out: row 2 holds '9', and the scale runs from 1 to 4.",
        "file.csv: column 'q2' is left out: row 2 holds 'often', and the scale runs from 1 to 4.",
    )
