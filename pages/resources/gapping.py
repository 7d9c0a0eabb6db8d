"""The gaps: who is taken where, need against what there is, what to ask next."""

from collections.abc import Callable, Mapping

import plotly.graph_objects as go
import streamlit as st

from data.exports.resources.words import without_place_words
from data.resource_views import ServiceView
from data.services import found_on_lists, gap_order, gaps
from data.services.authority import may
from data.services.gaps import CategoryGap, Cell, GapReport
from data.services.heard import is_sure
from data.services.said_against_seen import gaps_by_kind
from data.views import TeamView
from pages.charts import theme
from pages.charts.coverage_grid import Category, Group, Tile, coverage_grid
from pages.charts.coverage_grid import describe as grid_in_words
from pages.charts.need_capacity import Ratio, need_capacity
from pages.charts.need_capacity import describe as need_in_words
from pages.charts.who_knows import Answers, Service, who_knows
from pages.charts.who_knows import describe as known_in_words
from pages.charts.words import words
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.resources.languages import population_name
from pages.resources.listed import titled
from pages.resources.needing import said, whom
from pages.resources.reading import WORDS, category_name, resource_page
from scoring.said_seen import Gap
from surveys.resource_map import resource_map

_WORDS = words("en")
_MOST_STRIPS = 12
_NO_CALL: Mapping[gaps.NoCall, str] = {
    "no_need": "Which call would help most can be told once need is known for a kind of help.",
    "no_service": "Need is known, and no service is confirmed for those kinds of help yet: there "
    "is nobody to call.",
    "nothing_open": "No call is needed: services are known first hand, and say how much they can "
    "do; need is one number.",
}


def page() -> None:
    """The gaps of the team that the address names."""
    require_sign_in()
    resource_page("The gaps", _show)


def _show(team: TeamView) -> None:
    report = gaps.gap_report(team.id)
    confirmed = [each for each in report.categories if each.services]
    if not confirmed:
        st.info(
            "No service is confirmed for a kind of help yet, so nothing can be said about gaps. "
            "That does not mean that there is no help."
        )
        links.link("resources-map", "Confirm what belongs where", team=team.id)
        return
    told = gaps_by_kind(team.id, report)
    _grid(report, told)
    _cell(team, report)
    _beside_families(team, told)
    _need(team, report)
    next_calls(team, report)
    _known(team, report)
    _trusted(team, report)
    _complete(report)
    links.link("resources-findings", "Write down what you found", team=team.id)


def _chart(name: str, draw: Callable[[], go.Figure], told: str) -> None:
    st.plotly_chart(
        draw(), config=theme.config(name, save="Save as a picture"), key=name, theme=None
    )
    with st.expander("The same in words"):
        st.text(told)


def _beside_families(team: TeamView, told: Mapping[str, Gap]) -> None:
    """What the marks on the grid mean, where there are any, and the way to what families said."""
    if told:
        st.write(
            "A mark with a ▲ sets what families said beside what agencies see. Hidden gap: "
            "families met a barrier where agencies see none. Agreed gap: both see it. Unvoiced "
            "gap: only agencies do."
        )
        links.link("families", "What families said", team=team.id)


def _grid(report: GapReport, told: Mapping[str, Gap]) -> None:
    st.header("Who is taken where", anchor=False)
    st.write(
        "Each number counts confirmed services that take these families. Strokes: nobody knows. "
        "An empty frame: nobody has asked. A strong 0: all were asked, and none takes them."
    )
    populations = [
        population_name(each.id, report.languages.names) for each in resource_map().populations
    ]
    groups = [
        Group(
            WORDS.groups[group],
            tuple(
                Category(
                    category_name(each.category.id),
                    _tiles(each.cells),
                    _mark(told, each.category.id),
                )
                for each in report.categories
                if each.category.group == group
            ),
        )
        for group in resource_map().groups
    ]
    _chart(
        "coverage-grid",
        lambda: coverage_grid(groups, populations=populations, words=_WORDS, size=theme.HAND),
        grid_in_words(groups, populations=populations, words=_WORDS),
    )


def _cell(team: TeamView, report: GapReport) -> None:
    """The way from one cell to its services."""
    kinds = [each.category.id for each in report.categories if each.services]
    kind = st.selectbox("A kind of help of the grid", kinds, format_func=category_name)
    people = st.selectbox(
        "Families of the grid",
        [each.id for each in resource_map().populations],
        format_func=lambda each: population_name(each, report.languages.names),
    )
    where = {"category": kind, "population": people}
    links.link("resources-services", "See the services of this cell", team=team.id, **where)


def _mark(told: Mapping[str, Gap], category: str) -> str:
    marks: Mapping[Gap, str] = {
        "hidden": "▲ Hidden gap",
        "agreed": "▲ Agreed gap",
        "unvoiced": "▲ Unvoiced gap",
    }
    return marks[told[category]] if category in told else ""


def _tiles(cells: Mapping[str, Cell]) -> tuple[Tile, ...]:
    return tuple(
        Tile(cell.verdict, yes=cell.yes, no=cell.no, not_known=cell.not_known)
        for cell in (cells[each.id] for each in resource_map().populations)
    )


def _need(team: TeamView, report: GapReport) -> None:
    st.header("Need against what there is", anchor=False)
    need = report.need
    told = [each for each in report.categories if each.coverage is not None]
    if need.tier is None or need.need is None or not told:
        st.info(
            "This cannot be told yet. It takes the number of families you mean, what share of them "
            "needs a kind of help, and at least one confirmed service of it."
        )
        links.link("resources-need", "How many families", team=team.id)
        return
    tier = WORDS.tiers[need.tier].title
    small(f"Need: {tier}, {said(need.need.families)} {whom(need.tier)} a year.")
    ratios = [_ratio(each) for each in told]
    _chart(
        "need-capacity",
        lambda: need_capacity(ratios, tier=tier, words=_WORDS, size=theme.HAND),
        need_in_words(ratios, tier=tier, words=_WORDS),
    )
    _from_lists(report)
    _of_peers(report)
    _without_place(report)


def _from_lists(report: GapReport) -> None:
    """How many services that only a list knows are taken to be there."""
    shown = (report.services[each] for gap in report.categories for each in gap.services)
    unsure = {each.id for each in shown if not is_sure(each)}
    if unsure:
        made = report.listing.calls
        basis = f"{made} calls of yours and " if made else ""
        small(
            f"{len(unsure)} of these services are known from a list alone. The ranges take about "
            f"{report.listing.share:.0%} of such services to be there, by {basis}what studies "
            "found of other lists. A call, or an agency that knows it, makes a service sure."
        )


def _of_peers(report: GapReport) -> None:
    """What is taken of peers where nobody says how many families each walks with."""
    silent = gaps.silent_on_peers(report)
    if silent:
        low, high = (f"{each:g}" for each in report.need.per_peer)
        each_has = f"{low} families" if low == high else f"{low} to {high} families"
        small(
            f"{silent} of the services with peers {'does' if silent == 1 else 'do'} not say how "
            f"many families each peer walks with. The range takes {each_has} for each; it is in no "
            "sum, and can be changed under How many families."
        )


def _without_place(report: GapReport) -> None:
    """The same as numbers of families, of whatever the chart can tell; the rest is named."""
    found = gap_order.without_place(report)
    if not found:
        return
    told = {each.category for each in found}
    silent = [each.category.id for each in report.categories if each.coverage is not None]
    silent = [category_name(each) for each in silent if each not in told]
    who = whom(report.need.tier).capitalize()
    st.write(f"{who} a year who find no place, if all of your area counts as one place:")
    for each in found:
        st.text(f"{category_name(each.category)}: {without_place_words(each.families)}")
    small("From the same reckoning as the chart: in 8 of 10 cases the number lies in its range.")
    if silent:
        st.text(f"Not known: {', '.join(silent)}")


def _ratio(gap: CategoryGap) -> Ratio:
    coverage = gap.coverage
    name = category_name(gap.category.id)
    if coverage is None:
        nan = float("nan")
        return Ratio(name, nan, nan, nan, nan)
    return Ratio(name, coverage.low, coverage.middle, coverage.high, coverage.shortage)


def next_calls(team: TeamView, report: GapReport) -> None:
    """The ten answers that would make the picture surest; whoever calls writes it down."""
    st.header("The next ten calls", anchor=False)
    calls = gaps.next_ten(report)
    if not calls:
        st.write(_NO_CALL[gaps.why_no_call(report)])
        return
    st.write("Of all that is not known, these answers would make the picture surest.")
    for each in calls:
        about = category_name(each.category)
        if each.service is None:
            st.text(f"{about}: how many families need it. Ask your agencies.")
            continue
        service = each.service
        phone = next(iter(service.numbers_to_call), "no phone listed")
        st.text(f"{about}: {_asked(each)}")
        label = f"Ask {titled(service)} ({phone})"
        if st.button(plain(label), key=f"call-{each.category}-{service.id}", type="tertiary"):
            links.go("resources-services", team=team.id, service=service.id, enter="call")
    if may("resources.export", team_id=team.id):
        st.link_button("Take these calls along", f"/export/resources/{team.id}.calls")


def _asked(call: gaps.Call) -> str:
    if not call.there:
        return "how much is there?"
    return "is it still there, and how much can it do?" if call.amount else "is it still there?"


def _known(team: TeamView, report: GapReport) -> None:
    st.header("Who knows what", anchor=False)
    names = {agency.code: agency.name for agency in team.agencies}
    asked = list(
        dict.fromkeys(
            each
            for gap in report.categories
            for each in gap.services
            if report.services[each].known
        )
    )
    if not asked:
        st.write("Nobody has said yet which services they know. It is asked on each service.")
        return
    shown = asked
    if len(asked) > _MOST_STRIPS:
        small(f"These are {_MOST_STRIPS} of {len(asked)} services.")
        if not st.checkbox(f"Show all {len(asked)}"):
            shown = asked[:_MOST_STRIPS]
    rows = [_strip(report.services[each], names) for each in shown]
    agencies = list(names.values())
    _chart(
        "who-knows",
        lambda: who_knows(rows, agencies=agencies, words=_WORDS, size=theme.HAND),
        known_in_words(rows, agencies=agencies, words=_WORDS),
    )


def _trusted(team: TeamView, report: GapReport) -> None:
    """Services that agencies know and would not send a family of their own to."""
    found = gaps.not_trusted(report)
    if not found:
        return
    st.header("Where agencies would not send their own", anchor=False)
    st.write(
        "An agency that knows a service and would not send a family of its own there may see what "
        "families see. Whether families stay away, only they can tell: ask them before you write "
        f"down “{WORDS.gap_name('G')}”."
    )
    for each in found:
        st.text(
            f"{titled(each.service)}: {each.would_not} of {each.answered} agencies that answered "
            "would not."
        )
    if may("resources.run", team_id=team.id):
        links.link("resources-findings", "Write down what you found", team=team.id, finding="new")


def _strip(service: ServiceView, names: Mapping[str, str]) -> Service:
    """One answer for each agency, which speaks with one voice on the map."""
    answers = {
        "yes": Answers(known=1),
        "no": Answers(not_known=1),
        "not_sure": Answers(dont_know=1),
    }
    agencies = tuple(
        answers[service.known[code].knows] if code in service.known else Answers(not_asked=1)
        for code in names
    )
    operator = gaps.operator_among(service, names)
    runs = [at for at, name in enumerate(names.values()) if name == operator]
    return Service(titled(service), agencies, runs[0] if runs else None)


def _complete(report: GapReport) -> None:
    st.header("How much have we found?", anchor=False)
    names = found_on_lists.sources(report)
    if len(names) < 2:
        st.write("This takes two lists that were made apart from each other. There is one so far.")
        return
    first = st.selectbox("One list", names)
    second = st.selectbox("The other list", [each for each in names if each != first])
    if len(names) > 2:
        small("Two lists at a time are set side by side. Choose two that were made apart.")
    found = found_on_lists.completeness_of(report, first, second)
    if found.services != found.services or not found.overlap:
        st.write(
            "No service of one list was found in the other yet. Say which are the same on the page "
            "of a service, then it can be told how many are likely to be missing from both."
        )
        return
    st.write(
        f"{plain(first)} and {plain(second)} have {found.overlap:,} services in common. "
        f"So there are likely about {found.services:,.0f} in all, and both lists together have "
        f"found {found.share:.0%} of them. In 95 of 100 such cases there are from {found.low:,.0f} "
        f"to {found.high:,.0f}."
    )
