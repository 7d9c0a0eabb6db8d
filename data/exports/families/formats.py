"""Every format in which family groups can be taken away; a new one is one file and one line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from data.coded_project import CodedProject
from data.exports.families.bundle import write_bundle
from data.exports.families.docx import write_docx
from data.exports.families.html import write_html
from data.exports.families.qdc import write_qdc
from data.exports.families.qdpx import write_qdpx
from data.exports.families.returned import write_return_docx, write_return_html
from data.exports.families.taguette import write_taguette, write_taguette_codebook
from data.exports.families.xlsx import write_xlsx
from data.exports.formats import FORMATS
from data.family_findings import FamilyFindings

__all__ = ["FAMILY_FORMATS", "FamilyFormat", "write"]


@dataclass(frozen=True, slots=True)
class FamilyFormat:
    """One way to take family groups away.

    Attributes:
        key: as in addresses and on the command line.
        title: as people see it.
        media_type: of the file.
        extension: without the dot.
        takes: what it writes: a coded project, or findings.
        for_participants: whether it is for those who took part, and no file of the team.
        has_texts: whether the file holds everything that was said; false means no transcript.
        writer: from that to the bytes of the file.
    """

    key: str
    title: str
    media_type: str
    extension: str
    takes: type[CodedProject] | type[FamilyFindings]
    has_texts: bool
    writer: Callable[[Any], bytes]
    for_participants: bool = False


_XLSX = FORMATS["xlsx"].media_type
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XML, _ZIP, _SQLITE = "application/xml", "application/zip", "application/vnd.sqlite3"
_JSON = FORMATS["json"].media_type
_CSV, _HTML = FORMATS["csv"].media_type, "text/html; charset=utf-8"


def _project(
    kind: tuple[str, str, str, str],
    writer: Callable[[CodedProject], bytes],
    *,
    has_texts: bool = False,
) -> FamilyFormat:
    return FamilyFormat(*kind, takes=CodedProject, has_texts=has_texts, writer=writer)


def _findings(
    kind: tuple[str, str, str, str],
    writer: Callable[[FamilyFindings], bytes],
    *,
    for_participants: bool = False,
) -> FamilyFormat:
    return FamilyFormat(
        *kind,
        takes=FamilyFindings,
        has_texts=False,
        writer=writer,
        for_participants=for_participants,
    )


FAMILY_FORMATS: dict[str, FamilyFormat] = {
    each.key: each
    for each in (
        _project(("qdc", "Codebook (REFI-QDA)", _XML, "qdc"), write_qdc),
        _project(("qdpx", "Project (REFI-QDA)", _ZIP, "qdpx"), write_qdpx, has_texts=True),
        _project(
            ("taguette", "Project for Taguette", _SQLITE, "sqlite3"), write_taguette, has_texts=True
        ),
        _project(
            ("taguette-codebook", "Codebook for Taguette", _CSV, "csv"), write_taguette_codebook
        ),
        _project(("xlsx", "Codebook and matrix", _XLSX, "xlsx"), write_xlsx),
        _findings(("docx", "Findings (Word)", _DOCX, "docx"), write_docx),
        _findings(("html", "Findings (page)", _HTML, "html"), write_html),
        _findings(("json", "Findings (JSON)", _JSON, "json"), write_bundle),
        _findings(
            ("return-docx", "One page for those who took part (Word)", _DOCX, "docx"),
            write_return_docx,
            for_participants=True,
        ),
        _findings(
            ("return-html", "One page for those who took part (page)", _HTML, "html"),
            write_return_html,
            for_participants=True,
        ),
    )
}


def write(content: CodedProject | FamilyFindings, key: str) -> bytes:
    """A file; the same content always gives the same bytes.

    Args:
        content: a project or findings, whichever the format takes.
        key: of the format.

    Raises:
        ValueError: there is no such format, it takes something else, or nothing can be written.
    """
    if key not in FAMILY_FORMATS:
        raise ValueError(f"format: one of {', '.join(FAMILY_FORMATS)}, not '{key}'.")
    chosen = FAMILY_FORMATS[key]
    if not isinstance(content, chosen.takes):
        raise ValueError(f"format '{key}': it takes {chosen.takes.__name__}.")
    return chosen.writer(content)
