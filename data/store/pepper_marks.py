"""The mark of the pepper that a database is used with, and what rests on that pepper, as rows."""

from dataclasses import dataclass, field

from sqlalchemy import func, select, update

from data.store.access import NOT_CONFIRMED
from data.store.connections import reading, writing
from data.store.scope import EVERYTHING, within
from data.tables.access import Account, Membership, RecoveryCode, SetUp
from data.tables.base import table_of
from data.tables.families import FamilyStudy
from data.tables.values import Invitation

_set_up = table_of(SetUp)
_account = table_of(Account)
_membership = table_of(Membership)
_recovery = table_of(RecoveryCode)
_invitation = table_of(Invitation)
_study = table_of(FamilyStudy)


@dataclass(frozen=True, slots=True)
class SecondStep:
    """A second step of signing in, sealed under a key made from the pepper."""

    account_id: str
    name: str
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Resting:
    """How much works with one pepper only.

    Attributes:
        codes: of invitations to accounts and of roles that are offered.
        links: of open waves, codes on paper too, that were not used yet.
        plans: of family groups, with their cards and books of contacts.
    """

    second_steps: int
    recovery_codes: int
    codes: int
    links: int
    plans: int

    @property
    def anything(self) -> bool:
        """Another pepper would break something."""
        return any((self.second_steps, self.recovery_codes, self.codes, self.links, self.plans))


def kept() -> str | None:
    """The mark that was noted; empty where the pepper was gone before that, None where none was."""
    with within(EVERYTHING), reading() as connection:
        return connection.execute(select(_set_up.c.pepper)).scalar()


def keep(mark: str, *, instead_of: str | None) -> bool:
    """Note a mark; False where another process noted something meanwhile."""
    before = _set_up.c.pepper.is_not_distinct_from(instead_of)
    with writing() as connection:
        statement = update(_set_up).where(before).values(pepper=mark)
        return connection.execute(statement).rowcount == 1


def second_steps() -> tuple[SecondStep, ...]:
    """All that were confirmed, by the name of their account."""
    columns = select(_account.c.id, _account.c.shown, _account.c.totp_secret)
    there = _account.c.totp_secret.is_not(None) & (_account.c.totp_step != NOT_CONFIRMED)
    with within(EVERYTHING), reading() as connection:
        found = connection.execute(columns.where(there).order_by(_account.c.name))
        return tuple(SecondStep(*row) for row in found)


def resting() -> Resting:
    """What rests on the pepper now."""
    offered = _membership.c.code_hash.is_not(None)
    waiting = _account.c.code_hash.is_not(None) & (_account.c.code_until > 0)
    confirmed = _account.c.totp_secret.is_not(None) & (_account.c.totp_step != NOT_CONFIRMED)
    counted = (
        select(func.count()).select_from(_account).where(confirmed),
        select(func.count()).select_from(_recovery),
        select(func.count()).select_from(_account).where(waiting),
        select(func.count()).select_from(_membership).where(offered),
        select(func.count()).select_from(_invitation).where(_invitation.c.used.is_(False)),
        select(func.count()).select_from(_study),
    )
    with within(EVERYTHING), reading() as connection:
        steps, recovery, accounts, roles, links, plans = (
            connection.execute(each).scalar_one() for each in counted
        )
    return Resting(steps, recovery, accounts + roles, links, plans)
