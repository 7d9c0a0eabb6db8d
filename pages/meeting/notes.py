"""The facilitator's own notes for a meeting, part by part: on no projector and in no file.

They are for those who run the team and for nobody else, consultants included; see
`data.services.meetings`.
"""

import streamlit as st

from data.services import meetings
from data.services.authority import permit
from data.services.errors import ChangedMeanwhile, WaveProblems
from data.services.meetings import LONGEST_NOTE, NoteView
from data.views import WaveView
from pages.meeting.which import wave_of_address
from pages.parts import links
from pages.parts.frame import heading, say_later, show_problems, show_refusal, small
from pages.parts.plain import plain
from pages.parts.seen import offer_newer, seen
from pages.parts.session import require_sign_in
from pages.parts.words import written_date

_TITLE = "Notes for the meeting"
_PARTS = {
    "before": ("Before the meeting", "Room, time, who opens, whom to talk with first."),
    "opening": ("What we will look at", "Who welcomes people, and what to say about the rules."),
    "agree": ("Where we agree", "An example from your team that everybody knows."),
    "spread": ("Where we are spread out", "Who has seen both sides, and could tell of it."),
    "change": ("Since last time", "What happened between the two rounds."),
    "groups": ("Groups side by side", "Whom this could sting, and how you will hold the talk."),
    "prompts": ("Questions to talk about", "Which question you take, for how long, in what rows."),
    "close": ("What we will do", "Who writes down what was said, and where."),
}
_STATES = ("open", "closing", "closed", "released", "archived")


def page() -> None:
    """The notes of the wave that the address names."""
    require_sign_in()
    wave = wave_of_address(_TITLE, states=_STATES)
    if wave is None:
        return
    permit("meeting.notes", team_id=wave.team_id)
    heading(_TITLE, over=f"{wave.team_name} – {wave.title}", demo=wave.demo)
    st.write(
        "Only facilitators of this team see these notes. They are never on the projector and in "
        "no file. They go with the wave."
    )
    _ways(wave)
    for note in meetings.notes(wave.id):
        _note(wave, note)
    links.link("meeting", "Meet and act", team=wave.team_id)


def _ways(wave: WaveView) -> None:
    with st.container(horizontal=True):
        links.link("meeting-projector", "Show on a projector", wave=wave.id)
        if wave.state in ("released", "archived"):
            links.link("meeting-hold", "Preview and briefing", wave=wave.id)
    if wave.state == "open":
        st.link_button("Print the hat-draw sheet", f"/invitations/{wave.id}")


def _note(wave: WaveView, note: NoteView) -> None:
    title, hint = _PARTS[note.part]
    opened = seen(f"note-{wave.id}-{note.part}", note)
    with st.form(opened.form, enter_to_submit=False):
        st.header(title, anchor=False)
        text = st.text_area(
            f"{title}: your note", opened.value.text, max_chars=LONGEST_NOTE, placeholder=hint
        )
        sent = st.form_submit_button("Save this note")
    if note.saved_on is not None:
        small(f"Saved by {note.saved_by_name} on {written_date(note.saved_on, 'en')}.")
    if not sent:
        offer_newer(opened, note)
    if not sent or not opened.may_send():
        return
    try:
        meetings.keep_note(wave.id, note.part, text, based_on=opened.value.version)
    except WaveProblems as problems:
        show_problems(problems)
    except ChangedMeanwhile as refused:
        show_refusal(refused)
        if note.text:
            st.write("This is saved now:")
            st.text(note.text)
    else:
        opened.forget()
        say_later(f"Saved: {plain(title)}.")
        st.rerun()
