"""Turns in which others say again what somebody said before them.

Whoever sat in the room heard what was said before; in other sessions only whoever ran them did.
What repeats a question is nobody's own words, so the words of whoever asked are no match.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from data.redaction.runs import telling_runs
from data.services.transcripts import SaidBy, spoken, texts_of
from data.store.versioned import Row

Runs = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Heard:
    """What some seats said in a session, as runs of words.

    Attributes:
        by_turn: the number of each turn, in order, with its runs.
    """

    by_turn: tuple[tuple[int, Runs], ...]

    @property
    def whole(self) -> Runs:
        """All of it."""
        return self.before(None)

    def before(self, number: int | None) -> Runs:
        """All of it that was said before a turn."""
        said = (runs for at, runs in self.by_turn if number is None or at < number)
        return frozenset().union(*said)


def heard(row: Row, is_theirs: Callable[[str], bool]) -> Heard:
    """What some seats said in a transcript, as it was said and as it may stay.

    Args:
        row: of the transcript.
        is_theirs: whether a seat, by its id, is one of them.
    """
    every = sorted(spoken(row), key=_number)
    return Heard(tuple(_of(every, is_theirs)))


def said_again(
    row: Row, here: Heard, *, elsewhere: Iterable[Heard], is_theirs: Callable[[str], bool]
) -> frozenset[int]:
    """The numbers of turns of others in a transcript that say it again.

    Args:
        here: what those seats said in it.
        elsewhere: what such seats said in other sessions.
    """
    others = frozenset().union(*(each.whole for each in elsewhere))
    found: set[int] = set()
    sits = {_number(each): each.seat_id for each in spoken(row)}
    for number, text in texts_of(row).items():
        seat_id = sits[number]
        if seat_id is not None and is_theirs(seat_id):
            continue
        known = here.before(number)
        if seat_id is None:
            known |= others
        if known & telling_runs(text):
            found.add(number)
    return frozenset(found)


def _of(every: Iterable[SaidBy], is_theirs: Callable[[str], bool]) -> Iterator[tuple[int, Runs]]:
    asked: Runs = frozenset()
    for turn in every:
        runs = telling_runs(turn.text)
        if turn.seat_id is None:
            asked |= runs
        elif is_theirs(turn.seat_id):
            yield _number(turn), runs - asked


def _number(turn: SaidBy) -> int:
    return turn.number or 0
