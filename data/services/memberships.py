"""Who has which role in a team: given and taken by its facilitators, and by nobody else.

A consultant sees a team only by this, so giving the role is the team's consent and taking it ends
that consent at once.
"""

from typing import Literal

from data.clock import today
from data.services import audit_log
from data.services.accounts import new_account
from data.services.authority import actor, permit
from data.services.errors import AccountError, NotFound
from data.services.texts import folded
from data.store import access as access_store
from data.store import memberships as store
from data.store.memberships import Role
from data.views import Invited, MemberView

__all__ = ["AccountError", "Invited", "MemberView", "TeamRole", "add", "people", "remove"]

TeamRole = Literal["facilitator", "consultant", "member"]
_LAST = "The team would be left without a facilitator. Make somebody else one first."


def people(team_id: str) -> tuple[MemberView, ...]:
    """Everybody with a role in this team, facilitators first.

    Raises:
        NotAllowed: a facilitator of this team does this.
    """
    permit("people.see", team_id=team_id)
    return store.people(team_id)


def add(team_id: str, name: str, role: TeamRole) -> Invited | None:
    """Give somebody a role, in the place of one they have in this team.

    Returns:
        A code to tell them when they are new here; None when they can sign in already.

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
    if not store.give_role(given, account=values if known is None else None):
        raise AccountError(_LAST)
    audit_log.keep_anchor()
    return invited if known is None else None


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
