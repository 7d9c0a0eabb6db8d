"""Where groups lie, seen from the whole team: a row of cells a statement, a cell a group."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import plotly.graph_objects as go

from pages.charts import theme
from pages.charts.canvas import Canvas, Fill, told
from pages.charts.theme import Size
from pages.charts.words import Words
from surveys.figures import Voice

GREY = "#ececec"
DARKER_FROM = 1.0
"""Points from which a cell has the darker of its two colors."""
_GAP = 16
_EDGES = {"at_least": "≥", "at_most": "≤"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One group on one statement.

    Attributes:
        value: its average minus the team's, in scale points.
        edge: "at_least" or "at_most" where the average is only known to be that.
        within_chance: whether random dealing often gives such an average.
    """

    value: float
    edge: str | None = None
    within_chance: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One statement, a cell for each group; None where a group's is not shown."""

    label: str
    cells: tuple[Cell | None, ...]


def heatmap(
    blocks: Sequence[Block],
    *,
    groups: Sequence[str],
    voice: Voice,
    words: Words,
    size: Size = theme.HAND,
) -> go.Figure:
    """The statements from top to bottom in the order given, groups by letter in theirs.

    Args:
        blocks: one for each statement.
        groups: their names; the first is A.
        voice: how the scale speaks of its two ends.
        words: the language.
        size: how large it speaks.

    Raises:
        ValueError: a statement does not have one cell for each group.
    """
    canvas = Canvas(size=size, low=0.0, high=1.0)
    _explain(canvas, blocks, voice=voice, words=words)
    for letter, name in zip(letters(len(groups)), groups, strict=True):
        canvas.write(f"{letter}  {name}")
    canvas.skip(_GAP)
    for block in blocks:
        _check(block, groups)
        _draw(block, canvas=canvas, groups=groups, voice=voice, words=words)
    return canvas.figure()


def describe(blocks: Sequence[Block], *, groups: Sequence[str], words: Words) -> str:
    """The whole chart in sentences, for those who do not see it."""
    if not blocks:
        return words.say("chart.nothing")
    return told(
        sentence
        for block in blocks
        for sentence in (
            block.label,
            "; ".join(
                f"{name} {_said(cell, words=words)}"
                for name, cell in zip(groups, block.cells, strict=True)
            ),
        )
    )


def table(
    blocks: Sequence[Block], *, groups: Sequence[str], words: Words
) -> list[dict[str, str]]:  # fmt: skip
    """The same figures as rows of a table, in the same order."""
    return [
        {
            words.say("table.statement"): block.label,
            **{
                name: _said(cell, words=words)
                for name, cell in zip(groups, block.cells, strict=True)
            },
        }
        for block in blocks
    ]


def letters(count: int) -> tuple[str, ...]:
    """A, B, C and so on; AA after Z."""
    return tuple(
        chr(ord("A") + place % 26) * (1 + place // 26) for place in range(count)
    )  # fmt: skip


def signed(value: float) -> str:
    """A difference as it is printed: +0.5, −0.5, or 0.0."""
    text = f"{abs(value):.1f}"
    return text if text == "0.0" else f"{'+' if value > 0 else '−'}{text}"


def printed(cell: Cell | None) -> str:
    """What stands in a cell."""
    return "–" if cell is None else f"{_EDGES.get(cell.edge or '', '')}{signed(cell.value)}"


def _said(cell: Cell | None, *, words: Words) -> str:
    if cell is None:
        return words.say("table.hidden")
    if cell.within_chance:
        return words.say("heatmap.by_chance", value=printed(cell))
    return printed(cell)


def _check(block: Block, groups: Sequence[str]) -> None:
    if len(block.cells) != len(groups):
        raise ValueError(
            f"heatmap: {len(block.cells)} cells came for {len(groups)} groups; one each is right."
        )


def _fill(cell: Cell, *, voice: Voice, words: Words) -> Fill:
    kind = voice if voice in ("agreement", "stages") else "plain"
    if cell.within_chance:
        return Fill(GREY, words.say("heatmap.within"))
    if signed(cell.value) == "0.0":
        return Fill(theme.MIDDLE, words.say("heatmap.same"))
    far = round(abs(cell.value), 1) >= DARKER_FROM
    if cell.value > 0:
        color = theme.AGREE_OUTER if far else theme.AGREE_INNER
        return Fill(color, words.say(f"heatmap.above_{kind}{'_far' if far else ''}"))
    color = theme.DISAGREE_OUTER if far else theme.DISAGREE_INNER
    return Fill(color, words.say(f"heatmap.below_{kind}{'_far' if far else ''}"), hatched=True)


def _explain(canvas: Canvas, blocks: Sequence[Block], *, voice: Voice, words: Words) -> None:
    """The key in the order of the scale, only what is drawn."""
    cells = [cell for block in blocks for cell in block.cells if cell is not None]
    for cell in sorted(cells, key=lambda cell: (cell.within_chance, cell.value)):
        canvas.list_in_key(_fill(cell, voice=voice, words=words))


def _columns(groups: int, *, size: Size) -> int:
    fitting = max(1, int(size.plot // (3.9 * size.text + 4)))
    return ceil(groups / ceil(groups / fitting)) if groups else 1


def _draw(
    block: Block, *, canvas: Canvas, groups: Sequence[str], voice: Voice, words: Words
) -> None:
    canvas.write(block.label)
    canvas.skip(2)
    columns = _columns(len(groups), size=canvas.size)
    named = list(zip(letters(len(groups)), groups, block.cells, strict=True))
    height = canvas.size.bar + 6
    for first in range(0, len(named), columns):
        letters_at = canvas.top + canvas.size.line / 2
        middle = canvas.top + canvas.size.line + height / 2
        for place, (letter, name, cell) in enumerate(named[first : first + columns]):
            start, end = place / columns, (place + 1) / columns
            across = (start + end) / 2
            canvas.print_at(letter, x=across, y=letters_at, color=theme.QUIET)
            ground = theme.PAPER
            if cell is not None:
                fill = _fill(cell, voice=voice, words=words)
                ground = fill.color
                hover = f"{name}: {_said(cell, words=words)}"
                canvas.bar(fill, start=start, end=end, y=middle, height=height, hover=hover)
            quiet = cell is None or cell.within_chance
            color = theme.QUIET if quiet else theme.text_on(ground)
            canvas.print_at(
                printed(cell), x=across, y=middle, color=color, ground=ground, bold=not quiet
            )
        canvas.skip(canvas.size.line + height + 2)
    canvas.skip(_GAP)
