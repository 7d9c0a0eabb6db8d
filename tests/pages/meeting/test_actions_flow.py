"""From a statement to an action, to its end, and to the chain on one page, in a real browser."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from data.clock import today
from data.services import access, action_sources, actions, memberships, scans
from data.views import TeamView
from tests.pages.meeting.acted import begun, released_round, team_of
from tests.running import RunningApp, settled

pytestmark = pytest.mark.browser


def say(page: Page, text: str) -> None:
    page.get_by_text(text).first.wait_for()
    settled(page)


def choose(page: Page, label: str, option: str) -> None:
    box = page.get_by_role("combobox", name=re.compile(re.escape(label) + "$"))
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def only_action(team: TeamView):
    (found,) = actions.actions(team.id)
    return found


@pytest.mark.long
def test_a_statement_becomes_an_action_is_done_and_stands_in_the_chain(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    team = team_of("River table")
    wave = released_round(team, today() - timedelta(days=30), title="Spring round")
    page = new_desk()
    shared_app.sign_in(page)
    begin_from_the_result(page, shared_app, wave.id)
    end(page, team)
    page.get_by_role("link", name="Meet and act").first.click()
    page.get_by_role("heading", name="3. What we do about it").wait_for()
    settled(page)
    told = page.locator("[data-testid=stMain]").inner_text().replace("\u2060", "")
    for words in ("From Spring round.", "Done: 1", "No next round is planned.", "1 begun."):
        assert words in told


@pytest.mark.long
def test_another_source_keeps_what_was_typed_and_the_next_action_begins_empty(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    team = team_of("Ford table")
    wave = released_round(team, today() - timedelta(days=30), title="Spring round")
    page = new_desk()
    shared_app.sign_in(page)
    page.goto(f"{shared_app.address}/plan-action?team={team.id}")
    page.get_by_label("What will be done").fill("Ask two families first.")
    page.get_by_label("By what day").fill("some day")
    choose(page, "Which agency sees to it", "Family court")
    first, second = action_sources.candidates(team.id)["statement"][:2]
    choose(page, "What does it come from?", "A statement of a result")
    for chosen in (first, second):
        choose(page, "Which one?", chosen.words)
        say(page, "Came from a statement of a round (Spring round):")
        typed_is_there(page)
        if chosen is first:
            page.get_by_role("button", name="Choose another source").click()
            page.get_by_role("combobox", name=re.compile("Which one[?]$")).wait_for()
            settled(page)
            typed_is_there(page)
    page.get_by_role("button", name="Add to the plan").click()
    say(page, "By what day: “some day” came.")
    page.get_by_label("By what day").fill("")
    page.get_by_role("button", name="Add to the plan").click()
    say(page, "It is in the plan.")
    kept = only_action(team)
    assert (kept.entry.what, kept.owner_name) == ("Ask two families first.", "Family court")
    assert kept.source == action_sources.source(team.id, second.ref)
    assert wave.id in second.ref
    page.get_by_role("link", name="Begin an action").click()
    page.get_by_role("heading", name="Begin an action").wait_for()
    settled(page)
    assert page.get_by_label("What will be done").input_value() == ""


def typed_is_there(page: Page) -> None:
    assert page.get_by_label("What will be done").input_value() == "Ask two families first."
    assert page.get_by_label("By what day").input_value() == "some day"
    box = page.get_by_role("combobox", name=re.compile("Which agency sees to it$"))
    assert box.input_value() == "Family court"


def begin_from_the_result(page: Page, app: RunningApp, wave_id: str) -> None:
    """The form says what it comes from, and keeps what was typed where something is missing."""
    page.goto(f"{app.address}/results?wave={wave_id}")
    page.get_by_role("link", name="Make this an action").click()
    page.get_by_role("heading", name="Begin an action").wait_for()
    say(page, "Came from a statement of a round (Spring round):")
    page.get_by_label("What will be done").fill("Talk about it with a case at hand.")
    page.get_by_label("By what day").fill("some day")
    page.get_by_role("button", name="Add to the plan").click()
    say(page, "By what day: “some day” came.")
    page.get_by_label("By what day").fill((today() + timedelta(days=30)).isoformat())
    page.get_by_role("button", name="Add to the plan").click()
    say(page, "No agency on the roster owns it.")
    choose(page, "Which agency sees to it", "Family court")
    page.get_by_role("button", name="Add to the plan").click()
    say(page, "It is in the plan.")
    say(page, "Planned. Family court, by")


def end(page: Page, team: TeamView) -> None:
    found = only_action(team)
    assert (found.source.kind, found.source.where) == ("statement", "Spring round")
    page.get_by_role("link", name="Change or look closer").click()
    page.get_by_role("heading", name="An action", exact=True).wait_for()
    settled(page)
    choose(page, "Where it stands", "Done")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Done or stopped (1)").wait_for()
    settled(page)
    assert only_action(team).entry.status == "done"


@pytest.mark.long
def test_a_member_says_where_the_action_of_their_agency_stands_and_no_more(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    team = team_of("Lake table")
    action_id = begun(team, "Call each family back.")
    other = begun(team, "Hold the meeting elsewhere.", owner_agency=team.agencies[2].code)
    shared_app.staff_token()
    invited = memberships.add(team.id, "member@example.org", "member")
    assert invited is not None
    scans.set_rater(team.id, invited.account_id, team.agencies[0].code)
    token = access.redeem(invited.name, invited.code, "five herons by the old mill").token
    page = new_desk()
    shared_app.hold(page, token)
    page.goto(f"{shared_app.address}/plan?team={team.id}")
    page.get_by_role("link", name="Change or look closer").click()
    page.get_by_role("heading", name="An action", exact=True).wait_for()
    settled(page)
    assert page.get_by_label("What will be done").count() == 0
    choose(page, "Where it stands", "Stopped")
    page.get_by_role("button", name="Save").click()
    say(page, "It is not said why it was stopped.")
    page.get_by_label("Why it was stopped, if it was").fill("The desk has closed.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Done or stopped (1)").wait_for()
    found = actions.action(team.id, action_id)
    assert (found.entry.reason, found.entry.what) == (
        *("The desk has closed.", "Call each family back."),
    )
    page.goto(f"{shared_app.address}/plan-action?team={team.id}&action={other}")
    say(page, "and a facilitator, can change it.")
    assert page.get_by_role("button", name="Save").count() == 0


@pytest.mark.long
def test_two_who_change_an_action_see_both_and_what_is_taken_out_comes_back(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    team = team_of("Hill table")
    action_id = begun(team, "Call each family back.")
    page = new_desk()
    shared_app.sign_in(page)
    page.goto(f"{shared_app.address}/plan-action?team={team.id}&action={action_id}")
    page.get_by_label("Notes").fill("What I think.")
    before = actions.action(team.id, action_id)
    theirs = {**{name: getattr(before.entry, name) for name in before.entry.__slots__}}
    actions.save(
        team.id,
        action_id,
        type(before.entry)(**(theirs | {"notes": "What they think."})),
        based_on=1,
    )
    page.get_by_role("button", name="Save").click()
    say(page, "has changed this action since you opened it.")
    for words in ("What they think.", "What I think."):
        page.get_by_text(words).first.wait_for()
    page.get_by_role("button", name="Save mine").click()
    say(page, "Saved.")
    assert actions.action(team.id, action_id).entry.notes == "What I think."
    page.get_by_role("link", name="Change or look closer").click()
    page.get_by_role("button", name="Take this out of the plan").click()
    say(page, "Taken out. You can put it back")
    page.get_by_text("Taken out (1)").click()
    page.get_by_role("button", name="Put it back").click()
    say(page, "It is back in the plan.")
    assert not actions.action(team.id, action_id).removed
