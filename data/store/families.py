"""Family groups as rows: plans, codebooks, sessions, seats, and what was destroyed."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, insert, inspect, select, update

from data.store.connections import reading, rewrite, writing
from data.store.people import lock_team
from data.store.scope import EVERYTHING, within
from data.store.versioned import Row, add_version, newest, versions
from data.tables.base import table_of
from data.tables.families import (
    FamilyCodebook,
    FamilyDestruction,
    FamilyNumber,
    FamilySeat,
    FamilySession,
    FamilyStudy,
)

_study = table_of(FamilyStudy)
_codebook = table_of(FamilyCodebook)
_session = table_of(FamilySession)
_seat = table_of(FamilySeat)
_number = table_of(FamilyNumber)
_destruction = table_of(FamilyDestruction)


def studies(team_id: str) -> tuple[Row, ...]:
    """The plans of a team as they are now."""
    return newest(_study, "id", team_id=team_id)


def study_versions(team_id: str, study_id: str) -> tuple[Row, ...]:
    """Every version of one plan, newest first."""
    return versions(_study, team_id=team_id, id=study_id)


def study_anywhere(study_id: str) -> Row | None:
    """A plan of whichever team, for somebody who holds its invitation."""
    with within(EVERYTHING), reading() as connection:
        mine = select(_study).where(_study.c.id == study_id).order_by(_study.c.version.desc())
        row = connection.execute(mine.limit(1)).mappings().first()
        return None if row is None else dict(row)


def studies_anywhere() -> tuple[Row, ...]:
    """The plans of all teams as they are now, for the program's own clocks."""
    with within(EVERYTHING):
        return newest(_study, "team_id", "id")


def study_ids_anywhere() -> tuple[str, ...]:
    """The ids of all plans of all teams."""
    with within(EVERYTHING), reading() as connection:
        return tuple(connection.execute(select(_study.c.id).distinct()).scalars())


def settings_anywhere() -> tuple[Mapping[str, Any], ...]:
    """The settings of all plans of all teams; none where the database is older than plans are."""
    with within(EVERYTHING), reading() as connection:
        if not inspect(connection).has_table(_study.name):
            return ()
        found = connection.execute(select(_study.c.settings)).scalars()
        return tuple(found)


def add_study(key: Row, values: Row) -> bool:
    """Add the next version of a plan; False when somebody was faster."""
    return add_version(_study, key, values)


def codebook(team_id: str, study_id: str) -> Row | None:
    """The codes of a plan as they are now; None where nobody has changed the first ones."""
    return next(iter(versions(_codebook, team_id=team_id, study_id=study_id)), None)


def codebook_versions(team_id: str, study_id: str) -> tuple[Row, ...]:
    """Every version of the codes of a plan, newest first."""
    return versions(_codebook, team_id=team_id, study_id=study_id)


def add_codebook(key: Row, values: Row) -> bool:
    """Add the next version of a plan's codes; False when somebody was faster."""
    return add_version(_codebook, key, values)


def sessions(team_id: str, study_id: str) -> tuple[Row, ...]:
    """The sessions of a plan as they are now."""
    return newest(_session, "id", team_id=team_id, study_id=study_id)


def session(team_id: str, session_id: str) -> Row | None:
    """One session as it is now."""
    return next(iter(versions(_session, team_id=team_id, id=session_id)), None)


def session_versions(team_id: str, session_id: str) -> tuple[Row, ...]:
    """Every version of one session, newest first."""
    return versions(_session, team_id=team_id, id=session_id)


def session_anywhere(session_id: str) -> Row | None:
    """A session of whichever team, for somebody who sits in it."""
    with within(EVERYTHING), reading() as connection:
        mine = select(_session).where(_session.c.id == session_id)
        row = connection.execute(mine.order_by(_session.c.version.desc()).limit(1)).mappings()
        found = row.first()
        return None if found is None else dict(found)


def add_session(key: Row, values: Row) -> bool:
    """Add the next version of a session; False when somebody was faster."""
    return add_version(_session, key, values)


def seats(team_id: str, session_ids: Collection[str]) -> tuple[Row, ...]:
    """The seats of some sessions, by session and number."""
    mine = select(_seat).where(_seat.c.team_id == team_id, _seat.c.session_id.in_(session_ids))
    with reading() as connection:
        rows = connection.execute(mine.order_by(_seat.c.session_id, _seat.c.label)).mappings()
        return tuple(dict(row) for row in rows)


def numbers_given(team_id: str, session_id: str) -> frozenset[int]:
    """The numbers that were given in a session, to seats that were taken back too."""
    with reading() as connection:
        found = select(_number.c.label).where(*_of_session(_number, team_id, session_id))
        return frozenset(connection.execute(found).scalars())


def add_seat(row: Row, *, most: int) -> bool:
    """Take a seat; False when its number was given before, its card has a seat, or all are taken.

    Args:
        most: how many seats the session has.
    """
    with within(EVERYTHING), writing() as connection:
        lock_team(connection, row["team_id"])
        here = _seat.c.session_id == row["session_id"]
        taken = select(_seat.c.id).where(
            (here & (_seat.c.label == row["label"])) | (_seat.c.card_hash == row["card_hash"])
        )
        number = {name: row[name] for name in ("team_id", "session_id", "label")}
        given = select(_number.c.label).where(*(_number.c[each] == number[each] for each in number))
        if any(connection.execute(each).first() is not None for each in (taken, given)):
            return False
        if connection.execute(select(func.count()).where(here)).scalar_one() >= most:
            return False
        connection.execute(insert(_seat).values(**row))
        connection.execute(insert(_number).values(**number))
        return True


def seat_of_card(card_hash: bytes) -> Row | None:
    """The seat that a card belongs to, whichever team's; None where it was given back."""
    with within(EVERYTHING), reading() as connection:
        mine = select(_seat).where(_seat.c.card_hash == card_hash)
        row = connection.execute(mine).mappings().first()
        return None if row is None else dict(row)


def shuffle_seats(team_id: str, session_id: str) -> None:
    """Write the seats of a session anew, all at once, so that none is older than another.

    Nobody sits down any more, so it is forgotten which numbers were given.
    """
    mine = _of_session(_seat, team_id, session_id)
    with writing() as connection:
        lock_team(connection, team_id)
        rows = connection.execute(select(_seat).where(*mine).order_by(_seat.c.id)).mappings().all()
        if rows:
            connection.execute(delete(_seat).where(*mine))
            connection.execute(insert(_seat), [dict(row) for row in rows])
        connection.execute(delete(_number).where(*_of_session(_number, team_id, session_id)))
    rewrite((_seat, _number))


def change_seat(team_id: str, seat_id: str, **values: Any) -> bool:
    """Change what a seat allows; False when it is not there any more."""
    with writing() as connection:
        mine = update(_seat).where(_seat.c.team_id == team_id, _seat.c.id == seat_id)
        return connection.execute(mine.values(**values)).rowcount == 1


def destructions(team_id: str, study_id: str) -> tuple[Row, ...]:
    """What was destroyed of a plan, oldest first."""
    mine = select(_destruction).where(
        _destruction.c.team_id == team_id, _destruction.c.study_id == study_id
    )
    with reading() as connection:
        rows = connection.execute(mine.order_by(_destruction.c.number)).mappings()
        return tuple(dict(row) for row in rows)


def add_destruction(key: Row, values: Row) -> bool:
    """Add an entry under the next number; False when somebody was faster."""
    with writing() as connection:
        lock_team(connection, key["team_id"])
        mine = [_destruction.c[name] == key[name] for name in ("team_id", "study_id")]
        last = connection.execute(select(func.max(_destruction.c.number)).where(*mine)).scalar()
        if (last or 0) + 1 != key["number"]:
            return False
        connection.execute(insert(_destruction).values(**key, **values))
        return True


def _of_session(table: Table, team_id: str, session_id: str) -> tuple[ColumnElement[bool], ...]:
    return (table.c.team_id == team_id, table.c.session_id == session_id)
