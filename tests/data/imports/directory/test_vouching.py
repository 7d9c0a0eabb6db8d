"""The day on which a directory last looked at a service."""

import pytest

from data.imports.directory.profiles import Profile
from data.imports.directory.reading import read_directory
from data.imports.directory.recognizing import recognized
from data.imports.directory.records import Directory, Service

METADATA = "id,resource_id,resource_type,last_action_date,last_action_type,field_name\n"


def read(head: str, row: str, *more: str) -> Directory:
    files = {"services.csv": f"id,name,accepted_payments,{head}\ns1,Help,Medicaid,{row}\n".encode()}
    if more:
        files["metadata.csv"] = (METADATA + "\n".join(more) + "\n").encode()
    return read_directory(files)


def only(found: Directory) -> Service:
    (service,) = found.services
    return service


@pytest.mark.parametrize(
    ("head", "row", "day"),
    [
        ("assured_date", "2024-05-01", "2024-05-01"),
        ("last_modified", "2023-03-15T10:30:45.123Z", "2023-03-15"),
        ("Last Modified", "3/15/2023", "2023-03-15"),
        ("LastVerifiedOn", "2023-03-15", "2023-03-15"),
        ("assured_date,last_modified", "2022-01-02,2026-01-02", "2022-01-02"),
        ("assured_date,last_modified", ",2026-01-02", "2026-01-02"),
        ("fee", "5", ""),
        ("assured_date", "soon", ""),
    ],
)
def test_it_is_read_where_it_is_told(head: str, row: str, day: str) -> None:
    found = read(head, row)
    assert only(found).as_of == day
    told = [each.code for each in found.issues]
    assert told.count("day_not_read") == (row == "soon")


def test_metadata_tell_the_newest_change_of_a_service_and_the_day_of_one_answer() -> None:
    found = read(
        "fee",
        "5",
        "m1,s1,service,2023-01-01,update,description",
        "m2,s1,service,2024-01-01,update,name",
        "m3,s1,service,2025-01-01,update,accepts_medicaid",
        "m4,s1,organization,2026-01-01,update,name",
        "m5,s9,service,2026-01-01,update,name",
    )
    service = only(found)
    assert service.as_of == "2024-01-01"
    assert service.fact("accepts_medicaid").as_of == "2025-01-01"
    metadata = next(each for each in found.files if each.name == "metadata.csv")
    assert (metadata.rows, metadata.excluded) == (5, 5)


def test_the_locator_and_a_table_of_ones_own_tell_it_too() -> None:
    locator = b"name1,street1,zip,last_updated,PW\nHope,1 A St,02134,2024-02-03,1\n"
    assert only(read_directory({"f.csv": locator})).as_of == "2024-02-03"
    profile = Profile("list", {"*": {"What": "service.name", "Seen": "as_of"}})
    table = read_directory({"list.csv": b"What,Seen\nRides,2024-02-03\n"}, profile=profile)
    assert only(table).as_of == "2024-02-03"


def test_a_new_day_makes_no_row_without_an_id_another_one() -> None:
    head, rows = "name,description,assured_date\n", "Pantry,Church,{0}\nPantry,School,{0}\n"
    old, new = (
        read_directory({"services.csv": (head + rows.format(day)).encode()})
        for day in ("2025-01-01", "2026-01-01")
    )
    found = recognized(new, old=old)
    ids = [{each.description: each.id for each in made.services} for made in (old, found)]
    assert ids[0] == ids[1]
