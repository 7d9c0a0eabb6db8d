"""The preview hold: how long only facilitators see a result, and a word with a group before."""

from collections.abc import Callable
from datetime import timedelta

import streamlit as st

from data.clock import today
from data.exports.content import content_of
from data.services import holds, release
from data.services.authority import permit
from data.services.holds import HoldView
from data.views import ReportView, WaveView
from pages.meeting.briefing import BRIEFED
from pages.meeting.which import wave_of_address
from pages.parts import links
from pages.parts.days import NotADay, day_in, day_input
from pages.parts.frame import heading, show_refusal, small
from pages.parts.readings import Reading
from pages.parts.seen import as_shown, offer_newer, seen
from pages.parts.session import require_sign_in
from pages.parts.steps import take_step
from pages.parts.words import LANGUAGES, written_date

_TITLE = "Preview and briefing"
_OUT = ("released", "archived")


def page() -> None:
    """The hold of the wave that the address names, or the briefing of one of its groups."""
    require_sign_in()
    wave = wave_of_address(_TITLE, states=_OUT)
    if wave is None:
        return
    permit("result.preview", team_id=wave.team_id)
    if wave.state not in _OUT:
        heading(_TITLE, over=f"{wave.team_name} – {wave.title}", demo=wave.demo)
        st.info("There is a preview once the result is released.")
        links.link("wave", "Go to this wave", wave=wave.id)
        return
    try:
        view = release.report(wave.id)
    except release.ReportChanged as changed:
        show_refusal(changed)
        return
    heading(_TITLE, over=f"{wave.team_name} – {wave.title}", demo=wave.demo)
    _until_when(wave, holds.hold(wave.id))
    _whom_first(wave, view)
    with st.container(horizontal=True):
        links.link("results", "See the results", wave=wave.id)
        links.link("meeting-notes", "Your notes", wave=wave.id)


def _until_when(wave: WaveView, now: HoldView) -> None:
    st.header("Who sees the result", anchor=False)
    if now.hidden_until is None:
        st.write("The whole team sees this result.")
        return
    day = written_date(now.hidden_until, "en")
    st.info(f"Only facilitators see it. The whole team sees it from {day}.")
    if not now.holds:
        st.write(
            "Its own hold is over. It tells what moved since an earlier round whose result is "
            "still held, so it waits for that one."
        )
        return
    if now.hidden_until != now.shown_on:
        st.write("It is compared with an earlier round that is held until that day.")
    version = as_shown(f"hold-{wave.id}", now.version)
    if st.button("Let the whole team see it now"):
        _step(lambda: holds.show_now(wave.id, based_on=version), "The whole team sees it now.")
    _longer(wave, now)


def _longer(wave: WaveView, now: HoldView) -> None:
    if now.shown_on is None:
        return
    opened = seen(f"longer-{wave.id}", now)
    with st.expander("Hold it longer"), st.form(opened.form, enter_to_submit=False):
        label = "First day for everybody"
        typed = day_input(label, (opened.value.shown_on or now.shown_on) + timedelta(days=1))
        last = written_date(today() + timedelta(days=holds.MOST_DAYS + 1), "en")
        small(f"Not after {last}.")
        sent = st.form_submit_button("Hold it until then")
    if not sent:
        offer_newer(opened, now)
        return
    if not opened.may_send():
        return
    try:
        day = day_in(typed, label=label)
    except NotADay as wrong:
        show_refusal(wrong)
        return
    if day is None:
        return
    _step(
        lambda: holds.lengthen(wave.id, day, based_on=opened.value.version),
        "The hold is longer now.",
        then=opened.forget,
    )


def _step(step: Callable[[], object], said: str, *, then: Callable[[], None] | None = None) -> None:
    take_step(step, go=lambda _: st.rerun(), told=said, then=then)


def _whom_first(wave: WaveView, view: ReportView) -> None:
    st.header("Speak with a group first", anchor=False)
    st.write(
        "Where a result may be hard on one group, show it that group's part before everybody "
        "meets: one screen, with words that may help. The log keeps that you did."
    )
    language = _language(wave)
    reading = Reading(content_of(view, language=language), language)
    if not reading.report.release.groups_shown:
        st.info("This result shows no groups side by side, so no group needs to hear it first.")
        return
    st.session_state.pop(BRIEFED, None)
    names = reading.group_names
    codes = sorted(names, key=lambda code: names[code].casefold())
    chosen = st.selectbox("Group", codes, format_func=lambda code: names[code])
    if st.button("Show the briefing"):
        links.go("meeting-brief", wave=wave.id, group=chosen, language=language)


def _language(wave: WaveView) -> str:
    """In which language the group is spoken to; asked where there is a choice."""
    if len(wave.languages) == 1:
        return wave.languages[0]
    return st.selectbox(
        "Language of the briefing",
        wave.languages,
        format_func=lambda each: LANGUAGES.get(each) or each,
    )
