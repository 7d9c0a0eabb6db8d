"""Need by county: look at what a file says of each county, and only then take it over."""

import streamlit as st

from data.geography.gazetteer import area
from data.imports.county_need import COLUMNS
from data.imports.county_ranking import RANKING_COLUMNS
from data.imports.county_rows import CountyFigure
from data.imports.problems import InputProblems
from data.services import county_needs, needs
from data.services.authority import may
from data.services.county_needs import CountyNeedVersion, CountyNeedView, CountyReading
from data.services.errors import ResourceProblems
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import show_list, show_problems, small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.parts.steps import take_step
from pages.parts.words import written_date
from pages.resources import ordering
from pages.resources.needing import said
from pages.resources.reading import WORDS, resource_page
from scoring.need import TIERS, Triangle

_MOST_SHOWN = 20
_FATES = {
    "taken": "taken",
    "merged": "added to another row",
    "unknown": "without a number",
    "unmatched": "of no county on the map",
    "held": "held",
}


def page() -> None:
    """Need by county in the team that the address names."""
    require_sign_in()
    resource_page("Need by county", _show)


def _show(team: TeamView) -> None:
    st.write(
        "How many families are in need in each county, from somebody who counted. Maps of help "
        "within reach are made of it. A county without a number stays without one."
    )
    before = county_needs.county_need(team.id)
    if may("resources.run", team_id=team.id):
        _bring_in(team, version=before.version if before else 0)
    elif before is None:
        st.info("No such file is here yet. A facilitator of your team can bring one in.")
    if before is not None:
        _standing(before)
        ordering.order(team, before)
        _history(team)
        links.link("resources-access", "Help within reach", team=team.id)


def _bring_in(team: TeamView, *, version: int) -> None:
    """Read a file; once it is taken over the next version begins with no file chosen."""
    small(
        f"A CSV file or an Excel workbook with one row for each county. Columns: "
        f"{', '.join(COLUMNS)}. Needed are families, and county_fips or county with state."
    )
    small(
        "A figure that says where families are worse off may stand beside them, such as a poverty "
        f"share: {', '.join(RANKING_COLUMNS)}. A source and a year are needed, and ranking_worse "
        "is high or low."
    )
    chosen = needs.need(team.id).tier or "T4"
    tier = st.selectbox(
        "Which families does the file count?",
        TIERS,
        index=TIERS.index(chosen),
        format_func=lambda each: WORDS.tiers[each].title,
    )
    small(WORDS.tiers[tier].definition)
    uploaded = st.file_uploader(
        "Choose the file", type=["csv", "xlsx"], key=f"county-need-{version}"
    )
    if uploaded is None:
        return
    try:
        reading = county_needs.read(team.id, uploaded.getvalue(), name=uploaded.name, tier=tier)
    except ResourceProblems as problems:
        show_problems(problems)
        return
    except InputProblems as wrong:
        show_list("Nothing was stored. Please look at this again.", wrong.problems)
        return
    _preview(reading)
    if reading.is_known:
        st.info("This very file counts already. There is nothing to do.")
    elif not reading.table.fates["taken"]:
        st.info("No county of this file has a number, so there is nothing to take over.")
    elif st.button("Take this over", type="primary"):
        _accept(team, reading)


def _accept(team: TeamView, reading: CountyReading) -> None:
    take_step(
        lambda: county_needs.accept(reading),
        go=lambda _: links.stay(team=team.id),
        told="Need by county is taken over. Maps are made of it from now on.",
    )


def _preview(reading: CountyReading) -> None:
    table, changes = reading.table, reading.changes
    st.header("What was read", anchor=False)
    fates = ", ".join(
        f"{count:,} {_FATES[fate]}" for fate, count in table.fates.items() if count
    )  # fmt: skip
    st.write(f"{table.rows:,} rows: {fates}.")
    if reading.seen:
        st.write(
            f"Against what counts now: {len(changes.added):,} counties are new, "
            f"{len(changes.gone):,} are gone, {len(changes.changed):,} have another figure."
        )
    if table.left_out:
        names = ", ".join(each.name for each in table.left_out[:_MOST_SHOWN])
        more = len(table.left_out) - _MOST_SHOWN
        st.warning(
            plain(
                "These are not counties as they were in 2017, which are drawn and counted here. So "
                f"no number and no map has them: {names}{f', and {more} more' if more > 0 else ''}."
            )
        )
    _issues(reading)
    with st.expander(f"The counties ({len(table.figures):,})"):
        st.text("\n".join(map(_line, table.figures)) or "None.")
    if table.ranking is not None:
        st.text(ordering.told(table.ranking))
    if table.unknown_columns:
        small(f"Columns that are not read: {', '.join(table.unknown_columns)}.")


def _issues(reading: CountyReading) -> None:
    issues = reading.table.issues
    if not issues:
        return
    with st.expander(f"What to know about this file ({len(issues):,})"):
        for each in issues[:_MOST_SHOWN]:
            st.text(f"Row {each.row}, {each.column}: {each.came} → {each.right}")
        if len(issues) > _MOST_SHOWN:
            small(f"These are {_MOST_SHOWN} of {len(issues):,}.")


def _line(figure: CountyFigure) -> str:
    found = area(figure.area)
    whence = ", ".join(str(each) for each in (figure.source, figure.year) if each)
    return f"{found.name}, {found.state.abbreviation}: {_number(figure)}" + (
        f" ({whence})" if whence else ""
    )


def _number(figure: CountyFigure) -> str:
    if figure.low is None or figure.likely is None or figure.high is None:
        return "not known"
    return said(Triangle(figure.low, figure.likely, figure.high))


def _standing(need: CountyNeedView) -> None:
    st.header("What counts now", anchor=False)
    without = len(need.figures) - len(need.known)
    are = "is" if without == 1 else "are"
    more = f" {without:,} more {are} named without a number." if without else ""
    st.write(plain(f"{WORDS.tiers[need.tier].title}: {len(need.known):,} counties.{more}"))
    if need.left_out:
        names = ", ".join(each.name for each in need.left_out[:_MOST_SHOWN])
        small(f"Not counted, since they were no counties in 2017, whose map is used: {names}.")
    with st.expander("The counties that count now"):
        st.text("\n".join(map(_line, need.figures.values())))


def _history(team: TeamView) -> None:
    with st.expander("What was saved so far"):
        for each in county_needs.versions(team.id):
            who = f"Saved by {each.saved_by_name}, {written_date(each.saved_on, 'en')}."
            st.text(f"{each.version}. {_saved(each)} {who}")


def _saved(version: CountyNeedVersion) -> str:
    """What a version brought: figures of need, an order of counties, or both."""
    order = (
        f"the order of counties, by “{version.ordered_by}”"
        if version.ordered_by
        else "no order of counties any more"
    )
    if not version.brought_file:
        return f"{order[0].upper()}{order[1:]}. The figures of need stayed as they were."
    file = f"Figures of need from {version.file}, {WORDS.tiers[version.tier].title}"
    return f"{file}; with it {order}." if version.brought_order else f"{file}."
