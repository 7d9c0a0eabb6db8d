"""The report as a DDI-Codebook 2.5 document: what was asked, and the counts that may be shown.

Source:
    DDI-Codebook 2.5, https://ddialliance.org/Specification/DDI-Codebook/2.5/.
"""

from collections.abc import Iterator

from data.exports.about import about
from data.exports.content import ReportContent
from data.exports.elements import HEAD, Element, holder, texted
from data.exports.labels import Statement
from data.exports.tables import why_in_words
from scoring.release import Figure
from scoring.report import ReportedItem

_NAMESPACE = "ddi:codebook:2_5"
_FREQUENCY = "freq"


def write_ddi(content: ReportContent) -> bytes:
    """UTF-8 XML, valid against the schema of DDI-Codebook 2.5.

    It describes the result that was released. Who answered what is in no file; so there is no file
    of answers that it could describe.
    """
    root = Element(
        "codeBook",
        {"xmlns": _NAMESPACE, "version": "2.5", "xml:lang": content.language},
        tuple(
            part
            for part in (_document(content), _study(content), _variables(content))
            if part is not None
        ),
    )
    return f"{HEAD}{root.written()}\n".encode()


def _document(content: ReportContent) -> Element | None:
    title = holder("titlStmt", texted("titl", f"{_title(content)} (codebook)"))
    return holder("docDscr", holder("citation", title))


def _study(content: ReportContent) -> Element | None:
    instrument = content.edition.instrument
    number = Element("IDNo", {"agency": "SHA-256"}, (content.sha256,))
    citation = holder(
        "citation",
        holder("titlStmt", texted("titl", _title(content)), number),
        holder("rspStmt", texted("AuthEnty", content.team or "")),
        holder("distStmt", _day("distDate", content)),
        holder("verStmt", texted("version", f"{instrument.id} {instrument.version}")),
    )
    notes = [texted("p", line) for line in about(content)]
    information = holder(
        "stdyInfo",
        holder("abstract", *notes),
        holder("sumDscr", texted("universe", _universe(content))),
    )
    return holder("stdyDscr", citation, information, _method(content))


def _method(content: ReportContent) -> Element | None:
    """How many answered, and what was merged or left out."""
    release = content.report.release
    rate = None
    if release.invited:
        rate = texted("respRate", f"{release.people} of {release.invited} who were invited")
    held = [why_in_words(content, place) for place in range(len(release.withheld))]
    cleaned = holder("cleanOps", *(texted("p", sentence) for sentence in held))
    return holder("method", holder("dataColl", cleaned), holder("anlyInfo", rate))


def _variables(content: ReportContent) -> Element | None:
    return holder("dataDscr", *(_variable(content, item) for item in content.report.items))


def _variable(content: ReportContent, item: ReportedItem) -> Element:
    statement = content.statements[item.id]
    nature = "ordinal" if statement.ordinal else "nominal"
    parts = (
        Element("labl", {}, (_short(statement),)),
        holder("qstn", texted("qstnLit", statement.text)),
        texted("universe", _universe(content)),
        *_valid(item.team),
        *_categories(statement, item.team),
        _format(),
        *_in_other_languages(content, item.id),
    )
    attributes = {"ID": f"V{_identifier(item.id)}", "name": _identifier(item.id), "nature": nature}
    return Element("var", attributes, tuple(part for part in parts if part is not None))


def _valid(figure: Figure | None) -> Iterator[Element]:
    if figure is not None:
        yield Element("sumStat", {"type": "vald"}, (str(figure.people),))
        if figure.no_answer is not None:
            yield Element("sumStat", {"type": "invd"}, (str(figure.no_answer),))


def _categories(statement: Statement, figure: Figure | None) -> Iterator[Element]:
    counts = figure.counts if figure is not None else None
    for place, label in enumerate(statement.levels):
        parts = [
            Element("catValu", {}, (f"{statement.printed[place]:g}",)),
            Element("labl", {}, (label,)),
        ]
        if counts is not None:
            parts.append(Element("catStat", {"type": _FREQUENCY}, (str(counts[place]),)))
        yield Element("catgry", {}, tuple(parts))


def _in_other_languages(content: ReportContent, item_id: str) -> Iterator[Element]:
    """The statement in the other languages that people answered in."""
    for wording in content.wordings():
        if wording.language != content.language:
            text = content.statements_in(wording.language)[item_id].text
            yield Element("notes", {"xml:lang": wording.language}, (text,))


def _format() -> Element:
    return Element("varFormat", {"type": "numeric", "schema": "other"})


def _short(statement: Statement) -> str:
    return f"{statement.number}. {statement.text}"


def _identifier(item_id: str) -> str:
    """An id that XML can point at."""
    return "".join(sign if sign.isalnum() or sign in "_-" else "_" for sign in item_id)


def _day(name: str, content: ReportContent) -> Element | None:
    if content.closes_on is None:
        return None
    day = content.closes_on.isoformat()
    return Element(name, {"date": day}, (day,))


def _universe(content: ReportContent) -> str:
    return f"{content.report.release.people} people who answered"


def _title(content: ReportContent) -> str:
    return f"{content.questionnaire}: {content.title}"
