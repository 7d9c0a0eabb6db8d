"""The command line as a process: one program under two names, its exit status, its streams."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import pytest

from data import cli
from data.cli import main

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(sys.executable).with_name("common-table")
MODULE = (sys.executable, "-W", "error", "-m", "data")
FULL = Path("/dev/full")
HELP_OF_ALL = ("score", "instrument", "wave", "migrate", "demo")


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """Nothing of the surroundings but where the home is."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "COMMON_TABLE_HOME": str(home),
        "COLUMNS": "100",
    }


@pytest.fixture
def scoring(tmp_path: Path) -> list[str]:
    """The words that score a small file."""
    rows = "".join(f"{name},{1 + n % 5}\n" for name in ("Court", "Clinic") for n in range(12))
    (tmp_path / "responses.csv").write_text(f"agency,LEAD01\n{rows}")
    folder = ROOT / "tests" / "data" / "examples" / "leadership"
    return ["score", "responses.csv", "--instrument", str(folder), "--by", "agency"]


def process(
    words: Sequence[str], environment: dict[str, str], folder: Path, **streams: object
) -> subprocess.CompletedProcess[bytes]:
    options = streams or {"capture_output": True}
    return subprocess.run(words, cwd=folder, env=environment, check=False, **options)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["--version"], 0),
        (["instrument", "list"], 0),
        (["instrument", "check", "nowhere"], 1),
        ([], 2),
    ],
    ids=["version", "list", "problem", "usage"],
)
def test_the_script_and_the_module_are_the_same_command_line(
    words: list[str], status: int, environment: dict[str, str], tmp_path: Path
) -> None:
    script = process([str(SCRIPT), *words], environment, tmp_path)
    module = process([*MODULE, *words], environment, tmp_path)
    assert script.returncode == module.returncode == status
    assert script.stdout == module.stdout
    assert script.stderr == module.stderr
    assert b"Traceback" not in script.stderr


@pytest.mark.long
def test_the_home_is_var_in_the_folder_one_is_in_unless_the_environment_says_otherwise(
    environment: dict[str, str], tmp_path: Path, home: Path
) -> None:
    assert process([*MODULE, "migrate"], environment, tmp_path).returncode == 0
    assert (home / "common_table.db").is_file()
    assert not (tmp_path / "var").exists()
    del environment["COMMON_TABLE_HOME"]
    assert process([*MODULE, "migrate"], environment, tmp_path).returncode == 0
    assert (tmp_path / "var" / "common_table.db").is_file()


@pytest.mark.long
def test_the_address_of_the_database_may_be_another_than_the_home(
    environment: dict[str, str], tmp_path: Path, home: Path
) -> None:
    environment["COMMON_TABLE_DATABASE_URL"] = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    assert process([*MODULE, "migrate"], environment, tmp_path).returncode == 0
    assert (tmp_path / "elsewhere.db").is_file()
    assert not (home / "common_table.db").exists()


def test_scoring_in_a_process_prints_json_and_leaves_nothing_in_the_home(
    environment: dict[str, str], tmp_path: Path, home: Path, scoring: list[str]
) -> None:
    done = process([*MODULE, *scoring], environment, tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["people"] == 24
    assert not home.exists()
    assert not (tmp_path / "var").exists()


@pytest.mark.long
def test_a_reader_that_has_seen_enough_ends_the_command_without_a_word(
    environment: dict[str, str], tmp_path: Path, scoring: list[str]
) -> None:
    read, write = os.pipe()
    os.close(read)
    for words in (scoring, ["instrument", "list"], [*scoring, "--format", "xlsx"]):
        done = process(
            [*MODULE, *words], environment, tmp_path, stdout=write, stderr=subprocess.PIPE
        )
        assert done.returncode == 0
        assert b"Error" not in done.stderr
        assert b"Traceback" not in done.stderr
    os.close(write)


def test_a_problem_is_an_exit_status_even_if_nobody_reads_the_words(
    environment: dict[str, str], tmp_path: Path
) -> None:
    read, write = os.pipe()
    os.close(read)
    words = [*MODULE, "instrument", "check", "nowhere"]
    done = process(words, environment, tmp_path, stdout=subprocess.PIPE, stderr=write)
    os.close(write)
    assert (done.returncode, done.stdout) == (1, b"")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is full")
@pytest.mark.parametrize("words", [[], ["instrument", "list"]], ids=["score", "list"])
def test_a_standard_output_that_is_full_is_a_problem(
    words: list[str], environment: dict[str, str], tmp_path: Path, scoring: list[str]
) -> None:
    with FULL.open("wb") as full:
        done = process(
            [*MODULE, *(words or scoring)],
            environment,
            tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
        )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == b"standard output: No space left on device."


@pytest.mark.long
def test_a_standard_output_that_is_closed_is_no_crash(
    environment: dict[str, str], tmp_path: Path, scoring: list[str]
) -> None:
    line = " ".join(f"'{word}'" for word in [*MODULE, *scoring, "-o", "result.json"])
    done = process(["sh", "-c", f"exec {line} >&-"], environment, tmp_path)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert json.loads((tmp_path / "result.json").read_bytes())["people"] == 24


def test_a_file_that_outgrows_what_may_be_written_leaves_the_old_one(
    environment: dict[str, str], tmp_path: Path, scoring: list[str]
) -> None:
    (tmp_path / "result.json").write_text("what was there before")
    line = " ".join(f"'{word}'" for word in [*MODULE, *scoring, "-o", "result.json"])
    done = process(["sh", "-c", f"ulimit -f 4; exec {line}"], environment, tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == b"result.json: File too large."
    assert (tmp_path / "result.json").read_text() == "what was there before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["responses.csv", "result.json"]


def test_names_that_the_terminal_cannot_show_are_no_crash(
    environment: dict[str, str], tmp_path: Path
) -> None:
    environment |= {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    folder = tmp_path / "Niños"
    folder.mkdir()
    for file in (ROOT / "tests" / "data" / "examples" / "leadership").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    done = process([*MODULE, "instrument", "check", "Niños"], environment, tmp_path)
    assert (done.returncode, done.stdout) == (0, b"Ni\\xf1os: no problems\n")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nothing"],
        ["instrument"],
        ["instrument", "check"],
        ["wave"],
        ["wave", "close"],
        ["score"],
        ["score", "file.csv"],
        ["score", "file.csv", "--by", "x"],
        ["score", "file.csv", "--instrument", "x"],
        ["score", "file.csv", "--instrument", "x", "--by", "x", "--format", "pdf"],
        ["score", "file.csv", "--instrument", "x", "--by", "x", "--smallest-group", "4"],
        ["score", "file.csv", "--instrument", "x", "--by", "x", "--smallest-group", "11"],
        ["score", "file.csv", "--instrument", "x", "--by", "x", "--smallest-group", "five"],
        ["score", "file.csv", "--instrument", "x", "--by", "x", "--seed", "any"],
        ["demo", "now"],
        ["--nothing"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_two_and_says_how_it_would_be_right(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("usage: common-table")


@pytest.mark.parametrize(
    "words", [["--help"], *([name, "--help"] for name in HELP_OF_ALL)], ids=" ".join
)
def test_help_is_no_problem_and_goes_to_standard_output(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("usage: common-table")
    assert captured.err == ""


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    printed = capsys.readouterr().out
    assert set(HELP_OF_ALL) <= {line.split()[0] for line in printed.splitlines() if line.strip()}


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"common-table {version('common-table')}\n"


def test_somebody_who_stops_a_command_sees_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.instrument, "list_shipped", stopped)
    assert main(["instrument", "list"]) == 130
    assert capsys.readouterr() == ("", "")
