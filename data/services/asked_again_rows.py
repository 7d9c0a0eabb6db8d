"""Who may be asked again: what is kept of people who said so, once their contact details end.

It is a book of its own, under a name and a key that follow from the plan's id as those of the book
of contacts do. What is in it is what they are called, a safe way to reach them, and a language. Who
may open it is asked elsewhere.
"""

import json
from collections.abc import Mapping
from datetime import date, timedelta

from data import sealed_words
from data.family_views import AskedAgainView, StudyView
from data.services import contact_rows
from data.services.contact_rows import Kept, ends_on
from data.store import contacts as store
from data.tokens import fingerprint
from surveys.family_settings import LONGEST_WAIT

KEPT = (
    "contact_call_name",
    "contact_how",
    "contact_route",
    "contact_safe_message",
    "contact_when",
)
"""The answers that stay: a name, and how it is safe to reach them."""
_OVER = ("came", "not_coming")
_PLACE = "asked again"


def book_of(study_id: str) -> bytes:
    """Under which name those are kept who may be asked again."""
    return fingerprint(study_id, purpose="book of who may be asked again")


def key_of(study_id: str) -> str:
    """Whose key opens it."""
    return fingerprint(study_id, purpose="key of who may be asked again").hex()[:16]


def row_of(contact_row: bytes) -> bytes:
    """The key here of somebody in the book of contacts, so that nobody is taken over twice."""
    return fingerprint(contact_row.hex(), purpose="row of who may be asked again")[:16]


def last_day(
    plan: StudyView, found: Kept, *, destroy_on: date, longest: int, ended: date | None
) -> date:
    """The last day on which somebody may be asked again.

    It is counted from the earliest day that can be told, so that it is never later than promised.

    Args:
        destroy_on: the last day of their contact details.
        longest: the most days that contact details were ever kept under this plan.
        ended: the day on which the session they were asked to was over; None where none was.
    """
    if found.status in _OVER:
        begun = destroy_on - timedelta(days=longest)
    else:
        begun = destroy_on.replace(day=1) - timedelta(days=LONGEST_WAIT)
    if ended is not None:
        begun = min(begun, ended) if found.status in _OVER else ended
    return ends_on(begun, plan.settings.recontact_days)


def take_over(study_id: str, found: Kept, *, until: date) -> None:
    """Keep what stays of somebody, before the rest of it goes; a second time changes nothing."""
    owner = key_of(study_id)
    if not sealed_words.opens(owner):
        sealed_words.new_key(owner)
    answers = {item: found.entry.answers[item] for item in KEPT if item in found.entry.answers}
    said = json.dumps({"language": found.entry.language, "answers": answers})
    row_id = row_of(found.row_id)
    sealed = sealed_words.seal(said, owner=owner, place=_place(row_id))
    store.add_contact(row_id, book=book_of(study_id), sealed=sealed, destroy_on=until)


def kept(study_id: str) -> Mapping[bytes, AskedAgainView]:
    """Row to everybody of a plan who may be asked again."""
    owner = key_of(study_id)
    if not sealed_words.opens(owner):
        return {}
    found: dict[bytes, AskedAgainView] = {}
    for row_id, _, sealed in store.contacts_in(book_of(study_id)):
        try:
            said = json.loads(sealed_words.unseal(sealed, owner=owner, place=_place(row_id)))
        except sealed_words.WordsGone:
            continue
        found[row_id] = AskedAgainView(row_id.hex(), said["language"], said["answers"])
    return found


def remove(study_id: str, row_id: bytes) -> None:
    """Forget one person, also where taking them over was stopped half way."""
    for each in contact_rows.kept(study_id):
        if row_of(each.row_id) == row_id:
            contact_rows.remove(study_id, each.row_id)
    store.remove_contacts(book_of(study_id), row_id=row_id)


def remove_due(study_id: str, day: date, *, days: int) -> int:
    """Forget everybody whose last day has passed; returns how many.

    Args:
        days: for how long people may be asked now; where that was set shorter, it counts.
    """
    store.end_by(book_of(study_id), ends_on(day, days))
    return store.remove_due(day, book=book_of(study_id))


def destroy(study_id: str) -> int:
    """Destroy the whole book and its key; returns how many were in it."""
    sealed_words.destroy(key_of(study_id))
    return store.remove_contacts(book_of(study_id))


def _place(row_id: bytes) -> str:
    return f"{_PLACE}/{row_id.hex()}"
