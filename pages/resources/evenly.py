"""Whether help is spread evenly over families, and whether it lies where they are worse off."""

import streamlit as st

from data.imports.county_ranking import Ranking
from data.services import access_maps, gap_maps, other_figures
from data.services.access_maps import AccessMap, Terms
from data.services.county_needs import CountyNeedView
from data.services.gaps import GapReport
from data.views import TeamView
from pages.charts.lorenz import Curve, describe, lorenz
from pages.parts import links
from pages.parts.frame import small
from pages.resources import reach_terms
from pages.resources.picturing import WORDS, picture
from pages.resources.reading import WORDS as RESOURCE_WORDS
from pages.resources.reading import category_name
from scoring.equity import FEWEST_AREAS, Concentration


def show(team: TeamView, report: GapReport, need: CountyNeedView, miles: float) -> None:
    """The part of the screen about evenness, for one kind of help and state.

    Args:
        team: whose it is.
        report: what there is.
        need: county by county.
        miles: that are within reach.
    """
    kinds = [each.category.id for each in report.categories if each.services]
    kind = st.selectbox("Kind of help", kinds, format_func=category_name)
    states = gap_maps.states_needing(report, need.known)
    state = st.selectbox("State", states, format_func=lambda each: each.name)
    mapped = access_maps.access_map(report, need, Terms(kind, miles), state=state)
    tier = RESOURCE_WORDS.tiers[need.tier].title
    title = f"{category_name(kind)}, {state.name}, within {miles:g} miles. Need: {tier}"
    curve = _curve(mapped)
    figure = lorenz(curve, title=title, words=WORDS)
    picture("lorenz", figure, describe(curve, title=title, words=WORDS))
    small(f"Need: {tier}, county by county, from {need.file}.")
    reach_terms.off_the_map(mapped, report)
    _where_worse_off(team, need, mapped)


def _curve(mapped: AccessMap) -> Curve:
    found = other_figures.evenness(mapped)
    return Curve(
        tuple(found.need_share.tolist()),
        tuple(found.access_share.tolist()),
        found.gini,
        counties=found.areas,
        need=found.need,
        left_out=found.left_out,
        names=tuple(each.area.name for each in other_figures.on_the_curve(mapped)),
    )


def _where_worse_off(team: TeamView, need: CountyNeedView, mapped: AccessMap) -> None:
    """Whether help lies where families are worse off, as far as the counties can tell."""
    if need.ranking is None:
        small(
            "Whether help lies where families are poor cannot be told: nobody has said yet which "
            "counties are poorer. A poverty share or a like figure for each county would tell."
        )
        links.link("resources-need-county", "Put counties in order", team=team.id)
        return
    ranking = need.ranking
    st.text(_concentrated(other_figures.by_ranking(mapped, ranking), ranking))
    small(f"In the order of: {ranking.name} ({ranking.source}, {ranking.year}).")


def _concentrated(found: Concentration, ranking: Ranking) -> str:
    worse = f"families are worse off ({'higher' if ranking.worse == 'high' else 'lower'} figure)"
    left = f" {found.left_out} counties are left out: something about them is not known."
    left = left if found.left_out else ""
    if found.index != found.index:
        return (
            f"Whether help lies where {worse} cannot be told: none is known to be in reach.{left}"
        )
    if found.low != found.low:
        return (
            f"Whether help lies where {worse} cannot be told: that takes {FEWEST_AREAS} counties "
            "with families in need, a known reach and a figure. With fewer, one county decides "
            f"it.{left}"
        )
    if found.low <= 0 <= found.high:
        told = (
            f"These {found.areas} counties do not tell whether more or less help lies where {worse}"
        )
    else:
        more = "More" if found.low > 0 else "Less"
        told = f"{more} help is within reach where {worse}, as {found.areas} counties tell"
    return (
        f"{told}. Concentration index (0: as much for all; above 0: more where families are worse "
        f"off; below 0: less): {found.index:.2f}, from {found.low:.2f} to {found.high:.2f}. The "
        "range says how far it hangs on single counties; what is uncertain about need and places "
        f"is not in it.{left}"
    )
