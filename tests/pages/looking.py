"""What a browser sees of a staff screen at both widths, and hostile names to fill it with."""

import re
from dataclasses import dataclass, field

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.running import DESK, PHONE, RunningApp, settled

EVIL = "evil.example"
HOSTILE = (
    f"![a](http://{EVIL}/1.gif)",
    f"<img src='http://{EVIL}/2.gif'><b>bold</b>",
    f"[click](http://{EVIL}/3) <http://{EVIL}/4>",
    f"http://{EVIL}/5.gif www.{EVIL} a@{EVIL}",
    "# **strong** _slim_ `code` ~~gone~~ | a | b |",
    "$\\frac{1}{2}$ :red[red] :material/delete: :smile: &lt;i&gt;",
)
NOT_OURS = {"exclude": [["[data-testid=stFileUploaderDropzone]"]]}
_DRAWN = """[...document.querySelectorAll('.js-plotly-plot')].filter(chart =>
  chart.querySelector('.barlayer .point path, .scatterlayer path')
).length"""
"""Charts and maps that have something in them."""
_PROBE = re.compile(r"/[^/]+/_stcore/(health|host-config)$")  # Streamlit looks for its own root


@dataclass
class Look:
    """What a browser saw of one screen at one width."""

    words: str
    violations: list[str]
    levels: list[int]
    sideways: int
    title: str
    from_names: int
    drawn: int


@dataclass
class Tour:
    """All screens, and everything the browser complained about or asked for on the way."""

    looks: dict[tuple[str, str], Look] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)


class Guide:
    """One browser that is led through the app."""

    def __init__(self, page: Page, app: RunningApp, *, plain: tuple[str, ...] = ()) -> None:
        self._plain = plain  # no Streamlit screens, which are whole at once
        self.page, self.app, self.tour, self._axe = page, app, Tour(), Axe()
        page.on("request", lambda request: self.tour.asked.add(request.url.split("/")[2]))
        page.on("pageerror", lambda error: self.tour.complaints.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, message: object) -> None:
        kind, place = message.type, message.location.get("url", "")  # type: ignore[attr-defined]
        if kind in ("error", "warning") and not _PROBE.search(place):
            self.tour.complaints.append(f"{message.text} {place}")  # type: ignore[attr-defined]

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.app.address}{path}")
        return self.page

    def look(self, name: str) -> None:
        for width, size in (("desk", DESK), ("phone", PHONE)):
            self.page.set_viewport_size(size)
            if name not in self._plain:
                settled(self.page)
            self.tour.looks[name, width] = self._seen(with_axe=name != "results")
        self.page.set_viewport_size(DESK)

    def _seen(self, *, with_axe: bool) -> Look:
        page, found = self.page, []
        if with_axe:  # the result has tests of its own
            ran = self._axe.run(page, context=NOT_OURS, options={"resultTypes": ["violations"]})
            found = ran["violations"]
        return Look(
            words=page.locator("body").inner_text(),
            violations=[f"{each['id']}: {each['nodes'][0]['html'][:600]}" for each in found],
            levels=page.evaluate(
                "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(h => h.offsetParent)"
                ".map(h => Number(h.tagName[1]))"
            ),
            sideways=page.evaluate(
                "Math.max(...[document.documentElement, document.body,"
                " ...document.querySelectorAll('[data-testid=stMain]')]"
                ".map(e => e.scrollWidth - e.clientWidth))"
            ),
            title=page.title(),
            from_names=page.locator(
                f"img[src*='{EVIL}'], a[href*='{EVIL}'], [data-testid=stMain] .katex,"
                " [data-testid=stMain] del, [data-testid=stMain] em"
            ).count(),
            drawn=page.evaluate(_DRAWN),
        )
