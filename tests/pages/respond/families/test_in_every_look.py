"""Every page for parents, at a desk and on a phone, light and dark, in both languages."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Error, Page, Request

from data.services import contact_rows, family_sessions
from tests.data.services.families.groups import Group, begun
from tests.pages.respond.families.parents import opened, quoted
from tests.pages.respond.families.phones import (
    ON,
    card_on,
    go_on,
    intake_by_touch,
    press,
    seat_by_touch,
)
from tests.pages.respond.test_for_everyone import (
    CUT_OFF,
    SMALL_TARGETS,
    TOO_WIDE,
    WIDER_TEXT,
    axe_violations,
    is_look,
)
from tests.pages.respond.walking import LOCALES
from tests.running import DESK, NOTHING_KEPT, PHONE, RunningApp, kept_in_browser

pytestmark = [pytest.mark.browser, pytest.mark.long]
NewPage = Callable[..., Page]
LOOKS = [
    ("light", PHONE, "es"),
    ("dark", PHONE, "en"),
    ("light", DESK, "en"),
    ("dark", DESK, "es"),
]


def a_group() -> Group:
    """One with everything that a plan can ask about."""
    return begun(
        languages=["en", "es"],
        also_in_room=["B. Quist"],
        must_report=["A. Rivera"],
        recontact_days=60,
    )


def every_page(page: Page, app: RunningApp) -> Iterator[str]:
    """Past the intake, the door and the card, to the end of the seat."""
    group = a_group()
    address = f"{app.address}/family/{group.plan.id}"
    yield from intake_by_touch(page, address)
    page.goto(f"{address}/points")
    yield "all points"
    page.goto(f"{app.address}/family/none")
    yield "not open"
    session = opened(group)
    yield from seat_by_touch(page, f"{app.address}/seat/{session.id}")
    card = card_on(page)
    (seat,) = family_sessions.seats(group.team_id, session.id)
    quoted(group, session, seat, "We waited eleven weeks for treatment.")
    page.locator("a.main").click()
    page.wait_for_url("**/done**")
    yield "seated"
    page.goto(f"{app.address}/card")
    yield "card"
    page.locator("#words").fill("one two three four five")
    go_on(page)
    yield "wrong words"
    page.locator("#words").fill(card.upper().replace(" ", "-"))
    go_on(page)
    yield "opened"
    press(page, "agree")
    yield "agreed"
    press(page, "remove")
    yield "without quotes"
    press(page, "withdraw")
    yield "sure"
    press(page, "withdraw_now")
    yield "gone"
    assert family_sessions.seats(group.team_id, session.id) == ()


@pytest.mark.parametrize("look", LOOKS, ids=is_look)
def test_everybody_can_read_reach_and_use_every_page(
    look: Any, shared_app: RunningApp, new_desk: NewPage
) -> None:
    scheme, size, language = look
    page = new_desk(color_scheme=scheme, viewport=size, locale=LOCALES[language])
    seen: set[str] = set()
    for kind in every_page(page, shared_app):
        seen.add(kind)
        assert axe_violations(page) == [], kind
        assert page.evaluate(SMALL_TARGETS, 44) == [], kind
        assert page.evaluate(TOO_WIDE) == [], kind
        assert page.locator("html").get_attribute("lang") == language, kind
    assert len(seen) == 26


def test_text_may_be_set_wider_on_the_smallest_screen(
    shared_app: RunningApp, new_desk: NewPage
) -> None:
    page = new_desk(viewport={"width": 320, "height": 640}, bypass_csp=True)
    for kind in every_page(page, shared_app):
        assert page.evaluate(TOO_WIDE) == [], kind
        page.add_style_tag(content=WIDER_TEXT)
        assert page.evaluate(TOO_WIDE) == [], kind
        assert page.evaluate(CUT_OFF) == [], kind


def test_it_works_without_scripts_and_leaves_nothing_in_the_browser_or_the_log(
    shared_app: RunningApp, new_phone: NewPage
) -> None:
    page = new_phone()
    asked: list[Request] = []
    page.context.on("request", lambda request: asked.append(request))
    cards: list[str] = []
    for kind in every_page(page, shared_app):
        cards += [card_on(page)] if kind == "receipt" else []
        assert kept_in_browser(page) == NOTHING_KEPT, kind
    assert page.context.cookies() == []
    assert all(each.url.startswith((shared_app.address, "data:,")) for each in asked)
    for word in (*cards[0].split(), "Rosalinda", "quiet"):
        assert not [each.url for each in asked if word in each.url]
    for text in (cards[0], "Rosalinda", "quiet room"):
        assert text not in shared_app.printed
    plain = new_phone(java_script_enabled=False)
    assert list(every_page(plain, shared_app))[-1] == "gone"


def test_going_back_and_a_reload_bring_the_page_again_once_the_browser_may_send_it(
    shared_app: RunningApp, new_phone: NewPage
) -> None:
    page = new_phone()
    group = a_group()
    walk = intake_by_touch(page, f"{shared_app.address}/family/{group.plan.id}")
    while next(walk) != "supports":
        pass
    page.reload()
    assert page.locator("h1").inner_text() == "What would help you come"
    go_on(page)
    assert page.locator("h1").inner_text() == "How to reach you"
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        page.go_back()  # the browser keeps nothing of these pages, so it asks before it sends again
    page.wait_for_url("chrome-error://**")
    page.wait_for_load_state()
    page.reload()
    assert page.locator("h1").inner_text() == "What would help you come"
    press(page, "back")
    assert page.locator("#q-support_pay input").first.is_checked()


def test_two_quick_clicks_send_one_contact(shared_app: RunningApp, new_phone: NewPage) -> None:
    page = new_phone()
    group = a_group()
    walk = intake_by_touch(page, f"{shared_app.address}/family/{group.plan.id}")
    while next(walk) != "review":
        pass
    page.locator(ON).dblclick()
    page.get_by_role("heading", name="Thank you").wait_for()
    assert len(contact_rows.kept(group.plan.id)) == 1
