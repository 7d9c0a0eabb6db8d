"""Places and months made of ordinary words, where only the words around them tell, and no capital.

A machine that writes speech down gives neither capitals nor full stops. 'in march' is a month and
'they march' is none; 'at harbor light mission' names a place and 'at the treatment center' none.
"""

import re
from collections.abc import Iterator

from data.redaction.kinds import Hit
from data.redaction.words import chosen

_GENERIC = chosen("generic_places")
_WORD = r"[^\W\d_]{2,30}(?:['’]s)?"
_BEFORE = (
    r"(?:at|in|to|from|near|by|off|on|into|past|around|outside|behind|toward|towards|of|called|named"
    r"|through|across from|down|over|and|or|en|a|hasta|desde|hacia|por)"
)
_KIND = (
    r"(?:mission|cent(?:er|re)|clinic|hospital|church|chapel|school|elementary|academy|preschool"
    r"|daycare|shelter|courthouse|college|university|park|apartments?|village|motel|inn|lodge"
    r"|pharmacy|market|diner|library|prison|jail|ministries|county|township|heights|springs|creek"
    r"|housing|manor|estates|plaza|mall)"
)
_ROAD = r"(?:street|avenue|ave|boulevard|blvd|road|lane|drive|highway|parkway|terrace|alley)"
_TOWN = r"(?:fort|ft|mount|mt|port|san|santa|saint|st|ste|lake|camp|cape|el|los|las)"
_MONTHS = re.compile(
    r"(?<!\w)(?:in|since|until|till|by|last|of|early|late|mid|through|back in|around|from)"
    r"(?: (?:early|late|mid))? (march|may|august)(?![\w'’])(?! (?:be|have|not|or|as well)\b)"
    r"|(?<!\w)(?:en|de|desde|hasta|este|pasado) (mayo)(?!\w)"
    r"|(?<!\w)(august)(?!\w)",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"(?<![\w'’]){_BEFORE} ((?:{_WORD} ){{1,4}}?(?:{_KIND}|{_ROAD}))(?![\w'’])")
_COUNTY = re.compile(rf"(?<![\w'’])({_WORD} (?:county|township))(?![\w'’])")
_TOWNS = re.compile(
    rf"(?<![\w'’])(?:in|from|to|near|at|of|outside|around|through) ({_TOWN} {_WORD})(?![\w'’])"
)


def months(text: str) -> Iterator[tuple[int, int]]:
    """Months that are ordinary words too, where the words before them tell that they are months."""
    yield from (found.span(found.lastindex or 0) for found in _MONTHS.finditer(text))


def places(text: str) -> Iterator[Hit]:
    """What is called after somebody or something, in a text whose capitals tell nothing.

    A place that is told by its kind alone, such as 'the recovery center', is none of these.
    """
    low = text.casefold()
    if len(low) != len(text):  # a letter that folds to two
        low = text
    for shape in (_NAMED, _COUNTY, _TOWNS):
        for found in shape.finditer(low):
            start = found.start(1) + _before_name(found[1])
            if start < found.end(1) and (shape is _TOWNS or _is_named(low, start, found.end(1))):
                yield Hit(start, found.end(1), frozenset({"name"}))


def _before_name(said: str) -> int:
    """How many letters lie before the name: up to the last word that is in none."""
    at = 0
    for word in re.finditer(r"\S+", said):
        if word[0] in _IN_NO_NAME and not (word[0] in _ARTICLES and word.start() == 0):
            at = word.end() + 1
    return at


def _is_named(text: str, start: int, end: int) -> bool:
    """It holds more than kinds of places, and follows no word such as 'a' or 'my'."""
    before = text[:start].rstrip().rpartition(" ")[2]
    words = re.sub(r"['’]s\b", "", text[start:end]).split()
    return before not in _ANY_ONE and not all(word in _GENERIC for word in words)


_ARTICLES = frozenset({"el", "la", "los", "las"})
_ANY_ONE = chosen("any_one")
_IN_NO_NAME = (
    chosen("never_after_a_cue")
    | chosen("starts_no_place")
    | set(_BEFORE[3:-1].split("|"))
    | _ANY_ONE
)
