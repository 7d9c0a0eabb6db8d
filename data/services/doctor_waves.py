"""Checks of waves that are under way, and of the clock that closes them."""

from datetime import UTC, date, datetime

from data import keyring
from data.clock import seconds, today
from data.keyring import wave_key
from data.services import returned_keys, steady_days
from data.services.findings import Finding, change, fine, typed
from data.settings import settings
from data.store import health

_MADE_ON = date(2026, 1, 1)  # this program is younger
_SLACK_SECONDS = 300  # the clocks of two machines


def keys() -> Finding:
    """Every open wave has its own key."""
    waves = [wave for wave in health.under_way() if not wave.counted]
    wrong = [told for told in map(_wrong_key, waves) if told is not None]
    if not wrong:
        return fine(f"{len(waves)}, all there.")
    many = f"{len(wrong)} of {len(waves)} are not as they should be: " if wrong[1:] else ""
    return change(f"{many}{wrong[0]}")


def _wrong_key(wave: health.UnderWay) -> str | None:
    """What is wrong with the key of a wave under way."""
    folder = settings().keys
    try:
        key = wave_key(wave.id)
    except OSError as why:
        return (
            f"that of wave {wave.id} in {folder} cannot be read: {why.strerror}. Let the program "
            "read that folder."
        )
    if key is None:
        return (
            f"that of wave {wave.id} is not in {folder}: nobody can answer it and its answers "
            f"cannot be counted. Put {wave.id}.key back. If it is lost for good, so are they; "
            f"then: common-table wave close {wave.id} --without-damaged"
        )
    if key.public != wave.public_key:
        return (
            f"that of wave {wave.id} in {folder} is another one than it was opened with. Put the "
            f"right {wave.id}.key back."
        )
    return None


def keys_of_closed_waves() -> Finding:
    """None: with one, sealed ballots in an older backup open."""
    folder = settings().keys
    if again := returned_keys.returned():
        return change(
            f"that of wave {again[0]} is in {folder}, though the wave is closed: with it, sealed "
            "answers in an older backup can be opened. The app destroys it within a minute; start "
            "it. Then look for more copies of that folder and remove them."
        )
    if unknown := returned_keys.unknown():
        file = folder / f"{unknown[0]}.key"
        return change(
            f"{file} is of a wave that this database does not know, so nobody destroys it unasked. "
            "If the database is an older one or another, put the right one back. If that wave is "
            f"closed, or was deleted: {typed('shred -u', file)}"
        )
    if odd := keyring.odd_files():
        return change(
            f"{odd[0]} was not made by the program. A copy of the pepper belongs in another place; "
            "a copy of the key of a wave must not be, as it outlives the close: "
            f"{typed('shred -u', odd[0])}"
        )
    return fine("none.")


def closes() -> Finding:
    """No close stopped half way."""
    stopped = [wave.id for wave in health.under_way() if wave.state == "closing"]
    if stopped:
        return change(
            f"wave {stopped[0]} is in the middle of its close; the app goes on with it, and if it "
            f"cannot, this says why: common-table wave close {stopped[0]}"
        )
    return fine("none.")


def clock() -> Finding:
    """Not before anything that has happened already."""
    opened, logged = health.last_known()
    now = f"it says {today().isoformat()}"
    if today() < _MADE_ON:
        return change(f"{now}, which was before this program; set it.")
    if opened is not None and today() < opened:
        return change(f"{now}, but a wave was opened on {opened.isoformat()} already; set it.")
    if logged is not None and seconds() + _SLACK_SECONDS < logged:
        then = datetime.fromtimestamp(logged, tz=UTC)
        return change(f"{now}, but the log of staff goes up to {then:%Y-%m-%d %H:%M} UTC; set it.")
    if doubt := steady_days.doubted():
        return change(
            f"{now}, and before that {doubt[0].isoformat()}. Nothing is destroyed by it before it "
            "shows a later day; set it if it is wrong."
        )
    return fine(f"{now} where a day ends last.")
