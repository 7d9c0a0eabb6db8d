"""Every screen from coding to findings in a real browser, at both widths, full of hostile words."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from data.services import families
from data.services.demo_resources import fill_demo_resources
from data.store import access as access_store
from tests.data.services.families.groups import looked, settings
from tests.pages.families.analysed import Analysed, analysed, person, team_of
from tests.pages.looking import HOSTILE, Guide, Tour
from tests.pages.looks import OfEveryScreen
from tests.running import DESK, NAME, RunningApp, settled

pytestmark = [pytest.mark.browser, pytest.mark.long]

SCREENS = (
    *("coding", "coding-session", "coding-list", "coding-finished", "codes", "compare"),
    *("themes", "theme", "theme-quote", "new-theme", "findings", "gaps", "empty-coding"),
    *("empty-compare", "empty-themes", "empty-findings"),
)
WITH_WORDS = ("coding", "coding-finished", "codes", "compare", "themes", "theme", "findings")


def addresses(made: Analysed, empty: str) -> dict[str, str]:
    """Where each look is taken."""
    about = "&".join(f"{key}={value}" for key, value in made.about.items())
    first, _, third = (each.id for each in made.group.sessions)
    return {
        "coding": f"/families-coding?{about}",
        "coding-session": f"/families-coding?{about}&session={third}",
        "coding-list": f"/families-coding?{about}&session={third}",
        "coding-finished": f"/families-coding?{about}&session={first}",
        "codes": f"/families-coding?{about}&view=codes",
        "compare": f"/families-compare?{about}",
        "themes": f"/families-themes?{about}",
        "theme": f"/families-themes?{about}&theme={made.shown}",
        "theme-quote": f"/families-themes?{about}&theme={made.shown}",
        "new-theme": f"/families-themes?{about}&theme=new",
        "findings": f"/families-findings?{about}",
        "gaps": f"/resources-gaps?team={made.group.team_id}",
        **{f"empty-{name}": f"/families-{name}?{empty}" for name in ("coding", "compare")},
        **{f"empty-{name}": f"/families-{name}?{empty}" for name in ("themes", "findings")},
    }


def prepare(page: Page, name: str) -> None:
    """Bring out what a screen shows only after a step."""
    if name == "coding-session":
        page.get_by_role("grid").wait_for()
    if name == "coding-list":
        page.get_by_text("As a plain list, without the desk").click()
        page.get_by_text("Codes of sentence 1", exact=True).wait_for()
    if name == "codes":
        page.get_by_text("All 28 codes").click()
        page.get_by_text("Bring in codes from another program").click()
    if name == "compare":
        page.get_by_role("button", name="It does not belong here").first.click()
        page.get_by_role("heading", name="What you have settled").wait_for()
        settled(page)
        page.get_by_text("More: other figures, and the exact words").click()
        page.get_by_text("The same in words").click()
    if name == "theme":
        page.get_by_text("Put somebody behind it by words that were coded").click()
        page.get_by_text("Put seats behind it as whoever took notes heard it").click()
    if name == "theme-quote":
        page.get_by_text("Propose a quote").click()
        expect(page.get_by_label("As it would be shown")).to_be_visible()


@pytest.fixture(scope="module")
def made(shared_app: RunningApp) -> Analysed:
    """A group as the facilitator and a second reader left it."""
    shared_app.staff_token()
    account = access_store.account_named(NAME)
    assert account is not None
    team = team_of(HOSTILE[3])
    fill_demo_resources(team.id)
    return analysed(team, person(account.id, team.id, NAME), words=HOSTILE)


@pytest.fixture(scope="module")
def tour(shared_app: RunningApp, chromium: Browser, made: Analysed) -> Iterator[Tour]:
    """One walk through everything, made once."""
    context = chromium.new_context(viewport=DESK)
    context.set_default_timeout(60_000)
    guide = Guide(context.new_page(), shared_app)
    empty = team_of(HOSTILE[5])
    plan = looked(families.begin_study, empty.id, HOSTILE[1], settings())
    shared_app.sign_in(guide.page)
    where = addresses(made, f"team={empty.id}&plan={plan.id}")
    for name in SCREENS:
        page = guide.go(where[name])
        settled(page)
        page.get_by_role("heading", level=1).wait_for()
        prepare(page, name)
        guide.look(name)
    yield guide.tour
    context.close()


class TestEveryScreen(OfEveryScreen):
    """Each promise of `OfEveryScreen` for each of these."""

    screens = SCREENS
    with_words = WITH_WORDS
