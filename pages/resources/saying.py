"""What else the figures say, and what not: who knows, waiting, paying, language, evenness."""

from collections.abc import Iterable

import streamlit as st

from data.imports.county_ranking import Ranking
from data.services import access_maps, county_needs, gap_maps, gaps, other_figures
from data.services.access_maps import AccessMap, Terms
from data.services.county_needs import CountyNeedView
from data.services.gaps import GapReport
from data.services.other_figures import Wait
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.resources import reach_terms
from pages.resources.needing import said
from pages.resources.reading import WORDS, category_name, resource_page
from scoring.affordability import LanguageReach, PayerShare
from scoring.awareness import Awareness, Knowing, together
from scoring.equity import FEWEST_AREAS, Concentration, Inequality

_LANGUAGES = {"languages_spanish": "Spanish", "languages_sign": "sign language"}


def page() -> None:
    """Further figures of the team that the address names."""
    require_sign_in()
    resource_page("What else the figures say", _show)


def _show(team: TeamView) -> None:
    report = gaps.gap_report(team.id)
    if not any(each.services for each in report.categories):
        st.info(
            "No service is confirmed for a kind of help yet, so none of this can be told. That "
            "does not mean that there is no help."
        )
        links.link("resources-map", "Confirm what belongs where", team=team.id)
        return
    st.write(
        "All of this is about services that a person has confirmed. What is not known is in no "
        "share, and where a figure cannot be told you read why."
    )
    _awareness(team, report)
    _waiting(team, report)
    _paying(report)
    _speaking(report)
    _by_county(team, report)


def _awareness(team: TeamView, report: GapReport) -> None:
    st.header("Is it known outside of those who run it?", anchor=False)
    names = {agency.code: agency.name for agency in team.agencies}
    found = gaps.known_by(report, names)
    if not found:
        st.write(
            "No agency has said yet which services it knows. It can, on the page of each service."
        )
        return
    st.markdown(f"**{_known(together(found.values()))}**")
    small(
        "Inside are the agencies that run a service, outside all others of your team. Who is not "
        "sure does not count as knowing it."
    )
    for kind, each in found.items():
        st.text(f"{category_name(kind)}: {_known(each)}")


def _known(found: Awareness) -> str:
    told = f"Inside: {_share(found.inside)}. Outside: {_share(found.outside)}."
    if not found.inside.asked or not found.outside.asked:
        return f"{told} So no gap can be told."
    points = round(100 * found.gap)
    if not points:
        return f"{told} That is the same."
    return f"{told} That is {abs(points)} points {'less' if points > 0 else 'more'} outside."


def _share(told: Knowing) -> str:
    if not told.asked:
        return "nobody has answered"
    return f"{told.know} of {told.asked} know it ({told.share:.0%})"


def _waiting(team: TeamView, report: GapReport) -> None:
    st.header("How long families wait", anchor=False)
    need = report.need
    if need.tier is None or need.need is None:
        small("How many families ask is not known yet, so only what services say can be told.")
        links.link("resources-need", "How many families", team=team.id)
    else:
        tier = plain(WORDS.tiers[need.tier].title)
        small(f"Need: {tier}, {said(need.need.families)} families a year.")
    found = other_figures.waits(report)
    told = [each for each in found if each.busy or each.days]
    for each in told:
        st.text(f"{category_name(each.category)}: {_busy(each, report)} {_days(each)}")
    rest = [each for each in found if each not in told]
    _group(
        "Not every service says how much it can take", [e.category for e in rest if e.not_stated]
    )
    _group("Not known how many need it", [e.category for e in rest if not e.not_stated])
    small(
        "How many families are in line now is written down nowhere, so days are told only where "
        "a service states them, in the last three months."
    )


def _group(said_of: str, kinds: Iterable[str]) -> None:
    """Kinds of help of which the same cannot be told."""
    names = ", ".join(category_name(kind) for kind in kinds)
    if names:
        small(f"{said_of}: {names}.")


def _busy(wait: Wait, report: GapReport) -> str:
    if wait.busy is None:
        if wait.not_stated:
            services = len(report.category(wait.category).services)
            return (
                f"Services that do not say how much they can take: {wait.not_stated} of {services}."
            )
        return "How many families need it is not known."
    low, likely, high = wait.busy
    if low.grows:
        return "More ask than can be served, so the line grows without limit."
    shares = [each.utilisation for each in (low, likely, high)]
    if any(each != each for each in shares):
        return "It can serve nobody."
    asked = f"for each 100 that can be served, {100 * likely.utilisation:.0f} ask"
    if high.utilisation > low.utilisation:
        asked += f" (from {100 * low.utilisation:.0f} to {100 * high.utilisation:.0f})"
    more = " If need is that high, the line grows without limit." if high.grows else ""
    return f"{asked[0].upper()}{asked[1:]}.{more}"


def _days(wait: Wait) -> str:
    services = len(wait.days) + wait.silent
    if not wait.days:
        return "No service says how many days."
    first, last = wait.days[0], wait.days[-1]
    days = f"{first:g} days" if first == last else f"{first:g} to {last:g} days"
    return f"Services say {days} ({len(wait.days)} of {services} say)."


def _paying(report: GapReport) -> None:
    st.header("Can families pay for it?", anchor=False)
    st.write("Whether a service takes Medicaid, or has a way to pay nothing.")
    found = other_figures.ways_to_pay(report)
    known = {kind for kind, each in found.items() if each.sites[0] or each.sites[1]}
    for kind, each in found.items():
        if kind in known:
            st.text(f"{category_name(kind)}: {_pay(each)}")
    _group("Not known of any service", (kind for kind in found if kind not in known))


def _pay(found: PayerShare) -> str:
    yes, no, unknown = found.sites
    services = f"Services: {yes} do, {no} do not, {unknown} not known."
    if not found.supply:
        return f"{services} How much they can take is not stated, so no share can be told."
    left = f" In no share, since they state no number: {found.not_stated}."
    return (
        f"{services} Of {found.supply:,.0f} families a year that can be served, as far as stated: "
        f"{found.yes:.0%} where it does, {found.no:.0%} where it does not, {found.unknown:.0%} "
        f"not known.{left if found.not_stated else ''}"
    )


def _speaking(report: GapReport) -> None:
    st.header("Is their language spoken?", anchor=False)
    for fact, language in _LANGUAGES.items():
        st.subheader(f"In {language}", anchor=False)
        found = other_figures.spoken(report, fact)
        known = {kind for kind, each in found.items() if each.yes or each.no}
        for kind, each in found.items():
            if kind in known:
                st.text(
                    f"{category_name(kind)}: {each.yes} do, {each.no} do not, {each.unknown} not "
                    "known."
                )
        _group("Not known of any service", (kind for kind in found if kind not in known))


def _by_county(team: TeamView, report: GapReport) -> None:
    st.header("Is help spread evenly?", anchor=False)
    need = county_needs.county_need(team.id)
    if need is None:
        st.info(
            "This needs county figures: how many families live in which county. The same goes for "
            "how many families have somebody in reach who speaks their language."
        )
        links.link("resources-need-county", "Need by county", team=team.id)
        return
    kinds = [each.category.id for each in report.categories if each.services]
    kind = st.selectbox("Kind of help", kinds, format_func=category_name)
    states = gap_maps.states_needing(report, need.known)
    state = st.selectbox("State", states, format_func=lambda each: each.name)
    miles = reach_terms.miles(team, report.need)
    tier = WORDS.tiers[need.tier].title
    small(f"Need: {tier}, county by county, from {need.file}.")
    mapped = access_maps.access_map(report, need, Terms(kind, miles), state=state)
    st.text(_even(other_figures.evenness(mapped)))
    _where_worse_off(team, need, mapped)
    for fact, language in _LANGUAGES.items():
        reach = other_figures.spoken_in_reach(report, need, category=kind, fact=fact, miles=miles)
        st.text(f"{language[0].upper()}{language[1:]}: {_reach(reach, miles)}")


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
    number = f"Concentration index {found.index:.2f} (from {found.low:.2f} to {found.high:.2f})"
    if found.low <= 0 <= found.high:
        told = f"these counties do not tell whether more or less help lies where {worse}"
    else:
        told = f"{'more' if found.low > 0 else 'less'} help is within reach where {worse}"
    return (
        f"{number}, of {found.areas} counties: {told}. The range says how far it hangs on single "
        f"counties; what is uncertain about need and places is not in it.{left}"
    )


def _even(found: Inequality) -> str:
    left = f" {found.left_out} counties are left out: something about them is not known."
    left = left if found.left_out else ""
    if found.gini != found.gini:
        return f"This cannot be told here: no county is known to reach any of this help.{left}"
    return (
        f"Gini index {found.gini:.2f}, of {found.areas} counties with {found.need:,.0f} families. "
        f"At 0 every family reaches as much; near 1 a few families reach all of it.{left}"
    )


def _reach(found: LanguageReach, miles: float) -> str:
    if found.low != found.low:
        return "this cannot be told: no county with a figure of need has a place on the map."
    share = (
        f"{found.low:.0%}" if found.low == found.high else f"{found.low:.0%} to {found.high:.0%}"
    )
    places = (
        f" {found.unplaced_sites} services without a place that may be shown might be near, too."
        if found.unplaced_sites
        else ""
    )
    return (
        f"{share} of all {found.families:,.0f} families live within {miles:g} miles of a service "
        f"that speaks it. Who of them speaks it, nobody has counted.{places}"
    )
