"""What leaves through the door: frozen, and all that is ever shown."""

from dataclasses import dataclass
from typing import Literal

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
