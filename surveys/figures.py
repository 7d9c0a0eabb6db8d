"""What one released figure says in words: beside its bar, to a screen reader, and in a report.

A figure is what the door let through about one statement and one group. Here it is only read, so
whatever has its fields will do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from surveys.sentences import Words, number

Voice = Literal["agreement", "plain", "stages", "options", "response"]
"""How a scale speaks: agree and disagree, two plain ends, stages, options, or who answered."""

MOST = 2 / 3
"""Of the people on the lower side, and that side is the one to speak of."""


class AtLeastLike(Protocol):
    """An end-blurred figure: at least so many people, on one level or on one side (0, 1 or 2)."""

    @property
    def kind(self) -> str: ...
    @property
    def index(self) -> int: ...
    @property
    def people(self) -> int: ...


class FigureLike(Protocol):
    """What the door lets through about one statement and one group; see `scoring.release`."""

    @property
    def people(self) -> int: ...
    @property
    def counts(self) -> Sequence[int] | None: ...
    @property
    def at_least(self) -> AtLeastLike | None: ...
    @property
    def sides(self) -> Sequence[int] | None: ...
    @property
    def mean(self) -> float | None: ...
    @property
    def mean_edge(self) -> str | None: ...
    @property
    def no_answer(self) -> int | None: ...
    @property
    def no_answer_at_most(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Look:
    """How the answers to some statements are told and drawn.

    Attributes:
        labels: the words of the levels, in scale order.
        printed: the number printed for each level.
        voice: whether the scale has two sides, stages, or options without an order.
    """

    labels: tuple[str, ...]
    printed: tuple[float, ...]
    voice: Voice

    @property
    def levels(self) -> int:
        """How many levels the scale has."""
        return len(self.labels)

    @property
    def two_sided(self) -> bool:
        """Whether the scale has two sides, which a center line divides."""
        return self.voice in ("agreement", "plain")

    @property
    def is_choice(self) -> bool:
        """Whether level 1 means that something was chosen, or done, and level 0 that it was not."""
        return self.voice in ("options", "response") and self.levels == 2


def figure_sentence(figure: FigureLike | None, *, look: Look, words: Words) -> str:
    """A figure in a few words, such as "25 of 30 agree"; "Not shown" for None."""
    if figure is None:
        return words.say("figure.not_shown")
    if figure.people == 0:
        return words.say("figure.nobody")
    if figure.at_least is not None:
        return _at_least(figure.at_least, people=figure.people, look=look, words=words)
    if figure.counts is not None:
        return _counted(figure.counts, people=figure.people, look=look, words=words)
    if figure.sides is not None:
        return _by_side(figure.sides, people=figure.people, look=look, words=words)
    return _average(figure, look=look, words=words)


def unsure_sentence(figure: FigureLike | None, *, words: Words) -> str:
    """How many did not know or chose not to say; empty when nobody, few, or not known."""
    if figure is None or not figure.no_answer:
        return ""
    return words.say("figure.unsure", count=figure.no_answer)


def full_sentence(figure: FigureLike | None, *, look: Look, words: Words) -> str:
    """A figure in a few words, and how many did not know where that is shown."""
    parts = (
        figure_sentence(figure, look=look, words=words),
        unsure_sentence(figure, words=words),
    )
    return "; ".join(part for part in parts if part)


def high_side(counts: Sequence[int]) -> int:
    """How many people are on the upper half of the scale."""
    return sum(counts[(len(counts) + 1) // 2 :])


def side_levels(side: int, *, levels: int) -> range:
    """The levels of the lower half (0), the middle (1) or the upper half (2)."""
    edges = (0, levels // 2, (levels + 1) // 2, levels)
    return range(edges[side], edges[side + 1])


def level_labels(levels: Sequence[int], *, look: Look, words: Words) -> str:
    """Levels by name: “Agree” or “Strongly agree”."""
    quoted = [words.say("figure.quoted", label=look.labels[level]) for level in levels]
    return words.joined(quoted, last="or")


def _counted(counts: Sequence[int], *, people: int, look: Look, words: Words) -> str:
    if look.is_choice:
        key = "figure.responded" if look.voice == "response" else "figure.chose"
        return words.say(key, people=counts[1], total=people)
    if look.two_sided:
        half, rest = look.levels // 2, look.levels % 2
        sides = (sum(counts[:half]), counts[half] if rest else 0, high_side(counts))
        return _by_side(sides, people=people, look=look, words=words)
    return _most_often(counts, people=people, labels=look.labels, words=words)


def _by_side(sides: Sequence[int], *, people: int, look: Look, words: Words) -> str:
    if not look.two_sided:
        told = [
            words.say("figure.side", people=count, labels=_side(side, look=look, words=words))
            for side, count in enumerate(sides)
            if count
        ]
        return words.say("figure.by_side", total=people, sides="; ".join(told))
    low, middle, high = sides
    names = ("disagree", "agree") if look.voice == "agreement" else ("lower", "upper")
    name, told_of = (names[0], low) if low >= MOST * people else (names[1], high)
    if not middle:
        return words.say(f"figure.{name}", people=told_of, total=people)
    return words.say(f"figure.{name}_middle", people=told_of, total=people, middle=middle)


def _side(side: int, *, look: Look, words: Words) -> str:
    return level_labels(side_levels(side, levels=look.levels), look=look, words=words)


def _most_often(counts: Sequence[int], *, people: int, labels: Sequence[str], words: Words) -> str:
    most = max(counts)
    first = [label for label, count in zip(labels, counts, strict=True) if count == most]
    if len(first) == 1:
        return words.say("figure.most", label=first[0], people=most, total=people)
    shared = words.joined(first)
    return words.say("figure.most_shared", labels=shared, people=most, total=people)


def _at_least(at_least: AtLeastLike, *, people: int, look: Look, words: Words) -> str:
    values = {"people": at_least.people, "total": people}
    if look.is_choice:
        return words.say(f"figure.at_least_{'chose' if at_least.index else 'not'}", **values)
    if at_least.kind == "level":
        label = look.labels[at_least.index]
        return words.say("figure.at_least_level", label=label, **values)
    if look.voice == "agreement" and at_least.index != 1:
        side = "agree" if at_least.index else "disagree"
        return words.say(f"figure.at_least_{side}", **values)
    labels = _side(at_least.index, look=look, words=words)
    return words.say("figure.at_least_labels", labels=labels, **values)


def _average(figure: FigureLike, *, look: Look, words: Words) -> str:
    if figure.mean is None:
        return words.say("figure.people_only", count=figure.people)
    edge = f"_{figure.mean_edge}" if figure.mean_edge in ("at_most", "at_least") else ""
    return words.say(
        f"figure.average{edge}",
        total=figure.people,
        mean=number(figure.mean),
        low=number(min(look.printed)),
        high=number(max(look.printed)),
    )
