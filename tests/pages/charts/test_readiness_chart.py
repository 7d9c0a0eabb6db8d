"""Parts of readiness as bars of statements."""

from pages.charts.readiness import PartRow, describe, parts, table
from pages.charts.words import Words
from scoring.readiness import STANDS, Part


def part(*counts: int) -> Part:
    return Part("p", dict(zip(STANDS, counts, strict=True)), perhaps=counts[-1])


ROWS = (
    PartRow("Motivation", part(1, 3, 0, 0, 2)),
    PartRow("For this program", part(10, 3, 0, 1, 4)),
)


def test_each_statement_is_as_long_as_any_other(english: Words) -> None:
    figure = parts(ROWS, words=english)
    drawn = [
        (start, start + length)
        for trace in figure.data
        if trace.type == "bar" and trace.width
        for start, length in zip(trace.base, trace.x, strict=True)
    ]
    assert sorted(drawn) == [(0, 1), (0, 10), (1, 4), (4, 6), (10, 13), (13, 14), (14, 18)]


def test_the_same_is_told_in_words_and_as_a_table(english: Words) -> None:
    assert describe(ROWS, words=english) == (
        "Motivation: 1 in place, 3 under way, 2 not known, of 6 statements. "
        "For this program: 10 in place, 3 under way, 1 not begun, 4 not known, of 18 statements."
    )
    assert table(ROWS, words=english)[0] == {
        "Part": "Motivation",
        "in place": "1",
        "under way": "3",
        "views differ": "0",
        "not begun": "0",
        "not known": "2",
    }


def test_there_is_no_bar_for_all_parts_together(english: Words) -> None:
    assert len(table(ROWS, words=english)) == len(ROWS)


def test_what_is_not_known_is_hatched_and_nothing_else(english: Words) -> None:
    figure = parts(ROWS, words=english)
    hatched = {t.name for t in figure.data if t.type == "bar" and t.marker.pattern.shape and t.name}
    assert hatched == {"not known"}


def test_nothing_is_said_to_be_nothing(english: Words) -> None:
    assert describe((), words=english) == "There is nothing to draw."
    assert not [t for t in parts((), words=english).data if t.type == "bar"]
