"""nginx, alone with small servers, and in front of the whole product."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.front import NAME, Front
from benchmarks.server import HOST
from tests.conftest import TEMPLATE, PostgreSQL
from tests.deployment.deployed import Deployment, deployed
from tests.deployment.proxied import Behind, behind, require_nginx
from tests.running import DESK, chromium_path


@pytest.fixture
def two_behind() -> Iterator[tuple[Behind, Behind]]:
    """Two small servers that say what reached them."""
    with behind() as first, behind() as second:
        yield first, second


@pytest.fixture
def front(two_behind: tuple[Behind, Behind], tmp_path: Path) -> Iterator[Front]:
    """nginx as it is shipped, before the two."""
    require_nginx()
    with Front(tmp_path / "nginx", behind=[each.port for each in two_behind]) as running:
        yield running


@pytest.fixture(scope="module")
def deployment(
    postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployment]:
    """Two processes, PostgreSQL and nginx, for all tests of a file."""
    database = f"deployed_{uuid4().hex}"
    postgresql.run(f"CREATE DATABASE {database} TEMPLATE {TEMPLATE}")
    with deployed(postgresql, tmp_path_factory.mktemp("deployed"), database=database) as running:
        yield running
    postgresql.run(f"DROP DATABASE {database} WITH (FORCE)")


@pytest.fixture(scope="module")
def browser_outside(chromium: Browser) -> Iterator[Callable[[], Page]]:
    """Pages in a Chromium that knows where the deployment's name is."""
    rules = f"MAP {NAME} {HOST}, MAP * ~NOTFOUND, EXCLUDE {HOST}"
    options = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
    browser = chromium.browser_type.launch(
        executable_path=chromium_path(), args=[*options, f"--host-resolver-rules={rules}"]
    )

    def make() -> Page:
        context = browser.new_context(viewport=DESK, ignore_https_errors=True)
        context.set_default_timeout(60_000)
        return context.new_page()

    yield make
    browser.close()
