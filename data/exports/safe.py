"""Text that a spreadsheet shows as text: nothing a person typed can become a formula or a link."""

import re
import unicodedata

FORMULA_SIGNS = frozenset("=+-@＝＋－＠﹢﹣﹦﹫")
"""A cell that opens with one of these is a formula to some program, in half or full width."""

_OPENERS = "".join(sorted(FORMULA_SIGNS))
_AFTER_SEMICOLON = re.compile(rf";(?=[\s\"'`]*[{re.escape(_OPENERS)}])")
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


def tidy(text: str) -> str:
    """The text on one line, without characters that nobody can see.

    Tabs, line breaks and other breaks become a space: a program that splits on them would start
    a new cell there. Control, format, private and unassigned characters are dropped, because a
    formula sign behind an invisible character still opens a formula once it is trimmed.
    """
    return "".join(_tidied(character) for character in text).strip()


def opens_formula(text: str) -> bool:
    """Whether some spreadsheet program would read the text as a formula."""
    return tidy(text).lstrip(" \"'`")[:1] in FORMULA_SIGNS and bool(tidy(text))


def csv_text(text: str) -> str:
    """The text as a CSV cell may hold it: an apostrophe stands before anything like a formula.

    The same is done behind each semicolon, since programs in some countries split a comma file
    there.
    """
    line = _AFTER_SEMICOLON.sub(";'", tidy(text))
    return f"'{line}" if opens_formula(line) else line


def _tidied(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in _UNSEEN_CATEGORIES:
        return ""
    return character
