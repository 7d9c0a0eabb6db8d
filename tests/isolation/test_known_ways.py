"""Every way round the wall between teams that we know of, one by one, on both databases."""

from itertools import product

import pytest
from sqlalchemy import delete, insert, literal_column, select, text, update
from sqlalchemy.orm import Session

from data.store import database as store
from data.store.owners import OWNERS
from data.store.scope import OutsideScope, within
from data.tables.people import Team
from tests.isolation.ways import (
    AGENCY,
    ANSWER,
    FROZEN,
    INSERT,
    MINE,
    READS,
    REFUSED,
    TABLES,
    TEAM,
    THEIRS,
    WRITES,
    agency,
    new,
)
from tests.isolation.world import everything, rows_of


def test_each_table_shows_rows_of_teams_in_scope_only(two_teams, subtests):
    for name, teams in product(OWNERS, ((MINE,), (THEIRS,), (MINE, THEIRS), ())):
        with subtests.test(name), within(teams), store.reading() as connection:
            found = repr(connection.execute(select(TABLES[name])).all())
            assert {team for team in (MINE, THEIRS) if team in found} == set(teams)


def test_no_question_is_answered_with_anything_of_another_team(two_teams, subtests):
    for way, (statement, expected) in READS.items():
        with subtests.test(way), within([MINE]), store.writing() as connection:
            assert connection.execute(statement).all() == expected
            connection.rollback()


def test_no_change_reaches_another_team(two_teams, subtests):
    before = _of(THEIRS)
    for way, (statement, rows) in WRITES.items():
        with subtests.test(way):
            with within([MINE]), store.writing() as connection:
                assert connection.execute(statement).rowcount == rows
            assert _of(THEIRS) == before


def test_what_cannot_be_looked_at_or_would_be_another_teams_is_refused(two_teams, subtests):
    before = everything()
    for way, attempt in REFUSED.items():
        with subtests.test(way), pytest.raises(OutsideScope) as said:
            _try(attempt)
        assert THEIRS not in str(said.value), way
    assert everything() == before


def test_a_session_of_models_sees_and_changes_the_teams_in_scope_only(two_teams):
    with within([MINE]), store.writing() as connection, Session(connection) as session:
        assert session.get(Team, THEIRS) is None
        assert [team.id for team in session.scalars(select(Team))] == [MINE]
        changed = session.execute(update(Team).values(name="changed"))
        assert changed.rowcount == 1
        session.scalars(select(Team)).one().name = "again"
        session.flush()
    assert f"name-{THEIRS}" in repr(everything()["team"])
    assert "again" in repr(everything()["team"])


def test_many_rows_of_ones_own_go_in_at_once(two_teams):
    rows = [agency(MINE, f"m{number}") for number in range(50)]
    answers = [new("answer", MINE, item=f"m{number}") for number in range(50)]
    with within([MINE]), store.writing() as connection:
        connection.execute(insert(AGENCY), rows)
        connection.execute(insert(ANSWER), answers)
        connection.execute(insert(AGENCY).values([agency(MINE, "n1"), agency(MINE, "n2")]))
    assert len(everything()["agency"]) == 2 + 52
    assert len(everything()["answer"]) == 2 + 50


def test_an_edition_that_another_team_froze_is_not_frozen_twice(two_teams):
    same = rows_of(THEIRS)["frozen_edition"]
    mine = new("team_edition", MINE, version="2.0.0", checksum=same["checksum"])
    with within([MINE]), store.writing() as connection:
        frozen = INSERT[connection.dialect.name](FROZEN).values(**same)
        connection.execute(frozen.on_conflict_do_nothing())
        connection.execute(insert(TABLES["team_edition"]).values(**mine))
        assert len(connection.execute(select(FROZEN)).all()) == 2


def test_nobody_in_scope_reads_nothing_and_writes_nothing(two_teams):
    before = everything()
    with within(()), store.writing() as connection:
        for name in OWNERS:
            assert connection.execute(select(TABLES[name])).all() == []
            for change in (update(TABLES[name]), delete(TABLES[name]), insert(TABLES[name])):
                with pytest.raises(OutsideScope, match=name):
                    connection.execute(change)
    assert everything() == before


def test_a_transaction_keeps_the_scope_that_it_began_with(two_teams):
    with within([MINE]), store.reading() as connection, within([MINE, THEIRS]):
        assert connection.execute(select(TEAM.c.id)).all() == [(MINE,)]


def test_text_that_names_no_table_of_teams_goes_through(two_teams):
    with within([MINE]), store.reading() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
        assert connection.execute(select(literal_column("2"))).scalar() == 2
        assert connection.exec_driver_sql("SELECT count(*) FROM account").scalar() == 1


def _of(team: str) -> dict[str, frozenset[str]]:
    return {
        name: frozenset(row for row in rows if team in row) for name, rows in everything().items()
    }


def _try(attempt) -> None:
    with within([MINE]), store.writing() as connection:
        attempt(connection)
