"""The words of buttons, headings and messages, one file a language."""

from datetime import date
from functools import cache
from pathlib import Path

import yaml

from pages.charts.words import Words

LOCALE = Path(__file__).parents[1] / "locale"
LANGUAGES = {"en": "English", "es": "Español"}


@cache
def words(language: str, *, about: str = "respond") -> Words:
    """The words in a language, or in English where we have none.

    Args:
        about: "respond" for those of respondents, "scan" for those of an environmental scan.
    """
    chosen = language if language in LANGUAGES else "en"
    sections = yaml.safe_load((LOCALE / f"{chosen}.yaml").read_text(encoding="utf-8"))
    return Words(chosen, sections[about])


def language_name(language: str) -> str:
    """What a language calls itself, or its code where we do not know."""
    return LANGUAGES.get(language, language)


def written_date(day: date, language: str) -> str:
    """A day as people write it in this language."""
    said = words(language)
    month = said.say("months").split("|")[day.month - 1]
    return said.say("date", day=day.day, month=month, year=day.year)
