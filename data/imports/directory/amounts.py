"""How much there is, in the words of a cell: "12 beds", "dos familias"; all else is no number.

What is not plainly one number of one thing stays in words: a range has two, "unlimited" has none,
and "12 on the waiting list" are no beds.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_COUNTED = {
    "bed": "bed beds crib cribs bunk bunks cama camas cuna cunas litera literas",
    "person": "person persons people client clients patient patients individual individuals adult "
    "adults woman women man men resident residents parent parents mother mothers father fathers "
    "participant participants persona personas cliente clientes paciente pacientes adulto adultos "
    "mujer mujeres hombre hombres madre madres padre padres residente residentes participante "
    "participantes",
    "child": "child children kid kids infant infants toddler toddlers student students niño niños "
    "niña niñas bebé bebés",
    "family": "family families household households familia familias hogar hogares",
    "home": "home homes house houses apartment apartments unit units voucher vouchers suite suites "
    "casa casas apartamento apartamentos vivienda viviendas",
    "room": "room rooms habitación habitaciones cuarto cuartos",
    "place": "slot slots place places space spaces seat seats spot spots opening openings chair "
    "chairs enrollment enrollments lugar lugares plaza plazas cupo cupos",
    "visit": "visit visits appointment appointments session sessions encounter encounters visita "
    "visitas cita citas sesión sesiones",
    "worker": "worker workers staff fte ftes peer peers lawyer lawyers attorney attorneys doctor "
    "doctors physician physicians provider providers clinician clinicians navigator navigators "
    "coach coaches specialist specialists trabajador trabajadores trabajadora trabajadoras",
    "meeting": "meeting meetings group groups reunión reuniones grupo grupos",
    "kit": "kit kits dose doses dosis",
    "hour": "hour hours hora horas",
    "ride": "ride rides trip trips pass passes viaje viajes",
}
KIND_OF: Mapping[str, str] = {
    word: kind for kind, words in _COUNTED.items() for word in words.split()
}
"""What is counted, by the words that people have for it."""

_ENGLISH = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty
"""
_SPANISH = """
cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis
diecisiete dieciocho diecinueve veinte
"""
_WORDS = {word: number for said in (_ENGLISH, _SPANISH) for number, word in enumerate(said.split())}
_WORDS |= {"un": 1, "una": 1, "dieciseis": 16}
_BESIDE = frozenset({"total", "licensed"})
_LONGEST = 9
"""Digits; no service has more places than that."""
_AMOUNT = re.compile(
    r"(?P<number>[\d,]+(?:\.0+)?|[^\W\d_]+)(?:[\s-]+(?P<unit>[^\W\d_]+(?:[\s-]+[^\W\d_]+){0,2}))?"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that a cell tells, and what it counts; the unit is empty where it does not say."""

    number: int
    unit: str


def amount_in(text: str) -> Amount | None:
    """What a cell tells; None where it is not plainly one number of one thing."""
    found = _AMOUNT.fullmatch(text.strip().rstrip("."))
    number = _number(found["number"].lower()) if found else None
    if found is None or number is None:
        return None
    words = re.findall(r"[^\W\d_]+", (found["unit"] or "").lower())
    unit = [word for word in words if word not in _BESIDE]
    known = all(word in KIND_OF for word in unit)
    return Amount(number, " ".join(unit)) if known and bool(unit) == bool(words) else None


def of_one_kind(one: str, other: str) -> bool:
    """Whether two units count the same; one that says nothing counts as any."""
    kinds = (kinds_in(one), kinds_in(other))
    return not all(kinds) or bool(kinds[0] & kinds[1])


def kinds_in(unit: str) -> frozenset[str]:
    """What a unit counts, as far as its words are known."""
    words = re.findall(r"[^\W\d_]+", unit.lower().replace("_", " "))
    return frozenset(KIND_OF[word] for word in words if word in KIND_OF)


def _number(text: str) -> int | None:
    if text in _WORDS:
        return _WORDS[text]
    plain = text.partition(".")[0].replace(",", "")
    is_number = plain.isdecimal() and plain.isascii() and len(plain) <= _LONGEST
    return int(plain) if is_number else None
