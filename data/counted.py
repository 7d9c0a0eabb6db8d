"""What was refused at the door, as numbers in the output of the program: so many in an hour.

A number has no address, no name, no token and no word that somebody sent, and however many knock,
there is a line an hour for each kind. What happens at the form of those who answer is told by the
day and never by the hour, like everything else about them.
"""

import logging
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args

from data.clock import seconds

Kind = Literal[
    "host",
    "machine address",
    "staff address",
    "websocket",
    "post",
    "upload",
    "file",
    "hurry",
    "unknown name",
    "way back",
    "form post",
    "wrong codes",
    "entry",
]
_BY_DAY: frozenset[Kind] = frozenset(("form post", "wrong codes"))
_SAID: dict[Kind, str] = {
    "host": "requests for a host that is not ours",
    "machine address": "requests for what only machines ask",
    "staff address": "requests for staff pages, neither over https nor at the machine",
    "websocket": "websockets that no page of ours opened",
    "post": "posts to staff pages that none of them sends",
    "upload": "uploads that no staff screen sends, or too large",
    "file": "files that the gate did not let in",
    "hurry": "tries to sign in, too many a minute from one place",
    "unknown name": "tries to sign in with a name that has no account",
    "way back": "ways back from an organization's sign-in that were not believed",
    "form post": "posts to the form that no page of it sends",
    "wrong codes": "codes that were not looked at, after too many wrong ones",
    "entry": "entries of the log of staff that could not be written",
}
KINDS: tuple[Kind, ...] = get_args(Kind)
_log = logging.getLogger("common_table")
_lock = threading.Lock()
_counts: Counter[tuple[Kind, datetime]] = Counter()


def count(kind: Kind) -> None:
    """One more of a kind; nothing is written before its hour, or its day, is over."""
    with _lock:
        _counts[kind, _beginning(kind)] += 1


def tell(*, everything: bool = False) -> None:
    """Write a line for each kind whose hour or day is over, as the program does each minute.

    Args:
        everything: also what is not over yet, because the program ends.
    """
    with _lock:
        over = [key for key in _counts if everything or key[1] != _beginning(key[0])]
        told = [(*key, _counts.pop(key)) for key in sorted(over, key=lambda key: key[1])]
    for kind, began, number in told:
        _log.warning("refused %s: %s: %d", _period(kind, began), _SAID[kind], number)


def _beginning(kind: Kind) -> datetime:
    now = datetime.fromtimestamp(seconds(), tz=UTC).replace(minute=0, second=0)
    return now.replace(hour=0) if kind in _BY_DAY else now


def _period(kind: Kind, began: datetime) -> str:
    if kind in _BY_DAY:
        return f"on {began:%Y-%m-%d} (UTC)"
    return f"on {began:%Y-%m-%d} from {began:%H:%M} to {began + timedelta(hours=1):%H:%M} UTC"
