"""Teams and waves for the addresses of the shell, made through the services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from data.clock import today
from data.services import closing, invitations, release, teams, waves
from data.views import AgencyEntry, Slip, TeamView, WaveView
from tests.running import RunningApp

ROSTER = (
    AgencyEntry("Canary county court", "court", 6),
    AgencyEntry("Canary clinic", "health_care", 7),
)


@dataclass
class Table:
    """A team with one wave, and the links that are out."""

    team: TeamView
    wave: WaveView
    slips: tuple[Slip, ...] = ()


@pytest.fixture
def make_table(shared_app: RunningApp) -> Callable[..., Table]:
    """A team in the running app, with a wave in the wanted state."""

    def make(state: str = "draft", *, kind: str | None = None) -> Table:
        team = teams.create_team("Canary table", "Canary county", ROSTER)
        wave = waves.draft_wave(
            team.id, "values_open", languages=("en",), closes_on=today() + timedelta(days=9)
        )
        table = Table(team, wave)
        if state != "draft":
            waves.open_wave(wave.id)
        if kind:
            table.slips = invitations.issue(wave.id, "link" if kind == "link" else "code")
        if state in ("closed", "released"):
            closing.close_wave(wave.id)
        if state == "released":
            release.release_wave(wave.id)
        table.wave = waves.wave(wave.id)
        return table

    return make
