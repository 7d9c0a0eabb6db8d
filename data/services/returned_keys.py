"""Keys of waves that are closed, and in the folder of keys all the same.

A folder that was put back, or a copy of a whole machine, may bring one along. Sealed ballots in an
older backup open with it, so it is destroyed as at the close.
"""

from data import keyring
from data.services import audit_log
from data.services.authority import PROGRAM, as_actor
from data.services.closing import KeyOutOfReach
from data.store import waves as store
from data.store.whose import team_of

__all__ = ["KeyOutOfReach", "destroy", "returned", "unknown"]

_DONE = ("closed", "released", "archived")


def returned() -> tuple[str, ...]:
    """Closed waves of which there is a key, by id.

    One that is being opened is a draft until then, and one in the middle of its close needs its
    key: no closed wave is opened again, so what is found here is never needed.
    """
    states = store.states(keyring.wave_keys())
    return tuple(sorted(wave_id for wave_id, state in states.items() if state in _DONE))


def unknown() -> tuple[str, ...]:
    """Waves of which there is a key and that the database does not know, by id.

    Their team was deleted, or the database is that of another day; so nobody destroys them
    unasked.
    """
    there = keyring.wave_keys()
    return tuple(sorted(there - store.states(there).keys()))


@as_actor(PROGRAM)
def destroy() -> tuple[str, ...]:
    """Destroy every key whose wave is closed, and write down that it came back.

    That is written afterwards, so that a folder in which nothing can be written does not fill the
    log.

    Returns:
        The waves whose key was destroyed, by id.

    Raises:
        KeyOutOfReach: one of them cannot be destroyed; all others are.
        StorageError: the database does not answer.
    """
    destroyed: list[str] = []
    kept: list[str] = []
    for wave_id in returned():
        try:
            keyring.destroy_wave_key(wave_id)
        except OSError:
            kept.append(wave_id)
            continue
        audit_log.record("wave.key-again", team_id=team_of("wave", wave_id), about=wave_id)
        destroyed.append(wave_id)
    if kept:
        raise KeyOutOfReach(
            f"The key of wave {kept[0]} is in the folder of keys again, though the wave is closed, "
            "and cannot be destroyed. Let the program write into that folder."
        )
    return tuple(destroyed)
