"""The app around the desk, started once for a file of tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages.families.coder.world import Place, running_desk


@pytest.fixture(scope="module")
def desk_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Where the app runs."""
    folder: Path = tmp_path_factory.mktemp("desk")
    with running_desk(folder) as place:
        yield place
