"""Meeting mode: a released result on a projector, one message at a time; a counter before that.

The whole room looks at this screen. So it shows what was released and nothing beside it: no notes,
no words that people wrote, no codes. It works with a keyboard or a clicker alone, and the step
stands in the address, so that a reload keeps the place.
"""

import re
from datetime import date

import streamlit as st

from data.exports.content import content_of
from data.services import release
from data.views import WaveView
from pages.charts import theme
from pages.charts.words import words
from pages.meeting import live
from pages.meeting.clicker.component import way_by_key
from pages.meeting.steps import Step, steps
from pages.meeting.which import over, wave_of_address
from pages.parts import links, notices
from pages.parts.frame import heading, show_refusal, small
from pages.parts.plain import plain
from pages.parts.readings import Reading
from pages.parts.result_screen import Screen
from pages.parts.session import require_sign_in
from pages.parts.words import LANGUAGES, written_date

_NUMBER = re.compile("[0-9]{1,3}")
_LARGE = "meeting-large"
_OUT = ("released", "archived")
_STATES = ("open", *_OUT)


def page() -> None:
    """The wave that the address names, as the room sees it now."""
    require_sign_in()
    wave = wave_of_address("Show on a projector", states=_STATES)
    if wave is None:
        return
    st.set_page_config(layout="wide")
    language = _language(wave)
    if wave.state == "open":
        live.show(wave, language)
    elif wave.state in _OUT:
        _released(wave, language)
    else:
        heading(wave.title, over=wave.team_name, demo=wave.demo)
        draft = wave.state == "draft"
        st.info(words(language).say("meeting.draft" if draft else "meeting.closed"))
    if len(wave.languages) > 1:
        _choose_language(wave, language)


def _language(wave: WaveView) -> str:
    asked = st.query_params.get("language", "")
    return asked if asked in wave.languages else wave.languages[0]


def _choose_language(wave: WaveView, language: str) -> None:
    spoken = sorted(wave.languages)
    chosen = st.selectbox(
        words(language).say("meeting.language"),
        spoken,
        index=spoken.index(language),
        format_func=lambda each: LANGUAGES.get(each) or each,
        key=f"meeting-language-{language}",
        width=240,
    )
    if chosen != language:
        st.query_params["language"] = chosen
        st.rerun()


def _released(wave: WaveView, language: str) -> None:
    said = words(language)
    try:
        view = release.report(wave.id)
    except release.ResultHeld as held:
        heading(wave.title, over=wave.team_name, demo=wave.demo)
        st.info(said.say("meeting.waits", day=written_date(held.shown_on, language)))
        return
    except release.ReportChanged as changed:
        heading(wave.title, over=wave.team_name, demo=wave.demo)
        show_refusal(changed)
        return
    reading = Reading(content_of(view, language=language), language)
    every = steps(reading)
    number = _step(len(every))
    step = every[number - 1]
    large = not _on_a_phone()
    size = step.size if st.session_state.get(_LARGE, large) else theme.HAND
    with st.container(gap=None):  # so that a chart ends above the lower edge of a projector
        _ways(number, len(every), reading, over(wave, language))
        _show(step, Screen(reading, wave_id=wave.id, size=size, tables=False))
    small(reading.words.say("meeting.keys"))
    _small_print(reading, view.held_until)
    st.toggle(reading.say("big_letters"), value=large, key=_LARGE)
    links.link("results", reading.words.say("meeting.tables"), wave=wave.id)


def _on_a_phone() -> bool:
    """Where somebody goes through the steps beforehand; a room wants large letters."""
    return "Mobi" in st.context.headers.get("User-Agent", "")


def _step(total: int) -> int:
    """The step that the address names, counted from 1; the nearest one that there is."""
    asked = st.query_params.get("step", "")
    return min(max(int(asked), 1), total) if _NUMBER.fullmatch(asked) else 1


def _ways(number: int, total: int, reading: Reading, beside: str) -> None:
    """Back and Next, by button or by key."""
    say = reading.words.say
    with st.container(horizontal=True, vertical_alignment="center"):
        back = st.button(say("meeting.back"), key="back", disabled=number == 1)
        on = st.button(say("meeting.next"), key="next", type="primary", disabled=number == total)
        st.text(f"{say('meeting.step', number=number, total=total)} · {beside}")
    by_key = way_by_key(key="clicker")
    wanted = number + (1 if on or by_key == "next" else -1 if back or by_key == "back" else 0)
    if wanted != number and 1 <= wanted <= total:
        st.query_params["step"] = str(wanted)
        st.rerun()


def _show(step: Step, screen: Screen) -> None:
    """A chart under the sentence to read aloud; without a chart that sentence is all there is."""
    if step.draw is None:
        st.text(step.title)
        st.title(plain(step.said), anchor=False)
        for sentence in step.more:
            st.header(plain(sentence), anchor=False)
        return
    st.title(plain(step.title), anchor=False)
    st.header(plain(step.said), anchor=False)
    step.draw(screen)


def _small_print(reading: Reading, held_until: date | None) -> None:
    """What must stand beside the questionnaire's words, and whether this is still a rehearsal."""
    if held_until is not None:
        day = written_date(held_until, reading.language)
        st.info(reading.words.say("meeting.held", day=day))
    for note in notices.about_the_questionnaire(reading):
        small(note)
