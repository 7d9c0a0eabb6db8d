"""What a file of another program held and we did not keep, or keep in another way."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from uuid import UUID, uuid5

from data.exports.families.identity import as_guid


@dataclass(frozen=True, slots=True)
class Lost:
    """Something of a file that is not in the project as it was in the file.

    Attributes:
        what: such as "coded passages".
        count: how many.
        where: in the file; never words that somebody said.
        why: in a sentence.
        repaired: nothing is missing; it was wrong or unusual in the file and was put right.
    """

    what: str
    count: int
    where: str
    why: str
    repaired: bool = False

    @property
    def line(self) -> str:
        """The whole as one line to print."""
        told = "Put right" if self.repaired else "Not kept"
        return f"{told}: {self.count:,} {self.what} ({self.where}): {self.why}"


class Losses:
    """The account of one file; the same loss in the same place is one line with its count."""

    def __init__(self) -> None:
        self._counts: Counter[Lost] = Counter()

    def lost(self, what: str, *, where: str, why: str, count: int = 1) -> None:
        """Something is not there any more."""
        self._add(Lost(what, 0, where, why), count)

    def repaired(self, what: str, *, where: str, why: str, count: int = 1) -> None:
        """Something is there in another way."""
        self._add(Lost(what, 0, where, why, repaired=True), count)

    def _add(self, line: Lost, count: int) -> None:
        if count:
            self._counts[line] += count

    def all(self) -> tuple[Lost, ...]:
        """Every line in the order in which it was first found; what is missing comes first."""
        lines = (
            Lost(line.what, count, line.where, line.why, line.repaired)
            for line, count in self._counts.items()
        )
        return tuple(sorted(lines, key=lambda line: line.repaired))


class Ids:
    """Ids that are used once each; a second use gets an id made from the first."""

    def __init__(self, losses: Losses, *, what: str, where: str) -> None:
        self._losses, self._what, self._where = losses, what, where
        self._seen: set[Hashable] = set()

    def one(self, given: str | None, *made_of: object) -> str:
        """The id that was given, or one made from what is known.

        Args:
            given: as it came; None where there was none.
            made_of: what the thing is made of, always in the same order.
        """
        found = given or _made(self._what, *made_of)
        if given and as_guid(given) is None:
            why = "the format wants UUIDs, and these are none; they were read as they are."
            self._losses.repaired("ids", where=self._where, why=why)
        if found in self._seen:
            why = "the file gives this id twice, or none; it has one of its own now."
            self._losses.repaired(self._what, where=self._where, why=why)
        turn = 1
        while found in self._seen:
            turn += 1
            found = _made(self._what, given, turn)
        self._seen.add(found)
        return found


_SPACE = UUID("0e4f8c57-7a0d-53a6-8d0e-9f3ad0f1c2b6")


def _made(*parts: object) -> str:
    return str(uuid5(_SPACE, "\n".join(map(str, parts))))
