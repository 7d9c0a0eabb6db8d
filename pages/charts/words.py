"""The words of charts and of what is said about them, one file a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

LOCALE = Path(__file__).parent / "locale"


@dataclass(frozen=True)
class Words:
    """The sentences of one language, by key."""

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


@cache
def words(language: str) -> Words:
    """The words of a language, or English where we have none."""
    path = LOCALE / f"{language}.yaml"
    if not language.isalpha() or not path.is_file():
        return words("en")
    sections = yaml.safe_load(path.read_text(encoding="utf-8"))
    flat = {
        f"{section}.{key}": sentence
        for section, sentences in sections.items()
        for key, sentence in sentences.items()
    }
    return Words(language, flat)


def number(value: float, *, digits: int = 1) -> str:
    """A number as people write it: 3.5, and 3 rather than 3.0."""
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
