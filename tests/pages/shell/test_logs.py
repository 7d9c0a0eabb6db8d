"""What the process prints: no link, no code, no word that somebody typed, whatever goes wrong."""

import asyncio
import gc
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from data.services import invitations
from data.store.connections import writing
from pages.shell import logs
from tests.pages.shell.conftest import Table
from tests.pages.shell.talking import PAGE, ask, finish, open_screen, post, shake_hands
from tests.running import RunningApp

Make = Callable[..., Table]


@contextmanager
def without_table(name: str) -> Iterator[None]:
    """While inside, the database fails whoever wants this table."""
    with writing() as connection:
        connection.execute(text(f"ALTER TABLE {name} RENAME TO hidden_{name}"))
    try:
        yield
    finally:
        with writing() as connection:
            connection.execute(text(f"ALTER TABLE hidden_{name} RENAME TO {name}"))


def knock(app: RunningApp, secret: str) -> set[int]:
    """Every way in which the address of a link can be asked for."""
    path = f"/join/{secret}"
    ways = [path, f"{path}/", f"{path}?x={secret}", f"//join/{secret}", f"/JOIN/{secret}"]
    ways += [f"{path}%0d%0aX:y", f"{path}%ff", f"{path}%00", f"/answer/{secret}", f"/{secret}"]
    ways += [f"/export/{secret}.csv", f"/_stcore/{secret}", f"/static/{secret}", f"/media/{secret}"]
    statuses = {ask(app, way, accept=PAGE).status for way in ways}
    for method in ("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
        statuses.add(ask(app, path, method=method).status)
    statuses |= {ask(app, path, host="evil.example").status, shake_hands(app, path)}
    statuses.add(shake_hands(app, path, origin=app.address))
    statuses.add(ask(app, path, cookie=f"table={secret}", referer=f"{app.address}{path}").status)
    statuses.add(ask(app, "/answer", cookie=f"table={secret}").status)
    statuses.add(post(app, "/code", code=secret).status)
    return statuses


def test_no_link_and_no_code_is_printed(shared_app: RunningApp, make_table: Make) -> None:
    link = make_table("open", kind="link").slips[0].secret
    code = make_table("open", kind="code").slips[0].secret
    assert knock(shared_app, link) & {200, 303}
    knock(shared_app, code)
    knock(shared_app, "x" * 22)
    for secret in (link, code, code.replace("-", ""), "x" * 22):
        assert secret not in shared_app.printed


@pytest.mark.parametrize("table", ["invitation", "wave"])
def test_not_even_when_the_database_fails(
    table: str, shared_app: RunningApp, make_table: Make
) -> None:
    secret = make_table("open", kind="link").slips[0].secret
    with without_table(table):
        assert 503 in knock(shared_app, secret)
    assert secret not in shared_app.printed
    assert "no such table" not in shared_app.printed
    assert invitations.find(secret) is not None


def test_a_screen_that_fails_says_our_words_and_prints_none_of_its_own(
    shared_app: RunningApp, make_table: Make
) -> None:
    team = make_table().team
    with writing() as connection:
        statement = "UPDATE agency SET sector = 'canary sector' WHERE team_id = :team"
        connection.execute(text(statement), {"team": team.id})
    with open_screen(shared_app, token=shared_app.staff_token()) as screen:
        shown = screen.run("team", f"team={team.id}")
        assert shown[-1] == "alert"
        assert "Something went wrong on our side." in screen.shown[-1][1]
        assert "exception" not in shown
        assert not screen.says("canary sector")
    assert "canary sector" not in shared_app.printed
    assert re.search(r"Uncaught app execution \[KeyError at \w+\.py:\d+\]\n", shared_app.printed)


def test_a_screen_without_its_database_says_what_to_do(
    shared_app: RunningApp, make_table: Make
) -> None:
    token, team = shared_app.staff_token(), make_table().team
    with open_screen(shared_app, token=token) as screen, without_table("agency"):
        screen.run("team", f"team={team.id}")
        assert "nothing was changed. Try again." in screen.shown[-1][1]
    assert "SELECT" not in shared_app.printed


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """The log of this process while it keeps texts out."""
    before = logging.getLogRecordFactory()
    logs.keep_texts_out()
    yield caplog
    logging.setLogRecordFactory(before)


def fail() -> None:
    raise ValueError("canary 100%")


def test_an_error_in_the_log_is_its_type_and_its_place(said: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("a library")
    try:
        fail()
    except ValueError as error:
        log.exception("it failed for %s", "a reason")
        log.error("it failed: %s", error)
        log.error("it failed", exc_info=error)
    log.error("it failed with nothing at hand", exc_info=(None, None, None))
    place = f"[ValueError at test_logs.py:{fail.__code__.co_firstlineno + 1}]"
    messages = [record.getMessage() for record in said.records]
    assert messages == [
        f"it failed for a reason {place}",
        "it failed: ValueError",
        f"it failed {place}",
        "it failed with nothing at hand",
    ]
    assert "canary" not in said.text


def test_a_task_that_nobody_waits_for_tells_nothing_either(
    said: pytest.LogCaptureFixture,
) -> None:
    async def task() -> None:
        fail()

    async def run() -> None:
        loop = asyncio.get_running_loop()
        error = (await asyncio.gather(task(), return_exceptions=True))[0]
        loop.call_exception_handler({"message": "a task failed", "exception": error})

    finish(run())
    assert said.records
    assert "canary" not in said.text


def test_a_task_whose_error_nobody_asked_for_tells_nothing_when_it_is_swept_away(
    said: pytest.LogCaptureFixture,
) -> None:
    async def task() -> None:
        fail()

    async def run() -> None:
        left_alone = asyncio.ensure_future(task())
        await asyncio.wait([left_alone])
        del left_alone
        gc.collect()

    finish(run())
    place = f"[ValueError at test_logs.py:{fail.__code__.co_firstlineno + 1}]"
    messages = [record.getMessage() for record in said.records if record.name == "asyncio"]
    assert messages == [f"Task exception was never retrieved {place}"]
    assert "canary" not in said.text
