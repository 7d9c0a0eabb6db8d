"""Words of the page for those who took part: what was heard, and what happens next."""

from collections.abc import Mapping

RETURN_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "What we heard from you",
        "thanks": "You came and told us what helped your family and what got in the way. Thank "
        "you. This page tells you what we heard.",
        "heard": "What we heard",
        "nothing": "We cannot tell anything yet. Too few people spoke of the same thing.",
        "next": "What happens next",
        "read": "The agencies here read this page. They talk about what to change first, and who "
        "will do it.",
        "ask": "They have not promised a change yet. You can ask them what came of it.",
        "questions": "Do you have a question? Ask: {questions_to}",
        "left_out": "What is not on this page",
        "few": "We tell only what enough people said. What you said may not be here. It still "
        "counts.",
        "themes": "Not told: {count} more. Too few people stand behind them, or they are still to "
        "be read.",
        "themes.one": "Not told: 1 more. Too few people stand behind it, or it is still to be "
        "read.",
        "quotes": "Nobody’s own words are on this page.",
    },
    "es": {
        "title": "Lo que escuchamos de usted",
        "thanks": "Usted vino y nos contó qué ayudó a su familia y qué le estorbó. Gracias. Esta "
        "página dice lo que escuchamos.",
        "heard": "Lo que escuchamos",
        "nothing": "Todavía no podemos contar nada. Muy pocas personas hablaron de lo mismo.",
        "next": "Qué sigue",
        "read": "Las agencias de aquí leen esta página. Hablan de qué cambiar primero y de quién "
        "lo hará.",
        "ask": "Todavía no han prometido ningún cambio. Usted puede preguntarles qué resultó.",
        "questions": "¿Tiene una pregunta? Pregunte a: {questions_to}",
        "left_out": "Lo que no está en esta página",
        "few": "Contamos solo lo que dijeron bastantes personas. Puede que lo que usted dijo no "
        "esté aquí. También cuenta.",
        "themes": "No se cuentan {count} cosas más. Muy pocas personas las respaldan, o todavía "
        "falta leerlas.",
        "themes.one": "No se cuenta 1 cosa más. Muy pocas personas la respaldan, o todavía falta "
        "leerla.",
        "quotes": "En esta página no están las palabras mismas de nadie.",
    },
}


def left_out(words: Mapping[str, str], themes: int) -> tuple[str, ...]:
    """What is not on the page, line by line.

    Args:
        themes: how many more there are.
    """
    told = words["themes.one" if themes == 1 else "themes"].format(count=themes)
    return (words["few"], *((told,) if themes else ()), words["quotes"])
