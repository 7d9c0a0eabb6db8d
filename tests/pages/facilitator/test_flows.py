"""What only a browser can show: typing that outlives a restart, dialogs, tabs, the Back button."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from data.clock import today
from data.keyring import destroy_wave_key
from data.services import answering, invitations, teams, waves
from data.views import AgencyEntry, WaveView
from tests.running import NAME, PASSPHRASE, RunningApp, settled

pytestmark = pytest.mark.browser
Make = Callable[..., Page]
ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 7))


@pytest.fixture
def desk(shared_app: RunningApp, new_desk: Make) -> Page:
    """A browser in which somebody is signed in."""
    page = new_desk()
    shared_app.sign_in(page)
    return page


def draft() -> WaveView:
    team = teams.create_team("Bell County Table", "", ROSTER)
    day = today() + timedelta(days=9)
    return waves.draft_wave(team.id, "values_open", languages=("en",), closes_on=day)


def type_agency(page: Page, number: int, name: str, kind: str, people: int) -> None:
    page.get_by_label(f"Agency {number}", exact=True).fill(name)
    page.get_by_label(f"Agency {number}", exact=True).press("Tab")
    settled(page)  # a list that is open closes when the page runs
    page.get_by_role("combobox", name=re.compile(f"Kind of agency {number}$")).fill(kind)
    page.get_by_role("option", name=kind, exact=True).click()
    page.get_by_label(f"People {number}", exact=True).fill(str(people))


@pytest.mark.long
def test_what_was_typed_outlives_more_rows_and_a_restart_and_is_saved_as_typed(
    shared_app: RunningApp, desk: Page
) -> None:
    known = teams.create_team("Before", "", ROSTER)
    changing = desk.context.new_page()
    changing.goto(f"{shared_app.address}/team?team={known.id}")
    changing.get_by_label("Team name").fill("After")
    changing.get_by_label("People 2", exact=True).fill("11")
    desk.goto(f"{shared_app.address}/team?team=new")
    desk.get_by_label("Team name").fill("Typed before")
    type_agency(desk, 1, "Child welfare office", "Child welfare", 9)
    desk.get_by_role("button", name="Add three more rows").click()
    expect(desk.get_by_label("Agency 8", exact=True)).to_be_visible()
    settled(desk)
    type_agency(desk, 8, "River clinic", "Health care", 7)
    shared_app.restart_after_a_crash()
    for page in (desk, changing):
        settled(page)
    expect(desk.get_by_label("Agency 9", exact=True)).to_be_visible()
    expect(desk.get_by_label("Agency 8", exact=True)).to_have_value("River clinic")
    for page in (desk, changing):
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("Saved.").wait_for()
    made = next(each for each in teams.teams() if each.name == "Typed before")
    assert [(each.name, each.sector, each.people) for each in teams.team(made.id).agencies] == [
        ("Child welfare office", "child_welfare", 9),
        ("River clinic", "health_care", 7),
    ]
    saved = teams.team(known.id)
    assert (saved.name, [each.people for each in saved.agencies]) == ("After", [6, 11])


@pytest.mark.long
def test_a_number_that_cannot_be_is_told_and_stays_on_the_screen(
    shared_app: RunningApp, desk: Page
) -> None:
    team = teams.create_team("Numbers", "", ROSTER)
    desk.goto(f"{shared_app.address}/team?team={team.id}")
    for typed, came in (("700", 700), ("-3", -3), ("0", 0)):
        field = desk.get_by_label("People 1", exact=True)
        field.fill(typed)
        desk.get_by_role("button", name="Save", exact=True).click()
        expect(desk.get_by_text(f"'Court' has {came} people.")).to_be_visible()
        expect(field).to_have_value(typed)
    assert teams.team(team.id) == team


def test_a_wave_opens_and_closes_only_after_it_was_asked(
    shared_app: RunningApp, desk: Page
) -> None:
    wave = draft()
    desk.goto(f"{shared_app.address}/wave?wave={wave.id}")
    desk.get_by_role("button", name="Save and get ready to open").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("button", name="Open the wave").wait_for()
    desk.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert waves.wave(wave.id).state == "draft"
    desk.get_by_role("button", name="Save and get ready to open").click()
    dialog.get_by_role("button", name="Open the wave").click()
    desk.get_by_text("The wave is open. Invite people now.").wait_for()
    desk.get_by_role("button", name="Close the wave now").click()
    dialog.get_by_role("button", name="Close it for good").wait_for()
    desk.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert waves.wave(wave.id).state == "open"
    desk.get_by_role("button", name="Close the wave now").click()
    dialog.get_by_role("button", name="Close it for good").click()
    desk.get_by_text("The wave is closed.").wait_for()
    assert waves.wave(wave.id).state == "closed"


@pytest.mark.long
def test_a_wave_whose_key_is_lost_for_good_is_closed_without_its_sheets(
    shared_app: RunningApp, desk: Page
) -> None:
    wave = waves.open_wave(draft().id)
    slips = invitations.issue(wave.id, "link")
    for slip in slips[:6]:
        answering.keep_answers(slip.secret, {}, language="en")
    destroy_wave_key(wave.id)
    desk.goto(f"{shared_app.address}/wave?wave={wave.id}")
    desk.get_by_role("button", name="Close the wave now").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("button", name="Close it for good").click()
    dialog.get_by_text("so its answer sheets (6) cannot be opened").wait_for()
    desk.reload()
    desk.get_by_role("button", name="Go on without sheets that do not open").click()
    dialog.get_by_role("button", name="Lose them for good").click()
    desk.get_by_text("6 of the sheets that were sent did not open and are lost.").wait_for()
    assert waves.wave(wave.id).state == "closed"


@pytest.mark.long
def test_a_dialog_that_comes_too_late_says_why_and_opens_nothing_twice(
    shared_app: RunningApp, desk: Page
) -> None:
    wave = draft()
    desk.goto(f"{shared_app.address}/wave?wave={wave.id}")
    desk.get_by_role("button", name="Save and get ready to open").click()
    confirm = desk.get_by_role("dialog").get_by_role("button", name="Open the wave")
    confirm.wait_for()
    waves.open_wave(wave.id)
    confirm.click()
    expect(desk.get_by_role("dialog").get_by_text("This wave is open.")).to_be_visible()


def test_the_ways_from_screen_to_screen_keep_what_they_are_about(
    shared_app: RunningApp, desk: Page
) -> None:
    wave = draft()
    desk.goto(f"{shared_app.address}/wave?wave={wave.id}")
    desk.get_by_role("link", name="Change the agencies").click()
    desk.get_by_role("heading", name="Bell County Table", level=1).wait_for()
    assert desk.url.endswith(f"/team?team={wave.team_id}")
    desk.get_by_role("link", name="Make a new wave").click()
    desk.get_by_role("heading", name="New wave").wait_for()
    assert desk.url.endswith(f"/wave?team={wave.team_id}")
    desk.get_by_role("link", name="Back to the start").click()
    desk.get_by_role("heading", name="Your teams").wait_for()
    assert desk.url.endswith("/start")
    desk.reload()
    desk.get_by_role("heading", name="Your teams").wait_for()
    expect(desk.get_by_text("Page not found")).to_have_count(0)


def test_signing_out_closes_every_tab_and_the_back_button_brings_nothing_back(
    shared_app: RunningApp, new_desk: Make
) -> None:
    page = new_desk()
    shared_app.staff_token()
    team = teams.create_team("Canary table", "", ROSTER)
    page.goto(f"{shared_app.address}/team?team={team.id}")
    page.get_by_label("Name", exact=True).fill(NAME)
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Canary table").wait_for()
    other = page.context.new_page()
    other.goto(f"{shared_app.address}/team?team={team.id}")
    other.get_by_role("heading", name="Canary table").wait_for()
    page.goto(f"{shared_app.address}/sign-out")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    assert [cookie for cookie in page.context.cookies() if cookie["name"] == "ct_staff"] == []
    other.get_by_role("button", name="Save", exact=True).click()
    other.get_by_text("You are not signed in, or were signed out.").wait_for()
    expect(other.get_by_text("Canary")).to_have_count(0)
    page.go_back()
    page.go_back()
    page.get_by_role("heading", name="Sign in").wait_for()
    expect(page.get_by_text("Canary")).to_have_count(0)
