"""One wave, and everything that a watcher takes away from it."""

import logging
import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import text

from data.store import database as store
from tests.trust.linking.files import (
    Image,
    Record,
    Rows,
    WriteAheadLog,
    image_of,
    records,
    rows_in,
    states,
    write_ahead_log,
)
from tests.trust.linking.schemes import Person, Roles, Scheme


@dataclass
class Evidence:
    """What was seen, copied and read; and, kept apart from it, the truth.

    Attributes:
        arrivals: places on the list of invitations, in the order in which people answered.
        links: the secret of each place; `prints`: what the database keeps of it.
        copies: the rows after each answer, as a copy of the files or a dump shows them.
        at_rest: the rows after close.
        open_files, closed_files: the bytes of tables (PostgreSQL) or of the whole database.
        earlier: states that the log of the database still held just before the close (SQLite).
        log: the server's log of the whole wave (PostgreSQL), with its records.
        burns: the number that the table of invitations has in that log.
        said: by arrival, what the program and the server wrote into their logs meanwhile.
        shown: comments in the order in which staff see them.
        truth: the place on the list that each sheet's key and each comment belongs to.
    """

    roles: Roles
    arrivals: list[int] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    prints: list[bytes] = field(default_factory=list)
    copies: list[Rows] = field(default_factory=list)
    at_rest: Rows = field(default_factory=dict)
    open_files: bytes = b""
    closed_files: bytes = b""
    earlier: list[Rows] = field(default_factory=list)
    log: WriteAheadLog | None = None
    log_records: list[Record] = field(default_factory=list)
    burns: str = ""
    said: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    truth: dict[Any, int] = field(default_factory=dict)


class Watcher:
    """Somebody who may read everything on one kind of database."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles

    def begin(self) -> None:
        """The wave opens."""

    def rows(self) -> Rows:
        """All rows, as a copy of the files shows them."""
        raise NotImplementedError

    def files(self) -> bytes:
        """All bytes of the tables."""
        raise NotImplementedError

    def before_close(self, seen: Evidence) -> None:
        """All have answered."""

    def after_close(self, seen: Evidence) -> None:
        """The wave is over."""

    def server_said(self) -> str:
        """What the server wrote into its own log so far."""
        return ""


class SqliteWatcher(Watcher):
    """Copies the files of the database."""

    def __init__(self, roles: Roles, file: Path) -> None:
        super().__init__(roles)
        self._file = file

    def _image(self) -> Image:
        return image_of(self._file)

    def rows(self) -> Rows:
        """The newest state in the copy."""
        *_, newest = states(self._image())
        return rows_in(newest, self.roles.tables)

    def files(self) -> bytes:
        """The file and its log."""
        return self._image().all

    def before_close(self, seen: Evidence) -> None:
        """The log may hold every transaction since the wave opened."""
        seen.earlier = [rows_in(each, self.roles.tables) for each in states(self._image())]


class PostgresqlWatcher(Watcher):
    """Dumps the tables with the columns of the system, and reads the server's folder."""

    def __init__(self, roles: Roles, folder: Path, reader: Path, scratch: Path) -> None:
        super().__init__(roles)
        self._folder, self._reader, self._scratch = folder, reader, scratch
        self._first = 0

    def begin(self) -> None:
        """From here on the log counts."""
        self._first = self._position()

    def rows(self) -> Rows:
        """With the transaction that wrote each row, and where it lies."""
        return {table: self._dumped(table) for table in self.roles.tables}

    def files(self) -> bytes:
        """Of the tables, dead rows included, as the server has them on disk."""
        self._ask("CHECKPOINT")
        return b"".join(self._file_of(table) for table in self.roles.tables)

    def before_close(self, seen: Evidence) -> None:
        """The tables are rewritten at close, under other numbers."""
        (number,) = self._ask(f"SELECT pg_relation_filenode('{self.roles.invitation}')")[0]
        seen.burns = f"/{number} "

    def after_close(self, seen: Evidence) -> None:
        """Let the server recycle its log, then read it by the addresses in its pages."""
        last = self._position()
        self._ask("SELECT pg_switch_wal()")
        self._ask("CHECKPOINT")
        for old in self._scratch.iterdir():
            old.unlink()
        folder, span = self._folder / "pg_wal", {"first": self._first, "last": last}
        seen.log = write_ahead_log(folder, self._scratch, **span)
        seen.log_records = records(seen.log, self._reader, **span)

    def server_said(self) -> str:
        """Its log file."""
        return (self._folder / "log").read_text(errors="replace")

    def _position(self) -> int:
        return int(self._ask("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")[0][0])

    def _ask(self, statement: str) -> list[tuple]:
        url = store.engine().url.set(drivername="postgresql")
        address = url.render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            asked = connection.execute(statement.encode())
            return asked.fetchall() if asked.description else []

    def _dumped(self, table: str) -> list[dict[str, Any]]:
        hidden = "xmin::text::bigint AS written_by, ctid::text AS lies_at"
        with store.reading() as connection:
            asked = connection.execute(text(f"SELECT {hidden}, * FROM {table}"))
            return [_placed(dict(row)) for row in asked.mappings()]

    def _file_of(self, table: str) -> bytes:
        ((path,),) = self._ask(f"SELECT pg_relation_filepath('{table}')")
        return (self._folder / path).read_bytes()


def _placed(row: dict[str, Any]) -> dict[str, Any]:
    page, place = row["lies_at"].strip("()").split(",")
    return row | {"lies_at": (int(page), int(place))}


def watch(scheme: Scheme, watcher: Watcher, *, people: int, choices: random.Random) -> Evidence:
    """Let a wave of so many people run from opening to close, and take all evidence along."""
    seen = Evidence(scheme.roles)
    seats = scheme.open(people)
    seen.links, seen.prints = [link for link, _ in seats], [kept for _, kept in seats]
    crowd = _crowd(people, choices)
    seen.arrivals = choices.sample(range(people), people)
    watcher.begin()
    for place in seen.arrivals:
        with _listening(watcher, seen):
            scheme.send(seen.links[place], crowd[place])
        seen.copies.append(watcher.rows())
    watcher.before_close(seen)
    seen.open_files = watcher.files()
    scheme.close()
    watcher.after_close(seen)
    seen.at_rest, seen.closed_files = watcher.rows(), watcher.files()
    seen.shown = scheme.shown()
    places = {person.label: person.place for person in crowd}
    labels = scheme.label(seen.at_rest)
    seen.truth = {key: places[label] for key, label in labels.items()}
    seen.truth |= {person.words: person.place for person in crowd}
    scheme.forget()
    return seen


def _crowd(people: int, choices: random.Random) -> list[Person]:
    labels = choices.sample(range(people), people)
    lengths = choices.sample(range(20, 500), people)
    words = (f"{secrets.token_hex(8)} {'word ' * (length // 5)}".strip() for length in lengths)
    return [
        Person(place, label, said)
        for place, (label, said) in enumerate(zip(labels, words, strict=False))
    ]


@contextmanager
def _listening(watcher: Watcher, seen: Evidence) -> Iterator[None]:
    """Note what the program and the server log inside of the block."""
    lines: list[str] = []
    handler = logging.Handler(logging.INFO)
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    root, before = logging.getLogger(), len(watcher.server_said())
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        seen.said.append("\n".join([*lines, watcher.server_said()[before:]]))
