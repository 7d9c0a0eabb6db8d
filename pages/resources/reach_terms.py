"""What screens about help within reach share: what is asked, and what stands behind a number."""

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st

from data.services import county_needs
from data.services.access_maps import (
    AccessMap,
    CountyAccess,
    Span,
    Terms,
    Weighing,
)
from data.services.authority import may
from data.services.county_needs import CountyNeedView
from data.services.gaps import GapReport
from data.services.needs import FARTHEST, REACH, NeedView
from data.views import TeamView
from pages.charts.county_map import County
from pages.charts.within_reach import EACH, Reached
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.resources.outlines import counties_of, named
from pages.resources.reading import WORDS, category_name
from scoring.reach import CLOSEST

_MILES = {"likely": "usual", "low": "near", "high": "far", "other": "Another distance"}
_WEIGHING: Mapping[Weighing, str] = {
    "nearer": "Those who live nearer count more",
    "alike": "All who live within reach count alike",
}
_EXPERTS: Mapping[Weighing, str] = {
    "gaussian": "Less and less with distance (Gaussian)",
    "gravity": "Half at twice the distance (gravity)",
    "choosing": "Families choose a service (3SFCA)",
}
_WAYS: Mapping[Weighing, str] = {
    "nearer": "those nearer count more",
    "alike": "all count alike",
    "gaussian": "less and less with distance (Gaussian)",
    "gravity": "half at twice the distance (gravity)",
    "choosing": "families choose (3SFCA)",
}
_METHODS: Mapping[Weighing, str] = {
    "nearer": "Families count in three zones of the same width: 1, 0.68 and 0.22, from the inside "
    "out (Luo and Qi 2009).",
    "alike": "All families within reach count in full (Luo and Wang 2003).",
    "gaussian": "Families count in full at the service, not at all where its reach ends, and along "
    "a bell curve between them (Dai 2010).",
    "gravity": f"Families count half as much at twice the distance, and in full up to {CLOSEST:g} "
    "miles (Hansen 1959; Joseph and Bantock 1982). How fast weights fall is our choice: published "
    "powers of distance go from about 0.6 to 2, and 1 is used here.",
    "choosing": "Families are looked for at one of the services within their reach, those nearer "
    "more often, in the zones 1, 0.68 and 0.22: the three-step floating catchment area, 3SFCA "
    "(Wan, Zou and Sternberg 2012). So two services side "
    "by side share their families. Services that do not say how much they can take are chosen too.",
}


def need_or_way(team: TeamView) -> CountyNeedView | None:
    """Need by county; where there is none, why nothing can be told and what would help."""
    need = county_needs.county_need(team.id)
    if need is None:
        st.info(
            "It cannot be told yet how much help is within reach of each county: nobody has "
            "brought in how many families there are, county by county. The number for your whole "
            "area is not spread over its counties, since nothing here says where families live."
        )
        if may("resources.run", team_id=team.id):
            links.link("resources-need-county", "Need by county", team=team.id)
    return need


def terms(
    team: TeamView, need: NeedView, categories: Sequence[str], *, experts: bool = False
) -> Terms:
    """Which kind of help, how far is within reach, and how distance counts.

    Args:
        need: of the team, which holds how far is within reach.
        categories: to choose from, one or more.
        experts: further ways to count are offered, too.
    """
    category = st.selectbox("Kind of help", categories, format_func=category_name)
    reach = miles(team, need)
    return Terms(category, reach, _weighing(experts=experts))


def _weighing(*, experts: bool) -> Weighing:
    names: dict[Weighing | Literal["another"], str] = {**_WEIGHING}
    if experts:
        names["another"] = "For experts: another way to count"
    chosen = st.selectbox("How distance counts", list(names), format_func=names.__getitem__)
    if chosen != "another":
        return chosen
    return st.selectbox("Another way to count", list(_EXPERTS), format_func=_EXPERTS.__getitem__)


def counted(chosen: Terms) -> str:
    """How far is within reach and how distance counts, for the title of a map."""
    return f"Within {chosen.miles:g} miles, {_WAYS[chosen.weighing]}"


def method(chosen: Terms) -> None:
    """How places within reach are reckoned, and which lines are drawn."""
    small(
        "Each service divides what it can do in a year among all families in its reach, and each "
        f"county adds up what it gets. {_METHODS[chosen.weighing]} Straight lines from the middle "
        "of each county; county lines of 2017, from the Census."
    )


def miles(team: TeamView, need: NeedView) -> float:
    """How far is within reach: one of the team's or of the planning default's, or another."""
    span = need.within_reach
    offered = {key: getattr(span, key) for key in ("likely", "low", "high")}
    chosen = st.selectbox(
        "How far is within reach",
        [*dict.fromkeys(offered.values()), 0.0],
        format_func=lambda each: _distance(each, offered),
    )
    if not chosen:
        chosen = st.number_input("Miles in a straight line", 1.0, float(FARTHEST), span.likely)
    figure = need.figures[REACH]
    mark = "Your team's own" if figure.local else f"{WORDS.default_mark}"
    year = f", {figure.year}" if figure.year else ""
    small(
        f"{mark}: {figure.source}{year}. Choose what is fair where you are; straight lines are "
        "shorter than roads."
    )
    if may("resources.run", team_id=team.id):
        links.link("resources-need", "Enter your own miles", team=team.id, figure=REACH)
    return float(chosen)


def _distance(far: float, offered: Mapping[str, float]) -> str:
    named = [_MILES[key] for key, each in offered.items() if each == far]
    return f"{far:g} miles: {', '.join(named)}" if far else _MILES["other"]


def per_what(found: AccessMap) -> str:
    """The title of a map: what is counted, and for which families."""
    listed = any(each.from_list for each in found.counties if each.standing == "known")
    least = ", at least," if found.without_place and not listed else ""
    return f"Places a year{least} per {EACH} {whom(found)}"


def whom(found: AccessMap) -> str:
    """The families that places are told for."""
    need_it = " who need it" if found.share else ""
    return f"families{need_it}: {WORDS.tiers[found.tier].title}"


def which_families(need: CountyNeedView, report: GapReport) -> None:
    """Which families a file of need counts, and that the team has chosen others since, if so."""
    tier = WORDS.tiers[need.tier].title
    st.write(
        plain(
            f"Which families: {tier}. {len(need.known):,} counties have a figure (file "
            f"{need.file}, version {need.version})."
        )
    )
    if report.need.tier not in (None, need.tier):
        chosen = WORDS.tiers[report.need.tier].title
        small(f"Your team has chosen other families since: {chosen}. These figures are not theirs.")


def basis(found: AccessMap, need: CountyNeedView, report: GapReport) -> None:
    """Which families are counted, from whom, and of whom this help is needed."""
    which_families(need, report)
    if found.share is None:
        small(
            "No agency has estimated how many of these families need this kind of help, so the "
            "places are set against all of them."
        )
    else:
        share = found.share
        small(
            f"Your agencies estimate that {share.likely:.0%} of them need this kind of help, from "
            f"{share.low:.0%} to {share.high:.0%}. The same share is used in every county."
        )


def unknowns(found: AccessMap, need: CountyNeedView, report: GapReport) -> None:
    """What is not known, in numbers and names."""
    if proposed := report.category(found.terms.category).proposed:
        wait = "service waits" if proposed == 1 else "services wait"
        small(f"{proposed} more {wait} for a person to say what belongs here.")
    if found.not_stated:
        small(
            f"How much they can take is not said by {found.not_stated} of {found.services} "
            "services. How much there is in their reach is not known, which is not zero."
        )
    off_the_map(found, report)
    if found.with_several_places:
        small(
            f"Where a service has several places ({found.with_several_places} of "
            f"{found.services}), each is taken to have the same part of what it can do."
        )
    if found.no_figure:
        small(
            "Within reach of these services lie counties without a figure of need. What their "
            "families use is not taken off, so there may be less help than the map says: "
            f"{named(found.no_figure)}."
        )
    if unlisted := sum(each.standing == "not_listed" for each in found.counties):
        small(
            f"Of {unlisted} counties here no list of yours tells anything. That none is known "
            "there is no zero. A county counts as looked at once some service of a list is in it, "
            "or says that it serves it."
        )
    not_on_the_map(need)


def off_the_map(found: AccessMap, report: GapReport) -> None:
    """Services that no number holds, and those that only a list knows."""
    if found.without_place:
        small(
            f"A place is not known, or is confidential, of {found.without_place} of "
            f"{found.services} services. They are in no number here: how much is within reach is "
            "told “at least”, and how evenly it is spread may be otherwise."
        )
    if found.from_list:
        small(
            f"{found.from_list} of {found.services} services are known from a list alone. Whether "
            "they are there is not known: the low end of a range counts none of them, the other "
            f"numbers count all. Of such services about {report.listing.share:.0%} are there. A "
            "call, or an agency that knows it, makes a service sure."
        )


def not_on_the_map(need: CountyNeedView, *, most: int = 12) -> None:
    """Counties of a file of need that the map of 2017 does not have, by name."""
    if need.left_out:
        names = ", ".join(each.name for each in need.left_out[:most])
        more = len(need.left_out) - most
        rest = f", and {more} more" if more > 0 else ""
        small(f"In your file and not counted, since they were no counties in 2017: {names}{rest}.")


def reached(counties: Sequence[CountyAccess]) -> tuple[Reached, ...]:
    """Counties as the map draws them."""
    outlined = counties_of(each.area for each in counties)
    return tuple(of(each, county) for each, county in zip(counties, outlined, strict=True))


def of(each: CountyAccess, county: County) -> Reached:
    """One county as the map draws it."""
    places = each.places or Span(0.0, 0.0, 0.0)
    return Reached(
        county,
        each.standing,
        low=places.low * EACH,
        likely=places.likely * EACH,
        high=places.high * EACH,
        not_stated=each.not_stated,
        from_list=each.from_list,
        at_least=each.at_least,
    )
