"""Doctor goes along the log of staff, and looks for an anchor that vouches for it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, text, update

from data.services import anchors, audit_log, doctor, doctor_log
from data.services.findings import Finding
from data.store import database as store
from data.tables.audit import AuditEntry
from data.tables.base import table_of

ENTRY = table_of(AuditEntry)


def days_later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    there = anchors.this_day()
    monkeypatch.setattr(anchors, "this_day", lambda: there + timedelta(days))


def test_a_log_that_somebody_falsified_is_told_though_no_anchor_is_left(
    sqlite_database: str, home: Path
) -> None:
    for number in range(4):
        audit_log.record("wave.close", about=f"w{number}")
    audit_log.keep_anchor()
    before = dict(doctor.examine())
    for name in ("triggers", "log of staff", "anchors of the log"):
        assert before[name].ok
    with store.writing() as connection:
        for what in ("update", "delete", "replace"):
            connection.execute(text(f"DROP TRIGGER audit_entry_no_{what}"))
        connection.execute(delete(ENTRY).where(ENTRY.c.number == 2))
        connection.execute(update(ENTRY).where(ENTRY.c.number == 3).values(about="other"))
    (home / "audit-anchors.txt").unlink()
    told = dict(doctor.examine())
    assert not told["triggers"].ok
    assert "trigger audit_entry_no_delete is missing (and 2 more)" in told["triggers"].told
    assert not told["log of staff"].ok
    assert "entry 2: missing" in told["log of staff"].told
    assert "common-table audit-log verify" in told["log of staff"].told


def test_a_log_that_was_cut_off_below_an_anchor_is_told_with_what_a_restore_does(
    database: str,
) -> None:
    audit_log.record("wave.close")
    assert doctor_log.whole() == Finding(ok=True, told="1 entries, each follows the one before.")
    anchors.keep(f"7-{'0F' * 16}")
    assert not doctor_log.whole().ok
    assert "it had 7 entries" in doctor_log.whole().told
    assert "README.md, 'Where data lives'" in doctor_log.whole().told


def test_a_line_that_is_no_anchor_is_told(sqlite_database: str, home: Path) -> None:
    (home / "audit-anchors.txt").write_text("cut o")
    assert not doctor_log.whole().ok
    assert "line 1" in doctor_log.whole().told


def test_entries_that_no_anchor_vouches_for_are_told_after_days(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert doctor_log.anchored().ok
    audit_log.record("wave.close")
    assert doctor_log.anchored().ok
    days_later(monkeypatch, doctor_log.MOST_DAYS + 1)
    assert not doctor_log.anchored().ok
    assert doctor_log.anchored().told.startswith("there is none; entry 1 is of ")
    audit_log.keep_anchor()
    assert doctor_log.anchored().ok
    days_later(monkeypatch, 400)
    assert doctor_log.anchored().ok  # nothing was written since


def test_an_anchor_that_is_older_than_what_was_written_is_told_by_its_day(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit_log.record("wave.close")
    with monkeypatch.context() as patch:
        patch.setattr(anchors, "this_day", lambda: date(2026, 1, 2))
        audit_log.keep_anchor()
    audit_log.record("wave.close")
    assert doctor_log.anchored().ok
    days_later(monkeypatch, doctor_log.MOST_DAYS + 1)
    assert not doctor_log.anchored().ok
    assert "the newest is of 2026-01-02, of entry 1; entry 2 is of" in doctor_log.anchored().told
