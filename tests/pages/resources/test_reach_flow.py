"""From a file of need by county to what a new program would change, with no network outside."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route

from data.geography.gazetteer import areas
from data.services import county_needs
from tests.data.services.reachable import counted, listed
from tests.running import RunningApp, settled

pytestmark = pytest.mark.browser

LOUISVILLE, RICHMOND = (38.25, -85.75), (37.77, -84.3)
NEED = "FIPS,Families,Low,High,Source\n21111,100,80,120,Court\n21151,50,,,\n21999,3,,,\n"


def say(page: Page, text: str) -> None:
    page.get_by_text(text).first.wait_for()
    settled(page)


def only_from(page: Page, app: RunningApp) -> list[str]:
    """Refuse whatever leaves the app; what it was."""
    refused: list[str] = []

    def route(asked: Route) -> None:
        if urlsplit(asked.request.url).netloc == urlsplit(app.address).netloc:
            asked.continue_()
        else:
            refused.append(asked.request.url)
            asked.abort()

    page.route("**/*", route)
    return refused


@pytest.mark.long
def test_need_by_county_becomes_a_map_and_a_new_program_is_tried_on_it(
    shared_app: RunningApp, new_desk: Callable[..., Page], tmp_path: Path
) -> None:
    team_id = listed({"s1": [LOUISVILLE], "s2": [RICHMOND]}, {"s1": 60})
    page = new_desk()
    shared_app.sign_in(page)
    refused = only_from(page, shared_app)
    page.goto(f"{shared_app.address}/resources-access?team={team_id}")
    say(page, "It cannot be told yet how much help is within reach")
    page.get_by_role("link", name="Need by county").click()
    bring_in(page, team_id, tmp_path)
    see_map(page)
    try_program(page)
    try_point(page)
    assert refused == []


@pytest.mark.long
def test_counties_are_put_in_order_and_it_is_told_where_help_lies(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    team_id = listed({"s1": [(38.04, -84.46)], "s2": [(38.19, -85.66)]}, {"s1": 40, "s2": 90})
    codes = ("21067", "21111", "21195", "21209", "21239", "21113")
    counted(team_id, "".join(f"{code},{20 + at},,,,\n" for at, code in enumerate(codes)))
    page = new_desk()
    shared_app.sign_in(page)
    page.goto(f"{shared_app.address}/resources-figures?team={team_id}")
    say(page, "nobody has said yet which counties are poorer")
    page.get_by_role("link", name="Put counties in order").click()
    page.get_by_role("button", name="Enter a figure for each county").click()
    lines = page.get_by_label("One line for each county")
    lines.wait_for()
    settled(page)
    assert lines.input_value().splitlines()[0] == "21067 Fayette, KY:"
    lines.fill("\n".join(f"{code}\t{10 + at}" for at, code in enumerate(codes)))
    page.get_by_role("button", name="Save").click()
    say(page, "The name is empty.")
    for label, text in (("What the figure is", "Poverty"), ("Who counted it", "Census")):
        page.get_by_label(label).fill(text)
    page.get_by_label("Year").fill("2023")
    page.get_by_role("button", name="Save").click()
    say(page, "Poverty (Census, 2023), of 6 counties.")
    page.goto(f"{shared_app.address}/resources-figures?team={team_id}")
    say(page, "Concentration index")
    say(page, "In the order of: Poverty (Census, 2023).")


def bring_in(page: Page, team_id: str, folder: Path) -> None:
    """Nothing is kept before it was looked at, and what cannot be drawn is named."""
    (folder / "need.csv").write_text(NEED, encoding="utf-8")
    page.get_by_role("heading", name="Need by county").wait_for()
    settled(page)
    page.locator("input[type=file]").first.set_input_files(folder / "need.csv")
    say(page, "3 rows: 2 taken, 1 of no county on the map.")
    say(page, "So no number and no map has them: 21999.")
    assert county_needs.county_need(team_id) is None
    page.get_by_role("button", name="Take this over").click()
    say(page, "Need by county is taken over.")
    found = county_needs.county_need(team_id)
    assert found is not None
    assert {code: each.likely for code, each in found.known.items()} == {"21111": 100, "21151": 50}


def see_map(page: Page) -> None:
    """The clinic that does not say leaves its county not known; the other one is shared out."""
    page.get_by_role("link", name="Help within reach").click()
    page.locator(".js-plotly-plot").wait_for()
    settled(page)
    assert page.locator(".js-plotly-plot path.js-fill").count() >= 3
    page.get_by_text("The same in words").click()
    say(page, "Jefferson: 60 (from 50 to 75)")
    say(page, "since 1 service in reach does not say how much it can take: Madison")
    say(page, "is not said by 1 of 2 services")


@pytest.mark.long
def test_counties_are_set_beside_their_state_and_counted_in_another_way(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    """Louisville's clinic reaches few counties; half of the state's have a figure."""
    team_id = listed({"s1": [LOUISVILLE], "s2": [(38.0, -85.6)]}, {"s1": 60, "s2": 30})
    counted(team_id, "".join(f"{each.id},20,,,,\n" for each in areas("KY")))
    page = new_desk()
    shared_app.sign_in(page)
    page.goto(f"{shared_app.address}/resources-access?team={team_id}")
    choose(page, "Show", "Compared with the whole state")
    say(page, "The mean is 3.75 places a year per 100 families. 120 of the 120 counties")
    choose(page, "How distance counts", "For experts: another way to count")
    choose(page, "Another way to count", "Families choose a service (3SFCA)")
    say(page, "two services side by side share their families")
    say(page, "The mean is 3.75 places a year per 100 families.")
    page.get_by_text("The same in words").click()
    say(page, "The mean of Kentucky is 1. Within 45 miles, families choose (3SFCA)")
    say(page, "none within reach: Adair; Allen;")
    page.get_by_role("link", name="What if a program opened").click()
    page.get_by_label("Families it can serve in a year").wait_for()
    settled(page)
    page.get_by_label("How distance counts", exact=True).click()
    page.get_by_label("How distance counts", exact=True).fill("count")
    page.get_by_role("option", name="All who live within reach count alike").wait_for()
    assert page.get_by_role("option", name="For experts").count() == 0


def choose(page: Page, label: str, option: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.wait_for()
    settled(page)
    field.click()
    field.fill(option)  # keeps the list open where a click has moved the page
    page.get_by_role("option", name=option).click()
    settled(page)


def try_program(page: Page) -> None:
    """Fifty families a year in Jefferson County are half of the hundred in need there."""
    page.get_by_role("link", name="What if a program opened").click()
    supply = page.get_by_label("Families it can serve in a year")
    supply.wait_for()
    settled(page)
    supply.fill("50")
    supply.press("Enter")
    say(page, "100 (from 80 to 120) families in need live within 45 miles")
    page.get_by_text("The same in words").click()
    say(page, "Jefferson, KY: from 60 to 110")
    say(page, "No other service grows, shrinks or closes")


def try_point(page: Page) -> None:
    """At the door of a clinic that is listed, families of its own county are in reach."""
    page.reload()
    way = page.get_by_label("Where it opens", exact=True)
    way.wait_for()
    settled(page)
    way.click()
    page.get_by_role("option", name="At a place of your directory").click()
    page.get_by_label("Place", exact=True).wait_for()
    settled(page)
    supply = page.get_by_label("Families it can serve in a year")
    supply.fill("50")
    supply.press("Enter")
    say(page, "families in need live within 45 miles of Methadone clinic s1")
