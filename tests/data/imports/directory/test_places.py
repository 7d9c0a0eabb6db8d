"""Where something is, as it comes out of spreadsheets; and what must not become known."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pytest

from data.imports.directory.reading import read_directory
from data.imports.directory.records import Directory

SERVICE = ("id", "organization_id", "name", "description", "status")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def codes(directory: Directory) -> Counter[str]:
    return Counter(issue.code for issue in directory.issues)


def site(**cells: str) -> Directory:
    known = {"id": "l1", "name": "House", **cells}
    return read_directory({"locations.csv": table(tuple(known), [tuple(known.values())])})


@pytest.mark.parametrize(
    ("came", "right", "code"),
    [
        ("2134", "02134", "zip_zero_restored"),
        ("501", "00501", "zip_zero_restored"),
        ("2134-1001", "02134-1001", "zip_zero_restored"),
        ("2134.0", "02134", "zip_zero_restored"),
        ("02134", "02134", ""),
        ("40202-1234", "40202-1234", ""),
        ("402", "00402", "zip_zero_restored"),
        ("40", "40", "zip_not_known"),
        ("V8T 4M4", "V8T 4M4", ""),
    ],
)
def test_zeros_that_a_spreadsheet_dropped_are_put_back(came: str, right: str, code: str) -> None:
    directory = site(address_1="1 A St", city="B", state_province="MA", postal_code=came)
    assert directory.sites[0].postal_code == right
    found = {issue.code for issue in directory.issues if issue.code.startswith("zip")}
    assert found == ({code} if code else set())


def test_the_zero_of_a_county_is_put_back() -> None:
    directory = site(fips="1001")
    assert directory.sites[0].fips == "01001"
    assert codes(directory)["fips_zero_restored"] == 1


@pytest.mark.parametrize(
    ("latitude", "longitude", "right", "code"),
    [
        ("38.2", "-85.7", (38.2, -85.7), ""),
        ("0", "0", (None, None), "coordinates_zero"),
        ("0.000", "0.0", (None, None), "coordinates_zero"),
        ("0", "-85.7", (None, None), "coordinates_zero"),
        ("38.2", "0", (None, None), "coordinates_zero"),
        ("91", "-85", (None, None), "coordinates_out_of_range"),
        ("38.2", "-8.57", (None, None), "coordinates_elsewhere"),
        ("3.82", "-85.7", (None, None), "coordinates_elsewhere"),
        ("13.5", "144.8", (13.5, 144.8), ""),
        ("-14.3", "-170.7", (-14.3, -170.7), ""),
        ("-85.7", "38.2", (38.2, -85.7), "coordinates_swapped"),
        ("-122.4", "37.8", (37.8, -122.4), "coordinates_swapped"),
        ("38.2", "85.7", (38.2, -85.7), "longitude_without_minus"),
        ("100", "101", (None, None), "coordinates_out_of_range"),
        ("38.2", "north", (None, None), "coordinates_not_numbers"),
        ("38.2", "nan", (None, None), "coordinates_not_numbers"),
        ("38.2", "inf", (None, None), "coordinates_not_numbers"),
        ("38.2", "", (None, None), "coordinates_not_numbers"),
        ("", "", (None, None), "coordinates_missing"),
        ("52.9", "173.2", (52.9, 173.2), ""),
    ],
)
def test_coordinates_are_repaired_only_where_one_repair_is_possible(
    latitude: str, longitude: str, right: tuple[float | None, float | None], code: str
) -> None:
    directory = site(latitude=latitude, longitude=longitude, state_province="KY", country="US")
    assert (directory.sites[0].latitude, directory.sites[0].longitude) == right
    found = {issue.code for issue in directory.issues if issue.code.startswith(("coord", "longi"))}
    assert found == ({code} if code else set())


@pytest.mark.parametrize(
    ("latitude", "longitude", "right"),
    [
        ("-33.9", "151.2", (-33.9, 151.2)),
        ("151.2", "-33.9", (-33.9, 151.2)),
        ("91", "-85", (None, None)),
    ],
)
def test_abroad_a_place_may_be_anywhere_where_people_live(
    latitude: str, longitude: str, right: tuple[float | None, float | None]
) -> None:
    directory = site(latitude=latitude, longitude=longitude, country="AU")
    assert (directory.sites[0].latitude, directory.sites[0].longitude) == right


@pytest.mark.parametrize(
    "cells",
    [
        {"address_1": "Confidential"},
        {"address_1": "Undisclosed location"},
        {"description": "A shelter, confidentially located."},
        {"name": "House (location is not published)"},
        {"confidential": "Yes"},
    ],
)
def test_a_confidential_address_is_hidden(cells: Mapping[str, str]) -> None:
    directory = site(**{"latitude": "38.2", "longitude": "-85.7", **cells})
    assert directory.sites[0].hidden
    assert not directory.sites[0].can_be_drawn
    assert codes(directory)["confidential_address"] == 1


def test_confidential_talks_hide_no_address() -> None:
    directory = site(
        description="Free and confidential counseling.", latitude="38", longitude="-85"
    )
    assert not directory.sites[0].hidden
    assert directory.sites[0].can_be_drawn


def test_a_service_that_is_confidentially_located_hides_its_site() -> None:
    directory = read_directory(
        {
            "locations.csv": table(("id", "name", "address_1"), [("l1", "House", "1 A St")]),
            "services.csv": table(
                (*SERVICE, "location_id"),
                [("s1", "", "Shelter", "Emergency shelter at a confidential address.", "", "l1")],
            ),
        }
    )
    assert directory.sites[0].hidden
