"""Words as they are compared: in small letters, without accents, with one space between."""

import re
import unicodedata
from functools import lru_cache

from data.imports.directory.fields import plain_name

HIDDEN = "[address hidden]"
"""Stands in our files for words that told where a hidden place is. It says so of that place, and
not of the one whose words it stands in."""
_GAP = re.compile(r"[^\w,]+|_+")


def folded(text: str) -> str:
    """In small letters and without accents."""
    lower = text.lower()
    return lower if lower.isascii() else _bare(lower)


def spaced(text: str) -> str:
    """With one space between words, and commas as words."""
    return _GAP.sub(" ", text.replace(",", " , ")).strip()


@lru_cache(maxsize=10_000)
def column_words(name: str) -> str:
    """The words of the name of a column: "AddressIsPublic" is "address is public"."""
    return plain_name(name if name.isascii() else _bare(name)).replace("_", " ")


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
