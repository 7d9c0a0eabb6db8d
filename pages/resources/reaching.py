"""Help within reach: places for the families of each county, shared with all around."""

import streamlit as st

from data.services import access_maps, gap_maps, gaps, state_means
from data.services.access_maps import AccessMap
from data.services.county_needs import CountyNeedView
from data.services.gaps import GapReport
from data.views import TeamView
from pages.charts.within_reach import map_of, tell
from pages.charts.words import words
from pages.parts import links
from pages.parts.frame import small
from pages.parts.session import require_sign_in
from pages.resources import comparing, reach_map, reach_terms
from pages.resources.reading import resource_page

_WORDS = words("en")
_SHOW = {
    "places": "Places for every 100 families",
    "beside": "Compared with the whole state",
}


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
    chosen = reach_terms.terms(team, report.need, confirmed, experts=True)
    states = gap_maps.states_needing(report, need.known)
    state = st.selectbox("State", states, format_func=lambda each: each.name)
    shown = st.selectbox("Show", list(_SHOW), format_func=_SHOW.__getitem__)
    found = access_maps.access_map(report, need, chosen, state=state)
    reach_terms.basis(found, need, report)
    if found.without_place == found.services:
        st.info(
            "No place is known of any of these services, so nothing can be told about reach. "
            "Files with latitude and longitude make a map."
        )
        return
    if shown == "places":
        _map(found, need, report)
    else:
        mean = state_means.state_mean(report, need, chosen, state=state)
        comparing.beside(found, mean, need, report)
    links.link("resources-what-if", "What if a program opened", team=team.id)


def _map(found: AccessMap, need: CountyNeedView, report: GapReport) -> None:
    counties = reach_terms.reached(found.counties)
    title = f"{reach_terms.per_what(found)}. {reach_terms.counted(found.terms)}"
    drawn = map_of(title, counties)
    left, right = st.columns(2)
    with left:
        reach_map.draw(drawn, found, need, report, name="within-reach")
    with right:
        on_it = " on the map" if found.without_place else ""
        small(f"Below 100 there is less than one place{on_it} for each family.")
        with st.expander("The same in words"):
            st.text(f"{drawn.title}\n\n{tell(counties, words=_WORDS)}")
        reach_terms.unknowns(found, need, report)
    reach_terms.method(found.terms)
