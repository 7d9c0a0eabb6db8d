"""Going on in an empty place, as after a machine was lost."""

import os
from pathlib import Path

import pytest

from data.settings import settings
from data.store import database as store

OTHER = pytest.mark.parametrize(
    "other", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)


def move_to(folder: Path, monkeypatch: pytest.MonkeyPatch, *, database: str | None = None) -> Path:
    """Go on in another home, over another database."""
    store.dispose()
    monkeypatch.setenv("COMMON_TABLE_HOME", str(folder))
    monkeypatch.delenv("COMMON_TABLE_DATABASE_URL", raising=False)
    if database:
        monkeypatch.setenv("COMMON_TABLE_DATABASE_URL", database)
    settings.cache_clear()
    return folder


@pytest.fixture
def go_elsewhere(home: Path, tmp_path: Path, request, monkeypatch):
    """Go on in an empty place of the kind asked for, `sqlite` or `postgresql`."""
    made: list[str] = []

    def go(kind: str) -> Path:
        address = None
        if kind == "postgresql":
            server = request.getfixturevalue("postgresql")
            made.append(f"elsewhere_{os.getpid()}_{len(made)}_{tmp_path.name[-6:].lower()}")
            server.run(f'CREATE DATABASE "{made[-1]}"')
            address = server.text(made[-1])
        return move_to(tmp_path / f"elsewhere {len(made)} {kind}", monkeypatch, database=address)

    yield go
    store.dispose()
    for name in made:
        request.getfixturevalue("postgresql").run(f'DROP DATABASE "{name}" WITH (FORCE)')
