"""A talk from its guide to principles that agencies sign, with keys alone, in a real browser."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from data.clock import today
from data.services import access, guides, principle_signing, principles
from data.store import memberships as membership_store
from data.store.memberships import Role
from tests.pages.meeting.acted import released_round, team_of
from tests.pages.scan.hands import Hands, token_of
from tests.running import PHONE, RunningApp

pytestmark = pytest.mark.browser

NOTE = "What the table said"


def somebody(app: RunningApp, new_desk: Callable[..., Page], token: str, **size: object) -> Hands:
    page = new_desk(**size)
    app.hold(page, token)
    return Hands(page, app)


@pytest.mark.long
def test_a_note_that_two_facilitators_write_at_once_is_shown_to_the_second_with_both(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    token = shared_app.staff_token()
    team = team_of("Talk county")
    wave = released_round(team, today() - timedelta(days=20))
    item = guides.guide(wave.id).picks[0].item
    ana, ben = (somebody(shared_app, new_desk, token) for _ in range(2))
    for hands in (ana, ben):
        hands.open(f"/meeting-guide?wave={wave.id}&item={item}")
        hands.sees("Everybody on the team can read this.")
    ana.type(NOTE, "We told of two visits.")
    ana.press("Save this note")
    ana.sees("Saved.")
    ben.type(NOTE, "Nobody had a number to call.")
    ben.press("Save this note")
    ben.sees("Yours is not saved yet.")
    ben.sees("We told of two visits.")
    ben.sees("Nobody had a number to call.")
    ben.check()
    ben.press("Save this text")
    ben.sees("Saved on")
    note = guides.guide(wave.id, notes=True).pick(item).note  # type: ignore[union-attr]
    assert note.words == "We told of two visits.\n\nNobody had a number to call."
    assert note.version == 2


@pytest.mark.long
def test_a_list_is_changed_and_a_note_erased_on_a_phone(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    token = shared_app.staff_token()
    team = team_of("Phone county")
    wave = released_round(team, today() - timedelta(days=20))
    before = guides.guide(wave.id).picks
    first, second = (each.item for each in before[:2])
    guides.save_note(wave.id, second, "A name that slipped in.", based_on=0)
    ana = somebody(shared_app, new_desk, token, viewport=PHONE)
    ana.open(f"/meeting-guide?wave={wave.id}&item={second}")
    ana.press("Move up")
    ana.sees("Saved.")
    assert [each.item for each in guides.guide(wave.id).picks[:2]] == [second, first]
    ana.check()
    ana.press("Erase this note for good")
    ana.press("Erase it")
    ana.sees("Saved.")
    assert guides.guide(wave.id, notes=True).pick(second).note.words == ""  # type: ignore[union-attr]
    ana.press("Take it off the list")
    ana.sees(f"2. {before[2].text}")
    assert guides.guide(wave.id).picks[0].item == first
    ana.press("Go back to the list as it was proposed")
    ana.sees(f"2. {before[1].text}")
    assert [each.item for each in guides.guide(wave.id).picks[:2]] == [first, second]
    ana.page.get_by_role("link", name="Begin an action from it").first.click()
    ana.page.wait_for_url(f"**/plan-action?*{first}*")


@pytest.mark.long
def test_from_a_statement_to_a_mission_that_agencies_sign_on_each_database(
    app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    token = app.staff_token()
    team = team_of("Signing county")
    released_round(team, today() - timedelta(days=20))
    codes = [agency.code for agency in team.agencies]
    ana = somebody(app, new_desk, token)
    sam = somebody(app, new_desk, token_of(team, "SigningSam", agency=codes[0]))
    kim = somebody(app, new_desk, token_of(team, "SigningKim", agency=codes[1]))

    sam.open(f"/principles?team={team.id}")
    sam.press("Choose this line")
    sam.sees("Saved.")
    assert len(principles.current(team.id).lines) == 1
    sam.press("Change the mission")
    sam.type("Mission", "We help parents and children together.")
    kim.open(f"/principles?team={team.id}&part=mission")
    kim.type("Mission", "We listen first.")
    sam.press("Save this text")
    sam.sees("Saved.")

    # The second one sees both, and neither is written over.
    kim.press("Save this text")
    kim.sees("Yours is not saved yet.")
    kim.sees("We help parents and children together.")
    kim.check()
    kim.type("Put the two together", "We listen first, and help parents and children together.")
    kim.press("Save this text")
    kim.sees("Version 2, saved by")
    words = [each.words for each in principles.history(team.id, "mission")]
    assert words == [
        "We listen first, and help parents and children together.",
        "We help parents and children together.",
    ]

    # A facilitator calls it ready; one agency signs, another sees it differently, and it stays.
    ana.open(f"/principles?team={team.id}")
    ana.press("This text is ready to sign")
    ana.sees("Ready to sign.")
    sam.open(f"/principles?team={team.id}")
    sam.press("Sign these principles")
    sam.sees("Agencies that sign this text: 1 of 3. See it differently: 0.")
    kim.open(f"/principles?team={team.id}")
    kim.type("What you see differently", "Fathers are not in it.")
    kim.press("We see it differently")
    kim.sees("sees it differently: Fathers are not in it.")
    kim.check()
    ana.open(f"/principles?team={team.id}")
    ana.press("Close the signing")
    ana.press("Close it")
    ana.sees("An edit makes it a draft again, and leaves what was signed as it was.")
    now = principles.current(team.id)
    assert (now.state, now.signed_by, len(now.dissents)) == ("signed", (codes[0],), 1)

    # An older version comes back as a new one, and the signature is of an older text by then.
    ana.open(f"/principles?team={team.id}&part=mission")
    ana.unfold("Earlier versions")
    ana.press("Use these words again")
    ana.sees("Brought back from version 1.")
    ana.sees("signs (an older text)")
    ana.check()
    assert principles.current(team.id).state == "draft"


@pytest.mark.long
def test_consultants_read_all_of_it_and_are_offered_nothing_to_write(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    shared_app.staff_token()
    team = team_of("Reading county")
    wave = released_round(team, today() - timedelta(days=20))
    guides.save_note(wave.id, guides.guide(wave.id).picks[0].item, "Said at the table.", based_on=0)
    principles.save(team.id, "mission", "Ours.", based_on=0)
    principle_signing.make_ready(team.id, seen=principles.current(team.id).digest)
    token = token_of(team, "ReadingCon", agency=team.agencies[0].code)
    account = access.actor_of(token).id  # type: ignore[union-attr]
    membership_store.give_role(Role(team.id, account, "consultant", given_by="x", given_on=today()))
    con = somebody(shared_app, new_desk, token)
    con.open(f"/meeting-guide?wave={wave.id}")
    con.sees("Said at the table.")
    assert con.page.get_by_role("button", name="Write a note").count() == 0
    con.check()
    con.open(f"/principles?team={team.id}")
    con.sees("Ours.")
    for name in ("Change the mission", "Choose this line", "Sign these principles"):
        assert con.page.get_by_role("button", name=name).count() == 0
