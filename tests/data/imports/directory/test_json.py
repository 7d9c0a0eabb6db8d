"""JSON that holds something else than help makes no help up."""

import json
from typing import Any

import pytest

from data.imports.directory.nested import ARCHIVE
from data.imports.directory.profiles import Profile, to_json
from data.imports.directory.reading import read_directory
from data.imports.directory.records import Directory
from data.imports.directory.report import report
from data.imports.problems import InputProblems

PACKAGE = {
    "name": "human-services-data",
    "title": "Human Services Data",
    "resources": [{"name": "organizations", "path": "organizations.csv"}],
}
TABLE = b"id,name\ns1,Help\n"


def read(value: Any) -> Directory:
    content = json.dumps(value).encode()
    return read_directory({"services.csv": TABLE, "more.json": content})


def counts(directory: Directory) -> dict[str, int]:
    return report(directory)["files"]["more.json"]


def test_a_data_package_is_about_files_and_is_no_service() -> None:
    directory = read(PACKAGE)
    assert [each.name for each in directory.services] == ["Help"]
    assert (counts(directory)["rows"], counts(directory)["excluded"]) == (1, 1)


@pytest.mark.parametrize("value", [[{"foo": 1}], {"foo": 1}, {"rows": None}, [{}, {"name": ""}]])
def test_an_object_without_an_id_or_a_name_is_held(value: Any) -> None:
    directory = read(value)
    assert [each.name for each in directory.services] == ["Help"]
    assert counts(directory)["held"] == counts(directory)["rows"] > 0


def test_services_are_found_below_a_page_within_a_page() -> None:
    directory = read({"data": {"total": 2, "services": [{"id": "a", "name": "Food"}]}})
    assert {each.name for each in directory.services} == {"Help", "Food"}
    assert counts(directory)["imported"] == 1


@pytest.mark.parametrize(
    "value",
    [
        {"name": "my-app", "version": "1.0"},
        {"name": "my-app", "version": "1.0", "description": "A page", "license": "MIT"},
        {"id": "65a1", "name": "A document"},
        [{"name": "a", "version": 1}, {"name": "b", "version": 2}],
    ],
)
def test_a_name_alone_makes_no_service(value: Any) -> None:
    directory = read(value)
    assert [each.name for each in directory.services] == ["Help"]
    assert counts(directory)["held"] == counts(directory)["rows"] > 0


@pytest.mark.parametrize(
    "value",
    [
        {"name": "Food", "status": "active"},
        {"id": "a", "name": "Food", "organization": {"id": "o", "name": "Family First"}},
        [{"id": "a", "name": "Food"}],
        [{"name": "Food", "description": "Boxes"}],
    ],
)
def test_a_record_that_tells_of_help_is_a_service(value: Any) -> None:
    assert [each.name for each in read(value).services] == ["Help", "Food"]


@pytest.mark.parametrize(
    ("content", "what", "where"),
    [
        (
            json.dumps({"about": [], "kind": ARCHIVE, "schema": 1, "listings": []}),
            "archive of a whole map",
            "Bring back an archive of a map",
        ),
        (
            to_json(Profile("211", {"*": {"Program": "service.name"}})),
            "how the columns of a list are read",
            "--profile",
        ),
    ],
)
def test_a_file_of_ours_that_is_no_directory_is_named_with_its_place(
    content: str, what: str, where: str
) -> None:
    with pytest.raises(InputProblems) as caught:
        read_directory({"ours.json": content.encode()})
    (told,) = caught.value.problems
    assert what in told
    assert where in told


def test_a_service_without_a_name_is_held_and_an_end_of_file_is_no_row() -> None:
    table = b"id,name,status\n1,Help,active\n2,,active\n3,,active\n3,Food,active\n\x1a"
    directory = read_directory({"services.csv": table})
    assert [each.name for each in directory.services] == ["Help", "Food"]
    (account,) = directory.files
    assert (account.rows, account.imported, account.merged, account.held) == (4, 2, 1, 1)
    (held,) = [each for each in account.set_aside if each.outcome == "held"]
    assert (held.row, held.reason) == (3, "service '2' has no name")
    assert [each.row for each in directory.issues if each.code == "name_missing"] == [3]


def test_a_service_of_another_record_without_a_name_is_told() -> None:
    inside = [{"id": "a", "description": "x"}, {"id": "b", "name": "Food"}]
    directory = read([{"id": "o", "name": "Family First", "services": inside}])
    assert [each.name for each in directory.services] == ["Help", "Food"]
    assert [each.came for each in directory.issues if each.code == "name_missing"] == ["a"]
