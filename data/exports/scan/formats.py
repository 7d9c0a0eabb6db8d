"""Every format in which the scans of a team can be taken away; a new one is one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from data.exports.formats import FORMATS
from data.exports.scan.writing import write_csv, write_json, write_xlsx
from data.services.scan_files import ScanExport

__all__ = ["SCAN_FORMATS", "ScanFormat"]


@dataclass(frozen=True, slots=True)
class ScanFormat:
    """One way to write the scans of a team.

    Attributes:
        key: as in addresses and on the command line.
        title: as people see it.
        media_type: of the file.
        extension: without the dot.
        write: from everything that the scans hold to the bytes of the file.
    """

    key: str
    title: str
    media_type: str
    extension: str
    write: Callable[[ScanExport], bytes]


def _like(key: str, write: Callable[[ScanExport], bytes]) -> ScanFormat:
    """The same kind of file as that of a result."""
    kind = FORMATS[key]
    return ScanFormat(key, kind.title, kind.media_type, kind.extension, write)


SCAN_FORMATS: dict[str, ScanFormat] = {
    "xlsx": _like("xlsx", write_xlsx),
    "csv": _like("csv", write_csv),
    "json": _like("json", write_json),
}
