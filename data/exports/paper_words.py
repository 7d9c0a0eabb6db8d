"""What a printed form says around the questions, in the languages of the respondents."""

from data.exports.slip_words import spoken_language

SAME_AS_ON_SCREEN = (
    "before_title",
    "cannot_title",
    "choose_between_hint",
    "choose_hint",
    "code_promise",
    "facts_note",
    "facts_title",
    "number_hint",
    "open_title",
    "part",
    "scale_hint",
    "skip_hint",
    "stored_close",
    "stored_title",
    "text_hint",
    "text_hint_alone",
    "text_note",
    "welcome_minutes",
    "who",
    "who_title",
    "who_words",
)
"""Sentences that are those of the form on a screen, to the letter; a test holds them together."""

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "before_title": "Before you start",
        "cannot": (
            "Whoever keeps the list of codes can check which ones were used. Whoever runs the "
            "server could misuse it while the survey is open. Results for groups may be public "
            "records."
        ),
        "cannot_title": "What we cannot promise",
        "cannot_words": "People may know your handwriting and your way of writing.",
        "choose_between_hint": "Choose {least} to {most}.",
        "choose_hint": "Choose up to {most}.",
        "closes": "It must be typed in by {date}, so hand it in some days before.",
        "code_again": "Code, if pages come apart:",
        "code_alt": "Nine empty boxes for the code",
        "code_no_names": "Do not write your name on any page.",
        "code_place": (
            "Copy the 9 letters and numbers from your slip into these boxes, or staple the slip "
            "here. This sheet is known by nothing else."
        ),
        "code_promise": (
            "Your code lets you answer once. If you drew it from a hat, nobody knows which one is "
            "yours."
        ),
        "code_title": "Your code",
        "counted_in": "Your answers will be counted in the group that your slip names.",
        "demo": "Made-up team: this is only for trying things out.",
        "facts_note": "These questions are about you and your work. You may skip them.",
        "facts_title": "About you",
        "how_change": (
            "To change an answer, fill the whole box with ink and put an X in another one."
        ),
        "how_mark": "Use a pen. Put an X in the box beside your answer, like this:",
        "how_mark_alt": "A box with an X in it",
        "how_one": "Mark one box for each question, unless it says that you may choose more.",
        "how_title": "How to fill in this sheet",
        "last": "Fold the sheet so that nobody can read it. Put it where you were told to.",
        "license": "Wording: {license}",
        "number_field": "Number:",
        "number_hint": "A whole number from {low} to {high}.",
        "open_title": "In your own words",
        "owner": "Wording owned by {owner}.",
        "page": "Page {number} of {total}",
        "paper": (
            "Somebody types this sheet in, and then somebody types it in once more, so that "
            "mistakes are found. After that the sheet is destroyed. Until then, whoever holds it "
            "can read it. Whoever types may not try to find out whose it is."
        ),
        "paper_once": (
            "A sheet that was typed in only once when the survey closes is not counted."
        ),
        "paper_title": "How paper differs",
        "part": "Part {number} of {total}",
        "percent_field": "Percent:",
        "permission": "Used with permission: {permission}.",
        "scale_hint": "What the choices mean",
        "skip_hint": "You may leave any question blank.",
        "stored": (
            "Your answers, under a seal, and the group that your slip names. Not your name, not "
            "the time, and not that you answered on paper."
        ),
        "stored_close": (
            "When the survey closes, all answers are mixed. Then the links, the codes and the key "
            "to the seal are destroyed."
        ),
        "stored_title": "What is stored",
        "text_hint": "Up to {longest} characters.",
        "text_hint_alone": "Up to {longest} characters. Do not name a person or a family.",
        "text_note": (
            "What you write is not read every day. If a child is in danger, do not write it here: "
            "call 911."
        ),
        "welcome_minutes": "It takes about {minutes} minutes.",
        "who": (
            "While the survey is open, our screens show everyone only how many have answered. "
            "After it closes, the team sees results for groups of {smallest} or more."
        ),
        "who_title": "Who sees what",
        "who_words": (
            "Only the facilitator sees what you write in your own words, and only if ten or more "
            "people wrote."
        ),
    },
    "es": {
        "before_title": "Antes de comenzar",
        "cannot": (
            "Quien guarde la lista de códigos puede ver cuáles se usaron. Quien maneja el servidor "
            "podría abusar de él mientras la encuesta está abierta. Los resultados de los grupos "
            "pueden ser registros públicos."
        ),
        "cannot_title": "Lo que no podemos prometer",
        "cannot_words": "Otras personas pueden reconocer su letra y su manera de escribir.",
        "choose_between_hint": "Elija de {least} a {most}.",
        "choose_hint": "Elija hasta {most}.",
        "closes": "Hay que copiarla a más tardar el {date}; entréguela unos días antes.",
        "code_again": "Código, si las páginas se separan:",
        "code_alt": "Nueve casillas vacías para el código",
        "code_no_names": "No escriba su nombre en ninguna página.",
        "code_place": (
            "Copie en estas casillas las 9 letras y números de su papel, o engrape el papel aquí. "
            "Nada más identifica esta hoja."
        ),
        "code_promise": (
            "Su código le permite contestar una vez. Si lo sacó de un sombrero, nadie sabe cuál es "
            "el suyo."
        ),
        "code_title": "Su código",
        "counted_in": "Sus respuestas se contarán en el grupo que dice su papel.",
        "demo": "Equipo inventado: es solo para probar.",
        "facts_note": ("Estas preguntas son sobre usted y su trabajo. Puede dejarlas en blanco."),
        "facts_title": "Sobre usted",
        "how_change": (
            "Para cambiar una respuesta, llene de tinta toda la casilla y ponga una X en otra."
        ),
        "how_mark": "Use pluma. Ponga una X en la casilla junto a su respuesta, así:",
        "how_mark_alt": "Una casilla con una X",
        "how_one": ("Marque una casilla en cada pregunta, salvo donde diga que puede elegir más."),
        "how_title": "Cómo llenar esta hoja",
        "last": ("Doble la hoja para que nadie pueda leerla. Póngala donde le indicaron."),
        "license": "Texto: {license}",
        "number_field": "Número:",
        "number_hint": "Un número entero de {low} a {high}.",
        "open_title": "En sus propias palabras",
        "owner": "Texto propiedad de {owner}.",
        "page": "Página {number} de {total}",
        "paper": (
            "Alguien copia esta hoja en la computadora, y luego alguien la copia otra vez, para "
            "hallar errores. Después la hoja se destruye. Hasta entonces, quien la tenga puede "
            "leerla. A quien la copia se le pide que no trate de averiguar de quién es."
        ),
        "paper_once": (
            "Una hoja que se copió solo una vez cuando se cierra la encuesta no se cuenta."
        ),
        "paper_title": "Qué cambia en papel",
        "part": "Parte {number} de {total}",
        "percent_field": "Por ciento:",
        "permission": "Usado con permiso: {permission}.",
        "scale_hint": "Qué quieren decir las opciones",
        "skip_hint": "Puede dejar en blanco cualquier pregunta.",
        "stored": (
            "Sus respuestas, selladas, y el grupo que dice su papel. No se guarda su nombre, ni la "
            "hora, ni que contestó en papel."
        ),
        "stored_close": (
            "Cuando se cierra la encuesta, todas las respuestas se mezclan. Después se destruyen "
            "los enlaces, los códigos y la llave del sello."
        ),
        "stored_title": "Qué se guarda",
        "text_hint": "Hasta {longest} caracteres.",
        "text_hint_alone": (
            "Hasta {longest} caracteres. No mencione a ninguna persona ni familia."
        ),
        "text_note": (
            "Lo que usted escribe no se lee todos los días. Si un niño está en peligro, no lo "
            "escriba aquí: llame al 911."
        ),
        "welcome_minutes": "Toma unos {minutes} minutos.",
        "who": (
            "Mientras la encuesta está abierta, nuestras pantallas muestran a todos solo cuántas "
            "personas han contestado. Cuando se cierra, el equipo ve resultados de grupos de "
            "{smallest} o más."
        ),
        "who_title": "Quién ve qué",
        "who_words": (
            "Solo el facilitador ve lo que usted escribe con sus palabras, y solo si escribieron "
            "diez personas o más."
        ),
    },
}


def word(language: str, key: str, **values: object) -> str:
    """A sentence with its blanks filled, in English where we have none in this language."""
    return WORDS[spoken_language(language)][key].format(**values)
