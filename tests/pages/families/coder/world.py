"""A small app around the coding desk, under the headers of the real one, and a person at it.

The app keeps its codings in a file, so that a test can look at what was saved, and does to them
what a service would: nothing but what the desk's events say.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import Any

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from benchmarks.server import HOST, ROOT, Server, free_port
from tests.running import settled

HOSTILE = "<img src=x onerror=alert(1)> </script><b>bold</b> {code} [a](http://evil.example)."
TURNS = (
    ("Seat 1", ("The bus never came on time.", "I lost my place in treatment because of it.")),
    ("Seat 2", ("Same here 👩‍👧‍👦 with 🚌 and no money.", "They said: call back.", "Nobody did.")),
    ("Moderator", (HOSTILE, "What would have helped?")),
    ("Seat 3", ("¿Quién cuida a los niños?", "Childcare, and somebody who listens.")),
)
CODES = (
    ("transport", "Transport"),
    ("wait", "Waiting time"),
    ("child", "Childcare"),
    ("cost", "Cost"),
    ("stigma", "Stigma"),
    ("language", "Language"),
    ("handoff", "Handoff between agencies"),
    ("eligible", "Turned away"),
    ("aware", "Did not know of it"),
    ("kin", "Help from kin"),
    ("trust", "<b>Trust</b> & worry"),
)
DARK = """[theme]
base = "dark"
primaryColor = "#5fd3c0"
borderColor = "#9aa5a4"
baseFontSize = 18
"""
APP = """
import streamlit as st
from starlette.middleware import Middleware
from pages.shell.security import _with_headers

class Headers:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        await self.app(scope, receive, _with_headers(send) if scope["type"] == "http" else send)

app = st.App("desk/desk.py", middleware=[Middleware(Headers)])
"""
DESK = """
import json
from pathlib import Path

import streamlit as st

from pages.families.coder.component import coding_desk
from pages.families.coder.replies import reply
from pages.families.coder.table import coding_table
from pages.parts.words import words
from tests.pages.families.coder.world import after, sheet_of

kept = Path(__file__).parents[1] / "kept.json"


def coding():
    state = json.loads(kept.read_text(encoding="utf-8"))
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    st.title("Coding")
    shown = coding_table if "table" in st.query_params else coding_desk
    said = words(st.query_params.get("lang", "en"), about="coding")
    event = shown(sheet_of(state), words=said, key="desk", can_undo=bool(state["before"]))
    st.text(f"Runs: {st.session_state['runs']}")
    if event is not None:
        save(state, event)
        st.rerun()


def save(state, event):
    if state.get("silent"):
        return
    if not state.get("broken"):
        kept.write_text(json.dumps(after(state, event)), encoding="utf-8")
    reply("desk", done=not state.get("broken"))


def other():
    st.title("Other")


st.set_page_config(page_title="Coding", layout="centered")
pages = [st.Page(coding, default=True), st.Page(other)]
st.navigation(pages, position="top").run()
"""


def sheet_of(state: dict[str, Any]):
    """The sheet of a state: turns on lines of their own, sentences apart by one space."""
    from pages.families.coder.sheet import Code, Coding, Sheet, Turn, Unit

    text, turns, units = "", [], []
    for label, sentences in state["turns"]:
        text += f"{label}: "
        begin = len(text)
        for number, sentence in enumerate(sentences):
            text += " " if number else ""
            units.append(Unit(len(text), len(text) + len(sentence)))
            text += sentence
        turns.append(Turn(label, begin, len(text)))
        text += "\n"
    codes = tuple(
        Code(each, label, number, f"Whatever is about {label.lower()}")
        for number, (each, label) in enumerate(state["codes"])
    )
    codings = tuple(Coding(**each) for each in state["codings"])
    return Sheet(text, state["hash"], 1, tuple(turns), tuple(units), codes, codings)


def after(state: dict[str, Any], event: object) -> dict[str, Any]:
    """The state after an event, as a service would leave it."""
    from pages.families.coder.events import Coded, MemoWritten, Removed, Undone

    codings, before = state["codings"], [*state["before"], state["codings"]]
    match event:
        case Coded(start, end, code, _):
            number = state["number"] + 1
            made = {
                "id": f"c{number}",
                "start": start,
                "end": end,
                "code": code,
                "mine": True,
                "memo": "",
            }
            state = state | {"number": number}
            codings = [*codings, made]
        case Removed(coding_id):
            codings = [each for each in codings if each["id"] != coding_id]
        case MemoWritten(coding_id, text):
            codings = [
                each | {"memo": text} if each["id"] == coding_id else each for each in codings
            ]
        case Undone():
            *before, codings = state["before"]
    return state | {"codings": codings, "before": before}


def state_at_first(turns=TURNS, codings=()) -> dict[str, Any]:
    """Nothing coded, unless codings are given."""
    start = {"turns": turns, "codes": CODES, "codings": list(codings)}
    return start | {"before": [], "number": 0, "hash": "first"}


@dataclass
class Place:
    """Where the app runs, and what it keeps."""

    address: str
    kept: Path

    @property
    def state(self) -> dict[str, Any]:
        """What is saved now."""
        return json.loads(self.kept.read_text(encoding="utf-8"))

    @state.setter
    def state(self, state: dict[str, Any]) -> None:
        self.kept.write_text(json.dumps(state), encoding="utf-8")

    @property
    def coded(self) -> list[tuple[str, str]]:
        """Code and words of each saved coding, in the order in which they were made."""
        state = self.state
        sheet = sheet_of(state)
        return [
            (each["code"], sheet.passage(each["start"], each["end"])) for each in state["codings"]
        ]


@contextmanager
def running_desk(folder: Path, *, dark: bool = False) -> Iterator[Place]:
    """The app on a free port, with the settings of the real one but for a dark theme."""
    copytree(ROOT / ".streamlit", folder / ".streamlit")
    if dark:
        config = folder / ".streamlit" / "config.toml"
        settings = config.read_text(encoding="utf-8").partition("[theme]")[0]
        config.write_text(f"{settings}{DARK}", encoding="utf-8")
    (folder / "streamlit_app.py").write_text(APP, encoding="utf-8")
    (folder / "desk").mkdir()
    (folder / "desk" / "desk.py").write_text(DESK, encoding="utf-8")
    port = free_port()
    environment = {"PYTHONPATH": str(ROOT), "COMMON_TABLE_PUBLIC_URL": f"http://{HOST}:{port}"}
    place = Place(f"http://{HOST}:{port}", folder / "kept.json")
    place.state = state_at_first()
    server = Server(
        folder=folder,
        entry="streamlit_app.py",
        port=port,
        environment=environment,
        log=folder / "server.log",
    )
    with server:
        yield place


class Hands:
    """A person at the desk."""

    def __init__(self, page: Page, place: Place) -> None:
        self.page, self.place = page, place
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning") and "_stcore/h" not in message.location["url"]:
            self.complaints.append(message.text)

    def open(self, state: dict[str, Any] | None = None, *, query: str = "") -> "Hands":
        """The desk with this on it."""
        self.place.state = state or state_at_first()
        self.page.goto(f"{self.place.address}/{query}")
        settled(self.page)
        if "table" not in query:
            self.page.get_by_role("grid").wait_for()
            expect(self.page.get_by_role("button", name="1", exact=False).first).to_be_visible()
        return self

    def sentence(self, number: int) -> Locator:
        """The words of a sentence, counted from 1."""
        return self.page.locator(f".words[data-unit='{number - 1}']")

    def press(self, *keys: str) -> None:
        """Type keys."""
        for key in keys:
            self.page.keyboard.press(key)

    def says(self, told: str, *, patience: float = 10) -> None:
        """Wait until the desk has said this, or fail after so many seconds."""
        expect(self.page.locator(".said")).to_have_text(told, timeout=patience * 1_000)

    def drag(self, begin: tuple[int, int], end: tuple[int, int]) -> None:
        """Drag from one sign to another, each as sentence and UTF-16 index in it."""
        mouse = self.page.mouse
        self.sentence(begin[0]).evaluate("words => words.scrollIntoView({ block: 'center' })")
        mouse.move(*self._at(*begin))
        mouse.down()
        mouse.move(*self._at(*end), steps=6)
        mouse.up()

    def _at(self, number: int, index: int) -> tuple[float, float]:
        place = self.sentence(number).evaluate(
            """(words, index) => {
                let left = index;
                const walker = document.createTreeWalker(words.querySelector('.text'), 4);
                for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                    if (left > node.length) { left -= node.length; continue; }
                    const range = document.createRange();
                    const last = left === node.length;
                    range.setStart(node, last ? left - 1 : left);
                    range.setEnd(node, last ? left : left + 1);
                    const box = range.getBoundingClientRect();
                    return [last ? box.right - 0.5 : box.left + 0.5, box.top + box.height / 2];
                }
                throw new Error('no such sign');
            }""",
            index,
        )
        return place[0], place[1]


def axe_finds(page: Page) -> list[str]:
    """What axe complains about on the whole page, the inside of the desk included."""
    settled(page)
    page.evaluate(
        """() => Promise.allSettled(document.getAnimations()
            .filter(each => Number.isFinite(each.effect.getComputedTiming().endTime))
            .map(each => each.finished))"""
    )  # half faded words have too little contrast
    ran = Axe().run(page, options={"resultTypes": ["violations"]})
    return [f"{each['id']}: {each['nodes'][0]['html'][:600]}" for each in ran["violations"]]


def long_state(sentences: int = 1_200, codings: int = 400) -> dict[str, Any]:
    """A session of an hour and a half: ten words a sentence, four sentences a turn."""
    said = "We waited {} weeks for the bus and nobody told us."
    turns = [
        (f"Seat {turn % 7 + 1}", [said.format(4 * turn + each) for each in range(4)])
        for turn in range(sentences // 4)
    ]
    units = sheet_of(state_at_first(turns)).units
    laid = [
        {"id": f"x{number}", "start": unit.start, "end": unit.end, "code": CODES[number % 11][0]}
        | {"mine": number % 2 == 0}
        for number, unit in enumerate(units[: 2 * codings : 2])
    ]
    return state_at_first(turns, laid)
