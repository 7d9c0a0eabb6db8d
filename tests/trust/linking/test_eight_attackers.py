"""Eight people with all files in their hands cannot tell who said what, once a wave is closed.

Each attacker's every guess is counted over many waves. Chance pairs one person of each wave; the
bound for the best guess is so high that an honest run fails once in ten million times. That each
attacker works is proved against ways to store answers that are usual and leak.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data.settings import settings
from data.store import database as store
from tests.parts import seed_of_part
from tests.trust.linking.attackers import ATTACKERS
from tests.trust.linking.campaign import Score, campaign, line, linked
from tests.trust.linking.evidence import PostgresqlWatcher, SqliteWatcher, Watcher
from tests.trust.linking.schemes import Careful, Roles, Sealed, Usual

PROVED_BY = {
    "1 SQL on the final database": Usual,
    "2 watched who answered when": Usual,
    "3 system columns, places in files": Careful,
    "4 write-ahead log, free pages": Careful,
    "5 backup every 5 answers": Usual,
    "6 copy after every answer": Careful,
    "7 all logs": Usual,
    "8 list of links, who used them": Usual,
}
NEARLY_ALL = 0.95

MakeWatcher = Callable[[Roles], Watcher]


@pytest.fixture
def watcher(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> MakeWatcher:
    """Somebody who may read every file of this database."""

    def make(roles: Roles) -> Watcher:
        if store.is_sqlite():
            return SqliteWatcher(roles, settings().home / "common_table.db")
        server = request.getfixturevalue("postgresql")
        scratch = tmp_path / "log of the server"
        scratch.mkdir()
        reader = Path(server._server.bin_path) / "pg_waldump"
        return PostgresqlWatcher(roles, server.folder, reader, scratch)

    return make


def _database() -> str:
    return "SQLite" if store.is_sqlite() else "PostgreSQL"


def test_after_close_no_attacker_pairs_more_people_with_their_answers_than_chance(
    make_round, watcher: MakeWatcher
) -> None:
    sealed = Sealed(make_round)
    scores = campaign(sealed, watcher(sealed.roles), people=12, waves=4, seed=1)
    assert linked(scores) == {}
    assert all(score.bound < NEARLY_ALL for score in scores.values())


@pytest.mark.long
@pytest.mark.parametrize("scheme", [Usual, Careful])
def test_each_attacker_links_nearly_everybody_where_answers_are_stored_as_usual(
    database: str, watcher: MakeWatcher, scheme: type[Usual]
) -> None:
    naive = scheme()
    names = [name for name in ATTACKERS if PROVED_BY[name] is scheme]
    scores = campaign(naive, watcher(naive.roles), people=12, waves=3, seed=2, attackers=names)
    assert {name for name, score in scores.items() if score.best < NEARLY_ALL} == set()
    assert set(linked(scores)) == set(names)


@pytest.mark.long
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_without_padding_the_lengths_of_ballots_would_tell(
    make_round, watcher: MakeWatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.sealing.STEP", 1)
    monkeypatch.setattr("data.services.answering._room", lambda _record: 0)
    sealed, name = Sealed(make_round), "6 copy after every answer"
    scores = campaign(sealed, watcher(sealed.roles), people=12, waves=4, seed=3, attackers=[name])
    assert set(linked(scores)) == {name}
    assert scores[name].right.most_common(1)[0][0] == "comments by length"


@pytest.mark.long
@pytest.mark.parametrize("people", [12, 24, 40])
def test_after_close_no_attacker_pairs_more_people_than_chance_in_many_waves(
    make_round, watcher: MakeWatcher, people: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """COMMON_TABLE_LINKING_WAVES raises the number of waves; the table is printed."""
    waves = int(os.environ.get("COMMON_TABLE_LINKING_WAVES", "20"))
    sealed = Sealed(make_round)
    scores = campaign(
        sealed, watcher(sealed.roles), people=people, waves=waves, seed=seed_of_part(people)
    )
    with capsys.disabled():
        _print(scores)
    assert linked(scores) == {}


def _print(scores: dict[str, Score]) -> None:
    sys.stdout.write("\n")
    for name, score in scores.items():
        sys.stdout.write(line(name, score, database=_database()) + "\n")
