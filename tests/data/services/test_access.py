"""The one passphrase: set with a one-time code, guarded against guessing, forgotten on time."""

import threading

import pytest
from sqlalchemy import text

from data.services import access
from data.services.access import SetUpError, SignInError
from data.store import database as store

GOOD = "three herons by the mill"


@pytest.fixture
def clock(monkeypatch):
    now = [1_800_000_000]
    monkeypatch.setattr(access, "seconds", lambda: now[0])
    return now


@pytest.fixture
def token(database, clock):
    return access.set_passphrase(access.ensure_setup_code(), GOOD)


def test_the_code_of_the_last_start_sets_the_passphrase_once(database, clock):
    old, code = access.ensure_setup_code(), access.ensure_setup_code()
    assert not access.passphrase_is_set()
    with pytest.raises(SetUpError, match="not the set-up code"):
        access.set_passphrase(old, GOOD)
    assert access.signed_in(access.set_passphrase(code.lower().replace("-", " "), GOOD))
    assert access.passphrase_is_set()
    assert access.ensure_setup_code() is None
    with pytest.raises(SetUpError, match="set already"):
        access.set_passphrase(code, GOOD)


def test_without_a_passphrase_nobody_is_signed_in(database, clock):
    assert not access.signed_in(None)
    assert not access.signed_in("")
    assert not access.signed_in("x" * 43)
    with pytest.raises(SignInError, match="No passphrase is set yet"):
        access.sign_in("")


@pytest.mark.parametrize(
    ("passphrase", "why"),
    [
        ("short", "has 5 characters"),
        ("x" * 20, "Many people"),
        ("password password", "Many people"),
        ("Passphrase123456789", "Many people"),
        ("qwertyuiop qwertyuiop", "Many people"),
        ("y z" * 100, "too long"),
    ],
)
def test_a_passphrase_that_others_would_guess_is_refused_and_the_code_stays_good(
    database, clock, passphrase, why
):
    code = access.ensure_setup_code()
    with pytest.raises(SetUpError, match=why):
        access.set_passphrase(code, passphrase)
    assert access.set_passphrase(code, GOOD)


def test_the_same_letters_count_however_a_keyboard_composes_them(database, clock):
    access.set_passphrase(access.ensure_setup_code(), "años de río y montaña")
    assert access.sign_in("años de río y montaña")


def test_signing_out_ends_a_session_and_only_that_one(token):
    other = access.sign_in(GOOD)
    assert token != other
    access.sign_out(token)
    access.sign_out(None)
    assert not access.signed_in(token)
    assert access.signed_in(other)


def test_a_session_ends_after_half_an_hour_of_rest(token, clock):
    for _ in range(10):
        clock[0] += 29 * 60
        assert access.signed_in(token)
    clock[0] += 31 * 60
    assert not access.signed_in(token)
    clock[0] -= 31 * 60
    assert not access.signed_in(token)


def test_a_session_ends_after_twelve_hours_of_work(token, clock):
    for _ in range(12 * 4):
        clock[0] += 15 * 60
        assert access.signed_in(token)
    clock[0] += 15 * 60
    assert not access.signed_in(token)


def test_wrong_tries_are_refused_for_longer_and_longer_without_looking_at_them(token, clock):
    for _ in range(5):
        with pytest.raises(SignInError, match="not the passphrase"):
            access.sign_in("wrong wrong wrong")
    waits = []
    for _ in range(8):
        with pytest.raises(SignInError, match="Wait"):
            access.sign_in(GOOD)  # right, but not looked at
        wait = 0
        while store_refuses(clock):
            clock[0] += 10
            wait += 10
        waits.append(wait)
        with pytest.raises(SignInError, match="not the passphrase"):
            access.sign_in("wrong wrong wrong")
    assert waits == sorted(waits)
    assert waits[0] == 30
    assert waits[-1] == 15 * 60
    clock[0] += 15 * 60
    assert access.sign_in(GOOD)
    assert access.sign_in(GOOD)


def store_refuses(clock) -> bool:
    with store.reading() as connection:
        until = connection.execute(text("SELECT refused_until FROM access")).scalar_one()
    return until > clock[0]


def test_wrong_codes_are_counted_like_wrong_passphrases(database, clock):
    code = access.ensure_setup_code()
    for _ in range(5):
        with pytest.raises(SetUpError, match="not the set-up code"):
            access.set_passphrase("0000-0000-0000", GOOD)
    with pytest.raises(SetUpError, match="Wait a minute"):
        access.set_passphrase(code, GOOD)
    clock[0] += 30
    assert access.set_passphrase(code, GOOD)


def test_many_tries_at_once_are_no_more_tries(token, clock):
    heard, ready = [], threading.Barrier(12)

    def guess():
        ready.wait()
        try:
            access.sign_in("wrong wrong wrong")
        except SignInError as error:
            heard.append(str(error))

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum("not the passphrase" in text for text in heard) == 5
    assert sum("Wait" in text for text in heard) == 7


def test_forgetting_the_passphrase_signs_everybody_out_and_prints_a_code_again(token, clock):
    access.forget_passphrase()
    assert not access.signed_in(token)
    assert access.set_passphrase(access.ensure_setup_code(), "another herd of otters")


def test_only_hashes_of_tokens_codes_and_passphrase_are_in_the_database(token, clock):
    code = access.ensure_setup_code() or ""
    with store.reading() as connection:
        rows = connection.execute(text("SELECT * FROM access")).all()
        rows += connection.execute(text("SELECT * FROM staff_session")).all()
    shown = repr(rows) + repr([bytes(v) for row in rows for v in row if isinstance(v, bytes)])
    assert token not in shown
    assert GOOD not in shown
    assert not code
    assert "$argon2id$v=19$m=47104,t=3,p=1$" in shown
