"""Whether a listing stands, what two rows say of one thing, and of which day that is."""

import pytest

from data.imports.directory.profiles import ANY_FILE, Profile
from data.imports.directory.reading import read_directory
from data.imports.directory.records import Directory
from tests.data.imports.directory.test_damage import codes, services, table


@pytest.mark.parametrize("order", [("active", "inactive"), ("inactive", "active")])
def test_of_two_rows_with_one_id_the_closed_one_counts(order: tuple[str, str]) -> None:
    directory = services(*(("s1", "", "Help", "Words", status) for status in order))
    assert [each.status for each in directory.services] == ["inactive"]


YES_NO = Profile(
    "ours",
    {
        ANY_FILE: {
            "Id": "service.id",
            "Name": "service.name",
            "Children": "fact.accepts_children",
            "Seen": "as_of",
            "Beds": "capacity.available",
            "Unit": "capacity.unit",
        }
    },
)


def told(*rows: tuple[str, ...]) -> Directory:
    head = ("Id", "Name", "Children", "Seen", "Beds", "Unit")
    return read_directory({"x.csv": table(head, rows)}, profile=YES_NO)


@pytest.mark.parametrize(
    ("first", "second", "state", "conflicts"),
    [
        ("yes", "no", "unknown", 1),
        ("no", "yes", "unknown", 1),
        ("yes", "maybe", "yes", 0),
        ("maybe", "no", "no", 0),
        ("yes", "yes", "yes", 0),
    ],
)
def test_a_yes_and_a_no_of_one_service_leave_it_open(
    first: str, second: str, state: str, conflicts: int
) -> None:
    rows = (("1", "Help", said, "", "", "") for said in (first, second))
    directory = told(*rows)
    assert directory.services[0].fact("accepts_children").state == state
    assert codes(directory)["facts_in_conflict"] == conflicts


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2019-01-05", "2019-01-05"),
        ("2019-1-5", "2019-01-05"),
        ("2019-01-05T10:00:00Z", "2019-01-05"),
        ("1/5/2019", "2019-01-05"),
        ("01/05/2019 9:30 AM", "2019-01-05"),
        ("25/12/2019", "2019-12-25"),
        ("5 Jan 2019", "2019-01-05"),
        ("January 5th, 2019", "2019-01-05"),
        ("Jan 2019", "2019-01"),
        ("2019", "2019"),
        ("20190105", "2019-01-05"),
        ("43470", "2019-01-05"),
        ("2019-01", "2019-01"),
        ("last spring", ""),
        ("13/13/2019", ""),
        ("2099-01-01", ""),
    ],
)
def test_a_day_is_read_however_it_is_written_and_told_where_it_is_none(said: str, day: str) -> None:
    directory = told(("1", "Help", "yes", said, "20", "beds"))
    (service,) = directory.services
    assert service.fact("accepts_children").as_of == day
    assert [each.updated for each in service.capacities] == [day]
    assert codes(directory)["day_not_read"] == int(not day)
