"""What a parent types in words of their own, searched for what is never kept of anybody.

No question asks for it, and somebody may write it all the same. So each line is searched before
anything of it is kept: by the shape of numbers, dates and addresses, and by words that name what
stays out. What looks like it is refused with the kind of it, so that the rest can be said again. It
finds what is plainly there and no more: a name in small letters that is also a word is none to it.
"""

import re
from collections.abc import Callable, Mapping

from data.clock import today
from data.redaction.unusual import PUBLIC, capitals
from data.redaction.words import is_given, is_ordinary, words

CALLED, ROUTE = "contact_call_name", "contact_route"
_OF_ONESELF = "demo_"
"""How questions begin whose answer may name a people or a language after a child: no name of it."""
KINDS = (
    *("social_security", "birth_date", "case_number", "medical_number", "medicine"),
    *("substances", "diagnosis", "offense", "immigration", "child_name", "staff_name"),
    *("home_address", "employer", "number"),
)
"""What is never kept, by the names of `surveys.families_never`; a number of no known kind is last.

Each has its words in the languages that parents read.
"""

_MEDICINES = (
    r"methadone|metadona|buprenorphine|buprenorfina|suboxone|subutex|sublocade|zubsolv|brixadi|"
    r"vivitrol|naltrexon[ea]|naloxon[ea]|narcan|antabuse|disulfiram|acamprosate|xanax|alprazolam|"
    r"klonopin|clonazepam|ativan|lorazepam|valium|diazepam|adderall|ritalin|concerta|vyvanse|"
    r"gabapentin[a]?|neurontin|lyrica|zoloft|sertralin[ea]|prozac|fluoxetin[ea]|lexapro|celexa|"
    r"wellbutrin|bupropion|effexor|cymbalta|seroquel|quetiapine|abilify|risperdal|zyprexa|lithium|"
    r"litio|lamictal|depakote|trazodon[ea]|buspar|hydroxyzine|insulin[a]?|metformin[a]?|percocet|"
    r"vicodin|oxycodone|oxycontin|tramadol|ambien"
)
_DRUGS = (
    r"heroin|heroína|fentanyl|fentanilo|cocaine|cocaína|crack|meth|methamphetamine|metanfetamina|"
    r"opioids?|opioides?|marijuana|marihuana|cannabis|alcohol|xylazine|kratom|ketamine"
)
_ILLNESSES = (
    r"diagnos\w*|diagn[óo]stic\w*|ptsd|tept|adhd|tdah|bipolar|schizophreni\w*|esquizofreni\w*|"
    r"depress(?:ion|ed)|depresión|anxiety|ansiedad|hiv|vih|aids|sida|hepatitis|hep c|diabet\w*|"
    r"epilep\w*|seizures?|convulsiones|cancer|cáncer|autis\w*|disorder|trastorno|overdos\w*|"
    r"sobredosis"
)
_STAFF = (
    r"case ?worker|case manager|social worker|worker|judge|lawyer|attorney|counselor|therapist|"
    r"officer|peer mentor|peer specialist|recovery coach|supervisor|guardian ad litem|"
    r"trabajador(?:a)?(?: social)?|jue[zc]a?|abogad[oa]|consejer[oa]|terapeuta|supervisora"
)
_OFFICE = r"(?:cps|dcf|dcfs|dhs|dss|acs|cws|dfps|casa|child welfare|the court|drug court|la corte)"
_PARENT = (
    r"(?:(?:foster|step|grand) ?)?(?:mom|mum|mama|momma|mommy|mother|dad|daddy|papa|father|ma|pa|"
    r"parents?|guardian|caregiver)|grand(?:ma|pa)|granny|nana|aunt(?:ie|y)?|uncle"
)
_FAMILIA = r"(?:mam[áai]|mami|madre|pap[áa]|papi|padre|abuel[oa]|t[íi][oa]|tutora?|madrina|padrino)"
_RELATED = (
    r"husband|wife|partner|ex|boyfriend|girlfriend|sister|brother|cousin|friend|everyone|somebody|"
    r"one|name"
)
_CHILD = (
    r"(?:step)?(?:son|daughter|child|baby|kid|grandson|granddaughter|nephew|niece)|kids|children|"
    r"sons|daughters|twins|hij[oa]s?|niñ[oa]s?|bebés?|niet[oa]s?|sobrin[oa]s?|gemel[oa]s"
)
_CALLED_SO = r"(?:named|called|names? (?:is|are)|se llaman?|llamad[oa]s?)"
_ROAD = r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|boulevard|blvd|highway|hwy|parkway|pkwy)"
_NO_ROAD = r"(?!(?:the|on|to|at|in|by|of|and|or|near|pm|am|my|a)\b)"
_CALLE = r"(?:calle|avenida|avda\.?|carretera|callejón|calzada|bulevar)"
_BORN = (
    r"\bborn\b|\bd\.?o\.?b\b|birth ?da(?:y|te)|date of birth|\bnaci(?:ó|eron)\b|cumpleaños|"
    r"fecha de nacimiento"
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|enero|febrero|marzo|abril|mayo|junio|julio|"
    r"agosto|septiembre|octubre|noviembre|diciembre)"
)
_NO_FORM = r"(?! (?:to|for|from|de|del|para|firmad[oa]s|que)\b)"
"""After papers: papers to sign, and those of a school, are no papers of a country."""
_COURTS = "jd|jv|dr|dp|cp|jc|cv|cr|fc|dn|ju"
_WHOSE = r"medical|medicaid|insurance|patient|policy|member"

_WORDS: tuple[tuple[str, str], ...] = (
    ("social_security", r"(?<!\d)\d{3}[- .]\d{2}[- .]\d{4}(?!\d)"),
    ("social_security", r"\b(?:ssn|itin|social security|seguro social)\b"),
    ("birth_date", _BORN),
    ("case_number", r"\b(?:case|court|file|docket) ?(?:number|id\b|#|no\.? ?#?\d)|\bdocket\b"),
    ("case_number", r"(?<!in )(?<!en )\b(?:case|caso|expediente|folio)\W{0,3}[a-z]{0,3}-?\d{2}"),
    ("case_number", r"(?:número|núm\.?) (?:de|del) (?:mi |su |el )?(?:caso|expediente)"),
    ("case_number", rf"(?<!\w)(?:\d{{2,4}}[- ]?)?(?:{_COURTS})[- ]?\d{{2}}[-\d]{{0,7}}(?!\w)"),
    ("medical_number", rf"\bmrn\b|\b(?:{_WHOSE}) (?:record )?(?:number|id\b|#|no\.? ?#?\d)"),
    ("medical_number", r"número médico"),
    ("medical_number", r"número (?:de|del) (?:mi |su |el )?(?:seguro|paciente|medicaid|póliza)"),
    ("medicine", rf"\b(?:{_MEDICINES})\b|\bprescri\w*|\brecetad[oa]s?\b|\bdos(?:ing|age|is)\b"),
    ("medicine", r"\b(?:medicines?|medications?|meds|moud|medicinas?|medicamentos?)\b"),
    ("substances", rf"\b(?:{_DRUGS}|drugs?|drogas?)\b|\bsober\w*|\bsobri[oae]\w*|\brelaps\w*"),
    ("substances", r"\bin recovery\b|\ben recuperación\b|\brecaída"),
    ("diagnosis", rf"(?<!hearing )\b(?:{_ILLNESSES})\b"),
    ("offense", r"\barrest\w*|\bconvict\w*|\bfelon\w*|\bmisdemeanor\w*|\bprobation\b|\bparole\b"),
    ("offense", r"\bdui\b|\bdwi\b|\bcondena\w*|\bdelitos?\b|libertad condicional"),
    ("immigration", r"\bimmigra\w*|\bgreen card\b|undocumented|\basylum\b|\bmy visa\b|\bmi visa\b"),
    ("immigration", r"\binmigra\w*|\bmigratori\w*|indocumentad\w*|\basilo\b|\bla migra\b|\bdaca\b"),
    ("immigration", r"\bdeport(?:ed|ing|ation)\b|\bdeporta(?:r|do|da|dos|das|ción|ron)?\b"),
    (
        "immigration",
        rf"\b(?:sin|no (?:tengo|tiene|tienen|tenemos|hay)) (?:mis |sus |los )?papeles{_NO_FORM}",
    ),
    ("immigration", rf"\b(?:(?:don['’]?t|do not) have (?:my |any )?|have no )papers\b{_NO_FORM}"),
    (
        "home_address",
        rf"(?<![\w.])\d{{1,6}}[a-z]? (?:{_NO_ROAD}[\w.'’-]{{1,30}} ){{1,4}}?{_ROAD}\b",
    ),
    ("home_address", rf"\b{_CALLE} (?:[\w.'’-]{{1,30}},? ){{0,4}}?#?\d{{1,5}}(?!\w)"),
    ("home_address", r"\bp\.? ?o\.? ?box\b|\bapartado postal\b|\b(?:apt|apto)\.? ?#?\d"),
    ("home_address", r"\bi live (?:at|on)\b|\bvivo en la calle\b|\bmy address\b|\bmi dirección\b"),
)
_FOUND = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _WORDS)
_NAME = r"(?P<name>[^\W\d_][\w'’-]{1,30})"
_TITLE = r"(?:(?:mrs?|ms|miss|dr|sra?|srta|lic)\.?\s+)?"
_OF_CHILD = re.compile(
    rf"\b(?:{_CHILD})\b(?:\s*[:,(-])?\s+(?:(?:is|are|was|es|son)\s+)?{_NAME}", re.IGNORECASE
)
_CHILD_CALLED = re.compile(
    rf"\b(?:{_CHILD})\b(?:'s|’s|s')?\s+(?:is\s+|are\s+|es\s+)?{_CALLED_SO}\s+{_NAME}",
    re.IGNORECASE,
)
_CHILD_SAID = re.compile(
    rf"\b{_NAME}(?:,? (?:and|y) [\w'’-]+)? (?:is|are|es|son) (?:my|mi|mis) (?:{_CHILD})\b",
    re.IGNORECASE,
)
_OF_STAFF = re.compile(
    rf"\b(?:{_STAFF})\b(?:['’]s)?(?:\s*[:,(-])?\s+(?:(?:is|was|es|{_CALLED_SO})\s+)?{_TITLE}{_NAME}",
    re.IGNORECASE,
)
_CUE = r"(?P<cue>\b(?:when|if|with|and|near|around|unless|cuando|si|con|y)\s+)?"
_WHOSE_STAFF = r"(?:my|our|the|his|her|mi|nuestr[oa]|la|el|su)\s+(?:[\w]{2,12}\s+)?"
_STAFF_SAID = re.compile(
    rf"{_CUE}{_TITLE}\b{_NAME}(?P<sure>,?\s+(?:is|was|es|era)\b|,)?\s+(?:{_WHOSE_STAFF}(?:{_STAFF})"
    rf"|(?:from|at|with|de|del)\s+{_OFFICE})\b",
    re.IGNORECASE,
)
_OF_PARENT = re.compile(
    rf"(?<!\bmy )(?<!\bhis )(?<!\bher )(?<!\bour )(?<!\bthe )\b{_NAME[:-1]}?)['’]s\s+"
    rf"(?:{_PARENT})\b"
    rf"|\b(?:mom|mother|dad|father|parent)\s+of\s+{_NAME.replace('name', 'of')}"
    rf"|\b{_FAMILIA}\s+de\s+{_NAME.replace('name', 'de')}",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|(?<!\b[mds]r)(?<!\bms)(?<!\bmrs)(?<!\bsra)\.|[!?:;])\s*$", re.IGNORECASE)
_EMPLOYER = re.compile(
    r"\b(?:[Ww]ork(?:s|ing)?|[Jj]ob) (?:at|for) [A-Z]|\b[Tt]rabajo (?:en|para) [A-ZÁÉÍÓÚÑ]"
)
_DATE = re.compile(
    r"(?<![\w/.-])(?:\d{1,2}[/.-]\d{1,2}[/.-](?P<last>\d{4}|\d{2})|(?P<first>\d{4})-\d\d?-\d\d?)"
    rf"(?![\w/-])|\b{_MONTH}\.?,? (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?,? )?(?P<en>(?:19|20)\d\d)"
    rf"(?!\d)|\b\d{{1,2}} (?:de |of )?{_MONTH},? (?:del? )?(?P<es>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\d.+])(?:[A-Za-z]{1,4}-?)?(\d{5,})(?!\d)")
_PHONES = (7, 10, 11, 12, 13)
_SHAPES = frozenset({"social_security", "birth_date", "case_number", "home_address", "number"})
"""What counts in the name that somebody wants to be called by, which may be any word."""
_NO_NAMES = re.compile(
    "(?:mon|tues|wednes|thurs|fri|satur|sun)days?|lunes|martes|miércoles|jueves|viernes|sábados?|"
    rf"domingos?|chef|english|spanish|español|inglés|i['’](?:m|ll|ve|d)|{_CHILD}|{_STAFF}|{_PARENT}|"
    rf"{_FAMILIA}|{_RELATED}",
    re.IGNORECASE,
)


def forbidden(item: str, text: str) -> str:
    """What of the things that are never kept stands in a line, by its first kind; or nothing.

    Args:
        item: the question that the line answers. The name that somebody wants to be called by is no
            name of a child, and a way to reach somebody is a number or an address of e-mail.

    Returns:
        One of `KINDS`; empty where nothing was found.
    """
    if item == ROUTE and "@" in text:
        text = re.sub(r"\S+@\S+", " ", text)
    found = {kind for kind, pattern in _FOUND if pattern.search(text)}
    found |= {kind for kind, look in _LOOKS.items() if look(text)}
    if not item.startswith(_OF_ONESELF) and (_named(_OF_CHILD, text) or _named(_CHILD_SAID, text)):
        found.add("child_name")
    if item == CALLED:
        found &= _SHAPES
    if _of_parent(text):
        found.add("child_name")
    return next((kind for kind in KINDS if kind in found), "")


def _birth_date(text: str) -> bool:
    """A whole date of a year before this one; a day that is still to come is a time to call."""
    years = (next(part for part in found.groups() if part) for found in _DATE.finditer(text))
    return any(_whole(year) < today().year for year in years)


def _whole(year: str) -> int:
    if len(year) == 4:
        return int(year)
    this = today().year
    return this - this % 100 + int(year) - (100 if int(year) > this % 100 else 0)


def _number(text: str) -> bool:
    """A long number that is no telephone: nobody needs it here."""
    return any(len(found[1]) not in _PHONES for found in _NUMBER.finditer(text))


def _named(pattern: re.Pattern[str], text: str) -> bool:
    """Somebody is named where a pattern looks: with a capital, or by no ordinary word."""
    return any(_is_name(found, "name", text) for found in pattern.finditer(text))


def _is_name(found: re.Match[str], part: str, text: str) -> bool:
    name = found[part]
    if _NO_NAMES.fullmatch(name) or name.casefold() in PUBLIC:
        return False
    return not _is_plain(name) or _has_telling_capital(text, found.start(part))


def _is_plain(name: str) -> bool:
    return all(map(is_ordinary, words(name)))


def _has_telling_capital(text: str, at: int) -> bool:
    """A capital that neither the beginning of a sentence nor a line of capitals explains."""
    opens = _OPENS.search(text[:at]) is not None
    return text[at].isupper() and not opens and capitals(text).large


def _is_given_name(name: str) -> bool:
    return name[0].isupper() and any(map(is_given, words(name)))


def _staff_said(text: str) -> bool:
    """A name stands before whom it is of; a small word there may be any that was typed wrongly."""
    for found in _STAFF_SAID.finditer(text):
        name, sure = found["name"], found["sure"]
        if sure and _is_given_name(name):
            return True
        if _is_name(found, "name", text) and (name[0].isupper() or found["cue"] or sure):
            return True
    return False


def _of_parent(text: str) -> bool:
    """Whose parent somebody is tells the child, also where the name begins the line."""
    for found in _OF_PARENT.finditer(text):
        part = next(each for each in ("name", "of", "de") if found[each])
        if (part == "name" and _is_given_name(found[part])) or _is_name(found, part, text):
            return True
    return False


_LOOKS: Mapping[str, Callable[[str], bool]] = {
    "birth_date": _birth_date,
    "number": _number,
    "child_name": lambda text: _named(_CHILD_CALLED, text),
    "staff_name": lambda text: _named(_OF_STAFF, text) or _staff_said(text),
    "employer": lambda text: bool(_EMPLOYER.search(text)),
}
