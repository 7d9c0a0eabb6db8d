"""Which services take which families: a row of tiles a category, a tile a population."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

import plotly.graph_objects as go

from pages.charts import hatching, theme
from pages.charts.canvas import Canvas, Fill, told
from pages.charts.heatmap import letters
from pages.charts.theme import Size
from pages.charts.words import Words
from scoring.acceptance import Verdict

_LABELS = 0.4  # of a wide chart
_WIDE = 45  # letters that a wide chart holds
_BESIDE, _HALF = 38, 50  # letters of a label left of the tiles, and of a name in half a line
_GAP = 14
_ORDER: tuple[Verdict, ...] = ("guaranteed", "open", "impossible", "not_scanned")


@dataclass(frozen=True, slots=True)
class Tile:
    """What is known of the services of one category and one population.

    Attributes:
        verdict: "guaranteed", "open", "impossible" or "not_scanned", as `scoring.acceptance` tells.
        yes: services that are known to take them.
        no: services that are known not to.
        not_known: services of which it is not known, or that nobody asked.
    """

    verdict: Verdict
    yes: int = 0
    no: int = 0
    not_known: int = 0


@dataclass(frozen=True, slots=True)
class Category:
    """One category, with a tile for each population.

    Attributes:
        note: a line about all of it, below its name; empty for none.
    """

    label: str
    tiles: tuple[Tile, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Categories that belong together."""

    label: str
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row of tiles goes: its left edge, how many fit in a line, and in which language."""

    left: float
    columns: int
    words: Words


def coverage_grid(
    groups: Sequence[Group],
    *,
    populations: Sequence[str],
    words: Words,
    size: Size = theme.HAND,
    wide: bool = False,
) -> go.Figure:
    """Tiles in four looks: a number, strokes, an empty frame, and a strong 0.

    Args:
        groups: from top to bottom.
        populations: their names; the first is A.
        words: the language.
        size: how large it speaks.
        wide: words stand left of the tiles instead of above them.

    Raises:
        ValueError: a category does not have one tile for each population.
    """
    _check(groups, populations)
    canvas = Canvas(size=size, low=0.0, high=1.0)
    for fill in _looks(groups, words=words):
        canvas.list_in_key(fill)
    columns = _columns(groups, populations, size=size, wide=wide)
    place = _Place(_LABELS if wide else 0.0, columns, words)
    if groups:
        _name_populations(populations, canvas=canvas, wide=wide)
    for group in groups:
        _write_heading(group, populations, canvas=canvas, place=place)
        for category in group.categories:
            _draw(category, populations, canvas=canvas, place=place)
        canvas.skip(_GAP)
    return hatching.drawn(canvas)


def describe(groups: Sequence[Group], *, populations: Sequence[str], words: Words) -> str:
    """The whole chart in sentences, for those who do not see it."""
    if not groups:
        return words.say("chart.nothing")
    _check(groups, populations)
    return told(
        sentence
        for category in _categories(groups)
        for sentence in (*_named(category), *_told(category, populations, words=words))
    )


def table(
    groups: Sequence[Group], *, populations: Sequence[str], words: Words
) -> list[dict[str, str]]:  # fmt: skip
    """The same as rows of a table, in the same order."""
    _check(groups, populations)
    return [
        {
            words.say("coverage_grid.group"): group.label,
            words.say("coverage_grid.category"): ". ".join(_named(category)),
            **{
                name: said(tile, words=words)
                for name, tile in zip(populations, category.tiles, strict=True)
            },
        }
        for group in groups
        for category in group.categories
    ]


def _named(category: Category) -> tuple[str, ...]:
    """What stands beside or above the tiles of a category."""
    return (category.label, category.note) if category.note else (category.label,)


def printed(tile: Tile) -> str:
    """What stands on a tile."""
    marks = {"guaranteed": f"{tile.yes:,}", "open": "?", "impossible": "0"}
    return marks.get(tile.verdict, "")


def said(tile: Tile, *, words: Words) -> str:
    """What a tile says in words."""
    if tile.verdict == "guaranteed":
        more = "_more" if tile.not_known else ""
        return words.say(f"coverage_grid.some{more}", count=tile.yes, more=tile.not_known)
    if tile.verdict == "open":
        return words.say("coverage_grid.open", count=tile.not_known)
    if tile.verdict == "impossible":
        return words.say("coverage_grid.none", count=tile.no)
    return words.say("coverage_grid.key_not_scanned")


def _told(category: Category, populations: Sequence[str], *, words: Words) -> Iterator[str]:
    """One sentence for each verdict that the category has."""
    named = list(zip(populations, category.tiles, strict=True))
    for verdict in _ORDER:
        names = [
            f"{name} ({tile.yes})" if verdict == "guaranteed" else name
            for name, tile in named
            if tile.verdict == verdict
        ]
        if names:
            head = words.say(f"coverage_grid.key_{verdict}")
            yield words.say("coverage_grid.told", head=head, names=", ".join(names))


def _check(groups: Sequence[Group], populations: Sequence[str]) -> None:
    for category in _categories(groups):
        if len(category.tiles) != len(populations):
            raise ValueError(
                f"coverage_grid: {len(category.tiles)} tiles came for {len(populations)} "
                f"populations in '{category.label}'; one each is right."
            )


def _categories(groups: Sequence[Group]) -> Iterator[Category]:
    for group in groups:
        yield from group.categories


def _fill(verdict: Verdict, *, words: Words) -> Fill:
    makers = {
        "guaranteed": hatching.some, "open": hatching.unknown, "impossible": hatching.none,
        "not_scanned": hatching.empty,
    }  # fmt: skip
    return makers[verdict](words.say(f"coverage_grid.key_{verdict}"))


def _looks(groups: Sequence[Group], *, words: Words) -> list[Fill]:
    """The key: every look that is drawn."""
    there = {tile.verdict for category in _categories(groups) for tile in category.tiles}
    return [_fill(verdict, words=words) for verdict in _ORDER if verdict in there]


def _columns(
    groups: Sequence[Group], populations: Sequence[str], *, size: Size, wide: bool
) -> int:  # fmt: skip
    """Tiles in a line: as many as hold their numbers, in lines of about one length."""
    longest = max(
        (len(printed(tile)) for category in _categories(groups) for tile in category.tiles),
        default=1,
    )
    room = _WIDE * size.text * (1 - _LABELS) if wide else size.plot
    fitting = max(1, int(room // (0.6 * size.text * max(longest, 2) + 8)))
    lines = ceil(len(populations) / fitting)
    return ceil(len(populations) / lines) if lines else 1


def _name_populations(populations: Sequence[str], *, canvas: Canvas, wide: bool) -> None:
    """What each letter stands for; two in a line where there is room."""
    named = [
        f"{letter}  {name}"
        for letter, name in zip(letters(len(populations)), populations, strict=True)
    ]
    if wide and all(len(name) <= _HALF for name in named):
        half = ceil(len(named) / 2)
        for place, name in enumerate(named):
            y = canvas.top + (place % half + 0.5) * canvas.size.line
            canvas.print_at(name, x=0.5 * (place // half), y=y, anchor="left")
        canvas.skip(half * canvas.size.line)
    else:
        for name in named:
            canvas.write(name)
    canvas.skip(_GAP)


def _write_heading(
    group: Group, populations: Sequence[str], *, canvas: Canvas, place: _Place
) -> None:
    """The name of the group, and the letters where one line of tiles holds them all."""
    canvas.write(group.label, bold=True)
    if place.columns < len(populations):
        return
    if place.left and len(theme.lines_of(group.label, width=_BESIDE)) == 1:
        canvas.skip(-canvas.size.line)
    _letter(0, populations, canvas=canvas, place=place)


def _letter(first: int, populations: Sequence[str], *, canvas: Canvas, place: _Place) -> None:
    middle = canvas.top + canvas.size.line / 2
    shown = letters(len(populations))[first : first + place.columns]
    for column, letter in enumerate(shown):
        start, end = _ends(column, place=place)
        canvas.print_at(letter, x=(start + end) / 2, y=middle, color=theme.QUIET)
    canvas.skip(canvas.size.line)


def _ends(column: int, *, place: _Place) -> tuple[float, float]:
    width = (1 - place.left) / place.columns
    start = place.left + column * width
    return start + 0.04 * width, start + 0.96 * width


def _draw(category: Category, populations: Sequence[str], *, canvas: Canvas, place: _Place) -> None:
    height = canvas.size.bar
    lines = [line for name in _named(category) for line in theme.lines_of(name, width=_BESIDE)]
    beside = len(lines) * canvas.size.line if place.left else 0
    if place.left:
        for line, text in enumerate(lines):
            y = canvas.top + (line + 0.5) * canvas.size.line + max(0, height - beside) / 2
            canvas.print_at(text, x=0, y=y, anchor="left")
    else:
        canvas.write(category.label)
        if category.note:
            canvas.write(category.note, bold=True)
        canvas.skip(2)
    top = canvas.top
    for first in range(0, len(populations), place.columns):
        if place.columns < len(populations):
            _letter(first, populations, canvas=canvas, place=place)
        for column in range(min(place.columns, len(populations) - first)):
            _tile(category, populations, which=first + column, canvas=canvas, place=place)
        canvas.skip(height + 2)
    canvas.skip(max(0, beside - (canvas.top - top)) + 6)


def _tile(
    category: Category, populations: Sequence[str], *, which: int, canvas: Canvas, place: _Place
) -> None:
    tile = category.tiles[which]
    fill = _fill(tile.verdict, words=place.words)
    start, end = _ends(which % place.columns, place=place)
    middle = canvas.top + canvas.size.bar / 2
    hover = f"{category.label} – {populations[which]}: {said(tile, words=place.words)}"
    canvas.bar(fill, start=start, end=end, y=middle, height=canvas.size.bar, hover=hover)
    if text := printed(tile):
        color = theme.INK if fill.hatched else theme.text_on(fill.color)
        ground = theme.PAPER if fill.hatched else ""
        canvas.print_at(
            text, x=(start + end) / 2, y=middle, color=color, ground=ground, bold=True
        )  # fmt: skip
