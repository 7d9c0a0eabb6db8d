"""One team beside the others: where it lies, what compares with it, and why the rest does not."""

from collections.abc import Sequence

import streamlit as st

from data.exports.labels import statements
from data.portfolio_views import (
    MEASURES,
    EditionBenchmark,
    Measure,
    PortfolioView,
    TeamPlace,
)
from data.services.portfolio_comparing import by_result, own_reason, pair_reason
from pages.consultant.reading import MEASURE, counted, figures, middle
from pages.parts import links
from pages.parts.frame import heading, small
from pages.parts.plain import plain
from scoring.benchmarks import Benchmark

_PAGE = 20
_LIES = {"below": "below it", "within": "within it", "above": "above it"}
_OF: dict[Measure, tuple[str, ...]] = {
    "values": ("Answered", "Common ground", "Groups stand apart"),
    "scan": ("Scan known",),
    "gaps": ("Gaps",),
}


def show(view: PortfolioView, team_id: str) -> None:
    """The team, its place among those that compare, and the reasons of those that do not."""
    place = next((each for each in view.places if each.team_id == team_id), None)
    if place is None:
        heading("Teams side by side")
        st.info(
            "This team has not agreed to be seen beside other teams, so nothing of it is here. "
            "Its facilitator can say so."
        )
        links.link("portfolio-consent", "Beside other teams", team=team_id)
        links.link("portfolio", "All teams")
        return
    heading(place.name, over="Beside your other teams", demo=place.demo)
    st.markdown(
        "\n".join(
            f"- {plain(what)}: {plain(said)}" for what, said in figures(place, as_of=view.as_of)
        )
    )
    _in_the_middle(view, place)
    _others(view, place)
    links.link("portfolio", "All teams")


def _in_the_middle(view: PortfolioView, place: TeamPlace) -> None:
    st.header("Where most teams lie", anchor=False)
    for each in by_result(place):
        if place.others and each.result is not None:
            st.subheader(plain(each.result.title), anchor=False)
        _one_result(view, each)


def _one_result(view: PortfolioView, place: TeamPlace) -> None:
    reason = own_reason(place, "values", as_of=view.as_of)
    if reason is not None:
        st.write(plain(str(reason)))
        return
    checksum = place.result.checksum if place.result else None
    found = next((each for each in view.benchmarks if each.checksum == checksum), None)
    if found is None:
        st.write("No team with this questionnaire has agreed to be counted.")
        return
    _line("Answered", place.result.response if place.result else None, found.response)
    if found.agreed_share is not None:
        share = place.result.agreed_share if place.result else None
        _line("Statements on common ground", share, found.agreed_share)
    if found.edition is not None:
        _statements(found, place)


def _line(what: str, value: float | None, found: Benchmark) -> None:
    lies = found.place(value) if value is not None else None
    said = f" This team: {value:.0%}, {_LIES[lies]}." if lies and value is not None else ""
    st.write(
        plain(f"{what}: the middle half is at {middle(found, share=True)}.{said}")
        if found.low is not None
        else plain(f"{what}: {middle(found, share=True)}")
    )


def _statements(found: EditionBenchmark, place: TeamPlace) -> None:
    if found.edition is None or place.result is None:
        return
    words = statements(found.edition, language="en")
    with st.expander("Each statement"):
        for item in found.items:
            figure = place.result.figures.get(item.item)
            said = words[item.item]
            st.markdown(f"**{said.number}. {plain(said.text)}**")
            share = figure.side_share if figure else None
            gap = figure.typical_gap if figure else None
            small(_beside("On the upper side", share, item.side_share, share=True))
            small(_beside("Typical gap, in points", gap, item.typical_gap, share=False))


def _beside(what: str, value: float | None, found: Benchmark, *, share: bool) -> str:
    if value is None:
        own = "not shown for this team"
    else:
        own = f"{value:.0%}" if share else f"{value:.1f}"
        lies = found.place(value)
        own += f", {_LIES[lies]}" if lies else ""
    return f"{what}: {own}. Middle half: {middle(found, share=share)}"


def _others(view: PortfolioView, place: TeamPlace) -> None:
    st.header("Your other teams", anchor=False)
    others = [each for each in view.places if each.team_id != place.team_id]
    if not others:
        st.info("No other team of yours has agreed yet.")
        return
    for measure in MEASURES:
        st.subheader(MEASURE[measure], anchor=False)
        _measure(view, place, others, measure)


def _measure(
    view: PortfolioView, place: TeamPlace, others: Sequence[TeamPlace], measure: Measure
) -> None:
    own = own_reason(place, measure, as_of=view.as_of)
    if own is not None:
        st.write(plain(str(own)))
        return
    reasons = {each.team_id: pair_reason(place, each, measure, as_of=view.as_of) for each in others}
    alike = [each for each in others if reasons[each.team_id] is None]
    apart = [each for each in others if reasons[each.team_id] is not None]
    st.write(f"{counted(len(alike), 'team', 'teams')} can stand beside it.")
    for each in alike[:_PAGE]:
        said = [
            f"{what}: {words}"
            for what, words in figures(each, as_of=view.as_of)
            if what in _OF[measure]
        ]
        st.markdown(f"- **{plain(each.name)}**: {plain('. '.join(said))}")
    if len(alike) > _PAGE:
        small(f"These are the first {_PAGE} by name. The files hold all of them.")
    if apart:
        with st.expander(f"Why {counted(len(apart), 'team does', 'teams do')} not"):
            for each in apart[:_PAGE]:
                st.markdown(f"- **{plain(each.name)}**: {plain(str(reasons[each.team_id]))}")
            if len(apart) > _PAGE:
                small(f"These are the first {_PAGE} by name. The files say why for all of them.")
