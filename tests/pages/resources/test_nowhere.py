"""A confidential address is on no screen about resources, whoever looks and whatever was typed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from data.services import listings, teams
from tests.data.exports.resources.mapped import CANARIES, DIRECTORY, ROSTER, SOURCE, fill
from tests.running import RunningApp, settled

pytestmark = [pytest.mark.browser, pytest.mark.long]

SCREENS = (
    *("resources", "resources-import", "resources-map", "resources-same", "resources-services"),
    *("resources-calls", "resources-gaps", "resources-figures", "resources-weights"),
    "resources-unmet",
    *("resources-maps", "resources-access", "resources-family", "resources-findings"),
)


def told(page: Page) -> list[str]:
    """What the screen tells of the hidden place, in its text, its fields and its charts."""
    settled(page)
    closed = page.locator("details:not([open]) > summary")
    while closed.count():
        closed.first.click()
        settled(page)
    content = page.content().lower()
    typed = page.evaluate("[...document.querySelectorAll('input, textarea')].map(f => f.value)")
    whole = content + " ".join(typed).lower()
    return [each for each in CANARIES if each in whole]


def test_no_screen_tells_where_a_hidden_site_is(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    team = teams.create_team("River county", "", ROSTER)
    fill(team)
    page = new_desk()
    shared_app.sign_in(page)
    services = [f"resources-services?service={each.id}&" for each in listings.services(team.id)]
    found: dict[str, list[str]] = {}
    for each in [*(f"{name}?" for name in SCREENS), *services]:
        for what in ("", "&fact=accepts_fathers", "&enter=capacity"):
            if what and each not in services:
                continue
            page.goto(f"{shared_app.address}/{each}team={team.id}{what}")
            page.get_by_role("heading", level=1).wait_for()
            found[each + what] = told(page)
    assert {where: each for where, each in found.items() if each} == {}


def test_nobody_finds_a_service_by_the_town_of_its_hidden_site(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    team = teams.create_team("River county", "", ROSTER)
    fill(team)
    page = new_desk()
    shared_app.sign_in(page)
    page.goto(f"{shared_app.address}/resources-services?team={team.id}")
    field = page.get_by_label("Find by name, organization or town")
    for words, many in (("lexington", "1 service."), ("hazard", "0 services.")):
        field.fill(words)
        field.press("Enter")
        page.get_by_text(many, exact=True).wait_for()


def test_a_newer_list_that_lost_the_mark_says_so_and_names_no_place(
    shared_app: RunningApp, new_desk: Callable[..., Page], tmp_path: Path
) -> None:
    team = teams.create_team("River county", "", ROSTER)
    fill(team)
    for name, text in DIRECTORY.items():
        (tmp_path / name).write_text(text.replace("Confidential location", ""), encoding="utf-8")
    page = new_desk()
    shared_app.sign_in(page)
    page.goto(f"{shared_app.address}/resources-import?team={team.id}")
    page.locator("input[type=file]").first.set_input_files(sorted(tmp_path.iterdir()))
    page.get_by_text("Places that were confidential, and that").wait_for()
    page.get_by_text("Show where this is offered again").wait_for()
    assert told(page) == []
    page.get_by_role("button", name="Take this over").click()
    page.get_by_text("The directory is on the map").wait_for()
    sites = [site for each in listings.services(team.id) for site in each.sites]
    assert [site.hidden for site in sites].count(True) == 2


def test_no_preview_of_a_list_tells_it_before_anybody_has_taken_it_over(
    shared_app: RunningApp, new_desk: Callable[..., Page], tmp_path: Path
) -> None:
    team = teams.create_team("River county", "", ROSTER)
    for name, text in DIRECTORY.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = new_desk()
    shared_app.sign_in(page)
    page.goto(f"{shared_app.address}/resources-import?team={team.id}")
    page.get_by_label("What this list is called").fill(SOURCE)
    page.get_by_label("What this list is called").press("Enter")
    settled(page)
    page.locator("input[type=file]").first.set_input_files(sorted(tmp_path.iterdir()))
    page.get_by_text("What was read").first.wait_for()
    assert told(page) == []
