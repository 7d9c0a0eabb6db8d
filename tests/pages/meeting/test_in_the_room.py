"""A meeting in a real browser: with keys alone, with a counter that moves, and looked at."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from data.clock import today
from data.services import (
    access,
    closing,
    invitations,
    meetings,
    memberships,
    release,
    teams,
    waves,
)
from data.views import AgencyEntry, WaveView
from surveys.library import shipped_edition
from tests.pages.looking import HOSTILE, Guide, Tour
from tests.pages.meeting.conftest import answered, opened_wave, released_wave
from tests.running import RunningApp, settled

pytestmark = pytest.mark.browser
NOTE = "Mrs. Pelican must not speak first"
ROOM = {"width": 1280, "height": 720}
PLACE = "Bell County Table"
ROSTER = tuple(
    AgencyEntry(name, sector, 6)
    for name, sector in zip(HOSTILE, ("court", "legal", "health_care") * 2, strict=True)
)


def at(page: Page, number: int) -> None:
    """Wait until a step is shown and keys are heard."""
    page.get_by_text(re.compile(f"^{number} of ")).wait_for()
    settled(page)
    page.locator("[data-hears-keys]").wait_for(state="attached")


def number_of_steps(page: Page) -> int:
    told = page.get_by_text(re.compile("^1 of ")).inner_text()
    return int(told.split(" of ")[1].split(" ")[0])


@pytest.mark.long
def test_a_meeting_is_led_with_keys_alone_and_never_shows_a_note(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    page, wave = new_desk(viewport=ROOM), released_wave()
    shared_app.sign_in(page)
    for part in meetings.PARTS:
        meetings.keep_note(wave.id, part, NOTE, based_on=0)
    page.goto(f"{shared_app.address}/meeting-projector?wave={wave.id}")
    at(page, 1)
    total, seen = number_of_steps(page), page.content()
    for number in range(2, total + 1):
        page.keyboard.press("ArrowRight" if number % 2 else "PageDown")
        at(page, number)
        seen += page.content()
    assert "Pelican" not in seen
    assert f"step={total}" in page.url
    page.reload()
    at(page, total)
    page.keyboard.press("PageUp")
    at(page, total - 1)
    page.keyboard.press("ArrowLeft")
    at(page, total - 2)
    for _ in range(30):  # with the keys of a form: to the button, and press it
        if page.evaluate("document.activeElement.innerText").startswith("Next"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    at(page, total - 1)


@pytest.mark.long
def test_the_counter_moves_by_itself_and_the_page_holds_no_code_and_no_group(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    page, wave = new_desk(viewport=ROOM), opened_wave()
    slips = invitations.issue(wave.id, "code")
    shared_app.sign_in(page)
    page.goto(f"{shared_app.address}/meeting-projector?wave={wave.id}")
    page.get_by_text("0 of 18 have answered").wait_for()
    for place, slip in enumerate(slips[:2]):
        answered(slip, place)
    page.get_by_text("2 of 18 have answered").wait_for()
    html = page.content()
    assert page.locator("img[alt^='Square to scan']").count() == 1
    assert not any(slip.secret in html for slip in slips)
    assert not any(group.named("en") in html for group in wave.groups)
    closing.close_wave(wave.id)
    page.get_by_text("The result is not released yet.").wait_for()


@pytest.mark.long
def test_of_a_held_result_a_member_gets_not_one_byte_until_it_is_shown(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    wave, lead, member = released_wave(), new_desk(), new_desk()
    shared_app.sign_in(lead)
    invited = memberships.add(wave.team_id, "judge@example.org", "member")
    assert invited is not None
    shared_app.hold(member, access.redeem(invited.name, invited.code, "five herons at dusk").token)
    heard: list[str] = []
    member.on(
        "websocket",
        lambda line: line.on("framereceived", lambda sent: heard.append(repr(sent))),
    )
    lead.goto(f"{shared_app.address}/results?wave={wave.id}")
    lead.get_by_role("heading", name="Where we agree").wait_for()
    for screen in ("results", "meeting-projector", "wave", "meeting", "start"):
        member.goto(f"{shared_app.address}/{screen}?wave={wave.id}&team={wave.team_id}")
        member.locator("h1").first.wait_for()
        settled(member)
    assert member.goto(f"{shared_app.address}/export/{wave.id}.csv").status == 403  # type: ignore[union-attr]
    texts = [item.text for item in shipped_edition("values_open").wording("en").items.values()]
    assert not any(text in line for line in heard for text in texts)
    lead.goto(f"{shared_app.address}/meeting-hold?wave={wave.id}")
    lead.get_by_role("button", name="Let the whole team see it now").click()
    lead.get_by_text("The whole team sees this result.").wait_for()
    member.goto(f"{shared_app.address}/results?wave={wave.id}")
    member.get_by_role("heading", name="Where we agree").wait_for()
    assert any(text in line for line in heard for text in texts)


@dataclass
class Hostile:
    """A team whose every name is markup, with a wave that is open, one that is held, one shown."""

    team: str
    open: WaveView
    held: WaveView


def fill_in() -> Hostile:
    team = teams.create_team(HOSTILE[0], HOSTILE[1], ROSTER).id
    made = []
    for title in HOSTILE[2:4]:
        day = today() + timedelta(days=9)
        draft = waves.draft_wave(
            team, "values_open", languages=("en", "es"), closes_on=day, title=title
        )
        made.append(waves.open_wave(draft.id))
        for place, slip in enumerate(invitations.issue(draft.id, "code")[:30]):
            answered(slip, place)
        if len(made) == 1:
            closing.close_wave(draft.id)
            release.release_wave(draft.id)
            meetings.keep_note(draft.id, "groups", HOSTILE[4], based_on=0)
    return Hostile(team, held=made[0], open=made[1])


SCREENS = ("open", "opening", "who", "agree", "gaps", "close", "notes", "hold", "brief", "choose")


@pytest.fixture(scope="module")
def tour(shared_app: RunningApp, chromium: Browser) -> Iterator[Tour]:
    """All screens of a meeting, at both widths."""
    hostile = fill_in()
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(30_000)
    guide = Guide(context.new_page(), shared_app)
    shared_app.sign_in(guide.page)
    projector = f"/meeting-projector?wave={hostile.held.id}"
    addresses = {
        "open": f"/meeting-projector?wave={hostile.open.id}",
        "opening": projector,
        "who": f"{projector}&step=2",
        "agree": f"{projector}&step=3",
        "gaps": f"{projector}&step=12",
        "close": f"{projector}&step=999&language=es",
        "notes": f"/meeting-notes?wave={hostile.held.id}",
        "hold": f"/meeting-hold?wave={hostile.held.id}",
        "brief": f"/meeting-brief?wave={hostile.held.id}&group=g1",
        "choose": f"/meeting-projector?team={hostile.team}",
    }
    for name, address in addresses.items():
        guide.go(address).locator("h1").first.wait_for()
        guide.look(name)
    yield guide.tour
    context.close()


@pytest.mark.long
@pytest.mark.parametrize("width", ["desk", "phone"])
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_a_meeting_is_open_to_everybody(tour: Tour, name: str, width: str) -> None:
    look = tour.looks[name, width]
    assert look.violations == []
    assert look.levels[:1] == [1]
    assert all(after <= before + 1 for before, after in pairwise(look.levels))
    assert look.sideways <= 0
    assert look.from_names == 0


@pytest.mark.long
def test_on_the_way_nothing_was_asked_of_another_host_and_nothing_complained(
    tour: Tour, shared_app: RunningApp
) -> None:
    assert tour.complaints == []
    assert tour.asked == {shared_app.address.split("/")[2]}
