"""The lowest part and the gates of a readiness check, for screens and files alike."""

from typing import Any

from data.exports.cells import Cell
from data.exports.content import ReportContent
from data.exports.table import Table
from scoring.readiness import STANDS, Asked, Gate, Part, Readiness, readiness
from surveys.instrument import Instrument, ScaleItem

READINESS_NOTES: dict[str, str] = {
    "stands": (
        "Of a part: lowest, or perhaps lowest where that hangs on what is not known. Of a gate: "
        "met, unmet or not_known; one that is not known is never met."
    ),
    "in_place, under_way, views_differ, not_begun, not_known": (
        "Statements of a part. In place, begun or not begun: two thirds of all who were asked say "
        "so, with those who did not know counted as asked. Views differ: no two thirds say whether "
        "it has begun. Nothing is averaged."
    ),
    "seen_as, or_up_to": (
        "The stage that two thirds place it at or past; two stages where more is not known; none "
        "where no two thirds say whether it has begun."
    ),
}


def asked_of(instrument: Instrument) -> dict[str, Asked]:
    """The statements that belong to a part of readiness or are gates, by id, in their order."""
    return {
        item.id: Asked(item.part, item.gate)
        for item in instrument.items
        if isinstance(item, ScaleItem) and (item.part is not None or item.gate)
    }


def readiness_of(content: ReportContent) -> Readiness | None:
    """What a report says of readiness; None where its questionnaire has neither parts nor gates."""
    asked = asked_of(content.edition.instrument)
    if not asked:
        return None
    return readiness([item.released for item in content.report.items], asked=asked)


def part_name(content: ReportContent, part: str, *, language: str) -> str:
    """What a part is called; its id where the words may not leave."""
    if not content.wording_allowed:
        return part
    return content.edition.wording(language).parts.get(part, part)


def readiness_table(content: ReportContent) -> Table:
    """A row for each part, then one for each gate; there is no row for all of them."""
    headers = (
        *("what", "id", "name", "stands", "statements"),
        *STANDS,
        *("seen_as", "or_up_to", "people"),
    )
    found = readiness_of(content)
    rows = ()
    if found is not None:
        parts = (_part_cells(content, found, part) for part in found.parts)
        rows = (*parts, *(_gate_cells(content, gate) for gate in found.gates))
    return Table("Readiness", headers, rows, (8, 26, 60, 16, 11, 10, 10, 12, 10, 10, 22, 22, 8))


def readiness_plain(content: ReportContent) -> dict[str, Any] | None:
    """The same for JSON."""
    found = readiness_of(content)
    if found is None:
        return None
    return {
        "parts": [
            {"id": part.id, "statements": part.statements, **part.counts} for part in found.parts
        ],
        "lowest": list(found.lowest),
        "lowest_is_certain": found.certain,
        "gates": [{"id": gate.id, "state": gate.state} for gate in found.gates],
    }


def stages_of(content: ReportContent, gate: Gate, *, language: str) -> tuple[str, str] | None:
    """The stages a gate has reached for sure and perhaps, in words.

    None where nothing is shown, and where no two thirds say whether it has begun.
    """
    if gate.reached.people is None or gate.reached.stand == "views_differ":
        return None
    labels = content.statements_in(language)[gate.id].levels
    return labels[gate.reached.surely], labels[gate.reached.perhaps]


def _part_cells(content: ReportContent, found: Readiness, part: Part) -> tuple[Cell, ...]:
    name = part_name(content, part.id, language=content.language)
    lowest = "lowest" if found.certain else "perhaps lowest"
    return (
        *("part", part.id, name, lowest if part.id in found.lowest else None, part.statements),
        *(part.counts[stand] for stand in STANDS),
        *(None, None, None),
    )


def _gate_cells(content: ReportContent, gate: Gate) -> tuple[Cell, ...]:
    text = content.statements[gate.id].text
    stages = stages_of(content, gate, language=content.language) or (None, None)
    return (
        *("gate", gate.id, text, gate.state, None),
        *(None for _ in STANDS),
        *(*stages, gate.reached.people),
    )
