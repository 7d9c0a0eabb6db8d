"""Whatever else than an address pins down a place: columns that do, and codes within texts.

A bus stop, a landmark or the number of a parcel leads to a door as surely as a street, and so do
coordinates in degrees and minutes, plus codes, geometries and links to maps.
"""

import re
from functools import lru_cache

from data.imports.directory.fields import AREAS, COUNTIES, plain_name
from data.imports.directory.folding import column_words

_PART = re.compile(
    r"address|e_?mail|mailing|contact|schedule|hours|phone|fax|at_location|at_site|transport|"
    r"directions|access|street|coordinat|landmark|neighbo|intersect|geo|geom|(?<!parag)(?<!p)hash|"
    r"plus_?code|what_?3|three_?words|coordenad|direccion|ubicacion"
)
_WORD = re.compile(
    r"\b(?:cross(?:ing|roads?)?|corner|junction|bus|stops?|transit|metro|subway|train|trolley|rail|"
    r"tram|station|routes?|exit|near|nearby|nearest|closest|beside|next to|across|between|behind|"
    r"opposite|vicinity|proximity|distance|miles|minutes (?:from|to)|part of town|quadrant|ward|"
    r"district|precinct|parcel|apn|pin|lot|block|tract|census|fips|olc|open location|w3w|lat|lats|"
    r"latitude|lng|lon|^long$|longitude|points?|position|x|y|utm|mgrs|easting|northing|grid|wkb|wkt|"
    r"shape|maps?|(?:google )?place|gps|navigation|waze|zips?|zip ?codes?|postal|postcode|city|"
    r"town|village|borough|county|municipality|region|zone|subdivision|building|floor|suite|apt|"
    r"entrance|door|gate|campus|premises|property|where|whereabouts|(?<!on )(?<!off )sites?|"
    r"locations?|locality|venue|find us|get(?:ting)? (?:here|there)|how to (?:get|find)|arrival|"
    r"drop off|pick ?up|meeting (?:point|place)|park(?:ing|s)?|photos?|images?|pictures?|calle|"
    r"barrio|colonia|esquina|cruce|cerca|parada|referencias?|entre calles|mapas?|codigo postal|"
    r"ciudad|condado|municipio|como llegar|transporte|edificio|lugar)\b"
)
_OF_AN_AREA = re.compile(r"\b(?:areas?|regions?|cities|counties|zips?|zip codes?) served\b")
"""Whom a service is for may be told; that is not where it is."""
_OPEN_CODE = "23456789CFGHJMPQRVWX"
_MINUTES = r"\d{1,2}(?:[.,]\d{1,9})?\s?(?:['\u2032\u2019]|min\.?)?"
_SECONDS = r"\d{1,2}(?:[.,]\d{1,9})?\s?(?:[\"\u2033\u201d]|''|sec\.?)?"
_DEGREES = rf"\d{{1,3}}\s?(?:[\u00b0\u00ba:]|deg\.?|\s)\s?{_MINUTES}(?:\s?[:\s]?\s?{_SECONDS})?"
_CODES = re.compile(
    rf"\b[{_OPEN_CODE}]{{4,8}}\+[{_OPEN_CODE}]{{2,3}}\b|"
    rf"(?<![\d.]){_DEGREES}\s?[NSEWO]\b|\b[NSEWO]\s?{_DEGREES}(?![\d.])|"
    r"\b0[01][0-9a-f]{38,}\b|"
    r"\b(?:multi)?(?:point|polygon|linestring)\s?z?m?\s?\({1,3}[^)]{0,2000}\){1,3}|"
    r"/{3}\w+\.\w+\.\w+|"
    r"\b\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{3,5}\s?\d{3,5}\b|"
    r"\b(?:census\s)?(?:tract|block\sgroup|parcel|apn|geoid|geohash)\s?(?:no\.?|number|id)?[#:]?\s?"
    r"(?=[\w-]{0,20}\d)[\w.-]{4,}|"
    r"\bhttps?://\S{0,200}(?:\bmaps?\b|openstreetmap|waze|plus\.codes|what3words|w3w\.co|geohash)\S*",
    re.IGNORECASE,
)
_MAY_BE_CODE = re.compile(r"\d|///|https?:", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def is_about_a_place(column: str) -> bool:
    """A column beside fields that may tell where a place is, or when and how to find it."""
    plain = plain_name(column)
    words = column_words(column)
    if plain in AREAS | COUNTIES or _OF_AN_AREA.search(words):
        return False
    return bool(_PART.search(words.replace(" ", "_")) or _WORD.search(words))


def without_codes(text: str, *, instead: str) -> str:
    """A text with other words in the place of everything that stands for a point on a map."""
    return _CODES.sub(instead, text) if _MAY_BE_CODE.search(text) else text
