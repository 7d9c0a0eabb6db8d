"""The parts of the report to work with: questions to talk about, next steps, all statements."""

from collections.abc import Iterator, Mapping

from data.exports.report.document import Block, Bullets, Paragraph, Table
from data.exports.report.telling import MOST_ROWS, Telling
from data.exports.report.words import in_100, number
from scoring.report import ReportedItem
from surveys.figures import figure_sentence

_MOST_COLUMNS = 5
"""Groups that fit side by side on a page."""


def prompts(told: Telling) -> tuple[Block, ...]:
    """Questions to take to the table, each with the statement it goes with; empty without any."""
    lines = tuple(_asked(told))
    return (Paragraph(told.say("prompts_say")), Bullets(lines)) if lines else ()


def doing(told: Telling) -> tuple[Block, ...]:
    """Shared statements to start from, and three questions."""
    say, alike = told.words.say, told.alike()[:MOST_ROWS]
    questions = Table(
        say("doing.start"),
        tuple(say(f"doing.{key}") for key in ("what", "who", "when")),
        (("", "", ""),) * 4,
    )
    if not alike:
        start: tuple[Block, ...] = (Paragraph(say("doing.lines_none"), "aloud"),)
    else:
        lines = Bullets(tuple(told.shared_line(item_id) for item_id in alike))
        start = (Paragraph(say("report.lines")), lines)
    return (Paragraph(say("doing.say"), "aloud"), *start, questions)


def every(told: Telling) -> tuple[Block, ...]:
    """All statements in the order of the questionnaire, a table for each section."""
    say = told.words.say
    return (
        Paragraph(say("report.every_say")),
        *_section_tables(told),
        *_by_group(told),
    )


def _asked(told: Telling) -> Iterator[str]:
    if not told.content.wording_allowed:
        return
    fitting: Mapping[str, tuple[str, ...]] = {
        "widest_gap": (*told.apart(), *told.widest()),
        "agreement": told.alike(),
        "many_unsure": told.report.unsure,
    }
    wording = told.content.edition.wording(told.words.language)
    for key, question in wording.prompts.items():
        chosen = fitting.get(key)
        if chosen is None:
            yield question
        elif chosen:
            about = told.say("prompts_for", statement=told.statements[chosen[0]].text)
            yield f"{question} {about}"


def _section_tables(told: Telling) -> Iterator[Table]:
    say = told.words.say
    heads = (
        say("table.statement"),
        say("table.reading"),
        say("report.share_head"),
        say("report.standing"),
        say("report.gap_head"),
    )
    for section, items in _by_section(told).items():
        yield Table(section, heads, tuple(_row(told, item) for item in items))


def _by_section(told: Telling) -> dict[str, list[ReportedItem]]:
    sections: dict[str, list[ReportedItem]] = {}
    for item in told.report.items:
        sections.setdefault(told.statements[item.id].section, []).append(item)
    return sections


def _row(told: Telling, item: ReportedItem) -> tuple[str, ...]:
    measures, none = item.measures, told.words.say("report.none")
    share = measures.side_share if measures else None
    gap = measures.typical_gap if measures else None
    return (
        _numbered(told, item),
        told.told(item.id),
        none if share is None else in_100(share),
        told.standing(item) or none,
        none if gap is None else f"{gap:.2f}",
    )


def _by_group(told: Telling) -> Iterator[Block]:
    """What was shown of each group, statement by statement; the rest is for the team only."""
    say = told.words.say
    shown = [item for item in told.report.items if item.groups is not None]
    if not shown:
        return
    yield Paragraph(say("report.by_group_say"))
    if len(told.group_names) <= _MOST_COLUMNS:
        rows = tuple((_numbered(told, item), *_cells(told, item)) for item in shown)
        yield Table(say("report.by_group"), (say("table.statement"), *told.group_names), rows)
        return
    for item in shown:
        rows = tuple(zip(told.group_names, _cells(told, item), strict=True))
        yield Table(_numbered(told, item), (say("table.group"), say("table.reading")), rows)


def _cells(told: Telling, item: ReportedItem) -> Iterator[str]:
    """Each group in a few signs: an average as a number, all else in the usual words."""
    look, figures = told.look(item.id), item.groups or ()
    for place in told.group_order:
        figure = figures[place]
        if figure.mean is None or figure.counts is not None or figure.at_least is not None:
            yield figure_sentence(figure, look=look, words=told.words)
        else:
            edge = figure.mean_edge if figure.mean_edge in ("at_most", "at_least") else "near"
            yield told.words.say(f"report.mean_{edge}", mean=number(figure.mean))


def _numbered(told: Telling, item: ReportedItem) -> str:
    statement = told.statements[item.id]
    if not told.content.wording_allowed:
        return statement.text
    return told.words.say("report.numbered", number=statement.number, statement=statement.text)
