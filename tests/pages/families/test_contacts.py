"""The book of contacts: a door that is logged, warnings first, and an end that is one."""

import ast
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from data.clock import today
from data.family_views import ContactEntry, ContactView, SessionEntry
from data.services import (
    asked_again,
    audit_log,
    contact_book,
    family_ends,
    family_sessions,
    intake,
)
from data.services.contact_needs import needs
from data.services.contact_rows import CHOICE
from pages.families import door
from tests.data.services.families.groups import Group, begun, contact, facilitator
from tests.pages.families.conftest import Show, Shown

OPEN = "Open the contact book"
READERS = {
    *("contact_book", "contact_rows", "contact_needs", "contact_ends"),
    *("asked_again", "asked_again_rows"),
}


@pytest.fixture
def group(sqlite_database: str) -> Group:
    """A plan with one session and three people who want to come."""
    made = begun()
    entry = SessionEntry("Evening", "2026-11", "en", "in_person")
    family_sessions.add_session(made.team_id, made.plan.id, entry)
    for name, said in (
        ("Ada", {"contact_safe_message": "no", "support_childcare": "onsite"}),
        ("Bo", {"contact_safe_message": "plain", "support_ride": "fare"}),
        ("Cy", {"contact_safe_message": "yes", "support_language": "Spanish"}),
    ):
        intake.ask_to_come(made.plan.id, contact(made.plan, name, **said))
    return made


def opened(show: Show, group: Group) -> Shown:
    return show("contacts", team=group.team_id, plan=group.plan.id).press(OPEN)


def openings(team_id: str) -> int:
    return sum(each.action == "families.contacts-open" for each in audit_log.entries(team_id))


def test_nobody_is_shown_and_nothing_is_logged_before_the_door_is_opened(
    show: Show, group: Group
) -> None:
    shown = show("contacts", team=group.team_id, plan=group.plan.id)
    assert "3 people are in it" in shown.words
    assert "written in the log" in shown.words
    assert "Ada" not in shown.words
    assert openings(group.team_id) == 0
    shown.press(OPEN)
    assert "Ada" in shown.words
    assert openings(group.team_id) == 1


def test_the_door_closes_by_hand_by_itself_and_on_leaving(
    show: Show, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = opened(show, group)
    assert "Ada" not in shown.press("Close the book").words
    shown.press(OPEN)
    now = door.seconds()
    monkeypatch.setattr(door, "seconds", lambda: now + door.OPEN_SECONDS + 1)
    assert "Ada" not in shown.run().words


@pytest.mark.long
def test_what_must_be_known_first_stands_first(show: Show, group: Group) -> None:
    shown = opened(show, group)
    told = [str(each.value).replace("\\", "") for each in shown.app.warning]
    assert told == [
        "Leave no message. Somebody else may see or hear it.",
        "In a message, say only that it is about a family meeting.",
    ]


@pytest.mark.long
def test_somebody_is_asked_to_a_session_by_its_name(show: Show, group: Group) -> None:
    shown = opened(show, group)
    status, session = [
        next(each for each in shown.app.selectbox if each.label == label)
        for label in ("Where they stand", "Session")
    ]
    status.select("invited")
    session.select("Evening")
    shown.press("Save")
    book = contact_book.open_book(group.team_id, group.plan.id)
    assert (book[0].status, book[0].session_name) == ("invited", "Evening")
    assert "1 person may come." in shown.words


def test_a_talk_alone_stands_first_until_it_is_ticked_as_arranged(show: Show, group: Group) -> None:
    given = contact(group.plan, "Aa", contact_safe_message="yes", contact_alone="alone_only")
    intake.ask_to_come(group.plan.id, given)
    shown = opened(show, group)
    warned = [str(each.value).replace("\\", "") for each in shown.app.warning]
    assert warned[0].startswith("They want to talk alone with one of you, and not in a group.")
    assert "Talk alone that is not arranged yet: 1" in shown.words
    (box,) = [each for each in shown.app.checkbox if "talk alone is arranged" in each.label]
    box.check()
    shown.press("Save")
    assert contact_book.open_book(group.team_id, group.plan.id)[0].talk == "arranged"
    assert not [each for each in shown.app.warning if "talk alone" in str(each.value)]
    assert "Talk alone that is not arranged yet" not in shown.words
    assert "Only alone with one of you" in shown.words


@pytest.mark.long
def test_removing_asks_first_and_leaves_the_others(show: Show, group: Group) -> None:
    shown = opened(show, group).press("Remove from the book …", which=1)
    assert contact_book.how_many(group.team_id, group.plan.id) == 3
    shown.confirm("Remove from the book …", "Remove for good", which=1)
    names = [
        each.entry.answers["contact_call_name"]
        for each in contact_book.open_book(group.team_id, group.plan.id)
    ]
    assert names == ["Ada", "Cy"]


@pytest.mark.long
def test_destroying_takes_the_name_of_the_plan(show: Show, group: Group) -> None:
    shown = opened(show, group).press("Destroy the contact book …")
    shown.field("text_input", "Type the name").input("Another")
    shown.confirm("Destroy the contact book …", "Destroy it for good")
    assert "Nothing was destroyed." in shown.problems
    assert contact_book.how_many(group.team_id, group.plan.id) == 3
    shown.field("text_input", "Type the name").input("listening ")
    shown.confirm("Destroy the contact book …", "Destroy it for good")
    assert contact_book.how_many(group.team_id, group.plan.id) == 0


@pytest.mark.long
def test_a_consultant_does_not_get_to_the_door(show: Show, group: Group) -> None:
    who = facilitator(group.team_id, role="consultant")
    shown = show("contacts", team=group.team_id, plan=group.plan.id, who=who)
    assert "This is for a facilitator of this team." in shown.problems
    assert not shown.app.button


@pytest.fixture
def asked(sqlite_database: str) -> Group:
    """Two people who may be asked again, one of them with contact details that have ended."""
    made = begun(contact_days=10, recontact_days=60)
    for name in ("Ada", "Bo"):
        given = contact(
            made.plan, name, contact_safe_message="no", support_food=f"Nuts, said {name}"
        )
        intake.ask_to_come(made.plan.id, replace(given, consent=(*given.consent, CHOICE)))
    ada, _ = contact_book.open_book(made.team_id, made.plan.id)
    contact_book.set_status(made.team_id, made.plan.id, ada.id, "came", "", seen=ada.version)
    family_ends.run_clocks(today() + timedelta(days=11))
    return made


def test_who_may_be_asked_again_stands_behind_the_door_and_is_forgotten_at_once(
    show: Show, asked: Group
) -> None:
    shown = show("contacts", team=asked.team_id, plan=asked.plan.id)
    assert "1 person is in it, and 1 more may be asked again." in shown.words
    assert "Ada" not in shown.words
    shown.press(OPEN)
    assert "Ada" in shown.words
    assert shown.words.count("555-0199") == 2
    assert shown.words.count("Leave no message.") == 2
    assert "Nuts, said Bo" in shown.words
    assert "said Ada" not in shown.words
    shown.press("Forget this person …").confirm("Forget this person …", "Forget for good")
    assert asked_again.how_many_again(asked.team_id, asked.plan.id) == 0
    assert "Nobody is on this list yet." in shown.words


@pytest.mark.long
def test_whoever_is_still_in_the_book_can_take_their_yes_back(show: Show, asked: Group) -> None:
    shown = opened(show, asked)
    assert "you may ask them again" in shown.words
    shown.press("They do not want to be asked again")
    (left,) = contact_book.open_book(asked.team_id, asked.plan.id)
    assert not contact_book.may_be_asked_again(left)
    assert "you may ask them again" not in shown.words


@pytest.mark.long
def test_the_list_is_there_where_the_book_is_empty_and_ends_as_a_whole(
    show: Show, asked: Group
) -> None:
    family_ends.destroy_contacts(asked.team_id, asked.plan.id)
    shown = opened(show, asked)
    assert "Nobody is in the book." in shown.words
    assert "Ada" in shown.words
    shown.press("Forget all of them …").confirm("Forget all of them …", "Forget all for good")
    plan = show("plan", team=asked.team_id, plan=asked.plan.id)
    assert "The list of who may be asked again: 1 person, on" in plan.words
    groups = show("groups", team=asked.team_id)
    assert "may be asked again" not in groups.words


@pytest.mark.long
def test_the_overview_says_what_is_kept_of_those_who_may_be_asked(show: Show, asked: Group) -> None:
    words = show("groups", team=asked.team_id).words
    assert "Of 1 person who said that they may be asked again" in words
    assert "at most 60 days after their session and pay" in words


def view(session: str, status: str = "coming", **answers: object) -> ContactView:
    entry = ContactEntry("en", answers, 1)
    return ContactView("id", 1, entry, status, session)  # pyright: ignore[reportArgumentType]


def test_needs_are_counted_for_each_session_and_whoever_is_not_coming_needs_nothing() -> None:
    book = [
        view("B", support_ride="ride", support_childcare_ages=["c0_2", "c3_5"]),
        view("B", support_ride="ride", support_childcare_ages=["c0_2"], support_person="yes"),
        view("B", status="not_coming", support_ride="ride"),
        view("", support_ride="none", support_food="Nuts"),
        view("A"),
    ]
    first, second, last = needs(book)
    assert [each.session_name for each in (first, second, last)] == ["A", "B", ""]
    assert (first.people, first.counts, first.written) == (1, {}, {})
    assert second.people == 2
    assert second.counts["support_ride"] == {"ride": 2}
    assert second.counts["support_childcare_ages"] == {"c0_2": 2, "c3_5": 1}
    assert second.with_somebody == 1
    assert (last.counts, last.written) == ({}, {"support_food": {"Nuts": 1}})


def test_no_other_screen_can_open_the_book() -> None:
    """Those that show what was said least of all."""
    folder = Path(door.__file__).parents[1]
    readers = {
        str(file.relative_to(folder)) for file in folder.rglob("*.py") if _imports(file) & READERS
    }
    assert readers == {f"families/{each}.py" for each in ("contacts", "people", "asking_again")}


def _imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found |= set((node.module or "").split("."))
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.Import):
            found |= {part for each in node.names for part in each.name.split(".")}
    return found
