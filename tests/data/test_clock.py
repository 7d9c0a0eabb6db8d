"""Which day it is."""

from datetime import UTC, date, datetime, tzinfo

import pytest

from data import clock


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-12-08T12:00", 8),  # seven in the morning in New York
        ("2026-12-09T04:59", 8),  # a minute to midnight in New York
        ("2026-12-09T07:59", 8),  # a minute to midnight in Los Angeles
        ("2026-12-09T09:59", 8),  # a minute to midnight in Honolulu
        ("2026-12-09T12:00", 9),
    ],
)
def test_the_last_day_lasts_until_midnight_wherever_somebody_is(
    moment: str, day: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(clock, "datetime", Stopped)
    assert clock.today() == date(2026, 12, day)


def test_another_day_is_pretended_within_its_block_only() -> None:
    before = clock.today()
    with clock.at_day(date(2020, 2, 29)):
        assert clock.today() == date(2020, 2, 29)
    assert clock.today() == before
