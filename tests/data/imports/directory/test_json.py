"""JSON that holds something else than help makes no help up."""

import json
from typing import Any

import pytest

from data.imports.directory.reading import read_directory
from data.imports.directory.records import Directory
from data.imports.directory.report import report

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
