"""A transcript comes in and names go out of it, in a real browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.services import redacting, transcripts
from tests.data.services.families.groups import begun, held
from tests.pages.families.desks import TRANSCRIPT, choose, open_desk, press, sees
from tests.running import RunningApp, settled

pytestmark = pytest.mark.browser


@pytest.mark.long
def test_a_file_is_mapped_to_seats_and_every_string_is_decided_and_carried_out(
    shared_app: RunningApp, new_desk: Callable[..., Page], tmp_path: Path
) -> None:
    page = new_desk()
    shared_app.sign_in(page)
    group = begun()
    session = held(group, people=2, name="Evening")
    one, two = group.seats(session.id)
    open_desk(page, shared_app, group, session)
    (tmp_path / "said.txt").write_text(TRANSCRIPT, encoding="utf-8")
    page.locator("input[type=file]").set_input_files(tmp_path / "said.txt")
    sees(page, "3 labels have no seat yet.")
    choose(page, "Who is Maria G", f"Seat {one.label}")
    choose(page, "Who is Dwayne", f"Seat {two.label}")
    choose(page, "Who is Words without a label", "Nobody: leave these words out")
    assert transcripts.transcript_of(group.team_id, session.id) is None
    press(page, "Take these words in")
    sees(page, "No label of a speaker was kept.")
    found = transcripts.transcript_of(group.team_id, session.id)
    assert found is not None
    said = transcripts.turns(group.team_id, found.id)
    assert [each.seat_id for each in said] == [None, one.id, two.id, one.id]
    assert "Maria" not in str([each.text for each in said])

    press(page, "Begin to redact")
    sees(page, "0 of 7 strings are decided.")
    sees(page, "you can never be the second reader")
    group_of = page.get_by_role("radiogroup", name="What becomes of Rosalinda")
    group_of.get_by_text("Generalize").click()
    press(page, "Save, and replace all others on this part")
    sees(page, "To generalize, write the wider word: “Rosalinda”")
    assert not any(each.decided for each in redacting.suspects(group.team_id, found.id))
    page.get_by_label("Wider word for Rosalinda, to generalize").fill("a mother")
    press(page, "Save, and replace all others on this part")
    sees(page, "7 strings are decided.")
    press(page, "Take back: six")
    sees(page, "1 string has no decision yet.")
    press(page, "Save, and keep all others on this part")
    sees(page, "Every string is decided.")
    press(page, "Carry the decisions out")
    sees(page, "Carried out. Now somebody else reads it through.")
    text = " ".join(each.text for each in transcripts.turns(group.team_id, found.id))
    assert "My name is a mother and" in text
    assert "turned six" in text
    assert not any(name in text for name in ("Rosalinda", "Xiomara", "Harlan", "New Shore", "555"))
    settled(page)
    expect(page.get_by_text("You decided on strings of this transcript")).to_be_visible()
    assert page.get_by_role("button", name="It is redacted").count() == 0
