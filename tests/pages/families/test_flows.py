"""From a plan to a session that is over, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from data.family_views import SessionEntry
from data.services import families, family_sessions, intake, teams
from tests.data.services.families.groups import ROSTER, begun, contact
from tests.running import RunningApp, settled

pytestmark = pytest.mark.browser


def say(page: Page, text: str) -> None:
    page.get_by_text(text).first.wait_for()
    settled(page)


def fill(page: Page, label: str, text: str) -> None:
    """Type into a field and leave it, as with the key that leads to the next one."""
    field: Locator = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Tab")
    settled(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.long
def test_a_plan_is_made_no_promise_is_broken_and_a_session_is_held(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    team = teams.create_team("River county", "", ROSTER)
    page = new_desk()
    shared_app.sign_in(page)
    make_a_plan(page, shared_app, team.id)
    break_a_promise(page, team.id)
    hold_a_session(page, shared_app, team.id)


def make_a_plan(page: Page, app: RunningApp, team_id: str) -> None:
    """What families read appears as soon as it can be said, and nothing is saved before."""
    page.goto(f"{app.address}/families?team={team_id}")
    page.get_by_role("link", name="Begin a plan").click()
    page.get_by_label("Name of this plan").wait_for()
    settled(page)
    fill(page, "Name of this plan", "Listening")
    fill(page, "Who leads the talk", "A. Rivera")
    fill(page, "Who is there for people on the day and after", "C. Vance")
    fill(page, "Whom to ask, and how", "A. Rivera, 555-0100")
    say(page, "Who leads the talk: A. Rivera.")
    assert families.studies(team_id) == ()
    press(page, "Save this plan")
    say(page, "Planned: nobody can ask to come yet.")
    press(page, "Open it, so that people can ask to come")
    say(page, "The way in for families")
    assert families.studies(team_id)[0].state == "open"


def break_a_promise(page: Page, team_id: str) -> None:
    """Somebody agreed to two languages and fifty dollars."""
    (plan,) = families.studies(team_id)
    intake.ask_to_come(plan.id, contact(plan))
    page.get_by_role("tab", name="Pay").click()
    fill(page, "Pay for each person", "20")
    say(page, "made to 1 person, who read the plan of")
    say(page, "Pay for each person: was 50.00; would become 20.00.")
    assert page.get_by_role("button", name="Save this plan").count() == 0
    press(page, "Take my changes back")
    page.get_by_role("button", name="Save this plan").wait_for()
    settled(page)
    assert families.study(team_id, plan.id) == plan


def hold_a_session(page: Page, app: RunningApp, team_id: str) -> None:
    """It opens with the notice, pauses with a script, and closes with numbers."""
    (plan,) = families.studies(team_id)
    page.goto(f"{app.address}/families-room?team={team_id}&plan={plan.id}")
    page.get_by_label("What this session is called").wait_for()
    settled(page)
    page.get_by_label("What this session is called").fill("Evening")
    press(page, "Save this session")
    say(page, "What we may have to report")
    press(page, "Open the session")
    say(page, "Read it out, then tick it.")
    page.get_by_text("I said this aloud").click()
    press(page, "Open the session")
    say(page, "The session is open.")
    press(page, "Pause: incident")
    say(page, "I am going to pause us here.")
    press(page, "Go on with the session")
    say(page, "Paused once.")
    page.get_by_label("How many came").fill("4")
    page.get_by_role("main").get_by_role("button", name="Close the session").click()
    page.get_by_role("dialog").get_by_role("button", name="Close it").click()
    say(page, "The session is over.")
    (held,) = family_sessions.sessions(team_id, plan.id)
    assert (held.state, held.pauses, held.counts.came) == ("over", 1, 4)
    assert held.notice_read_by == "facilitator"


def tab_to(page: Page, name: str) -> None:
    """Go on with the Tab key until the focus is on what is called so."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(e => !['BUTTON', 'INPUT', 'A', 'SUMMARY'].includes(e.tagName) ? '' :"
            " e.innerText || e.closest('label')?.innerText || e.ariaLabel || '')"
            "(document.activeElement)"
        )
        if name in focused.replace("\n", " "):
            return
    raise AssertionError(f"the Tab key never came to '{name}'")


@pytest.mark.long
def test_a_session_is_opened_paused_and_closed_and_the_book_opened_with_keys_alone(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    group = begun()
    entry = SessionEntry("Evening", "2026-11", "en", "in_person")
    made = family_sessions.add_session(group.team_id, group.plan.id, entry)
    intake.ask_to_come(group.plan.id, contact(group.plan))
    page = new_desk()
    shared_app.sign_in(page)
    about = f"team={group.team_id}&plan={group.plan.id}"
    page.goto(f"{shared_app.address}/families-room?{about}&session={made.id}")
    say(page, "What we may have to report")
    for name, key, then in (
        ("I said this aloud", "Space", ""),
        ("Open the session", "Enter", "The session is open."),
        ("Pause: incident", "Enter", "I am going to pause us here."),
        ("Go on with the session", "Enter", "Paused once."),
        ("Close the session", "Enter", "Nobody can take a seat any more after that."),
        ("Close it", "Enter", "The session is over."),
    ):
        tab_to(page, name)
        page.keyboard.press(key)
        say(page, then or "What we may have to report")
    held = family_sessions.session(group.team_id, made.id)
    assert (held.state, held.pauses) == ("over", 1)
    page.goto(f"{shared_app.address}/families-contacts?{about}")
    say(page, "1 person is in it")
    tab_to(page, "Open the contact book")
    page.keyboard.press("Enter")
    say(page, "Rosalinda")
