"""A place is hidden by a mark beside its address or name, and by columns that ask who may know it.

Each kind of mark stands beside what looks like one and says something else: help is confidential
far more often than an address.
"""

from collections.abc import Mapping

import pytest

from data.imports.directory.confidential import is_confidential
from data.imports.directory.confidential_columns import is_told, question, refuses
from data.imports.directory.confidential_marks import is_no_address, marks, without_mark
from data.imports.directory.profiles import suggest_profile
from data.imports.directory.reading import read_directory
from tests.data.imports.directory.test_confidential import FLAT, WHERE, hidden, standard, table

MARKED = (
    *(("address_1", each) for each in ("9 Elm St (confidential)", "9 Elm St - CONFIDENTIAL")),
    *(("address_1", each) for each in ("9 Elm St - DO NOT PUBLISH", "CONFIDENTIAL - 9 Elm St")),
    *(("address_1", each) for each in ("9 Elm St, confidencial", "9 Elm St [hidden]")),
    ("address_1", "Confidential - 1200 North Martin Luther King Junior Boulevard, Building 4"),
    *(("address_2", each) for each in ("Confidential", "CONFIDENTIAL - do not publish")),
    *(("attention", each) for each in ("Confidential", "*** confidential ***")),
    *(("city", each) for each in ("Confidential", "Louisville (confidential)", "Hidden")),
)
NAMED = (
    *("Confidential", "Shelter (Confidential)", "Hope House - confidential", "Casa (confidencial)"),
    *("CONFIDENTIAL: Hope House", "DV services (confidential)", "Do not publish"),
)
SAID_ALONE = ("Confidential", "CONFIDENTIAL - do not publish.", "Do not publish", "No divulgar")
NOT_MARKED = (
    ("address_1", "12 Private Drive"),
    ("address_1", "Private Road 4732"),
    ("address_1", "Hidden Valley Rd"),
    ("address_1", "9 Elm St (not confidential)"),
    ("address_2", "Confidential Care Center"),
    ("address_2", "Hidden Hills Mall"),
    ("attention", "Confidential Secretary"),
    ("city", "Hidden Hills"),
    ("city", "Secret Cove"),
)
OTHER_NAMES = (
    *("Confidential Care Center", "Confidential Counseling", "HIV testing (confidential)"),
    *("Testing: free, confidential", "Hotline - confidential", "Private Practice"),
    *("Prueba de VIH (confidencial)", "Detox (private)"),
)
ASKED = (
    *(("Address Visibility", each) for each in ("Confidential", "private", "Hidden address")),
    *(("Address Type", "Confidential"), ("Publish Address", "No"), ("Show on Map", "No")),
    *(("Address Is Public", "No"), ("addressIsPublic", "false"), ("is_public", "false")),
    *(("visibility", each) for each in ("confidential", "private")),
    *(("show_address", "false"), ("display_address", "N"), ("do_not_publish_address", "yes")),
    *(("suppress_address", "TRUE"), ("address_withheld", "yes"), ("protected_address", "Y")),
    *(("sensitive_location", "true"), ("unlisted address", "1"), ("Address suppressed", "-1")),
    *(("OK to publish address?", "No - DV"), ("Publish Address", "city only")),
    *(("Publish Address", "Unknown"), ("Publicar dirección", "No"), ("Dirección oculta", "Sí")),
    *(("Location notes", "Confidential"), ("Status of address", "withheld")),
)
NOT_ASKED = (
    *(("Address Visibility", each) for each in ("Public", "")),
    *(("Address Type", "Physical"), ("Publish Address", "Yes"), ("Show on Map", "TRUE")),
    *(("Publish Address", "N/A"), ("Publish Address", "-1"), ("Show on Map", "1")),
    *(("Display Address", "12 Main St"), ("Display Address", "No Name Road 4, Here")),
    *(("Show map", "https://maps.example/x"), ("Published", "2024-01-02"), ("Public", "No")),
    *(("Private", "Yes"), ("Ownership", "Private"), ("Location Type", "Private")),
    *(("Public/Private", "Private"), ("Private rooms on site", "No"), ("Site map", "Page 2")),
    *(("HIV testing", "Confidential"), ("Counseling", "Confidential"), ("Fees", "Private pay")),
    *(("Email address", "Confidential"), ("Mailing address", "Confidential")),
    *(("Show email address", "No"), ("Accepts address confidentiality program", "Yes")),
    *(("Viral suppression on site", "Yes"), ("Masks required on site", "Yes")),
    *(("Notes", "Free and confidential"), ("Notes", "HIV testing, confidential")),
)
TELLING = (
    "The location cannot be disclosed.",
    "We can not disclose our location.",
    "Our location may never be publicly listed",
    "Staff will not confirm the address",
    "Address hidden for safety",
    "Address is given only after screening",
    "No publicar la dirección",
    "No revelar la dirección",
    "No podemos dar la ubicación",
    "La dirección no se puede divulgar",
    "Dirección protegida",
)
TELLING_NOTHING = (
    "Confidential counseling",
    "Free and confidential",
    "HIV testing, confidential",
    "Your address cannot be shared with anybody",
    "We do not provide location services",
    "Hidden Valley Church is across the street",
    "The location is given above",
    "Atención gratuita y confidencial",
    "No se puede dejar el coche en la dirección",
)


def at_place(column: str, cell: str) -> Mapping[str, bytes]:
    return standard("addresses", column, cell)


@pytest.mark.parametrize(("column", "cell"), MARKED)
def test_a_mark_in_any_part_of_an_address_hides(column: str, cell: str) -> None:
    assert hidden(at_place(column, cell)) == [True]


@pytest.mark.parametrize(("column", "cell"), NOT_MARKED)
def test_a_street_a_town_or_a_house_with_such_a_name_stays(column: str, cell: str) -> None:
    assert hidden(at_place(column, cell)) == [False]


@pytest.mark.parametrize("of", ["locations", "services", "organizations"])
@pytest.mark.parametrize("name", NAMED)
def test_a_mark_that_stands_apart_in_a_name_hides(of: str, name: str) -> None:
    assert hidden(standard(of, "name", name)) == [True]


@pytest.mark.parametrize("of", ["locations", "services"])
@pytest.mark.parametrize("name", OTHER_NAMES)
def test_a_name_of_confidential_help_hides_nothing(of: str, name: str) -> None:
    assert hidden(standard(of, "name", name)) == [False]


@pytest.mark.parametrize("of", ["locations", "services"])
@pytest.mark.parametrize("words", SAID_ALONE)
def test_a_description_that_says_nothing_else_hides(of: str, words: str) -> None:
    assert hidden(standard(of, "description", words)) == [True]


@pytest.mark.parametrize(
    ("words", "is_hidden"),
    [
        ("CONFIDENTIAL - a house for women", True),
        ("A house for women (confidential)", True),
        ("HIV testing (confidential)", False),
        ("Free, confidential, by appointment", False),
    ],
)
def test_a_mark_before_or_behind_words_about_a_place_hides(words: str, *, is_hidden: bool) -> None:
    assert hidden(standard("locations", "description", words)) == [is_hidden]
    assert hidden(standard("services", "description", words)) == [False]


@pytest.mark.parametrize(("column", "cell"), ASKED)
def test_a_column_says_that_the_address_may_not_be_known(column: str, cell: str) -> None:
    assert hidden(standard("locations", column, cell)) == [True]
    assert is_told(column, cell)  # beside a service too


@pytest.mark.parametrize(("column", "cell"), NOT_ASKED)
def test_a_column_that_says_something_else_hides_nothing(column: str, cell: str) -> None:
    assert not is_told(column, cell)


@pytest.mark.parametrize("column", ["private", "sensitive", "public", "visible", "published"])
def test_a_short_name_is_about_a_place_in_the_row_of_one_alone(column: str) -> None:
    cell = "yes" if column in ("private", "sensitive") else "no"
    assert hidden(standard("locations", column, cell)) == [True]
    assert hidden(standard("services", column, cell)) == [False]


def test_a_table_of_one_row_for_each_service_hides_by_such_a_column() -> None:
    columns = tuple("Publish Address" if each == FLAT[1] else each for each in FLAT)
    rows = [("Safe home", "No", *WHERE), ("Pantry", "Yes", "1 Oak St", *WHERE[1:])]
    found = read_directory({"x.csv": table(columns, rows)}, profile=suggest_profile(columns))
    assert [site.hidden for site in found.sites] == [True, False]
    assert not any(file.unknown_columns for file in found.files)


def test_of_two_rows_about_one_place_the_one_that_hides_it_counts() -> None:
    rows = [("l1", "House", "yes"), ("l1", "House", "no")]
    given = dict(standard())
    given["locations.csv"] = table(("id", "name", "publish_address"), rows)
    assert hidden(given) == [True]


def test_a_mark_in_the_place_of_a_town_is_no_town() -> None:
    (site,) = read_directory(at_place("city", "Confidential")).sites
    assert (site.hidden, site.address_1, site.city) == (True, "12 Elm St", "")


@pytest.mark.parametrize("text", TELLING)
def test_sentences_that_say_so_hide_a_place(text: str) -> None:
    assert is_confidential(text)


@pytest.mark.parametrize("text", TELLING_NOTHING)
def test_sentences_about_something_else_hide_nothing(text: str) -> None:
    assert not is_confidential(text)


@pytest.mark.parametrize(
    "words", ["Call [address hidden]", "[address hidden]", "At [address hidden]."]
)
def test_what_our_own_files_put_for_another_place_hides_nothing(words: str) -> None:
    assert not is_confidential(words)
    assert not any(marks(each, words, is_place=True) for each in ("name", "address_1", "notes"))


def test_a_name_is_known_without_its_mark() -> None:
    assert without_mark("Hope House (confidential)") == "Hope House"
    assert without_mark("CONFIDENTIAL - Hope House") == "Hope House"
    assert without_mark("Confidential Care Center") == "Confidential Care Center"
    assert is_no_address("CONFIDENTIAL - 9 Elm St")


def test_what_a_column_asks_goes_by_its_name() -> None:
    told = {"Confidential address", "Hide on map", "address_is_private", "Do not publish"}
    assert {question(each) for each in told} == {"is_confidential"}
    told = {"Display Address", "Published location", "Public address"}
    assert {question(each) for each in told} == {"known_as"}
    told = {"Mailing address is private", "Address", "Site map", "Display name", "Website listed"}
    assert {question(each) for each in told} == {""}


def test_long_cells_are_looked_through_at_once() -> None:
    assert not refuses("yes " * 20_000)
    assert not marks("notes", "not confidential, " * 20_000, is_place=True)
    assert not marks("notes", f"{'-' * 40_000}x not{'.' * 40_000}x", is_place=True)
    assert marks("address_1", "9 Elm St - " * 20_000 + "confidential", is_place=True)
