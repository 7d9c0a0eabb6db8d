"""How many years of school an English text asks of its reader (Flesch-Kincaid).

Source:
    Kincaid, Fishburne, Rogers, Chissom (1975), Research Branch Report 8-75, US Navy.
"""

import re
from collections.abc import Iterable

_SILENT_E = re.compile(r"(?<![aeiouy])e$|(?<=[aeiouy]l)es$|(?<![aeiouysxzlgc])(?<!ch)(?<!sh)es$")
_SILENT_ED = re.compile(r"(?<![aeioutd])ed$")
_VOWELS = re.compile(r"[aeiouy]+")
_SPLIT = re.compile(
    r"(?<!c)ia(?!n$|l$)|io(?!n)|eo(?!p)|ua(?!r)|iu|ue(?=[lt])|[ey]ing$|[aid]eas?$"
    r"|(?:qu|[bdfghlmnprsv])ie(?=n[ct]|t)|scien"
)


def syllables(word: str) -> int:
    """About how many syllables a word has."""
    word = re.sub(r"'s?$", "", word.lower()).replace("'", "")
    stem = word
    if len(word) > 2 and not re.search(r"[^aeiouy]le$", word):
        stem = _SILENT_E.sub("", _SILENT_ED.sub("d", word))
    return max(1, len(_VOWELS.findall(stem)) + len(_SPLIT.findall(stem)))


def grade(texts: Iterable[str]) -> float:
    """The grade of all texts taken together."""
    pooled = " ".join(texts)
    words = re.findall(r"[A-Za-z][A-Za-z']*|[0-9]+", pooled)
    sentences = len(re.findall(r"[.!?:](?=\s|$)", pooled))
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59
