"""Many at once: the same link three times, a hundred people in one second, two who close."""

import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from benchmarks.server import free_port
from data.services import answering
from data.store import database as store
from tests.trust.killing.forked import Forked
from tests.trust.killing.harness import wanted
from tests.trust.killing.questionnaire import Wave, kept, open_wave
from tests.trust.killing.writers import Browser, Crowd

TOGETHER = 3


def _three_times(secret: str, words: str, start: threading.Barrier) -> str:
    sheet = {"q1": 1, "q2": 2, "q3": 3, "words": words}
    start.wait(60)
    return answering.keep_answers(secret, sheet).status


def _race(wave: Wave) -> Counter[str]:
    """Send with each link three times at once; what the receipts of each link say."""
    start, told = threading.Barrier(TOGETHER), Counter[str]()
    with ThreadPoolExecutor(TOGETHER) as threads:
        for place, secret in enumerate(wave.secrets):
            words = f"words of {place}"
            sent = [threads.submit(_three_times, secret, words, start) for _ in range(TOGETHER)]
            told[", ".join(sorted(each.result() for each in sent))] += 1
    return told


def _check_race(wave: Wave) -> None:
    told, links = _race(wave), len(wave.secrets)
    assert told == {"already_received, already_received, received": links}
    there = kept(wave)
    assert set(there.words.values()) == {1}
    assert (there.words.total(), there.used, there.drafts) == (links, links, 0)


def test_of_one_link_that_is_sent_three_times_at_once_one_sheet_is_kept(database: str) -> None:
    _check_race(open_wave(40))


@pytest.mark.long
def test_of_many_links_that_are_sent_three_times_at_once_one_sheet_each_is_kept(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """COMMON_TABLE_RACES raises the number of links."""
    links = wanted("COMMON_TABLE_RACES", 2_000)
    _check_race(open_wave(links))
    with capsys.disabled():
        sys.stdout.write(f"\n{links} links sent three times at once, {_name()}: 0 doubles" + "\n")


@dataclass
class Second:
    """A hundred people who press Send together.

    Attributes:
        told: what each was told, by their words.
        seconds: how long each waited for it.
    """

    told: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)


class Prepared(Browser):
    """Somebody who is on the last page, waits for a sign, and presses Send."""

    def __init__(self, crowd: Crowd, number: int, ready: threading.Barrier, seen: Second) -> None:
        import random

        super().__init__(crowd, random.Random(number))
        self._ready, self._seen = ready, seen

    def _go(self, path: str, body: str | None = None):
        sending = path.endswith("/send")
        if sending:
            self._ready.wait(120)
        began = time.perf_counter()
        page = super()._go(path, body)
        if sending:
            self._seen.seconds.append(time.perf_counter() - began)
        return page


def _press_together(wave: Wave, port: int) -> tuple[Second, Crowd]:
    people = len(wave.secrets)
    crowd, seen, ready = Crowd(port), Second(), threading.Barrier(people)
    crowd.up.set()

    def take_part(place: int) -> None:
        words = f"words of {place}"
        browser = Prepared(crowd, place, ready, seen)
        seen.told[words] = browser.answer(wave.secrets[place], words)

    with ThreadPoolExecutor(people) as threads:
        list(threads.map(take_part, range(people)))
    return seen, crowd


@pytest.mark.long
def test_a_hundred_people_who_press_send_together_are_all_thanked_and_all_kept(
    sqlite_database: str, tmp_path: Path
) -> None:
    wave, port = open_wave(100), free_port()
    server = Forked(port, tmp_path / "forked.log")
    server.start()
    try:
        seen, crowd = _press_together(wave, port)
    finally:
        server.kill()
    assert Counter(seen.told.values()) == {"received": 100}
    assert crowd.again + crowd.odd == Counter()  # no error, no refusal, no lost connection
    there = kept(wave)
    assert set(there.words.values()) == {1}
    assert (there.words.total(), there.used, there.drafts) == (100, 100, 0)


@pytest.mark.long
def test_a_hundred_people_who_press_send_together_are_kept_by_the_whole_app(
    app, capsys: pytest.CaptureFixture[str]
) -> None:
    """The times are printed, and nothing is asserted about them."""
    wave = open_wave(100)
    seen, crowd = _press_together(wave, int(app.address.rsplit(":", 1)[1]))
    assert Counter(seen.told.values()) == {"received": 100}
    assert crowd.again + crowd.odd == Counter()
    assert (kept(wave).words.total(), kept(wave).used) == (100, 100)
    waits = sorted(seen.seconds)
    with capsys.disabled():
        sys.stdout.write(
            f"\n100 send together, {_name()}: median {waits[50]:.2f} s, p99 {waits[98]:.2f} s\n"
        )


def _name() -> str:
    return "SQLite" if store.is_sqlite() else "PostgreSQL"
