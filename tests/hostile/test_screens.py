"""Text that somebody typed is shown everywhere and does nothing anywhere, in a real browser."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request

from data.exports.formats import FORMATS
from tests.hostile.payloads import EVIL, PAYLOADS
from tests.hostile.sockets import sockets_that_left, watch_sockets, watched_processes
from tests.hostile.world import World, make_world
from tests.pages.shell.talking import ask
from tests.parts import PART
from tests.running import RunningApp, settled

pytestmark = pytest.mark.browser

TURNS = int(os.environ.get("COMMON_TABLE_HOSTILE_TURNS", "6"))
FIRST = PART * TURNS
_HARM = f"""() => {{
    const found = [], roots = [document];
    for (const root of roots) {{
        for (const each of root.querySelectorAll('*')) {{
            if (each.shadowRoot) roots.push(each.shadowRoot);
            const named = [...each.attributes].map(one => one.name + '=' + one.value);
            if (each.hasAttribute('data-evil')) found.push('element ' + each.outerHTML);
            for (const name of ['action', 'formaction', 'href', 'xlink:href', 'src', 'srcdoc'])
                if (/{EVIL}|javascript:/i.test(each.getAttribute(name) || ''))
                    found.push(name + ' ' + each.outerHTML);
            if (named.some(one => /^on/.test(one))) found.push('handler ' + each.outerHTML);
        }}
    }}
    if (window.ran !== undefined) found.push('script');
    if (window.frames.length) found.push('frame');
    return found.map(one => one.slice(0, 300));
}}"""


@dataclass
class Watched:
    """A page, and everything that texts in it tried."""

    page: Page
    address: str
    harm: list[str] = field(default_factory=list)
    shown: int = 0

    def listen(self) -> None:
        """From now on."""
        self.page.context.on("request", self._asked)
        self.page.on("dialog", lambda dialog: self.harm.append(f"dialog {dialog.message}"))
        self.page.on("pageerror", lambda error: self.harm.append(f"error {error}"))
        self.page.on("popup", lambda _: self.harm.append("window"))

    def look(self, path: str, *, wait: bool = False) -> None:
        """Open an address and look what became of the texts."""
        self.page.goto(f"{self.address}{path}")
        if wait:
            settled(self.page)
            self.page.get_by_role("heading", level=1).wait_for()
        self.look_again()

    def look_again(self) -> None:
        """Look at the page as it is now."""
        found = self.page.evaluate(_HARM)
        self.harm += [f"{self.page.url}: {each}" for each in found]
        words = self.page.locator("body").inner_text().replace("\u2060", "")
        self.shown += words.count("window.ran=1") + words.count(EVIL)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.harm.append(f"asked {request.url}")


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What the server's sockets did."""
    with pytest.MonkeyPatch.context() as patch:
        yield watch_sockets(tmp_path_factory.mktemp("sockets") / "watch", patch)


@pytest.fixture(scope="module")
def shared_app(notes: Path, shared_app: RunningApp) -> RunningApp:
    """The shared app, its sockets watched."""
    return shared_app


@pytest.fixture
def watched(shared_app: RunningApp, new_desk: Callable[..., Page]) -> Iterator[Watched]:
    page = new_desk()
    seen = Watched(page, shared_app.address)
    seen.listen()
    yield seen
    page.close()


def look_at_staff_screens(seen: Watched, world: World) -> None:
    made = world.waves
    streamlits = (
        "/start",
        f"/team?team={world.team}",
        f"/people?team={world.team}",
        f"/log?team={world.team}",
        *(f"/wave?wave={made[state]}" for state in made),
        f"/results?wave={made['released']}",
    )
    for path in streamlits:
        seen.look(path, wait=True)
    open_everything(seen)
    seen.look("/questionnaires", wait=True)
    upload_something_broken(seen)
    for path in (
        f"/invitations/{made['open']}",
        *(f"/preview/{world.team}/{world.instrument}/1.0.0/{part}" for part in (0, 1)),
        f"/preview/wave/{made['open']}/0",
    ):
        seen.look(path)


def take_files(app: RunningApp, world: World) -> None:
    """Every kind of file that leaves the server."""
    token = app.staff_token()
    for form in FORMATS:
        path = f"/export/{world.waves['released']}.{form}"
        assert ask(app, path, token=token).status == 200


def open_everything(seen: Watched) -> None:
    """Tables, comments and choices of the results, and what a chart says under the pointer."""
    page = seen.page
    closed = page.locator("details:not([open]) > summary")
    for _ in range(closed.count()):
        closed.first.click()
    settled(page)
    for chart in page.locator(".js-plotly-plot").all():
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box() or {"x": 0, "y": 0, "width": 0, "height": 0}
        for part in (0.3, 0.6, 0.9):
            for height in (0.2, 0.5, 0.8):
                x, y = box["x"] + box["width"] * part, box["y"] + box["height"] * height
                page.mouse.move(x, y)
    seen.look_again()
    for choice in page.locator("[data-testid=stSelectbox]").all()[:2]:
        choice.locator("input").click()
        seen.look_again()
        page.keyboard.press("Escape")


def upload_something_broken(seen: Watched) -> None:
    """A file whose name is a payload, and whose every line is wrong and quoted."""
    page, words = seen.page, "\n".join(f"{each!r},x" for each in PAYLOADS[:40])
    content = f"type,id\n{words}\n".encode()
    file = {"name": f"{PAYLOADS[1]}.csv".replace("/", "_"), "mimeType": "text/csv"}
    page.locator("input[type=file]").set_input_files({**file, "buffer": content})  # type: ignore[arg-type]
    page.get_by_text("I have this permission for this team").click()
    page.get_by_test_id("stFileChipName").wait_for()
    page.get_by_role("button", name="Bring it in").click()
    page.get_by_text("The file was not taken").wait_for()
    seen.look_again()


def look_at_respondents_pages(seen: Watched, world: World) -> None:
    page = seen.page
    seen.look(f"/join/{world.secrets[0]}")
    page.locator("button.main").last.click()
    for _ in range(8):
        seen.look_again()
        if page.url.endswith("/answer/check"):
            break
        for area in page.locator("textarea").all():
            area.fill(PAYLOADS[0] + PAYLOADS[21])
        page.locator("button.main").last.click()
        page.wait_for_load_state()
    assert page.url.endswith("/answer/check")
    page.go_back()
    seen.look_again()


def walk(seen: Watched, app: RunningApp, turn: int) -> None:
    app.sign_in(seen.page)
    world = make_world(turn)
    look_at_staff_screens(seen, world)
    take_files(app, world)
    seen.page.context.clear_cookies()
    look_at_respondents_pages(seen, world)


def test_there_are_two_hundred_payloads_short_enough_for_a_name() -> None:
    assert len(set(PAYLOADS)) == 200
    assert max(map(len, PAYLOADS)) <= 115


def test_no_text_does_anything_where_people_answer_and_where_staff_begin(
    watched: Watched, shared_app: RunningApp, notes: Path
) -> None:
    shared_app.sign_in(watched.page)
    world = make_world(0)
    watched.look("/start")
    watched.page.context.clear_cookies()
    look_at_respondents_pages(watched, world)
    assert watched.harm == []
    assert sockets_that_left(notes) == []
    assert watched.shown > 10


@pytest.mark.long
def test_no_text_does_anything_on_any_screen(
    watched: Watched, shared_app: RunningApp, notes: Path
) -> None:
    walk(watched, shared_app, 0)
    assert watched.harm == []
    assert sockets_that_left(notes) == []
    assert shared_app.server.pid in watched_processes(notes)
    assert watched.shown > 300, "the payloads were on the screens, and were only words"


@pytest.mark.long
@pytest.mark.parametrize("turn", range(max(1, FIRST), FIRST + TURNS))
def test_no_text_does_anything_wherever_it_stands(
    turn: int, watched: Watched, shared_app: RunningApp, notes: Path
) -> None:
    walk(watched, shared_app, turn)
    assert watched.harm == []
    assert sockets_that_left(notes) == []


@pytest.mark.long
def test_the_looking_finds_what_it_is_made_to_find(watched: Watched) -> None:
    page = watched.page
    for place, payload in enumerate(PAYLOADS[:24]):
        watched.harm.clear()
        page.goto("about:blank")
        page.set_content(f"<p>{payload}</p>", wait_until="commit")
        page.wait_for_timeout(50)
        watched.harm += page.evaluate(_HARM)
        assert watched.harm, f"{place}: {payload}"
