"""Whether what a start needs is there: how far each statement has come, the lowest part, the gates.

Nothing in here is an average, of people or of statements. Everything follows from what was released
of the whole team; where that leaves a question open, so does the answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from scoring.released import Figure, ReleasedItem

GateState = Literal["met", "unmet", "not_known"]
Stand = Literal["in_place", "under_way", "views_differ", "not_begun", "not_known"]

STANDS: tuple[Stand, ...] = ("in_place", "under_way", "views_differ", "not_begun", "not_known")
"""In the order in which they are drawn."""

_ENOUGH = Fraction(2, 3)
"""Of all who were asked: so many must place a statement at a stage, or past it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be known of a statement: its part, if any, and whether it is a gate."""

    part: str | None = None
    gate: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """How far two thirds of those who were asked say that a statement has come.

    Attributes:
        surely: a stage that is reached, whatever the release leaves open.
        perhaps: the last stage that may be reached.
        last: the last stage of its scale, from 0.
        people: how many answered; None when nothing of the statement is shown.
        unbegun: whether two thirds say that nothing has begun; None when that is left open.
    """

    surely: int
    perhaps: int
    last: int
    people: int | None
    unbegun: bool | None = None

    @property
    def stand(self) -> Stand:
        """The same in a word."""
        if self.surely == self.last:
            return "in_place"
        if self.perhaps == 0 and self.unbegun is not None:
            return "not_begun" if self.unbegun else "views_differ"
        return "under_way" if self.surely > 0 and self.perhaps < self.last else "not_known"

    @property
    def as_gate(self) -> GateState:
        """A gate is met when it is in place for sure, and unmet when it surely is not."""
        if self.surely == self.last:
            return "met"
        return "unmet" if self.perhaps < self.last else "not_known"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of readiness.

    Attributes:
        id: as the questionnaire calls it.
        counts: how many of its statements stand in which way, all ways in it.
        perhaps: how many of those that are not known may be in place; of the others it is only
            not known how far they have come.
    """

    id: str
    counts: Mapping[Stand, int]
    perhaps: int

    @property
    def statements(self) -> int:
        """How many it has."""
        return sum(self.counts.values())

    @property
    def least(self) -> Fraction:
        """The share of its statements that are in place for sure."""
        return Fraction(self.counts["in_place"], self.statements)

    @property
    def most(self) -> Fraction:
        """The share of its statements that may be in place."""
        return Fraction(self.counts["in_place"] + self.perhaps, self.statements)


@dataclass(frozen=True, slots=True)
class Gate:
    """A statement that must be in place before a start."""

    id: str
    state: GateState
    reached: Reached


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a readiness check says.

    Attributes:
        parts: in the order in which they first come up.
        lowest: the parts that have the smallest share of statements in place, or may have it.
        certain: which part is the lowest does not hang on what is not known.
        gates: in the order of the questionnaire.
    """

    parts: tuple[Part, ...]
    lowest: tuple[str, ...]
    certain: bool
    gates: tuple[Gate, ...]

    def in_state(self, state: GateState) -> tuple[Gate, ...]:
        """The gates in one state."""
        return tuple(gate for gate in self.gates if gate.state == state)


def readiness(items: Sequence[ReleasedItem], *, asked: Mapping[str, Asked]) -> Readiness:
    """The parts, the lowest of them, and the gates of a readiness check.

    Args:
        items: what was released, in the order of the questionnaire; what has no order is left out.
        asked: of the statements that belong to a part or are gates, by id. One of them that was
            not released at all is not known.

    Returns:
        A Readiness, without parts or gates where none were asked.
    """
    reached = dict.fromkeys(asked, _NOTHING) | {
        item.id: reached_by(item.team, levels=item.levels)
        for item in items
        if item.ordinal and item.id in asked
    }
    parts = _parts(reached, asked=asked)
    lowest = _lowest(parts)
    return Readiness(
        parts=parts,
        lowest=tuple(part.id for part in lowest),
        certain=len(lowest) == 1 or all(part.least == part.most for part in lowest),
        gates=tuple(
            Gate(item_id, reached[item_id].as_gate, reached[item_id])
            for item_id, of in asked.items()
            if of.gate
        ),
    )


def reached_by(figure: Figure | None, *, levels: int) -> Reached:
    """How far a statement has come, as two thirds of those who were asked see it.

    Who did not know was asked as well: a stage is reached for sure only if it would be whatever
    they had said, and is out of reach only if none of them could have brought it about.

    Args:
        figure: what was released of the whole team.
        levels: stages of the scale.
    """
    if figure is None or figure.people == 0:
        return Reached(0, levels - 1, levels - 1, None if figure is None else 0)
    unsure = _most_unsure(figure)
    if unsure is None:
        return Reached(0, levels - 1, levels - 1, figure.people)
    needed = _ENOUGH * (figure.people + unsure)
    surely = perhaps = 0
    for level in range(1, levels):
        fewest, most = _at_or_above(figure, level, levels=levels)
        surely = level if fewest >= needed else surely
        perhaps = level if most + unsure >= needed else perhaps
    return Reached(
        surely, perhaps, levels - 1, figure.people, _unbegun(figure, unsure, levels=levels)
    )


def _unbegun(figure: Figure, unsure: int, *, levels: int) -> bool | None:
    """Whether two thirds of all who were asked are at the first stage; None if that is open."""
    needed = _ENOUGH * (figure.people + unsure)
    fewest, most = _at_or_above(figure, 1, levels=levels)
    if figure.people - most >= needed:
        return True
    return False if figure.people - fewest + unsure < needed else None


_NOTHING = Reached(0, 1, 1, None)


def _most_unsure(figure: Figure) -> int | None:
    return figure.no_answer_at_most if figure.no_answer is None else figure.no_answer


def _at_or_above(figure: Figure, level: int, *, levels: int) -> tuple[int, int]:
    """The fewest and the most people who may have given this level or a later one."""
    everybody = figure.people
    if figure.counts is not None:
        exactly = sum(figure.counts[level:])
        return exactly, exactly
    if figure.at_least is not None:
        nearly = figure.at_least
        first, last = nearly.index, nearly.index
        if nearly.kind == "side":
            first, last = _side(nearly.index, levels=levels)
        fewest = nearly.people if first >= level else 0
        return fewest, everybody - nearly.people if last < level else everybody
    if figure.sides is None:
        return 0, everybody
    spans = [_side(side, levels=levels) for side in range(3)]
    counted = list(zip(figure.sides, spans, strict=True))
    return (
        sum(people for people, (first, _) in counted if first >= level),
        sum(people for people, (_, last) in counted if last >= level),
    )


def _side(side: int, *, levels: int) -> tuple[int, int]:
    """The first and the last level of the lower side, the middle or the upper side."""
    lower, upper = levels // 2, (levels + 1) // 2
    return ((0, lower - 1), (lower, upper - 1), (upper, levels - 1))[side]


def _parts(reached: Mapping[str, Reached], *, asked: Mapping[str, Asked]) -> tuple[Part, ...]:
    members: dict[str, list[Reached]] = {}
    for item_id, of in asked.items():
        if of.part is not None:
            members.setdefault(of.part, []).append(reached[item_id])
    return tuple(
        Part(
            part,
            {stand: sum(each.stand == stand for each in of_part) for stand in STANDS},
            perhaps=sum(each.as_gate == "not_known" for each in of_part),
        )
        for part, of_part in members.items()
    )


def _lowest(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Every part that is the lowest in at least one of the worlds that are left open."""
    if not parts:
        return ()
    ceiling = min(part.most for part in parts)
    return tuple(part for part in parts if part.least <= ceiling)
