"""The book of contacts: a door that is logged, warnings first, and an end that is one."""

import ast
from pathlib import Path

import pytest

from data.family_views import ContactEntry, ContactView, SessionEntry
from data.services import audit_log, contact_book, family_sessions, intake
from data.services.contact_needs import needs
from pages.families import door
from tests.data.services.families.groups import Group, begun, contact, facilitator
from tests.pages.families.conftest import Show, Shown

OPEN = "Open the contact book"


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


def view(session: str, status: str = "coming", **answers: object) -> ContactView:
    entry = ContactEntry("en", answers, (), "never", 1, involved=False)
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
        str(file.relative_to(folder))
        for file in folder.rglob("*.py")
        if _imports(file) & {"contact_book", "contact_rows", "contact_needs"}
    }
    assert readers == {"families/contacts.py", "families/people.py"}


def _imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found |= set((node.module or "").split("."))
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.Import):
            found |= {part for each in node.names for part in each.name.split(".")}
    return found
