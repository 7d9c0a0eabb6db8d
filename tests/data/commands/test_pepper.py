"""`common-table pepper`: says whether it is the right one, and goes on without a lost one."""

from pathlib import Path

from data import keyring
from data.services import pepper_mark
from tests.data.services.test_pepper_mark import add_account, forget


def test_a_lost_pepper_is_said_and_given_up_by_a_word(
    sqlite_database: str, home: Path, run
) -> None:
    keyring.pepper()
    add_account()
    pepper_mark.note()
    right = "The pepper is the one that this database is used with"
    assert run("pepper").text.startswith(right)
    assert run("pepper", "--lost").problems == [f"{right}: nothing is lost."]
    (home / "keys" / "pepper").unlink()
    forget()
    told = run("pepper")
    assert told.status == 1
    assert "1 second steps of signing in do not work" in told.problems[0]
    assert "common-table account reset NAME" in run("pepper", "--lost").text
    assert run("pepper").status == 0
