"""Many teams at once: from the answers of all of them to every statement's figures in every team.

Nothing of this is a release: it counts agencies as small as they are. It is for what is told of all
teams together, and is to pass a door of its own before anybody sees it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Wholes = NDArray[np.integer]

_CHUNK = 500_000
"""Answers whose places are worked out at a time, so that they stay near the processor."""


@dataclass(frozen=True, slots=True)
class Agencies:
    """Figures of every agency of every team; each of shape (teams, items, groups).

    Attributes:
        people: how many answered.
        side_share: the share of them on the upper side; nan when nobody answered.
        typical_gap: how far apart two of them are, in points; nan for fewer than two.
        consensus: 1 all alike, 0 two equal camps at the ends; nan when nobody answered.
    """

    people: Counts
    side_share: Floats
    typical_gap: Floats
    consensus: Floats


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Figures of every item in every team; each of shape (teams, items) unless told otherwise.

    They are those of `scoring.agreement` and `scoring.between`, and nan where those are.

    Attributes:
        counts: people, shape (teams, items, groups, most levels).
        people: how many answered.
        groups: in how many groups somebody answered.
        side_share, typical_gap, consensus: of the whole team.
        between, within, agency_share, same_gap, cross_gap: its spread, split by group.
        agencies: the first three, of every group.
    """

    counts: Counts
    people: Counts
    groups: Counts
    side_share: Floats
    typical_gap: Floats
    consensus: Floats
    between: Floats
    within: Floats
    agency_share: Floats
    same_gap: Floats
    cross_gap: Floats
    agencies: Agencies


@dataclass(frozen=True, slots=True)
class _Spread:
    """Sums over the people of a group, or of a team, on every item; shape (teams, items)."""

    people: Floats
    upper: Floats
    distances: Floats  # of all pairs, in points


def refresh(
    columns: Mapping[str, ArrayLike], *, teams: int, groups: int, levels: Sequence[int]
) -> Portfolio:
    """All figures of many teams, from their answers.

    Args:
        columns: "team", "item", "group" and "level" of each answer, whole numbers from 0, all of
            shape (answers,); a level below 0 is no answer. In any order, quickest by team.
        teams: how many there are.
        groups: how many the team with the most has.
        levels: how many levels each item has.

    Returns:
        A Portfolio of teams that were asked the same items.

    Raises:
        ValueError: a column is missing or of another length, or a number is out of range or not
            whole.
    """
    most = max(levels, default=2)
    limits = {"team": teams, "item": len(levels), "group": groups, "level": most}
    given = _checked(columns, limits=limits)
    shape = (most + 1, groups, teams, len(levels))
    cells = np.bincount(_places(given, shape=shape), minlength=int(np.prod(shape)))
    planes = cells.reshape(shape)[1:]  # the first are those without an answer
    sizes = np.array(levels, dtype=np.int64)
    _check_levels(planes, sizes=sizes)
    return _figures(planes, sizes=sizes)


def _figures(planes: Counts, *, sizes: Counts) -> Portfolio:
    groups, shape = planes.shape[1], planes.shape[2:]
    agencies = Agencies(
        people=np.empty((groups, *shape), dtype=np.int64),
        side_share=np.empty((groups, *shape)),
        typical_gap=np.empty((groups, *shape)),
        consensus=np.empty((groups, *shape)),
    )
    within, distances, pairs, answering = (np.zeros(shape) for _ in range(4))
    for group in range(groups):
        inside = _spread(planes[:, group].astype(np.float64), sizes=sizes)
        agencies.people[group] = inside.people
        agencies.side_share[group] = _ratio(inside.upper, inside.people)
        agencies.typical_gap[group] = _gap(inside)
        agencies.consensus[group] = _consensus(inside, sizes=sizes)
        within += _ratio(inside.distances, inside.people, empty=0.0)
        distances += inside.distances
        pairs += _pairs(inside.people)
        answering += inside.people > 0
    team = _spread(planes.sum(axis=1, dtype=np.float64), sizes=sizes)
    total = _ratio(team.distances, team.people)
    between = np.where(answering > 1, total - within, np.nan)
    by_chance = _ratio(answering - 1, team.people - 1)
    share = (_ratio(between, total) - by_chance) * _ratio(team.people - 1, team.people - answering)
    return Portfolio(
        counts=planes.transpose(2, 3, 1, 0),
        people=team.people.astype(np.int64),
        groups=answering.astype(np.int64),
        side_share=_ratio(team.upper, team.people),
        typical_gap=_gap(team),
        consensus=_consensus(team, sizes=sizes),
        between=between,
        within=np.where(team.people > 0, within, np.nan),
        agency_share=share,
        same_gap=_ratio(distances, pairs),
        cross_gap=_ratio(team.distances - distances, _pairs(team.people) - pairs),
        agencies=Agencies(
            people=agencies.people.transpose(1, 2, 0),
            side_share=agencies.side_share.transpose(1, 2, 0),
            typical_gap=agencies.typical_gap.transpose(1, 2, 0),
            consensus=agencies.consensus.transpose(1, 2, 0),
        ),
    )


def _spread(planes: Floats, *, sizes: Counts) -> _Spread:
    """From people per level, shape (levels, teams, items)."""
    people = planes.sum(axis=0)
    below, upper, distances = (np.zeros_like(people) for _ in range(3))
    for level, plane in enumerate(planes):
        below += plane
        distances += below * (people - below)
        upper += plane * (level >= (sizes + 1) // 2)
    return _Spread(people, upper, distances)


def _gap(of: _Spread) -> Floats:
    return _ratio(2 * of.distances, of.people * (of.people - 1))


def _consensus(of: _Spread, *, sizes: Counts) -> Floats:
    half = np.floor(of.people / 2)
    value = 1 - _ratio(of.distances, (sizes - 1) * half * (of.people - half))
    return np.where(of.people == 1, 1.0, value)


def _pairs(people: Floats) -> Floats:
    return people * (people - 1) / 2


def _ratio(part: Floats, whole: Floats, *, empty: float = np.nan) -> Floats:
    return np.divide(part, whole, out=np.full(whole.shape, empty), where=whole > 0)


def _places(given: Mapping[str, Wholes], *, shape: tuple[int, int, int, int]) -> Counts:
    """The cell of each answer: level by level, so that what is added up lies side by side."""
    _, groups, teams, items = shape
    places = np.empty(len(given["team"]), dtype=np.int64)
    for start in range(0, len(places), _CHUNK):
        chunk = slice(start, start + _CHUNK)
        part = places[chunk]
        np.maximum(given["level"][chunk].astype(np.int64), -1, out=part)
        part += 1
        for name, size in (("group", groups), ("team", teams), ("item", items)):
            part *= size
            part += given[name][chunk].astype(np.int64)
    return places


def _checked(
    columns: Mapping[str, ArrayLike], *, limits: Mapping[str, int]
) -> Mapping[str, Wholes]:
    missing = [name for name in limits if name not in columns]
    if missing:
        raise ValueError(f"columns take {', '.join(limits)}; there is no {missing[0]}.")
    given = {name: _whole(name, columns[name]) for name in limits}
    lengths = sorted({len(column) for column in given.values()})
    if len(lengths) > 1:
        raise ValueError(f"columns take one length, not {lengths}.")
    for name, limit in limits.items():
        _check_range(name, given[name], limit=limit)
    return given


def _check_range(name: str, column: Wholes, *, limit: int) -> None:
    if not len(column):
        return
    low, high = int(column.min()), int(column.max())
    if high >= limit or (low < 0 and name != "level"):
        raise ValueError(f"{name} takes 0 to {limit - 1}, not {high if high >= limit else low}.")


def _whole(name: str, column: ArrayLike) -> Wholes:
    numbers = np.asarray(column)
    if numbers.size == 0:
        return np.empty(0, dtype=np.int64)
    if numbers.dtype.kind not in "iu" or numbers.ndim != 1:
        raise ValueError(
            f"{name} takes whole numbers of shape (answers,), "
            f"not {numbers.dtype} of {numbers.shape}."
        )
    return numbers


def _check_levels(planes: Counts, *, sizes: Counts) -> None:
    for level, plane in enumerate(planes):
        beyond = (sizes <= level) & (plane.sum(axis=(0, 1)) > 0)
        if beyond.any():
            item = int(np.flatnonzero(beyond)[0])
            raise ValueError(f"item {item} takes levels 0 to {sizes[item] - 1}, not {level}.")
