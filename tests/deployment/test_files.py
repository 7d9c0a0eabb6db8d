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


def test_systemd_finds_that_the_unit_may_do_little(installed: Path) -> None:
    threshold = f"--threshold={EXPOSED_AT_MOST}"
    told = systemd_analyze(
        installed, "security", "--offline=true", threshold, "./common-table@.service"
    )
    assert told.returncode == 0, told.stdout[-300:]


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
