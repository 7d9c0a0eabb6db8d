"""What is to be done about each gap: by whom, until when, and who has signed it."""

from collections.abc import Iterator

from data.exports.resources.rows import ABOUT, about_cells, write_rows
from data.exports.resources.words import (
    WORDS,
    agency_name,
    category_title,
    day,
    population_label,
)
from data.services.gap_findings import FindingView
from data.services.resource_files import ResourceExport

FILE = "Gaps and what is done about them"
_HEADERS = (
    *("finding_id", "kind_of_help", "families", "area", "gap", "gap_in_words", "finding", "cure"),
    *(
        "owner_agency",
        "due_on",
        "check_on",
        "evidence",
        "signed_by",
        "seen_differently_by",
        "saved_by",
    ),
    "saved_on",
)


def write_actions(content: ResourceExport) -> bytes:
    """One row for each finding; one that nobody knows yet is a question and says so."""
    rows = [
        (*about_cells(content, row=kind_of_row(each), file=FILE), *_cells(content, each))
        for each in content.findings
    ]
    none = ("no gap was found yet",) * len(_HEADERS)
    return write_rows(
        (*ABOUT, *_HEADERS), rows or [(*about_cells(content, row="about", file=FILE), *none)]
    )


def kind_of_row(finding: FindingView) -> str:
    """That nobody knows something is a question to ask, and no finding."""
    return "question" if finding.is_question else "finding"


def differing(content: ResourceExport, finding: FindingView) -> Iterator[str]:
    """The agencies that see a finding differently as it is now, each with its words."""
    for each in finding.signatures:
        if each.is_current and not each.agrees:
            yield f"{agency_name(content, each.agency_code)}: {each.words}"


def signing(content: ResourceExport, finding: FindingView) -> tuple[str, ...]:
    """The agencies that agree to a finding as it is now."""
    return tuple(agency_name(content, code) for code in finding.signed_by)


def _cells(content: ResourceExport, finding: FindingView) -> tuple[str | int, ...]:
    entry = finding.entry
    owner = agency_name(content, entry.owner_agency) if entry.owner_agency else "nobody yet"
    return (
        *(finding.id, category_title(entry.category), population_label(entry.population, content)),
        entry.area or "everywhere the team works",
        *(entry.gap, WORDS.gap_types[entry.gap].title, entry.words),
        *(entry.cure or "none yet", owner, day(entry.due_on) if entry.due_on else "no day yet"),
        day(entry.check_on) if entry.check_on else "no day yet",
        len(finding.evidence),
        "; ".join(signing(content, finding)) or "nobody yet",
        "; ".join(differing(content, finding)) or "nobody",
        *(finding.saved_by_name, day(finding.saved_on)),
    )
