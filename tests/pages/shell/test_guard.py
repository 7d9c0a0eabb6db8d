"""Whom the Guard lets through: by connection, by name, by proxy, by origin."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from data.settings import settings
from pages.parts.session import cookie_name
from pages.shell.security import Guard
from tests.pages.shell.talking import STREAM, ask, finish, shake_hands
from tests.running import RunningApp

HERE = "127.0.0.1:8501"
STAFF = ("/", "/start", "/team", "/export/w.csv", "/invitations/w", "/preview/t/i/1/0", "/sign-in")
STAFF += ("/preview/wave/w/0",)
STAFF += ("/set-up", "/sign-out", "/staff.css", "/favicon.png", "/static/js/x.js", "/component/x")
STAFF += ("/_stcore/health", "/_stcore/host-config")
FILES = ("/_stcore/upload_file/s/f", "/media/x.png")
FOR_ALL = (
    *("/join/abc", "/code", "/answer", "/answer/part/1", "/respond.css", "/healthz", "/readyz"),
    *("/family/x", "/seat/x", "/card", "/paper", "/paper/part/1"),
)
PROXIED = (
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Forwarded-Server",
    "Forwarded",
    "Via",
    "X-Real-IP",
    "X-Client-IP",
    "X-Cluster-Client-IP",
    "True-Client-IP",
    "Fastly-Client-IP",
    "CF-Connecting-IP",
    "CF-Ray",
    "X-Original-Forwarded-For",
)
Send = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def through(home: Path) -> Send:
    """What the Guard answers to one request; "let through" is the body of the app behind it."""
    guard = Guard(PlainTextResponse("let through"))

    def send(
        path: str, *, peer: str | None = "127.0.0.1", kind: str = "http", **headers: str
    ) -> list[dict[str, Any]]:
        named = {"host": HERE} | {key.replace("_", "-"): value for key, value in headers.items()}
        scope = {
            "type": kind,
            "method": "GET",
            "path": path,
            "query_string": b"",
            "headers": [(key.encode(), value.encode()) for key, value in named.items()],
            "client": None if peer is None else (peer, 50000),
        }
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def keep(message: Any) -> None:
            sent.append(message)

        finish(guard(scope, receive, keep))
        return sent

    return send


def let_through(sent: list[dict[str, Any]]) -> bool:
    return sent[-1].get("body") == b"let through"


@pytest.mark.parametrize("path", STAFF)
@pytest.mark.parametrize("peer", ["127.0.0.1", "127.0.0.5", "::1"])
def test_a_browser_on_the_machine_itself_reaches_the_staff_screens(
    path: str, peer: str, through: Send
) -> None:
    for host in (HERE, "localhost:8501", "LOCALHOST", "[::1]:8501"):
        assert let_through(through(path, peer=peer, host=host))


@pytest.mark.parametrize("path", STAFF)
@pytest.mark.parametrize(
    "peer", ["192.0.2.7", "10.0.0.5", "2001:db8::7", "0.0.0.0", "", "unix:", None]
)
def test_whoever_connects_from_elsewhere_finds_no_staff_screen(
    path: str, peer: str | None, through: Send
) -> None:
    sent = through(path, peer=peer)
    assert not let_through(sent)
    assert sent[0]["status"] == (303 if path == "/" else 404)


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("token", [None, ""])
def test_whoever_is_not_signed_in_brings_no_file_and_takes_none(
    path: str, token: str | None, through: Send
) -> None:
    headers = {} if token is None else {"cookie": f"{cookie_name()}={token}"}
    sent = through(path, **headers)
    assert not let_through(sent)
    assert sent[0]["status"] == 403


@pytest.mark.parametrize("path", FILES)
def test_from_elsewhere_there_is_no_address_for_files(path: str, through: Send) -> None:
    assert through(path, peer="192.0.2.7")[0]["status"] == 404


@pytest.mark.parametrize("name", PROXIED)
def test_a_request_that_came_through_a_proxy_finds_no_staff_screen(
    name: str, through: Send
) -> None:
    for path in STAFF[1:]:
        sent = through(path, **{name.lower(): "127.0.0.1"})
        assert sent[0]["status"] == 404


@pytest.mark.parametrize("path", FOR_ALL)
def test_the_answering_form_is_there_for_everybody(
    path: str, through: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMON_TABLE_PUBLIC_URL", "https://table.example.org")
    settings.cache_clear()
    forwarded = {"host": "table.example.org", "x-forwarded-for": "192.0.2.7"}
    assert let_through(through(path, peer="127.0.0.1", **forwarded))
    assert let_through(through(path, peer="192.0.2.7", host="table.example.org:443"))


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8501", "", "127.0.0.1.evil.example", "127.0.0.1@evil.example"],
)
def test_a_name_that_is_not_ours_is_not_served_at_all(host: str, through: Send) -> None:
    for path in (*STAFF, *FOR_ALL):
        sent = through(path, host=host)
        assert sent[0]["status"] == 400
    assert through(STREAM, kind="websocket", host=host, origin=f"http://{host}") == [
        {"type": "websocket.close", "code": 4403}
    ]


def test_the_public_name_opens_staff_screens_over_https_only(
    through: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMON_TABLE_PUBLIC_URL", "https://table.example.org")
    settings.cache_clear()
    for path in ("/sign-in", "/set-up", "/invited"):
        assert through(path, host="table.example.org")[0]["status"] == 200
    monkeypatch.setenv("COMMON_TABLE_PUBLIC_URL", "http://table.example.org")
    settings.cache_clear()
    for path in STAFF[1:]:
        assert through(path, host="table.example.org")[0]["status"] == 404
    assert through("/", host="table.example.org")[0]["status"] == 303


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        ("192.0.2.7", {"origin": f"http://{HERE}"}),
        (None, {"origin": f"http://{HERE}"}),
        ("127.0.0.1", {"origin": f"http://{HERE}", "x-forwarded-for": "127.0.0.1"}),
        ("127.0.0.1", {"origin": "http://evil.example"}),
        ("127.0.0.1", {"origin": "http://127.0.0.1:9999"}),
        ("127.0.0.1", {"origin": "http://localhost:8501"}),
        ("127.0.0.1", {"origin": "null"}),
        ("127.0.0.1", {"origin": ""}),
        ("127.0.0.1", {"origin": "http://["}),
        ("127.0.0.1", {"origin": f"file://{HERE}"}),
        ("127.0.0.1", {}),
    ],
)
def test_a_websocket_opens_only_to_a_page_of_ours(
    peer: str | None, headers: dict[str, str], through: Send
) -> None:
    sent = through(STREAM, kind="websocket", peer=peer, **headers)
    assert sent == [{"type": "websocket.close", "code": 4403}]


@pytest.mark.parametrize("path", ["/answer", "/code", "/join/abc", "/healthz"])
def test_no_address_that_is_open_to_all_opens_a_websocket(path: str, through: Send) -> None:
    sent = through(path, kind="websocket", peer="192.0.2.7", origin=f"http://{HERE}")
    assert sent == [{"type": "websocket.close", "code": 4403}]


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_addresses_for_machines_do_not_exist(path: str, through: Send) -> None:
    assert through(path)[0]["status"] == 404
    assert through(path, kind="websocket", origin=f"http://{HERE}")[0]["code"] == 4403


def test_an_error_becomes_a_page_of_ours_that_tells_nothing(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: Any) -> None:
        raise ValueError("canary answer")

    sent: list[Any] = []

    async def keep(message: Any) -> None:
        sent.append(message)

    async def nothing() -> Any:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "POST", "path": "/code", "client": ("127.0.0.1", 1)}
    scope |= {"headers": [(b"host", HERE.encode())], "query_string": b""}
    finish(Guard(broken)(scope, nothing, keep))
    assert sent[0]["status"] == 500
    assert b"Something went wrong on our side" in sent[1]["body"]
    assert b"content-security-policy" in dict(sent[0]["headers"])
    (said,) = [record.getMessage() for record in caplog.records]
    assert said.startswith("a request failed: ValueError at test_guard.py:")


def test_a_running_server_refuses_every_handshake_but_that_of_its_own_page(
    shared_app: RunningApp,
) -> None:
    own = shared_app.address
    host = own.removeprefix("http://")
    assert shake_hands(shared_app, origin=own) == 101
    refused = [
        {},
        {"origin": "null"},
        {"origin": "http://evil.example"},
        {"origin": f"http://evil.example:{host.rpartition(':')[2]}"},
        {"origin": "http://localhost" + host.removeprefix("127.0.0.1")},
        {"origin": "http://evil.example", "host": "evil.example"},
        {"origin": own, "x_forwarded_for": "127.0.0.1"},
        {"origin": own, "via": "1.1 proxy"},
    ]
    assert [shake_hands(shared_app, **headers) for headers in refused] == [403] * len(refused)


def test_a_running_server_serves_no_name_but_its_own(shared_app: RunningApp) -> None:
    for path in ("/", "/team", "/code", "/healthz", "/_stcore/health"):
        assert ask(shared_app, path, host="evil.example").status == 400
        assert (
            ask(shared_app, path, host="evil.example", origin="http://evil.example").status == 400
        )


def test_a_running_server_shows_a_proxy_the_form_and_no_screen(shared_app: RunningApp) -> None:
    for path in ("/team", "/sign-in", "/set-up", "/favicon.png", "/_stcore/health"):
        assert ask(shared_app, path, x_forwarded_for="192.0.2.7").status == 404
    assert ask(shared_app, "/code", x_forwarded_for="192.0.2.7").status == 200
    assert ask(shared_app, "/", x_forwarded_for="192.0.2.7").headers["location"] == "/code"
