"""What files of family groups say in sentences, in each language that they speak."""

from collections.abc import Mapping
from typing import Literal

from data.coded_project import Withheld

Language = Literal["en", "es"]

ABOUT: Mapping[Language, tuple[str, ...]] = {
    "en": (
        (
            "Names, places and dates were taken out of these words by one person, and a second one "
            "read them. That leaves a risk: whoever knows the people may still know who spoke."
        ),
        (
            "They show that something was said and how far it spread, and not how many families it "
            "happens to."
        ),
    ),
    "es": (
        (
            "Una persona quitó nombres, lugares y fechas de estas palabras, y otra las leyó. "
            "Queda un riesgo: quien conoce a las personas todavía puede saber quién habló."
        ),
        (
            "Muestran que algo se dijo y hasta dónde llegó. No muestran a cuántas familias les "
            "ocurre."
        ),
    ),
}
SPREAD: Mapping[Language, str] = {
    "en": "{least}{people} people in {sessions} sessions",
    "es": "{least}{people} personas en {sessions} sesiones",
}
LEAST: Mapping[Language, str] = {"en": "at least ", "es": "al menos "}
RULES: Mapping[Language, str] = {
    "en": "How codes are used: {rules}",
    "es": "Cómo se usan los códigos: {rules}",
}
FLOOR: Mapping[Language, str] = {
    "en": "at least {people} people in {sessions} sessions",
    "es": "al menos {people} personas en {sessions} sesiones",
}
FEWER: Mapping[Language, str] = {"en": "fewer than {floor}", "es": "menos de {floor}"}
UNNAMED: Mapping[Language, str] = {
    "en": "Code {number} (its name is not in this file)",
    "es": "Código {number} (su nombre no está en este archivo)",
}
KINDS: Mapping[Language, tuple[str, str]] = {
    "en": ("kind of help", "kind of agency"),
    "es": ("tipo de ayuda", "tipo de agencia"),
}
INSIDE: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "team_only": "For the team only. Do not pass it on.",
        "not_over": (
            "A session is not over, so people can still take their words back. Make this file anew "
            "before you work with it again, and delete this one."
        ),
        "until": (
            "People can take their words back until {day}. Make this file anew after that day, and "
            "delete this one."
        ),
    },
    "es": {
        "team_only": "Solo para el equipo. No lo pase a nadie más.",
        "not_over": (
            "Una sesión no ha terminado, así que las personas todavía pueden retirar sus palabras. "
            "Haga este archivo de nuevo antes de volver a trabajar con él, y borre este."
        ),
        "until": (
            "Las personas pueden retirar sus palabras hasta el {day}. Haga este archivo de nuevo "
            "después de ese día, y borre este."
        ),
    },
}
_WITHHELD: Mapping[Language, Mapping[str, tuple[str, str]]] = {
    "en": {
        "few": ("themes", "Too few people, or only one session, stand behind them."),
        "held": (
            "themes",
            "Words in them were taken out or taken back, and nobody has read them again since.",
        ),
        "unread": ("themes", "Nobody has read them yet but those who wrote them."),
        "own_words": (
            "themes",
            "They are in somebody’s very words. Say them in the team’s own.",
        ),
        "not_allowed": ("quotes", "The person keeps these words to themselves."),
        "not_as_said": (
            "quotes",
            "They are no shortening of what was said, or their other words repeat it.",
        ),
        "others_words": (
            "quotes",
            "They hold words of somebody else who does not allow that they are shown like this.",
        ),
        "transcript_not_released": ("quotes", "The words of that session are not released yet."),
        "theme_below_floor": (
            "quotes",
            "Too few people stand behind the theme, or it is still to be read.",
        ),
        "two_quotes_already": ("quotes", "Two quotes of the same person are shown already."),
        "not_read": ("quotes", "A second person has not answered the three questions yet."),
        "reader_objects": ("quotes", "A second person thinks that somebody could be known by it."),
        "not_previewed": ("quotes", "The person wants to see it first and has not yet."),
        "turns": (
            "turns of people who keep their words to themselves, with the codes and notes on them",
            "They chose that their words be used for themes only, or not at all.",
        ),
        "turns_again": (
            "turns that say the words of such people again, with the codes and notes on them",
            "They may come from somebody whose words are not in this file.",
        ),
        "seat_numbers": (
            "numbers of seats, beside what was said",
            "Whoever was in the room could put together all that one person said.",
        ),
        "not_released": (
            "transcripts that are not released, with the codes and notes on them",
            "Redaction is not finished, or nobody has released them.",
        ),
        "hidden": (
            "people whose codes are not in it yet",
            "Whoever took this file has not finished coding, and sees no codes of others before.",
        ),
        "against": (
            "codes that people took back",
            "Those who coded compared what they did, and settled that the code is not meant.",
        ),
        "help": (
            "kinds of help and of agency, as they are marked on single codes",
            "Who can count them knows what few said. The workbook tells what enough people did.",
        ),
        "note_repeats": (
            "notes on codes that may repeat words that are not in it",
            "They are written like something that somebody keeps, or that is not released.",
        ),
        "note_may_tell": (
            "notes on codes that may tell who somebody is",
            "A string in them was taken out of the words, or waits for a decision at the desk.",
        ),
        "note_unread": (
            "notes on codes that may repeat words which were taken back",
            "Nobody has read them again since.",
        ),
        "code_unread": (
            "texts of the codebook that may repeat words which were taken back",
            "Nobody has read them again since.",
        ),
        "code_repeats": (
            "texts of the codebook that may repeat words that are not in it",
            "They are written like something that somebody keeps, or that is not released.",
        ),
        "code_may_tell": (
            "texts of the codebook that may tell who somebody is",
            "A string in them looks like a name or a place, and nobody has said that it is none.",
        ),
    },
    "es": {
        "few": ("themes", "Los respaldan muy pocas personas, o una sola sesión."),
        "held": (
            "themes",
            "Se quitaron o se retiraron palabras de ellos, y nadie los ha vuelto a leer.",
        ),
        "unread": ("themes", "Todavía no los ha leído nadie más que quien los escribió."),
        "own_words": (
            "themes",
            "Están en las palabras mismas de alguien. Dígalos con las del equipo.",
        ),
        "not_allowed": ("quotes", "La persona guarda estas palabras para sí."),
        "not_as_said": (
            "quotes",
            "No son lo que se dijo con palabras de menos, o lo repiten aunque debían ser otras.",
        ),
        "others_words": (
            "quotes",
            "Tienen palabras de otra persona que no permite que se muestren así.",
        ),
        "transcript_not_released": (
            "quotes",
            "Las palabras de esa sesión todavía no se han liberado.",
        ),
        "theme_below_floor": (
            "quotes",
            "Muy pocas personas respaldan el tema, o todavía falta leerlo.",
        ),
        "two_quotes_already": ("quotes", "Ya se muestran dos frases de la misma persona."),
        "not_read": ("quotes", "Una segunda persona todavía no ha respondido las tres preguntas."),
        "reader_objects": (
            "quotes",
            "Una segunda persona piensa que por ella se podría reconocer a alguien.",
        ),
        "not_previewed": ("quotes", "La persona quiere verla primero y todavía no la ha visto."),
        "turns": (
            "turnos de personas que guardan sus palabras, con los códigos y las notas que llevan",
            "Eligieron que sus palabras se usen solo para los temas, o que no se usen.",
        ),
        "turns_again": (
            "turnos que repiten palabras de esas personas, con los códigos y las notas que llevan",
            "Pueden venir de alguien cuyas palabras no están en este archivo.",
        ),
        "seat_numbers": (
            "números de asiento, junto a lo que se dijo",
            "Quien estuvo en la sala podría juntar todo lo que dijo una persona.",
        ),
        "not_released": (
            "transcripciones que no se han liberado, con los códigos y las notas que llevan",
            "Falta terminar de quitar nombres, o nadie las ha liberado.",
        ),
        "hidden": (
            "personas cuyos códigos todavía no están aquí",
            "Quien tomó este archivo no ha terminado de codificar, y antes no ve los de otros.",
        ),
        "against": (
            "códigos que se retiraron",
            "Quienes codificaron compararon lo que hicieron y acordaron que no es ese código.",
        ),
        "help": (
            "tipos de ayuda y de agencia, como están marcados en cada código",
            "Quien puede contarlos sabe lo que dijeron pocos. El libro dice lo que dijeron varios.",
        ),
        "note_repeats": (
            "notas de códigos que pueden repetir palabras que no están aquí",
            "Se parecen a algo que alguien guarda para sí, o que no se ha liberado.",
        ),
        "note_may_tell": (
            "notas de códigos que pueden decir quién es alguien",
            "Tienen algo que se quitó de las palabras, o que espera una decisión del equipo.",
        ),
        "note_unread": (
            "notas de códigos que pueden repetir palabras que alguien retiró",
            "Nadie las ha vuelto a leer desde entonces.",
        ),
        "code_unread": (
            "textos de los códigos que pueden repetir palabras que alguien retiró",
            "Nadie los ha vuelto a leer desde entonces.",
        ),
        "code_repeats": (
            "textos de los códigos que pueden repetir palabras que no están aquí",
            "Se parecen a algo que alguien guarda para sí, o que no se ha liberado.",
        ),
        "code_may_tell": (
            "textos de los códigos que pueden decir quién es alguien",
            "Tienen algo que parece un nombre o un lugar, y nadie ha dicho que no lo es.",
        ),
    },
}


def tongue_of(language: str) -> Language:
    """The language that is spoken here for one that is wished: Spanish, or else English."""
    return "es" if language == "es" else "en"


def withheld(kind: str, count: int, language: str = "en") -> Withheld:
    """What is left out of a file, and why. Themes and quotes are named by these two words alone.

    Args:
        kind: a key, such as "turns".
    """
    what, why = _WITHHELD[tongue_of(language)][kind]
    return Withheld(what, count, why)
