"""Checks of family groups: the database of contacts, and the keys of what was said."""

import os
from pathlib import Path

from data import keyring, sealed_words
from data.services import pepper_mark, unknown_keys
from data.services.doctor_machine import mode, too_open
from data.services.findings import Finding, change, fine, typed
from data.settings import CONTACTS_URL, settings
from data.store import contacts, family_words

_FILE_MODE = 0o600


def database_of_contacts() -> Finding:
    """It answers, and only we may read its file."""
    file = contacts.sqlite_file()
    if file is None:
        contacts.try_to_reach()
        return fine(f"that of {CONTACTS_URL} answers.")
    if not file.is_file():
        return fine("nobody has asked to come to a family group yet.")
    if not os.access(file, os.R_OK | os.W_OK):
        return change(f"{file} may not be read and written by the program; give it to its user.")
    open_ones = [each for each in _with_log(file) if each.exists() and too_open(each, _FILE_MODE)]
    if open_ones:
        return change(
            f"{open_ones[0]} has the mode {mode(open_ones[0])}; others may read how to reach "
            f"people: {typed('chmod 600', open_ones[0])}"
        )
    return fine(f"{file} is for its owner only.")


def words() -> Finding:
    """Everything that was written down of family groups opens."""
    written = family_words.written_sessions_anywhere()
    closed = [each for each in written if not sealed_words.opens(each)]
    if closed:
        return change(
            f"those of {len(closed)} of {len(written)} sessions do not open: their keys are not in "
            f"{settings().keys / 'words'}. Put that folder back; nothing else opens them."
        )
    return fine(f"{len(written)} sessions with words, all there.")


def keys_of_words() -> Finding:
    """No key is there whose words ended: an older backup may hold them still.

    Keys of contacts are found by the pepper: by another one each of them would seem to be unknown,
    and nobody may be told to destroy it.
    """
    if not keyring.words_owners():
        return fine("there are none.")
    if not pepper_mark.noted():
        return change(
            "whose they are cannot be told before the app was started with the pepper of this "
            "database; see to the pepper first."
        )
    unknown = unknown_keys.unknown()
    if not unknown:
        return fine("each is of something that is here.")
    files = [settings().keys / "words" / f"{each}.key" for each in unknown]
    return change(
        f"{len(unknown)} of them are of words that this database does not know. An older folder of "
        "keys that was put back brings along keys of words that people took back, and with them an "
        "older backup can be read. If the database is an older one or another, put the right one "
        "back. If it is the right one, and a minute later this is told of the same keys: "
        f"{typed('shred -u', *files)}"
    )


def _with_log(file: Path) -> tuple[Path, ...]:
    return (file, *(Path(f"{file}{end}") for end in ("-wal", "-shm")))
