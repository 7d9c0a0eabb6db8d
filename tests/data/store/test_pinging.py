"""A connection that the server has left is never handed out; one just used is not asked first."""

import time

import pytest
from sqlalchemy import text

from data.store import connections, pinging

pytestmark = pytest.mark.postgresql


def _own_number() -> int:
    with connections.reading() as connection:
        return connection.execute(text("SELECT pg_backend_pid()")).scalar_one()


@pytest.fixture
def pings(postgresql_database: str, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One for each time that a connection is asked whether it is there."""
    asked, dialect = list[int](), connections.engine().dialect
    ping = dialect.do_ping
    monkeypatch.setattr(dialect, "do_ping", lambda raw: asked.append(1) or ping(raw))
    return asked


@pytest.mark.parametrize("idle", [0, pinging.TRUSTED_SECONDS])
def test_what_the_server_has_left_is_replaced_before_it_is_used(
    pings: list[int], monkeypatch: pytest.MonkeyPatch, idle: int
) -> None:
    first = _own_number()
    with connections.reading() as connection, connections.reading() as other:
        ended = text("SELECT pg_terminate_backend(:number, 10000)")
        numbers = [
            each.execute(text("SELECT pg_backend_pid()")).scalar_one()
            for each in (connection, other)
        ]
        assert first in numbers
    pings.clear()
    with connections.reading() as connection:
        own = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        (gone,) = set(numbers) - {own}
        assert connection.execute(ended, {"number": gone}).scalar_one() is True
        now = time.monotonic() + idle
        monkeypatch.setattr(pinging.time, "monotonic", lambda: now)
        assert _own_number() not in numbers
    assert pings == [1]


def test_one_that_was_used_a_moment_ago_is_not_asked_and_one_that_lay_is(
    pings: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _own_number()
    pings.clear()
    assert [_own_number() for _ in range(5)] == [first] * 5
    assert pings == []
    now = time.monotonic() + pinging.TRUSTED_SECONDS
    monkeypatch.setattr(pinging.time, "monotonic", lambda: now)
    assert _own_number() == first
    assert pings == [1]
