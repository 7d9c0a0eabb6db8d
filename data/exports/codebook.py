"""What each statement, level and column means."""

from data.exports.cells import Cell
from data.exports.comparing import COMPARING_NOTES
from data.exports.content import ReportContent
from data.exports.labels import Statement
from data.exports.readiness import READINESS_NOTES, asked_of
from data.exports.table import Table

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


def terms_table(content: ReportContent) -> Table:
    """What each column means."""
    notes = {**MEASURE_NOTES, **COMPARING_NOTES}
    if asked_of(content.edition.instrument):
        notes |= READINESS_NOTES
    return Table("Terms", ("column", "meaning"), tuple(notes.items()), (34, 100))


def levels_in_words(statement: Statement) -> str:
    """Such as "1 = Strongly disagree; 2 = Disagree"."""
    pairs = zip(statement.printed, statement.levels, strict=True)
    return "; ".join(f"{value:g} = {label}" for value, label in pairs)


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


def _yes(*, value: bool) -> str:
    return "yes" if value else "no"
