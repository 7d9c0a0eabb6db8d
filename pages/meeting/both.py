"""Two texts that were saved at the same time, side by side; nothing is written over.

What somebody was about to save waits in the session until they have chosen, so it outlives every
press of a button; on the screen it can be put together with what is saved, and saved after it.
"""

from collections.abc import Callable

import streamlit as st

from data.services.errors import (
    ChangedMeanwhile,
    MeetingProblems,
    NewerText,
    NotAllowed,
    NotFound,
    WaveStateError,
)
from pages.parts.frame import show_problems, show_refusal
from pages.parts.plain import plain

Saving = Callable[[str, int], None]
"""Saves words on top of a version."""


def waits(name: str) -> bool:
    """Whether two texts wait under this name for somebody to choose."""
    return _place(name) in st.session_state


def try_to_save(name: str, words: str, *, based_on: int, save: Saving) -> bool:
    """Save; where somebody else was first, both wait for a choice. False where nothing was saved.

    Args:
        name: of the text, within the session.
        based_on: the version that was on the screen.
    """
    try:
        save(words, based_on)
    except NewerText as conflict:
        st.session_state[_place(name)] = conflict
        st.rerun()
    except MeetingProblems as problems:
        show_problems(problems)
        return False
    except (ChangedMeanwhile, NotAllowed, NotFound, WaveStateError) as refused:
        show_refusal(refused)
        return False
    return True


def choose(name: str, *, save: Saving) -> bool:
    """Show both texts and a field in which they can be put together.

    Returns:
        Whether it is settled, be it by saving or by leaving what is saved.
    """
    conflict: NewerText = st.session_state[_place(name)]
    theirs = conflict.theirs
    st.warning(
        f"{plain(theirs.saved_by_name)} has saved this since you opened it. Yours is not saved yet."
    )
    left, right = st.columns(2)
    for column, said, words in (
        (left, f"Saved by {theirs.saved_by_name}", theirs.words),
        (right, "Yours, not saved yet", conflict.mine),
    ):
        with column.container(border=True):
            st.markdown(f"**{plain(said)}**")
            st.text(words or "Nothing is written here.")
    with st.form(f"both-{name}-{theirs.version}"):
        together = "\n\n".join(part for part in (theirs.words, conflict.mine) if part)
        words = st.text_area("Put the two together", together, height=200)
        sent = st.form_submit_button("Save this text", type="primary")
    if st.button("Leave what is saved", key=f"leave-{name}"):
        st.session_state.pop(_place(name))
        return True
    if sent and try_to_save(name, words, based_on=theirs.version, save=save):
        st.session_state.pop(_place(name))
        return True
    return False


def _place(name: str) -> str:
    return f"both {name}"
