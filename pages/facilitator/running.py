"""A wave from the day it opens: how many have answered, then the step to the result."""

import streamlit as st

from data.services import holds, release, waves
from data.services.closing import lost_sheets
from data.services.holds import HoldView
from data.views import WaveView
from pages.facilitator import choices, paper
from pages.facilitator.closing import confirm_closing
from pages.facilitator.groups import show_groups
from pages.parts import links
from pages.parts.frame import say_later, small
from pages.parts.session import for_staff_by_itself
from pages.parts.steps import take_step
from pages.parts.words import written_date

EVERY = "10s"
"""How often a screen looks up by itself how many have answered."""


def show_from_beside(wave: WaveView) -> None:
    """What a consultant or a member sees: where it stands, and the result once it is released."""
    if wave.state == "draft":
        st.write("This wave is a draft. Its facilitator has not opened it yet.")
    elif wave.state == "open":
        _count(wave.id)
        small(f"Open until {written_date(wave.closes_on, 'en')}. No screen shows more than this.")
    elif wave.state in ("released", "archived"):
        until = holds.hidden_until(wave.id)
        if until is None:
            st.write("The result is released. It does not change any more.")
            links.link("results", "See the results", wave=wave.id)
        else:
            day = written_date(until, "en")
            st.info(f"The result is released. The whole team sees it from {day}.")
    else:
        st.write("The wave is closed. Its facilitator has not released the result yet.")


def show_open(wave: WaveView) -> None:
    """How many of how many, and nothing else about the answers."""
    if wave.id in waves.without_key():
        st.error(
            "The key of this wave is not in the folder of keys, so nobody can answer, and what was "
            "sent cannot be opened. Put the folder back, from the machine where it is. If the key "
            "is lost for good, close the wave; you can then go on without it."
        )
    _count(wave.id)
    small(f"Open until {written_date(wave.closes_on, 'en')}. No screen shows more than this.")
    with st.container(horizontal=True):
        links.link("meeting-projector", "Show on a projector", wave=wave.id)
        links.link("meeting-notes", "Notes for the meeting", wave=wave.id)
    st.link_button("Look at the form as members see it", f"/preview/wave/{wave.id}/0")
    st.header("Invite people", anchor=False)
    st.write("Print codes to draw from a hat, or make personal links.")
    st.link_button("Make codes or links", f"/invitations/{wave.id}", type="primary")
    paper.show(wave)
    st.header("Counted in these groups", anchor=False)
    show_groups(wave.groups, smallest=wave.smallest_group)
    st.header("Close the wave", anchor=False)
    st.write("It closes by itself after its last day. You can close it before.")
    if st.button("Close the wave now …"):
        confirm_closing(wave)


def show_closed(wave: WaveView) -> None:
    """What releasing will do, before it is done."""
    progress = waves.progress(wave.id)
    st.metric("Answered", f"{progress.answered} of {progress.invited}")
    st.write(
        "The wave is closed and its key is destroyed. Nobody has seen a result yet. Releasing "
        "makes the one result that screens and files show: small groups are joined, and figures "
        "that could point to a person are rounded or left out."
    )
    lost = lost_sheets(wave.id)
    if lost:
        st.warning(f"{lost} of the sheets that were sent did not open and are lost.")
    if progress.answered - lost < wave.smallest_group:
        st.warning(
            f"Fewer than {wave.smallest_group} people answered, so the result will show nothing "
            "but that."
        )
    hold = holds.hold(wave.id)
    days = choices.days_held(hold.days, about=wave.id)
    if st.button("Release the result", type="primary"):
        _release(wave, days, hold)


def _release(wave: WaveView, days: int, hold: HoldView) -> None:
    def step() -> None:
        if days != hold.days:
            holds.plan(wave.id, days, based_on=hold.version)
        with st.spinner("Counting"):
            release.release_wave(wave.id)

    take_step(
        step,
        go=lambda _: links.go("results", wave=wave.id),
        told="The result is released.",
    )


def show_released(wave: WaveView) -> None:
    """The way to the result, and to the archive."""
    st.write("The result is released. It does not change any more.")
    until = holds.hidden_until(wave.id)
    if until is not None:
        day = written_date(until, "en")
        st.info(f"Only facilitators see it yet. The whole team sees it from {day}.")
    with st.container(horizontal=True):
        links.link("results", "See the results", wave=wave.id)
        links.link("meeting-hold", "Preview and briefing", wave=wave.id)
        links.link("meeting-projector", "Show on a projector", wave=wave.id)
    if wave.state == "archived":
        st.write("This wave is in the archive.")
        return
    st.write("You can put a wave away when the team has talked about it.")
    if st.button("Put it in the archive"):
        waves.archive_wave(wave.id)
        say_later("The wave is in the archive.")
        st.rerun()


@st.fragment(run_every=EVERY)
@for_staff_by_itself
def _count(wave_id: str) -> None:
    progress = waves.progress(wave_id)
    share = progress.answered / progress.invited if progress.invited else 0.0
    st.progress(share, text=f"{progress.answered} of {progress.invited} have answered")
