"""Close a wave by hand, by its date, or where it was cut off."""

from collections.abc import Collection

import streamlit as st

from data.services import closing, waves
from data.services.authority import may
from data.services.closing import Unopened
from data.services.errors import CannotClose, StorageError
from data.views import WaveView
from pages.parts.frame import say_later, show_refusal
from pages.parts.session import for_staff


def close_due_waves(team_ids: Collection[str]) -> None:
    """Close what is due in these teams; a wave that cannot be closed keeps no screen from opening.

    Only those hear of it who can do something about it.
    """
    for team_id in team_ids:
        try:
            waves.close_due_waves(teams=(team_id,))
        except (CannotClose, StorageError) as trouble:
            if may("wave.draft", team_id=team_id):
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
    st.write(
        "A copy of the database from before cannot be used for this wave afterwards, because its "
        "key is gone. Ask whoever runs the program to make a backup right after."
    )
    if st.button("Close it for good", type="primary"):
        _close(wave)


def show_closing(wave: WaveView) -> None:
    """A wave that is between open and closed."""
    st.info("This wave is being closed. If nothing moves for a minute, go on with it here.")
    if st.button("Go on with closing", type="primary"):
        _close(wave)
    if st.button("Go on without sheets that do not open …"):
        _confirm_losing(wave)


@st.dialog("Go on without sheets that do not open?")
@for_staff
def _confirm_losing(wave: WaveView) -> None:
    """Say what is lost, and what could still save it, before somebody gives it up."""
    try:
        found = closing.unopened(wave.id)
    except CannotClose as trouble:
        show_refusal(trouble)
        return
    if not found.lost:
        st.write(f"All {found.sheets} sealed sheets open. Close this and go on with closing.")
        return
    st.write(_what_is_lost(found))
    if st.button("Lose them for good", type="primary"):
        _close(wave, without_damaged=True)


def _what_is_lost(found: Unopened) -> str:
    if found.keyless:
        return (
            f"The key of this wave is not in the folder of keys, so none of the {found.sheets} "
            "sealed sheets opens. If somebody has a copy of that folder, put the key back first: "
            "then all of them open. If you go on without it, they are destroyed unread, and the "
            "wave closes without a result. This cannot be undone, and it stands in the log."
        )
    return (
        f"Of the {found.sheets} sealed sheets, {found.lost} do not open: they were changed in the "
        "database since they came. A backup from while the wave was open could still help. If you "
        "go on, they are destroyed unread, and the result counts the others. This cannot be "
        "undone, and it stands in the log."
    )


def _close(wave: WaveView, *, without_damaged: bool = False) -> None:
    try:
        with st.spinner("Closing: opening all answers, mixing them, destroying the key."):
            closing.close_wave(wave.id, without_damaged=without_damaged)
    except (CannotClose, StorageError) as trouble:
        show_refusal(trouble)
        return
    say_later("The wave is closed.")
    st.rerun()
