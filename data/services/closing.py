"""Close a wave: open all ballots, shuffle, write once, destroy the key.

Each step may be the last before the power goes; whoever calls again goes on from there. What has
been done shows in the wave: "closing" says that nobody can answer any more, `counted` that all
ballots are written and gone, "closed" that the key is destroyed.
"""

import json
import threading
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from random import SystemRandom

from data import keyring
from data.clock import seconds
from data.clock import today as this_day
from data.sealing import SealBroken, WaveKey, unseal
from data.services import audit_log
from data.services.authority import PROGRAM, as_actor
from data.services.editions import edition_of
from data.services.errors import (
    BallotsDamaged,
    CannotClose,
    KeyMissing,
    KeyOutOfReach,
    NotFound,
    StorageError,
    WaveStateError,
)
from data.services.texts import writing
from data.services.wave_views import load, load_for, view
from data.store import closing as store
from data.store import fault_points
from data.store import waves as wave_store
from data.store.access import forget_wrong_codes
from data.store.closing import Opened, OpenedComment, OpenedSheet
from data.store.waves import WaveRecord
from data.tokens import new_row_key
from data.views import WaveView
from surveys.counting import facts_of, levels_of, texts_of

__all__ = [
    "BallotsDamaged",
    "CannotClose",
    "KeyMissing",
    "KeyOutOfReach",
    "NotFound",
    "Unopened",
    "WaveStateError",
    "close_due_waves",
    "close_wave",
    "lost_sheets",
    "unopened",
]

_one_at_a_time = threading.Lock()
_DONE = ("closed", "released", "archived")


@dataclass(frozen=True, slots=True)
class Unopened:
    """What of a wave in the middle of its close does not open.

    Attributes:
        sheets: sealed answer sheets in all.
        lost: how many of them do not open with the key that is there.
        keyless: because the key itself is gone, or is another one.
    """

    sheets: int
    lost: int
    keyless: bool


def close_wave(wave_id: str, *, without_damaged: bool = False) -> WaveView:
    """Close a wave for good; closing a closed one changes nothing.

    Args:
        wave_id: an open wave, or one whose close was cut off.
        without_damaged: go on without sheets that do not open, all of them where the key is gone;
            they are lost then.

    Raises:
        WaveStateError: the wave never opened.
        NotFound: there is no such wave.
        KeyMissing: the key that opens the ballots is not in its folder; nothing was changed but
            that nobody can answer any more.
        BallotsDamaged: some do not open; likewise.
        KeyOutOfReach: the key is there and cannot be read, or cannot be destroyed; nothing is lost.
    """
    record = load_for("wave.close", wave_id)
    with _one_at_a_time:
        if record.state == "open":
            audit_log.record("wave.close", team_id=record.team_id, about=wave_id)
        wave_store.stop_answers(wave_id, day=this_day())
        fault_points.hook("close: closing")
        record = load(wave_id)
        if record.state not in _DONE:
            _finish(record, without_damaged=without_damaged)
            audit_log.keep_anchor()
    return view(load(wave_id))


def unopened(wave_id: str) -> Unopened:
    """Why a close does not go on: which sheets do not open. Nothing is changed.

    Raises:
        WaveStateError: the wave is open; until it closes nothing opens a sheet, to count it either.
        NotFound, WaveStateError: there is no such wave, or it is not for the one who asks to close.
        KeyOutOfReach: the key is there and cannot be read.
    """
    record = load_for("wave.close", wave_id)
    if record.state == "open":
        raise WaveStateError("This wave is open, so its sheets stay sealed. Close it first.")
    sealed = store.ballots(record.id)
    key = _key_of(record)
    opened = (
        0
        if key is None
        else sum(_opened(one, key=key, wave_id=wave_id) is not None for one in sealed)
    )
    return Unopened(sheets=len(sealed), lost=len(sealed) - opened, keyless=key is None)


def lost_sheets(wave_id: str) -> int:
    """How many sheets of a wave that is closed were sent and did not open.

    Raises:
        NotFound, WaveStateError: there is no such wave, or it is not for the one who asks to close.
    """
    record = load_for("wave.close", wave_id)
    sent = sum(group.answered or 0 for group in record.groups)
    return sent - store.sheets_kept(wave_id) if record.counted else 0


@as_actor(PROGRAM)
def close_due_waves(
    today: date | None = None, *, teams: Collection[str] | None = None
) -> tuple[str, ...]:
    """Close every wave whose last day is over, finish what was cut off, forget wrong codes.

    Args:
        teams: those that are looked at; None looks at all.

    Returns:
        The ids of the waves that are closed now.

    Raises:
        CannotClose, StorageError: one of them cannot be closed; all others are.
    """
    forget_wrong_codes(seconds() // 60)
    closed: list[str] = []
    troubles: list[Exception] = []
    for wave_id in wave_store.due(today or this_day(), teams=teams):
        try:
            close_wave(wave_id)
            closed.append(wave_id)
        except (CannotClose, StorageError) as trouble:  # the others shall not wait for it
            troubles.append(trouble)
    if troubles:
        raise troubles[0]
    return tuple(closed)


def _finish(record: WaveRecord, *, without_damaged: bool) -> None:
    if not record.counted:
        _count(record, without_damaged=without_damaged)
    fault_points.hook("close: counted")
    store.tidy_up()
    fault_points.hook("close: tidied")
    _destroy_key(record)
    fault_points.hook("close: key destroyed")
    wave_store.move(record.id, before="closing", after="closed")
    fault_points.hook("close: closed")


def _count(record: WaveRecord, *, without_damaged: bool) -> None:
    try:
        sheets = _opened_ballots(record, without_damaged=without_damaged)
    except CannotClose:
        if load(record.id).counted:
            return  # another process has counted, and taken the key with it
        raise
    fault_points.hook("close: ballots opened")
    store.write_opened(record.id, _sorted_out(record, sheets))


def _opened_ballots(record: WaveRecord, *, without_damaged: bool) -> list[dict]:
    """All sheets in an order that comes from nowhere."""
    sealed = store.ballots(record.id)
    key = _key_of(record)
    if key is None and not sealed:
        return []
    if key is None and not (without_damaged and keyring.is_there()):
        raise KeyMissing(
            f"The key of wave {record.id} is not in the folder of keys, so its answer sheets "
            f"({len(sealed)}) cannot be opened. Put the key back and close again. If it is lost "
            "for good, so are they; then close without them, on the page of the wave or with: "
            f"common-table wave close {record.id} --without-damaged"
        )
    fault_points.hook("close: key read")
    tried = [_opened(one, key=key, wave_id=record.id) for one in sealed]
    sheets = [sheet for sheet in tried if sheet is not None]
    damaged = len(tried) - len(sheets)
    if damaged:
        _check_going_on(record, damaged, of=len(tried), without_damaged=without_damaged)
    SystemRandom().shuffle(sheets)
    return sheets


def _check_going_on(record: WaveRecord, damaged: int, *, of: int, without_damaged: bool) -> None:
    """Sheets are lost only where somebody says so, and the log says that they were."""
    if without_damaged and not load(record.id).counted:  # or else another process was faster
        audit_log.record("wave.lose", team_id=record.team_id, about=record.id, sheets=damaged)
    if without_damaged:
        return
    raise BallotsDamaged(
        f"Of the {of} sealed answer sheets of wave {record.id}, {damaged} cannot be opened: they "
        "were changed in the database since they came. Put back a backup of the database from "
        "while the wave was open, or go on without them, on the page of the wave or with: "
        f"common-table wave close {record.id} --without-damaged"
    )


def _key_of(record: WaveRecord) -> WaveKey | None:
    """The key with which the wave was opened; None where it is gone, or another is in its place."""
    try:
        key = keyring.wave_key(record.id)
    except OSError as why:
        raise KeyOutOfReach(
            f"The key of wave {record.id} is in the folder of keys, and cannot be read: "
            f"{why.strerror or 'the disk refuses'}. Nothing is lost. Let the program read that "
            "folder; the close then goes on by itself."
        ) from None
    return key if key is not None and key.public == record.public_key else None


def _destroy_key(record: WaveRecord) -> None:
    try:
        keyring.destroy_wave_key(record.id)
    except OSError as why:
        raise KeyOutOfReach(
            f"The answers of wave {record.id} are counted, but its key cannot be destroyed: "
            f"{why.strerror or 'the disk refuses'}. Let the program write into the folder of keys; "
            "the close then goes on by itself."
        ) from None


def _opened(ballot: bytes, *, key: WaveKey | None, wave_id: str) -> dict | None:
    if key is None:
        return None
    try:
        return json.loads(unseal(ballot, key=key, wave_id=wave_id))
    except SealBroken:
        return None


def _sorted_out(record: WaveRecord, sheets: list[dict]) -> Opened:
    """Levels, texts and facts, each where nothing leads from one to another."""
    asked = edition_of(record).instrument
    texts = [text for sheet in sheets for text in texts_of(asked, sheet["sheet"])]
    SystemRandom().shuffle(texts)
    facts = (fact for sheet in sheets for fact in facts_of(asked, sheet["sheet"]).items())
    return Opened(
        sheets=tuple(
            OpenedSheet(
                id=new_row_key(),
                group_code=sheet["group"],
                levels=levels_of(asked, sheet["sheet"]),
            )
            for sheet in sheets
        ),
        comments=tuple(
            OpenedComment(id=new_row_key(), question=question, text=writing(text))
            for question, text in texts
        ),
        tally=Counter(facts),
    )
