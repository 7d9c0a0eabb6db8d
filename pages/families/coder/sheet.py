"""What lies on the coding desk: one transcript, cut into turns and sentences, and its codes.

All offsets are counted in Unicode code points from 0, and an end is the first point that no longer
belongs to it.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

LONGEST_MEMO = 2_000


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says before the next one speaks.

    Attributes:
        label: who speaks, as a seat and never as a name.
    """

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence of a turn, the usual piece of coding."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the codebook.

    Attributes:
        colour: its place in the codebook from 0; colour and pattern of its underline follow.
    """

    id: str
    label: str
    colour: int
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """A code on a passage.

    Attributes:
        mine: whoever looks at the desk made it, and may remove it.
    """

    id: str
    start: int
    end: int
    code: str
    mine: bool
    memo: str = ""


@dataclass(frozen=True)
class Sheet:
    """A transcript of one version with everything that lies on it.

    Attributes:
        text_hash: fingerprint of this very text; whoever codes an older text is refused.
        spoken: language of the transcript, for whoever hears it read aloud.
        codes: in the order of the codebook.
        codings: those that this person may see.

    Raises:
        ValueError: no sentence at all, offsets that are out of order or out of the text, words of
            a turn that no sentence holds, or a coding with an unknown code.
    """

    text: str
    text_hash: str
    version: int
    turns: tuple[Turn, ...]
    units: tuple[Unit, ...]
    codes: tuple[Code, ...]
    codings: tuple[Coding, ...] = ()
    spoken: str = "en"
    _units_of: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.units:
            raise ValueError("this transcript has no sentence; there is nothing to code.")
        _in_order("turn", self.turns, len(self.text))
        _in_order("sentence", self.units, len(self.text))
        held: list[list[int]] = [[] for _ in self.turns]
        for number, unit in enumerate(self.units):
            turn = self.turn_of(unit.start, unit.end)
            if turn is None:
                raise ValueError(
                    f"sentence {number + 1} ({unit.start} to {unit.end}) lies in no single turn."
                )
            held[turn].append(number)
        object.__setattr__(self, "_units_of", tuple(map(tuple, held)))
        self._check_words()
        for coding in self.codings:
            if coding.code not in self.code_by_id:
                raise ValueError(f"coding {coding.id!r} has the unknown code {coding.code!r}.")
            if self.turn_of(coding.start, coding.end) is None:
                raise ValueError(
                    f"coding {coding.id!r} ({coding.start} to {coding.end}) lies in no single turn."
                )

    def turn_of(self, start: int, end: int) -> int | None:
        """Which turn holds the whole passage, counted from 0; None where no single one does."""
        number = bisect_right(self._turn_starts, start) - 1
        if number < 0 or not start < end <= self.turns[number].end:
            return None
        return number

    def units_of(self, turn: int) -> tuple[int, ...]:
        """The sentences of a turn, counted from 0 over the whole transcript."""
        return self._units_of[turn]

    def passage(self, start: int, end: int) -> str:
        """The words of a passage."""
        return self.text[start:end]

    def on_unit(self, number: int) -> tuple[Coding, ...]:
        """Codings that touch a sentence, in the order in which they begin."""
        unit = self.units[number]
        touching = (each for each in self.codings if _overlap(each, unit))
        return tuple(sorted(touching, key=lambda each: (each.start, each.end, each.id)))

    @cached_property
    def code_by_id(self) -> dict[str, Code]:
        """Each code by its id."""
        return {code.id: code for code in self.codes}

    @cached_property
    def coding_by_id(self) -> dict[str, Coding]:
        """Each coding by its id."""
        return {coding.id: coding for coding in self.codings}

    @cached_property
    def _turn_starts(self) -> list[int]:
        return [turn.start for turn in self.turns]

    def _check_words(self) -> None:
        for turn, held in zip(self.turns, self._units_of, strict=True):
            ends = [turn.start, *(self.units[each].end for each in held)]
            starts = [*(self.units[each].start for each in held), turn.end]
            for end, start in zip(ends, starts, strict=True):
                if self.text[end:start].strip():
                    raise ValueError(
                        f"words from {end} to {start} of turn {turn.label!r} are in no sentence."
                    )


def _overlap(one: Coding, other: Unit) -> bool:
    return one.start < other.end and other.start < one.end


def _in_order(what: str, spans: tuple[Turn, ...] | tuple[Unit, ...], length: int) -> None:
    before = 0
    for number, span in enumerate(spans, start=1):
        if not before <= span.start < span.end <= length:
            raise ValueError(
                f"{what} {number} goes from {span.start} to {span.end}; it must begin at {before} "
                f"or later and end by {length}."
            )
        before = span.end
