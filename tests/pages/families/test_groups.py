"""The start of family groups: what is still kept, who sees it, until when; and who sees that."""

from datetime import timedelta

import pytest

from data.clock import today
from data.services import contact_book, family_ends, intake, redacting, transcripts
from data.services.families import study
from data.services.teams import create_team
from pages.parts.words import written_date
from pages.shell.screens import OF_FAMILIES
from tests.data.services.families.groups import (
    ROSTER,
    begun,
    contact,
    facilitator,
    held,
    redacted,
    written,
)
from tests.pages.families.conftest import Show


def test_without_a_plan_it_is_explained_in_three_steps_and_one_can_be_begun(show: Show) -> None:
    team = create_team("River county", "", ROSTER)
    shown = show("groups", team=team.id)
    for number in (1, 2, 3):
        assert f"**{number}. " in shown.words
    assert ("families-plan", "Begin a plan", team.id, "new") in shown.ways


def test_what_is_raw_names_its_readers_and_its_end_on_every_step(show: Show) -> None:
    group = begun()
    assert (
        "Words as they were said:** none are here yet." in show("groups", team=group.team_id).words
    )
    found = written(group, held(group, people=4, name="One"))
    shown = show("groups", team=group.team_id)
    said = "Seen by facilitators and consultants of this team who are on its list."
    assert f"1 transcript. {said}" in shown.words
    assert "1 waits for redaction; words end at most 30 days after it." in shown.words
    redacted(group, found)
    end = written_date(today() + timedelta(days=29), "en")
    shown = show("groups", team=group.team_id)
    assert f"The last that is redacted ends after {end}." in shown.words
    family_ends.run_clocks(today() + timedelta(days=30))
    assert (
        "none are kept. Names are out of all of them." in show("groups", team=group.team_id).words
    )


def test_names_are_not_said_to_be_out_of_what_nobody_has_read_again(show: Show) -> None:
    group = begun()
    found = written(group, held(group, people=4, name="One"))
    found = transcripts.begin(group.team_id, found.id, seen=found.version)
    suspects = redacting.suspects(group.team_id, found.id)
    decided: dict[str, str | None] = {each.text: "[name]" for each in suspects}
    found = redacting.decide(group.team_id, found.id, decided)
    redacting.carry_out(group.team_id, found.id, seen=found.version)
    family_ends.destroy_raw(group.team_id, found.id, study_id=group.plan.id)
    shown = show("groups", team=group.team_id)
    said = "none are kept, but 1 transcript is not fully read yet: names may still be in what stays"
    assert said in shown.words


@pytest.mark.long
def test_how_many_are_in_the_book_is_told_and_nobody_s_name(show: Show) -> None:
    group = begun()
    intake.ask_to_come(group.plan.id, contact(group.plan))
    shown = show("groups", team=group.team_id)
    assert "Contacts:** 1 person. Seen by facilitators of this team." in shown.words
    assert "Rosalinda" not in shown.words


@pytest.mark.long
def test_a_plan_leads_to_every_screen_about_it(show: Show) -> None:
    group = begun()
    led = {way[0] for way in show("groups", team=group.team_id).ways}
    assert led - {"start"} == set(OF_FAMILIES) - {"families"}


def test_a_member_sees_that_there_is_a_plan_and_nothing_else_of_it(show: Show) -> None:
    group = begun()
    written(group, held(group, people=4, name="One"))
    shown = show("groups", team=group.team_id, who=facilitator(group.team_id, role="member"))
    assert "Listening" in shown.words
    assert "Words as they were said" not in shown.words
    assert {way[0] for way in shown.ways} == {"start", "families-findings"}


@pytest.mark.parametrize("name", ["plan", "contacts", "room"])
def test_a_member_is_refused_everywhere_else(show: Show, name: str) -> None:
    group = begun()
    who = facilitator(group.team_id, role="member")
    shown = show(name, team=group.team_id, plan=group.plan.id, who=who)
    assert "This is for a facilitator of this team." in shown.problems
    assert "Listening" not in shown.words


@pytest.mark.long
@pytest.mark.parametrize("name", ["groups", "plan", "contacts", "room"])
def test_whoever_is_not_signed_in_sees_nothing(show: Show, name: str) -> None:
    group = begun()
    shown = show(name, team=group.team_id, plan=group.plan.id, who=None)
    assert "River county" not in shown.words
    assert not shown.app.button


@pytest.mark.long
@pytest.mark.parametrize("name", ["plan", "contacts", "room"])
def test_a_plan_of_another_team_is_not_found(show: Show, name: str) -> None:
    group, other = begun(), create_team("Other county", "", ROSTER)
    shown = show(name, team=other.id, plan=group.plan.id, who=facilitator(other.id))
    assert "No such plan" in shown.words
    assert study(group.team_id, group.plan.id).name not in shown.words


SCREENS = ("room", "words", "sheet", "themes", "coding", "compare", "findings", "plan")


def test_what_is_raw_stands_on_every_screen_of_a_plan(show: Show) -> None:
    group = begun()
    written(group, held(group, people=4, name="One"))
    about = {"team": group.team_id, "plan": group.plan.id}
    head = "Words of this plan as they were said: "
    for screen in SCREENS:
        shown = show(screen, **about)
        (line,) = (e.value for e in shown.app.markdown if "Words of this plan" in e.value)
        assert "\\\\" not in line, screen  # escaped once
        said = shown.words
        assert f"{head}1 transcript. Seen by facilitators and consultants" in said, screen
        assert "1 waits for redaction; words end at most 30 days after it." in said, screen
    member = facilitator(group.team_id, "Member", role="member")
    assert head not in show("findings", who=member, **about).words


def test_the_desk_says_whose_names_are_not_searched_any_more(show: Show) -> None:
    group = begun()
    for name in ("Rosalinda Ocampo-Reyes", "Hope Vancastle", "Xiomara Reyes"):
        intake.ask_to_come(group.plan.id, contact(group.plan, name=name))
    session = held(group, people=3, name="One")
    transcripts.begin(group.team_id, written(group, session).id, seen=1)
    about = {"team": group.team_id, "plan": group.plan.id, "session": session.id}
    assert "Searched too: 3 names of the contact book" in show("words", **about).words
    (first, *_) = contact_book.open_book(group.team_id, group.plan.id)
    contact_book.remove_contact(group.team_id, group.plan.id, first.id)
    assert "Only 2 names of the contact book can still be searched" in show("words", **about).words
    family_ends.destroy_contacts(group.team_id, group.plan.id)
    said = show("words", **about).words
    assert "Names of those who came are not searched any more: the contact book is empty" in said
