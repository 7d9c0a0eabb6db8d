"""Any table, through a profile that says which column is which field.

A profile is made once for a directory, by a person with a proposal to start from, and kept: the
next file of that directory is read the same way.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any

from data.imports.directory.cleaning import clean
from data.imports.directory.days import told_day
from data.imports.directory.facts import state_in
from data.imports.directory.fields import plain_name
from data.imports.directory.flat import FlatRow, sort_rows
from data.imports.directory.issues import Ledger, Place
from data.imports.directory.parts import Part
from data.imports.directory.reading_by_name import unread
from data.imports.directory.records import FACT_IDS, MORE_FACT_IDS, Fact, Term
from data.imports.directory.tables import Record, Rows, Table
from data.imports.gate import Limits, admit
from data.imports.problems import InputProblems, Refused

ANY_FILE = "*"
LARGEST = 1_000_000
"""Bytes of a profile that are read."""
_TAKEN_ALONG = "give a JSON file that was taken along from here as how columns of a list are read"
_UNSENT = re.compile(r"\\u(0000|[dD][89a-fA-F])")
"""Signs that no database holds, as JSON may write them."""
_FACTS = (*FACT_IDS, *MORE_FACT_IDS)
_ORGANIZATION = "id name description url email phone status"
_SERVICE = (
    "id name description status url email phone eligibility fees languages taxonomy_ids alert"
)
_SITE = (
    "id name description location_type address_1 address_2 city county fips state_province "
    "postal_code country latitude longitude phone languages accessibility confidential virtual"
)
_CAPACITY = "unit available maximum updated"
FIELDS = (
    *(f"organization.{name}" for name in _ORGANIZATION.split()),
    *(f"service.{name}" for name in _SERVICE.split()),
    *(f"site.{name}" for name in _SITE.split()),
    *(f"capacity.{name}" for name in _CAPACITY.split()),
    *(f"fact.{fact_id}" for fact_id in _FACTS),
    "term",
    "as_of",
)
"""What a column can be. A column of terms holds words apart by semicolons."""

_PROPOSED = {
    "organization.id": "organization_id|organization_uuid|agency_id|provider_id|org_id",
    "organization.name": "organization|organization_name|agency|agency_name|provider|provider_name|"
    "org_name|company|parent_agency",
    "organization.description": "organization_description|agency_description",
    "organization.url": "organization_url|agency_website|organization_website",
    "organization.email": "organization_email|agency_email",
    "service.id": "id|service_id|service_uuid|program_id|record_id|resource_id|unique_id",
    "service.name": "name|service|service_name|program|program_name|resource|resource_name|title|"
    "facility_name|facility|public_name",
    "service.description": "description|service_description|program_description|services|"
    "services_offered|about|details|summary",
    "service.status": "status|service_status|active|record_status",
    "service.url": "url|website|web|service_url|web_site|link|homepage|website_address",
    "service.email": "email|e_mail|service_email|email_address|contact_email",
    "service.phone": "phone|telephone|phone_number|phone_no|main_phone|service_phone|phones|tel|"
    "contact_phone",
    "service.eligibility": "eligibility|eligibility_description|who_can_use|requirements|criteria|"
    "who_is_eligible|target_population|population_served",
    "service.fees": "fees|fee|cost|costs|price|fees_description|fee_structure|payment",
    "service.languages": "languages|language|languages_spoken|languages_offered|spoken_languages",
    "service.alert": "alert|notes_to_staff|referral_note",
    "site.id": "location_id|location_uuid|site_id|site_uuid",
    "site.name": "location|location_name|site|site_name",
    "site.address_1": "address|address_1|address1|street|street_address|street1|location_address|"
    "address_line_1|physical_address|site_address|full_address",
    "site.address_2": "address_2|address2|street2|suite|unit|address_line_2|apt",
    "site.city": "city|town|municipality",
    "site.county": "county|county_name",
    "site.fips": "fips|county_fips|fips_code|geoid",
    "site.state_province": "state|province|state_province|st",
    "site.postal_code": "zip|zip_code|zipcode|postal_code|postcode|zip5",
    "site.country": "country",
    "site.latitude": "latitude|lat|y",
    "site.longitude": "longitude|long|lng|lon|x",
    "site.accessibility": "accessibility|ada|wheelchair|disabilities_access",
    "site.confidential": "confidential|address_is_private|confidential_address|hide_address",
    "capacity.unit": "capacity_unit|unit_type|units",
    "capacity.available": "available|beds_available|open_beds|openings|slots_available|vacancies",
    "capacity.maximum": "capacity|beds|total_beds|slots|capacity_total|maximum|number_of_beds",
    "capacity.updated": "capacity_updated|capacity_date|beds_as_of",
    "fact.accepts_medicaid": "medicaid|accepts_medicaid|takes_medicaid|medi_cal",
    "fact.accepts_children": "accepts_children|children_welcome|children_can_stay",
    "fact.accepts_pregnant": "accepts_pregnant|pregnant_women|pregnant",
    "fact.accepts_moud": "accepts_moud|moud|mat|accepts_mat|mat_accepted",
    "fact.remote_option": "telehealth|remote|virtual_services|remote_option",
    "fact.disability_access": "wheelchair_accessible|ada_accessible|handicap_accessible",
    "term": "category|categories|taxonomy|taxonomy_term|taxonomy_terms|service_type|type|"
    "service_category|keywords|tags",
    "as_of": "last_updated|updated|last_verified|last_modified|date_updated|verified_on|as_of",
}
_PROPOSALS = {
    name: field for field, names in _PROPOSED.items() for name in (*names.split("|"), field)
} | {f"{fact_id}": f"fact.{fact_id}" for fact_id in _FACTS}


@dataclass(frozen=True, slots=True)
class Profile:
    """How the tables of one directory are read.

    Attributes:
        name: of the directory; with an id it makes a record the same in each of its files.
        files: by the name of a file without its ending, or * for any: what each column is.
        no_is_an_answer: columns of which a person says that all were asked, though every row says
            no; else that is taken for what a program writes where nobody has asked.
    """

    name: str
    files: Mapping[str, Mapping[str, str]]
    no_is_an_answer: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        fields = (field for columns in self.files.values() for field in columns.values())
        unknown = sorted(set(fields) - set(FIELDS))
        if unknown:
            raise InputProblems(
                [f"profile '{self.name}': there is no field '{name}'." for name in unknown]
            )

    def columns_of(self, file: str) -> Mapping[str, str] | None:
        """What each column of a file is; None where the profile does not speak of it."""
        stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        exact = (columns for name, columns in self.files.items() if name == stem)
        matching = (columns for name, columns in self.files.items() if fnmatchcase(stem, name))
        return next(exact, None) or next(matching, None)

    def columns_of_table(self, table: Table) -> Mapping[str, str] | None:
        """The same for a table; a sheet goes by its own name or by that of its workbook."""
        workbook = table.file.rpartition("/")[0]
        if not workbook.lower().endswith(".xlsx"):
            return self.columns_of(table.file)
        told = (self.columns_of(table.file), self.columns_of(workbook))
        return next((each for each in told if each and each.keys() & {*table.columns}), None)


def to_json(profile: Profile) -> str:
    """A profile as text that `from_json` reads."""
    kept: dict[str, Any] = {
        "name": profile.name,
        "files": {n: dict(c) for n, c in profile.files.items()},
    }
    if profile.no_is_an_answer:
        kept["no_is_an_answer"] = list(profile.no_is_an_answer)
    return json.dumps(kept, ensure_ascii=False, indent=2)


def from_json(text: str) -> Profile:
    """A profile that was kept as text.

    Raises:
        InputProblems: it is no profile.
    """
    wrong = InputProblems(["profile: it is no JSON with a name and files; save it here again."])
    try:
        kept = json.loads(text)
    except ValueError:
        raise wrong from None
    files = kept.get("files") if isinstance(kept, dict) else None
    if not isinstance(files, dict) or not all(isinstance(each, dict) for each in files.values()):
        raise wrong
    answers = kept.get("no_is_an_answer", [])
    if not isinstance(answers, list):
        raise wrong
    named = {str(n): {str(c): str(f) for c, f in columns.items()} for n, columns in files.items()}
    return Profile(str(kept.get("name", "")), named, tuple(map(str, answers)))


def read_profile(content: bytes, *, name: str) -> Profile:
    """A profile that somebody gave as a file.

    Args:
        content: all of it, or one byte more than may be read.
        name: of the file, for messages.

    Raises:
        InputProblems: it is no profile; what came, and what would be right.
    """
    given = admit(content, name=name, kind="json", limits=Limits(LARGEST))
    text = given.text
    if "\x00" in text or _UNSENT.search(text):
        raise Refused(name, "it holds signs that no text has", right=_TAKEN_ALONG)
    try:
        found = from_json(text)
    except RecursionError:
        raise Refused(name, "it is no profile", right=_TAKEN_ALONG) from None
    except InputProblems as wrong:
        if any("there is no field" in each for each in wrong.problems):
            raise
        raise Refused(name, "it does not say what columns are", right=_TAKEN_ALONG) from None
    if not any(found.files.values()):
        raise Refused(name, "it does not say what any column is", right=_TAKEN_ALONG)
    return found


def suggest_profile(columns: Iterable[str], *, name: str = "directory") -> Profile:
    """Propose what each column is, by its name; a person decides.

    Args:
        columns: as they are called in the file.
        name: of the directory.

    Returns:
        A profile for any file. Each field is proposed once, except terms, for the first column
        that is called so; the other columns are left out, and would be kept as they are.
    """
    chosen: dict[str, str] = {}
    for column in columns:
        plain = plain_name(column)
        field = _PROPOSALS.get(plain) or _PROPOSALS.get(_shortened(plain), "")
        if field and (field == "term" or field not in chosen.values()):
            chosen[column] = field
    if "service.name" not in chosen.values() and "organization.name" not in chosen.values():
        named = next((c for c in columns if plain_name(c).endswith("name") and c not in chosen), "")
        chosen |= {named: "service.name"} if named else {}
    return Profile(name, {ANY_FILE: chosen})


def _shortened(name: str) -> str:
    """Without what only says where a column is from."""
    return re.sub(r"^(facility|site|physical|provider|program|main|primary)_|_(1|text)$", "", name)


def read_profiled(
    table: Table,
    columns: Mapping[str, str],
    *,
    name: str,
    ledger: Ledger,
    no_is_an_answer: Collection[str] = (),
) -> list[Part]:
    """The rows of a table by kind, as a profile tells.

    Args:
        table: whose account is open.
        columns: what each column is; others are kept as they came.
        name: of the directory.
        ledger: told of what is odd.
        no_is_an_answer: as in a profile.
    """
    unknown = [column for column in table.columns if column not in columns]
    ledger.unknown_columns(table.file, unread(unknown))
    flags = [column for column, field in columns.items() if field == "site.confidential"]
    rows = clean(table.rows, file=table.file, ledger=ledger, as_they_came=flags)
    doubted = frozenset(_only_no(rows, columns)) - frozenset(no_is_an_answer)
    for column in sorted(doubted):
        came = f"{column} is no in all {len(rows):,} rows"
        ledger.note("every_row_says_no", Place(table.file, 0, column), came=came)
    _tell_blank_organizations(rows, columns, file=table.file, ledger=ledger)
    return sort_rows(
        (
            _row(
                each,
                columns,
                number=number,
                unknown=unknown,
                doubted=doubted,
                name=name,
                as_of=_day(each, columns, Place(table.file, number), ledger=ledger),
            )
            for number, each in rows
        ),
        file=table.file,
    )


def _tell_blank_organizations(
    rows: Rows, columns: Mapping[str, str], *, file: str, ledger: Ledger
) -> None:
    """Rows that do not say who offers a service, in a table that has a column for it."""
    of = [c for c, field in columns.items() if field in ("organization.name", "organization.id")]
    what = [c for c, field in columns.items() if field == "service.name"]
    for number, record in rows:
        named = next((record[column] for column in what if record.get(column)), "")
        if of and named and not any(record.get(column) for column in of):
            ledger.note("organization_blank", Place(file, number, of[0]), came=named)


def _day(record: Record, columns: Mapping[str, str], place: Place, *, ledger: Ledger) -> str:
    """The day of all that a row states, where a column tells one."""
    named = next((c for c, field in columns.items() if field == "as_of" and record.get(c)), "")
    at = Place(place.file, place.row, named)
    return told_day(record[named], at, ledger=ledger) if named else ""


def _row(
    record: Record,
    columns: Mapping[str, str],
    *,
    number: int,
    unknown: Sequence[str],
    doubted: Collection[str],
    name: str,
    as_of: str,
) -> FlatRow:
    of: dict[str, Record] = {"organization": {}, "service": {}, "site": {}, "capacity": {}}
    stated: dict[str, Fact] = {}
    terms: list[Term] = []
    for column, field in columns.items():
        kind, _, inner = field.partition(".")
        cell = record.get(column, "")
        if kind in of:
            of[kind][inner] = of[kind].get(inner) or cell
        elif kind == "fact" and cell:
            said = _fact(cell, source=f"{name}: {column}", as_of=as_of)
            stated[inner] = (
                replace(said, state="unknown", condition=cell) if column in doubted else said
            )
        elif kind == "term":
            words = (word.strip() for word in cell.split(";"))
            terms.extend(Term(f"{name} {column}", "", word) for word in words if word)
    if as_of:
        of["service"]["assured_date"] = as_of
        of["capacity"]["updated"] = of["capacity"].get("updated") or as_of
    _keep(of, {column: record.get(column, "") for column in unknown})
    more = [("service_capacity", of["capacity"])] if _counted(of["capacity"]) else []
    spoken = {"organization": of["organization"], "location": of["site"], "service": of["service"]}
    return FlatRow(number, spoken, tuple(dict.fromkeys(terms)), stated, more)


def _only_no(rows: Rows, columns: Mapping[str, str]) -> Iterator[str]:
    """Columns of answers in which all of several rows say no, and none is empty."""
    for column in (name for name, field in columns.items() if field.startswith("fact.")):
        said = {state_in(record.get(column, "")) for _, record in rows}
        if said == {"no"} and len(rows) > 1:
            yield column


def _counted(capacity: Record) -> bool:
    return bool(capacity.get("available") or capacity.get("maximum"))


def _keep(of: Mapping[str, Record], rest: Record) -> None:
    """Columns without a field go to what the row is about."""
    about = "service" if any(of["service"].get(n) for n in ("id", "name")) else "site"
    if about == "site" and not any(of["site"].values()):
        about = "organization"
    for column, cell in rest.items():
        of[about].setdefault(column, cell)


def _fact(cell: str, *, source: str, as_of: str) -> Fact:
    """Yes and no as they stand; other words are kept, and say neither."""
    state = state_in(cell)
    return Fact(state, "" if state != "unknown" else cell, source, as_of)
