"""Accounts as an administrator sees them, and who has which role in a team, as rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, exists, func, insert, select, update

from data.store.access import AccountRecord, as_record, forget_proofs
from data.store.connections import reading, writing
from data.store.people import lock_team
from data.store.scope import EVERYTHING, within
from data.tables.access import Account, Membership, StaffSession
from data.tables.base import table_of
from data.tables.people import Team
from data.tables.scan import ScanRater
from data.views import MemberView, OrphanTeam

_account = table_of(Account)
_membership = table_of(Membership)
_rater = table_of(ScanRater)
_session = table_of(StaffSession)
_team = table_of(Team)
_COUNTS = _membership.c.code_hash.is_(None)


@dataclass(frozen=True, slots=True)
class Role:
    """A role in a team that somebody gives to somebody.

    Attributes:
        code_hash: of the code that they have to type first; None where the role counts at once.
        code_until: in seconds since 1970.
    """

    team_id: str
    account_id: str
    role: str
    given_by: str
    given_on: date
    code_hash: bytes | None = field(default=None, repr=False)
    code_until: int | None = None

    def values(self) -> dict[str, Any]:
        """As a row."""
        return {
            "team_id": self.team_id,
            "account_id": self.account_id,
            "role": self.role,
            "given_by": self.given_by,
            "given_on": self.given_on,
            "code_hash": self.code_hash,
            "code_until": self.code_until,
        }


def accounts() -> tuple[tuple[AccountRecord, int], ...]:
    """All accounts by name, each with the number of teams they have a role in."""
    count = select(func.count()).where(_membership.c.account_id == _account.c.id, _COUNTS)
    statement = select(_account, count.scalar_subquery().label("teams")).order_by(_account.c.name)
    with within(EVERYTHING), reading() as connection:
        rows = [dict(row) for row in connection.execute(statement).mappings()]
        return tuple((as_record(row), teams) for row in rows for teams in (row.pop("teams"),))


def add_account(values: Mapping[str, Any]) -> bool:
    """A new account; False when somebody has the name already."""
    with writing() as connection:
        return _add_account(connection, values)


def change_unless_last_admin(account_id: str, values: Mapping[str, Any]) -> bool:
    """Change an account, and sign it out; False when that takes the last administrator away."""
    with writing() as connection:
        statement = update(_account).where(_account.c.id == account_id)
        # Two administrators who switch each other off come one after the other.
        admins = select(_account.c.id).where(_account.c.admin).order_by(_account.c.id)
        connection.execute(admins.with_for_update()).all()
        able = select(_account.c.id).where(_account.c.admin & (_account.c.state == "active"))
        before = set(connection.execute(able).scalars())
        connection.execute(statement.values(**values))
        if account_id in before and connection.execute(able.limit(1)).first() is None:
            connection.rollback()
            return False
        forget_sessions(connection, account_id)
        return True


def forget_sessions(connection: Connection, account_id: str) -> None:
    """Sign an account out everywhere, in a transaction that does more."""
    connection.execute(delete(_session).where(_session.c.account_id == account_id))


def reset(account_id: str, values: Mapping[str, Any]) -> None:
    """Put a code in the place of all that an account signed in with."""
    with writing() as connection:
        statement = update(_account).where(_account.c.id == account_id)
        connection.execute(statement.values(**values))
        forget_proofs(connection, account_id)


def people(team_id: str) -> tuple[MemberView, ...]:
    """Everybody with a role in a team, facilitators first."""
    columns = select(
        _account.c.id.label("account_id"),
        _account.c.shown,
        _account.c.state,
        _membership.c.role,
        _membership.c.given_on,
        (~_COUNTS).label("offered"),
    ).join(_membership, _membership.c.account_id == _account.c.id)
    with reading() as connection:
        rows = connection.execute(columns.where(_membership.c.team_id == team_id)).mappings()
        found = [MemberView(**row) for row in rows]
    return tuple(sorted(found, key=lambda each: (_ORDER.index(each.role), each.shown)))


def give_role(given: Role, *, account: Mapping[str, Any] | None = None) -> bool:
    """Give somebody a role in a team, in the place of another one they have there.

    Args:
        account: of somebody new, made in the same step.

    Returns:
        False when the team would be left without a facilitator, or the new name is taken.
    """
    with writing() as connection:
        lock_team(connection, given.team_id)
        if account is not None and not _add_account(connection, account):
            return False
        led = _take(connection, given.team_id, given.account_id) == "facilitator"
        connection.execute(insert(_membership).values(**given.values()))
        steps_down = led and given.role != "facilitator"
        return not steps_down or _if_still_led(connection, given.team_id)


def role_in(team_id: str, account_id: str) -> str | None:
    """The role that somebody has in a team; None for one that is offered only."""
    with reading() as connection:
        return _role_in(connection, team_id, account_id)


def teams_of(account_id: str) -> tuple[str, ...]:
    """The ids of all teams in which somebody has a role, or is offered one."""
    mine = select(_membership.c.team_id).where(_membership.c.account_id == account_id)
    with within(EVERYTHING), reading() as connection:
        return tuple(connection.execute(mine.order_by(_membership.c.team_id)).scalars())


def offer(account_id: str, *, code_hash: bytes, now: int) -> str | None:
    """The team that offers somebody a role with this code; None when there is none."""
    mine = (_membership.c.account_id == account_id) & (_membership.c.code_hash == code_hash)
    with within(EVERYTHING), reading() as connection:
        found = select(_membership.c.team_id).where(mine, _membership.c.code_until >= now)
        return connection.execute(found).scalar()


def accept(team_id: str, account_id: str, *, code_hash: bytes) -> bool:
    """An offered role counts from now on; False when the offer is gone."""
    mine = _of(team_id, account_id) & (_membership.c.code_hash == code_hash)
    with within(EVERYTHING), writing() as connection:
        clean = {"code_hash": None, "code_until": None}
        return connection.execute(update(_membership).where(mine).values(**clean)).rowcount == 1


def give_anew(given: Role, *, account: Mapping[str, Any]) -> bool:
    """Give a role to an account that was made for this team, and a new code in its old one's place.

    Args:
        account: what changes in it.

    Returns:
        False when somebody has used the old code meanwhile; nothing was changed then.
    """
    unused = (_account.c.id == given.account_id) & (_account.c.made_for == given.team_id)
    with writing() as connection:
        lock_team(connection, given.team_id)
        statement = update(_account).where(unused, _account.c.state == "invited")
        if connection.execute(statement.values(**account)).rowcount != 1:
            connection.rollback()
            return False
        _take(connection, given.team_id, given.account_id)
        connection.execute(insert(_membership).values(**given.values()))
        return True


def take_role(team_id: str, account_id: str) -> bool:
    """End somebody's role in a team; False when it would be left without a facilitator."""
    with writing() as connection:
        lock_team(connection, team_id)
        led = _take(connection, team_id, account_id) == "facilitator"
        mine = (_rater.c.team_id == team_id) & (_rater.c.account_id == account_id)
        connection.execute(delete(_rater).where(mine))
        return not led or _if_still_led(connection, team_id)


def orphans() -> tuple[OrphanTeam, ...]:
    """Teams whose facilitators are all switched off, by name."""
    statement = select(_team.c.id, _team.c.name).where(~_facilitated(_team.c.id))
    with within(EVERYTHING), reading() as connection:
        rows = connection.execute(statement.order_by(func.lower(_team.c.name), _team.c.id))
        return tuple(OrphanTeam(**row) for row in rows.mappings())


def appoint(given: Role) -> bool:
    """Give a team without a facilitator one; False when it has one."""
    with within(EVERYTHING), writing() as connection:
        lock_team(connection, given.team_id)
        orphan = select(_team.c.id).where(_team.c.id == given.team_id)
        if connection.execute(orphan.where(~_facilitated(_team.c.id))).first() is None:
            return False
        _take(connection, given.team_id, given.account_id)
        connection.execute(insert(_membership).values(**given.values()))
        return True


_ORDER = ("facilitator", "consultant", "member")


def _of(team_id: str, account_id: str) -> ColumnElement[bool]:
    return (_membership.c.team_id == team_id) & (_membership.c.account_id == account_id)


def _role_in(connection: Connection, team_id: str, account_id: str) -> str | None:
    mine = select(_membership.c.role).where(_of(team_id, account_id), _COUNTS)
    return connection.execute(mine).scalar()


def _take(connection: Connection, team_id: str, account_id: str) -> str | None:
    """End a role, or an offer of one; what it was, if it counted."""
    role = _role_in(connection, team_id, account_id)
    connection.execute(delete(_membership).where(_of(team_id, account_id)))
    return role


def _facilitated(team_id: Any, *, states: tuple[str, ...] = ("invited", "active")) -> Any:
    able = (_membership.c.role == "facilitator") & _COUNTS & _account.c.state.in_(states)
    with_role = _membership.c.account_id == _account.c.id
    return exists().where(_membership.c.team_id == team_id, with_role, able)


def _if_still_led(connection: Connection, team_id: str) -> bool:
    """Keep what this transaction has done only if a facilitator who can sign in is left.

    Somebody who has yet to use a code may never come.
    """
    led = _facilitated(team_id, states=("active",))
    if connection.execute(select(_membership.c.account_id).where(led).limit(1)).first() is None:
        connection.rollback()
        return False
    return True


def _add_account(connection: Connection, values: Mapping[str, Any]) -> bool:
    taken = select(_account.c.id).where(_account.c.name == values["name"])
    if connection.execute(taken).first() is not None:
        return False
    connection.execute(insert(_account).values(**values))
    return True
