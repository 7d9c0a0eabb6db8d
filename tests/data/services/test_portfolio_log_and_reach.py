"""A file of a portfolio is in the log of every team in it; of nobody else is any row read."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from benchmarks.many_teams import Team
from data.clock import today
from data.services import audit_log, portfolio, portfolio_files, portfolio_results
from data.store import database as database_store
from data.store import portfolio as store
from data.store.scope import EVERYTHING, scope, within
from data.tables.base import table_of
from data.tables.meetings import ResultHold
from data.tables.values import Wave
from tests.data.services.side_by_side import made, put


def told(team: Team) -> list[str]:
    return [each.action for each in audit_log.entries(team_id=team.id)]


def test_a_team_that_is_only_counted_finds_in_its_log_who_took_the_file(database: str) -> None:
    seen, counted = made("Seen", counted=False), made("Counted", shown=False)
    silent = made("Silent", shown=None)
    put(seen, counted, silent)
    view = portfolio_files.for_export(as_what="csv")
    assert [place.name for place in view.places] == ["Seen"]
    assert [told(team).count("portfolio.export") for team in (seen, counted, silent)] == [1, 1, 0]
    assert audit_log.entries(team_id=counted.id)[0].details["format"] == "csv"


def test_a_file_leaves_an_anchor_of_the_log_that_it_stands_in(sqlite_database: str) -> None:
    put(made("Table"))
    before = audit_log.kept_anchors()
    portfolio_files.for_export(as_what="csv")
    assert len(audit_log.kept_anchors()) == len(before) + 1
    assert audit_log.kept_anchors()[-1] == audit_log.anchor()


@pytest.mark.parametrize("read", ["teams", "waves", "scans", "gaps"])
def test_all_rows_of_a_portfolio_are_read_within_the_teams_that_agreed(
    read: str, sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the guard of the program and the one of the database keep the others out."""
    agreed, silent = made("Agreed"), made("Silent", shown=None)
    put(agreed, silent)
    reached: list[object] = []
    plain = getattr(store, read)

    def watched(*arguments: object, **named: object) -> object:
        reached.append(scope())
        return plain(*arguments, **named)

    with within(EVERYTHING):
        allowed = portfolio.allowed(None)
        monkeypatch.setattr(store, read, watched)
        portfolio.view_of(allowed)
    assert reached
    for each in reached:
        assert not each.all_teams  # type: ignore[attr-defined]
        assert each.teams == {agreed.id}  # type: ignore[attr-defined]


def earlier(team: Team, *waves: str) -> None:
    """Rounds before the one that is there."""
    table = table_of(Wave)
    with within(EVERYTHING), database_store.writing() as connection:
        mine = table.select().where(table.c.id == f"w{team.id}")
        row = dict(connection.execute(mine).mappings().one())
        for number, wave in enumerate(waves, start=2):
            connection.execute(insert(table).values(**(row | {"id": wave, "number": number})))


def held(team: Team, wave: str, *, days: int | None, beside: str | None) -> None:
    shown_on = None if days is None else today() + timedelta(days=days)
    row = {"team_id": team.id, "wave_id": wave, "version": 1, "days": 2}
    with within(EVERYTHING), database_store.writing() as connection:
        connection.execute(
            insert(table_of(ResultHold)).values(**row, shown_on=shown_on, beside=beside)
        )


def test_a_result_that_tells_what_moved_waits_for_every_round_before_it(
    sqlite_database: str,
) -> None:
    """Of three in a chain the first is held, and so are the others, whose own days are over."""
    team, other = made("Table"), made("Other")
    put(team, other)
    earlier(team, "first", "second")
    held(team, "first", days=3, beside=None)
    held(team, "second", days=0, beside="first")
    held(team, f"w{team.id}", days=0, beside="second")
    held(other, f"w{other.id}", days=0, beside="unknown")
    assert portfolio_results.on_hold() == {"first", "second", f"w{team.id}"}
    places = {place.name: place for place in portfolio.portfolio().places}
    assert (places["Table"].result, places["Table"].no_result) == (None, "on_hold")
    assert places["Other"].result is not None
