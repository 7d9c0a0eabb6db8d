"""What is refused at the door is counted by its kind, and by nothing that came with it."""

import pytest
from starlette.requests import Request

from data import counted
from data.imports.evidence import admit_evidence
from data.imports.gate import Limits, admit, parts
from data.imports.problems import Refused
from data.settings import PUBLIC_URL, settings
from pages.respond.posts import PostRefused as FormPostRefused
from pages.respond.posts import fields_of
from pages.shell import limits
from pages.shell.limits import too_many_tries
from pages.shell.posts import PostRefused, fields
from tests.pages.shell.talking import STREAM, finish
from tests.pages.shell.test_guard import HERE, Send
from tests.pages.shell.test_guard import through as through

ELSEWHERE = "https://evil.example"


def counts() -> dict[str, int]:
    found: dict[str, int] = {}
    for (kind, _), number in counted._counts.items():
        found[kind] = found.get(kind, 0) + number
    return found


def request(body: bytes = b"", **headers: str) -> Request:
    named = {"host": HERE} | {name.replace("_", "-"): value for name, value in headers.items()}
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/sign-in",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "client": ("192.0.2.7", 50000),
    }

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    return Request(scope, receive)


def test_what_the_guard_refuses_is_counted_by_its_kind(through: Send) -> None:
    through("/join/a-secret", host="evil.example")
    through("/_stcore/metrics")
    through("/export/w.csv", peer="192.0.2.7")
    through("/team", peer="192.0.2.7")
    through(STREAM, kind="websocket", origin=ELSEWHERE)
    assert counts() == {"host": 1, "machine address": 1, "staff address": 2, "websocket": 1}


def test_what_is_let_in_is_not_counted(through: Send) -> None:
    through("/start")
    through("/join/a-secret", peer="192.0.2.7")
    through(STREAM, kind="websocket", origin=f"http://{HERE}")
    assert counts() == {}


def test_what_the_browser_of_somebody_who_answers_asks_by_itself_is_not_counted(
    through: Send,
) -> None:
    for path in ("/", "/favicon.ico", "/apple-touch-icon.png", "/robots.txt", "/.well-known/x"):
        through(path, peer="192.0.2.7")
    assert counts() == {}


def test_posts_from_elsewhere_or_too_large_are_counted(home: object) -> None:
    for asked in (request(origin=ELSEWHERE), request(b"x" * 17_000, origin=f"http://{HERE}")):
        with pytest.raises(PostRefused):
            finish(fields(asked))
    finish(fields(request(b"name=ana", origin=f"http://{HERE}")))
    assert counts() == {"post": 2}


def test_posts_to_the_form_that_it_does_not_send_are_counted_by_the_day(home: object) -> None:
    many = b"&".join(b"a=1" for _ in range(1200))
    for asked in (request(origin=ELSEWHERE), request(many, origin=f"http://{HERE}")):
        with pytest.raises(FormPostRefused):
            finish(fields_of(asked))
    assert counts() == {"form post": 2}
    ((_, began),) = counted._counts
    assert began.hour == 0


def test_files_that_the_gate_refuses_are_counted_once_each() -> None:
    with pytest.raises(Refused):
        admit(b"PK\x03\x04 no table", name="a.csv", kind="csv", limits=Limits(1000))
    with pytest.raises(Refused):
        admit_evidence(b"\xff\xfe\x00", name="a.txt")
    with pytest.raises(Refused):
        parts(b"no zip", name="a.zip", limits=Limits(1000))
    admit(b"a,b\n1,2\n", name="a.csv", kind="csv", limits=Limits(1000))
    assert counts() == {"file": 3}


def test_tries_that_come_too_fast_are_counted_without_where_they_come_from(
    monkeypatch: pytest.MonkeyPatch, home: object
) -> None:
    monkeypatch.setattr(limits, "_limits", limits.Limits())
    for _ in range(35):
        too_many_tries(request())
    assert counts() == {"hurry": 5}


def test_a_line_holds_a_kind_a_number_and_an_hour_and_nothing_that_came(
    through: Send, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PUBLIC_URL, "https://table.example.org")
    settings.cache_clear()
    for number in range(500):
        through(f"/join/canary{number}", peer="192.0.2.7", host=f"canary{number}.example")
        through(f"/export/canary{number}.csv", peer="192.0.2.7")
    counted.tell(everything=True)
    assert len(caplog.records) == 2
    assert "canary" not in caplog.text
    assert "192.0.2" not in caplog.text
    assert [record.getMessage().rpartition(": ")[2] for record in caplog.records] == ["500", "500"]
