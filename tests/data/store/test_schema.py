"""Migrations: up, down, equal to the models, and safe when several processes start at once."""

import multiprocessing

import pytest
from sqlalchemy import insert, select, text

from data.store import database as store
from data.store import schema
from data.tables import metadata
from data.tables.base import table_of
from data.tables.people import Team
from tests.durability.filling import names_of_tables, revisions

TEAM = {"id": "t", "name": "River county", "jurisdiction": "River", "demo": False}


def _start(_number: int) -> str | None:
    store.upgrade()
    return store.revision()


def test_the_newest_migration_and_the_tables_in_code_are_the_same(database):
    assert store.differences() == ()


def test_going_down_and_up_again_leaves_nothing_behind(database):
    with store.writing() as connection:
        connection.execute(insert(table_of(Team)).values(**TEAM))
    store.downgrade("base")
    assert store.revision() is None
    store.upgrade()
    assert store.differences() == ()
    with store.reading() as connection:
        assert connection.execute(select(table_of(Team))).all() == []


def test_upgrading_an_up_to_date_database_keeps_its_rows(database):
    with store.writing() as connection:
        connection.execute(insert(table_of(Team)).values(**TEAM))
    store.upgrade()
    with store.reading() as connection:
        assert connection.execute(select(table_of(Team).c.name)).scalars().all() == [TEAM["name"]]


def test_a_database_that_a_later_version_has_made_is_refused_and_stays_as_it_is(database):
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(store.StorageError, match=r"has the schema 9999; .* knows 0001 to .*newer"):
        store.upgrade()
    assert store.revision() == "9999"


def test_the_tables_of_a_revision_are_those_that_its_migrations_make(database):
    for revision in reversed(revisions()):
        assert schema.tables_at(revision) == names_of_tables()
        if revision != "0001":
            store.downgrade(f"{int(revision) - 1:04}")
    assert schema.tables_at(schema.newest()) == set(metadata.tables)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("CREATE TABLE extra (id INTEGER PRIMARY KEY)", "table extra is unknown to the program"),
        ("CREATE INDEX extra ON team (name)", "index team.extra is unknown to the program"),
        ("ALTER TABLE team DROP COLUMN demo", "column team.demo is missing"),
    ],
)
def test_a_difference_is_told_in_words(database, statement, told):
    with store.writing() as connection:
        connection.execute(text(statement))
    assert store.differences() == (told,)


@pytest.mark.postgresql
def test_a_changed_column_is_told_in_words(postgresql_database):
    with store.writing() as connection:
        connection.execute(text("ALTER TABLE team ALTER COLUMN name TYPE bytea USING ''::bytea"))
    assert store.differences() == ("column team.name has another type than in the program",)


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def test_four_processes_may_start_at_once_on_an_empty_database(kind, home, request, monkeypatch):
    if kind == "postgresql":
        request.getfixturevalue("postgresql_database")
        store.downgrade("base")
    store.dispose()
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert pool.map(_start, range(4), chunksize=1) == [store.revision()] * 4
    assert store.differences() == ()
