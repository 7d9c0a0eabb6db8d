"""The plan of a team as a whole: what happened since the last round, to actions and to statements.

Figures are those of stored results and nothing else. That a statement moved after something was
done about it does not say that it moved because of it.
"""

from collections.abc import Callable, Iterable
from datetime import date

from data.action_views import (
    ActionSince,
    ActionView,
    Move,
    PlanView,
    Source,
    StatementSince,
    Status,
    WaveDay,
)
from data.clock import today
from data.services.action_sources import released_waves, result, result_for_all
from data.services.actions import histories
from data.services.authority import permit
from data.services.teams import team
from data.store.waves import WaveRecord
from data.views import ReportView
from scoring.report import Measures
from scoring.square_add import direction

_LATE = date.max


def plan(team_id: str, *, for_all: bool = False) -> PlanView:
    """Everything a team does, with where it stood when the last round with a result began.

    Args:
        for_all: leave out what only facilitators see for now, whoever acts.

    Raises:
        NotFound: there is no such team.
    """
    team(team_id)
    permit("actions.see", team_id=team_id)
    rounds = released_waves(team_id)
    since = _since(rounds)
    versions = histories(team_id, for_all=for_all)
    seen = result_for_all if for_all else result
    newest = [each[-1] for each in versions.values()]
    inside = [each for each in newest if not each.removed]
    return PlanView(
        team_id=team_id,
        since=since,
        actions=tuple(
            ActionSince(
                each,
                status_then=_status_on(versions[each.id], since),
                statement=_statement(each.source, rounds, result=seen),
            )
            for each in _in_order(inside)
        ),
        removed=tuple(each for each in _in_order(newest) if each.removed),
        as_of=today(),
    )


def _since(rounds: Iterable[WaveRecord]) -> WaveDay | None:
    last = next((each for each in rounds if each.opened_on is not None), None)
    if last is None or last.opened_on is None:
        return None
    return WaveDay(last.id, last.title, last.opened_on)


def _in_order(found: Iterable[ActionView]) -> list[ActionView]:
    """Open ones by their day, then those that are over, the last one first."""
    by_day = sorted(found, key=lambda each: (each.entry.due_on or _LATE, each.begun_on, each.id))
    over = [each for each in by_day if not each.is_open]
    over.sort(key=lambda each: each.saved_on, reverse=True)
    return [*(each for each in by_day if each.is_open), *over]


def _status_on(versions: tuple[ActionView, ...], since: WaveDay | None) -> Status | None:
    """Where an action stood at the end of that day; None where it was not in the plan."""
    if since is None:
        return None
    by_then = [each for each in versions if each.saved_on <= since.opened_on]
    if not by_then or by_then[-1].removed:
        return None
    return by_then[-1].entry.status  # pyright: ignore[reportReturnType]


def _statement(
    source: Source,
    rounds: tuple[WaveRecord, ...],
    *,
    result: Callable[[str], ReportView | None],
) -> StatementSince | None:
    """The statement in its round and in the newest one of the same questions that may be seen."""
    if source.kind != "statement":
        return None
    item = source.ids["item"]
    asked = next((each for each in rounds if each.id == source.ids["wave"]), None)
    if asked is None:
        return StatementSince(item, why="gone")
    newer = [
        each for each in rounds if each.number > asked.number and each.checksum == asked.checksum
    ]
    then = _with(result(asked.id), item)
    if not newer or then is None:
        return StatementSince(item, then=then, why="no_newer" if then else "not_now")
    seen = [view for view in map(result, (each.id for each in newer)) if view]
    now = next((view for view in seen if _with(view, item)), None)
    if now is None:
        return StatementSince(item, then=then, why="not_shown" if seen else "not_now")
    one, two = then.report.item(item).measures, now.report.item(item).measures
    if one is None or two is None:
        return StatementSince(item, then=then, now=now, why="not_shown")
    side, gap = _moves(one, two)
    return StatementSince(item, then=then, now=now, side=side, gap=gap)


def _with(view: ReportView | None, item: str) -> ReportView | None:
    """The result, if it has this statement; one of too few answers has none at all."""
    if view is None or all(each.id != item for each in view.report.items):
        return None
    return view


def _moves(one: Measures, two: Measures) -> tuple[Move, Move]:
    side = direction(one.side_share, two.side_share, (one.side_interval, two.side_interval))
    gap = direction(one.typical_gap, two.typical_gap, (one.gap_interval, two.gap_interval))
    sides: dict[int, Move] = {1: "up", -1: "down", 0: "cannot_tell"}
    gaps: dict[int, Move] = {1: "further", -1: "closer", 0: "cannot_tell"}
    return sides[side], gaps[gap]
