"""The few words that the Word and PowerPoint files of a report add to it."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "contents": "What is in this report",
        "page": "Page {} of {}",
        "of": "({} of {})",
        "not_shown": "not shown",
        "whole_table": "The table “{}” has {} rows. It is in the report as a Word or PDF file.",
        "from_to": "from {} to {}",
    },
    "es": {
        "contents": "Qué contiene este informe",
        "page": "Página {} de {}",
        "of": "({} de {})",
        "not_shown": "no se muestra",
        "whole_table": "La tabla «{}» tiene {} filas. Está en el informe como archivo Word o PDF.",
        "from_to": "de {} a {}",
    },
}


def said(language: str) -> Mapping[str, str]:
    """The words of a language; English where there are none."""
    return WORDS.get(language, WORDS["en"])
