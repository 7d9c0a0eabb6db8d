"""Tables where one row speaks of an organization, a site and a service at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from data.imports.directory.confidential_marks import is_no_address
from data.imports.directory.parts import Part, made_up_id, plain_text
from data.imports.directory.records import Fact, Term
from data.imports.directory.tables import Record, Rows

_PLACE = ("address_1", "city", "postal_code", "latitude")
_GOES_WITH_ADDRESS = (("postal_code",), ("state_province",), ("latitude", "longitude"))
_SAYS_SOMETHING = {
    "organization": ("name",),
    "service": ("name",),
    "location": (*_PLACE, "name"),
}


@dataclass(slots=True)
class FlatRow:
    """One row, sorted by what it speaks of.

    Attributes:
        number: in the file.
        of: fields by kind: organization, service, location; what is empty is not spoken of.
        more: rows of other kinds that belong to it, such as telephones.
    """

    number: int
    of: dict[str, Record]
    terms: Sequence[Term] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    more: list[tuple[str, Record]] = field(default_factory=list)


class Sorted:
    """The rows of a file by kind; each row of the file counts once, where it says most."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._rows: dict[tuple[str, bool], Rows] = {}
        self._terms: dict[int, Sequence[Term]] = {}
        self._facts: dict[int, Mapping[str, Fact]] = {}

    def put(self, kind: str, record: Record, *, number: int, counts: bool = False) -> None:
        """Add a row of one kind."""
        self._rows.setdefault((kind, counts), []).append((number, record))

    def describe_terms(self, number: int, terms: Sequence[Term]) -> None:
        """Keep the words of the service of a row."""
        self._terms[number] = terms

    def describe_facts(self, number: int, facts: Mapping[str, Fact]) -> None:
        """Keep what is stated of the service of a row."""
        self._facts[number] = facts

    def parts(self) -> list[Part]:
        """All of it."""
        return [
            Part(
                kind,
                self._file,
                rows,
                counts,
                terms=self._terms if kind == "service" else {},
                facts=self._facts if kind == "service" else {},
            )
            for (kind, counts), rows in self._rows.items()
        ]


def sort_rows(rows: Iterable[FlatRow], *, file: str) -> list[Part]:
    """Rows by kind, joined by ids; where the file has none they are made of names and addresses."""
    found = Sorted(file)
    for row in _completed(list(rows)):
        organization = _identified("organization", row.of.get("organization", {}))
        site, service = dict(row.of.get("location", {})), dict(row.of.get("service", {}))
        owner = organization.get("id", "")
        spoken = [("organization", organization)] if owner else []
        if any(site.get(name) for name in (*_PLACE, "id", "name")):
            site = _identified("location", _owned(site, owner))
            spoken.append(("location", site))
        else:
            site = {}
        if service.get("id") or service.get("name") or not spoken:
            service = _identified("service", _owned(service, owner), beside=site.get("id", ""))
            spoken.append(("service", service))
            found.describe_terms(row.number, row.terms)
            found.describe_facts(row.number, row.facts)
        _put(row, spoken, found=found)
    return found.parts()


def _completed(rows: Sequence[FlatRow]) -> list[FlatRow]:
    """With what other rows say of the same address where a row leaves it out, such as its ZIP code.

    Else one place would be two. Where other rows differ, nothing is taken from them.
    """
    told: dict[tuple[str, ...], dict[tuple[str, ...], set[tuple[str, ...]]]] = {}
    for row in rows:
        if address := _address(row):
            of_address = told.setdefault(address, defaultdict(set))
            for names, said in _said(row.of["location"]).items():
                of_address[names].add(said)
    return [_complete(row, told.get(_address(row), {})) for row in rows]


def _complete(
    row: FlatRow, told: Mapping[tuple[str, ...], set[tuple[str, ...]]]
) -> FlatRow:  # fmt: skip
    site = row.of.get("location", {})
    more = {
        name: value
        for names, (said, *others) in told.items()
        if not others and not any(site.get(name) for name in names)
        for name, value in zip(names, said, strict=True)
    }
    return replace(row, of={**row.of, "location": {**site, **more}}) if more else row


def _address(row: FlatRow) -> tuple[str, ...]:
    """Street and town; empty where the place has an id of its own, or one of them is not told."""
    site = row.of.get("location", {})
    street = site.get("address_1", "")
    told = (plain_text(street), plain_text(site.get("city", "")))
    is_told = all(told) and not is_no_address(street) and not site.get("id")
    return told if is_told else ()


def _said(site: Record) -> dict[tuple[str, ...], tuple[str, ...]]:
    found = {names: tuple(site.get(n, "") for n in names) for names in _GOES_WITH_ADDRESS}
    return {names: said for names, said in found.items() if all(said)}


def _owned(record: Record, owner: str) -> Record:
    return {**record, "organization_id": owner} if owner else record


def _identified(kind: str, record: Record, *, beside: str = "") -> Record:
    """With an id of its own or one made of what it says; what says nothing gets none."""
    if record.get("id") or not any(record.get(name) for name in _SAYS_SOMETHING[kind]):
        return dict(record)
    names = ("name", "organization_id", *_PLACE, "state_province")
    key = made_up_id(kind, *(record.get(name, "") for name in names), beside)
    return {**record, "id": key}


def _put(row: FlatRow, spoken: Sequence[tuple[str, Record]], *, found: Sorted) -> None:
    """The last of what is spoken of is what the row is about."""
    for kind, record in spoken:
        found.put(kind, record, number=row.number, counts=kind == spoken[-1][0])
    ids = {f"{kind}_id": record["id"] for kind, record in spoken if record.get("id")}
    if "service_id" in ids and "location_id" in ids:
        pair = {name: ids[name] for name in ("service_id", "location_id")}
        found.put("service_at_location", pair, number=row.number)
    main = f"{spoken[-1][0]}_id"
    for kind, record in row.more:
        if main in ids:
            found.put(kind, {**record, main: ids[main]}, number=row.number)
