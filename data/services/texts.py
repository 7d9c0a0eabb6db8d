"""What people type, made safe to keep: nothing in it that cannot be seen."""

import unicodedata

_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn")
_KEPT_IN_WRITING = "\n\t‌‍"  # some scripts and signs need the joiners


def tidy(text: str) -> str:
    """A name on one line."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isprintable():
        return " ".join(composed.split())
    seen = (" " if sign.isspace() else sign for sign in composed if _is_seen(sign))
    return " ".join("".join(seen).split())


def folded(name: str) -> str:
    """The same for names that a reader takes for the same."""
    return unicodedata.normalize("NFKC", tidy(name)).casefold()


def writing(text: str) -> str:
    """Somebody's own words, lines kept; what a database or a file cannot hold is left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (
        sign
        for sign in lines
        if sign in _KEPT_IN_WRITING or unicodedata.category(sign) not in _INVISIBLE
    )
    return unicodedata.normalize("NFC", "".join(kept))


def _is_seen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) not in _INVISIBLE
