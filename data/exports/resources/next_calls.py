"""The calls that would make the picture surest: a sheet, and a list for whoever makes them."""

from collections.abc import Iterator

from data.exports.cells import Cell
from data.exports.resources.rows import ABOUT, about_cells, write_rows
from data.exports.resources.words import HIDDEN_ADDRESS, WORDS, category_title
from data.exports.table import Table
from data.resource_views import ServiceView
from data.services.gaps import Call, NoCall, next_ten, why_no_call
from data.services.resource_files import ResourceExport
from surveys.resource_map import resource_map
from surveys.resource_parts import Supply

FILE = "Calls to make"
READ_CALLS = (
    "Sheet Next calls: of all that is not known, the ten answers that would make coverage surest, "
    "the most telling first, and how much of what makes it unsure each would take away. Whether a "
    "service that only a list knows is still there is one of them."
)
NO_PHONE = "no phone is listed"
HIDDEN_PHONE = f"no phone in this file ({HIDDEN_ADDRESS}); see the page of the service"
ALL = 0.995
"""From here on a share is written as all of it."""
NO_CALL: dict[NoCall, str] = {
    "no_need": "no call can be named before need is known for a kind of help",
    "no_service": "no call can be named: no service is confirmed where need is known",
    "nothing_open": "no call is needed: where need is known, no answer could make it surer",
}
"""Why there is no call to name."""
_AGENCIES = "your agencies"
_MORE: dict[Supply, str] = {
    "turnover": " How many days does a family stay, on average?",
    "caseload": " How many families does one of them serve in a year?",
    "flow": "",
}


def next_calls_table(content: ResourceExport) -> Table:
    """One row for each of the ten calls; none where need is not known for any kind of help."""
    headers = (
        *("call", "category", "kind_of_help", "service", "organization", "phones", "question"),
        *("surer_by_share", "what_it_would_tell", "service_id"),
    )
    rows = tuple(
        (at, each.category, category_title(each.category), *_asked(each), *_told(content, each))
        for at, each in enumerate(next_ten(content.report), start=1)
    )
    return Table("Next calls", headers, rows, (6, 26, 36, 36, 30, 26, 50, 12, 44, 36))


def write_calls(content: ResourceExport) -> bytes:
    """The same calls with space for the answers; what the file is stands behind them.

    Whoever calls needs the first columns only, so here they do not begin with what the file is.
    """
    headers = (
        *("call", "service", "organization", "phones", "kind_of_help", "question"),
        *("answer_to_write_here", "day_of_the_call", "who_answered_their_role", *ABOUT),
    )
    rows = [(*row, *about_cells(content, row="call", file=FILE)) for row in _to_make(content)]
    none = (NO_CALL[why_no_call(content.report)],) * 9
    return write_rows(headers, rows or [(*none, *about_cells(content, row="about", file=FILE))])


def _to_make(content: ResourceExport) -> Iterator[tuple[Cell, ...]]:
    for at, each in enumerate(next_ten(content.report), start=1):
        service, organization, phones, question = _asked(each)
        yield at, service, organization, phones, category_title(each.category), question, "", "", ""


def _asked(call: Call) -> tuple[str, str, str, str]:
    """Whom to ask, by what number, and what."""
    service, kind = call.service, call.category
    if service is None:
        question = f"How many of these families need “{category_title(kind)}”?"
        return _AGENCIES, "—", "—", question
    organization = service.organization.name if service.organization else ""
    return service.record.name, organization or "not known", _phones(service), _question(call)


def _question(call: Call) -> str:
    """Whether it is still there, how much it can take, or both: what is not known."""
    supply = resource_map().category(call.category).supply
    unit = WORDS.categories[call.category].unit
    much = f"ow many {unit}, in all?{_MORE[supply]}"
    if call.there:
        return f"Is it still there?{f' If so: h{much}' if call.amount else ''}"
    return f"H{much}"


def _phones(service: ServiceView) -> str:
    """Numbers that may leave; where there is none, whether one is held back."""
    if service.numbers_to_call:
        return "; ".join(service.numbers_to_call)
    return HIDDEN_PHONE if any(site.hidden for site in service.sites) else NO_PHONE


def _told(content: ResourceExport, call: Call) -> tuple[Cell, Cell, Cell]:
    """What the answer is worth, as a share and in words, and the service that it is about."""
    service = call.service.id if call.service else "—"
    coverage = content.report.category(call.category).coverage
    if coverage is not None and coverage.reason is not None:
        return "—", "No range of coverage can be told before somebody says it.", service
    return call.share, _worth(call.share), service


def _worth(share: float) -> str:
    """How much surer an answer makes coverage, in words."""
    if share > ALL:
        return "Coverage would then be known, as far as it is reckoned here."
    part = f"{share:.0%}" if share >= 0.005 else "less than 1%"
    return f"It would take away about {part} of what makes coverage unsure."
