"""The words of charts and of what is said about them, one file a language."""

from functools import cache
from pathlib import Path

from surveys.sentences import Words, number, words_in

__all__ = ["LOCALE", "Words", "number", "words"]

LOCALE = Path(__file__).parent / "locale"


@cache
def words(language: str) -> Words:
    """The words of a language, or English where we have none."""
    path = LOCALE / f"{language}.yaml"
    if not language.isalpha() or not path.is_file():
        return words("en")
    return words_in(path, language=language)
