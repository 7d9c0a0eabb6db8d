"""A visit survives what happens to phones and servers, and leaves no trace."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request

from tests.pages.respond.opening import Seats
from tests.pages.respond.walking import ON, go_on
from tests.running import NOTHING_KEPT, RunningApp, kept_in_browser

pytestmark = pytest.mark.browser

Served = dict[str, Seats]
NewPage = Callable[..., Page]
ANSWER = "canary words of one person"


def begin(page: Page, app: RunningApp, secret: str) -> None:
    page.goto(f"{app.address}/join/{secret}")
    go_on(page)


def fill_in_every_kind(page: Page) -> dict[str, Any]:
    """All parts of the form, up to looking over; what was clicked, as a sheet."""
    page.locator("#q-form input").nth(1).check()
    page.locator("#q-main input").nth(3).check()
    page.locator("#q-action input").nth(6).check()
    go_on(page)
    page.locator("#q-first input").nth(2).check()
    page.locator("#q-causes input").nth(3).check()
    page.locator("#q-ways input").nth(0).check()
    page.locator("#q-ways input").nth(2).check()
    page.locator("#q-share input[type=checkbox]").nth(1).check()
    page.locator("#f-years").fill("-5")
    page.locator("#f-own_words").fill("<b>& three\nlines\n")
    go_on(page)
    page.locator("#f-worry").fill(ANSWER)
    go_on(page)
    page.locator("#q-tenure input").nth(1).check()
    go_on(page)
    return {
        "form": 1,
        "main": "dk",
        "action": 6,
        "first": 2,
        "causes": ["four"],
        "ways": ["one", "three"],
        "share": "skip",
        "years": -5,
        "own_words": "<b>& three\nlines",
        "worry": ANSWER,
        "tenure": "long",
    }


def given(sheet: dict[str, Any]) -> dict[str, Any]:
    return {item: value for item, value in sheet.items() if value is not None}


@pytest.mark.long
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_every_kind_of_item_is_kept_as_it_was_clicked_with_and_without_scripts(
    scripts: bool, shared_app: RunningApp, served: Served, new_phone: NewPage
) -> None:
    seats = served["every_kind"]
    seats.new_sheets()
    page = new_phone(java_script_enabled=scripts)
    begin(page, shared_app, seats.take())
    clicked = fill_in_every_kind(page)
    go_on(page)
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"
    (sheet,) = seats.new_sheets()
    assert given(sheet) == clicked


@pytest.mark.long
def test_answers_survive_a_reload_and_a_phone_that_is_changed(
    shared_app: RunningApp, served: Served, new_phone: NewPage
) -> None:
    secret = served["every_kind"].take()
    page = new_phone()
    begin(page, shared_app, secret)
    page.locator("#q-main input").nth(1).check()
    go_on(page)
    page.reload()
    assert page.get_by_role("heading", level=1).inner_text() == "Part 2 of 4"
    page.go_back()
    page.reload()
    assert page.locator("#q-main input").nth(1).is_checked()
    page.context.close()
    other = new_phone()
    other.goto(f"{shared_app.address}/join/{secret}")
    assert other.locator(ON).inner_text() == "Go on where I stopped"
    go_on(other)
    assert other.get_by_role("heading", level=1).inner_text() == "Part 2 of 4"
    other.goto(f"{shared_app.address}/answer/part/1")
    assert other.locator("#q-main input").nth(1).is_checked()


def test_answers_survive_a_connection_that_is_lost_while_they_are_sent(
    shared_app: RunningApp, served: Served, new_phone: NewPage
) -> None:
    seats = served["every_kind"]
    seats.new_sheets()
    page = new_phone(java_script_enabled=False)
    begin(page, shared_app, seats.take())
    page.locator("#q-form input").nth(0).check()
    page.context.set_offline(True)
    failed = _press_in_vain(page)
    page.context.set_offline(False)
    assert "ERR_INTERNET_DISCONNECTED" in failed
    page.reload()  # the browser sends once more what it could not
    assert page.get_by_role("heading", level=1).inner_text() == "Part 2 of 4"
    page.goto(f"{shared_app.address}/answer/check")
    page.context.set_offline(True)
    _press_in_vain(page)
    page.context.set_offline(False)
    page.reload()
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"
    (sheet,) = seats.new_sheets()
    assert given(sheet) == {"form": 0}


@pytest.mark.long
def test_answers_survive_a_server_that_is_killed_between_two_pages_and_before_the_thanks(
    shared_app: RunningApp, served: Served, new_phone: NewPage
) -> None:
    seats = served["every_kind"]
    seats.new_sheets()
    page = new_phone()
    begin(page, shared_app, seats.take())
    page.locator("#q-form input").nth(0).check()
    go_on(page)
    page.locator("#f-share").fill("30")
    shared_app.server.kill()
    failed = _press_in_vain(page)
    shared_app.server.__enter__()
    assert "ERR_CONNECTION_REFUSED" in failed
    page.reload()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Part 3 of 4")
    page.goto(f"{shared_app.address}/answer/check")
    shared_app.restart_after_a_crash()
    go_on(page)
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"
    (sheet,) = seats.new_sheets()
    assert given(sheet) == {"form": 0, "share": 30}


def test_a_visit_leaves_nothing_in_the_browser_and_talks_to_nobody_else(
    shared_app: RunningApp, served: Served, new_phone: NewPage
) -> None:
    secret = served["every_kind"].take()
    page = new_phone()
    asked: list[Request] = []
    page.context.on("request", lambda request: asked.append(request))
    begin(page, shared_app, secret)
    fill_in_every_kind(page)
    assert kept_in_browser(page) == NOTHING_KEPT
    assert [each["name"] for each in page.context.cookies()] == ["table"]
    go_on(page)
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"
    assert page.context.cookies() == []
    assert kept_in_browser(page) == NOTHING_KEPT
    assert secret not in page.content()

    with_link = [each.url for each in asked if secret in each.url]
    assert with_link == [f"{shared_app.address}/join/{secret}"]
    assert all(each.url.startswith((shared_app.address, "data:,")) for each in asked)
    referrers = [each.all_headers().get("referer", "") for each in asked]
    assert any(referrers)
    assert not [each for each in referrers if secret in each]
    assert len(asked) > 10


def test_going_back_after_the_thanks_shows_no_answer_and_says_that_they_were_received(
    shared_app: RunningApp, served: Served, new_phone: NewPage
) -> None:
    page = new_phone()
    begin(page, shared_app, served["every_kind"].take())
    fill_in_every_kind(page)
    go_on(page)
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"
    page.reload()
    assert "Your answers were already received." in page.locator("main").inner_text()
    seen = 0
    while page.go_back() and page.url.startswith(f"{shared_app.address}/answer"):
        seen += 1
        assert "they were received. Thank you!" in page.locator("main").inner_text()
        assert page.locator("fieldset, :checked").count() == 0
        assert ANSWER not in page.content()
    assert seen >= 5


def test_two_quick_clicks_send_once_and_end_with_thanks(
    shared_app: RunningApp, served: Served, new_phone: NewPage
) -> None:
    seats = served["every_kind"]
    seats.new_sheets()
    page = new_phone()
    begin(page, shared_app, seats.take())
    page.goto(f"{shared_app.address}/answer/check")
    page.locator(ON).dblclick()
    page.get_by_role("heading", name="Thank you").wait_for()
    assert len(seats.new_sheets()) == 1


def test_no_log_holds_a_link_a_code_or_an_answer(
    shared_app: RunningApp, served: Served, new_phone: NewPage
) -> None:
    secret, code = served["every_kind"].take(), served["codes"].take()
    page = new_phone()
    begin(page, shared_app, secret)
    fill_in_every_kind(page)
    go_on(page)
    page.goto(f"{shared_app.address}/join/{secret}")
    page.goto(f"{shared_app.address}/join/{secret[:-1]}")
    page.goto(f"{shared_app.address}/join/{secret}/more")
    page.goto(f"{shared_app.address}/join/{code}")
    page.goto(f"{shared_app.address}/code")
    page.locator("#code").fill(code)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text() == "Our Shared Values"
    printed = shared_app.printed
    assert "Common Table is at" in printed
    for word in (secret, secret[:-1], code, code.replace("-", ""), ANSWER, "/join/", "/answer/"):
        assert word not in printed


def test_the_preview_of_staff_is_the_page_of_members(
    shared_app: RunningApp, served: Served, new_desk: NewPage
) -> None:
    seats = served["values_open"]
    member, staff = new_desk(), new_desk()
    begin(member, shared_app, seats.take())
    shared_app.sign_in(staff)
    wave = seats.wave
    address = f"/preview/{wave.team_id}/{wave.instrument_id}/{wave.instrument_version}"
    staff.goto(f"{shared_app.address}{address}/1")
    assert "Nothing is saved." in staff.locator(".banner").inner_text()
    both = [page.locator("fieldset").all() for page in (member, staff)]
    assert len(both[0]) == len(both[1]) == 9
    for ours, theirs in zip(*both, strict=True):
        boxes = [each.bounding_box() for each in (ours, theirs)]
        assert ours.locator("legend").inner_text() == theirs.locator("legend").inner_text()
        assert (
            ours.locator(".choice").all_inner_texts() == theirs.locator(".choice").all_inner_texts()
        )
        assert boxes[0]["width"] == boxes[1]["width"]  # pyright: ignore[reportOptionalSubscript]
    staff.get_by_role("link", name="Next").click()
    staff.get_by_role("heading", name="Part 2 of 7").wait_for()


def _press_in_vain(page: Page) -> str:
    """Press the button that goes on while nobody answers; what the browser says about it."""
    with page.expect_event("requestfailed") as failed:
        page.locator(ON).click()
    page.wait_for_load_state()
    return failed.value.failure or ""
