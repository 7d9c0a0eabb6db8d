"""Each check of a deployment says that all is well where it is, and what to change where not."""

import shutil
from collections import namedtuple
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import delete, text, update

from data.keyring import destroy_wave_key, keep_wave_key
from data.sealing import new_wave_key
from data.services import (
    doctor,
    doctor_database,
    doctor_families,
    doctor_machine,
    doctor_waves,
    intake,
    start,
    steady_days,
)
from data.services.errors import StorageError
from data.services.findings import Finding
from data.settings import settings
from data.store import database as store
from data.store import health
from data.tables.base import table_of
from data.tables.people import Team
from data.tables.values import Wave
from tests.data.services.families.groups import begun, contact, held, written
from tests.durability.filling import fill_every_table

Usage = namedtuple("Usage", "total used free")
GOOD_SERVER = {wanted.name: wanted.right[0] for wanted in doctor_database.SERVER_SETTINGS}


def found(check, *words: str) -> Finding:
    """What a check says; it says change, in these words."""
    finding = check()
    assert not finding.ok
    for word in words:
        assert word in finding.told, finding.told
    return finding


def test_a_new_installation_is_well_but_for_nothing(home: Path) -> None:
    start.prepare()
    wrong = [(name, finding.told) for name, finding in doctor.examine() if not finding.ok]
    assert wrong == []


def test_looking_at_a_place_where_nothing_is_makes_nothing(home: Path) -> None:
    wrong = {name for name, finding in doctor.examine() if not finding.ok}
    assert wrong == {"home folder", "folder of keys", "pepper", "database"}
    assert not home.exists()


def test_every_check_has_a_name_of_its_own_and_needs_what_comes_before_it() -> None:
    names = [check.name for check in doctor.CHECKS]
    assert len(set(names)) == len(names)
    for place, check in enumerate(doctor.CHECKS):
        assert check.needs in {"nothing", "sqlite", "postgresql", *names[:place]}


def test_an_older_python_is_to_be_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor.python().ok
    monkeypatch.setattr(doctor, "_OLDEST_PYTHON", (99, 0))
    found(doctor.python, "install 3.11 or newer")


def test_a_setting_that_cannot_work_is_told_and_nothing_else_is_looked_at(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert doctor.environment().ok
    monkeypatch.setenv("COMMON_TABLE_DATABASE_URL", "mysql://me:sesame@there/table")
    settings.cache_clear()
    told = dict(doctor.examine())
    assert set(told) == {"python", "parts of others", "settings"}
    assert "takes sqlite:////FOLDER/FILE" in told["settings"].told
    assert "sesame" not in told["settings"].told


@pytest.mark.parametrize(
    ("address", "ok"),
    [
        ("http://127.0.0.1:8501", True),
        ("https://table.example.org", True),
        ("http://table.example.org", False),
    ],
)
def test_people_elsewhere_come_by_an_encrypted_address(home, monkeypatch, address, ok) -> None:
    monkeypatch.setenv("COMMON_TABLE_PUBLIC_URL", address)
    settings.cache_clear()
    finding = doctor_machine.public_address()
    assert finding.ok == ok
    assert address in finding.told
    assert ok or "https://" in finding.told


def test_folders_and_files_that_others_may_read_are_told_with_the_command(home: Path) -> None:
    start.prepare()
    assert doctor_machine.home_folder().ok
    home.chmod(0o755)
    (home / "keys").chmod(0o750)
    (home / "keys" / "pepper").chmod(0o644)
    (home / "common_table.db").chmod(0o640)
    found(doctor_machine.home_folder, "0755", f"chmod 700 {home}")
    found(doctor_machine.folder_of_keys, "0750", f"chmod 700 {home / 'keys'}")
    found(doctor_machine.files_of_keys, "pepper", "0644", "chmod 600")
    found(doctor_database.file_mode, "0640", "chmod 600")


def test_a_pepper_that_is_gone_or_cut_off_is_told(home: Path) -> None:
    start.prepare()
    assert doctor_machine.pepper().ok
    (home / "keys" / "pepper").write_bytes(b"short")
    found(doctor_machine.pepper, "5 bytes, not 32")
    (home / "keys" / "pepper").unlink()
    found(doctor_machine.pepper, "is not there; put it back")


def test_a_disk_that_is_nearly_full_is_told(sqlite_database, home, monkeypatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(9e9, 0, 300_000_000))
    assert doctor_machine.disk_space().ok
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(9e9, 0, 150_000_000))
    found(doctor_machine.disk_space, "150 MB free", "200 MB at least")


def test_a_database_at_an_older_schema_is_told_and_not_changed(database) -> None:
    assert doctor_database.schema().ok
    store.downgrade("0001")
    found(doctor_database.schema, "it is at 0001", "common-table migrate")
    assert store.revision() == "0001"
    names = {name for name, _ in doctor.examine()}
    assert "schema" in names
    assert "clock" not in names


def test_a_database_of_a_newer_program_is_told_to_be_one(database) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    finding = found(
        doctor_database.schema, "schema 9999", "knows 0001 to", "Install the version that made it"
    )
    assert "migrate" not in finding.told


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("CREATE TABLE extra (id INTEGER PRIMARY KEY)", "table extra is unknown to the program"),
        ("ALTER TABLE team ADD COLUMN extra INTEGER", "column team.extra is unknown to the"),
        ("ALTER TABLE team DROP COLUMN jurisdiction", "column team.jurisdiction is missing"),
        ("DROP TABLE wrong_codes", "table wrong_codes is missing"),
    ],
)
def test_a_database_that_somebody_changed_by_hand_is_told_with_what_differs(
    database, statement: str, told: str
) -> None:
    with store.writing() as connection:
        connection.execute(text(statement))
    found(doctor_database.schema, told, "common-table restore FILE")


def test_a_file_with_a_damaged_page_is_told_with_the_way_to_mend_it(sqlite_database, home) -> None:
    fill_every_table()
    assert doctor_database.content().ok
    with store.reading() as connection:
        root = text("SELECT rootpage FROM sqlite_schema WHERE name = 'team'")
        page = connection.execute(root).scalar_one()
    store.dispose()
    file = home / "common_table.db"
    with file.open("r+b") as written:
        written.seek((page - 1) * 4096)
        written.write(b"x" * 64)
    told = dict(doctor.examine())
    assert not told["content of the file"].ok
    for words in (str(file), "is damaged", "move the file away", "common-table restore FILE"):
        assert words in told["content of the file"].told


def test_an_index_that_does_not_fit_its_table_is_told(sqlite_database) -> None:
    fill_every_table()
    with store.writing() as connection:
        connection.execute(text("CREATE INDEX odd ON team (name)"))
        connection.execute(text("PRAGMA writable_schema = ON"))
        connection.execute(
            text("UPDATE sqlite_schema SET sql = 'CREATE INDEX odd ON team (id)' WHERE name='odd'")
        )
    store.dispose()
    found(doctor_database.content, "is damaged")


def test_rows_that_point_to_nothing_are_told(database) -> None:
    fill_every_table()
    assert doctor_database.links().ok
    with store.writing(foreign_keys=False) as connection:
        if not store.is_sqlite():
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(delete(table_of(Team)))
    found(doctor_database.links, "3 rows of table 'agency' point to nothing")


def test_files_of_another_owner_are_told_with_the_command(home, monkeypatch) -> None:
    start.prepare()
    (home / "audit-anchors.txt").write_text("")
    assert steady_days.believed()
    assert doctor_machine.owners().ok
    keys = home / "keys"
    lists = {home / "audit-anchors.txt", home / "last-day.txt"}
    others = {home / "common_table.db", keys, keys / "pepper", *lists}
    for odd in others:
        monkeypatch.setattr(
            doctor_machine, "owner", lambda path, odd=odd: "root" if path == odd else "table"
        )
        finding = found(doctor_machine.owners, f"{odd} belongs to root", f"{home} to table")
        assert finding.told.endswith(f": chown table {odd}")
    monkeypatch.setattr(doctor_machine, "owner", lambda path: "root" if path in others else "table")
    (_, command) = doctor_machine.owners().told.split(": chown table ")
    assert set(command.split(" ")) == {str(each) for each in others}


def test_an_owner_without_a_name_is_a_number(tmp_path, monkeypatch) -> None:
    def nameless(_path: Path) -> str:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr(Path, "owner", nameless)
    assert doctor_machine.owner(tmp_path) == str(tmp_path.stat().st_uid)


def test_a_server_that_does_not_answer_is_one_finding(home, monkeypatch) -> None:
    address = "postgresql://me:sesame@127.0.0.1:1/table"
    monkeypatch.setenv("COMMON_TABLE_DATABASE_URL", address)
    settings.cache_clear()
    told = dict(doctor.examine())
    assert list(told)[-1] == "database"
    assert not told["database"].ok
    assert "sesame" not in told["database"].told
    assert "The database 'table' at 127.0.0.1, port 1," in told["database"].told
    assert "COMMON_TABLE_DATABASE_URL" in told["database"].told


def test_a_folder_that_cannot_be_looked_into_is_one_finding(home, monkeypatch) -> None:
    def refuse() -> Finding:
        raise PermissionError(13, "Permission denied", str(home))

    check = replace(doctor.CHECKS[0], look=refuse)
    monkeypatch.setattr(doctor, "CHECKS", (check,))
    assert [finding.told for _, finding in doctor.examine()] == [
        f"{home} cannot be looked at: Permission denied."
    ]


@pytest.mark.parametrize("wanted", doctor_database.SQLITE_SETTINGS, ids=lambda each: each.name)
def test_each_setting_of_sqlite_is_in_force_and_told_where_it_is_not(
    sqlite_database, monkeypatch, wanted
) -> None:
    assert wanted.look() == Finding(ok=True, told=wanted.right)
    monkeypatch.setattr(health, "pragmas", lambda names: dict.fromkeys(names, "other"))
    found(wanted.look, f"is other and should be {wanted.right}: {wanted.why}")


@pytest.mark.parametrize("wanted", doctor_database.SERVER_SETTINGS, ids=lambda each: each.name)
def test_each_setting_of_a_server_is_well_or_told_with_the_way_to_change_it(
    monkeypatch, wanted
) -> None:
    monkeypatch.setattr(health, "server_settings", lambda _names: GOOD_SERVER)
    assert wanted.look().ok
    monkeypatch.setattr(health, "server_settings", lambda names: dict.fromkeys(names, "other"))
    way = "pg_checksums --enable" if wanted.at_creation else f"ALTER SYSTEM SET {wanted.name}"
    found(wanted.look, f"is other and should be {wanted.right[0]}", way)
    monkeypatch.setattr(health, "server_settings", lambda _names: {})
    assert wanted.look().ok  # an older server that has no such setting


@pytest.mark.postgresql
def test_settings_of_a_real_server_are_read_as_they_are_in_force(
    postgresql_database, postgresql
) -> None:
    wanted = {each.name: each for each in doctor_database.SERVER_SETTINGS}
    name = postgresql_database.rsplit("/", 1)[1].split("?")[0]
    for setting in ("log_statement", "log_min_duration_statement", "fsync"):
        assert wanted[setting].look().ok
    postgresql.run(f"ALTER DATABASE {name} SET log_statement = 'all'")
    postgresql.run(f"ALTER DATABASE {name} SET log_min_duration_statement = 0")
    store.dispose()
    found(wanted["log_statement"].look, "it is all and should be none")
    found(wanted["log_min_duration_statement"].look, "it is 0 and should be -1")
    assert set(health.server_settings(wanted)) == set(wanted)  # it knows each of them


@pytest.mark.postgresql
def test_a_superuser_and_one_who_passes_walls_are_told_and_a_plain_user_is_well(
    postgresql_database, postgresql, monkeypatch
) -> None:
    found(doctor_database.user, "is a superuser", "Make a plain user")
    role = f"plain_{uuid4().hex}"
    postgresql.run(f"CREATE ROLE {role} LOGIN")
    try:
        address = settings().database_url.replace("postgres:@", f"{role}:@")
        assert role in address
        monkeypatch.setenv("COMMON_TABLE_DATABASE_URL", address)
        store.dispose()
        settings.cache_clear()
        assert doctor_database.user().ok
        postgresql.run(f"ALTER ROLE {role} BYPASSRLS")
        found(doctor_database.user, "has BYPASSRLS")
    finally:
        store.dispose()
        postgresql.run(f"DROP ROLE {role}")


def test_an_open_wave_without_its_key_or_with_another_is_told(opened) -> None:
    assert doctor_waves.keys() == Finding(ok=True, told="1, all there.")
    keep_wave_key(opened.wave.id, new_wave_key())
    found(doctor_waves.keys, opened.wave.id, "another one than it was opened with")
    destroy_wave_key(opened.wave.id)
    found(doctor_waves.keys, opened.wave.id, "nobody can answer it", f"{opened.wave.id}.key back")


def test_a_close_that_was_cut_off_is_told_with_the_way_to_go_on(opened) -> None:
    assert doctor_waves.closes().ok
    with store.writing() as connection:
        connection.execute(update(table_of(Wave)).values(state="closing"))
    found(doctor_waves.closes, f"common-table wave close {opened.wave.id}")


def test_a_clock_before_what_has_happened_already_is_told(opened, monkeypatch) -> None:
    assert doctor_waves.clock().ok
    monkeypatch.setattr(doctor_waves, "today", lambda: date(2020, 1, 1))
    found(doctor_waves.clock, "2020-01-01", "before this program")
    day = opened.wave.opened_on
    monkeypatch.setattr(doctor_waves, "today", lambda: date.fromordinal(day.toordinal() - 1))
    found(doctor_waves.clock, f"opened on {day.isoformat()} already")


def test_a_clock_before_the_last_entry_of_the_log_is_told(database, monkeypatch) -> None:
    then = int(datetime(2027, 5, 6, 7, 8, tzinfo=UTC).timestamp())
    monkeypatch.setattr(health, "last_known", lambda: (None, then))
    monkeypatch.setattr(doctor_waves, "seconds", lambda: then - 200)
    assert doctor_waves.clock().ok  # two machines may differ a little
    monkeypatch.setattr(doctor_waves, "seconds", lambda: then - 400)
    found(doctor_waves.clock, "goes up to 2027-05-06 07:08 UTC")


def test_a_database_that_refuses_is_a_finding_without_a_value(database, monkeypatch) -> None:
    def refuse() -> Finding:
        raise StorageError("The database could not do this.")

    check = replace(doctor.CHECKS[0], look=refuse)
    monkeypatch.setattr(doctor, "CHECKS", (check,))
    (_, finding) = next(doctor.examine())
    assert finding == Finding(ok=False, told="The database could not do this.")


def test_keys_of_words_and_contacts_are_for_their_owner_only(sqlite_database: str) -> None:
    made = begun()
    written(made, held(made, people=2, name="One"))
    for check in (
        *(doctor_machine.files_of_keys, doctor_machine.owners),
        *(doctor_families.database_of_contacts, doctor_families.words),
    ):
        assert check().ok
    assert "nobody has asked" in doctor_families.database_of_contacts().told
    intake.ask_to_come(made.plan.id, contact(made.plan))
    assert doctor_families.database_of_contacts().ok
    file, keys = settings().home / "contacts.db", settings().keys / "words"
    file.chmod(0o644)
    found(doctor_families.database_of_contacts, "contacts.db", "0644", "chmod 600")
    keys.chmod(0o755)
    found(doctor_machine.files_of_keys, "words", "0755", "chmod 700")
    keys.chmod(0o700)
    key = next(keys.iterdir())
    key.chmod(0o640)
    found(doctor_machine.files_of_keys, key.name, "0640", f"chmod 600 {key}")


def test_words_without_their_keys_and_contacts_of_another_owner_are_told(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begun()
    written(made, held(made, people=2, name="One"))
    intake.ask_to_come(made.plan.id, contact(made.plan))
    for odd in (settings().home / "contacts.db", settings().keys / "words"):
        with monkeypatch.context() as patch:
            patch.setattr(
                doctor_machine, "owner", lambda path, odd=odd: "odd" if path == odd else "me"
            )
            found(doctor_machine.owners, str(odd), "chown me")
    (settings().keys / "words").rename(settings().home / "elsewhere")
    found(doctor_families.words, "1 of 1 sessions", "Put that folder back")


@pytest.mark.postgresql
def test_a_server_of_contacts_that_does_not_answer_is_told(
    home: Path, postgresql, monkeypatch: pytest.MonkeyPatch
) -> None:
    start.prepare()
    name = f"contacts_{uuid4().hex}"
    monkeypatch.setenv("COMMON_TABLE_CONTACTS_URL", postgresql.text(name))
    settings.cache_clear()
    told = dict(doctor.examine())["database of contacts"]
    assert (told.ok, name in told.told) == (False, False)
    postgresql.run(f"CREATE DATABASE {name}")
    assert dict(doctor.examine())["database of contacts"].ok
    postgresql.run(f"DROP DATABASE {name} WITH (FORCE)")
