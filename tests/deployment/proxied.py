"""nginx as it is shipped, and small servers behind it that say what reached them."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import httpx2 as httpx
import pytest

from benchmarks.front import NAME, Front, nginx_path
from benchmarks.server import HOST


def require_nginx() -> None:
    """Without nginx the test is skipped, and fails where CI=true."""
    if nginx_path() is not None:
        return
    told = "no nginx on this machine: install Debian's nginx-light"
    if os.environ.get("CI") == "true":
        pytest.fail(told)
    pytest.skip(told)


@dataclass
class Behind:
    """A server behind nginx; it tells in its answer what came.

    Attributes:
        breaks: it takes whatever comes and hangs up without an answer.
        taken: method and path of everything that came.
        answer: what it says after that; nothing for what came itself.
    """

    server: ThreadingHTTPServer
    breaks: bool = False
    answer: bytes = b""
    taken: list[tuple[str, str]] = field(default_factory=list)

    @property
    def port(self) -> int:
        """Where it listens."""
        return self.server.server_address[1]

    def stop(self) -> None:
        """From now on its port refuses."""
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def behind() -> Iterator[Behind]:
    """One such server in a thread of its own."""

    class Telling(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self._body()
            standing.taken.append((self.command, self.path))
            if standing.breaks:
                self.close_connection = True
                return
            told = {
                "port": standing.port,
                "method": self.command,
                "path": self.path,
                "headers": {name.lower(): value for name, value in self.headers.items()},
                "length": len(body),
            }
            content = standing.answer or json.dumps(told).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Strict-Transport-Security", "max-age=31536000")
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET  # noqa: N815 - the base class wants these names

        def _body(self) -> bytes:
            if self.headers.get("Transfer-Encoding") != "chunked":
                return self.rfile.read(int(self.headers.get("Content-Length", "0")))
            body = b""
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return body

        def log_message(self, *arguments: Any) -> None:
            """The test does not listen to it."""

    standing = Behind(ThreadingHTTPServer((HOST, 0), Telling))
    standing.server.daemon_threads = True
    thread = threading.Thread(target=standing.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield standing
    finally:
        with suppress(OSError):
            standing.stop()
        thread.join()


@contextmanager
def browser_at(front: Front, *, source: str = "127.0.0.7") -> Iterator[httpx.Client]:
    """A client that knows where the name is, takes its certificate only, and keeps cookies."""

    def named(request: httpx.Request) -> None:
        request.headers["Host"] = urlsplit(front.address).netloc
        request.extensions["sni_hostname"] = NAME

    transport = httpx.HTTPTransport(verify=front.trust(), local_address=source)
    with httpx.Client(
        base_url=f"https://{HOST}:{front.port}",
        transport=transport,
        event_hooks={"request": [named]},
        headers={"Origin": front.address},
        timeout=60,
        trust_env=False,
    ) as client:
        yield client
