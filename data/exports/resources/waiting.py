"""How many families ask for what there is, and the days that services state, as a sheet."""

from collections.abc import Iterator
from math import isnan

from data.exports.cells import Cell
from data.exports.resources.words import NOT_KNOWN, category_title, tier_words
from data.exports.table import Table
from data.services.gaps import CategoryGap
from data.services.other_figures import Wait, waits
from data.services.resource_files import ResourceExport
from scoring.waiting import Waiting

READ_WAITING = (
    "Sheet Waiting: families that ask in a year for each one that can be served. From 1 on the "
    "line of those who wait grows without limit, so no days are told. Days and families in line "
    "are those that services themselves stated in the last three months. Where every service says "
    "who is in line, the wait by the line is families in line over families who come in a day. A "
    "service that only a list knows may not be there: the high number counts none of them, the "
    "others count all."
)
NOBODY = "nobody can be served"
_GROWS = ("no", "if need is high", "at the likely need", "yes")
_UNLESS_THERE = "if need is high, and none is there that only a list knows"


def waiting_table(content: ResourceExport) -> Table:
    """One row for each kind of help with a confirmed service."""
    headers = (
        *("category", "kind_of_help", "confirmed_services", "services_not_stated"),
        *("services_from_a_list_alone", "need_is"),
        *("asked_for_each_served_low", "asked_for_each_served_likely"),
        *("asked_for_each_served_high", "line_grows_without_limit", "why_not_known"),
        *("days_shortest", "days_longest", "services_that_say_days", "services_that_say_none"),
        *("families_in_line", "services_that_say_who_is_in_line", "wait_by_the_line_in_days"),
    )
    widths = (26, 36, 10, 10, 10, 36, 12, 12, 12, 20, 50, 10, 10, 12, 12, 12, 12, 12)
    return Table("Waiting", headers, tuple(_rows(content)), widths)


def _rows(content: ResourceExport) -> Iterator[tuple[Cell, ...]]:
    for wait in waits(content.report):
        gap = content.report.category(wait.category)
        days = (wait.days[0], wait.days[-1]) if wait.days else (NOT_KNOWN, NOT_KNOWN)
        yield (
            *(wait.category, category_title(wait.category), len(gap.services), wait.not_stated),
            *(wait.from_list, tier_words(content), *_asked(wait, gap)),
            *(*days, len(wait.days), wait.silent, *_line(wait)),
        )


def _line(wait: Wait) -> tuple[Cell, ...]:
    """Families in line, who says so, and how long they wait by that at the likely need."""
    line = wait.in_line
    if not line.stated:
        return NOT_KNOWN, 0, NOT_KNOWN
    days = wait.busy[1].days if wait.busy else float("nan")
    total = f"{line.total:g} or more" if line.at_least else line.total
    return total, line.stated, NOT_KNOWN if isnan(days) else days


def _asked(wait: Wait, gap: CategoryGap) -> tuple[Cell, ...]:
    """The three ratios, whether the line has an end, and why neither is known where it is not."""
    if wait.busy is None:
        why = (
            "how many families need it is not known"
            if gap.need is None
            else f"{wait.not_stated} of {len(gap.services)} services do not say how much they take"
        )
        return *(NOT_KNOWN,) * 4, why
    grows = sum(bool(each.grows) for each in wait.busy)
    told = _UNLESS_THERE if grows == 1 and wait.from_list else _GROWS[grows]
    return *map(_ratio, wait.busy), told, "—"


def _ratio(told: Waiting) -> Cell:
    if isnan(told.utilisation):
        return NOBODY if told.grows else NOT_KNOWN
    return told.utilisation
