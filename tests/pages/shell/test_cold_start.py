"""The first requests that a fresh server ever gets.

A folder `pages/` beside an entry script turns on Streamlit's old page discovery until somebody runs
the entry script to its navigation. Here nobody does before the last test, so each of the first
tests meets the server as cold as the one before.
"""

import pytest

from data.services import teams
from data.views import AgencyEntry
from tests.pages.shell.talking import ONLY_THE_WAY_IN, open_screen
from tests.running import RunningApp

NAME = "Table of the canary"
ADDRESSES = (
    "team",
    "wave",
    "results",
    "measures",
    "start",
    "questionnaires",
    "sign-out",
    "",
    "main",
    "shell",
    "shell/main",
    "facilitator",
    "facilitator/team",
    "pages/facilitator/team",
    "respond/routes",
    "nothing-of-the-kind",
)


@pytest.fixture(scope="module")
def team_id(shared_app: RunningApp) -> str:
    return teams.create_team(NAME, "Canary county", [AgencyEntry("Canary court", "court", 9)]).id


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_fresh_server_shows_a_stranger_the_way_to_sign_in_and_nothing_else(
    address: str, shared_app: RunningApp, team_id: str
) -> None:
    with open_screen(shared_app) as screen:
        shown = screen.run(address, f"team={team_id}")
        assert shown == ONLY_THE_WAY_IN
        assert '"/sign-in"' in screen.shown[-1][1]
        assert not screen.says("anary")


@pytest.mark.long
def test_the_first_request_of_all_may_be_a_deep_link_by_somebody_signed_in(
    shared_app: RunningApp, team_id: str
) -> None:
    token = shared_app.staff_token()
    shared_app.restart_after_a_crash()
    with open_screen(shared_app, token=token) as screen:
        screen.run("team", f"team={team_id}")
        assert screen.says(NAME)
        assert "Agencies and groups" in str(screen.shown)
