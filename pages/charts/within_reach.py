"""Places within reach of each county for every 100 families, as a map's values and in words.

What is not known is never drawn as zero: a service in reach that does not say how much it can take
makes a county not known, however little the others state.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pages.charts.county_map import County, Map, Value
from pages.charts.words import Words, number

Standing = Literal["known", "unknown", "not_listed", "no_figure", "nobody"]
"""Of a county: known; not known, since somebody in reach does not say, or no list tells of any
service there; without a figure of need; or in reach of a service around which nobody is in need."""
EACH = 100
"""Families that the places are told for."""


@dataclass(frozen=True, slots=True)
class Reached:
    """One county.

    Attributes:
        low, likely, high: places a year for every 100 families in need; high is inf where nothing
            limits it. What is stated only, where it is not known.
        not_stated: services in reach that do not say how much they can take.
        from_list: services in reach that only a list knows; the low end counts none of them.
        at_least: it is known, and a service that is on no map may add to it.
    """

    county: County
    standing: Standing
    low: float = 0.0
    likely: float = 0.0
    high: float = 0.0
    not_stated: int = 0
    from_list: int = 0
    at_least: bool = False


def map_of(title: str, reached: Sequence[Reached]) -> Map:
    """The counties in their order, as `county_map` draws them."""
    return Map(title, tuple(_value(each) for each in reached))


def tell(reached: Sequence[Reached], *, words: Words) -> str:
    """All counties: those that are known one by one, others by what is not known of them."""
    lines = [_line(each, words=words) for each in reached if each.standing == "known"]
    return "\n".join((*lines, *untold(reached, words=words))) or words.say("chart.nothing")


def untold(reached: Sequence[Reached], *, words: Words) -> list[str]:
    """A line for each reason why counties are not known, with their names."""
    lines: list[str] = []
    unknown: dict[tuple[int, str], list[str]] = {}
    for each in reached:
        if each.standing == "unknown":
            some = each.not_stated and 0 < each.likely < math.inf
            stated = said(each.likely) if some else ""
            unknown.setdefault((each.not_stated, stated), []).append(each.county.name)
    for (count, stated), names in sorted(unknown.items(), reverse=True):
        key = ("not_stated" if stated else "none_stated") if count else "somewhere"
        listed = ", ".join(names)
        lines.append(words.say(f"within_reach.{key}", names=listed, likely=stated, count=count))
    for standing in ("not_listed", "nobody", "no_figure"):
        names = [each.county.name for each in reached if each.standing == standing]
        if names:
            lines += [words.say(f"within_reach.{standing}", names=", ".join(names))]
    return lines


def _value(each: Reached) -> Value:
    if each.standing == "known":
        unsure = each.from_list > 0
        return Value("known", each.likely, at_least=each.at_least, at_most=unsure)
    return untold_value(each.standing)


def untold_value(standing: Standing) -> Value:
    """How a map shows a county that is not known: each reason with a look of its own."""
    if standing == "nobody":
        return Value("nobody")
    return Value("not_computable" if standing == "no_figure" else "unknown")


def _line(each: Reached, *, words: Words) -> str:
    line = _amount(each, words=words)
    if not each.from_list:
        return line
    return f"{line}. {words.say('within_reach.from_list', count=each.from_list)}"


def _amount(each: Reached, *, words: Words) -> str:
    name = each.county.name
    low, likely, high = (said(one_end) for one_end in (each.low, each.likely, each.high))
    if each.at_least and not each.from_list:
        key = "at_least" if each.low == each.likely else "at_least_range"
        return words.say(f"within_reach.{key}", name=name, likely=likely, low=low)
    if each.at_least or math.isinf(each.high):
        return words.say("within_reach.no_limit", name=name, likely=likely, low=low)
    key = "known" if each.low == each.high else "range"
    return words.say(f"within_reach.{key}", name=name, likely=likely, low=low, high=high)


def said(amount: float) -> str:
    """An amount as people write it; one that is not 0 is never written as 0."""
    if 0 < amount < 0.01:
        return "< 0.01"
    return number(amount, digits=2 if amount < 10 else 0)
