"""What a report says beside the round: scan, gaps, families, guide, principles and plan."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest

from data.action_views import ActionEntry, ActionSince, ActionView, PlanView, Source
from data.exports.content import ReportContent
from data.exports.report.document import Block, Bullets, Document, Paragraph, Ranges, Table
from data.exports.report.gather import report
from data.exports.report.pdf import write_pdf
from data.exports.report.sources import Sources
from data.exports.resources.actions import signing
from data.exports.scan.summaries import sections_table
from data.guide_views import (
    GuideView,
    LineView,
    PickView,
    PrinciplesView,
    SavedText,
    WordView,
)
from data.services import gap_weights, listings, resource_files, scan_files, teams
from data.services.gap_order import gap_order
from data.services.listings import CapacityEntry
from data.services.scan_settling import work_list
from data.views import TeamView
from scoring.scanned import KNOWN
from tests.data.exports.families.coded import report as findings
from tests.data.exports.report.test_gather import every_text
from tests.data.exports.resources.mapped import CANARIES, fill
from tests.data.exports.test_scan_exports import DISSENT, ROSTER, first_round

Make = Callable[..., ReportContent]
DAY = date(2026, 11, 20)


def part_of(document: Document, key: str) -> tuple[Block, ...]:
    return next((part.blocks for part in document.parts if part.key == key), ())


def tables(blocks: tuple[Block, ...]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def paragraphs(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def lines(blocks: tuple[Block, ...]) -> list[str]:
    return [line for block in blocks if isinstance(block, Bullets) for line in block.lines]


@pytest.fixture
def team(sqlite_database: str) -> TeamView:
    return teams.create_team("River county", "", ROSTER)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_scan_is_told_as_its_own_file_tells_it(
    team: TeamView, language: str, make_content: Make
) -> None:
    first_round(team)
    content = scan_files.for_export(team.id, as_what="pdf")
    blocks = part_of(report(Sources(make_content(), scan=content), language=language), "scan")
    table = sections_table(content)
    rows = [dict(zip(table.headers, row, strict=True)) for row in table.rows]
    sections, waiting = tables(blocks)
    assert len(sections.rows) == len(rows)
    for said, row in zip(sections.rows, rows, strict=True):
        assert said[1].startswith(str(row["known"]))
        assert str(row["applicable"]) in said[1]
        share = row["in_place_share"]
        assert share is None or said[2] == str(round(100 * share))  # type: ignore[operator]
        assert said[3] == str(row["differ"])
    whole = content.rounds[0].board
    known = sum(item.standing in KNOWN for item in whole.items)
    assert str(known) in paragraphs(blocks)[0]
    assert len(waiting.rows) == min(len(work_list(whole)), 20)
    assert [row[2] for row in waiting.rows if row[2] == team.agencies[2].name]
    assert DISSENT not in "\n".join(every_text([asdict(block) for block in blocks]))


def test_gaps_have_the_figures_of_the_map_and_no_hidden_place(
    sqlite_database: str, make_content: Make
) -> None:
    made = teams.create_team("River county", "", ROSTER[:2])
    ids = fill(made)
    units = CapacityEntry("family units", maximum=6, mean_stay_days=90, source="Call")
    listings.save_capacity(made.id, ids["s2"], units, based_on=0)
    content = resource_files.for_export(made.id, as_what="pdf")
    document = report(Sources(make_content(), gaps=content))
    blocks = part_of(document, "gaps")
    order = gap_order(content.report, {})
    assert order.gaps
    (ranges,) = [block for block in blocks if isinstance(block, Ranges)]
    for name in ("low", "likely", "high"):
        shown = getattr(ranges, "middle" if name == "likely" else name)
        assert list(shown) == [round(100 * getattr(each, name)) for each in order.gaps]
    assert not any("weights that the team has saved" in each for each in paragraphs(blocks))
    gap_weights.save(made.id, {order.gaps[0].category: 0, "legal": 4}, based_on=0)
    weighed = resource_files.for_export(made.id, as_what="pdf")
    parts = part_of(report(Sources(make_content(), gaps=weighed)), "gaps")
    assert any("weights that the team has saved" in each for each in paragraphs(parts))
    assert len([block for block in parts if isinstance(block, Ranges)]) == (len(order.gaps) > 1)
    (signed,) = tables(blocks)
    found = [each for each in content.findings if each.signed_by]
    assert len(signed.rows) == len(found) == 1
    assert signed.rows[0][4].startswith(signing(content, found[0])[0])
    assert "sees it differently: Not by us." in signed.rows[0][4]
    assert any("1 question is open" in text for text in paragraphs(blocks))
    text = "\n".join(every_text(asdict(document))).casefold()
    assert [each for each in CANARIES if each.casefold() in text] == []


def test_a_map_without_anything_and_a_team_without_a_scan_have_no_part(
    team: TeamView, make_content: Make
) -> None:
    document = report(
        Sources(
            make_content(),
            scan=scan_files.for_export(team.id, as_what="pdf"),
            gaps=resource_files.for_export(team.id, as_what="pdf"),
        )
    )
    assert not part_of(document, "scan")
    assert not part_of(document, "gaps")


@pytest.mark.parametrize("language", ["en", "es"])
def test_families_are_heard_with_every_theme_and_quote_that_was_let_through(
    language: Any, make_content: Make
) -> None:
    said = replace(findings(), language=language)
    blocks = part_of(report(Sources(make_content(), themes=(said,)), language=language), "themes")
    text = "\n".join(every_text([asdict(block) for block in blocks]))
    for theme in said.themes:
        assert theme.statement in text
        assert theme.spread in text
        assert all(quote.text in text for quote in theme.quotes)
    for each in said.withheld:
        assert each.why not in text
    assert part_of(report(make_content(), language=language), "themes") == ()


def test_every_plan_is_named_and_no_two_themes_have_one_number(make_content: Make) -> None:
    plans = (replace(findings(), title="Spring group"), replace(findings(), title="Fall group"))
    blocks = part_of(report(Sources(make_content(), themes=plans)), "themes")
    heads = [each.text for each in blocks if getattr(each, "voice", "") == "heading"]
    assert [each for each in heads if "group" in each] == [
        "Family group: Spring group",
        "Family group: Fall group",
    ]
    numbered = [each for each in heads if each.startswith("Theme ")]
    assert len(set(numbered)) == len(numbered) == 2 * len(findings().themes)
    assert numbered[-1].startswith(f"Theme {len(numbered)}")


def guide() -> GuideView:
    pick = PickView(
        item="one",
        number=3,
        section="Section",
        text="The words that stay here.",
        text_to_leave="Statement 3",
        reasons=("split",),
        title="A wide range of views",
        why=("13 of 26 agree.", "Chance would do that often."),
        questions=("What have you seen?",),
        note=SavedText("The judge said no.", 1, "Ana", DAY),
    )
    return GuideView(
        *("wave", "team", "Table", False, "Fall", "en", ("en",), 1, "Take one.", "Mind the notes."),
        picks=(pick,),
        others={},
    )


def test_a_guide_leaves_without_the_notes_of_the_table(make_content: Make) -> None:
    blocks = part_of(report(Sources(make_content(), guide=guide())), "guide")
    assert paragraphs(blocks) == [
        "Take one.",
        "1. Statement 3",
        "A wide range of views. 13 of 26 agree.",
        "Chance would do that often.",
    ]
    assert [each.voice for each in blocks if isinstance(each, Paragraph)] == [
        *("plain", "heading", "plain", "note")
    ]
    assert lines(blocks) == ["What have you seen?"]
    document = report(Sources(make_content(), guide=guide()))
    text = "\n".join(every_text(asdict(document)))
    assert "The judge said no." not in text
    assert "The words that stay here." not in text
    assert not part_of(report(Sources(make_content(), guide=replace(guide(), picks=()))), "guide")


def principles(**changes: Any) -> PrinciplesView:
    def word(code: str, name: str, *, agrees: bool, last: bool = True) -> WordView:
        return WordView(code, name, agrees, "Not the second line.", "d", True, last, "Ana", DAY)

    values: dict[str, Any] = {
        "team_id": "team",
        "team_name": "Table",
        "demo": False,
        "lines": (LineView("l", "w", "Fall", "one", SavedText("We agree: homes first.", 1)),),
        "mission": SavedText("Families stay together.", 1, "Ana", DAY),
        "vision": SavedText(),
        "state": "ready",
        "digest": "d",
        "said": (
            word("a", "Child welfare", agrees=True),
            word("b", "Court", agrees=False),
            word("c", "Clinic", agrees=True, last=False),
        ),
        "waiting": ("Clinic",),
    }
    return PrinciplesView(**(values | changes))


def test_principles_are_told_with_who_signs_and_who_sees_them_differently(
    make_content: Make,
) -> None:
    blocks = part_of(report(Sources(make_content(), principles=principles())), "principles")
    assert paragraphs(blocks) == [
        "These words are ready to sign.",
        "Our mission: Families stay together.",
        "What we agree on:",
        "Signed by Child welfare.",
        "Court sees it differently: Not the second line.",
        "Not heard from yet: Clinic.",
    ]
    assert lines(blocks) == ["We agree: homes first."]
    nothing = principles(lines=(), mission=SavedText(), said=(), waiting=())
    assert not part_of(report(Sources(make_content(), principles=nothing)), "principles")


def plan() -> PlanView:
    entry = ActionEntry(
        "Call each parent back", "a", ("b",), DAY, "under_way", "", DAY, "Fewer calls missed"
    )
    other = ActionEntry("Meet on Mondays", "b", status="stopped", reason="No room")
    source = Source("statement", {"wave": "w"}, "Rides come late.", "Fall")
    heard = Source("theme", {}, "Families said that.", "Groups")
    actions = [
        ActionView(str(place), 1, each, of, name, helpers, DAY, False, "Ana", DAY)
        for place, (each, of, name, helpers) in enumerate(
            ((entry, source, "Clinic", ("Court",)), (other, heard, "Court", ()))
        )
    ]
    return PlanView("team", None, tuple(ActionSince(each, None) for each in actions), (), DAY)


def test_a_plan_has_who_when_and_what_would_show_it(make_content: Make) -> None:
    (table,) = tables(part_of(report(Sources(make_content(), plan=plan())), "plan"))
    assert table.rows == (
        (
            "Call each parent back (from: Rides come late.)",
            "Clinic, with Court",
            "November 20, 2026",
            "under way",
            "Fewer calls missed (we look on November 20, 2026)",
        ),
        ("Meet on Mondays", "Court", "no day yet", "stopped: No room", "–"),
    )
    spanish = report(Sources(make_content(), plan=plan()), language="es")
    (table,) = tables(part_of(spanish, "plan"))
    assert table.rows[0][2:4] == ("20 de noviembre de 2026", "en curso")
    assert not part_of(report(Sources(make_content(), plan=replace(plan(), actions=()))), "plan")


def test_all_of_it_together_is_a_file_that_follows_the_standard(make_content: Make) -> None:
    document = report(
        Sources(
            make_content(),
            themes=(findings(),),
            guide=guide(),
            principles=principles(),
            plan=plan(),
        )
    )
    keys = [part.key for part in document.parts]
    assert keys.index("guide") < keys.index("doing") < keys.index("principles") < keys.index("plan")
    assert b"pdfuaid:part" in write_pdf(document)
