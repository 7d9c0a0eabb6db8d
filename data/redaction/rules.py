"""What can be told by its shape: addresses, numbers, dates and ages.

Every repetition has an end, so that no text takes long, whatever somebody puts into a file.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import chain

from data.redaction.ages import ages
from data.redaction.kinds import Hit, Kind
from data.redaction.small_letters import months

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_MESES = (
    "enero|febrero|marzo|abril|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre"
)
_MES = rf"(?:{_MESES}|mayo)"
_ORDINALS = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
    r"|twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth"
    r"|thirty[- ]first)"
)
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINALS})"
_YEAR = r"(?:(?:19|20)\d\d|['’]\d\d)"
_ROAD = (
    r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|circle|cir|place|pl"
    r"|way|terrace|ter|trail|trl|highway|hwy|parkway|pkwy|pike|square|sq|loop|alley|row|crossing"
    r"|heights|plaza|run)\.?"
)
_CALLE = r"(?:calle|avenida|av\.|avda\.?|carretera|camino|callejón|calzada|bulevar|paseo|vía|via)"
_NAMED = r"[^\W\d_][\w.'’-]{0,30}"
_PART = (
    r"(?:apt|apartment|suite|ste|unit|lot|room|bldg|building|floor|trailer|apartamento|apto|depto"
    r"|departamento|interior|colonia|lote)"
)
_ROUTE = r"(?:route|rt\.?|rte\.?|highway|hwy\.?|interstate|i-|county road|cr|exit|ruta|carretera)"
_DIGIT = "(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)"
_CIFRA = "(?:cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
_CASE = (
    r"(?:case|docket|cause|petition|court file|matter|caso|expediente|folio|causa)"
    r"(?:\s{1,3}(?:number|no\.?|num\.?|id|n[uú]mero|n[uú]m\.?))?"
)
_COURTS = "JD|JV|DR|DP|CP|JC|CV|CR|FC|PA|DN|JU|NA"
_SECURITY = r"(?:ssn|social(?: security)?(?: number)?|seguro social|last four)"
_BORN = r"(?:born|nac(?:ió|í|ieron|ido|ida)|d\.?o\.?b\.?|birthday|cumpleaños)"
_ENDINGS = "com|org|net|edu|gov|us|info|io|co|mx|es|biz|me"
_MIXED = r"(?:[A-Za-z]{1,4}-?\d|\d{1,9}[A-Za-z](?=[\w-]{0,40}\d))"
_NOT_BEFORE = r"(?<![\w.,$€])"

_SHAPES: tuple[tuple[Kind, str], ...] = (
    ("email", r"(?<![\w.+-])[\w.+%'-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"),
    ("email", rf"(?<!\w)[\w.+-]{{1,64}} (?:at|arroba) [\w-]{{1,63}} (?:dot|punto) (?:{_ENDINGS})"),
    ("url", r"(?<!\w)(?:https?://|www\.)[^\s<>\"]{0,2000}[^\s<>\".,;:!?)\]]"),
    ("url", rf"(?<![\w@.-])(?:[\w-]{{1,63}}\.){{1,5}}(?:{_ENDINGS})(?:/\S{{0,2000}})?(?!\w)"),
    ("url", r"(?<![\w@.])@[A-Za-z_][\w.]{2,40}"),
    ("ip", r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]{0,3}\d)"),
    ("ip", r"(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])"),
    ("ssn", r"(?<!\d)\d{3}[- ]\d{2}[- ]\d{4}(?!\d)"),
    ("ssn", rf"(?<!\w){_SECURITY}\b[^\d\n]{{0,25}}\d{{4,9}}(?!\d)"),
    ("card", r"(?<![\d-])(?:\d[ -]?){13,19}(?<=\d)(?!\d)"),
    ("phone", r"(?<![\w-])(?:\+|00)?\(?\d{1,4}\)?(?:[ .\-]{0,3}\(?\d{2,5}\)?){2,4}(?!\w)"),
    ("phone", r"(?<![\w.-])\d{3}[-. ]\d{4}(?!\w)"),
    ("number", rf"(?<!\w){_DIGIT}(?:[ ,-]{{1,2}}{_DIGIT}){{4,30}}(?!\w)"),
    ("number", rf"(?<!\w){_CIFRA}(?:[ ,-]{{1,2}}{_CIFRA}){{4,30}}(?!\w)"),
    ("case", rf"(?<!\w){_CASE}[\s:#]{{0,3}}(?=[\w/-]{{0,30}}\d)[\w/-]{{3,40}}"),
    ("case", rf"(?<!\w)\d{{2,4}}[- ]?(?:{_COURTS})[- ]?\d{{2,7}}(?!\w)"),
    ("number", r"(?<!\w)#\s?\d[\w-]{0,40}"),
    ("number", rf"{_NOT_BEFORE}\d{{5,40}}(?![\w,]{{0,4}}\d)"),
    ("number", rf"(?<![\w-]){_MIXED}[\w-]{{3,40}}(?!\w)"),
    ("zip", rf"(?<!-){_NOT_BEFORE}\d{{5}}(?:-\d{{4}})?(?!\w)"),
    ("address", rf"{_NOT_BEFORE}\d{{1,6}}(?:[-/]?[a-z])?,? (?:{_NAMED},? ){{1,5}}?{_ROAD}(?!\w)"),
    ("address", rf"{_NOT_BEFORE}\d{{1,5}} (?:[nsew]\.? )?\d{{1,3}}(?:st|nd|rd|th) {_ROAD}(?!\w)"),
    ("address", rf"(?<!\w){_CALLE} (?:{_NAMED},? ){{0,4}}?(?:no[º°.]{{1,2}} ?|#)?\d{{1,5}}(?!\w)"),
    ("address", rf"(?<!\w){_PART}\.? #?\d{{1,6}}[a-z]?(?!\w)"),
    ("address", r"(?<!\w)(?:p\.? ?o\.? ?box|apartado(?: postal)?) #?\d{1,8}"),
    ("address", rf"(?<!\w){_ROUTE} ?-?#?\d{{1,4}}[a-z]?(?!\w)"),
    ("date", r"(?<![\w/.-])\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?![\w/-])"),
    ("date", r"(?<![\w/.-])\d{4}[/.-]\d{1,2}[/.-]\d{1,2}(?!\w)"),
    ("date", r"(?<![\w/.-])\d{1,2}/\d{1,2}(?![\w/])"),
    ("date", rf"(?<!\w){_MONTH} (?:the )?{_DAY}(?:,? {_YEAR})?(?!\w)"),
    ("date", rf"(?<!\w)(?:the )?{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?(?!\w)"),
    ("date", rf"(?<!\w){_MONTH},? (?:of )?{_YEAR}(?!\w)"),
    ("date", rf"(?<!\w)(?:el )?(?:\d{{1,2}}|primero|uno) de {_MES}(?: del? {_YEAR})?(?!\w)"),
    ("date", rf"(?<!\w){_MES} del? {_YEAR}(?!\w)"),
    ("date", r"(?<!\w)(?:on )?the \d{1,2}(?:st|nd|rd|th)(?!\w)"),
    ("date", rf"(?<!\w){_BORN}(?: (?:is|on|in|en|es|el)){{0,2}}:? {_YEAR}(?!\w)"),
)
_FOUND: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(shape, re.IGNORECASE)) for kind, shape in _SHAPES
)
_RUN = re.compile(r"[^\W_]+")
_HOUSE = re.compile(r"(?<![\w.,$€#-])(?!(?:19|20)\d\d(?!\d))\d{3,6}(?= (?!I\b)[^\W\d_])")
_MONTHS_ALONE = re.compile(
    r"(?<!\w)(?:March|August|(?i:january|february|april|june|july|september|october|november"
    rf"|december|{_MESES}))(?!\w)"
)


def shaped(text: str) -> Iterator[Hit]:
    """All places whose shape tells what they are; places may overlap.

    A phone number has seven digits or more. A number of three digits or more before a capital is
    taken for that of a house. Years alone are left, and so are amounts of money. Letters and digits
    that touch a number belong to it.
    """
    runs = [found.span() for found in _RUN.finditer(text)]
    for hit in _told(text):
        left = bisect_right(runs, hit.start, key=lambda run: run[1])
        right = bisect_left(runs, hit.end, key=lambda run: run[1])
        start = min([hit.start, *(run[0] for run in runs[left : left + 1])])
        end = max([hit.end, *(run[1] for run in runs[right : right + 1] if run[0] < hit.end)])
        yield Hit(start, end, hit.kinds)


def _told(text: str) -> Iterator[Hit]:
    for kind, shape in _FOUND:
        for found in shape.finditer(text):
            if kind != "phone" or 7 <= sum(sign.isdigit() for sign in found[0]) <= 15:
                yield _hit(found.span(), kind)
    for found in _HOUSE.finditer(text):
        if text[found.end() + 1].isupper():
            yield _hit(found.span(), "address")
    for place in chain((each.span() for each in _MONTHS_ALONE.finditer(text)), months(text)):
        yield _hit(place, "date")
    for place in ages(text):
        yield _hit(place, "age")


def _hit(place: tuple[int, int], kind: Kind) -> Hit:
    return Hit(*place, frozenset({kind}))
