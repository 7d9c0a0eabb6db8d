"""People who answer over HTTP while the server is killed under them, as browsers without scripts.

Whoever gets no answer sends the same page again once the server is back, as one does. A person
is acknowledged when the page of thanks, or the one that says "already received", has come.
"""

import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from queue import Empty, SimpleQueue
from random import Random
from urllib.parse import urlencode, urlsplit

from benchmarks.forms import filled, main_form

_ENDS = {"/answer/thanks": "received", "/answer/already": "already received"}
_PATIENCE = 30
_MOST_STEPS = 40


@dataclass(frozen=True)
class Page:
    """Where a browser is, and what it sees."""

    path: str
    status: int
    body: str


@dataclass
class Crowd:
    """A queue of people, those who write, and what they were told.

    Attributes:
        told: by person's words, what the last page said.
        again: pages that had to be sent once more.
        odd: statuses that nobody should see.
        up: set while the server should answer.
    """

    port: int
    queue: SimpleQueue[tuple[str, str]] = field(default_factory=SimpleQueue)
    told: dict[str, str] = field(default_factory=dict)
    again: Counter[str] = field(default_factory=Counter)
    odd: Counter[str] = field(default_factory=Counter)
    up: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)
    troubles: list[str] = field(default_factory=list)

    def line_up(self, people: Iterable[tuple[str, str]]) -> None:
        """Pairs of a link's secret and the words that its person will write."""
        for person in people:
            self.queue.put(person)

    def start(self, writers: int) -> list[threading.Thread]:
        """So many at once; `done` is set when the last has finished."""
        threads = [
            threading.Thread(target=self._write, args=(number,), daemon=True)
            for number in range(writers)
        ]
        for thread in threads:
            thread.start()
        threading.Thread(target=self._finish, args=(threads,), daemon=True).start()
        return threads

    def _finish(self, threads: list[threading.Thread]) -> None:
        for thread in threads:
            thread.join()
        self.done.set()

    def _write(self, number: int) -> None:
        choices = Random(number)
        try:
            while True:
                secret, words = self.queue.get_nowait()
                self.told[words] = Browser(self, choices).answer(secret, words)
        except Empty:
            return
        except Exception as trouble:
            self.troubles.append(repr(trouble))


class Browser:
    """One browser with one cookie."""

    def __init__(self, crowd: Crowd, choices: Random) -> None:
        self._crowd, self._choices = crowd, choices
        self._cookie = ""
        self._connection: HTTPConnection | None = None

    def answer(self, secret: str, words: str) -> str:
        """From the link to the end; what the last page says."""
        try:
            page = self._go(f"/join/{secret}")
            for _ in range(_MOST_STEPS):
                if page.path in _ENDS and page.status == 200:
                    return _ENDS[page.path]
                page = self._turn(page, words)
            raise AssertionError(f"no end after {_MOST_STEPS} pages; the last is {page}")
        finally:
            self._close()

    def _turn(self, page: Page, words: str) -> Page:
        form = main_form(page.body)
        if form is None:
            raise AssertionError(f"a page without a way on: {page.status} {page.path}")
        fields = filled(form, self._choices, words=words) | form.onward
        return self._go(form.action or page.path, urlencode(fields, doseq=True))

    def _go(self, path: str, body: str | None = None) -> Page:
        """One page, redirects followed; sent again until an answer comes."""
        while True:
            page = self._ask(path, body)
            if page is None or page.status in (500, 502, 503):
                self._crowd.again["no answer" if page is None else str(page.status)] += 1
                self._crowd.up.wait(_PATIENCE)
                continue
            if page.status == 303:
                path, body = page.path, None
                continue
            if page.status != 200:
                self._crowd.odd[f"{page.status} {page.path}"] += 1
            return page

    def _ask(self, path: str, body: str | None) -> Page | None:
        if self._connection is None:
            self._connection = HTTPConnection("127.0.0.1", self._crowd.port, timeout=_PATIENCE)
        headers = {"Origin": f"http://127.0.0.1:{self._crowd.port}", "Cookie": self._cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self._connection.request("GET" if body is None else "POST", path, body, headers)
            answer = self._connection.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException):
            self._close()
            return None
        for cookie in answer.headers.get_all("set-cookie", ()):
            self._cookie = cookie.partition(";")[0]
        location = answer.headers.get("location", "")
        place = urlsplit(location).path if answer.status == 303 else urlsplit(path).path
        if answer.status == 303 and urlsplit(location).query:
            place += f"?{urlsplit(location).query}"
        return Page(place, answer.status, text)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
