"""A row that belongs to nothing is held by itself, and holds none of those below it."""

import csv
import io
from collections.abc import Iterable, Sequence

import pytest

from data.imports.directory.reading import read_directory
from data.imports.directory.records import Directory, SetAside

SERVICES = b"id,name,description,status\ns1,Help,Words,active\n"
LOCATIONS = b"id,name\nl1,House\n"
CHILDREN = {
    "phones.csv": (("service_id", "number"), ("s1", "555-1")),
    "addresses.csv": (("location_id", "address_1"), ("l1", "1 Main St")),
    "languages.csv": (("service_id", "name"), ("s1", "Spanish")),
    "schedules.csv": (("service_id", "byday", "closes_at"), ("s1", "SA", "12:00")),
    "service_capacities.csv": (("service_id", "unit", "maximum"), ("s1", "beds", "12")),
    "attributes.csv": (
        ("link_id", "link_entity", "id", "label", "value"),
        ("l1", "location", "a1", "Confidential address", "yes"),
    ),
}


def read(files: Iterable[str], *, orphans: int) -> Directory:
    """Tables in each of which a good row stands below some that belong to nothing."""
    given = {"services.csv": SERVICES, "locations.csv": LOCATIONS}
    for file in files:
        columns, row = CHILDREN[file]
        given[file] = table(columns, [*(("gone", *row[1:]) for _ in range(orphans)), row])
    return read_directory(given)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    return text.getvalue().encode()


def set_aside(directory: Directory, file: str) -> tuple[SetAside, ...]:
    return next(each.set_aside for each in directory.files if each.name == file)


@pytest.mark.parametrize("file", CHILDREN)
def test_a_row_below_some_that_belong_to_nothing_is_read_as_if_it_stood_alone(file: str) -> None:
    bare, alone, below = read([], orphans=0), read([file], orphans=0), read([file], orphans=2)
    assert (below.services, below.sites) == (alone.services, alone.sites)
    assert (alone.services, alone.sites) != (bare.services, bare.sites)
    assert [each.row for each in set_aside(below, file)] == [2, 3]


def test_a_place_stays_hidden_by_a_row_below_one_that_belongs_to_nothing() -> None:
    assert [site.hidden for site in read(CHILDREN, orphans=1).sites] == [True]


def test_what_a_row_names_is_told_in_one_order() -> None:
    columns = ("phone_id", "location_id", "service_id", "name")
    given = {
        "services.csv": SERVICES,
        "languages.csv": table(columns, [("p", "l", "s", "x"), ("", "", "", "x")]),
    }
    reasons = [each.reason for each in set_aside(read_directory(given), "languages.csv")]
    told = "nothing it belongs to is in the files"
    assert reasons == [
        f"{told} (service_id s, location_id l, phone_id p)",
        f"{told} (it names nothing)",
    ]
