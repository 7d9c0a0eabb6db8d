"""Need not met, by county: all gaps in their order, and the counties of one of them."""

from collections.abc import Sequence

import streamlit as st

from data.geography.states import State
from data.services import county_gaps, county_needs, gap_maps, gaps
from data.services.authority import may
from data.services.county_gaps import CountyGap, CountyGapOrder, KindGap, RankedGap
from data.services.county_needs import CountyNeedView
from data.services.gaps import GapReport
from data.views import TeamView
from pages.charts import theme
from pages.charts.county_map import County, Place, county_map
from pages.charts.served import Served, map_of, tell
from pages.charts.unmet_need import Unmet, describe, percent, unmet_need
from pages.charts.words import words
from pages.parts import links
from pages.parts.frame import small
from pages.parts.session import require_sign_in
from pages.resources import unmet_notes
from pages.resources.outlines import counties_of
from pages.resources.picturing import without
from pages.resources.reading import WORDS, category_name, resource_page
from pages.resources.weighing import weights

_WORDS = words("en")
_EACH = 100
_MOST_UNTOLD = 3


def page() -> None:
    """Need not met in each county, for the team that the address names."""
    require_sign_in()
    resource_page("Need not met, by county", _show)


def _show(team: TeamView) -> None:
    need = county_needs.county_need(team.id)
    if need is None:
        _without_need(team)
        return
    report = gaps.gap_report(team.id)
    kinds = county_gaps.county_gaps(report, need)
    if not kinds:
        st.info(
            "No service is confirmed for a kind of help yet, so nothing can be said about gaps. "
            "That does not mean that there is no help."
        )
        links.link("resources-map", "Confirm what belongs where", team=team.id)
        return
    st.write(
        "How much of the need finds no place if no family crosses a county line: what is left over "
        "in one county helps in no other. What services do not state makes a range wider; it is "
        "not counted as zero."
    )
    unmet_notes.basis(need, report)
    weighed = [each.category for each in kinds if each.why_not is None]
    chosen = weights(team, weighed) if weighed else {}
    _order(county_gaps.county_gap_order(kinds, chosen), need)
    _counties(kinds, need, report)
    links.link("resources-access", "Help within reach, across county lines", team=team.id)
    links.link("measures", "What the figures mean", team=team.id, about="resources")


def _without_need(team: TeamView) -> None:
    """Why nothing can be told by county, what would help, and what can be told without it."""
    st.info(
        "It cannot be told yet in which county need is not met: nobody has brought in how many "
        "families there are, county by county. The number for your whole area is not spread over "
        "its counties, since nothing here says where families live."
    )
    if may("resources.run", team_id=team.id):
        links.link("resources-need-county", "Need by county", team=team.id)
    st.write("With all of your area as one place it can be told which gap weighs most.")
    links.link("resources-weights", "Which gap weighs most?", team=team.id)


def _order(found: CountyGapOrder, need: CountyNeedView) -> None:
    st.header("In this order", anchor=False)
    tier = WORDS.tiers[need.tier].title
    rows = [_ranked(each) for each in found.ranked]
    if len(rows) > 1:
        rows.append(_together(found))
    folded = _many_untold(found.others)
    rows += [_other(each) for each in found.others if each not in folded]
    if not rows:
        st.info("Everything weighs 0, so there is no order.")
        return
    st.plotly_chart(
        unmet_need(rows, tier=tier, words=_WORDS, size=theme.HAND),
        config=theme.config("unmet-need", save="Save as a picture"),
        key="unmet-need",
        theme=None,
    )
    with st.expander("The same in words"):
        st.text(describe(rows, tier=tier, words=_WORDS))
    for why in dict.fromkeys(map(unmet_notes.why_not, folded)):
        kinds = [each.category for each in folded if unmet_notes.why_not(each) == why]
        without(f"Not known. {why.rstrip('.')}", kinds)
    if found.ranked:
        small("The kind of help comes first that is the largest gap most often, as it is weighed.")
    if any(each.gap.without_county for each in found.ranked):
        small(
            "Help of which no county is known may fill gaps here or not, so some gaps are told as "
            "“or less”. The order is as if it filled none."
        )
    if found.others:
        small("What has no range stands below the others, in no order and in no sum.")


def _many_untold(others: Sequence[KindGap]) -> list[KindGap]:
    """Those of which nothing can be drawn, where they are so many that they would hide the rest."""
    untold = [each for each in others if each.stated != each.stated]
    return untold if len(untold) > _MOST_UNTOLD else []


def _ranked(ranked: RankedGap) -> Unmet:
    found = ranked.gap.interval
    return Unmet(
        label=category_name(ranked.gap.category),
        low=found.low,
        middle=found.middle,
        high=found.high,
        at_most=ranked.gap.without_county > 0,
        note=f"{_families(ranked.gap)} The largest gap in {_chance(ranked)} of cases.",
    )


def _chance(ranked: RankedGap) -> str:
    """How often it is the largest; with both ends where help without a county might turn it."""
    seldom, often = percent(ranked.seldom), percent(ranked.often)
    return often if seldom == often else f"{seldom} to {often}"


def _families(gap: KindGap) -> str:
    """Families who find no place, without anything that was drawn."""
    unmet, families = map(unmet_notes.amount, (gap.unmet.likely, gap.families.likely))
    told = unmet_notes.bounded(unmet, gap.bound) if gap.unmet.likely or gap.doubted else unmet
    stated = f"As stated, where need is likely: {told} of {families} families."
    return f"{stated}{unmet_notes.from_lists(gap)}"


def _together(found: CountyGapOrder) -> Unmet:
    low, middle, high = (each.index for each in (found.low, found.middle, found.high))
    return Unmet(
        label="All together, as weighed",
        low=low,
        middle=middle,
        high=high,
        at_most=found.at_most,
        note=f"Of {found.middle.categories} kinds of help, all low at once to all high at once.",
    )


def _other(gap: KindGap) -> Unmet:
    told = gap.stated == gap.stated
    why = unmet_notes.why_not(gap)
    return Unmet(
        label=category_name(gap.category),
        stated=gap.stated,
        may_be_more=gap.doubted > 0,
        note=f"{_families(gap)} {why}" if told else why,
    )


def _counties(kinds: Sequence[KindGap], need: CountyNeedView, report: GapReport) -> None:
    st.header("County by county", anchor=False)
    category = st.selectbox(
        "Kind of help", [each.category for each in kinds], format_func=category_name
    )
    states = gap_maps.states_needing(report, need.known)
    state = st.selectbox("State", states, format_func=lambda each: each.name)
    gap = next(each for each in kinds if each.category == category)
    served = _served(gap, state)
    _map(gap, served, need, report)


def _map(
    gap: KindGap, served: Sequence[Served], need: CountyNeedView, report: GapReport
) -> None:  # fmt: skip
    whom = "families who need it" if gap.share else "families"
    title = f"Families that can be served per {_EACH} {whom}: {WORDS.tiers[need.tier].title}"
    drawn = map_of(title, served)
    places = [
        Place(each.name, each.longitude, each.latitude)
        for each in gap_maps.places_of(report, gap.category)
    ]
    left, right = st.columns(2)
    left.plotly_chart(
        county_map(
            [drawn],
            counties=[each.county for each in served],
            words=_WORDS,
            places=places,
            left_out=[each.name for each in need.left_out],
            size=theme.HAND,
        ),
        config=theme.config("served-by-county", save="Save as a picture"),
        key="served-by-county",
        theme=None,
    )
    with right:
        with st.expander("The same in words"):
            st.text(f"{drawn.title}\n\n{tell(served, words=_WORDS)}")
        unmet_notes.unknowns(gap, need, report)


def _served(gap: KindGap, state: State) -> list[Served]:
    """All counties of a state, those without a figure of need too."""
    known = {each.area.id: each for each in gap.counties}
    outlined = counties_of(gap_maps.counties_needing(state, known))
    return [_county(known.get(each.id), each) for each in outlined]


def _county(found: CountyGap | None, county: County) -> Served:
    if found is None:
        return Served(county, "no_figure")
    if found.covered is None:
        return Served(county, "nobody")
    return Served(
        county,
        found.standing,
        low=found.covered.low * _EACH,
        likely=found.covered.likely * _EACH,
        high=found.covered.high * _EACH,
        unmet=_unmet(found),
        not_stated=found.not_stated,
        from_list=found.from_list,
        is_doubted=found.doubted > 0,
    )


def _unmet(found: CountyGap) -> str:
    """Families without a place; a range that has both ends needs no other word."""
    told = unmet_notes.span(found.unmet)
    ends_in_it = found.bound == "at_least" or not found.unmet.high
    return told if ends_in_it else unmet_notes.bounded(told, found.bound)
