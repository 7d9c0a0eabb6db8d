"""Words of American addresses that people write in several ways, each with one that stands for all.

Some short forms stand for two words: "St" is a street or a saint, "Dr" a drive or a doctor. Since
only the same word has to come out of both spellings, both words come out as one.

Source:
    The short forms are those of the United States Postal Service, Publication 28, appendices B
    and C.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

_KINDS = """
alley aly|annex anx|arcade arc|avenue av ave aven avenu|bayou byu|beach bch|bend bnd|bluff blf
boulevard blvd boul|branch br|bridge brg|brook brk|bypass byp|canyon cyn|causeway cswy
center ctr centre|circle cir circ crcl|cliff clf clfs cliffs|common commons cmn cmns
corner cor cors corners|court ct courts cts|cove cv|creek crk|crescent cres|crossing xing crssng
crossroads xrd|dale dl|drive dr drv doctor|estate est estates ests|expressway expy expwy|falls fls
ferry fry|field fld fields flds|ford frd|forest frst|fork frk forks frks|freeway fwy
garden gdn gardens gdns|gateway gtwy|glen gln|green grn|grove grv|harbor hbr|haven hvn
heights hts ht|highway hwy hiway hway|hill hl hills hls|hollow holw|island isl|junction jct
knoll knl knolls knls|lake lk lakes lks|landing lndg|lane ln|loop lp|manor mnr
meadow mdw meadows mdws|mill ml mills mls|mission msn|motorway mtwy|mountain mtn|oval
park prk parks|parkway pkwy pky parkwy|pass|path|pike|pine pne pines pnes|place pl
plain pln plains plns|plaza plz|point pt points pts|prairie pr|ranch rnch|ridge rdg ridges
river riv|road rd roads rds|route rte rt|row|run|shore shr shores shrs|skyway skwy
spring spg springs spgs|square sq squares|station sta|stream strm|street st str streets saint
summit smt|terrace ter terr|throughway trwy thruway|trace trce|track trak|trail trl trails trls
turnpike tpke tpk|valley vly valleys|viaduct via|view vw views|village vlg|vista vis|walk|way wy
well wl wells wls
"""
_OTHERS = "mount mt|fort ft|junior jr|senior sr|memorial mem|sainte ste"
_WAYS = """
n north|s south|e east|w west|ne northeast|nw northwest|se southeast|sw southwest
"""
_NUMBERS = """
0 zero|1 one first|2 two second|3 three third|4 four fourth|5 five fifth|6 six sixth|7 seven seventh
8 eight eighth|9 nine ninth|10 ten tenth|11 eleven eleventh|12 twelve twelfth|13 thirteen thirteenth
14 fourteen fourteenth|15 fifteen fifteenth|16 sixteen sixteenth|17 seventeen seventeenth
18 eighteen eighteenth|19 nineteen nineteenth|20 twentieth|30 thirtieth|40 fortieth|50 fiftieth
60 sixtieth|70 seventieth|80 eightieth|90 ninetieth|2 twenty|3 thirty|4 forty|5 fifty|6 sixty
7 seventy|8 eighty|9 ninety
"""
"""Tens come before a unit, as in "twenty-first", which is 2 and then 1: 21."""


def _by_word(lines: str) -> dict[str, str]:
    several = (each.split() for each in re.split(r"[|\n]", lines) if each.strip())
    return {word: words[0] for words in several for word in words}


_OF_KIND = _by_word(_KINDS)
KINDS = frozenset(_OF_KIND.values())
"""What kind of street it is, each by one word."""
WAYS = frozenset(_by_word(_WAYS).values())
"""Directions, each by its letters."""
_PLAIN = """
street avenue road drive lane court boulevard place terrace circle highway parkway square trail
pike way loop alley turnpike route
"""
PLAIN_KINDS = frozenset(_PLAIN.split())
"""Those of which two are two streets; the others may also be part of a name."""
_ONE_OF_ALL = {**_OF_KIND, **_by_word(_OTHERS), **_by_word(_WAYS), **_by_word(_NUMBERS)}
_COUNTED = re.compile(r"(\d+)(?:st|nd|rd|th)")
_COUNTING = "one two three four five six seven eight nine ten eleven twelve"
_COUNTS = frozenset(_COUNTING.split())
_HOUSE = re.compile(r"(\d+)[a-z]?")
_UNITS = (
    "apartment|apt|unit|suites?|ste|building|bldg|floor|flr|fl|room|rm|lot|space|spc|trailer|trlr"
    "|department|dept|hangar|door|wing"
)
UNIT = re.compile(_UNITS)
"""What a part of a house is called."""
_NUMBER = r"(?:#\s*|no\.?\s+|number\s+)?"
_SUCH = r"(?:\d+[a-z]?|[a-z]\d*|[a-z]-\d+|one|two|three|four|five|six)"
_PART = re.compile(
    rf"\b(?:{_UNITS})\b\.?\s*{_NUMBER}{_SUCH}\b|#\s*{_SUCH}\b|\b\w+\s+(?:floor|flr)\b"
    r"|\bp\.?\s*o\.?\s*box\s*#?\s*\w+|\bpost office box\s*#?\s*\w+|\bbox\s+#?\s*\d+"
    r"|(?<=\d)\s+\d/\d\b"
)


def folded_word(word: str) -> str:
    """The word that stands for all spellings of this one."""
    lower = word.lower()
    if counted := _COUNTED.fullmatch(lower):
        return counted[1]
    return _ONE_OF_ALL.get(lower, lower)


@lru_cache(maxsize=1 << 13)
def house_number(word: str) -> str:
    """The number of a house without its letter; empty for what is none."""
    lower = word.lower()
    if found := _HOUSE.fullmatch(lower):
        return found[1].lstrip("0")
    return _ONE_OF_ALL[lower] if lower in _COUNTS else ""


def house_numbers(words: Iterable[str]) -> frozenset[str]:
    """Every small word that may be the number of a house, as such."""
    found = (house_number(each) for each in words if each[0].isdigit() or each in _COUNTS)
    return frozenset(found) - {""}


def may_be_one_kind(one: str, other: str) -> bool:
    """Two kinds of street, of which either may not be said, do not tell two streets apart."""
    return not one or not other or one == other or not {one, other} <= PLAIN_KINDS


def without_parts(line: str) -> str:
    """A line of an address without boxes, units, floors and halves of a number."""
    return _PART.sub(" , ", line.lower())
