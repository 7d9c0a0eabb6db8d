"""A clock that goes ahead at once ends nothing before it has stood there for a day."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from data.clock import at_day
from data.services import backing_up, doctor_waves, family_ends, start, steady_days

DAY = date(2027, 3, 1)


def believed(*after: int) -> list[bool]:
    """Whether days are believed, each so many after the first."""
    told: list[bool] = []
    for days in after:
        with at_day(DAY + timedelta(days)):
            told.append(steady_days.believed())
    return told


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ((0, 0, 1, 8, 15), (True,) * 5),
        ((0, 8, 8, 9, 9), (True, False, False, True, True)),
        ((0, 365, 0, 1), (True, False, True, True)),
        ((0, 365, 1, 365, 366), (True, False, True, False, True)),
        ((0, 400, 365, 366), (True, False, False, True)),
        ((5, 0, 1), (True, True, True)),
    ],
)
def test_a_day_far_ahead_is_believed_a_day_later(
    home: Path, after: tuple[int, ...], told: tuple[bool, ...]
) -> None:
    assert tuple(believed(*after)) == told
    assert [path.name for path in home.iterdir()] == [steady_days.FILE]


def test_a_clock_that_was_set_right_is_doubted_no_more(home: Path) -> None:
    assert believed(0, 365) == [True, False]
    for days, told in ((365, True), (366, False), (1, False)):
        with at_day(DAY + timedelta(days)):
            assert (steady_days.doubted() is not None) == told


@pytest.mark.parametrize("content", ["", "no day\n", "2027-03-01 no day\n", "a b c"])
def test_a_file_that_holds_no_day_is_written_anew(home: Path, content: str) -> None:
    home.mkdir(mode=0o700)
    (home / steady_days.FILE).write_text(content, encoding="utf-8")
    assert believed(400) == [True]
    assert (home / steady_days.FILE).read_text(encoding="utf-8") == "2028-04-04\n"


def test_nothing_is_destroyed_by_a_day_that_is_not_believed_yet(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran: list[str] = []
    monkeypatch.setattr(start, "_clocks", start._Clocks())
    monkeypatch.setattr(family_ends, "run_clocks", lambda: ran.append("ran"))
    folder = tmp_path / "backups"
    for days, times, removed in ((0, 1, 0), (400, 1, 0), (401, 2, 2)):
        monkeypatch.setattr(backing_up, "_day", lambda days=days: DAY + timedelta(days))
        with at_day(DAY + timedelta(days)):
            start.run_daily_clocks()
            kept = backing_up.back_up_into(folder, days=1 if days == 401 else 28)
            assert doctor_waves.clock().ok == (days != 400)
        assert (len(ran), len(kept.removed), kept.in_doubt) == (times, removed, days == 400)
