"""The ways to run the product that are compared: one process, or two behind nginx."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.crowds import Meter
from benchmarks.front import Front
from benchmarks.server import HOST, ROOT, Server, free_port


@dataclass(frozen=True, slots=True)
class Setup:
    """A way to run it, before anything runs.

    Attributes:
        name: in words.
        postgresql: the database is PostgreSQL; SQLite otherwise.
        address: as it stands in links.
        ports: one for each process.
        front: nginx before them, None when people come to the only process itself.
    """

    name: str
    postgresql: bool
    address: str
    ports: tuple[int, ...]
    front: Front | None = None

    @property
    def place(self) -> str:
        """Where the address is on this machine."""
        return self.address if self.front is None else f"https://{HOST}:{self.front.port}"


@dataclass(frozen=True, slots=True)
class Running:
    """What runs; the database is not counted."""

    servers: tuple[Server, ...]
    front: Front | None

    @property
    def meter(self) -> Meter:
        """What the processes of the app use together."""
        return Meter(
            cpu_seconds=lambda: sum(server.cpu_seconds() for server in self.servers),
            memory_bytes=lambda: sum(server.memory_bytes() for server in self.servers),
        )

    def proxy_cpu_seconds(self) -> float:
        """What nginx has used; nothing where there is none."""
        return 0.0 if self.front is None else self.front.cpu_seconds()


def one_process() -> Setup:
    """A laptop: one process over SQLite, without a proxy."""
    port = free_port()
    return Setup(
        name="one process, SQLite",
        postgresql=False,
        address=f"http://{HOST}:{port}",
        ports=(port,),
    )


def two_processes(folder: Path) -> Setup:
    """A server: two processes over PostgreSQL behind nginx, with TLS."""
    ports = (free_port(), free_port())
    front = Front(folder, behind=ports)
    return Setup(
        name="two processes, nginx, PostgreSQL",
        postgresql=True,
        address=front.address,
        ports=ports,
        front=front,
    )


@contextmanager
def running(setup: Setup, environment: Mapping[str, str], folder: Path) -> Iterator[Running]:
    """All of it, started one after another and ended together.

    Raises:
        CouldNotRun: something did not start.
    """
    with ExitStack() as stack:
        servers = tuple(
            stack.enter_context(
                Server(
                    folder=ROOT,
                    entry="streamlit_app.py",
                    port=port,
                    environment=environment,
                    log=folder / f"server{port}.log",
                )
            )
            for port in setup.ports
        )
        if setup.front is not None:
            stack.enter_context(setup.front)
        yield Running(servers=servers, front=setup.front)
