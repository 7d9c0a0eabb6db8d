"""Ages as people say them, of children above all, in English and Spanish."""

import re
from collections.abc import Iterator

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = (
    rf"(?:\d{{1,3}}|(?:{_TENS})(?:[- ](?:{_ONES}))?|{_TEENS}|{_ONES})(?:[- ]and[- ]a[- ]half)?"
)
_UNO = "uno|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
_DIEZ = (
    "diez|once|doce|trece|catorce|quince|diecis[eé]is|diecisiete|dieciocho|diecinueve"
    "|veinte|veinti(?:uno|ún|un|d[oó]s|tr[eé]s|cuatro|cinco|s[eé]is|siete|ocho|nueve)"
)
_TREINTA = "treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa"
_NUMERO = rf"(?:\d{{1,3}}|(?:{_TREINTA})(?: y (?:{_UNO}))?|{_DIEZ}|{_UNO})(?: y medio)?"
_LIST = (
    rf"(?:{_NUMBER}(?: {_NUMBER}){{1,5}} and {_NUMBER}"
    rf"|{_NUMBER}(?:(?:,? and |,? or |, ?| & |-| to ){_NUMBER}){{0,8}})"
)
_LISTA = rf"{_NUMERO}(?:(?:,? y |,? o |, ?|-| a ){_NUMERO}){{0,8}}"

_UNIT = r"(?:years?|yrs?|months?|mos?|weeks?|wks?|days?)"
_UNIDAD = r"(?:años?|anos?|añitos?|mes(?:es)?|semanas?|d[ií]as?)"
_GRAND = r"grand(?:kids?|sons?|daughters?|bab(?:y|ies)|child(?:ren)?)"
_KIN = (
    r"(?:kids?|child(?:ren)?|boys?|girls?|twins?|triplets?|sons?|daughters?|bab(?:y|ies)|oldest"
    rf"|youngest|eldest|middle|little one|brothers?|sisters?|{_GRAND}|nephews?|nieces?|cousins?)"
)
_FAMILIA = (
    r"(?:hij[oa]s?|niñ[oa]s?|nen[ea]s?|beb[eé]s?|niet[oa]s?|gemel[oa]s|herman[oa]s?|mayor|menor)"
)
_SOON = (
    r"(?:(?:only|just|almost|about|around|nearly|already|barely|maybe|like|now|not even|ya|apenas)"
    r" ){0,3}"
)
_IS = r"(?:'s|’s|'m|’m|'re|’re| is| was| am| are| were)"
_NO_AGE = (
    r"(?!\d)(?![- ]?(?:%|percent|dollars?|bucks?|cents|o'clock|am\b|pm\b|a\.m|p\.m|miles?"
    r"|min(?:ute)?s?|hours?|hrs?|times?|of\b|people|in\b|feet|ft|pounds?|lbs|blocks?|points?|steps?|grand\b"
    rf"|more|different|other|good|bad)\b)(?! {_UNIT})"
)
_LIMPIO = r"(?!(?: de)? (?:limpi|sobri|despu[eé]s|atr[aá]s|embaraz))"
_GRADES = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)"
_GRADOS = "primer|primero|segundo|tercer|tercero|cuarto|quinto|sexto|séptimo|octavo|noveno"
_DECADES = "teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties"
_THEN = r"(?= (?:when|now|then|at the time|and a half|and he|and she)\b|\s{0,3}[.,;!?]|\s{0,3}$)"

_WITH_UNIT = rf"{_LIST}[- ]?{_UNIT}[- ]?olds?|{_NUMBER}[- ]?(?:y/?o|m/o)s?|{_NUMBER} {_UNIT} of age"
_WITH_WORD = (
    rf"(?:aged?|ages|age of)(?: of)? {_SOON}{_LIST}"
    rf"|(?:turn(?:ed|s|ing)?|going on) {_SOON}{_LIST}(?! (?:of|people|times)\b)"
)
_OF_SOMEBODY = (
    rf"(?:i|he|she|they|we|who){_IS} {_SOON}{_LIST}{_NO_AGE}"
    rf"|{_KIN}(?: who)?(?:{_IS}|,) {_SOON}{_LIST}{_NO_AGE}"
    rf"|(?<!\bit)(?<!\bthere)(?<!\bthat){_IS} {_SOON}{_LIST}{_THEN}|{_KIN} (?:of|aged) {_LIST}"
)
_ROUND = (
    rf"(?:early |mid[- ]?|late |my |his |her |their ){{1,3}}(?:\d0['’]?s|{_DECADES})"
    rf"|(?:{_NUMBER}|{_ORDINAL}|{_GRADES}|twenty-first) birthday"
)
_SCHOOL = (
    rf"(?:{_GRADES}|{_ORDINAL})[- ]grade(?:rs?)?|grade \d{{1,2}}|kindergart(?:en|ner)s?|pre-?k"
    r"|newborns?"
)
_TIENE = r"(?:ten(?:go|[ií]a|[ií]an|[ií]as|emos|drá)|tien(?:e|en|es)|tuvo|tuve|cumplidos)"
_CON_UNIDAD = (
    rf"{_TIENE} {_SOON}{_LISTA} {_UNIDAD}(?: y medio)?{_LIMPIO}"
    rf"|(?:de|con|entre|sus) {_SOON}{_LISTA} (?:años?|anos?|añitos?)(?: y medio)?{_LIMPIO}"
    rf"|{_LISTA} (?:añitos|{_UNIDAD} de (?:edad|nacid[oa]s?|vida))"
)
_CON_PALABRA = (
    rf"(?:cumpl(?:ió|io|e|í|i|ían|ieron|en|ir)|cumpliendo) (?:los |ya )?{_LISTA}"
    rf"|(?:a|desde|hasta) los {_LISTA}(?! (?:d[oó]lares|pesos|minutos))"
    rf"|edad(?:es)? de (?:los )?{_LISTA}|{_FAMILIA} de {_LISTA}"
)
_ESCUELA = rf"(?:{_GRADOS}) grado|k[ií]nder|preescolar|recién nacid[oa]s?"

_AGE = re.compile(
    r"(?:(?<![\w$€.,])|(?=['’ ]))(?:"
    + "|".join((_WITH_UNIT, _WITH_WORD, _OF_SOMEBODY, _ROUND, _SCHOOL))
    + "|"
    + "|".join((_CON_UNIDAD, _CON_PALABRA, _ESCUELA))
    + r")(?!\w)",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"(?<!\w)(?:{_NUMBER}|{_NUMERO}|{_GRADES}|{_GRADOS}|{_ORDINAL})(?!\w)", re.IGNORECASE
)
_BARE = re.compile(rf"(?:{_LIST}|{_LISTA})", re.IGNORECASE)


def ages(text: str) -> Iterator[tuple[int, int]]:
    """Where ages are said, from the first number on: 'six' of 'she turned six'."""
    for found in _AGE.finditer(text):
        said = _SAID.search(text, found.start(), found.end())
        yield (said.start() if said else found.start()), found.end()


def is_bare(said: str) -> bool:
    """Whether it is nothing but numbers, which mean an age at some places only."""
    return _BARE.fullmatch(said) is not None
