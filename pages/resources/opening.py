"""What if a program opened here: who would gain, by how much, and what that takes for granted."""

import streamlit as st

from data.services import access_maps, gaps
from data.services.access_maps import Opening, Span
from data.views import TeamView
from pages.charts import theme
from pages.charts.county_map import Place, county_map
from pages.charts.gains import Gained, describe, gains, map_of
from pages.charts.within_reach import EACH, Reached, said
from pages.charts.words import words
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.resources import reach_terms, spots
from pages.resources.needing import at_most_said
from pages.resources.outlines import counties_of, named
from pages.resources.reading import resource_page
from scoring.need import Triangle

_WORDS = words("en")
_MOST_PLACES = 100_000
_MOST_DRAWN = 12


def page() -> None:
    """What one more program would change, for the team that the address names."""
    require_sign_in()
    resource_page("What if a program opened", _show)


def _show(team: TeamView) -> None:
    need = reach_terms.need_or_way(team)
    if need is None:
        return
    report = gaps.gap_report(team.id)
    confirmed = [each for each in report.categories if each.services]
    others = [each for each in report.categories if not each.services]
    chosen = reach_terms.terms(
        team, report.need, [each.category.id for each in (*confirmed, *others)]
    )
    at = spots.choose(report, need)
    if at is None:
        return
    supply = st.number_input(
        "Families it can serve in a year", 1, _MOST_PLACES, value=None, step=10
    )
    if supply is None:
        st.info("Enter how many families the new program could serve in a year.")
        return
    found = access_maps.opening(report, need, chosen, at=at, supply=float(supply))
    reach_terms.basis(found.before, need, report)
    _told(found)
    _granted(found)
    if not found.before.services:
        small("No service is confirmed for this yet. That does not mean that there is none.")
    reach_terms.unknowns(found.before, need, report)


def _told(found: Opening) -> None:
    families, miles = found.families, found.before.terms.miles
    if not families.likely:
        st.write(
            plain(
                f"No family in need is counted within {miles:g} miles of {found.at.name}, so it "
                "cannot be told who would gain."
            )
        )
        return
    st.markdown(
        f"**{_range(families)} families in need live within {miles:g} miles of "
        f"{plain(found.at.name)}.**"
    )
    if found.first:
        st.write(
            f"{_count(found.first)} of them have none of this help within reach now, as far as is "
            "known."
        )
    _unmet(found)
    _gains(found)


def _unmet(found: Opening) -> None:
    """Who finds no place, before and after, where need is low, likely and high."""
    before, after = found.unmet_before, found.unmet_after
    st.write("Families a year in the counties that gain who find no place:")
    st.text(f"Now: {_told_unmet(before, found)}")
    st.text(f"With the new program: {_told_unmet(after, found)}")
    if found.at_most and before.high:
        small(
            "“At most” says that of some of these counties it is not known how much help there is."
        )


def _told_unmet(span: Span, found: Opening) -> str:
    if not found.at_most:
        return _range(span)
    return at_most_said(Triangle(span.low, span.likely, span.high))


def _range(span: Span) -> str:
    if span.low == span.high:
        return _count(span.likely)
    return f"{_count(span.likely)} (from {_count(span.low)} to {_count(span.high)})"


def _count(families: float) -> str:
    return f"{families:,.0f}" if families >= 10 else said(families)


def _gains(found: Opening) -> None:
    gained = _gained(found)
    many = "1 county gains." if len(gained) == 1 else f"{len(gained)} counties gain."
    title = reach_terms.per_what(found.before)
    most = gained[:_MOST_DRAWN]
    if any(each.is_known for each in most):
        st.plotly_chart(
            gains(most, title=title, words=_WORDS, size=theme.HAND),
            config=theme.config("gains", save="Save as a picture"),
            key="gains",
            theme=None,
        )
    else:
        st.write(plain(f"{title}:"))
        st.text(describe(most, words=_WORDS))
    if len(gained) > _MOST_DRAWN:
        small(f"{many} These are the {_MOST_DRAWN} that gain most.")
    without = [Reached(each, "no_figure") for each in counties_of(found.no_figure, with_state=True)]
    around = [*(each.before for each in gained), *without]
    left, right = st.columns(2)
    left.plotly_chart(
        county_map(
            [map_of(f"How many more. {title}", around, gained)],
            counties=[each.county for each in around],
            words=_WORDS,
            places=[Place(found.at.name, found.at.longitude, found.at.latitude)],
            size=theme.HAND,
        ),
        config=theme.config("what-if", save="Save as a picture"),
        key="what-if",
        theme=None,
    )
    with right:
        small(
            "A line of the chart above shows how far the number with the new program may lie: "
            "where need is high, and where it is low."
        )
    with right.expander("The same in words"):
        st.text(f"{title}\n{many}\n\n{describe(gained, words=_WORDS)}")


def _gained(found: Opening) -> list[Gained]:
    outlined = counties_of((each.before.area for each in found.gains), with_state=True)
    return [
        Gained(
            reach_terms.of(each.before, county),
            each.change.likely * EACH,
            low=each.change.low * EACH,
            high=each.change.high * EACH,
        )
        for each, county in zip(found.gains, outlined, strict=True)
    ]


def _granted(found: Opening) -> None:
    st.header("What this takes for granted", anchor=False)
    near = (
        "Families who live nearer use more of it."
        if found.before.terms.weighing == "nearer"
        else "Families within reach use it alike, however far they live."
    )
    miles = found.before.terms.miles
    st.markdown(
        f"- The program stands at {plain(found.at.name)}, takes every family that is counted, and "
        "serves as many as you entered, every year. Families are counted in the middle of their "
        "county.\n"
        f"- It serves families within {miles:g} straight miles, across county and state lines, and "
        f"nobody else. {near}\n"
        "- No other service grows, shrinks or closes, and no family moves.\n"
        "- Need stays what your file says. It does not say who would come."
    )
    if found.no_figure:
        small(
            "Counties in its reach without a figure of need; what their families would use is not "
            f"taken off, so others may gain less: {named(found.no_figure)}."
        )
