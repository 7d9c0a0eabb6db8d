"""Who answered, group by group, as blocks of people; a number, never a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.charts.bars import Row
from pages.charts.words import Words
from surveys.figures import Look


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many of a group answered; shaped like a released figure, so that bars can draw it.

    Attributes:
        people: on the roster.
        counts: those who did not answer, and those who did.
    """

    people: int
    counts: tuple[int, int] | None
    at_least: None = None
    sides: None = None
    mean: float | None = None
    mean_edge: None = None
    no_answer: int | None = 0
    no_answer_at_most: None = None


def turnout(answered: int, *, invited: int) -> Turnout:
    """The turnout of a group.

    Raises:
        ValueError: more answered than were invited.
    """
    if not 0 <= answered <= invited:
        raise ValueError(f"turnout: {answered} answers came from {invited} invited people.")
    return Turnout(people=invited, counts=(invited - answered, answered))


def turnout_look(words: Words) -> Look:
    """How turnout is drawn: those who answered first."""
    labels = (words.say("chart.not_yet"), words.say("chart.answered"))
    return Look(labels=labels, printed=(0, 1), voice="response")


def turnout_rows(groups: Sequence[tuple[str, int, int]]) -> tuple[Row, ...]:
    """One row a group from (name, answered, invited), in alphabetical order of the names."""
    return tuple(
        Row(name, turnout(answered, invited=invited))
        for name, answered, invited in sorted(groups, key=lambda group: group[0].casefold())
    )
