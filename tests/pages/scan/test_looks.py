"""Every screen about a scan in a real browser, at both widths, full of hostile words."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from data.clock import today
from data.scan_views import AnswerEntry, OwnItem
from data.services import outcomes, scan_answers, scan_settling, scans, teams, worksheets
from data.services.demo_outcomes import demo_entries
from data.services.scan_settling import PlanEntry, Ruling
from data.store import access as access_store
from data.views import AgencyEntry
from tests.pages.looking import EVIL, HOSTILE, Guide, Tour
from tests.pages.looks import OfEveryScreen
from tests.running import DESK, NAME, RunningApp, settled

pytestmark = [pytest.mark.browser, pytest.mark.long]

ROSTER = tuple(
    AgencyEntry(name, sector, 5)
    for name, sector in zip(HOSTILE[:3], ("child_welfare", "sud_treatment", "court"), strict=True)
)
SCREENS = (
    *("scan-empty", "scan", "scan-answer", "scan-item", "scan-differ", "scan-work"),
    *("scan-recheck", "scan-sign", "scan-changes", "scan-run", "scan-ending"),
    *("worksheets", "sharing", "training", "baseline", "baseline-outside"),
    *("task-form", "sharing-form", "baseline-form"),
)
WITH_WORDS = ("scan", "scan-item", "scan-differ", "scan-work", "scan-sign", "baseline")


class Filled:
    """A team whose second round holds a conflict, a settled one, plans, files and a baseline."""

    def __init__(self) -> None:
        self.team = teams.create_team(HOSTILE[3], "", ROSTER)
        self.codes = [agency.code for agency in self.team.agencies]
        first = scans.begin(self.team.id, title=HOSTILE[4]).id
        self._answer(first, "cert_body_known", ("in_place", "not_in_place"))
        scans.end(first)
        self.scan = scans.begin(self.team.id, title=HOSTILE[5]).id
        self._answer(self.scan, "cert_types_known", ("in_place", "unknown", "not_in_place"))
        self._answer(self.scan, "cert_hours_known", ("partly", "in_place"))
        item = scans.board(self.scan).item("cert_hours_known")
        assert item is not None
        ruling = Ruling("partly", "talk", HOSTILE[0], scan_settling.heard(item))
        scan_settling.settle(self.scan, "cert_hours_known", ruling)
        code = self.codes[1]
        scan_settling.dissent(self.scan, "cert_hours_known", code, HOSTILE[1], number=1)
        own = OwnItem(HOSTILE[2], section_title=HOSTILE[1], evidence=HOSTILE[0])
        scans.add_item(self.scan, own)
        scan_answers.add_file(
            self.scan, "cert_types_known", self.codes[0], name=f"{EVIL}[a].txt", content=b"words"
        )
        scan_settling.sign_off(self.scan, self.codes[0], HOSTILE[0])
        me = access_store.account_named(NAME)
        assert me is not None
        plan = PlanEntry(self.codes[2], me.id, today(), HOSTILE[1])
        scan_settling.plan(self.scan, "cert_types_known", plan, based_on=0)
        for entry in demo_entries(today()):
            outcomes.save_entry(self.team.id, entry)
        row = worksheets.sheet(self.team.id, "sharing").rows[0]
        changed = worksheets.SharedRow(
            row.id, HOSTILE[0], row.sender, row.receivers, HOSTILE[1], HOSTILE[2], "", {}, row.asked
        )
        worksheets.save_row(self.team.id, changed, seen=row)

    def _answer(self, scan_id: str, item: str, statuses: tuple[str, ...]) -> None:
        board = scans.board(scan_id).item(item)
        assert board is not None
        for code, status in zip(self.codes, statuses, strict=False):
            before = board.of(code)
            entry = AnswerEntry(status, None, HOSTILE[0], f"https://{EVIL}/page", HOSTILE[1])
            version = before.version if before else 0
            scan_answers.save(scan_id, item, code, entry, based_on=version)

    def addresses(self) -> dict[str, str]:
        scan, team = f"scan={self.scan}", f"team={self.team.id}"
        own = {name: f"/{name}?{scan}" for name in SCREENS if name.startswith("scan-")}
        return {
            "scan": f"/scan?{team}",
            **own,
            "scan-item": f"/scan-answer?{scan}&item=cert_types_known&agency={self.codes[0]}",
            "scan-ending": f"/scan-run?{scan}",
            "worksheets": f"/worksheets?{team}",
            "sharing": f"/worksheets?{team}&sheet=sharing",
            "training": f"/training?{team}",
            "baseline": f"/baseline?{team}",
            "baseline-outside": f"/baseline?{team}",
            "task-form": f"/worksheets?{team}&task=shares_story",
            "sharing-form": f"/worksheets?{team}&sheet=sharing&row=attendance",
            "baseline-form": f"/baseline?{team}&enter=reunified_12mo",
        }


@pytest.fixture(scope="module")
def tour(shared_app: RunningApp, chromium: Browser) -> Iterator[Tour]:
    """One walk through everything, made once."""
    context = chromium.new_context(viewport=DESK)
    context.set_default_timeout(30_000)
    guide = Guide(context.new_page(), shared_app)
    shared_app.sign_in(guide.page)
    empty = teams.create_team(HOSTILE[5], "", ROSTER)
    for name, address in ({"scan-empty": f"/scan?team={empty.id}"} | Filled().addresses()).items():
        page = guide.go(f"/scan?team={empty.id}" if name == "scan-empty" else address)
        settled(page)
        page.get_by_role("heading", level=1).wait_for()
        if name == "scan-ending":
            page.get_by_role("button", name="End this round").click()
            page.get_by_role("button", name="End it", exact=True).wait_for()
        elif name == "baseline-outside":
            page.get_by_text("Show as it may leave the team").click()
            page.get_by_text("Counts from 1 to 10 are hidden here").wait_for()
        guide.look(name)
    yield guide.tour
    context.close()


class TestEveryScreen(OfEveryScreen):
    """Each promise of `OfEveryScreen` for each of these."""

    screens = SCREENS
    with_words = WITH_WORDS


def test_small_counts_are_hidden_as_soon_as_figures_may_leave_the_team(tour: Tour) -> None:
    inside, outside = (tour.looks[name, "desk"].words for name in ("baseline", "baseline-outside"))
    assert "6 of 71" in inside
    assert "6 of 71" not in outside
    assert "4 of 17" not in outside
    assert "88 of 112" in outside
