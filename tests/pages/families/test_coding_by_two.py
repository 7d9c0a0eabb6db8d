"""Two people code one session in two browsers, finish, and meet over what they differ on."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from data.clock import today
from data.services import access, accounts, audit_log, coding
from data.services.authority import OPERATOR
from data.services.family_files import FAMILY_FORMATS
from data.store import access as access_store
from data.store import memberships as membership_store
from data.store.memberships import Role
from tests.pages.families.analysed import Analysed, analysed, team_of
from tests.pages.shell.talking import ask
from tests.running import PHONE, RunningApp, settled

pytestmark = pytest.mark.browser

WORDS = ("Listening", "Evening", "It was long.", "Respect", "Being heard", "Waits are long.")
PASSPHRASE = "seven lamps along the harbor"


@pytest.fixture(scope="module")
def made(shared_app: RunningApp) -> Analysed:
    """A group that others have coded; nobody has coded its third session."""
    shared_app.staff_token()
    return analysed(team_of("River county"), OPERATOR, words=WORDS)


def token_of(made: Analysed, name: str, role: str) -> str:
    """A session of somebody new with a role in this team."""
    ticket = access.redeem(name, accounts.invite(name).code, PASSPHRASE)
    known = access_store.account_named(name)
    assert known is not None
    given = Role(made.group.team_id, known.id, role, given_by="operator", given_on=today())  # pyright: ignore[reportArgumentType]
    membership_store.give_role(given)
    return ticket.token


def sentence(page: Page, number: int) -> Locator:
    return page.locator(f".words[data-unit='{number - 1}']")


def says(page: Page, told: str) -> None:
    expect(page.locator(".said")).to_have_text(told)


def open_session(app: RunningApp, page: Page, made: Analysed) -> None:
    about = "&".join(f"{key}={value}" for key, value in made.about.items())
    page.goto(f"{app.address}/families-coding?{about}&session={made.group.sessions[2].id}")
    settled(page)
    page.get_by_role("grid").wait_for()


def finish(page: Page) -> None:
    page.get_by_role("button", name="I have finished coding this session").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 code is on it from you.")
    dialog.get_by_role("button", name="I have finished").press("Enter")
    expect(page.get_by_text("You have finished this session, so")).to_be_visible()
    settled(page)


@pytest.mark.long
def test_two_code_alone_and_meet_over_the_sentence_on_which_they_differ(
    shared_app: RunningApp, new_desk: Callable[..., Page], made: Analysed
) -> None:
    ann, ben = new_desk(), new_desk(viewport=PHONE)
    shared_app.sign_in(ann)
    shared_app.hold(ben, token_of(made, "ben", "consultant"))
    for page in (ann, ben):
        page.set_default_timeout(30_000)
        open_session(shared_app, page, made)
    sentence(ann, 2).click()
    ann.keyboard.press("1")
    says(ann, "“Respect” is on sentence 2.")
    ann.keyboard.press("2")
    says(ann, "“Stigma about substance use” is on sentence 2.")
    ann.keyboard.press("Control+z")
    says(ann, "The last step was taken back.")
    sentence(ben, 2).click()
    ben.get_by_role("button", name="Stigma about substance use").click()
    says(ben, "“Stigma about substance use” is on sentence 2.")
    for page, own in ((ann, "Respect"), (ben, "Stigma about substance use")):
        page.reload()
        settled(page)
        row = sentence(page, 2).locator("xpath=..")
        expect(row.locator(".chip")).to_have_text([own])
        finish(page)
    about = "&".join(f"{key}={value}" for key, value in made.about.items())
    ben.goto(f"{shared_app.address}/families-compare?{about}")
    settled(ben)
    expect(ben.get_by_role("heading", name="What to talk about")).to_be_visible()
    gave = ben.get_by_text(re.compile("^Gave it: "))
    expect(gave).to_have_count(2)
    expect(ben.get_by_text(re.compile("^Gave in its place: "))).to_have_count(2)
    assert len(coding.coders(made.group.team_id, made.transcripts[2])) == 2


@pytest.mark.long
def test_files_leave_by_an_address_that_asks_who_comes_each_time(
    shared_app: RunningApp, made: Analysed
) -> None:
    team_id, plan_id = made.group.team_id, made.group.plan.id
    path = f"/export/families/{team_id}/{plan_id}"
    own = shared_app.staff_token()
    member = token_of(made, "mem", "member")
    own_formats = {key: each for key, each in FAMILY_FORMATS.items() if not each.for_participants}
    for key, chosen in own_formats.items():
        answer = ask(shared_app, f"{path}.{key}", token=own)
        assert answer.status == 200
        assert answer.headers["content-type"].startswith(chosen.media_type.partition(";")[0])
        name = f'filename="family-group-{plan_id}.{chosen.extension}"'
        assert name in answer.headers["content-disposition"]
        assert answer.headers["cache-control"] == "no-store"
        assert ask(shared_app, f"{path}.{key}", token=member).status == 403
        assert ask(shared_app, f"{path}.{key}").headers["location"] == "/sign-in"
    assert ask(shared_app, f"{path}.pdf", token=own).status == 404
    assert ask(shared_app, f"/export/families/{team_id}/none.qdc", token=own).status == 404
    taken = [each for each in audit_log.entries() if each.action == "families.export"]
    assert len(taken) == len(own_formats)
    page = ask(shared_app, f"{path}.return-html", token=own)
    assert page.status == 409
    spanish = ask(shared_app, f"{path}.html?language=es", token=own)
    assert b'<html lang="es">' in spanish.body
