"""The set-up code, the passphrase, the cookie, and the end of a session."""

import re
from dataclasses import dataclass

import pytest
from sqlalchemy import text

from data.services import access
from data.settings import settings
from data.store import database as store
from pages.parts.session import cookie_name
from tests.pages.shell.talking import PAGE, Answer, ask, post
from tests.running import NAME, PASSPHRASE, RunningApp


@dataclass
class FirstStart:
    """The code that the very first start printed, and what came of using it twice."""

    code: str
    first: Answer
    second: Answer


@pytest.fixture(scope="module")
def first_start(shared_app: RunningApp) -> FirstStart:
    code = shared_app.set_up_code()
    first = set_up(shared_app, code, PASSPHRASE)
    forget_everybody()
    return FirstStart(code, first, set_up(shared_app, code, "another four words altogether"))


@pytest.fixture(autouse=True)
def _before_the_set_up(first_start: FirstStart) -> None:
    forget_everybody()


def forget_everybody() -> None:
    """As before the first start."""
    with store.writing() as connection:
        for table in ("staff_session", "recovery_code", "membership", "account"):
            connection.execute(text(f"DELETE FROM {table}"))
        connection.execute(text("UPDATE set_up SET wrong_tries = 0, refused_until = 0"))


@pytest.fixture
def code(shared_app: RunningApp) -> str:
    return access.ensure_setup_code() or ""


def set_up(app: RunningApp, code: str, passphrase: str, again: str | None = None) -> Answer:
    repeated = passphrase if again is None else again
    return post(app, "/set-up", code=code, name=NAME, passphrase=passphrase, again=repeated)


def sign_in(app: RunningApp, passphrase: str, token: str | None = None) -> Answer:
    return post(app, "/sign-in", token=token, name=NAME, passphrase=passphrase)


def token_of(answer: Answer) -> str:
    return re.findall(rf"{cookie_name()}=([^;]+)", answer.headers["set-cookie"])[0]


@pytest.mark.long
def test_the_first_start_prints_a_code_that_works_once(
    first_start: FirstStart, shared_app: RunningApp
) -> None:
    assert shared_app.printed.count(first_start.code) == 1
    assert first_start.first.status == 303
    assert token_of(first_start.first)
    assert first_start.second.status == 422


@pytest.mark.long
def test_a_later_start_prints_no_code(shared_app: RunningApp, code: str) -> None:
    set_up(shared_app, code, PASSPHRASE)
    before = shared_app.printed.count("Set-up code")
    shared_app.restart_after_a_crash()
    assert shared_app.printed.count("Set-up code") == before
    assert shared_app.printed.count("Common Table is at") >= 2


@pytest.mark.parametrize("path", ["/", "/start", "/team", "/sign-in"])
def test_before_the_set_up_everything_leads_to_it(path: str, shared_app: RunningApp) -> None:
    answer = ask(shared_app, path, accept=PAGE)
    assert answer.status == 303
    place = answer.headers["location"]
    if place.partition("?")[0] == "/sign-in":
        place = ask(shared_app, place, accept=PAGE).headers["location"]
    assert place == "/set-up"
    assert "set-up code" in ask(shared_app, "/set-up", accept=PAGE).text


def test_after_the_set_up_its_page_is_gone(shared_app: RunningApp, code: str) -> None:
    set_up(shared_app, code, PASSPHRASE)
    for answer in (ask(shared_app, "/set-up"), set_up(shared_app, code, "taken over by me now")):
        assert (answer.status, answer.headers["location"]) == (303, "/sign-in")
        assert "set-cookie" not in answer.headers
    assert sign_in(shared_app, PASSPHRASE).status == 303


@pytest.mark.parametrize(
    ("passphrase", "again", "said"),
    [
        ("short", "short", "This passphrase has 5 characters. Take 15 or more"),
        ("password password", "password password", "Many people would try this passphrase"),
        (PASSPHRASE, PASSPHRASE + "!", "The two passphrases are not the same. Type both again."),
        ("", "", "This passphrase has 0 characters"),
    ],
)
def test_a_passphrase_that_will_not_do_costs_no_code(
    passphrase: str, again: str, said: str, shared_app: RunningApp, code: str
) -> None:
    answer = set_up(shared_app, code, passphrase, again)
    assert answer.status == 422
    assert said in answer.text
    assert f'value="{code}"' in answer.text
    assert set_up(shared_app, code, PASSPHRASE).status == 303


def test_a_wrong_code_sets_nothing(shared_app: RunningApp, code: str) -> None:
    answer = set_up(shared_app, "AAAA-BBBB-CCCC", PASSPHRASE)
    assert answer.status == 422
    assert "This is not the set-up code. It is the one that the last start printed." in answer.text
    assert "set-cookie" not in answer.headers
    assert not access.is_set_up()


def test_what_was_typed_as_a_code_comes_back_as_text(shared_app: RunningApp, code: str) -> None:
    answer = set_up(shared_app, '"><script>alert(1)</script>', PASSPHRASE)
    assert "<script" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_a_set_up_from_elsewhere_is_not_looked_at(shared_app: RunningApp, code: str) -> None:
    fields = {"code": code, "name": NAME, "passphrase": PASSPHRASE, "again": PASSPHRASE}
    for headers in ({}, {"origin": "null"}, {"origin": "http://evil.example"}):
        answer = ask(shared_app, "/set-up", method="POST", fields=fields, **headers)
        assert answer.status == 403
    assert not access.is_set_up()
    assert set_up(shared_app, code, PASSPHRASE).status == 303


def test_the_cookie_is_for_this_browser_and_no_script_or_foreign_page(
    shared_app: RunningApp, code: str
) -> None:
    cookie = set_up(shared_app, code, PASSPHRASE).headers["set-cookie"].lower()
    assert {"httponly", "samesite=lax", "path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "max-age" not in cookie
    assert "expires" not in cookie
    assert "domain" not in cookie


def test_over_https_the_cookie_is_one_that_no_other_host_can_set(
    home: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cookie_name() == "ct_staff"  # plain http, where browsers take no Secure cookie
    monkeypatch.setenv("COMMON_TABLE_PUBLIC_URL", "https://table.example.org")
    settings.cache_clear()
    assert cookie_name() == "__Host-ct"


def test_signing_in_opens_the_screens_and_the_token_is_new_each_time(
    shared_app: RunningApp, code: str
) -> None:
    first = token_of(set_up(shared_app, code, PASSPHRASE))
    answer = sign_in(shared_app, PASSPHRASE)
    assert (answer.status, answer.headers["location"]) == (303, "/start")
    assert token_of(answer) != first
    assert ask(shared_app, "/start", token=token_of(answer), accept=PAGE).status == 200
    fixed = sign_in(shared_app, PASSPHRASE, first)
    assert token_of(fixed) not in (first, token_of(answer))


def test_whoever_is_signed_in_is_not_asked_again(shared_app: RunningApp, code: str) -> None:
    token = token_of(set_up(shared_app, code, PASSPHRASE))
    answer = ask(shared_app, "/sign-in", token=token)
    assert (answer.status, answer.headers["location"]) == (303, "/start")


def test_a_wrong_passphrase_is_answered_without_a_cookie(shared_app: RunningApp, code: str) -> None:
    set_up(shared_app, code, PASSPHRASE)
    answer = sign_in(shared_app, PASSPHRASE.upper())
    assert answer.status == 422
    assert "The name or the passphrase is not right" in answer.text
    assert "set-cookie" not in answer.headers
    assert PASSPHRASE.upper() not in answer.text


def test_after_many_wrong_tries_everybody_waits(shared_app: RunningApp, code: str) -> None:
    set_up(shared_app, code, PASSPHRASE)
    for _ in range(5):
        assert sign_in(shared_app, "a wrong guess at it").status == 422
    answer = sign_in(shared_app, PASSPHRASE)
    assert answer.status == 422
    assert "There were too many wrong tries. Wait a minute" in answer.text


def test_signing_out_asks_first_then_ends_the_session_for_every_tab(
    shared_app: RunningApp, code: str
) -> None:
    token = token_of(set_up(shared_app, code, PASSPHRASE))
    asked = ask(shared_app, "/sign-out", token=token)
    assert "Sign out?" in asked.text
    assert access.actor_of(token)
    answer = post(shared_app, "/sign-out", token=token)
    assert (answer.status, answer.headers["location"]) == (303, "/sign-in")
    assert f'{cookie_name()}=""' in answer.headers["set-cookie"]
    assert "storage" in answer.headers["clear-site-data"]
    assert not access.actor_of(token)
    assert ask(shared_app, "/start", token=token, accept=PAGE).headers["location"] == "/sign-in"


def test_nothing_secret_is_ever_printed(shared_app: RunningApp, code: str) -> None:
    set_up(shared_app, "QQQQ-WWWW-EEEE", "a passphrase for the canary")
    token = token_of(set_up(shared_app, code, PASSPHRASE))
    sign_in(shared_app, "a wrong canary passphrase")
    ask(shared_app, f"/start?token={token}", token=token)
    for secret in ("canary", PASSPHRASE, token, code, "QQQQ"):
        assert secret not in shared_app.printed
