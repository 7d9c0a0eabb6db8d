"""Every row is accounted for, whatever bytes came, and letters are read however written."""

import contextlib
import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.imports.directory.profiles import Profile
from data.imports.directory.reading import read_directory
from data.imports.directory.records import Directory, FileAccount
from data.imports.problems import InputProblems

COMMON = settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def codes(directory: Directory) -> Counter[str]:
    return Counter(issue.code for issue in directory.issues)


def account(directory: Directory, name: str) -> FileAccount:
    return next(file for file in directory.files if file.name == name)


WORDS = "id,name,description\ns1,Niños,“Más” – José’s café\ns2,Help,plain\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman"])
def test_letters_are_read_however_they_were_written(encoding: str) -> None:
    directory = read_directory({"services.csv": WORDS.encode(encoding)})
    assert [service.name for service in directory.services] == ["Niños", "Help"]
    assert directory.services[0].description == "“Más” – José’s café"
    disputed = [issue for issue in directory.issues if issue.code == "disputed_letters"]
    assert [issue.row for issue in disputed] == ([] if encoding.startswith("utf") else [2])
    for issue in disputed:
        assert "cp1252: " in issue.right
        assert "mac_roman: " in issue.right
        assert bytes.fromhex(issue.came).isascii() is False


def test_lines_of_two_encodings_in_one_file_are_both_read() -> None:
    content = "id,name\ns1,Café\n".encode() + "s2,Niños\n".encode("cp1252")
    directory = read_directory({"services.csv": content})
    assert [service.name for service in directory.services] == ["Café", "Niños"]
    assert account(directory, "services.csv").encoding == "utf-8 and cp1252"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, r"there is no file to read"),
        ({"a.csv": b""}, r"a.csv: its first row has no column names; name its columns."),
        ({"a.json": b"{"}, r"a.json: it is no JSON; export it again as JSON."),
        ({"a.json": b"7"}, r"a.json: it holds no record"),
        ({"a.json": b"[" * 41 + b"]" * 41}, r"lie 41 deep inside of one another"),
        ({"a.xlsx": b"x"}, r"a.xlsx: its name ends in .xlsx and it is no workbook"),
        ({"a.zip": b"x"}, r"a.zip: its name ends in .zip and it is no zip file"),
        ({"a.csv": b"a,b\n\0,"}, r"a.csv: it holds zero bytes"),
    ],
)
def test_a_file_that_is_none_is_refused_with_what_would_be_right(
    files: dict[str, bytes], said: str
) -> None:
    with pytest.raises(InputProblems, match=said):
        read_directory(files)


def test_one_bad_file_keeps_no_other_from_being_read() -> None:
    directory = read_directory({"services.csv": b"id,name\ns1,Help\n", "bad.json": b"{"})
    assert len(directory.services) == 1
    assert account(directory, "bad.json").rows == 0
    assert codes(directory)["file_not_read"] == 1


CELL = st.sampled_from(
    ["", "s1", "s2", "o1", "l1", "N/A", "Help", "0", "-85.7", "38", "active", "x" * 255, "é", "a;b"]
) | st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=6)
FILES = {
    "services.csv": ("id", "organization_id", "location_id", "name", "status", "languages"),
    "organizations.csv": ("id", "name", "description"),
    "locations.csv": ("id", "organization_id", "name", "latitude", "longitude", "postal_code"),
    "service_at_location.csv": ("id", "service_id", "location_id"),
    "phones.csv": ("id", "service_id", "location_id", "number"),
    "strange.csv": ("this", "that"),
    "211.csv": (
        "ResourceAgencyNum",
        "ParentAgencyNum",
        "TaxonomyLevelName",
        "PublicName",
        "ConnectsToSiteNum",
    ),
    "locator.csv": ("name1", "street1", "zip", "pw", "services"),
    "mapped.csv": ("Program", "Agency", "ZIP"),
}
PROFILE = Profile(
    "p",
    {
        "mapped": {
            "Program": "service.name",
            "Agency": "organization.name",
            "ZIP": "site.postal_code",
        }
    },
)


@COMMON
@given(
    st.fixed_dictionaries(
        {},
        optional={
            name: st.lists(st.lists(CELL, max_size=len(columns) + 2), max_size=8)
            for name, columns in FILES.items()
        },
    )
)
def test_no_row_is_lost_whatever_is_in_it(bodies: dict[str, list[list[str]]]) -> None:
    files = {name: table(FILES[name], body) for name, body in bodies.items()}
    if not files:
        return
    directory = read_directory(files, profile=PROFILE)
    for name, content in files.items():
        whole = list(csv.reader(io.StringIO(content.decode(), newline="")))
        counted = sum(bool(row) for row in whole[1:])
        file = account(directory, name)
        assert file.rows == counted
        assert file.imported + file.merged + file.held + file.excluded == counted
        assert min(file.imported, file.merged, file.held, file.excluded) >= 0
        assert all(aside.reason for aside in file.set_aside)


NESTED = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 200) | st.floats(allow_nan=False) | CELL,
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "name",
                    "name1",
                    "services",
                    "organization",
                    "locations",
                    "location",
                    "service_at_locations",
                    "phones",
                    "number",
                    "latitude",
                    "longitude",
                    "addresses",
                    "attributes",
                    "taxonomy_term",
                    "contents",
                    "rows",
                    "street1",
                    "f3",
                ]
            ),
            inside,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@COMMON
@given(st.lists(NESTED, max_size=5))
def test_no_record_of_any_json_is_lost(value: list[object]) -> None:
    directory = read_directory({"x.json": json.dumps(value).encode()})
    (file,) = directory.files
    assert file.rows == len(value)
    assert file.imported + file.merged + file.held + file.excluded == len(value)


@COMMON
@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.json", "a.zip", "a.xlsx"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    with contextlib.suppress(InputProblems):
        directory = read_directory({name: content})
        assert all(
            file.rows == file.imported + file.merged + file.held + file.excluded
            for file in directory.files
        )


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("eligibility.csv", b"id,service_id,eligibility\n1,s1,Women\n"),
        ("accessibility_for_disabilities.csv", b"id,location_id,accessibility\n1,l1,Ramp\n"),
        ("service_areas.csv", b"id,service_id,service_area\n1,s1,Clark County\n"),
        ("holiday_schedules.csv", b"id,service_id,start_date,end_date,closed\n1,s1,a,b,true\n"),
        ("locations.csv", b"id,name,status\nl1,House,closed\n"),
        ("service_at_location.csv", b"id,service_id,location_id,status\n1,s1,l1,inactive\n"),
    ],
)
def test_no_column_is_listed_as_unknown_from_which_something_is_read(
    file: str, content: bytes
) -> None:
    given = {"services.csv": b"id,name,description,status\ns1,Help,Words,active\n"}
    given["locations.csv"] = b"id,name\nl1,House\n"
    bare, read = read_directory(given), read_directory(given | {file: content})
    assert account(read, file).unknown_columns == ()
    if file != "locations.csv":
        assert (read.services, read.sites) != (bare.services, bare.sites)


def test_an_older_table_of_service_areas_names_them_as_the_newer_one_does() -> None:
    given = {"services.csv": b"id,name,description,status\ns1,Help,Words,active\n"}
    said = [
        read_directory(
            {**given, "service_areas.csv": f"id,service_id,{column}\n1,s1,Clark County".encode()}
        )
        for column in ("service_area", "name")
    ]
    assert [each.services[0].extra for each in said] == [{"service_area": "name: Clark County"}] * 2
