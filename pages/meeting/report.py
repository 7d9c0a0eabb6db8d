"""A report to hand out: its parts are chosen, it is made beside, and fetched when it is ready."""

import streamlit as st

from data.clock import today
from data.exports.report.formats import REPORT_FORMATS
from data.services import reports
from data.services.authority import permit
from data.services.errors import NotAllowed, WaveStateError
from data.services.reports import KEEP_DAYS, MadeView, PartChoice
from data.views import WaveView
from pages.meeting.which import wave_of_address
from pages.parts import links
from pages.parts.frame import heading, show_refusal, small
from pages.parts.plain import plain
from pages.parts.session import for_staff_by_itself, require_sign_in
from pages.parts.words import LANGUAGES, written_date

_TITLE = "Report to hand out"
_OUT = ("released", "archived")
_EVERY = 2
"""Seconds after which it is looked again how far a report is."""
_USUAL = ("docx", "pdf")
_THEMES = (
    "What families said is for your team. Leave that part out of a report that goes to others."
)


def page() -> None:
    """The report of the round that the address names, or of the team's last one."""
    require_sign_in()
    wave = wave_of_address(_TITLE, states=_OUT)
    if wave is None:
        return
    permit("result.export", team_id=wave.team_id)
    heading(_TITLE, over=f"{wave.team_name} – {wave.title}", demo=wave.demo)
    if wave.state not in _OUT:
        st.info("There is a report once the result is released.")
        links.link("wave", "Go to this wave", wave=wave.id)
        return
    try:
        choices = reports.part_choices(wave.id)
        made = reports.made(wave.id)
    except (reports.ReportChanged, WaveStateError) as refused:
        show_refusal(refused)
        return
    st.write(
        "Everything in it was released before: the same figures and sentences as on the screens. "
        "Word and PowerPoint files can be edited; the PDF is made to be printed and read aloud."
    )
    _kept(wave, made)
    if any(each.state == "making" for each in made):
        st.write("You can make another report once this is finished.")
    else:
        _choose(wave, choices)
    links.link("results", "See the results", wave=wave.id)


def _choose(wave: WaveView, choices: tuple[PartChoice, ...]) -> None:
    st.header("Make a report", anchor=False)
    with st.form("report", enter_to_submit=False):
        st.subheader("What it tells", anchor=False)
        parts = [each.key for each in choices if _part(each)]
        small(_THEMES)
        st.subheader("What it is", anchor=False)
        formats = [
            each.key
            for each in REPORT_FORMATS.values()
            if st.checkbox(each.title, value=each.key in _USUAL, key=f"format-{each.key}")
        ]
        language = st.selectbox(
            "Language",
            reports.languages(wave.id),
            format_func=lambda each: LANGUAGES.get(each) or each,
        )
        asked = st.form_submit_button("Make the report", type="primary")
    if not asked:
        return
    if not parts or not formats:
        st.error("Choose at least one part, and Word, PowerPoint or PDF. Nothing was made.")
        return
    try:
        reports.begin(wave.id, parts=parts, formats=formats, language=language or "en")
    except (NotAllowed, reports.ReportChanged, WaveStateError) as refused:
        show_refusal(refused)
        return
    st.rerun()


def _part(choice: PartChoice) -> bool:
    """Whether this part is chosen; one that cannot be is gray and says why."""
    chosen = st.checkbox(
        choice.title,
        value=choice.usual,
        disabled=bool(choice.why_not),
        key=f"part-{choice.key}",
    )
    if choice.why_not:
        small(choice.why_not)
    return chosen and not choice.why_not


def _kept(wave: WaveView, made: tuple[MadeView, ...]) -> None:
    if not made:
        return
    st.header("Your reports", anchor=False)
    if any(each.state == "making" for each in made):
        st.write("This goes on when you leave this page. Come back whenever you like.")
        _under_way(wave.id)
    for each in made:
        if each.state != "making":
            _finished(each)
    small(
        f"A file is kept for {KEEP_DAYS} days, or until a newer one of the same kind is ready. "
        "Whoever takes it is written down."
    )


@st.fragment(run_every=_EVERY)
@for_staff_by_itself
def _under_way(wave_id: str) -> None:
    """How far each report is; once one is finished, the whole page is shown anew."""
    making = [each for each in reports.made(wave_id) if each.state == "making"]
    for each in making:
        st.progress(each.done / each.total, text=plain(f"{_named(each)}: {_how_far(each)}"))
    seen = st.session_state.get("reports-making")
    now = (wave_id, sorted(each.id for each in making))
    st.session_state["reports-making"] = now
    if seen is not None and seen[0] == wave_id and set(seen[1]) - set(now[1]):
        st.rerun()


def _finished(report: MadeView) -> None:
    if report.state == "ready":
        address = f"/export/report/{report.team_id}/{report.id}"
        st.link_button(plain(_named(report)), address, icon=":material/download:")
        small(f"Made by {report.made_by_name}, {_day(report)}. {_holds(report)}")
    elif report.state == "failed":
        st.error(plain(f"{_named(report)}: {report.problem}"))
    else:
        st.warning(
            plain(f"{_named(report)}: the program was stopped before it was ready. Make it again.")
        )


def _holds(report: MadeView) -> str:
    """What is in it, since two people may have chosen differently."""
    titles = reports.part_titles(report.parts)
    families = " What families said is for your team alone." if report.for_the_team else ""
    return f"It holds: {'; '.join(titles)}.{families}"


def _named(report: MadeView) -> str:
    title = REPORT_FORMATS[report.format].title.partition(",")[0]
    return f"{title}, {LANGUAGES.get(report.language) or report.language}"


def _how_far(report: MadeView) -> str:
    parts = report.total - 1
    if report.done >= parts:
        return "all parts are written, the file is being made"
    return f"{report.done} of {parts} parts are written"


def _day(report: MadeView) -> str:
    return "today" if report.made_on == today() else written_date(report.made_on, "en")
