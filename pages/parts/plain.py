"""Words that somebody typed, shown as they are: never markup, never a fetched picture."""

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_NO_BREAK = "\u2060"


def plain(text: str) -> str:
    """The text for a place that reads Markdown; it looks the same and does nothing.

    Every mark is escaped, lines become one, and addresses are kept from turning into links by a
    joiner that nobody sees.
    """
    line = " ".join(text.split())
    quiet = re.sub(r"(?i)(https?:|ftp:|mailto:|xmpp:)", rf"\1{_NO_BREAK}", line)
    quiet = re.sub(r"(?i)www\.", f"www{_NO_BREAK}.", quiet)
    quiet = quiet.replace("@", f"@{_NO_BREAK}")
    return _PUNCTUATION.sub(r"\\\1", quiet)
