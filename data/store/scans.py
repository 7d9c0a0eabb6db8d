"""Rounds of the environmental scan, as rows: which items, who answers for whom, and their end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from data.store.connections import reading, writing
from data.store.people import lock_team
from data.tables.access import Account, Membership
from data.tables.base import table_of
from data.tables.people import Team
from data.tables.scan import Scan, ScanItem, ScanRater

_team = table_of(Team)
_scan = table_of(Scan)
_item = table_of(ScanItem)
_rater = table_of(ScanRater)
_account = table_of(Account)
_membership = table_of(Membership)


@dataclass(frozen=True, slots=True)
class ScanRecord:
    """A round as it is stored, with the name of its team; `body` is its checklist as JSON."""

    id: str
    team_id: str
    team_name: str
    demo: bool
    number: int
    title: str
    checklist_id: str
    checklist_version: str
    body: str
    asked: Mapping[str, str]
    earlier_id: str | None
    opened_on: date
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An item that the team has added."""

    id: str
    section: str
    section_title: str | None
    text: str
    evidence: str
    who_knows: Sequence[str]
    place: int
    removed: bool


@dataclass(frozen=True, slots=True)
class RaterRecord:
    """Somebody with a role in the team, and the agency they answer for, if any."""

    account_id: str
    shown: str
    role: str
    agency_code: str | None


def add_scan(
    connection: Connection, scan_id: str, *, team_id: str, values: Mapping[str, Any]
) -> bool:
    """A new round, numbered after the team's others; False while another is open."""
    lock_team(connection, team_id)
    open_one = select(_scan.c.id).where(_scan.c.team_id == team_id, _scan.c.closed_on.is_(None))
    if connection.execute(open_one.limit(1)).first() is not None:
        return False
    highest = select(func.max(_scan.c.number)).where(_scan.c.team_id == team_id)
    number = (connection.execute(highest).scalar() or 0) + 1
    row = {"id": scan_id, "team_id": team_id, "number": number, "closed_on": None}
    connection.execute(insert(_scan).values(**row, **values))
    return True


def scan(scan_id: str) -> ScanRecord | None:
    """One round."""
    with reading() as connection:
        row = connection.execute(_scans().where(_scan.c.id == scan_id)).mappings().first()
        return None if row is None else ScanRecord(**row)


def scans(team_id: str) -> tuple[ScanRecord, ...]:
    """The rounds of a team, newest first."""
    statement = _scans().where(_scan.c.team_id == team_id).order_by(_scan.c.number.desc())
    with reading() as connection:
        return tuple(ScanRecord(**row) for row in connection.execute(statement).mappings())


def close_scan(scan_id: str, *, day: date) -> bool:
    """End a round; False when it has ended already."""
    with writing() as connection:
        mine = update(_scan).where(_scan.c.id == scan_id, _scan.c.closed_on.is_(None))
        return connection.execute(mine.values(closed_on=day)).rowcount == 1


def lock_open(connection: Connection, scan_id: str) -> bool:
    """Keep a round open until the transaction ends; False when it has ended already."""
    mine = select(_scan.c.id).where(_scan.c.id == scan_id, _scan.c.closed_on.is_(None))
    return connection.execute(mine.with_for_update(read=True)).first() is not None


def own_items(scan_id: str) -> tuple[ItemRecord, ...]:
    """The items that the team has added, removed ones too, in their order."""
    columns = [
        _item.c[name]
        for name in (
            *("id", "section", "section_title", "text", "evidence", "who_knows"),
            *("place", "removed"),
        )
    ]
    statement = select(*columns).where(_item.c.scan_id == scan_id)
    with reading() as connection:
        rows = connection.execute(statement.order_by(_item.c.place, _item.c.id)).mappings()
        return tuple(ItemRecord(**row) for row in rows)


def add_item(scan_id: str, values: Mapping[str, Any]) -> bool:
    """One more item of the team's own, after the others; False when the round has ended."""
    with writing() as connection:
        if not lock_open(connection, scan_id):
            return False
        highest = select(func.max(_item.c.place)).where(_item.c.scan_id == scan_id)
        place = (connection.execute(highest).scalar() or 0) + 1
        row = {"scan_id": scan_id, "place": place, "removed": False}
        connection.execute(insert(_item).values(**row, **values))
        return True


def remove_item(scan_id: str, item_id: str) -> bool:
    """Ask an own item no more; what was said of it stays stored."""
    with writing() as connection:
        if not lock_open(connection, scan_id):
            return False
        mine = update(_item).where(_item.c.scan_id == scan_id, _item.c.id == item_id)
        return connection.execute(mine.values(removed=True)).rowcount == 1


def raters(team_id: str) -> tuple[RaterRecord, ...]:
    """Everybody with a role in the team that counts, by name."""
    assigned = (_rater.c.team_id == _membership.c.team_id) & (
        _rater.c.account_id == _membership.c.account_id
    )
    statement = (
        select(_account.c.id.label("account_id"), _account.c.shown, _membership.c.role)
        .add_columns(_rater.c.agency_code)
        .join(_membership, _membership.c.account_id == _account.c.id)
        .outerjoin(_rater, assigned)
        .where(_membership.c.team_id == team_id, _membership.c.code_hash.is_(None))
        .order_by(func.lower(_account.c.shown), _account.c.id)
    )
    with reading() as connection:
        return tuple(RaterRecord(**row) for row in connection.execute(statement).mappings())


def set_rater(team_id: str, account_id: str, agency_code: str | None) -> None:
    """Let somebody answer for an agency, or for none."""
    mine = (_rater.c.team_id == team_id) & (_rater.c.account_id == account_id)
    with writing() as connection:
        lock_team(connection, team_id)
        connection.execute(delete(_rater).where(mine))
        if agency_code is not None:
            row = {"team_id": team_id, "account_id": account_id, "agency_code": agency_code}
            connection.execute(insert(_rater).values(**row))


def _scans() -> Any:
    return select(_scan, _team.c.name.label("team_name"), _team.c.demo).join(
        _team, _scan.c.team_id == _team.c.id
    )
