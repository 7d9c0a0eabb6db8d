"""The report as plain tables: the one source of every file that has rows and columns."""

from collections.abc import Iterator

from data.exports.cells import Cell, figure_cells, figure_headers, measure_cells
from data.exports.codebook import codebook_table, terms_table
from data.exports.comparing import (
    change_table,
    comparing_cells,
    comparing_headers,
    comparison_table,
)
from data.exports.content import ReportContent
from data.exports.readiness import asked_of, readiness_table
from data.exports.reasons import general_notes, reason
from data.exports.table import Table
from scoring.release import Figure
from scoring.report import ReportedItem


def every_table(content: ReportContent) -> tuple[Table, ...]:
    """All tables in the order in which they should be read."""
    tables = [
        statement_table(content),
        group_table(content),
        response_table(content),
        withheld_table(content),
    ]
    if content.report.comparison is not None:
        tables.insert(2, comparison_table(content))
    if content.report.change is not None:
        tables.insert(2, change_table(content))
    if asked_of(content.edition.instrument):
        tables.insert(2, readiness_table(content))
    if content.report.release.facts:
        tables.append(fact_table(content))
    return (*tables, codebook_table(content), terms_table(content))


def statement_table(content: ReportContent) -> Table:
    """One row a statement: the whole team."""
    levels = most_levels(content)
    headers = (
        *("number", "id", "section", "statement", *figure_headers(levels)),
        *("side_people", "side_share", "typical_gap", "consensus", "label", "spread"),
        *comparing_headers(),
    )
    rows = tuple(
        (
            *_statement_cells(content, item),
            *figure_cells(item.team, levels=levels, statement=content.statements[item.id]),
            *measure_cells(item.measures),
            *comparing_cells(item.apart),
        )
        for item in content.report.items
    )
    return Table("Statements", headers, rows, (8, 24, 24, 60))


def group_table(content: ReportContent) -> Table:
    """One row a statement and group, groups in alphabetical order."""
    levels = most_levels(content)
    headers = ("number", "id", "section", "statement", "group", *figure_headers(levels))
    rows = tuple(
        (
            *_statement_cells(content, item),
            name,
            *figure_cells(figure, levels=levels, statement=content.statements[item.id]),
        )
        for item in content.report.items
        for name, figure in group_figures(content, item)
    )
    return Table("Groups", headers, rows, (8, 24, 24, 60, 40))


def response_table(content: ReportContent) -> Table:
    """Who answered, by reporting group and in all."""
    release = content.report.release
    groups = sorted(
        (
            (content.released_group_name(group), group.people, group.invited)
            for group in release.groups
        ),
        key=lambda row: row[0].casefold(),
    )
    shown = groups if release.groups_shown else []
    rows = (*shown, ("Whole team", release.people, release.invited))
    return Table("Response", ("group", "answered", "invited"), rows, (60, 12, 12))


def withheld_table(content: ReportContent) -> Table:
    """What was merged or left out, and why."""
    release = content.report.release
    rows = [
        (
            withheld.what,
            content.names.get(withheld.subject, withheld.subject),
            why_in_words(content, place),
            content.names.get(withheld.into, withheld.into) if withheld.into else None,
        )
        for place, withheld in enumerate(release.withheld)
    ]
    notes = general_notes(release, names=content.names, language=content.language)
    rows += [("rule", None, note, None) for note in notes]
    return Table("Withheld", ("what", "which", "why", "counted_in"), tuple(rows), (12, 50, 80, 50))


def fact_table(content: ReportContent) -> Table:
    """Facts about the whole team, small options counted together."""
    rows = tuple(
        (
            content.fact_name(fact.id),
            " / ".join(content.fact_option(fact.id, option) for option in options),
            people,
        )
        for fact in content.report.release.facts
        for options, people in fact.cells
    )
    return Table("Facts", ("fact", "answer", "people"), rows, (60, 50, 10))


def group_figures(content: ReportContent, item: ReportedItem) -> Iterator[tuple[str, Figure]]:
    """The groups of one statement by name, in alphabetical order; none where they are not shown."""
    names = [content.released_group_name(group) for group in content.report.release.groups]
    if item.groups is not None:
        yield from sorted(
            zip(names, item.groups, strict=True), key=lambda named: named[0].casefold()
        )


def why_in_words(content: ReportContent, place: int) -> str:
    """The reason for one entry of the release's list of what is withheld."""
    release = content.report.release
    return reason(
        release.withheld[place], release=release, names=content.names, language=content.language
    )


def most_levels(content: ReportContent) -> int:
    """The number of levels of the longest scale that is reported."""
    return max((item.released.levels for item in content.report.items), default=0)


def _statement_cells(content: ReportContent, item: ReportedItem) -> tuple[Cell, ...]:
    statement = content.statements[item.id]
    return statement.number, statement.id, statement.section, statement.text
