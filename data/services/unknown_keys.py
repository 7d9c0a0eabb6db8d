"""Keys of words in the folder of keys that open nothing this database knows.

Whoever takes words back, or ends them, destroys their key. A folder that was put back brings the
key along again, and with it an older backup can be read. A step that was cut off may leave one too,
which opens nothing. A database of another day does not know what came after it; so nobody destroys
them unasked.
"""

from collections.abc import Iterator

from data import keyring, sealed_words
from data.services import asked_again_rows, card_box, contact_rows, report_keeping
from data.store import families, family_words, reports


def unknown() -> tuple[str, ...]:
    """Owners of whom there is a key and that this database does not know.

    The pepper must be the one that the database was used with: keys of contacts are found by it.
    """
    return tuple(sorted(keyring.words_owners() - frozenset(_known())))


def _known() -> Iterator[str]:
    for each in family_words.seats_and_sessions_anywhere():
        yield from (each, sealed_words.raw(each))
    for study_id in families.study_ids_anywhere():
        yield card_box.owner(study_id)
        yield contact_rows.key_of(study_id)
        yield asked_again_rows.key_of(study_id)
    yield from map(report_keeping.owner, reports.ids_anywhere())
