"""From a team's word to a consultant's screen and file, and back, in a real browser."""

import csv
import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from data.services import portfolio_consent
from data.store import access as access_store
from tests.pages.consultant.conftest import put, some_teams
from tests.pages.scan.hands import Hands
from tests.pages.shell.talking import ask
from tests.running import NAME, RunningApp

pytestmark = pytest.mark.browser

SILENT = "e" * 16


@pytest.mark.long
def test_a_team_is_seen_when_it_agrees_and_gone_when_it_takes_that_back(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    token = shared_app.staff_token()
    me = access_store.account_named(NAME)
    assert me is not None
    put(some_teams(), me.id, role="facilitator")
    page = new_desk()
    shared_app.hold(page, token)
    ana = Hands(page, shared_app)

    ana.open("/portfolio")
    ana.sees("11 of your 12 teams agreed to be seen here.")
    assert "Silent canary" not in page.locator("body").inner_text()
    assert b"Silent canary" not in ask(shared_app, "/export/portfolio.csv", token=token).body

    ana.open(f"/portfolio-consent?team={SILENT}")
    ana.sees("Nobody has said anything about it yet.")
    ana.tick("Our team may be seen beside other teams")
    ana.press("Save")
    ana.sees("Saved. It holds from now on.")
    ana.sees("Your team may be seen beside other teams. Its figures do not count in benchmarks.")
    assert portfolio_consent.consent(SILENT).counted is False

    ana.open("/portfolio")
    ana.sees("All 12 teams of yours agreed to be seen here.")
    ana.type("Find by name or place", "silent")
    page.keyboard.press("Enter")
    ana.sees("1 team.")
    page.get_by_role("link", name="Beside the others").click()
    ana.sees("Your other teams")

    ana.open(f"/portfolio-consent?team={SILENT}")
    ana.tick("Our team may be seen beside other teams")
    ana.press("Save")
    ana.sees("Your team is not seen beside other teams.")
    for path in ("/export/portfolio.csv", "/export/portfolio.json", "/export/portfolio.xlsx"):
        answer = ask(shared_app, path, token=token)
        assert (answer.status, b"Silent canary" in answer.body) == (200, False)
        assert answer.headers["cache-control"] == "no-store"
    text = ask(shared_app, "/export/portfolio.csv", token=token).body.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["row"] == "team"]
    assert len(rows) == 11
    assert ask(shared_app, "/export/portfolio.csv", token=None).status == 303
    assert ask(shared_app, "/export/portfolio.nothing", token=token).status == 404
