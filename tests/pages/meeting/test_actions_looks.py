"""The screens of the action plan and the chain in a real browser, full of hostile words."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser

from data.clock import today
from data.services import actions, principles, release
from data.views import AgencyEntry
from tests.pages.looking import HOSTILE, Guide, Tour
from tests.pages.looks import OfEveryScreen
from tests.pages.meeting.acted import ROSTER, begun, released_round, team_of
from tests.running import DESK, RunningApp, settled

pytestmark = [pytest.mark.browser, pytest.mark.long]

AGENCIES = tuple(
    AgencyEntry(name, each.sector, each.people)
    for name, each in zip(HOSTILE[:3], ROSTER, strict=True)
)
SCREENS = (
    *("meeting-empty", "plan-empty", "meeting", "plan", "plan-new", "plan-choose"),
    *("plan-action", "plan-history", "plan-taken-out", "plan-conflict"),
)
WITH_WORDS = ("meeting", "plan", "plan-action", "plan-history", "plan-conflict")


def addresses() -> dict[str, str]:
    """A team that asked twice, has principles, and acts on one statement; and one with nothing."""
    team, empty = team_of(HOSTILE[3], AGENCIES), team_of(HOSTILE[5], AGENCIES)
    first = released_round(team, today() - timedelta(days=200), title=HOSTILE[4])
    released_round(team, today() - timedelta(days=20), shift=1, title=HOSTILE[0])
    shown = (each.id for each in release.report(first.id).report.items if each.team is not None)
    ref = f"statement:{first.id}:{next(shown)}"
    changed = begun(team, HOSTILE[0], ref=ref, ago=150)
    begun(team, HOSTILE[1], status="stopped", reason=HOSTILE[2])
    out = begun(team, HOSTILE[2])
    actions.take_out(team.id, out, based_on=1)
    principles.save(team.id, "mission", HOSTILE[1], based_on=0)
    mine, none = f"team={team.id}", f"team={empty.id}"
    one = f"/plan-action?{mine}&action={changed}"
    return {
        "meeting-empty": f"/meeting?{none}",
        "plan-empty": f"/plan?{none}",
        "meeting": f"/meeting?{mine}",
        "plan": f"/plan?{mine}",
        "plan-new": f"/plan-action?{mine}&from={ref}",
        "plan-choose": f"/plan-action?{mine}&from=statement:",
        "plan-action": one,
        "plan-history": one,
        "plan-taken-out": f"/plan-action?{mine}&action={out}",
        "plan-conflict": one,
    }


def _save_elsewhere(address: str) -> None:
    """Somebody else saves the action that is open in the browser."""
    query = parse_qs(urlsplit(address).query)
    (team_id,), (action_id,) = query["team"], query["action"]
    now = actions.action(team_id, action_id)
    actions.save(team_id, action_id, now.entry, based_on=now.version)


@pytest.fixture(scope="module")
def tour(shared_app: RunningApp, chromium: Browser) -> Iterator[Tour]:
    """One walk through everything, made once."""
    context = chromium.new_context(viewport=DESK)
    context.set_default_timeout(30_000)
    guide = Guide(context.new_page(), shared_app)
    shared_app.sign_in(guide.page)
    for name, address in addresses().items():
        page = guide.go(address)
        page.get_by_role("heading", level=1).wait_for()
        settled(page)
        if name == "plan-history":
            page.get_by_text("What was saved, and by whom").click()
        elif name == "plan":
            page.get_by_text("Taken out (1)").click()
        elif name == "plan-conflict":
            _save_elsewhere(address)
            page.get_by_role("button", name="Save", exact=True).click()
            page.get_by_role("button", name="Save mine").wait_for()
        guide.look(name)
    yield guide.tour
    context.close()


class TestEveryScreen(OfEveryScreen):
    """Each promise of `OfEveryScreen` for each of these."""

    screens = SCREENS
    with_words = WITH_WORDS
