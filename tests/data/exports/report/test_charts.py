"""Charts as pictures and as what is drawn: nothing lost, nothing made up, the same each time."""

import struct
import zlib
from itertools import pairwise

import pytest

from data.exports.report.charts import PICTURE_DOTS, chart_plain, picture, text_on
from data.exports.report.document import Bars, Ranges, Series
from data.exports.report.splitting import split
from pages.charts import theme

BARS = Bars(
    "Title",
    "In words.",
    ("First", "Second", "Third"),
    (
        Series("Disagree", "a6611a", (3, None, 0)),
        Series("Agree", "018571", (4, None, 9)),
        Series("At least so many", "40a999", (None, 8, None)),
    ),
    9,
)
RANGES = Ranges(
    "Title", "In words.", ("a", "b"), (None, 0.2), (0.5, None), (None, 1.3), "points apart"
)


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def colors_in(png: bytes) -> set[bytes]:
    """The colors of a picture of eight bits a channel whose rows are filtered or not."""
    parts, place, width, depth = [], 8, size_of(png)[0], 4 if png[25] == 6 else 3
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            parts.append(png[place + 8 : place + 8 + length])
        place += 12 + length
    lines, line = zlib.decompress(b"".join(parts)), width * depth + 1
    before, found = bytearray(line - 1), set()
    for start in range(0, len(lines), line):
        before = unfiltered(lines[start], bytearray(lines[start + 1 : start + line]), before, depth)
        found |= {bytes(before[at : at + 3]) for at in range(0, len(before), depth)}
    return found


def unfiltered(kind: int, row: bytearray, above: bytearray, depth: int) -> bytearray:
    for at in range(len(row)):
        left = row[at - depth] if at >= depth else 0
        corner = above[at - depth] if at >= depth else 0
        guess = left + above[at] - corner
        nearest = min((left, above[at], corner), key=lambda each: abs(guess - each))
        added = (0, left, above[at], (left + above[at]) // 2, nearest)[kind]
        row[at] = (row[at] + added) % 256
    return row


def test_a_picture_is_as_wide_as_it_was_asked_for_at_200_dots_an_inch() -> None:
    for width in (6.5, 4.0):
        across, down = size_of(picture(BARS, width=width))
        assert across == width * PICTURE_DOTS
        assert 100 < down < across
    assert size_of(picture(RANGES))[0] == 1300


def test_a_picture_has_the_colors_of_its_series_on_white() -> None:
    found = colors_in(picture(BARS, width=3))
    assert {bytes.fromhex(color) for color in ("a6611a", "018571", "40a999", "ffffff")} <= found


def test_the_same_chart_makes_the_same_bytes_and_another_others() -> None:
    assert picture(BARS) == picture(BARS)
    other = Bars(BARS.title, BARS.told, BARS.bars, BARS.series[::-1], BARS.most)
    assert picture(other) != picture(BARS)


def test_only_what_is_shown_is_drawn() -> None:
    drawn = chart_plain(BARS)
    people = [[(run["name"], run["people"]) for run in row["runs"]] for row in drawn["rows"]]
    assert people == [
        [("Disagree", 3), ("Agree", 4)],
        [("At least so many", 8)],
        [("Agree", 9)],
    ]
    assert [row["label"] for row in drawn["rows"]] == list(BARS.bars)
    assert drawn["each"]
    crowd = Bars("", "", ("a",), (Series("b", "018571", (51,)),), 51)
    assert not chart_plain(crowd)["each"]


def test_neighbors_are_told_apart_without_color() -> None:
    series = tuple(Series(str(place), "777777", (1,)) for place in range(12))
    drawn = chart_plain(Bars("", "", ("a",), series, 12))["key"]
    looks = [each["pattern"] for each in drawn]
    assert all(one != other for one, other in pairwise(looks))
    assert len(set(looks[:7])) == 7


@pytest.mark.parametrize("color", ["a6611a", "dfc27d", "80cdc1", "018571", "01574c", "dcdcdc"])
def test_numbers_read_well_on_their_color(color: str) -> None:
    assert f"#{text_on(color)}" == theme.text_on(f"#{color}")
    assert theme.contrast(f"#{text_on(color)}", f"#{color}") >= 4.5


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [((0.2, 0.9), 0, 1), ((0.0, 0.0), 0, None), ((3.0, 44.0), 0, 50), ((-2.0, 2.0), -2, 2)],
)
def test_an_axis_begins_at_zero_and_holds_every_point(
    values: tuple[float, float], low: float, high: float | None
) -> None:
    drawn = chart_plain(Ranges("", "", ("a", "b"), (None,) * 2, values, (None,) * 2, ""))["axis"]
    assert drawn["low"] == low
    assert drawn["high"] >= max(values)
    assert high is None or drawn["high"] == pytest.approx(high)
    assert drawn["high"] > drawn["low"]
    assert 2 <= len(drawn["ticks"]) <= 8


def test_a_chart_of_which_nothing_is_known_is_drawn_all_the_same() -> None:
    nothing = Ranges("", "", ("a",), (None,), (None,), (None,), "")
    assert size_of(picture(nothing))[0] == 1300
    assert size_of(picture(Bars("", "", ("a",), (Series("b", "018571", (None,)),), 0)))[0] == 1300


def test_a_long_chart_comes_in_pieces_that_hold_all_of_it_once() -> None:
    labels = tuple(f"Statement {number}" for number in range(60))
    values = tuple(range(60))
    whole = Bars("Title", "Told.", labels, (Series("Agree", "018571", values),), 60)
    pieces = split(whole)
    assert len(pieces) > 1
    assert sum((piece.bars for piece in pieces), ()) == labels  # type: ignore[union-attr]
    assert sum((piece.series[0].values for piece in pieces), ()) == values  # type: ignore[union-attr]
    for piece in pieces:
        assert all(label in piece.told for label in piece.bars)  # type: ignore[union-attr]
    rows = (0.5,) * 60
    ranges = Ranges("Title", "Told.", labels, rows, rows, rows, "points")
    assert sum((piece.rows for piece in split(ranges)), ()) == labels  # type: ignore[union-attr]
    assert split(BARS) == (BARS,)
