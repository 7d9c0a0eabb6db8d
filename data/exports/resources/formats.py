"""Every format in which a map of resources can be taken away; a new one is one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from data.exports.formats import FORMATS
from data.exports.resources.actions import write_actions
from data.exports.resources.archive import write_archive
from data.exports.resources.coverage import write_coverage
from data.exports.resources.gap_report import WHAT as GAP_REPORT
from data.exports.resources.gap_report import write_gap_report
from data.exports.resources.geojson import write_geojson
from data.exports.resources.hsds import write_hsds
from data.exports.resources.next_calls import write_calls
from data.exports.resources.noticed import FILE as NOTICED
from data.exports.resources.noticed import write_noticed
from data.exports.resources.profiles import WHAT as PROFILES
from data.exports.resources.profiles import write_profiles
from data.exports.resources.services import write_services
from data.services.resource_files import ResourceExport

__all__ = ["RESOURCE_FORMATS", "ResourceFormat"]


@dataclass(frozen=True, slots=True)
class ResourceFormat:
    """One way to write a map of resources.

    Attributes:
        key: as in addresses and on the command line.
        title: as people see it.
        media_type: of the file.
        extension: without the dot.
        write: from everything that the map holds to the bytes of the file.
    """

    key: str
    title: str
    media_type: str
    extension: str
    write: Callable[[ResourceExport], bytes]


_CSV, _XLSX, _JSON = (FORMATS[key].media_type for key in ("csv", "xlsx", "json"))

RESOURCE_FORMATS: dict[str, ResourceFormat] = {
    each.key: each
    for each in (
        ResourceFormat("report", GAP_REPORT, "text/html", "html", write_gap_report),
        ResourceFormat("coverage", "Coverage workbook", _XLSX, "xlsx", write_coverage),
        ResourceFormat("csv", "Services as a table", _CSV, "csv", write_services),
        ResourceFormat("calls", "Calls to make", _CSV, "csv", write_calls),
        ResourceFormat("actions", "Gaps and actions as a table", _CSV, "csv", write_actions),
        ResourceFormat(
            "hsds", "Directory for other programs", "application/zip", "zip", write_hsds
        ),
        ResourceFormat(
            "geojson", "Gaps for a map", "application/geo+json", "geojson", write_geojson
        ),
        ResourceFormat("noticed", NOTICED, _CSV, "csv", write_noticed),
        ResourceFormat("profiles", PROFILES, "application/zip", "zip", write_profiles),
        ResourceFormat("json", "Archive", _JSON, "json", write_archive),
    )
}
