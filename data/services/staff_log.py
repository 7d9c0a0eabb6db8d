"""The log of what staff did, for those who may read it."""

from collections.abc import Iterable, Mapping

from data.services import audit_log
from data.services.audit_log import AuditView, NotAnAnchor, Verification
from data.services.authority import permit
from data.store import access as stored_accounts
from data.store import people as stored_teams
from data.store import scans as stored_scans
from data.store import waves as stored_waves

__all__ = [
    "AuditView",
    "NotAnAnchor",
    "Verification",
    "anchor",
    "check",
    "entries",
    "names",
]


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


def names(found: Iterable[AuditView]) -> Mapping[str, str]:
    """What the people, waves, scans and teams of these entries are called now, by their ids.

    Missing are those that are gone, and those that whoever asks may not see.
    """
    return {
        about: name
        for about in {entry.about for entry in found}
        if (name := _name_of(about)) is not None
    }


def check() -> Verification:
    """Whether the whole log fits together, and with every anchor that was kept here.

    Raises:
        NotAnAnchor: the file of anchors has a line that is none.
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


def _name_of(about: str) -> str | None:
    person = stored_accounts.account(about)
    if person is not None:
        return person.shown
    wave = stored_waves.wave(about)
    if wave is not None:
        return wave.title
    scan = stored_scans.scan(about)
    if scan is not None:
        return scan.title
    team = stored_teams.team(about)
    return None if team is None else team.name
