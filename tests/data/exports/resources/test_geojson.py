"""Findings lie in the county that their area names, and nowhere where it names none."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from data.exports.resources.geojson import county_of, write_geojson
from data.services import gap_findings, teams
from data.services.gap_findings import FindingEntry
from data.services.resource_files import for_export
from data.views import TeamView
from tests.data.exports.resources.mapped import ROSTER, fill


def plain(team: TeamView) -> dict[str, Any]:
    return json.loads(write_geojson(for_export(team.id, as_what="geojson")))


def found(team: TeamView, area: str) -> dict[str, Any]:
    gap_findings.save(team.id, FindingEntry("legal", "A", "Nobody helps.", area=area))
    return next(each for each in plain(team)["features"] if each["properties"]["area"] == area)


def turns_left(ring: list[list[float]]) -> bool:
    """By the shoelace formula, with plain numbers."""
    pairs = pairwise(ring)
    return sum(x * v - u * y for (x, y), (u, v) in pairs) > 0


@pytest.fixture
def team(sqlite_database: str) -> TeamView:
    return teams.create_team("River county", "", ROSTER)


@pytest.mark.parametrize(
    ("area", "jurisdiction", "county"),
    [
        ("Campbell County, KY", "", "21037"),
        ("Campbell, Kentucky", "", "21037"),
        ("campbell county ky", "", "21037"),
        ("St. Louis city, Missouri", "", "29510"),
        ("Kanawha, West Virginia", "", "54039"),
        ("Campbell County", "Newport, Kentucky", "21037"),
        ("Campbell County", "Kentucky", None),
        ("Campbell County", "", None),
        ("Newport", "Campbell County, KY", None),
        ("Campbell and Kenton Counties, KY", "", None),
        ("Kentucky", "", None),
        ("the south side", "Campbell County, KY", None),
        ("", "Campbell County, KY", None),
    ],
    ids=range(13),
)
def test_an_area_is_a_county_only_if_it_names_one_and_its_state_is_known(
    area: str, jurisdiction: str, county: str | None
) -> None:
    named = county_of(area, jurisdiction=jurisdiction)
    assert (named.id if named else None) == county


def test_a_finding_has_the_line_of_its_county_as_somebody_else_drew_it(
    team: TeamView, samples_folder: Path
) -> None:
    drawn = json.loads(
        (samples_folder / "boundaries" / "us_counties_2017_3dec.geojson").read_text()
    )
    theirs = next(each for each in drawn["features"] if _code(each) == "21193")["geometry"]
    ours = found(team, "Perry County, KY")["geometry"]
    assert ours["type"] == theirs["type"] == "Polygon"
    assert _corners(ours["coordinates"][0]) == _corners(theirs["coordinates"][0])


def _code(feature: dict[str, Any]) -> str:
    said = {**feature["properties"], "own": feature.get("id", "")}
    return next((str(each) for each in said.values() if str(each) == "21193"), "")


def _corners(ring: list[list[float]]) -> set[tuple[float, float]]:
    return {(round(lon, 3), round(lat, 3)) for lon, lat in ring}


@pytest.mark.parametrize("area", ["Perry County, KY", "Nantucket County, MA", "Honolulu, HI"])
def test_outer_rings_run_counterclockwise_and_close(team: TeamView, area: str) -> None:
    geometry = found(team, area)["geometry"]
    parts = geometry["coordinates"]
    pieces = [parts] if geometry["type"] == "Polygon" else parts
    for outer, *holes in pieces:
        assert outer[0] == outer[-1]
        assert turns_left(outer)
        assert not any(map(turns_left, holes))


def test_a_hole_belongs_to_the_piece_around_it_and_runs_the_other_way(team: TeamView) -> None:
    geometry = found(team, "Augusta County, VA")["geometry"]  # two cities lie inside of it
    outer, *holes = geometry["coordinates"]
    assert turns_left(outer)
    assert len(holes) == 2
    assert not any(map(turns_left, holes))


def test_a_finding_without_one_county_is_there_without_a_place(team: TeamView) -> None:
    feature = found(team, "Campbell and Kenton")
    assert feature["geometry"] is None
    assert feature["properties"]["county"] is None
    assert (feature["properties"]["gap"], feature["properties"]["category"]) == ("A", "legal")


def test_what_a_finding_says_and_who_signed_it_leaves_with_it(team: TeamView) -> None:
    ids = fill(team)
    whole = plain(team)
    assert whole["type"] == "FeatureCollection"
    assert whole["validated"] is False
    feature = next(each for each in whole["features"] if each["id"] == ids["finding"])
    told = feature["properties"]
    assert feature["type"] == "Feature"
    assert (told["county"], told["gap_in_words"]) == ("21193", "It is not for this family")
    assert (told["cure"], told["owner_agency"]) == (
        "Write it into the contract.",
        "County child welfare",
    )
    assert (told["evidence"], told["signed_by"]) == (1, ["County child welfare"])
    kinds = sorted(each["properties"]["kind"] for each in whole["features"])
    assert kinds == ["finding", "question"]


def test_hostile_words_are_text(team: TeamView) -> None:
    words = '</script>=1+1"\n\t@x'
    gap_findings.save(team.id, FindingEntry("legal", "A", words, area="Perry County, KY"))
    (feature,) = plain(team)["features"]
    assert feature["properties"]["words"] == words


def test_a_team_without_a_gap_has_no_feature(team: TeamView) -> None:
    assert plain(team)["features"] == []
