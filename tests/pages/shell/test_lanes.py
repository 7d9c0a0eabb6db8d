"""Slow checks that pile up keep nobody from the form, and few of them wait."""

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import anyio
import httpx2 as httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from data.services import access, seats
from pages.respond.families.routes import routes as family_routes
from pages.respond.routes import routes
from pages.shell import signing
from pages.shell.security import Guard

APP = Starlette(routes=[*routes, *family_routes, *signing.routes], middleware=[Middleware(Guard)])
HERE = "http://127.0.0.1:8501"
AT_ONCE = 100
"""Posts, more than all pages together have threads."""
WAIT = 12
"""So many of them are looked at, now or in their turn; all others are told to come again."""
CARD = ("/card", {"words": "apple river stone cloud table"})
SIGN_IN = ("/sign-in", {"name": "nobody", "passphrase": "x" * 20})
INVITED = ("/invited", {"name": "a", "code": "b", "passphrase": "x" * 20, "again": "x" * 20})


@contextmanager
def stuck(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Slow checks that go on only when they are told to; posts come from many addresses."""
    go_on = threading.Event()

    def wait(*_given: object, **_named: object) -> None:
        assert go_on.wait(60)

    def wait_and_refuse(*_given: object, **_named: object) -> None:
        wait()
        raise access.SignInError("No.")

    monkeypatch.setattr(seats, "card_hash", wait)
    monkeypatch.setattr(access, "begin", wait_and_refuse)
    monkeypatch.setattr(access, "redeem", wait_and_refuse)
    monkeypatch.setattr(access, "is_set_up", lambda: True)
    monkeypatch.setattr(signing, "too_many_tries", lambda _request: False)
    try:
        yield go_on
    finally:
        go_on.set()


async def flooded(path: str, fields: dict[str, str], go_on: threading.Event) -> tuple[int, Counter]:
    """What a typed code is answered meanwhile, and what all those posts are."""
    told: Counter[int] = Counter()
    transport = httpx.ASGITransport(APP)

    async def post(client: httpx.AsyncClient) -> None:
        answer = await client.post(path, data=fields)
        told[answer.status_code] += 1

    async with httpx.AsyncClient(
        transport=transport, base_url=HERE, headers={"Origin": HERE}
    ) as client:
        with anyio.fail_after(60):
            async with anyio.create_task_group() as group:
                for _ in range(AT_ONCE):
                    group.start_soon(post, client)
                while told[503] < AT_ONCE - WAIT:
                    await anyio.lowlevel.checkpoint()
                probe = await client.post("/code", data={"code": "abcd-efgh-jkmn"})
                go_on.set()
    return probe.status_code, told


@pytest.mark.parametrize(
    ("path", "fields"), [CARD, SIGN_IN, INVITED], ids=["card", "sign in", "invited"]
)
def test_a_hundred_slow_checks_keep_nobody_from_the_form(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch, path: str, fields: dict[str, str]
) -> None:
    with stuck(monkeypatch) as go_on, ThreadPoolExecutor(1) as another_thread:
        probe, told = another_thread.submit(anyio.run, flooded, path, fields, go_on).result()
    assert probe == 422
    assert told[503] >= AT_ONCE - WAIT
    assert told.total() == AT_ONCE
    assert set(told) <= {503, 422}
