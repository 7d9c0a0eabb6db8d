"""Parents with a real browser: past every kind of page, by keyboard or by touch."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.pages.respond.families.parents import CONTACT, SUITS

ON = "form#form .turn .main"
CONSENT_PAGES = 4
_MOST_TABS = 120


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something is reached, as somebody without a mouse does."""
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} was not reached by keyboard")


def choose(page: Page, item: str, place: int) -> None:
    """Choose the answer at this place by keyboard."""
    tab_to(page, f"#q-{item} input")
    page.keyboard.press("Space")
    for _ in range(place):
        page.keyboard.press("ArrowDown")


def enter(page: Page) -> None:
    """Press Enter, which goes on, and wait until the next page is there."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def go_on(page: Page) -> None:
    """Press the button that goes on."""
    with page.expect_navigation():
        page.locator(ON).first.click()


def press(page: Page, action: str) -> None:
    """Press a button by what it posts."""
    with page.expect_navigation():
        page.locator(f"button[value^='{action}']:not(.first)").first.click()


def tick_all(page: Page) -> None:
    """Tick every point of a page."""
    for each in page.locator("fieldset.tick input").all():
        each.check()


def intake_by_touch(page: Page, address: str) -> Iterator[str]:
    """Past each page of an intake; the browser is on it when it is named."""
    page.goto(address)
    yield "start"
    go_on(page)
    go_on(page)
    yield "eligibility with errors"
    for item, value in SUITS.items():
        page.locator(f"#q-{item} input[value={value}]").check()
    page.locator("#q-elig_case_now input[value=open_ok]").check()
    go_on(page)
    yield "open case"
    go_on(page)
    yield "staff"
    page.locator("#q-staff_involved input[value=no]").check()
    go_on(page)
    yield "pay"
    page.locator("#q-support_pay input").first.check()
    go_on(page)
    yield "supports"
    page.locator("#f-support_access").fill("A quiet room, and breaks")
    page.locator("#q-support_time input").nth(2).check()
    go_on(page)
    page.locator("#f-contact_call_name").fill(CONTACT["contact_call_name"])
    page.locator("#q-contact_how input").nth(1).check()
    go_on(page)
    yield "contact with errors"
    page.locator("#f-contact_route").fill(CONTACT["contact_route"])
    go_on(page)
    yield "consent"
    yield from _consent(page)
    yield "choices"
    page.locator("#q-consent_join input").check()
    go_on(page)
    yield "review"
    go_on(page)
    yield "sent"


def seat_by_touch(page: Page, address: str) -> Iterator[str]:
    """Past each page at the door."""
    page.goto(address)
    yield "door"
    go_on(page)
    for _ in _consent(page):
        pass
    page.locator("#q-consent_quote input").nth(2).check()
    page.locator("#q-wants_preview input").first.check()
    page.locator("#q-consent_join input").check()
    yield "choices at the door"
    go_on(page)
    yield "ready to sit"
    go_on(page)
    yield "receipt"


def card_on(page: Page) -> str:
    """The five words on the page."""
    return " ".join(page.locator("ol.card li").all_inner_texts())


def _consent(page: Page) -> Iterator[str]:
    for number in range(CONSENT_PAGES):
        tick_all(page)
        if number == CONSENT_PAGES - 1:
            yield "consent, ticked"
        go_on(page)
