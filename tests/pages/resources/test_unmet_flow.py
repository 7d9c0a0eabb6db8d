"""Need not met, by county: without need, with it, weighed, and county by county, in a browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.data.services.reachable import counted
from tests.data.services.unmet import NEED, several
from tests.running import RunningApp, settled

pytestmark = [pytest.mark.browser, pytest.mark.long]


def say(page: Page, text: str) -> None:
    page.get_by_text(text).first.wait_for()
    settled(page)


def choose(page: Page, field: str, option: str) -> None:
    chosen = page.get_by_label(field, exact=True)
    chosen.click()
    chosen.fill(option)  # keeps the list open where a click has moved the page
    page.get_by_role("option", name=option).click()
    settled(page)


def open_words(page: Page, place: int) -> None:
    page.get_by_text("The same in words").nth(place).click()
    settled(page)


def test_gaps_are_told_by_county_and_what_is_not_known_is_told_as_such(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    team_id = several()
    page = new_desk()
    shared_app.sign_in(page)
    page.goto(f"{shared_app.address}/resources-unmet?team={team_id}")
    say(page, "It cannot be told yet in which county need is not met")
    assert page.locator(".js-plotly-plot").count() == 0
    page.get_by_role("link", name="Which gap weighs most?").wait_for()
    page.get_by_role("link", name="Need by county").click()
    page.get_by_role("heading", name="Need by county").wait_for()
    settled(page)
    counted(team_id, NEED)
    page.goto(f"{shared_app.address}/resources?team={team_id}")
    page.get_by_role("link", name="Need not met, by county").click()
    page.locator(".js-plotly-plot").nth(1).wait_for()
    settled(page)
    see_order(page)
    see_counties(page)


def see_order(page: Page) -> None:
    """All weigh alike at first; a kind of help that weighs 0 leaves the order."""
    say(page, "In the file without a number, so in no sum: Oldham (KY).")
    open_words(page, 0)
    say(
        page,
        "Residential treatment: At most 93%. As stated, where need is likely: at most 168 of 180",
    )
    say(page, "Lawyers for parents and children: Not known. No service says how much it can take.")
    told = page.get_by_text("Peer support specialists: ").first.inner_text().splitlines()
    assert told[1].startswith("Peer support specialists: ")
    assert "or less; in 8 of 10 cases" in told[1]
    assert told[4].startswith("All together, as weighed: ")
    weight = page.get_by_label("Weight of Peer support specialists")
    weight.fill("0")
    weight.press("Enter")
    say(page, "Of 2 kinds of help, all low at once to all high at once.")
    told = page.get_by_text("Outpatient treatment: ").first.inner_text().splitlines()
    assert told[1].startswith("Outpatient treatment: ")
    assert not any(line.startswith("Peer support") for line in told)


def see_counties(page: Page) -> None:
    """A county with a silent service is not known; a service that says whom it serves counts so."""
    choose(page, "Kind of help", "Medicine for opioid use disorder")
    open_words(page, 1)
    say(page, "Jefferson: 120 (from 61 to 250). Without a place: 0 (from 0 to 38)")
    say(page, "Pike: not known; 0 or more, since 1 service for it does not say how much it can")
    choose(page, "Kind of help", "Residential treatment")
    say(page, "1 of 1 services count for the counties that they say they serve")
    say(page, "Some of these services are for counties without a figure of need.")
    choose(page, "Kind of help", "Peer support specialists")
    say(page, "Madison: not known; no service is known to be for it, and one without a county may")
    say(page, "Of 1 of 2 services not every county is known, or an address is confidential.")
