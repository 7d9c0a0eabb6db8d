"""Charts as a browser draws them: on a phone, from the back of a room, without a network."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit
from playwright.sync_api import Browser, Page

from pages.charts import theme
from pages.charts.bars import Row, bars
from pages.charts.change import Moves, Shift, change
from pages.charts.dumbbell import Gaps, dumbbell
from pages.charts.heatmap import Block, Cell, heatmap
from pages.charts.strip import Strip, strip
from pages.charts.words import Words, words
from surveys.figures import Look, Voice

pytestmark = pytest.mark.browser

OUTSIDE = """() => [...document.querySelectorAll('.annotation-text, .legendtext')]
  .map(text => [text.getBoundingClientRect(), text.textContent])
  .filter(([box]) => box.width && (box.left < -1 || box.right > window.innerWidth + 1))
  .map(([, words]) => words)"""
OVERLAPPING = """() => {
  const boxes = [...document.querySelectorAll('.annotation-text, .legendtext')]
    .map(text => [text.getBoundingClientRect(), text.textContent]).filter(([box]) => box.width);
  const met = [];
  boxes.forEach(([a, one], i) => boxes.slice(i + 1).forEach(([b, other]) => {
    const across = a.left < b.right - 2 && b.left < a.right - 2;
    if (across && a.top < b.bottom - 3 && b.top < a.bottom - 3) met.push([one, other]);
  }));
  return met;
}"""
COVERED = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(chart => {
  const button = chart.querySelector('.modebar').getBoundingClientRect();
  return [...chart.querySelectorAll('.annotation-text, .legendtext')]
    .map(text => [text.getBoundingClientRect(), text.textContent])
    .filter(([box]) => box.right > button.left && box.top < button.bottom)
    .map(([, words]) => words);
})"""


def served_font() -> str:
    """The style that brings the letters of the app, as its own server would."""
    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    (file,) = media.glob("SourceSansVF-Upright*.woff2")
    source = f"src:url({file.as_uri()})"
    return f'@font-face{{font-family:"Source Sans";font-weight:100 900;{source}}}'


@pytest.fixture
def drawn_at(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """A page of some width that holds figures; whatever it asks the network for is refused."""
    pages: list[Page] = []

    def draw(*figures: Any, width: int) -> Page:
        file = tmp_path / f"chart-{width}.html"
        body = "".join(
            figure.to_html(include_plotlyjs=not place, config=theme.CONFIG, full_html=False)
            for place, figure in enumerate(figures)
        )
        head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        style = f"<style>{served_font()}body{{margin:0;font-family:'Source Sans'}}</style>"
        page_text = f"<!doctype html>{head}{style}<body>{body}"
        file.write_text(page_text, encoding="utf-8")
        page = chromium.new_page(viewport={"width": width, "height": 800})
        pages.append(page)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        page.wait_for_selector(".annotation-text")
        page.evaluate("document.fonts.ready")
        assert page.evaluate("document.fonts.check('15px \"Source Sans\"')")
        assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
        return page

    yield draw
    for page in pages:
        page.close()


def every_kind(drawn: type, blurred: type) -> list[Row]:
    long = "Courts should give families more time, even when the limit in the law is near."
    return [
        Row(long, drawn(30, (1, 4, 15, 10), no_answer=3)),
        Row("Nobody disagrees.", drawn(30, (0, 0, 11, 19))),
        Row("Nearly all on one level", drawn(30, at_least=blurred("level", 3, 28))),
        Row("Nearly all on one side", drawn(30, at_least=blurred("side", 0, 28))),
        Row("Courts and legal partners (3 agencies, 7 people)", drawn(7, mean=3.5)),
        Row("Open", drawn(7, mean=3.5, mean_edge="at_least")),
        Row("Sides", drawn(8, sides=(3, 0, 5))),
        Row("Not shown", None),
    ]


@pytest.mark.parametrize(
    ("width", "size"),
    [
        (320, theme.HAND),
        pytest.param(360, theme.HAND, marks=pytest.mark.long),
        (1280, theme.HAND),
        pytest.param(1280, theme.ROOM, marks=pytest.mark.long),
    ],
    ids=["small phone", "phone", "desk", "projector"],
)
def test_no_word_is_cut_off_or_printed_over_another(
    width: int,
    size: theme.Size,
    drawn_at: Callable[..., Page],
    four_points: Look,
    english: Words,
    drawn: type,
    blurred: type,
) -> None:
    rows = every_kind(drawn, blurred)
    page = drawn_at(bars(rows, look=four_points, words=english, size=size), width=width)
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(OVERLAPPING) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_person_is_a_block_on_the_screen(
    drawn_at: Callable[..., Page], four_points: Look, english: Words, drawn: type
) -> None:
    figure = bars([Row("A", drawn(30, (1, 4, 15, 10)))], look=four_points, words=english)
    page = drawn_at(figure, width=360)
    widths = page.evaluate(
        "[...document.querySelectorAll('.barlayer .point path')]"
        ".map(path => path.getBoundingClientRect().width).filter(width => width > 1)"
    )
    assert len(widths) == 30
    assert max(widths) - min(widths) < 2


def test_stages_with_long_names_fit_a_phone(
    drawn_at: Callable[..., Page], stages: Look, english: Words, drawn: type
) -> None:
    rows = [Row("Our partners have one shared mission.", drawn(30, (3, 8, 12, 5, 2)))]
    page = drawn_at(bars(rows, look=stages, words=english), width=320)
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(OVERLAPPING) == []


def group_charts(language: str, size: theme.Size) -> list[Any]:
    said = words(language)
    long = "Courts should give families more time, even when the limit in the law is near."
    names = ("Child welfare", "Courts and legal partners (3 agencies, 7 people)", *"cdefgh")
    cells = (Cell(0.5), Cell(-0.5), Cell(1.2, "at_least"), Cell(-1.2, "at_most"), Cell(0.0))
    block = Block(long, (*cells, Cell(0.1, within_chance=True), None, Cell(-0.4)))
    gaps = [Gaps(long, 0.6, 1.3, (0.7, 1.0)), Gaps("Short.", 0.8, 0.9, (0.0, 1.0))]
    deals = tuple(value for value in range(12) for _ in range(80))
    moves = Moves(long, Shift(0.92, 0.78, (-0.24, -0.03)), Shift(0.71, 0.74, (-0.1, 0.4)))
    voices: tuple[Voice, ...] = ("agreement", "plain", "stages")
    return [
        *(dumbbell(gaps, kind=kind, words=said, size=size) for kind in ("exact", "averages")),
        *(heatmap([block], groups=names, voice=voice, words=said, size=size) for voice in voices),
        *(strip(Strip(deals, place, 4.1), words=said, size=size) for place in (0, 6, 13)),
        *(change([moves], voice=voice, words=said, size=size) for voice in voices),
    ]


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.long), "es"])
@pytest.mark.parametrize(
    ("width", "size"),
    [
        (320, theme.HAND),
        pytest.param(736, theme.HAND, marks=pytest.mark.long),
        pytest.param(736, theme.ROOM, marks=pytest.mark.long),
    ],
    ids=["small phone", "desk", "projector"],
)
def test_no_word_about_groups_is_cut_off_or_printed_over_another(
    width: int, size: theme.Size, language: str, drawn_at: Callable[..., Page]
) -> None:
    page = drawn_at(*group_charts(language, size), width=width)
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(OVERLAPPING) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_button_that_saves_the_picture_covers_no_word_and_has_a_name(
    drawn_at: Callable[..., Page],
) -> None:
    figures = group_charts("es", theme.HAND)
    page = drawn_at(*figures, width=320)
    assert page.locator("button.modebar-btn[aria-label]").count() == len(figures)
    assert page.evaluate(COVERED) == []
