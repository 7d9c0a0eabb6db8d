"""The teams of a consultant side by side: where each stands, and what was released of it."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from data.exports.labels import statements
from data.exports.portfolio import PORTFOLIO_FORMATS
from data.portfolio_views import EditionBenchmark, PortfolioView, TeamPlace
from data.services import portfolio
from data.services.errors import NotAllowed, NotFound
from pages.consultant import beside
from pages.consultant.reading import STAGES, counted, figures, left_out, middle, stands
from pages.parts import links
from pages.parts.frame import heading, show_refusal, small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in

_PAGE = 20
_ANY = "Any"
_LAST = date.max
Key = Callable[[TeamPlace], tuple[bool, float | str]]


def page() -> None:
    """All teams that agreed, or one of them beside the others."""
    require_sign_in()
    wanted = st.query_params.get("team", "")
    try:
        view = portfolio.one(wanted) if wanted else portfolio.portfolio()
    except (NotFound, NotAllowed) as refused:
        heading("Teams side by side")
        show_refusal(refused)
        links.back()
        return
    if wanted:
        beside.show(view, wanted)
    else:
        _all(view)
    links.back()


def _all(view: PortfolioView) -> None:
    heading("Teams side by side")
    if not view.roles:
        st.info(
            "Here you would see the teams in which you are a facilitator or a consultant. You "
            "have no such role yet."
        )
        return
    st.write(
        "Only teams that agreed are here, with answers only as they were released. They stand in "
        "the order that you choose; nothing here says which team is better."
    )
    small(left_out(view))
    if not view.places:
        st.info("None of your teams has agreed yet, so there is nothing to show.")
    else:
        _teams(view)
        _files()
    _benchmarks(view)


def _teams(view: PortfolioView) -> None:
    st.header("Teams", anchor=False)
    found = _chosen(view.places)
    st.write(f"{counted(len(found), 'team', 'teams')}.")
    pages = max(1, -(-len(found) // _PAGE))
    asked = st.query_params.get("page", "1")
    number = min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() else 1
    for place in found[(number - 1) * _PAGE : number * _PAGE]:
        _team(place, as_of=view.as_of)
    if pages > 1:
        _turn(number, pages)


def _chosen(places: Sequence[TeamPlace]) -> list[TeamPlace]:
    """The teams that were asked for, in the order that was asked for."""
    words = st.text_input("Find by name or place", max_chars=80).strip().lower()
    left, right = st.columns(2)
    present = [stage for stage in STAGES if any(each.stage == stage for each in places)]
    stage = left.selectbox("Newest wave", [_ANY, *(STAGES[each] for each in present)])
    editions = sorted({_edition(each) for each in places if each.result})
    edition = right.selectbox("Questionnaire of the last result", [_ANY, *editions])
    left, right = st.columns(2)  # a row of its own, so that a phone keeps the two together
    order = left.selectbox("Order", list(_ORDERS))
    backwards = right.selectbox("From", ["Low or early", "High or late"]) != "Low or early"
    found = [
        each
        for each in places
        if words in f"{each.name} {each.jurisdiction}".lower()
        and stage in (_ANY, STAGES[each.stage])
        and edition in (_ANY, _edition(each))
    ]
    key = _ORDERS[order]
    known = sorted((each for each in found if not key(each)[0]), key=key, reverse=backwards)
    return [*known, *(each for each in found if key(each)[0])]


def _team(place: TeamPlace, *, as_of: date) -> None:
    with st.container(border=True):
        mark = " (made-up demo team)" if place.demo else ""
        st.subheader(plain(place.name) + mark, anchor=False)
        if place.jurisdiction:
            small(place.jurisdiction)
        st.write(plain(stands(place)))
        lines = (f"- {plain(what)}: {plain(said)}" for what, said in figures(place, as_of=as_of))
        st.markdown("\n".join(lines))
        with st.container(horizontal=True):
            links.link("portfolio", "Beside the others", team=place.team_id)
            if place.result is not None:
                links.link("results", "Results", wave=place.result.wave_id)
            links.link("scan", "Scan", team=place.team_id)
            links.link("resources", "Resources", team=place.team_id)
            links.link("meeting", "Meet and act", team=place.team_id)


def _turn(number: int, pages: int) -> None:
    st.write(f"Page {number} of {pages}.")
    with st.container(horizontal=True):
        if number > 1:
            links.link("portfolio", "Page before", page=str(number - 1))
        if number < pages:
            links.link("portfolio", "Next page", page=str(number + 1))


def _files() -> None:
    st.header("Take it with you", anchor=False)
    st.write(
        "All of these teams and all benchmarks, with the same figures in each file. The log of "
        "each team will say that you took it."
    )
    with st.container(horizontal=True):
        for chosen in PORTFOLIO_FORMATS.values():
            st.link_button(chosen.title, f"/export/portfolio.{chosen.key}")


def _benchmarks(view: PortfolioView) -> None:
    st.header("Where most teams lie", anchor=False)
    st.write(
        "The middle half of the teams that were asked the very same questionnaire and agreed to "
        "be counted. It takes 5 teams and 50 people, and no team with more than 30 in 100 of them. "
        "It is made of your own teams only: whoever knows all figures but one could tell that one "
        "from it, so please do not pass it on to people who have no role in these teams."
    )
    if not view.benchmarks:
        small("No team that agreed to be counted has a result that may be compared.")
    for each in view.benchmarks:
        _benchmark(each)


def _benchmark(each: EditionBenchmark) -> None:
    title = each.edition.wording("en").title if each.edition else each.instrument_id
    st.subheader(plain(f"{title}, edition {each.instrument_version}"), anchor=False)
    if each.edition is None:
        st.write(
            f"{counted(each.response.teams, 'team', 'teams')}. "
            f"{plain(middle(each.response, share=True))}"
        )
        return
    st.write(f"Answered: {plain(middle(each.response, share=True))}")
    if each.agreed_share is not None:
        st.write(f"Statements on common ground: {plain(middle(each.agreed_share, share=True))}")
    words = statements(each.edition, language="en")
    with st.expander("Each statement"):
        for item in each.items:
            said = words[item.item]
            st.markdown(f"**{said.number}. {plain(said.text)}**")
            small(f"On the upper side: {middle(item.side_share, share=True)}")
            small(f"Typical gap, in points: {middle(item.typical_gap, share=False)}")


def _edition(place: TeamPlace) -> str:
    result = place.result
    return f"{result.instrument_id} {result.instrument_version}" if result else ""


def _number(value: float | None) -> tuple[bool, float]:
    """Teams without a figure come last, whichever way the others go."""
    return (True, 0.0) if value is None else (False, float(value))


def _figure(place: TeamPlace, name: str) -> tuple[bool, float]:
    return _number(getattr(place.result, name) if place.result else None)


_ORDERS: dict[str, Key] = {
    "Name": lambda each: (False, each.name.lower()),
    "Response": lambda each: _figure(each, "response"),
    "Common ground": lambda each: _figure(each, "agreed_share"),
    "What stands out": lambda each: _figure(each, "stand_out"),
    "Scan known": lambda each: _number(each.scan.known_share if each.scan else None),
    "Age of the oldest evidence": lambda each: _number(
        each.oldest_evidence.toordinal() if each.oldest_evidence else None
    ),
    "Day of the last result": lambda each: _number(
        each.result.closed_on.toordinal() if each.result else None
    ),
}
