"""Charts of resources as a browser draws them, on a phone and on a desk, without a network."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from pages.charts import language_offers, language_reach, lorenz, payer_shares, theme, waiting_line
from pages.charts.county_map import Map, Place, Value, county_map
from pages.charts.coverage_grid import Category, Group, Tile, coverage_grid
from pages.charts.family_funnel import Step, family_funnel
from pages.charts.need_capacity import Ratio, need_capacity
from pages.charts.unmet_need import Unmet, unmet_need
from pages.charts.who_knows import Answers, Service, who_knows
from pages.charts.words import Words, words
from tests.pages.charts.test_county_map import counties_of
from tests.pages.charts.test_rendering import COVERED, OUTSIDE, OVERLAPPING, served_font

pytestmark = pytest.mark.browser

LONG = "Family residential treatment, where children stay with the parent all along"
POPULATIONS = (
    "Pregnant or new parents", "Parents with children along", "Mothers", "Fathers",
    "People on MOUD", "People with a record", "People harmed by a partner",
    "Substance use and mental health", "People who need a language other than English",
    "People with Medicaid or no insurance", "Kin caregivers", "Youth",
)  # fmt: skip
TILES = (
    Tile("guaranteed", yes=48, not_known=2), Tile("open", not_known=3),
    Tile("impossible", no=4), Tile("not_scanned"),
)  # fmt: skip
FILL = """() => [...document.querySelectorAll('.barlayer .point path')].map(path => {
  const box = path.getBoundingClientRect();
  return {width: box.width, height: box.height, fill: getComputedStyle(path).fill,
          stroke: getComputedStyle(path).stroke};
}).filter(shape => shape.width > 1)"""


def every_chart(language: str, size: theme.Size, *, wide: bool) -> list[Any]:
    said = words(language)
    rows = tuple(Category(name, TILES * 3) for name in ("Peer support", LONG))
    groups = (Group("Treatment", rows), Group("Recovery and all that follows after it", rows))
    steps = [Step("All", 478, 478), Step(LONG, 50, 120), Step("Spanish", 0, 31), Step("Men", 0, 0)]
    unknown = float("nan")
    ratios = [
        Ratio(LONG, 0.3, 0.97, 2.58, 0.52), Ratio("Rides", *[unknown] * 4),
        Ratio("Peers", 0.02, 0.08, 40.0, 0.97),
    ]  # fmt: skip
    gaps = [
        Unmet(LONG, 0.0, 0.004, 0.3, at_most=True, note=LONG), Unmet("Rides", stated=1.0),
        Unmet("Peers", 0.5, 0.97, 0.998), Unmet("Legal help", note="Nobody says."),
    ]  # fmt: skip
    agencies = ("Child welfare", "Courts and legal partners (3 agencies, 7 people)", "Schools")
    services = [Service(LONG, (Answers(5, 2, 3, 1), None, Answers(40, 1, 1, 1)), run_by=1)]
    counties = counties_of("KY")
    kinds = (Value("unknown"), Value("not_computable"), Value("known", 0.0), Value("nobody"))
    values = tuple(
        kinds[place % 4] if place % 7 == 0 else Value("known", 0.37 * place) for place in range(120)
    )
    maps = [Map(f"{LONG}: any provider", values), Map("For this family", values[::-1])]
    return [
        coverage_grid(groups, populations=POPULATIONS, words=said, size=size, wide=wide),
        family_funnel(steps, of="mother on methadone, Medicaid", words=said, size=size),
        need_capacity(ratios, tier="families actually referred", words=said, size=size),
        who_knows(services, agencies=agencies, words=said, size=size),
        *other_figures(said, size),
        unmet_need(gaps, tier="families actually referred", words=said, size=size),
        county_map(
            maps, counties=counties, words=said, size=size, wide=wide,
            places=[Place("Clinic", -84.5, 38.0)], left_out=[LONG, "Capitol (09110)"],
        ),
    ]  # fmt: skip


def other_figures(said: Words, size: theme.Size) -> list[Any]:
    unknown = float("nan")
    paying = [
        payer_shares.Paying(LONG, (0.75, 0.05, 0.2), 12_345, (12, 1, 20), 10),
        payer_shares.Paying("Peers", (unknown,) * 3, 0, (1, 0, 2), 3),
    ]
    waits = [
        waiting_line.Asking(LONG, 0.4, 0.8, 1.2, days="Services say 7 to 21 days (2 of 3 say)"),
        waiting_line.Asking("Rides", unknown, unknown, unknown, "Not known: how many need it"),
        waiting_line.Asking("Peers", 0.0, float("inf"), float("inf")),
    ]
    near = [
        language_reach.Near(LONG, 0.22, 0.89, 2), language_reach.Near("Peers", 0.0, 0.0),
        language_reach.Near("Rides", 1.0, 1.0),
    ]  # fmt: skip
    offers = [language_offers.Offers(LONG, (10, 1, 23)), language_offers.Offers("Law", (0, 4, 0))]
    counties = tuple(place / 120 for place in range(121))
    curve = lorenz.Curve(counties, tuple(each**3 for each in counties), 0.5, 120, 12_345, 117)
    return [
        payer_shares.payer_shares(paying, words=said, size=size),
        waiting_line.waiting_line(waits, tier="families actually referred", words=said, size=size),
        language_offers.language_offers(offers, language="Spanish", words=said, size=size),
        language_reach.language_reach(near, title=LONG, words=said, size=size),
        lorenz.lorenz(curve, title=LONG, words=said, size=size),
    ]


@pytest.fixture
def shown(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """A page with some figures; whatever it asks the network for is told."""
    pages: list[Page] = []

    def show(*figures: Any, width: int) -> Page:
        file = tmp_path / "charts.html"
        body = "".join(
            figure.to_html(include_plotlyjs=not place, config=theme.CONFIG, full_html=False)
            for place, figure in enumerate(figures)
        )
        head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        style = f"<style>{served_font()}body{{margin:0;font-family:'Source Sans'}}</style>"
        file.write_text(f"<!doctype html>{head}{style}<body>{body}", encoding="utf-8")
        page = chromium.new_page(viewport={"width": width, "height": 800})
        pages.append(page)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        page.wait_for_selector(".annotation-text")
        page.evaluate("document.fonts.ready")
        assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
        return page

    yield show
    for page in pages:
        page.close()


@pytest.mark.parametrize("language", ["en", pytest.param("es", marks=pytest.mark.long)])
@pytest.mark.parametrize(
    ("width", "size", "wide"),
    [
        (320, theme.HAND, False),
        pytest.param(360, theme.HAND, False, marks=pytest.mark.long),
        pytest.param(736, theme.HAND, True, marks=pytest.mark.long),
        pytest.param(1280, theme.HAND, True, marks=pytest.mark.long),
        pytest.param(1280, theme.ROOM, False, marks=pytest.mark.long),
    ],
    ids=["small phone", "phone", "desk", "wide desk", "projector"],
)  # fmt: skip
def test_no_word_is_cut_off_or_printed_over_another(
    width: int, size: theme.Size, wide: bool, language: str, shown: Callable[..., Page]
) -> None:
    page = shown(*every_chart(language, size, wide=wide), width=width)
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(OVERLAPPING) == []
    assert page.evaluate(COVERED) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("width", "wide"),
    [(360, False), pytest.param(736, True, marks=pytest.mark.long)],
    ids=["phone", "desk"],
)
def test_a_tile_on_the_screen_is_large_enough_for_its_number_and_always_has_an_edge(
    width: int, wide: bool, shown: Callable[..., Page]
) -> None:
    grid = every_chart("en", theme.HAND, wide=wide)[0]
    tiles = shown(grid, width=width).evaluate(FILL)
    assert len(tiles) == 4 * 12
    assert min(tile["width"] for tile in tiles) >= 20
    assert {tile["stroke"] for tile in tiles} == {"rgb(107, 107, 107)"}
    hatched = [tile for tile in tiles if tile["fill"].startswith("url(")]
    assert len(hatched) == 4 * 3


def test_counties_are_filled_on_the_screen_and_what_is_not_known_is_hatched(
    shown: Callable[..., Page],
) -> None:
    page = shown(every_chart("en", theme.HAND, wide=False)[-1], width=360)
    fills = page.evaluate(
        "[...document.querySelectorAll('.scatterlayer .js-fill')]"
        ".map(path => [getComputedStyle(path).fill, path.getBoundingClientRect().width])"
    )
    wide = [fill for fill, width in fills if width > 5]
    assert len(wide) == 2 * (5 + 4)
    assert sum(fill.startswith("url(") for fill in wide) == 2 * 3
