"""What must not become known is hidden in doubt: in a column of its own, and in words anywhere."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

import pytest

from data.imports.directory.confidential import is_confidential
from data.imports.directory.confidential_columns import said_in
from data.imports.directory.confidential_marks import is_no_address
from data.imports.directory.profiles import suggest_profile
from data.imports.directory.reading import read_directory
from data.imports.directory.records import Directory

FLAT = ("Program", "Confidential Address", "Address", "City", "State", "Zip", "Lat", "Lon")
WHERE = ("12 Elm St", "Louisville", "KY", "40202", "38.2", "-85.7")
HIDING = (
    *("Yes", "y", "TRUE", "1", "1.0", "-1", "X", "t", "Confidential", "Private"),
    *("Yes - DV shelter", "hidden", "Do not publish", "Sí", "DV"),
)
NOT_HIDING = ("No", "n", "FALSE", "f", "0", "0.0", "no.", "Public", "N/A", "not confidential", "")
NOT_UNDERSTOOD = ("Unknown", "see notes", "?", "No - open")
TELLING = (
    "A shelter at a confidential location",
    "Call; the location is confidential.",
    "Location is kept strictly confidential",
    "The location of the shelter is confidential",
    "LOCATION: CONFIDENTIAL",
    "A confidential domestic violence shelter",
    "Safe, confidential shelter for women",
    "24-hour confidential emergency shelter",
    "The shelter is in a secret location",
    "The shelter is confidential",
    "DO NOT GIVE OUT ADDRESS",
    "We don't disclose our location",
    "Location disclosed only after screening",
    "Address and phone number are confidential",
    "Our address is not public",
    "P.O. Box 12 (physical address confidential)",
    "Ubicación confidencial",
    "La ubicación del refugio es confidencial",
    "No divulgar la dirección",
)
TELLING_NOTHING = (
    "Free and confidential counseling.",
    "HIV testing is confidential",
    "Testing at our location is confidential",
    "Free, confidential HIV testing at this location",
    "Convenient location, confidential testing",
    "Call for location. Confidential HIV testing.",
    "Services are private and confidential",
    "Your address will be kept confidential",
    "Address Confidentiality Program",
    "Confidential home visits",
    "Confidential housing counseling",
    "If your location is not listed, call",
    "We do not require proof of address",
    "Do not give out your address online",
    "Private pay accepted at this site",
    "Asesoría confidencial",
)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def codes(directory: Directory) -> list[str]:
    return [issue.code for issue in directory.issues]


def flat(cell: str, *, called: str = "Confidential Address", left_out: bool = False) -> Directory:
    columns = tuple(called if each == FLAT[1] else each for each in FLAT)
    profile = suggest_profile([each for each in columns if not (left_out and each == called)])
    content = table(columns, [("Safe home", cell, *WHERE)])
    return read_directory({"x.csv": content}, profile=profile)


def standard(
    of: str = "", column: str = "", text: str = "", *, many: bool = False
) -> Mapping[str, bytes]:
    """A service at a site, or at two; one cell of one of its tables says something more."""
    tables: dict[str, dict[str, str]] = {
        "organizations": {"id": "o1", "name": "Org"},
        "services": {"id": "s1", "organization_id": "o1", "name": "Home", "status": "active"},
        "locations": {"id": "l1", "name": "House", "latitude": "38.2", "longitude": "-85.7"},
        "addresses": {"id": "a1", "location_id": "l1", "address_1": "12 Elm St", "city": "Here"},
        "service_at_location": {"id": "x1", "service_id": "s1", "location_id": "l1"},
    }
    if of:
        tables[of][column] = text
    content = {
        f"{name}.csv": table(tuple(row), [tuple(row.values())]) for name, row in tables.items()
    }
    if many:
        content["locations.csv"] += b"l2,Office,38.3,-85.6\n"
        content["service_at_location.csv"] += b"x2,s1,l2,\n"
    return content


def hidden(given: Mapping[str, bytes]) -> list[bool]:
    return [site.hidden for site in read_directory(given).sites]


@pytest.mark.parametrize("cell", HIDING)
def test_whatever_says_more_than_no_hides(cell: str) -> None:
    assert said_in(cell) == "yes"
    directory = flat(cell)
    assert directory.sites[0].hidden
    assert codes(directory) == ["confidential_address"]  # and -1 is no placeholder


@pytest.mark.parametrize("cell", NOT_UNDERSTOOD)
def test_a_word_that_is_not_understood_hides_and_is_told(cell: str) -> None:
    directory = flat(cell)
    assert directory.sites[0].hidden
    assert sorted(codes(directory)) == ["confidential_address", "confidential_not_understood"]


@pytest.mark.parametrize("cell", NOT_HIDING)
def test_only_a_clear_no_and_nothing_at_all_hide_nothing(cell: str) -> None:
    directory = flat(cell)
    assert not directory.sites[0].hidden
    assert codes(directory) == []


@pytest.mark.parametrize("cell", [*HIDING, *NOT_UNDERSTOOD])
def test_the_column_of_the_standard_hides_likewise(cell: str) -> None:
    assert hidden(standard("locations", "is_confidential", cell)) == [True]


@pytest.mark.parametrize("cell", HIDING)
def test_a_column_that_nobody_sorted_in_hides_as_well(cell: str) -> None:
    assert flat(cell, called="Hide this address", left_out=True).sites[0].hidden


def test_of_two_rows_about_one_site_the_one_that_hides_it_counts() -> None:
    rows = [("Food", "no", *WHERE), ("Safe home", "yes", *WHERE)]
    content = table(FLAT, rows)
    directory = read_directory({"x.csv": content}, profile=suggest_profile(FLAT))
    assert [site.hidden for site in directory.sites] == [True]


@pytest.mark.parametrize("text", TELLING)
def test_words_that_say_so_hide_a_place(text: str) -> None:
    assert is_confidential(text)
    assert hidden(standard("services", "description", text)) == [True]


@pytest.mark.parametrize("text", TELLING_NOTHING)
def test_words_about_something_else_hide_nothing(text: str) -> None:
    assert not is_confidential(text)
    assert hidden(standard("services", "description", text)) == [False]


@pytest.mark.parametrize(
    ("of", "column"),
    [
        ("organizations", "description"),
        ("addresses", "attention"),
        ("addresses", "address_2"),
        ("locations", "transportation"),
        ("locations", "alternate_name"),
        ("service_at_location", "description"),
        ("services", "eligibility_description"),
        ("services", "application_process"),
        ("services", "alternate_name"),
        ("services", "alert"),
    ],
)
def test_it_does_not_matter_where_the_words_stand(of: str, column: str) -> None:
    assert hidden(standard(of, column, "Confidential location")) == [True]
    assert hidden(standard(of, column, "Confidential counseling")) == [False]


@pytest.mark.parametrize(("value", "is_hidden"), [("yes", True), ("", True), ("no", False)])
@pytest.mark.parametrize("about", ["location", "service"])
def test_an_attribute_hides_too(value: str, about: str, *, is_hidden: bool) -> None:
    given = {
        **standard(),
        "taxonomy_terms.csv": b"id,code,name\nt1,C,Confidential address\n",
        "attributes.csv": table(
            ("id", "link_id", "link_entity", "taxonomy_term_id", "value"),
            [("q1", "l1" if about == "location" else "s1", about, "t1", value)],
        ),
    }
    assert hidden(given) == [is_hidden]


def test_words_about_one_place_of_a_service_leave_the_others() -> None:
    given = standard("service_at_location", "description", "Confidential location", many=True)
    assert hidden(given) == [True, False]


def test_words_of_an_organization_are_about_the_place_that_is_marked_where_one_is() -> None:
    said = "It runs a shelter at a confidential location."
    given = dict(standard("organizations", "description", said, many=True))
    assert hidden(given) == [True, True]
    given["locations.csv"] = (
        b"id,name,confidential,latitude,longitude\nl1,House,yes,38.2,-85.7\nl2,Office,,38.3,-85.6\n"
    )
    assert hidden(given) == [True, False]


@pytest.mark.parametrize("cell", ["Not published", "Confidencial", "Unlisted", "Do not disclose"])
def test_a_street_that_only_says_that_it_is_not_told_hides(cell: str) -> None:
    assert is_no_address(cell)
    assert hidden(standard("addresses", "address_1", cell)) == [True]


def test_a_long_text_of_dashes_and_words_is_looked_through_at_once() -> None:
    assert not is_confidential("confidential " * 20_000)
    assert not is_confidential("location and the phone or its " * 10_000 + "listed")
