"""Every format in which an action plan can be taken away; a new one is one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from data.exports.formats import FORMATS
from data.exports.plan.writing import write_csv, write_json, write_xlsx
from data.services.action_files import PlanExport

__all__ = ["PLAN_FORMATS", "PlanFormat"]


@dataclass(frozen=True, slots=True)
class PlanFormat:
    """One way to write the action plan of a team.

    Attributes:
        key: as in addresses and on the command line.
        title: as people see it.
        media_type: of the file.
        extension: without the dot.
        write: from the plan to the bytes of the file.
    """

    key: str
    title: str
    media_type: str
    extension: str
    write: Callable[[PlanExport], bytes]


def _like(key: str, write: Callable[[PlanExport], bytes]) -> PlanFormat:
    """The same kind of file as that of a result."""
    kind = FORMATS[key]
    return PlanFormat(key, kind.title, kind.media_type, kind.extension, write)


PLAN_FORMATS: dict[str, PlanFormat] = {
    "xlsx": _like("xlsx", write_xlsx),
    "csv": _like("csv", write_csv),
    "json": _like("json", write_json),
}
