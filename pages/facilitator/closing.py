"""Close a wave by hand, by its date, or where it was cut off."""

import streamlit as st

from data.services import waves
from data.services.errors import CannotClose, StorageError
from data.views import WaveView
from pages.parts.frame import say_later, show_refusal
from pages.parts.session import for_staff


def close_due_waves() -> None:
    """Close what is due; a wave that cannot be closed keeps no other screen from opening."""
    try:
        waves.close_due_waves()
    except (CannotClose, StorageError) as trouble:
        show_refusal(trouble)


@st.dialog("Close this wave?")
@for_staff
def confirm_closing(wave: WaveView) -> None:
    """Say what closing means before it is done."""
    progress = waves.progress(wave.id)
    st.write(
        f"{progress.answered} of {progress.invited} have answered. After closing, nobody can "
        "answer any more, links and codes stop working, the answers are mixed, and the key is "
        "destroyed. This cannot be undone."
    )
    if st.button("Close it for good", type="primary"):
        _close(wave)


def show_closing(wave: WaveView) -> None:
    """A wave that is between open and closed."""
    st.info("This wave is being closed. If nothing moves for a minute, go on with it here.")
    if st.button("Go on with closing", type="primary"):
        _close(wave)


def _close(wave: WaveView) -> None:
    try:
        with st.spinner("Closing: opening all answers, mixing them, destroying the key."):
            waves.close_wave(wave.id)
    except (CannotClose, StorageError) as trouble:
        show_refusal(trouble)
        return
    say_later("The wave is closed.")
    st.rerun()
