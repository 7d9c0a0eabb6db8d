"""What pins down a hidden place beside its address does not stand with whoever is there."""

import json

import pytest

from data.services import directories, listings, teams
from data.services.place_words import is_about_a_place, without_codes
from data.services.resource_files import archive
from tests.data.services.test_hidden_everywhere import ROSTER, listed

COLUMNS = (
    *("Cross Street", "Bus stop", "Landmark", "Plus code", "what3words", "geohash", "GeoHash"),
    *("Nearest intersection", "Transit", "Neighborhood", "Parcel", "Block group", "Map link"),
    *("map_url", "GoogleMapsUrl", "Census tract", "WKB", "the_geom", "Shape", "Closest station"),
    *("Cómo llegar", "Parada de autobús", "Directions", "attribute Landmark", "X", "APN", "Site"),
    *("Building", "Zip5 zip", "Part of town", "Between", "Coordinates DMS", "Place"),
)
OTHERS = (
    *("Wait time", "Accepts Medicaid", "accreditations", "minimum_age", "Populations served"),
    *("service_area", "counties_served", "Child care on site", "Fees", "status_as_it_came"),
    *("Website", "Long term", "application_process", "Pets", "License number", "Regions served"),
)
CODES = (
    *("87JC9V2Q+CH", "42 21 03.96 N 71 06 39.96 W", "42°21\u203203.96\u2033N", "N 42° 21.066'"),
    *("42:21:03.96 N", "///filled.count.soap", "POINT (-71.11 42.35)", "18T VM 12345 67890"),
    *("0101000020E61000000000000000C051C00000000000004540", "Census tract 25025000802"),
    *("https://maps.example.org/?q=42.3,-71.1", "https://goo.gl/maps/abc", "Parcel 12-34-567"),
)
NO_CODES = (
    *("Call 606-555-0100 ext 12", "Open 9 to 5, 24 hours", "12 beds for 3 nights", "C+ or 4+ kids"),
    *("https://home.example/help", "Ages 18 - 64 only", "Medicaid 1115 waiver"),
)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_may_tell_where_a_place_is(column: str) -> None:
    assert is_about_a_place(column)


@pytest.mark.parametrize("column", OTHERS)
def test_a_column_about_help_does_not(column: str) -> None:
    assert not is_about_a_place(column)


@pytest.mark.parametrize("code", CODES)
def test_what_stands_for_a_point_on_a_map_is_taken_out_of_words(code: str) -> None:
    told = without_codes(f"Look for {code}, ring twice", instead="[hidden]")
    assert not set(code.split()) & set(told.replace(",", " ").split()) - {"W", "N"}
    assert told.startswith("Look for [hidden]")
    assert told.endswith("ring twice")


@pytest.mark.parametrize("words", NO_CODES)
def test_other_numbers_stay(words: str) -> None:
    assert without_codes(words, instead="[hidden]") == words


def test_long_texts_are_looked_through_at_once() -> None:
    for words in ("1 " * 20_000, f"1{' ' * 40_000}x", "point (" * 9_000, "http://a" * 9_000):
        assert without_codes(words, instead="[hidden]") == words


def test_neither_screen_nor_archive_has_them_beside_a_hidden_place(sqlite_database: str) -> None:
    team_id = teams.create_team("River county", "", ROSTER).id
    own = dict(listed("Home for survivors", confidential="yes"))
    own["services.csv"] = (
        b"id,name,status,Cross Street,Bus stop,Hint,Rules\n"
        b"s1,Home for survivors,active,Willet and Larch,Line 9,Go to 87JC9V2Q+CH,No pets\n"
    )
    assert directories.accept(directories.read(team_id, own, source="Coalition")) is not None
    for told in (repr(listings.services(team_id)), json.dumps(archive(team_id))):
        assert not [each for each in ("Willet", "Line 9", "9V2Q") if each in told]
        assert "No pets" in told
