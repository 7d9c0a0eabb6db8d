"""Signing in: the first account, guarded against guessing, a second step, sessions that end."""

import base64
import subprocess
import sys
import threading

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from sqlalchemy import text

from data.services import (
    access,
    accounts,
    audit_log,
    own_account,
    second_step,
    sessions,
    teams,
    tries,
)
from data.services.access import SetUpError, SignInError
from data.services.authority import acting
from data.settings import settings
from data.store import access as access_store
from data.store import database as store
from data.store import session_ends
from data.tables import metadata
from data.views import AgencyEntry

NAME = "Ana@River.example"
GOOD = "three herons by the mill"
WRONG = "wrong wrong wrong wrong"
NOT_RIGHT = "The name or the passphrase is not right"


@pytest.fixture
def clock(monkeypatch):
    now = [1_800_000_000]
    for module in (access, accounts, sessions, tries):
        monkeypatch.setattr(module, "seconds", lambda: now[0])
    return now


@pytest.fixture
def first(database, clock):
    return access.set_up(access.ensure_setup_code(), NAME, GOOD)


@pytest.fixture
def phone(first, clock):
    """The app on a phone: what it shows now, and the recovery codes."""
    made = access.begin_enrolment(first.token, GOOD)
    ticket, codes = access.confirm_enrolment(first.token, digits(made.secret, clock[0]))
    clock[0] += 30
    return made.secret, ticket, codes


def digits(secret: str, now: int) -> str:
    key = base64.b32decode(secret.replace(" ", ""))
    return HOTP(key, 6, SHA1()).generate(now // 30).decode()


def signed_in(token) -> bool:
    return access.actor_of(token) is not None


def test_the_code_of_the_last_start_makes_the_first_account_once(database, clock):
    old, code = access.ensure_setup_code(), access.ensure_setup_code()
    assert not access.is_set_up()
    with pytest.raises(SetUpError, match="not the set-up code"):
        access.set_up(old, NAME, GOOD)
    first = access.set_up(code.lower().replace("-", " "), NAME, GOOD)
    who = access.actor_of(first.token)
    assert (who.name, who.admin, who.starts_teams, dict(who.teams)) == (NAME, True, True, {})
    assert access.is_set_up()
    assert access.ensure_setup_code() is None
    with pytest.raises(SetUpError, match="already"):
        access.set_up(code, NAME, GOOD)


def test_teams_that_were_made_at_the_machine_before_are_those_of_the_first_account(database, clock):
    made = teams.create_team("Made before", "", (AgencyEntry("Court", "court", 6),))
    first = access.set_up(access.ensure_setup_code(), NAME, GOOD)
    assert dict(access.actor_of(first.token).teams) == {made.id: "facilitator"}


def test_without_an_account_nobody_is_signed_in(database, clock):
    for token in (None, "", "x" * 43):
        assert not signed_in(token)
    with pytest.raises(SignInError, match=NOT_RIGHT):
        access.begin(NAME, GOOD)


@pytest.mark.parametrize(
    ("passphrase", "why"),
    [
        ("short", "has 5 characters"),
        ("x" * 20, "Many people"),
        ("password password", "Many people"),
        ("Passphrase123456789", "Many people"),
        ("qwertyuiop qwertyuiop", "Many people"),
        ("iloveyouiloveyou", "Many people"),
        ("ana@river.example1", "Many people"),
        ("y z" * 100, "too long"),
    ],
)
def test_a_passphrase_that_others_would_guess_is_refused_and_the_code_stays_good(
    sqlite_database, clock, passphrase, why
):
    code = access.ensure_setup_code()
    with pytest.raises(SetUpError, match=why):
        access.set_up(code, NAME, passphrase)
    assert access.set_up(code, NAME, GOOD)


@pytest.mark.parametrize(("name", "why"), [("  ", "A name is missing"), ("x" * 121, "has 121")])
def test_a_name_that_will_not_do_is_refused_and_the_code_stays_good(
    sqlite_database, clock, name, why
):
    code = access.ensure_setup_code()
    with pytest.raises(SetUpError, match=why):
        access.set_up(code, name, GOOD)
    assert access.set_up(code, NAME, GOOD)


@pytest.mark.parametrize("passphrase", ["y" + " zebra lake" * 6, "🦉🦊🦦🐢🦋🐝🌵🌊🌙🔥🍎🎲🚲🧶🪁"])
def test_long_passphrases_and_any_signs_are_welcome(sqlite_database, clock, passphrase):
    access.set_up(access.ensure_setup_code(), NAME, passphrase)
    assert signed_in(access.begin(NAME, passphrase).token)


def test_the_same_letters_count_however_a_keyboard_composes_them(sqlite_database, clock):
    access.set_up(access.ensure_setup_code(), "Añá", "años de río y montaña")
    assert access.begin("AÑÁ", "años de río y montaña")


def test_what_a_page_does_by_itself_keeps_no_session_alive(first, clock):
    for _ in range(31):
        clock[0] += 60
        access.actor_of(first.token, in_use=False)
    assert not signed_in(first.token)


def test_a_passphrase_that_is_changed_while_somebody_signs_in_with_the_old_one_lets_nobody_in(
    first, monkeypatch
):
    account = access_store.account_named(NAME.casefold())

    def slow(passphrase, hashed):
        access_store.change_account(account.id, {"passphrase": "another one"})
        session_ends.remove_sessions_of(account.id)
        return True

    monkeypatch.setattr(access, "fits", slow)
    with pytest.raises(SignInError, match=NOT_RIGHT):
        access.begin(NAME, GOOD)
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM staff_session")).scalar() == 0


def test_once_there_is_an_account_no_start_prints_a_set_up_code(first, clock):
    accounts.reset(access_store.account_named(NAME.casefold()).id)
    assert access.ensure_setup_code() is None
    assert access.is_set_up()


def test_whoever_guesses_at_the_set_up_code_keeps_nobody_out_for_long(database, clock):
    access.ensure_setup_code()
    for _ in range(120):
        with pytest.raises(SetUpError):
            access.set_up("0000-0000-0000", NAME, GOOD)
        clock[0] += 15 * 60
    with pytest.raises(SetUpError):
        access.set_up("0000-0000-0000", NAME, GOOD)
    code = access.ensure_setup_code()
    assert access.set_up(code, NAME, GOOD)


def test_signing_out_ends_a_session_and_only_that_one(first):
    other = access.begin(NAME, GOOD)
    assert first.token != other.token
    access.sign_out(first.token)
    access.sign_out(None)
    assert not signed_in(first.token)
    assert signed_in(other.token)


def test_one_sees_where_one_is_signed_in_and_ends_any_of_it(first, clock):
    clock[0] += 120
    other = access.begin(NAME, GOOD)
    clock[0] += 120
    with acting(access.actor_of(first.token)):
        found = own_account.own_sessions(first.token)
        assert [each.is_this for each in found] == [False, True]
        assert [clock[0] - each.started for each in found] == [120, 240]
        own_account.end_session("0" * 16)
        own_account.end_session(found[0].key)
        assert [each.is_this for each in own_account.own_sessions(first.token)] == [True]
    assert [signed_in(each.token) for each in (first, other)] == [True, False]
    assert audit_log.entries()[0].action == "account.session-end"


def test_nobody_ends_the_session_of_somebody_else(first):
    invited = accounts.invite("ben@court.example")
    ben = access.redeem(invited.name, invited.code, "seven lamps along the harbor")
    with acting(access.actor_of(first.token)):
        (mine,) = own_account.own_sessions(first.token)
    with acting(access.actor_of(ben.token)):
        assert mine not in own_account.own_sessions(ben.token)
        own_account.end_session(mine.key)
    assert signed_in(first.token)


def test_a_session_ends_after_half_an_hour_of_rest(first, clock):
    for _ in range(10):
        clock[0] += 29 * 60
        assert signed_in(first.token)
    clock[0] += 31 * 60
    assert not signed_in(first.token)
    clock[0] -= 31 * 60
    assert not signed_in(first.token)


def test_when_a_session_ends_is_told_without_putting_it_off(first, clock):
    began = clock[0]
    for minute in range(31):
        clock[0] = began + minute * 60
        assert access.ending(first.token) == access.Ending((30 - minute) * 60, by_rest=True)
        assert access.actor_of(first.token, in_use=False)
    clock[0] += 1
    assert access.ending(first.token) is None
    assert access.ending(None) is access.ending("made-up") is None


def test_near_twelve_hours_no_use_puts_the_end_off(first, clock):
    began = clock[0]
    for quarter in range(1, 48):
        clock[0] = began + quarter * 15 * 60
        assert signed_in(first.token)
        left = access.ending(first.token)
        assert left.by_rest == (quarter < 46)
        assert left.seconds == min(30 * 60, (48 - quarter) * 15 * 60)


def test_a_session_ends_after_twelve_hours_of_work(first, clock):
    for _ in range(12 * 4):
        clock[0] += 15 * 60
        assert signed_in(first.token)
    clock[0] += 15 * 60
    assert not signed_in(first.token)


def test_whoever_is_switched_off_is_out_at_once(first):
    account_id = access.actor_of(first.token).id
    access_store.change_account(account_id, {"state": "disabled"})
    assert not signed_in(first.token)
    with pytest.raises(SignInError, match=NOT_RIGHT):
        access.begin(NAME, GOOD)


def test_nobody_learns_whether_the_name_or_the_passphrase_was_wrong(first):
    told = set()
    for name, passphrase in ((NAME, WRONG), ("nobody", GOOD), ("", ""), ("x" * 5000, GOOD)):
        with pytest.raises(SignInError) as wrong:
            access.begin(name, passphrase)
        told.add(str(wrong.value))
    assert len(told) == 1


def test_wrong_tries_are_refused_for_longer_and_longer_without_looking_at_them(first, clock):
    for _ in range(5):
        with pytest.raises(SignInError, match=NOT_RIGHT):
            access.begin(NAME, WRONG)
    waits = []
    for _ in range(8):
        with pytest.raises(SignInError, match="Wait"):
            access.begin(NAME, GOOD)  # right, but not looked at
        wait = refused_until() - clock[0]
        waits.append(wait)
        clock[0] += wait
        with pytest.raises(SignInError, match=NOT_RIGHT):
            access.begin(NAME, WRONG)
    assert waits == sorted(waits)
    assert waits[0] == 30
    assert waits[-1] == 15 * 60
    clock[0] += 15 * 60
    assert access.begin(NAME, GOOD)
    assert refused_until() == 0


def refused_until() -> int:
    with store.reading() as connection:
        return connection.execute(text("SELECT refused_until FROM account")).scalar_one()


def test_after_a_hundred_wrong_tries_an_account_is_locked_until_a_reset(first, clock):
    account_id = access.actor_of(first.token).id
    access_store.change_account(account_id, {"wrong_tries": 99})
    with pytest.raises(SignInError, match=NOT_RIGHT):
        access.begin(NAME, WRONG)
    clock[0] += 365 * 24 * 60 * 60
    with pytest.raises(SignInError, match="An administrator can reset it"):
        access.begin(NAME, GOOD)


def test_in_a_day_an_account_takes_fewer_than_480_guesses(first, clock):
    looked_at, end = 0, clock[0] + 24 * 60 * 60
    while clock[0] < end:
        clock[0] = max(clock[0] + 1, refused_until())
        if clock[0] < end and refused_until() <= clock[0]:
            before = access_store.account_named(NAME.casefold())
            access_store.begin_try(before.id, clock[0], pause=tries.pause)
            looked_at += 1
    assert 0 < looked_at <= 480


def test_wrong_codes_are_counted_like_wrong_passphrases(database, clock):
    code = access.ensure_setup_code()
    for _ in range(5):
        with pytest.raises(SetUpError, match="not the set-up code"):
            access.set_up("0000-0000-0000", NAME, GOOD)
    with pytest.raises(SetUpError, match="Wait a minute"):
        access.set_up(code, NAME, GOOD)
    clock[0] += 30
    assert access.set_up(code, NAME, GOOD)


def test_many_tries_at_once_are_no_more_tries(first, clock):
    heard, ready = [], threading.Barrier(12)

    def guess():
        ready.wait()
        try:
            access.begin(NAME, WRONG)
        except SignInError as error:
            heard.append(str(error))

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(NOT_RIGHT in text for text in heard) == 5
    assert sum("Wait" in text for text in heard) == 7


def test_with_a_second_step_the_passphrase_alone_opens_nothing(phone, clock):
    secret, enrolled, _ = phone
    assert signed_in(enrolled.token)
    half = access.begin(NAME, GOOD)
    assert half.stage == "second_step"
    assert not signed_in(half.token)
    whole = access.finish(half.token, digits(secret, clock[0]))
    assert signed_in(whole.token)
    assert access.stage_of(half.token) is None  # the half one is over


@pytest.mark.parametrize("beside", [-30, 0, 30])
def test_a_clock_that_is_half_a_minute_off_does_not_matter(phone, clock, beside):
    secret, _, _ = phone
    clock[0] += 60
    half = access.begin(NAME, GOOD)
    assert signed_in(access.finish(half.token, digits(secret, clock[0] + beside)).token)


@pytest.mark.parametrize("beside", [-60, 60, 86_400])
def test_a_code_of_another_minute_is_refused(phone, clock, beside):
    secret, _, _ = phone
    clock[0] += 60
    half = access.begin(NAME, GOOD)
    with pytest.raises(SignInError, match="This code is not right"):
        access.finish(half.token, digits(secret, clock[0] + beside))


def test_a_code_works_once_even_in_its_own_half_minute(phone, clock):
    secret, _, _ = phone
    code = digits(secret, clock[0])
    access.finish(access.begin(NAME, GOOD).token, code)
    again = access.begin(NAME, GOOD)
    with pytest.raises(SignInError, match="each works once"):
        access.finish(again.token, code)


def test_a_recovery_code_stands_in_for_the_phone_once(phone):
    _, _, codes = phone
    assert len(set(codes)) == second_step.RECOVERY_CODES
    assert signed_in(access.finish(access.begin(NAME, GOOD).token, codes[3].lower()).token)
    with pytest.raises(SignInError, match="not right"):
        access.finish(access.begin(NAME, GOOD).token, codes[3])
    assert signed_in(access.finish(access.begin(NAME, GOOD).token, codes[4]).token)


def test_codes_cannot_be_guessed_by_giving_the_right_passphrase_in_between(phone):
    for _ in range(5):
        half = access.begin(NAME, GOOD)
        with pytest.raises(SignInError, match="not right"):
            access.finish(half.token, "000 000")
    with pytest.raises(SignInError, match="too many wrong tries"):
        access.begin(NAME, GOOD)


def test_the_second_step_must_be_taken_within_ten_minutes(phone, clock):
    secret, _, _ = phone
    half = access.begin(NAME, GOOD)
    clock[0] += 10 * 60 + 1
    with pytest.raises(SignInError, match="took too long"):
        access.finish(half.token, digits(secret, clock[0]))


def test_a_second_step_counts_once_its_first_code_has_come(first, clock):
    access.begin_enrolment(first.token, GOOD)
    assert access.begin(NAME, GOOD).stage == "whole"
    with pytest.raises(SignInError, match="the clock of the phone"):
        access.confirm_enrolment(first.token, "123456")


def test_an_open_screen_is_not_enough_to_set_it_up(first, clock):
    assert access.enrolling_takes_passphrase(first.token)
    for passphrase in ("", "correct horse battery staplf"):
        with pytest.raises(SignInError, match="not your passphrase"):
            access.begin_enrolment(first.token, passphrase)
    with pytest.raises(SignInError, match="Begin again"):
        access.confirm_enrolment(first.token, "123456")
    access.begin_enrolment(first.token, GOOD)


def test_whoever_begins_late_does_not_undo_a_second_step(first, clock, monkeypatch):
    sealed = second_step.sealed

    def meanwhile(secret, *, account_id):
        monkeypatch.setattr(second_step, "sealed", sealed)
        made = access.begin_enrolment(first.token, GOOD)
        access.confirm_enrolment(first.token, digits(made.secret, clock[0]))
        return sealed(secret, account_id=account_id)

    monkeypatch.setattr(second_step, "sealed", meanwhile)
    with pytest.raises(SignInError, match="set up already"):
        access.begin_enrolment(first.token, GOOD)
    assert access.begin(NAME, GOOD).stage == "second_step"


def test_a_code_of_a_secret_that_was_replaced_counts_for_nothing(first, clock, monkeypatch):
    made = access.begin_enrolment(first.token, GOOD)
    confirm = access_store.confirm_second_step

    def meanwhile(account_id, step, **what):
        access.begin_enrolment(first.token, GOOD)
        return confirm(account_id, step, **what)

    monkeypatch.setattr(access_store, "confirm_second_step", meanwhile)
    with pytest.raises(SignInError, match="not right"):
        access.confirm_enrolment(first.token, digits(made.secret, clock[0]))
    assert access.begin(NAME, GOOD).stage == "whole"


def test_setting_it_up_signs_out_every_other_browser(first, clock):
    elsewhere = access.begin(NAME, GOOD)
    made = access.begin_enrolment(first.token, GOOD)
    ticket, _ = access.confirm_enrolment(first.token, digits(made.secret, clock[0]))
    assert [signed_in(each.token) for each in (first, elsewhere, ticket)] == [False, False, True]
    with pytest.raises(SignInError, match="set up already"):
        access.begin_enrolment(ticket.token)


def test_where_others_can_come_from_elsewhere_a_second_step_must_be_set_up(
    database, clock, monkeypatch
):
    code = access.ensure_setup_code()
    access.set_up(code, NAME, GOOD)
    monkeypatch.setenv("COMMON_TABLE_PUBLIC_URL", "https://table.example.org")
    settings.cache_clear()
    half = access.begin(NAME, GOOD)
    assert half.stage == "enrol"
    assert not signed_in(half.token)
    assert not access.enrolling_takes_passphrase(half.token)
    made = access.begin_enrolment(half.token)
    ticket, _ = access.confirm_enrolment(half.token, digits(made.secret, clock[0]))
    assert signed_in(ticket.token)


def test_another_pepper_opens_no_second_step(phone, clock, monkeypatch):
    secret, _, _ = phone
    monkeypatch.setattr(second_step, "pepper", lambda: b"p" * 32)
    half = access.begin(NAME, GOOD)
    with pytest.raises(SignInError, match="not right"):
        access.finish(half.token, digits(secret, clock[0]))


@pytest.mark.long
def test_a_passphrase_is_kept_at_its_full_cost_where_the_program_runs():
    script = "from data.services.passphrases import encoded; print(encoded('a b'))"
    command = [sys.executable, "-c", script]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("$argon2id$v=19$m=47104,t=3,p=1$")


def test_codes_are_those_of_the_published_standard():
    """RFC 6238, appendix B, SHA-1, cut to six digits."""
    secret = b"12345678901234567890"
    for now, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        assert second_step.step_of(f" {code[:3]} {code[3:]} ", secret=secret, now=now) == now // 30
    for typed in ("", "28708", "2870822", "abcdef", "٢٨٧٠٨٢"):
        assert second_step.step_of(typed, secret=secret, now=59) is None


def test_only_fingerprints_of_tokens_codes_and_passphrase_are_in_the_database(phone, clock):
    secret, ticket, codes = phone
    with store.reading() as connection:
        rows = repr(
            [
                tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row)
                for table in metadata.tables.values()
                for row in connection.execute(table.select())
            ]
        )
    seed = base64.b32decode(secret.replace(" ", ""))
    for never in (GOOD, ticket.token, *codes, secret, repr(seed)[2:-1]):
        assert never not in rows
    assert "argon2id" in rows


def test_what_is_handed_out_shows_no_secret_in_a_log(first):
    made = access.begin_enrolment(first.token, GOOD)
    assert first.token not in repr(first)
    assert made.secret not in repr(made)
    assert GOOD not in repr(access_store.account_named(NAME.casefold()))
