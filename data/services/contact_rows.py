"""The book of contacts of a plan, opened and sealed; who may open it is asked elsewhere.

The name of a book and the file of its key follow from the plan's id and a secret in the folder of
keys. So neither of the two databases, nor both of them, tell which book belongs to which plan.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from data import sealed_words
from data.family_views import ContactEntry, Status
from data.store import contacts as store
from data.tokens import fingerprint, new_row_key
from surveys.family_settings import LONGEST_WAIT

CHOICE = "consent_recontact_choice"
"""What somebody ticked who may be asked again."""
_PLACE = "contact"
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Kept:
    """A contact as it lies in the book; `arranged` for a talk alone that they asked for."""

    row_id: bytes
    version: int
    entry: ContactEntry
    status: Status
    session_name: str
    arranged: bool = False


def book_of(study_id: str) -> bytes:
    """Under which name the contacts of a plan are kept."""
    return fingerprint(study_id, purpose="book of contacts")


def key_of(study_id: str) -> str:
    """Whose key opens them."""
    return fingerprint(study_id, purpose="key of a book of contacts").hex()[:16]


def waits_until(today: date) -> date:
    """Until when somebody waits for a session: the end of a month, alike for all who write in one.

    They are destroyed on the day after it, which is never later than was promised. It is the outer
    end; once they came, or do not come, `ends_on` counts.
    """
    due = today + timedelta(days=LONGEST_WAIT)
    return due.replace(day=1) - timedelta(days=1)


def ends_on(today: date, days: int) -> date:
    """The last day of somebody's contact details, so many days after they came or said no.

    It is a Sunday, so that it is alike for all of one week. They are destroyed on the day after it,
    which is never later than was promised.
    """
    due = today + timedelta(days=days - 1)
    return due - timedelta(days=(due.weekday() + 1) % _WEEK)


def row_of(once: str) -> bytes:
    """The key of the contact that was sent from a page with this secret."""
    return fingerprint(once, purpose="contact of a page")[:16]


def keep(
    study_id: str, entry: ContactEntry, *, destroy_on: date, row_id: bytes | None = None
) -> None:
    """Add somebody to the book of a plan; its first contact makes its key.

    Args:
        row_id: where it was fixed before; one that is there already stays as it is.
    """
    owner = key_of(study_id)
    if not sealed_words.opens(owner):
        sealed_words.new_key(owner)
    row_id = row_id or new_row_key()
    sealed = _sealed(owner, Kept(row_id, 1, entry, "new", ""))
    store.add_contact(row_id, book=book_of(study_id), sealed=sealed, destroy_on=destroy_on)


def kept(study_id: str) -> tuple[Kept, ...]:
    """Everybody in the book of a plan; nobody who was in it before its key was destroyed.

    Rows of theirs may be there still, where a destruction was stopped half way.
    """
    owner = key_of(study_id)
    if not sealed_words.opens(owner):
        return ()
    found: list[Kept] = []
    for row_id, version, sealed in store.contacts_in(book_of(study_id)):
        try:
            said = json.loads(sealed_words.unseal(sealed, owner=owner, place=_place(row_id)))
        except sealed_words.WordsGone:
            continue
        found.append(_least(study_id, row_id, version, said))
    return tuple(found)


def change(
    study_id: str,
    seen: Kept,
    *,
    status: Status,
    session_name: str,
    destroy_on: date | None,
    arranged: bool | None = None,
) -> bool:
    """Say where somebody stands; False when the contact was changed or removed meanwhile.

    Args:
        destroy_on: their new last day, which counts where it is earlier; None leaves it as it is.
        arranged: whether their talk alone is; None leaves it as it is.
    """
    after = replace(seen, status=status, session_name=session_name)
    if arranged is not None:
        after = replace(after, arranged=arranged)
    sealed = _sealed(key_of(study_id), after)
    book = book_of(study_id)
    return store.change_contact(
        seen.row_id, book=book, version=seen.version, sealed=sealed, destroy_on=destroy_on
    )


def rename_session(study_id: str, before: str, after: str) -> None:
    """A session has another name; whoever was asked to it stays asked to it.

    Who is changed meanwhile keeps the old name; the clock knows it, too.
    """
    for each in kept(study_id):
        if each.session_name == before:
            change(study_id, each, status=each.status, session_name=after, destroy_on=None)


def end_by(study_id: str, last: date) -> None:
    """Nobody stays in the book of a plan longer than this day."""
    store.end_by(book_of(study_id), last)


def remove(study_id: str, row_id: bytes) -> int:
    """Remove somebody from the book of a plan."""
    return store.remove_contacts(book_of(study_id), row_id=row_id)


def remove_due(study_id: str, day: date) -> int:
    """Remove everybody from the book of a plan whose last day has passed; returns how many."""
    return store.remove_due(day, book=book_of(study_id))


def remove_asked(study_id: str, session_names: Collection[str]) -> int:
    """Remove everybody who was asked to one of these sessions; returns how many."""
    mine = (each for each in kept(study_id) if each.session_name in session_names)
    return sum(remove(study_id, each.row_id) for each in mine)


def last_days(study_id: str) -> Mapping[bytes, date]:
    """Row to last day of everybody in the book of a plan."""
    return store.last_days(book_of(study_id))


def destroy(study_id: str) -> int:
    """Destroy the whole book of a plan and its key; returns how many contacts were in it."""
    sealed_words.destroy(key_of(study_id))
    return store.remove_contacts(book_of(study_id))


def _least(study_id: str, row_id: bytes, version: int, said: Mapping[str, Any]) -> Kept:
    """Somebody as they are kept; what earlier versions of the program kept beside it goes now."""
    before = said["entry"]
    answers = dict(before["answers"])
    if "involved" in before:
        answers["staff_involved"] = "yes" if before["involved"] else "no"
    again = before.get("ask_again", CHOICE in before.get("consent", ()))
    entry = ContactEntry(before["language"], answers, before["version"], again)
    arranged = said.get("arranged", False)
    own = Kept(row_id, version, entry, said["status"], said["session_name"], arranged)
    if before == asdict(entry):
        return own
    changed = change(
        study_id, own, status=own.status, session_name=own.session_name, destroy_on=None
    )
    store.rewrite()
    return replace(own, version=version + changed)


def _sealed(owner: str, found: Kept) -> bytes:
    said = {
        "entry": asdict(found.entry),
        "status": found.status,
        "session_name": found.session_name,
        "arranged": found.arranged,
    }
    return sealed_words.seal(json.dumps(said), owner=owner, place=_place(found.row_id))


def _place(row_id: bytes) -> str:
    return f"{_PLACE}/{row_id.hex()}"
