"""A walk past every kind of page in a real browser."""

from collections.abc import Iterator

from playwright.sync_api import Locator, Page

from tests.pages.respond.opening import Seats
from tests.running import RunningApp

LOCALES = {"en": "en-US", "es": "es-US"}
ON = "form#form .turn .main"
KINDS = (
    "code",
    "wrong code",
    "unknown link",
    "no link",
    "welcome",
    "statements",
    "statements filled in",
    "every other kind",
    "errors",
    "own words",
    "about you",
    "looking over",
    "nothing open",
    "thanks",
    "already",
    "closed",
)


def press(button: Locator) -> None:
    """Press what leads to another page, and wait until it is there."""
    with button.page.expect_navigation():
        button.click()


def go_on(page: Page) -> None:
    """Press the button that goes on."""
    press(page.locator(ON))


def every_kind_of_page(page: Page, app: RunningApp, seats: Seats) -> Iterator[str]:
    """Stop at each kind of page, in the order of `KINDS`; the browser is on it when it is named."""
    page.goto(f"{app.address}/code")
    yield "code"
    page.locator("#code").fill("7K3M-Q2XD")
    press(page.locator("form .main"))
    yield "wrong code"
    page.goto(f"{app.address}/join/{'A' * 22}")
    yield "unknown link"
    page.goto(f"{app.address}/answer")
    yield "no link"
    page.goto(f"{app.address}/join/{seats.take()}")
    yield "welcome"
    go_on(page)
    yield "statements"
    for place, fieldset in enumerate(page.locator("fieldset").all()):
        choices = fieldset.locator(".choice")
        choices.nth(place % choices.count()).click()
    yield "statements filled in"
    go_on(page)
    page.locator("#q-causes .choice").nth(1).click()
    page.locator("#f-years").fill("7")
    yield "every other kind"
    for place in range(3):
        page.locator("#q-causes input").nth(place).check()
    page.locator("#f-share").fill("300")
    page.locator("#q-ways input").first.check()
    go_on(page)
    yield "errors"
    for place in range(3):
        page.locator("#q-causes input").nth(place).uncheck()
    page.locator("#f-share").fill("30")
    page.locator("#q-ways input").nth(1).check()
    go_on(page)
    page.locator("textarea").first.fill("Ask families first.")
    yield "own words"
    go_on(page)
    page.locator("#q-tenure .choice").first.click()
    yield "about you"
    go_on(page)
    yield "looking over"
    go_on(page)
    thanks = page.url
    page.goto(f"{app.address}/answer/part/1")
    yield "nothing open"
    page.goto(thanks)
    yield "already"
    page.goto(f"{app.address}/answer/closed")
    yield "closed"
    page.goto(f"{app.address}/join/{seats.take()}")
    go_on(page)
    page.goto(f"{app.address}/answer/check")
    go_on(page)
    yield "thanks"
