"""What the guide tells people to type does what it says."""

import re

import pytest

from benchmarks.server import ROOT
from data.cli import main
from data.services import doctor_database
from data.store import database as store
from tests.conftest import PostgreSQL

GUIDE = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")


def complaints() -> list[str]:
    """Settings of the server that are to be changed, but for those that its making decides."""
    wanted = [each for each in doctor_database.SERVER_SETTINGS if not each.at_creation]
    return [each.name for each in wanted if not each.look().ok]


@pytest.mark.postgresql
def test_a_postgresql_as_it_comes_has_a_good_log_after_the_lines_of_the_guide(
    postgresql_database: str, postgresql: PostgreSQL
) -> None:
    lines = dict(re.findall(r'-c "(ALTER DATABASE common_table SET (\w+) = [^"]*)"', GUIDE))
    assert complaints() == list(lines.values())
    name = store.engine().url.database
    for line in lines:
        postgresql.run(line.replace("common_table", str(name)))
    store.dispose()  # as a restart does
    assert complaints() == []


def test_every_command_of_the_guide_is_one_that_there_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    on_a_server = re.findall(r"^deploy/common-table (\S+)", GUIDE, re.MULTILINE)
    in_a_container = re.findall(r"common-table.* python -m data (\S+)", GUIDE)
    assert {"doctor", "backup", "restore", "account", "audit-log"} == set(on_a_server)
    assert set(in_a_container) == set(on_a_server)
    for command in set(on_a_server):
        assert main([command, "--help"]) == 0
    assert "usage: common-table backup" in capsys.readouterr().out
