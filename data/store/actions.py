"""Actions of a team as rows; versions are only ever added."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select

from data.store import versioned
from data.store.connections import reading
from data.store.versioned import Row
from data.tables.actions import TeamAction
from data.tables.base import table_of

_action = table_of(TeamAction)


def actions(team_id: str) -> Mapping[str, tuple[Row, ...]]:
    """Every version of every action of a team by its id, oldest first, removed ones too."""
    mine = select(_action).where(_action.c.team_id == team_id)
    found: dict[str, list[Row]] = defaultdict(list)
    with reading() as connection:
        rows = connection.execute(mine.order_by(_action.c.id, _action.c.version)).mappings()
        for row in rows:
            found[row["id"]].append(dict(row))
    return {action: tuple(versions) for action, versions in found.items()}


def add_version(key: Row, values: Row) -> bool:
    """Add the next version of an action.

    Args:
        key: team_id, id and version; the version is one more than the newest that was seen.

    Returns:
        False when somebody has added that version already.
    """
    return versioned.add_version(_action, key, values)
