"""An address is hidden with one press, and shown again after a question, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from data.services import confidential_places, directories, listings, teams
from data.views import AgencyEntry
from tests.running import RunningApp, settled

pytestmark = pytest.mark.browser

FILES = {
    "services.csv": b"id,name,description,status\ns1,House one,,active\n",
    "locations.csv": b"id,name,location_type\nl1,The house,physical\n",
    "service_at_location.csv": b"id,service_id,location_id\nx1,s1,l1\n",
    "addresses.csv": b"id,location_id,address_1,city,state_province,postal_code,country\n"
    b"a1,l1,12 Willow Road,Here,KY,40216,US\n",
}


@pytest.mark.long
def test_an_address_is_hidden_on_a_screen_and_taken_back_there(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    team_id = teams.create_team("River county", "", (AgencyEntry("Court", "court", 6),)).id
    directories.accept(directories.read(team_id, FILES, source="211"))
    (one,) = listings.services(team_id)
    page = new_desk()
    shared_app.sign_in(page)
    page.goto(f"{shared_app.address}/resources-services?team={team_id}&service={one.id}")
    page.get_by_text("12 Willow Road").wait_for()
    settled(page)
    page.get_by_role("button", name="This address is confidential").click()
    page.get_by_text("The address is hidden now").wait_for()
    settled(page)
    assert "12 Willow" not in page.content()
    page.get_by_role("button", name="Anybody may know this address").click()
    page.get_by_role("dialog").wait_for()
    settled(page)
    assert confidential_places.places(team_id, one.id)[0].standing == "marked"
    page.get_by_role("button", name="Show it again").click()
    page.get_by_text("The address is shown again.").wait_for()
    page.get_by_text("12 Willow Road").wait_for()
