"""What somebody typed does nothing in any room of the house: scan, resources, families, meeting."""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from data.services import demo, teams
from tests.hostile.every_room import Walk, fill_with_payloads
from tests.hostile.test_screens import Watched
from tests.running import RunningApp, settled

pytestmark = [pytest.mark.browser, pytest.mark.long]
TURNS = int(os.environ.get("COMMON_TABLE_ROOM_TURNS", "1"))
ROOMS = ("listing", "scan_answer", "team_action", "principle_text", "gap_finding", "family_study")


@pytest.mark.parametrize("turn", range(TURNS))
def test_no_text_does_anything_in_any_room(
    turn: int, shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    """COMMON_TABLE_ROOM_TURNS raises how often other payloads stand in each place."""
    known = teams.teams()
    team_id = known[0].id if known else demo.fill_demo()
    token = shared_app.staff_token()
    made = fill_with_payloads(turn)
    assert [name for name in ROOMS if made[name] == 0] == []
    page = new_desk()
    shared_app.hold(page, token)
    seen = Watched(page, shared_app.address)
    seen.listen()
    walk, broken = Walk(team_id), []
    for address in walk:
        page.goto(f"{shared_app.address}{address}")
        settled(page)
        closed = page.locator("[data-testid=stMain] details:not([open]) > summary")
        for _ in range(min(closed.count(), 12)):
            closed.first.click()
        settled(page)
        seen.look_again()
        if page.get_by_text("Something went wrong on our side").count():
            broken.append(address)
        walk.found(page.locator("a[href]").evaluate_all("found => found.map(each => each.href)"))
    assert seen.harm == []
    assert broken == []
    assert len(walk.seen) > 60
    assert seen.shown > 800  # payloads have one mark or two, and titles stand in many places
