"""How much of each section is known, how far agencies agree, and the sheets of the team."""

from math import isnan

from data.exports.cells import Cell
from data.exports.scan.words import NO_ALPHA, section_title
from data.exports.table import Table
from data.services.scan_files import ScanExport, ScanRound
from scoring.scanned import STANDINGS, Section

_OUTCOME = (
    *("indicator", "title", "statistic", "numerator", "denominator", "value", "low", "high"),
    *("period_start", "period_end", "cohort", "source", "source_date"),
)


def sections_table(content: ScanExport) -> Table:
    """One row for each section of each round: all eight standings, and what may be told of them."""
    rows: list[tuple[Cell, ...]] = []
    for each in content.rounds:
        under = each.board.scan.edition.checklist.hidden_under
        for section in each.board.sections:
            told, name = section.summary, section_title(each, section.id)
            rows.append(
                (
                    *(each.board.scan.number, name, len(section.items)),
                    *(told.counts[standing] for standing in STANDINGS),
                    *(told.applicable, told.known, told.known_share, told.in_place_share),
                    why_hidden(told, under=under),
                )
            )
    headers = (
        *("round", "section", "items", *STANDINGS, "applicable", "known", "known_share"),
        *("in_place_share", "why_not_told"),
    )
    widths = (7, 40, 7, *(11,) * len(STANDINGS), 10, 8, 11, 13, 50)
    return Table("Sections", headers, tuple(rows), widths)


def agreement_table(content: ScanExport) -> Table:
    """One row for each round: agreement never stands alone, but beside who did not know."""
    headers = (
        *("round", "alpha", "alpha_low", "alpha_high", "why_not_told", "items_compared"),
        *("items_that_differ", "conflict_share", "answers_compared", "agencies"),
        *("dont_know_share", "dont_know", "asked"),
    )
    rows = tuple(_agreement_row(each) for each in content.rounds)
    return Table("Agreement", headers, rows, (7, 9, 9, 10, 44, *(11,) * 8))


def raters_table(content: ScanExport) -> Table:
    """Who answers for which agency."""
    names = {agency.code: agency.name for agency in content.team.agencies}
    rows = tuple(
        (each.shown, each.role, names.get(each.agency_code or "")) for each in content.raters
    )
    return Table("Who answers", ("person", "role", "agency"), rows, (30, 14, 40))


def outcomes_table(content: ScanExport) -> Table:
    """The baseline as it may leave the team: words stand where a count is hidden."""
    rows = tuple(
        tuple(_cell(getattr(each, name)) for name in _OUTCOME) for each in content.outcomes
    )
    widths = (28, 40, 20, 12, 12, 9, 9, 9, 12, 12, 40, 30, 12)
    return Table("Outcomes", _OUTCOME, rows, widths)


def number_or_none(value: float) -> float | None:
    """What can be told; nothing where it is not a number."""
    return None if isnan(value) else value


def why_hidden(told: Section, *, under: float) -> str | None:
    """Why a section has no share in place; nothing where it has one."""
    if told.in_place_share is not None:
        return None
    if not told.applicable:
        return "no item applies here"
    return f"too little is known: {told.known} of {told.applicable}; it takes {under:.0%}"


def _agreement_row(each: ScanRound) -> tuple[Cell, ...]:
    said, unsure = each.board.agreement, each.board.dont_know
    numbers = (number_or_none(said.alpha), number_or_none(said.low), number_or_none(said.high))
    return (
        *(each.board.scan.number, *numbers, NO_ALPHA[said.reason] if said.reason else None),
        *(said.units, said.differing, number_or_none(said.conflict_share), said.answers),
        *(said.raters, number_or_none(unsure.share), unsure.dont_know, unsure.asked),
    )


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, str | int | float):
        return value
    return str(value)
