"""Every migration, up, down and up again, with rows in every table, on both databases."""

from typing import Any

import pytest
from sqlalchemy import Date, DateTime, Float, Integer, Interval, LargeBinary, Time, inspect, text

from data.store import database as store
from tests.durability.filling import (
    Rows,
    everything,
    fill_every_table,
    kept,
    names_of_tables,
    revisions,
    rows_in,
    tables,
)

RESPONDENTS = ("invitation", "ballot", "draft", "answer_sheet", "answer", "comment", "fact_tally")
COUNTED_BY = {("fact_tally", "people"), ("answer", "level")}


def nothing_tells_when_or_in_which_order() -> None:
    """What respondents touch has no date, no time, no counter, and no hidden row number."""
    schema = inspect(store.engine())
    for name in set(RESPONDENTS) & set(schema.get_table_names()):
        for column in schema.get_columns(name):
            where = (name, column["name"])
            kind = column["type"]
            assert not isinstance(kind, Date | DateTime | Time | Interval | Float), where
            assert not isinstance(kind, Integer) or where in COUNTED_BY, where
            assert column.get("default") is None, where
            assert not column.get("identity"), where
        if name != "fact_tally":
            first = schema.get_pk_constraint(name)["constrained_columns"][0]
            kinds = {column["name"]: column["type"] for column in schema.get_columns(name)}
            assert isinstance(kinds[first], LargeBinary), name
        assert schema.get_indexes(name) == [], name
    _no_row_numbers()


def _no_row_numbers() -> None:
    if not store.is_sqlite():
        assert inspect(store.engine()).get_sequence_names() == []
        return
    with store.reading() as connection:
        found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type='table'"))
        for name, sql in found:
            assert name == "alembic_version" or sql.rstrip().endswith("WITHOUT ROWID"), name


@pytest.fixture
def at_base(database: str) -> None:
    """The database without any table of ours."""
    store.downgrade("base")


@pytest.mark.long
def test_every_migration_up_keeps_every_row_of_every_table(at_base: None) -> None:
    before: Rows = {}
    for revision in revisions():
        store.upgrade(revision)
        assert store.revision() == revision
        after = everything()
        if before:
            kept(before, after)
        nothing_tells_when_or_in_which_order()
        fill_every_table()
        assert all(rows_in(table) for table in tables())
        before = everything()
    assert store.differences() == ()


def test_every_migration_down_and_up_again_keeps_what_the_older_tables_hold(
    at_base: None,
) -> None:
    steps = revisions()
    store.upgrade()
    fill_every_table()
    with store.writing() as connection:  # an offer is no role; it has a test of its own
        connection.execute(text("UPDATE membership SET code_hash = NULL"))
    for older, revision in zip(reversed(steps[:-1]), reversed(steps[1:]), strict=True):
        before = everything()
        store.downgrade(older)
        down = everything()
        kept(before, down)
        nothing_tells_when_or_in_which_order()
        store.upgrade(revision)
        kept(down, everything())
        nothing_tells_when_or_in_which_order()
        store.downgrade(older)
    store.downgrade("base")
    assert names_of_tables() == set()
    store.upgrade()
    assert store.differences() == ()


def test_a_role_that_is_offered_only_never_becomes_one_by_going_back(database: str) -> None:
    fill_every_table()
    with store.writing() as connection:
        mine = "(SELECT min(account_id) FROM membership)"
        connection.execute(
            text(f"UPDATE membership SET code_hash = NULL WHERE account_id = {mine}")
        )
        assert connection.execute(text("SELECT count(*) FROM membership")).scalar() == 3
    store.downgrade("0003")
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM membership")).scalar() == 1


def test_a_migration_that_fails_half_way_leaves_everything_as_it_was(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_every_table()
    before = everything()
    from alembic.operations import Operations

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the power is gone")

    with monkeypatch.context() as broken:
        broken.setattr(Operations, "drop_table", _after(2, Operations.drop_table, fail))
        with pytest.raises(RuntimeError, match="the power is gone"):
            store.downgrade("base")
    assert everything() == before
    assert store.differences() == ()


def _after(calls: int, first: Any, then: Any) -> Any:
    """The first function for so many calls, then the other."""
    left = iter([first] * calls)
    return lambda *given, **named: next(left, then)(*given, **named)
