"""Which families services take; silence is "unknown", and never "no"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scoring.amounts import Counts

State = Literal["yes", "no", "unknown", "not_asked"]
STATES: tuple[State, ...] = get_args(State)
Verdict = Literal["guaranteed", "impossible", "open", "not_scanned"]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """How many services of each category take each population; shapes (categories, populations).

    Attributes:
        yes, no, unknown: services of which it is known, or was asked and is not known.
        not_asked: services that nobody asked.
    """

    yes: Counts
    no: Counts
    unknown: Counts
    not_asked: Counts

    def verdict(self, category: int, population: int) -> Verdict:
        """What may be said of a cell.

        Returns:
            "guaranteed" where some service says yes; "impossible" where there are services and all
            say no; "open" where none says yes and one that might was not asked or does not know;
            "not_scanned" where nobody was asked, which by itself does not say that no such service
            exists.
        """
        cell = (category, population)
        if self.yes[cell]:
            return "guaranteed"
        if self.unknown[cell] or (self.no[cell] and self.not_asked[cell]):
            return "open"
        return "impossible" if self.no[cell] else "not_scanned"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many services take a family: surely `low`, and `high` if all that is unknown is a yes."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many services are left, condition by condition.

    Attributes:
        steps: before the first condition, and after each; shape (conditions + 1,).
        without: at the end, if only this one condition were dropped; shape (conditions,).
        services: that there were at the start.
    """

    steps: tuple[Bounds, ...]
    without: tuple[Bounds, ...]
    services: int

    @property
    def left(self) -> Bounds:
        """What is left at the end."""
        return self.steps[-1]

    @property
    def reopening(self) -> tuple[int, ...]:
        """The conditions that would each by itself let a service take the family for sure.

        Those that add most come first; none where some service already takes it.
        """
        if self.left.low:
            return ()
        found = [each for each, bounds in enumerate(self.without) if bounds.low]
        return tuple(sorted(found, key=lambda each: -self.without[each].low))

    @property
    def may_reopen(self) -> tuple[int, ...]:
        """The conditions that would each by itself let one more service perhaps take the family.

        Those that would open the way for sure are not among them. Those that add most come first;
        none where some service already takes the family.
        """
        if self.left.low:
            return ()
        found = [
            each
            for each, bounds in enumerate(self.without)
            if not bounds.low and bounds.high > self.left.high
        ]
        return tuple(sorted(found, key=lambda each: -self.without[each].high))


def states(values: ArrayLike, *, name: str) -> NDArray[np.str_]:
    """The states as an array of text.

    Args:
        values: "yes", "no", "unknown" or "not_asked"; any shape.
        name: of the values, for the error.

    Raises:
        ValueError: there is something else among them.
    """
    taken: NDArray[Any] = np.array(values)
    if not taken.size:
        return taken.astype(np.str_)
    wrong = taken[~np.isin(taken, STATES)]
    if wrong.size:
        raise ValueError(f"{name} takes {', '.join(STATES)}, not {wrong.flat[0]}.")
    return taken.astype(np.str_)


def acceptance(taken: ArrayLike, *, category: Sequence[int], categories: int) -> Acceptance:
    """Count the services of each category by what they say of each population.

    Args:
        taken: states, shape (services, populations). A service of two categories comes twice.
        category: of each service, from 0, shape (services,).
        categories: how many there are.

    Raises:
        ValueError: there is no such state or category, or there is not one for each service.
    """
    table = _table(taken, name="acceptance", what="populations")
    of = np.array(category, dtype=np.int64)
    if of.shape != table.shape[:1]:
        raise ValueError(f"acceptance takes a category for each of {len(table)}, not {of.shape}.")
    wrong = of[(of < 0) | (of >= categories)]
    if wrong.size:
        raise ValueError(f"acceptance takes categories 0 to {categories - 1}, not {wrong[0]}.")

    def counted(state: State) -> Counts:
        counts = np.zeros((categories, table.shape[1]), dtype=np.int64)
        np.add.at(counts, of, table == state)
        return counts

    return Acceptance(*(counted(state) for state in STATES))


def funnel(taken: ArrayLike) -> Funnel:
    """How many services are left for a family, with each condition that it brings.

    Args:
        taken: what each service says of each condition, in the order in which they are asked;
            states, shape (services, conditions).

    Returns:
        A Funnel; a service that says yes to all counts in both bounds, one that says no to none in
        the upper one.

    Raises:
        ValueError: there is no such state.
    """
    table = _table(taken, name="funnel", what="conditions")
    not_yes, says_no = table != "yes", table == "no"
    low, high = _steps(not_yes), _steps(says_no)
    only_not_yes, only_no = _only(not_yes), _only(says_no)
    return Funnel(
        steps=tuple(Bounds(*pair) for pair in zip(low, high, strict=True)),
        without=tuple(
            Bounds(low[-1] + more, high[-1] + most)
            for more, most in zip(only_not_yes, only_no, strict=True)
        ),
        services=len(table),
    )


def _table(taken: ArrayLike, *, name: str, what: str) -> NDArray[np.str_]:
    table = states(taken, name=name)
    if table.ndim != 2:
        raise ValueError(f"{name} takes services by {what}, not {table.shape}.")
    return table


def _steps(barred: NDArray[np.bool_]) -> list[int]:
    """Services that no condition so far bars, before the first and after each."""
    left = ~np.logical_or.accumulate(barred, axis=1)
    return [len(barred), *left.sum(axis=0).tolist()]


def _only(barred: NDArray[np.bool_]) -> list[int]:
    """Services that this condition bars and no other, for each condition."""
    once = barred.sum(axis=1) == 1
    return barred[once].sum(axis=0).tolist()
