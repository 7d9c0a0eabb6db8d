"""Every format in which a release can be taken away; a new one is one file and one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from data.exports.content import ReportContent, content_of
from data.exports.csv import write_csv
from data.exports.ddi import write_ddi
from data.exports.json import write_json
from data.exports.package import write_package
from data.exports.sav import write_sav
from data.exports.xlsform import write_xlsform
from data.exports.xlsx import write_xlsx

__all__ = ["FORMATS", "Format", "ReportContent", "content_of"]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a report.

    Attributes:
        key: as in addresses and on the command line.
        title: as people see it.
        media_type: of the file.
        extension: without the dot.
        write: from the content of a report to the bytes of the file.
    """

    key: str
    title: str
    media_type: str
    extension: str
    write: Callable[[ReportContent], bytes]


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS: dict[str, Format] = {
    "xlsx": Format("xlsx", "Excel workbook", _XLSX, "xlsx", write_xlsx),
    "csv": Format("csv", "CSV table", "text/csv; charset=utf-8", "csv", write_csv),
    "json": Format("json", "JSON", "application/json", "json", write_json),
    "package": Format(
        "package", "Data package (Frictionless)", "application/zip", "zip", write_package
    ),
    "sav": Format("sav", "SPSS", "application/x-spss-sav", "sav", write_sav),
    "ddi": Format("ddi", "Codebook (DDI)", "application/xml", "xml", write_ddi),
    "xlsform": Format("xlsform", "Questionnaire (XLSForm)", _XLSX, "xlsform.xlsx", write_xlsform),
}
