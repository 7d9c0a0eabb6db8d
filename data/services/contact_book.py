"""The book of contacts, for whoever invites: who wants to come, what they need, where they stand.

No screen that shows what was said opens it, and no screen that opens it shows what was said.
"""

from collections.abc import Iterable
from dataclasses import replace

from data import sealed_words
from data.clock import today
from data.family_views import STATUSES, ContactView, Status, Talk
from data.redaction.roster import Roster, blinded
from data.services import asked_again_rows, audit_log, contact_rows
from data.services.authority import may, permit
from data.services.contact_rows import Kept
from data.services.errors import ChangedMeanwhile, FamilyStateError, NotFound
from data.services.families import study
from data.store import families as store

OVER: tuple[Status, ...] = ("came", "not_coming")
"""Once somebody stands there, the clock of their contact details runs."""
ALONE = ("alone_first", "alone_only")
"""Answers of those who want a talk with one person first, or only that."""
_NOWHERE: tuple[Status, ...] = ("not_coming",)
_GONE = "This contact is not in the book any more."
_MEANWHILE = "Somebody has changed this contact meanwhile. Look at it again, then do it once more."


def open_book(team_id: str, study_id: str) -> tuple[ContactView, ...]:
    """Everybody who wants to come, by the name they want to be called; opening it is logged."""
    study(team_id, study_id)
    permit("families.contacts", team_id=team_id)
    audit_log.record("families.contacts-open", team_id=team_id, about=study_id)
    views = [_view(each) for each in contact_rows.kept(study_id)]
    return tuple(sorted(views, key=lambda each: (_called(each).casefold(), each.id)))


def how_many(team_id: str, study_id: str) -> int:
    """How many are in the book, without opening it to anybody."""
    study(team_id, study_id)
    permit("families.see", team_id=team_id)
    return len(contact_rows.kept(study_id))


def set_status(
    team_id: str,
    study_id: str,
    contact_id: str,
    status: Status,
    session_name: str,
    *,
    seen: int,
    talk_arranged: bool | None = None,
) -> None:
    """Say where somebody stands, and which session they were asked to.

    Args:
        talk_arranged: the talk alone that they asked for is arranged; None leaves it as it is.

    Raises:
        FamilyStateError: there is no such status, or nobody asked for a talk; or somebody on the
            list is part of their case, and everybody on it would read what they say there.
        NotFound: the contact is not in the book any more.
        ChangedMeanwhile: somebody else was faster.
    """
    found = _found(team_id, study_id, contact_id)
    if status not in STATUSES:
        raise FamilyStateError(f"'{status[:20]}' is nowhere that a contact can stand.")
    if talk_arranged and not _wants_to_talk_alone(found):
        raise FamilyStateError("This person has not asked for a talk alone.")
    if found.version != seen:
        raise ChangedMeanwhile(_MEANWHILE)
    if _is_involved(found) and status not in _NOWHERE:
        _check_led_by_others(team_id, study_id, session_name)
    audit_log.record("families.contact-change", team_id=team_id, about=study_id)
    last = None
    if status in OVER and found.status not in OVER:
        days = study(team_id, study_id).settings.contact_days
        last = contact_rows.ends_on(today(), days)
    changed = contact_rows.change(
        study_id,
        found,
        status=status,
        session_name=session_name,
        destroy_on=last,
        arranged=talk_arranged,
    )
    if not changed:
        raise ChangedMeanwhile(_MEANWHILE)


def _is_involved(found: Kept) -> bool:
    """Somebody on the list is part of their case; nobody knows who."""
    return found.entry.answers.get("staff_involved") == "yes"


def _check_led_by_others(team_id: str, study_id: str, session_name: str) -> None:
    """Go on only with no session, or one that names who reads what is said in it.

    Raises:
        FamilyStateError: everybody on the list would read what they say.
    """
    held = {row["name"]: row for row in store.sessions(team_id, study_id)}
    found = held.get(session_name)
    if found is not None and not found["readers"]:
        raise FamilyStateError(
            "Somebody on your list is part of this person's case. Plan a session that other people "
            "run, and say in it who reads its words. Let this person look at those names before "
            "you ask them to it."
        )


def may_be_asked_again(contact: ContactView) -> bool:
    """Whether somebody said that they may be asked about other ways to help."""
    return contact.entry.ask_again


def take_back_being_asked(team_id: str, study_id: str, contact_id: str, *, seen: int) -> None:
    """Somebody who may be asked about other ways to help does not want that any more.

    Raises:
        NotFound: the contact is not in the book any more.
        ChangedMeanwhile: somebody else was faster.
    """
    found = _found(team_id, study_id, contact_id)
    if found.version != seen:
        raise ChangedMeanwhile(_MEANWHILE)
    audit_log.record("families.again-stop", team_id=team_id, about=study_id)
    after = replace(found, entry=replace(found.entry, ask_again=False))
    changed = contact_rows.change(
        study_id,
        after,
        status=found.status,
        session_name=found.session_name,
        destroy_on=None,
    )
    if not changed:
        raise ChangedMeanwhile(_MEANWHILE)


def remove_contact(team_id: str, study_id: str, contact_id: str) -> None:
    """Remove somebody from the book, to the last byte.

    Raises:
        NotFound: the contact is not in the book any more.
    """
    found = _found(team_id, study_id, contact_id)
    audit_log.record("families.contact-remove", team_id=team_id, about=study_id)
    contact_rows.remove(study_id, found.row_id)


def blind_names(team_id: str, study_id: str, *, owner: str) -> Roster | None:
    """The names of everybody in the book, or who may be asked again, hashed under a session's key.

    So the redaction of that session finds them without the book being open on the screen. Whoever
    may not open the book gets none: else it could be asked name by name, by typing them.

    Args:
        owner: the session whose key is used.
    """
    study(team_id, study_id)
    permit("families.words", team_id=team_id)
    if not may("families.contacts", team_id=team_id):
        return None
    names = [_called(_view(each)) for each in contact_rows.kept(study_id)]
    names += [
        str(each.answers["contact_call_name"]) for each in asked_again_rows.kept(study_id).values()
    ]
    key = sealed_words.roster_key(owner)
    return Roster(blinded(names, key=key), key)


def names_searched(team_id: str, study_id: str) -> int:
    """How many names `blind_names` finds now: of the book, and of those who may be asked again.

    Names of people whose contact details have ended are not among them.
    """
    study(team_id, study_id)
    permit("families.words", team_id=team_id)
    return len(contact_rows.kept(study_id)) + len(asked_again_rows.kept(study_id))


def _found(team_id: str, study_id: str, contact_id: str) -> Kept:
    study(team_id, study_id)
    permit("families.contacts", team_id=team_id)
    found = _with_id(contact_rows.kept(study_id), contact_id)
    if found is None:
        raise NotFound(_GONE)
    return found


def _with_id(kept: Iterable[Kept], contact_id: str) -> Kept | None:
    return next((each for each in kept if each.row_id.hex() == contact_id), None)


def _view(each: Kept) -> ContactView:
    talk: Talk = "not asked"
    if _wants_to_talk_alone(each):
        talk = "arranged" if each.arranged else "asked"
    own = (each.row_id.hex(), each.version, each.entry, each.status, each.session_name)
    return ContactView(*own, talk)


def _wants_to_talk_alone(each: Kept) -> bool:
    return each.entry.answers.get("contact_alone") in ALONE


def _called(view: ContactView) -> str:
    return str(view.entry.answers.get("contact_call_name", ""))
