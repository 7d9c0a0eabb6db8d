"""Who has which role in a team: given and taken by its facilitators, and by nobody else.

A consultant sees a team only by this, so giving the role is the team's consent and taking it ends
that consent at once.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from data.clock import seconds, today
from data.services import audit_log
from data.services.access import CODE_LENGTH
from data.services.accounts import (
    CODE_DAYS,
    fresh_code,
    good_until,
    keep_anchor_if_it_can_be,
    new_account,
)
from data.services.authority import actor, permit
from data.services.errors import AccountError, NotAllowed, NotFound
from data.services.texts import folded
from data.services.tries import count_try, was_wrong
from data.store import access as access_store
from data.store import memberships as store
from data.store.access import AccountRecord
from data.store.memberships import Role
from data.tokens import fingerprint, new_code, plain_code
from data.views import Invited, MemberView

__all__ = [
    "AccountError",
    "Invited",
    "MemberView",
    "TeamRole",
    "accept",
    "add",
    "people",
    "remove",
]

TeamRole = Literal["facilitator", "consultant", "member"]
_LAST = (
    "The team would be left without a facilitator who can sign in. Make somebody else one first, "
    "and let them use their code."
)


def people(team_id: str) -> tuple[MemberView, ...]:
    """Everybody with a role in this team, facilitators first.

    Raises:
        NotAllowed: a facilitator of this team does this.
    """
    permit("people.see", team_id=team_id)
    return store.people(team_id)


def add(team_id: str, name: str, role: TeamRole) -> Invited | None:
    """Give somebody a role, in the place of one they have in this team.

    A name proves nothing: somebody else may have been the first to take it. So whoever is new in
    this team gets a code from the facilitator, and the role counts once they have typed it.

    Returns:
        The code to tell them; None when they have a role in this team already.

    Raises:
        AccountError: their account is switched off, or the team would lose its last facilitator.
        SetUpError: the name is empty or too long.
        NotAllowed: a facilitator of this team does this.
    """
    permit("people.change", team_id=team_id)
    values, invited = new_account(name)
    known = access_store.account_named(folded(name))
    if known is not None and known.state == "disabled":
        raise AccountError("This account is switched off. Ask an administrator about it.")
    account_id = invited.account_id if known is None else known.id
    given = Role(team_id, account_id, role, given_by=actor().id, given_on=today())
    audit_log.record("people.add", team_id=team_id, about=account_id, role=role)
    if known is None:
        told = _given_to_somebody_new(given, values, invited)
    elif known.made_for == team_id and not (known.admin or known.starts_teams):
        told = _given_anew(given, known)
    elif store.role_in(team_id, known.id) is not None:
        told = _changed(given)
    else:
        told = _offered(given, known)
    keep_anchor_if_it_can_be()
    return told


def accept(code: str) -> None:
    """Take up a role in a team whose facilitator has told one its code.

    Raises:
        AccountError: no offer to the one who acts has this code, or it is too old.
        SignInError: there were too many wrong tries.
        NotAllowed: whoever acts has no account.
    """
    account = access_store.account(actor().id)
    if account is None:
        raise NotAllowed("Whoever works at the machine itself has no account.")
    tries = count_try(account)
    hashed = _code_hash(code, account.id)
    team_id = store.offer(account.id, code_hash=hashed, now=seconds())
    if team_id is None:
        was_wrong(account, "code of a role", tries=tries)
        raise AccountError(_NO_OFFER)
    access_store.forgive_tries(account.id)
    audit_log.record("people.accept", team_id=team_id, about=account.id)
    if not store.accept(team_id, account.id, code_hash=hashed):
        raise AccountError(_NO_OFFER)
    audit_log.keep_anchor()


def remove(team_id: str, account_id: str) -> None:
    """End somebody's role in this team, at once.

    Raises:
        AccountError: the team would lose its last facilitator.
        NotFound: they have no role here.
        NotAllowed: a facilitator of this team does this.
    """
    if account_id not in {each.account_id for each in people(team_id)}:
        raise NotFound("This person has no role in this team.")
    permit("people.change", team_id=team_id)
    audit_log.record("people.remove", team_id=team_id, about=account_id)
    if not store.take_role(team_id, account_id):
        raise AccountError(_LAST)
    audit_log.keep_anchor()


_TAKEN = "Somebody has taken this name just now. Try once more."
_USED = "They have used their code in this moment. Look at the list again."
_NO_OFFER = "No role that was offered to you has this code. Ask for a new one."


def _given_to_somebody_new(given: Role, values: Mapping[str, object], invited: Invited) -> Invited:
    made = {**values, "made_for": given.team_id}
    if not store.give_role(given, account=made):
        raise AccountError(_TAKEN)
    return invited


def _given_anew(given: Role, known: AccountRecord) -> Invited:
    """Nobody has used the code of this account, which was made here: it gets a new one."""
    values, code = fresh_code(known.id)
    if not store.give_anew(given, account=values):
        raise AccountError(_USED)
    return Invited(account_id=known.id, name=known.shown, code=code, days=CODE_DAYS)


def _changed(given: Role) -> None:
    if not store.give_role(given):
        raise AccountError(_LAST)


def _offered(given: Role, known: AccountRecord) -> Invited:
    code = new_code(CODE_LENGTH)
    offer = replace(given, code_hash=_code_hash(code, known.id), code_until=good_until())
    if not store.give_role(offer):
        raise AccountError(_LAST)
    return Invited(
        account_id=known.id,
        name=known.shown,
        code=code,
        days=CODE_DAYS,
        has_account=True,
        waits=known.state == "invited",
    )


def _code_hash(code: str, account_id: str) -> bytes:
    plain = plain_code(code, length=CODE_LENGTH) or ""
    return fingerprint(plain, purpose=f"role\0{account_id}")
