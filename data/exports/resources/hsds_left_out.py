"""What the tables of HSDS do not hold of a map, counted, so that nothing is left out in silence."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.exports.resources.hsds_details import is_written, joins
from data.exports.resources.hsds_fields import TABLES
from data.exports.resources.hsds_records import AT_LOCATION, FAX, FROM_EXTRA, Row, owners
from data.exports.resources.hsds_values import fitted, is_free
from data.exports.resources.words import about
from data.imports.directory.vouching import is_day
from data.services.resource_files import ResourceExport

_ATTRIBUTE = "attribute "
_OF_CHANGES = "metadata"
"""A table in which nothing was there before; that is no gap."""
_NEVER_KEPT = (
    "A map keeps no kinds, descriptions and languages of telephones, and no ids of opening hours, "
    "contacts, areas and documents. Hours and contacts of a service at one of its places stand "
    "with the service."
)
_HIDDEN = (
    "Of a confidential place there is nothing but that it exists. Of services that are offered "
    "there, and of who runs it, there are no opening hours, contacts and addresses."
)
_IN_WORDS = (
    "How long families stay, how many a worker serves and how long they wait stand in words beside "
    "how much there is. Calls, which agencies know a service, need and gaps are not here."
)
_ARCHIVE = "The archive of the map holds all that it keeps."


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not in the tables.

    Attributes:
        columns: of directories, which the specification has no field for, by what they are about
            and how many have something in it.
        values: that a field does not take, by field, and how many there are.
        required: fields that the specification wants filled and of which nobody knows, likewise.
    """

    columns: Mapping[str, int]
    values: Mapping[str, int]
    required: Mapping[str, int]

    def sentences(self) -> Iterator[str]:
        """All of it in words."""
        yield _NEVER_KEPT
        yield _IN_WORDS
        yield _ARCHIVE
        yield _HIDDEN
        if self.columns:
            yield f"Columns of directories without a field here: {_listed(self.columns)}."
        if self.values:
            yield f"Not in a form that the standard takes, and left empty: {_listed(self.values)}."
        if self.required:
            yield f"Wanted by the standard, and not known: {_listed(self.required)}."


def left_out(content: ResourceExport, tables: Mapping[str, Sequence[Row]]) -> LeftOut:
    """Count what is not in the tables.

    Args:
        content: of the map.
        tables: their rows by name, before values are fitted.
    """
    values: Counter[str] = Counter()
    required: Counter[str] = Counter()
    for name, rows in tables.items():
        table = TABLES[name]
        wanted = frozenset(table.required) if name != _OF_CHANGES else frozenset[str]()
        looked_at = [f for f in table.fields if f in wanted or not is_free(name, f)]
        for row in rows:
            for field in looked_at:
                cell = row.get(field)
                if fitted(name, field, cell) is not None:
                    continue
                if cell not in (None, ""):
                    values[f"{name}.{field}"] += 1
                if field in wanted:
                    required[f"{name}.{field}"] += 1
    return LeftOut(_columns(content), dict(sorted(values.items())), dict(sorted(required.items())))


def read_first(content: ResourceExport, told: LeftOut, *, what: str) -> str:
    """A text for whoever opens the file."""
    return "\r\n".join((*about(content, what), "", *told.sentences(), ""))


def _columns(content: ResourceExport) -> dict[str, int]:
    found: Counter[str] = Counter()
    pointers = joins(content)
    for each in owners(content):
        for name, words in each.record.extra.items():
            if not words or pointers.takes(each, name):
                continue
            if not _has_a_field(each.kind, each.column, name):
                found[f"{each.kind}.{name}"] += 1
    return dict(sorted(found.items()))


def _has_a_field(kind: str, column: str, name: str) -> bool:
    if name in (*FROM_EXTRA[kind], FAX) or is_written(column, name):
        return True
    return kind == "service" and (
        name == AT_LOCATION or name.startswith(_ATTRIBUTE) or is_day(name)
    )


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} ({count:,})" for name, count in counts.items())
