"""Open waves with seats, over HTTP on both databases and in a browser on one."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.settings import settings
from data.store import database as store
from tests.pages.respond import questionnaires
from tests.pages.respond.opening import MANY, Seats, open_wave
from tests.pages.respond.visiting import Visitor
from tests.running import RunningApp


@pytest.fixture(scope="module")
def one_home(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Seats]]:
    """One database for all tests of a file, in which waves can be opened."""
    home = tmp_path_factory.mktemp("one") / "home"
    home.mkdir(mode=0o700)
    shutil.copy(sqlite_template, home / "common_table.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMMON_TABLE_HOME", str(home))
        patch.delenv("COMMON_TABLE_DATABASE_URL", raising=False)
        patch.delenv("COMMON_TABLE_PUBLIC_URL", raising=False)
        settings.cache_clear()
        yield open_wave
        store.dispose()
    settings.cache_clear()


@pytest.fixture(scope="module")
def shared_seats(one_home: Callable[..., Seats]) -> Seats:
    """An open wave that asks every kind of item, with seats for all tests of a file."""
    return one_home(questionnaires.edition(), roster=MANY)


@pytest.fixture
def seats(shared_seats: Seats) -> Seats:
    """The same; what came before this test does not count as new."""
    shared_seats.new_sheets()
    return shared_seats


@pytest.fixture
def own_seats(database: str) -> Seats:
    """The same with nobody in it but this test, on each database in turn."""
    return open_wave(questionnaires.edition())


@pytest.fixture
def visitor() -> Visitor:
    """Somebody whose browser prefers English."""
    return Visitor()


@pytest.fixture(scope="module")
def served(shared_app: RunningApp) -> dict[str, Seats]:
    """Waves that the running app serves: every kind, and two that come with Common Table."""
    return {
        "every_kind": open_wave(questionnaires.edition(), roster=MANY),
        "values_open": open_wave("values_open", roster=MANY),
        "capacity_open": open_wave("capacity_open", roster=MANY),
        "codes": open_wave("values_open", kind="code"),
    }
