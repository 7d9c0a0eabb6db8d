"""The preview hold: for some days after release only a team's facilitators see the result.

They prepare the meeting and may speak first with a group that the result is hard on. A hold is
promised in days, since waves know no times: it covers the rest of the day of release and then so
many whole days, each until it has ended everywhere. So 48 hours are never less than 48 hours.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from data.clock import today
from data.services import audit_log
from data.services.authority import may
from data.services.errors import (
    ChangedMeanwhile,
    NotFound,
    ResultHeld,
    WaveProblems,
    WaveStateError,
)
from data.services.wave_views import load, load_for
from data.store import meetings as store
from data.store.meetings import Start
from data.store.waves import WaveRecord
from data.views import FieldProblem

__all__ = [
    "MOST_DAYS",
    "USUAL_DAYS",
    "ChangedMeanwhile",
    "HoldView",
    "NotFound",
    "ResultHeld",
    "WaveProblems",
    "WaveStateError",
    "brief",
    "first_day",
    "hidden_until",
    "hold",
    "keep_from_others",
    "lengthen",
    "plan",
    "show_now",
    "start",
]

USUAL_DAYS = 2
MOST_DAYS = 30
_CHANGED = "Somebody has changed this hold meanwhile. Yours is not saved; look at it again."


@dataclass(frozen=True, slots=True)
class HoldView:
    """The hold of one wave.

    Attributes:
        days: that were promised, or are usual where nobody chose any.
        version: 0 where nothing is stored of it.
        shown_on: the first day for everybody; None before release, and where it never was held.
        hidden_until: the same while others don't see the result yet, be it because an earlier
            round that it is compared with is held; None once they do.
    """

    days: int
    version: int
    shown_on: date | None
    hidden_until: date | None

    @property
    def holds(self) -> bool:
        """Whether its own hold, and not only an earlier round's, keeps the result from others."""
        return self.shown_on is not None and today() < self.shown_on


def first_day(days: int, *, released_on: date) -> date:
    """The first day on which everybody sees a result that is held for so many whole days."""
    return released_on + timedelta(days=days + 1) if days else released_on


def hold(wave_id: str) -> HoldView:
    """The hold of a wave; everybody on the team may know when they will see the result.

    Raises:
        NotFound: there is no such wave.
    """
    load_for("wave.see", wave_id)
    row = store.hold(wave_id)
    until = hidden_until(wave_id)
    if row is None:
        return HoldView(USUAL_DAYS, 0, None, until)
    return HoldView(row["days"], row["version"], row["shown_on"], until)


def hidden_until(wave_id: str) -> date | None:
    """The first day on which others see a released result; None where they see it today.

    A result that tells what moved since another round waits for that round, too.
    """
    days: list[date] = []
    row = store.hold(wave_id)
    while row is not None:
        days += [row["shown_on"]] if row["shown_on"] and today() < row["shown_on"] else []
        row = store.hold(row["beside"]) if row["beside"] else None
    return max(days, default=None)


def beside(wave_id: str) -> str | None:
    """The earlier round that a released result tells what moved since; None where it tells none."""
    row = store.hold(wave_id)
    return row["beside"] if row is not None else None


def keep_from_others(record: WaveRecord) -> date | None:
    """Go on only if the one who acts may see this result today.

    Returns:
        The first day on which the whole team does; None where it does already.

    Raises:
        ResultHeld: says from which day on everybody does.
    """
    until = hidden_until(record.id)
    if until is not None and not may("result.preview", team_id=record.team_id):
        raise ResultHeld(until)
    return until


def plan(wave_id: str, days: int, *, based_on: int) -> HoldView:
    """Choose before release for how many whole days the result is held; 0 for not at all.

    Raises:
        WaveProblems: there is no such number of days.
        WaveStateError: the result is released already.
        ChangedMeanwhile: somebody else chose meanwhile.
        NotFound: there is no such wave.
    """
    record = load_for("result.hold", wave_id)
    if not 0 <= days <= MOST_DAYS:
        what = f"{days} days came."
        raise WaveProblems((FieldProblem("days", what, f"Take 0 to {MOST_DAYS}."),))
    audit_log.record("result.hold", team_id=record.team_id, about=wave_id, days=days)
    if not store.plan_hold(record.team_id, wave_id, days=days, based_on=based_on):
        _say_why(wave_id)
    return hold(wave_id)


def start(record: WaveRecord, *, beside: str | None) -> Start:
    """What release needs to let the hold begin today."""
    day = today()
    return Start(record.team_id, USUAL_DAYS, lambda days: first_day(days, released_on=day), beside)


def show_now(wave_id: str, *, based_on: int) -> HoldView:
    """End a hold early: from now on the whole team sees the result. Twice is like once.

    Raises:
        WaveStateError: the result is not released yet.
        ChangedMeanwhile: somebody has changed the hold meanwhile.
        NotFound: there is no such wave.
    """
    record = load_for("result.show", wave_id)
    audit_log.record("result.show", team_id=record.team_id, about=wave_id)
    now = hold(wave_id)
    if now.holds:
        _move(record, today(), based_on=based_on)
    return hold(wave_id)


def lengthen(wave_id: str, shown_on: date, *, based_on: int) -> HoldView:
    """Hold a result longer, as long as it is still held.

    Args:
        shown_on: the new first day for everybody.

    Raises:
        WaveProblems: that is no later day, or one that is too far off.
        WaveStateError: the result is not released yet, or everybody may have seen it.
        ChangedMeanwhile: somebody has changed the hold meanwhile.
        NotFound: there is no such wave.
    """
    record = load_for("result.show", wave_id)
    now = hold(wave_id)
    if not now.holds or now.shown_on is None:
        raise WaveStateError("The team may have seen this result, so it is not held any more.")
    last = today() + timedelta(days=MOST_DAYS + 1)
    if not now.shown_on < shown_on <= last:
        what = f"{shown_on} came."
        right = f"Take a day after {now.shown_on} and not after {last}."
        raise WaveProblems((FieldProblem("shown_on", what, right),))
    audit_log.record(
        "result.lengthen", team_id=record.team_id, about=wave_id, until=shown_on.isoformat()
    )
    _move(record, shown_on, based_on=based_on)
    return hold(wave_id)


def brief(wave_id: str, group_code: str) -> None:
    """Write down that a group is told about its own result before the team meets.

    Raises:
        NotFound: there is no such wave, or no such group in it.
        WaveStateError: the result is not released yet.
    """
    record = load_for("result.preview", wave_id)
    known = {group.code for group in record.groups}
    if not group_code or not known.issuperset(group_code.split("+")):
        raise NotFound("There is no such group in this wave.")
    audit_log.record("result.brief", team_id=record.team_id, about=wave_id, group=group_code)


def _move(record: WaveRecord, shown_on: date, *, based_on: int) -> None:
    if not store.move_hold(record.team_id, record.id, shown_on=shown_on, based_on=based_on):
        raise ChangedMeanwhile(_CHANGED)


def _say_why(wave_id: str) -> None:
    if load(wave_id).state in ("released", "archived"):
        raise WaveStateError("This wave has been released just now, so its hold has begun.")
    raise ChangedMeanwhile(_CHANGED)
