"""Every screen about resources in a real browser, at both widths, full of hostile words."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from data.geography.gazetteer import areas
from data.services import county_needs, teams
from data.views import AgencyEntry
from tests.data.services.reachable import counted, listed
from tests.data.services.unmet import NEED, several
from tests.pages.looking import HOSTILE, Guide, Tour
from tests.pages.looks import OfEveryScreen
from tests.pages.resources.filled import fill
from tests.running import DESK, RunningApp, settled

pytestmark = [pytest.mark.browser, pytest.mark.long]

ROSTER = tuple(
    AgencyEntry(name, sector, 5)
    for name, sector in zip(HOSTILE[:3], ("child_welfare", "sud_treatment", "court"), strict=True)
)
SCREENS = (
    *("resources-empty", "resources", "resources-import", "resources-map", "resources-services"),
    *("resources-same", "resources-maps", "resources-calls", "call-form"),
    *("resources-figures", "resources-weights"),
    *("service", "fact-form", "capacity-form", "resources-need", "figure-form"),
    *("languages-form", "own-form"),
    *("gaps-empty", "resources-gaps", "resources-family", "resources-findings", "finding-form"),
    *("access-empty", "resources-need-county", "resources-access", "resources-what-if"),
    *("resources-unmet", "unmet-empty"),
    *("order-form", "what-if-point", "figures-of-counties", "measures-of-resources"),
    *("access-beside", "access-beside-few", "access-experts"),
)
REACH = ("need-county", "access", "what-if", "maps")
WITH_WORDS = (
    "resources-services",
    "resources-calls",
    "service",
    "resources-findings",
    "resources-import",
    "resources-need-county",
    "resources-unmet",
)


DRAWN = {
    "resources-maps": 1,
    "resources-gaps": 3,
    "resources-family": 1,
    "resources-calls": 1,
    "resources-figures": 1,
    "figures-of-counties": 1,
    "resources-access": 1,
    "access-beside": 1,
    "access-experts": 1,
    "resources-what-if": 2,
    "resources-unmet": 2,
}
"""Charts and maps that must not be blank, at least, by screen."""


def in_reach() -> str:
    """A team with two services at places, one of which does not say how much it can take."""
    team_id = listed({"s1": [(38.25, -85.75)], "s2": [(37.77, -84.3)]}, {"s1": 60})
    rows = f'county_fips,families,source\n21111,100,"{HOSTILE[0]}"\n21151,50,\n99999,3,\n'
    return with_need(team_id, rows)


def with_need(team_id: str, rows: str) -> str:
    """A team that has taken a file of need by county over."""
    reading = county_needs.read(team_id, rows.encode(), name=f"{HOSTILE[4]}.csv", tier="T4")
    county_needs.accept(reading)
    return team_id


def whole_state() -> str:
    """A team with a figure for every county of a state, and one service that does not say."""
    places = {"s1": [(38.25, -85.75)], "s2": [(37.77, -84.3)], "s3": [(37.1, -88.6)]}
    team_id = listed(places, {"s1": 600, "s2": 250})
    need = "".join(
        f"{each.id},{20 + at % 7 * 10},{10 + at % 5},{90 + at % 9},,\n"
        for at, each in enumerate(areas("KY"))
    )
    counted(team_id, need)
    return team_id


def addresses(team_id: str, empty_id: str, ids: dict[str, str]) -> dict[str, str]:
    """Where each look is taken."""
    team, service = f"team={team_id}", f"service={ids['s1']}"
    own = {name: f"/{name}?{team}" for name in SCREENS if name.startswith("resources")}
    return own | {
        "resources-empty": f"/resources?team={empty_id}",
        "gaps-empty": f"/resources-gaps?team={empty_id}",
        "access-empty": f"/resources-access?team={empty_id}",
        **{f"resources-{name}": f"/resources-{name}?team={ids['reach']}" for name in REACH},
        "resources-unmet": f"/resources-unmet?team={ids['unmet']}",
        "unmet-empty": f"/resources-unmet?team={empty_id}",
        "access-beside": f"/resources-access?team={ids['state']}",
        "access-experts": f"/resources-access?team={ids['state']}",
        "access-beside-few": f"/resources-access?team={ids['reach']}",
        "order-form": f"/resources-need-county?team={ids['reach']}&enter=order",
        "what-if-point": f"/resources-what-if?team={ids['reach']}",
        "figures-of-counties": f"/resources-figures?team={ids['reach']}",
        "measures-of-resources": f"/measures?{team}&about=resources",
        "service": f"/resources-services?{team}&{service}",
        "fact-form": f"/resources-services?{team}&{service}&fact=accepts_fathers",
        "capacity-form": f"/resources-services?{team}&{service}&enter=capacity",
        "own-form": f"/resources-services?{team}&enter=by-hand",
        "call-form": f"/resources-services?{team}&{service}&enter=call",
        "figure-form": f"/resources-need?{team}&figure=referred",
        "languages-form": f"/resources-need?{team}&figure=languages",
        "finding-form": f"/resources-findings?{team}&finding={ids['finding']}",
    }


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list; what is typed keeps it open where a click has moved the page."""
    field = page.get_by_label(label, exact=True)
    field.click()
    field.fill(option)
    page.get_by_role("option", name=option).click()


def prepare(page: Page, name: str) -> None:
    """Bring out what a screen shows only after a step."""
    if name == "resources-what-if":
        supply = page.get_by_label("Families it can serve in a year")
        supply.fill("50")
        supply.press("Enter")
        page.locator(".js-plotly-plot").nth(1).wait_for()
    if name == "what-if-point":
        page.get_by_label("Where it opens", exact=True).click()
        page.get_by_role("option", name="At a latitude and longitude").click()
        page.get_by_text("Enter where the new program would stand.").wait_for()
    if name.startswith("access-beside"):
        choose(page, "Show", "Compared with the whole state")
        told = "A mean of the state takes two" if name.endswith("few") else "The mean is"
        page.get_by_text(told).first.wait_for()
    if name == "access-experts":
        choose(page, "How distance counts", "For experts: another way to count")
        page.get_by_text("along a bell curve").first.wait_for()
    if name == "resources-need-county":
        page.get_by_text("The counties that count now").click()


@pytest.fixture(scope="module")
def tour(shared_app: RunningApp, chromium: Browser) -> Iterator[Tour]:
    """One walk through everything, made once."""
    context = chromium.new_context(viewport=DESK)
    context.set_default_timeout(30_000)
    guide = Guide(context.new_page(), shared_app)
    shared_app.sign_in(guide.page)
    empty, team = (teams.create_team(name, "", ROSTER) for name in (HOSTILE[5], HOSTILE[3]))
    ids = fill(team, (HOSTILE[0], HOSTILE[1], HOSTILE[4]))
    ids |= {"reach": in_reach(), "state": whole_state()}
    rows = f"county_fips,families,low,high,source,year\n{NEED}"
    ids["unmet"] = with_need(several(HOSTILE[3], HOSTILE[0].replace('"', "'")), rows)
    where = addresses(team.id, empty.id, ids)
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

    @pytest.mark.parametrize("screen", DRAWN)
    def test_charts_and_maps_are_there_without_a_network(
        self, screen: str, width: str, tour: Tour, shared_app: RunningApp
    ) -> None:
        """The browser finds no host but the app, and asked for none."""
        assert tour.looks[screen, width].drawn >= DRAWN[screen]
        assert tour.asked == {shared_app.address.removeprefix("http://")}
