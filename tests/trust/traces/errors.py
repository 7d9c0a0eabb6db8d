"""More than twenty ways to make something go wrong, each with an answer and a link in it."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random
from socket import create_connection
from urllib.parse import quote, urlencode, urlsplit

from sqlalchemy import text
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import connect

from data.settings import settings
from data.store import database as store
from pages.parts.session import cookie_name
from tests.pages.shell.talking import STREAM, open_screen
from tests.running import RunningApp
from tests.trust.killing.questionnaire import Wave
from tests.trust.killing.writers import Browser, Crowd
from tests.trust.traces.canary import CANARY

FROM = "127.0.0.7"  # an address that only the people of these tests have
CELL = "a cell that broke"  # what the database itself chokes on
FORM = "application/x-www-form-urlencoded"


@dataclass
class Visit:
    """Somebody with a link, at an address of their own, to a running app."""

    app: RunningApp
    link: str
    token: str
    crowd: Wave
    statuses: dict[str, object] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """Of the app, with its port."""
        return urlsplit(self.app.address).netloc

    def ask(
        self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> int:
        """The status of one request; 0 when there is none."""
        named = {"cookie": f"table={self.link}", "origin": self.app.address}
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            named.setdefault("content-type", FORM)
        connection = HTTPConnection(self.host, timeout=90, source_address=(FROM, 0))
        try:
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()

    def post(self, path: str, **fields: str) -> int:
        """A form with the canary in it."""
        return self.ask(path, method="POST", body=urlencode(fields).encode())

    def say(self, content: bytes) -> None:
        """Raw bytes, then hang up without listening."""
        name, port = self.host.split(":")
        with create_connection((name, int(port)), 10, source_address=(FROM, 0)) as line:
            line.sendall(content)


Error = Callable[[Visit], object]


def service(visit: Visit) -> int:
    """The service that takes a sheet fails."""
    visit.post("/answer/part/3", **{"a.wish": f"{CANARY} fault: service", "action": "next"})
    return visit.post("/answer/send")


def draft(visit: Visit) -> int:
    """The service that keeps a draft fails."""
    return visit.post("/answer/part/3", **{"a.wish": f"{CANARY} fault: draft", "action": "next"})


def route(visit: Visit) -> int:
    """The page's own code fails."""
    return visit.post("/answer/part/3", **{"a.wish": f"{CANARY} fault: route"})


def template(visit: Visit) -> int:
    """What fills a page fails."""
    fields = {"a.wish": f"{CANARY} fault: template", "action": "next"}
    visit.post("/answer/part/3", **fields)
    status = visit.ask("/answer/part/3")
    visit.post("/answer/part/3", **{"a.wish": CANARY, "action": "next"})
    return status


def guard(visit: Visit) -> int:
    """What stands around everything fails."""
    return visit.ask(f"/join/{visit.link}?fault-guard", referer=f"{visit.app.address}/{CANARY}")


def screen(visit: Visit) -> object:
    """A staff screen fails."""
    with open_screen(visit.app, token=visit.token) as shown:
        kinds = shown.run("start", "fault=1")
        return "alert" in kinds and not shown.says(CANARY)


@contextmanager
def _changed(there: str, back: str) -> Iterator[None]:
    with store.writing() as connection:
        connection.execute(text(there))
    try:
        yield
    finally:
        with store.writing() as connection:
            connection.execute(text(back))


def table_gone(visit: Visit) -> int:
    """The database has lost a table."""
    there = "ALTER TABLE draft RENAME TO hidden_draft"
    with _changed(there, "ALTER TABLE hidden_draft RENAME TO draft"):
        return visit.post("/answer/part/3", **{"a.wish": CANARY, "action": "next"})


def broken_json(visit: Visit) -> int:
    """A cell that should be JSON is not; on PostgreSQL, which refuses that, not of the kind."""
    table, broken = "reporting_group", f"'{{\"{CELL}'"
    if not store.is_sqlite():
        broken = f"'\"{CELL}\"'"
    keep = f"CREATE TABLE kept_aside AS SELECT code, wave_id, names FROM {table}"
    back = (
        f"UPDATE {table} SET names = (SELECT names FROM kept_aside k WHERE k.code = {table}.code "
        f"AND k.wave_id = {table}.wave_id)"
    )
    with (
        _changed(keep, "DROP TABLE kept_aside"),
        _changed(f"UPDATE {table} SET names = {broken}", back),
    ):
        return visit.ask("/answer")


def constraint(visit: Visit) -> int:
    """The database refuses a row."""
    if store.is_sqlite():
        refuse = "CREATE TRIGGER refuse BEFORE UPDATE ON draft BEGIN SELECT RAISE(ABORT, '{}'); END"
        there, back = refuse.format(CELL), "DROP TRIGGER refuse"
    else:
        there = "ALTER TABLE draft ADD CONSTRAINT refuse CHECK (length(ciphertext) < 0) NOT VALID"
        back = "ALTER TABLE draft DROP CONSTRAINT refuse"
    with _changed(there, back):
        return visit.post("/answer/part/3", **{"a.wish": CANARY, "action": "next"})


def locked(visit: Visit) -> int:
    """Somebody else holds the database for longer than anybody waits."""
    if not store.is_sqlite():
        return 503  # PostgreSQL queues writers, row by row
    file = settings().home / "common_table.db"
    holder = sqlite3.connect(file, isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        return visit.post("/answer/part/3", **{"a.wish": CANARY, "action": "next"})
    finally:
        holder.execute("ROLLBACK")
        holder.close()


def unicode_trouble(visit: Visit) -> int:
    """Half of a letter, and a letter that is no text."""
    half = f"a.wish={CANARY}%ED%A0%80%00&action=next".encode()
    return visit.ask("/answer/part/3", method="POST", body=half + b"\xff\xfe")


def too_large(visit: Visit) -> int:
    """More than any form of ours."""
    return visit.post("/answer/part/3", **{"a.wish": CANARY * 20_000})


def wrong_content_type(visit: Visit) -> int:
    """JSON and parts where a form is expected."""
    body = f'{{"wish": "{CANARY}", "link": "{visit.link}"}}'.encode()
    visit.ask("/answer/part/3", method="POST", body=body, content_type="application/json")
    kind = f"multipart/form-data; boundary={CANARY}"
    return visit.ask("/answer/part/3", method="POST", body=body, content_type=kind)


def wrong_method(visit: Visit) -> int:
    """PUT and the like."""
    for method in ("DELETE", "PATCH", "TRACE", CANARY.upper()):
        visit.ask(f"/join/{visit.link}", method=method)
    return visit.ask("/answer/send", method="PUT", body=CANARY.encode())


def malformed_cookie(visit: Visit) -> int:
    """A cookie with anything in it."""
    for cookie in (f"table={visit.link}.{CANARY}", f"table=\x00{visit.link}", f"=;;{visit.link}"):
        visit.ask("/answer", cookie=cookie)
    return visit.ask("/answer", cookie=f"table={quote(CANARY)}%ff; table={visit.link}x")


def malformed_form(visit: Visit) -> int:
    """More fields than any form, and percent signs that say nothing."""
    many = "&".join(f"a.{CANARY}{number}=%zz" for number in range(1200))
    return visit.ask("/answer/part/3", method="POST", body=many.encode())


def wrong_values(visit: Visit) -> int:
    """Values that no page of ours sends."""
    fields = {"a.form": CANARY, "a.share": CANARY, "a.years": visit.link, "action": CANARY}
    visit.post("/answer/part/1", **fields)
    return visit.post("/answer/part/2", **fields, page=CANARY)


def websocket_garbage(visit: Visit) -> str:
    """Bytes and words that are no message."""
    address = f"{visit.app.address.replace('http', 'ws', 1)}{STREAM}"
    headers = {"Cookie": f"{cookie_name()}={visit.token}; table={visit.link}"}
    for content in (CANARY.encode() * 9, CANARY, b"\xff" * 5000, visit.link):
        try:
            with connect(
                address,
                origin=visit.app.address,  # type: ignore[arg-type]
                subprotocols=["streamlit"],  # type: ignore[list-item]
                additional_headers=headers,
                source_address=(FROM, 0),
                proxy=None,
            ) as socket:
                socket.send(content)
                socket.recv(timeout=2)
        except (ConnectionClosed, WebSocketException, TimeoutError):
            continue
    return "sent"


def upload_garbage(visit: Visit) -> int:
    """A file that nobody asked for."""
    cookie = f"{cookie_name()}={visit.token}"
    for method in ("PUT", "POST", "DELETE"):
        path = f"/_stcore/upload_file/{visit.link}/{CANARY}"
        visit.ask(path, method=method, body=CANARY.encode() * 99, cookie=cookie)
    return visit.ask(f"/media/{CANARY}{visit.link}.csv", cookie=cookie)


def raw_garbage(visit: Visit) -> str:
    """No HTTP at all, and HTTP that breaks off."""
    visit.say(f"{CANARY} {visit.link}\r\n\r\n".encode())
    visit.say(b"\x16\x03\x01" + CANARY.encode())
    visit.say(f"GET /join/{visit.link} HTTP/1.1\r\nX: {'x' * 90_000}{CANARY}".encode())
    visit.say(f"GET /join/{visit.link} HTTP/9.9\r\nHost: {CANARY}\r\n\r\n".encode())
    return "said"


def hung_up(visit: Visit) -> str:
    """A form of which half arrives."""
    head = f"POST /answer/part/3 HTTP/1.1\r\nHost: {visit.host}\r\nCookie: table={visit.link}\r\n"
    head += f"Origin: {visit.app.address}\r\nContent-Type: {FORM}\r\nContent-Length: 5000\r\n\r\n"
    visit.say(f"{head}a.wish={CANARY}".encode())
    return "said"


def strange_addresses(visit: Visit) -> int:
    """The link where no link belongs."""
    for path in (f"/export/{visit.link}.xlsx", f"//{visit.link}", f"/answer/part/{CANARY}"):
        visit.ask(path)
    visit.ask("/answer", host=f"{CANARY}.example", x_forwarded_for=FROM)
    return visit.ask(f"/join/{visit.link}{CANARY}%0d%0a{'x' * 9000}")


def wrong_code(visit: Visit) -> int:
    """A code box with something else in it."""
    return visit.post("/code", code=f"{CANARY} {visit.link}")


def post_from_elsewhere(visit: Visit) -> int:
    """A form of another site that aims at the sign-in."""
    body = urlencode({"name": CANARY, "passphrase": visit.link}).encode()
    return visit.ask("/sign-in", method="POST", body=body, origin=f"https://{CANARY}.example")


def wrong_sign_in(visit: Visit) -> int:
    """A passphrase in the field of the name, and a link in the other."""
    return visit.post("/sign-in", name=f"{CANARY} passphrase", passphrase=visit.link)


def ended_while_answering(visit: Visit) -> str:
    """SIGTERM while people send, then a new start."""
    port = int(visit.host.split(":")[1])
    crowd = Crowd(port)
    crowd.up.set()
    threads = [
        threading.Thread(target=Browser(crowd, Random(1)).answer, args=(secret, CANARY))
        for secret in visit.crowd.secrets
    ]
    for thread in threads:
        thread.start()
    crowd.up.clear()
    visit.app.server.stop()
    visit.app.server.__enter__()
    crowd.up.set()
    for thread in threads:
        thread.join()
    return "ended"


KINDS: dict[str, tuple[Error, object]] = {
    "a service fails": (service, 500),
    "keeping a draft fails": (draft, 500),
    "a route fails": (route, 500),
    "a page cannot be filled": (template, 500),
    "the guard fails": (guard, 500),
    "a staff screen fails": (screen, True),
    "a table is gone": (table_gone, 503),
    "a cell is no JSON": (broken_json, 500),
    "the database refuses a row": (constraint, 503),
    "half a letter": (unicode_trouble, 403),
    "too large": (too_large, 413),
    "wrong content type": (wrong_content_type, 303),
    "wrong method": (wrong_method, 405),
    "malformed cookie": (malformed_cookie, 303),
    "malformed form": (malformed_form, 403),
    "wrong values": (wrong_values, 409),
    "garbage over the websocket": (websocket_garbage, "sent"),
    "garbage as an upload": (upload_garbage, 404),
    "no HTTP": (raw_garbage, "said"),
    "hung up half-way": (hung_up, "said"),
    "strange addresses": (strange_addresses, 303),
    "a wrong code": (wrong_code, 422),
    "a post from elsewhere": (post_from_elsewhere, 403),
    "a wrong sign-in": (wrong_sign_in, 422),
    "ended while people answer": (ended_while_answering, "ended"),
}
