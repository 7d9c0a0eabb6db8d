"""Counties beside the mean of their state: a scale around 1 that is told by lines as by color.

Less than the mean has lines across, more has crosses, so that both sides are apart in gray too.
"""

from bisect import bisect_right
from collections.abc import Sequence
from math import isinf
from typing import Any

from pages.charts import theme
from pages.charts.county_map import Classes, Look, Map, Value
from pages.charts.within_reach import Reached, said, untold, untold_value
from pages.charts.words import Words

BREAKS = (0.5, 0.8, 1.25, 2.0)
"""Half and twice the mean, and a band around 1 in which a county is about at the mean."""
_LEAST, _LESS, _ABOUT, _MORE, _MOST = theme.diverging(5)


def classes(words: Words) -> Classes:
    """The classes of every such map, whatever the amounts are."""
    looks = (
        _look(0, _LEAST, "-", theme.PAPER, words=words),
        _look(1, _LESS, "-", theme.QUIET, words=words),
        Look(words.say("beside_mean.class_2"), _ABOUT, {"shape": ""}),
        _look(3, _MORE, "+", theme.QUIET, words=words),
        _look(4, _MOST, "+", theme.PAPER, words=words),
    )
    return Classes(BREAKS, (), looks, words.say("beside_mean.none"))


def map_of(title: str, reached: Sequence[Reached]) -> Map:
    """The counties in their order, as `county_map` draws them with these classes.

    Args:
        title: what is counted, and which mean is 1.
        reached: their amounts are multiples of the mean.
    """
    return Map(title, tuple(_value(each) for each in reached))


def tell(reached: Sequence[Reached], *, words: Words) -> str:
    """The counties of each class with their ranges, those with the least first; then the others."""
    told = classes(words)
    lines: list[str] = []
    for kind in told.kinds:
        own = [each for each in reached if each.standing == "known" and _kind(each) == kind]
        if own:
            name = told.zero if isinstance(kind, str) else told.looks[kind].name
            own = sorted(own, key=lambda each: each.likely)
            listed = "; ".join(_line(each, words=words) for each in own)
            lines += [words.say("beside_mean.told", head=name, names=listed)]
    return "\n".join((*lines, *untold(reached, words=words))) or words.say("chart.nothing")


def _kind(each: Reached) -> str | int:
    return bisect_right(BREAKS, each.likely) if each.likely else "zero"


def _look(which: int, color: str, shape: str, lines: str, *, words: Words) -> Look:
    pattern: dict[str, Any] = {
        "shape": shape, "bgcolor": color, "fgcolor": lines, "size": 6, "solidity": 0.2,
    }  # fmt: skip
    return Look(words.say(f"beside_mean.class_{which}"), color, pattern)


def _value(each: Reached) -> Value:
    if each.standing == "known":
        return Value("known", each.likely)
    return untold_value(each.standing)


def _line(each: Reached, *, words: Words) -> str:
    if not each.high:
        return each.county.name
    low, likely, high = (said(one_end) for one_end in (each.low, each.likely, each.high))
    key = "no_limit" if isinf(each.high) else "exact" if low == high else "range"
    return words.say(f"beside_mean.{key}", name=each.county.name, likely=likely, low=low, high=high)
