"""The card about oneself on a small phone: by keyboard, without scripts, and nothing in the way."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from data.family_views import SessionView
from data.services import seats
from data.store import family_cards as rows
from tests.data.services.families.groups import Group, begun, seat_entry
from tests.pages.respond.families.parents import opened
from tests.pages.respond.families.phones import choose, enter, go_on, tab_to
from tests.pages.respond.families.test_on_a_phone import fits
from tests.pages.respond.test_for_everyone import CUT_OFF, WIDER_TEXT
from tests.running import DESK, NOTHING_KEPT, PHONE, RunningApp, kept_in_browser

pytestmark = pytest.mark.browser


def with_a_seat() -> tuple[Group, SessionView]:
    group = begun(languages=["en", "es"])
    session = opened(group)
    seats.take_seat(session.id, seat_entry(group.plan), version=group.plan.version)
    return group, session


def by_keyboard(page: Page) -> None:
    tab_to(page, "form .main")
    enter(page)
    tab_to(page, "#f-demo_race")
    page.keyboard.type("Black and Native")
    choose(page, "demo_age", 1)
    tab_to(page, "#q-demo_child_ages input")
    page.keyboard.press("Space")
    tab_to(page, "form .turn .main")
    enter(page)
    assert "Black and Native" in page.locator("main").inner_text()
    tab_to(page, "form .turn .main")
    enter(page)


@pytest.mark.long
def test_a_card_is_given_by_keyboard_on_a_small_phone_without_scripts(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    group, session = with_a_seat()
    page = new_desk(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{shared_app.address}/seat/{session.id}/done")
    with page.expect_navigation():
        page.locator("a.main").click()
    assert page.locator("h1").inner_text() == "A card with no name and no seat number"
    go_on(page)
    page.locator("#f-demo_race").fill("Black and Native")
    page.locator("#q-demo_age input").nth(1).check()
    go_on(page)
    assert "26 to 39" in page.locator("main").inner_text()
    go_on(page)
    assert page.locator("h1").inner_text() == "Thank you"
    assert page.context.cookies() == []
    assert rows.has_cards(group.team_id, group.plan.id)
    assert "Native" not in shared_app.printed


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_card_goes_by_keyboard_in_both_languages(
    shared_app: RunningApp, new_desk: Callable[..., Page], language: str
) -> None:
    group, session = with_a_seat()
    page = new_desk(viewport=PHONE)
    page.goto(f"{shared_app.address}/seat/{session.id}/card?language={language}")
    by_keyboard(page)
    assert page.locator("h1").inner_text() == {"en": "Thank you", "es": "Gracias"}[language]
    assert rows.has_cards(group.team_id, group.plan.id)
    assert kept_in_browser(page) == NOTHING_KEPT


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_stands_in_anybodys_way_on_any_page_of_the_card(
    shared_app: RunningApp,
    new_desk: Callable[..., Page],
    language: str,
    scheme: str,
    viewport: dict[str, int],
) -> None:
    _, session = with_a_seat()
    page = new_desk(viewport=viewport, color_scheme=scheme, bypass_csp=True)
    page.goto(f"{shared_app.address}/seat/{session.id}/done?language={language}")
    fits(page)
    page.locator("a.main").click()
    page.wait_for_url("**/card?**")
    fits(page)
    for _ in range(2):
        go_on(page)
        fits(page)
    page.locator("button[value='to:demographics']").click()
    page.wait_for_selector("#f-demo_tribe")
    page.locator("#f-demo_tribe").fill("x" * 100)
    go_on(page)
    fits(page)
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    page.locator("#f-demo_tribe").fill("Yakama")
    page.add_style_tag(content=WIDER_TEXT)
    assert page.evaluate(CUT_OFF) == []
    go_on(page)
    go_on(page)
    fits(page)
