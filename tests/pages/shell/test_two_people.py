"""Two people in real browsers: a second step, a role given with a typed code, a role ended."""

import base64
import re
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from playwright.sync_api import Page, expect

from data.clock import seconds
from data.services import access, teams
from data.store import access as store
from data.views import AgencyEntry, TeamView
from tests.running import NAME, PASSPHRASE, RunningApp, settled

pytestmark = pytest.mark.browser

Make = Callable[..., Page]
BEN = "ben@court.example"
CLEO = "cleo@clinic.example"
DANA = "dana@recovery.example"
PASSPHRASES = {
    BEN: "seven lamps along the harbor",
    CLEO: "nine boats under a pale moon",
    DANA: "twelve geese over the valley",
}


@pytest.fixture
def team(shared_app: RunningApp) -> TeamView:
    """A team of the facilitator."""
    shared_app.staff_token()
    return teams.create_team("Lantern table", "", (AgencyEntry("Court", "court", 6),))


@pytest.fixture
def desk(shared_app: RunningApp, new_desk: Make) -> Page:
    """The facilitator's browser, signed in."""
    page = new_desk()
    shared_app.sign_in(page)
    return page


def send(page: Page, button: str) -> None:
    """Press a button of a plain page, and be where it leads."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def sign_in(app: RunningApp, page: Page, name: str, passphrase: str) -> None:
    page.goto(f"{app.address}/sign-in")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Passphrase").fill(passphrase)
    send(page, "Sign in")


def digits(page: Page) -> str:
    """What a phone that has read the key of this page shows now."""
    key = page.get_by_text(re.compile("^Key: ")).locator("code").inner_text().replace(" ", "")
    return HOTP(base64.b32decode(key), 6, SHA1()).generate(seconds() // 30).decode()


def give_role(app: RunningApp, desk: Page, team: TeamView, name: str, role: str) -> str:
    """Give somebody new a role; the code to tell them."""
    desk.goto(f"{app.address}/people?team={team.id}")
    desk.get_by_label("Their name for signing in").fill(name)
    desk.get_by_text(re.compile(f"^{role}: ")).click()
    desk.get_by_role("button", name="Give this role").click()
    return code_shown(desk)


def code_shown(desk: Page) -> str:
    """The code that the screen tells once."""
    told = desk.get_by_text(re.compile("Code: ")).last
    told.wait_for()
    return re.findall(r"Code: (\S+)", told.inner_text())[0]


def use_code(app: RunningApp, page: Page, code: str, name: str) -> None:
    page.goto(f"{app.address}/invited")
    page.get_by_label("Your name for signing in").fill(name)
    page.get_by_label("Code", exact=True).fill(code.lower().replace("-", " "))
    page.get_by_label("New passphrase", exact=True).fill(PASSPHRASES[name])
    page.get_by_label("New passphrase, once more").fill(PASSPHRASES[name])
    send(page, "Go on")


def said(step: str, about: str, more: str = "") -> re.Pattern[str]:
    """A line of the log, in which a sign that nobody sees keeps an address from being a link."""
    name = re.escape(about).replace("@", "@.?")
    return re.compile(f"^{NAME} {step}: {name}{re.escape(more)}")


@pytest.mark.long
def test_a_second_step_is_set_up_and_then_asked_for(
    shared_app: RunningApp, desk: Page, new_desk: Make
) -> None:
    desk.goto(f"{shared_app.address}/account")
    desk.get_by_role("link", name="Set up a second step").wait_for()
    desk.goto(f"{shared_app.address}/sign-in/phone")
    desk.get_by_label("Your passphrase").fill(PASSPHRASE.upper())
    send(desk, "Go on")
    expect(desk.get_by_role("alert")).to_contain_text("This is not your passphrase")
    desk.get_by_label("Your passphrase").fill(PASSPHRASE)
    send(desk, "Go on")
    expect(desk.get_by_role("img", name="A QR code")).to_be_visible()
    desk.get_by_label("The six digits").fill(digits(desk))
    send(desk, "Turn it on")
    codes = desk.get_by_role("listitem").all_inner_texts()
    assert len(codes) == len(set(codes)) == 10
    desk.goto(f"{shared_app.address}/account")
    expect(desk.get_by_text("10 recovery codes are left")).to_be_visible()

    other = new_desk()
    sign_in(shared_app, other, NAME, PASSPHRASE)
    expect(other.get_by_role("heading", level=1)).to_have_text("Second step")
    other.goto(f"{shared_app.address}/start")
    expect(other.get_by_role("heading", level=1)).to_have_text("Second step")
    other.get_by_label("Code").fill("000 000")
    send(other, "Go on")
    expect(other.get_by_role("alert")).to_contain_text("This code is not right")
    other.get_by_label("Code").fill(codes[0])
    send(other, "Go on")
    settled(other)
    assert other.url == f"{shared_app.address}/start"
    assert access.begin(NAME, PASSPHRASE).stage == "second_step"

    desk.goto(f"{shared_app.address}/account")
    expect(desk.get_by_text("(this browser)")).to_have_count(1)
    desk.get_by_role("button", name="End it").first.click()
    desk.get_by_text("That browser is signed out.").wait_for()
    other.reload()
    expect(other.get_by_role("heading", level=1)).to_have_text("Sign in")
    forget_second_step()


def forget_second_step() -> None:
    """The other tests of this file sign in with the passphrase alone."""
    known = store.account_named(NAME)
    assert known is not None
    store.change_account(known.id, {"totp_secret": None, "totp_step": 0})


@pytest.mark.long
def test_a_consultant_comes_in_with_a_typed_code_and_is_out_when_the_team_says_so(
    shared_app: RunningApp, desk: Page, new_desk: Make, team: TeamView
) -> None:
    code = give_role(shared_app, desk, team, BEN, "Consultant")
    ben = new_desk()
    use_code(shared_app, ben, code, BEN)
    ben.get_by_role("heading", name="Lantern table").wait_for()
    expect(ben.get_by_role("link", name="New wave")).to_have_count(0)
    expect(ben.get_by_role("link", name="People and roles")).to_have_count(0)
    ben.goto(f"{shared_app.address}/people?team={team.id}")
    settled(ben)
    expect(ben.get_by_text(BEN)).to_have_count(0)

    again = new_desk()
    use_code(shared_app, again, code, BEN)
    expect(again.get_by_role("alert")).to_contain_text("This code does not work")

    desk.goto(f"{shared_app.address}/people?team={team.id}")
    card = desk.get_by_text("Consultant: sees released results and takes files", exact=False)
    card.first.wait_for()
    desk.get_by_role("button", name="End this role").last.click()
    desk.get_by_role("dialog").get_by_role("button", name="End it").click()
    desk.get_by_text("The role is ended.").wait_for()
    ben.goto(f"{shared_app.address}/start")
    ben.get_by_text("No team has given you a role yet.").wait_for()
    expect(ben.get_by_text("Lantern table")).to_have_count(0)
    ben.goto(f"{shared_app.address}/team?team={team.id}")
    settled(ben)
    expect(ben.get_by_text("Lantern table")).to_have_count(0)
    desk.goto(f"{shared_app.address}/log?team={team.id}")
    given = desk.get_by_text(said("gave somebody a role", BEN, " (role: consultant)"))
    expect(given).to_be_visible()
    expect(desk.get_by_text(said("ended somebody's role", BEN))).to_be_visible()
    expect(desk.get_by_text("signed in")).to_have_count(0)  # that is about no team


@pytest.mark.long
def test_a_role_in_one_more_team_takes_a_code_under_my_account(
    shared_app: RunningApp, desk: Page, new_desk: Make
) -> None:
    names = ("Heron table", "Willow table")
    first, second = (
        teams.create_team(name, "", (AgencyEntry("Court", "court", 6),)) for name in names
    )
    dana = new_desk()
    use_code(shared_app, dana, give_role(shared_app, desk, first, DANA, "Member"), DANA)
    dana.get_by_role("heading", name="Heron table").wait_for()
    code = give_role(shared_app, desk, second, DANA, "Member")
    expect(desk.get_by_text("has not typed the code yet")).to_be_visible()
    dana.goto(f"{shared_app.address}/account")
    dana.get_by_label("Code").fill("0000 0000 0000")
    dana.get_by_role("button", name="Take up the role").click()
    dana.get_by_text("No role that was offered to you has this code.").wait_for()
    dana.get_by_label("Code").fill(code)
    dana.get_by_role("button", name="Take up the role").click()
    dana.get_by_text("You have the role now.").wait_for()
    dana.goto(f"{shared_app.address}/start")
    for name in names:
        dana.get_by_role("heading", name=name).wait_for()


def on_accounts(app: RunningApp, desk: Page, button: str, confirm: str) -> None:
    """Press a button of Cleo's account, and confirm it."""
    desk.goto(f"{app.address}/accounts")
    card = desk.get_by_test_id("stVerticalBlock").filter(has_text=re.compile("^cleo@"))
    card.get_by_role("button", name=button).click()
    desk.get_by_role("dialog").get_by_role("button", name=confirm).click()
    desk.get_by_role("dialog").wait_for(state="detached")
    settled(desk)


@pytest.mark.long
def test_an_administrator_makes_resets_and_switches_off_an_account(
    shared_app: RunningApp, desk: Page, new_desk: Make
) -> None:
    desk.goto(f"{shared_app.address}/accounts")
    desk.get_by_label("Name for signing in").fill(CLEO)
    desk.get_by_role("button", name="Make the account").click()
    cleo = new_desk()
    use_code(shared_app, cleo, code_shown(desk), CLEO)
    cleo.get_by_role("button", name="Set up my team").wait_for()
    cleo.goto(f"{shared_app.address}/accounts")
    cleo.get_by_role("heading", name="Not for you").wait_for()
    expect(cleo.get_by_text(NAME)).to_have_count(0)

    on_accounts(shared_app, desk, "New code", "Make the code")
    code = code_shown(desk)
    cleo.goto(f"{shared_app.address}/start")
    expect(cleo.get_by_role("heading", level=1)).to_have_text("Sign in")
    sign_in(shared_app, cleo, CLEO, PASSPHRASES[CLEO])
    expect(cleo.get_by_role("alert")).to_contain_text("not right")
    use_code(shared_app, cleo, code, CLEO)
    cleo.get_by_role("button", name="Set up my team").wait_for()

    on_accounts(shared_app, desk, "Switch off", "Switch it off")
    expect(desk.get_by_text("Switched off;")).to_be_visible()
    cleo.reload()
    expect(cleo.get_by_role("heading", level=1)).to_have_text("Sign in")
    sign_in(shared_app, cleo, CLEO, PASSPHRASES[CLEO])
    expect(cleo.get_by_role("alert")).to_contain_text("not right")
    desk.goto(f"{shared_app.address}/log")
    for step in ("made an account", "reset an account", "switched an account off"):
        expect(desk.get_by_text(said(step, CLEO)).first).to_be_visible()
    desk.get_by_role("button", name="Check it").click()
    expect(desk.get_by_text("lines fit together, and with the anchors")).to_be_visible()
