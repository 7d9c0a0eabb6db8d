"""Where on the map: in the middle of a county, at a place of the directory, or at coordinates."""

import streamlit as st

from data.geography.gazetteer import Area
from data.geography.placing import area_at
from data.services import gap_maps
from data.services.access_maps import Spot, middle_of
from data.services.county_needs import CountyNeedView
from data.services.gaps import GapReport
from pages.parts.frame import small

_WAYS = {
    "county": "In the middle of a county",
    "place": "At a place of your directory",
    "coordinates": "At a latitude and longitude",
}
_NOWHERE = "This place lies in no county on the map, so nothing can be told of it."


def choose(report: GapReport, need: CountyNeedView) -> Spot | None:
    """The spot that somebody chooses; None, and said why, until there is one."""
    way = st.selectbox("Where it opens", list(_WAYS), format_func=_WAYS.__getitem__)
    if way == "county":
        return _county(report, need)
    return _place(report) if way == "place" else _coordinates()


def _county(report: GapReport, need: CountyNeedView) -> Spot:
    """Counties with a figure stand first; a program may open in any."""
    states = gap_maps.states_needing(report, need.known)
    state = st.selectbox("State", states, format_func=lambda each: each.name)

    def label(each: Area) -> str:
        return each.name if each.id in need.known else f"{each.name} (no figure of need)"

    counties = gap_maps.counties_needing(state, need.known)
    return middle_of(st.selectbox("County where it opens", counties, format_func=label))


def _place(report: GapReport) -> Spot | None:
    places = gap_maps.places_listed(report)
    if not places:
        st.info(
            "No service of your directory has a place that may be shown. Enter a latitude and a "
            "longitude instead."
        )
        return None
    small("At the door of a service that is listed. Confidential places are not among them.")
    place = st.selectbox("Place", places, format_func=lambda each: each.name)
    county = area_at(place.latitude, place.longitude)
    if county is None:
        st.info(_NOWHERE)
        return None
    return Spot(place.name, place.latitude, place.longitude, county)


def _coordinates() -> Spot | None:
    small(
        "In degrees. Maps on the web show them for any address; west of Greenwich a longitude is "
        "below zero, as in all of the mainland. There is no list of towns here."
    )
    latitude = st.number_input("Latitude", -90.0, 90.0, value=None, step=0.01, format="%.4f")
    longitude = st.number_input("Longitude", -180.0, 180.0, value=None, step=0.01, format="%.4f")
    if latitude is None or longitude is None:
        st.info("Enter where the new program would stand.")
        return None
    county = area_at(latitude, longitude)
    if county is None:
        st.info(f"{_NOWHERE} Check the numbers and their signs.")
        return None
    where = f"{latitude:.4f}, {longitude:.4f} in {county.name}, {county.state.abbreviation}"
    return Spot(where, latitude, longitude, county)
