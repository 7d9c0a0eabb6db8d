"""How far lists can be relied on, as calls have found, as a sheet."""

from collections.abc import Iterator

from data.exports.cells import Cell
from data.exports.resources.words import category_title
from data.exports.table import Table
from data.services.called import QUESTIONS
from data.services.calls import Reliability
from data.services.resource_files import ResourceExport
from scoring.listing import USABLE, WEIGHT

READ_RELIED = (
    "Sheet Lists and calls: what share of listings is there and offers what is listed, with the "
    "range in which it lies in 95 of 100 such cases. Before any call it is the team's own figure, "
    f"or what ten other directories had ({USABLE:.0%}, Riley, Brouwer and Jonas 2024), as if "
    f"{WEIGHT:.0f} calls had found so; each call of the last twelve months moves it. Then, of the "
    "services that were called, how many came through one question and all before it. The team "
    "chose whom to call."
)
NOT_CALLED = "not called"
_SAID = ("yes", "no", "not_known")


def relied_table(content: ResourceExport) -> Table:
    """One row for all lists together, one for each list, one for each kind of help."""
    headers = (
        *("of", "name", "services_listed", "services_called", "all_as_listed"),
        *("calls_that_told", "share_usable_low", "share_usable", "share_usable_high"),
        *(f"{question}_{said}" for question in QUESTIONS for said in _SAID),
    )
    widths = (16, 36, 9, 9, 9, 9, *(10,) * 3, *(11,) * (len(_SAID) * len(QUESTIONS)))
    return Table("Lists and calls", headers, tuple(_rows(content)), widths)


def _rows(content: ResourceExport) -> Iterator[tuple[Cell, ...]]:
    found = content.reliability
    yield "all lists", "all lists together", *_told(found.together)
    for name, each in found.sources.items():
        yield "a list", name, *_told(each)
    for kind, each in found.kinds.items():
        yield "a kind of help", category_title(kind), *_told(each)


def _told(found: Reliability) -> tuple[Cell, ...]:
    span = found.usable.interval()
    steps = [count for step in found.steps for count in (step.yes, step.no, step.unknown)]
    return (
        *(found.listed, found.called, found.as_listed, found.usable.calls),
        *(span.low, found.usable.share, span.high),
        *(steps or (NOT_CALLED,) * (len(_SAID) * len(QUESTIONS))),
    )
