"""The door: what of a cube may be seen.

Small groups are merged. A statement that too few of a group answered is shown for the whole team
only. What is shown is a fixed function of the counts that depends on how many answered:

- 10 or more: all counts; but when nearly everyone (all but `EDGE`) chose one level, or is on one
  side, only that;
- 5 to 9 in a group: the mean, rounded to half a step, its ends left open; in a team as small as
  that, the sides alone;
- fewer than the smallest group: nothing.

Counts of one group follow from those of the team and the others. So for each statement either all
groups show counts (each has 10 or more answers, and nothing of the statement is near one voice),
or all show rounded means.

Last, `scoring.gate` looks for groups of which it could still be worked out how many gave each
answer. Their statement is shown for the whole team only, and that as a rounded mean: that it was
held back tells something of the answers, and beside exact counts it could tell everything. And
`scoring.options` looks for options that follow from the others of their question.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scoring.cube import Cube, pool
from scoring.facts import release_fact, released_facts
from scoring.figures import (
    EDGE,
    FULL,
    Counts,
    ItemShape,
    exact_figure,
    group_figures,
    half_steps,
    team_average,
    team_figure,
)
from scoring.gate import gives_away
from scoring.groups import SMALLEST_GROUP, Member, partition
from scoring.options import kept_together
from scoring.released import (
    AtLeast,
    Edge,
    Figure,
    Release,
    ReleasedFact,
    ReleasedGroup,
    ReleasedItem,
    Why,
    Withheld,
)

__all__ = [
    "EDGE",
    "FULL",
    "AtLeast",
    "Edge",
    "Figure",
    "GroupShape",
    "ItemShape",
    "Release",
    "ReleasedFact",
    "ReleasedGroup",
    "ReleasedItem",
    "Why",
    "Withheld",
    "half_steps",
    "release",
    "release_fact",
]

_LARGEST_CHOICE = 10


@dataclass(frozen=True, slots=True)
class GroupShape:
    """What the door must know of a group: its kind for merging, and how many were invited."""

    code: str
    sector: str = ""
    broad: str = ""
    invited: int | None = None


@dataclass(frozen=True, slots=True)
class _Rules:
    smallest: int
    public: bool
    facts: Mapping[str, Mapping[str, int]]


def release(
    cube: Cube,
    *,
    items: Sequence[ItemShape],
    groups: Sequence[GroupShape],
    smallest_group: int = SMALLEST_GROUP,
    public: bool = False,
    facts: Mapping[str, Mapping[str, int]] | None = None,
) -> Release:
    """What may be seen of a closed wave.

    Args:
        cube: counts of shape (items, groups, levels).
        items, groups: one for each row and column of the cube, in its order.
        smallest_group: people that every shown group has at least, 5 to 10.
        public: show everything exactly, because the answers were public before.
        facts: people by option, by fact, of the whole team.

    Returns:
        A Release. A team below `smallest_group` has no figures at all.

    Raises:
        ValueError: the cube does not have the shape of items and groups, two groups have one code,
            or the smallest group is out of range.
    """
    _check(cube, items=items, groups=groups)
    if not SMALLEST_GROUP <= smallest_group <= _LARGEST_CHOICE:
        raise ValueError(f"smallest_group takes 5 to 10, not {smallest_group}.")
    rules = _Rules(smallest=smallest_group, public=public, facts=facts or {})
    if int(cube.people.sum()) < smallest_group and not public:
        return _nothing(cube, groups=groups, rules=rules)
    return _released(cube, items=items, groups=groups, rules=rules)


def _released(
    cube: Cube, *, items: Sequence[ItemShape], groups: Sequence[GroupShape], rules: _Rules
) -> Release:
    parts = _parts(cube, groups=groups, rules=rules)
    merged = pool(cube, parts)
    released = _released_groups(merged, parts=parts, groups=groups)
    shown = len(released) > 1
    figures = tuple(
        _released_item(merged, place, item=item, shown=shown, rules=rules)
        for place, item in enumerate(items)
    )
    if not rules.public:
        figures = kept_together(figures, shapes=items)
    facts, withheld_facts = released_facts(
        rules.facts, smallest_group=rules.smallest, public=rules.public
    )
    each = zip(groups, cube.people, strict=True)
    small = {group.code for group, people in each if people < rules.smallest}
    return Release(
        public=rules.public,
        smallest_group=rules.smallest,
        people=int(cube.people.sum()),
        invited=_invited(groups),
        groups=released,
        groups_shown=shown,
        items=figures,
        withheld=(
            *_merged(released, small=small),
            *_team_only(figures, shown=shown),
            *withheld_facts,
        ),
        facts=facts,
    )


def _parts(
    cube: Cube, *, groups: Sequence[GroupShape], rules: _Rules
) -> tuple[tuple[int, ...], ...]:
    if rules.public:
        return tuple((place,) for place in range(len(groups)))
    members = [
        Member(code=group.code, people=int(people), sector=group.sector, broad=group.broad)
        for group, people in zip(groups, cube.people, strict=True)
    ]
    place = {group.code: number for number, group in enumerate(groups)}
    codes = partition(members, smallest_group=rules.smallest)
    return tuple(sorted(tuple(sorted(place[code] for code in part)) for part in codes))


def _released_groups(
    merged: Cube, *, parts: Sequence[Sequence[int]], groups: Sequence[GroupShape]
) -> tuple[ReleasedGroup, ...]:
    released: list[ReleasedGroup] = []
    for part, people in zip(parts, merged.people, strict=True):
        members = [groups[place] for place in part]
        codes = tuple(member.code for member in members)
        released.append(ReleasedGroup("+".join(codes), codes, int(people), _invited(members)))
    return tuple(released)


def _released_item(
    cube: Cube, place: int, *, item: ItemShape, shown: bool, rules: _Rules
) -> ReleasedItem:
    counts = cube.counts[place, :, : int(cube.levels[place])]
    no_answer = cube.no_answer[place]
    whole = counts.sum(axis=0)
    if rules.public:
        each = tuple(
            exact_figure(row, item=item, no_answer=int(unsure))
            for row, unsure in zip(counts, no_answer, strict=True)
        )
        team = exact_figure(whole, item=item, no_answer=int(no_answer.sum()))
        return _item(item, team=team, groups=each if shown else None)
    team = team_figure(
        whole, item=item, no_answer=int(no_answer.sum()), smallest_group=rules.smallest
    )
    if not shown:
        return _item(item, team=team, groups=None)
    if team is None or int(counts.sum(axis=1).min()) < rules.smallest:
        return _item(item, team=team, groups=None, why="too_few_answers")
    return _shown_apart(_answers(cube, place), item=item, team=team)


def _answers(cube: Cube, place: int) -> Counts:
    """People of each group by answer to an item: its levels, "don't know", left out."""
    levels = cube.counts[place, :, : int(cube.levels[place])]
    unsure = cube.no_answer[place]
    left_out = cube.people - levels.sum(axis=1) - unsure
    return np.column_stack([levels, unsure, left_out])


def _shown_apart(answers: Counts, *, item: ItemShape, team: Figure) -> ReleasedItem:
    """An item that enough of every group answered, unless too much could be told from it."""
    counts = answers[:, : len(item.printed)]
    each = group_figures(counts, item=item)
    if each is None:
        small = int(counts.sum(axis=1).min()) < FULL
        why: Why = "too_few_answers" if small else "too_alike"
        return _item(item, team=team, groups=None, why=why)
    shown = _item(item, team=team, groups=each)
    if gives_away(shown, answers):
        average = team_average(team, counts.sum(axis=0), item=item)
        return _item(item, team=average, groups=None, why="too_alike")
    return shown


def _item(
    item: ItemShape,
    *,
    team: Figure | None,
    groups: tuple[Figure, ...] | None,
    why: Why | None = None,
) -> ReleasedItem:
    return ReleasedItem(
        id=item.id,
        levels=len(item.printed),
        ordinal=item.ordinal,
        printed=tuple(float(value) for value in item.printed),
        team=team,
        groups=groups,
        why=why,
    )


def _merged(groups: Sequence[ReleasedGroup], *, small: set[str]) -> list[Withheld]:
    return [
        Withheld(
            "group",
            member,
            "too_few_people" if member in small else "takes_in_others",
            into=group.code,
        )
        for group in groups
        if len(group.members) > 1
        for member in group.members
    ]


def _team_only(items: Sequence[ReleasedItem], *, shown: bool) -> list[Withheld]:
    return [
        Withheld("statement", item.id, item.why or "too_few_answers")
        for item in items
        if item.team is None or (shown and item.groups is None)
    ]


def _nothing(cube: Cube, *, groups: Sequence[GroupShape], rules: _Rules) -> Release:
    return Release(
        public=False,
        smallest_group=rules.smallest,
        people=int(cube.people.sum()),
        invited=_invited(groups),
        groups=(),
        groups_shown=False,
        items=(),
        withheld=(Withheld("team", "", "too_few_people"),),
    )


def _invited(groups: Sequence[GroupShape]) -> int | None:
    invited = [group.invited for group in groups]
    known = [number for number in invited if number is not None]
    return sum(known) if invited and len(known) == len(invited) else None


def _check(cube: Cube, *, items: Sequence[ItemShape], groups: Sequence[GroupShape]) -> None:
    if cube.counts.shape[:2] != (len(items), len(groups)):
        shape = (len(items), len(groups))
        raise ValueError(f"the cube takes shape {shape} and levels, not {cube.counts.shape}.")
    for item, levels in zip(items, cube.levels.tolist(), strict=True):
        if len(item.printed) != levels:
            raise ValueError(
                f"{item.id} takes {levels} printed values, one a level, not {len(item.printed)}."
            )
    times = Counter(group.code for group in groups)
    twice = sorted(code for code, number in times.items() if number > 1)
    if twice:
        raise ValueError(f"groups take one code each; {', '.join(twice)} is there twice.")
