"""Whether services are known outside of the agency that runs them, as a sheet."""

from collections.abc import Iterator
from math import isnan

from data.exports.cells import Cell
from data.exports.resources.words import category_title
from data.exports.table import Table
from data.services.gaps import known_by
from data.services.resource_files import ResourceExport
from scoring.awareness import Awareness, Knowing, together

READ_AWARENESS = (
    "Sheet Awareness: of confirmed services of which some agency has said whether it knows them. "
    "Inside is the agency that runs a service, outside are all others. An agency counts once for "
    "each service; who is not sure does not count as knowing it. The gap is the share inside less "
    "the share outside."
)
NOBODY_ASKED = "nobody has answered"


def awareness_table(content: ResourceExport) -> Table:
    """One row for all kinds of help together, then one for each of which somebody has answered."""
    headers = (
        *("category", "kind_of_help", "services"),
        *(
            f"{where}_{what}"
            for where in ("inside", "outside")
            for what in ("know", "do_not_know_of_it", "not_sure", "answers", "share")
        ),
        "gap",
    )
    return Table("Awareness", headers, tuple(_rows(content)), (26, 36, 9, *(11,) * 11))


def _rows(content: ResourceExport) -> Iterator[tuple[Cell, ...]]:
    names = {agency.code: agency.name for agency in content.team.agencies}
    found = known_by(content.report, names)
    if found:
        yield "all", "all kinds of help together", *_told(together(found.values()))
    for kind, each in found.items():
        yield kind, category_title(kind), *_told(each)


def _told(found: Awareness) -> tuple[Cell, ...]:
    return (
        *(found.services, *_answers(found.inside), *_answers(found.outside)),
        NOBODY_ASKED if isnan(found.gap) else found.gap,
    )


def _answers(told: Knowing) -> tuple[Cell, ...]:
    share = told.share if told.asked else NOBODY_ASKED
    return told.know, told.deny, told.dont_know, told.asked, share
