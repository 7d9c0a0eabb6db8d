"""Counties by how much of a need is covered in each: what a map draws, and the same in words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pages.charts.county_map import County, Map, Value
from pages.charts.within_reach import said
from pages.charts.words import Words

Standing = Literal["known", "unknown", "nobody", "no_figure"]
"""Of a county: known; not known, since a service for it does not say or one may be for it; nobody
is in need; or without a figure of need."""


@dataclass(frozen=True, slots=True)
class Served:
    """One county.

    Attributes:
        low, likely, high: families that can be served for every 100 in need; high is inf where
            nothing limits it. What is stated only, where it is not known.
        unmet: families who find no place, in words.
        not_stated: services for it that do not say how much they can take.
        from_list: services for it that only a list knows; the low end counts none of them.
        is_doubted: some of those say how much they can take, so that it may be less than stated.
    """

    county: County
    standing: Standing
    low: float = 0.0
    likely: float = 0.0
    high: float = 0.0
    unmet: str = ""
    not_stated: int = 0
    from_list: int = 0
    is_doubted: bool = False


def map_of(title: str, served: Sequence[Served]) -> Map:
    """The counties in their order, as `county_map` draws them."""
    return Map(title, tuple(_value(each) for each in served))


def tell(served: Sequence[Served], *, words: Words) -> str:
    """A line for each county with families in need, then those of which nothing is reckoned."""
    lines = [_line(each, words=words) for each in served if each.standing in ("known", "unknown")]
    for standing in ("nobody", "no_figure"):
        names = [each.county.name for each in served if each.standing == standing]
        if names:
            lines.append(words.say(f"served.{standing}", names=", ".join(names)))
    return "\n".join(lines) or words.say("chart.nothing")


def _value(each: Served) -> Value:
    if each.standing == "known":
        return Value("known", each.likely, at_most=each.is_doubted)
    return Value("not_computable" if each.standing == "no_figure" else each.standing)


def _line(each: Served, *, words: Words) -> str:
    low, likely, high = (said(one_end) for one_end in (each.low, each.likely, each.high))
    key = "known" if each.low == each.high else "range"
    if each.standing == "unknown":
        silent = "not_stated_from_list" if each.is_doubted else "not_stated"
        key = silent if each.not_stated else "somewhere"
    elif math.isinf(each.high):
        key = "no_limit"
    line = words.say(
        f"served.{key}",
        name=each.county.name,
        low=low,
        likely=likely,
        high=high,
        unmet=each.unmet,
        count=each.not_stated,
    )
    if not each.from_list:
        return line
    return f"{line}. {words.say('served.from_list', count=each.from_list)}"
