"""One color a level, the same as on the results screen.

Source:
    The four classes of two-sided scales are BrBG of ColorBrewer (Brewer, 2003).
"""

from collections.abc import Sequence

from surveys.figures import Look

MIDDLE = "d4d4d4"
NOT_CHOSEN, CHOSEN = "dcdcdc", "01574c"
_LOW = ("a6611a", "dfc27d")
_HIGH = ("80cdc1", "018571")
_STAGES = ("d5efeb", "01574c")


def colors(look: Look) -> tuple[str, ...]:
    """One color a level: brown to teal for two sides, pale to dark teal for stages and options."""
    if look.two_sided:
        half = look.levels // 2
        low = _between(*_LOW, steps=half)
        high = _between(*reversed(_HIGH), steps=half)[::-1]
        return (*low, *((MIDDLE,) if look.levels % 2 else ()), *high)
    if look.is_choice:
        return NOT_CHOSEN, CHOSEN
    return _between(*_STAGES, steps=look.levels)


def blended(several: Sequence[str]) -> str:
    """The middle tone of some colors, for people of whom only the side is known."""
    channels = zip(*(_channels(color) for color in several), strict=True)
    return "".join(f"{round(sum(parts) / len(parts)):02x}" for parts in channels)


def _between(first: str, last: str, *, steps: int) -> tuple[str, ...]:
    if steps == 1:
        return (first,)
    shares = (step / (steps - 1) for step in range(steps))
    ends = tuple(zip(_channels(first), _channels(last), strict=True))
    return tuple("".join(f"{round(a + (b - a) * share):02x}" for a, b in ends) for share in shares)


def _channels(color: str) -> tuple[int, ...]:
    return tuple(int(color[place : place + 2], 16) for place in (0, 2, 4))
