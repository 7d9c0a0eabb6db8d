"""Where families are worse off: a figure for each county, with who counted it."""

import streamlit as st

from data.clock import today
from data.geography.gazetteer import area
from data.imports.county_ranking import Ranking
from data.services import county_needs
from data.services.authority import may
from data.services.county_needs import CountyNeedView, RankingEntry
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import small
from pages.parts.seen import offer_newer, seen
from pages.parts.steps import take_step
from scoring.equity import FEWEST_AREAS

_WORSE = {"high": "Where the figure is high", "low": "Where the figure is low"}


def order(team: TeamView, need: CountyNeedView) -> None:
    """The order that counties stand in, and a form for whoever may change it."""
    st.header("Which counties are worse off?", anchor=False)
    st.write(
        "With a figure such as the share of families who are poor it can be told whether help lies "
        "where families are worse off. Only the order of the counties is used. We bring no such "
        "figures; the Census publishes poverty for every county each year."
    )
    if need.ranking is None:
        small("Nobody has given a figure yet.")
    else:
        st.text(told(need.ranking))
    small(
        f"It takes {FEWEST_AREAS} counties with families in need. With fewer, one county decides "
        "it, and nothing is told."
    )
    if not may("resources.run", team_id=team.id):
        return
    if st.query_params.get("enter") == "order":
        _form(team, need)
    elif st.button("Enter a figure for each county"):
        links.stay(team=team.id, enter="order")


def told(ranking: Ranking) -> str:
    """A figure, whose it is, and of how many counties."""
    worse = "higher" if ranking.worse == "high" else "lower"
    return (
        f"{ranking.name} ({ranking.source}, {ranking.year}), of {len(ranking.figures):,} counties. "
        f"Families are worse off where it is {worse}."
    )


def _form(team: TeamView, need: CountyNeedView) -> None:
    opened = seen(f"order-{team.id}", need)
    known = opened.value.ranking
    worse = list(_WORSE)
    with st.form(opened.form):
        name = st.text_input("What the figure is", known.name if known else "", max_chars=200)
        source = st.text_input("Who counted it", known.source if known else "", max_chars=200)
        year = st.number_input(
            "Year", 1990, today().year, value=known.year if known else None, step=1
        )
        side = st.selectbox(
            "Where families are worse off",
            worse,
            index=worse.index(known.worse) if known else 0,
            format_func=_WORSE.__getitem__,
        )
        figures = st.text_area("One line for each county", lines(opened.value), height=240)
        small(
            "The five digits of the county first, its figure last. Two columns out of a "
            "spreadsheet can be pasted. Leave the figure out where nobody knows it."
        )
        sent = st.form_submit_button("Save")
    if not sent:
        offer_newer(opened, need)
    if not sent or not opened.may_send():
        return
    entry = RankingEntry(name, source, None if year is None else int(year), side, figures)
    take_step(
        lambda: county_needs.save_ranking(team.id, entry, based_on=opened.value.version),
        go=lambda _: links.stay(team=team.id),
        told="Saved. It is used where you read whether help is spread evenly.",
        then=opened.forget,
    )


def lines(need: CountyNeedView) -> str:
    """A line for each county that is named, with its figure where there is one."""
    figures = need.ranking.figures if need.ranking else {}
    found = [area(code) for code in sorted({*need.figures, *figures})]
    return "\n".join(
        f"{each.id} {each.name}, {each.state.abbreviation}: {_figure(figures.get(each.id))}".strip()
        for each in found
    )


def _figure(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.10g}"
