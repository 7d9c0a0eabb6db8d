"""Nothing stays in a browser, and no browser talks to anybody else: respondents' and staff's."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, Page, Request

from data.services import answering, release, waves
from pages.parts.session import cookie_name
from tests.pages.respond.opening import Seats, open_wave
from tests.pages.respond.walking import go_on
from tests.running import NOTHING_KEPT, RunningApp, kept_in_browser, settled

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]


@contextmanager
def every_address(context: BrowserContext) -> Iterator[list[str]]:
    """All addresses that this browser asks for or opens a socket to."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    context.on("request", note)
    context.on("page", lambda page: page.on("websocket", lambda line: asked.append(line.url)))
    yield asked


def _strangers(asked: list[str], app: RunningApp) -> list[str]:
    host = app.address.partition("://")[2]
    ours = tuple(f"{kind}://{host}/" for kind in ("http", "ws"))
    return [address for address in asked if not address.startswith((*ours, "data:", "blob:"))]


@pytest.fixture(scope="module")
def seats(shared_app: RunningApp) -> Seats:
    """A wave of the questionnaire that comes with Common Table."""
    return open_wave("values_open")


def _to_the_end(page: Page, app: RunningApp, link: str) -> None:
    page.goto(f"{app.address}/join/{link}")
    while not page.url.partition("?")[0].endswith("/answer/thanks"):
        go_on(page)


def test_after_the_last_page_the_browser_keeps_nothing_and_no_entry_of_its_history_has_the_link(
    shared_app: RunningApp, seats: Seats, new_phone: NewPage
) -> None:
    link, page = seats.take(), new_phone()
    with every_address(page.context) as asked:
        _to_the_end(page, shared_app, link)
    devtools = page.context.new_cdp_session(page)
    history = devtools.send("Page.getNavigationHistory")["entries"]
    assert len(history) > 5
    assert not [each for each in history if link in each["url"] + each["title"]]
    assert page.context.cookies() == []
    assert kept_in_browser(page) == NOTHING_KEPT
    used = devtools.send("Storage.getUsageAndQuota", {"origin": shared_app.address})
    assert used["usage"] == 0
    assert _strangers(asked, shared_app) == []
    assert len(asked) > 10


@pytest.mark.long
def test_staff_screens_talk_to_nobody_else_and_leave_nothing_about_a_wave(
    shared_app: RunningApp, new_desk: NewPage
) -> None:
    seats = open_wave("values_open")
    for _ in range(8):
        answering.keep_answers(seats.take(), {})
    waves.close_wave(seats.wave.id)
    release.release_wave(seats.wave.id)
    page = new_desk()
    with every_address(page.context) as asked:
        page.on("websocket", lambda line: asked.append(line.url))
        shared_app.sign_in(page)
        wave, team = f"?wave={seats.wave.id}", f"?team={seats.wave.team_id}"
        for screen in ("start", f"team{team}", f"wave{wave}", f"results{wave}", f"measures{wave}"):
            page.goto(f"{shared_app.address}/{screen}")
            settled(page)
    assert any(address.startswith("ws://") for address in asked)
    assert _strangers(asked, shared_app) == []
    cookies = {each.get("name") for each in page.context.cookies()}
    assert cookies <= {cookie_name(), "_streamlit_xsrf"}
    left = kept_in_browser(page)
    assert {name for name in left if left[name] != NOTHING_KEPT[name]} <= {"cookies", "local"}
    assert seats.wave.id not in repr(left)
