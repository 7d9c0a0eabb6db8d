"""Whatever goes wrong, no log holds an answer, a link, a code or anybody's address."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.server import HOST, ROOT, Server, free_port
from data.services import invitations
from data.settings import PUBLIC_URL, settings
from data.store import database as store
from tests.pages.respond import questionnaires
from tests.pages.respond.opening import open_wave
from tests.running import RunningApp
from tests.trust.killing.questionnaire import open_wave as short_wave
from tests.trust.traces.canary import CANARY
from tests.trust.traces.errors import CELL, FROM, KINDS, Visit, broken_json, locked

BY_DAY = 4
"""Every so many kinds of errors is forced by day."""
STARTED = re.compile(r"Common Table is at http://127\.0\.0\.1:\d+\n")


@pytest.fixture
def visit(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    """Somebody with a link to the app that has faults in it."""
    port, log = free_port(), tmp_path / "server.log"
    monkeypatch.setenv(PUBLIC_URL, f"http://{HOST}:{port}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    settings.cache_clear()
    link = open_wave(questionnaires.edition()).take()
    monkeypatch.setenv("COMMON_TABLE_LINK", link)
    entry = "tests/trust/traces/faulty_app.py"
    server = Server(folder=ROOT, entry=entry, port=port, environment={}, log=log)
    with server:
        app = RunningApp(server, log)
        yield Visit(app, link, app.staff_token(), short_wave(12))


def _check_the_logs(visit: Visit, *folders: Path) -> None:
    """Everything that was printed, and every file, where answers are under seal."""
    found = STARTED.sub("", visit.app.printed)
    secrets = (visit.link, CANARY, CANARY.upper(), CELL, visit.token, FROM, "Traceback")
    assert [secret for secret in secrets if secret in found] == []
    assert not re.search(r"\d+\.\d+\.\d+\.\d+", found)  # nobody's address at all
    for file in (file for folder in folders for file in folder.rglob("*") if file.is_file()):
        content = file.read_bytes()
        assert CANARY.encode() not in content, file.name
        assert visit.link.encode() not in content, file.name


@pytest.mark.long
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_more_than_twenty_kinds_of_errors_put_no_answer_no_link_and_no_address_into_a_log(
    visit: Visit, home: Path
) -> None:
    for name, (force, _) in KINDS.items():
        visit.statuses[name] = force(visit)
    assert visit.statuses == {name: expected for name, (_, expected) in KINDS.items()}
    assert len(KINDS) > 20
    assert "Broken" in visit.app.printed  # faults were met, and are told by their kind alone
    for counted in (
        "a host that is not ours",
        "posts to staff pages",
        "a name that has no account",
    ):
        assert counted in visit.app.printed  # as numbers, when the process ended
    _check_the_logs(visit, home)
    assert invitations.find(visit.link) is not None


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_some_kinds_of_errors_put_no_answer_no_link_and_no_address_into_a_log(
    visit: Visit, home: Path
) -> None:
    names = list(KINDS)[::BY_DAY]
    for name in names:
        visit.statuses[name] = KINDS[name][0](visit)
    assert visit.statuses == {name: KINDS[name][1] for name in names}
    _check_the_logs(visit, home)


@pytest.mark.long
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_was_mended_in_the_database_is_seen_at_once(visit: Visit) -> None:
    assert visit.ask("/answer") == 200
    assert broken_json(visit) == 500
    assert [visit.ask("/answer") for _ in range(3)] == [200] * 3


@pytest.mark.long
def test_neither_do_they_where_the_database_writes_a_log_of_its_own_or_is_locked(
    visit: Visit, home: Path, request: pytest.FixtureRequest
) -> None:
    for name, (force, _) in KINDS.items():
        visit.statuses[name] = force(visit)
    visit.statuses["locked"] = locked(visit)
    expected = {name: wanted for name, (_, wanted) in KINDS.items()}
    assert visit.statuses == expected | {"locked": 503}
    _check_the_logs(visit, home)
    if not store.is_sqlite():
        said = (request.getfixturevalue("postgresql").folder / "log").read_text(errors="replace")
        assert CANARY not in said
        assert visit.link not in said
