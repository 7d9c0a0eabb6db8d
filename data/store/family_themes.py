"""What family groups come to, as rows: themes, the seats behind them, and quotes."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from data.store.connections import reading, writing
from data.store.people import lock_team
from data.store.versioned import Row, add_version, newest, newest_within, versions
from data.tables.base import table_of
from data.tables.families import FamilyCoding, FamilyQuote, FamilySupport, FamilyTheme

SHEET = "sheet/"
"""What the name of a source begins with that is a sheet, and no code."""
_theme = table_of(FamilyTheme)
_support = table_of(FamilySupport)
_quote = table_of(FamilyQuote)
_coding = table_of(FamilyCoding)


def themes(team_id: str, study_id: str) -> tuple[Row, ...]:
    """The themes of a plan as they are now, removed ones too."""
    return newest(_theme, "id", team_id=team_id, study_id=study_id)


def theme_versions(team_id: str, study_id: str) -> tuple[Row, ...]:
    """Every version of every theme of a plan, removed ones too."""
    return versions(_theme, team_id=team_id, study_id=study_id)


def add_theme(key: Row, values: Row) -> bool:
    """Add the next version of a theme; False when somebody was faster."""
    return add_version(_theme, key, values)


def mark_read(team_id: str, theme_id: str, *, version: int, by: str, by_name: str) -> bool:
    """Say who has read a version of a theme; False where another one is the newest."""
    with writing() as connection:
        lock_team(connection, team_id)
        now = newest_within(connection, _theme, "id", team_id=team_id, id=theme_id)
        if [row["version"] for row in now] != [version]:
            return False
        mine = [
            _theme.c[name] == value
            for name, value in {"team_id": team_id, "id": theme_id, "version": version}.items()
        ]
        step = update(_theme).where(*mine).values(read_by=by, read_by_name=by_name)
        connection.execute(step)
        return True


def supports(team_id: str, theme_ids: Collection[str]) -> tuple[Row, ...]:
    """Which seats stand behind some themes, and by what."""
    mine = select(_support).where(_support.c.team_id == team_id, _support.c.theme_id.in_(theme_ids))
    ordered = mine.order_by(_support.c.theme_id, _support.c.seat_id, _support.c.source)
    with reading() as connection:
        return tuple(dict(row) for row in connection.execute(ordered).mappings())


def set_support(
    team_id: str, theme_id: str, *, source: str, category: str, seat_ids: Collection[str]
) -> bool:
    """Say which seats one source puts behind a theme, in the place of what it said before.

    Args:
        source: the id of a coding, or "sheet" and the id of a session.
        category: the kind of help that they spoke of; empty for none.

    Returns:
        False when seats would rest on a code that is not there any more; nothing was changed.
    """
    of = {"team_id": team_id, "theme_id": theme_id, "source": source}
    with writing() as connection:
        lock_team(connection, team_id)
        by_code = bool(seat_ids) and not source.startswith(SHEET)
        if by_code and not _is_coded(connection, team_id, source):
            return False
        mine = [_support.c[name] == value for name, value in of.items()]
        connection.execute(delete(_support).where(*mine))
        if seat_ids:
            row = {**of, "category": category}
            rows = [{**row, "seat_id": seat_id} for seat_id in sorted(seat_ids)]
            connection.execute(insert(_support), rows)
        return True


def quotes(team_id: str, theme_ids: Collection[str]) -> tuple[Row, ...]:
    """The quotes of some themes."""
    mine = select(_quote).where(_quote.c.team_id == team_id, _quote.c.theme_id.in_(theme_ids))
    with reading() as connection:
        rows = connection.execute(mine.order_by(_quote.c.theme_id, _quote.c.id)).mappings()
        return tuple(dict(row) for row in rows)


def quotes_of_seat(team_id: str, seat_id: str) -> tuple[Row, ...]:
    """The quotes of one seat."""
    mine = select(_quote).where(_quote.c.team_id == team_id, _quote.c.seat_id == seat_id)
    with reading() as connection:
        rows = connection.execute(mine.order_by(_quote.c.id)).mappings()
        return tuple(dict(row) for row in rows)


def add_quote(row: Row) -> bool:
    """Propose a quote; False when the code that it rests on is not there any more."""
    with writing() as connection:
        lock_team(connection, row["team_id"])
        if not _is_coded(connection, row["team_id"], row["coding_id"]):
            return False
        connection.execute(insert(_quote).values(**row))
        return True


def change_quote(team_id: str, quote_id: str, **values: Any) -> bool:
    """Change where a quote stands; False when it is not there any more."""
    mine = (_quote.c.team_id == team_id, _quote.c.id == quote_id)
    with writing() as connection:
        return connection.execute(update(_quote).where(*mine).values(**values)).rowcount == 1


def remove_quote(team_id: str, quote_id: str) -> None:
    """Take a quote back."""
    mine = (_quote.c.team_id == team_id, _quote.c.id == quote_id)
    with writing() as connection:
        connection.execute(delete(_quote).where(*mine))


def _is_coded(connection: Connection, team_id: str, coding_id: str) -> bool:
    mine = select(_coding.c.id).where(_coding.c.team_id == team_id, _coding.c.id == coding_id)
    return connection.execute(mine).first() is not None
