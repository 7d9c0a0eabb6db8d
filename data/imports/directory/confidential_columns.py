"""Columns that ask whether a place is confidential, and columns that ask whether it may be known.

Only a clear answer shows a place: what is not understood hides it.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from data.imports.directory.confidential_marks import marks
from data.imports.directory.folding import column_words, folded, spaced

Said = Literal["yes", "no", "not_said", "not_understood"]
Question = Literal["is_confidential", "may_be_known", "known_as", "is_record_known", ""]
"""What a column asks. One that is "known_as" may hold the address to be shown, or a no; what asks
whether a record is known is about its place only in the row of a place."""

_NO = frozenset(
    """
    no|n|false|f|off|none|n/a|na|not applicable|public|open|visible|not confidential|not private
    not hidden|not secret|publish|do publish|may be published|falso|publica|publico
    """.strip()
    .replace("\n    ", "|")
    .split("|")
)
_NOTHING = frozenset({"", "-", "--", "---", ".", "null", "nil", "nan", "-hsds-required-"})
_YES = frozenset({"yes", "y", "true", "t", "x", "on", "si", "hide"})
_TELLS = re.compile(
    r"(yes|si)\b|.*(confiden|privat|privad|hid|secre|protect|suppress|redact|withh|unlisted|"
    r"undisclos|oculta|domestic|\bdv\b|\b(not|never|don t|no) (\w+ )?"
    r"(publish|disclos|show|list|give|share|print|public|display|release|publicar|divulgar))"
)
_KNOWN = re.compile(
    r"(?:yes|y|true|t|x|on|si|ok|okay|verdadero|public|publico|publica|open|visible|publish|"
    r"published|show|shown|display|displayed|list|listed|mapped|full|full address|exact|all|always|"
    r"anyone|anybody|everyone|everybody|publicly (?:visible|available|listed))\b(?!.*\b(?:not|no|"
    r"only|except|but|after|upon|hid\w*|confiden\w*|privat\w*|dv)\b).*"
)
_NOT_SAID_OF_KNOWN = _NOTHING | {"n/a", "na", "not applicable", "none"}
_REFUSED = re.compile(
    r"(?:no|n|false|f|off|never|falso|nunca|hide|dv)\b.*|.*(?:confiden|privat|privad|hidden|secre|"
    r"protect|suppress|redact|withh|unlisted|unpublish|undisclos|ocult|"
    r"\b(?:not|never|don t|dont|cannot)\b).*"
)
_PART_OF_AN_ADDRESS = re.compile(r"\b(?:only|approx\w*|radius|general|area|blocks?)\b")
_VERBS = (
    "publish|disclose|share|list|release|print|display|show|reveal|divulge|publicize|publicar|"
    "divulgar|mostrar|revelar|compartir"
)
_DONE = (
    "published|disclosed|shared|listed|released|printed|displayed|shown|mapped|public|visible|"
    "publicly (?:listed|visible|available)|mappable|publishable|viewable|publica|visible al publico"
)
_PLACES = (
    r"(?:address(?:es)?|locations?|sites?|whereabouts|street|coordinates|map|shelters?|direccion|"
    "ubicacion|domicilio|mapa)"
)
_LABEL = re.compile(
    r"\b(?:confidential|confidencial|private|privad[ao]|hidden|hide|undisclosed|secret[ao]?|"
    r"suppress(?:ed)?|withh(?:old|eld)|protected|protegid[ao]|sensitive|unlisted|redact(?:ed)?|"
    r"unpublished|non ?public|not public|not for publication|conceal(?:ed)?|ocult(?:a|o|ar)|"
    rf"reservad[ao]|(?:do not|don t|dont|never|not) (?:{_VERBS}|{_DONE})|"
    r"no (?:publicar|divulgar|mostrar|revelar|compartir))\b"
)
_OF_A_PLACE = re.compile(rf"\b{_PLACES}\b")
_OF_THE_POST = re.compile(r"\b(?:mailing|postal|billing)\b")
_OF_ANOTHER = re.compile(
    r"\b(?:(?:e ?mail|web|internet|ip) address(?:es)?|web ?sites?|address confidentiality program|"
    r"(?:counsel\w*|test\w*|rooms?|parking)(?=.*\bsites?\b)|"
    r"sites?(?=.*\b(?:counsel\w*|test\w*|rooms?|parking)\b))"
)
_IS_CONFIDENTIAL = frozenset(
    """
    confidential|confidencial|hidden|redacted|suppressed|undisclosed|non public|nonpublic|not public
    do not publish|do not list|do not disclose|do not release|do not display|do not show|do not map
    do not share|no publicar|no divulgar|unpublished
    """.strip()
    .replace("\n    ", "|")
    .split("|")
)
_OF_ITS_RECORD = frozenset(["private", "sensitive", "protected", "secret", "unlisted", "hide"])
"""In the row of a place these are about the place; elsewhere about who runs or pays for it."""
_LEAVE = r"(?:(?:is|it|ok|okay|may|can|we|safe|allow(?:ed)?|permission|consent|should|to|be) )*"
_THE = r"(?:the |this |our |its |exact |full |street |physical |site |shelter |location |service )*"
_ASKED = r"(?: (?:publicly|flag|yn|y n|yes no|indicator|ok|online|(?:on|in|to) (?:the )?\w+))*"
_MAY_BE_KNOWN = re.compile(
    rf"{_LEAVE}(?:{_VERBS}|{_DONE}) {_THE}{_PLACES}{_ASKED}|"
    rf"{_LEAVE}(?:{_VERBS}|{_DONE}) (?:on|in) (?:the )?(?:\w+ )?maps?|(?:is )?(?:on map|mappable)|"
    rf"(?:is )?{_THE}{_PLACES} (?:is |are |may be |can be |be |es )?(?:{_DONE}){_ASKED}|"
    r"is public(?:ly (?:visible|listed|available))?|publicly (?:visible|listed)|visible to public"
)
_KNOWN_AS = re.compile(
    rf"(?:public|publicly listed|published|listed|display|mapped|shared) {_THE}{_PLACES}|"
    rf"{_THE}{_PLACES} (?:{_VERBS})"
)
_RECORD_KNOWN = frozenset(
    ["public", "visible", "is visible", "published", "is published", "publish", "show", "display"]
)


def said_in(cell: str) -> Said:
    """What a cell says to the question whether a place is confidential.

    Only what is clearly no means no. What is not understood has to count as a yes.
    """
    words = " ".join(folded(cell).split())
    if words in _NOTHING:
        return "not_said"
    if _number(words) == 0 or words.rstrip(".!") in _NO:
        return "no"
    plain = spaced(words)
    if _number(words) is not None or plain in _YES or _TELLS.match(plain):
        return "yes"
    return "not_understood"


def hides(cell: str) -> bool:
    """Whether such a cell hides the place: it says yes, or something that is not understood."""
    return said_in(cell) in ("yes", "not_understood")


def refuses(cell: str) -> bool:
    """Whether a cell hides the place where the question is whether it may be known.

    What is not understood does, unless it may be the very address that is to be shown.
    """
    words = " ".join(folded(cell).split())
    if words in _NOT_SAID_OF_KNOWN:
        return False
    if (number := _number(words)) is not None:
        return number == 0
    plain = spaced(words)
    if _KNOWN.fullmatch(plain):
        return False
    return bool(_REFUSED.fullmatch(plain)) or not _may_be_an_address(words)


def _clearly_refuses(cell: str) -> bool:
    words = folded(cell).strip()
    refused = _number(words) == 0 or bool(_REFUSED.fullmatch(spaced(words)))
    return refused and not _may_be_an_address(words)


def asks(name: str) -> bool:
    """Whether the name of a column or a word of a vocabulary asks if a place is confidential."""
    return question(name) == "is_confidential"


def is_about_being_known(name: str) -> bool:
    """Whether a column asks if a place is confidential, or if its address may be known."""
    return question(name) in ("is_confidential", "may_be_known", "known_as")


@lru_cache(maxsize=10_000)
def question(name: str) -> Question:
    """What a column asks of a place; empty where it asks nothing of that kind."""
    plain = column_words(name).removeprefix("attribute ")
    if _OF_THE_POST.search(plain):
        return ""
    is_of_a_place = bool(_OF_A_PLACE.search(_OF_ANOTHER.sub("", plain)))
    if plain.removeprefix("is ") in _IS_CONFIDENTIAL or (_LABEL.search(plain) and is_of_a_place):
        return "is_confidential"
    if _KNOWN_AS.fullmatch(plain):
        return "known_as"
    if _MAY_BE_KNOWN.fullmatch(plain):
        return "may_be_known"
    return "is_record_known" if plain in _RECORD_KNOWN else ""


def is_marked(fields: Mapping[str, str], *, is_place: bool = False) -> bool:
    """Some field says that the place must not become known.

    Args:
        is_place: they are of the row of a place.
    """
    return any(is_told(name, cell, is_place=is_place) for name, cell in fields.items())


def is_told(name: str, cell: str, *, is_place: bool = False) -> bool:
    """A field says so: it answers a question of that kind, or its words are marked."""
    if not cell:
        return False
    asked = question(name)
    if asked == "is_confidential":
        return hides(cell)
    if is_place and column_words(name).removeprefix("is ") in _OF_ITS_RECORD:
        return hides(cell)
    if asked == "may_be_known":
        return refuses(cell)
    if asked == "known_as" or (is_place and asked == "is_record_known"):
        return _clearly_refuses(cell)
    return marks(name, cell, is_place=is_place)


def _may_be_an_address(words: str) -> bool:
    """Some words with a number in them, or with a comma; or a page of a map."""
    if "://" in words or words.startswith("www."):
        return True
    has_sign = "," in words or any(sign.isdigit() for sign in words)
    return has_sign and " " in words and not _PART_OF_AN_ADDRESS.search(words)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
