"""The log of what staff did: written by many at once, and nothing in it changes unseen."""

import dataclasses
import json
import multiprocessing
import os
import stat
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from data.services import access, anchors, audit_log, teams
from data.services.authority import OPERATOR, RESPONDENT, Actor, acting
from data.services.errors import NotAllowed, StorageError
from data.settings import settings
from data.store import audit as chain
from data.store import database as store
from data.store.scope import EVERYTHING, within
from data.tables.audit import AuditEntry
from data.tables.base import table_of
from data.views import AgencyEntry

ENTRY = table_of(AuditEntry)
ENTRIES = 30
ANCHORED = 20
WRITERS = 12
EACH = 8
ANA = Actor(id="a1", name="Ana", kind="person")
CHANGES = {
    "at": 1,
    "actor": "somebody",
    "actor_name": "Somebody",
    "action": "wave.open",
    "team_id": "another",
    "about": "another",
    "details": "{}",
    "previous": bytes(32),
    "hash": bytes(range(32)),
}


def _write(entries: int) -> None:
    for number in range(entries):
        audit_log.record("wave.close", team_id=f"t{number % 3}", about=f"w{number}", turn=number)


def _without_triggers(connection) -> None:
    """Go round them, as somebody with the right to change tables could."""
    if connection.dialect.name == "sqlite":
        for what in ("update", "delete", "replace"):
            connection.execute(text(f"DROP TRIGGER audit_entry_no_{what}"))
    else:
        connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER ALL"))


@pytest.fixture
def written(database) -> str:
    """A chain with one anchor in it, whose triggers are gone; the anchor."""
    _write(ANCHORED)
    kept = audit_log.anchor()
    _write(ENTRIES - ANCHORED)
    with store.writing() as connection:
        _without_triggers(connection)
    return kept


class Tampering:
    """The chain as it was, and statements that change it for one look."""

    def __init__(self, monkeypatch) -> None:
        self.monkeypatch = monkeypatch
        self.rows = list(chain.chain())

    def look(self, rows, anchor: str | None = None) -> audit_log.Verification:
        """What verifying says of a chain of these rows."""
        with self.monkeypatch.context() as patch:
            patch.setattr(chain, "chain", lambda: iter(rows))
            return audit_log.verify([anchor] if anchor else [])


@pytest.fixture
def tampering(written, monkeypatch) -> Tampering:
    return Tampering(monkeypatch)


def _again(rows):
    """The same steps with numbers and hashes that fit, as somebody who knows how could write."""
    last, made = chain.NO_HASH, []
    for number, row in enumerate(rows, start=1):
        found = chain.entry_hash(row.entry, number=number, previous=last)
        made.append(chain.EntryRecord(number, row.entry, previous=last, hash=found))
        last = found
    return made


def _changed(row, action="account.change"):
    return dataclasses.replace(row, entry=dataclasses.replace(row.entry, action=action))


def test_what_was_written_is_read_newest_first_page_by_page(database):
    with acting(ANA):
        _write(7)
    first = audit_log.entries(limit=4)
    assert [one.number for one in first] == [7, 6, 5, 4]
    assert [one.number for one in audit_log.entries(before=4, limit=4)] == [3, 2, 1]
    newest = first[0]
    assert (newest.actor, newest.actor_name, newest.action) == ("a1", "Ana", "wave.close")
    assert (newest.team_id, newest.about, dict(newest.details)) == ("t0", "w6", {"turn": 6})
    assert abs(newest.at - datetime.now(tz=UTC).timestamp()) < timedelta(hours=1).total_seconds()


def test_one_team_reads_its_own_entries_only(database):
    _write(7)
    assert [one.number for one in audit_log.entries("t1")] == [5, 2]
    assert audit_log.entries("nobody") == ()


def test_a_long_detail_is_cut_and_a_short_one_kept(database):
    audit_log.record("team.create", name="a" * 500, admin=True, count=3)
    details = audit_log.entries()[0].details
    assert details == {"name": "a" * 199 + "…", "admin": True, "count": 3}


def test_respondents_are_never_written_down(database):
    with acting(RESPONDENT), pytest.raises(ValueError, match="never written down"):
        audit_log.record("answer")
    assert audit_log.entries() == ()


def test_nothing_is_written_where_nobody_acts(database):
    from contextvars import Context

    with pytest.raises(NotAllowed, match="Nobody"):
        Context().run(audit_log.record, "wave.close")


def test_an_untouched_chain_verifies_up_to_its_anchor_and_says_what_is_not_covered(written):
    found = audit_log.verify([written])
    assert found.ok
    assert (found.entries, found.covered, found.first_wrong) == (ENTRIES, ANCHORED, None)
    assert audit_log.verify().covered == 0
    assert audit_log.verify([audit_log.anchor()]).covered == ENTRIES


def test_an_empty_log_is_whole(database):
    found = audit_log.verify([audit_log.anchor()])
    assert found.ok
    assert found.entries == found.covered == 0


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_value_is_found(written, column):
    for number in (1, 15, ENTRIES):
        with store.writing() as connection:
            before = connection.execute(select(ENTRY.c[column]).where(ENTRY.c.number == number))
            value = before.scalar_one()
            wrong = CHANGES[column] if value != CHANGES[column] else bytes(reversed(range(32)))
            one = update(ENTRY).where(ENTRY.c.number == number)
            connection.execute(one.values({column: wrong}))
        found = audit_log.verify()
        assert found.first_wrong in (number, number + 1), number
        assert f"entry {number}" in " ".join(found.problems)
        with store.writing() as connection:
            connection.execute(one.values({column: value}))
    assert audit_log.verify().ok


def test_rows_that_somebody_took_out_put_in_or_exchanged_in_the_database_are_found(written):
    with store.writing() as connection:
        rows = [dict(row) for row in connection.execute(select(ENTRY)).mappings()]
        connection.execute(delete(ENTRY).where(ENTRY.c.number.in_((7, 8))))
    assert "entries 7 to 8: missing" in audit_log.verify().problems[0]
    with store.writing() as connection:
        connection.execute(insert(ENTRY), [rows[6] | {"number": 8}, rows[7] | {"number": 7}])
    assert audit_log.verify().first_wrong == 7
    with store.writing() as connection:
        connection.execute(delete(ENTRY).where(ENTRY.c.number > ANCHORED - 1))
    assert "cut off" in audit_log.verify([written]).problems[-1]


@pytest.mark.parametrize("number", [0, -3])
def test_an_entry_that_somebody_put_in_before_the_first_is_found(database, number):
    _write(3)
    with store.reading() as connection:
        row = dict(connection.execute(select(ENTRY).where(ENTRY.c.number == 2)).mappings().one())
    with store.writing() as connection:
        connection.execute(insert(ENTRY), [row | {"number": number}])
    found = audit_log.verify([audit_log.anchor()])
    assert found.problems == (
        f"entry {number}: the log begins with entry 1, so somebody put this one in.",
    )
    assert (found.first_wrong, found.entries) == (number, 3)


def test_every_edit_deletion_insertion_and_exchange_is_found(tampering):
    rows = tampering.rows
    for place, row in enumerate(rows):
        edited = [*rows[:place], _changed(row), *rows[place + 1 :]]
        assert tampering.look(edited).first_wrong == place + 1
        if place < ENTRIES - 1:
            gone = [*rows[:place], *rows[place + 1 :]]
            assert tampering.look(gone).first_wrong == place + 1
            there = dataclasses.replace(rows[place + 1], number=place + 1)
            here = dataclasses.replace(row, number=place + 2)
            assert not tampering.look([*rows[:place], there, here, *rows[place + 2 :]]).ok
            moved = [dataclasses.replace(one, number=one.number + 1) for one in rows[place:]]
            added = dataclasses.replace(_changed(row), number=place + 1)
            assert not tampering.look([*rows[:place], added, *moved]).ok


def test_every_cut_below_an_anchor_is_found_and_none_above_it_is(tampering, written):
    for length in range(ENTRIES + 1):
        found = tampering.look(tampering.rows[:length], written)
        assert found.ok == (length >= ANCHORED), length
        if not found.ok:
            assert "cut off" in found.problems[-1]


def test_every_rewriting_up_to_the_last_anchor_is_found_and_none_after_it_is(tampering, written):
    rows = tampering.rows
    for place, row in enumerate(rows):
        edited = [*rows[:place], _changed(row), *rows[place + 1 :]]
        without = [*rows[:place], *rows[place + 1 :]]
        with_more = [*rows[:place], _changed(row), *rows[place:]]
        for others in (edited, without, with_more):
            found = tampering.look(_again(others), written)
            assert found.ok == (place >= ANCHORED), place
            assert found.covered == (ANCHORED if found.ok else 0)


def test_no_two_entries_look_alike_to_the_hash(database):
    entry = chain.NewEntry(1, "a", "b", "c", None, "", "{}")
    others = [
        dataclasses.replace(entry, actor="ab", actor_name=""),
        dataclasses.replace(entry, actor='a","b', actor_name=""),
        dataclasses.replace(entry, team_id=""),
        dataclasses.replace(entry, team_id="null"),
        dataclasses.replace(entry, at=11),
        dataclasses.replace(entry, action="", about="c"),
    ]
    hashes = {chain.entry_hash(one, number=1, previous=b"") for one in (entry, *others)}
    hashes |= {chain.entry_hash(entry, number=11, previous=b"")}
    assert len(hashes) == len(others) + 2


@pytest.mark.parametrize(
    "change",
    [
        update(ENTRY).values(action="x"),
        update(ENTRY).where(ENTRY.c.number == 2).values(at=1),
        delete(ENTRY),
        delete(ENTRY).where(ENTRY.c.number == 3),
    ],
)
def test_the_database_itself_refuses_to_change_an_entry(database, change):
    _write(3)
    with pytest.raises(StorageError, match="nothing was changed"), store.writing() as connection:
        connection.execute(change)
    assert audit_log.verify([audit_log.anchor()]).entries == 3


@pytest.mark.postgresql
def test_postgresql_refuses_to_empty_the_log(postgresql_database):
    _write(3)
    with pytest.raises(StorageError, match="nothing was changed"), store.writing() as connection:
        connection.execute(text("TRUNCATE audit_entry"))
    assert audit_log.verify().entries == 3


def test_an_entry_is_not_put_in_the_place_of_another(sqlite_database):
    _write(3)
    with store.reading() as connection:
        row = dict(connection.execute(select(ENTRY).where(ENTRY.c.number == 2)).mappings().one())
    with store.writing() as connection, pytest.raises(DBAPIError):
        connection.execute(insert(ENTRY).prefix_with("OR REPLACE").values(**row | {"at": 1}))
    assert audit_log.verify().ok


def _append_some(number: int, environment: dict[str, str]) -> None:
    """In a process whose server was started by any test: its settings are those of this one."""
    os.environ.pop("COMMON_TABLE_DATABASE_URL", None)
    os.environ.update(environment)
    settings.cache_clear()
    with acting(OPERATOR):
        for turn in range(EACH):
            audit_log.record("wave.close", about=f"{number}-{turn}")
    store.dispose()


@pytest.mark.long
def test_a_dozen_processes_at_once_write_one_unbroken_chain(database):
    store.dispose()
    ours = {name: value for name, value in os.environ.items() if name.startswith("COMMON_TABLE_")}
    with multiprocessing.get_context("forkserver").Pool(WRITERS) as pool:
        pool.starmap(_append_some, [(number, ours) for number in range(WRITERS)], chunksize=1)
    found = audit_log.verify()
    assert found.ok
    assert found.entries == WRITERS * EACH
    told = {one.about for one in audit_log.entries(limit=WRITERS * EACH)}
    assert told == {f"{number}-{turn}" for number in range(WRITERS) for turn in range(EACH)}


def test_an_anchor_is_read_as_people_type_it(written):
    for typed in (written.lower(), f"  {written} ", written.replace("-", " - ").replace(" ", "")):
        assert audit_log.verify([typed]).covered == ANCHORED
    number, _, rest = written.partition("-")
    assert audit_log.verify([f"{number}-{rest.replace('-', '')}"]).covered == ANCHORED
    assert len(rest.replace("-", "")) * 4 == 128


@pytest.mark.parametrize("text", ["", "12", "12-ABC", "x-" + "0" * 32, "12-" + "G" * 32])
def test_what_is_no_anchor_is_said_to_be_none(database, text):
    with pytest.raises(audit_log.NotAnAnchor, match="one looks like 12-0F0F-"):
        audit_log.verify([text])


def test_anchors_are_kept_one_a_line_for_our_eyes_only(database):
    _write(2)
    first = audit_log.keep_anchor()
    _write(1)
    second = audit_log.keep_anchor()
    path = settings().home / "audit-anchors.txt"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [line.split()[1] for line in path.read_text().splitlines()] == [first, second]
    assert audit_log.kept_anchors() == (first, second)
    assert audit_log.verify(audit_log.kept_anchors()).covered == 3


ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 7))


def test_whoever_makes_or_deletes_a_team_and_the_first_account_leave_an_anchor(database) -> None:
    access.set_up(access.ensure_setup_code() or "", "Ana", "four quiet rivers meet here")
    assert len(audit_log.kept_anchors()) == 1
    made = teams.create_team("Bell County Table", "", ROSTER)
    assert len(audit_log.kept_anchors()) == 2
    teams.delete_team(made.id, confirm_name=made.name)
    assert len(audit_log.kept_anchors()) == 3
    known = audit_log.entries(limit=50)
    (deleted,) = [entry.number for entry in known if entry.action == "team.delete"]
    found = audit_log.verify(audit_log.kept_anchors())
    assert (found.ok, found.covered >= deleted) == (True, True)


def test_once_a_day_an_anchor_is_kept_if_there_is_something_new(database, monkeypatch):
    start = datetime(2026, 11, 3, tzinfo=UTC)
    _write(1)

    def kept_after(**time: int) -> bool:
        now = int((start + timedelta(**time)).timestamp())
        monkeypatch.setattr(anchors, "seconds", lambda: now)
        return audit_log.keep_daily_anchor() is not None

    assert kept_after(hours=1)
    _write(1)
    assert not kept_after(hours=23)
    assert kept_after(hours=24)
    assert not kept_after(hours=50)  # nothing new
    _write(1)
    assert kept_after(hours=51)


def test_a_line_of_the_file_that_was_cut_off_is_named(database):
    _write(1)
    audit_log.keep_anchor()
    with (settings().home / "audit-anchors.txt").open("a") as file:
        file.write("2026-11-0")
    with pytest.raises(audit_log.NotAnAnchor, match=r"audit-anchors\.txt, line 2"):
        audit_log.kept_anchors()


def test_a_line_that_a_full_disk_cut_off_spoils_no_later_one(database):
    _write(1)
    path = settings().home / "audit-anchors.txt"
    audit_log.keep_anchor()
    whole = path.read_text()
    path.write_text(whole + "2026-11-2")
    _write(1)
    assert audit_log.keep_daily_anchor() == audit_log.anchor()
    with pytest.raises(audit_log.NotAnAnchor, match="line 2"):
        audit_log.kept_anchors()
    lines = path.read_text().splitlines()
    assert len(lines) == 3
    for _ in range(3):
        assert audit_log.keep_daily_anchor() is None
    assert path.read_text().splitlines() == lines
    path.write_text("\n".join([lines[0], lines[2], ""]))
    assert audit_log.verify(audit_log.kept_anchors()).covered == 2


def test_a_file_of_anchors_that_cannot_be_written_is_a_plain_message(database):
    (settings().home / "audit-anchors.txt").mkdir(parents=True)
    with pytest.raises(StorageError, match="file of anchors"):
        audit_log.keep_anchor()


def test_the_log_is_kept_when_its_walls_go_down_and_up_again(database):
    _write(3)
    kept = audit_log.anchor()
    store.downgrade("0002")
    assert audit_log.verify([kept]).covered == 3
    store.upgrade()
    assert audit_log.verify([kept]).covered == 3
    store.downgrade("0001")
    store.upgrade()
    assert "cut off" in audit_log.verify([kept]).problems[0]


def test_details_that_are_no_json_any_more_do_not_keep_the_log_from_being_read(written):
    with within(EVERYTHING), store.writing() as connection:
        connection.execute(update(ENTRY).where(ENTRY.c.number == ENTRIES).values(details="{"))
        connection.execute(update(ENTRY).where(ENTRY.c.number == 1).values(details=json.dumps([])))
    assert audit_log.entries(limit=1)[0].details == {}
    assert audit_log.verify().first_wrong == 1
