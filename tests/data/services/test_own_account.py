"""What somebody does to their own account, all of it or nothing; and what only others change."""

import sqlite3

import pytest

from data.services import access, accounts, own_account
from data.services.access import SetUpError, SignInError
from data.services.authority import Actor, acting
from data.services.errors import AccountError, NotAllowed, StorageError
from data.settings import settings
from data.store import access as access_store
from data.store import session_ends
from data.store.access import AccountRecord
from tests.data.services.test_access import GOOD, NAME, NOT_RIGHT, digits, signed_in
from tests.data.services.test_access import clock as clock
from tests.data.services.test_access import first as first
from tests.data.services.test_access import phone as phone

NEW = "seven herons by the mill"


def me(ticket) -> Actor:
    found = access.actor_of(ticket.token)
    assert found is not None
    return found


def record() -> AccountRecord:
    found = access_store.account_named(NAME.casefold())
    assert found is not None
    return found


def keep_sessions() -> None:
    """From now on the database refuses to end a session."""
    with sqlite3.connect(settings().home / "common_table.db") as database:
        database.execute(
            "CREATE TRIGGER stays BEFORE DELETE ON staff_session BEGIN SELECT RAISE(ABORT, 'no');"
            " END"
        )


def test_a_new_passphrase_ends_the_old_one_and_every_session(first, clock):
    elsewhere = access.begin(NAME, GOOD)
    with acting(me(first)):
        own_account.change_passphrase(GOOD, NEW)
    assert [signed_in(each.token) for each in (first, elsewhere)] == [False, False]
    with pytest.raises(SignInError, match=NOT_RIGHT):
        access.begin(NAME, GOOD)
    assert signed_in(access.begin(NAME, NEW).token)


def test_a_poor_new_passphrase_or_a_wrong_old_one_changes_nothing(first, clock):
    with acting(me(first)):
        with pytest.raises(SetUpError, match="has 5 characters"):
            own_account.change_passphrase(GOOD, "short")
        with pytest.raises(SignInError, match="not your passphrase"):
            own_account.change_passphrase(NEW, NEW)
    assert signed_in(first.token)
    assert signed_in(access.begin(NAME, GOOD).token)


def test_sessions_that_do_not_end_keep_the_old_passphrase(sqlite_database, clock):
    ticket = access.set_up(access.ensure_setup_code() or "", NAME, GOOD)
    keep_sessions()
    with acting(me(ticket)), pytest.raises(StorageError):
        own_account.change_passphrase(GOOD, NEW)
    assert signed_in(access.begin(NAME, GOOD).token)


def test_of_two_new_passphrases_in_the_same_moment_the_first_stands(first, clock, monkeypatch):
    change = access_store.change_passphrase

    def later(account_id: str, encoded: str, *, instead_of: str) -> bool:
        assert change(account_id, "another one", instead_of=instead_of)
        return change(account_id, encoded, instead_of=instead_of)

    monkeypatch.setattr(access_store, "change_passphrase", later)
    with acting(me(first)), pytest.raises(SignInError, match="in this moment"):
        own_account.change_passphrase(GOOD, NEW)
    assert record().passphrase == "another one"


def test_a_second_step_whose_sessions_do_not_end_does_not_count(sqlite_database, clock):
    ticket = access.set_up(access.ensure_setup_code() or "", NAME, GOOD)
    made = access.begin_enrolment(ticket.token, GOOD)
    keep_sessions()
    with pytest.raises(StorageError):
        access.confirm_enrolment(ticket.token, digits(made.secret, clock[0]))
    assert not record().has_second_step
    assert access_store.recovery_codes_left(record().id) == 0
    assert access.begin(NAME, GOOD).stage == "whole"


def test_new_recovery_codes_work_and_those_of_before_do_not(phone, clock):
    _, ticket, before = phone
    with acting(me(ticket)):
        with pytest.raises(SignInError, match="not your passphrase"):
            own_account.new_recovery_codes(NEW)
        codes = own_account.new_recovery_codes(GOOD)
    assert (len(codes), set(codes) & set(before)) == (10, set())
    half = access.begin(NAME, GOOD)
    with pytest.raises(SignInError, match="not right"):
        access.finish(half.token, before[0])
    assert signed_in(access.finish(half.token, codes[0]).token)


def test_where_there_is_no_second_step_there_is_nothing_to_recover(first, clock):
    with acting(me(first)), pytest.raises(SignInError, match="nothing to recover"):
        own_account.new_recovery_codes(GOOD)


def test_signing_out_everywhere_ends_every_session_of_ones_own_and_of_nobody_else(first, clock):
    invited = accounts.invite("bo@example.org")
    other = access.redeem(invited.name, invited.code, NEW)
    elsewhere = access.begin(NAME, GOOD)
    with acting(me(first)):
        own_account.sign_out_all()
    tickets = (first, elsewhere, other)
    assert [signed_in(each.token) for each in tickets] == [False, False, True]


@pytest.mark.parametrize("way", ["signs out everywhere", "takes a new passphrase"])
def test_a_second_step_that_is_taken_in_the_moment_in_which_all_sessions_end_opens_nothing(
    way, phone, clock, monkeypatch
):
    secret, enrolled, _ = phone
    half, forgive = access.begin(NAME, GOOD), access_store.forgive_tries

    def meanwhile(account_id):
        forgive(account_id)
        monkeypatch.setattr(access_store, "forgive_tries", forgive)
        with acting(me(enrolled)):
            if way == "signs out everywhere":
                own_account.sign_out_all()
            else:
                own_account.change_passphrase(GOOD, NEW)

    monkeypatch.setattr(access_store, "forgive_tries", meanwhile)
    with pytest.raises(SignInError, match="Type your name and passphrase again"):
        access.finish(half.token, digits(secret, clock[0]))
    assert access_store.sessions_of(record().id) == ()


def test_a_second_step_is_not_set_up_from_a_session_that_ends_in_that_moment(
    first, clock, monkeypatch
):
    made = access.begin_enrolment(first.token, GOOD)
    confirm = access_store.confirm_second_step

    def meanwhile(account_id, step, **what):
        session_ends.remove_sessions_of(account_id)
        return confirm(account_id, step, **what)

    monkeypatch.setattr(access_store, "confirm_second_step", meanwhile)
    with pytest.raises(SignInError, match="not right"):
        access.confirm_enrolment(first.token, digits(made.secret, clock[0]))
    assert not record().has_second_step
    assert access_store.sessions_of(record().id) == ()


def test_an_administrator_changes_what_others_may_do_at_once_and_not_their_own(first, clock):
    invited = accounts.invite("bo@example.org")
    theirs = access.redeem(invited.name, invited.code, NEW)
    with acting(me(first)):
        accounts.change_duties(invited.account_id, admin=False, starts_teams=True)
        accounts.change_duties(invited.account_id, admin=False, starts_teams=False)
        with pytest.raises(AccountError):
            accounts.change_duties(me(first).id, admin=False, starts_teams=True)
    assert not signed_in(theirs.token)  # whatever changes, they sign in anew
    theirs = access.begin("bo@example.org", NEW)
    assert not me(theirs).starts_teams
    with acting(me(theirs)), pytest.raises(NotAllowed):
        accounts.change_duties(me(first).id, admin=False, starts_teams=False)


def test_the_last_administrator_stays_one_whoever_asks(first, clock):
    with pytest.raises(AccountError, match="administrator"):
        accounts.change_duties(me(first).id, admin=False, starts_teams=True)
    assert me(first).admin
