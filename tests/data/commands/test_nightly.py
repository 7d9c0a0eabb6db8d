"""`common-table export-all`: every result in a folder, whole or not at all, and nothing twice."""

import errno
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import insert, update

from benchmarks.many_teams import Team, fill, result
from data.clock import today
from data.commands import nightly as command
from data.commands import output
from data.services import audit_log, nightly, teams
from data.store import database as store
from data.store.scope import EVERYTHING, within
from data.tables.base import table_of
from data.tables.meetings import ResultHold
from data.tables.values import ReleasedReport
from scoring.report import DivergenceReport
from tests.data.commands.conftest import Run

HOSTILE = ("../../etc/passwd", "CON", "Ñandú & \u202e=1+1", "a" * 400, "🙂", 'x/y\\z:*?"<>|\n')
SAFE = re.compile(r"[a-z0-9][a-z0-9-]{0,120}\.(xlsx|json|csv)")


@cache
def answers() -> DivergenceReport:
    return result(people=(7, 6), seed=2)


def team(number: int, name: str = "River table", **changes) -> Team:
    whole = answers()
    assert whole.comparison is not None
    whole = replace(whole, comparison=replace(whole.comparison, seed=number))
    return Team(id=f"team{number:012x}", name=name, **({"result": whole} | changes))


def put(*some: Team) -> None:
    fill(some, member=lambda _: None)


def listed(folder: Path) -> dict[str, dict[str, str]]:
    plain = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return {each["name"]: each for each in plain["files"]}


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """What lies in a folder, and when each file was made."""
    return {
        each.name: (each.read_bytes(), each.stat().st_mtime_ns)
        for each in folder.iterdir()
        if each.name != ".lock"
    }


@pytest.fixture
def three(sqlite_database: str, tmp_path: Path) -> Path:
    """Three teams with a result each; the folder for their files."""
    put(*(team(number) for number in range(3)))
    return tmp_path / "night"


def test_every_result_is_written_and_a_second_run_touches_nothing(three: Path, run: Run) -> None:
    first = run("export-all", three, "--format", "json", "--format", "csv")
    assert (first.status, first.problems) == (0, [])
    assert first.text == "6 written, 0 unchanged.\n"
    before = state(three)
    assert len(before) == 7
    logged = len(audit_log.entries())
    again = run("export-all", three, "--format", "json", "--format", "csv")
    assert (again.status, again.text) == (0, "0 written, 6 unchanged.\n")
    assert state(three) == before
    assert len(audit_log.entries()) == logged


def test_the_list_has_the_checksum_of_each_file_and_its_format_opens(three: Path, run: Run) -> None:
    run("export-all", three)
    files = listed(three)
    assert set(files) == {name for name in state(three) if name != "manifest.json"}
    for name, said in files.items():
        assert hashlib.sha256((three / name).read_bytes()).hexdigest() == said["sha256"]
        assert "Statements" in openpyxl.load_workbook(three / name).sheetnames
    assert {each["wave_id"] for each in files.values()} == {f"wteam{n:012x}" for n in range(3)}


def test_each_file_is_that_of_the_command_for_one_result(
    three: Path, run: Run, tmp_path: Path
) -> None:
    run("export-all", three, "--format", "json")
    for name, said in listed(three).items():
        run("export", said["wave_id"], "--format", "json", "-o", tmp_path / "one")
        assert (tmp_path / "one").read_bytes() == (three / name).read_bytes()


def test_only_what_is_new_is_written(three: Path, run: Run) -> None:
    run("export-all", three)
    before = state(three)
    put(team(9, "Lake table"))
    assert run("export-all", three).text == "1 written, 3 unchanged.\n"
    after = state(three)
    new = after.keys() - before.keys()
    assert [name.startswith("lake-table-1-") for name in new] == [True]
    assert {name: after[name] for name in before if name != "manifest.json"} == {
        name: kept for name, kept in before.items() if name != "manifest.json"
    }


@pytest.mark.parametrize("damage", [b"", b"half", None])
def test_a_file_that_was_changed_or_lost_is_written_anew(
    damage: bytes | None, three: Path, run: Run
) -> None:
    run("export-all", three, "--format", "csv")
    name = min(listed(three))
    whole = (three / name).read_bytes()
    if damage is None:
        (three / name).unlink()
    else:
        (three / name).write_bytes(damage)
    assert run("export-all", three, "--format", "csv").text == "1 written, 2 unchanged.\n"
    assert (three / name).read_bytes() == whole


def test_a_team_with_another_name_gets_its_new_name_into_the_same_file(
    sqlite_database: str, run: Run, tmp_path: Path
) -> None:
    put(team(1, "Old name"))
    folder = tmp_path / "night"
    run("export-all", folder, "--format", "json")
    roster = teams.team(team(1).id).agencies
    entries = [teams.AgencyEntry(each.name, each.sector, each.people) for each in roster]
    teams.update_team(team(1).id, name="New name", jurisdiction="", agencies=entries)
    assert run("export-all", folder, "--format", "json").text == "1 written, 0 unchanged.\n"
    (name,) = listed(folder)
    assert name.startswith("old-name-1-")
    assert "New name" in (folder / name).read_text(encoding="utf-8")


def test_what_is_on_hold_or_has_no_result_is_left_out_and_said(three: Path, run: Run) -> None:
    put(team(7, "Waiting", result=None), team(8, "Held"))
    row = {"team_id": team(8).id, "wave_id": f"w{team(8).id}", "version": 1, "days": 2}
    shown = {"shown_on": today() + timedelta(days=1), "beside": None}
    with within(EVERYTHING), store.writing() as connection:
        connection.execute(insert(table_of(ResultHold)).values(**row, **shown))
    said = run("export-all", three)
    assert said.status == 0
    assert said.text.splitlines() == [
        "3 written, 0 unchanged.",
        "left out: Waiting, Our Shared Values: it is closed and not released",
        "left out: Held, Our Shared Values: its result is on hold",
    ]
    plain = json.loads((three / "manifest.json").read_text(encoding="utf-8"))
    assert [(each["team"], each["why"]) for each in plain["left_out"]] == [
        ("Waiting", "closed"),
        ("Held", "on_hold"),
    ]
    assert not [name for name in state(three) if name.startswith(("held", "waiting"))]


def test_files_of_a_deleted_team_are_kept_and_named(three: Path, run: Run) -> None:
    run("export-all", three)
    teams.delete_team(team(0).id, confirm_name="River table")
    said = run("export-all", three)
    gone = f"river-table-1-w{team(0).id}.xlsx"
    assert said.text.splitlines()[1:] == [f"kept, though its wave was deleted: {gone}"]
    assert (three / gone).is_file()


def test_no_name_of_a_team_leaves_the_folder_or_upsets_a_file_system(
    sqlite_database: str, run: Run, tmp_path: Path
) -> None:
    put(*(team(number, name) for number, name in enumerate(HOSTILE)))
    folder = tmp_path / "night"
    assert run("export-all", folder, "--format", "csv").status == 0
    names = [name for name in state(folder) if name != "manifest.json"]
    assert len({name.lower() for name in names}) == len(HOSTILE)
    assert all(SAFE.fullmatch(name) for name in names)
    assert {each.name for each in tmp_path.iterdir()} <= {"night", "home"}


@pytest.mark.parametrize("content", ["", "{", '{"files": 3}', '{"files": [{"name": "../x"}]}'])
def test_a_list_that_nobody_understands_makes_everything_new(
    content: str, three: Path, run: Run
) -> None:
    run("export-all", three)
    (three / "manifest.json").write_text(content, encoding="utf-8")
    assert run("export-all", three).text.startswith("3 written")
    assert len(listed(three)) == 3


def test_a_list_that_names_a_place_elsewhere_is_not_followed(three: Path, run: Run) -> None:
    run("export-all", three)
    file = three / "manifest.json"
    plain = json.loads(file.read_text(encoding="utf-8"))
    for each in plain["files"]:
        each["name"] = "../outside.xlsx"
    file.write_text(json.dumps(plain), encoding="utf-8")
    run("export-all", three)
    assert not (three.parent / "outside.xlsx").exists()
    assert len(listed(three)) == 3


def refuse(monkeypatch: pytest.MonkeyPatch, refuses: Callable[[int], int | None]) -> None:
    """Let the disk refuse some writes: by their number, with an error of the system."""
    write, calls = output.write_out, iter(range(1_000))

    def writing(content: bytes, file: Path | None) -> None:
        error = refuses(next(calls))
        if error is not None:
            raise OSError(error, os.strerror(error), str(file))
        write(content, file)

    monkeypatch.setattr(command, "write_out", writing)


def test_a_full_disk_is_said_and_what_was_written_is_listed_and_whole(
    three: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        refuse(patch, lambda call: errno.ENOSPC if call == 1 else None)
        said = run("export-all", three, "--format", "csv")
    assert said.status == 1
    assert "No space left on device." in said.problems[0]
    assert said.problems[1] == "Nothing more was tried. Make room and run this again."
    assert said.text == "1 written, 0 unchanged.\n"
    assert len(listed(three)) == 1
    assert run("export-all", three, "--format", "csv").text == "2 written, 1 unchanged.\n"


def test_one_file_that_may_not_be_written_keeps_no_other_from_it(
    three: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        refuse(patch, lambda call: errno.EACCES if call == 1 else None)
        said = run("export-all", three, "--format", "csv")
    assert (said.status, len(said.problems)) == (1, 1)
    assert "Permission denied." in said.problems[0]
    assert len(listed(three)) == 2


@pytest.mark.parametrize("error", [ValueError("secret words"), KeyError("q1"), RecursionError()])
def test_one_result_that_no_file_can_be_made_of_keeps_no_other_from_being_written(
    error: Exception, three: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen, calls = nightly.FORMATS["csv"], iter(range(1_000))

    def write(content: object) -> bytes:
        if next(calls) == 1:
            raise error
        return chosen.write(content)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setitem(nightly.FORMATS, "csv", replace(chosen, write=write))
        said = run("export-all", three, "--format", "csv")
    assert (said.status, len(said.problems)) == (1, 1)
    assert f"it could not be made ({type(error).__name__})." in said.problems[0]
    assert "secret" not in said.problems[0]
    assert said.text == "2 written, 0 unchanged.\n"
    assert len(listed(three)) == 2
    assert run("export-all", three, "--format", "csv").text == "1 written, 2 unchanged.\n"


def test_a_list_that_cannot_be_written_is_a_problem_too(
    three: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, lambda call: errno.EROFS if call == 3 else None)
    said = run("export-all", three, "--format", "csv")
    assert said.status == 1
    assert "manifest.json: Read-only file system." in said.problems[0]


def test_a_folder_that_is_a_file_or_may_not_be_entered_is_said(three: Path, run: Run) -> None:
    three.write_text("a file", encoding="utf-8")
    said = run("export-all", three)
    assert said.status == 1
    assert said.problems == [f"{three}: File exists."]


def test_one_result_that_somebody_changed_keeps_no_other_from_it(three: Path, run: Run) -> None:
    table = table_of(ReleasedReport)
    mine = update(table).where(table.c.wave_id == f"w{team(1).id}")
    with within(EVERYTHING), store.writing() as connection:
        connection.execute(mine.values(body=table.c.body + " "))
    said = run("export-all", three)
    assert (said.status, len(said.problems)) == (1, 1)
    assert "not the one that was released" in said.problems[0]
    assert len(listed(three)) == 2


def test_two_runs_at_once_do_not_write_over_each_other(three: Path, run: Run) -> None:
    three.mkdir()
    with nightly.one_run(three):
        said = run("export-all", three)
    assert said.status == 1
    assert "another run writes here at this moment" in said.problems[0]
    assert state(three) == {}
    assert run("export-all", three).status == 0


def test_what_a_killed_run_left_half_written_is_cleared_away_after_a_day(
    three: Path, run: Run
) -> None:
    three.mkdir()
    old, new = three / ".common-table.abc", three / ".common-table.def"
    for part in (old, new):
        part.write_bytes(b"half")
    day_and_a_half = old.stat().st_mtime - 130_000
    os.utime(old, (day_and_a_half, day_and_a_half))
    run("export-all", three)
    assert (old.exists(), new.exists()) == (False, True)


KILLED = """
import os, signal, sys
from data.commands import nightly, output
from data.cli import main
calls = iter(range(1000))
write = output.write_out
def writing(content, file):
    if next(calls) == int(sys.argv[2]):
        part = file.parent / ".common-table.half"
        part.write_bytes(content[: len(content) // 2])
        os.kill(os.getpid(), signal.SIGKILL)
    write(content, file)
nightly.write_out = writing
main(["export-all", sys.argv[1], "--format", "json"])
"""


@pytest.mark.long
@pytest.mark.parametrize("after", range(4))
def test_killed_in_the_middle_every_file_is_whole_and_the_next_run_completes_it(
    after: int, three: Path, run: Run
) -> None:
    command_line = [sys.executable, "-c", KILLED, str(three), str(after)]
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(command_line, cwd=root, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    for file in three.glob("*.json"):
        json.loads(file.read_text(encoding="utf-8"))
    said = run("export-all", three, "--format", "json")
    assert said.status == 0
    files = listed(three)
    assert len(files) == 3
    for name, each in files.items():
        assert hashlib.sha256((three / name).read_bytes()).hexdigest() == each["sha256"]
