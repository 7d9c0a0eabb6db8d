"""Accounts: invite people, reset what they lost, switch accounts off. No team is seen by this."""

from contextlib import suppress

from data.clock import seconds, today
from data.services import audit_log
from data.services.access import (
    CODE_LENGTH,
    NOTHING_PROVEN,
    blank_account,
    code_hash,
    sign_in_name,
)
from data.services.authority import actor, permit
from data.services.errors import AccountError, NotFound, StorageError
from data.services.texts import folded, tidy
from data.store import access as access_store
from data.store import memberships as store
from data.store.access import AccountRecord
from data.store.memberships import Role
from data.tokens import new_code, new_id
from data.views import AccountView, Invited, OrphanTeam

__all__ = [
    "CODE_DAYS",
    "AccountError",
    "AccountView",
    "Invited",
    "NotFound",
    "account_named",
    "accounts",
    "appoint",
    "change_duties",
    "disable",
    "invite",
    "reset",
    "teams_without_facilitator",
]

CODE_DAYS = 7
_DAY = 24 * 60 * 60


def accounts() -> tuple[AccountView, ...]:
    """Everybody who may sign in or was invited to, by name.

    Raises:
        NotAllowed: an administrator does this.
    """
    permit("account.see")
    return tuple(_view(record, teams) for record, teams in store.accounts())


def account_named(name: str) -> str:
    """The id of the account with this name for signing in.

    Raises:
        NotFound: there is none.
        NotAllowed: an administrator does this.
    """
    permit("account.see")
    found = access_store.account_named(folded(name))
    if found is None:
        raise NotFound(f"There is no account '{tidy(name)}'. `common-table account list` has all.")
    return found.id


def invite(name: str, *, admin: bool = False, starts_teams: bool = False) -> Invited:
    """A new account that waits for its code to be typed.

    Args:
        name: what they will sign in with, such as an e-mail address.
        admin: whether they see to accounts.
        starts_teams: whether they may set up teams of their own.

    Raises:
        AccountError: somebody has this name already.
        SetUpError: the name is empty or too long.
        NotAllowed: an administrator does this.
    """
    permit("account.change")
    values, invited = new_account(name)
    values |= {"admin": admin, "starts_teams": starts_teams}
    audit_log.record(
        "account.invite", about=invited.account_id, admin=admin, starts_teams=starts_teams
    )
    if not store.add_account(values):
        raise AccountError(f"'{tidy(name)}' has an account already. Take another name.")
    keep_anchor_if_it_can_be()
    return invited


def reset(account_id: str) -> Invited:
    """A new code for somebody who lost their passphrase or their phone; the old ones are gone.

    Raises:
        AccountError: it is one's own account.
        NotFound: there is no such account.
        NotAllowed: an administrator does this.
    """
    record = _other(account_id, to="reset it")
    values, code = fresh_code(account_id)
    _record_in_teams("account.reset", account_id)
    store.reset(account_id, NOTHING_PROVEN | values)
    keep_anchor_if_it_can_be()
    return Invited(account_id=account_id, name=record.name, code=code, days=CODE_DAYS)


def disable(account_id: str) -> None:
    """Switch an account off, at once and in every tab. A reset switches it on again.

    Raises:
        AccountError: it is one's own, or that of the last administrator.
        NotFound: there is no such account.
        NotAllowed: an administrator does this.
    """
    _other(account_id, to="switch it off")
    _record_in_teams("account.disable", account_id)
    off = {"state": "disabled", "passphrase": None, "code_hash": None}
    if not store.change_unless_last_admin(account_id, off):
        raise AccountError(_LAST_ADMIN)
    audit_log.keep_anchor()


def change_duties(account_id: str, *, admin: bool, starts_teams: bool) -> None:
    """Change what somebody may do everywhere.

    Raises:
        AccountError: it is one's own, or that of the last administrator.
        NotFound: there is no such account.
        NotAllowed: an administrator does this.
    """
    _other(account_id, to="change it")
    duties = {"admin": admin, "starts_teams": starts_teams}
    audit_log.record("account.duties", about=account_id, admin=admin, starts_teams=starts_teams)
    if not store.change_unless_last_admin(account_id, duties):
        raise AccountError(_LAST_ADMIN)
    audit_log.keep_anchor()


def teams_without_facilitator() -> tuple[OrphanTeam, ...]:
    """Teams whose facilitators are all gone; their names, and nothing else about them.

    Raises:
        NotAllowed: an administrator does this.
    """
    permit("team.appoint")
    return store.orphans()


def appoint(team_id: str, account_id: str) -> None:
    """Give a team that nobody facilitates any more a facilitator. Nobody appoints themselves.

    Raises:
        AccountError: it is oneself, the account is off, or the team has a facilitator.
        NotFound: there is no such account.
        NotAllowed: an administrator does this.
    """
    permit("team.appoint")
    if _other(account_id, to="facilitate this team").state == "disabled":
        raise AccountError("This account is switched off. Choose somebody who can sign in.")
    audit_log.record("team.appoint", team_id=team_id, about=account_id)
    given = Role(team_id, account_id, "facilitator", given_by=actor().id, given_on=today())
    if not store.appoint(given):
        raise AccountError("This team has a facilitator. They give roles in it, and nobody else.")
    audit_log.keep_anchor()


def new_account(name: str) -> tuple[dict[str, object], Invited]:
    """The row of somebody new, and the code to tell them."""
    account_id = new_id()
    fresh, code = fresh_code(account_id)
    values = blank_account(account_id, name=sign_in_name(name), shown=tidy(name))
    invited = Invited(account_id=account_id, name=tidy(name), code=code, days=CODE_DAYS)
    return values | fresh, invited


def keep_anchor_if_it_can_be() -> None:
    """Where a code was made that is told only now: a full disk must not swallow it.

    The anchor of the day covers the step later.
    """
    with suppress(StorageError):
        audit_log.keep_anchor()


def fresh_code(account_id: str) -> tuple[dict[str, object], str]:
    """What to change in an account so that it takes a new code, and that code."""
    code = new_code(CODE_LENGTH)
    hashed = code_hash(code, account_id=account_id)
    return {"code_hash": hashed, "code_until": good_until()}, code


def good_until() -> int:
    """Until when a code that is made now can be used, in seconds since 1970."""
    return seconds() + CODE_DAYS * _DAY


_LAST_ADMIN = "Nobody would be left to see to accounts. Make somebody else an administrator first."


def _record_in_teams(action: str, account_id: str) -> None:
    """In the whole log, and in that of every team in which this person has a role."""
    audit_log.record(action, about=account_id)
    for team_id in store.teams_of(account_id):
        audit_log.record(action, team_id=team_id, about=account_id)


def _other(account_id: str, *, to: str) -> AccountRecord:
    """Somebody's account that is not one's own."""
    permit("account.change")
    found = access_store.account(account_id)
    if found is None:
        raise NotFound("This account is not here.")
    if found.id == actor().id:
        raise AccountError(f"This is your own account. Another administrator has to {to}.")
    return found


def _view(record: AccountRecord, teams: int) -> AccountView:
    return AccountView(
        id=record.id,
        name=record.name,
        shown=record.shown,
        admin=record.admin,
        starts_teams=record.starts_teams,
        state=record.state,
        has_second_step=record.has_second_step,
        locked=record.refused_until > seconds() + _DAY,
        teams=teams,
    )
