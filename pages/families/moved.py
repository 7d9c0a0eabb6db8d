"""A desk that somebody left open says what became of its transcript meanwhile, and loses nothing.

What stands on a screen goes away where its step is over. So whoever comes back to it is told that
the transcript was moved on, and finds what they had typed, until they say that they have seen it.
"""

from dataclasses import dataclass

import streamlit as st

from data.family_views import SessionView, TranscriptView
from pages.families.desk_words import STATES
from pages.parts.plain import plain

TYPED = ("wider-", "what-out-", "instead-out-")
"""How the keys of fields begin in which somebody writes at the desk."""


@dataclass(frozen=True, slots=True)
class _Told:
    said: str
    typed: tuple[str, ...]


def tell_if_moved(session: SessionView, found: TranscriptView | None) -> None:
    """Say so where the transcript is not where it was when this screen was last shown."""
    place, told = f"desk of {session.id}", f"moved of {session.id}"
    now = _where(found)
    before = st.session_state.get(place)
    st.session_state[place] = now
    if before not in (None, now):
        st.session_state[told] = _Told(_said(before, found), _typed(session))
    kept: _Told | None = st.session_state.get(told)
    if kept is not None:
        _show(kept, told)


def is_mine(session_id: str) -> None:
    """The one at this desk moves the transcript on, so there is nothing to tell them."""
    st.session_state.pop(f"desk of {session_id}", None)


def _where(found: TranscriptView | None) -> tuple[str, str, str]:
    return ("", "", "") if found is None else (found.id, found.state, found.stage)


def _said(before: tuple[str, str, str], found: TranscriptView | None) -> str:
    unsaved = "What you chose here and had not saved is not saved."
    if not before[0]:
        return f"Somebody has brought the words of this session in since you opened this. {unsaved}"
    if found is None:
        return (
            "The transcript that you had open is not here any more: it was removed, or its words "
            f"have ended. {unsaved} What was destroyed is listed on the plan; if it is not there, "
            "ask a facilitator of this team, who may have removed it to bring it in once more."
        )
    if found.id != before[0]:
        return (
            "The transcript that you had open was removed, and another one was brought in. "
            f"{unsaved} Begin with the new one below."
        )
    return (
        "This transcript was moved on since you opened this, by somebody else or by you in another "
        f"window. Now: {STATES[found.state]}. {unsaved} Go on from what stands below."
    )


def _typed(session: SessionView) -> tuple[str, ...]:
    """What stands in fields that are not shown any more."""
    fields = ((str(name), value) for name, value in st.session_state.items())
    found = (
        value.strip()
        for name, value in fields
        if name.startswith((*TYPED, f"notes-{session.id}")) and isinstance(value, str)
    )
    return tuple(dict.fromkeys(each for each in found if each))


def _show(kept: _Told, place: str) -> None:
    with st.container(border=True):
        st.warning(plain(kept.said))
        if kept.typed:
            st.write("What you had typed, so that you can use it again:")
            for each in kept.typed:
                st.text(each)
        if st.button("I have seen this", key=f"seen {place}"):
            del st.session_state[place]
            st.rerun()
