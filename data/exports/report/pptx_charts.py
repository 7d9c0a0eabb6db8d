"""Charts of a slide that PowerPoint draws, so that people can change them; with their figures.

Source:
    ECMA-376, Office Open XML, part 1 (DrawingML charts), by way of python-pptx.
"""

import io
import math
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from data.exports.report.charts import text_on
from data.exports.report.document import Bars, Ranges

_INK = "1A1A1A"
_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_PLOT = (0.42, 0.55)
"""Where the bars begin and how wide they are, as shares of the chart; names stand before them."""
_SHORT_NAMES, _SHORT_PLOT = 24, (0.25, 0.71)
_ABOVE, _BELOW, _SCALE = Inches(0.55), Inches(0.25), Inches(0.95)
"""Room for the title, below the bars, and for a scale with its unit."""
_LEGEND_SIGNS, _MARK, _LEGEND_LINE = 90, 6, Inches(0.25)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_ROUND = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
_NO_DAY = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
Column = tuple[str, Sequence[float | None]]


def place_bars(slide: Any, chart: Bars, *, where: tuple[int, int, int, int], language: str) -> Any:
    """A chart of stacked bars of people.

    Returns:
        The shape that holds it.
    """
    columns: list[Column] = [(each.name, each.values) for each in chart.series]
    frame = _place(slide, XL_CHART_TYPE.BAR_STACKED, chart.bars, columns, where=where)
    made = frame.chart
    _dress(made, title=chart.title)
    legend = sum(len(each.name) + _MARK for each in chart.series) // _LEGEND_SIGNS + 1
    _give_room(made, chart.bars, height=where[3], below=_BELOW + legend * _LEGEND_LINE)
    made.value_axis.minimum_scale, made.value_axis.maximum_scale = 0, chart.most
    made.value_axis.visible = False
    plot = made.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    for series, each in zip(plot.series, chart.series, strict=True):
        color = RGBColor.from_string(each.color)
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = color
        series.format.line.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        labels = series.data_labels
        labels.show_value = True
        labels.number_format, labels.number_format_is_linked = "0;;;", False  # no zeros
        labels.position = XL_LABEL_POSITION.CENTER
        labels.font.size = Pt(12)
        labels.font.color.rgb = RGBColor.from_string(text_on(each.color).upper())
    made.has_legend = True
    made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    made.legend.font.size = Pt(12)
    _speak(made, language)
    return frame


def place_ranges(
    slide: Any, chart: Ranges, *, where: tuple[int, int, int, int], language: str
) -> Any:
    """A chart of bars up to each point, with lines for the range that it may lie in.

    Returns:
        The shape that holds it.
    """
    less = [_apart(m, low) for m, low in zip(chart.middle, chart.low, strict=True)]
    more = [_apart(high, m) for m, high in zip(chart.middle, chart.high, strict=True)]
    columns: list[Column] = [(chart.unit, chart.middle), ("-", less), ("+", more)]
    frame = _place(slide, XL_CHART_TYPE.BAR_CLUSTERED, chart.rows, columns, where=where, shown=1)
    made = frame.chart
    _dress(made, title=chart.title)
    _give_room(made, chart.rows, height=where[3], below=_SCALE)
    made.value_axis.minimum_scale, made.value_axis.maximum_scale = _ends(chart)
    made.value_axis.has_title = True
    made.value_axis.axis_title.text_frame.text = chart.unit
    _write(made.value_axis.axis_title.text_frame, size=12)
    made.value_axis.tick_labels.font.size = Pt(12)
    _turn_round(made)
    plot = made.plots[0]
    plot.gap_width = 80
    series = plot.series[0]
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor(0x9D, 0xB8, 0xD2)
    before = series._element.find(qn("c:cat"))
    before.addprevious(_whiskers(less, more))
    made.has_legend = False
    _speak(made, language)
    return frame


def _place(
    slide: Any,
    kind: XL_CHART_TYPE,
    names: Sequence[str],
    columns: Sequence[Column],
    *,
    where: tuple[int, int, int, int],
    shown: int | None = None,
) -> Any:
    """A chart of the first columns, with a workbook that holds all of them.

    Args:
        shown: how many columns are series of the chart; all unless it is said.
    """
    given = CategoryChartData()
    given.categories = [_one_line(name) for name in names]
    for name, values in columns[:shown]:
        given.add_series(_one_line(name), values)
    frame = slide.shapes.add_chart(kind, *where, given)
    frame.chart.part.chart_workbook.update_from_xlsx_blob(_workbook(names, columns))
    return frame


def _workbook(names: Sequence[str], columns: Sequence[Column]) -> bytes:
    """The figures behind a chart: names in the first column, a series in each other one.

    A cell holds what was typed and never a formula, whatever it begins with.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as workbook:
        workbook.set_properties({"author": "", "created": _NO_DAY})
        sheet = workbook.add_worksheet("Sheet1")
        quoted = workbook.add_format({"quote_prefix": True})
        for row, name in enumerate(names, start=1):
            sheet.write_string(row, 0, _one_line(name), quoted)
        for column, (name, values) in enumerate(columns, start=1):
            sheet.write_string(0, column, _one_line(name), quoted)
            for row, value in enumerate(values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value)
    return file.getvalue()


def _dress(chart: Any, *, title: str) -> None:
    """Its title, and its bars from above downwards."""
    chart.has_title = True
    chart.chart_title.include_in_layout = False
    chart.chart_title.text_frame.text = _one_line(title)
    _write(chart.chart_title.text_frame, size=16)
    chart.font.size, chart.font.color.rgb = Pt(12), RGBColor.from_string(_INK)
    axis = chart.category_axis
    axis.reverse_order = True
    axis.has_major_gridlines = False
    axis.format.line.color.rgb = RGBColor(0x8C, 0x8C, 0x8C)
    axis.tick_labels.font.size = Pt(12)
    chart.value_axis.has_major_gridlines = False


def _speak(chart: Any, language: str) -> None:
    """Let all words of a chart say their language."""
    for each in chart._chartSpace.iter(qn("a:defRPr"), qn("a:rPr")):
        each.set("lang", language)


def _give_room(chart: Any, names: Sequence[str], *, height: int, below: int) -> None:
    """Room for names beside the bars, and for what stands above and below them."""
    plot = chart._chartSpace.find(f".//{qn('c:plotArea')}")
    left, width = _PLOT if max(map(len, names), default=0) > _SHORT_NAMES else _SHORT_PLOT
    for each in plot.findall(qn("c:layout")):
        plot.remove(each)
    values = {"x": left, "y": _ABOVE / height, "w": width, "h": 1 - (_ABOVE + below) / height}
    edges = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in values.items())
    plot.insert(
        0,
        parse_xml(
            f'<c:layout {_SPACES}><c:manualLayout><c:layoutTarget val="inner"/>'
            f'<c:xMode val="edge"/><c:yMode val="edge"/>{edges}</c:manualLayout></c:layout>'
        ),
    )


def _turn_round(chart: Any) -> None:
    """With the first name at the top, the scale would stand there too; it belongs below."""
    crosses = chart._chartSpace.find(f".//{qn('c:valAx')}/{qn('c:crosses')}")
    crosses.set("val", "max")


def _whiskers(less: Sequence[float | None], more: Sequence[float | None]) -> Any:
    """Lines from the low to the high end; they follow the second and third column of figures."""

    def column(letter: str, values: Sequence[float | None]) -> str:
        points = "".join(
            f'<c:pt idx="{place}"><c:v>{value!r}</c:v></c:pt>'
            for place, value in enumerate(values)
            if value is not None
        )
        return (
            f"<c:numRef><c:f>Sheet1!${letter}$2:${letter}${len(values) + 1}</c:f><c:numCache>"
            f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}'
            "</c:numCache></c:numRef>"
        )

    return parse_xml(
        f'<c:errBars {_SPACES}><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/><c:plus>{column("D", more)}</c:plus>'
        f"<c:minus>{column('C', less)}</c:minus>"
        f'<c:spPr><a:ln w="28575"><a:solidFill><a:srgbClr val="{_INK}"/></a:solidFill></a:ln>'
        "</c:spPr></c:errBars>"
    )


def _ends(chart: Ranges) -> tuple[float, float]:
    """A scale from zero, or below, to a round number above everything."""
    known = [each for each in (*chart.low, *chart.middle, *chart.high) if each is not None]
    return -_round_above(-min(known, default=0)), _round_above(max(known, default=0)) or 1.0


def _round_above(value: float) -> float:
    """The next of a few round numbers times a power of ten; 0 for what is not above zero."""
    if value <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in _ROUND if step * power >= value)


def _apart(high: float | None, low: float | None) -> float | None:
    return None if high is None or low is None else high - low


def _write(frame: Any, *, size: int) -> None:
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.size, run.font.bold = Pt(size), True
            run.font.color.rgb = RGBColor.from_string(_INK)


def _one_line(text: str) -> str:
    return " ".join(text.split())
