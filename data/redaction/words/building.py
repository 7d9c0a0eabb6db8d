"""Makes the lists of words anew: `python -m data.redaction.words.building ENGLISH SPANISH`.

ENGLISH is the word list of Debian's package wamerican, SPANISH the path of its hunspell-es without
an ending. The packages wordfreq, names, faker and spylls have to be installed; the product
itself needs none of them. What came out is in this folder, with its licence.
"""

import sys
import unicodedata
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from data.redaction.words import chosen

HERE = Path(__file__).parent
MOST = {"en": 15_500, "es": 18_500}
"""Words of each language."""
TOO_ORDINARY = 400
"""So many of the most frequent words never count as somebody's name, however they are written."""
FREQUENT_FAMILY_NAMES = 1_500
SPANISH = ("es_ES", "es_MX", "es_CO", "es_AR", "es_CL", "es")


NEVER_NAMES = chosen("never_names")
GIVEN_TOO = chosen("given_too")
FAMILY_TOO = chosen("family_too")
OUR_OWN = chosen("added")
AS_WRITTEN = chosen("never_names_as_written")


def plain(word: str) -> str:
    """Without case and accents."""
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def english(path: Path) -> list[str]:
    """Frequent words that a dictionary writes with a small letter."""
    listed = set(path.read_text(encoding="utf-8").split())
    return [word for word in frequent("en") if word in listed]


def spanish(path: Path) -> list[str]:
    """The same for Spanish, where the dictionary holds rules for endings."""
    dictionary = import_module("spylls.hunspell").Dictionary.from_files(str(path))
    return [word for word in frequent("es") if dictionary.lookup(word)]


def frequent(language: str) -> list[str]:
    """Words of letters alone, the most frequent first."""
    return [
        word for word in import_module("wordfreq").top_n_list(language, 60_000) if word.isalpha()
    ]


def census(name: str) -> list[str]:
    """Names of the Census of 1990, the most frequent first."""
    folder = Path(str(import_module("names").__file__)).parent
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return [line.split()[0].lower() for line in lines if line.strip()]


def invented(kind: str, locales: Iterable[str]) -> set[str]:
    """Names that Faker draws from; 'first' or 'last', and of which countries."""
    found: set[str] = set()
    for locale in locales:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for field in dir(provider):
            names = getattr(provider, field)
            if field.startswith(f"{kind}_names") and not isinstance(names, property):
                found |= {part.lower() for name in names for part in str(name).split()}
    return {name for name in found if name.isalpha() and len(name) > 1}


def everywhere() -> list[str]:
    """All countries whose names Faker knows."""
    return [each.name for each in iter_modules(import_module("faker.providers.person").__path__)]


def main(english_list: Path, spanish_dictionary: Path) -> None:
    """Write the three lists."""
    ours = english(english_list)[: MOST["en"]], spanish(spanish_dictionary)[: MOST["es"]]
    ordinary = {word for words in ours for word in words[:TOO_ORDINARY]}
    words = {word for half in ours for word in half} | OUR_OWN
    given = {plain(name) for name in census("dist.male.first") + census("dist.female.first")}
    given |= {plain(name) for name in invented("first", SPANISH)}
    rarer = {plain(name) for name in invented("first", everywhere())}
    family = {plain(name) for name in census("dist.all.last")[:FREQUENT_FAMILY_NAMES]}
    family |= {plain(name) for name in invented("last", SPANISH)} | rarer
    kept = {plain(word) for word in NEVER_NAMES}
    given_too = {word for word in words if word in GIVEN_TOO}
    named = (
        {word for word in words if plain(word) in given - kept}
        - given_too
        - FAMILY_TOO
        - AS_WRITTEN
    )
    rest = words - named - given_too
    family_too = {word for word in rest - ordinary if plain(word) in family - kept}
    family_too |= {word for word in rest if word in FAMILY_TOO}
    for name, found in (
        ("common", rest - family_too),
        ("given", given_too),
        ("family", family_too),
    ):
        (HERE / f"{name}.txt").write_text("\n".join(sorted(found)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*(Path(each) for each in sys.argv[1:3]))
