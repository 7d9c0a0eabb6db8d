"""Entries of the log that nobody waits for: what was refused, and tries to sign in that failed.

One thread of the process writes them. So a refusal takes no longer for it and never fails because
the log cannot be written; what is rolled back takes no entry along; how long a wrong try takes says
nothing; and however many knock at once, one of each process at most queues for the end of the
chain.

What repeats itself within an hour is one entry, and a second one with how often it was repeated.
"""

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, field, replace

from data.clock import seconds
from data.counted import count
from data.services.door import door
from data.store import audit as store
from data.store import people
from data.store.audit import Detail, NewEntry, details_of
from data.store.connections import StorageError
from data.store.scope import EVERYTHING, within

_AN_HOUR = 60 * 60
_MOST_WAITING = 500
_MOST_OF_ONE = 40
PATIENCE = 0.0
"""Seconds that whoever is refused waits for the entry; tests wait, so that it is there."""

_log = logging.getLogger("common_table")
_lock = threading.Lock()
_writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="log")
_waiting: set[Future[None]] = set()


@dataclass(frozen=True, slots=True)
class Happening:
    """What came about, without when.

    Attributes:
        actor: the id of the one who did it.
        action: a fixed word, such as "refused".
        team_id: kept only if there is such a team; somebody may have made it up.
        details: short and plain; never a word that somebody typed.
        where: the door they came by.
    """

    actor: str
    actor_name: str
    action: str
    team_id: str | None = None
    about: str = ""
    details: tuple[tuple[str, Detail], ...] = ()
    where: str = field(default_factory=door)


@dataclass(slots=True)
class _Repeats:
    until: int
    more: int = 0


_seen: dict[Happening, _Repeats] = {}


def write(happening: Happening) -> None:
    """Write an entry down soon."""
    entry = NewEntry(
        at=seconds(),
        actor=happening.actor,
        actor_name=happening.actor_name,
        action=happening.action,
        team_id=happening.team_id,
        about=happening.about,
        details=details_of(dict(happening.details), where=happening.where),
    )
    job = _submit(entry)
    if job is None:
        count("entry")
        return
    job.add_done_callback(_done)
    if PATIENCE:
        wait_for([job], timeout=PATIENCE)


def write_once_an_hour(happening: Happening) -> None:
    """Write an entry down soon, unless there was the same within the hour: then it is counted.

    Of one who does many different things, those beyond forty an hour are counted together.
    """
    with _lock:
        found = _known(happening)
        known = _seen.get(found)
        if known is not None and seconds() < known.until:
            known.more += 1
            return
        _seen[found] = _Repeats(until=seconds() + _AN_HOUR)
    if known is not None and known.more:
        write(_repeated(found, known))
    write(found)


def catch_up(*, everything: bool = False) -> None:
    """Write down how often what stands in the log was repeated, once its hour is over.

    Args:
        everything: also what is not over yet, because the program ends.
    """
    with _lock:
        over = [each for each, known in _seen.items() if everything or seconds() >= known.until]
        repeated = [_repeated(each, known) for each in over if (known := _seen.pop(each)).more]
    for each in repeated:
        write(each)


def settle(timeout: float | None = None) -> None:
    """Wait until everything so far is written down."""
    with _lock:
        jobs = list(_waiting)
    wait_for(jobs, timeout=timeout)


def end(patience: float) -> None:
    """Sum up, wait so many seconds, and give up what is not written down by then."""
    catch_up(everything=True)
    settle(patience)
    with _lock:
        jobs = list(_waiting)
    for job in jobs:
        if job.cancel():
            count("entry")


def _submit(entry: NewEntry) -> Future[None] | None:
    """None where too many wait already, or the process ends."""
    with _lock:
        if len(_waiting) >= _MOST_WAITING:
            return None
        try:
            job = _writer.submit(_append, entry)
        except RuntimeError:  # the interpreter takes no more work
            return None
        _waiting.add(job)
        return job


def _known(happening: Happening) -> Happening:
    """The happening, or the one that stands for all others of somebody who does too many."""
    if happening in _seen:
        return happening
    mine = sum(each.actor == happening.actor for each in _seen)
    if mine < _MOST_OF_ONE:
        return happening
    return replace(happening, team_id=None, about="", details=(("others", True),), where="")


def _repeated(happening: Happening, known: _Repeats) -> Happening:
    return replace(happening, details=(*happening.details, ("again", known.more)))


def _append(entry: NewEntry) -> None:
    try:
        with within(EVERYTHING):
            team_id = entry.team_id
            if team_id is not None and people.team(team_id) is None:
                gone = "" if entry.about == team_id else entry.about
                entry = replace(entry, team_id=None, about=gone)
            store.append(entry)
    except StorageError:
        count("entry")
    except Exception as error:  # noqa: BLE001 - nobody waits, so nobody else would hear of it
        count("entry")
        _log.error("an entry of the log of staff was lost: %s", type(error).__name__)


def _done(job: Future[None]) -> None:
    with _lock:
        _waiting.discard(job)
