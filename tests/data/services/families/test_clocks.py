"""The clocks of a plan: what is due is destroyed on its day and not before, and it is listed."""

from datetime import timedelta

import pytest

from data.clock import at_day, today
from data.services import contact_book, family_ends, intake, start, transcripts
from data.services.authority import OPERATOR, PROGRAM, acting
from data.services.contact_rows import ends_on, waits_until
from data.services.errors import NotAllowed, StorageError
from data.services.family_ends import destructions, run_clocks
from data.store import contacts
from tests.data.services.families.cards_given import counted, filled
from tests.data.services.families.groups import (
    Group,
    begun,
    contact,
    facilitator,
    held,
    redacted,
    written,
)
from tests.made_once import made_once

DAYS = 30


@pytest.fixture
@made_once
def group(database: str) -> Group:
    """Somebody in the book, and words whose clock runs."""
    made = begun(contact_days=DAYS, raw_days=DAYS)
    intake.ask_to_come(made.plan.id, contact(made.plan))
    redacted(made, written(made, held(made, people=4, name="One")))
    return made


def in_the_book(group: Group) -> int:
    return contact_book.how_many(group.team_id, group.plan.id)


def raw_is_there(group: Group) -> bool:
    found = transcripts.transcript_of(group.team_id, group.sessions[0].id)
    assert found is not None
    return found.raw_is_there


def listed(group: Group) -> list[tuple[str, int, bool]]:
    return [
        (each.what, each.pieces, each.sound) for each in destructions(group.team_id, group.plan.id)
    ]


def test_raw_words_end_the_day_after_their_last_day_and_not_before(group: Group) -> None:
    last = today() + timedelta(days=DAYS - 1)
    run_clocks(last)
    assert raw_is_there(group)
    run_clocks(last + timedelta(days=1))
    assert not raw_is_there(group)
    assert ("raw", 5, True) in listed(group)


def with_clock(clock: str) -> tuple[Group, int]:
    """A plan in which a clock has begun to run today, and its days."""
    if clock in ("cards", "totals"):
        group = filled()
        days = group.plan.settings.raw_days
        if clock == "totals":
            counted(group)
            days = group.plan.settings.redacted_days
        return group, days
    group = begun(raw_days=DAYS, redacted_days=DAYS) if clock == "words" else begun(raw_days=DAYS)
    redacted(group, written(group, held(group, people=4, name="One")))
    return group, DAYS


@pytest.mark.parametrize("clock", ["raw", "words", "cards", "totals"])
def test_what_ends_so_many_days_after_a_day_is_gone_on_that_day_and_not_the_day_before(
    sqlite_database: str, clock: str
) -> None:
    group, days = with_clock(clock)
    for late, times in ((-1, 0), (0, 1), (1, 1)):
        run_clocks(today() + timedelta(days=days + late))
        assert [what for what, *_ in listed(group)].count(clock) == times, late


def came(group: Group) -> None:
    (found,) = contact_book.open_book(group.team_id, group.plan.id)
    about = (group.team_id, group.plan.id, found.id)
    contact_book.set_status(*about, "came", "One", seen=found.version)


def test_whoever_came_is_forgotten_within_the_days_that_were_promised(group: Group) -> None:
    came(group)
    last = ends_on(today(), DAYS)
    assert timedelta(days=DAYS - 7) <= last - today() <= timedelta(days=DAYS - 1)
    run_clocks(last)
    assert in_the_book(group) == 1
    assert listed(group) == []
    run_clocks(last + timedelta(days=1))
    assert in_the_book(group) == 0
    assert ("contacts", 1, True) in listed(group)


@pytest.mark.long
def test_whoever_was_never_asked_is_forgotten_after_the_longest_wait(group: Group) -> None:
    last = waits_until(today())
    run_clocks(last)
    assert in_the_book(group) == 1
    run_clocks(last + timedelta(days=1))
    assert in_the_book(group) == 0


@pytest.mark.long
def test_nothing_is_listed_twice_and_nothing_is_done_where_nothing_is_due(group: Group) -> None:
    far = today() + timedelta(days=400)
    assert run_clocks(far) == 2
    before = listed(group)
    assert run_clocks(far) == 0
    assert listed(group) == before


@pytest.mark.parametrize("who", [PROGRAM, OPERATOR], ids=lambda who: who.kind)
def test_the_program_and_whoever_holds_the_machine_may_run_them(group: Group, who) -> None:
    with acting(who):
        assert run_clocks(today() + timedelta(days=400)) == 2


def test_nobody_else_may_run_them(group: Group) -> None:
    with acting(facilitator(group.team_id)), pytest.raises(NotAllowed, match="Nothing was done"):
        run_clocks(today() + timedelta(days=400))
    assert in_the_book(group) == 1
    assert raw_is_there(group)


@pytest.mark.long
def test_what_cannot_be_destroyed_today_keeps_nothing_of_another_plan(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = begun()
    intake.ask_to_come(other.plan.id, contact(other.plan))
    works, far = contacts.remove_due, today() + timedelta(days=400)
    broken = family_ends.contact_rows.book_of(group.plan.id)

    def remove_due(day, *, book=None):
        if book == broken:
            raise StorageError("Not today.")
        return works(day, book=book)

    with monkeypatch.context() as patch:
        patch.setattr(contacts, "remove_due", remove_due)
        with pytest.raises(StorageError, match="Not today"):
            run_clocks(far)
    assert (in_the_book(group), in_the_book(other)) == (1, 0)
    run_clocks(far)
    assert in_the_book(group) == 0


def test_the_program_looks_once_a_day_and_again_where_it_failed(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []

    def clocks() -> int:
        ran.append("ran")
        if len(ran) == 1:
            raise StorageError("Not today.")
        return 0

    monkeypatch.setattr(start, "_clocks", start._Clocks())
    monkeypatch.setattr(family_ends, "run_clocks", clocks)
    with pytest.raises(StorageError):
        start.run_daily_clocks()
    start.run_daily_clocks()
    start.run_daily_clocks()
    assert len(ran) == 2
    with at_day(today() + timedelta(days=1)):
        start.run_daily_clocks()
    assert len(ran) == 3


@pytest.mark.long
def test_the_daily_work_of_the_program_destroys_what_is_due(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "_clocks", start._Clocks())
    with acting(facilitator(group.team_id)), at_day(today() + timedelta(days=400)):
        start.run_daily_clocks()
    assert in_the_book(group) == 0
    assert not raw_is_there(group)
