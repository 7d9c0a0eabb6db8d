"""A coded project in the REFI-QDA format (QDA-XML project 1.0): texts, codes, codings, sessions.

Positions count Unicode code points from 0, the end is the first that no longer belongs, as every
program we know of reads them. Sessions are cases, and coders are users under their chosen names.

Source:
    REFI-QDA standard 1.5, www.qdasoftware.org.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import groupby

from data.coded_project import Case, CodedProject, Coding, Source, Value
from data.exports.archive import zipped
from data.exports.elements import HEAD, Element, holder, texted
from data.exports.families.identity import guid
from data.exports.families.qdc import codes_element
from data.exports.families.words import ORIGIN, about_lines

NAMESPACE = "urn:QDA-XML:project:1.0"
MAIN_PART = "project.qde"
SOURCES = "sources/"


def write_qdpx(project: CodedProject) -> bytes:
    """A zip file of the project and of its texts.

    The same content always gives the same bytes.
    """
    parts = {MAIN_PART: f"{HEAD}{_project(project).written()}\n".encode()}
    for source in project.sources:
        parts[f"{SOURCES}{_file(source, project)}"] = source.text.encode()
    return zipped(parts)


def _project(project: CodedProject) -> Element:
    codes = codes_element(project)
    users = (
        Element("User", {"guid": guid(project.id, "coder", each.id), "name": each.name})
        for each in project.coders
    )
    children = (
        holder("Users", *users),
        Element("CodeBook", children=(codes,)) if codes else None,
        holder("Variables", *_variables(project)),
        holder("Cases", *(_case(each, project) for each in project.cases)),
        holder("Sources", *(_source(each, project) for each in project.sources)),
        holder("Notes", *_notes(project)),
        texted("Description", "\n".join(about_lines(project))),
    )
    made = datetime(project.as_of.year, project.as_of.month, project.as_of.day, tzinfo=UTC)
    attributes = {
        "xmlns": NAMESPACE,
        "name": project.name,
        "origin": ORIGIN,
        "creationDateTime": _moment(made),
    }
    return Element("Project", attributes, tuple(each for each in children if each))


def _file(source: Source, project: CodedProject) -> str:
    return f"{guid(project.id, 'source', source.id)}.txt"


def _source(source: Source, project: CodedProject) -> Element:
    ordered = sorted(source.codings, key=lambda each: (each.start, each.end))
    marked = (
        _selection(tuple(codings), source=source, project=project)
        for _, codings in groupby(ordered, key=lambda each: (each.start, each.end))
    )
    return Element(
        "TextSource",
        {
            "guid": guid(project.id, "source", source.id),
            "name": source.name,
            "plainTextPath": f"internal://{_file(source, project)}",
        },
        tuple(marked),
    )


def _selection(codings: tuple[Coding, ...], *, source: Source, project: CodedProject) -> Element:
    """The same words marked once, whatever number of codes they have."""
    start, end = codings[0].start, codings[0].end
    attributes = {
        "guid": guid(project.id, "selection", source.id, start, end),
        "startPosition": str(start),
        "endPosition": str(end),
    }
    return Element(
        "PlainTextSelection", attributes, tuple(_coding(one, project) for one in codings)
    )


def _coding(coding: Coding, project: CodedProject) -> Element:
    code = Element("CodeRef", {"targetGUID": guid(project.id, "code", coding.code)})
    note = Element("NoteRef", {"targetGUID": _note(coding, project)})
    return Element(
        "Coding",
        {
            "guid": guid(project.id, "coding", coding.id),
            "creatingUser": guid(project.id, "coder", coding.coder),
            "creationDateTime": _moment(coding.made_on) if coding.made_on else None,
        },
        (code, note) if coding.memo else (code,),
    )


def _note(coding: Coding, project: CodedProject) -> str:
    return guid(project.id, "memo of coding", coding.id, "memo")


def _notes(project: CodedProject) -> tuple[Element, ...]:
    return tuple(
        Element(
            "Note",
            {
                "guid": _note(coding, project),
                "name": "Memo",
                "creatingUser": guid(project.id, "coder", coding.coder),
            },
            (Element("PlainTextContent", children=(coding.memo,)),),
        )
        for source in project.sources
        for coding in source.codings
        if coding.memo
    )


def _variables(project: CodedProject) -> tuple[Element, ...]:
    return tuple(
        Element(
            "Variable",
            {"guid": guid(project.id, "variable", name, ""), "name": name, "typeOfVariable": kind},
        )
        for name, kind in _kinds(project).items()
    )


def _kinds(project: CodedProject) -> dict[str, str]:
    """The kind of each variable; one whose values differ in kind is a text."""
    kinds: dict[str, str] = {}
    for case in project.cases:
        for each in case.variables:
            kind = _kind(each.value)
            kinds[each.name] = kind if kinds.get(each.name, kind) == kind else "Text"
    return kinds


def _kind(value: Value) -> str:
    kinds = {bool: "Boolean", int: "Integer", float: "Float", datetime: "DateTime", date: "Date"}
    return kinds.get(type(value), "Text")


def _case(case: Case, project: CodedProject) -> Element:
    kinds = _kinds(project)
    values = (
        Element(
            "VariableValue",
            children=(
                Element("VariableRef", {"targetGUID": guid(project.id, "variable", each.name, "")}),
                Element(f"{kinds[each.name]}Value", children=(_written(each.value),)),
            ),
        )
        for each in case.variables
    )
    sources = (
        Element("SourceRef", {"targetGUID": guid(project.id, "source", each)})
        for each in case.sources
    )
    attributes = {"guid": guid(project.id, "case", case.id), "name": case.name}
    return Element("Case", attributes, (*values, *sources))


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def _moment(moment: datetime) -> str:
    """In UTC, as 2027-04-26T09:30:00Z, with parts of a second where there are some."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
