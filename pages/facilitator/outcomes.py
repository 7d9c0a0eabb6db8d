"""The baseline of shared results: the team's own counts, and federal figures as context."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st

from data.outcome_views import OutcomeInput, OutcomeView
from data.services import outcomes
from data.services.authority import may
from data.services.outcomes import InputProblems
from data.services.shared_outcomes import may_leave
from data.views import TeamView
from pages.parts import links
from pages.parts.days import NotADay, day_in, day_input
from pages.parts.frame import heading, say_later, show_list, show_refusal, small
from pages.parts.named import named_team
from pages.parts.plain import plain
from pages.parts.seen import Seen, offer_newer, seen
from pages.parts.session import for_staff, require_sign_in
from pages.parts.steps import take_step
from pages.parts.words import written_date
from surveys.outcomes import Indicator, five_rs

UNITS = {
    "percent": "%",
    "rate_per_1000": " per 1,000 children",
    "rate_per_1000_days": " per 1,000 days in care",
    "rate_per_100000_days": " per 100,000 days in care",
    "median_days": " days (median)",
    "survival_median_days": " days (median, with those still waiting)",
}
_WISHED = {
    "up": "Families would wish it to go up.",
    "down": "Families would wish it to go down.",
    "context_only": "Neither up nor down is better: it says how things are recorded.",
}


def page() -> None:
    """The baseline of the team that the address names."""
    require_sign_in()
    team = named_team()
    if team is None:
        return
    heading("Shared results: the five Rs", over=team.name, demo=team.demo)
    _baseline(team)
    if may("scan.answer", team_id=team.id):
        _upload(team)
    links.link("scan", "Back to the scan", team=team.id)


def _baseline(team: TeamView) -> None:
    found = outcomes.entries(team.id)
    st.write(plain(five_rs().intro))
    with st.expander("How to read these figures", expanded=not found):
        st.write(plain(five_rs().context_only))
        for rule in five_rs().use_rules:
            st.markdown(f"- {plain(rule)}")
    if not found:
        st.info("No figure is here yet. Enter one below its indicator, or bring in a file.")
    outside = st.toggle("Show as it may leave the team")
    if outside:
        st.write(
            "Counts from 1 to 10 are hidden here, and so is what would give them away: of figures "
            "over overlapping periods only the one over the most people is told. Files hold the "
            "same."
        )
        found = may_leave(found)
    for group in five_rs().groups:
        st.header(plain(group.title), anchor=False)
        for indicator in five_rs().indicators:
            if indicator.group == group.id:
                mine = [each for each in found if each.entry.indicator == indicator.id]
                _indicator(team, indicator, mine, outside=outside)


def _indicator(
    team: TeamView, indicator: Indicator, found: Sequence[OutcomeView], *, outside: bool
) -> None:
    with st.container(border=True):
        st.subheader(plain(indicator.title), anchor=False)
        st.write(plain(indicator.definition))
        for each in found:
            _entry(team, indicator, each, outside=outside)
        _context(indicator)
        with st.expander("What is counted"):
            of = "Whose middle" if indicator.is_median else "Over whom"
            st.markdown(f"- What is counted: {plain(indicator.numerator)}")
            st.markdown(f"- {of}: {plain(indicator.denominator)}")
            st.markdown(f"- Period: {plain(indicator.period)}")
            st.markdown(f"- Where it may be found: {plain(', '.join(indicator.sources))}")
            st.markdown(f"- {_WISHED[indicator.direction]}")
            if indicator.note:
                st.markdown(f"- {plain(indicator.note)}")
        if outside or not may("scan.answer", team_id=team.id):
            return
        if st.query_params.get("enter") == indicator.id:
            _form(team, indicator, None)
        elif st.button("Enter a figure", key=f"enter-{indicator.id}"):
            links.stay(team=team.id, enter=indicator.id)


def _context(indicator: Indicator) -> None:
    federal, context = indicator.federal, indicator.context
    if federal is not None:
        small(
            f"For context: the federal figure is {federal.national_value:g}"
            f"{UNITS[indicator.statistic]}. It is of whole states and adjusted for "
            f"{' and '.join(federal.risk_adjusted_by)}; a local rate is not, so neither is a grade "
            f"of the other. {federal.indicator}, data periods {federal.data_periods}. "
            f"Source: {_cited(federal.citations)}."
        )
    if context is not None:
        small(f"For context, raw and national: {context.text} Source: {_cited(context.citations)}.")
    if federal is None and context is None:
        small("There is no federal figure for this.")


def _cited(citations: Sequence[str]) -> str:
    return "; ".join(five_rs().citations[each] for each in citations)


def _entry(team: TeamView, indicator: Indicator, each: OutcomeView, *, outside: bool) -> None:
    st.markdown(f"**{plain(sentence(indicator, each, outside=outside))}**")
    entry = each.entry
    period = f"{written_date(entry.period_start, 'en')} to {written_date(entry.period_end, 'en')}"
    dated = f", {written_date(entry.source_date, 'en')}" if entry.source_date else ""
    small(f"{entry.cohort}. {period}. Source: {entry.source}{dated}.")
    if each.too_new:
        small("The period ended too recently: not everybody in it has been followed long enough.")
    if entry.notes and not outside:
        st.text(entry.notes)
    if outside or not may("scan.answer", team_id=team.id):
        return
    if st.query_params.get("change") != each.entry_id:
        if st.button("Change or take out this figure", key=f"change-{each.entry_id}"):
            links.stay(team=team.id, change=each.entry_id)
        return
    _form(team, indicator, each)
    if st.button("Take this figure out", key=f"out-{each.entry_id}"):
        _confirm_removing(team, each)


def sentence(indicator: Indicator, each: OutcomeView, *, outside: bool) -> str:
    """A result in words: the rate with its interval and counts, or counts, or that it is hidden."""
    figure, unit = each.figure, UNITS[indicator.statistic]
    if outside and not each.shared.rate:
        return (
            f"{_told(each.shared.numerator)} of {_told(each.shared.denominator)}: no rate is told."
        )
    if indicator.is_median:
        if figure.counts_only:
            return f"{figure.denominator:,} people: too few for a median."
        return f"{figure.value:,.0f}{unit}, of {figure.denominator:,} people"
    counts = f"{figure.numerator:,} of {figure.denominator:,}"
    if indicator.statistic.endswith("_days"):
        counts = f"{figure.numerator:,} over {figure.denominator:,} days"
    if figure.counts_only or figure.value is None:
        return f"{counts}: too few for a rate."
    return f"{figure.value:.1f}{unit} ({counts}; between {figure.low:.1f} and {figure.high:.1f})"


def _told(count: int | str | None) -> str:
    """A count as it may leave the team; words where it is hidden."""
    if count is None:
        return "a median"
    return f"{count:,}" if isinstance(count, int) else count


def _form(team: TeamView, indicator: Indicator, known: OutcomeView | None) -> None:
    name = f"outcome-{team.id}-{known.entry_id if known else indicator.id}"
    opened = seen(name, known)
    with st.form(opened.form, enter_to_submit=False, clear_on_submit=False):
        typed = _fields(indicator, opened.value.entry if opened.value else None)
        sent = st.form_submit_button("Save this figure")
    if not sent:
        offer_newer(opened, known)
    made = typed() if sent and opened.may_send() else None
    if made is not None:
        _save(team, made, opened)


def _fields(indicator: Indicator, entry: OutcomeInput | None) -> Callable[[], OutcomeInput | None]:
    """The fields of a figure; what comes back makes the figure of them, or says what is wrong."""
    numerator, denominator, median = _numbers(indicator, entry)
    start = day_input("First day of the period", entry.period_start if entry else None)
    end = day_input("Last day of the period", entry.period_end if entry else None)
    longest = outcomes.LONGEST
    cohort = st.text_input(
        "Whom it is about", entry.cohort if entry else "", max_chars=longest["cohort"]
    )
    source = st.text_input("Source", entry.source if entry else "", max_chars=longest["source"])
    dated = day_input("Date of the source", entry.source_date if entry else None)
    notes = st.text_area("Note", entry.notes if entry else "", max_chars=longest["notes"])

    def typed() -> OutcomeInput | None:
        days = _days({"First day": start, "Last day": end, "Date of the source": dated})
        if days is None:
            return None
        first, last, source_day = days
        if first is None or last is None:
            st.error("The period is not whole. Give its first and its last day.")
            return None
        return OutcomeInput(
            indicator=indicator.id,
            numerator=numerator,
            denominator=denominator,
            median=median,
            period_start=first,
            period_end=last,
            cohort=cohort,
            source=source,
            source_date=source_day,
            notes=notes,
        )

    return typed


def _numbers(
    indicator: Indicator, entry: OutcomeInput | None
) -> tuple[int | None, int | None, float | None]:
    """Numerator, denominator and median, as far as this kind of figure has them."""
    numerator = median = None
    if indicator.is_median:
        median = st.number_input(
            "Median, in days", 0.0, 36500.0, value=entry.median if entry else None, step=1.0
        )
        of = "People behind the median"
    else:
        numerator = st.number_input(
            "Numerator (how many)", 0, value=entry.numerator if entry else None, step=1
        )
        days = indicator.statistic.endswith("_days")
        of = "Denominator (days in care)" if days else "Denominator (of how many)"
    denominator = st.number_input(of, 1, value=entry.denominator if entry else None, step=1)
    return (
        None if numerator is None else int(numerator),
        None if denominator is None else int(denominator),
        None if median is None else float(median),
    )


def _days(typed: Mapping[str, str]) -> tuple[date | None, ...] | None:
    """The days that were typed; None where one of them is none, which is said."""
    try:
        return tuple(day_in(text, label=label) for label, text in typed.items())
    except NotADay as wrong:
        show_refusal(wrong)
        return None


def _save(team: TeamView, made: OutcomeInput, opened: Seen[OutcomeView | None]) -> None:
    known = opened.value
    entry_id, version = (known.entry_id, known.version) if known else (None, 0)
    take_step(
        lambda: outcomes.save_entry(team.id, made, entry_id=entry_id, based_on=version),
        go=lambda _: links.stay(team=team.id),
        then=opened.forget,
    )


@st.dialog("Take this figure out?")
@for_staff
def _confirm_removing(team: TeamView, each: OutcomeView) -> None:
    st.write("It leaves this page and all files. You can enter it again at any time.")
    if not st.button("Take it out", type="primary"):
        return
    take_step(
        lambda: outcomes.remove_entry(team.id, each.entry_id, based_on=each.version),
        go=lambda _: st.rerun(),
        told="It is taken out.",
    )


def _upload(team: TeamView) -> None:
    st.header("Bring in a file", anchor=False)
    st.write(
        "A CSV file or an Excel workbook with one row for each figure. The first row names the "
        "columns:"
    )
    st.code(", ".join(outcomes.COLUMNS), language=None, wrap_lines=True)
    with st.expander("The ids of the indicators"):
        for indicator in five_rs().indicators:
            st.text(f"{indicator.id}: {indicator.title}")
    uploaded = st.file_uploader("Choose a file", type=["csv", "xlsx"])
    if uploaded is None:
        return
    try:
        found = outcomes.preview(team.id, uploaded.getvalue(), name=uploaded.name)
    except InputProblems as wrong:
        show_list("Nothing was stored. Please look at this again.", wrong.problems)
        return
    st.write(f"{len(found.entries)} figures. Nothing is stored yet.")
    for each in found.entries:
        counted = each.median if each.numerator is None else each.numerator
        st.text(f"{each.indicator}: {counted} over {each.denominator}, {each.cohort}")
    if not st.button("Store these figures", type="primary"):
        return
    stored = outcomes.accept(team.id, found)
    say_later(f"{stored} figures are stored; what was here already was left out.")
    st.rerun()
