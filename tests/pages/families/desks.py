"""A redaction desk for tests: people with a role, and steps taken on the screen."""

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TookTooLong

from data.clock import today
from data.family_views import SessionView
from data.services import access, accounts
from data.store import memberships as membership_store
from data.store.memberships import Role
from tests.data.services.families.groups import Group
from tests.running import RunningApp, settled

TRANSCRIPT = """Transcript of a session

FACILITATOR: What got in the way?
Maria G.: My name is Rosalinda and they never called me back. My daughter Xiomara turned six.
Dwayne: Rosalinda is right. We waited eleven weeks for treatment at New Shore Treatment.
Maria G.: The bus does not go to Harlan. I have triplets. Call me at 555-201-3344.
"""


def token_of(team_id: str, name: str, role: str) -> str:
    """A session of somebody new with a role in the team."""
    made = accounts.invite(f"{name.lower()}@table.example")
    token = access.redeem(made.name, made.code, "seven lamps along the harbor").token
    given = Role(team_id, made.account_id, role, given_by="x", given_on=today())  # type: ignore[arg-type]
    membership_store.give_role(given)
    return token


def address(group: Group, session: SessionView, screen: str = "families-words") -> str:
    return f"/{screen}?team={group.team_id}&plan={group.plan.id}&session={session.id}"


def open_desk(page: Page, app: RunningApp, group: Group, session: SessionView) -> None:
    page.goto(f"{app.address}{address(group, session)}")
    page.get_by_role("heading", level=1).wait_for()
    settled(page)


def sees(page: Page, text: str) -> None:
    """Wait for words; where they do not come, say what is on the screen instead."""
    try:
        page.get_by_text(text).first.wait_for()
    except TookTooLong as late:
        said = page.get_by_test_id("stMain").inner_text()
        typed = [each.input_value() for each in page.locator("input[type=text]").all()]
        told = f"'{text}' is not on the screen. In its fields: {typed}. It says:\n{said}"
        raise AssertionError(told) from late
    settled(page)


def press(page: Page, name: str) -> None:
    """Press a button; the next look waits for what comes of it."""
    page.get_by_role("button", name=name, exact=True).first.click()
    settled(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose one of a list."""
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)
