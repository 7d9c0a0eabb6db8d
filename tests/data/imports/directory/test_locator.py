"""The federal treatment locator: what is ticked is yes, what is not there is not known."""

import csv
import io
import json

import pytest

from data.imports.directory.reading import read_directory
from data.imports.directory.records import UNKNOWN, Directory, Fact, Service

IN_NETWORK = "In-network prescribing entity"
ALONE = "No formal relationship with prescribing entity"


def facility(*services: tuple[str, str, str], **cells: object) -> dict[str, object]:
    known = {
        "name1": "Hope House",
        "name2": "Women and Children",
        "street1": "1 Main St",
        "city": "Troy",
        "state": "FL",
        "zip": "33101",
        "phone": "305-555-0001",
        "intake1": None,
        "website": "http://hope.example.org",
        "latitude": "25.77",
        "longitude": "-80.19",
        "typeFacility": "SA",
    }
    listed = [{"f1": one, "f2": two, "f3": three} for one, two, three in services]
    return {**known, **cells, "services": listed}


def locator(*rows: dict[str, object]) -> Directory:
    page = {"page": 1, "totalPages": 1, "recordCount": len(rows), "rows": rows}
    return read_directory({"facilities.json": json.dumps(page).encode()})


def as_table(columns: list[str], *rows: list[str]) -> Directory:
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    return read_directory({"locator.csv": text.getvalue().encode()})


def only(directory: Directory) -> Service:
    (service,) = directory.services
    return service


def test_a_row_is_a_service_at_a_site_of_an_organization() -> None:
    directory = locator(facility(("Type of Care", "TC", "Substance use treatment")))
    service, (site,), (organization,) = only(directory), directory.sites, directory.organizations
    assert (organization.name, service.name) == ("Hope House", "Hope House - Women and Children")
    assert (site.city, site.latitude, site.longitude) == ("Troy", 25.77, -80.19)
    assert directory.links == ((service.id, site.id),)
    assert service.organization_id == site.organization_id == organization.id
    assert service.phones == ("305-555-0001",)
    assert (service.status, service.is_supply, service.source) == ("unknown", True, "findtreatment")


def test_equal_words_under_two_questions_never_become_one() -> None:
    directory = locator(
        facility(
            ("External Opioid Medications Source", "EOM", IN_NETWORK),
            ("External Source of Medications for Alcohol Use Disorder", "EAM", ALONE),
        ),
        facility(
            ("External Opioid Medications Source", "EOM", ALONE),
            ("External Source of Medications for Alcohol Use Disorder", "EAM", IN_NETWORK),
            name1="Other House",
        ),
    )
    one, other = directory.services
    assert {term.name for term in one.terms} == {term.name for term in other.terms}
    assert set(one.terms) & set(other.terms) == set()
    assert [term.vocabulary.split()[1] for term in one.terms] == ["EOM:", "EAM:"]


@pytest.mark.parametrize(
    ("question", "code", "label", "fact"),
    [
        ("Special Programs/Groups Offered", "SG", "Pregnant/postpartum women", "accepts_pregnant"),
        ("Ancillary Services", "AS", "Residential beds for clients' children", "accepts_children"),
        ("Payment/Insurance/Funding Accepted", "PAY", "Medicaid", "accepts_medicaid"),
        (
            "Payment Assistance Available",
            "PYAS",
            "Sliding fee scale (fee is based on income and other factors)",
            "no_cost_option",
        ),
        ("Facility Operation", "FOP", "Tribal government", "tribal_services"),
        ("Treatment Approaches", "TAP", "Telemedicine/telehealth therapy", "remote_option"),
        ("Type of Opioid Treatment", "OM", "Buprenorphine used in Treatment", "accepts_moud"),
        (
            "Special Programs/Groups Offered",
            "SG",
            "Criminal justice (other than DUI/DWI)/Forensic clients",
            "accepts_record",
        ),
    ],
)
def test_what_is_ticked_is_yes_and_nothing_else_is_anything(
    question: str, code: str, label: str, fact: str
) -> None:
    service = only(locator(facility((question, code, f"Something else; {label}"))))
    assert {name: found.state for name, found in service.acceptance.items()} == {fact: "yes"}
    assert service.acceptance[fact].condition == label
    assert service.fact("accepts_couples") == Fact("unknown")


def test_the_same_words_under_another_question_are_another_answer() -> None:
    service = only(locator(facility(("Some other question", "ZZ", "Medicaid"))))
    assert service.acceptance == {}
    assert [term.name for term in service.terms] == ["Medicaid"]


def test_a_facility_that_uses_no_medicine_itself_may_take_people_who_are_on_it() -> None:
    said = "This facility does not use medication for opioid use disorder"
    service = only(locator(facility(("Type of Opioid Treatment", "OM", said))))
    assert service.fact("accepts_moud") == Fact("unknown")


def test_child_care_on_site_is_not_that_children_can_stay() -> None:
    said = ("Ancillary Services", "AS", "Child care for clients' children")
    assert only(locator(facility(said))).acceptance == {}


def test_both_answers_to_one_question_leave_it_open_and_are_told() -> None:
    said = "Does not use medication; Methadone used in Treatment"
    directory = locator(facility(("Type of Opioid Treatment", "OM", said)))
    assert only(directory).fact("accepts_moud").state == "unknown"
    assert [issue.code for issue in directory.issues] == ["facts_in_conflict"]


def test_languages_are_taken_from_their_question_only() -> None:
    words = "Spanish; Sign language services for the deaf and hard of hearing; Other languages"
    service = only(locator(facility(("Language Services", "LAN", words))))
    assert service.languages == ("American Sign Language", "Spanish") or service.languages == (
        "Spanish",
        "American Sign Language",
    )


def test_the_same_facility_twice_is_merged_and_one_without_a_name_is_held() -> None:
    directory = locator(facility(), facility(), facility(name1=None, name2=None))
    (file,) = directory.files
    assert (file.rows, file.imported, file.merged, file.held) == (3, 1, 1, 1)


COLUMNS = ["name1", "name2", "street1", "city", "state", "zip", "phone", "longitude", "latitude"]
FACTS = ("accepts_pregnant", "accepts_medicaid", "accepts_children")
ROW = ["Hope House", "", "1 Main St", "Troy", "MA", "2134", "617-555-0001", "-71.1", "42.3"]


def test_columns_of_codes_know_yes_no_and_silence() -> None:
    directory = as_table(
        [*COLUMNS, "PW", "MD", "TELE", "BC"],
        [*ROW, "1", "0", "", "0"],
        ["Other House", *ROW[1:], "", "1", "1", "1"],
    )
    service, _ = directory.services
    states = {name: fact.state for name, fact in service.acceptance.items()}
    assert states == {
        "accepts_pregnant": "yes",
        "accepts_medicaid": "no",
        "accepts_children": "no",
    }
    assert [term.code for term in service.terms] == ["PW"]
    assert directory.sites[0].postal_code == "02134"


def test_a_code_of_several_that_is_not_ticked_says_nothing_by_itself() -> None:
    service = only(as_table([*COLUMNS, "TBG", "IH"], [*ROW, "0", ""]))
    assert service.fact("tribal_services").state == "unknown"
    ticked = ["Other House", *ROW[1:], "1", "1"]
    service, _ = as_table([*COLUMNS, "TBG", "IH"], [*ROW, "0", "0"], ticked).services
    assert service.fact("tribal_services").state == "no"


def test_a_box_that_no_facility_has_ticked_was_not_asked_and_is_told_once_with_its_count() -> None:
    rows = [[f"House {number}", *ROW[1:], "0", "0", "1"] for number in range(3)]
    directory = as_table([*COLUMNS, "PW", "MD", "BC"], *rows, ["Last", *ROW[1:], "", "1", "0"])
    states = [[each.fact(name).state for each in directory.services] for name in FACTS]
    assert states == [[UNKNOWN.state] * 4, ["no", "no", "no", "yes"], ["yes", "yes", "yes", "no"]]
    (told,) = [each for each in directory.issues if each.code == "box_never_ticked"]
    assert (told.row, told.column) == (0, "pw")
    assert told.came == "pw is no in 3 of 4 rows, and yes in none"


@pytest.mark.parametrize(
    ("cell", "state"), [("1", "yes"), ("0", "no"), ("No", "no"), ("n", "no"), ("", "unknown")]
)
@pytest.mark.parametrize(
    ("box", "fact", "language"),
    [
        ("SP", "languages_spanish", "Spanish"),
        ("AH", "languages_sign", "American Sign Language"),
    ],
)
def test_a_box_of_a_language_that_is_not_ticked_names_none(
    box: str, fact: str, language: str, cell: str, state: str
) -> None:
    service, _ = as_table([*COLUMNS, box], [*ROW, cell], ["Other House", *ROW[1:], "1"]).services
    assert service.fact(fact).state == state
    assert service.languages == ((language,) if state == "yes" else ())


def test_a_language_that_words_name_and_a_box_denies_is_open_and_told() -> None:
    rows = [*ROW, "0", "Spanish; Polish"], ["Other House", *ROW[1:], "1", "Spanish"]
    directory = as_table([*COLUMNS, "SP", "LAN"], *rows)
    assert [each.fact("languages_spanish").state for each in directory.services] == [
        "unknown",
        "yes",
    ]
    conflicts = [each for each in directory.issues if each.code == "facts_in_conflict"]
    assert [(each.row, each.column) for each in conflicts] == [(2, "languages_spanish")]


def test_a_box_and_words_that_differ_leave_a_question_open() -> None:
    ticked = ["Other House", *ROW[1:], "1", ""]
    service, _ = as_table([*COLUMNS, "MD", "PAY"], [*ROW, "0", "Medicaid"], ticked).services
    assert service.fact("accepts_medicaid").state == "unknown"


def test_columns_of_words_keep_their_question() -> None:
    service = only(as_table([*COLUMNS, "PAY", "SG"], [*ROW, "Medicaid; Medicare", "Adult women"]))
    assert service.fact("accepts_medicaid").state == "yes"
    assert [(term.vocabulary, term.name) for term in service.terms] == [
        ("findtreatment PAY", "Medicaid"),
        ("findtreatment PAY", "Medicare"),
        ("findtreatment SG", "Adult women"),
    ]


def test_one_cell_of_codes_is_taken_apart() -> None:
    service = only(as_table([*COLUMNS, "service_code_info"], [*ROW, "SA * DT ; PW MD"]))
    assert [term.code for term in service.terms] == ["SA", "DT", "PW", "MD"]
    assert service.fact("accepts_pregnant").state == "yes"


def test_one_cell_of_questions_and_words_is_taken_apart() -> None:
    cell = "Special Programs: Adult women; Pregnant/postpartum women | Payment Accepted: Medicaid"
    service = only(as_table([*COLUMNS, "services"], [*ROW, cell]))
    assert {name: fact.state for name, fact in service.acceptance.items()} == {
        "accepts_pregnant": "yes",
        "accepts_medicaid": "yes",
    }


def test_words_without_their_question_say_nothing() -> None:
    service = only(as_table([*COLUMNS, "services"], [*ROW, "Medicaid; Pregnant/postpartum women"]))
    assert service.acceptance == {}
    assert {term.vocabulary for term in service.terms} == {"findtreatment question not told"}


def test_only_columns_that_nothing_is_read_from_are_listed_by_their_own_names() -> None:
    columns = ["Name1", "street1", "Zip", "BC", "MOA", "TC", "Fax", "last_updated", "Miles", "Zip4"]
    row = ["Hope House", "1 Main St", "33101", "", "1", "", "305", "2026-01-02", "3", "1"]
    (file,) = as_table([*columns, "Our Note"], [*row, "Ask"]).files
    assert file.unknown_columns == ("Miles", "Zip4", "Our Note")


def test_a_box_with_words_that_are_no_answer_is_listed() -> None:
    table = as_table(["name1", "street1", "BC"], ["Hope House", "1 Main St", "ask them"])
    (file,) = table.files
    assert file.unknown_columns == ("BC",)
    assert only(table).acceptance == {}


def page(number: int, *names: str, of: int, pages: int) -> bytes:
    rows = [facility(name1=name, street1=f"{name} Street") for name in names]
    told = {"page": number, "totalPages": pages, "recordCount": of, "rows": rows}
    return json.dumps(told).encode()


def test_one_page_of_several_is_told_and_all_of_them_are_not() -> None:
    one, two = page(1, "Hope", "Dawn", of=3, pages=2), page(2, "Rise", of=3, pages=2)
    alone = read_directory({"one.json": one})
    told = [issue for issue in alone.issues if issue.code == "file_incomplete"]
    assert [(issue.file, issue.came) for issue in told] == [
        ("one.json", "page 1 of 2: 2 of 3 records")
    ]
    together = read_directory({"one.json": one, "two.json": two})
    assert len(together.services) == 3
    assert "file_incomplete" not in {issue.code for issue in together.issues}
    whole = read_directory({"put_together.json": page(1, "Hope", "Dawn", "Rise", of=3, pages=2)})
    assert "file_incomplete" not in {issue.code for issue in whole.issues}


def test_a_page_of_nested_services_is_told_too() -> None:
    told = {"total_pages": 2, "page_number": 1, "contents": [{"id": "1", "name": "Help"}]}
    directory = read_directory({"x.json": json.dumps(told).encode()})
    issues = [issue.came for issue in directory.issues if issue.code == "file_incomplete"]
    assert issues == ["page 1 of 2: records in it: 1"]
