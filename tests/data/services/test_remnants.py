"""After close every answer is in one place and no secret in any."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select, text

from data import tokens
from data.services import answering, invitations, waves
from data.store import database as store
from data.tables import metadata
from data.tables.base import table_of
from data.tables.values import Ballot, Draft, Invitation
from tests.data.conftest import make_sheet


def _bytes_under(folder: Path) -> bytes:
    return b"\0\0".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def _canary() -> str:
    return f"canary {tokens.new_row_key().hex()}"


@pytest.fixture
def left(make_round):
    """A closed wave: what was sent, what was only drafted, and every secret there was."""
    made = make_round(kind="code")
    secrets = [*made.secrets, *(secret.replace("-", "") for secret in made.secrets)]
    slips = invitations.reissue_unused(made.wave.id, "link")
    made.secrets = [slip.secret for slip in slips]
    sent, drafted = [], []
    for place, secret in enumerate(made.secrets):
        drafted.append(_canary())
        answering.keep_draft(secret, {"wish": drafted[-1]}, language="en", position=place % 3)
        if place < 20:
            sent.append(_canary())
            made.send(place, make_sheet(place, wish=sent[-1]))
    with store.reading() as connection:
        rows = [
            *connection.execute(select(table_of(Invitation).c.token_hash)).scalars(),
            *connection.execute(select(table_of(Ballot).c.ciphertext)).scalars(),
            *connection.execute(select(table_of(Draft).c.ciphertext)).scalars(),
        ]
    waves.close_wave(made.wave.id)
    return {
        "sent": sent,
        "drafted": drafted,
        "secrets": secrets + made.secrets,
        "rows": [bytes(row)[-32:] for row in rows],
    }


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_each_answer_is_under_the_home_folder_once_and_nothing_else_is(left, home):
    found = _bytes_under(home)
    assert [found.count(canary.encode()) for canary in left["sent"]] == [1] * 20
    assert [canary for canary in left["drafted"] if canary.encode() in found] == []
    assert [secret for secret in left["secrets"] if secret.encode() in found] == []
    assert [row for row in left["rows"] if row in found] == []
    store.dispose()  # and so it stays when the last connection is closed
    found = _bytes_under(home)
    assert [found.count(canary.encode()) for canary in left["sent"]] == [1] * 20


def test_each_answer_is_in_the_tables_once_and_no_secret_is(left, database):
    with store.reading() as connection:
        rows = [
            tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row)
            for table in metadata.tables.values()
            for row in connection.execute(table.select())
        ]
    shown = repr(rows)
    assert [shown.count(canary) for canary in left["sent"]] == [1] * 20
    assert not any(canary in shown for canary in left["drafted"])
    assert not any(secret in shown for secret in left["secrets"])
    cells = [cell for row in rows for cell in row if isinstance(cell, bytes)]
    assert not any(row in cell for row in left["rows"] for cell in cells)


@pytest.mark.postgresql
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_no_draft_and_no_secret_is_in_any_file_of_the_server(left, home, postgresql):
    with store.reading() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar_one()
        number = connection.execute(
            text("SELECT oid FROM pg_database WHERE datname = :name"), {"name": name}
        ).scalar_one()
    never = [*left["drafted"], *left["secrets"]]
    pattern = re.compile("|".join(re.escape(secret) for secret in never).encode())
    for folder in (home, postgresql.folder):
        for file in folder.rglob("*"):
            if file.is_file():
                assert pattern.search(file.read_bytes()) is None, file.name
    tables = _bytes_under(postgresql.folder / "base" / str(number))
    assert [row for row in left["rows"] if row in tables] == []
    assert [tables.count(canary.encode()) for canary in left["sent"]] == [1] * 20


def test_no_log_and_no_message_holds_an_answer_or_a_secret(opened, caplog):
    caplog.set_level("INFO")
    canary, secret = _canary(), opened.secrets[0]
    sheet = make_sheet(0, wish=canary)
    for errand in (
        lambda: answering.keep_draft(secret, sheet, language="en", position=0),
        lambda: answering.keep_answers(secret, sheet | {"q1": 99}),
        lambda: answering.keep_answers(secret, sheet),
        lambda: answering.keep_answers(secret, sheet),
        lambda: answering.open_form(secret),
        lambda: waves.close_wave(opened.wave.id),
        lambda: answering.open_form(secret),
    ):
        try:
            shown = repr(errand())
        except Exception as error:
            shown = repr(error) + str(error)
        assert canary not in shown
        assert secret not in shown
    assert canary not in caplog.text
    assert secret not in caplog.text


def test_a_form_that_ends_up_in_a_log_shows_no_draft(opened):
    canary = _canary()
    answering.keep_draft(opened.secrets[0], {"wish": canary}, language="en", position=0)
    assert canary not in repr(answering.open_form(opened.secrets[0]))
