"""Row-level security keeps teams apart by itself: the guard is off, the role is no superuser."""

import re

import psycopg
import pytest
from sqlalchemy import insert, select, text

from data.store import connections
from data.store import database as store
from data.store.owners import NOBODYS, OWNERS
from data.store.scope import EVERYTHING, within
from data.tables import metadata
from tests.isolation.ways import READS, REFUSED, WRITES
from tests.isolation.world import MINE, TABLES, THEIRS, everything, rows_of

pytestmark = pytest.mark.postgresql

STORED = re.compile(rf"(name|agency|role|body|title|group|text|fact|report|item)-{THEIRS}")
ONLY_OURS = {"another table of that name", "no tables any more", "a row without an owner"}


@pytest.fixture
def without_guard(plain_postgresql, monkeypatch) -> str:
    """Two teams in a database that has the second wall only."""
    monkeypatch.setattr(connections, "guard", lambda _engine: None)
    return plain_postgresql


def _in_mine(statement) -> list:
    with within([MINE]), store.writing() as connection:
        found = connection.execute(statement)
        rows = found.all() if found.returns_rows else [found.rowcount]
        connection.rollback()
        return rows


def test_without_the_guard_text_that_names_a_table_is_not_refused_by_us(without_guard):
    assert _in_mine(text("SELECT id FROM team")) == [(MINE,)]
    with within(EVERYTHING), store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM team")).scalar() == 2


def test_exactly_the_tables_of_teams_are_behind_the_second_wall(plain_postgresql):
    found = text(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity "
        "AND relforcerowsecurity"
    )
    with store.reading() as connection:
        assert set(connection.execute(found).scalars()) == set(OWNERS)
    assert set(metadata.tables) == set(OWNERS) | NOBODYS


def test_the_second_wall_shows_and_changes_rows_of_teams_in_scope_only(without_guard, subtests):
    for name in OWNERS:
        first = next(iter(rows_of(MINE)[name]))
        with subtests.test(name):
            [row] = _in_mine(text(f"SELECT * FROM {name}"))
            assert MINE in repr(row)
            assert _in_mine(text(f"UPDATE {name} SET {first} = {first}")) == [1]
            assert _in_mine(text(f"SELECT * FROM {name} FOR UPDATE")) == [row]


def test_the_second_wall_deletes_rows_of_teams_in_scope_only(without_guard):
    theirs = {name: {row for row in rows if THEIRS in row} for name, rows in everything().items()}
    with within([MINE]), store.writing() as connection:
        for name in reversed([name for name in OWNERS if name != "frozen_edition"]):
            assert connection.execute(text(f"DELETE FROM {name}")).rowcount == 1, name
        unseen = connection.execute(text("DELETE FROM frozen_edition")).rowcount
        assert unseen == 0  # nothing of this team points to it any more
    left = everything()
    assert {name for name in OWNERS if left[name] != theirs[name]} == {"frozen_edition"}
    assert theirs["frozen_edition"] < left["frozen_edition"]


def test_the_second_wall_takes_no_row_of_another_team(without_guard, subtests):
    for name in OWNERS.keys() - {"frozen_edition"}:
        row = rows_of(THEIRS)[name]
        with subtests.test(name), pytest.raises(store.StorageError, match="42501"):
            _in_mine(insert(TABLES[name]).values(**row))
        owner = OWNERS[name].column
        with subtests.test(f"{name} given away"), pytest.raises(store.StorageError, match="42501"):
            _in_mine(TABLES[name].update().values({owner: row[owner]}))


def test_every_known_way_round_ends_at_the_second_wall(without_guard, subtests):
    before = {name: {row for row in rows if THEIRS in row} for name, rows in everything().items()}
    statements = {way: pair[0] for way, pair in (READS | WRITES).items()}
    ways = {way: (lambda c, one=one: c.execute(one)) for way, one in statements.items()}
    for way, attempt in (ways | REFUSED).items():
        if way not in ONLY_OURS:
            with subtests.test(way):
                assert not STORED.search(repr(_rows(attempt)))
    after = everything()
    assert all(rows <= after[name] for name, rows in before.items())


def test_without_a_word_about_teams_nothing_is_seen_and_nothing_taken(without_guard, subtests):
    url = without_guard.replace("postgresql+psycopg", "postgresql")
    store.dispose()
    with psycopg.connect(url, autocommit=True) as connection:
        for name in OWNERS:
            with subtests.test(name):
                assert connection.execute(f"SELECT * FROM {name}").fetchall() == []
                assert connection.execute(f"DELETE FROM {name}").rowcount == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("INSERT INTO team VALUES ('x', 'x', '', false)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("INSERT INTO frozen_edition VALUES ('x', 'x')")


def test_the_word_about_teams_is_gone_with_its_transaction(without_guard):
    with within([MINE]), store.reading() as connection:
        connection.execute(select(TABLES["team"])).all()
        raw = connection.connection.driver_connection
    setting = "SELECT current_setting('common_table.teams', true)"
    assert raw.execute(setting).fetchone() in ((None,), ("",))
    raw.rollback()


def test_an_id_that_would_widen_the_word_about_teams_is_refused(without_guard):
    for wrong in ("*", f"{MINE},{THEIRS}"):
        with within([wrong]), pytest.raises(ValueError, match="no comma"), store.reading() as one:
            one.execute(select(TABLES["team"]))


def _rows(attempt) -> list:
    """What comes back; nothing where the database says no."""
    try:
        with within([MINE]), store.writing() as connection:
            found = attempt(connection)
            return found.all() if found is not None and found.returns_rows else []
    except store.StorageError:
        return []
    except psycopg.Error:
        return []
