"""Whether a team's results may stand beside those of others: off until a facilitator says so.

Nothing is copied anywhere when a team agrees. So when it takes that back there is nothing to
delete: whoever looks next reads what is allowed first.
"""

from typing import Any

from data.clock import today
from data.portfolio_views import ConsentView
from data.services import audit_log
from data.services.authority import actor, permit
from data.services.errors import ChangedMeanwhile
from data.services.teams import team
from data.store import portfolio as store

_MEANWHILE = "Somebody has changed this meanwhile. Look at what it says now, then save again."


def consent(team_id: str) -> ConsentView:
    """What a team allows now.

    Raises:
        NotFound: there is no such team.
    """
    found = history(team_id)
    return found[0] if found else ConsentView()


def history(team_id: str) -> tuple[ConsentView, ...]:
    """Everything that a team ever said about it, newest first.

    Raises:
        NotFound: there is no such team.
    """
    team(team_id)
    return tuple(_view(row) for row in store.consent_versions(team_id))


def allow(team_id: str, *, shown: bool, counted: bool, based_on: int) -> ConsentView:
    """Say what is allowed from now on; both can be taken back at any time.

    Args:
        shown: the team may stand in the portfolio of people who have a role in it.
        counted: its released figures may count in their benchmarks.
        based_on: the version that was seen, 0 for none.

    Raises:
        ChangedMeanwhile: somebody has said something else meanwhile.
        NotFound: there is no such team.
    """
    before = consent(team_id)
    permit("portfolio.consent", team_id=team_id)
    said = (before.version, before.shown, before.counted)
    if before.version and said == (based_on, shown, counted):
        return before
    audit_log.record(
        "portfolio.consent", team_id=team_id, about=team_id, shown=shown, counted=counted
    )
    key = {"team_id": team_id, "version": based_on + 1}
    who = actor()
    values: dict[str, Any] = {"shown": shown, "counted": counted, "saved_by": who.id}
    values |= {"saved_by_name": who.name, "saved_on": today()}
    if not store.add_consent(key, values):
        raise ChangedMeanwhile(_MEANWHILE)
    return consent(team_id)


def _view(row: Any) -> ConsentView:
    return ConsentView(**{name: row[name] for name in ConsentView.__slots__})
