"""What a cell says to an item of each kind, and what the item would have taken."""

import pytest

from data.imports.cells import NotAnAnswer, answer_in, whole_number
from surveys.instrument import (
    ChooseItem,
    Instrument,
    NumberItem,
    PercentItem,
    Point,
    Scale,
    ScaleItem,
    SingleChoiceItem,
    TextItem,
)

OPTIONS = ("rent", "food", "NA")
INSTRUMENT = Instrument(
    id="cells",
    version="1.0.0",
    kind="other",
    minutes=1,
    license="CC0",
    scales=(
        Scale(
            id="odd",
            points=tuple(
                Point(value=value, id=f"p{place}") for place, value in enumerate(range(-1, 3))
            ),
            no_answer=("dk", "no"),
        ),
    ),
    sections=("all",),
    items=(
        ScaleItem(id="scale", section="all", scale="odd"),
        SingleChoiceItem(id="single", section="all", options=OPTIONS, no_answer=("dk",)),
        ChooseItem(id="choose", section="all", options=OPTIONS[:2], at_least=1, at_most=2),
        ChooseItem(id="any", section="all", options=("a", "b", "c"), at_most=2),
        PercentItem(id="percent", section="all"),
        NumberItem(id="number", section="all", minimum=-5, maximum=2000, bands=(-5, 0, 10)),
        TextItem(id="text", section="all"),
    ),
)


def read(cell: str, item: str) -> object:
    return answer_in(cell, instrument=INSTRUMENT, item=INSTRUMENT.item(item))


@pytest.mark.parametrize("cell", ["3", "3.0", "3.00", "3,0", "3,00", "03", "003.0"])
def test_a_number_is_read_as_programs_write_it(cell: str) -> None:
    assert whole_number(cell) == 3


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "3.5",
        "3.000",
        "1,000",
        "1.000",
        "3.0.0",
        "+3",
        "3e0",
        "0x3",
        "３",
        "³",
        "three",
        "3 4",
        "-",
        "9" * 19,
        "--3",
        "3-",
        "1_0",
        "∞",
        "nan",
        "TRUE",
    ],
)
def test_what_could_mean_another_number_is_none(cell: str) -> None:
    assert whole_number(cell) is None


@pytest.mark.parametrize(
    ("item", "cell", "answer"),
    [
        ("scale", "-1", 0),
        ("scale", "2.0", 3),
        ("scale", "0", 1),
        ("scale", "", None),
        ("scale", "NA", None),
        ("scale", "dk", "dk"),
        ("scale", "DK", "dk"),
        ("scale", "No", "no"),
        ("single", "food", 1),
        ("single", "NA", 2),
        ("single", "dk", "dk"),
        ("choose", "rent|food", ["rent", "food"]),
        ("choose", "food; rent", ["food", "rent"]),
        ("choose", "food | food", ["food"]),
        ("any", "|", []),
        ("any", "", None),
        ("percent", "45", 45),
        ("percent", "45 %", 45),
        ("percent", "100.00%", 100),
        ("number", "2000", 2000),
        ("number", "-5", -5),
    ],
)
def test_a_cell_is_the_answer_it_stands_for(item: str, cell: str, answer: object) -> None:
    assert read(cell, item) == answer


@pytest.mark.parametrize(
    ("item", "cell", "right"),
    [
        ("scale", "3", "the scale takes -1, 0, 1, 2, dk or no for no answer, blank for skipped"),
        ("scale", "1.5", "the scale takes -1, 0, 1, 2, dk or no for no answer, blank for skipped"),
        (
            "single",
            "Food",
            "it takes one of rent, food, NA, dk for no answer, blank for skipped",
        ),
        ("choose", "rent|fod", "it takes 1 to 2 of rent, food, with | between them, blank"),
        ("choose", "|", "it takes 1 to 2 of rent, food, with | between them, blank"),
        ("any", "a|b|c", "it takes up to 2 of a, b, c, with | between them, blank for skipped"),
        ("percent", "101", "it takes a whole number from 0 to 100, blank for skipped"),
        ("percent", "0.45", "it takes a whole number from 0 to 100, blank for skipped"),
        ("percent", "dk", "it takes a whole number from 0 to 100, blank for skipped"),
        ("number", "2,000", "it takes a whole number from -5 to 2000, blank for skipped"),
        ("text", "words", "it takes text, which is not counted, blank for skipped"),
    ],
)
def test_a_cell_that_is_no_answer_says_what_would_be(item: str, cell: str, right: str) -> None:
    with pytest.raises(NotAnAnswer) as caught:
        read(cell, item)
    assert str(caught.value).startswith(right)
