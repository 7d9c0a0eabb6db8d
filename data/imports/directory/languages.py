"""Languages as people write them, by one plain name each."""

import re
from functools import lru_cache

_PLAIN = """
Afrikaans|Albanian|American Sign Language|Amharic|Arabic|Armenian|Bengali|Bosnian|Bulgarian|Burmese
Cantonese|Cape Verdean Creole|Cherokee|Chinese|Chuukese|Croatian|Czech|Danish|Dari|Dinka
Dutch|English|Ethiopian languages|Farsi|Filipino languages|Finnish|French|Fulani|German|Greek
Gujarati|Haitian Creole|Hausa|Hebrew|Hindi|Hmong|Hungarian|Igbo|Ilocano|Indonesian|Italian|Japanese
Karen|Khmer|Kinyarwanda|Kirundi|Korean|Kurdish|Lao|Latvian|Lingala|Lithuanian|Macedonian|Malay
Malayalam|Mandarin|Marathi|Marshallese|Mien|Mixtec|Mongolian|Native American languages|Navajo|Nepali
Norwegian|Ojibwa|Oromo|Pashto|Polish|Portuguese|Punjabi|Quechua|Romanian|Russian|Samoan|Serbian
Slovak|Somali|Spanish|Swahili|Swedish|Tagalog|Taiwanese|Tamil|Telugu|Thai|Tigrinya|Tongan|Turkish|Ukrainian
Urdu|Vietnamese|Welsh|Wolof|Yiddish|Yoruba|Yupik|Zapotec|Zulu
""".strip().replace("\n", "|")
_OTHER = {
    "Afrikaans": "af|afr",
    "Albanian": "sq|alb|sqi|shqip",
    "American Sign Language": (
        "asl|ase|sign language|sign|american sign|sign language american|sign language (asl)|"
        "sign language services for the deaf and hard of hearing|services for deaf and hard of "
        "hearing|deaf and hard of hearing|sign language services|interpretation for the deaf|"
        "american sign language (asl)|sign language - american|ah"
    ),
    "Amharic": "am|amh|amharic (ethiopian)",
    "Arabic": "ar|ara|arab|العربية|f4",
    "Armenian": "hy|hye|arm",
    "Bengali": "bn|ben|bangla",
    "Bosnian": "bs|bos|serbo-croatian|bosnian/serbo-croatian",
    "Burmese": "my|mya|bur",
    "Cantonese": "yue|chinese cantonese|cantonese chinese|chinese-cantonese|chinese - cantonese",
    "Cape Verdean Creole": "kea|kriolu|cape verdean|cape verdean creole (kriolu)",
    "Chinese": "zh|zho|chi|any chinese language|chinese languages|中文|f17|chineese",
    "Croatian": "hr|hrv",
    "Dari": "prs",
    "Dutch": "nl|nld|dut",
    "English": "en|eng|en-us|inglés|ingles|english only|en_us",
    "Farsi": "fa|fas|per|persian|farsi/persian|persian/farsi|farsi persian|persian farsi|f25",
    "Filipino languages": "filipino languages|philippine languages",
    "French": "fr|fra|fre|français|francais|f28",
    "German": "de|deu|ger|deutsch|f30",
    "Greek": "el|ell|gre|f31",
    "Gujarati": "gu|guj",
    "Haitian Creole": (
        "ht|hat|creole|haitian|haitian-creole|kreyol|kreyòl|creole haitian|haitian creole (kreyol)|"
        "french creole|creole/haitian|kreyol ayisyen|haitian/creole|creole-haitian|f19"
    ),
    "Hebrew": "he|heb|f35",
    "Hindi": "hi|hin|f36",
    "Hmong": "hmn|hmong/miao|f37",
    "Italian": "it|ita|italiano|f42",
    "Japanese": "ja|jpn|f43",
    "Karen": "kar|s'gaw karen",
    "Khmer": "km|khm|khmer (cambodian)|khmer/cambodian|cambodian|cambodian/khmer",
    "Kinyarwanda": "rw|kin",
    "Korean": "ko|kor|한국어|f47",
    "Lao": "lo|lao|laotian",
    "Mandarin": "cmn|chinese mandarin|mandarin chinese|chinese-mandarin|chinese - mandarin",
    "Native American languages": (
        "american indian or alaska native languages|native american|nx|"
        "american indian languages|alaska native languages"
    ),
    "Navajo": "nv|nav|dine|diné",
    "Nepali": "ne|nep|nepalese",
    "Ojibwa": "oj|oji|ojibwe|chippewa|n24",
    "Pashto": "ps|pus|pashtu|pushto",
    "Polish": "pl|pol|polski|f66",
    "Portuguese": "pt|por|portugese|português|portugues|brazilian portuguese|f67",
    "Punjabi": "pa|pan|panjabi",
    "Romanian": "ro|ron|rum",
    "Russian": "ru|rus|русский|f70",
    "Samoan": "sm|smo",
    "Serbian": "sr|srp",
    "Somali": "so|som",
    "Spanish": (
        "es|spa|español|espanol|esp|sp|span|spanish speaking|spanish-speaking|spainish|spansih|"
        "castilian|castellano|espańol|spanish (español)|spanish/español|es-us|es-mx|sapnish|"
        "habla español|se habla español|spanish interpreter|bilingual spanish|spanish bilingual"
    ),
    "Swahili": "sw|swa|kiswahili",
    "Tagalog": "tl|tgl|filipino|pilipino|fil|tagalog (filipino)|tagalog/filipino|f81",
    "Tamil": "ta|tam",
    "Thai": "th|tha",
    "Tigrinya": "ti|tir|tigrigna",
    "Turkish": "tr|tur",
    "Ukrainian": "uk|ukr",
    "Urdu": "ur|urd",
    "Vietnamese": "vi|vie|vietnamse|viet|tiếng việt|vietnamese language|f92",
    "Yiddish": "yi|yid",
    "Yupik": "n40|yup'ik",
}
PLAIN_NAMES = tuple(_PLAIN.split("|"))
_NAMES = {name.lower(): name for name in PLAIN_NAMES} | {
    other: name for name, others in _OTHER.items() for other in others.split("|")
}
_NO_LANGUAGE = re.compile(
    r"(only|bilingual( staff)?|interpreters?( available)?|translation( services)?|language line|"
    r"other( languages?)?|multiple( languages?)?|various|other languages \(excluding spanish\)|"
    r"others?|any|all( languages?)?|fx|and)"
)
_APART = re.compile(r"\s*(?:[;,|\n•&+]|\band\b|\by\b|\bor\b|\s/\s|\s-\s(?=[A-Z]))\s*")
_AROUND = re.compile(
    r"^(also|speaks|we speak|services in|available in|staff speak|languages?:?|fluent)\s+|"
    r"\s+(spoken|speaking staff|language|interpreters? available|available|interpreter|staff|"
    r"services|interpretation|translation|upon request|by appointment)$"
)


@lru_cache(maxsize=50_000)
def languages_in(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The languages that a cell names.

    Args:
        cell: a list in any spelling: codes, names, with commas, semicolons or words between.

    Returns:
        The plain names, each once, and the pieces that are no language known here.
    """
    if whole := _name(cell):
        return (whole,), ()
    names: dict[str, None] = {}
    strange: dict[str, None] = {}
    for piece in filter(None, _APART.split(_outside(cell))):
        _sort(piece.strip(' ".:'), names=names, strange=strange)
    return tuple(names), tuple(strange)


def _sort(piece: str, *, names: dict[str, None], strange: dict[str, None]) -> None:
    """Put a piece to the names or to the strange ones; some pieces are neither."""
    if name := _name(piece):
        names[name] = None
        return
    halves = [_name(half) for half in piece.split("/")]
    if len(halves) > 1 and all(halves):
        names.update(dict.fromkeys(half for half in halves if half))
    elif piece and not _NO_LANGUAGE.fullmatch(piece.lower()):
        strange[piece] = None


def _name(piece: str) -> str | None:
    """The plain name of one language; "Chinese (Mandarin)" is Mandarin."""
    lower = " ".join(piece.lower().split())
    plain = lower.replace("(", "").replace(")", "")
    around = _AROUND.sub("", lower)
    return next((_NAMES[each] for each in (lower, plain, around) if each in _NAMES), None)


def _outside(cell: str) -> str:
    """A list in brackets is part of the list: "Chinese (Cantonese, Mandarin)" names three."""
    return re.sub(r"\(([^()]*[,;/][^()]*)\)", r", \1", cell)
