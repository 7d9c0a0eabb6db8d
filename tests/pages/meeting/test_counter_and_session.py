"""A counter that refreshes itself is no use of the screen; what it says before and after the end.

The moments of a session lie in the database, where these tests move them.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page
from sqlalchemy import text

from data.services import invitations
from data.store import database as store
from data.views import WaveView
from pages.parts.session import cookie_name
from tests.pages.meeting.conftest import opened_wave
from tests.pages.shell.talking import ONLY_THE_WAY_IN, Screen, open_screen
from tests.running import (
    NAME,
    PASSPHRASE,
    RunningApp,
    facilitator_token,
    kept_in_browser,
    settled,
)

ROOM = {"width": 1280, "height": 720}
UNUSED = "Nobody has used this screen for a while."


def rest(minutes: int) -> None:
    """Nobody has used any session for so long."""
    with store.writing() as connection:
        connection.execute(text("DELETE FROM staff_session WHERE stage <> 'whole'"))
        connection.execute(
            text("UPDATE staff_session SET seen = CAST(strftime('%s', 'now') AS INTEGER) - :rest"),
            {"rest": minutes * 60 + 30},
        )


def began(hours: float) -> None:
    """Every session began so long ago, and is used all the time."""
    now = "CAST(strftime('%s', 'now') AS INTEGER)"
    with store.writing() as connection:
        connection.execute(
            text(f"UPDATE staff_session SET seen = {now}, started = {now} - :ago"),
            {"ago": round(hours * 3600)},
        )


def last_use() -> int:
    """When the newest use of any session was, in seconds."""
    with store.reading() as connection:
        return connection.execute(text("SELECT max(seen) FROM staff_session")).scalar_one()


@dataclass
class Counter:
    """The counter of an open wave on a projector, refreshed as its own clock does it."""

    screen: Screen
    clock: str

    def refreshed(self) -> str:
        """All that stands on it then, without the marks that keep text plain."""
        self.screen.run_fragment(self.clock)
        shown = "\n".join(told for _, told in self.screen.shown)
        return shown.replace("\\342\\201\\240", "").replace("\u2060", "").replace("\\", "")


@pytest.fixture(scope="module")
def wave(shared_app: RunningApp) -> WaveView:
    return opened_wave()


def counter(screen: Screen, wave: WaveView, language: str = "en") -> Counter:
    screen.run("meeting-projector", f"wave={wave.id}&language={language}")
    (clock,) = set(screen.fragments)
    return Counter(screen, clock)


@pytest.mark.long
def test_the_last_minutes_are_told_to_the_room_and_refreshing_puts_nothing_off(
    shared_app: RunningApp, wave: WaveView
) -> None:
    with open_screen(shared_app, token=facilitator_token()) as screen:
        shown = counter(screen, wave)
        rest(minutes=20)
        assert UNUSED not in shown.refreshed()
        for minutes, words in ((25, "about 5 minutes"), (27, "about 3"), (29, "within a minute")):
            rest(minutes)
            before = last_use()
            told = shown.refreshed()
            assert "0 of 18 have answered" in told
            assert UNUSED in told
            assert words in told
            assert "Stay signed in" in told
            assert last_use() == before


@pytest.mark.long
def test_after_the_end_the_room_sees_a_sentence_and_the_way_in_and_nothing_of_the_wave(
    shared_app: RunningApp, wave: WaveView
) -> None:
    with open_screen(shared_app, token=facilitator_token()) as screen:
        shown = counter(screen, wave)
        rest(minutes=30)
        told = shown.refreshed()
        assert [kind for kind, _ in screen.shown] == ONLY_THE_WAY_IN
        assert "Signed out" in told
        assert "bring you back to this very screen" in told
        assert "answered" not in told
        assert "Bell County" not in told


@pytest.mark.long
def test_the_end_of_twelve_hours_is_told_without_a_promise_to_put_it_off(
    shared_app: RunningApp, wave: WaveView
) -> None:
    with open_screen(shared_app, token=facilitator_token()) as screen:
        shown = counter(screen, wave, "es")
        began(hours=11.9)
        assert "Una sesión dura doce horas." not in shown.refreshed()
        began(hours=11.95)
        told = shown.refreshed()
        assert "Una sesión dura doce horas. Esta termina en unos 3 minutos." in told
        assert "Seguir" not in told


@pytest.mark.long
@pytest.mark.browser
def test_a_key_or_the_button_stays_and_the_sign_in_comes_back_to_this_very_screen(
    shared_app: RunningApp, wave: WaveView, new_desk: Callable[..., Page]
) -> None:
    invitations.issue(wave.id, "code")
    page = new_desk(viewport=ROOM)
    shared_app.sign_in(page)
    address = f"{shared_app.address}/meeting-projector?wave={wave.id}&language=es"
    page.goto(address)
    stay = page.get_by_role("button", name="Seguir en la sesión")
    for key in ("ArrowRight", "Enter"):
        settled(page)
        page.locator("[data-hears-keys]").wait_for(state="attached")
        rest(minutes=26)
        before = last_use()
        stay.wait_for()
        assert last_use() == before
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        if key == "Enter":
            stay.focus()
        page.keyboard.press(key)
        stay.wait_for(state="detached")
        assert last_use() >= before + 26 * 60
    rest(minutes=31)
    page.get_by_role("heading", name="Signed out").wait_for()
    assert page.get_by_text("Bell County").count() == 0
    page.reload()
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("0 de 18 han contestado").wait_for()
    assert page.url == address
    assert wave.id not in str(kept_in_browser(page))
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert names == {cookie_name(), "_streamlit_xsrf"}
