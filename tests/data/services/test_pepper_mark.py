"""A pepper that was lost, or another in its place, is told everywhere, with what to do."""

from pathlib import Path

import pytest
from sqlalchemy import insert, update

from data import keyring
from data.services import access, audit_log, doctor, pepper_mark, second_step, start
from data.store import database as store
from data.store import pepper_marks
from data.tables.access import Account, SetUp
from data.tables.base import table_of


def add_account(name: str = "ana") -> None:
    """Somebody with a second step, sealed under the pepper of now."""
    account_id = f"id of {name}"
    sealed = second_step.sealed(second_step.new_secret(), account_id=account_id)
    blank = access.blank_account(account_id, name=name, shown=name.title())
    values = blank | {"state": "active", "totp_secret": sealed, "totp_step": 7}
    with store.writing() as connection:
        connection.execute(insert(table_of(Account)).values(**values))


def forget() -> None:
    """As a process that begins: what the last one kept in memory is gone."""
    keyring._pepper.cache_clear()


@pytest.fixture
def pepper(database: str, home: Path) -> Path:
    """The pepper of a place in which somebody has a second step."""
    start.prepare()
    add_account()
    return home / "keys" / "pepper"


def told() -> str:
    """What doctor says; it is what the start says."""
    finding = dict(doctor.examine())["pepper of the database"]
    assert not finding.ok
    assert finding.told == start.lost_pepper()
    return finding.told


def test_a_lost_pepper_is_told_at_the_start_by_doctor_and_by_readyz(pepper: Path) -> None:
    assert start.lost_pepper() is None
    assert start.is_ready()
    right = pepper.read_bytes()
    pepper.unlink()
    forget()
    start.prepare()
    assert "is not there, so 1 second steps of signing in do not work" in told()
    assert "not the one that the database was used with" in str(start.why_not_ready())
    assert not pepper.exists()
    keyring.pepper()  # the next code makes another
    start.prepare()
    assert "is another one than this database was used with" in told()
    assert "common-table pepper --lost" in told()
    assert not start.is_ready()
    pepper.write_bytes(right)
    assert start.why_not_ready() == (
        "the pepper was changed since this process began; start it again"
    )
    forget()
    assert start.is_ready()
    assert start.lost_pepper() is None


def test_where_nothing_rests_on_it_another_pepper_is_nobodys_business(
    sqlite_database: str, home: Path
) -> None:
    start.prepare()
    for _ in range(2):
        (home / "keys" / "pepper").unlink()
        forget()
        start.prepare()
        assert start.lost_pepper() is None
        assert start.is_ready()


def test_links_of_an_open_wave_rest_on_the_pepper(opened, home: Path) -> None:
    start.prepare()
    links = pepper_marks.resting().links
    (home / "keys" / "pepper").unlink()
    forget()
    assert links > 0
    assert f"so {links} links and codes of open waves do not work" in told()


def test_a_database_of_an_earlier_version_takes_the_pepper_that_opens_its_second_steps(
    pepper: Path,
) -> None:
    right = pepper.read_bytes()
    for content, well in ((bytes(32), False), (right, True)):
        with store.writing() as connection:
            connection.execute(update(table_of(SetUp)).values(pepper=None))
        pepper.write_bytes(content)
        forget()
        start.prepare()
        assert start.is_ready() == well
    pepper.write_bytes(bytes(32))
    forget()
    assert not start.is_ready()


def test_a_pepper_that_was_gone_before_there_was_a_mark_and_comes_back_counts_again(
    pepper: Path,
) -> None:
    right = pepper.read_bytes()
    with store.writing() as connection:
        connection.execute(update(table_of(SetUp)).values(pepper=None))
    pepper.unlink()
    forget()
    start.prepare()
    assert pepper_marks.kept() == ""
    assert not start.is_ready()
    pepper.write_bytes(right)
    start.prepare()
    assert start.is_ready()


def test_what_is_lost_for_good_is_given_up_once_and_the_log_says_so(pepper: Path) -> None:
    assert not pepper_mark.give_up()
    pepper.unlink()
    forget()
    assert pepper_mark.give_up()
    assert pepper.stat().st_size == 32
    assert start.is_ready()
    assert audit_log.entries()[0].action == "pepper.lost"
    left = dict(doctor.examine())["pepper of the database"]
    assert not left.ok
    assert "1 second steps of signing in do not open with it" in left.told
    assert "common-table account reset Ana" in left.told
    assert not pepper_mark.give_up()


def test_looking_makes_no_pepper(pepper: Path) -> None:
    pepper.unlink()
    forget()
    dict(doctor.examine())
    start.why_not_ready()
    pepper_mark.unopened()
    assert not pepper.exists()
