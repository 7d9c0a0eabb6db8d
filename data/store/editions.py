"""Frozen instruments, as rows."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from data.store.connections import reading, writing
from data.tables.base import table_of
from data.tables.instruments import FrozenEdition, TeamEdition

_frozen = table_of(FrozenEdition)
_team = table_of(TeamEdition)
_INSERT = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


@dataclass(frozen=True, slots=True)
class FrozenRecord:
    """An instrument with its wordings as JSON, named by its checksum."""

    checksum: str
    body: str


def freeze(connection: Connection, edition: FrozenRecord) -> None:
    """Keep an edition unless it is kept already, by whichever team."""
    row = _INSERT[connection.dialect.name](_frozen)
    kept = row.values(checksum=edition.checksum, body=edition.body)
    connection.execute(kept.on_conflict_do_nothing())


def frozen_body(checksum: str) -> str | None:
    """An edition as JSON."""
    with reading() as connection:
        statement = select(_frozen.c.body).where(_frozen.c.checksum == checksum)
        return connection.execute(statement).scalar()


def add_team_edition(
    team_id: str, edition: FrozenRecord, *, instrument_id: str, version: str
) -> bool:
    """Give an edition to one team; False when it has another one of that id and version."""
    with writing() as connection:
        own = select(_team.c.checksum).where(
            _team.c.team_id == team_id,
            _team.c.instrument_id == instrument_id,
            _team.c.version == version,
        )
        known = connection.execute(own).scalar()
        if known is not None:
            return known == edition.checksum
        freeze(connection, edition)
        row = {"team_id": team_id, "instrument_id": instrument_id, "version": version}
        connection.execute(insert(_team).values(**row, checksum=edition.checksum))
        return True


def remove_team_editions(connection: Connection, team_id: str) -> None:
    """Remove what a team imported, words included, after its waves are gone.

    An edition that another team has imported too stays for that team.
    """
    own = connection.execute(select(_team.c.checksum).where(_team.c.team_id == team_id)).scalars()
    checksums = own.all()
    connection.execute(delete(_team).where(_team.c.team_id == team_id))
    unused = _frozen.c.checksum.not_in(select(_team.c.checksum))
    connection.execute(delete(_frozen).where(_frozen.c.checksum.in_(checksums), unused))


def team_checksums(team_id: str) -> tuple[str, ...]:
    """The editions that one team imported, by id and version."""
    with reading() as connection:
        statement = select(_team.c.checksum).where(_team.c.team_id == team_id)
        ordered = statement.order_by(_team.c.instrument_id, _team.c.version)
        return tuple(connection.execute(ordered).scalars())
