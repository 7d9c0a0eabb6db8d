"""Whoever holds both databases and the names of all keys cannot tell who said what, or who came."""

import base64
import os
import secrets
import subprocess
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from data.services import (
    coding,
    contact_book,
    family_sessions,
    family_themes,
    intake,
    seats,
    summaries,
    transcripts,
)
from data.services.family_themes import ThemeEntry
from data.settings import settings
from data.store import contacts
from data.store import database as store
from tests.data.services.families.groups import (
    LATER,
    Group,
    begun,
    contact,
    held,
    released,
    written,
)

PEOPLE = ("Rosalinda Ocampo-Reyes", "Xiomara Quintanilla", "Wilhelmina Ostrander")
SHORTEST = 6
"""Values of fewer signs, such as "1" or "call", tie nothing to anything."""


@pytest.fixture
def group(database: str) -> Group:
    """Everything that a group leaves behind, in both databases."""
    made = begun()
    for name in PEOPLE:
        intake.ask_to_come(made.plan.id, contact(made.plan, name), once=f"secret of {name}")
    for name, people, words in (("Evening", 4, None), ("Morning", 3, LATER)):
        session = held(made, people=people, name=name)
        released(made, written(made, session, *(() if words is None else (words,))))
        summaries.save_summary(made.team_id, session.id, "guide_barriers", "Waits.", seen=0)
    first, code = made.sessions[0], coding.starting_codes("en")[0].id
    found = transcripts.transcript_of(made.team_id, first.id)
    assert found is not None
    coding.add_coding(made.team_id, found.id, 1, 0, 5, code, seen=found.version)
    (coded,) = coding.codings(made.team_id, found.id)
    coding.save_memo(made.team_id, found.id, coded.id, "Ask again.")
    entry = ThemeEntry("Waits are long.", "got_in_way")
    theme = family_themes.save_theme(made.team_id, made.plan.id, "", entry, seen=0)
    family_themes.support_by_coding(made.team_id, made.plan.id, theme, coded)
    family_themes.propose_quote(
        made.team_id, made.plan.id, theme, coded, words="They never called me back.", scope="team"
    )
    seats.withdraw(made.receipts[first.id][3].card)
    for each in contact_book.open_book(made.team_id, made.plan.id):
        contact_book.set_status(
            made.team_id, made.plan.id, each.id, "came", "Evening", seen=each.version
        )
    return made


def values(url: str) -> Iterator[tuple[str, object]]:
    """Every value of every column of a database, with where it stands."""
    made = create_engine(url)
    with made.connect() as connection:
        if made.dialect.name != "sqlite":
            connection.execute(text("SELECT set_config('common_table.teams', '*', false)"))
        for table in inspect(made).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')).mappings():
                for column, value in row.items():
                    yield f"{table}.{column}", value
    made.dispose()


def written_as(value: object) -> set[bytes]:
    """A value in every form in which it could stand somewhere else."""
    raw = value if isinstance(value, bytes) else str(value).encode()
    forms = {raw}
    if isinstance(value, bytes):
        forms |= {raw.hex().encode(), raw.hex().upper().encode()}
        forms |= {base64.b64encode(raw).rstrip(b"="), base64.urlsafe_b64encode(raw).rstrip(b"=")}
    return {each for each in forms if len(each) >= SHORTEST}


def parts(value: object) -> set[bytes]:
    """The same, with the first half of long bytes, which would tie as well as the whole."""
    forms = written_as(value)
    if isinstance(value, bytes) and len(value) >= 16:
        forms |= written_as(value[:8]) | written_as(value[:16])
    return forms


def test_no_value_stands_in_both_databases_or_in_the_names_of_keys(
    group: Group, home: Path
) -> None:
    vault = [(at, v) for at, v in values(settings().contacts_url) if at.startswith("contact.")]
    words = list(values(settings().database_url))
    assert {at for at, _ in vault} == {
        f"contact.{each}" for each in ("id", "book", "version", "sealed", "destroy_on")
    }
    assert len({value for at, value in vault if at == "contact.id"}) == len(PEOPLE)
    assert {at.partition(".")[0] for at, _ in words} >= {
        *("family_study", "family_session", "family_seat", "family_turn", "family_string"),
        *("family_coding", "family_summary", "family_theme", "family_support", "family_quote"),
        *("family_transcript", "family_destruction", "audit_entry"),
    }
    everything = b"\0".join(form for _, value in words for form in written_as(value))
    shared = {
        at
        for at, value in vault
        if at != "contact.destroy_on" and any(form in everything for form in parts(value))
    }
    assert shared == set()
    names = b"\0".join(each.name.encode() for each in (home / "keys").rglob("*"))
    assert [at for at, value in vault for form in parts(value) if form in names] == []
    book = next(value for at, value in vault if at == "contact.book")
    assert isinstance(book, bytes)
    tied = {each.id for each in group.sessions} | {group.plan.id, group.team_id}
    for each, form in product(tied, (book, book[:16])):
        assert each.encode() not in form
        assert bytes.fromhex(each) not in form


def test_no_name_no_way_to_reach_and_no_word_lies_open_in_any_file(
    group: Group, home: Path, request: pytest.FixtureRequest
) -> None:
    files = [each for each in home.rglob("*") if each.is_file()]
    if not store.is_sqlite():
        server = request.getfixturevalue("postgresql")
        server.run("CHECKPOINT")
        files += [each for each in server.folder.rglob("*") if each.is_file()]
    content = b"\0".join(each.read_bytes() for each in files).lower()
    people = [part for name in PEOPLE for part in name.split()]
    said = ["555-0199", "eleven weeks", "came back when", "off my medicine", "Ask again."]
    cards = [each.card for receipts in group.receipts.values() for each in receipts]
    for each in (*people, *said, *cards):
        assert each.lower().encode() not in content, each


def test_no_table_beside_the_log_knows_what_was_done_to_a_contact(group: Group) -> None:
    about = {
        str(value) for at, value in values(settings().database_url) if at == "audit_entry.about"
    }
    people = {each.id for each in contact_book.open_book(group.team_id, group.plan.id)}
    sitting = {e.id for s in group.sessions for e in family_sessions.seats(group.team_id, s.id)}
    assert group.plan.id in about
    assert not (people | sitting) & about
    kept = [str(value) for _, value in values(settings().database_url)]
    assert [each for each in people for value in kept if each in value] == []


def test_files_of_keys_do_not_tell_when_somebody_sat_down(group: Group, home: Path) -> None:
    folder = home / "keys" / "words"
    for each in group.receipts[group.sessions[1].id]:
        seats.with_card(each.card)
    found = [each.stat() for each in folder.iterdir()]
    assert len(found) > 15
    assert {(each.st_mtime, each.st_atime) for each in found} <= {(0.0, 0.0)}
    changed = [each.st_ctime for each in found]
    os.utime(folder, (0, 0))
    assert max(changed) - min(changed) < 1  # all at the last change of any of them
    assert {each.st_size for each in found} == {32}


def order_of(file: Path) -> tuple[int, str]:
    """The number of a file and when it was made, as the system tells it; "-" where it does not."""
    told = subprocess.run(
        ["stat", "--format", "%w", str(file)], capture_output=True, text=True, check=True
    )
    born = told.stdout.strip()
    return file.stat().st_ino, secrets.token_hex(8) if born == "-" else born


def test_seats_stand_in_no_order_in_which_somebody_came(database: str) -> None:
    """The order of rows, of ids, of numbers and of key files against that of sitting down."""
    made = begun()
    agree = dict.fromkeys(("rows", "ids", "labels", "files", "numbers", "born"), 0)
    rounds, people = 8, 6
    for number in range(rounds):
        session = held(made, people=people, name=f"Session {number}")
        came = [each.id for each in made.seats(session.id)]
        labels = [each.label for each in made.receipts[session.id]]
        rows = [
            str(value)
            for at, value in values(settings().database_url)
            if at == "family_seat.id" and value in came
        ]
        files = [e.stem for e in (settings().keys / "words").iterdir() if e.stem in came]
        agree["rows"] += rows == came
        agree["ids"] += sorted(came) == came
        agree["labels"] += sorted(labels) == labels
        agree["files"] += files == came
        made_in = {each: order_of(settings().keys / "words" / f"{each}.key") for each in came}
        agree["numbers"] += sorted(came, key=lambda each: made_in[each][0]) == came
        agree["born"] += sorted(came, key=lambda each: made_in[each][1]) == came
    assert max(agree.values()) <= 1  # by chance once in 720, each round


def test_the_vault_is_another_database_with_a_connection_of_its_own(group: Group) -> None:
    assert settings().contacts_url != settings().database_url
    assert "contact" not in {at.partition(".")[0] for at, _ in values(settings().database_url)}
    assert not any(at.startswith("family_") for at, _ in values(settings().contacts_url))
    contacts.dispose()
    assert len(contact_book.open_book(group.team_id, group.plan.id)) == len(PEOPLE)
