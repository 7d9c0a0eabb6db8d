"""Two teams with a row in every table, and a database whose owner is no superuser."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from data.settings import settings
from data.store import database as store
from tests.isolation.world import MINE, THEIRS, fill

ROLE = "plain_owner"
PLAIN = "common_table_plain"


@pytest.fixture(scope="session")
def plain_template(postgresql, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two teams in a database whose owner row-level security holds."""
    postgresql.run(f"CREATE ROLE {ROLE} LOGIN")
    postgresql.run(f"CREATE DATABASE {PLAIN} OWNER {ROLE}")
    with pytest.MonkeyPatch.context() as patch:
        _point_to(patch, _url(postgresql, PLAIN), home=tmp_path_factory.mktemp("plain"))
        store.upgrade()
        fill((MINE, THEIRS))
        store.dispose()
    settings.cache_clear()
    return PLAIN


@pytest.fixture
def plain_postgresql(home, postgresql, plain_template, monkeypatch) -> Iterator[str]:
    """A copy of it, reached as that owner."""
    name = f"plain_{uuid4().hex}"
    postgresql.run(f"CREATE DATABASE {name} TEMPLATE {plain_template} OWNER {ROLE}")
    _point_to(monkeypatch, _url(postgresql, name), home=home)
    yield settings().database_url
    store.dispose()
    postgresql.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)],
)
def two_teams(request: pytest.FixtureRequest) -> str:
    """Each database in turn, with all rows of two teams."""
    url = request.getfixturevalue(f"{request.param}_database")
    fill((MINE, THEIRS))
    return url


def _url(postgresql, name: str) -> str:
    url = postgresql.url(name).set(username=ROLE, password=None)
    return url.render_as_string(hide_password=False)


def _point_to(patch: pytest.MonkeyPatch, url: str, *, home: Path) -> None:
    patch.setenv("COMMON_TABLE_HOME", str(home))
    patch.setenv("COMMON_TABLE_DATABASE_URL", url)
    settings.cache_clear()
