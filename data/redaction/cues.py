"""Words beside which a name is likely: 'my name is', titles, 'my daughter'; 'then ... called'.

In English and Spanish. They find the names that are ordinary words too, where no capital tells
them apart.
"""

import re
from collections.abc import Iterator, Sequence

from data.redaction.kinds import Hit
from data.redaction.words import Word, chosen, is_common, is_family, is_given

_CALLED = (
    r"my name(?:'s|’s| is| was)|(?:his|her|their|the|whose|baby's) names?(?:'s|’s| is| was| are)"
    r"|(?:named|called|name:)(?: (?:him|her|it))?"
    r"|(?:go|goes|went) by|calls? (?:me|him|her)|known as|(?:hi|hello),? i'm|this is"
    r"|(?:me|te|se|le|lo|la) (?:llam[oaé]n?|llamaba|dicen|decían|puse|pusimos|pusieron)"
    r"|(?:mi|su|el|cuyo) nombre (?:es|era)|nombre:|llamad[oa]s?|de nombre|apodad[oa]|soy"
)
_TITLE = (
    r"mr|mrs|ms|miss|mx|dr|doctor|judge|officer|deputy|detective|sergeant|sgt|lieutenant|nurse"
    r"|pastor|reverend|rev|father|sister|brother|coach|counselor|attorney|magistrate|justice|worker"
    r"|aunt|auntie|uncle|grandma|grandpa|granny|cousin|señor|señora|señorita|sr|sra|srta|doña|don"
    r"|doctora|dra|licenciad[oa]|lic|maestr[oa]|profesora?|profe|juez|jueza|oficial|tío|tía|tio|tia"
    r"|abuel[oa]|padre|madre|hermano|hermana|trabajadora social|enfermer[oa]"
)
_KIN = (
    r"daughters?|sons?|kids?|child|children|boys?|girls?|bab(?:y|ies)|twins?|husband|wife|partner"
    r"|boyfriend|girlfriend|fianc[eé]e?|ex|mom|mother|mama|dad|father|stepdad|stepmom|brothers?"
    r"|sisters?|cousins?|nephews?|nieces?|grand(?:ma|pa|mother|father|sons?|daughters?|bab(?:y|ies))"
    r"|aunt|uncle|friends?|sponsor|caseworker|case worker|worker|social worker|counselor|therapist"
    r"|lawyer|attorney|judge|doctor|nurse|peer|mentor|neighbor|oldest|youngest|middle|roommate|boss"
)
_FAMILIA = (
    r"hij[oa]s?|niñ[oa]s?|nen[ea]s?|bebés?|gemel[oa]s|espos[oa]|marido|mujer|novi[oa]|pareja|ex"
    r"|mamá|mama|madre|papá|papa|padre|herman[oa]s?|prim[oa]s?|sobrin[oa]s?|niet[oa]s?|abuel[oa]s?"
    r"|tí[oa]s?|amig[oa]s?|comadre|compadre|suegr[oa]|cuñad[oa]|vecin[oa]|padrino|madrina"
    r"|trabajadora(?: social)?|trabajador|abogad[oa]|consejer[oa]|terapeuta|jef[ea]|jueza?|doctora?"
)
_BESIDE = r"[\w'’-]{1,30}"
"""What stands between 'my' and the relation: 'older', 'two little', 'sister's'."""
_PEQUEÑA = r"mayor(?:es)?|menor(?:es)?|grande|chic[oa]s?|chiquit[oa]s?|pequeñ[oa]s?|otr[oa]s?"
_LEADS = re.compile(
    rf"(?<![\w'’])(?:(?:{_CALLED})|(?:{_TITLE})\.?"
    rf"|(?:my|his|her|our|their|your|the) (?:{_BESIDE} ){{0,2}}?(?:{_KIN})(?: (?:{_KIN})){{0,2}}"
    r"(?: is)?(?: named| called)?"
    rf"|(?:mi|mis|su|sus|tu|tus|nuestr[oa]s?|el|la|los|las) (?:(?:{_PEQUEÑA}) )?(?:{_FAMILIA})"
    rf"(?: (?:{_PEQUEÑA}))?)(?P<sure>,? |: ?)",
    re.IGNORECASE,
)
_OPENER = (
    r"and|then|so|but|when|because|cause|that|until|till|after|before|if|while|since|like"
    r"|y|luego|entonces|cuando|pero|que|porque|hasta que|después"
)
_DID = (
    r"called|came|said|says|told|tells|asked|drove|took|left|helped|picked|brought|gave|got|went"
    r"|cried|lied|yelled|showed|knew|kept|stayed|moved|lived|died|walked|wanted|visited|texted"
    r"|answered|signed|talked|met|saw|didn['’]t|couldn['’]t|wouldn['’]t|hasn['’]t"
    r"|dijo|dice|llamó|vino|llegó|llevó|habló|ayudó|recogió|pidió|trajo|fue|vivía|murió|quería"
)
_MEANWHILE = (
    r"also|just|never|always|finally|even|actually|really|already|both|no|nos|me|te|se|le|les|lo"
    r"|la|ya|nunca|siempre|también"
)
_SEASON = r"(?:spring|summer|autumn|winter|may|august) (?:came|went|got|took)"
_DOERS = re.compile(
    rf"(?:(?<![\w'’-])(?:{_OPENER}) |(?:^|(?<=[.!?,;:…\n])) ?)"
    rf"(?!{_SEASON}(?!\w))(?P<one>[^\W\d_]{{2,30}})"
    r"(?: (?:and|or|y|o) (?P<two>[^\W\d_]{2,30})(?: (?:were|are))?)?"
    rf"(?:(?<= were)|(?<= are)|(?: (?:{_MEANWHILE})){{0,2}} (?:{_DID}))(?![\w'’])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[ -]|\. | (?:de|del|la|las|los|van|von|der|y|and|e) |, (?:and |y )?")
_MOST = 6
_STOP = chosen("never_after_a_cue")


def led_to(text: str, *, spoken: Sequence[Word]) -> Iterator[Hit]:
    """Words that follow a cue and can be a name.

    Args:
        text: of the turn.
        spoken: its words, as `words` gives them.
    """
    starting = {word.start: number for number, word in enumerate(spoken)}
    for lead in _LEADS.finditer(text):
        number = starting.get(lead.end())
        while number is not None and number - starting[lead.end()] < _MOST:
            word = spoken[number]
            if not _may_be_name(word):
                break
            yield Hit(word.start, word.end, frozenset({"name"}))
            number = _next(text, spoken, number)


def doing(text: str, *, spoken: Sequence[Word]) -> Iterator[Hit]:
    """Words that people are called by and that do what people do: 'then grace called'.

    Where no word such as 'the' or 'my' stands before it, so that 'when the bill came' is none.

    Args:
        text: of the turn.
        spoken: its words, as `words` gives them.
    """
    starting = {word.start: word for word in spoken}
    for found in _DOERS.finditer(text):
        for part in ("one", "two"):
            word = starting.get(found.start(part))
            if word is not None and is_given(word) and (word.text.islower() or word.text.isupper()):
                yield Hit(word.start, word.end, frozenset({"either"}))


def _next(text: str, spoken: Sequence[Word], number: int) -> int | None:
    between = _BETWEEN.match(text, spoken[number].end)
    if between is None:
        return None
    for later in range(number + 1, min(number + 4, len(spoken))):
        if spoken[later].start == between.end():
            return later
    return None


def _may_be_name(word: Word) -> bool:
    if word.folded in _STOP:
        return False
    return word.text[0].isupper() or not is_common(word) or is_given(word) or is_family(word)
