"""Whether a listing still stands, from the many words that directories have for it."""

import re

from data.imports.directory.records import Status

CLOSED: tuple[Status, ...] = ("inactive", "defunct", "temporarily closed")

_YES = frozenset(["yes", "y", "true", "t", "1", "-1", "x", "a", "on"])
_NO = frozenset(["no", "n", "false", "f", "0", "i"])
_TEMPORARILY = re.compile(r"\btemp(orar\w*)?\b|\bon hold\b|\bpaused?\b|\bseasonal(ly)? closed\b")
_DEFUNCT = re.compile(
    r"\b(closed?|defunct|discontinued|terminated|dissolved|out of (business|operation)"
    r"|(no longer|not) (exist|operat|offer|open|in (business|operation))\w*|ceased|cerrado)\b"
)
_INACTIVE = re.compile(
    r"\b(inactiv\w*|(not|non|no longer) ?(active|current|available|published|public|approved)"
    r"|deactivated|archived?|suspended|suspension|deleted?|removed?|disabled|expired|retired"
    r"|withdrawn|ended|obsolete|old|draft|pending|rejected|hidden|unpublished|do not (refer|use))\b"
)
_ACTIVE = re.compile(
    r"active|open|current|live|operational|operating|operative|published|approved|verified|in use"
    r"|(open|active)[ ,;:-].*|activo|abierto"
)
_REFERRED = re.compile(
    r"\bdo(es)? not refer\b|\bdon'?t refer\b|\bno referrals\b|\b(make|made) inactive\b"
    r"|\bno longer (exists?|operat\w+|offered)\b|\bdo not use\b",
    re.IGNORECASE,
)
_SHOUTED = re.compile(
    r"(?:^|[(\[{*:/|]|\s[-\u2013\u2014]+)\s*(?i:inactive|closed|defunct|discontinued)\s*"
    r"(?:$|[)\]}*:/|]|[-\u2013\u2014]+\s)"
)
"""As in "A (closed)", "CLOSED: A" and "A - inactive", and not as in "Closed captioning"."""


def read_status(said: str) -> Status | None:
    """What a cell tells of a listing; None where its words are not known.

    A column may ask whether a listing is active, so a yes and a no are answers too. What says that
    it is closed counts before what says that it is not: "Active - do not refer" is inactive.
    """
    short = said.strip().lower()
    if short in _YES or short in _NO:
        return "active" if short in _YES else "inactive"
    lower = " ".join(short.replace("_", " ").replace("-", " ").split())
    if _TEMPORARILY.search(lower):
        return "temporarily closed"
    if _DEFUNCT.search(lower):
        return "defunct"
    if _INACTIVE.search(lower):
        return "inactive"
    return "active" if _ACTIVE.fullmatch(lower) else None


def is_told_closed(words: str) -> bool:
    """Whether a name or an alert says that a listing is closed, or not to be referred to."""
    return bool(_REFERRED.search(words) or _SHOUTED.search(words))


def worse(one: str, other: str) -> str:
    """Of two words for the standing of one listing, the one that says that it is closed."""
    return other if read_status(other) in CLOSED and read_status(one) not in CLOSED else one
