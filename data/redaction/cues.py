"""Words after which a name is likely: 'my name is', titles, 'my daughter'; in English and Spanish.

They find the names that are ordinary words too, in texts where no capital tells them apart.
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
_LEADS = re.compile(
    rf"(?<![\w'’])(?:(?:{_CALLED})|(?:{_TITLE})\.?"
    rf"|(?:my|his|her|our|their|your|the) (?:\w{1, 30} )?(?:{_KIN})(?: is)?(?: named| called)?"
    rf"|(?:mi|mis|su|sus|tu|tus|nuestr[oa]s?|el|la|los|las) (?:{_FAMILIA}))(?P<sure>,? |: ?)",
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
