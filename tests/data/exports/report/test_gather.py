"""A report says what was released, all of it in the right order, and nothing else."""

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest

from data.exports.content import ReportContent
from data.exports.json import as_plain
from data.exports.report.document import Bars, Block, Bullets, Document, Paragraph, Ranges, Table
from data.exports.report.gather import KEYS, PARTS, report
from data.exports.report.sources import Sources
from data.exports.report.words import number
from data.exports.tables import response_table, statement_table
from pages.parts.changing import changed
from pages.parts.comparing import Compared, compared
from pages.parts.notices import merged
from pages.parts.readings import Reading
from scoring.cube import NOT_REACHED
from scoring.door import publish
from scoring.report import checksum
from surveys.library import shipped, shipped_edition
from tests.data.exports.report.conftest import PEOPLE, answers, terms
from tests.data.exports.test_formats import licensed

Make = Callable[..., ReportContent]
Rounds = Callable[..., tuple[ReportContent, ReportContent]]
CHECK = "peer_readiness_open"
BEYOND = ("guide", "principles", "plan", "scan", "gaps", "themes")
OF_THE_ROUND = tuple(key for key in KEYS if key not in BEYOND)


def blocks(document: Document, key: str) -> tuple[Block, ...]:
    return next(part.blocks for part in document.parts if part.key == key)


def of_kind(document: Document, key: str, kind: type) -> list[Any]:
    return [block for block in blocks(document, key) if isinstance(block, kind)]


def aloud(document: Document, key: str) -> str:
    told = of_kind(document, key, Paragraph)
    return " ".join(each.text for each in told if each.voice == "aloud")


def every_text(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inside in value.values():
            yield from every_text(inside)
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from every_text(inside)


def whole_text(document: Document) -> str:
    return "\n".join(every_text(asdict(document)))


def test_parts_come_in_their_order_whatever_order_they_are_chosen_in(rounds: Rounds) -> None:
    document = report(rounds()[1], parts=list(reversed(KEYS)))
    missing = ("facts", "readiness")
    assert [part.key for part in document.parts] == [
        key for key in OF_THE_ROUND if key not in missing
    ]
    assert [part.title for part in document.parts] == [PARTS[part.key] for part in document.parts]
    chosen = report(rounds()[1], parts={"limits", "agree"})
    assert [part.key for part in chosen.parts] == ["agree", "limits"]


def test_a_part_that_there_is_not_is_refused_by_name(make_content: Make) -> None:
    with pytest.raises(ValueError, match=r"a part is one of summary, response, .*, not 'gossip'"):
        report(make_content(), parts=["agree", "gossip"])


def test_a_first_round_has_nothing_to_stand_beside(rounds: Rounds) -> None:
    first, second = rounds()
    assert "change" not in [part.key for part in report(first).parts]
    assert "change" in [part.key for part in report(second).parts]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("edition", shipped(), ids=lambda edition: edition.instrument.id)
@pytest.mark.parametrize("people", [(12, 7, 11), (6,), (4,), (0,), (2, 2, 2), (12, 7, 3)])
def test_every_instrument_and_small_teams_have_a_report(
    people: tuple[int, ...], edition: Any, language: str, make_content: Make
) -> None:
    document = report(make_content(edition=edition, people=people), language=language)
    assert document.language == language
    assert document.parts[0].key == "summary"
    told = [block for part in document.parts for block in part.blocks]
    assert all(
        len(row) == len(block.heads)
        for block in told
        if isinstance(block, Table)
        for row in block.rows
    )
    for chart in (block for block in told if isinstance(block, Bars)):
        assert all(len(series.values) == len(chart.bars) for series in chart.series)
        sums = [
            sum(filter(None, each)) for each in zip(*(s.values for s in chart.series), strict=True)
        ]
        assert max(sums) <= chart.most
    if sum(people) < 5:
        assert [part.key for part in document.parts] == [
            "summary", "response", "withheld", "method", "limits",
        ]  # fmt: skip


@pytest.mark.parametrize("which", [0, 1])
def test_the_table_of_all_statements_has_the_figures_of_the_other_formats(
    which: int, rounds: Rounds
) -> None:
    content = rounds()[which]
    rows = {
        row[0].split(". ", 1)[1]: row
        for table in of_kind(report(content), "every", Table)
        if len(table.heads) == 5 and table.heads[2].endswith("in 100")
        for row in table.rows
    }
    plain = as_plain(content)["items"]
    assert len(rows) == len(plain) == 45
    named = {"common_ground": "common ground", "leaning": "leaning one way"}
    for item in plain:
        _, said, share, standing, gap = rows[item["statement"]]
        assert share == (
            "–" if item["side_share"] is None else str(round(100 * item["side_share"]))
        )
        assert gap == ("–" if item["typical_gap"] is None else f"{item['typical_gap']:.2f}")
        assert standing == (
            "–" if item["label"] is None else named.get(item["label"], "two sides of the table")
        )
        assert str(item["people"]) in re.findall(r"\d+", said)


@pytest.mark.parametrize("which", [0, 1])
def test_charts_hold_the_counts_of_the_workbook(which: int, rounds: Rounds) -> None:
    content = rounds()[which]
    document = report(content)
    table = statement_table(content)
    of = {row[3]: dict(zip(table.headers, row, strict=True)) for row in table.rows}
    drawn = 0
    for key in ("agree", "spread"):
        for chart in of_kind(document, key, Bars):
            for place, label in enumerate(chart.bars):
                row = of[next(text for text in of if label.startswith(f"{text} ("))]
                shown = {
                    series.name: series.values[place]
                    for series in chart.series
                    if series.values[place] is not None
                }
                counts = [row[f"level_{level}"] for level in range(1, 5)]
                if counts[0] is None:
                    ((name, people),) = shown.items()
                    assert name.startswith("At least so many")
                    assert str(row["at_least"]).startswith(f"at least {people} of {row['people']}")
                else:
                    assert list(shown.values()) == counts
                drawn += 1
    assert drawn > 10
    (turnout,) = of_kind(document, "response", Bars)
    answered, silent = (series.values for series in turnout.series)
    assert [
        (name, people, people + missing)
        for name, people, missing in zip(turnout.bars, answered, silent, strict=True)
    ] == list(response_table(content).rows[:-1])


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "instrument_id",
    [
        "values_open",
        pytest.param("capacity_open", marks=pytest.mark.long),
        pytest.param(CHECK, marks=pytest.mark.long),
    ],
)
@pytest.mark.parametrize("people", [PEOPLE, (7,)])
def test_what_is_read_aloud_is_what_the_screen_says(
    people: tuple[int, ...], instrument_id: str, language: str, rounds: Rounds
) -> None:
    content = rounds(people, instrument_id)[1]
    document, reading = report(content, language=language), Reading(content, language)
    assert aloud(document, "response") == reading.response_sentence()
    assert aloud(document, "agree") == reading.agreement_sentence()
    assert aloud(document, "spread") == reading.spread_sentence()
    beside, moved = compared(reading), changed(reading)
    if beside is not None:
        assert beside.team_sentences() in aloud(document, "groups")
        told = [paragraph.text for paragraph in of_kind(document, "groups", Paragraph)]
        assert set(beside.details()) <= set(told)
        assert bool(averages(beside)) is (instrument_id != CHECK)
        assert averages(beside) <= set(told)
        assert [table.caption for table in of_kind(document, "groups", Table)][:-1] == [
            caption
            for key in beside.first()[:10]
            for caption in [table.caption for table in of_kind(document, "groups", Table)]
            if caption.startswith(f"{reading.statements[key].text} ")
        ]
    if moved is not None:
        without = reading.words.say("ready.change")
        expected = without if instrument_id == CHECK else moved.sentences()
        assert aloud(document, "change") == expected
    assert set(merged(reading)) <= {
        line for block in of_kind(document, "withheld", Bullets) for line in block.lines
    }
    shared = reading.shared_lines()
    if shared:
        assert of_kind(document, "doing", Bullets)[0].lines == shared


def averages(beside: Compared) -> set[str]:
    """What is told of all statements in one figure, which a readiness check does without."""
    say, of = beside.reading.words.say, beside.of
    if of.same_gap is not None and of.cross_gap is not None:
        return {say("together.exact", same=number(of.same_gap), cross=number(of.cross_gap))}
    gap = of.average_gap
    return set() if gap is None else {say("together.averages", gap=number(gap))}


def test_both_rounds_stand_beside_each_other_with_their_figures(rounds: Rounds) -> None:
    content = rounds()[1]
    of = as_plain(content)["change"]
    document = report(content)
    whole, each = of_kind(document, "change", Table)
    gap, side = whole.rows
    assert gap[1:3] == tuple(f"{of['typical_gap'][key]:.2f}" for key in ("before", "after"))
    assert side[1:3] == tuple(
        str(round(100 * of["side_share"][key])) for key in ("before", "after")
    )
    (ranges,) = of_kind(document, "change", Ranges)
    assert ranges.middle == (of["typical_gap"]["before"], of["typical_gap"]["after"])
    assert len(each.rows) == len(content.report.change.items)  # type: ignore[union-attr]


def test_words_that_may_not_leave_are_told_by_number(rounds: Rounds) -> None:
    content = rounds()[1]
    kept = replace(content, edition=licensed(content.edition, exportable=False))
    for language in ("en", "es"):
        text = whole_text(report(kept, language=language))
        wording = content.edition.wording(language)
        for words in (*wording.items.values(), *wording.facts.values()):
            assert words.text not in text
        assert not any(question in text for question in wording.prompts.values())
        assert not any(section.title in text for section in wording.sections.values())
        assert ("Statement 1" if language == "en" else "Afirmación 1") in text


def test_what_was_not_released_changes_no_letter(make_content: Make) -> None:
    """Answers to a statement that too few answered, turned around: nobody can see it."""
    seen = []
    for hidden in (0, 3):
        sheets = answers(PEOPLE, seed=5, instrument_id="values_open")
        sheets.levels[:, 4] = NOT_REACHED
        sheets.levels[:3, 4] = hidden
        released = publish(sheets, terms=terms(PEOPLE, instrument_id="values_open"))
        content = replace(make_content(), report=released, sha256=checksum(released))
        seen.append(report(content))
        statement = content.statements[content.report.items[4].id].text
        assert content.report.items[4].team is None
        assert [row[1:] for table in of_kind(seen[-1], "every", Table) for row in table.rows
                if row[0].endswith(statement)] == [("Not shown", "–", "–", "–")]  # fmt: skip
        charts = [
            block for part in seen[-1].parts for block in part.blocks if isinstance(block, Bars)
        ]
        assert not any(statement in label for chart in charts for label in chart.bars)
        left_out = "\n".join(every_text([asdict(block) for block in blocks(seen[-1], "withheld")]))
        assert statement in left_out
    assert seen[0] == seen[1]


def test_a_group_that_was_counted_with_another_is_only_in_their_common_name(
    make_content: Make,
) -> None:
    document = report(make_content(people=(12, 11, 3)))
    told = [block for part in document.parts for block in part.blocks]
    rows = [row for block in told if isinstance(block, Table) for row in block.rows]
    assert any("Treatment" in cell for row in rows for cell in row)
    assert not any(cell == "Treatment" for row in rows for cell in row)
    (turnout,) = of_kind(document, "response", Bars)
    assert "Treatment" not in turnout.bars


def test_a_made_up_team_and_its_checksum_stand_in_front(make_content: Make) -> None:
    content = make_content(demo=True)
    remarks = report(content).remarks
    assert remarks[0].startswith("MADE-UP DATA")
    assert remarks[-1].endswith(content.sha256)
    assert not any("MADE-UP" in line for line in report(make_content()).remarks)


def test_a_round_alone_is_all_that_a_report_needs(rounds: Rounds) -> None:
    content = rounds()[1]
    assert report(Sources(content)) == report(content)


def test_facts_of_the_whole_team_are_counted_as_released(make_content: Make) -> None:
    facts = {"fact_years": {"under2": 14, "2to5": 16}}
    (table,) = of_kind(report(make_content(facts=facts)), "facts", Table)
    assert [people for _, people in table.rows] == ["14", "16"]
    assert table.caption == shipped_edition("values_open").wording("en").facts["fact_years"].text
