"""Help within reach of each county beside the mean of its state, or why there is no mean."""

from collections.abc import Mapping

import streamlit as st

from data.services.access_maps import AccessMap, Span
from data.services.county_needs import CountyNeedView
from data.services.gaps import GapReport
from data.services.state_means import StateMean, WhyNot
from pages.charts.beside_mean import classes, map_of, tell
from pages.charts.within_reach import EACH, Reached, said
from pages.charts.words import words
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.resources import reach_map, reach_terms
from pages.resources.outlines import counties_of

_WORDS = words("en")
_WHY_NOT: Mapping[WhyNot, str] = {
    "few_counties": "help within reach is known of {known} of its {counties} counties. A mean of "
    "the state takes two counties or more, and at least half of all.",
    "few_families": "the counties of which help within reach is known hold {families_known:,.0f} "
    "of the {families:,.0f} families that are counted in it. A mean of the state takes at least "
    "half of them.",
    "nobody": "no family is likely to need this help in the counties that are known.",
    "nothing": "none of this help is within reach of any of the {known} counties that are known, "
    "so no county has more than another.",
}


def beside(
    found: AccessMap, mean: StateMean, need: CountyNeedView, report: GapReport
) -> None:  # fmt: skip
    """The counties of a state beside its mean, or why there is none."""
    state = mean.state.name
    if mean.mean is None or mean.why_not is not None:
        why = _WHY_NOT[mean.why_not or "few_counties"].format(
            known=mean.known,
            counties=mean.counties,
            families_known=mean.families_known,
            families=mean.families,
        )
        st.info(
            plain(f"How counties of {state} compare with the whole state cannot be told: {why}")
        )
        reach_terms.unknowns(found, need, report)
        return
    st.markdown(f"**{plain(_mean(mean, mean.mean))}**")
    if found.without_place:
        small("The mean, and every county beside it, is of what is on the map.")
    counties = _counties(found, mean)
    title = (
        f"Places a year for {reach_terms.whom(found)}. The mean of {state} is 1. "
        f"{reach_terms.counted(found.terms)}"
    )
    drawn = map_of(title, counties)
    left, right = st.columns(2)
    with left:
        reach_map.draw(drawn, found, need, report, name="beside-mean", classes=classes(_WORDS))
    with right:
        _notes()
        with st.expander("The same in words"):
            st.text(f"{drawn.title}\n\n{tell(counties, words=_WORDS)}")
    reach_terms.unknowns(found, need, report)
    reach_terms.method(found.terms)


def _notes() -> None:
    """What a place beside the mean says, and what it does not."""
    small(
        "This says which counties have more than others, and not whether there is enough in any. "
        "“About the mean” is from four fifths of it to a quarter more."
    )
    small(
        "Where your file has a range of families, so has a county beside the mean. It is wide, "
        "since families may lie anywhere in the range of every county at once. How many of them "
        "need this kind of help is taken to be the same share everywhere; it moves the mean and no "
        "county beside it."
    )


def _mean(told: StateMean, mean: Span) -> str:
    low, likely, high = (said(each * EACH) for each in (mean.low, mean.likely, mean.high))
    span = "" if low == high else f" (from {low}, and no upper limit is known)"
    if low != high and mean.high < float("inf"):
        span = f" (from {low} to {high})"
    part = told.families_known / told.families
    return (
        f"The mean is {likely}{span} places a year per {EACH} families. {told.known} of the "
        f"{told.counties} counties of {told.state.name} stand behind it, with {part:.0%} of the "
        "families that are counted in the state."
    )


def _counties(found: AccessMap, mean: StateMean) -> tuple[Reached, ...]:
    """Counties with their multiples of the mean; nothing is told of those that are not known."""
    outlined = counties_of(each.area for each in found.counties)
    reached: list[Reached] = []
    for each, county in zip(found.counties, outlined, strict=True):
        span = mean.beside.get(each.area.id)
        if span is None:
            reached.append(Reached(county, each.standing, not_stated=each.not_stated))
        else:
            reached.append(Reached(county, "known", span.low, span.likely, span.high))
    return tuple(reached)
