"""Coordinates of hidden places, to be found in texts however they were rounded.

A number with three decimals tells a place to about a hundred yards, so one of them alone is enough.
Two decimals tell it to about half a mile, which in the country is a house; there latitude and
longitude have to stand together, since such a number alone may be anything.
"""

import re
from collections.abc import Collection, Iterator

_DEGREES = re.compile(r"(?<![\d.])[-+−]?\d{1,3}\.(?P<decimals>\d{2,})(?!\d|\.\d)")
_SIGNS = "-+−"
_ALONE, _TOGETHER = 3, 2
"""Decimals that tell a place in one number, and in two."""
_FARTHEST = 16
"""Signs between the two numbers of a place, such as "° N, longitude "."""
Point = tuple[float, float]


def decimals(degrees: float) -> int:
    """How many decimals a number of degrees has."""
    return len(f"{abs(degrees):.15g}".partition(".")[2])


def is_told(point: Point) -> bool:
    """Both numbers are exact enough to tell a place together."""
    return min(map(decimals, point)) >= _TOGETHER


def without_points(text: str, points: Collection[Point], *, instead: str) -> str:
    """A text with other words in the place of every number that tells one of these points."""
    numbers = list(_DEGREES.finditer(text))
    told = sorted({at for point in points for at in _telling(text, numbers, point)})
    for at in reversed(told):
        text = text[: numbers[at].start()] + instead + text[numbers[at].end() :]
    return text


def _telling(text: str, numbers: list[re.Match[str]], point: Point) -> Iterator[int]:
    """Which of these numbers tell where a point is."""
    for at, each in enumerate(numbers):
        if any(decimals(own) >= _ALONE and _is_near(each, own, least=_ALONE) for own in point):
            yield at
        if not at or numbers[at].start() - numbers[at - 1].end() > _FARTHEST:
            continue
        if re.search(r"\d", text[numbers[at - 1].end() : numbers[at].start()]):
            continue
        for one, other in (point, point[::-1]):
            if _is_near(numbers[at - 1], one, least=_TOGETHER) and _is_near(
                each, other, least=_TOGETHER
            ):
                yield from (at - 1, at)


def _is_near(number: re.Match[str], degrees: float, *, least: int) -> bool:
    """It is the same, rounded or cut off at so many decimals as it has, but not at fewer."""
    told = len(number["decimals"])
    if told < least:
        return False
    step = 10.0 ** -min(told, _ALONE)
    return abs(float(number[0].strip(_SIGNS)) - abs(degrees)) <= step
