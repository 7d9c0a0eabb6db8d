"""What a directory says of a place that must not become known, in a column of its own or in words.

In doubt a place is hidden: that can be taken back, and a place that was told cannot.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Literal

Said = Literal["yes", "no", "not_said", "not_understood"]

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
_PLACE = "(?:location|address|whereabouts|site)(?:e?s)?"
_HOUSE = "(?:shelter|safe ?house|refuge)s?"
_NOT_OURS = "".join(
    rf"(?<!\b{each} )"
    for each in ("your", "at this", "at our", "at the", "at each", "at all", "at any", "at every")
)
"""Before a place where something else is confidential: the test at this site, your address."""
_UNTOLD = (
    "(?:confidential|undisclosed|secret|withheld|hidden|suppressed|redacted|unpublished|unlisted|"
    "private(?! (?:pay|insurance|practice|non|owned|school))|not (?:be )?(?:ever )?(?:disclosed|"
    "published|public|listed|given|shared|released|revealed|divulged|publicized|advertised|"
    "printed|posted|made public))"
)
_HOW = (
    "(?: (?:strictly|completely|fully|entirely|always|very|highly|also|to|be|and|must|kept)){0,5}"
)
_IS = (
    "(?: (?:is|are|be|was|will|must|should|shall|kept|remains?|stays?|being|held|treated as)){1,4}"
)
_BETWEEN = r"""
,|and|or|safe|secure|physical|street|mailing|exact|residential|temporary|domestic|violence|dv|abuse
emergency|transitional|family|crisis|sexual|assault|victims?|survivors?|womens?|women s|battered
youth|24|hours?|short|long|term|rural|local|undisclosed|confidential|supportive|overnight|program
bed|\d+
""".strip().replace("\n", "|")
"""What may stand between "confidential" and the house that it is said of."""
_ABOUT_HELP = (
    "(?! (?:counsel|assist|search|referr|information|application|visit|care|health|based|test|"
    "navigat|hotline|line|advice|advoca|support|serv|screen))"
)
_OF = (
    r"(?: of (?:\w+ ){0,5}\w+| (?:and|or)(?: (?:phone|telephone|contact|the|its|names?|numbers?|"
    "identity|address|location|information|hours)){1,3})?"
)
_NEVER = (
    "(?:do not|don t|never|cannot|can t|must not|may not|will not|won t|not to|unable to) (?:give|"
    "share|publish|disclose|release|reveal|print|post|divulge|display|show|publicize|advertise|tell)"
)
_CLOSE = (
    "(?:(?:out|the|this|our|its|their|any|anyone|anybody|callers|exact|physical|street|shelter|s|"
    "of|agency) ){0,5}"
)
_PHRASES = (
    (
        r"(?:confidential|confidentially|undisclosed|undisclosable|secret|hidden|unpublished)"
        rf"(?: (?:{_BETWEEN})){{0,6}} "
        rf"(?:{_PLACE}|{_HOUSE}|housing|house|home|residence|facility|located)\b{_ABOUT_HELP}"
    ),
    r"confidential place\b(?! to)",
    "private address",
    rf"{_NOT_OURS}{_PLACE}{_OF}{_IS}{_HOW} {_UNTOLD}",
    rf"{_HOUSE} (?:is|are|remains|kept|stays){_HOW} (?:confidential|undisclosed|secret)",
    (
        rf"{_PLACE} (?:confidential|withheld|suppressed|redacted|undisclosed|unlisted|unpublished|"
        r"not (?:disclosed|published|public|given|shared|released|for publication))\b"
        rf"{_ABOUT_HELP}"
    ),
    (
        rf"{_NOT_OURS}{_PLACE}(?: (?:is|are|will|be|only)){{0,3}} (?:disclosed|revealed|divulged) "
        "(?:only|upon|after|once|when|during)"
    ),
    rf"{_NEVER} {_CLOSE}(?:address(?:es)?|location|whereabouts)",
    (
        r"(?:ubicacion|direccion|domicilio)(?: del? (?:\w+ ){0,3}\w+)?(?: (?:es|esta|sera|se|"
        "mantiene|mantendra|permanece|estrictamente|totalmente|en)){0,5} (?:confidencial|"
        "secret[ao]|privad[ao]|ocult[ao]|reservad[ao]|no (?:se )?(?:publica|divulga|publicad[ao]|"
        "divulgad[ao]|revelad[ao]))"
    ),
    "(?:lugar|refugio|albergue|casa) (?:es )?(?:confidencial|secret[ao])",
    (
        r"no (?:divulg\w+|publi\w+|compart\w+|revel\w+|dar|de|damos) "
        "(?:la |su |esta |el |nuestra )?(?:direccion|ubicacion|domicilio)"
    ),
)
_HIDDEN = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b")
_STEMS = (
    *("confiden", "disclos", "publi", "listed", "privat", "privad", "secret", "withheld", "hidden"),
    *("suppress", "redact", "reveal", "divulg", "releas", "ocult", "reservad", "compart"),
    *("no da", "no de"),
)
_NEGATIONS = ("not ", "n't", "n’t", "never", "unable")
_NEGATED = ("address", "location", "whereabouts")
_NO_ADDRESS = re.compile(
    r"\W*(confidential|confidencial|undisclosed|withheld|redacted|private|privad[ao]|hidden|secret|"
    r"unpublished|unlisted|(not|never|no) (disclosed|published|public|listed|given|shared|"
    r"released|for publication|publicad[ao]|divulgad[ao])|do not (publish|disclose|share|list|"
    r"give out|release|print))\b.{0,40}",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\b(confidential|confidencial|private|hidden|undisclosed|secret|hide)\b")
_OF_A_PLACE = re.compile(r"\b(address|location|site|whereabouts|direccion|ubicacion|shelter)\b")
_OF_THE_POST = re.compile(r"\b(mailing|postal|billing)\b")
_BREAK = re.compile(r"[.;!?•]+(?=\s|$)|\|")
_GAP = re.compile(r"[^\w,]+|_+")


def said_in(cell: str) -> Said:
    """What a cell says to the question whether a place is confidential.

    Only what is clearly no means no. What is not understood has to count as a yes.
    """
    words = " ".join(_folded(cell).split())
    if words in _NOTHING:
        return "not_said"
    if _number(words) == 0 or words.rstrip(".!") in _NO:
        return "no"
    plain = _words(words)
    if _number(words) is not None or plain in _YES or _TELLS.match(plain):
        return "yes"
    return "not_understood"


def hides(cell: str) -> bool:
    """Whether such a cell hides the place: it says yes, or something that is not understood."""
    return said_in(cell) in ("yes", "not_understood")


def is_confidential(*texts: str) -> bool:
    """Some text says that a place must not become known."""
    text = _folded(" | ".join(texts))
    if not _may_tell(text):
        return False
    return any(
        _HIDDEN.search(_words(sentence)) for sentence in _BREAK.split(text) if _may_tell(sentence)
    )


def is_no_address(cell: str) -> bool:
    """A street that only says that it is not told."""
    return bool(cell) and bool(_NO_ADDRESS.fullmatch(cell))


def is_marked(fields: Mapping[str, str]) -> bool:
    """A field whose name asks whether the place is confidential, and whose cell does not say no."""
    return any(asks(name) and hides(cell) for name, cell in fields.items())


def asks(name: str) -> bool:
    """Whether the name of a column or a word of a vocabulary asks if a place is confidential."""
    plain = _words(_folded(name))
    if _OF_THE_POST.search(plain):
        return False
    if plain.removeprefix("is ") in ("confidential", "hidden"):
        return True
    return bool(_LABEL.search(plain)) and bool(_OF_A_PLACE.search(plain))


def _may_tell(text: str) -> bool:
    """A quick look; without these no phrase can be there, and most texts have none."""
    if any(stem in text for stem in _STEMS):
        return True
    return any(each in text for each in _NEGATIONS) and any(each in text for each in _NEGATED)


def _folded(text: str) -> str:
    """In small letters and without accents."""
    lower = text.lower()
    if lower.isascii():
        return lower
    apart = unicodedata.normalize("NFKD", lower)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _words(text: str) -> str:
    """With one space between words, and commas as words."""
    return _GAP.sub(" ", text.replace(",", " , ")).strip()


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
