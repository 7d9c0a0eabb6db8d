"""Commands that `doctor` tells can be typed as they stand, whatever a folder is called."""

import shlex
from pathlib import Path

import pytest

from data import keyring
from data.services import doctor_database, doctor_families, doctor_machine, doctor_waves, start
from data.services.findings import Finding, typed
from data.settings import settings


@pytest.fixture
def odd_home(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation in a folder whose name a shell would take apart."""
    monkeypatch.setenv("COMMON_TABLE_HOME", str(tmp_path / "Ana's table; $HOME & more"))
    settings.cache_clear()
    start.prepare()
    return settings().home


def told(finding: Finding, *, before: str) -> list[str]:
    """The words of the command, as a shell reads them."""
    assert not finding.ok
    assert before in finding.told
    return shlex.split(before + finding.told.rpartition(before)[2])


def test_a_command_has_quotes_where_a_path_needs_them_and_only_there() -> None:
    assert typed("shred -u", Path("/srv/a.key")) == "shred -u /srv/a.key"
    assert typed("shred -u", Path("/my disk/a"), Path("/b")) == "shred -u '/my disk/a' /b"


def test_a_command_names_the_first_of_very_many() -> None:
    many = [Path(f"/keys/{n:03}") for n in range(500)]
    assert typed("chown me", *many) == "chown me " + " ".join(str(each) for each in many[:20])


def test_keys_that_must_go_are_told_so_that_no_other_file_goes(odd_home: Path) -> None:
    keys = odd_home / "keys"
    copy = keys / "my copy of a.key"
    copy.write_bytes(b"")
    assert told(doctor_waves.keys_of_closed_waves(), before="shred -u") == [
        *("shred", "-u"),
        str(copy),
    ]
    copy.rename(keys / "00ff.key")
    assert told(doctor_waves.keys_of_closed_waves(), before="shred -u")[2:] == [
        str(keys / "00ff.key")
    ]
    keyring.keep_words_key("00ff", bytes(32))
    assert told(doctor_families.keys_of_words(), before="shred -u")[2:] == [
        str(keys / "words" / "00ff.key")
    ]


def test_modes_and_owners_are_put_right_by_what_is_told(
    odd_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, contacts = odd_home / "common_table.db", odd_home / "contacts.db"
    contacts.touch()
    for file in (database, contacts):
        file.chmod(0o644)
    odd_home.chmod(0o755)
    assert told(doctor_machine.home_folder(), before="chmod 700")[2:] == [str(odd_home)]
    assert told(doctor_database.file_mode(), before="chmod 600")[2:] == [str(database)]
    assert told(doctor_families.database_of_contacts(), before="chmod 600")[2:] == [str(contacts)]
    monkeypatch.setattr(
        doctor_machine, "owner", lambda path: "odd" if path == database else "table"
    )
    assert told(doctor_machine.owners(), before="chown table")[2:] == [str(database)]


def test_a_key_that_others_may_read_is_told_without_the_folder_of_words_beside_it(
    odd_home: Path,
) -> None:
    """A folder with the mode 600 opens for nobody, and nothing that families said would open."""
    keyring.keep_words_key("00ff", bytes(32))
    pepper, key = odd_home / "keys" / "pepper", odd_home / "keys" / "words" / "00ff.key"
    for file in (pepper, key):
        file.chmod(0o644)
    assert told(doctor_machine.files_of_keys(), before="chmod 600")[2:] == [str(pepper), str(key)]
