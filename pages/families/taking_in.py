"""The words of a session come in: a file or notes, each label put to a seat, and no label kept."""

from collections.abc import Mapping

import streamlit as st

from data.family_views import SeatView, SessionView, StudyView
from data.imports.problems import InputProblems
from data.imports.transcripts.reading import read_transcript
from data.imports.transcripts.turns import Read
from data.services import family_sessions, transcripts
from data.services.transcripts import SaidBy
from data.views import TeamView
from pages.families.moved import is_mine
from pages.families.notes_said import (
    NOTHING,
    OUT,
    RAN,
    beginning,
    counted,
    guess,
    labels,
    note_said,
    said_by,
    spoken,
    with_labels,
)
from pages.parts import links
from pages.parts.frame import show_list, small
from pages.parts.plain import plain
from pages.parts.seen import key_of
from pages.parts.steps import take_step

MOST_LABELS = 40
_SHOWN = 12
_FILE, _NOTES = "A transcript in a file", "Notes to type or paste"
_OPEN = ""


def take_in(team: TeamView, plan: StudyView, session: SessionView) -> None:
    """Bring the words of a session in that has none yet."""
    if plan.settings.recording_mode == "none":
        st.info(
            "In this plan nobody writes down what people say. Use the summary sheet, which has "
            "what the session answered and nobody's words."
        )
        return
    seats = family_sessions.seats(team.id, session.id)
    _before(plan, session, seats)
    read = _read(session)
    if read is None:
        return
    who = _who(read, seats, session)
    for note in read.notes:
        small(note_said(note))
    if who is None:
        return
    said = said_by(read, who)
    if not said:
        st.info("Everything is left out, so nothing is there to take in.")
        return
    _preview(said, seats)
    if st.button("Take these words in", type="primary"):
        _accept(team, plan, session, said)


def _before(plan: StudyView, session: SessionView, seats: tuple[SeatView, ...]) -> None:
    st.write(
        "First every label of a speaker is put to a seat number, or to whoever ran the session. "
        "No label is kept. Names inside of what people say are taken out afterwards, on the "
        "redaction desk. Until then what you bring in is raw."
    )
    small(
        "Words as they were said end on their own "
        f"{plan.settings.raw_days} days after they are redacted."
    )
    if session.state != "over":
        st.warning("This session is not over. Seats that are taken later are not in the list yet.")
    if not seats:
        st.warning("Nobody took a seat in this session, so words can go to whoever ran it alone.")


def _read(session: SessionView) -> Read | None:
    """What was uploaded or typed, as turns; says what is wrong with it."""
    how = st.radio("Where the words are", (_FILE, _NOTES), key=f"how-{session.id}")
    try:
        if how == _NOTES:
            return _typed(session)
        uploaded = st.file_uploader(
            "Choose the transcript",
            type=["txt", "docx", "vtt", "srt"],
            key=f"file-{session.id}",
        )
        return read_transcript(uploaded.getvalue(), name=uploaded.name) if uploaded else None
    except InputProblems as wrong:
        show_list("Nothing was stored. Please look at this again.", wrong.problems)
        return None


def _typed(session: SessionView) -> Read | None:
    small(
        "Begin a line with the number of the seat, such as “3: We waited for months.” Begin it "
        "with F for whoever ran the session. Other lines go on with what was said before."
    )
    typed = st.text_area("Notes by seat", height=240, key=f"notes-{session.id}")
    if not typed.strip():
        return None
    return read_transcript(with_labels(typed).encode(), name="notes.txt")


def _who(
    read: Read, seats: tuple[SeatView, ...], session: SessionView
) -> Mapping[str | None, str] | None:
    """Label to seat; None as long as one of them is open."""
    st.subheader("Who is who", anchor=False)
    wanted = labels(read)
    if len(wanted) > MOST_LABELS:
        st.error(
            f"{len(wanted)} labels were read. That is more than one session has: most of them are "
            "lines with a colon in them. Take those colons out of the file, then try again."
        )
        return None
    names = _names(seats)
    who: dict[str | None, str] = {}
    for each in wanted:
        st.markdown(f"**{plain(each or NOTHING)}**: {plain(beginning(read, each))}")
        who[each] = _one(each, names, guess(each, seats), session)
    waiting = sum(each == _OPEN for each in who.values())
    if waiting:
        st.info(
            "1 label has no seat yet." if waiting == 1 else f"{waiting} labels have no seat yet."
        )
        return None
    return who


def _one(label: str | None, names: Mapping[str, str], guessed: str, session: SessionView) -> str:
    options = [_OPEN, *names]
    return st.selectbox(
        f"Who is {spoken(label or NOTHING)}",
        options,
        index=options.index(guessed),
        format_func=lambda each: names.get(each, "Choose who this is"),
        label_visibility="collapsed",
        key=f"who-{session.id}-{key_of(label)}",
    )


def _names(seats: tuple[SeatView, ...]) -> dict[str, str]:
    return {
        **{each.id: f"Seat {each.label}" for each in seats},
        RAN: "Whoever ran the session",
        OUT: "Nobody: leave these words out",
    }


def _preview(said: tuple[SaidBy, ...], seats: tuple[SeatView, ...]) -> None:
    st.subheader("What will be kept", anchor=False)
    names = {None: "Whoever ran the session"} | {each.id: f"Seat {each.label}" for each in seats}
    for seat, (turns, words) in counted(said).items():
        small(f"{names[seat]}: {_many(turns, 'turn')}, {_many(words, 'word')}.")
    with st.container(border=True):
        for each in said[:_SHOWN]:
            st.markdown(f"**{names[each.seat_id]}:** {plain(each.text)}")
    if len(said) > _SHOWN:
        small(f"These are the first {_SHOWN} of {len(said):,} turns.")


def _many(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"


def _accept(
    team: TeamView, plan: StudyView, session: SessionView, said: tuple[SaidBy, ...]
) -> None:
    take_step(
        lambda: transcripts.add_transcript(team.id, session.id, said),
        go=lambda _: links.stay(team=team.id, plan=plan.id, session=session.id),
        told="The words are here, by seat. No label of a speaker was kept.",
        then=lambda: is_mine(session.id),
    )
