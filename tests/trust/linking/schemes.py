"""Ways to keep answers while people answer: the product's own, and two that are known to leak.

The two others are here to prove that an attacker works: what they do is usual, and whoever cannot
link them would find nothing in the product either.
"""

import json
import logging
import os
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import text

from data.services import answering, invitations, release, waves
from data.store import database as store
from data.store.waves import remove_wave
from data.views import AgencyEntry
from tests.data.conftest import KIN_A, STATEMENTS

DIGITS = STATEMENTS[:3]
_log = logging.getLogger("a usual scheme")


@dataclass(frozen=True)
class Person:
    """Somebody on the list of invitations.

    Attributes:
        place: on that list.
        label: a number that their answers spell, so that we know afterwards whose a sheet is.
        words: what they write; nobody else writes the same.
    """

    place: int
    label: int
    words: str
    drafts: bool = True

    @property
    def sheet(self) -> dict[str, object]:
        """Answers that nobody else gives."""
        spelt = {item: self.label >> (2 * digit) & 3 for digit, item in enumerate(DIGITS)}
        skipped = dict.fromkeys(STATEMENTS[3 : 3 + self.label % 6], "dk")
        return {**spelt, **skipped, "wish": self.words}


@dataclass(frozen=True)
class Roles:
    """Which table plays which part, and by what column its rows are told apart."""

    invitation: str
    ballot: str
    sheet: str
    answer: str
    comment: str
    token: str = "token_hash"
    own: str = "id"
    part_of: str = "sheet_id"

    @property
    def tables(self) -> tuple[str, ...]:
        """Each table once."""
        each = (self.invitation, self.ballot, self.sheet, self.answer, self.comment)
        return tuple(dict.fromkeys(each))


class Scheme(Protocol):
    """A way to keep answers."""

    roles: Roles

    def open(self, people: int) -> list[tuple[str, bytes]]:
        """The secret of each seat and what is kept of it, in the order of the list."""
        ...

    def send(self, secret: str, person: Person) -> None:
        """Answer once."""
        ...

    def close(self) -> None:
        """Nobody answers any more."""
        ...

    def shown(self) -> list[str]:
        """Comments in the order in which staff see them."""
        ...

    def label(self, rows: Mapping[str, list[dict[str, Any]]]) -> dict[Any, int]:
        """Whose each stored sheet is, by the label that it spells."""
        ...

    def forget(self) -> None:
        """Make room for the next wave."""
        ...


@dataclass
class Sealed:
    """The product's own services."""

    make_round: Callable[..., Any]
    roles: Roles = field(
        default=Roles("invitation", "ballot", "answer_sheet", "answer", "comment"), init=False
    )
    made: Any = None

    def open(self, people: int) -> list[tuple[str, bytes]]:
        """A wave of one group, so that nobody can be told by the group."""
        self.made = self.make_round((AgencyEntry("Court", KIN_A, people),))
        seats = [(secret, invitations.find(secret)) for secret in self.made.secrets]
        return [(secret, seat.key) for secret, seat in seats if seat is not None]

    def send(self, secret: str, person: Person) -> None:
        """As the form does: a draft first, then the sheet."""
        if person.drafts:
            answering.keep_draft(secret, person.sheet, language="en", position=1)
        assert answering.keep_answers(secret, person.sheet).status == "received"

    def close(self) -> None:
        """With everything that belongs to it."""
        waves.close_wave(self.made.wave.id)

    def shown(self) -> list[str]:
        """On the results screen."""
        release.release_wave(self.made.wave.id)
        return list(release.comments(self.made.wave.id, "wish").texts)

    def label(self, rows: Mapping[str, list[dict[str, Any]]]) -> dict[Any, int]:
        """From the levels of the statements that spell it."""
        found: dict[Any, int] = {}
        for row in rows["answer"]:
            if row["item"] in DIGITS:
                digit = row["level"] << (2 * DIGITS.index(row["item"]))
                found[row["sheet_id"]] = found.get(row["sheet_id"], 0) + digit
        return found

    def forget(self) -> None:
        """Its rows; the files of the database have been tidied before."""
        with store.writing() as connection:
            remove_wave(connection, self.made.wave.id)


class Usual:
    """A used-flag, a number that counts up, the time; token and answer in one transaction."""

    roles = Roles("a_token", "a_sheet", "a_sheet", "a_sheet", "a_sheet", part_of="id")
    _KEY = {"sqlite": "INTEGER PRIMARY KEY", "postgresql": "SERIAL PRIMARY KEY"}  # noqa: RUF012
    _END = ""
    _TIMES = True

    def open(self, people: int) -> list[tuple[str, bytes]]:
        """Two tables; tokens in random order."""
        made = [(secrets.token_urlsafe(16), os.urandom(16)) for _ in range(people)]
        with store.writing() as connection:
            kind = connection.dialect.name
            some = "BLOB" if kind == "sqlite" else "BYTEA"
            end = self._END if kind == "sqlite" else ""
            token = f"token_hash {some} PRIMARY KEY, used BOOLEAN, used_at BIGINT"
            sheet = f"id {self._KEY[kind]}, at BIGINT, levels TEXT, text TEXT"
            connection.execute(text(f"CREATE TABLE a_token ({token}) {end}"))
            connection.execute(text(f"CREATE TABLE a_sheet ({sheet}) {end}"))
            for _, kept in sorted(made, key=lambda each: each[1]):
                row = text("INSERT INTO a_token VALUES (:kept, FALSE, NULL)")
                connection.execute(row, {"kept": kept})
        self._kept = dict(made)
        return made

    def send(self, secret: str, person: Person) -> None:
        """Both in one transaction, and a line in the log."""
        now = time.time_ns() if self._TIMES else 0
        sheet = {"at": now, "levels": json.dumps(person.sheet), "text": person.words}
        burn = text("UPDATE a_token SET used = TRUE, used_at = :at WHERE token_hash = :kept")
        with store.writing() as connection:
            connection.execute(burn, {"at": now, "kept": self._kept[secret]})
            connection.execute(text(self._insert()), sheet | self._own_key())
        _log.info("stored %s", person.words)

    def close(self) -> None:
        """It only stops."""

    def shown(self) -> list[str]:
        """In the order in which they were stored."""
        with store.reading() as connection:
            return list(connection.execute(text("SELECT text FROM a_sheet")).scalars())

    def label(self, rows: Mapping[str, list[dict[str, Any]]]) -> dict[Any, int]:
        """From the levels that are kept as they were sent."""
        return {
            row["id"]: sum(
                json.loads(row["levels"])[item] << (2 * digit) for digit, item in enumerate(DIGITS)
            )
            for row in rows["a_sheet"]
        }

    def forget(self) -> None:
        """Both tables."""
        with store.writing() as connection:
            connection.execute(text("DROP TABLE a_token"))
            connection.execute(text("DROP TABLE a_sheet"))

    def _insert(self) -> str:
        return "INSERT INTO a_sheet (at, levels, text) VALUES (:at, :levels, :text)"

    def _own_key(self) -> dict[str, object]:
        return {}


class Careful(Usual):
    """Random keys and no times: what is usually called anonymous."""

    _KEY = {"sqlite": "BLOB PRIMARY KEY", "postgresql": "BYTEA PRIMARY KEY"}  # noqa: RUF012
    _END = "WITHOUT ROWID"
    _TIMES = False

    def _insert(self) -> str:
        return "INSERT INTO a_sheet VALUES (:id, :at, :levels, :text)"

    def _own_key(self) -> dict[str, object]:
        return {"id": os.urandom(16)}
