"""How far it is: straight lines to places that anybody may see, and to no hidden one."""

from math import acos, cos, radians, sin

import pytest

from data.geography.states import state_of
from data.services import county_needs, directories, gap_maps, gaps, listings, teams
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


def test_the_address_of_a_hidden_place_is_on_no_map_whichever_list_it_stands_in(sqlite_database):
    team_id = teams.create_team("River county", "", ROSTER).id
    for source, description in (("211", "The location is confidential"), ("Locator", "")):
        given = {
            "services.csv": b"id,name,description,status\ns1,Safe stay,x,active\n",
            "service_at_location.csv": b"id,service_id,location_id\na1,s1,l1\n",
            "locations.csv": "id,name,description,location_type,latitude,longitude\n"
            f"l1,House,{description},physical,38.04,-84.46\n".encode(),
            "addresses.csv": b"id,location_id,address_1,city,state_province,postal_code,country\n"
            b"d1,l1,12 Secret Lane,Hollow,KY,41799,US\n",
        }
        directories.accept(directories.read(team_id, given, source=source))
    ids = [each.id for each in listings.services(team_id)]
    listings.confirm(team_id, [(each, "domestic_violence") for each in ids])
    report = gaps.gap_report(team_id)
    assert len(ids) == 2
    assert gap_maps.places_listed(report) == ()
    assert gap_maps.places_of(report, "domestic_violence") == ()
    found = gap_maps.distance_map(report, "domestic_violence", conditions=(), state=state_of("KY"))
    assert set(found.anybody.miles) == {None}


def test_without_any_place_no_distance_is_told(sqlite_database):
    given = {"services.csv": files()["services.csv"]}
    found = mapped(given)
    assert set(found.anybody.miles) == {None}
    assert found.points == ()


def test_the_families_near_a_place_are_those_of_a_loop(sqlite_database):
    found = mapped(files())
    families = {each.id: 10 + at % 7 for at, each in enumerate(found.counties)}
    del families["21111"]
    rows = "".join(f"{code},{number}\n" for code, number in families.items())
    content = f"county_fips,families\n{rows}".encode()
    team_id = teams.create_team("Lake county", "", ROSTER).id
    need = county_needs.accept(county_needs.read(team_id, content, name="a.csv", tier="T4"))
    assert need is not None
    near = gap_maps.families_near(found, need, bands=(20, 45))
    assert (near.need, near.left_out) == (sum(families.values()), 1)
    for band, share in zip((20, 45), near.share, strict=True):
        inside = sum(
            families[each.id]
            for each in found.counties
            if each.id in families
            and min(miles((each.lat, each.lon), place) for place in PLACES.values()) <= band
        )
        assert share == pytest.approx(inside / near.need)


def test_places_of_the_directory_are_told_without_hidden_ones_and_without_what_is_gone(
    sqlite_database,
):
    team_id = teams.create_team("River county", "", ROSTER).id
    directories.accept(directories.read(team_id, files(hidden="s2"), source="211"))
    (place,) = gap_maps.places_listed(gaps.gap_report(team_id))
    assert (place.name, place.latitude) == ("Methadone clinic s1", PLACES["s1"][0])
    empty = {"services.csv": b"id,name,description,status\nx,Other,x,active\n"}
    directories.accept(directories.read(team_id, empty, source="211"))
    assert gap_maps.places_listed(gaps.gap_report(team_id)) == ()
