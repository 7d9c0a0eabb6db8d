"""What goes on which slide: nothing is lost, nothing is too much for one slide."""

from dataclasses import replace

import pytest

from data.exports.report.document import Bars, Bullets, Paragraph, Part, Ranges, Table
from data.exports.report.slides import TABLE_ROWS, Lines, Slide, slides
from tests.data.exports.report.documents import BARS, RANGES, REPORT, TABLE

ALOUD = Paragraph("Say this.", "aloud")


def made(*blocks: object, language: str = "en") -> tuple[Slide, ...]:
    part = Part("p", "A part", blocks)  # type: ignore[arg-type]
    return slides(replace(REPORT, language=language, parts=(part,)))


def texts(slide: Slide) -> list[str]:
    assert isinstance(slide.content, Lines)
    return [each.text for each in slide.content.lines]


@pytest.mark.parametrize("chart", [BARS, RANGES])
def test_a_chart_in_pieces_has_every_bar_once_in_order(chart: Bars | Ranges) -> None:
    whole = made(chart)
    pieces = [each.content for each in whole]
    if isinstance(chart, Bars):
        assert sum((each.bars for each in pieces), ()) == chart.bars
        for place, series in enumerate(chart.series):
            assert sum((each.series[place].values for each in pieces), ()) == series.values
        assert {each.most for each in pieces} == {chart.most}
        assert max(len(each.bars) for each in pieces) <= 8
    else:
        for name in ("rows", "low", "middle", "high"):
            assert sum((getattr(each, name) for each in pieces), ()) == getattr(chart, name)


def test_long_names_leave_room_for_fewer_bars() -> None:
    long = replace(BARS, bars=tuple(f"{name} {'and more ' * 8}" for name in BARS.bars))
    assert max(len(each.content.bars) for each in made(long)) <= 6


def test_slides_of_one_part_are_counted_in_both_languages() -> None:
    assert [each.title for each in made(BARS)] == ["A part (1 of 2)", "A part (2 of 2)"]
    assert [each.title for each in made(BARS, language="es")] == [
        "A part (1 de 2)",
        "A part (2 de 2)",
    ]
    assert [each.title for each in made(RANGES)] == ["A part"]


def test_a_chart_on_one_slide_has_its_own_words_and_a_piece_those_of_its_bars() -> None:
    (alone,) = made(RANGES)
    assert alone.told == RANGES.told
    first, second = made(BARS)
    assert BARS.bars[0] in first.told
    assert BARS.bars[-1] not in first.told
    assert f"{BARS.bars[4]}: not shown." in first.told
    assert f"{BARS.bars[12]}: Disagree 2, Agree 7." in second.told


def test_what_is_read_aloud_stands_on_the_first_slide_of_what_it_is_about() -> None:
    first, second = made(ALOUD, BARS)
    assert (first.aloud, second.aloud) == (("Say this.",), ())
    assert first.notes[0] == "Say this."
    (alone,) = made(ALOUD)
    assert (alone.aloud, alone.content) == (("Say this.",), None)


def test_short_text_stands_below_a_chart_and_long_text_in_the_notes() -> None:
    long = "At length. " * 40
    (short,) = made(Paragraph("Briefly."), RANGES)
    assert (short.remark, short.notes[0]) == ("Briefly.", "Briefly.")
    (noted,) = made(Paragraph(long), RANGES)
    assert (noted.remark, noted.notes[0]) == ("", long)
    (below,) = made(RANGES, Paragraph("Afterwards."))
    assert below.remark == "Afterwards."
    assert below.notes[-1] == "Afterwards."


def test_a_list_stays_below_the_sentence_that_opens_it() -> None:
    (slide,) = made(Paragraph("We will:"), Bullets(("meet", "listen")), Paragraph("That is all."))
    assert texts(slide) == ["We will:", "meet", "listen", "That is all."]
    assert [each.point for each in slide.content.lines] == [False, True, True, False]
    before, after = made(Paragraph("We will:"), Bullets(("meet",)), RANGES)
    assert texts(before) == ["We will:", "meet"]
    assert isinstance(after.content, Ranges)


def test_no_line_of_a_long_list_is_lost_and_no_opening_is_left_behind() -> None:
    lines = tuple(f"Line {number} {'with words ' * (number % 9)}".strip() for number in range(60))
    blocks = [
        block
        for start in range(0, 60, 4)
        for block in (Paragraph(f"Opening {start}:"), Bullets(lines[start : start + 4]))
    ]
    found = made(*blocks)
    told = [line for each in found for line in texts(each)]
    assert [line for line in told if line.startswith("Line")] == list(lines)
    for each in found:
        assert each.content.lines[-1].point
    assert len(found) > 5


def test_a_very_long_line_is_divided_between_words() -> None:
    text = " ".join(f"word{number}" for number in range(600))
    found = made(Paragraph(text))
    assert len(found) > 1
    assert " ".join(line for each in found for line in texts(each)) == text


@pytest.mark.parametrize("rows", [1, 8, 9, 17, 24])
def test_a_table_in_pieces_has_every_row_once_and_they_are_even(rows: int) -> None:
    table = replace(TABLE, rows=tuple((f"Group {number}", "7", "6") for number in range(rows)))
    pieces = [each.content for each in made(table)]
    assert all(isinstance(each, Table) and each.heads == TABLE.heads for each in pieces)
    assert sum((each.rows for each in pieces), ()) == table.rows
    sizes = [len(each.rows) for each in pieces]
    assert max(sizes) <= TABLE_ROWS
    assert max(sizes) - min(sizes) <= len(sizes)


@pytest.mark.parametrize(("language", "said"), [("en", "has 80 rows"), ("es", "tiene 80 filas")])
def test_a_table_for_many_slides_is_left_to_the_other_files_and_named(
    language: str, said: str
) -> None:
    table = replace(TABLE, rows=(("Group", "7", "6"),) * 80)
    (slide,) = made(table, language=language)
    (line,) = texts(slide)
    assert said in line
    assert TABLE.caption in line
    (with_chart,) = made(RANGES, table)
    assert "80 rows" in with_chart.remark


def headed(number: int, *, remark: str = "Chance would do that often.") -> list[object]:
    questions = tuple(f"Question {number}.{each} {'to ask at the table ' * 4}" for each in range(3))
    return [
        Paragraph(f"{number}. Statement", "heading"),
        Paragraph(f"Why it is here {number}."),
        Paragraph(f"{remark} {number}", "note"),
        Bullets(questions),
    ]


def test_what_stands_under_a_heading_is_on_one_slide_with_it_and_its_remark_in_the_notes() -> None:
    found = made(Paragraph("Take one."), *(block for each in range(11) for block in headed(each)))
    assert len(found) <= 6
    lines = [line for each in found for line in texts(each)]
    assert lines[0] == "Take one."
    assert [line for line in lines if line.endswith("Statement")] == [
        f"{number}. Statement" for number in range(11)
    ]
    assert len([line for line in lines if line.startswith("Question")]) == 33
    for each in found:
        headings = [line for line in each.content.lines if line.heading]
        for heading in headings:
            number = heading.text.partition(".")[0]
            whole = [line for line in texts(each) if line.startswith(f"Question {number}.")]
            assert len(whole) == 3
        assert [*each.notes] == [
            f"Chance would do that often. {line.text.partition('.')[0]}" for line in headings
        ]


def test_a_remark_without_a_heading_stays_on_its_slide() -> None:
    (slide,) = made(Bullets(("meet",)), Paragraph("That is all.", "note"))
    assert texts(slide) == ["meet", "That is all."]


def test_what_is_under_a_heading_and_longer_than_a_slide_goes_on_behind_it() -> None:
    lines = tuple(f"Line {number} {'with words ' * 14}".strip() for number in range(20))
    found = made(Paragraph("1. Statement", "heading"), Bullets(lines))
    assert [line for each in found for line in texts(each)][1:] == list(lines)
    assert len(found) > 1
