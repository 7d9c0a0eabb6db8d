"""Words of the findings report, in each language that it speaks."""

from collections.abc import Iterator
from datetime import date

from data.family_findings import FamilyFindings, FoundTheme, Inside, ReleasedQuote, SeenBeside

WORDS = {
    "en": {
        "about": "How this was done",
        "themes": "What families said",
        "no_themes": "No theme may be shown yet.",
        "spread": "Heard",
        "services": "About these services",
        "gap": "What stands in the way",
        "values": "Stands beside these value statements",
        "beside": "What agencies see",
        "quotes": "In their own words",
        "changed": "The wording was changed so that nobody can be known by it.",
        "cards": "Who was in the room, in totals",
        "cards_note": "From cards with no name that people could fill in or leave blank. What few "
        "gave, or what could be worked out from it, is not told.",
        "withheld": "What is not in this report, and why",
        "what": "What",
        "count": "How many",
        "why": "Why",
        "nothing": "Nothing was left out.",
        "kind_themes": "themes",
        "kind_quotes": "quotes",
        "state": "State of {day}",
        "months": "January|February|March|April|May|June|July|August|September|October|November|"
        "December",
        "date": "{month} {day}, {year}",
        "made_up": "MADE-UP DATA: this team does not exist. Do not use this report.",
        "presence": "Groups tell that something happens. They do not tell to how many families.",
        "hidden": "Agencies see it as available; families met a barrier.",
        "agreed": "Agencies and families both see that it is missing or limited.",
        "unvoiced": "Agencies see that it is missing or limited; not raised by enough people to be "
        "told here.",
        "working": "Agencies see it as available; no barrier was raised by enough people to be "
        "told here.",
        "team_only": "For the team only. Do not pass it on.",
        "not_over": "A session is not over, so people can still take their words back. Make this "
        "anew before you use it again, and delete this one.",
        "until": "People can take their words back until {day}. Make this anew after that day, and "
        "delete this one.",
    },
    "es": {
        "about": "Cómo se hizo",
        "themes": "Lo que dijeron las familias",
        "no_themes": "Todavía no se puede mostrar ningún tema.",
        "spread": "Se escuchó",
        "services": "Sobre estos servicios",
        "gap": "Lo que se interpone",
        "values": "Va junto a estas frases sobre valores",
        "beside": "Lo que ven las agencias",
        "quotes": "En sus propias palabras",
        "changed": "Se cambiaron las palabras para que no se pueda reconocer a nadie.",
        "cards": "Quiénes estuvieron, en totales",
        "cards_note": "De tarjetas sin nombre que se podían llenar o dejar en blanco. No se dice "
        "lo que pocas personas respondieron, ni lo que permitiría deducirlo.",
        "withheld": "Lo que no está en este informe, y por qué",
        "what": "Qué",
        "count": "Cuántos",
        "why": "Por qué",
        "nothing": "No se dejó nada fuera.",
        "kind_themes": "temas",
        "kind_quotes": "frases",
        "state": "Estado del {day}",
        "months": "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|"
        "diciembre",
        "date": "{day} de {month} de {year}",
        "made_up": "DATOS INVENTADOS: este equipo no existe. No use este informe.",
        "presence": "Los grupos dicen que algo ocurre. No dicen a cuántas familias.",
        "hidden": "Las agencias lo ven como disponible; las familias encontraron una barrera.",
        "agreed": "Las agencias y las familias ven que falta o que es limitado.",
        "unvoiced": "Las agencias ven que falta o que es limitado; no lo mencionaron suficientes "
        "personas para contarlo aquí.",
        "working": "Las agencias lo ven como disponible; ninguna barrera fue mencionada por "
        "suficientes personas para contarla aquí.",
        "team_only": "Solo para el equipo. No lo pase a nadie más.",
        "not_over": "Una sesión no ha terminado, así que las personas todavía pueden retirar sus "
        "palabras. Haga esto de nuevo antes de volver a usarlo, y borre este.",
        "until": "Las personas pueden retirar sus palabras hasta el {day}. Haga esto de nuevo "
        "después de ese día, y borre este.",
    },
}


def dated(findings: FamilyFindings) -> str:
    """Of which day findings are, in their language."""
    words = WORDS[findings.language]
    return words["state"].format(day=written_day(findings.as_of, words))


def written_day(day: date, words: dict[str, str]) -> str:
    """A day as people write it in the language of some words; screens write it alike."""
    month = words["months"].split("|")[day.month - 1]
    return words["date"].format(day=day.day, month=month, year=day.year)


def head_lines(findings: FamilyFindings) -> Iterator[str]:
    """What stands below the title: whose it is, its day, and whether it is made up."""
    words = WORDS[findings.language]
    yield findings.team
    yield dated(findings)
    if findings.made_up:
        yield words["made_up"]
    yield from inside_lines(findings.inside, words)
    yield words["presence"]


def inside_lines(inside: Inside | None, words: dict[str, str]) -> Iterator[str]:
    """That something is for the team only, and whether people can still take their words back."""
    if inside is None:
        return
    yield words["team_only"]
    if inside.not_over:
        yield words["not_over"]
    elif inside.until is not None:
        yield words["until"].format(day=written_day(inside.until, words))


def theme_lists(theme: FoundTheme, words: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is told about a theme: a heading and its lines; one without lines is left out."""
    told = {
        "spread": (theme.spread,),
        "services": theme.services,
        "gap": (theme.gap,) if theme.gap else (),
        "values": theme.values,
        "beside": tuple(seen_line(each, words) for each in theme.beside),
    }
    for key, lines in told.items():
        if lines:
            yield words[key], lines


def kind_said(what: str, words: dict[str, str]) -> str:
    """What is left out as it is called: themes and quotes have a word of each language."""
    return words.get(f"kind_{what}", what)


def seen_line(beside: SeenBeside, words: dict[str, str]) -> str:
    """A service as agencies see it beside what families met."""
    return " ".join((f"{beside.service}:", words[beside.seen], beside.told)).strip()


def quote_notes(quote: ReleasedQuote, words: dict[str, str]) -> Iterator[str]:
    """What stands below a quote."""
    if quote.said_in:
        yield quote.said_in
    if quote.is_changed:
        yield words["changed"]
