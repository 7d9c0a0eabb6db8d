"""Cards with a few questions as rows: put in a box that is opened once, and what they came to."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from data.store.connections import reading, rewrite, writing
from data.store.people import lock_team
from data.store.scope import EVERYTHING, within
from data.store.versioned import Row
from data.tables.base import table_of
from data.tables.families import FamilyCard, FamilyCardTotals

_card = table_of(FamilyCard)
_totals = table_of(FamilyCardTotals)


def add_card(row: Row, *, most: int) -> bool:
    """Put a card in the box; one that is in it already stays as it is.

    Args:
        most: how many cards the box holds.

    Returns:
        False where it is full, or was counted.
    """
    mine = (_card.c.team_id == row["team_id"], _card.c.study_id == row["study_id"])
    with within(EVERYTHING), writing() as connection:
        lock_team(connection, row["team_id"])
        if _totals_of(connection, row["team_id"], row["study_id"]) is not None:
            return False
        there = select(_card.c.id).where(*mine, _card.c.id == row["id"])
        if connection.execute(there).first() is not None:
            return True
        if connection.execute(select(func.count()).where(*mine)).scalar_one() >= most:
            return False
        connection.execute(insert(_card).values(**row))
        return True


def is_card(team_id: str, card_id: str) -> bool:
    """A card is in the box."""
    with within(EVERYTHING), reading() as connection:
        mine = select(_card.c.id).where(_card.c.team_id == team_id, _card.c.id == card_id)
        return connection.execute(mine).first() is not None


def has_cards(team_id: str, study_id: str) -> bool:
    """Whether there is any card; how many there are is nobody's business."""
    with within(EVERYTHING), reading() as connection:
        mine = select(_card.c.id).where(_card.c.team_id == team_id, _card.c.study_id == study_id)
        return connection.execute(mine.limit(1)).first() is not None


def totals(team_id: str, study_id: str) -> Row | None:
    """What the cards came to; None where they were not counted."""
    with within(EVERYTHING), reading() as connection:
        return _totals_of(connection, team_id, study_id)


def count_cards(
    key: Row, values: Row, counting: Callable[[tuple[Row, ...]], Mapping[str, Any]]
) -> bool:
    """Open the box: keep what the cards come to, and remove them all, in one go.

    Args:
        key: of the totals.
        values: what is kept beside them.
        counting: from the cards to totals.

    Returns:
        False where they were counted before.
    """
    team_id, study_id = key["team_id"], key["study_id"]
    mine = (_card.c.team_id == team_id, _card.c.study_id == study_id)
    with writing() as connection:
        lock_team(connection, team_id)
        if _totals_of(connection, team_id, study_id) is not None:
            return False
        rows = connection.execute(select(_card).where(*mine).order_by(_card.c.id)).mappings()
        found = counting(tuple(dict(row) for row in rows))
        connection.execute(delete(_card).where(*mine))
        connection.execute(insert(_totals).values(**key, **values, totals=found))
        return True


def shuffle_cards(team_id: str, study_id: str) -> None:
    """Write the cards of a plan anew, all at once, so that none is older than another."""
    mine = (_card.c.team_id == team_id, _card.c.study_id == study_id)
    with writing() as connection:
        lock_team(connection, team_id)
        rows = connection.execute(select(_card).where(*mine).order_by(_card.c.id)).mappings().all()
        if rows:
            connection.execute(delete(_card).where(*mine))
            connection.execute(insert(_card), [dict(row) for row in rows])
    rewrite_cards()


def remove_cards(team_id: str, study_id: str) -> int:
    """Remove the cards of a plan without counting them; returns how many there were."""
    with within(EVERYTHING), writing() as connection:
        mine = (_card.c.team_id == team_id, _card.c.study_id == study_id)
        return connection.execute(delete(_card).where(*mine)).rowcount


def remove_totals(team_id: str, study_id: str) -> int:
    """Remove what the cards of a plan came to; returns how many rows."""
    with within(EVERYTHING), writing() as connection:
        mine = (_totals.c.team_id == team_id, _totals.c.study_id == study_id)
        return connection.execute(delete(_totals).where(*mine)).rowcount


def rewrite_cards() -> None:
    """Write the tables of cards anew without what was removed from them."""
    with within(EVERYTHING):
        rewrite((_card, _totals))


def _totals_of(connection: Connection, team_id: str, study_id: str) -> Row | None:
    mine = select(_totals).where(_totals.c.team_id == team_id, _totals.c.study_id == study_id)
    row = connection.execute(mine).mappings().first()
    return None if row is None else dict(row)
