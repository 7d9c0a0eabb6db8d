"""The words of an instrument in each language of an XLSForm."""

from collections.abc import Iterable, Mapping, Sequence

from surveys.instrument import (
    Edition,
    ItemWording,
    PointWording,
    ScaleWording,
    SectionWording,
    Wording,
)
from surveys.xlsform_building import Built, Named
from surveys.xlsform_lists import Choice
from surveys.xlsform_sheets import shortened

_INTRO = {
    "en": "Made from a form. Put a few words in the place of these: what this is for, and why.",
    "es": "Hecho a partir de un formulario. Ponga aquí unas palabras: para qué es, y por qué.",
}


def edition_of(built: Built, *, title: str, languages: Sequence[str]) -> Edition:
    """The instrument with its words.

    A text that the form has in no language is its name; one that it lacks in a language is left
    out there, so that a check of the files tells it.

    Args:
        built: the structure, with its texts by language.
        title: of the form, in every language.
        languages: the one that the form was written in first; others count as first translations.
    """
    wordings = {
        language: Wording(
            language=language,
            translation="reviewed" if language == languages[0] else "first",
            title=title,
            intro=_INTRO.get(language, _INTRO["en"]),
            scales={each.id: _scale(each, language) for each in built.scales},
            sections={
                each.id: SectionWording(title=text)
                for each in built.sections
                if (text := _said(each.words, language, each.otherwise))
            },
            items=_questions(built.items, language),
            open_questions=_questions(built.open_questions, language),
        )
        for language in languages
    }
    return Edition(instrument=built.instrument, wordings=wordings)


def _questions(asked: Iterable[Named], language: str) -> dict[str, ItemWording]:
    return {
        each.id: ItemWording(
            text=text,
            help=each.help.get(language),
            options=_choices(each.choices.options if each.choices else (), language),
            no_answer=_choices(each.choices.no_answer if each.choices else (), language),
        )
        for each in asked
        if (text := _said(each.words, language, each.otherwise))
    }


def _scale(scale: Named, language: str) -> ScaleWording:
    points = _choices(scale.choices.options if scale.choices else (), language)
    return ScaleWording(
        points={point: PointWording(label=text) for point, text in points.items()},
        no_answer=_choices(scale.choices.no_answer if scale.choices else (), language),
    )


def _choices(choices: Iterable[Choice], language: str) -> dict[str, str]:
    return {
        each.id: text
        for each in choices
        if (text := _said(each.words, language, shortened(each.name)))
    }


def _said(words: Mapping[str, str], language: str, otherwise: str) -> str | None:
    return words.get(language) if words else otherwise
