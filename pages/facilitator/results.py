"""Where a team stands: the released result of one wave, to be talked about together."""

import streamlit as st

from data.exports.content import content_of
from data.services import release, teams, waves
from data.services.authority import may
from data.services.errors import NotFound
from data.views import ReportView, WaveView
from pages.charts import theme
from pages.charts.words import words
from pages.parts import links, notices, result_sections
from pages.parts.frame import heading
from pages.parts.plain import plain
from pages.parts.readings import Reading
from pages.parts.result_screen import Screen
from pages.parts.session import require_sign_in
from pages.parts.words import LANGUAGES, written_date

_SHOWN = ("released", "archived")
_SAID = words("en")


def page() -> None:
    """The result of the wave that the address names, or of one chosen from all released ones."""
    require_sign_in()
    asked = st.query_params.get("wave")
    try:
        wave = waves.wave(asked) if asked else _chosen_wave()
    except NotFound:
        wave = None
    if wave is None:
        heading(_SAID.say("results.title"))
        st.info(_SAID.say("results.no_released"))
        links.link("start", _SAID.say("results.to_start"))
    elif wave.state in _SHOWN:
        _released(wave)
    else:
        _not_released(wave)


def _chosen_wave() -> WaveView | None:
    known = {
        wave.id: wave
        for team in teams.teams()
        for wave in waves.waves(team.id)
        if wave.state in _SHOWN
    }
    if not known:
        return None
    chosen = st.selectbox(
        _SAID.say("results.choose_wave"),
        list(known),
        format_func=lambda wave_id: f"{known[wave_id].team_name} – {known[wave_id].title}",
    )
    return known.get(chosen or "")


def _heading(wave: WaveView, title: str) -> None:
    heading(title, over=f"{wave.team_name} – {wave.title}", demo=wave.demo)


def _not_released(wave: WaveView) -> None:
    """Why there is no result yet; while people answer, nothing but how many have."""
    _heading(wave, _SAID.say("results.title"))
    if wave.state == "open":
        progress = waves.progress(wave.id)
        day = written_date(wave.closes_on, _SAID.language)
        values = {"answered": progress.answered, "invited": progress.invited, "day": day}
        st.info(_SAID.say("results.not_yet", **values))
    else:
        known = wave.state in ("closing", "closed")
        st.info(_SAID.say(f"results.{wave.state}" if known else "results.no_released"))
    links.link("wave", _SAID.say("results.to_wave"), wave=wave.id)


def _released(wave: WaveView) -> None:
    try:
        view = release.report(wave.id)
    except release.ResultHeld as held:
        _heading(wave, _SAID.say("results.title"))
        day = written_date(held.shown_on, _SAID.language)
        st.info(_SAID.say("meeting.waits", day=day))
        return
    except release.ReportChanged:
        _heading(wave, _SAID.say("results.title"))
        st.error(_SAID.say("results.changed"))
        return
    language = st.session_state.get("results-language", wave.languages[0])
    language = language if language in wave.languages else wave.languages[0]
    reading = Reading(content_of(view, language=language), language)
    _heading(wave, reading.say("title"))
    _ways(view, reading)
    size = _look(reading)
    for note in notices.about_the_questionnaire(reading):
        st.markdown(plain(note))
    if reading.report.items:
        _sections(Screen(reading, wave_id=wave.id, size=size), view)
    else:
        st.info(reading.say("too_few", smallest=reading.report.release.smallest_group))


def _ways(view: ReportView, reading: Reading) -> None:
    """To the meeting; and for whom this is still a preview, until when."""
    wave = view.wave
    if view.held_until is not None:
        day = written_date(view.held_until, reading.language)
        st.info(reading.words.say("meeting.held", day=day))
    with st.container(horizontal=True):
        links.link("meeting-projector", "Show on a projector", wave=wave.id)
        if may("result.preview", team_id=wave.team_id):
            links.link("meeting-hold", "Preview and briefing", wave=wave.id)
            links.link("meeting-notes", "Notes for the meeting", wave=wave.id)


def _look(reading: Reading) -> theme.Size:
    """In which language and how large; both hold until somebody changes them."""
    languages = reading.content.languages
    if len(languages) > 1:
        st.selectbox(
            reading.say("language"),
            sorted(languages),
            index=sorted(languages).index(reading.language),
            format_func=_language_name,
            key="results-language",
        )
    return theme.ROOM if st.toggle(reading.say("big_letters")) else theme.HAND


def _sections(screen: Screen, view: ReportView) -> None:
    for section in result_sections.SECTIONS:
        section(screen)
    team_id = view.wave.team_id
    if may("result.comments", team_id=team_id):
        result_sections.comments(screen, dict(view.comments))
    if may("result.export", team_id=team_id):
        result_sections.files(screen)
        links.link("meeting-report", screen.reading.say("report"), wave=screen.wave_id)
    about = screen.reading.words.say("measures.link")
    links.link("measures", about, wave=screen.wave_id, language=screen.reading.language)


def _language_name(language: str) -> str:
    return LANGUAGES.get(language) or language
