"""The log of what staff did, for those who may read it."""

from data.services import audit_log
from data.services.audit_log import AuditView, Verification
from data.services.authority import permit

__all__ = ["AuditView", "Verification", "anchor", "check", "entries"]


def entries(
    team_id: str | None = None, *, before: int | None = None, limit: int = 50
) -> tuple[AuditView, ...]:
    """A page of the log of one team, or of all of it, newest first.

    Raises:
        NotAllowed: a team's is for its facilitators, all of it for administrators.
    """
    if team_id is None:
        permit("log.all")
    else:
        permit("log.team", team_id=team_id)
    return audit_log.entries(team_id, before=before, limit=limit)


def check() -> Verification:
    """Whether the whole log fits together, and with every anchor that was kept here.

    Raises:
        NotAllowed: an administrator does this.
    """
    permit("log.all")
    return audit_log.verify(audit_log.kept_anchors())


def anchor() -> str:
    """A short text to keep elsewhere, that a later check can be held against.

    Raises:
        NotAllowed: an administrator does this.
    """
    permit("log.all")
    return audit_log.anchor()
