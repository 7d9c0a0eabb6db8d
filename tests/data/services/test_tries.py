"""What the log says of tries to sign in that failed, and what it does not."""

import threading

import pytest
from sqlalchemy import text

from data import counted
from data.services import access, accounts, audit_log, own_account, written_later
from data.services.access import SetUpError, SignInError
from data.services.authority import OPERATOR, acting
from data.store import access as access_store
from data.store import database as store
from tests.data.services.test_access import GOOD, NAME, NOT_RIGHT, WRONG
from tests.data.services.test_access import clock as clock
from tests.data.services.test_access import first as first
from tests.data.services.test_access import phone as phone


def told() -> list[tuple[str, dict[str, object]]]:
    """What stands in the log, oldest first, without the first account."""
    found = reversed(audit_log.entries(limit=200))
    return [(one.action, dict(one.details)) for one in found if one.action != "account.first"]


def test_every_wrong_try_of_an_account_stands_in_the_log_without_what_was_typed(first, clock):
    for _ in range(5):
        with pytest.raises(SignInError):
            access.begin(NAME, "a wrong guess at it")
    wrong = [("sign-in.wrong", {"step": "passphrase", "tries": number}) for number in range(1, 6)]
    assert told() == [*wrong, ("account.paused", {"tries": 5})]
    newest = audit_log.entries()[0]
    assert newest.actor_name == "the program itself"
    assert newest.about == access_store.account_named(NAME.casefold()).id
    assert newest.team_id is None
    with store.reading() as connection:
        rows = connection.execute(text("SELECT * FROM audit_entry")).all()
    assert "wrong guess" not in str(rows)
    assert audit_log.verify().ok


def test_tries_that_are_not_looked_at_are_one_entry_an_hour(first, clock, monkeypatch):
    monkeypatch.setattr(written_later, "seconds", lambda: clock[0])
    for _ in range(50):
        with pytest.raises(SignInError):
            access.begin(NAME, "a wrong guess at it")
    assert told()[6:] == [("sign-in.unseen", {})]
    clock[0] += 3600
    written_later.catch_up()
    assert told()[6:] == [("sign-in.unseen", {}), ("sign-in.unseen", {"again": 44})]


def test_a_name_that_has_no_account_is_counted_and_kept_nowhere(first, clock, caplog):
    for name in ("my own passphrase by mistake", "nobody@example.org"):
        with pytest.raises(SignInError):
            access.begin(name, WRONG)
        with pytest.raises(SetUpError):
            access.redeem(name, "0000-0000-0000", GOOD)
    assert told() == []
    counted.tell(everything=True)
    assert "tries to sign in with a name that has no account: 4" in caplog.text
    assert "passphrase by mistake" not in caplog.text
    assert "nobody@" not in caplog.text


def test_a_try_with_an_account_that_is_switched_off_or_not_set_up_stands_in_the_log(first, clock):
    waiting = accounts.invite("bo@example.org")
    with pytest.raises(SignInError):
        access.begin("bo@example.org", WRONG)
    accounts.disable(waiting.account_id)
    with pytest.raises(SignInError):
        access.begin("bo@example.org", WRONG)
    with pytest.raises(SetUpError):
        access.redeem("bo@example.org", "0000-0000-0000", GOOD)
    steps = [details["step"] for action, details in told() if action == "sign-in.wrong"]
    assert steps == ["an account that is not set up yet", "an account that is switched off"]


def test_every_other_wrong_secret_of_an_account_stands_there_too(phone, clock):
    _, ticket, _ = phone
    with acting(access.actor_of(ticket.token)), pytest.raises(SignInError):
        own_account.change_passphrase(WRONG, "seven herons by the mill")
    half = access.begin(NAME, GOOD)
    with pytest.raises(SignInError):
        access.finish(half.token, "000000")
    with pytest.raises(SetUpError):
        access.redeem(NAME, "0000-0000-0000", GOOD)
    found = [(action, details.get("step")) for action, details in told()]
    assert found[1:] == [
        ("sign-in.wrong", "passphrase once more"),
        ("sign-in.first-step", None),
        ("sign-in.wrong", "code from the phone"),
        ("sign-in.wrong", "code of an invitation"),
    ]


def test_wrong_set_up_codes_stand_in_the_log(database, clock):
    access.ensure_setup_code()
    for _ in range(6):
        with pytest.raises(SetUpError):
            access.set_up("0000-0000-0000", NAME, GOOD)
    assert [action for action, _ in told()] == ["sign-in.wrong"] * 5 + ["sign-in.unseen"]


def test_a_lock_puts_an_end_to_what_one_account_adds_to_the_log(first, clock, monkeypatch):
    monkeypatch.setattr(written_later, "seconds", lambda: clock[0])
    for _ in range(130):
        with pytest.raises(SignInError):
            access.begin(NAME, WRONG)
        clock[0] += 15 * 60
    actions = [action for action, _ in told()]
    assert actions.count("sign-in.wrong") == 100
    assert actions.count("account.paused") == 2
    assert actions.count("sign-in.unseen") <= 2 * 30 * 15 / 60


def test_no_answer_to_a_wrong_try_waits_for_the_log(first, clock, monkeypatch):
    monkeypatch.setattr(written_later, "PATIENCE", 0.0)
    go_on = threading.Event()
    written_later._writer.submit(go_on.wait)
    with pytest.raises(SignInError, match=NOT_RIGHT):
        access.begin(NAME, WRONG)
    assert told() == []
    go_on.set()
    written_later.settle()
    assert [action for action, _ in told()] == ["sign-in.wrong"]


def test_many_wrong_tries_at_once_leave_a_whole_chain(first, clock):
    def guess() -> None:
        with acting(OPERATOR), pytest.raises(SignInError):
            access.begin(NAME, WRONG)

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    written_later.settle()
    actions = [action for action, _ in told()]
    assert actions.count("sign-in.wrong") == 5
    assert actions.count("account.paused") == 1
    assert audit_log.verify().ok
