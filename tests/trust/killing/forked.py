"""The respondents' addresses served by a process that starts in a moment, to be killed often.

The routes, the guard around them and everything below are the product's; only Streamlit, which
serves no respondent, is left out.
"""

import multiprocessing
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from data.settings import DATABASE_URL, HOME, PUBLIC_URL, settings

HOST = "127.0.0.1"
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(
    ["tests.data.errands", "pages.respond.routes", "pages.shell.security", "uvicorn"]
)


class Forked:
    """A server on a port of its own that can be killed and started again."""

    def __init__(self, port: int, log: Path) -> None:
        self._port, self._log = port, log
        self._process: Any = None

    def start(self) -> None:
        """Serve with the settings of this process; ready when this returns."""
        names = (HOME, DATABASE_URL)
        environment = {name: os.environ[name] for name in names if name in os.environ}
        environment[PUBLIC_URL] = f"http://{HOST}:{self._port}"
        started, self._process = _processes.Event(), None
        self._process = _processes.Process(
            target=_serve, args=(self._port, environment, str(self._log), started), daemon=True
        )
        self._process.start()
        assert started.wait(60), self._log.read_text(errors="replace")

    def kill(self) -> None:
        """End it without a warning."""
        if self._process is not None:
            self._process.kill()
            self._process.join()


def _serve(port: int, environment: Mapping[str, str], log: str, started: Any) -> None:
    import uvicorn
    from starlette.applications import Starlette
    from starlette.middleware import Middleware

    from pages.respond.routes import routes
    from pages.shell.logs import keep_texts_out
    from pages.shell.security import Guard

    os.environ.pop(DATABASE_URL, None)
    os.environ.update(environment)
    settings.cache_clear()
    descriptor = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    os.dup2(descriptor, sys.stdout.fileno())
    os.dup2(descriptor, sys.stderr.fileno())
    keep_texts_out()

    app = Starlette(routes=routes, middleware=[Middleware(Guard)])
    config = uvicorn.Config(app, host=HOST, port=port, log_level="warning", access_log=False)
    server = uvicorn.Server(config)
    begin = server.startup

    async def startup(sockets: Any = None) -> None:
        await begin(sockets)
        started.set()

    server.startup = startup  # type: ignore[method-assign]
    server.run()
