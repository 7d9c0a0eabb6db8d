"""One server process: start it, ask what it costs, end it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import psutil

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"

_START_SECONDS = 90.0
_STOP_SECONDS = 15.0
_DIRECTLY = build_opener(ProxyHandler({}))


class CouldNotRun(RuntimeError):
    """Something the benchmark needs is not there; the message says what."""


def end(process: psutil.Popen | None) -> None:
    """End a process if it runs, politely first."""
    if process is None or process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except psutil.TimeoutExpired:
        process.kill()
        process.wait(_STOP_SECONDS)


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Server:
    """A Streamlit server on the loopback address, ended when the block is left."""

    def __init__(
        self, *, folder: Path, entry: str, port: int, environment: Mapping[str, str], log: Path
    ) -> None:
        """Say what to start; entering the block starts it.

        Args:
            folder: where it runs; its `.streamlit/config.toml` counts.
            entry: the script, as seen from there.
            environment: added to that of this process.
            log: where its output goes.
        """
        self.address = f"http://{HOST}:{port}"
        self.port = port
        self._folder = folder
        self._entry = entry
        self._environment = {**os.environ, **environment}
        self._log = log
        self._process: psutil.Popen | None = None
        self.seconds_to_ready = 0.0

    def __enter__(self) -> Self:
        began = time.perf_counter()
        command = [sys.executable, "-m", "streamlit", "run", self._entry]
        options = ["--server.address", HOST, "--server.port", str(self.port)]
        with self._log.open("ab") as log:
            self._process = psutil.Popen(
                [*command, *options],
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            self._wait_until_ready(began + _START_SECONDS)
        except BaseException:
            self.stop()
            raise
        self.seconds_to_ready = time.perf_counter() - began
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def is_up(self) -> bool:
        """The process runs."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._running().pid

    def cpu_seconds(self) -> float:
        """User and system time of the server and its children so far."""
        return sum(sum(each.cpu_times()[:2]) for each in self._family())

    def memory_bytes(self) -> int:
        """Memory held by the server and its children now."""
        return sum(each.memory_info().rss for each in self._family())

    def stop(self) -> None:
        """End the process, politely first."""
        end(self._process)

    def drain(self) -> int:
        """Ask it to finish what it has begun and to end.

        Returns:
            Its exit status; that of a signal is negative, as always.

        Raises:
            psutil.TimeoutExpired: it did not end in time.
        """
        process = self._running()
        process.terminate()
        return process.wait(_STOP_SECONDS)

    def kill(self) -> None:
        """End the process without a warning, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(_STOP_SECONDS)

    def last_words(self, lines: int = 15) -> str:
        """The end of what it printed."""
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-lines:])

    def _running(self) -> psutil.Popen:
        if self._process is None or self._process.poll() is not None:
            status = None if self._process is None else self._process.returncode
            raise CouldNotRun(
                f"The server has ended with status {status}. Its last words:\n{self.last_words()}"
            )
        return self._process

    def _family(self) -> list[psutil.Process]:
        running = self._running()
        return [running, *running.children(recursive=True)]

    def _wait_until_ready(self, deadline: float) -> None:
        while time.perf_counter() < deadline:
            self._running()
            try:
                with _DIRECTLY.open(f"{self.address}/_stcore/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (URLError, OSError):
                pass
            time.sleep(0.1)
        raise CouldNotRun(
            f"The server was not ready within {_START_SECONDS:.0f} s. Its last words:\n"
            f"{self.last_words()}"
        )
