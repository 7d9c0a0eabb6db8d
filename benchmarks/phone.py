"""A first visit in Chromium over a slow phone line."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession, Error, Page, sync_playwright

from benchmarks.server import HOST

__all__ = [
    "FORM_ASKS",
    "FORM_STARTS",
    "STREAMLIT_IS_THERE",
    "Browser",
    "Error",
    "Visit",
    "chromium",
    "press",
    "running",
    "visit",
]

SCREEN = {"width": 360, "height": 740}
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
FORM_STARTS = "form#form button.main"
FORM_ASKS = "form#form fieldset"
STREAMLIT_IS_THERE = '[data-testid="stApp"][data-test-script-state="notRunning"] h1'

_PATIENCE = 90_000
_SETTLES = 2_000
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@dataclass(slots=True)
class Visit:
    """What a visit fetched.

    Attributes:
        seconds: until it could be used.
        bytes: over the line, headers included.
        requests: made, redirects included.
        elsewhere: requests to any other host.
    """

    seconds: float = 0.0
    bytes: float = 0.0
    requests: int = 0
    elsewhere: int = 0


def chromium() -> str | None:
    """Where Chromium is on this machine."""
    return next((path for path in map(shutil.which, _NAMES) if path), None)


@contextmanager
def running(path: str) -> Iterator[Browser]:
    """Chromium, which finds no host but this one."""
    quiet = (
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
    )
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(quiet))
        try:
            yield browser
        finally:
            browser.close()


def visit(
    browser: Browser, address: str, path: str, *, usable: str, cookie: tuple[str, str] | None = None
) -> tuple[Page, Visit]:
    """Go to an address with nothing kept from before.

    Args:
        usable: the page can be used once this selector is visible.
        cookie: name and value of one cookie.

    Returns:
        The page, still open, and what the visit fetched.
    """
    context = browser.new_context(viewport=SCREEN, device_scale_factor=2, is_mobile=True)
    context.set_default_timeout(_PATIENCE)
    if cookie is not None:
        context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": address}])
    page = context.new_page()
    seen, session = _watch(page)
    began = time.perf_counter()
    page.goto(f"{address}{path}", wait_until="commit")
    page.locator(usable).first.wait_for(state="visible")
    seen.seconds = time.perf_counter() - began
    page.wait_for_timeout(_SETTLES)
    session.detach()
    return page, seen


def press(page: Page, button: str, *, usable: str) -> Visit:
    """Press a button on an open page and wait for the next one."""
    seen, session = _watch(page)
    began = time.perf_counter()
    page.locator(button).first.click(no_wait_after=True)
    page.locator(usable).first.wait_for(state="visible")
    seen.seconds = time.perf_counter() - began
    page.wait_for_timeout(_SETTLES)
    session.detach()
    return seen


def _watch(page: Page) -> tuple[Visit, CDPSession]:
    seen = Visit()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", dict(LINE))

    def asked(event: dict) -> None:
        address = event["request"]["url"]
        if not address.startswith(("http:", "https:")):
            return
        seen.requests += 1
        seen.bytes += event.get("redirectResponse", {}).get("encodedDataLength", 0)
        seen.elsewhere += f"//{HOST}:" not in address

    def came(event: dict) -> None:
        seen.bytes += event["encodedDataLength"]

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.loadingFinished", came)
    return seen, session
