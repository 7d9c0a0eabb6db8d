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
or all show rounded means. Last, `scoring.audit` looks for groups that could still be seen through;
their statement is shown for the whole team only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scoring.audit import Published, seen_through
from scoring.cube import Cube, pool
from scoring.groups import SMALLEST_GROUP, Member, partition

FULL = 10
EDGE = 2
Why = Literal["too_few_people", "takes_in_others", "too_few_answers", "too_alike"]
Edge = Literal["exact", "half_step", "at_most", "at_least"]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Nearly everyone is here; how nearly is left open.

    Attributes:
        kind: "level", or "side" (index 0 lower, 1 middle, 2 upper).
        index: which level or side.
        people: at least so many.
    """

    kind: Literal["level", "side"]
    index: int
    people: int


@dataclass(frozen=True, slots=True)
class Figure:
    """What may be seen of one item in one group.

    Attributes:
        people: how many gave an answer on the scale.
        counts: people per level, or None.
        at_least: what is said in the place of counts that are nearly all alike.
        sides: people on the lower side, in the middle and on the upper side, or None.
        mean: of the printed values, or None; `mean_edge` says how exact it is.
        no_answer: how many said that they do not know or rather not say; None when not shown.
        no_answer_at_most: an upper end in its place, when it is small.
    """

    people: int
    counts: tuple[int, ...] | None = None
    at_least: AtLeast | None = None
    sides: tuple[int, int, int] | None = None
    mean: float | None = None
    mean_edge: Edge | None = None
    no_answer: int | None = None
    no_answer_at_most: int | None = None


@dataclass(frozen=True, slots=True)
class ReleasedGroup:
    """A group after the last merging.

    Attributes:
        code: of its only member, or those of its members joined by "+".
        members: the codes that went into it.
        people: how many answered.
        invited: how many could have; None when that is not known.
    """

    code: str
    members: tuple[str, ...]
    people: int
    invited: int | None = None


@dataclass(frozen=True, slots=True)
class ReleasedItem:
    """One item; `groups` is None when it is shown for the whole team only, `why` says why."""

    id: str
    levels: int
    ordinal: bool
    printed: tuple[float, ...]
    team: Figure | None
    groups: tuple[Figure, ...] | None
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class ReleasedFact:
    """People by option of a fact, for the whole team; small options are pooled."""

    id: str
    cells: tuple[tuple[tuple[str, ...], int], ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is not shown on its own, why, and where it was counted instead."""

    what: Literal["team", "group", "statement", "fact"]
    subject: str
    why: Why
    into: str | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """All that leaves; nothing that is not in here is shown anywhere.

    Attributes:
        public: the answers were public before, so everything is exact.
        smallest_group: people that every shown group has at least.
        people, invited: of the whole team.
        groups: in the order of the first of their members.
        groups_shown: there are two or more groups, so that they are shown apart.
    """

    public: bool
    smallest_group: int
    people: int
    invited: int | None
    groups: tuple[ReleasedGroup, ...]
    groups_shown: bool
    items: tuple[ReleasedItem, ...]
    withheld: tuple[Withheld, ...]
    facts: tuple[ReleasedFact, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemShape:
    """What the door must know of an item: its id, printed values, and whether they have order."""

    id: str
    printed: tuple[float, ...]
    ordinal: bool = True


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
    facts: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, Mapping[str, int]])


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
        ValueError: the cube does not have the shape of items and groups, or the smallest group is
            out of range.
    """
    if cube.counts.shape[:2] != (len(items), len(groups)):
        shape = (len(items), len(groups))
        raise ValueError(f"the cube takes shape {shape} and levels, not {cube.counts.shape}.")
    if not SMALLEST_GROUP <= smallest_group <= 10:
        raise ValueError(f"smallest_group takes 5 to 10, not {smallest_group}.")
    rules = _Rules(smallest=smallest_group, public=public, facts=facts or {})
    everybody = int(cube.people.sum())
    if everybody < smallest_group and not public:
        return _nothing(everybody, groups=groups, rules=rules)
    parts = _parts(cube, groups=groups, rules=rules)
    merged = pool(cube, parts)
    released = _released_groups(merged, parts=parts, groups=groups)
    shown = len(released) > 1
    figures = tuple(
        _released_item(merged, place, item=item, shown=shown, rules=rules)
        for place, item in enumerate(items)
    )
    kept, withheld_facts = _released_facts(rules)
    small = {
        group.code
        for group, people in zip(groups, cube.people, strict=True)
        if people < smallest_group
    }
    withheld = (
        *_merged(released, small=small),
        *_team_only(figures, shown=shown),
        *withheld_facts,
    )
    return Release(
        public=public,
        smallest_group=smallest_group,
        people=everybody,
        invited=_invited(groups),
        groups=released,
        groups_shown=shown,
        items=figures,
        withheld=withheld,
        facts=kept,
    )


def release_fact(
    fact_id: str, counts: Mapping[str, int], *, smallest_group: int = SMALLEST_GROUP
) -> ReleasedFact | None:
    """A fact for the whole team: small options pooled, None when too little would be left.

    Args:
        fact_id: the fact.
        counts: people by option.
        smallest_group: people that every shown option, or pool of options, has at least.
    """
    cells = [((option,), people) for option, people in counts.items() if people]
    small = [cell for cell in cells if cell[1] < smallest_group]
    rest = sorted((cell for cell in cells if cell[1] >= smallest_group), key=lambda cell: cell[1])
    while small and sum(people for _, people in small) < smallest_group and rest:
        small.append(rest.pop(0))
    pooled = tuple(option for options, _ in small for option in options)
    shown = [*rest, (pooled, sum(people for _, people in small))] if small else rest
    if len(shown) < 2 or any(people < smallest_group for _, people in shown):
        return None
    order = list(counts)
    in_order = [(tuple(sorted(options, key=order.index)), people) for options, people in shown]
    return ReleasedFact(fact_id, tuple(sorted(in_order, key=lambda cell: order.index(cell[0][0]))))


def _parts(
    cube: Cube, *, groups: Sequence[GroupShape], rules: _Rules
) -> tuple[tuple[int, ...], ...]:
    if rules.public:
        return tuple((place,) for place in range(len(groups)))
    members = [
        Member(code=str(place), people=int(people), sector=group.sector, broad=group.broad)
        for place, (group, people) in enumerate(zip(groups, cube.people, strict=True))
    ]
    codes = partition(members, smallest_group=rules.smallest)
    return tuple(sorted(tuple(sorted(int(code) for code in part)) for part in codes))


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
    no_answer = int(cube.no_answer[place].sum())
    if rules.public:
        team = _exact(counts.sum(axis=0), item=item, no_answer=no_answer)
        each = tuple(
            _exact(row, item=item, no_answer=int(cube.no_answer[place, column]))
            for column, row in enumerate(counts)
        )
        return _item(item, team=team, groups=each if shown else None)
    team = _team_figure(counts.sum(axis=0), item=item, no_answer=no_answer, rules=rules)
    if not shown or team is None:
        why: Why | None = "too_few_answers" if shown else None
        return _item(item, team=team, groups=None, why=why)
    if int(counts.sum(axis=1).min()) < rules.smallest:
        return _item(item, team=team, groups=None, why="too_few_answers")
    each = _group_figures(counts, item=item, team=team)
    if each is None:
        return _item(item, team=team, groups=None, why="too_few_answers")
    if seen_through(counts, published=_as_published(team, each, item=item)):
        return _item(item, team=team, groups=None, why="too_alike")
    return _item(item, team=team, groups=each)


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
        printed=item.printed,
        team=team,
        groups=groups,
        why=why,
    )


def _team_figure(
    counts: NDArray[np.int64], *, item: ItemShape, no_answer: int, rules: _Rules
) -> Figure | None:
    people = int(counts.sum())
    if people < rules.smallest:
        return None
    edge = no_answer <= EDGE
    unsure, unsure_at_most = (None, EDGE) if edge else (no_answer, None)
    if people >= FULL:
        nearly = _nearly_all(counts, item=item)
        figure = Figure(people, at_least=nearly) if nearly else _exact(counts, item=item)
    elif item.ordinal:
        figure = _sides_only(counts)
    else:
        figure = Figure(people)
    return Figure(
        people=people,
        counts=figure.counts,
        at_least=figure.at_least,
        sides=figure.sides,
        mean=figure.mean,
        mean_edge=figure.mean_edge,
        no_answer=unsure,
        no_answer_at_most=unsure_at_most,
    )


def _group_figures(
    counts: NDArray[np.int64], *, item: ItemShape, team: Figure
) -> tuple[Figure, ...] | None:
    """Counts for all groups or rounded means for all; None when neither may be shown."""
    open_enough = team.counts is not None and all(
        int(row.sum()) >= FULL and _nearly_all(row, item=item) is None for row in counts
    )
    if open_enough:
        return tuple(_exact(row, item=item) for row in counts)
    if not item.ordinal:
        return None
    return tuple(_rounded(row, item=item) for row in counts)


def _exact(counts: NDArray[np.int64], *, item: ItemShape, no_answer: int | None = None) -> Figure:
    people = int(counts.sum())
    mean = float(counts @ np.asarray(item.printed)) / people if people and item.ordinal else None
    return Figure(
        people=people,
        counts=tuple(int(count) for count in counts),
        sides=_sides(counts) if item.ordinal else None,
        mean=mean,
        mean_edge=None if mean is None else "exact",
        no_answer=no_answer,
    )


def _nearly_all(counts: NDArray[np.int64], *, item: ItemShape) -> AtLeast | None:
    least = int(counts.sum()) - EDGE
    top = int(counts.argmax())
    if counts[top] >= least:
        return AtLeast("level", top, least)
    if not item.ordinal:
        return None
    sides = _sides(counts)
    side = sides.index(max(sides))
    return AtLeast("side", side, least) if sides[side] >= least else None


def _sides_only(counts: NDArray[np.int64]) -> Figure:
    people, sides = int(counts.sum()), _sides(counts)
    if max(sides) >= people - EDGE:
        nearly = AtLeast("side", sides.index(max(sides)), people - EDGE)
        return Figure(people, at_least=nearly)
    return Figure(people, sides=sides)


def _rounded(counts: NDArray[np.int64], *, item: ItemShape) -> Figure:
    """The mean level to half a step, ends left open, on the scale of the printed values."""
    people, levels = int(counts.sum()), len(counts)
    total = int(counts @ np.arange(levels))
    halves, edge = half_steps(total, people=people, levels=levels)
    return Figure(people, mean=_printed(halves, item.printed), mean_edge=edge)


def half_steps(total: int, *, people: int, levels: int) -> tuple[int, Edge]:
    """A sum of levels as half steps of the mean, and whether an end was left open."""
    highest = people * (levels - 1)
    if total <= EDGE:
        return -(-2 * EDGE // people), "at_most"
    if total >= highest - EDGE:
        return 2 * (levels - 1) - (-(-2 * EDGE // people)), "at_least"
    return (4 * total + people) // (2 * people), "half_step"


def _printed(halves: int, printed: tuple[float, ...]) -> float:
    low, odd = divmod(halves, 2)
    return (printed[low] + printed[low + 1]) / 2 if odd else printed[low]


def _sides(counts: NDArray[np.int64]) -> tuple[int, int, int]:
    levels = len(counts)
    lower, upper = int(counts[: levels // 2].sum()), int(counts[(levels + 1) // 2 :].sum())
    return lower, int(counts.sum()) - lower - upper, upper


def _as_published(team: Figure, groups: Sequence[Figure], *, item: ItemShape) -> Published:
    nearly = team.at_least
    return Published(
        team_counts=team.counts,
        team_level=(nearly.index, nearly.people) if nearly and nearly.kind == "level" else None,
        team_side=(nearly.index, nearly.people) if nearly and nearly.kind == "side" else None,
        team_sides=team.sides if team.counts is None else None,
        exact=tuple(figure.counts is not None for figure in groups),
        halves=half_steps,
        levels=len(item.printed),
    )


def _released_facts(rules: _Rules) -> tuple[tuple[ReleasedFact, ...], tuple[Withheld, ...]]:
    kept: list[ReleasedFact] = []
    withheld: list[Withheld] = []
    for fact_id, counts in rules.facts.items():
        least = 1 if rules.public else rules.smallest
        fact = release_fact(fact_id, counts, smallest_group=least)
        if fact is None:
            withheld.append(Withheld("fact", fact_id, "too_few_people"))
        else:
            kept.append(fact)
    return tuple(kept), tuple(withheld)


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


def _nothing(people: int, *, groups: Sequence[GroupShape], rules: _Rules) -> Release:
    return Release(
        public=False,
        smallest_group=rules.smallest,
        people=people,
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
