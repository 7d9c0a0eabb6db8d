"""Cells that a program has spoiled on the way are put right where that is sure, and told."""

from collections import Counter

import pytest

from data.imports.directory.reading import read_directory
from data.imports.directory.records import Directory
from data.imports.problems import InputProblems

HEAD = "id,name,description,status,phone,last_modified"


def services(*rows: str) -> Directory:
    return read_directory({"services.csv": "\n".join((HEAD, *rows)).encode()})


def codes(found: Directory) -> Counter[str]:
    return Counter(issue.code for issue in found.issues)


def test_digits_that_stood_as_a_power_of_ten_are_put_back_where_none_is_lost() -> None:
    found = services("1,Help,x,active,5.025551212e9,", "2,Food,x,active,5.02555E+09,")
    assert [each.phones for each in found.services] == [("5025551212",), ("5.02555E+09",)]
    assert codes(found)["digits_as_power"] == 2


@pytest.mark.parametrize(
    ("came", "right", "code"),
    [("4.0202E+4", "40202", "digits_as_power"), ("4.02E+4", "4.02E+4", "zip_not_known")],
)
def test_a_zip_as_a_power_is_told(came: str, right: str, code: str) -> None:
    table = f"id,name,address_1,city,state_province,postal_code\nl,A,1 Main,Troy,KY,{came}\n"
    found = read_directory({"locations.csv": table.encode()})
    assert [each.postal_code for each in found.sites] == [right]
    assert code in codes(found)


def test_an_id_that_is_a_number_in_one_table_joins_the_same_one_as_text() -> None:
    """The id of a record itself stays as it came, and one that is there is never changed."""
    given = {
        "organizations.csv": b"id,name,description\n1,Court,x\n2,Clinic,x\n2.0,School,x\n",
        "services.csv": b"id,organization_id,name,status\n7.0,1.0,A,active\n8,2.0,B,active\n",
        "phones.csv": b"id,service_id,number\np,7,5025551212\nq,9,5025551213\n",
    }
    found = read_directory(given)
    names = {each.id: each.name for each in found.organizations}
    one, two = found.services
    assert (one.id, names[one.organization_id], one.phones) == ("7.0", "Court", ("5025551212",))
    assert names[two.organization_id] == "School"
    told = [issue for issue in found.issues if issue.code == "id_as_number"]
    assert [(issue.file, issue.column, issue.came) for issue in told] == [
        ("phones.csv", "service_id", "7"),
        ("services.csv", "organization_id", "1.0"),
    ]
    assert [(each.name, each.held) for each in found.files if each.held] == [("phones.csv", 1)]


def test_degrees_with_a_comma_are_read() -> None:
    table = "id;name;latitude;longitude\nl;House;38,25;-85,75\n"
    (site,) = read_directory({"locations.csv": table.encode()}).sites
    assert (site.latitude, site.longitude) == (38.25, -85.75)


@pytest.mark.parametrize("name", ["CafÃ© NiÃ±o", "A &amp;amp; B", "Tom&#39;s", "Itâ€™s"])
def test_spoiled_letters_are_told_and_kept(name: str) -> None:
    found = services(f"1,{name},x,active,,")
    assert [each.name for each in found.services] == [name]
    assert codes(found)["letters_garbled"] == 1


@pytest.mark.parametrize("name", ["Café Niño", "A & B", "São João", "R&D; more", "Årsta Ângela"])
def test_letters_of_other_languages_are_no_spoiled_ones(name: str) -> None:
    assert codes(services(f"1,{name},x,active,,"))["letters_garbled"] == 0


def test_days_in_two_orders_are_told_once_for_their_column() -> None:
    mixed = services("1,A,x,active,,13/01/2024", "2,B,x,active,,01/02/2024")
    told = [issue for issue in mixed.issues if issue.code == "day_order_mixed"]
    assert [(issue.column, issue.came) for issue in told] == [
        ("last_modified", "13/01/2024 beside 01/02/2024")
    ]
    plain = services("1,A,x,active,,01/13/2024", "2,B,x,active,,01/02/2024")
    assert codes(plain)["day_order_mixed"] == 0


def test_a_listing_that_is_pending_is_no_supply() -> None:
    found = services("1,Help,x,Pending,,", "2,Food,pending,active,,")
    assert [each.is_supply for each in found.services] == [False, True]
    assert codes(found)["placeholder"] == 1


@pytest.mark.parametrize(
    "start", ['<?xml version="1.0"?>\n<taxonomy>', "<!DOCTYPE html>", "<html>"]
)
def test_markup_is_no_table(start: str) -> None:
    with pytest.raises(InputProblems, match="it is XML or a web page, and no table"):
        read_directory({"open_eligibility.xml": f"{start}\n<a,b>\n".encode()})


def test_a_list_of_words_of_open_eligibility_is_told_what_would_be_right() -> None:
    words = '<?xml version="2.0"?>\n<taxonomy>\n<services><category id="1101" title="food">Meals'
    with pytest.raises(InputProblems) as refused:
        read_directory({"open_eligibility_1.2.xml": words.encode()})
    (told,) = refused.value.problems
    assert "a list of words, such as that of Open Eligibility, and has no services" in told
    assert "leave it out, since those words are known here" in told
