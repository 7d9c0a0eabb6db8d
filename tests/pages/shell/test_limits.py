"""Who is counted together when many sign in, and when it is too many."""

import pytest
from starlette.requests import Request

from pages.shell import limits
from pages.shell.limits import Limits, too_many_tries


def asked(*forwarded: str, peer: str = "10.0.0.9") -> Request:
    headers = [(b"host", b"table.example.org")]
    headers += [(b"x-forwarded-for", each.encode()) for each in forwarded]
    scope = {"type": "http", "method": "POST", "path": "/sign-in", "query_string": b""}
    return Request(scope | {"headers": headers, "client": (peer, 50000)})


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    now = [1_800_000_000]
    monkeypatch.setattr(limits, "seconds", lambda: now[0])
    monkeypatch.setattr(limits, "_limits", Limits())
    return now


def tries_of(request: Request, most: int = 100) -> int:
    """How many are let through in this second."""
    return sum(not too_many_tries(request) for _ in range(most))


def test_an_office_of_a_dozen_signs_in_and_a_program_does_not_go_on(clock: list[int]) -> None:
    assert tries_of(asked("192.0.2.7")) == 30
    assert tries_of(asked("192.0.2.8")) == 30
    clock[0] += 61
    assert tries_of(asked("192.0.2.7")) == 30


def test_what_a_browser_says_of_its_own_address_makes_it_nobody_else() -> None:
    assert tries_of(asked("192.0.2.7")) == 30
    for lie in (("203.0.113.5, 192.0.2.7",), ("203.0.113.5", "192.0.2.7")):
        assert tries_of(asked(*lie)) == 0


def test_a_household_has_one_share_however_many_new_addresses_it_has() -> None:
    assert tries_of(asked("2001:db8:1:2::1")) == 30
    assert tries_of(asked("2001:db8:1:2:aaaa:bbbb:cccc:dddd")) == 0
    assert tries_of(asked("2001:db8:1:3::1")) == 30


def test_an_older_address_in_newer_clothes_is_one_address() -> None:
    assert tries_of(asked("::ffff:192.0.2.7")) == 30
    assert tries_of(asked("::ffff:192.0.2.8")) == 30


def test_what_is_no_address_is_counted_too() -> None:
    assert tries_of(asked("unknown")) == 30
    assert tries_of(asked("unknown")) == 0
