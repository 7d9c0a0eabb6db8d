"""Codes of another program come in as a file, in a real browser; what is no such file stays out."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from data.exports.families.formats import write
from data.services import coding
from tests.data.exports.families.coded import study
from tests.data.services.families.groups import Group, begun
from tests.pages.families.desks import sees
from tests.running import RunningApp, settled

pytestmark = [pytest.mark.browser, pytest.mark.long]

WAY_IN = "Bring in codes from another program"
TAGUETTE = "tag,description\nChildcare,Nobody to leave a child with\nRides,=HYPERLINK(1)\n"
ENTITY = (
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    '<CodeBook xmlns="urn:QDA-XML:codebook:1.0">&b;</CodeBook>'
)


@pytest.fixture
def opened(shared_app: RunningApp, new_desk: Callable[..., Page]) -> tuple[Page, Group]:
    """The codes of a new plan, with the way in for files unfolded."""
    page = new_desk()
    shared_app.sign_in(page)
    group = begun()
    about = f"team={group.team_id}&plan={group.plan.id}&view=codes"
    page.goto(f"{shared_app.address}/families-coding?{about}")
    settled(page)
    page.get_by_text(WAY_IN).click()
    return page, group


def labels(group: Group) -> list[str]:
    return [each.label for each in coding.codebook(group.team_id, group.plan.id).codes]


def upload(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)
    settled(page)


def add_after_a_look(page: Page) -> None:
    """By keyboard: add them, look at the words that may tell who somebody is, add them again."""
    button = page.get_by_role("button", name=re.compile(r"^Add \d+ codes$"))
    looked = page.get_by_role("checkbox", name=re.compile("^I have looked at each of these"))
    button.focus()
    page.keyboard.press("Enter")
    sees(page, "Not saved yet. This may tell who somebody is.")
    looked.focus()
    page.keyboard.press("Space")
    settled(page)
    button.focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("ending", ["qdc", "qdpx", "sqlite3"])
def test_codes_of_a_file_are_shown_first_and_added_on_request(
    opened: tuple[Page, Group], tmp_path: Path, ending: str
) -> None:
    page, group = opened
    before, form = labels(group), "taguette" if ending == "sqlite3" else ending
    file = tmp_path / f"theirs.{ending}"
    file.write_bytes(write(study(), form))
    upload(page, file)
    sees(page, "codes were read;")
    if ending != "qdc":
        sees(page, "2 texts in this file are not taken over.")
    assert labels(group) == before
    add_after_a_look(page)
    sees(page, "codes were added.")
    added = labels(group)[len(before) :]
    assert any(each.endswith("Childcare") for each in added)
    assert "no había quien" not in page.locator("body").inner_text()


def test_a_codebook_of_taguette_comes_in_by_keyboard_and_a_second_time_adds_nothing(
    opened: tuple[Page, Group], tmp_path: Path
) -> None:
    page, group = opened
    before, file = labels(group), tmp_path / "codes.csv"
    file.write_text(TAGUETTE, encoding="utf-8")
    upload(page, file)
    sees(page, "2 codes were read; 0 of them are here already.")
    add_after_a_look(page)
    sees(page, "2 codes were added.")
    assert labels(group) == [*before, "Childcare", "Rides"]
    page.reload()
    settled(page)
    page.get_by_text(WAY_IN).click()
    upload(page, file)
    sees(page, "2 codes were read; 2 of them are here already.")
    assert page.get_by_role("button", name="Add 2 codes").count() == 0


def test_what_is_no_such_file_is_refused_and_changes_nothing(
    opened: tuple[Page, Group], tmp_path: Path
) -> None:
    page, group = opened
    before, file = labels(group), tmp_path / "codes.qdc"
    file.write_text(ENTITY, encoding="utf-8")
    upload(page, file)
    sees(page, "Nothing was stored. Please look at this again.")
    assert "root:" not in page.locator("body").inner_text()
    assert labels(group) == before
