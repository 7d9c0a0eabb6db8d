"""While a round is open: how many have answered, and how to join. Nothing finer, for nobody.

The number is the one that every screen of an open wave shows, and it is looked up no more often
than there. So whoever watches the projector learns nothing that the wave's own page does not tell.

That the number moves is no use of the screen. So before an unused session ends the screen says so,
and how to stay; afterwards it shows the way to sign in, and nothing of the wave.
"""

import io
from urllib.parse import urlsplit

import segno
import streamlit as st

from data.services import invitations, waves
from data.services.errors import NotFound
from data.settings import settings
from data.views import WaveView
from pages.charts.words import words
from pages.facilitator.running import EVERY
from pages.meeting.clicker.component import way_by_key
from pages.meeting.which import over
from pages.parts.plain import plain
from pages.parts.session import ending, for_staff_by_itself
from pages.parts.words import written_date
from pages.shell.security import is_loopback_name

_PICTURE = 300
_TOLD_BEFORE = 5 * 60


def show(wave: WaveView, language: str) -> None:
    """The counter, and the way in for whoever holds a slip."""
    said = words(language)
    st.text(f"{said.say('meeting.open')} · {over(wave, language)}")
    _count(wave.id, language)
    way_by_key(key="stays")  # goes nowhere; that somebody pressed a key is use of the screen
    st.text(said.say("meeting.only_counts", day=written_date(wave.closes_on, language)))
    if invitations.has_codes(wave.id):
        _join(language)


@st.fragment(run_every=EVERY)
@for_staff_by_itself
def _count(wave_id: str, language: str) -> None:
    try:
        ended = waves.wave(wave_id).state != "open"
    except NotFound:
        ended = True
    if ended:
        st.rerun()
    progress = waves.progress(wave_id)
    values = {"answered": progress.answered, "invited": progress.invited}
    st.title(words(language).say("meeting.count", **values), anchor=False)
    share = progress.answered / progress.invited if progress.invited else 0.0
    st.progress(share)
    _before_the_end(language)


def _before_the_end(language: str) -> None:
    """A few minutes before the session ends: that it will, and how to stay."""
    comes = ending()
    if comes is None or comes.seconds > _TOLD_BEFORE:
        return
    said, minutes = words(language), max(1, -(-comes.seconds // 60))
    with st.container(border=True):
        how = "ends_unused" if comes.by_rest else "ends_anyway"
        st.header(plain(said.say(f"meeting.{how}", count=minutes)), anchor=False)
        if comes.by_rest:
            st.text(said.say("meeting.stay_by_key"))
            if st.button(said.say("meeting.stay"), type="primary", width="stretch", key="stay"):
                st.rerun()  # of the whole screen, which is use of it


def _join(language: str) -> None:
    """The address and its picture; the code is on each person's own slip and never here."""
    said, address = words(language), f"{settings().public_url.rstrip('/')}/code"
    shown = urlsplit(address)
    left, right = st.columns(2, vertical_alignment="center")
    with left:
        st.text(said.say("meeting.join"))
        st.header(plain(f"{shown.netloc}{shown.path}"), anchor=False)
        st.text(said.say("meeting.join_scan"))
        if is_loopback_name(shown.netloc):
            st.warning(said.say("meeting.join_local"))
    with right:
        alt = said.say("meeting.join_alt", address=address)
        st.image(picture_of(address), width=_PICTURE, alt=alt)


def picture_of(address: str) -> bytes:
    """An address as a square to scan, as a PNG picture."""
    made = io.BytesIO()
    segno.make_qr(address, error="m").save(made, kind="png", scale=10, border=2)
    return bytes(made.getbuffer())
