"""The log of what staff did, after an older backup was restored."""

from pathlib import Path

import pytest

from data.cli import main
from data.services import audit_log
from data.services.backing_up import back_up
from data.services.restoring import restore
from data.settings import settings
from data.store import database as store
from tests.durability.lives import database_file

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
NOTE = (
    "note: the entries that are there follow one another, so this is also what an older backup "
    "looks like that somebody restored; README.md, 'Where data lives', says what to do then."
)


@pytest.fixture
def restored(database: str, tmp_path: Path) -> tuple[str, str]:
    """A backup of one entry is restored after a second one was written; the anchors of both."""
    audit_log.record("wave.open", about="w1")
    first = audit_log.keep_anchor()
    back_up(tmp_path / "older.backup")
    audit_log.record("wave.close", about="w1")
    second = audit_log.keep_anchor()
    store.dispose()
    database_file().unlink()
    restore(tmp_path / "older.backup")
    return first, second


def verified(capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """The exit status of the command, and the lines of what is wrong."""
    status = main(["audit-log", "verify"])
    return status, capsys.readouterr().err.splitlines()


def test_an_older_backup_that_was_restored_is_told_and_named_as_what_it_may_be(
    restored: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    _, second = restored
    assert verified(capsys) == (
        1,
        [
            f"anchor {second}: the log was cut off; it had 2 entries and ends with entry 1 now.",
            NOTE,
        ],
    )
    audit_log.record("wave.open", about="w2")
    status, (problem, note) = verified(capsys)
    assert (status, note) == (1, NOTE)
    assert problem.startswith(f"anchor {second}: it is not in this chain")


def test_a_file_of_anchors_that_is_put_aside_after_a_restore_is_followed_by_a_new_one(
    restored: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    anchors = settings().home / "audit-anchors.txt"
    anchors.rename(anchors.with_name("audit-anchors-before.txt"))
    assert audit_log.keep_daily_anchor() == restored[0]
    assert verified(capsys) == (0, [])


def test_a_log_whose_entries_do_not_follow_one_another_is_no_backup(
    restored: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = audit_log.Verification(1, ("entry 1: it was changed.",), 1)
    monkeypatch.setattr(audit_log, "verify", lambda *_: broken)
    assert verified(capsys) == (1, ["entry 1: it was changed."])
