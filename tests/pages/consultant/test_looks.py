"""The screens of a consultant in a real browser, at both widths, full of hostile names."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from data.services import teams
from data.store import access as access_store
from data.views import AgencyEntry
from tests.pages.consultant.conftest import put, some_teams
from tests.pages.looking import HOSTILE, Guide, Tour
from tests.pages.looks import OfEveryScreen
from tests.running import DESK, NAME, RunningApp, settled

pytestmark = [pytest.mark.browser, pytest.mark.long]

ROSTER = (AgencyEntry("Court", "court", 6),)
RIVER = f"{6:016x}"
SCREENS = {
    "empty": "/portfolio",
    "one-alone": "/portfolio",
    "portfolio": "/portfolio",
    "second-page": "/portfolio?page=2",
    "beside": f"/portfolio?team={RIVER}",
    "beside-hostile": f"/portfolio?team={0:016x}",
    "beside-old": f"/portfolio?team={'b' * 16}",
    "beside-made-up": f"/portfolio?team={'d' * 16}",
    "beside-silent": f"/portfolio?team={'e' * 16}",
    "nowhere": "/portfolio?team=nothing",
    "consent": f"/portfolio-consent?team={RIVER}",
    "consent-nowhere": "/portfolio-consent?team=nothing",
}
FEW = ("empty", "one-alone")
WITH_WORDS = ("portfolio", "beside", "beside-hostile")


@pytest.fixture(scope="module")
def tour(shared_app: RunningApp, chromium: Browser) -> Iterator[Tour]:
    """One walk through everything, made once."""
    context = chromium.new_context(viewport=DESK)
    context.set_default_timeout(30_000)
    guide = Guide(context.new_page(), shared_app)
    shared_app.sign_in(guide.page)
    me = access_store.account_named(NAME)
    assert me is not None
    for name, address in SCREENS.items():
        if name == "one-alone":
            teams.create_team(HOSTILE[0], "", ROSTER)
        elif name == "portfolio":
            put(some_teams(), me.id, role="facilitator")
        page = guide.go(address)
        settled(page)
        page.get_by_role("heading", level=1).wait_for()
        for each in page.locator("[data-testid=stMain] summary").all():
            each.click()
        guide.look(name)
    yield guide.tour
    context.close()


class TestEveryScreen(OfEveryScreen):
    """Each promise of `OfEveryScreen` for each of these."""

    screens = SCREENS
    with_words = WITH_WORDS


@pytest.mark.parametrize("name", SCREENS)
def test_a_team_that_has_not_agreed_is_on_no_screen(name: str, tour: Tour) -> None:
    assert "Silent canary" not in tour.looks[name, "desk"].words


def test_each_empty_screen_says_why_it_is_empty(tour: Tour) -> None:
    said = {name: tour.looks[name, "desk"].words for name in SCREENS}
    assert "You have no such role yet." in said["empty"]
    assert "None of your teams has agreed yet" in said["one-alone"]
    assert "This team has not agreed to be seen" in said["beside-silent"]
    assert "This team is not here" in said["nowhere"]


def test_why_a_team_does_not_compare_is_said_in_words(tour: Tour) -> None:
    words = tour.looks["beside", "desk"].words
    for said in (
        "They were asked different questionnaires, or different editions of one.",
        "What is known of Long ago is 29 months old; at most 18 are compared.",
        "Nothing released has no released result.",
        "Made up is made up, and is compared with nobody.",
        "Their maps of need are about different families.",
        "Long ago has not begun a scan.",
    ):
        assert said in words, said
    assert "Long ago is 29 months old" in tour.looks["beside-old", "desk"].words
    assert "Made-up team." in tour.looks["beside-made-up", "desk"].words


def test_where_a_team_lies_is_said_and_no_team_is_ranked(tour: Tour) -> None:
    words = tour.looks["beside", "desk"].words
    assert "the middle half is at" in words
    assert "This team:" in words
    for name in SCREENS:
        said = tour.looks[name, "desk"].words.lower()
        assert not re.search(r"\b(1st|2nd|3rd|rank|winner|top team|place 1)\b", said)
