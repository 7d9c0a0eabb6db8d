"""Random operations over forty teams: nobody ever sees or changes what the model says they cannot.

COMMON_TABLE_ISOLATION_OPERATIONS raises the number of the long run, which was 100,000 once.
"""

import os
from random import Random

import pytest

from data.store import guard
from tests.isolation.operations import Leak, Operations

LONG = int(os.environ.get("COMMON_TABLE_ISOLATION_OPERATIONS", "4000"))
SHORT = 300


def _run(operations: int, *, seed: int) -> Operations:
    made = Operations(Random(seed))
    made.prepare()
    made.run(operations)
    return made


def test_hundreds_of_random_operations_leak_nothing(database):
    made = _run(SHORT, seed=4)
    assert made.refused > SHORT // 10  # it was tried


@pytest.mark.long
def test_thousands_of_random_operations_leak_nothing(database):
    assert _run(LONG, seed=40).refused > LONG // 10


@pytest.mark.long
@pytest.mark.parametrize("rule", ["visit_table", "visit_update", "visit_delete"])
def test_without_one_condition_the_operations_find_the_leak(sqlite_database, monkeypatch, rule):
    monkeypatch.delattr(guard._Guard, rule)
    with pytest.raises(Leak):
        _run(SHORT, seed=4)


@pytest.mark.parametrize("check", ["check_new_rows", "_refuse_names"])
def test_without_one_check_the_operations_find_the_leak(sqlite_database, monkeypatch, check):
    monkeypatch.setattr(guard, check, lambda *_: None)
    with pytest.raises(Leak, match=r"not refused|only the database"):
        _run(SHORT, seed=4)


def test_without_the_check_of_owners_the_operations_find_the_leak(sqlite_database, monkeypatch):
    monkeypatch.setattr(guard._Guard, "_refuse_other_owner", lambda *_: None)
    with pytest.raises(Leak, match=r"not refused|only the database"):
        _run(SHORT, seed=4)


def _without(monkeypatch, name: str) -> None:
    left = {table: owner for table, owner in guard.OWNERS.items() if table != name}
    monkeypatch.setattr(guard, "OWNERS", left)
    with pytest.raises(Leak):
        _run(4 * SHORT, seed=4)


@pytest.mark.long
@pytest.mark.parametrize("name", ["team", "wave", "answer", "frozen_edition"])
def test_without_one_kind_of_table_the_operations_find_the_leak(sqlite_database, monkeypatch, name):
    _without(monkeypatch, name)


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(guard.OWNERS))
def test_without_one_table_the_operations_find_the_leak(sqlite_database, monkeypatch, name):
    _without(monkeypatch, name)
