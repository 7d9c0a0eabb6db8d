"""A parent alone with a phone or a computer, by keyboard, and nothing is in anybody's way."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize

from data.services import contact_rows, family_sessions
from tests.data.services.families.groups import begun
from tests.pages.respond.families.parents import CONTACT, SUITS, opened
from tests.pages.respond.families.phones import CONSENT_PAGES, card_on, choose, enter, tab_to
from tests.pages.respond.test_for_everyone import SMALL_TARGETS, TOO_WIDE, axe_violations
from tests.running import DESK, PHONE, RunningApp

pytestmark = pytest.mark.browser


def fits(page: Page) -> None:
    assert axe_violations(page) == []
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(SMALL_TARGETS, 44) == []


def consent_by_keyboard(page: Page) -> None:
    for _ in range(CONSENT_PAGES):
        for each in page.locator("fieldset.tick").evaluate_all("all => all.map(e => e.id)"):
            tab_to(page, f"#{each} input")
            page.keyboard.press("Space")
        enter(page)


@pytest.mark.parametrize(
    "size", [PHONE, pytest.param(DESK, marks=pytest.mark.long)], ids=["phone", "desk"]
)
def test_a_parent_asks_to_come_and_takes_a_seat_by_keyboard_on_a_phone_and_at_a_desk(
    shared_app: RunningApp, new_desk: Callable[..., Page], size: ViewportSize
) -> None:
    page = new_desk(viewport=size, java_script_enabled=True)
    group = begun(languages=["en", "es"])
    page.goto(f"{shared_app.address}/family/{group.plan.id}")
    fits(page)
    tab_to(page, "form .main")
    enter(page)
    for item, value in SUITS.items():
        choose(page, item, 1 if value == "no" else 0)
    enter(page)
    choose(page, "staff_involved", 1)
    enter(page)
    choose(page, "support_pay", 3)
    enter(page)
    tab_to(page, "#f-support_access")
    page.keyboard.type("A quiet room")
    fits(page)
    enter(page)
    tab_to(page, "#f-contact_call_name")
    page.keyboard.type(CONTACT["contact_call_name"])
    enter(page)
    fits(page)
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    choose(page, "contact_how", 1)
    tab_to(page, "#f-contact_route")
    page.keyboard.type(CONTACT["contact_route"])
    enter(page)
    fits(page)
    consent_by_keyboard(page)
    tab_to(page, "#q-consent_join input")
    page.keyboard.press("Space")
    enter(page)
    fits(page)
    assert contact_rows.kept(group.plan.id) == ()
    tab_to(page, "form .turn .main")
    enter(page)
    assert page.locator("h1").inner_text() == "Thank you"
    (kept,) = contact_rows.kept(group.plan.id)
    assert kept.entry.answers == CONTACT | {
        "staff_involved": "no",
        "support_pay": "none",
        "support_access": "A quiet room",
    }
    session = opened(group)
    page.goto(f"{shared_app.address}/seat/{session.id}")
    tab_to(page, "form .main")
    enter(page)
    consent_by_keyboard(page)
    choose(page, "consent_quote", 0)
    choose(page, "wants_preview", 1)
    tab_to(page, "#q-consent_join input")
    page.keyboard.press("Space")
    enter(page)
    enter_by_button(page)
    fits(page)
    (seat,) = family_sessions.seats(group.team_id, session.id)
    assert page.locator(".seat strong").inner_text() == str(seat.label)
    card = card_on(page)
    page.reload()
    assert card_on(page) == card
    assert len(family_sessions.seats(group.team_id, session.id)) == 1
    assert page.context.cookies() == []
    assert card not in shared_app.printed


def enter_by_button(page: Page) -> None:
    tab_to(page, "form .turn .main")
    enter(page)
