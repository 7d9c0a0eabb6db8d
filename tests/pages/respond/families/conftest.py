"""A home for all tests of a file, parents, and family groups."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.family_views import SessionView
from tests.data.services.families.groups import Group, begun
from tests.pages.respond.families.parents import Parent, home_of, opened


@pytest.fixture(scope="module")
def own_home(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One home for all tests of a file."""
    with home_of(sqlite_template, tmp_path_factory.mktemp("families")) as made:
        yield made


@pytest.fixture
def group(own_home: Path) -> Group:
    """A plan that people can answer to, in both languages."""
    return begun(languages=["en", "es"])


@pytest.fixture
def address(group: Group) -> str:
    """Where its intake is."""
    return f"/family/{group.plan.id}"


@pytest.fixture
def session(group: Group) -> SessionView:
    """A session of it in which seats are taken."""
    return opened(group)


@pytest.fixture
def door(session: SessionView) -> str:
    """Where its seats are taken."""
    return f"/seat/{session.id}"


@pytest.fixture
def parent() -> Parent:
    """Somebody whose phone prefers English."""
    return Parent()
