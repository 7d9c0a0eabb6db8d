"""The sentences of the report, one file a language.

Figures are told by `surveys.figures`, as on the results screen. What else that screen says as well
is told in the same words; a test keeps the two alike.
"""

from functools import cache
from pathlib import Path

from surveys.sentences import Words, number, words_in

__all__ = ["LANGUAGES", "Words", "in_100", "number", "words"]

LANGUAGES = ("en", "es")
"""Those that a report speaks."""
_LOCALE = Path(__file__).parents[2] / "locale"


@cache
def words(language: str) -> Words:
    """The words of a language, or English where we have none."""
    known = language if language in LANGUAGES else "en"
    return words_in(_LOCALE / f"report.{known}.yaml", language=known)


def in_100(share: float) -> str:
    """A share as a whole number out of 100."""
    return str(round(100 * share))
