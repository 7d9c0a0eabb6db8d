"""The demo team with payloads in place of every text, and a walk along every link from its screens.

What is sealed cannot be reached in this way; the looks of family groups bring words of their own.
"""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from sqlalchemy import Table, select, update
from sqlalchemy.exc import IntegrityError

from data.store import database as store
from data.store.scope import EVERYTHING, within
from data.tables import metadata
from pages.shell.screens import ADDRESSES, OF_FAMILIES, OF_MEETINGS, OF_RESOURCES, OF_SCANS
from tests.hostile.payloads import PAYLOADS

CHECKED = ("audit_entry", "frozen_edition", "released_report", "team_edition", "directory_import")
"""Tables whose texts are held against a checksum, or were taken in from a file."""
CODES = ("temporarily closed",)
"""Words with a space that are one of several all the same."""
CODED = (("listing_category", "rule"),)
"""Columns in which a code and a text stand together."""
MOST_OF_A_KIND = 2
"""Screens of one name with parameters of the same names that are looked at."""


class _Words:
    """Payloads one after another, each for the texts that are the same."""

    def __init__(self, payloads: Iterator[str]) -> None:
        self._next, self._given = payloads, dict[str, str]()

    def instead(self, value: Any) -> Any:
        """The same value with a payload in place of each text in it."""
        if isinstance(value, str):
            return self._for_text(value)
        if isinstance(value, list):
            return [self.instead(each) for each in value]
        if isinstance(value, dict):
            return {key: self.instead(each) for key, each in value.items()}
        return value

    def _for_text(self, text: str) -> str:
        if text[:1] in ("{", "["):
            try:
                return json.dumps(self.instead(json.loads(text)), ensure_ascii=False)
            except ValueError:
                pass
        if text not in PAYLOADS and (" " not in text.strip() or text in CODES):
            return text
        if text not in self._given:
            self._given[text] = next(self._next)
        return self._given[text]


def fill_with_payloads(turn: int) -> Counter[str]:
    """Put a payload into each text of the database that has a space in it, which few codes have.

    The same text becomes the same payload wherever it stands.

    Returns:
        How many texts became payloads, by table.
    """
    words = _Words(islice(cycle(PAYLOADS), turn * 67 % len(PAYLOADS), None))
    made = Counter[str]()
    with within(EVERYTHING):
        for table in metadata.sorted_tables:
            if table.name not in CHECKED:
                made[table.name] = _fill(table, words)
    return made


def _fill(table: Table, words: _Words) -> int:
    made, keys = 0, list(table.primary_key.columns)
    with store.reading() as connection:
        rows = connection.execute(select(table)).mappings().all()
    for row in rows:
        changed = {
            name: new
            for name, old in row.items()
            if table.c[name] not in keys
            and (table.name, name) not in CODED
            and (new := words.instead(old)) != old
        }
        if not changed:
            continue
        this = [key == row[key.name] for key in keys]
        try:
            with store.writing() as connection:
                connection.execute(update(table).where(*this).values(changed))
        except IntegrityError:
            continue  # a text that must be one of several
        made += len(changed)
    return made


class Walk:
    """Every address that links of the screens lead to, each kind a few times."""

    def __init__(self, team_id: str) -> None:
        rooms = (*OF_SCANS, *OF_RESOURCES, *OF_FAMILIES, *OF_MEETINGS)
        self._waiting = ["/start", "/portfolio", *(f"/{name}?team={team_id}" for name in rooms)]
        self._known = set(self._waiting)
        self._kinds = Counter(map(_kind, self._waiting))
        self.seen: list[str] = []

    def __iter__(self) -> Iterator[str]:
        while self._waiting:
            address = self._waiting.pop(0)
            self.seen.append(address)
            yield address

    def found(self, links: list[str]) -> None:
        """Links of the screen that is shown; those to other screens are looked at later."""
        for link in links:
            parts = urlsplit(link)
            address = f"{parts.path}?{parts.query}"
            name, kind = parts.path.removeprefix("/"), _kind(address)
            if name in ADDRESSES and address not in self._known:
                self._known.add(address)
                if self._kinds[kind] < MOST_OF_A_KIND:
                    self._kinds[kind] += 1
                    self._waiting.append(address)


def _kind(address: str) -> tuple[str, ...]:
    parts = urlsplit(address)
    return (parts.path, *sorted(name for name, _ in parse_qsl(parts.query)))
