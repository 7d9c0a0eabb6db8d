"""Sentences that say that a place must not become known; other modules look at columns and marks.

In doubt a place is hidden: that can be taken back, and a place that was told cannot.
"""

import re

from data.imports.directory.folding import HIDDEN, folded, spaced

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
_CANNOT = (
    "(?:cannot|can ?not|can t|could not|must not|may not|should not|shall not|will not|won t|"
    "would not|is not to|are not to|never|(?:must|may|will|can|should|is|are) never|not able to|"
    "unable to|not (?:permitted|allowed) to)"
)
_NEVER = (
    rf"(?:{_CANNOT}|do not|don t|does not|doesn t|not to) (?:ever )?(?:give|share|publish|disclose|"
    "release|reveal|print|post|divulge|display|show|publicize|advertise|tell|confirm|provide)"
)
_TOLD = (
    "(?:disclosed|published|made public|listed|given|shared|released|revealed|divulged|publicized|"
    "advertised|printed|posted|displayed|told|shown|provided)"
)
_LATER = (
    "(?:(?:only )?(?:upon|after|once|during|following|at (?:the )?(?:time of|intake|admission))|"
    "(?:only )?when (?:you|they|a|an|accepted|admitted|eligible)|only (?:when|at|to|by|if))"
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
    (
        rf"{_NOT_OURS}(?:address|location|whereabouts)(?: (?:is|are|will|be|only)){{1,3}} "
        rf"(?:given|provided|shared|released|told) {_LATER}"
    ),
    rf"{_NOT_OURS}{_PLACE}{_OF} (?:is |are )?{_CANNOT} (?:ever )?be (?:\w+ly )?{_TOLD}",
    rf"{_NOT_OURS}{_PLACE} (?:is |are )?(?:hidden|secret|private|protected)(?: (?:for|due)\b|$)",
    rf"{_NEVER} {_CLOSE}(?:address(?:es)?|location|whereabouts)\b{_ABOUT_HELP}",
    (
        r"(?:ubicacion|direccion|domicilio)(?: del? (?:\w+ ){0,3}\w+)?(?: (?:es|esta|sera|se|"
        "mantiene|mantendra|permanece|estrictamente|totalmente|en)){0,5} (?:confidencial|"
        "secret[ao]|privad[ao]|ocult[ao]|reservad[ao]|protegid[ao]|no (?:se )?"
        "(?:publica|divulga|publicad[ao]|divulgad[ao]|revelad[ao]))"
    ),
    "(?:lugar|refugio|albergue|casa) (?:es )?(?:confidencial|secret[ao])",
    (
        r"no (?:(?:se |nos )?(?:puede|pueden|podemos|debe|deben|debemos) )?(?:divulg\w+|publi\w+|"
        r"compart\w+|revel\w+|mostr\w+|dar|de|damos) "
        "(?:la |su |esta |el |nuestra |nuestro )?(?:direccion|ubicacion|domicilio)"
    ),
    (
        "(?:ubicacion|direccion|domicilio)(?: del? (?:\\w+ ){0,3}\\w+)? no (?:se )?(?:puede|pueden|"
        "debe|deben) (?:ser )?(?:divulgar|publicar|compartir|revelar|mostrar|dar|divulgad[ao]|"
        "publicad[ao]|compartid[ao]|revelad[ao])"
    ),
)
_HIDDEN = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b")
_STEMS = (
    *("confiden", "disclos", "publi", "listed", "privat", "privad", "secret", "withheld", "hidden"),
    *("suppress", "redact", "reveal", "divulg", "releas", "ocult", "reservad", "compart"),
    *(
        "no da",
        "no de",
        "no se",
        "no pued",
        "no pod",
        "revel",
        "mostr",
        "protegid",
        "protected for",
    ),
)
_NEGATIONS = ("not ", "n't", "n’t", "never", "unable", "after", "upon", "once", "when", "only")
_NEGATED = ("address", "location", "whereabouts")
_BREAK = re.compile(r"[.;!?•]+(?=\s|$)|\|")


def is_confidential(*texts: str) -> bool:
    """Some text says that a place must not become known."""
    text = folded(" | ".join(texts)).replace(HIDDEN, " ")
    if not _may_tell(text):
        return False
    return any(
        _HIDDEN.search(spaced(sentence)) for sentence in _BREAK.split(text) if _may_tell(sentence)
    )


def _may_tell(text: str) -> bool:
    """A quick look; without these no phrase can be there, and most texts have none."""
    if any(stem in text for stem in _STEMS):
        return True
    return any(each in text for each in _NEGATIONS) and any(each in text for each in _NEGATED)
