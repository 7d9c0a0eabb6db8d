"""A portfolio to leave in a file; the log of every team in it says who took it."""

from collections.abc import Collection

from data.portfolio_views import PortfolioView
from data.services import audit_log
from data.services.portfolio import allowed, own_teams, view_of
from data.services.teams import permit_within


def for_export(*, as_what: str, only: Collection[str] | None = None) -> PortfolioView:
    """All that stands side by side, to leave in a file.

    A team that is only counted in a benchmark finds it in its log, too.

    Args:
        as_what: the kind of file, for the log.
        only: ids of some teams; None for all teams of the one who acts.

    Raises:
        NotFound: one of the teams is not there.
        NotAllowed: files are for facilitators and consultants of a team.
    """
    for team_id in only or ():
        permit_within("portfolio.export", team_id=team_id)
    mine = own_teams("portfolio.export")
    wanted = mine if only is None else frozenset(only)
    agreed = allowed(wanted)
    found = view_of(agreed)
    audit_log.record("portfolio.export", format=as_what, teams=len(found.places))
    audit_log.record_in_each("portfolio.export", sorted(agreed.told_of), format=as_what)
    audit_log.keep_anchor()
    return found
