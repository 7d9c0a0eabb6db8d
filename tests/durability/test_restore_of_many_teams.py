"""After a machine was lost one command brings two hundred teams back, with all they said."""

import os
import sys
import time
from pathlib import Path

import pytest

from data.cli import main
from data.services import pepper_mark, waves
from data.store import database as store
from data.views import AgencyEntry
from tests.data.conftest import KIN_A, OTHER_A
from tests.data.services.elsewhere import go_elsewhere as go_elsewhere
from tests.durability.filling import everything

TEAMS = int(os.environ.get("COMMON_TABLE_RESTORED_TEAMS", "200"))
ROSTER = (AgencyEntry("Court", KIN_A, 30), AgencyEntry("Clinic", OTHER_A, 30))


def _answered(make_round, number: int) -> None:
    """A team all of whose people have answered; the wave of every second one is closed."""
    made = make_round(ROSTER, name=f"River county {number}")
    made.send_all(wish=f"a wish in river county {number}")
    if number % 2:
        waves.close_wave(made.wave.id)


@pytest.mark.long
def test_one_command_restores_two_hundred_teams_with_all_of_their_answers(
    make_round, go_elsewhere, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """COMMON_TABLE_RESTORED_TEAMS raises how many; how long a restore took is printed."""
    kind = "sqlite" if store.is_sqlite() else "postgresql"
    for number in range(TEAMS):
        _answered(make_round, number)
    pepper_mark.note()  # as every start does
    before, file = everything(), tmp_path / "all.backup"
    assert main(["backup", str(file)]) == 0
    go_elsewhere(kind)
    began = time.perf_counter()
    assert main(["restore", str(file)]) == 0
    seconds = time.perf_counter() - began
    after, whole = everything(), before | {"staff_session": []}
    assert [name for name in whole if after[name] != whole[name]] == []
    assert after.keys() == whole.keys()
    with capsys.disabled():
        sys.stdout.write(
            f"\n{TEAMS} teams, {60 * TEAMS} sheets, {file.stat().st_size / 1e6:.0f} MB of backup, "
            f"{kind}: restored in {seconds:.1f} s\n"
        )
