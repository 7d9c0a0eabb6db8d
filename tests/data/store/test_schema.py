"""Migrations: up, down, equal to the models, and safe when several processes start at once."""

import multiprocessing

import pytest
from sqlalchemy import insert, select

from data.store import database as store
from data.tables.base import table_of
from data.tables.people import Team

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
