"""From a directory to a signed finding and a family walked, in a real browser."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from data.services import calls, directories, gap_findings, listings, sameness, teams
from data.services.demo_resources import fill_demo_resources
from data.views import AgencyEntry
from tests.running import RunningApp, settled

pytestmark = pytest.mark.browser


ROSTER = (
    AgencyEntry("County child welfare", "child_welfare", 6),
    AgencyEntry("New Shore Treatment", "sud_treatment", 5),
)
SERVICES = """id,name,description,status
s1,Methadone clinic,Methadone treatment,active
s2,Peer recovery coaching,Peers with lived experience,active
s3,Food pantry,Food,inactive
"""


def say(page: Page, text: str) -> None:
    page.get_by_text(text).first.wait_for()
    settled(page)


@pytest.mark.long
def test_a_directory_becomes_a_map_a_signed_finding_and_the_way_of_a_family(
    shared_app: RunningApp, new_desk: Callable[..., Page], tmp_path: Path
) -> None:
    team = teams.create_team("River county", "", ROSTER)
    page = new_desk()
    shared_app.sign_in(page)
    bring_in(page, shared_app, team.id, tmp_path)
    confirm(page, team.id)
    find_and_sign(page, shared_app, team.id)
    walk(page, shared_app, team.id)
    read_by_a_file(page, shared_app, team.id, tmp_path)


def bring_in(page: Page, app: RunningApp, team_id: str, folder: Path) -> None:
    """Nothing is stored before it was looked at; the same file once more is nothing to do."""
    (folder / "services.csv").write_text(SERVICES, encoding="utf-8")
    page.goto(f"{app.address}/resources?team={team_id}")
    page.get_by_role("link", name="Bring in a directory").click()
    page.get_by_label("What this list is called").fill("211 directory")
    page.get_by_label("What this list is called").press("Enter")
    settled(page)
    page.locator("input[type=file]").first.set_input_files(folder / "services.csv")
    say(page, "3 services of 0 organizations")
    say(page, "services.csv: 3 rows: 3 imported.")
    assert directories.imports(team_id) == ()
    page.get_by_role("button", name="Take this over").click()
    say(page, "The directory is on the map.")
    assert len(listings.services(team_id)) == 3


def confirm(page: Page, team_id: str) -> None:
    """What a rule proposes counts once a person ticks it."""
    page.get_by_role("heading", name="Confirm what belongs where").wait_for()
    settled(page)
    page.get_by_text("Methadone clinic").first.click()
    page.get_by_role("button", name="Those that are ticked belong here").click()
    say(page, "1 service: confirmed.")
    by_name = {each.record.name: each for each in listings.services(team_id)}
    assert by_name["Methadone clinic"].confirmed("moud")
    assert not by_name["Peer recovery coaching"].confirmed("peer_support")


def find_and_sign(page: Page, app: RunningApp, team_id: str) -> None:
    """Without evidence there is no way to sign; with it one agency signs."""
    page.goto(f"{app.address}/resources-findings?team={team_id}&finding=new")
    page.get_by_label("What was found").fill("The clinic is an hour away by bus.")
    page.get_by_label("Cure").fill("Ask for a Sunday bus.")
    owner = page.get_by_label("Who sees to it")
    owner.click()
    owner.fill("County child welfare")
    page.get_by_role("option", name="County child welfare").click()
    page.get_by_label("Next look at it").fill("2027-03-01")
    page.get_by_role("button", name="Save this finding").click()
    say(page, "Saved.")
    page.get_by_role("button", name="Add evidence, sign, or change it").click()
    page.get_by_label("What it shows").wait_for()
    assert page.get_by_role("button", name="Sign this finding").count() == 0
    page.get_by_label("What it shows").fill("We took the bus.")
    page.get_by_role("button", name="Add this evidence").click()
    page.get_by_role("button", name="Sign this finding").click()
    say(page, "County child welfare signs")
    (found,) = gap_findings.findings(team_id)
    assert found.signed_by == (teams.team(team_id).agencies[0].code,)
    assert [each.entry.words for each in found.evidence] == ["We took the bus."]


def walk(page: Page, app: RunningApp, team_id: str) -> None:
    """What nobody has asked is shown as not known, and never as closed."""
    page.goto(f"{app.address}/resources-family?team={team_id}")
    say(page, "Not known: 1 of 1 might take this family. Ask them.")
    say(page, "No service is confirmed for this yet.")


def read_by_a_file(page: Page, app: RunningApp, team_id: str, folder: Path) -> None:
    """A damaged file that says what columns are is told so; a good one is used at once."""
    mapped = {"What": "service.name", "Medicaid": "fact.accepts_medicaid"}
    (folder / "list.csv").write_text("What,Medicaid\nPeers,no\nDetox,no\n", encoding="utf-8")
    (folder / "bad.json").write_text("{", encoding="utf-8")
    good = json.dumps({"name": "Elsewhere", "files": {"*": mapped}})
    (folder / "good.json").write_text(good, encoding="utf-8")
    page.goto(f"{app.address}/resources-import?team={team_id}")
    page.get_by_label("Which list is it?", exact=True).click()
    page.get_by_role("option", name="Another list").click()
    page.get_by_label("What this list is called").fill("County list")
    page.get_by_label("What this list is called").press("Enter")
    settled(page)
    page.get_by_role("button", name="Give a file that says what its columns are").click()
    say(page, "Choose the file that says what its columns are")
    page.locator("input[type=file]").nth(0).set_input_files(folder / "bad.json")
    say(page, "it does not say what columns are")
    page.locator("input[type=file]").nth(0).set_input_files(folder / "good.json")
    say(page, "It says what 2 columns are, of any table.")
    page.locator("input[type=file]").nth(1).set_input_files(folder / "list.csv")
    say(page, "2 services of 0 organizations")
    page.get_by_text("Medicaid: each was asked, count it as no").click()
    page.get_by_role("button", name="Take it in this way").click()
    settled(page)
    page.get_by_role("button", name="Take this over").click()
    say(page, "The directory is on the map.")
    found = [each for each in listings.services(team_id) if each.source == "County list"]
    assert [each.fact("accepts_medicaid").state for each in found] == ["no", "no"]


@pytest.mark.long
def test_what_was_typed_stays_when_a_figure_cannot_be(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    team = teams.create_team("River county", "", ROSTER)
    page = new_desk()
    shared_app.sign_in(page)
    page.goto(f"{shared_app.address}/resources-need?team={team.id}")
    page.get_by_role("button", name="Choose these families").click()
    say(page, "Chosen. Every chart names these families from now on.")
    page.get_by_role("button", name="Enter your own number").click()
    page.get_by_label("At least (if you are not sure)").fill("90")
    page.get_by_label("Most likely", exact=True).fill("80")
    page.get_by_role("button", name="Save", exact=True).click()
    say(page, "are not in this order.")
    assert page.get_by_label("At least (if you are not sure)").input_value().startswith("90")
    page.get_by_label("At least (if you are not sure)").fill("70")
    page.get_by_label("Who counted it").fill("Our intake list")
    page.get_by_role("button", name="Save", exact=True).click()
    say(page, "80 (from 70 to 80) families a year.")


def test_somebody_with_a_file_that_cannot_be_read_is_told_where_and_what_would_be_right(
    shared_app: RunningApp, new_desk: Callable[..., Page], tmp_path: Path
) -> None:
    team = teams.create_team("River county", "", ROSTER)
    page = new_desk()
    shared_app.sign_in(page)
    (tmp_path / "list.json").write_text("{", encoding="utf-8")
    page.goto(f"{shared_app.address}/resources-import?team={team.id}")
    page.get_by_label("What this list is called").fill("A list")
    page.get_by_label("What this list is called").press("Enter")
    settled(page)
    page.locator("input[type=file]").first.set_input_files(tmp_path / "list.json")
    say(page, "Nothing was stored. Please look at this again.")
    say(page, "list.json")
    assert directories.imports(team.id) == ()


@pytest.mark.long
def test_a_table_without_a_standard_is_read_once_somebody_said_what_its_columns_are(
    shared_app: RunningApp, new_desk: Callable[..., Page], tmp_path: Path
) -> None:
    team = teams.create_team("River county", "", ROSTER)
    page = new_desk()
    shared_app.sign_in(page)
    table = "What,Who,Notes\nPeer coaching,River Recovery,Call first\n"
    (tmp_path / "our list.csv").write_text(table, encoding="utf-8")
    page.goto(f"{shared_app.address}/resources-import?team={team.id}")
    page.get_by_label("What this list is called").fill("Our list")
    page.get_by_label("What this list is called").press("Enter")
    settled(page)
    page.locator("input[type=file]").first.set_input_files(tmp_path / "our list.csv")
    say(page, "What are these columns?")
    for column, field in (("What", "Service: description"), ("Who", "Organization: name")):
        choose(page, column, field)
    page.get_by_role("button", name="Read it in this way").click()
    say(page, "0 services of 1 organization")
    page.get_by_role("button", name="Change what the columns of our list.csv are").click()
    say(page, "For example: Call first")
    choose(page, "What", "Service: name")
    page.get_by_role("button", name="Read it in this way").click()
    say(page, "1 service of 1 organization")
    page.get_by_role("button", name="Take this over").click()
    say(page, "The directory is on the map.")
    (service,) = listings.services(team.id)
    assert (service.record.name, service.record.extra["Notes"]) == ("Peer coaching", "Call first")
    (made,) = directories.imports(team.id)
    assert made.profile is not None
    assert made.profile.columns_of("our list.csv") == {
        "What": "service.name",
        "Who": "organization.name",
    }


def choose(page: Page, column: str, field: str) -> None:
    box = page.get_by_role("combobox", name=re.compile(f"{column}$"))
    box.scroll_into_view_if_needed()
    box.click()
    box.fill(field)
    page.get_by_role("option", name=field, exact=True).click()
    settled(page)


@pytest.mark.long
def test_a_call_that_is_written_down_moves_how_far_the_list_can_be_relied_on(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    team = teams.create_team("River county", "", ROSTER)
    given = {"services.csv": SERVICES.encode()}
    directories.accept(directories.read(team.id, given, source="211 directory"))
    clinic = next(each for each in listings.services(team.id) if each.record.external_id == "s1")
    listings.confirm(team.id, [(clinic.id, "moud")])
    page = new_desk()
    shared_app.sign_in(page)
    page.goto(f"{shared_app.address}/resources-calls?team={team.id}")
    say(page, "About 83% of listings are there")
    say(page, "No call of yours has told anything yet. This comes from elsewhere")
    page.get_by_role("button", name="Methadone clinic").click()
    page.get_by_role("button", name="Save this call").click()
    say(page, "Say what the call found. Nothing was saved yet.")
    page.get_by_text("The number does not work").click()
    page.get_by_label("Note").fill("<b>Two</b> tries")
    page.get_by_role("button", name="Save this call").click()
    say(page, "The call is written down.")
    say(page, "The number does not work. <b>Two</b> tries")
    page.goto(f"{shared_app.address}/resources-calls?team={team.id}")
    say(page, "About 79% of listings are there")  # 16.6 of 21
    say(page, "Somebody is there: 0 of 1")
    (kept,) = calls.calls(team.id)
    assert (kept.listing_id, kept.outcome) == (clinic.id, "wrong_number")


@pytest.mark.long
def test_what_is_not_the_same_is_said_once_and_can_be_taken_back(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    team = teams.create_team("River county", "", ROSTER)
    for source in ("211 directory", "Locator"):
        given = {
            "services.csv": SERVICES.encode(),
            "phones.csv": b"id,service_id,number\np1,s1,606-555-0101\n",
        }
        directories.accept(directories.read(team.id, given, source=source))
    page = new_desk()
    shared_app.sign_in(page)
    page.goto(f"{shared_app.address}/resources-same?team={team.id}")
    page.get_by_role("button", name="They are not the same").click()
    say(page, "They stay two.")
    assert sameness.same_pairs(team.id) == ()
    page.get_by_role("button", name="Ask about them again").click()
    say(page, "They are asked about again.")
    assert len(sameness.same_pairs(team.id)) == 1


@pytest.mark.long
def test_weights_turn_the_order_of_gaps_and_nothing_is_saved(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    team = teams.create_team("River county", "", ROSTER)
    fill_demo_resources(team.id)
    page = new_desk()
    shared_app.sign_in(page)
    page.goto(f"{shared_app.address}/resources-weights?team={team.id}")
    say(page, "1. Family residential treatment")
    page.get_by_label("Weight of Peer support specialists").fill("9")
    page.get_by_label("Weight of Peer support specialists").press("Enter")
    say(page, "1. Peer support specialists")
    say(page, "With equal weights it would be number 2.")
    page.reload()
    say(page, "1. Family residential treatment")


@pytest.mark.long
def test_a_family_that_cannot_wait_is_told_where_nobody_knows(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    team = teams.create_team("River county", "", ROSTER)
    fill_demo_resources(team.id)
    page = new_desk()
    shared_app.sign_in(page)
    page.goto(f"{shared_app.address}/resources-family?team={team.id}")
    settled(page)
    family = page.get_by_role("combobox", name="This family")
    for condition in ("Has no car", "Has a court date soon"):
        family.fill(condition)
        page.get_by_role("option", name=condition).click()
        settled(page)
    page.keyboard.press("Escape")
    say(page, "Without a car a service counts for sure only if it helps with rides")
    say(page, "Not known of 1 of 1: has no car.")
    say(page, "Days until help has to begin")
