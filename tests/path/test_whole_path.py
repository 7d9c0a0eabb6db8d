"""The main job from end to end, as people do it: two languages, cut off and resumed."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from data.services import answering, teams, waves
from surveys.library import shipped_edition
from tests.running import PASSPHRASE, RunningApp, settled

pytestmark = [pytest.mark.browser]

AGENCIES = (
    ("Child welfare office", "Child welfare", 6),
    ("River clinic", "Substance use treatment", 5),
)
STATEMENTS = [item.id for item in shipped_edition("values_open").instrument.items]


def set_up(app: RunningApp, page: Page) -> None:
    """From the printed code to the first screen."""
    page.goto(app.address)
    page.get_by_label("Set-up code").fill(app.set_up_code())
    page.get_by_label("Your name for signing in").fill("ana@riverclinic.example")
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_label("Passphrase, once more").fill(PASSPHRASE)
    page.get_by_role("button", name="Make the first account").click()
    settled(page)


def enter_team(page: Page) -> None:
    """Name the team and its agencies."""
    page.get_by_role("button", name="Set up my team").click()
    page.get_by_label("Team name").fill("River county table")
    for number, (name, kind, people) in enumerate(AGENCIES, start=1):
        page.get_by_label(f"Agency {number}", exact=True).fill(name)
        page.get_by_label(f"Kind of agency {number}").click()
        page.get_by_role("option", name=kind, exact=True).click()
        page.get_by_label(f"People {number}", exact=True).fill(str(people))
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved.").wait_for()
    settled(page)


def open_wave(page: Page) -> None:
    """A draft of the values inventory, opened."""
    page.get_by_role("link", name="Make a new wave").click()
    page.get_by_role("button", name="Make a draft").click()
    page.get_by_role("button", name="Save and get ready to open").click()
    page.get_by_role("dialog").get_by_role("button", name="Open the wave").click()
    page.get_by_text("The wave is open. Invite people now.").wait_for()
    settled(page)


def fetch_links(page: Page, folder: Path) -> list[str]:
    """The personal links, as the facilitator downloads them."""
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Make codes or links").click()
    page = opened.value
    page.get_by_label("Personal links").check()
    with page.expect_download() as started:
        page.get_by_role("button", name="Make them and download").click()
    file = folder / "links.csv"
    started.value.save_as(file)
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    return [cell for row in rows for cell in row if re.match(r"https?://", cell)]


def press(page: Page, *names: str) -> None:
    """Press the button of one of these names, and be on the page that it leads to."""
    button = page.get_by_role("button", name=names[0], exact=True)
    for name in names[1:]:
        button = button.or_(page.get_by_role("button", name=name, exact=True))
    with page.expect_navigation():
        button.first.click()


def answer_part(page: Page, choice: str) -> None:
    """The same choice for every statement of the page that is shown."""
    for fieldset in page.locator("fieldset").all():
        fieldset.get_by_label(choice, exact=True).check()


def answer_all(page: Page, *, choice: str, go_on: str, look: str) -> None:
    """From the page that is shown to the last one with statements."""
    while page.locator("fieldset").count() and page.get_by_label(choice, exact=True).count():
        answer_part(page, choice)
        press(page, go_on, look)


def to_the_check(page: Page, *, go_on: str, look: str) -> None:
    """Past the questions in own words and about oneself."""
    while not page.url.endswith("/answer/check"):
        press(page, go_on, look)


def answer_in_english(page: Page, link: str) -> None:
    """From the link to the thanks."""
    page.goto(link)
    press(page, "Begin")
    answer_all(page, choice="Agree", go_on="Next", look="Look over my answers")
    to_the_check(page, go_on="Next", look="Look over my answers")
    press(page, "Send my answers")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


def find_it_received(page: Page, link: str) -> None:
    """A link that was used thanks again, and takes nothing more."""
    page.goto(link)
    expect(page.get_by_text("Your answers were already received.")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)


def answer_in_spanish(page: Page, link: str) -> None:
    """The language is changed on a page with answers, which stay."""
    page.goto(link)
    press(page, "Begin")
    answer_part(page, "Disagree")
    press(page, "Español")
    assert page.locator("html").get_attribute("lang") == "es"
    in_spanish = "En desacuerdo"
    for fieldset in page.locator("fieldset").all():
        expect(fieldset.get_by_label(in_spanish, exact=True)).to_be_checked()
    answer_all(page, choice=in_spanish, go_on="Siguiente", look="Revisar mis respuestas")
    to_the_check(page, go_on="Siguiente", look="Revisar mis respuestas")
    press(page, "Enviar mis respuestas")
    page.get_by_role("heading", level=1, name="Gracias").wait_for()


def answer_with_a_cut(app: RunningApp, new_phone: Callable[..., Page], link: str) -> None:
    """The phone dies after two pages, and the server too; another phone goes on with the link."""
    first = new_phone()
    first.goto(link)
    press(first, "Begin")
    for _ in range(2):
        answer_part(first, "Strongly agree")
        press(first, "Next")
    expect(first.get_by_role("heading", level=1)).to_contain_text("Part 3 of")
    first.context.close()
    app.restart_after_a_crash()
    second = new_phone()
    second.goto(link)
    press(second, "Go on where I stopped")
    expect(second.get_by_role("heading", level=1)).to_contain_text("Part 3 of")
    answer_all(second, choice="Strongly agree", go_on="Next", look="Look over my answers")
    to_the_check(second, go_on="Next", look="Look over my answers")
    press(second, "Send my answers")
    second.get_by_role("heading", level=1, name="Thank you").wait_for()


def fetch_workbook(page: Page, file: Path) -> openpyxl.Workbook:
    """The release as the facilitator downloads it."""
    with page.expect_download() as started:
        page.get_by_role("link", name=re.compile("Excel")).click()
    started.value.save_as(file)
    return openpyxl.load_workbook(file)


def test_a_team_goes_from_the_set_up_code_to_a_workbook_with_its_result(
    app: RunningApp, new_desk: Callable[..., Page], new_phone: Callable[..., Page], tmp_path: Path
) -> None:
    desk = new_desk(accept_downloads=True)
    set_up(app, desk)
    enter_team(desk)
    open_wave(desk)
    links = fetch_links(desk, tmp_path)
    assert len(links) == len(set(links)) == 11
    assert all(link.startswith(f"{app.address}/join/") for link in links)

    answer_in_english(new_phone(), links[0])
    find_it_received(new_phone(), links[0])
    answer_in_spanish(new_phone(locale="en-US"), links[1])
    answer_with_a_cut(app, new_phone, links[2])
    for link in links[3:]:
        sheet = dict.fromkeys(STATEMENTS, 2)
        answering.keep_answers(link.rsplit("/", 1)[1], sheet)

    (team,) = teams.teams()
    (wave,) = waves.waves(team.id)
    desk.goto(f"{app.address}/wave?wave={wave.id}")
    settled(desk)
    expect(desk.get_by_text("11 of 11 have answered")).to_be_visible()
    desk.get_by_role("button", name="Close the wave now").click()
    desk.get_by_role("dialog").get_by_role("button", name="Close it for good").click()
    desk.get_by_role("button", name="Release the result").click()
    desk.locator(".js-plotly-plot .main-svg").first.wait_for()
    expect(desk.get_by_text(re.compile(r"\b11 of 11\b")).first).to_be_visible()

    workbook = fetch_workbook(desk, tmp_path / "result.xlsx")
    cells = [
        cell for sheet in workbook for row in sheet.iter_rows(values_only=True) for cell in row
    ]
    assert "River county table" in " ".join(str(cell) for cell in cells)
    assert len(workbook.sheetnames) >= 3
