"""Whoever holds both stores with every key cannot tell who sat where, in the smallest group.

A court could order all of it. So what is opened here is everything: the rows of contacts with the
key of their book, and the rows of seats. What could match them is a value that some have and others
have not, on both sides.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data import sealed_words
from data.family_views import SessionView
from data.services import contact_rows, family_sessions, intake, seats
from data.services.contact_rows import CHOICE
from data.store import contacts
from data.store import families as store
from pages.respond.families import intake as asking_pages
from pages.respond.families import seat as door_pages
from pages.respond.families.consenting import JOIN
from pages.respond.families.stops import START, Course, State
from surveys.family_promises import consent_text
from tests.data.services.families.groups import Group, begun, contact, seat_entry
from tests.pages.respond.families.parents import opened

OF_A_SEAT = {
    *("team_id", "id", "session_id", "label", "card_hash", "study_version"),
    *("quote_tier", "wants_preview", "may_record"),
}
OF_A_CONTACT = {"language", "answers", "version", "ask_again"}
_ANSWERS_ALIKE = ({True, False, None}, {"yes", "no"})
"""Values that say nothing without the question; that none is asked twice is a test of its own."""


@pytest.fixture
def group(database: str) -> Group:
    """Four who write in English and one in Spanish, who is the only one not to be quoted."""
    made = begun(languages=["en", "es"], recontact_days=30, recording_mode="audio")
    for number in range(5):
        given = contact(
            made.plan,
            f"Person {number}",
            support_language="Spanish" if number == 4 else "English",
            support_access="A quiet room" if number == 4 else "",
            staff_involved="yes" if number == 4 else "no",
        )
        points = (*given.consent, CHOICE) if number == 4 else given.consent
        language = "es" if number == 4 else "en"
        intake.ask_to_come(made.plan.id, replace(given, language=language, consent=points))
    session = opened(made)
    for number in range(5):
        tier = "never" if number == 4 else "public"
        entry = replace(seat_entry(made.plan, tier=tier), language="es" if number == 4 else "en")
        entry = replace(entry, wants_preview=number == 4, may_record=number != 4)
        seats.take_seat(session.id, entry, version=made.plan.version)
    made.sessions.append(session)
    return made


def flat(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Every value inside a value, with where it stands."""
    if isinstance(value, Mapping):
        for name, inside in value.items():
            yield from flat(inside, f"{at}.{name}")
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from flat(inside, at)
    else:
        yield at, value


def splitting(rows: list[Mapping[str, Any]]) -> dict[Any, set[str]]:
    """The values that some rows have and others have not, with where they stand."""
    have = [set(flat(row)) for row in rows]
    found: dict[Any, set[str]] = {}
    for at, value in set().union(*have):
        if not all((at, value) in each for each in have):
            found.setdefault(value, set()).add(at)
    return found


def of_contacts(group: Group) -> list[Mapping[str, Any]]:
    return [asdict(each.entry) for each in contact_rows.kept(group.plan.id)]


def of_seats(group: Group) -> list[Mapping[str, Any]]:
    return list(store.seats(group.team_id, [each.id for each in group.sessions]))


def test_no_value_that_tells_people_apart_stands_on_both_sides(group: Group) -> None:
    vault, words = of_contacts(group), of_seats(group)
    assert len(vault) == len(words) == 5
    assert {name for row in words for name in row} == OF_A_SEAT
    assert {name for row in vault for name in row} == OF_A_CONTACT
    apart, there = splitting(vault), splitting(words)
    assert {"es", "Spanish", "yes", True} <= set(apart)
    assert {"never", "public", True, False} <= set(there)
    both = {value for value in apart if value in there}
    assert both <= _ANSWERS_ALIKE[0] | _ANSWERS_ALIKE[1], both
    assert not any({"yes", "no"} & set(map(str, there)))


def test_what_is_asked_of_a_contact_is_not_asked_of_a_seat(group: Group) -> None:
    plan, held = group.plan, group.sessions[0]
    before = asked(asking_pages._course(plan), plan.version)  # pyright: ignore[reportPrivateUsage]
    after = asked(door_pages._course(plan, held), plan.version)  # pyright: ignore[reportPrivateUsage]
    needed_of_all = {point.id for point in consent_text(plan.settings, "en")} | {JOIN}
    assert before & after == needed_of_all
    assert {"consent_quote", "wants_preview", "consent_record"} <= after - before
    assert {"support_language", "staff_involved", CHOICE} <= before - after


def asked(course: Course, version: int) -> set[str]:
    """The ids of everything that the pages of a way ask."""
    stops = course.stops(State(at=START, version=version, once="", language="en"))
    return {each.id for stop in stops for each in stop.asked}


def test_a_seat_is_the_same_row_in_whichever_language_its_pages_were_read(group: Group) -> None:
    session = opened(group, "Another one")
    for language in ("en", "es"):
        entry = replace(seat_entry(group.plan), language=language)
        seats.take_seat(session.id, entry, version=group.plan.version)
    own = ("id", "label", "card_hash")  # drawn for each seat
    one, two = (
        {name: value for name, value in row.items() if name not in own}
        for row in store.seats(group.team_id, (session.id,))
    )
    assert one == two


def test_who_came_and_who_was_asked_to_a_session_is_all_that_both_sides_say_of_it(
    group: Group,
) -> None:
    held: SessionView = group.sessions[0]
    said = {str(value) for row in of_contacts(group) for _, value in flat(row)}
    session_says = {*asdict(held.entry).values(), held.id}
    assert said & session_says <= {"en"}  # in which to call somebody, and of the whole session
    assert len({each.session_id for each in family_sessions.seats(group.team_id, held.id)}) == 1


def test_what_an_earlier_program_kept_of_a_contact_goes_when_the_book_is_next_opened(
    group: Group, home: Path
) -> None:
    study_id, row_id = group.plan.id, b"r" * 16
    before = {
        "language": "es",
        "answers": {"contact_call_name": "Rosalinda"},
        "consent": ["consent_purpose", "consent_join", CHOICE],
        "quote_tier": "paraphrase",
        "version": 2,
        "involved": True,
    }
    said = {"entry": before, "status": "came", "session_name": "Tuesday"}
    owner, book = contact_rows.key_of(study_id), contact_rows.book_of(study_id)
    place = f"contact/{row_id.hex()}"
    sealed = sealed_words.seal(json.dumps(said), owner=owner, place=place)
    contacts.add_contact(row_id, book=book, sealed=sealed, destroy_on=date(2027, 1, 31))
    found = next(each for each in contact_rows.kept(study_id) if each.row_id == row_id)
    assert asdict(found.entry) == {
        "language": "es",
        "answers": {"contact_call_name": "Rosalinda", "staff_involved": "yes"},
        "version": 2,
        "ask_again": True,
    }
    assert (found.status, found.session_name) == ("came", "Tuesday")
    (now,) = [each for each in contacts.contacts_in(book) if each[0] == row_id]
    opened_now = sealed_words.unseal(now[2], owner=owner, place=place)
    assert "paraphrase" not in opened_now
    assert now[1] == found.version == 2
    assert contact_rows.last_days(study_id)[row_id] == date(2027, 1, 31)
    files = (each for each in home.rglob("contacts.db*") if each.is_file())
    assert sealed not in b"".join(each.read_bytes() for each in files)
    again = next(each for each in contact_rows.kept(study_id) if each.row_id == row_id)
    assert again == found
