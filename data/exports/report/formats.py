"""Every kind of file that a report can be; a new one is one file and one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from data.exports.report.document import Document
from data.exports.report.docx import write_docx
from data.exports.report.pdf import write_pdf
from data.exports.report.pptx import write_pptx


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """One way to write a report.

    Attributes:
        key: as in addresses and on the command line; also the ending of the file.
        title: as people see it.
        media_type: of the file.
        write: from a report to the bytes of the file.
    """

    key: str
    title: str
    media_type: str
    write: Callable[[Document], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument"

REPORT_FORMATS: dict[str, ReportFormat] = {
    "docx": ReportFormat(
        "docx", "Word, to edit", f"{_OFFICE}.wordprocessingml.document", write_docx
    ),
    "pptx": ReportFormat(
        "pptx", "PowerPoint, to edit", f"{_OFFICE}.presentationml.presentation", write_pptx
    ),
    "pdf": ReportFormat("pdf", "PDF, to hand out", "application/pdf", write_pdf),
}
