"""Contacts lie in a database of their own, and what is removed is gone to the last byte."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from data.settings import SettingsError, settings
from data.store import contacts as store
from data.tables import metadata
from data.tables.contacts import contacts as own

BOOK, OTHER = b"b" * 32, b"o" * 32
DAY = date(2026, 12, 31)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_of_contacts(
    request: pytest.FixtureRequest, home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """An empty database for contacts on each kind of server."""
    if request.param == "sqlite":
        yield settings().contacts_url
        return
    server = request.getfixturevalue("postgresql")
    name = f"contacts_{uuid4().hex}"
    server.run(f"CREATE DATABASE {name}")
    monkeypatch.setenv("COMMON_TABLE_CONTACTS_URL", server.text(name))
    settings.cache_clear()
    yield settings().contacts_url
    store.dispose()
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


def test_no_column_of_contacts_is_also_the_key_of_anything_elsewhere(
    database_of_contacts: str,
) -> None:
    store.contacts_in(BOOK)
    made = create_engine(database_of_contacts)
    columns = {each["name"] for each in inspect(made).get_columns("contact")}
    tables = inspect(made).get_table_names()
    keys = inspect(made).get_foreign_keys("contact")
    made.dispose()
    assert (sorted(tables), keys) == (["alembic_version", "contact"], [])
    assert columns == {"id", "book", "version", "sealed", "destroy_on"}
    assert not set(own.tables) & set(metadata.tables)


def test_the_migrations_leave_the_table_that_the_program_knows(database_of_contacts: str) -> None:
    store.contacts_in(BOOK)
    made = create_engine(database_of_contacts)
    with made.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, own) == []
    made.dispose()


@pytest.mark.long
def test_many_that_come_first_at_once_make_one_table(database_of_contacts: str) -> None:
    program = "from data.store import contacts; import sys; print(len(contacts.contacts_in(b'x')))"
    started = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) for _ in range(3)
    ]
    assert [process.communicate()[0].strip() for process in started] == [b"0"] * 3


def test_a_book_holds_its_own_contacts_and_no_other_book_shows_them(
    database_of_contacts: str,
) -> None:
    store.add_contact(b"1" * 16, book=BOOK, sealed=b"one", destroy_on=DAY)
    store.add_contact(b"2" * 16, book=OTHER, sealed=b"two", destroy_on=DAY)
    assert store.contacts_in(BOOK) == ((b"1" * 16, 1, b"one"),)
    assert not store.change_contact(b"2" * 16, book=BOOK, version=1, sealed=b"no")
    assert store.remove_contacts(BOOK, row_id=b"2" * 16) == 0
    assert store.contacts_in(OTHER) == ((b"2" * 16, 1, b"two"),)


def test_of_two_changes_of_the_same_version_one_is_kept(database_of_contacts: str) -> None:
    store.add_contact(b"1" * 16, book=BOOK, sealed=b"one", destroy_on=DAY)
    assert store.change_contact(b"1" * 16, book=BOOK, version=1, sealed=b"first")
    assert not store.change_contact(b"1" * 16, book=BOOK, version=1, sealed=b"second")
    assert store.contacts_in(BOOK) == ((b"1" * 16, 2, b"first"),)


def test_contacts_whose_month_is_over_are_removed_and_others_are_kept(
    database_of_contacts: str,
) -> None:
    store.add_contact(b"1" * 16, book=BOOK, sealed=b"old", destroy_on=date(2026, 11, 30))
    store.add_contact(b"2" * 16, book=BOOK, sealed=b"new", destroy_on=DAY)
    assert store.remove_due(date(2026, 11, 30)) == 0
    assert store.remove_due(date(2026, 12, 1)) == 1
    assert [row for row, _, _ in store.contacts_in(BOOK)] == [b"2" * 16]


def test_nobody_of_a_book_stays_longer_than_it_is_said_and_nobody_longer_than_before(
    database_of_contacts: str,
) -> None:
    early, late = date(2026, 11, 1), date(2027, 3, 1)
    for key, day in ((b"1", early), (b"2", late)):
        store.add_contact(key * 16, book=BOOK, sealed=key, destroy_on=day)
    store.add_contact(b"3" * 16, book=OTHER, sealed=b"3", destroy_on=late)
    store.end_by(BOOK, DAY)
    assert store.last_days(BOOK) == {b"1" * 16: early, b"2" * 16: DAY}
    assert store.last_days(OTHER) == {b"3" * 16: late}


def test_no_byte_of_a_removed_contact_is_left_in_any_file(home: Path) -> None:
    sealed = b"the very bytes of somebody " * 40
    store.add_contact(b"1" * 16, book=BOOK, sealed=sealed, destroy_on=DAY)
    files = [each for each in home.glob("contacts.db*") if each.is_file()]
    assert any(sealed[:27] in each.read_bytes() for each in files)
    assert store.remove_contacts(BOOK) == 1
    for file in home.rglob("*"):
        assert not file.is_file() or sealed[:27] not in file.read_bytes(), file.name


def test_the_file_of_contacts_is_for_its_owner_alone(home: Path) -> None:
    store.contacts_in(BOOK)
    assert (home / "contacts.db").stat().st_mode & 0o077 == 0


def test_contacts_may_not_lie_where_everything_else_is(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMON_TABLE_CONTACTS_URL", f"sqlite:///{home / 'common_table.db'}")
    settings.cache_clear()
    with pytest.raises(SettingsError, match="COMMON_TABLE_CONTACTS_URL takes another database"):
        settings()
