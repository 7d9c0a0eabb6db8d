"""What a slip and its cover sheet say, in the languages of the respondents."""

from datetime import date

_MONTHS = {
    "en": ("January February March April May June July August September October November December"),
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    ),
}

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "day": "{month} {day}, {year}",
        "or_type": "or type the code at",
        "alt": "Square to scan with a phone. It opens the form for code {code}.",
        "until": "Open through {day}.",
        "sentence_code": (
            "This code works once. You drew it at random, so the system never has your name. "
            "Your answers are counted only together with your group's."
        ),
        "demo": "MADE-UP EXAMPLE",
        "cover_title": "Codes to draw from a hat",
        "counted": "{count} slips. Answers from these slips are counted in the group named above.",
        "counted_one": "1 slip. Its answers are counted in the group named above.",
        "loopback": (
            "The address on these slips ({address}) opens only on the computer that runs "
            "Common Table. Set COMMON_TABLE_PUBLIC_URL before you print slips for other people."
        ),
        "demo_cover": "This team is made up. Do not hand these slips to anyone.",
        "step_cut": "Cut along the dashed lines and fold each slip so that the code is hidden.",
        "step_hat": (
            "Put the slips of this group, and only this group, into a hat, bowl or envelope."
        ),
        "step_draw": "Each person in the group draws one slip. Do not write down who drew which.",
        "step_answer": (
            "People answer on their own phone or computer, at a time they choose, through {day}."
        ),
        "step_rest": "Shred the slips that are left. Do not use one to answer for someone else.",
        "footer": "{title} · one-time codes · keep this sheet as you would keep keys",
    },
    "es": {
        "day": "{day} de {month} de {year}",
        "or_type": "o escriba el código en",
        "alt": "Cuadro para escanear con un teléfono. Abre el formulario del código {code}.",
        "until": "Abierto hasta el {day}.",
        "sentence_code": (
            "Este código sirve una sola vez. Salió al azar, así que el sistema nunca tiene su "
            "nombre. Sus respuestas se cuentan solo junto con las de su grupo."
        ),
        "demo": "EJEMPLO INVENTADO",
        "cover_title": "Códigos para sacar de un sombrero",
        "counted": "{count} papeletas. Sus respuestas se cuentan en el grupo de arriba.",
        "counted_one": "1 papeleta. Sus respuestas se cuentan en el grupo de arriba.",
        "loopback": (
            "La dirección de estas papeletas ({address}) solo abre en la computadora que ejecuta "
            "Common Table. Configure COMMON_TABLE_PUBLIC_URL antes de imprimir para otras personas."
        ),
        "demo_cover": "Este equipo es inventado. No entregue estas papeletas a nadie.",
        "step_cut": "Corte por las líneas punteadas y doble cada papeleta para ocultar el código.",
        "step_hat": (
            "Ponga las papeletas de este grupo, y solo de este grupo, en un sombrero, "
            "un tazón o un sobre."
        ),
        "step_draw": ("Cada persona del grupo saca una papeleta. No anote quién sacó cuál."),
        "step_answer": (
            "Cada quien contesta en su propio teléfono o computadora, cuando quiera, "
            "hasta el {day}."
        ),
        "step_rest": "Destruya las papeletas que sobren. No use ninguna para contestar por otros.",
        "footer": "{title} · códigos de un solo uso · guarde esta hoja como guarda sus llaves",
    },
}

STEPS = ("step_cut", "step_hat", "step_draw", "step_answer", "step_rest")


def spoken_language(language: str) -> str:
    """The language itself where slips have words for it, otherwise English."""
    return language if language in WORDS else "en"


def day_in_words(day: date, *, language: str) -> str:
    """A date as people write it: December 12, 2026, or 12 de diciembre de 2026."""
    spoken = spoken_language(language)
    month = _MONTHS[spoken].split()[day.month - 1]
    return WORDS[spoken]["day"].format(month=month, day=day.day, year=day.year)
