"""Sessions of a family group: planned, opened once the notice was read out, counted, closed."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from typing import Any

from data import sealed_words
from data.clock import today
from data.family_views import (
    FORMS,
    Counts,
    SeatView,
    SessionEntry,
    SessionState,
    SessionView,
    StudyView,
)
from data.services import audit_log, contact_rows
from data.services.authority import actor, permit
from data.services.errors import ChangedMeanwhile, FamilyProblems, FamilyStateError, NotFound
from data.services.families import study
from data.services.suspecting import check_name
from data.services.teams import team
from data.services.texts import tidy
from data.store import families as store
from data.store import family_cards as cards
from data.store.versioned import Row
from data.tokens import new_id
from data.views import FieldProblem

LONGEST_NAME = 80
MOST_PEOPLE = 60
SOUND = ("none", "erased")
"""What can become of the sound of a session."""
MOST_PAID = 100_000.0
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
_GONE = "This session is not here."
_MEANWHILE = "Somebody has changed this session meanwhile. Look at it again, then do it once more."


def sessions(team_id: str, study_id: str) -> tuple[SessionView, ...]:
    """The sessions of a plan, by month and name."""
    study(team_id, study_id)
    permit("families.words", team_id=team_id)
    views = (session_view(row) for row in store.sessions(team_id, study_id))
    return tuple(sorted(views, key=lambda each: (each.entry.month, each.entry.name, each.id)))


def session(team_id: str, session_id: str) -> SessionView:
    """One session.

    Raises:
        NotFound: the team has none of this id.
    """
    team(team_id)
    permit("families.words", team_id=team_id)
    row = store.session(team_id, session_id)
    if row is None:
        raise NotFound(_GONE)
    return session_view(row)


def add_session(
    team_id: str, study_id: str, entry: SessionEntry, *, cleared: Collection[str] = ()
) -> SessionView:
    """Plan a session.

    Args:
        cleared: strings in its name of which the one who plans says that they tell on nobody.

    Raises:
        FamilyProblems: all entries that need another look.
        MayTell: its name may tell who somebody is.
    """
    plan = study(team_id, study_id)
    permit("families.run", team_id=team_id)
    clean = _checked(entry, _names(team_id, study_id), plan)
    check_name(team_id, study_id, clean.name, cleared=cleared)
    made = new_id()
    audit_log.record("families.session", team_id=team_id, about=made)
    sealed_words.make_keys(made)
    begun = {"state": "planned", "notice_read_by": "", "pauses": 0, "sound": ""}
    fresh = {**begun, **asdict(Counts())}
    _add(team_id, made, 1, {**asdict(clean), **fresh, "study_id": study_id})
    return session(team_id, made)


def change_session(
    team_id: str,
    session_id: str,
    entry: SessionEntry,
    *,
    seen: int,
    cleared: Collection[str] = (),
) -> SessionView:
    """Change how a session is planned.

    Args:
        cleared: as of `add_session`; a name that stays is not searched again.

    Raises:
        FamilyProblems: all entries that need another look.
        MayTell: its new name may tell who somebody is.
        FamilyStateError: more people would read raw words than those whom people sat down with.
        ChangedMeanwhile: somebody else was faster.
    """
    before = session(team_id, session_id)
    permit("families.run", team_id=team_id)
    plan = study(team_id, before.study_id)
    clean = _checked(entry, _names(team_id, before.study_id, but=session_id), plan)
    _check_narrower(before, clean)
    if clean.name != before.entry.name:
        check_name(team_id, before.study_id, clean.name, cleared=cleared)
    changed = _save(team_id, replace(before, entry=clean), seen=seen)
    if clean.name != before.entry.name:
        contact_rows.rename_session(before.study_id, before.entry.name, clean.name)
    return changed


def open_session(team_id: str, session_id: str, *, notice_read: bool, seen: int) -> SessionView:
    """Open a session, so that people can take their seats and the first question can be asked.

    Raises:
        FamilyStateError: the notice on what must be reported was not read out, or the session is
            open or over already.
        ChangedMeanwhile: somebody else was faster.
    """
    before = session(team_id, session_id)
    permit("families.run", team_id=team_id)
    if before.state != "planned":
        raise FamilyStateError(f"This session is {before.state} already.")
    if not notice_read:
        raise FamilyStateError(
            "The notice on what must be reported comes before the first question. Read it out, "
            "then tick it."
        )
    opened = replace(before, state="open", notice_read_by=actor().name)
    return _save(team_id, opened, seen=seen)


def pause_session(team_id: str, session_id: str, *, seen: int) -> SessionView:
    """Count that a session was paused for an incident; what it was about is not written down."""
    before = session(team_id, session_id)
    permit("families.run", team_id=team_id)
    if before.state != "open":
        raise FamilyStateError("Only a session that is open can be paused.")
    return _save(team_id, replace(before, pauses=before.pauses + 1), seen=seen)


def close_session(team_id: str, session_id: str, counts: Counts, *, seen: int) -> SessionView:
    """End a session, or correct its counts afterwards; nobody can take a seat any more.

    Its seats and the plan's cards are written anew all at once, and the files of their keys in an
    order that is drawn, so that neither the database nor the disk tells who came first, nor which
    card came with which seat.

    Raises:
        FamilyProblems: all counts that need another look.
        FamilyStateError: it was never open.
        ChangedMeanwhile: somebody else was faster.
    """
    before = session(team_id, session_id)
    permit("families.run", team_id=team_id)
    if before.state == "planned":
        raise FamilyStateError("This session was not opened yet, so there is nothing to close.")
    problems = tuple(_count_problems(counts))
    if problems:
        raise FamilyProblems(problems)
    over = _save(team_id, replace(before, state="over", counts=counts), seen=seen)
    store.shuffle_seats(team_id, session_id)
    sealed_words.forget_order([row["id"] for row in store.seats(team_id, (session_id,))])
    if cards.has_cards(team_id, before.study_id):
        cards.shuffle_cards(team_id, before.study_id)
    return over


def say_sound(team_id: str, session_id: str, sound: str, *, seen: int) -> SessionView:
    """Say what became of the sound of a session that is over: "erased", or "none" was recorded.

    Raises:
        FamilyStateError: it is not over, nobody was asked about sound, or it was said before.
        ChangedMeanwhile: somebody else was faster.
    """
    before = session(team_id, session_id)
    permit("families.run", team_id=team_id)
    if before.state != "over" or sound not in SOUND:
        raise FamilyStateError("Say what became of the sound once the session is over.")
    if study(team_id, before.study_id).settings.recording_mode != "audio":
        raise FamilyStateError("People were promised that no sound is recorded.")
    if before.sound == "erased":
        raise FamilyStateError("It was said before that this sound is erased.")
    return _save(team_id, replace(before, sound=sound), seen=seen)


def seats(team_id: str, session_id: str) -> tuple[SeatView, ...]:
    """The seats of a session that were taken and not given back, by number."""
    session(team_id, session_id)
    return tuple(seat_view(row) for row in seat_rows(team_id, (session_id,)))


def seats_of(team_id: str, study_id: str) -> tuple[SeatView, ...]:
    """The seats of all sessions of a plan."""
    ids = [each.id for each in sessions(team_id, study_id)]
    return tuple(seat_view(row) for row in seat_rows(team_id, ids))


def seat_rows(team_id: str, session_ids: Collection[str]) -> tuple[Row, ...]:
    """The rows of seats without those that were taken back and are not all gone yet."""
    rows = store.seats(team_id, session_ids)
    half = sealed_words.stopped_half_way
    return tuple(row for row in rows if not half(row["id"], session_id=row["session_id"]))


def sat_before(team_id: str, study_id: str) -> dict[str, int]:
    """By session of a plan, how many who sat there had sat, or may have sat, in another one before.

    Only a count of those who were there for the first time is known; where nobody counted, all may
    have.
    """
    held = store.sessions(team_id, study_id)
    taken = Counter(row["session_id"] for row in store.seats(team_id, [row["id"] for row in held]))
    there = {row["id"]: max(row["came"] or 0, taken[row["id"]]) for row in held}
    return {row["id"]: max(0, there[row["id"]] - (row["newcomers"] or 0)) for row in held}


def session_view(row: Row) -> SessionView:
    """A session as it is handed out."""
    entry = {name: row[name] for name in ("name", "month", "language", "form")}
    entry["readers"] = tuple(row["readers"])
    counts = {name: row[name] for name in ("came", "paid", "paid_amount", "newcomers")}
    columns = ("id", "study_id", "version", "state", "notice_read_by", "pauses", "sound")
    own = {name: row[name] for name in (*columns, "saved_by_name", "saved_on")}
    return SessionView(**own, entry=SessionEntry(**entry), counts=Counts(**counts))


def seat_view(row: Row) -> SeatView:
    """A seat as it is handed out."""
    columns = ("id", "session_id", "label", "quote_tier", "wants_preview", "may_record")
    return SeatView(**{name: row[name] for name in columns})


def _save(team_id: str, changed: SessionView, *, seen: int) -> SessionView:
    audit_log.record("families.session", team_id=team_id, about=changed.id)
    state: SessionState = changed.state
    values = {
        **asdict(changed.entry),
        **asdict(changed.counts),
        "study_id": changed.study_id,
        "state": state,
        "notice_read_by": changed.notice_read_by,
        "pauses": changed.pauses,
        "sound": changed.sound,
    }
    _add(team_id, changed.id, seen + 1, values)
    return session(team_id, changed.id)


def _add(team_id: str, session_id: str, version: int, values: dict[str, Any]) -> None:
    key = {"team_id": team_id, "id": session_id, "version": version}
    saved = {"saved_by_name": actor().name, "saved_on": today()}
    if not store.add_session(key, {**values, **saved}):
        raise ChangedMeanwhile(_MEANWHILE)


def _names(team_id: str, study_id: str, *, but: str = "") -> Iterable[str]:
    """Every name that a session of a plan ever had; contacts were asked to it by that name."""
    for held in store.sessions(team_id, study_id):
        if held["id"] != but:
            yield from (row["name"] for row in store.session_versions(team_id, held["id"]))


def _check_narrower(before: SessionView, entry: SessionEntry) -> None:
    """People have sat down, or sit down now, because others than these do not read their words."""
    named, now = set(before.entry.readers), set(entry.readers)
    if before.state != "planned" and named and (not now or now - named):
        raise FamilyStateError(
            "People sat down here because nobody else reads what they say. You can name fewer "
            "people, and no other ones."
        )


def _checked(entry: SessionEntry, others: Iterable[str], plan: StudyView) -> SessionEntry:
    clean = replace(entry, name=tidy(entry.name), month=entry.month.strip())
    found: list[FieldProblem] = []
    if not clean.name or len(clean.name) > LONGEST_NAME:
        what = f"The name has {len(clean.name)} characters."
        found.append(FieldProblem("name", what, f"Use 1 to {LONGEST_NAME}, and nobody's name."))
    elif clean.name.casefold() in {each.casefold() for each in others}:
        what = "Another session of this plan has this name, or had it."
        found.append(FieldProblem("name", what, "Take another one."))
    if _MONTH.fullmatch(clean.month) is None:
        what = f"'{clean.month[:20]}' is no month."
        found.append(FieldProblem("month", what, "Write the year and the month, like 2026-11."))
    if _LANGUAGE.fullmatch(clean.language) is None:
        what = f"'{clean.language[:20]}' is no language."
        found.append(FieldProblem("language", what, "Choose one from the list."))
    if strangers := [each for each in clean.readers if each not in plan.settings.staff_list]:
        what = f"'{strangers[0][:40]}' is not on the list that people read before they say yes."
        found.append(FieldProblem("readers", what, "Choose from the list."))
    if clean.form not in FORMS:
        what = f"'{clean.form[:20]}' is no form of a session."
        found.append(FieldProblem("form", what, "Choose one from the list."))
    if found:
        raise FamilyProblems(tuple(found))
    return clean


def _count_problems(counts: Counts) -> Iterable[FieldProblem]:
    numbers = {"came": counts.came, "paid": counts.paid, "newcomers": counts.newcomers}
    for where, value in numbers.items():
        if value is not None and not 0 <= value <= MOST_PEOPLE:
            right = f"Give a number from 0 to {MOST_PEOPLE}, or leave it empty."
            yield FieldProblem(where, f"{value} people cannot be.", right)
    if counts.newcomers is not None and counts.newcomers > (counts.came or 0):
        what = f"{counts.newcomers} were here for the first time, and {counts.came or 0} came."
        yield FieldProblem("newcomers", what, "Say how many came, and no more for the first time.")
    amount = counts.paid_amount
    if amount is not None and not 0 <= amount <= MOST_PAID:
        right = f"Give an amount from 0 to {MOST_PAID:,.0f}, or leave it empty."
        yield FieldProblem("paid_amount", f"{amount:g} cannot be.", right)
