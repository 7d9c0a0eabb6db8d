"""Guides and principles, as rows; versions are only ever added, and only a note can be erased."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, update

from data.store import versioned
from data.store.connections import rewrite, writing
from data.store.people import lock_team
from data.store.scope import EVERYTHING, within
from data.store.versioned import Row
from data.tables.base import table_of
from data.tables.guides import (
    GuideList,
    GuideNote,
    PrincipleSignature,
    PrincipleState,
    PrincipleText,
)

_list = table_of(GuideList)
_note = table_of(GuideNote)
_text = table_of(PrincipleText)
_state = table_of(PrincipleState)
_signature = table_of(PrincipleSignature)


def newest_list(team_id: str, wave_id: str) -> Row | None:
    """The list of statements as it is now; None where nobody has changed the proposal."""
    return next(iter(versioned.newest(_list, "wave_id", team_id=team_id, wave_id=wave_id)), None)


def add_list(key: Row, values: Row) -> bool:
    """Add the next version of a list (team_id, wave_id, version); False when it is there."""
    return versioned.add_version(_list, key, values)


def notes(team_id: str, wave_id: str) -> Mapping[str, Row]:
    """What the table said, by item; the newest version of each."""
    rows = versioned.newest(_note, "item", team_id=team_id, wave_id=wave_id)
    return {row["item"]: row for row in rows}


def all_notes(team_id: str) -> tuple[Row, ...]:
    """Every version of every note of a team, newest versions first."""
    return versioned.versions(_note, team_id=team_id)


def add_note(key: Row, values: Row) -> bool:
    """Add the next version of a note (team_id, wave_id, item, version); False when it is there."""
    return versioned.add_version(_note, key, values)


def erase_note(key: Row, values: Row) -> bool:
    """Take the words out of every version of a note, and add an empty one that says who did it.

    The words may still lie in the files of the database after that; see `rewrite_notes`.

    Args:
        key: as of `add_note`.

    Returns:
        False when somebody has added that version already; then nothing was erased.
    """
    with writing() as connection:
        if not _is_next(connection, key):
            return False
        mine = [_note.c[name] == key[name] for name in ("team_id", "wave_id", "item")]
        connection.execute(update(_note).where(*mine).values(words=""))
        connection.execute(insert(_note).values(**key, **values))
        return True


def rewrite_notes() -> None:
    """Write the table of notes anew without the words that were taken out of it.

    Raises:
        StorageError: others read or write for longer than we wait; call it again.
    """
    with within(EVERYTHING):
        rewrite((_note,))


def newest_texts(team_id: str) -> tuple[Row, ...]:
    """The newest version of the mission, the vision and every line, removed ones too."""
    return versioned.newest(_text, "part", team_id=team_id)


def texts(team_id: str, part: str) -> tuple[Row, ...]:
    """Every version of one text, newest first."""
    return versioned.versions(_text, team_id=team_id, part=part)


def all_texts(team_id: str) -> tuple[Row, ...]:
    """Every version of every text of a team, newest versions first."""
    return versioned.versions(_text, team_id=team_id)


def add_text(key: Row, values: Row) -> bool:
    """Add the next version of a text (team_id, part, version); False when it is there."""
    return versioned.add_version(_text, key, values)


def states(team_id: str) -> tuple[Row, ...]:
    """What was called ready or signed, newest first."""
    return versioned.versions(_state, team_id=team_id)


def add_state(key: Row, values: Row) -> bool:
    """Add the next state (team_id, version); False when it is there."""
    return versioned.add_version(_state, key, values)


def signatures(team_id: str) -> tuple[Row, ...]:
    """Every word of every agency, newest first."""
    return versioned.versions(_signature, team_id=team_id)


def add_signature(key: Row, values: Row) -> bool:
    """Add the next word of an agency (team_id, agency_code, version); False when it is there."""
    return versioned.add_version(_signature, key, values)


def _is_next(connection: Connection, key: Mapping[str, Any]) -> bool:
    lock_team(connection, key["team_id"])
    names = ("team_id", "wave_id", "item")
    where = {name: key[name] for name in names}
    newest = versioned.newest_within(connection, _note, *names, **where)
    last = newest[0]["version"] if newest else 0
    return last + 1 == key["version"]
