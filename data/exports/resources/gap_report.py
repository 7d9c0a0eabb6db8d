"""The gaps as one page to read and to print: no script, nothing from the internet, one file.

Whatever people typed stands in it as text. What is not known has strokes and its words, and is
never an empty cell or a zero.
"""

from collections.abc import Iterable, Iterator
from html import escape
from math import isnan

from data.exports.resources.actions import differing, signing
from data.exports.resources.weighed import weighed, weights_said
from data.exports.resources.words import (
    DRAWN,
    NOT_KNOWN,
    STATE,
    VERDICT,
    WORDS,
    about,
    agency_name,
    category_title,
    chance_words,
    coverage_words,
    day,
    population_label,
    share_words,
    title,
    without_place_words,
)
from data.services.gap_findings import FindingView
from data.services.gap_order import without_place
from data.services.gaps import CategoryGap, Cell
from data.services.resource_files import ResourceExport
from surveys.resource_map import resource_map

WHAT = "The gaps, as one page"
_CLASS = {"guaranteed": "yes", "impossible": "no", "open": "open", "not_scanned": "none"}
_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:2rem auto;
max-width:72rem;padding:0 1rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;margin:.5rem 0 1.5rem}
caption{text-align:left;font-weight:bold;padding:.25rem 0}
th,td{border:1px solid #767676;padding:.25rem .5rem;text-align:left;vertical-align:top}
thead th{background:#eef4f3}
td.yes{background:#00594c;color:#fff;font-weight:bold}
td.no{background:#8c510a;color:#fff;font-weight:bold}
td.open{background:repeating-linear-gradient(45deg,#fff 0 6px,#d9d9d9 6px 8px)}
td.none{border-style:dashed}
@media print{.wide{overflow:visible}}
"""


def write_gap_report(content: ResourceExport) -> bytes:
    """A page in HTML that holds all it needs. The same content always gives the same bytes."""
    head = escape(title(content, WHAT))
    page = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{head}</title>\n<style>{_STYLE}</style></head>\n<body>\n<h1>{head}</h1>\n"
    )
    return (page + "\n".join(_parts(content)) + "\n</body></html>\n").encode()


def _parts(content: ResourceExport) -> Iterator[str]:
    _, *others = about(content, WHAT)
    yield from map(_paragraph, others)
    yield "<h2>Who is taken where</h2>"
    yield _paragraph(
        "Each number counts confirmed services that take these families. Strokes: it is not known. "
        "A dashed frame: nobody was asked. In words a cell says: "
        + "; ".join(f"“{each}”" for each in VERDICT.values())
        + "."
    )
    yield _grid(content)
    yield "<h2>Need against what there is</h2>"
    yield _paragraph(
        "Coverage is what services can do in a year for each family in need: at 1 there is just "
        f"enough, below it too little, and 2 is twice enough. {DRAWN} In 8 of 10 draws coverage "
        "lies in its range, and so do the families without a place in theirs."
    )
    yield _coverage(content)
    yield "<h2>Which gap weighs most</h2>"
    yield _paragraph(
        "A gap is the share of families in need who find no place, if all of the area counts as "
        f"one place. {weights_said(content)}"
    )
    yield _order(content)
    yield "<h2>What was found</h2>"
    yield _findings(content)
    yield _paragraph(WORDS.note)


def _grid(content: ResourceExport) -> str:
    people = resource_map().populations
    heads = ("Kind of help", *(population_label(each.id, content) for each in people))
    rows = (
        _row(category_title(gap.category.id), (_cell(gap.cells[each.id]) for each in people))
        for gap in content.report.categories
    )
    return _table("Confirmed services by the families they take", heads, rows)


def _cell(cell: Cell) -> str:
    """The number, what is not known beside it, and the words for whoever sees no color."""
    shown = str(cell.yes) if cell.yes or cell.verdict == "impossible" else ""
    open_ones = (f"{cell.unknown} {NOT_KNOWN}", f"{cell.not_asked} {STATE['not_asked']}")
    beside = [
        each for each, many in zip(open_ones, (cell.unknown, cell.not_asked), strict=True) if many
    ]
    said = "; ".join(filter(None, (shown, *beside))) or "no service"
    return (
        f'<td class="{_CLASS[cell.verdict]}" title="{escape(VERDICT[cell.verdict])}">'
        f"{escape(said)}</td>"
    )


def _coverage(content: ResourceExport) -> str:
    heads = ("Kind of help", "Coverage", "Range", "Chance of shortage", "Families without a place")
    found = {each.category: each for each in without_place(content.report)}
    rows = []
    for gap in content.report.categories:
        told = found.get(gap.category.id)
        unmet = NOT_KNOWN if told is None else without_place_words(told.families)
        cells = (*_covered(gap), unmet)
        rows.append(_row(category_title(gap.category.id), map(_plain, cells)))
    return _table("Kinds of help with what is known of them", heads, rows)


def _order(content: ResourceExport) -> str:
    found = weighed(content)
    if not found.gaps:
        return _paragraph("It cannot be told of any kind of help.")
    heads = ("Kind of help", "Place", "Weight", "Find no place", "Range", "Chance to be largest")
    rows = [
        _row(
            category_title(each.category),
            map(
                _plain,
                (
                    *(str(place), f"{each.weight:g}", share_words(each.likely, each.likely)),
                    *(share_words(each.low, each.high), chance_words(each.largest)),
                ),
            ),
        )
        for place, each in enumerate(found.gaps, start=1)
    ]
    rest = ", ".join(map(category_title, found.not_told))
    below = _paragraph(f"In no order, since need or capacity is not known: {rest}.") if rest else ""
    return _table("Gaps in their order", heads, rows) + below


def _covered(gap: CategoryGap) -> tuple[str, str, str]:
    known = gap.coverage
    if known is None or isnan(known.middle):
        return NOT_KNOWN, NOT_KNOWN, NOT_KNOWN
    return (
        coverage_words(known.middle),
        f"{known.low:.2f} to {known.high:.2f}",
        chance_words(known.shortage),
    )


def _findings(content: ResourceExport) -> str:
    if not content.findings:
        return _paragraph("Nothing has been written down yet.")
    heads = ("Kind of help", "Families", "Where", "Gap", "What was found", "Cure", "Who sees to it")
    heads += ("By when", "Next look", "Signed by", "Seen differently by")
    rows = (_finding(content, each) for each in content.findings)
    return _table("Findings and who signed them", heads, rows)


def _finding(content: ResourceExport, finding: FindingView) -> str:
    entry = finding.entry
    owner = agency_name(content, entry.owner_agency) if entry.owner_agency else "nobody yet"
    cells = (
        population_label(entry.population, content),
        entry.area or "everywhere the team works",
        WORDS.gap_name(entry.gap),
        entry.words,
        entry.cure or "none yet",
        owner,
        day(entry.due_on) if entry.due_on else "no day yet",
        day(entry.check_on) if entry.check_on else "no day yet",
        "; ".join(signing(content, finding)) or "nobody yet",
        "; ".join(differing(content, finding)) or "nobody",
    )
    return _row(category_title(entry.category), map(_plain, cells))


def _table(caption: str, heads: Iterable[str], rows: Iterable[str]) -> str:
    top = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    return (
        f'<div class="wide"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead>\n<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _row(name: str, cells: Iterable[str]) -> str:
    return f'<tr><th scope="row">{escape(name)}</th>{"".join(cells)}</tr>\n'


def _plain(text: str) -> str:
    return f"<td>{escape(text)}</td>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
