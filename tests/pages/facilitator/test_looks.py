"""Every staff screen in a real browser, on a desk and on a phone, full of hostile names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from data.clock import today
from data.keyring import destroy_wave_key
from data.services import (
    access,
    closing,
    editions,
    invitations,
    memberships,
    release,
    teams,
    waves,
)
from data.services.answering import keep_answers
from data.services.errors import KeyMissing
from data.views import AgencyEntry
from pages.facilitator.instruments import EXAMPLE
from tests.pages.looking import HOSTILE, Guide, Tour
from tests.running import DESK, NAME, PASSPHRASE, RunningApp, settled

pytestmark = [pytest.mark.browser, pytest.mark.long]

ROSTER = tuple(
    AgencyEntry(name, sector, 5)
    for name, sector in zip(
        HOSTILE,
        ("court", "legal", "health_care", "sud_treatment", "child_welfare", "tribal"),
        strict=True,
    )
)
OF_PEOPLE = {
    "ask-phone": "/sign-in/phone",
    "passphrase": "/account/passphrase",
    "new-codes": "/account/recovery",
    "invited": "/invited",
    "promises": "/promises",
}
PLAIN = ("set-up", "sign-in", "sign-out", "invitations", "replace", "phone", *OF_PEOPLE)
SCREENS = (
    "greeting",
    "team-new",
    "team-problems",
    "signed-out",
    "start",
    "team",
    "team-frozen",
    "wave-new",
    "draft",
    "opening",
    "open",
    "closing",
    "closed",
    "stuck",
    "losing",
    "released",
    "results",
    "measures",
    "questionnaires",
    "import-problems",
    "leaving",
    "people",
    "role-ending",
    "accounts",
    "reset",
    "log",
    "account",
)
WITH_NAMES = ("start", "team", "team-frozen", "draft", "open", "closed", "results", "invitations")
WITH_NAMES += ("people", "role-ending", "accounts", "reset", "log")


@dataclass
class Hostile:
    """Two teams whose every name is markup, with waves in every state."""

    team: str
    frozen: str
    waves: dict[str, str]


def fill_in() -> Hostile:
    one = teams.create_team(HOSTILE[0], HOSTILE[1], ROSTER).id
    two = teams.create_team(HOSTILE[1], HOSTILE[2], ROSTER).id
    text = EXAMPLE.replace("County inventory", f'"{HOSTILE[0]}"').encode()
    editions.import_licensed(one, text, "x.csv", owner=HOSTILE[1], permission="P", expires=None)
    made = {}
    states = ("draft", "closed", "released", "open")
    for state, team, title in zip(states, (one, one, one, two), HOSTILE[2:], strict=True):
        wave = waves.draft_wave(
            team,
            "values_open",
            languages=("en", "es"),
            closes_on=today() + timedelta(days=9),
            title=title,
        )
        made[state] = wave.id
        if state == "draft":
            continue
        waves.open_wave(wave.id)
        for slip in invitations.issue(wave.id, "link")[:12]:
            keep_answers(slip.secret, {"open_talk_about": HOSTILE[0]}, language="en")
        if state != "open":
            closing.close_wave(wave.id)
    release.release_wave(made["released"])
    return Hostile(one, two, made)


def before_anybody_is_signed_in(guide: Guide) -> None:
    guide.go("/")
    guide.look("set-up")
    access.set_up(access.ensure_setup_code() or "", NAME, PASSPHRASE)
    guide.go("/")
    guide.look("sign-in")
    guide.page.get_by_label("Name").fill(NAME)
    guide.page.get_by_label("Passphrase").fill(PASSPHRASE)
    guide.page.get_by_role("button", name="Sign in").click()


def before_there_is_a_team(guide: Guide) -> None:
    guide.page.get_by_role("heading", name="Welcome to Common Table").wait_for()
    guide.look("greeting")
    guide.go("/team?team=new").get_by_label("Team name").wait_for()
    guide.look("team-new")
    guide.page.get_by_role("button", name="Save").click()
    guide.page.get_by_text("Please look at this again").wait_for()
    guide.look("team-problems")


def screens_of_two_teams(guide: Guide, hostile: Hostile) -> None:
    made = hostile.waves
    addresses = {
        "start": "/start",
        "team": f"/team?team={hostile.team}",
        "team-frozen": f"/team?team={hostile.frozen}",
        "wave-new": f"/wave?team={hostile.team}",
        "draft": f"/wave?wave={made['draft']}",
        "open": f"/wave?wave={made['open']}",
        "closed": f"/wave?wave={made['closed']}",
        "released": f"/wave?wave={made['released']}",
        "results": f"/results?wave={made['released']}",
        "measures": f"/measures?wave={made['released']}",
        "questionnaires": "/questionnaires",
        "invitations": f"/invitations/{made['open']}",
    }
    for name, address in addresses.items():
        page = guide.go(address)
        if name != "invitations":
            settled(page)
            page.get_by_role("heading", level=1).wait_for()
        guide.look(name)
        if name == "draft":
            page.get_by_role("button", name="Save and get ready to open").click()
            page.get_by_role("button", name="Open the wave").wait_for()
            guide.look("opening")
        elif name == "open":
            page.get_by_role("button", name="Close the wave now").click()
            page.get_by_role("button", name="Close it for good").wait_for()
            guide.look("closing")
        elif name == "questionnaires":
            import_something_broken(page)
            guide.look("import-problems")
    guide.page.get_by_role("button", name="Replace all with new ones").click()
    guide.page.get_by_role("heading", name="Replace all links and codes?").wait_for()
    guide.look("replace")
    without_its_key(guide, made["open"])


def without_its_key(guide: Guide, wave_id: str) -> None:
    destroy_wave_key(wave_id)
    with pytest.raises(KeyMissing):
        closing.close_wave(wave_id)
    page = guide.go(f"/wave?wave={wave_id}")
    page.get_by_role("button", name="Go on without sheets that do not open").wait_for()
    guide.look("stuck")
    page.get_by_role("button", name="Go on without sheets that do not open").click()
    page.get_by_role("button", name="Lose them for good").wait_for()
    guide.look("losing")


def screens_of_people(guide: Guide, hostile: Hostile) -> None:
    for name in HOSTILE:
        memberships.add(hostile.team, name, "member")
    screens = {"people": f"/people?team={hostile.team}", "accounts": "/accounts", "log": "/log"}
    dialogs = {"people": ("End this role", "role-ending"), "accounts": ("New code", "reset")}
    for name, address in (screens | {"account": "/account"}).items():
        page = guide.go(address)
        page.get_by_role("heading", level=1).wait_for()
        guide.look(name)
        if name in dialogs:
            button, dialog = dialogs[name]
            page.get_by_role("button", name=button).last.click()
            page.get_by_role("dialog").wait_for()
            guide.look(dialog)
    for name, address in OF_PEOPLE.items():
        guide.go(address)
        guide.look(name)
    page = guide.go(OF_PEOPLE["ask-phone"])
    page.get_by_label("Your passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("The six digits").wait_for()
    guide.look("phone")


def import_something_broken(page: Page) -> None:
    file = {"name": f"{HOSTILE[0][:8]}.csv", "mimeType": "text/csv", "buffer": b"type,id\n1,2\n"}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_text("I have this permission for this team").click()
    page.get_by_test_id("stFileChipName").wait_for()
    page.get_by_role("button", name="Bring it in").click()
    page.get_by_text("The file was not taken").wait_for()


def the_way_out(guide: Guide) -> None:
    guide.go("/sign-out")
    guide.look("sign-out")
    settled(guide.go("/start"))
    guide.page.get_by_role("link", name="Sign out").click()
    guide.page.get_by_role("heading", name="Sign out?").wait_for()
    guide.look("leaving")
    guide.page.get_by_role("button", name="Sign out").click()
    guide.page.get_by_text("You are not signed in").wait_for()
    guide.look("signed-out")


@pytest.fixture(scope="module")
def tour(shared_app: RunningApp, chromium: Browser) -> Iterator[Tour]:
    """One walk through everything, made once."""
    context = chromium.new_context(viewport=DESK)
    context.set_default_timeout(30_000)
    guide = Guide(context.new_page(), shared_app, plain=PLAIN)
    before_anybody_is_signed_in(guide)
    before_there_is_a_team(guide)
    hostile = fill_in()
    screens_of_two_teams(guide, hostile)
    screens_of_people(guide, hostile)
    the_way_out(guide)
    yield guide.tour
    context.close()


AT = pytest.mark.parametrize("width", ["desk", "phone"])
EVERY = pytest.mark.parametrize("name", [*PLAIN, *SCREENS])


@AT
@pytest.mark.parametrize("name", [each for each in (*PLAIN, *SCREENS) if each != "results"])
def test_axe_finds_nothing(name: str, width: str, tour: Tour) -> None:
    assert tour.looks[name, width].violations == []


@AT
@EVERY
def test_headings_are_in_order_and_one_is_the_first(name: str, width: str, tour: Tour) -> None:
    levels = tour.looks[name, width].levels
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


@EVERY
def test_nothing_runs_out_sideways_on_a_phone(name: str, tour: Tour) -> None:
    assert tour.looks[name, "phone"].sideways <= 0


@EVERY
def test_the_window_is_named_after_the_screen(name: str, tour: Tour) -> None:
    assert "Common Table" in tour.looks[name, "desk"].title
    assert "Streamlit" not in tour.looks[name, "desk"].title


@AT
@pytest.mark.parametrize("name", WITH_NAMES)
def test_names_are_shown_as_they_were_typed(name: str, width: str, tour: Tour) -> None:
    words = tour.looks[name, width].words.replace("\u2060", "")
    assert any(each in words for each in HOSTILE)


@EVERY
def test_no_name_becomes_a_picture_a_link_or_markup(name: str, tour: Tour) -> None:
    assert tour.looks[name, "desk"].from_names == 0


def test_the_browser_asks_nobody_else_for_anything(tour: Tour, shared_app: RunningApp) -> None:
    assert tour.asked == {shared_app.address.removeprefix("http://")}


def test_the_browser_has_nothing_to_complain_about(tour: Tour) -> None:
    assert tour.complaints == []


def test_the_tour_saw_every_screen_at_both_widths(tour: Tour) -> None:
    assert len(tour.looks) == 2 * len([*PLAIN, *SCREENS])
    assert len({look.words for look in tour.looks.values()}) > len([*PLAIN, *SCREENS])
