"""The app as people meet it: a server process of its own, and a real browser."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.server import HOST, ROOT, Server, free_port
from data.clock import today
from data.services import access, teams
from data.settings import settings
from data.store import access as access_store
from data.store import memberships as membership_store
from data.store import people as people_store
from data.store.memberships import Role
from pages.parts.session import cookie_name

NAME = "facilitator"
PASSPHRASE = "four quiet rivers meet here"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
)


@dataclass
class RunningApp:
    """A server on this machine that uses the settings of this test.

    Services called by the test and pages served by the process meet in the same database.
    """

    server: Server
    log: Path

    @property
    def address(self) -> str:
        """Where it answers, without a slash at the end."""
        return self.server.address

    @property
    def printed(self) -> str:
        """Everything the process has said so far, over all of its lives."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def set_up_code(self) -> str:
        """The code that the last start printed."""
        return re.findall(r"Set-up code: (\S+)", self.printed)[-1]

    def restart_after_a_crash(self) -> None:
        """End the process without a warning and start it anew."""
        self.server.kill()
        self.server.__enter__()

    def staff_token(self) -> str:
        """A session of the facilitator, who has that role in every team a test makes."""
        return facilitator_token()

    def sign_in(self, page: Page) -> None:
        """Let a browser hold a staff session."""
        self.hold(page, self.staff_token())

    def hold(self, page: Page, token: str) -> None:
        """Let a browser hold this session."""
        cookie = {"name": cookie_name(), "value": token, "url": self.address}
        page.context.add_cookies([cookie])


def facilitator_token() -> str:
    """Sign the facilitator in; the first time, set the app up with them."""
    if access.is_set_up():
        token = access.begin(NAME, PASSPHRASE).token
    else:
        token = access.set_up(access.ensure_setup_code() or "", NAME, PASSPHRASE).token
    for team in teams.teams():
        give_to_facilitator(team.id)
    return token


def give_to_facilitator(team_id: str) -> None:
    """The facilitator, if there is one, facilitates this team too."""
    known = access_store.account_named(NAME)
    if known is not None:
        given = Role(team_id, known.id, "facilitator", given_by="operator", given_on=today())
        membership_store.give_role(given)


def teams_that_tests_make(patch: pytest.MonkeyPatch) -> None:
    """From now on they belong to the facilitator, as if they had set them up."""
    add_team = people_store.add_team

    def add(team, **options) -> None:
        add_team(team, **options)
        if not options.get("facilitator"):
            give_to_facilitator(team.id)

    patch.setattr(people_store, "add_team", add)


@contextmanager
def running_app(folder: Path) -> Iterator[RunningApp]:
    """The app on a free port, with the home and database that the environment names."""
    port = free_port()
    log = folder / "server.log"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMMON_TABLE_PUBLIC_URL", f"http://{HOST}:{port}")
        settings.cache_clear()
        server = Server(folder=ROOT, entry="streamlit_app.py", port=port, environment={}, log=log)
        with server:
            yield RunningApp(server, log)
    settings.cache_clear()


def chromium_path() -> str:
    """Where Chromium is; without one the test is skipped, and fails where CI=true."""
    found = next((path for path in map(shutil.which, _NAMES) if path), None)
    if found is None:
        told = f"no browser on this machine: none of {', '.join(_NAMES)} was found"
        if os.environ.get("CI") == "true":
            pytest.fail(told)
        pytest.skip(told)
    return found


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Chromium that finds no host but this machine."""
    path = chromium_path()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(_QUIET))
        try:
            yield browser
        finally:
            browser.close()


def settled(page: Page) -> None:
    """Wait until a staff screen is connected, has run, and shows all of itself."""
    page.locator('[data-testid="stApp"][data-test-connection-state="CONNECTED"]').wait_for()
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    page.locator('[data-testid="stSkeleton"]').first.wait_for(state="detached")


NOTHING_KEPT: dict[str, Any] = {
    "local": [],
    "session": [],
    "databases": [],
    "caches": [],
    "workers": 0,
    "cookies": "",
    "window": "",
}


def kept_in_browser(page: Page) -> dict[str, Any]:
    """What a page has left where scripts of this address can find it again."""
    return page.evaluate("""
        async () => ({
          local: Object.keys(localStorage),
          session: Object.keys(sessionStorage),
          databases: (await indexedDB.databases()).map(each => each.name),
          caches: await caches.keys(),
          workers: (await navigator.serviceWorker.getRegistrations()).length,
          cookies: document.cookie,
          window: window.name,
        })
    """)
