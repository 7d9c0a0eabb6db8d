"""Names and codes of counties as people and spreadsheets write them."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Kind = Literal["city", "county", ""]
"""What a name says its area is: a city by itself, a county or its like, or nothing."""

_SAINT = re.compile(r"\b(saint|sainte|st|ste)\b")
_AFTER: tuple[tuple[str, Kind], ...] = (
    ("city and county", ""),
    ("county and city", ""),
    ("city and borough", "county"),
    ("census area", "county"),
    ("planning region", "county"),
    ("independent city", "city"),
    ("municipality", "county"),
    ("municipio", "county"),
    ("borough", "county"),
    ("county", "county"),
    ("parish", "county"),
    ("island", "county"),
    ("co", "county"),
    ("city", "city"),
)
_BEFORE: tuple[tuple[str, Kind], ...] = (
    ("city and county of", ""),
    ("city of", "city"),
    ("county of", "county"),
    ("parish of", "county"),
    ("borough of", "county"),
    ("municipio de", "county"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name.

    Attributes:
        key: what it comes down to.
        kind: what the name says its area is.
    """

    key: str
    kind: Kind


def area_id(value: str | int) -> str:
    """The five digits of a county, a dropped leading zero put back; empty if there are none.

    Args:
        value: such as 1001, "1001.0", "01001" or "0500000US01001".
    """
    plain = str(value).strip().removesuffix(".0")
    found = re.fullmatch(r"(?:(?:050[0-9]{4})?US)?([0-9]{4,5})", plain, re.ASCII | re.IGNORECASE)
    return found[1].zfill(5) if found else ""


def key(name: str) -> str:
    """What a name comes down to: no accents, marks, spaces or capitals, and every Saint is St."""
    return _words(name).replace(" ", "")


def readings(name: str) -> tuple[Reading, ...]:
    """The ways to read a name, the likeliest first: as it is, and without County, City or so."""
    whole = _words(name)
    found = [Reading(whole.replace(" ", ""), "")]
    for ending, kind in _AFTER:
        if whole.endswith(f" {ending}"):
            found.append(Reading(whole.removesuffix(ending).replace(" ", ""), kind))
            break
    for beginning, kind in _BEFORE:
        if whole.startswith(f"{beginning} "):
            found.append(Reading(whole.removeprefix(beginning).replace(" ", ""), kind))
            break
    return tuple(found)


def _words(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    bare = re.sub(r"['’ʻ`.]", "", letters)
    words = " ".join(re.sub(r"[^0-9a-z]+", " ", bare.replace("&", " and ")).split())
    return _SAINT.sub("st", words)
