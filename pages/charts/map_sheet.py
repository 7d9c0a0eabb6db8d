"""Where maps, their titles, their key and a note go: one below another, or side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any

from pages.charts import theme
from pages.charts.projection import Frame
from pages.charts.theme import Size

_WIDE = 45  # letters that a wide sheet holds
_SPACE = 0.03  # between two maps, as a part of the width
_LEAST, _MOST = 110, 640
_GAP = 12
_LONG_ENTRY = 18
_LETTER = 0.52  # width of a letter as a part of its height


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is put on it.

    Attributes:
        titles: one for each map.
        note: below all maps; may be empty.
        entries: of the key.
        frame: the part of the earth that each map shows.
        size: how large it speaks.
        wide: maps stand side by side.
    """

    titles: tuple[str, ...]
    note: str
    entries: tuple[str, ...]
    frame: Frame
    size: Size
    wide: bool

    @property
    def columns(self) -> int:
        """Maps in a line."""
        return max(1, len(self.titles)) if self.wide else 1

    @property
    def width(self) -> float:
        """Of one map, in pixels, where the sheet is as narrow as it is made for."""
        whole = _WIDE * self.size.text if self.wide else self.size.plot
        return whole * (1 - _SPACE * (self.columns - 1)) / self.columns

    @property
    def map_height(self) -> float:
        """Of one map, in pixels."""
        return min(max(self.width / self.frame.aspect, _LEAST), _MOST)

    @property
    def title_height(self) -> float:
        """Of the longest title in a line of maps, in pixels."""
        return self.size.line * max((len(self.title(each)) for each in self.titles), default=0)

    @property
    def note_lines(self) -> tuple[str, ...]:
        """The note, broken into lines."""
        width = int(_WIDE / _LETTER) if self.wide else self.size.characters
        return theme.lines_of(self.note, width=width) if self.note else ()

    @property
    def height(self) -> float:
        """Of all below the key, in pixels."""
        lines = ceil(len(self.titles) / self.columns)
        maps = lines * (self.title_height + self.map_height + _GAP)
        return max(maps + len(self.note_lines) * self.size.line, float(self.size.line))

    def title(self, text: str) -> tuple[str, ...]:
        """A title, broken into lines as long as a map is wide."""
        width = int(self.width / (_LETTER * self.size.text)) if self.wide else self.size.characters
        return theme.lines_of(text, width=width)

    def left(self, which: int) -> float:
        """The left edge of a map as a part of the width."""
        return which % self.columns * (self.share + _SPACE)

    @property
    def share(self) -> float:
        """The width of a map as a part of the whole."""
        return (1 - _SPACE * (self.columns - 1)) / self.columns

    def top(self, which: int) -> float:
        """How far down the title of a map begins, in pixels."""
        return which // self.columns * (self.title_height + self.map_height + _GAP)

    def axes(self, which: int) -> dict[str, str]:
        """The names of a map's two axes."""
        number = str(which + 1) if which else ""
        return {"xaxis": f"x{number}", "yaxis": f"y{number}"}


def layout_of(sheet: Sheet) -> dict[str, Any]:
    """The layout of a figure with one pair of axes for each map."""
    layout = theme.base_layout(height=sheet.height, top=_key_height(sheet), size=sheet.size)
    for which in range(max(1, len(sheet.titles))):
        layout |= _axes(which, sheet=sheet)
    return {
        **layout,
        "hovermode": "closest",
        "hoverdistance": 40,
        "showlegend": bool(sheet.entries),
        "annotations": list(_notes(sheet)),
        "legend": {
            "orientation": "h", "x": 0, "xanchor": "left", "yref": "container", "y": 1,
            "yanchor": "top", "entrywidthmode": "fraction",
            "entrywidth": 0.98 / _key_columns(sheet), "itemclick": False,
            "itemdoubleclick": False, "font": {"size": sheet.size.text},
        },
    }  # fmt: skip


def _key_columns(sheet: Sheet) -> int:
    if any(len(entry) >= _LONG_ENTRY for entry in sheet.entries):
        return 1
    return 4 if sheet.wide else 2


def _key_height(sheet: Sheet) -> float:
    return ceil(len(sheet.entries) / _key_columns(sheet)) * sheet.size.key_line + 12


def _axes(which: int, *, sheet: Sheet) -> dict[str, Any]:
    number = str(which + 1) if which else ""
    hidden = {"visible": False, "fixedrange": True, "constrain": "domain"}
    left = sheet.left(which)
    top = sheet.top(which) + sheet.title_height
    across = [left, min(1.0, left + sheet.share)]
    up = [1 - (top + sheet.map_height) / sheet.height, 1 - top / sheet.height]
    frame = sheet.frame
    return {
        f"xaxis{number}": {
            **hidden, "domain": across, "anchor": f"y{number}",
            "range": [frame.left, frame.right], "constraintoward": "left",
        },
        f"yaxis{number}": {
            **hidden, "domain": [max(0.0, up[0]), min(1.0, up[1])], "anchor": f"x{number}",
            "range": [frame.bottom, frame.top], "scaleanchor": f"x{number}", "scaleratio": 1,
            "constraintoward": "top",
        },
    }  # fmt: skip


def _notes(sheet: Sheet) -> Iterator[dict[str, Any]]:
    """The titles above their maps, and the note below them all."""
    for which, text in enumerate(sheet.titles):
        lines = sheet.title(text)
        top = sheet.top(which) + sheet.title_height - len(lines) * sheet.size.line
        yield _text(lines, x=sheet.left(which), top=top, sheet=sheet, bold=True)
    if sheet.note_lines:
        top = sheet.height - len(sheet.note_lines) * sheet.size.line
        yield _text(sheet.note_lines, x=0, top=top, sheet=sheet, bold=False)


def _text(
    lines: tuple[str, ...], *, x: float, top: float, sheet: Sheet, bold: bool
) -> dict[str, Any]:  # fmt: skip
    shown = "<br>".join(theme.safe(line) for line in lines)
    return {
        "x": x, "xref": "paper", "xanchor": "left", "align": "left",
        "y": 1 - top / sheet.height, "yref": "paper", "yanchor": "top",
        "showarrow": False, "borderpad": 0, "text": f"<b>{shown}</b>" if bold else shown,
        "font": {"size": sheet.size.text, "color": theme.INK},
    }  # fmt: skip
