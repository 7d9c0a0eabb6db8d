"""Sentences of one language by key, and those that tell figures on screens and in files alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

_OF_FIGURES = Path(__file__).parent / "figure_words"


@dataclass(frozen=True)
class Words:
    """The sentences of one language, by section and key."""

    language: str
    sentences: Mapping[str, str]

    def say(self, key: str, /, **values: object) -> str:
        """The sentence of a key with its blanks filled; `count=1` takes the singular.

        A count of a thousand or more is written with its commas.

        Raises:
            KeyError: this language has no such sentence.
        """
        single = f"{key}.one"
        chosen = single if values.get("count") == 1 and single in self.sentences else key
        if isinstance(count := values.get("count"), int):
            values["count"] = f"{count:,}"
        return self.sentences[chosen].format(**values)

    def joined(self, parts: Sequence[str], *, last: str = "and") -> str:
        """Words in a row: "a", "a and b", "a, b and c".

        Args:
            last: the word before the last one: "and", or "or".
        """
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.say(f'figure.{last}')} {parts[-1]}"


def words_in(path: Path, *, language: str) -> Words:
    """The sentences of a file of sections, with those that tell figures.

    Raises:
        FileNotFoundError: there is no such file, or figures are not told in this language.
    """
    return Words(language, _read(_OF_FIGURES / f"{language}.yaml") | _read(path))


def number(value: float, *, digits: int = 1) -> str:
    """A number as people write it: 3.5, 3 rather than 3.0, and 1,200."""
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _read(path: Path) -> dict[str, str]:
    return {
        f"{section}.{key}": sentence
        for section, sentences in yaml.safe_load(path.read_text(encoding="utf-8")).items()
        for key, sentence in sentences.items()
    }
