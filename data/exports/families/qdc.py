"""A codebook in the REFI-QDA format (QDA-XML codebook 1.0), which most programs open.

Source:
    REFI-QDA standard 1.5, section 5.2, www.qdasoftware.org.
"""

import re

from data.coded_project import Code, CodedProject
from data.exports.elements import HEAD, Element, escaped, holder, texted
from data.exports.families.identity import guid
from data.exports.families.words import ORIGIN, about_lines, description

NAMESPACE = "urn:QDA-XML:codebook:1.0"


def write_qdc(project: CodedProject) -> bytes:
    """A codebook; what was left out stands in a remark, since the format has no place for it.

    The same content always gives the same bytes.

    Raises:
        ValueError: there is no code; a codebook without one is not valid.
    """
    codes = codes_element(project)
    if codes is None:
        raise ValueError("codebook: there is no code yet; add one first.")
    root = Element("CodeBook", {"xmlns": NAMESPACE, "origin": ORIGIN}, (codes,))
    return f"{HEAD}{_remark(project)}{root.written()}\n".encode()


def codes_element(project: CodedProject) -> Element | None:
    """The codes as both files of the standard hold them; None where there is none."""
    below: dict[str | None, list[Code]] = {}
    for code in project.codes:
        below.setdefault(code.parent, []).append(code)
    top = (_code(each, below=below, project=project) for each in below.get(None, ()))
    return holder("Codes", *top)


def _code(code: Code, *, below: dict[str | None, list[Code]], project: CodedProject) -> Element:
    inner = (_code(each, below=below, project=project) for each in below.get(code.id, ()))
    told = texted("Description", description(code, project.language))
    return Element(
        "Code",
        {
            "guid": guid(project.id, "code", code.id),
            "name": code.name,
            "isCodable": "true" if code.is_codable else "false",
            "color": code.colour or None,
        },
        (*((told,) if told else ()), *inner),
    )


def _remark(project: CodedProject) -> str:
    """Two hyphens would end a remark, so a space comes between them."""
    lines = re.sub("-(?=-)", "- ", "\n".join(about_lines(project)))
    return f"<!--\n{escaped(lines)}\n-->\n"
