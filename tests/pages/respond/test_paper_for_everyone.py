"""Whoever types sheets in can read, reach and use every page: measured in Chromium."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.pages.respond import questionnaires
from tests.pages.respond.opening import Seats, open_wave
from tests.pages.respond.test_for_everyone import (
    SMALL_TARGETS,
    TOO_WIDE,
    axe_violations,
    tab_to,
    tab_to_name,
)
from tests.pages.respond.walking import LOCALES, go_on, press
from tests.running import DESK, PHONE, RunningApp

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]
NARROW = {"width": 360, "height": 740}
KINDS = (
    "code",
    "wrong code",
    "sheet",
    "statements",
    "errors",
    "looking over",
    "once",
    "second sheet",
    "differences",
    "not settled",
    "same",
    "done",
    "used",
    "closed",
    "unknown",
)
LOOKS = [
    ("light", NARROW, "en"),
    ("dark", DESK, "es"),
    ("light", PHONE, "es"),
    ("dark", NARROW, "en"),
]


@pytest.fixture(scope="module")
def codes(shared_app: RunningApp) -> Seats:
    """A wave that the running app serves, with a code for each seat."""
    return open_wave(questionnaires.edition(), kind="code")


def take(page: Page, app: RunningApp, code: str) -> None:
    """Type the code of a sheet."""
    page.goto(f"{app.address}/paper")
    page.locator("#code").fill(code)
    press(page.locator("form .main"))


def to_the_end(page: Page) -> None:
    """Turn page after page without marking anything."""
    while "/paper/part/" in page.url:
        go_on(page)


def every_kind_of_page(page: Page, app: RunningApp, seats: Seats) -> Iterator[str]:
    """Stop at each kind of page, in the order of `KINDS`."""
    code = seats.take()
    page.goto(f"{app.address}/paper")
    yield "code"
    page.locator("#code").fill("7K3M-Q2XD")
    press(page.locator("form .main"))
    yield "wrong code"
    take(page, app, code)
    yield "sheet"
    go_on(page)
    page.locator("#q-main input").first.check()
    yield "statements"
    go_on(page)
    page.locator("#f-share").fill("300")
    go_on(page)
    yield "errors"
    page.locator("#f-share").fill("30")
    to_the_end(page)
    yield "looking over"
    go_on(page)
    yield "once"
    take(page, app, code)
    yield "second sheet"
    go_on(page)
    to_the_end(page)
    yield "differences"
    go_on(page)
    yield "not settled"
    press(page.locator("#q-main a.button"))
    page.locator("#q-main input").first.check()
    go_on(page)
    page.locator("#f-share").fill("30")
    to_the_end(page)
    yield "same"
    go_on(page)
    yield "done"
    for name in ("used", "closed", "unknown"):
        page.goto(f"{app.address}/paper/{name}")
        yield name


@pytest.mark.long
def test_the_keyboard_alone_types_a_sheet_twice_without_a_script_on_a_narrow_screen(
    shared_app: RunningApp, codes: Seats, new_desk: NewPage
) -> None:
    codes.new_sheets()
    code = codes.take()
    page = new_desk(java_script_enabled=False, viewport=NARROW)
    for answer in ("Space", "ArrowDown"):
        page.goto(f"{shared_app.address}/paper")
        tab_to(page, lambda focus: focus["id"] == "code")
        page.keyboard.type(code)
        page.keyboard.press("Enter")
        page.wait_for_url("**/paper/sheet*")
        tab_to_name(page, "Begin")
        page.keyboard.press("Enter")
        page.wait_for_url("**/paper/part/1")
        tab_to(page, lambda focus: focus["type"] == "radio")
        page.keyboard.press(answer)
        for number in (2, 3, 4):
            tab_to_name(page, "Next")
            page.keyboard.press("Enter")
            page.wait_for_url(f"**/paper/part/{number}")
        if answer == "Space":
            tab_to_name(page, "Look over my answers")
            page.keyboard.press("Enter")
            page.wait_for_url("**/paper/check")
            tab_to_name(page, "The first typing is complete")
            page.keyboard.press("Enter")
            page.wait_for_url("**/paper/once*")
    tab_to_name(page, "Compare the two typings")
    page.keyboard.press("Enter")
    page.wait_for_url("**/paper/compare")
    tab_to_name(page, "Send this sheet")
    page.keyboard.press("Enter")
    page.locator(".summary").wait_for()
    assert page.locator(".summary").evaluate("each => each === document.activeElement")
    tab_to(page, lambda focus: focus["type"] == "radio")
    page.keyboard.press("Space")
    tab_to_name(page, "Send this sheet")
    page.keyboard.press("Enter")
    page.wait_for_url("**/paper/done*")
    (sheet,) = codes.new_sheets()
    assert {item: value for item, value in sheet.items() if value is not None} == {"form": 0}


@pytest.mark.long
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0]} {look[1]['width']} {look[2]}")
def test_axe_finds_nothing_everything_fits_and_what_is_touched_is_44_pixels(
    look: Any, shared_app: RunningApp, codes: Seats, new_desk: NewPage
) -> None:
    scheme, size, language = look
    page = new_desk(color_scheme=scheme, viewport=size, locale=LOCALES[language])
    found, seen = {}, []
    for kind in every_kind_of_page(page, shared_app, codes):
        seen.append(kind)
        assert page.locator("html").get_attribute("lang") == language
        heading = page.get_by_role("heading", level=1)
        assert heading.inner_text() in page.title()
        assert page.evaluate(SMALL_TARGETS, 44) == [], kind
        assert page.evaluate(TOO_WIDE) == [], kind
        found[kind] = axe_violations(page)
    assert tuple(seen) == KINDS
    assert {kind: violations for kind, violations in found.items() if violations} == {}
