"""A wish to talk alone is kept beside the contact, reaches whoever arranges, and nothing else."""

import pytest

from data.services import contact_book, contact_rows, intake
from data.services.contact_needs import needs
from data.services.errors import FamilyProblems, FamilyStateError
from data.settings import settings
from data.store import contacts
from tests.data.services.families.groups import Group, begun, contact
from tests.trust.families.test_two_stores import values


@pytest.fixture
def group(database: str) -> Group:
    """Three who want to come: to the group, alone first, and only alone."""
    made = begun()
    for name, wish in (("Ada", "group"), ("Bo", "alone_first"), ("Cy", "alone_only")):
        given = contact(made.plan, name, contact_alone=wish)
        intake.ask_to_come(made.plan.id, given, once=name)
    return made


def talks(group: Group) -> dict[str, str]:
    book = contact_book.open_book(group.team_id, group.plan.id)
    return {str(each.entry.answers["contact_call_name"]): each.talk for each in book}


def set_talk(group: Group, name: str, arranged: bool | None, *, status: str = "new") -> None:
    book = contact_book.open_book(group.team_id, group.plan.id)
    (found,) = [each for each in book if each.entry.answers["contact_call_name"] == name]
    contact_book.set_status(
        group.team_id,
        group.plan.id,
        found.id,
        status,  # pyright: ignore[reportArgumentType]
        "",
        seen=found.version,
        talk_arranged=arranged,
    )


def test_who_asked_for_a_talk_is_told_until_it_is_arranged(group: Group) -> None:
    assert talks(group) == {"Ada": "not asked", "Bo": "asked", "Cy": "asked"}
    (waiting,) = needs(contact_book.open_book(group.team_id, group.plan.id))
    assert waiting.talks == 2
    set_talk(group, "Bo", True)
    assert talks(group) == {"Ada": "not asked", "Bo": "arranged", "Cy": "asked"}
    set_talk(group, "Bo", None, status="invited")
    assert talks(group)["Bo"] == "arranged"
    (waiting,) = needs(contact_book.open_book(group.team_id, group.plan.id))
    assert waiting.talks == 1
    set_talk(group, "Bo", False)
    assert talks(group)["Bo"] == "asked"


def test_nobody_arranges_a_talk_that_nobody_asked_for(group: Group) -> None:
    with pytest.raises(FamilyStateError, match="not asked for a talk alone"):
        set_talk(group, "Ada", True)
    assert talks(group)["Ada"] == "not asked"


@pytest.mark.parametrize(("wish", "talk"), [("alone_first", "arranged"), ("alone_only", "asked")])
def test_a_wish_that_changes_is_to_be_arranged_anew(group: Group, wish: str, talk: str) -> None:
    set_talk(group, "Bo", True)
    again = contact(group.plan, "Bo", contact_alone=wish, contact_when="Mornings")
    intake.ask_to_come(group.plan.id, again, once="Bo")
    assert talks(group)["Bo"] == talk


def test_a_wish_is_in_the_vault_under_its_key_and_nowhere_with_the_words(group: Group) -> None:
    set_talk(group, "Cy", True)
    words = [str(value) for _, value in values(settings().database_url)]
    assert not [each for each in words if "alone_only" in each or "contact_alone" in each]
    vault = [value for _, value in values(settings().contacts_url) if isinstance(value, bytes)]
    assert vault
    assert not [each for each in vault if b"alone" in each or b"arranged" in each]
    (kept,) = [each for each in contact_rows.kept(group.plan.id) if each.arranged]
    assert kept.entry.answers["contact_alone"] == "alone_only"
    contact_book.remove_contact(group.team_id, group.plan.id, kept.row_id.hex())
    book = contact_rows.book_of(group.plan.id)
    assert kept.row_id not in {row[0] for row in contacts.contacts_in(book)}


def test_the_answer_is_one_of_those_that_were_offered(group: Group) -> None:
    given = contact(group.plan, "Di", contact_alone="in the park")
    with pytest.raises(FamilyProblems):
        intake.ask_to_come(group.plan.id, given)
