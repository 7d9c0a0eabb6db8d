"""Somebody with a keyboard and no mouse, signed in as who they are."""

from dataclasses import dataclass, field

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from data.clock import today
from data.services import access, accounts, scans
from data.store import memberships as membership_store
from data.store.memberships import Role
from data.views import TeamView
from tests.pages.looking import NOT_OURS
from tests.running import RunningApp, settled

_MOST = 260  # presses of Tab before a place counts as out of reach


@dataclass
class Hands:
    """A browser that is led by keys alone; a mouse is never used."""

    page: Page
    app: RunningApp
    _axe: Axe = field(default_factory=Axe)

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(f"{self.app.address}{path}")
        self.page.get_by_role("heading", level=1).wait_for()
        settled(self.page)

    def reach(self, place: Locator) -> None:
        """Press Tab until the place has the focus."""
        place.wait_for()
        for _ in range(_MOST):
            self.page.keyboard.press("Tab")
            if place.evaluate("e => e === document.activeElement"):
                return
        raise AssertionError(f"{place} cannot be reached with the Tab key.")

    def press(self, name: str, *, exact: bool = True, last: bool = False) -> None:
        """Go to a button and press Enter."""
        buttons = self.page.get_by_role("button", name=name, exact=exact)
        self.reach(buttons.last if last else buttons.first)
        self.page.keyboard.press("Enter")

    def unfold(self, name: str) -> None:
        """Open what is folded away."""
        self.reach(self.page.locator("summary", has_text=name).first)
        self.page.keyboard.press("Enter")

    def type(self, label: str, text: str) -> None:
        """Go to a field and put text in the place of what is there."""
        self.reach(self.page.get_by_label(label, exact=True).first)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def tick(self, label: str) -> None:
        """Go to a box and tick it."""
        self.reach(self.page.get_by_role("checkbox", name=label).first)
        self.page.keyboard.press("Space")

    def choose(self, group: str, option: str) -> None:
        """Go to a group of radio buttons and walk to one of them."""
        wanted = self.page.get_by_role("radiogroup", name=group).first.get_by_role(
            "radio", name=option, exact=True
        )
        every = self.page.get_by_role("radiogroup", name=group).first.get_by_role("radio")
        every.first.wait_for()
        chosen = [each for each in every.all() if each.is_checked()]
        self.reach(chosen[0] if chosen else every.first)
        self.page.keyboard.press("Space")
        for _ in range(every.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        assert wanted.is_checked()

    def sees(self, text: str) -> None:
        """Wait for words."""
        self.page.get_by_text(text, exact=False).first.wait_for()
        settled(self.page)

    def check(self) -> None:
        """Nothing on the screen is in anybody's way, and nothing runs out sideways."""
        settled(self.page)
        found = self._axe.run(self.page, context=NOT_OURS)["violations"]
        assert [f"{each['id']}: {each['nodes'][0]['html'][:300]}" for each in found] == []
        wide = "e => e.scrollWidth - e.clientWidth"
        assert self.page.get_by_test_id("stMain").evaluate(wide) <= 0


def token_of(team: TeamView, name: str, *, agency: str) -> str:
    """A session of a new member of the team who answers for an agency."""
    made = accounts.invite(f"{name.lower()}@table.example")
    token = access.redeem(made.name, made.code, "seven lamps along the harbor").token
    role = Role(team.id, made.account_id, "member", given_by="x", given_on=today())
    membership_store.give_role(role)
    scans.set_rater(team.id, made.account_id, agency)
    return token
