"""The demo's family group where other screens meet it: the grid of gaps, and the inventory."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from data.services import demo, families, waves
from tests.pages.looking import Guide
from tests.running import RunningApp, settled

pytestmark = [pytest.mark.browser, pytest.mark.long]

STATEMENT = "A parent who takes methadone or buprenorphine as prescribed is in recovery."
THEME = "The methadone program is too far away to go every day."


@pytest.fixture(scope="module")
def team_id(shared_app: RunningApp) -> str:
    return demo.fill_demo()


@pytest.fixture
def guide(shared_app: RunningApp, new_desk: Callable[..., Page], team_id: str) -> Guide:
    page = new_desk()
    page.set_default_timeout(60_000)
    shared_app.sign_in(page)
    return Guide(page, shared_app)


def test_a_statement_with_a_theme_beside_it_leads_to_what_families_said(
    guide: Guide, team_id: str
) -> None:
    newest = waves.waves(team_id)[0]
    page = guide.go(f"/results?wave={newest.id}")
    settled(page)
    link = page.get_by_role("link", name="What families said")
    expect(link).to_have_count(0)
    chosen = page.get_by_role("combobox", name="Statement (widest range of views first)")
    chosen.click()
    chosen.fill(STATEMENT)
    page.get_by_role("option", name=STATEMENT).click()
    settled(page)
    expect(page.get_by_text(f"{THEME} (3 people in 2 sessions)")).to_be_visible()
    expect(page.get_by_text("Agreed gap: ")).to_have_count(1)
    link.click()
    expect(page.get_by_role("heading", level=1, name="What families said")).to_be_visible()
    settled(page)
    expect(page.get_by_role("heading", name="Hidden gap (1)")).to_be_visible()
    expect(page.get_by_role("heading", name="Agreed gap (1)")).to_be_visible()
    assert guide.tour.complaints == []


def test_the_grid_marks_the_gaps_that_families_and_agencies_told_of(
    guide: Guide, team_id: str
) -> None:
    page = guide.go(f"/resources-gaps?team={team_id}")
    settled(page)
    chart = page.locator(".js-plotly-plot").first
    expect(chart.get_by_text("▲ Hidden gap")).to_have_count(1)
    expect(chart.get_by_text("▲ Agreed gap")).to_have_count(1)
    page.get_by_text("The same in words").first.click()
    told = page.locator("[data-testid=stExpander]").first
    expect(told).to_contain_text("Transportation. ▲ Hidden gap.")


def test_whoever_did_not_code_the_demo_can_look_by_saying_so(guide: Guide, team_id: str) -> None:
    (plan,) = families.studies(team_id)
    page = guide.go(f"/families-compare?team={team_id}&plan={plan.id}")
    settled(page)
    expect(page.get_by_text("There is nothing to compare yet")).to_be_visible()
    page.get_by_role("button", name="I do not code “Parents, evening (made up)”; show me").click()
    page.get_by_role("dialog").get_by_role("button", name="Show me").click()
    expect(page.get_by_role("heading", name="What to talk about")).to_be_visible()
    settled(page)
    expect(page.get_by_text("On Sundays there is no bus.").first).to_be_visible()
