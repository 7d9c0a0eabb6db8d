"""The tables of the Human Services Data Specification that a map is written in, and their fields.

Source:
    Open Referral, HSDS 3.1 (schema/simple).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from data.exports.resources.hsds_values import ALLOWED, NUMBERS


@dataclass(frozen=True)
class HsdsTable:
    """One table.

    Attributes:
        name: of its kind, as in the specification.
        file: where it is written.
        fields: in their order.
        required: those that the specification wants in every row.
    """

    name: str
    file: str
    fields: tuple[str, ...]
    required: tuple[str, ...]

    @cached_property
    def schema(self) -> dict[str, object]:
        """As a table schema of a data package."""
        return {"fields": [self._field(name) for name in self.fields], "primaryKey": "id"}

    def _field(self, name: str) -> dict[str, object]:
        described: dict[str, object] = {"name": name}
        described["type"] = "number" if name in NUMBERS else "string"
        if allowed := ALLOWED.get((self.name, name)):
            described["constraints"] = {"enum": list(allowed)}
        return described


_FIELDS = {
    "organization": "id* name* alternate_name description* email website year_incorporated "
    "legal_status logo uri parent_organization_id",
    "service": "id* organization_id program_id name* alternate_name description url email status* "
    "interpretation_services application_process fees_description accreditations "
    "eligibility_description minimum_age maximum_age assured_date assurer_email alert",
    "location": "id* location_type* url organization_id name alternate_name description "
    "transportation latitude longitude external_identifier external_identifier_type",
    "address": "id* location_id attention address_1* address_2 city* region state_province* "
    "postal_code* country* address_type*",
    "phone": "id* location_id service_id organization_id contact_id service_at_location_id "
    "number* extension type description",
    "language": "id* service_id location_id phone_id name code note",
    "service_at_location": "id* service_id* location_id* description",
    "service_capacity": "id* service_id* unit_id* available* maximum description updated*",
    "unit": "id* name* scheme identifier uri",
    "attribute": "id* link_id* taxonomy_term_id* link_type* link_entity* value label",
    "taxonomy": "id* name* description* uri version",
    "taxonomy_term": "id* code name* description* parent_id language taxonomy_id term_uri",
    "cost_option": "id* service_id* valid_from valid_to option currency amount amount_description",
    "schedule": "id* service_id location_id service_at_location_id valid_from valid_to dtstart "
    "timezone until count wkst freq interval byday byweekno bymonthday byyearday description "
    "opens_at closes_at schedule_link attending_type notes",
    "contact": "id* organization_id service_id service_at_location_id location_id name title "
    "department email",
    "service_area": "id* service_id name description extent extent_type uri",
    "required_document": "id* service_id document uri",
    "funding": "id* organization_id service_id source",
    "program": "id* organization_id* name* alternate_name description*",
    "organization_identifier": "id* organization_id* identifier_scheme identifier_type* "
    "identifier*",
    "url": "id* label url* organization_id service_id",
    "accessibility": "id* location_id description details url",
    "metadata": "id* resource_id* resource_type* last_action_date* last_action_type* field_name* "
    "previous_value* replacement_value* updated_by*",
}
_FILES = {
    "organization": "organizations",
    "service": "services",
    "location": "locations",
    "address": "addresses",
    "phone": "phones",
    "language": "languages",
    "service_at_location": "service_at_location",
    "service_capacity": "service_capacity",
    "unit": "units",
    "attribute": "attributes",
    "taxonomy": "taxonomies",
    "taxonomy_term": "taxonomy_terms",
    "cost_option": "cost_options",
    "schedule": "schedules",
    "contact": "contacts",
    "service_area": "service_areas",
    "required_document": "required_documents",
    "funding": "funding",
    "program": "programs",
    "organization_identifier": "organization_identifiers",
    "url": "url",
    "accessibility": "accessibility",
    "metadata": "metadata",
}


def _table(name: str, fields: str) -> HsdsTable:
    marked = fields.split()
    plain = tuple(field.rstrip("*") for field in marked)
    required = tuple(field.rstrip("*") for field in marked if field.endswith("*"))
    return HsdsTable(name, f"{_FILES[name]}.csv", plain, required)


TABLES: Mapping[str, HsdsTable] = {name: _table(name, fields) for name, fields in _FIELDS.items()}
"""By kind; what others point at comes first."""
