"""The sentences of the report, one file a language.

What the results screen says as well is told in the same words; a test keeps the two alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

LANGUAGES = ("en", "es")
"""Those that a report speaks."""
_LOCALE = Path(__file__).parents[2] / "locale"


@dataclass(frozen=True)
class Words:
    """The sentences of one language, by section and key."""

    language: str
    sentences: Mapping[str, str]

    def say(self, key: str, /, **values: object) -> str:
        """The sentence of a key with its blanks filled; `count=1` takes the singular.

        Raises:
            KeyError: this language has no such sentence.
        """
        single = f"{key}.one"
        chosen = single if values.get("count") == 1 and single in self.sentences else key
        return self.sentences[chosen].format(**values)

    def joined(self, parts: Sequence[str], *, last: str = "and") -> str:
        """Words in a row: "a", "a and b", "a, b and c"."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.say(f'figure.{last}')} {parts[-1]}"


@cache
def words(language: str) -> Words:
    """The words of a language, or English where we have none."""
    known = language if language in LANGUAGES else "en"
    text = (_LOCALE / f"report.{known}.yaml").read_text(encoding="utf-8")
    flat = {
        f"{section}.{key}": sentence
        for section, sentences in yaml.safe_load(text).items()
        for key, sentence in sentences.items()
    }
    return Words(known, flat)


def number(value: float, *, digits: int = 1) -> str:
    """A number as people write it: 3.5, and 3 rather than 3.0."""
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_100(share: float) -> str:
    """A share as a whole number out of 100."""
    return str(round(100 * share))
