"""The report as plain tables: the one source of every file that has rows and columns."""

from collections.abc import Iterator
from dataclasses import dataclass

from data.exports.content import ReportContent
from data.exports.labels import Statement
from data.exports.reasons import general_notes, reason
from scoring.release import Figure
from scoring.report import Measures, ReportedItem

Cell = str | int | float | None

MEASURE_NOTES: dict[str, str] = {
    "people": "How many gave an answer on the scale. Don't know, skipped and blank are not in it.",
    "did_not_know": (
        "How many did not know or chose not to say. “up to 2” where the exact number is not shown."
    ),
    "shown_as": (
        "counts: people per level. at least: nearly everybody is on one level or side. "
        "sides: people per half of the scale. average: one mean for the group. "
        "people only: that they answered, not what. not shown: nothing."
    ),
    "level_1 ...": (
        "People per level, in the order of the scale; the codebook says what each level is."
    ),
    "lower_half, middle, upper_half": "People per side of the scale, where that may be shown.",
    "at_least": "What is said in place of counts that are nearly all alike.",
    "average": "Mean of the printed scale values.",
    "average_is": (
        "exact; half_step: to the nearest half step; at_most and at_least: one end is left open."
    ),
    "side_people, side_share": "People on the upper half of the scale, and their share, 0 to 1.",
    "typical_gap": (
        "How far apart two people picked at random are, in steps of the scale. 0: all alike."
    ),
    "consensus": "1: all alike. 0: two equal camps at the two ends.",
    "label": (
        "common_ground: at least 80 % on one side and not far apart. split: less than two thirds "
        "on either side. leaning: in between."
    ),
    "spread": "close, some or wide, from the typical gap as a share of the scale.",
}


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet.

    Attributes:
        title: its name, at most 31 characters.
        headers: one for each column.
        rows: cells in the order of the headers; None is an empty cell.
        widths: in characters, one for each column.
    """

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()


def about(content: ReportContent) -> tuple[str, ...]:
    """What a reader must know before the numbers, line by line."""
    release, instrument = content.report.release, content.edition.instrument
    lines = [content.edition.wording(content.language).title, f"Round: {content.title}"]
    if content.team:
        lines.append(f"Team: {content.team}")
    if content.demo:
        lines.append("MADE-UP DATA: this team does not exist. Do not use these figures.")
    lines.append(f"Questionnaire: {instrument.id}, version {instrument.version}")
    if content.opened_on and content.closes_on:
        lines.append(f"Open from {content.opened_on} through {content.closes_on}")
    invited = f" of {release.invited} invited" if release.invited is not None else ""
    lines.append(f"People who answered: {release.people}{invited}")
    lines.extend(_rules(content))
    lines.extend(_notices(content))
    lines.extend(f"Note on the input: {warning}" for warning in content.warnings)
    lines.append(f"Checksum of the released result (SHA-256): {content.sha256}")
    return tuple(lines)


def every_table(content: ReportContent) -> tuple[Table, ...]:
    """All tables in the order in which they should be read."""
    tables = [
        statement_table(content),
        group_table(content),
        response_table(content),
        withheld_table(content),
    ]
    if content.report.release.facts:
        tables.append(fact_table(content))
    return (*tables, codebook_table(content), terms_table())


def statement_table(content: ReportContent) -> Table:
    """One row a statement: the whole team."""
    levels = most_levels(content)
    headers = (
        *("number", "id", "section", "statement", *_figure_headers(levels)),
        *("side_people", "side_share", "typical_gap", "consensus", "label", "spread"),
    )
    rows = tuple(
        (
            *_statement_cells(content, item),
            *figure_cells(item.team, levels=levels, statement=content.statements[item.id]),
            *measure_cells(item.measures),
        )
        for item in content.report.items
    )
    return Table("Statements", headers, rows, (8, 24, 24, 60))


def group_table(content: ReportContent) -> Table:
    """One row a statement and group, groups in alphabetical order."""
    levels = most_levels(content)
    headers = ("number", "id", "section", "statement", "group", *_figure_headers(levels))
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


def codebook_table(content: ReportContent) -> Table:
    """What each statement and level is, in every language that may be exported."""
    wordings = list(content.wordings())
    languages = [wording.language for wording in wordings]
    headers = (
        *("number", "id", "section", "levels", "ordinal", "scored", "reverse"),
        *(f"{part}_{language}" for language in languages for part in ("statement", "levels")),
    )
    in_words = {language: content.statements_in(language) for language in languages}
    rows = tuple(
        (
            *_codebook_cells(content, statement),
            *(
                cell
                for language in languages
                for cell in (
                    in_words[language][statement.id].text,
                    levels_in_words(in_words[language][statement.id]),
                )
            ),
        )
        for statement in content.statements.values()
    )
    return Table("Codebook", headers, rows, (8, 24, 24, 30, 9, 9, 9, *(60, 60) * len(languages)))


def terms_table() -> Table:
    """What each column means."""
    return Table("Terms", ("column", "meaning"), tuple(MEASURE_NOTES.items()), (34, 100))


def group_figures(content: ReportContent, item: ReportedItem) -> Iterator[tuple[str, Figure]]:
    """The groups of one statement by name, in alphabetical order; none where they are not shown."""
    names = [content.released_group_name(group) for group in content.report.release.groups]
    if item.groups is not None:
        yield from sorted(
            zip(names, item.groups, strict=True), key=lambda named: named[0].casefold()
        )


def figure_cells(figure: Figure | None, *, levels: int, statement: Statement) -> tuple[Cell, ...]:
    """A figure in the columns of `_figure_headers`; what the door left open stays empty."""
    if figure is None:
        return (None, None, "not shown", *(None,) * (levels + 6))
    counts = figure.counts or ()
    return (
        figure.people,
        _no_answer(figure),
        _shown_as(figure),
        *counts,
        *(None,) * (levels - len(counts)),
        *(figure.sides or (None, None, None)),
        at_least_in_words(figure, statement=statement),
        None if figure.mean is None else round(figure.mean, 4),
        figure.mean_edge,
    )


def measure_cells(measures: Measures | None) -> tuple[Cell, ...]:
    """The measures of the whole team; what the door left open stays empty."""
    if measures is None:
        return (None,) * 6
    return (
        measures.side_people,
        _rounded(measures.side_share),
        _rounded(measures.typical_gap),
        _rounded(measures.consensus),
        measures.label,
        measures.spread,
    )


def at_least_in_words(figure: Figure, *, statement: Statement) -> str | None:
    """Such as "at least 28 of 30: Strongly agree"; None where counts are shown."""
    nearly = figure.at_least
    if nearly is None:
        return None
    count = len(statement.levels)
    edges = (0, count // 2, (count + 1) // 2, count)
    if nearly.kind == "level":
        labels = statement.levels[nearly.index : nearly.index + 1]
    else:
        labels = statement.levels[edges[nearly.index] : edges[nearly.index + 1]]
    return f"at least {nearly.people} of {figure.people}: {' or '.join(labels)}"


def levels_in_words(statement: Statement) -> str:
    """Such as "1 = Strongly disagree; 2 = Disagree"."""
    pairs = zip(statement.printed, statement.levels, strict=True)
    return "; ".join(f"{value:g} = {label}" for value, label in pairs)


def why_in_words(content: ReportContent, place: int) -> str:
    """The reason for one entry of the release's list of what is withheld."""
    release = content.report.release
    return reason(
        release.withheld[place], release=release, names=content.names, language=content.language
    )


def most_levels(content: ReportContent) -> int:
    """The number of levels of the longest scale that is reported."""
    return max((item.released.levels for item in content.report.items), default=0)


def _figure_headers(levels: int) -> tuple[str, ...]:
    return (
        *("people", "did_not_know", "shown_as"),
        *(f"level_{level}" for level in range(1, levels + 1)),
        *("lower_half", "middle", "upper_half", "at_least", "average", "average_is"),
    )


def _statement_cells(content: ReportContent, item: ReportedItem) -> tuple[Cell, ...]:
    statement = content.statements[item.id]
    return statement.number, statement.id, statement.section, statement.text


def _codebook_cells(content: ReportContent, statement: Statement) -> tuple[Cell, ...]:
    item_id = statement.id.partition(".")[0]
    item = content.edition.instrument.item(item_id)
    return (
        statement.number,
        statement.id,
        statement.section,
        levels_in_words(statement),
        _yes(value=statement.ordinal),
        _yes(value=bool(getattr(item, "scored", False))),
        _yes(value=bool(getattr(item, "reverse", False))),
    )


def _rules(content: ReportContent) -> Iterator[str]:
    release = content.report.release
    if release.public:
        yield "The answers were public before, so every figure is exact."
        return
    yield (
        f"Figures are shown only for groups of {release.smallest_group} or more people. Smaller "
        "groups are counted together with others; the sheet Withheld says which, and why."
    )
    yield (
        f"Merged or left out here: {len(release.withheld)}. This file holds no figure that the "
        "results screen does not show."
    )


def _notices(content: ReportContent) -> Iterator[str]:
    instrument = content.edition.instrument
    if not instrument.validated:
        yield (
            "This questionnaire has not been validated by research. It opens a talk; "
            "it does not measure anybody."
        )
    if instrument.owner:
        permission = (
            f" Used with permission: {instrument.permission}." if instrument.permission else ""
        )
        yield f"The wording belongs to {instrument.owner}.{permission}"
    if not content.wording_allowed:
        yield "The wording may not be exported, so statements are called by number."
    else:
        yield f"License of the wording: {instrument.license}"


def _shown_as(figure: Figure) -> str:
    if figure.counts is not None:
        return "counts"
    if figure.at_least is not None:
        return "at least"
    if figure.sides is not None:
        return "sides"
    return "people only" if figure.mean is None else "average"


def _no_answer(figure: Figure) -> Cell:
    if figure.no_answer is not None:
        return figure.no_answer
    most = figure.no_answer_at_most
    return None if most is None else f"up to {most}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _yes(*, value: bool) -> str:
    return "yes" if value else "no"
