"""Marks beside an address or a name: "9 Elm St (confidential)", "Shelter - do not publish".

A mark stands apart, between brackets, dashes or commas. So "Confidential Care Center" is a name,
and "HIV testing, confidential" says something of the test.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from data.imports.directory.folding import HIDDEN, column_words, folded, spaced

Holds = Literal["answer", "text", "line", "name", "place", "other", "nothing"]
"""What a column holds: one of few words, sentences, a line of an address, a name, something of a
place, something else, or what can tell nothing of a place. A town counts as a name."""

_BEHIND = (
    "(?: (?:address|location|site|shelter|place|facility|info|information|please|publicly|out|the|"
    "this|our|its|at this time|online|to (?:the )?(?:general )?(?:public|callers?|clients?|anyone|"
    "anybody|others)|for (?:the )?(?:safety|security|protection|privacy)(?: reasons?| purposes)?|"
    "on (?:the )?(?:map|internet|web|web ?site)|dv|la|el|su|esta|al publico|direccion|ubicacion|"
    r"domicilio|por seguridad)\b){0,5}"
)
_BEFORE = (
    "(?:(?:strictly|completely|fully|kept|is|are|es|the|this|address|location|site|please|note|"
    "la|el|direccion|ubicacion|domicilio) ){0,3}"
)
_VERBS = (
    "publish|disclose|share|list|release|print|post|display|show|map|reveal|divulge|publicize|give|"
    "tell"
)
_WORDS = (
    "confidential|confidencial|undisclosed|undisclosable|withheld|redacted|suppressed|"
    f"(?:do not|don t|dont|never|must not|cannot|can not|not to) (?:be )?(?:{_VERBS})|"
    "not (?:to be |be )?(?:disclosed|published|shared|released|divulged|for publication)|"
    "no (?:publicar|publique|divulgar|divulgue|revelar|compartir|mostrar|dar|publicad[ao]|"
    "divulgad[ao]|revelad[ao])"
)
_SHORT = "private|privad[ao]|hidden|ocult[ao]|secret[ao]?|protected|protegid[ao]|reservad[ao]"
"""What may also be said of a road, a room or who runs a house; so it counts in few places only."""
_OF_A_PLACE = (
    "address|location|site|place|direccion|ubicacion|domicilio|lugar|on (?:the )?map|for safety"
)
_UNTOLD = "unlisted|unpublished|not (?:listed|public|given|for public)|no (?:public[ao]|publicada)"
_NO_HELP = "(?! (?:care|counsel|test|clinic|services?|support|hotline|health|advoca|treatment))"
_MARK = re.compile(f"{_BEFORE}(?:{_WORDS}|(?:{_SHORT}) (?:{_OF_A_PLACE})){_BEHIND}")
_SHORT_MARK = re.compile(f"{_BEFORE}(?:{_SHORT}){_BEHIND}")
_IN_A_LINE = re.compile(rf"(?<!\bnot )(?<!\bnon )\b(?:{_WORDS}|{_UNTOLD})\b{_NO_HELP}")
_APART = re.compile(
    r"[()\[\]{}<>*:;/|\u2013\u2014]+|(?:^|\s)-+|(?<!-)-+(?:\s|$)|(?<![.!])[.!]+$|^[.!,]+"
)
_APART_IN_A_NAME = re.compile(rf"{_APART.pattern}|,|[.!](?:\s|$)")
_OF_HELP = re.compile(
    r"(?:counsel\w*|test\w*|hotline|helpline|line|services?|care|treatment|therap\w*|advice|"
    r"advoca\w*|referrals?|info|information|help|screening|consult\w*|assistance|group|groups|"
    r"support|free|anonymous|intake|visits?|education|navigation|health|assessments?|meetings?|"
    r"chat|asesoria|consejeria|pruebas?|ayuda|apoyo|linea|gratis|gratuit[ao]|anonim[ao]s?|"
    r"hiv|vih|std|sti|professional|affordable|discreet|safe|private|welcoming|friendly)"
)
_SURELY_HIDDEN = re.compile(
    r"\b(?:shelters?|refuges?|safe ?houses?|domestic|dv|violence|battered|survivors?|victims?|"
    r"traffick\w*|refugio|albergue|violencia)\b"
)
_STEMS = tuple(
    """
    confiden|disclos|publi|withh|redact|suppress|unlisted|privat|privad|hidden|ocult|secret|protect
    protegid|do not|don't|don’t|dont |never|not |no |reservad
    """.strip()
    .replace("\n    ", "|")
    .split("|")
)
_ROADS = (
    "road|rd|drive|dr|lane|ln|street|st|way|court|ct|trail|valley|creek|hills?|lake|hollow|park"
)
_NO_ADDRESS = re.compile(
    rf"\W*(?:{_WORDS}|{_UNTOLD}|(?:{_SHORT})(?! (?:\w+ ){{0,2}}(?:{_ROADS})\b))\b{_NO_HELP}"
    ".{0,40}"
)
_NOT_OF_A_PLACE = re.compile(
    r"\b(?:e ?mail|mailing|postal(?! code)|post|billing|phone|telephone|fax|web|web ?site|url|ip|"
    r"contact|languages?|staff|hours|id|latitude|longitude|counsel\w*|test\w*|treatment|hotline|"
    r"records?|intake|fees?|costs?|medical|hiv|groups?|clients?|care|ownership|insurance|"
    r"payments?|services? (?!name|description|notes?|alert|status)\w+)\b"
)
_NAME = re.compile(
    r"(?:(?:site|location|service|program|agency|organization|public|alternate|facility) )?"
    r"(?:name|attention|attn|city|town|county|region|state province|postal code|zip|zip code|"
    r"location|site|program|agency|organization)"
)
_ANSWER = re.compile(
    r"\b(?:visib\w*|privac\w*|public|publi(?:sh|cation)\w*|disclos\w*|confiden\w*|type|status|"
    r"detail|level|display|sharing)\b"
)
_TEXT = re.compile(
    r"\b(?:description|notes?|comments?|remarks?|alert|caution|warning|instructions?|details|"
    r"summary|directions|descripcion|notas?)\b"
)
_LINE = re.compile(r"\b(?:address|street|suite|addr|direccion|domicilio)\b")
_PLACE = re.compile(r"\b(?:location|site|place|map|whereabouts|ubicacion|lugar|mapa)\b")
_SHORT_COUNTS = re.compile(
    r"\b(?:visib\w*|privacy|disclos\w*|confiden\w*|display|sharing|address|direccion|"
    r"public(?!.*private)|publi(?:sh|cation)\w*)\b"
)
_KINDS: Mapping[Holds, re.Pattern[str]] = {
    "answer": _ANSWER,
    "text": _TEXT,
    "line": _LINE,
    "place": _PLACE,
}


def is_no_address(cell: str) -> bool:
    """A line of an address that says that it is not told, whatever stands behind."""
    return _may_be_marked(cell) and bool(_NO_ADDRESS.fullmatch(spaced(folded(cell))))


def without_mark(text: str) -> str:
    """A name without marks that stand apart in it."""
    if not _may_be_marked(text):
        return text
    kept = (each for each in _APART_IN_A_NAME.split(text) if not _is_mark(spaced(folded(each))))
    return " ".join(" ".join(kept).split())


def is_only_a_mark(cell: str) -> bool:
    """A name, a town or the like that says nothing beside."""
    return _may_be_marked(cell) and all(map(_is_mark, _pieces(cell, apart=_APART_IN_A_NAME)))


def marks(column: str, cell: str, *, is_place: bool) -> bool:
    """Whether a cell has a mark that says that a place must not become known.

    Args:
        is_place: of the row of a place, so that any text there is about the place.
    """
    cell = cell.replace(HIDDEN, " ")
    if not _may_be_marked(cell):
        return False
    holds = _held_by(column)
    if holds == "nothing" or (holds == "other" and not is_place):
        return False
    if holds == "line":
        return is_no_address(cell) or _marks_line(cell)
    if holds == "name":
        return _marks_name(cell)
    pieces = _pieces(cell, apart=_APART_IN_A_NAME)
    if all(map(_MARK.fullmatch, pieces)):
        return True
    if holds == "answer" and all(map(_is_mark, pieces)):
        return bool(_SHORT_COUNTS.search(column_words(column)))
    return is_place and holds == "text" and _marks_an_end(cell)


def _may_be_marked(text: str) -> bool:
    """A quick look; without these no mark can be there, and most cells have none."""
    lower = text.lower()
    return any(each in lower for each in _STEMS)


@lru_cache(maxsize=10_000)
def _held_by(column: str) -> Holds:
    words = column_words(column).removeprefix("attribute ")
    if _NAME.fullmatch(words):
        return "name"
    if _NOT_OF_A_PLACE.search(words):
        return "nothing"
    found: list[Holds] = [kind for kind, of in _KINDS.items() if of.search(words)]
    return found[0] if found else "other"


def _pieces(text: str, *, apart: re.Pattern[str]) -> list[str]:
    """What stands between brackets, dashes and the like, as words."""
    return [words for each in apart.split(folded(text)) if (words := spaced(each))]


def _is_mark(words: str) -> bool:
    return bool(_MARK.fullmatch(words) or _SHORT_MARK.fullmatch(words))


def _marks_line(cell: str) -> bool:
    if _IN_A_LINE.search(spaced(folded(cell))):
        return True
    return any(map(_SHORT_MARK.fullmatch, _pieces(cell, apart=_APART_IN_A_NAME)))


def _marks_name(cell: str) -> bool:
    """A mark that stands apart in a name; "Private" alone is one too, behind a name it is not."""
    pieces = _pieces(cell, apart=_APART_IN_A_NAME)
    if all(map(_is_mark, pieces)):
        return True
    return any(
        _MARK.fullmatch(each) and not _is_of_help(pieces, at) for at, each in enumerate(pieces)
    )


def _marks_an_end(cell: str) -> bool:
    """A mark before or behind what a text says."""
    pieces = _pieces(cell, apart=_APART)
    return any(
        bool(_MARK.fullmatch(pieces[at])) and not _is_of_help(pieces, at)
        for at in (0, len(pieces) - 1)
    )


def _is_of_help(pieces: Sequence[str], at: int) -> bool:
    """Not the place is confidential, but a test, advice or the like that stands beside."""
    if any(map(_SURELY_HIDDEN.search, pieces)):
        return False
    before = pieces[at - 1].split()[-1:] if at else []
    behind = pieces[at + 1].split()[:2] if at + 1 < len(pieces) else []
    return any(map(_OF_HELP.fullmatch, (*before, *behind)))
