"""The map of what is within reach, with the places of services."""

import streamlit as st

from data.services import gap_maps
from data.services.access_maps import AccessMap
from data.services.county_needs import CountyNeedView
from data.services.gaps import GapReport
from pages.charts import theme
from pages.charts.county_map import Classes, Map, Place, county_map
from pages.charts.words import words
from pages.resources.outlines import counties_of

_WORDS = words("en")


def draw(
    drawn: Map,
    found: AccessMap,
    need: CountyNeedView,
    report: GapReport,
    *,
    name: str,
    classes: Classes | None = None,
) -> None:
    """A map of the counties, with the places of services that anybody may see.

    Args:
        drawn: a value for each county that was found, in their order.
        name: of the chart, and of the picture of it.
        classes: of a scale that does not hang on the amounts.
    """
    places = [
        Place(each.name, each.longitude, each.latitude)
        for each in gap_maps.places_of(report, found.terms.category)
    ]
    st.plotly_chart(
        county_map(
            [drawn],
            counties=counties_of(each.area for each in found.counties),
            words=_WORDS,
            places=places,
            left_out=[each.name for each in need.left_out],
            classes=classes,
            size=theme.HAND,
        ),
        config=theme.config(name, save="Save as a picture"),
        key=name,
        theme=None,
    )
