"""Exports of 211 centres in one table: agencies, sites, programs and programs at sites are mixed.

Each row says what it is (`TaxonomyLevelName`) and whose it is (`ParentAgencyNum`). A program at a
site joins two other rows; where its program is not in the table, it is a service itself.

Source:
    Column names of public importers of such exports, such as the iCarol import tables of CIOC.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from data.imports.directory.cleaning import clean
from data.imports.directory.confidential_columns import hides
from data.imports.directory.facts import access
from data.imports.directory.fields import plain_name
from data.imports.directory.flat import Sorted
from data.imports.directory.issues import Ledger, Place
from data.imports.directory.parts import Part, made_up_id
from data.imports.directory.reading_by_name import unread
from data.imports.directory.records import Term
from data.imports.directory.tables import Record, Rows, Table

NAME = "icarol"
_TELLING = frozenset(
    {"resource_agency_num", "parent_agency_num", "taxonomy_level_name", "agency_status"}
)
_COMMON = {
    "resource_agency_num": "id",
    "public_name": "name",
    "agency_description": "description",
    "agency_status": "status",
    "website_address": "url",
    "email_address_main": "email",
}
_SERVICE = {
    "eligibility": "eligibility",
    "fee_structure_source": "fees",
    "languages_offered_list": "languages",
    "languages_offered": "languages",
}
_SITE = {
    "physical_address1": "address_1",
    "physical_address2": "address_2",
    "physical_city": "city",
    "physical_county": "county",
    "physical_state_province": "state_province",
    "physical_postal_code": "postal_code",
    "physical_country": "country",
    "physical_address_is_private": "confidential",
    "latitude": "latitude",
    "longitude": "longitude",
    "disabilities_access": "accessibility",
}
_PHONE = re.compile(
    r"phone(\d+)_number|phone_(toll_free|tty|number_hotline|number_business_line|"
    r"number_after_hours|number_out_of_area)"
)
_PRIVATE = "_is_private"
_POST_IS_PRIVATE = "mailing_address_is_private"
_POINTERS = frozenset(
    {
        "parent_agency_num",
        "taxonomy_level_name",
        "connects_to_site_num",
        "connects_to_program_num",
        "taxonomy_codes",
        "taxonomy_terms",
        "taxonomy_term",
        "taxonomy_code",
    }
)
_MADE_OF = (
    "taxonomy_level_name",
    "public_name",
    "parent_agency_num",
    "connects_to_program_num",
    "connects_to_site_num",
    "physical_address1",
    "physical_city",
    "physical_postal_code",
)
"""What makes an id for a row without a number."""
_LEVELS = {"agency": "agency", "site": "site", "program": "program", "programatsite": "at_site"}


def is_icarol(columns: Iterable[str]) -> bool:
    """At least two of the columns that only such exports have."""
    return len(_TELLING & {plain_name(column) for column in columns}) >= 2


@dataclass(frozen=True, slots=True)
class _Whole:
    """What is in the table, by level."""

    level: Mapping[int, str]
    ids: Mapping[str, frozenset[str]]
    site_parents: Mapping[str, str]


def read_icarol(table: Table, ledger: Ledger) -> list[Part]:
    """The rows of such an export by kind."""
    rows: Rows = [
        (number, _numbered(record, Place(table.file, number), ledger=ledger))
        for number, record in clean(table.rows, file=table.file, ledger=ledger)
    ]
    whole = _survey(rows)
    found = Sorted(table.file)
    for number, record in rows:
        level = whole.level[number]
        if level == "agency":
            _agency(number, record, whole=whole, found=found)
        elif level == "site":
            _site(number, record, found=found)
        else:
            _program(number, record, whole=whole, found=found)
        found.describe_terms(number, _terms(record))
        _phones(Place(table.file, number), record, found=found, ledger=ledger, whole=whole)
    ledger.unknown_columns(table.file, unread(c for c in table.columns if not _is_read(c)))
    return found.parts()


def _is_read(column: str) -> bool:
    """It has a field, says what the row is, or is a telephone or says whether one is private."""
    name = plain_name(column)
    return name in {*_COMMON, *_SERVICE, *_SITE, *_POINTERS, _POST_IS_PRIVATE} or _is_of_a_phone(
        name
    )


def _numbered(row: Record, place: Place, *, ledger: Ledger) -> Record:
    """A row under plain names; where it has no number, an id is made of what it says."""
    record = {plain_name(column): cell for column, cell in row.items()}
    name = record.get("public_name", "")
    if record.get("resource_agency_num") or not (name or _has_place(record)):
        return record
    ledger.note("id_missing", place, came=name)
    own = made_up_id("icarol", *(record.get(column, "") for column in _MADE_OF))
    return {**record, "resource_agency_num": own}


def _survey(rows: Rows) -> _Whole:
    level = {number: _level(record) for number, record in rows}
    ids = {
        name: frozenset(r.get("resource_agency_num", "") for n, r in rows if level[n] == name)
        for name in ("agency", "site", "program")
    }
    parents = {
        record.get("resource_agency_num", ""): _parent(record)
        for number, record in rows
        if level[number] == "site"
    }
    return _Whole(level, ids, parents)


def _level(record: Record) -> str:
    """What a row is; without a word for it, a row without a parent is an agency."""
    said = plain_name(record.get("taxonomy_level_name", "")).replace("_", "")
    return _LEVELS.get(said) or ("program" if _parent(record) else "agency")


def _parent(record: Record) -> str:
    number = record.get("parent_agency_num", "")
    return "" if number == "0" else number


def _fields(record: Record, *maps: Mapping[str, str]) -> Record:
    """Fields by our names, and beside them what nobody has a field for."""
    fields: Record = {}
    for names in maps:
        for column, name in names.items():
            if not fields.get(name):
                fields[name] = record.get(column, "")
    ours = {*_COMMON, *_SERVICE, *_SITE, *_POINTERS}
    rest = {column: cell for column, cell in _public(record).items() if column not in ours}
    return {**rest, **fields}


def _public(record: Record) -> Record:
    """Without telephones, which are sorted one by one, and without what is private."""
    kept_back = [of for of, cell in _private_phones(record) if hides(cell)]
    if hides(record.get("physical_address_is_private", "")):
        kept_back += ["physical_", "latitude", "longitude"]
    if hides(record.get(_POST_IS_PRIVATE, "")):
        kept_back.append("mailing_")
    return {
        column: cell
        for column, cell in record.items()
        if not (column.startswith(tuple(kept_back)) or _is_of_a_phone(column))
    }


def _private_phones(record: Record) -> Iterable[tuple[str, str]]:
    """What the columns of each telephone begin with, and what is said of whether it is private."""
    for column, cell in record.items():
        if column.startswith("phone") and column.endswith(_PRIVATE):
            yield column.removesuffix(_PRIVATE), cell


@lru_cache(maxsize=2_000)
def _is_of_a_phone(column: str) -> bool:
    """A number, which is sorted by itself, or whether it is private."""
    if _PHONE.fullmatch(column):
        return True
    of = column.removesuffix(_PRIVATE)
    return of != column and any(_PHONE.fullmatch(each) for each in (of, f"{of}_number"))


def _place(record: Record) -> Record:
    return {name: record.get(column, "") for column, name in _SITE.items()}


def _has_place(record: Record) -> bool:
    return any(record.get(f"physical_{name}") for name in ("address1", "city", "postal_code"))


def _agency(number: int, record: Record, *, whole: _Whole, found: Sorted) -> None:
    found.put("organization", _fields(record, _COMMON), number=number, counts=True)
    if _has_place(record) and not whole.ids["site"]:
        own = record.get("resource_agency_num", "")
        place = {**_place(record), "organization_id": own, "name": record.get("public_name", "")}
        found.put("location", {**place, "id": made_up_id("at", own)}, number=number)


def _site(number: int, record: Record, *, found: Sorted) -> None:
    fields = _fields(record, _COMMON, _SITE)
    fields["languages"] = record.get("languages_offered_list", "")
    fields["organization_id"] = _parent(record)
    found.put("location", fields, number=number, counts=True)


def _program(number: int, record: Record, *, whole: _Whole, found: Sorted) -> None:
    own, parent = record.get("resource_agency_num", ""), _parent(record)
    site = record.get("connects_to_site_num", "")
    program = record.get("connects_to_program_num", "")
    if parent in whole.ids["site"] and parent not in whole.ids["agency"]:
        site, parent = site or parent, whole.site_parents[parent]
    if program in whole.ids["program"] and whole.level[number] == "at_site" and site:
        status = record.get("agency_status", "")
        link = {"id": own, "service_id": program, "location_id": site, "status": status}
        found.put("service_at_location", link, number=number, counts=True)
        said = {column: cell for column, cell in _public(record).items() if cell}
        found.put("program_at_site", {**said, "service_at_location_id": own}, number=number)
        return
    if not site and _has_place(record):
        site = made_up_id("at", parent, *(record.get(c, "") for c in list(_SITE)[:6]))
        place = {**_place(record), "id": site, "organization_id": parent}
        found.put("location", place, number=number)
    service = {**_fields(record, _COMMON, _SERVICE), "organization_id": parent}
    fact = access(record.get("disabilities_access", ""), source=NAME)
    found.describe_facts(number, {"disability_access": fact} if fact.source else {})
    found.put("service", {**service, "location_id": site}, number=number, counts=True)


def _terms(record: Record) -> tuple[Term, ...]:
    """Alternatives stand apart by semicolons; codes joined by * are one combined term."""
    codes = record.get("taxonomy_codes", "") or record.get("taxonomy_code", "")
    words = record.get("taxonomy_terms", "") or record.get("taxonomy_term", "")
    names = [name.strip() for name in words.split(";")]
    if not codes:
        return tuple(Term(f"{NAME} taxonomy", "", name) for name in names if name)
    listed = [" * ".join(part.strip() for part in code.split("*")) for code in codes.split(";")]
    named = names if len(names) == len(listed) else [""] * len(listed)
    return tuple(
        Term(f"{NAME} taxonomy", code, name)
        for code, name in zip(listed, named, strict=True)
        if code
    )


def _phones(place: Place, record: Record, *, found: Sorted, ledger: Ledger, whole: _Whole) -> None:
    kind = {"agency": "organization_id", "site": "location_id", "program": "service_id"}
    name = kind.get(whole.level[place.row], "service_id")
    own = record.get("resource_agency_num", "")
    joined = name == "service_id" and whole.level[place.row] == "at_site"
    if joined and record.get("connects_to_program_num", "") in whole.ids["program"]:
        own = record["connects_to_program_num"]
    for column, number in record.items():
        matched = _PHONE.fullmatch(column) if number and own else None
        if not matched:
            continue
        private = column.removesuffix("_number") if matched[1] else column
        if hides(record.get(f"{private}_is_private", "")):
            ledger.note("private_phone", Place(place.file, place.row, column))
        else:
            found.put("phone", {"number": number, name: own}, number=place.row)
