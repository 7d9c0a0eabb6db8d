"""The report of a readiness check: what files and screen say of it, and never an average."""

import io
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any

import docx
import pptx
import pypdf
import pytest

from data.exports.content import ReportContent
from data.exports.readiness import readiness_plain, readiness_table
from data.exports.report.document import Bars, Block, Bullets, Document, Paragraph, Ranges, Table
from data.exports.report.docx import write_docx
from data.exports.report.gather import report
from data.exports.report.pdf import write_pdf
from data.exports.report.pptx import write_pptx
from data.exports.report.telling import telling
from data.exports.report.words import words
from pages.charts import readiness as chart
from pages.parts.readings import Reading
from pages.parts.readying import readying
from scoring.comparison import Moved, Span
from scoring.released import Figure
from scoring.report import checksum, divergence_report
from surveys.library import shipped_edition
from tests.data.exports.report.test_gather import aloud, blocks, every_text, of_kind, whole_text
from tests.data.exports.test_formats import licensed
from tests.pages.meeting.rounds import IN_PLACE, NOBODY_KNOWS, NOT_BEGUN, PARTLY, gates_of, part_of
from tests.pages.results.handmade import changed, compared

CHECK = "peer_readiness_open"
ASKED = shipped_edition(CHECK).instrument
GATES = gates_of(ASKED)
Make = Callable[..., ReportContent]
Figures = Mapping[str, Figure | None]

EARLIER: dict[str, Any] = {
    "typical_gap": Moved(0.92, 0.78, Span(-0.24, -0.03), "01_to_05"),
    "side_share": Moved(0.71, 0.73, Span(-0.06, 0.09), "above_20"),
    "group_gap": Moved(0.55, 0.48),
    "direction": "closer",
}
LATER: dict[str, Any] = {
    "typical_gap": Moved(0.61, 1.07, Span(0.11, 0.62), "below_01"),
    "side_share": Moved(0.34, 0.36, Span(-0.08, 0.13), "above_20"),
    "group_gap": Moved(0.29, 0.87),
    "direction": "further",
}
DIRECTIONS = ("closer", "further", "moved", "no_clear_change")


def check(
    make: Make,
    figures: Figures,
    *,
    moved: Mapping[str, Any] = EARLIER,
    gap: float = 0.48,
    instrument: str = CHECK,
) -> ReportContent:
    """A round with figures of the whole team made by hand, partly in place where none is named."""
    content = make(edition=shipped_edition(instrument))
    release = content.report.release
    items = tuple(
        replace(each, team=with_sides(figures.get(each.id, PARTLY))) for each in release.items
    )
    whole = divergence_report(replace(release, items=items))
    made = changed(compared(whole, average_gap=gap), **moved)
    return replace(content, report=made, sha256=checksum(made))


def with_sides(figure: Figure | None) -> Figure | None:
    """With the halves of the scale of four stages, as every figure with counts is released."""
    if figure is None or figure.counts is None:
        return figure
    lower, upper = sum(figure.counts[:2]), sum(figure.counts[2:])
    return replace(figure, sides=(lower, 0, upper))


def of_parts(*parts: str, figure: Figure | None = IN_PLACE) -> dict[str, Figure | None]:
    return dict.fromkeys([item for part in parts for item in part_of(ASKED, part)], figure)


MIXED: Figures = {
    GATES[0]: IN_PLACE,
    GATES[1]: NOT_BEGUN,
    GATES[2]: None,
    GATES[3]: NOBODY_KNOWS,
}
EVERY_PART = ("motivation", "general_capacity", "specific_capacity")
CASES: Mapping[str, Figures] = {
    "none in place": {},
    "two alike": of_parts("motivation"),
    "one lowest": of_parts("motivation", "general_capacity"),
    "all there": of_parts(*EVERY_PART) | dict.fromkeys(GATES, IN_PLACE),
    "not told": of_parts("motivation", figure=None) | {"need_model_chosen": IN_PLACE},
    "every state": MIXED,
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("case", CASES)
def test_it_says_what_the_screen_says(case: str, language: str, make_content: Make) -> None:
    content = check(make_content, CASES[case])
    document, found = report(content, language=language), readying(Reading(content, language))
    assert found is not None
    assert aloud(document, "readiness") == f"{found.lowest()} {found.gates()}"
    told = [each.text for each in of_kind(document, "summary", Paragraph)]
    assert told.count(found.lowest()) == told.count(found.gates()) == 1
    of_the_parts, _ = of_kind(document, "readiness", Table)
    shown = chart.table(found.rows(), words=found.reading.words)
    assert [dict(zip(of_the_parts.heads, row, strict=True)) for row in of_the_parts.rows] == shown
    said = [each.text for each in of_kind(document, "readiness", Paragraph)]
    screen = found.reading.words.say
    assert screen("ready.rule") in said
    states = ("unmet", "not_known")
    open_gates = {state: len(found.of.in_state(state)) for state in states}  # type: ignore[arg-type]
    assert (screen("ready.gates_none_unmet") in said) is (not open_gates["unmet"])
    assert (screen("ready.not_known_why") in said) is bool(open_gates["not_known"])
    assert words(language).say("readiness.gates_open", **open_gates) in said


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("case", CASES)
def test_its_figures_are_those_of_the_other_files(
    case: str, language: str, make_content: Make
) -> None:
    content = replace(check(make_content, CASES[case]), languages=(language,))
    of_parts_, of_gates = of_kind(report(content, language=language), "readiness", Table)
    table = readiness_table(content)
    sheet = [dict(zip(table.headers, row, strict=True)) for row in table.rows]
    stands = ("in_place", "under_way", "views_differ", "not_begun", "not_known")
    assert list(of_parts_.rows) == [
        (row["name"], *(str(row[stand]) for stand in stands))
        for row in sheet
        if row["what"] == "part"
    ]
    say, expected = words(language).say, {}
    for row in (row for row in sheet if row["what"] == "gate"):
        first, last = row["seen_as"], row["or_up_to"]
        perhaps = say("readiness.stage_between", first=first, last=last)
        stage = first if first == last else perhaps
        if first is None:
            stage = say("figure.not_shown" if row["people"] is None else "ready.views_differ")
        people = "–" if row["people"] is None else str(row["people"])
        expected[row["name"]] = (say(f"readiness.gate_{row['stands']}"), stage, people)
    assert {name: tuple(cells) for name, *cells in of_gates.rows} == expected
    plain = readiness_plain(content)
    assert plain is not None
    assert len(of_gates.rows) == len(plain["gates"]) == 11
    order = [say(f"readiness.gate_{state}") for state in ("unmet", "not_known", "met")]
    placed = [order.index(row[1]) for row in of_gates.rows]
    assert placed == sorted(placed)


def test_every_state_of_a_gate_is_in_words(make_content: Make) -> None:
    content = check(make_content, MIXED)
    _, gates = of_kind(report(content), "readiness", Table)
    told = {name: tuple(cells) for name, *cells in gates.rows}
    texts = [content.statements[gate].text for gate in GATES]
    assert told[texts[0]] == ("Met", "In place", "30")
    assert told[texts[1]] == ("Not met yet", "Not started", "30")
    assert told[texts[2]] == ("Not known", "Not shown", "–")
    assert told[texts[3]] == ("Not known", "Not started, perhaps In place", "12")
    assert told[texts[4]] == ("Not met yet", "Partly in place", "30")


def test_two_rounds_stand_beside_each_other_statement_by_statement_only(
    make_content: Make,
) -> None:
    for language in ("en", "es"):
        say, content = words(language).say, check(make_content, MIXED)
        document = report(content, language=language)
        assert aloud(document, "change") == say("ready.change")
        assert of_kind(document, "change", Ranges) == []
        (each,) = of_kind(document, "change", Table)
        assert len(each.rows) == len(content.report.change.items)  # type: ignore[union-attr]
        text = whole_text(document)
        for key in (*(f"change.{direction}" for direction in DIRECTIONS), "change.whole"):
            assert say(key) not in text
        for key in ("change.groups", "together.averages", "together.exact", "report.gap_told"):
            opening = words(language).sentences[key].split("{")[0]
            assert opening not in text
        assert say("method.change_cut_offs") not in text
        assert say("method.each_change_cut_offs") in text


SHIFTED = {
    IN_PLACE: Figure(30, counts=(0, 0, 3, 27), no_answer_at_most=2),
    PARTLY: Figure(30, counts=(2, 2, 16, 10), no_answer=3),
    NOT_BEGUN: Figure(30, counts=(22, 6, 1, 1), no_answer=3),
}
"""Other averages at the same stages."""


@pytest.mark.parametrize("language", ["en", "es"])
def test_other_averages_with_the_same_parts_and_gates_change_no_word(
    language: str, make_content: Make
) -> None:
    kinds = tuple(SHIFTED)
    ids = [item.id for item in make_content(edition=shipped_edition(CHECK)).report.items]
    first: Figures = {item: kinds[place % 3] for place, item in enumerate(ids)}
    other: Figures = {item: SHIFTED[figure] for item, figure in first.items() if figure}
    one = check(make_content, first)
    two = check(make_content, other, moved=LATER, gap=0.91)
    assert readiness_plain(one) == readiness_plain(two)
    assert mean(one) != pytest.approx(mean(two), abs=0.02)
    assert without_figures(one, language) == without_figures(two, language)


def test_of_values_the_same_averages_do_change_words(make_content: Make) -> None:
    """So it is not the comparison that is blind."""
    one = check(make_content, {}, instrument="values_open")
    two = check(make_content, {}, moved=LATER, gap=0.91, instrument="values_open")
    texts = [without_figures(each, "en") for each in (one, two)]
    differing = {key for key in texts[0] if texts[0][key] != texts[1][key]}
    assert differing == {"summary", "change", "groups"}


def mean(content: ReportContent) -> float:
    """Over all statements, which nothing may show."""
    levels = [
        sum(level * count for level, count in enumerate(item.team.counts)) / item.team.people
        for item in content.report.items
        if item.team and item.team.counts
    ]
    return sum(levels) / len(levels)


def without_figures(content: ReportContent, language: str) -> dict[str, list[str]]:
    """All words of each part, with nothing in the place of what one statement's figures are."""
    content = replace(content, sha256="")
    told, document = telling(content, language=language), report(content, language=language)
    figures = sorted({told.told(item.id) for item in content.report.items}, key=len, reverse=True)
    caption = told.words.say("report.each_change")

    def plain(block: Block, key: str) -> Block:
        if isinstance(block, Bars):
            return replace(block, series=())
        if isinstance(block, Table) and (key == "every" or block.caption == caption):
            return replace(block, rows=tuple(row[:1] for row in block.rows))
        return block

    found: dict[str, list[str]] = {}
    for part in document.parts:
        texts = list(every_text([asdict(plain(block, part.key)) for block in part.blocks]))
        for figure in figures:
            texts = [text.replace(figure, "#").replace(f"{figure}.", "#") for text in texts]
        found[part.key] = texts
    return found


def test_words_that_may_not_leave_are_ids_and_numbers(make_content: Make) -> None:
    content = check(make_content, MIXED)
    kept = replace(content, edition=licensed(content.edition, exportable=False))
    for language in ("en", "es"):
        wording = content.edition.wording(language)
        parts, gates = of_kind(report(kept, language=language), "readiness", Table)
        assert {row[0] for row in parts.rows} == set(EVERY_PART)
        text = whole_text(report(kept, language=language))
        assert not any(name in text for name in wording.parts.values())
        assert not any(item.text in text for item in wording.items.values())
        assert len({row[0] for row in gates.rows}) == 11


def test_a_round_of_another_kind_and_one_with_too_few_people_have_no_such_part(
    make_content: Make,
) -> None:
    values, few = make_content(), make_content(edition=shipped_edition(CHECK), people=(2, 1))
    for content in (values, few):
        document = report(content)
        assert "readiness" not in [part.key for part in document.parts]
        assert words("en").say("ready.rule") not in whole_text(document)
    assert words("en").say("method.ready_name") not in whole_text(report(values))


@pytest.mark.parametrize("language", ["en", pytest.param("es", marks=pytest.mark.long)])
def test_every_kind_of_file_tells_each_part_and_gate(language: str, make_content: Make) -> None:
    document = report(check(make_content, MIXED), parts={"summary", "readiness"}, language=language)
    told = [text for block in blocks(document, "readiness") for text in printed(block)]
    assert len(told) > 40
    for text in (in_docx(document), in_pptx(document), in_pdf(document)):
        assert [each for each in told if letters(each) not in letters(text)] == []


def printed(block: Block) -> list[str]:
    assert isinstance(block, Paragraph | Table | Bullets)
    if isinstance(block, Paragraph):
        return [block.text]
    return list(every_text(asdict(block)))


def letters(text: str) -> str:
    """Without spaces and hyphens, which a line break may add."""
    return "".join(sign for sign in text if sign.isalnum())


def in_docx(document: Document) -> str:
    read = docx.Document(io.BytesIO(write_docx(document)))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return " ".join((*(each.text for each in read.paragraphs), *cells))


def in_pptx(document: Document) -> str:
    texts: list[str] = []
    slides: Any = pptx.Presentation(io.BytesIO(write_pptx(document))).slides
    for slide in slides:
        texts.append(slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "")
        for shape in slide.shapes:
            if shape.has_text_frame:
                texts.append(shape.text_frame.text)
            if shape.has_table:
                texts += [cell.text for row in shape.table.rows for cell in row.cells]
    return " ".join(texts)


def in_pdf(document: Document) -> str:
    pages = pypdf.PdfReader(io.BytesIO(write_pdf(document))).pages
    return " ".join(page.extract_text() for page in pages)
