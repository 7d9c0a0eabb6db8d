"""The log of what staff did, as rows that are only ever added, each holding the hash of the last.

Going back behind migration 0002 drops the log with its table; anchors that people kept then say
that it was cut off, which it was.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, RowMapping, func, insert, select, text

from data.store.connections import lock_name, reading, writing
from data.tables.audit import AuditEntry
from data.tables.base import table_of

_entry = table_of(AuditEntry)
_LOCK = lock_name("log", b"staff")
_AT_ONCE = 1000

_LONGEST = 200

NO_HASH = bytes(32)
WHERE = "where"
Detail = str | int | bool


@dataclass(frozen=True, slots=True)
class NewEntry:
    """One step of somebody, before it has its place in the chain.

    Attributes:
        at: in seconds since 1970.
        details: a JSON object, always written the same way.
    """

    at: int
    actor: str
    actor_name: str
    action: str
    team_id: str | None
    about: str
    details: str


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """One step in its place.

    Attributes:
        number: counts from 1 without a gap.
        previous: the hash of the entry before, zeros for the first.
        hash: covers everything here.
    """

    number: int
    entry: NewEntry
    previous: bytes = field(repr=False)
    hash: bytes = field(repr=False)

    def fits(self) -> bool:
        """The hash is that of this very entry."""
        return self.hash == entry_hash(self.entry, number=self.number, previous=self.previous)


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ends: the last number, 0 and zeros when nothing is in it."""

    number: int
    hash: bytes = field(repr=False)


def details_of(details: Mapping[str, Detail], *, where: str) -> str:
    """Details as an entry has them; a text of more than 200 characters is cut.

    Args:
        where: the door that somebody came by; it stands among the details, so that the hash covers
            it, and entries of earlier versions, which have none, stay as they are.
    """
    short = {key: _short(value) for key, value in details.items()}
    if where:
        short[WHERE] = where
    return json.dumps(short, sort_keys=True, separators=(",", ":"))


def entry_hash(entry: NewEntry, *, number: int, previous: bytes) -> bytes:
    """SHA-256 over one JSON list, in which no two entries look alike."""
    told = (
        number,
        entry.at,
        entry.actor,
        entry.actor_name,
        entry.action,
        entry.team_id,
        entry.about,
        entry.details,
        previous.hex(),
    )
    return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).digest()


def append(entry: NewEntry) -> int:
    """Add a step in a transaction of its own; its number."""
    with writing() as connection:
        return append_within(connection, entry)


def append_all(entries: Iterable[NewEntry]) -> None:
    """Add several steps in one transaction: all of them, or none."""
    with writing() as connection:
        for entry in entries:
            append_within(connection, entry)


def append_within(connection: Connection, entry: NewEntry) -> int:
    """Add a step in a transaction that does more, as the last thing in it.

    From here until that transaction ends nobody else can add one: numbers have no gap.

    Returns:
        The number of the entry.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
    last = head_within(connection)
    number = last.number + 1
    connection.execute(
        insert(_entry).values(
            number=number,
            at=entry.at,
            actor=entry.actor,
            actor_name=entry.actor_name,
            action=entry.action,
            team_id=entry.team_id,
            about=entry.about,
            details=entry.details,
            previous=last.hash,
            hash=entry_hash(entry, number=number, previous=last.hash),
        )
    )
    return number


def head() -> Head:
    """Where the chain ends now."""
    with reading() as connection:
        return head_within(connection)


def head_within(connection: Connection) -> Head:
    """Where the chain ends, as the given transaction sees it."""
    columns = select(_entry.c.number, _entry.c.hash)
    row = connection.execute(columns.order_by(_entry.c.number.desc()).limit(1)).first()
    return Head(0, NO_HASH) if row is None else Head(row.number, row.hash)


def page(*, team_id: str | None, before: int | None, limit: int) -> tuple[EntryRecord, ...]:
    """The newest entries first.

    Args:
        team_id: only what was done in one team.
        before: only entries with a smaller number.
    """
    statement = select(_entry).order_by(_entry.c.number.desc()).limit(limit)
    if team_id is not None:
        statement = statement.where(_entry.c.team_id == team_id)
    if before is not None:
        statement = statement.where(_entry.c.number < before)
    with reading() as connection:
        return tuple(_record(row) for row in connection.execute(statement).mappings())


def count(actor: str, action: str, *, about: str, since: int) -> int:
    """How often somebody began a step; `since` is in seconds since 1970."""
    mine = (_entry.c.actor == actor, _entry.c.action == action, _entry.c.about == about)
    with reading() as connection:
        found = select(func.count()).select_from(_entry).where(*mine, _entry.c.at > since)
        return connection.execute(found).scalar() or 0


def chain() -> Iterator[EntryRecord]:
    """All entries by number, of one moment, some at a time; from the lowest number there is."""
    some = select(_entry).order_by(_entry.c.number).limit(_AT_ONCE)
    with reading() as connection:
        rows = connection.execute(some).mappings().all()
        while rows:
            yield from (_record(row) for row in rows)
            later = some.where(_entry.c.number > rows[-1]["number"])
            rows = connection.execute(later).mappings().all()


def _short(value: Detail) -> Detail:
    if isinstance(value, str) and len(value) > _LONGEST:
        return value[: _LONGEST - 1] + "…"
    return value


def _record(row: RowMapping) -> EntryRecord:
    entry = NewEntry(
        at=row["at"],
        actor=row["actor"],
        actor_name=row["actor_name"],
        action=row["action"],
        team_id=row["team_id"],
        about=row["about"],
        details=row["details"],
    )
    return EntryRecord(
        number=row["number"], entry=entry, previous=row["previous"], hash=row["hash"]
    )
