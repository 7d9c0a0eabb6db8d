"""Whether a listing still stands, from the many words that directories have for it."""

import re

from data.imports.directory.records import Status

CLOSED: tuple[Status, ...] = ("inactive", "defunct", "temporarily closed")

_YES = frozenset(["yes", "y", "true", "t", "1", "-1", "x", "a", "on"])
_NO = frozenset(["no", "n", "false", "f", "0", "i"])
_NOT_FOR_GOOD = (
    r"(?! (?:captio\w*|circuit|doors?|on\b|for (?:lunch|holidays?|the (?:day|weekend|holidays?))|"
    r"(?:most |all |federal |major )?(?:mon|tue|wed|thu|fri|sat|sun|week|holiday|dail|night)\w*|"
    r"(?:at |from |between )?\d{1,2}(?:[ap]m|:| ?[ap]\.?m| noon)|noon|during|to (?:the )?public))"
)
"""Behind "closed" where that is said of hours, or of something else."""
_TEMPORARILY = re.compile(
    r"\btemp(ora[rl]\w*)?\b|\bon (hold|hiatus)\b|\bpaused?\b|\bseasonal(ly)? closed\b"
)
_DEFUNCT = re.compile(
    rf"\bclosed?\b{_NOT_FOR_GOOD}"
    r"|\b(defunct|discontinued|terminated|dissolved|out of (business|operation|service)"
    r"|shut(ting)? ?down|shuttered|(does not|do not|doesn't|no longer|not)( currently| presently)? "
    r"(exist|operat|offer|open|running|in (business|operation))\w*|ceased|cerrad[oa]|clausurad[oa]"
    r"|descontinuad[oa]|ya no existe|fuera de servicio)\b"
)
_INACTIVE = re.compile(
    r"\b(inactiv\w*|in active(?! (use|service|operation|duty))|dormant"
    r"|(not|non|no longer)( currently| presently)? ?(active|current|available|published|public"
    r"|approved)|deactivated|archived?|suspended|suspension|deleted?|removed?|disabled|expired"
    r"|retired|withdrawn|ended|obsolete|old|draft|pending|rejected|hidden|unpublished"
    r"|(do not|don't|dont|never) (refer|use)|dnr|no referrals?|no activ[oa]|suspendid[oa]"
    r"|eliminad[oa]|no (referir|refiera|disponible)|desactivad[oa])\b"
)
_ACTIVE = re.compile(
    r"active|open|current|live|operational|operating|operative|published|approved|verified|in use"
    r"|(open|active)[ ,;:-].*|activ[oa]|abiert[oa]"
)
_REFERRED = re.compile(
    r"\b(do(es)? not|don'?t) refer\b|\bno referrals\b|\b(make|made) inactive\b"
    r"|\bno longer (exists?|operat\w+|offered)\b|\bdo not use\b|\bno referir\b|\bya no existe\b"
)
_CLOSED = (
    "(?:closed|inactive|defunct|discontinued|suspended|shut ?down|terminated|out of business|"
    "cerrad[oa]|inactiv[oa]|suspendid[oa]|clausurad[oa]|descontinuad[oa])"
)
_HOW = (
    "(?:temporarily|permanently|indefinitely|temporalmente|permanentemente|definitivamente|"
    "until further notice|hasta nuevo aviso)"
)
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = (
    rf"(?:(?:{_MONTH}[ ,.]*)?(?:\d{{1,2}}(?:st|nd|rd|th)?[ ,./-]+){{0,2}}"
    r"(?:19|20)\d\d(?:[./-]\d+)*)"
)
_APART = re.compile(
    r"[()\[\]{}*|:]+|\s[-\u2013\u2014]+\s|^[-\u2013\u2014]+|(?<![-\u2013\u2014])[-\u2013\u2014]+$|\s/+\s|(?<![\d\s])/(?!\d)"
)
_MARK = re.compile(
    rf"(?:(?:now|currently|program|agency|service|is|has|been|{_HOW}) ){{0,3}}{_CLOSED}"
    rf"(?:[ ,]+{_HOW})?(?:[ ,]+(?:as of|since|effective|until|through|from|in|on|desde|hasta)\b.*)?"
)
_MARK_WITH_A_DAY = re.compile(rf"{_MARK.pattern}(?:[ ,]+{_DAY})?")
_FOR_A_WHILE = re.compile(r"\btemporar|\btemporalmente|\buntil\b|\bhasta\b")
_SENTENCE = re.compile(
    rf"\b{_HOW} {_CLOSED}\b|\b{_CLOSED} {_HOW}\b|\bha cerrado\b|\bout of business\b|"
    rf"\b(?:program|agency|service|organization|facility|shelter)(?: is| has(?: been)?| was) "
    rf"(?:now )?{_CLOSED}(?= *(?:[.;!,]|$|as of|effective|since))"
)
_OF_HOURS = (
    r"\b(?:\w+day|mon|tues?|wed|thurs?|fri|sat|sun|weekends?|holidays?|hours?|lunch|wait\w*|intakes?|"
    r"(?:waiting )?lists?|applications?|enrol\w*|registration|lobby|lunes|martes|miercoles|jueves|"
    r"viernes|sabado|domingo|horario)"
)
_BEFORE_HOURS = re.compile(rf"{_OF_HOURS}$")
_OF_A_PART = re.compile(
    rf"(?:{_OF_HOURS}|\b(?:offices?|sites?|locations?|doors?|entrance|walk ?ins?|donations?|"
    r"referrals?|playground|parking|bathrooms?|dining|lista))\b"
)
"""Hours, or a part of a service, of which it is said."""


def read_status(said: str) -> Status | None:
    """What a cell tells of a listing; None where its words are not known.

    A column may ask whether a listing is active, so a yes and a no are answers too. What says that
    it is closed counts before what says that it is not: "Active - do not refer" is inactive.
    """
    short = _plain(said)
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


def told_standing(words: str, *, is_name: bool = True) -> Status | None:
    """What a name or an alert says of a listing that is closed, or not to be referred to.

    None where it says neither: "Closed Mondays", "Closed captioning" and "Waitlist (closed)" are
    of hours, of something else, and of a part.

    Args:
        is_name: a day behind "closed" is that since which it is so, and no holiday.
    """
    plain = _plain(words)
    if _REFERRED.search(plain):
        return "inactive"
    if not _says_closed(plain, _MARK_WITH_A_DAY if is_name else _MARK):
        return None
    is_for_a_while = _FOR_A_WHILE.search(plain)
    return "temporarily closed" if is_for_a_while else "inactive"


def _says_closed(plain: str, mark: re.Pattern[str]) -> bool:
    pieces = [each.strip(" .!") for each in _APART.split(plain)]
    for before, each in zip(("", *pieces), pieces, strict=False):
        if mark.fullmatch(each) and not _BEFORE_HOURS.search(before):
            return True
    return any(
        not _OF_A_PART.search(re.split(r"[.;!]\s", plain[: each.start()])[-1])
        for each in _SENTENCE.finditer(plain)
    )


def _plain(words: str) -> str:
    """In small letters, with one kind of apostrophe and single spaces."""
    return " ".join(words.lower().replace("\u2019", "'").split())


def worse(one: str, other: str) -> str:
    """Of two words for the standing of one listing, the one that says that it is closed."""
    return other if read_status(other) in CLOSED and read_status(one) not in CLOSED else one
