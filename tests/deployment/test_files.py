"""The other files under `deploy/`: what systemd, a container and whoever restarts make of them."""

import os
import re
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from benchmarks.server import HOST, ROOT, Server, free_port
from data.settings import settings

DEPLOY = ROOT / "deploy"
READY = DEPLOY / "ready.py"
EXPOSED_AT_MOST = "20"  # of 100, in the words of systemd 2.0
LIKE_A_PROCESS = (
    "User",
    "Group",
    "Environment",
    "EnvironmentFile",
    "StateDirectory",
    "StateDirectoryMode",
    "UMask",
)
Says = Callable[[], tuple[int, str]]


@contextmanager
def process_that_says(says: Says) -> Iterator[int]:
    """The port of something that answers `/readyz` with this status and text."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, text = says() if self.path == "/readyz" else (404, "")
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *arguments: object) -> None:
            """The test does not listen to it."""

    server = ThreadingHTTPServer((HOST, 0), Answering)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def ready(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the script as systemd and containers do."""
    command = [sys.executable, str(READY), *(str(each) for each in arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The folder of an installation, with what the unit names."""
    program = tmp_path / "opt"
    started = program / ".venv" / "bin" / "streamlit"
    started.parent.mkdir(parents=True)
    started.write_text("#!/bin/sh\n", encoding="utf-8")
    started.chmod(0o755)
    for name in ("common-table@.service", "common-table.target"):
        text = (DEPLOY / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("/opt/common-table", str(program)), "utf-8")
    return tmp_path


def systemd_analyze(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What systemd says of the unit; skips where there is none."""
    path = shutil.which("systemd-analyze")
    if path is None:
        pytest.skip("no systemd-analyze on this machine")
    command = [path, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_systemd_takes_the_unit_and_the_target_without_a_word(installed: Path) -> None:
    for name in ("common-table@.service", "common-table.target"):
        told = systemd_analyze(installed, "verify", f"./{name}")
        assert (told.returncode, told.stderr, told.stdout) == (0, "", "")


def test_whatever_was_enabled_starts_with_the_machine(installed: Path, tmp_path: Path) -> None:
    path = shutil.which("systemctl")
    if path is None:
        pytest.skip("no systemctl on this machine")
    root = tmp_path / "root"
    units = root / "etc" / "systemd" / "system"
    units.mkdir(parents=True)
    for name in ("common-table@.service", "common-table.target"):
        shutil.copy(installed / name, units)
    command = [path, f"--root={root}", "enable", "common-table@8501", "common-table@8502"]
    subprocess.run(command, check=True, capture_output=True)
    assert (units / "multi-user.target.wants" / "common-table.target").is_symlink()
    for port in ("8501", "8502"):
        wanted = units / "common-table.target.wants" / f"common-table@{port}.service"
        assert wanted.is_symlink()


def test_systemd_finds_that_the_unit_may_do_little(installed: Path) -> None:
    threshold = f"--threshold={EXPOSED_AT_MOST}"
    told = systemd_analyze(
        installed, "security", "--offline=true", threshold, "./common-table@.service"
    )
    assert told.returncode == 0, told.stdout[-300:]


def lines_of_the_unit() -> dict[str, str]:
    """What the unit says, by name."""
    text = (DEPLOY / "common-table@.service").read_text(encoding="utf-8")
    return dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))


def test_systemd_goes_on_starting_a_process_however_often_it_ends() -> None:
    unit = lines_of_the_unit()
    assert (unit["Restart"], unit["StartLimitIntervalSec"]) == ("always", "0")


def test_a_command_on_a_server_runs_with_the_settings_and_the_user_of_the_processes(
    tmp_path: Path,
) -> None:
    """With a `systemd-run` that only tells what it was asked for."""
    (tmp_path / "deploy").mkdir()
    shutil.copy(DEPLOY / "common-table", tmp_path / "deploy")
    asked = tmp_path / "systemd-run"
    asked.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\nexit 7\n', encoding="utf-8")
    asked.chmod(0o755)
    told = subprocess.run(
        [str(tmp_path / "deploy" / "common-table"), "account", "create", "Ana Díaz"],
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stderr) == (7, "")
    lines = told.stdout.splitlines()
    given = dict(line.split("=", 2)[1:] for line in lines if line.startswith("--property="))
    assert given.pop("WorkingDirectory") == str(tmp_path)
    assert given == {name: lines_of_the_unit()[name] for name in LIKE_A_PROCESS}
    command = str(tmp_path / ".venv" / "bin" / "common-table")
    assert lines[-4:] == [command, "account", "create", "Ana Díaz"]
    assert {"--pipe", "--wait"} <= set(lines)


def test_a_process_is_ready_when_it_says_so_and_otherwise_the_reason_is_told() -> None:
    with process_that_says(lambda: (200, "ready")) as port:
        assert ready(port).returncode == 0
    with process_that_says(lambda: (503, "the database does not answer")) as port:
        told = ready(port)
        assert told.returncode == 1
        assert told.stderr == f"Port {port} is not ready: the database does not answer.\n"
    told = ready(free_port())
    assert told.returncode == 1
    assert "Connection refused" in told.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("abc",),
        ("8501", "abc"),
        ("8501", "nan"),
        ("8501", "-1"),
        ("0",),
        ("65536",),
        ("8501", "1", "2"),
        ("",),
    ],
    ids=str,
)
def test_what_is_no_port_or_no_number_of_seconds_is_answered_in_one_plain_line(
    arguments: tuple[str, ...],
) -> None:
    told = ready(*arguments)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == "usage: ready.py PORT [SECONDS], such as ready.py 8501 60.\n"


def test_waiting_ends_when_the_process_has_become_ready() -> None:
    answers = iter([(503, "not yet"), (503, "not yet"), (200, "ready")])
    with process_that_says(lambda: next(answers)) as port:
        assert ready(port, 60).returncode == 0
    assert next(answers, None) is None


@pytest.fixture
def restart(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The restart script with a `systemctl` that only writes down what it was asked for."""
    folder = tmp_path / "program" / "deploy"
    (tmp_path / "program" / ".venv" / "bin").mkdir(parents=True)
    folder.mkdir()
    (tmp_path / "program" / ".venv" / "bin" / "python").symlink_to(sys.executable)
    for name in ("restart-one-by-one", "ready.py"):
        shutil.copy(DEPLOY / name, folder / name)
    systemctl = tmp_path / "systemctl"
    systemctl.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n', encoding="utf-8")
    systemctl.chmod(0o755)

    def run(*ports: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(folder / "restart-one-by-one"), *(str(port) for port in ports)],
            env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_each_process_is_restarted_only_when_the_one_before_is_ready_again(
    restart: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    asked = tmp_path / "asked"
    seen: list[str] = []

    def first() -> tuple[int, str]:
        seen.append(asked.read_text(encoding="utf-8"))
        return (200, "ready") if len(seen) == 3 else (503, "not yet")

    with process_that_says(first) as one, process_that_says(lambda: (200, "ready")) as two:
        assert restart(one, two).returncode == 0
    alone = f"restart common-table@{one}\n"
    assert seen == [alone] * 3
    assert asked.read_text(encoding="utf-8") == f"{alone}restart common-table@{two}\n"


def test_restarting_needs_to_be_told_what(
    restart: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    told = restart()
    assert (told.returncode, told.stderr) == (2, "usage: restart-one-by-one PORT...\n")


def test_the_example_settings_are_taken_by_the_program(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (DEPLOY / "environment.example").read_text(encoding="utf-8").splitlines()
    named = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    assert settings().public_url == named["COMMON_TABLE_PUBLIC_URL"]
    assert settings().secure
    assert str(settings().home) == named["COMMON_TABLE_HOME"]
    assert settings().database_url.startswith("postgresql+psycopg://common_table:")
    assert set(named) == {f"COMMON_TABLE_{name}" for name in ("PUBLIC_URL", "HOME", "DATABASE_URL")}


def container_lines(word: str) -> list[str]:
    """What the container file says with this instruction."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return re.findall(rf"^{word} +(.*)$", text, re.MULTILINE)


def test_a_container_does_not_run_as_root_and_fetches_nothing_but_what_is_pinned() -> None:
    assert container_lines("USER") == ["common-table"]
    commands = container_lines("RUN")
    assert [command.split()[0] for command in commands] == ["useradd", "pip"]
    assert "-r requirements.txt" in commands[1]
    assert container_lines("ADD") == []
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    packages = [line for line in pinned if line and not line.lstrip().startswith("#")]
    assert packages
    assert all("==" in package for package in packages)


@pytest.mark.long
def test_what_a_container_holds_is_enough_to_start(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = tmp_path / "box"
    box.mkdir()
    for sources in (line.split() for line in container_lines("COPY")):
        target = box / sources.pop()
        for source in sources:
            _copy(ROOT / source, target)
    port = free_port()
    monkeypatch.setenv("COMMON_TABLE_PUBLIC_URL", f"http://{HOST}:{port}")
    monkeypatch.chdir(box)
    with Server(
        folder=box, entry="streamlit_app.py", port=port, environment={}, log=tmp_path / "app.log"
    ):
        assert ready(port, 30).returncode == 0
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        return
    into = target / source.name if target.is_dir() else target
    into.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, into)
