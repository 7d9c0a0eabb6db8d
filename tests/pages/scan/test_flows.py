"""A scan from its first answer to the next round, with keys alone, on a desk and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from data.services import scan_settling, scans, teams
from data.services.scan_board import history
from data.views import AgencyEntry
from tests.pages.scan.hands import Hands, token_of
from tests.running import DESK, PHONE, RunningApp

pytestmark = pytest.mark.browser

ROSTER = (
    AgencyEntry("County child welfare", "child_welfare", 6),
    AgencyEntry("New Shore Treatment", "sud_treatment", 5),
)
ITEM = "cert_body_known"


def answer(hands: Hands, scan_id: str, status: str, words: str) -> None:
    hands.open(f"/scan-answer?scan={scan_id}&item={ITEM}")
    hands.choose("How is it?", status)
    hands.type("What shows it (in a few words)", words)
    hands.press("Save and go on")


@pytest.mark.long
def test_a_scan_from_its_first_answer_to_the_next_round_on_a_desk_and_each_database(
    app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    walk(app, new_desk, size=DESK)


@pytest.mark.long
def test_a_scan_from_its_first_answer_to_the_next_round_on_a_phone(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    walk(shared_app, new_desk, size=PHONE)


def walk(app: RunningApp, new_desk: Callable[..., Page], *, size: dict[str, int]) -> None:
    team = teams.create_team("River county", "", ROSTER)
    codes = [agency.code for agency in team.agencies]

    def somebody(token: str) -> Hands:
        page = new_desk(viewport=size)
        app.hold(page, token)
        return Hands(page, app)

    ana = somebody(app.staff_token())  # the facilitator
    wide = size["width"]  # names are taken once in an installation
    sam, lee = (somebody(token_of(team, f"{n}{wide}", agency=codes[0])) for n in ("Sam", "Lee"))
    kim = somebody(token_of(team, f"Kim{wide}", agency=codes[1]))

    ana.open(f"/scan?team={team.id}")
    ana.press("Begin the scan")
    ana.sees("Who answers for which agency")
    ana.check()
    scan_id = scans.scans(team.id)[0].id

    # Two people of one agency have the same statement open; neither edit is lost.
    lee.open(f"/scan-answer?scan={scan_id}&item={ITEM}")
    answer(sam, scan_id, "In place", "The state page names it")
    sam.sees("Saved.")
    lee.choose("How is it?", "Partly in place")
    lee.type("What shows it (in a few words)", "Only for substance use")
    lee.press("Save and go on")
    lee.sees("Two answers for one agency")
    lee.sees("The state page names it")
    lee.sees("Only for substance use")
    lee.check()
    lee.press("Save mine after it")
    lee.sees("Saved.")
    said = [each.status for each in history(scan_id, ITEM)]
    assert said == ["partly", "in_place"]

    # Another agency says something else; a person settles it by name, and dissent stays.
    answer(kim, scan_id, "Not in place", "We asked and found none")
    kim.sees("Saved.")
    ana.open(f"/scan-differ?scan={scan_id}")
    ana.sees("We asked and found none")
    ana.check()
    ana.unfold("Settle it in my name")
    ana.choose("How it is", "Partly in place")
    ana.choose("What this rests on", "The evidence shows it")
    ana.type("Why, in one or two sentences", "The state page was updated in May.")
    ana.press("Settle it")
    ana.sees("Settled. What each agency said stays beside it.")
    kim.open(f"/scan-differ?scan={scan_id}")
    kim.unfold("My agency sees it differently")
    kim.type("What you see differently", "The page names a board that closed.")
    kim.press("Keep it beside the decision")
    kim.sees("New Shore Treatment sees it differently:")
    kim.check()
    item = scans.board(scan_id).item(ITEM)
    assert item is not None
    assert item.decision is not None
    assert (item.standing, len(item.decision.dissents)) == ("partly", 1)

    # An agency signs; the round ends; the next one asks only what still matters.
    sam.open(f"/scan-sign?scan={scan_id}")
    sam.tick("These answers are what our agency stands by.")
    sam.press("Sign for this agency")
    sam.sees("Signed by")
    sam.check()
    ana.open(f"/scan-run?scan={scan_id}")
    ana.press("End this round")
    ana.press("End it")
    ana.sees("the next round asks")
    ana.press("Begin the next round")
    ana.sees("The round has begun.")
    again = scans.scans(team.id)[0]
    assert (again.number, again.asked.get(ITEM)) == (2, None)
    assert 0 < len(again.asked) < 63
    answer(kim, again.id, "Partly in place", "We have seen it now")
    kim.sees("Saved")
    other = next(iter(again.asked))
    sam.open(f"/scan-answer?scan={again.id}&item={other}")
    sam.press("We don't know")
    sam.sees("Saved")
    ana.open(f"/scan-changes?scan={again.id}")
    ana.sees("Now: We don't know")
    ana.check()
    assert [each.item for each in scan_settling.changes(again.id)] == [other]


@pytest.mark.long
def test_what_was_typed_outlives_a_restart_of_the_server_and_overwrites_nothing(
    app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    team = teams.create_team("River county", "", ROSTER)
    scan_id = scans.begin(team.id).id
    sam, lee = (token_of(team, name, agency=team.agencies[0].code) for name in ("Sam", "Lee"))
    pages = []
    for token in (sam, lee):
        page = new_desk()
        app.hold(page, token)
        pages.append(Hands(page, app))
    pages[0].open(f"/scan-answer?scan={scan_id}&item={ITEM}")
    pages[0].choose("How is it?", "In place")
    pages[0].type("What shows it (in a few words)", "typed before the restart")
    answer(pages[1], scan_id, "Not in place", "saved meanwhile")
    pages[1].sees("Saved.")
    app.restart_after_a_crash()
    pages[0].page.locator('[data-test-connection-state="CONNECTED"]').wait_for()
    pages[0].press("Save and go on")
    pages[0].sees("Two answers for one agency")
    pages[0].sees("typed before the restart")
    pages[0].sees("saved meanwhile")


@pytest.mark.long
def test_a_file_is_given_as_evidence_or_refused_with_what_would_be_right(
    app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    team = teams.create_team("River county", "", ROSTER)
    scan_id = scans.begin(team.id).id
    page = new_desk()
    app.sign_in(page)
    hands = Hands(page, app)
    hands.open(f"/scan-answer?scan={scan_id}&item={ITEM}&agency={team.agencies[0].code}")
    pdf = b"%PDF-1.4 the rules"
    for name, content, said in (
        ("rules.pdf", b"<html><script>alert(1)</script>", "something else inside"),
        ("rules.pdf", pdf, "The file is kept."),
    ):
        file = {"name": name, "mimeType": "application/pdf", "buffer": content}
        page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
        hands.press("Keep this file")
        hands.sees(said)
    with page.expect_download() as taken:
        page.get_by_role("link", name="rules.pdf").click()
    assert taken.value.path().read_bytes() == pdf
    assert taken.value.suggested_filename == "evidence.pdf"
    link = page.get_by_role("link", name="rules.pdf").get_attribute("href")
    stranger = new_desk()
    told = stranger.goto(f"{app.address}{link}")
    assert told is not None
    assert b"the rules" not in told.body()
