"""What was refused at the door is told as numbers: by the hour, and at the form by the day."""

from datetime import UTC, datetime

import pytest

from data import counted
from data.counted import KINDS, count, tell

A_MINUTE = 60
AN_HOUR = 60 * A_MINUTE


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    now = [int(datetime(2027, 4, 26, 13, 59, 30, tzinfo=UTC).timestamp())]
    monkeypatch.setattr(counted, "seconds", lambda: now[0])
    return now


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    found = [record.getMessage() for record in caplog.records]
    caplog.clear()
    return found


def test_an_hour_is_told_once_it_is_over_and_once(
    clock: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(1000):
        count("post")
    tell()
    assert lines(caplog) == []
    clock[0] += A_MINUTE
    count("post")
    count("websocket")
    tell()
    (line,) = lines(caplog)
    assert line.startswith("refused on 2027-04-26 from 13:00 to 14:00 UTC: posts to staff pages")
    assert line.endswith(": 1000")
    tell()
    assert lines(caplog) == []
    clock[0] += AN_HOUR
    tell()
    assert [line.partition(": ")[2] for line in lines(caplog)] == [
        "posts to staff pages that none of them sends: 1",
        "websockets that no page of ours opened: 1",
    ]


def test_what_happens_at_the_form_is_told_by_the_day(
    clock: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    count("form post")
    clock[0] += 9 * AN_HOUR
    count("form post")
    tell()
    assert lines(caplog) == []
    clock[0] += 2 * AN_HOUR
    tell()
    assert lines(caplog) == [
        "refused on 2027-04-26 (UTC): posts to the form that no page of it sends: 2"
    ]


def test_when_the_program_ends_nothing_stays_untold(
    clock: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    for kind in KINDS:
        count(kind)
    tell(everything=True)
    assert len(lines(caplog)) == len(KINDS)
    tell(everything=True)
    assert lines(caplog) == []
