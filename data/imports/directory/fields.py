"""The tables and fields of the Human Services Data Specification, and what others call them.

Names are compared in small letters with underscores, so that `PostalCode`, `postal code` and
`postal_code` are one.

Source:
    Open Referral, HSDS 3.0 and 3.1 (schema/simple), and the 1.x and 2.x data dictionaries.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

_TABLES = {
    "organization": "organizations orgs agency agencies",
    "program": "programs",
    "service": "services",
    "location": "locations site sites",
    "address": "addresses addresss physical_address physical_addresses",
    "postal_address": "postal_addresses mail_address mail_addresses mailing_address",
    "phone": "phones telephones",
    "contact": "contacts",
    "language": "languages service_languages location_languages interpretation_services",
    "schedule": "schedules regular_schedule regular_schedules holiday_schedule holiday_schedules",
    "service_at_location": "service_at_locations services_at_location services_at_locations "
    "service_location service_locations",
    "taxonomy": "taxonomys",
    "taxonomy_term": "taxonomy_terms",
    "attribute": "attributes other_attribute other_attributes",
    "service_taxonomy": "service_taxonomies services_taxonomy services_taxonomies "
    "service_taxonomys",
    "accessibility": "accessibilities accessibilitys accessibility_for_disabilities",
    "service_capacity": "service_capacities service_capacitys capacity capacities",
    "unit": "units",
    "cost_option": "cost_options",
    "eligibility": "eligibilities eligibilitys",
    "required_document": "required_documents",
    "service_area": "service_areas",
    "funding": "fundings",
    "payment_accepted": "payments_accepted payment_accepteds accepted_payments",
    "organization_identifier": "organization_identifiers",
    "url": "urls additional_urls additional_websites",
    "metadata": "metadatas",
    "meta_table_description": "meta_table_descriptions",
}
TABLES = {name: kind for kind, names in _TABLES.items() for name in (kind, *names.split())} | {
    "taxonomies": "taxonomy"
}
"""The kind of a table by the name of its file."""

_REFERENCES = (
    "organization_id service_id location_id service_at_location_id contact_id phone_id program_id"
)
_POINTERS = frozenset({"id", *_REFERENCES.split()})
_STANDARD = {
    "organization": "id name alternate_name description email website year_incorporated "
    "legal_status logo uri parent_organization_id additional_websites",
    "program": "id organization_id name alternate_name description",
    "service": "id organization_id program_id name alternate_name description url additional_urls "
    "email status interpretation_services application_process fees_description accreditations "
    "eligibility_description minimum_age maximum_age assured_date assurer_email alert",
    "attribute": "id link_id taxonomy_term_id link_type link_entity value label",
    "service_at_location": "id service_id location_id description",
    "location": "id location_type url organization_id name alternate_name description "
    "transportation latitude longitude external_identifier external_identifier_type",
    "phone": f"id {_REFERENCES} number extension type description",
    "contact": f"id {_REFERENCES} name title department email",
    "address": "id location_id attention address_1 address_2 city region state_province "
    "postal_code country address_type",
    "schedule": f"id {_REFERENCES} valid_from valid_to dtstart timezone until count wkst freq "
    "interval byday byweekno bymonthday byyearday description opens_at closes_at schedule_link "
    "attending_type notes",
    "funding": "id organization_id service_id source",
    "service_area": "id service_id service_at_location_id name description extent extent_type uri",
    "required_document": "id service_id document uri",
    "language": f"id {_REFERENCES} name code note",
    "accessibility": "id location_id description details url",
    "taxonomy_term": "id code name description parent_id taxonomy language taxonomy_id term_uri",
    "metadata": "id resource_id resource_type last_action_date last_action_type field_name "
    "previous_value replacement_value updated_by",
    "meta_table_description": "id name language character_set",
    "cost_option": "id service_id valid_from valid_to option currency amount amount_description",
    "organization_identifier": "id organization_id identifier_scheme identifier_type identifier",
    "taxonomy": "id name description uri version",
    "service_capacity": "id service_id unit_id available maximum description updated",
    "unit": "id name scheme identifier uri",
    "url": "id label url organization_id service_id",
}
STANDARD = {kind: frozenset(names.split()) for kind, names in _STANDARD.items()}
STANDARD["postal_address"] = STANDARD["address"]

AREAS = frozenset({"service_area", "service_areas", "areas_served", "area_served"})
COUNTIES = frozenset({"counties_served", "county_served", "service_counties"})
"""Columns that hold service areas, and those that hold counties for sure, by plain names."""

_PLACE = {
    "address_1": "address1 street street1 street_1 street_address address physical_address_1 "
    "line1 line_1",
    "address_2": "address2 street2 street_2 line2 line_2 suite",
    "city": "town",
    "county": "county_name",
    "fips": "fips_code county_fips fips_county_code geoid",
    "state_province": "state province state_code",
    "postal_code": "zip zipcode zip_code postcode postalcode zip5",
    "country": "country_code",
    "address_type": "",
}
_FIELDS: dict[str, dict[str, str]] = {
    "organization": {
        "name": "organization_name agency_name",
        "description": "",
        "url": "website urls",
        "email": "email_address emails",
        "phone": "phone_number telephone",
        "status": "",
    },
    "service": {
        "organization_id": "agency_id",
        "location_id": "",
        "name": "service_name",
        "description": "",
        "status": "",
        "url": "website urls",
        "email": "email_address",
        "phone": "phone_number telephone",
        "eligibility": "eligibility_description",
        "fees": "fees_description fee",
        "languages": "language",
        "taxonomy_ids": "taxonomy_id",
        "accepted_payments": "payments_accepted",
        "alert": "",
    },
    "location": {
        "organization_id": "agency_id",
        "name": "location_name site_name",
        "description": "",
        "location_type": "",
        "virtual": "",
        "latitude": "lat y",
        "longitude": "lng lon long x",
        "phone": "phone_number telephone",
        "languages": "language",
        "accessibility": "",
        "status": "",
        "confidential": "is_confidential address_is_private address_private",
        **_PLACE,
    },
    "address": {"location_id": "site_id", **_PLACE},
    "phone": {"number": "phone phone_number", "type": "number_type", "extension": ""},
    "language": {"name": "language", "code": "language_code"},
    "taxonomy": {"id": "taxonomy_id", "parent_name": "", "vocabulary": "", "code": ""},
    "taxonomy_term": {"vocabulary": "taxonomy", "code": ""},
    "service_taxonomy": {"taxonomy_term_id": "taxonomy_id", "value": "taxonomy_detail"},
    "service_at_location": {"status": ""},
    "eligibility": {"eligibility": ""},
    "accessibility": {"accessibility": "", "name": ""},
    "service_area": {"name": "service_area"},
    "service_capacity": {"unit": "unit_name"},
    "payment_accepted": {"payment": "name"},
    "schedule": {"byday": "weekday", "closed": "is_closed", "start_date": "", "end_date": ""},
}
FIELDS = {
    kind: {name: field for field, others in fields.items() for name in (field, *others.split())}
    for kind, fields in _FIELDS.items()
}
"""Which field of ours a column is, by kind of table."""
FIELDS["postal_address"] = FIELDS["address"]

REQUIRED = {
    "organization": ("name", "description"),
    "service": ("name", "status"),
    "address": ("address_1", "city", "state_province", "postal_code", "country"),
    "phone": ("number",),
}
"""What the standard wants in every row, beside an id."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What each column of a table becomes.

    Attributes:
        names: by column as it came; a column that nobody knows keeps its name to the letter.
        unknown: columns that neither we nor the standard have a field for.
    """

    names: Mapping[str, str]
    unknown: tuple[str, ...]


@lru_cache(maxsize=10_000)
def plain_name(name: str) -> str:
    """A name of a column or a file in small letters with underscores."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return re.sub(r"[^a-z0-9]+", "_", parted.lower()).strip("_")


def kind_of(file: str) -> str | None:
    """What kind of table a file holds, by its name without folder and ending; None for others."""
    stem = plain_name(file)
    stem = re.sub(r"^hsds_|_?(export|sample|extract|table|v?\d+)$", "", stem)
    return TABLES.get(stem)


def plan(kind: str, columns: Iterable[str]) -> Plan:
    """Which field each column of a table is."""
    fields, standard = FIELDS.get(kind, {}), STANDARD.get(kind, frozenset[str]())
    plain = {column: plain_name(column) for column in columns}
    own_id = f"{kind}_id" if "id" not in plain.values() else ""
    names: dict[str, str] = {}
    unknown: list[str] = []
    for column, called in plain.items():
        name = "id" if called == own_id else called
        known = name in fields or name in standard or name in _POINTERS
        names[column] = fields.get(name, name) if known else column
        if not known:
            unknown.append(column)
    return Plan(names, tuple(unknown))


def renamed_rows(
    rows: Iterable[tuple[int, Mapping[str, str]]], names: Mapping[str, str]
) -> list[tuple[int, dict[str, str]]]:
    """All rows of a table under our names."""
    targets = tuple(names.values())
    width = len(targets) if len(set(targets)) == len(targets) else -1
    columns = tuple(names)
    return [
        (number, dict(zip(targets, record.values(), strict=True)))
        if len(record) == width and tuple(record) == columns
        else (number, renamed(record, names))
        for number, record in rows
    ]


def renamed(record: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """A row under our names.

    Of two columns for one field the first that says something stands; the other keeps its own name.
    """
    fields: dict[str, str] = {}
    for column, cell in record.items():
        name = names.get(column, column)
        if not fields.get(name):
            fields[name] = cell
        elif cell and cell != fields[name]:
            own = plain_name(column)
            fields[own if own not in fields else f"{own}_as_well"] = cell
    return fields
