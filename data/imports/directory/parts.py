"""What every dialect is turned into before records are made: rows by kind, under our names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from data.imports.directory.issues import Place
from data.imports.directory.records import Fact, Term
from data.imports.directory.tables import Record, Rows


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one kind out of one file.

    Attributes:
        kind: a table of `fields.TABLES`.
        rows: with the number of the row in the file that each was made of.
        counts: the rows of the file itself; what is only mentioned in them does not count.
        terms: of a service, by the number of its row.
        facts: likewise.
        is_standard: the file claims to keep the standard, so required fields may be missed.
    """

    kind: str
    file: str
    rows: Rows
    counts: bool = True
    is_standard: bool = False
    terms: Mapping[int, Sequence[Term]] = field(default_factory=dict)
    facts: Mapping[int, Mapping[str, Fact]] = field(default_factory=dict)

    def placed(self) -> Iterator[tuple[Place, Record]]:
        """Each row with its place."""
        file = self.file
        return ((Place(file, number), record) for number, record in self.rows)


def plain_text(text: str) -> str:
    """A name or an address without what two people write differently."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def made_up_id(*texts: str) -> str:
    """An id for what came without one, the same whenever the same words come again."""
    return "~" + "|".join(map(plain_text, texts))


def apart_id(key: str, digest: str) -> str:
    """A made-up id that tells one of several rows apart that would have the same."""
    return f"{key}#{digest[:12]}"


def shared_id(key: str) -> str:
    """The made-up id of all rows that are told apart only by what else they say."""
    return key.partition("#")[0] if is_made_up(key) else key


def is_made_up(key: str) -> bool:
    """An id was made here."""
    return key.startswith("~")
