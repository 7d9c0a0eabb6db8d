"""Help within reach: places for the families of each county, shared with all around."""

import streamlit as st

from data.services import access_maps, gap_maps, gaps
from data.services.access_maps import AccessMap
from data.services.county_needs import CountyNeedView
from data.services.gaps import GapReport
from data.views import TeamView
from pages.charts import theme
from pages.charts.county_map import Place, county_map
from pages.charts.within_reach import map_of, tell
from pages.charts.words import words
from pages.parts import links
from pages.parts.frame import small
from pages.parts.session import require_sign_in
from pages.resources import reach_terms
from pages.resources.reading import resource_page

_WORDS = words("en")


def page() -> None:
    """How much help is within reach of each county, for the team that the address names."""
    require_sign_in()
    resource_page("Help within reach", _show)


def _show(team: TeamView) -> None:
    need = reach_terms.need_or_way(team)
    if need is None:
        return
    report = gaps.gap_report(team.id)
    confirmed = [each.category.id for each in report.categories if each.services]
    if not confirmed:
        st.info("No service is confirmed for a kind of help yet, so there is nothing to draw.")
        return
    chosen = reach_terms.terms(team, report.need, confirmed)
    states = gap_maps.states_needing(report, need.known)
    state = st.selectbox("State", states, format_func=lambda each: each.name)
    found = access_maps.access_map(report, need, chosen, state=state)
    reach_terms.basis(found, need, report)
    if found.without_place == found.services:
        st.info(
            "No place is known of any of these services, so nothing can be told about reach. "
            "Files with latitude and longitude make a map."
        )
        return
    _map(found, need, report)
    links.link("resources-what-if", "What if a program opened", team=team.id)


def _map(found: AccessMap, need: CountyNeedView, report: GapReport) -> None:
    counties = reach_terms.reached(found.counties)
    drawn = map_of(reach_terms.per_what(found), counties)
    left_out = [each.name for each in need.left_out]
    places = [
        Place(each.name, each.longitude, each.latitude)
        for each in gap_maps.places_of(report, found.terms.category)
    ]
    st.plotly_chart(
        county_map(
            [drawn],
            counties=[each.county for each in counties],
            words=_WORDS,
            places=places,
            left_out=left_out,
            size=theme.HAND,
        ),
        config=theme.config("within-reach", save="Save as a picture"),
        key="within-reach",
        theme=None,
    )
    with st.expander("The same in words"):
        st.text(f"{drawn.title}\n\n{tell(counties, words=_WORDS)}")
    reach_terms.unknowns(found, need, report)
    small(
        "Each service divides what it can do in a year among all families in its reach, and each "
        "county adds up what it gets (Luo and Qi 2009). Below 100 there is less than one place "
        "for each family. Straight lines from the middle of each county; county lines of 2017, "
        "from the Census."
    )
