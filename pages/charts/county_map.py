"""Counties filled by what is known of them, one map or several on one scale; all of it drawn here.

No background, no tiles and no address of another host: the outlines are plain lines and areas.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import plotly.graph_objects as go

from pages.charts import hatching, theme
from pages.charts.canvas import told
from pages.charts.map_sheet import Sheet, layout_of
from pages.charts.projection import Frame, Outline, Points, frame_around, path_of
from pages.charts.theme import Size
from pages.charts.words import Words, number

Standing = Literal["known", "unknown", "nobody", "not_computable"]
Kind = Literal["zero", "unknown", "nobody", "not_computable"] | int
"""How a county is filled; a number is a class, the lowest first."""

MOST_CLASSES = 5
_MOST_NAMES = 8
_AT_FULL_WIDTH = 300  # counties; the edges of more are thinner, or they would hide what they hold
_DOTS = {
    "shape": ".", "bgcolor": hatching.NONE, "fgcolor": theme.PAPER, "size": 5, "solidity": 0.2,
}  # fmt: skip
_BOUNDS = ("", "at_least", "at_most", "about")
_NOT_COUNTED = ("unknown", "nobody", "not_computable")
_PATTERNS = {"zero": _DOTS, "unknown": hatching.STROKES, "nobody": hatching.CROSSES}
_HIT = {"opacity": 0, "size": 16, "color": theme.INK}
_PLACE = {
    "symbol": "diamond", "size": 10, "color": theme.INK, "opacity": 1,
    "line": {"color": theme.PAPER, "width": 1.5},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class County:
    """One county on the maps.

    Attributes:
        id: its code.
        name: as it is told.
        outlines: its lines.
        center: longitude and latitude of its middle, in degrees.
    """

    id: str
    name: str
    outlines: tuple[Outline, ...]
    center: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Value:
    """What is known of one county.

    Attributes:
        standing: "known", "unknown", "nobody" where nobody is in need, or "not_computable" where
            there is no figure of need.
        amount: in the unit of the map, 0 or more; of no meaning unless it is known.
        at_least: there may be more.
        at_most: there may be less; with `at_least` nothing is sure but that something is told.
    """

    standing: Standing
    amount: float = math.nan
    at_least: bool = False
    at_most: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """One map: its title, which tells the unit too, and one value for each county."""

    title: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A point that anybody may see; places that are kept confidential must not be handed in."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Look:
    """How a class of a scale that is given looks.

    Attributes:
        name: in the key.
        color: of its counties.
        pattern: of Plotly, so that the class is told without color too; {"shape": ""} is none.
    """

    name: str
    color: str
    pattern: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes that all maps share.

    Attributes:
        breaks: the lowest amount of each class but the first.
        ranges: the lowest and the highest amount that lie in each.
        looks: of each, where they are not simply from pale to dark and told by their ends.
        zero: what 0 is called in the key.
    """

    breaks: tuple[float, ...]
    ranges: tuple[tuple[float, float], ...]
    looks: tuple[Look, ...] = ()
    zero: str = "0"

    def kind(self, value: Value) -> Kind:
        """How a county of this value is filled."""
        if value.standing != "known":
            return value.standing
        return bisect_right(self.breaks, value.amount) if value.amount else "zero"

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """All that there are, in the order of the key."""
        return ("zero", *range(len(self.looks or self.ranges)), *_NOT_COUNTED)


def county_map(
    maps: Sequence[Map],
    *,
    counties: Sequence[County],
    words: Words,
    places: Sequence[Place] = (),
    left_out: Sequence[str] = (),
    classes: Classes | None = None,
    size: Size = theme.HAND,
    wide: bool = False,
) -> go.Figure:
    """The maps in the same classes, so that a color means the same on each.

    Args:
        maps: from top to bottom, or side by side if `wide`.
        counties: that are drawn.
        words: the language.
        places: marked on every map.
        left_out: areas that there are figures for and that cannot be drawn, by name.
        classes: of a scale that does not hang on the amounts; None for `classes_of`.
        size: how large it speaks.

    Raises:
        ValueError: a map has not one value for each county, or one told to be known is no amount.
    """
    _check(maps, counties)
    shared = classes or classes_of(maps)
    frame = frame_around([line for county in counties for line in county.outlines])
    keys = list(_keys(maps, shared=shared, words=words))
    traces = [_swatch(name, _marker(kind, shared)) for kind, name in keys]
    if places:
        traces.append(_place_swatch(words))
    titles, entries = [each.title for each in maps], [trace["name"] for trace in traces]
    note = left_out_note(left_out, words=words)
    sheet = Sheet(tuple(titles), note, tuple(entries), frame, size, wide)
    marks = [_marks(places, frame=frame)] if places else []
    for which, each in enumerate(maps):
        drawn = _filled(each, counties, shared=shared, frame=frame)
        hits = _hits(each, counties, frame=frame, words=words)
        traces += [{**trace, **sheet.axes(which)} for trace in (*drawn, hits, *marks)]
    return go.Figure({"data": traces, "layout": layout_of(sheet)})


def classes_of(maps: Sequence[Map]) -> Classes:
    """At most five classes, about as many counties of all maps together in each.

    Up to five different amounts get a class each. Zero is in none: it has a look of its own.
    """
    amounts = sorted(
        value.amount
        for each in maps
        for value in each.values
        if value.standing == "known" and value.amount
    )
    if not amounts:
        return Classes((), ())
    different = sorted(set(amounts))
    dealt = different if len(different) <= MOST_CLASSES else amounts
    cuts = {dealt[step * len(dealt) // MOST_CLASSES] for step in range(1, MOST_CLASSES)}
    breaks = tuple(sorted(cuts - {amounts[0]}))
    starts = [0, *(amounts.index(cut) for cut in breaks), len(amounts)]
    ranges = tuple((amounts[start], amounts[end - 1]) for start, end in pairwise(starts))
    return Classes(breaks, ranges)


def describe(
    maps: Sequence[Map],
    *,
    counties: Sequence[County],
    words: Words,
    left_out: Sequence[str] = (),
) -> str:
    """All maps in sentences, for those who do not see them; areas left out are named."""
    if not maps or not counties:
        return told((words.say("chart.nothing"), _all_left_out(left_out, words=words)))
    _check(maps, counties)
    shared = classes_of(maps)
    sentences: list[str] = []
    for each in maps:
        sentences.append(each.title)
        for kind, name in _keys([each], shared=shared, words=words):
            named = [
                county.name
                for county, value in zip(counties, each.values, strict=True)
                if shared.kind(value) == kind
            ]
            listed = ", ".join(named)
            sentences.append(words.say("county_map.told", head=name, names=listed))
    return told((*sentences, _all_left_out(left_out, words=words)))


def table(
    maps: Sequence[Map],
    *,
    counties: Sequence[County],
    words: Words,
    left_out: Sequence[str] = (),
) -> list[dict[str, str]]:
    """A row for each county, and one for each area that is left out."""
    _check(maps, counties)
    head, absent = words.say("county_map.area"), words.say("county_map.left_out_heading")
    rows = [
        {head: county.name, **{each.title: said(each.values[which], words=words) for each in maps}}
        for which, county in enumerate(counties)
    ]
    return rows + [{head: name, **{each.title: absent for each in maps}} for name in left_out]


def said(value: Value, *, words: Words) -> str:
    """What is known of a county, in words."""
    if value.standing == "known":
        amount = _amount(value.amount)
        key = _BOUNDS[value.at_least + 2 * value.at_most]
        return words.say(f"county_map.{key}", amount=amount) if key else amount
    return words.say(f"county_map.{value.standing}")


def left_out_note(names: Sequence[str], *, words: Words) -> str:
    """What is printed below the maps: the first few areas left out, and how many more there are."""
    if not names:
        return ""
    shown, more = ", ".join(names[:_MOST_NAMES]), len(names) - _MOST_NAMES
    if more > 0:
        return words.say("county_map.left_out_more", names=shown, count=more)
    return words.say("county_map.left_out", names=shown)


def _all_left_out(names: Sequence[str], *, words: Words) -> str:
    return words.say("county_map.left_out", names=", ".join(names)) if names else ""


def _amount(amount: float) -> str:
    return number(amount, digits=2 if amount < 10 else 0)


def _check(maps: Sequence[Map], counties: Sequence[County]) -> None:
    for each in maps:
        if len(each.values) != len(counties):
            raise ValueError(
                f"county_map: {len(each.values)} values came for {len(counties)} counties in "
                f"'{each.title}'; one each is right."
            )
        for county, value in zip(counties, each.values, strict=True):
            if value.standing == "known" and not 0 <= value.amount < math.inf:
                raise ValueError(
                    f"county_map: {county.id} is told to be known as {value.amount} in "
                    f"'{each.title}'; a number of 0 or more, or 'unknown', is right."
                )


def _keys(maps: Sequence[Map], *, shared: Classes, words: Words) -> Iterator[tuple[Kind, str]]:
    """Every kind that is drawn, and what it is called."""
    there = {shared.kind(value) for each in maps for value in each.values}
    for kind in shared.kinds:
        if kind not in there:
            continue
        if isinstance(kind, str):
            yield kind, shared.zero if kind == "zero" else words.say(f"county_map.{kind}")
        elif shared.looks:
            yield kind, shared.looks[kind].name
        else:
            low, high = (_amount(end) for end in shared.ranges[kind])
            same = "class_one" if low == high else "class_to"
            yield kind, words.say(f"county_map.{same}", low=low, high=high)


def _color(kind: Kind, shared: Classes) -> str:
    if isinstance(kind, int):
        if shared.looks:
            return shared.looks[kind].color
        many = len(shared.ranges)
        return theme.sequential(many)[kind] if many > 1 else theme.STAGE_LAST
    return hatching.NONE if kind == "zero" else theme.PAPER


def _pattern(kind: Kind, shared: Classes) -> dict[str, Any]:
    if isinstance(kind, int) and shared.looks:
        return dict(shared.looks[kind].pattern)
    return _PATTERNS.get(str(kind), {"shape": ""})


def _marker(kind: Kind, shared: Classes) -> dict[str, Any]:
    pattern = _pattern(kind, shared)
    return {"color": _color(kind, shared), "line": hatching.EDGE, "pattern": pattern}


def _swatch(name: str, marker: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "bar", "x": [None], "y": [None], "name": theme.safe(name), "showlegend": True,
        "marker": marker,
    }  # fmt: skip


def _place_swatch(words: Words) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": [None], "y": [None], "showlegend": True,
        "name": theme.safe(words.say("county_map.point")), "marker": _PLACE,
    }  # fmt: skip


def _filled(
    each: Map, counties: Sequence[County], *, shared: Classes, frame: Frame
) -> Iterator[dict[str, Any]]:
    """One trace for each kind that this map has, those with nothing to tell on top.

    So their edges stay dark all around, where the class next door has pale ones.
    """
    kinds = [shared.kind(value) for value in each.values]
    thinner = min(1.0, math.sqrt(_AT_FULL_WIDTH / max(1, len(counties))))
    for kind in shared.kinds:
        outlines = [
            line
            for county, of in zip(counties, kinds, strict=True)
            if of == kind
            for line in county.outlines
        ]
        if not outlines:
            continue
        across, up = path_of(outlines, frame=frame)
        color = _color(kind, shared)
        edge = theme.PAPER if theme.text_on(color) == "#ffffff" else theme.QUIET
        width = thinner * (1.3 if kind in _NOT_COUNTED else 0.8)
        pattern = _pattern(kind, shared)
        look = {"fillpattern": pattern} if isinstance(kind, str) or pattern["shape"] else {}
        yield {
            "type": "scatter", "mode": "lines", "x": across, "y": up, "fill": "toself",
            "fillcolor": color, "hoverinfo": "skip", "showlegend": False, **look,
            "line": {"color": edge, "width": width},
        }  # fmt: skip


def _hits(
    each: Map, counties: Sequence[County], *, frame: Frame, words: Words
) -> dict[str, Any]:  # fmt: skip
    """Unseen points in the middle of the counties, to say what is known of each."""
    x, y = frame.project(
        np.array([county.center[0] for county in counties], dtype=float),
        np.array([county.center[1] for county in counties], dtype=float),
    )
    texts = [
        theme.safe(f"{county.name}: {said(value, words=words)}")
        for county, value in zip(counties, each.values, strict=True)
    ]
    return _points(x, y, texts=texts, marker=_HIT)


def _marks(places: Sequence[Place], *, frame: Frame) -> dict[str, Any]:
    x, y = frame.project(
        np.array([place.lon for place in places], dtype=float),
        np.array([place.lat for place in places], dtype=float),
    )
    texts = [theme.safe(place.name) for place in places]
    return _points(x, y, texts=texts, marker=_PLACE)


def _points(
    x: Points, y: Points, *, texts: list[str], marker: dict[str, Any]
) -> dict[str, Any]:  # fmt: skip
    return {
        "type": "scatter", "mode": "markers", "x": x.tolist(), "y": y.tolist(), "marker": marker,
        "hovertext": texts, "hovertemplate": "%{hovertext}<extra></extra>", "showlegend": False,
    }  # fmt: skip
