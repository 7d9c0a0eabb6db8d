"""Who may be asked again: a name and a safe way stay of those who said yes, for their days."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from data import sealed_words
from data.clock import at_day, today
from data.family_views import ContactEntry
from data.services import (
    asked_again,
    asked_again_rows,
    audit_log,
    contact_book,
    contact_rows,
    families,
    family_ends,
    intake,
    teams,
)
from data.services.asked_again_rows import last_day
from data.services.authority import acting
from data.services.contact_rows import CHOICE, Kept, ends_on, waits_until
from data.services.errors import NotAllowed, NotFound
from data.services.family_ends import run_clocks
from data.settings import settings as here
from data.store import contacts as store
from tests.data.services.families.groups import Group, begun, contact, facilitator, held, settings
from tests.data.services.families.searching import holding
from tests.trust.families.test_two_stores import parts, values, written_as

DAYS, AGAIN = 10, 60
STAYS = {
    "contact_call_name": "Rosalinda Ocampo-Reyes",
    "contact_how": "text",
    "contact_route": "555-0142",
    "contact_safe_message": "plain",
    "contact_when": "Mornings before nine",
}
GOES = {
    "contact_avoid": "yes",
    "support_childcare": "onsite",
    "support_language": "Kichwa",
    "support_food": "Peanuts and sesame",
    "support_access": "A seat near the door",
}


def asks(group: Group, name: str, *, again: bool, **said: object) -> None:
    """Somebody wants to come, who may be asked again or not."""
    given = contact(group.plan, name, **said)
    points = (*given.consent, CHOICE) if again else given.consent
    intake.ask_to_come(group.plan.id, replace(given, consent=points))


def stands(group: Group, name: str, status: str, session: str = "One") -> None:
    (found,) = [
        each
        for each in contact_book.open_book(group.team_id, group.plan.id)
        if each.entry.answers["contact_call_name"] == name
    ]
    about = (group.team_id, group.plan.id, found.id)
    contact_book.set_status(*about, status, session, seen=found.version)  # pyright: ignore[reportArgumentType]


def listed(group: Group) -> list[str]:
    found = asked_again.open_list(group.team_id, group.plan.id)
    return [str(each.answers["contact_call_name"]) for each in found]


def told(group: Group) -> list[tuple[str, int]]:
    found = family_ends.destructions(group.team_id, group.plan.id)
    assert all(each.sound for each in found)
    return [(each.what, each.pieces) for each in found]


def rows(book: bytes) -> list[bytes]:
    """What is sealed, each by its first bytes: a database may put a long one in several places."""
    return [sealed[:40] for _, _, sealed in store.contacts_in(book)]


def of_contacts(group: Group) -> list[bytes]:
    return rows(contact_rows.book_of(group.plan.id))


def of_list(group: Group) -> list[bytes]:
    return rows(asked_again_rows.book_of(group.plan.id))


def planned() -> Group:
    return begun(contact_days=DAYS, recontact_days=AGAIN)


def ended(people: Sequence[str] = ("Ada", "Bo")) -> Group:
    """A group whose contact details have ended; all of them may be asked again."""
    made = planned()
    for name in people:
        asks(made, name, again=True)
        stands(made, name, "came")
    run_clocks(today() + timedelta(days=DAYS + 1))
    return made


def test_a_name_and_a_safe_way_stay_of_those_who_said_yes_and_nothing_else(
    database: str, home: Path
) -> None:
    made = planned()
    asks(made, STAYS["contact_call_name"], again=True, **STAYS | GOES)
    asks(made, "Wilhelmina", again=False, contact_route="555-0177")
    for name in (STAYS["contact_call_name"], "Wilhelmina"):
        stands(made, name, "came")
    book = store.contacts_in(contact_rows.book_of(made.plan.id))
    sealed = [part for _, _, each in book for part in (each[:40], each[-40:])]
    assert len(sealed) == 4
    assert all(holding(each, home) for each in sealed)
    run_clocks(ends_on(today(), DAYS))
    assert (len(of_contacts(made)), of_list(made)) == (2, [])
    run_clocks(ends_on(today(), DAYS) + timedelta(days=1))
    assert of_contacts(made) == []
    assert [each for each in sealed if holding(each, home)] == []
    (row_id,) = asked_again_rows.kept(made.plan.id)
    ((_, _, kept),) = store.contacts_in(asked_again_rows.book_of(made.plan.id))
    owner = asked_again_rows.key_of(made.plan.id)
    plain = sealed_words.unseal(kept, owner=owner, place=f"asked again/{row_id.hex()}")
    assert json.loads(plain) == {"language": "en", "answers": STAYS}
    assert told(made) == [("contacts", 2)]
    assert b"Rosalinda" not in b"".join(
        each.read_bytes() for each in home.rglob("*") if each.is_file()
    )


def test_the_clock_ends_the_list_on_its_day_and_writes_that_down(database: str, home: Path) -> None:
    made = ended()
    sealed, last = of_list(made), ends_on(ends_on(today(), DAYS) - timedelta(days=DAYS), AGAIN)
    assert today() + timedelta(days=AGAIN - 12) <= last <= today() + timedelta(days=AGAIN)
    assert run_clocks(last) == 0
    assert listed(made) == ["Ada", "Bo"]
    assert run_clocks(last + timedelta(days=1)) == 2
    assert listed(made) == []
    assert [each for each in sealed if holding(each, home)] == []
    assert told(made) == [("contacts", 2), ("asked_again", 2)]
    assert run_clocks(last + timedelta(days=2)) == 0


def test_one_person_is_forgotten_at_once_and_to_the_last_byte(database: str, home: Path) -> None:
    made = ended()
    (ada, _) = asked_again.open_list(made.team_id, made.plan.id)
    before = dict(zip(asked_again_rows.kept(made.plan.id), of_list(made), strict=True))
    gone = before[bytes.fromhex(ada.id)]
    assert holding(gone, home)
    asked_again.forget(made.team_id, made.plan.id, ada.id)
    assert holding(gone, home) == []
    assert listed(made) == ["Bo"]
    with pytest.raises(NotFound, match="not on the list"):
        asked_again.forget(made.team_id, made.plan.id, ada.id)
    run_clocks(today() + timedelta(days=DAYS + 2))
    assert listed(made) == ["Bo"]


def test_all_are_forgotten_with_their_key_and_that_is_written_down(
    database: str, home: Path
) -> None:
    made = ended()
    sealed = of_list(made)
    key = here().keys / "words" / f"{asked_again_rows.key_of(made.plan.id)}.key"
    old = key.read_bytes()
    assert family_ends.destroy_asked_again(made.team_id, made.plan.id) == 2
    assert [each for each in (*sealed, old) if holding(each, home)] == []
    assert told(made) == [("contacts", 2), ("asked_again", 2)]
    assert listed(made) == []


def test_an_end_that_was_stopped_half_way_keeps_nobody_twice_and_nobody_who_was_forgotten(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = planned()
    for name in ("Ada", "Bo"):
        asks(made, name, again=True)
        stands(made, name, "came")
    due = today() + timedelta(days=DAYS + 1)
    with monkeypatch.context() as patch:
        patch.setattr(contact_rows, "remove_due", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run_clocks(due)
    assert (len(of_contacts(made)), listed(made)) == (2, ["Ada", "Bo"])
    (ada, _) = asked_again.open_list(made.team_id, made.plan.id)
    asked_again.forget(made.team_id, made.plan.id, ada.id)
    run_clocks(due)
    assert (of_contacts(made), listed(made)) == ([], ["Bo"])


def test_whoever_takes_their_yes_back_still_comes_and_is_not_asked_again(
    sqlite_database: str,
) -> None:
    made = planned()
    asks(made, "Ada", again=True)
    stands(made, "Ada", "invited")
    (ada,) = contact_book.open_book(made.team_id, made.plan.id)
    assert contact_book.may_be_asked_again(ada)
    about = (made.team_id, made.plan.id, ada.id)
    contact_book.take_back_being_asked(*about, seen=ada.version)
    (now,) = contact_book.open_book(made.team_id, made.plan.id)
    assert not contact_book.may_be_asked_again(now)
    assert (now.status, now.session_name) == ("invited", "One")
    assert (now.entry.answers, ada.entry.ask_again, now.entry.ask_again) == (
        ada.entry.answers,
        True,
        False,
    )
    held(made, people=1, name="One")
    run_clocks(today() + timedelta(days=DAYS + 1))
    assert (of_contacts(made), of_list(made)) == ([], [])


def test_a_session_that_is_over_starts_the_days_whatever_somebody_forgot_to_tick(
    sqlite_database: str,
) -> None:
    made = planned()
    asks(made, "Ada", again=True)
    stands(made, "Ada", "invited")
    held(made, people=1, name="One")
    run_clocks(today() + timedelta(days=DAYS + 1))
    assert listed(made) == ["Ada"]
    (last,) = store.last_days(asked_again_rows.book_of(made.plan.id)).values()
    assert last == ends_on(today(), AGAIN)


@pytest.mark.parametrize("days", [0, DAYS - 1])
def test_where_the_days_to_ask_are_no_more_than_those_of_contacts_nobody_is_left(
    sqlite_database: str, days: int
) -> None:
    made = begun(contact_days=DAYS, recontact_days=days)
    asks(made, "Ada", again=True)
    stands(made, "Ada", "came")
    run_clocks(today() + timedelta(days=DAYS + 1))
    assert (of_contacts(made), of_list(made)) == ([], [])


def test_fewer_days_count_at_once_for_those_who_are_on_the_list(sqlite_database: str) -> None:
    made = ended()
    now, fewer = families.study(made.team_id, made.plan.id), 20
    new = settings(contact_days=DAYS, recontact_days=fewer)
    families.change_study(made.team_id, now.id, name=now.name, settings=new, seen=now.version)
    day = today() + timedelta(days=DAYS + 2)
    assert run_clocks(day) == 0
    assert run_clocks(day + timedelta(days=fewer + 1)) == 2
    assert listed(made) == []


def _somebody(status: str) -> Kept:
    entry = ContactEntry("en", {}, 1, ask_again=True)
    return Kept(b"1", 1, entry, status, "")  # pyright: ignore[reportArgumentType]


def test_nobody_is_kept_for_longer_than_was_promised(sqlite_database: str) -> None:
    """5,000 people by chance, whose clock began on a day that only the test knows."""
    chance, plan = random.Random(7), planned().plan
    kept_for: list[int] = []
    for _ in range(5_000):
        again, then, now = chance.randint(1, 365), chance.randint(1, 30), chance.randint(1, 30)
        longest = max(then, now)
        some = replace(plan, settings=settings(contact_days=now, recontact_days=again))
        day = date(2026, 1, 1) + timedelta(days=chance.randrange(1_000))
        way = chance.choice(("came", "not_coming", "session", "nobody"))
        end = waits_until(day) if way in ("session", "nobody") else ends_on(day, then)
        over = day if way == "session" else None
        status = way if way in ("came", "not_coming") else "invited"
        until = last_day(some, _somebody(status), destroy_on=end, longest=longest, ended=over)
        assert until <= day + timedelta(days=again)
        assert until.weekday() == 6
        if way == "session" or (way == "came" and then == longest):
            kept_for.append(again - (until - day).days)
    # Two Sundays are waited for, and each of the two ends is a day before the last one promised.
    assert max(kept_for) <= 14


def test_no_value_of_the_list_leads_into_the_other_database(database: str, home: Path) -> None:
    made = planned()
    asks(made, "Rosalinda Ocampo-Reyes", again=True, contact_route="555-0142")
    stands(made, "Rosalinda Ocampo-Reyes", "came")
    held(made, people=3, name="One")
    before = {value for at, value in values(here().contacts_url) if at != "contact.destroy_on"}
    with at_day(today() + timedelta(days=DAYS + 1)):
        run_clocks()
        listed(made)
    vault = [(at, v) for at, v in values(here().contacts_url) if at.startswith("contact.")]
    assert len(vault) == 5
    other = b"\0".join(
        form for _, value in values(here().database_url) for form in written_as(value)
    )
    names = b"\0".join(each.name.encode() for each in (home / "keys").rglob("*"))
    for at, value in vault:
        if at in ("contact.id", "contact.book", "contact.sealed"):
            assert value not in before
            assert not any(form in other or form in names for form in parts(value)), at


def test_the_list_ends_with_its_team(database: str, home: Path) -> None:
    made, other = ended(), ended(("Cy",))
    sealed, theirs = of_list(made), of_list(other)
    teams.delete_team(made.team_id, confirm_name="River county")
    assert [each for each in sealed if holding(each, home)] == []
    assert all(holding(each, home) for each in theirs)
    left = {each.name for each in (here().keys / "words").iterdir()}
    assert f"{asked_again_rows.key_of(made.plan.id)}.key" not in left
    assert f"{asked_again_rows.key_of(other.plan.id)}.key" in left


def test_only_those_who_may_open_the_book_open_the_list_and_that_is_logged(
    sqlite_database: str,
) -> None:
    made = ended(("Ada",))
    for role in ("consultant", "member"):
        with (
            acting(facilitator(made.team_id, role=role)),
            pytest.raises(NotAllowed, match="facilitator"),
        ):
            listed(made)
    with acting(facilitator(made.team_id)):
        (ada,) = asked_again.open_list(made.team_id, made.plan.id)
        asked_again.forget(made.team_id, made.plan.id, ada.id)
    done = [each for each in audit_log.entries(made.team_id) if "again" in each.action]
    assert {each.action for each in done} == {"families.again-open", "families.again-forget"}
    assert ada.id not in str(done)


def test_names_of_the_list_are_found_by_the_redaction_as_those_of_the_book_are(
    sqlite_database: str,
) -> None:
    made = ended(("Xiomara",))
    session = held(made, people=1, name="One")
    assert contact_book.how_many(made.team_id, made.plan.id) == 0
    roster = contact_book.blind_names(made.team_id, made.plan.id, owner=session.id)
    assert len(roster.fingerprints) == 1
