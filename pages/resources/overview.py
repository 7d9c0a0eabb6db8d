"""The community's resources of a team: what is listed, what of it is confirmed, what to do next."""

import streamlit as st

from data.exports.resources.formats import RESOURCE_FORMATS
from data.services import gaps
from data.services.authority import may
from data.services.gaps import CategoryGap, GapReport
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.resources.reading import WORDS, category_name, resource_page, sum_said
from surveys.resource_map import resource_map


def page() -> None:
    """The resources of the team that the address names."""
    require_sign_in()
    resource_page("Community resources", _show)


def _show(team: TeamView) -> None:
    report = gaps.gap_report(team.id)
    if not report.services:
        _empty(team)
        return
    _counts(report)
    _ways(team, report)
    if not resource_map().validated:
        small(WORDS.note)
    for group in resource_map().groups:
        st.header(plain(WORDS.groups[group]), anchor=False)
        for each in report.categories:
            if each.category.group == group:
                _category(team, each)
    if may("resources.export", team_id=team.id):
        _export(team)


def _empty(team: TeamView) -> None:
    st.write(
        "What help is there for families, and for which families? Begin with a list that somebody "
        "keeps already, such as the 211 directory of your county. Then your team says what it "
        "knows. What nobody knows stays “not known”; it is never counted as zero."
    )
    if may("resources.run", team_id=team.id):
        links.link("resources-import", "Bring in a directory", team=team.id)
        links.link("resources-services", "Or add services by hand", team=team.id)
    else:
        st.info("No directory is here yet. A facilitator of your team can bring one in.")


def _counts(report: GapReport) -> None:
    listed = [each for each in report.services.values() if not each.gone]
    supply = sum(each.is_supply for each in listed)
    confirmed = len({each for gap in report.categories for each in gap.services})
    st.write(
        f"{len(listed):,} services are listed. {supply:,} of them are open as far as their "
        f"directory says, and your team has confirmed {confirmed:,} for a kind of help."
    )


def _ways(team: TeamView, report: GapReport) -> None:
    waiting = sum(each.proposed for each in report.categories)
    with st.container(horizontal=True):
        links.link("resources-services", "Services", team=team.id)
        if may("resources.run", team_id=team.id):
            links.link("resources-map", f"Confirm what belongs where ({waiting:,})", team=team.id)
            links.link("resources-same", "Listed twice?", team=team.id)
            links.link("resources-import", "Bring in a directory", team=team.id)
        links.link("resources-calls", "Calls, and what they say of the lists", team=team.id)
        links.link("resources-need", "How many families", team=team.id)
        links.link("resources-need-county", "Need by county", team=team.id)
        links.link("resources-gaps", "The gaps", team=team.id)
        links.link("resources-weights", "Which gap weighs most?", team=team.id)
        links.link("resources-unmet", "Need not met, by county", team=team.id)
        links.link("resources-figures", "Waiting, paying, languages", team=team.id)
        links.link("resources-maps", "How far it is", team=team.id)
        links.link("resources-access", "Help within reach", team=team.id)
        links.link("resources-what-if", "What if a program opened", team=team.id)
        links.link("resources-family", "Shop as a family", team=team.id)
        links.link("resources-findings", "Findings", team=team.id)
        links.link("measures", "What the figures mean", team=team.id, about="resources")


def _category(team: TeamView, gap: CategoryGap) -> None:
    words = WORDS.categories[gap.category.id]
    number = len(gap.services)
    counted = f"{number} confirmed" if number else "none confirmed yet"
    with st.expander(f"{plain(category_name(gap.category.id))}: {counted}"):
        st.write(plain(words.definition))
        small(f"Counts: {words.counts}")
        small(f"Does not count: {words.does_not_count}")
        st.text(sum_said(gap.places, words.unit, shared=gap.shared, at_most=gap.shared_places))
        if gap.proposed:
            waits = "is proposed and waits" if gap.proposed == 1 else "are proposed and wait"
            small(f"{gap.proposed} more {waits} for a person to look.")
        if words.standard:
            small(f"To talk about: {words.standard}")
        links.link(
            "resources-services", "See these services", team=team.id, category=gap.category.id
        )


def _export(team: TeamView) -> None:
    st.header("Take it with you", anchor=False)
    st.write(
        "Confidential addresses are in none of these files. The archive brings the whole map back "
        "in another place."
    )
    with st.container(horizontal=True):
        for chosen in RESOURCE_FORMATS.values():
            st.link_button(chosen.title, f"/export/resources/{team.id}.{chosen.key}")
