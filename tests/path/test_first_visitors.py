"""Whoever comes first after a start, and however many come together, sees the whole screen."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks.crowds import Meter
from benchmarks.staff import Screen, run_screen
from data.services import demo, teams, waves
from pages.parts.session import cookie_name
from tests.running import running_app

NO_METER = Meter(cpu_seconds=lambda: 0.0, memory_bytes=lambda: 0)


@pytest.mark.long
def test_the_first_four_who_open_a_result_together_all_see_its_charts(
    sqlite_database: str, tmp_path: Path
) -> None:
    """Each start is another chance for threads to meet in a library that is half imported."""
    team_id = demo.fill_demo()
    wave = waves.waves(team_id)[0]
    assert teams.team(team_id).demo
    with running_app(tmp_path) as app:
        screen = Screen("results", "results", f"wave={wave.id}", shows="plotly_chart")
        cookie = f"{cookie_name()}={app.staff_token()}"
        visit = run_screen(app.address, cookie, screen, browsers=4, runs=1, meter=NO_METER)
        with ThreadPoolExecutor(1) as thread:  # a browser of other tests may have a loop in ours
            seen = thread.submit(asyncio.run, visit).result()
    assert len(seen.opens) == 4
    assert not seen.problems
