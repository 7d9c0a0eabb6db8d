"""What else the figures say, and what not: who knows, waiting, paying, language, evenness."""

import streamlit as st

from data.services import county_needs, gaps
from data.services.gaps import GapReport
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import small
from pages.parts.session import require_sign_in
from pages.resources import evenly, paying, reach_terms, speaking, waits
from pages.resources.reading import category_name, resource_page
from scoring.awareness import Awareness, Knowing, together


def page() -> None:
    """Further figures of the team that the address names."""
    require_sign_in()
    resource_page("What else the figures say", _show)


def _show(team: TeamView) -> None:
    report = gaps.gap_report(team.id)
    if not any(each.services for each in report.categories):
        st.info(
            "No service is confirmed for a kind of help yet, so none of this can be told. That "
            "does not mean that there is no help."
        )
        links.link("resources-map", "Confirm what belongs where", team=team.id)
        return
    st.write(
        "All of this is about services that a person has confirmed. What is not known is in no "
        "share, and where a figure cannot be told you read why."
    )
    _awareness(team, report)
    waits.show(team, report)
    paying.show(report)
    _by_county(team, report)


def _awareness(team: TeamView, report: GapReport) -> None:
    st.header("Is it known outside of those who run it?", anchor=False)
    names = {agency.code: agency.name for agency in team.agencies}
    found = gaps.known_by(report, names)
    if not found:
        st.write(
            "No agency has said yet which services it knows. It can, on the page of each service."
        )
        return
    st.markdown(f"**{_known(together(found.values()))}**")
    small(
        "Inside are the agencies that run a service, outside all others of your team. Who is not "
        "sure does not count as knowing it."
    )
    with st.expander("Kind by kind"):
        for kind, each in found.items():
            st.text(f"{category_name(kind)}: {_known(each)}")


def _known(found: Awareness) -> str:
    told = f"Inside: {_share(found.inside)}. Outside: {_share(found.outside)}."
    if not found.inside.asked or not found.outside.asked:
        return f"{told} So no gap can be told."
    points = round(100 * found.gap)
    if not points:
        return f"{told} That is the same."
    return f"{told} That is {abs(points)} points {'less' if points > 0 else 'more'} outside."


def _share(told: Knowing) -> str:
    if not told.asked:
        return "nobody has answered"
    return f"{told.know} of {told.asked} know it ({told.share:.0%})"


def _by_county(team: TeamView, report: GapReport) -> None:
    """Languages and evenness; how far is within reach is asked once for both."""
    need = county_needs.county_need(team.id)
    st.header("Is their language spoken?", anchor=False)
    miles = 0.0 if need is None else reach_terms.miles(team, report.need)
    speaking.show(report, need, miles)
    st.header("Is help spread evenly?", anchor=False)
    if need is not None:
        evenly.show(team, report, need, miles)
        return
    st.info(
        "This needs county figures: how many families live in which county. The same goes for "
        "how many families have somebody in reach who speaks their language."
    )
    links.link("resources-need-county", "Need by county", team=team.id)
