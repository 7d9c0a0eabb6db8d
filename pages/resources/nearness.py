"""Two maps: how far it is to any provider, and to one for this family."""

import streamlit as st

from data.services import county_needs, gap_maps, gaps
from data.services.county_needs import CountyNeedView
from data.services.gap_maps import DistanceMap, Distances
from data.services.gaps import GapReport
from data.services.need_views import BY_ROAD
from data.views import TeamView
from pages.charts import theme
from pages.charts.county_map import Map, Place, Value, classes_of, county_map, describe
from pages.charts.words import words
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.resources.languages import condition_name, language_conditions
from pages.resources.outlines import counties_of
from pages.resources.reading import WORDS, category_name, resource_page
from surveys.resource_map import resource_map

_WORDS = words("en")
_BY_ROAD = "By road, about"
_MILES = ("In a straight line", _BY_ROAD)


def page() -> None:
    """The maps of the team that the address names."""
    require_sign_in()
    resource_page("How far it is", _show)


def _show(team: TeamView) -> None:
    report = gaps.gap_report(team.id)
    confirmed = [each.category.id for each in report.categories if each.services]
    if not confirmed:
        st.info("No service is confirmed for a kind of help yet, so there is nothing to draw.")
        return
    category = st.selectbox("Kind of help", confirmed, format_func=category_name)
    facts = [each.id for each in resource_map().conditions if each.kind == "fact"]
    facts += language_conditions(report.languages.names)
    family = st.multiselect("This family", facts, format_func=condition_name)
    need = county_needs.county_need(team.id)
    states = gap_maps.states_needing(report, need.known if need else ())
    state = st.selectbox("State", states, format_func=lambda each: each.name)
    found = gap_maps.distance_map(report, category, conditions=family, state=state)
    _without(found.anybody)
    if all(each is None for each in found.anybody.miles):
        st.info(
            "No place is known of any of these services, so no distance can be told. Files with "
            "latitude and longitude make a map."
        )
        return
    _maps(found, category, report, with_family=bool(family))
    _near(need, report, found)


def _near(need: CountyNeedView | None, report: GapReport, found: DistanceMap) -> None:
    """How many families live near, where somebody has counted them county by county."""
    if need is None:
        small("How many families live near cannot be told: nobody has counted them by county.")
        return
    span = report.need.within_reach
    bands = sorted({span.low, span.likely, span.high})
    near = gap_maps.families_near(found, need, bands=bands)
    if not near.need:
        small(f"No family is counted in {found.state.name}, so it cannot be told who lives near.")
        return
    shares = [
        f"{share:.0%} within {miles:g} miles"
        for miles, share in zip(bands, near.share, strict=True)
    ]
    tier = WORDS.tiers[need.tier].title
    st.write(
        plain(
            f"Of {near.need:,.0f} families counted in {found.state.name} ({tier}), as far as "
            f"places are known: {', '.join(shares)}."
        )
    )
    small(
        "All families of a county are taken to live in its middle. How far is within reach can be "
        "changed under How many families."
    )


def _without(found: Distances) -> None:
    if found.without_place:
        small(
            f"Of {found.without_place} of these {found.services} services no place may be shown: "
            "it is not known, or confidential. One of them may be nearer than the map says."
        )


def _maps(found: DistanceMap, category: str, report: GapReport, *, with_family: bool) -> None:
    counties, factor = counties_of(found.counties), 1.0
    if st.radio("Miles", list(_MILES), horizontal=True) == _BY_ROAD:
        factor = report.need.by_road
    any_of, sure, perhaps = (
        each.by_road(factor) for each in (found.anybody, found.for_sure, found.perhaps)
    )
    miles = "Miles" if factor == 1.0 else "Miles by road, about,"
    maps = [Map(f"{miles} to any: {category_name(category)}", _values(any_of, None))]
    if with_family:
        maps.append(Map(f"{miles} to one for this family", _values(sure, perhaps)))
    places = [Place(each.name, each.longitude, each.latitude) for each in found.points]
    columns, shared = st.columns(2), classes_of(maps)
    for column, each, name in zip(columns, maps, ("nearness", "nearness-family"), strict=False):
        column.plotly_chart(
            county_map(
                [each],
                counties=counties,
                words=_WORDS,
                places=places,
                classes=shared,
                size=theme.HAND,
            ),
            config=theme.config(name, save="Save as a picture"),
            key=name,
            theme=None,
        )
    if with_family:
        _said(found)
    with st.container() if with_family else columns[1]:
        with st.expander("The same in words"):
            st.text(describe(maps, counties=counties, words=_WORDS))
        _measured(report)


def _measured(report: GapReport) -> None:
    factor = report.need.figures[BY_ROAD]
    whose = "as your team has it" if factor.local else "a guess of ours until you enter your own"
    small(
        "In straight lines from the middle of each county, to the nearest place that is known. By "
        f"road there are about {report.need.by_road:g} miles for each of these ({whose}, under How "
        "many families). County lines are those of 2017, from the Census."
    )


def _said(found: DistanceMap) -> None:
    sure, perhaps = found.for_sure.services, found.perhaps.services
    if not perhaps:
        st.write(plain(f"None of {found.anybody.services} takes this family, as far as they say."))
        return
    st.write(
        plain(
            f"{sure} of {found.anybody.services} take this family for sure, and {perhaps - sure} "
            "more might. Where it is not known whether any does, the map has strokes."
        )
    )


def _values(known: Distances, perhaps: Distances | None) -> tuple[Value, ...]:
    """Miles where they are known; not known as well where one that might be right is nearer."""
    values: list[Value] = []
    for at, miles in enumerate(known.miles):
        nearer = perhaps.miles[at] if perhaps else miles
        if miles is None or (nearer is not None and nearer < miles):
            values.append(Value("unknown"))
        else:
            values.append(Value("known", round(miles, 1)))
    return tuple(values)
