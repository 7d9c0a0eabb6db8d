"""Which codes the keys 1 to 9 hold."""

from collections.abc import Sequence
from dataclasses import dataclass

KEYS = 9


@dataclass(frozen=True, slots=True)
class Slots:
    """The codes under the keys, and which of them was used how long ago.

    Attributes:
        codes: ids in the order of the keys, at most nine.
        used: the same ids, the one used longest ago first.
    """

    codes: tuple[str, ...] = ()
    used: tuple[str, ...] = ()


def at_first(known: Sequence[str]) -> Slots:
    """The first nine codes of the codebook."""
    first = tuple(known[:KEYS])
    return Slots(first, tuple(reversed(first)))


def after(slots: Slots, used: str) -> Slots:
    """The keys after a code was used.

    A code that has a key keeps it, so that hands need not learn anew; another one takes the key of
    the code that was used longest ago.
    """
    if used in slots.codes:
        return Slots(slots.codes, (*(each for each in slots.used if each != used), used))
    if len(slots.codes) < KEYS:
        return Slots((*slots.codes, used), (*slots.used, used))
    oldest, *others = slots.used
    codes = tuple(used if each == oldest else each for each in slots.codes)
    return Slots(codes, (*others, used))


def still_known(slots: Slots, known: Sequence[str]) -> Slots:
    """The keys without codes that have left the codebook; new codes take free keys."""
    kept = Slots(
        tuple(each for each in slots.codes if each in known),
        tuple(each for each in slots.used if each in known),
    )
    free = [each for each in known if each not in kept.codes][: KEYS - len(kept.codes)]
    return Slots((*kept.codes, *free), (*reversed(free), *kept.used))
