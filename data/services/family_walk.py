"""Shop as a family: how many services are left for one family, kind by kind.

Whom a service takes is a fact of it. Whether a family without a car gets there is known only where
the service brings it or works from afar; how soon it begins only where it states its wait. All
else is not known, and never a no.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from data.clock import today
from data.resource_views import CapacityView, ServiceView
from data.services.gaps import GapReport
from data.services.heard import OPENING, OPENS_WITHIN
from data.services.other_figures import WAIT_OLD_AFTER, wait_of
from data.services.spoken_languages import by_name
from data.services.taken import fresh, takes
from scoring.acceptance import Funnel, State, funnel
from surveys.resource_map import resource_map


@dataclass(frozen=True, slots=True)
class FamilyStep:
    """One kind of help on the way of a family.

    Attributes:
        funnel: how many services are left, condition by condition.
        reopening: conditions that would each by itself let a service take the family for sure.
        may_reopen: those of the others that would each by itself let one more service perhaps take
            it.
        not_known: of how many services each condition is not known, though somebody has asked.
        not_asked: of how many nobody has asked about each condition.
    """

    category: str
    funnel: Funnel
    reopening: tuple[str, ...]
    may_reopen: tuple[str, ...]
    not_known: Mapping[str, int]
    not_asked: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class WholeWay:
    """Conditions that would each by itself open a way from its first step to its last.

    Attributes:
        surely: some service takes the family for sure at each step then.
        perhaps: of the others, those with which no step is closed any more.
    """

    surely: tuple[str, ...]
    perhaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A condition of the map, or that a language is spoken."""

    id: str
    kind: str = "fact"
    facts: tuple[str, ...] = ()


def walk(
    report: GapReport,
    conditions: Sequence[str],
    *,
    path: Iterable[str],
    within_days: float | None = None,
) -> tuple[FamilyStep, ...]:
    """Walk a family through the map, category by category.

    Args:
        conditions: ids of what may be said of the family, and languages by their keys.
        path: ids of the categories, in their order.
        within_days: until help has to begin, for a family that cannot wait.

    Raises:
        ValueError: there is no such condition, or a family that cannot wait has no days.
    """
    wanted = [_condition(each) for each in conditions]
    if within_days is None and any(each.kind == "wait" for each in wanted):
        raise ValueError("walk takes the days until help has to begin, not None.")
    return tuple(_step(report, wanted, category, within_days or 0.0) for category in path)


def whole_way(steps: Sequence[FamilyStep]) -> WholeWay:
    """Which one change would open a whole way; none where no step is closed or open for sure.

    A step without a confirmed service is not known: it is never open for sure, and never closed.
    """
    conditions = list(dict.fromkeys(each for step in steps for each in step.not_known))
    if all(step.funnel.left.low for step in steps):
        return WholeWay((), ())
    surely = [
        each
        for each in conditions
        if all(step.funnel.left.low or each in step.reopening for step in steps)
    ]
    closed = [step for step in steps if step.funnel.services and not step.funnel.left.high]
    perhaps = [
        each
        for each in conditions
        if each not in surely
        and closed
        and all(each in (*step.reopening, *step.may_reopen) for step in closed)
    ]
    return WholeWay(tuple(surely), tuple(perhaps))


def _step(
    report: GapReport, wanted: Sequence[_Wanted], category: str, within_days: float
) -> FamilyStep:
    offered = [report.services[each] for each in report.category(category).services]
    met = [[_met(service, each, within_days) for each in wanted] for service in offered]
    table = np.array(met, dtype=np.str_).reshape(len(offered), len(wanted))
    found = funnel(table)

    def counted(state: State) -> dict[str, int]:
        return {each.id: int((table[:, at] == state).sum()) for at, each in enumerate(wanted)}

    return FamilyStep(
        category=category,
        funnel=found,
        reopening=tuple(wanted[at].id for at in found.reopening),
        may_reopen=tuple(wanted[at].id for at in found.may_reopen),
        not_known=counted("unknown"),
        not_asked=counted("not_asked"),
    )


def _met(service: ServiceView, condition: _Wanted, within_days: float) -> State:
    if condition.kind == "fact":
        return takes(service, [condition.id])
    if condition.kind == "reach":
        helped = any(fresh(service, fact) == "yes" for fact in condition.facts)
        return "yes" if helped else "unknown"
    told = _opening(service, within_days)
    return _soon(service.capacity, within_days) if told == "unknown" else told


def _opening(service: ServiceView, within_days: float) -> State:
    """What the last call says that asked for an opening within a week, as long as waits count."""
    found = service.heard.get(OPENING)
    if found is None or found.as_of is None or today() - found.as_of > WAIT_OLD_AFTER:
        return "unknown"
    capacity = service.capacity
    if capacity is not None and capacity.as_of is not None and capacity.as_of > found.as_of:
        return "unknown"
    if found.state == "yes":
        return "yes" if within_days >= OPENS_WITHIN else "unknown"
    return "no" if within_days <= OPENS_WITHIN else "unknown"


def _soon(capacity: CapacityView | None, within_days: float) -> State:
    """Whether a service can begin in time; a free place counts as no wait."""
    days = wait_of(capacity)
    if days is not None:
        return "yes" if days <= within_days else "no"
    if capacity is None or capacity.as_of is None or not capacity.available:
        return "unknown"
    return "yes" if today() - capacity.as_of <= WAIT_OLD_AFTER else "unknown"


def _condition(condition_id: str) -> _Wanted:
    if by_name(condition_id):
        return _Wanted(condition_id)
    for each in resource_map().conditions:
        if each.id == condition_id:
            return _Wanted(each.id, each.kind, each.facts)
    raise ValueError(f"'{condition_id}' is no condition of this map.")
