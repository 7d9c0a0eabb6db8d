"""Talk to a running app with every header under control, and as a staff screen's browser does."""

import asyncio
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from benchmarks.frames import SUBPROTOCOL, read_frame, rerun_request
from pages.parts.session import cookie_name
from tests.running import RunningApp

PAGE = "text/html,application/xhtml+xml"
STREAM = "/_stcore/stream"
_PATIENCE = 30


@dataclass(frozen=True)
class Answer:
    """What came back for one request; the names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


def ask(
    app: RunningApp,
    path: str,
    *,
    method: str = "GET",
    token: str | None = None,
    fields: Mapping[str, str] | None = None,
    **headers: str,
) -> Answer:
    """One request, no redirect followed; `x_forwarded_for` is the header x-forwarded-for."""
    host = urlsplit(app.address).netloc
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if token is not None:
        named["cookie"] = f"{cookie_name()}={token}"
    body = urlencode(fields or {}).encode() if method == "POST" else b""
    connection = HTTPConnection(host, timeout=_PATIENCE)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in ({"host": host, "accept": "*/*"} | named).items():
            connection.putheader(name, value)
        connection.putheader("content-length", str(len(body)))
        connection.putheader("content-type", "application/x-www-form-urlencoded")
        connection.endheaders(body)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, b"" if answer.status == 101 else answer.read())
    finally:
        connection.close()


def post(app: RunningApp, path: str, *, token: str | None = None, **fields: str) -> Answer:
    """A form sent from one of our own pages."""
    origin = app.address
    return ask(app, path, method="POST", token=token, fields=fields, origin=origin)


def shake_hands(app: RunningApp, path: str = STREAM, **headers: str) -> int:
    """The status that answers a websocket's handshake; 101 opens it."""
    upgrade = {
        "upgrade": "websocket",
        "connection": "Upgrade",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        "sec-websocket-version": "13",
        "sec-websocket-protocol": SUBPROTOCOL,
    }
    return ask(app, path, **(upgrade | headers)).status


@dataclass
class Screen:
    """A browser's side of one staff screen."""

    socket: ClientConnection
    session: str = ""
    page: str = ""
    received: list[bytes] = field(default_factory=list)
    shown: list[tuple[str, str]] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)

    def run(self, page_name: str = "", query: str = "") -> list[str]:
        """Run the script; the kinds of elements that it put on the page."""
        known = "" if page_name else self.page
        return self._send(rerun_request(page_name=page_name, page=known, query=query))

    def run_fragment(self, fragment: str) -> list[str]:
        """Run one fragment, as its clock does."""
        message = BackMsg()
        message.rerun_script.fragment_id = fragment
        message.rerun_script.page_script_hash = self.page
        message.rerun_script.is_auto_rerun = True
        message.rerun_script.widget_states.SetInParent()
        return self._send(message.SerializeToString())

    def says(self, words: str) -> bool:
        """These words came over the wire, in whatever message, since the browser connected."""
        return any(words.encode() in payload for payload in self.received)

    def _send(self, payload: bytes) -> list[str]:
        self.shown.clear()
        self.socket.send(payload)
        while not self._ended(self.socket.recv(timeout=_PATIENCE)):
            pass
        return [kind for kind, _ in self.shown]

    def _ended(self, payload: bytes | str) -> bool:
        assert isinstance(payload, bytes)
        self.received.append(payload)
        frame, message = read_frame(payload), ForwardMsg.FromString(payload)
        if frame.kind == "new_session":
            self.page = frame.page
            self.session = message.new_session.initialize.session_id or self.session
            self.shown.clear()
        elif frame.kind == "auto_rerun":
            self.fragments.append(message.auto_rerun.fragment_id)
        elif frame.element:
            self.shown.append((frame.element, str(message.delta.new_element)))
        return frame.ended


@contextmanager
def open_screen(
    app: RunningApp, *, token: str | None = None, session: str | None = None
) -> Iterator[Screen]:
    """A browser that has opened the websocket; `session` is one that it claims to come back to."""
    headers = {} if token is None else {"Cookie": f"{cookie_name()}={token}"}
    protocols = [SUBPROTOCOL] if session is None else [SUBPROTOCOL, "none", session]
    with connect(
        f"{app.address.replace('http', 'ws', 1)}{STREAM}",
        origin=app.address,  # type: ignore[arg-type]
        subprotocols=protocols,  # type: ignore[list-item]
        additional_headers=headers,
        max_size=None,
        proxy=None,
    ) as socket:
        yield Screen(socket)


def finish(task: Coroutine[Any, Any, None]) -> None:
    """Run it in a thread of its own; in this one a browser of other tests may have a loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, task).result()


ONLY_THE_WAY_IN = ["heading", "markdown", "link_button"]
"""All that a screen shows to somebody who is not signed in."""
