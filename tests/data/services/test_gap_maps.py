"""How far it is: straight lines to places that anybody may see, and to no hidden one."""

from math import acos, cos, radians, sin

import pytest

from data.geography.states import state_of
from data.services import directories, gap_maps, gaps, listings, teams
from data.services.listings import FactEntry
from data.views import AgencyEntry

ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
PLACES = {"s1": (38.25, -85.75), "s2": (37.77, -84.3)}
EARTH = 3_958.8  # miles


def files(*, hidden: str = "") -> dict[str, bytes]:
    services = "".join(f"{key},Methadone clinic {key},x,active\n" for key in (*PLACES, "s3"))
    at = "".join(f"a{key},{key},l{key}\n" for key in PLACES)
    rows = "".join(
        f"l{key},{'Confidential location' if key == hidden else key},physical,{lat},{lon}\n"
        for key, (lat, lon) in PLACES.items()
    )
    return {
        "services.csv": f"id,name,description,status\n{services}".encode(),
        "service_at_location.csv": f"id,service_id,location_id\n{at}".encode(),
        "locations.csv": f"id,name,location_type,latitude,longitude\n{rows}".encode(),
    }


def mapped(given: dict[str, bytes], **takes_children: str) -> gap_maps.DistanceMap:
    team_id = teams.create_team("River county", "", ROSTER).id
    directories.accept(directories.read(team_id, given, source="211"))
    ids = {each.record.external_id: each.id for each in listings.services(team_id)}
    listings.confirm(team_id, [(each, "moud") for each in ids.values()])
    for key, state in takes_children.items():
        entry = FactEntry(state, source="Call")
        listings.save_fact(team_id, ids[key], "accepts_children", entry, based_on=0)
    report = gaps.gap_report(team_id)
    return gap_maps.distance_map(
        report, "moud", conditions=("children_along",), state=state_of("KY")
    )


def miles(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Law of cosines on the sphere."""
    (a, b), (c, d) = ([radians(each) for each in point] for point in (one, other))
    return EARTH * acos(min(1.0, sin(a) * sin(c) + cos(a) * cos(c) * cos(b - d)))


def test_each_county_is_told_the_way_to_the_nearest_place(sqlite_database):
    found = mapped(files())
    assert len(found.counties) == 120
    assert (found.anybody.services, found.anybody.without_place) == (3, 1)
    for county, told in zip(found.counties, found.anybody.miles, strict=True):
        nearest = min(miles((county.lat, county.lon), place) for place in PLACES.values())
        assert told == pytest.approx(nearest, rel=2e-3, abs=0.05)


def test_who_might_take_the_family_is_apart_from_who_does_for_sure(sqlite_database):
    found = mapped(files(), s1="yes", s2="no")
    assert found.for_sure.services == 1
    assert found.perhaps.services == 2  # the one of which nobody knows has no place
    for county, told in zip(found.counties, found.for_sure.miles, strict=True):
        way = miles((county.lat, county.lon), PLACES["s1"])
        assert told == pytest.approx(way, rel=2e-3, abs=0.05)


def test_a_hidden_place_is_in_no_distance_and_on_no_map(sqlite_database):
    found = mapped(files(hidden="s2"))
    assert [(each.latitude, each.longitude) for each in found.points] == [PLACES["s1"]]
    assert found.anybody.without_place == 2
    for county, told in zip(found.counties, found.anybody.miles, strict=True):
        way = miles((county.lat, county.lon), PLACES["s1"])
        assert told == pytest.approx(way, rel=2e-3, abs=0.05)


def test_without_any_place_no_distance_is_told(sqlite_database):
    given = {"services.csv": files()["services.csv"]}
    found = mapped(given)
    assert set(found.anybody.miles) == {None}
    assert found.points == ()
