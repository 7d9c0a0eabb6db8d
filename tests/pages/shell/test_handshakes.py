"""Twenty ways in through a websocket or a name, none of which shows anybody anything.

Those that turn on who is signed in are in `test_identity.py`; what the Guard says to each kind of
connection, without a server, is in `test_guard.py`.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from benchmarks.frames import SUBPROTOCOL
from pages.parts.session import cookie_name
from tests.pages.shell.conftest import Table
from tests.pages.shell.talking import (
    ONLY_THE_WAY_IN,
    STREAM,
    Screen,
    ask,
    open_screen,
    shake_hands,
)
from tests.running import RunningApp

REBOUND = "table.evil.example"


@dataclass(frozen=True)
class Attempt:
    """A handshake somebody tries; "OWN" and "PORT" stand for the address and its port."""

    named: str
    headers: dict[str, str] = field(default_factory=dict)
    path: str = STREAM

    def __str__(self) -> str:
        return self.named


REFUSED = (
    Attempt("no origin"),
    Attempt("an empty origin", {"origin": ""}),
    Attempt("the origin of a file", {"origin": "null"}),
    Attempt("a foreign page", {"origin": "http://evil.example"}),
    Attempt("a foreign page on our port", {"origin": "http://evil.example:PORT"}),
    Attempt("a page of another program here", {"origin": "http://127.0.0.1:9"}),
    Attempt("our page by another name", {"origin": "http://localhost:PORT"}),
    Attempt("a name that begins like ours", {"origin": "OWN.evil.example"}),
    Attempt("a name that hides ours", {"origin": "http://evil.example@127.0.0.1:PORT"}),
    Attempt("another scheme", {"origin": "ws://127.0.0.1:PORT"}),
    Attempt("a foreign name for our machine", {"host": REBOUND, "origin": f"http://{REBOUND}"}),
    Attempt("a foreign name with our port",
            {"host": f"{REBOUND}:PORT", "origin": f"http://{REBOUND}:PORT"}),
    Attempt("no name at all", {"host": "", "origin": "http://"}),
    Attempt("a proxy before us", {"origin": "OWN", "x_forwarded_for": "127.0.0.1"}),
    Attempt("a proxy that says who it is", {"origin": "OWN", "via": "1.1 proxy"}),
    Attempt("a proxy that tells another name", {"origin": "OWN", "x_forwarded_host": "127.0.0.1"}),
    Attempt("a respondent's address", {"origin": "http://evil.example"}, "/answer"),
    Attempt("the agent's address", {"origin": "OWN"}, "/_stcore/agent/mcp"),
    Attempt("the address of figures", {"origin": "OWN"}, "/_stcore/metrics"),
    Attempt("an address that is none", {"origin": "OWN"}, "/_stcore/nothing"),
)  # fmt: skip


def filled(headers: dict[str, str], app: RunningApp) -> dict[str, str]:
    port = app.address.rpartition(":")[2]
    return {
        name: value.replace("OWN", app.address).replace("PORT", port)
        for name, value in headers.items()
    }


def test_there_are_twenty_attempts_and_no_two_alike() -> None:
    assert len({attempt.named for attempt in REFUSED}) == len(REFUSED) == 20


@pytest.mark.parametrize("attempt", REFUSED, ids=str)
@pytest.mark.parametrize("signed_in", [False, True], ids=["a stranger", "with a stolen cookie"])
def test_no_other_page_opens_a_screen(
    attempt: Attempt, signed_in: bool, shared_app: RunningApp
) -> None:
    headers = filled(attempt.headers, shared_app)
    if signed_in:
        headers["cookie"] = cookie(shared_app)
    assert shake_hands(shared_app, attempt.path, **headers) in (400, 403, 404)


def cookie(app: RunningApp) -> str:
    return f"{cookie_name()}={app.staff_token()}"


def test_our_own_page_opens_one(shared_app: RunningApp) -> None:
    assert shake_hands(shared_app, origin=shared_app.address) == 101


@pytest.mark.parametrize("host", [REBOUND, f"{REBOUND}:80", "127.0.0.1.evil.example", "[::ffff:1]"])
@pytest.mark.parametrize(
    "path", ["/", "/start", "/sign-in", "/code", "/healthz", "/_stcore/health", "/static/js/x.js"]
)
def test_a_foreign_name_is_served_nothing_whatever_it_asks_for(
    path: str, host: str, shared_app: RunningApp
) -> None:
    for method in ("GET", "POST"):
        answer = ask(shared_app, path, method=method, host=host, origin=f"http://{host}")
        assert (answer.status, answer.body) == (400, b"This address is not served here.")


@pytest.mark.parametrize("session", ["none", "made-up", "..", "x" * 4000])
def test_a_streamlit_session_that_somebody_made_up_is_a_new_one_without_anything(
    session: str, shared_app: RunningApp, make_table: Callable[..., Table]
) -> None:
    table = make_table("released")
    with open_screen(shared_app, session=session) as screen:
        assert shows_nothing(screen, f"wave={table.wave.id}")


def test_a_streamlit_session_that_somebody_fixed_for_another_opens_nothing_to_the_one_who_fixed_it(
    shared_app: RunningApp, make_table: Callable[..., Table]
) -> None:
    table = make_table("released")
    with open_screen(shared_app) as attacker:
        attacker.run("start")
        fixed = attacker.session
        with open_screen(shared_app, token=shared_app.staff_token(), session=fixed) as owner:
            owner.run("team", f"team={table.team.id}")
            assert owner.says("Canary table")
            assert attacker.session == fixed
        with open_screen(shared_app, session=fixed) as again:
            assert shows_nothing(again, f"wave={table.wave.id}")


def shows_nothing(screen: Screen, query: str) -> bool:
    shown = screen.run("results", query)
    return shown == ONLY_THE_WAY_IN and not screen.says("anary")


@pytest.mark.parametrize(
    "payload", [b"\xff" * 100, b"", b"\x00" * 70_000, "text", b"\x0a\xff\xff\xff\xff\x0f"]
)
def test_what_is_no_message_shows_nothing_and_the_server_lives(
    payload: bytes | str, shared_app: RunningApp, make_table: Callable[..., Table]
) -> None:
    make_table("released")
    with open_screen(shared_app, token=shared_app.staff_token()) as screen:
        screen.socket.send(payload)
        with contextlib.suppress(ConnectionClosed):
            screen.run("sign-out")
        assert not screen.says("anary")
    assert ask(shared_app, "/healthz").text == "ok"
    assert "Traceback" not in shared_app.printed


def test_a_message_larger_than_any_of_ours_ends_the_connection(shared_app: RunningApp) -> None:
    with open_screen(shared_app) as screen:
        with contextlib.suppress(ConnectionClosed):
            screen.socket.send(b"\x00" * 21_000_000)
        with pytest.raises(ConnectionClosed):
            screen.socket.recv(timeout=30)
    assert ask(shared_app, "/healthz").text == "ok"


def test_the_refusal_of_a_handshake_carries_no_word_of_why(shared_app: RunningApp) -> None:
    with pytest.raises(InvalidStatus) as caught:
        connect(
            f"{shared_app.address.replace('http', 'ws', 1)}{STREAM}",
            origin="http://evil.example",  # type: ignore[arg-type]
            subprotocols=[SUBPROTOCOL],  # type: ignore[list-item]
            proxy=None,
        )
    assert caught.value.response.status_code == 403
    assert caught.value.response.body in (b"", None)
