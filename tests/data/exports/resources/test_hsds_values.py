"""What the specification takes in its fields, and what it does not."""

import pytest

from data.exports.resources.hsds_values import fitted
from data.imports.directory.escapes import bracketed, unbracketed


@pytest.mark.parametrize(
    ("table", "field", "came", "written"),
    [
        ("service", "status", "Active", "active"),
        ("service", "status", "unknown", None),
        ("location", "location_type", "Physical", "physical"),
        ("location", "location_type", "by bus", None),
        ("address", "country", "United States of America", "US"),
        ("address", "country", "U.S.A.", "US"),
        ("address", "country", "ca", "CA"),
        ("address", "country", "not known", None),
        ("service", "minimum_age", "18", "18"),
        ("service", "minimum_age", "18+", None),
        ("service", "email", "ann@shore.example", "ann@shore.example"),
        ("service", "email", "call us", None),
        ("service", "url", "https://shore.example/a", "https://shore.example/a"),
        ("service", "url", "www.shore.example/a", "http://www.shore.example/a"),
        ("service", "url", "see our page", None),
        ("service", "assured_date", "3/31/2026", "2026-03-31"),
        ("service", "assured_date", "soon", None),
        ("service_capacity", "updated", "2026-03-31", "2026-03-31T00:00:00Z"),
        ("schedule", "opens_at", "9:00", "09:00"),
        ("schedule", "opens_at", "9 am", "09:00"),
        ("schedule", "opens_at", "12:30 p.m.", "12:30"),
        ("schedule", "opens_at", "12 am", "00:00"),
        ("schedule", "opens_at", "18:00:00", "18:00:00"),
        ("schedule", "opens_at", "09:00-05:00", "09:00-05:00"),
        ("schedule", "opens_at", "17", None),
        ("schedule", "opens_at", "25:00", None),
        ("schedule", "byday", "Mon-Fri", "MO,TU,WE,TH,FR"),
        ("schedule", "byday", "Friday to Monday", "FR,SA,SU,MO"),
        ("schedule", "byday", "Tuesdays and Thurs.", "TU,TH"),
        ("schedule", "byday", "2MO,-1FR", "2MO,-1FR"),
        ("schedule", "byday", "mornings", None),
        ("schedule", "byday", "Mothers", None),
        ("service", "name", "not known", "not known"),
        ("service", "name", "", None),
        ("location", "latitude", 38.25, 38.25),
    ],
)
def test_a_value_is_written_as_the_standard_wants_it_or_not_at_all(
    table: str, field: str, came: str | float, written: str | float | None
) -> None:
    assert fitted(table, field, came) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("+1 617 555 0100", "(+1) 617 555 0100"),
        ("+16175550100", "(+1)6175550100"),
        ("+44 1234 234567", "(+44) 1234 234567"),
        ("+353 1 555 0100", "(+353) 1 555 0100"),
        ("617 555 0100", "617 555 0100"),
        ("+x", "+x"),
    ],
)
def test_the_code_of_a_country_stands_in_brackets_and_comes_out_of_them(
    number: str, written: str
) -> None:
    assert bracketed(number) == written
    assert unbracketed(written) == number
