"""What every answer carries, whoever gives it."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
import streamlit
from sqlalchemy import text
from streamlit.web.server.starlette import (
    starlette_agent_routes,
    starlette_auth_routes,
    starlette_routes,
)

from data.services import editions
from data.store.connections import writing
from pages.facilitator.instruments import EXAMPLE
from pages.shell.application import routes
from pages.shell.security import inline_script_hashes
from tests.pages.shell.conftest import Table
from tests.pages.shell.talking import PAGE, STREAM, Answer, ask
from tests.running import RunningApp

ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
HANDSHAKE = {
    "upgrade": "websocket",
    "connection": "Upgrade",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    "sec-websocket-version": "13",
}


@pytest.fixture(scope="module")
def token(shared_app: RunningApp) -> str:
    return shared_app.staff_token()


@pytest.fixture(scope="module")
def index(shared_app: RunningApp, token: str) -> str:
    """The page in which Streamlit shows the screens."""
    return ask(shared_app, "/start", token=token, accept=PAGE).text


def check(answer: Answer) -> None:
    found = {name: answer.headers.get(name) for name in ALWAYS}
    assert found == ALWAYS
    assert answer.headers["referrer-policy"] in ("same-origin", "no-referrer")
    rules = directives(answer)
    assert rules["frame-ancestors"] == "'none'"
    assert rules["default-src"] in ("'self'", "'none'")
    assert "unsafe-eval" not in answer.headers["content-security-policy"]
    assert "unsafe-inline" not in rules.get("script-src", "")
    assert "geolocation=()" in answer.headers["permissions-policy"]


def directives(answer: Answer) -> dict[str, str]:
    policy = answer.headers["content-security-policy"]
    return dict(rule.strip().split(" ", 1) for rule in policy.split(";"))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/healthz", 200),
        ("/readyz", 200),
        ("/sign-in", 303),
        ("/sign-out", 200),
        ("/set-up", 303),
        ("/staff.css", 200),
        ("/respond.css", 200),
        ("/code", 200),
        ("/answer", 200),
        ("/join/nothing", None),
        ("/export/nothing.csv", 404),
        ("/invitations/nothing", 404),
        ("/preview/a/b/1.0.0/0", 403),
        ("/start", 200),
        ("/", 303),
        ("/favicon.png", 200),
        ("/manifest.json", 200),
        ("/nothing", 200),
        ("/media/nothing.png", 404),
        ("/component/nothing/index.html", 404),
        ("/static/nothing.js", 200),
        ("/_stcore/health", 200),
        ("/_stcore/host-config", 200),
        ("/_stcore/metrics", 404),
        ("/_stcore/agent/openapi.json", 404),
        ("//evil.example/x", 400),
        ("/start/", 301),
        ("/..%2f..%2fetc/passwd", 400),
    ],
)
def test_every_answer_is_guarded(
    path: str, status: int | None, shared_app: RunningApp, token: str
) -> None:
    answer = ask(shared_app, path, token=token)
    assert status in (None, answer.status)
    check(answer)


def filled(path: str) -> str:
    """An address as a route writes it, with something in place of what it leaves open."""
    return re.sub(r"{[^}:]+:int}", "0", re.sub(r"{[^}:]+(:path)?}", "nothing", path))


OURS = sorted({filled(route.path) for route in routes})
STREAMLITS = sorted(
    {
        f"/{filled(value)}"
        for module in (starlette_routes, starlette_agent_routes, starlette_auth_routes)
        for name, value in vars(module).items()
        if re.match("_?ROUTE_", name) and isinstance(value, str)
    }
)


@pytest.mark.parametrize("path", [*OURS, *STREAMLITS])
def test_every_address_there_is_answers_every_method_under_guard(
    path: str, shared_app: RunningApp, token: str
) -> None:
    for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        for known in (None, token) if method == "GET" else (None,):
            check(ask(shared_app, path, method=method, token=known))


@pytest.mark.parametrize("path", OURS)
def test_nothing_is_echoed_to_whoever_traces(path: str, shared_app: RunningApp) -> None:
    answer = ask(shared_app, path, method="TRACE", x_canary="canary")
    assert "message/http" not in answer.headers.get("content-type", "")
    assert b"canary" not in answer.body


def test_every_answer_with_a_body_says_what_it_is_and_how_its_letters_are_written(
    shared_app: RunningApp, token: str
) -> None:
    for path in [*OURS, *STREAMLITS, "/start", "/nothing"]:
        answer = ask(shared_app, path, token=token)
        kind = answer.headers.get("content-type", "")
        assert kind or not answer.body, path
        if kind.startswith("text/"):
            assert "charset=utf-8" in kind, path


def test_every_file_that_streamlit_brings_along_is_guarded(
    shared_app: RunningApp, token: str
) -> None:
    folder = Path(streamlit.__file__).parent / "static"
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))
    assert len(files) > 100
    for file in files:
        answer = ask(shared_app, f"/{file}", token=token)
        assert answer.status == 200, file
        assert answer.headers["content-type"], file
        check(answer)


def test_addresses_for_machines_tell_a_stranger_nothing(
    shared_app: RunningApp, make_table: Callable[..., Table]
) -> None:
    make_table("released")
    for path in STREAMLITS:
        from_afar = ask(shared_app, path, x_forwarded_for="192.0.2.7")
        assert (from_afar.status, from_afar.body) == (404, b"Not found"), path
        here = ask(shared_app, path)
        assert b"anary" not in here.body
        if "metrics" in path or "agent" in path:
            assert (here.status, here.body) == (404, b"Not found"), path
    nothing_but_the_frame = ask(shared_app, "/nothing-of-the-kind").body
    assert ask(shared_app, "/_stcore/script-health-check").body == nothing_but_the_frame
    told = json.loads(ask(shared_app, "/_stcore/host-config").body)
    assert told["allowedOrigins"] == []


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_nobody_puts_a_file_or_takes_one_away_without_an_open_screen(
    method: str, shared_app: RunningApp
) -> None:
    for headers in ({}, {"origin": shared_app.address}, {"x_xsrftoken": "x", "cookie": "_xsrf=x"}):
        path = "/_stcore/upload_file/nobody/nothing"
        answer = ask(shared_app, path, method=method, **headers)
        assert answer.status in (400, 403, 405), (method, headers)
        check(answer)


def test_refusals_are_guarded_too(shared_app: RunningApp) -> None:
    check(ask(shared_app, "/", host="evil.example"))
    check(ask(shared_app, "/team", x_forwarded_for="192.0.2.7"))
    check(ask(shared_app, "/healthz", method="POST"))
    check(ask(shared_app, "/_stcore/upload_file/s/f", method="PUT"))
    check(ask(shared_app, "/team", accept=PAGE))
    check(ask(shared_app, STREAM))
    for headers in (HANDSHAKE, HANDSHAKE | {"origin": "http://evil.example"}):
        answer = ask(shared_app, STREAM, **headers)
        assert answer.status == 403


def test_scripts_and_styles_of_streamlit_are_guarded_and_kept_by_the_browser(
    shared_app: RunningApp, token: str, index: str
) -> None:
    addresses = re.findall(r'(?:src|href)="\./(static/[^"]+)"', index)
    assert len(addresses) > 10
    for address in addresses[:3] + addresses[-3:]:
        answer = ask(shared_app, f"/{address}", token=token)
        assert answer.status == 200
        check(answer)
        assert "no-store" not in answer.headers["cache-control"]


def test_an_error_inside_is_guarded_and_told_in_our_words(
    shared_app: RunningApp, make_table: Callable[..., Table], token: str
) -> None:
    team = make_table().team
    edition = editions.import_licensed(
        team.id, EXAMPLE.encode(), "x.csv", owner="O", permission="P", expires=None
    )
    with writing() as connection:
        connection.execute(text("UPDATE frozen_edition SET body = '{}'"))
    answer = ask(shared_app, f"/preview/{team.id}/{edition.instrument_id}/1.0.0/0", token=token)
    assert answer.status == 500
    check(answer)
    assert "Something went wrong on our side" in answer.text


def test_pages_and_data_are_kept_nowhere(shared_app: RunningApp, token: str) -> None:
    for path in ("/start", "/sign-out", "/_stcore/host-config", "/code"):
        answer = ask(shared_app, path, token=token, accept=PAGE)
        assert answer.headers["cache-control"] == "no-store", path


class _InlineScripts(HTMLParser):
    """The text of every script that the page brings along."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and "src" not in dict(attrs)

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found.append(data)


def test_the_policy_allows_the_inline_script_of_streamlits_page_and_no_other(
    shared_app: RunningApp, token: str, index: str
) -> None:
    reader = _InlineScripts()
    reader.feed(index)
    digests = [hashlib.sha256(script.encode()).digest() for script in reader.found]
    wanted = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
    assert wanted
    policy = directives(ask(shared_app, "/start", token=token, accept=PAGE))
    assert policy["script-src"].split() == ["'self'", *wanted]
    assert inline_script_hashes().split() == wanted


def test_the_policy_lets_nothing_in_from_elsewhere(shared_app: RunningApp, token: str) -> None:
    policy = directives(ask(shared_app, "/start", token=token, accept=PAGE))
    local = {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}
    for name, sources in policy.items():
        if name != "script-src":
            assert set(sources.split()) <= local, name
    assert policy["object-src"] == policy["frame-src"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
