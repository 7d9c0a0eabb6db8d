"""Names of a form made fit to be ids here: other letters replaced, no two alike."""

import re
import unicodedata

LONGEST_ID = 64
LONGEST_CODE = 16
_NUMBER = re.compile(r"-?[0-9]{1,4}")
_OUR_NUMBER = re.compile(r"(point_|minus_)([0-9]{1,4})")


def fitting_id(name: str, taken: set[str], *, before: str) -> str:
    """An id that is like a name, and like no other one.

    Args:
        name: any text.
        taken: ids that are used; the new one is added.
        before: the word put before what does not start with a letter.
    """
    plain = _plain(name)
    if re.fullmatch(r"-[0-9]+", name):
        plain = f"minus_{plain.strip('_')}"
    if not plain[:1].isalpha():
        plain = f"{before}_{plain.strip('_')}".rstrip("_")
    return _alone(plain, taken, most=LONGEST_ID)


def fitting_code(name: str, taken: set[str], *, otherwise: str) -> str:
    """A code for a choice that is no answer: its own name where that fits, or the usual one."""
    plain = _plain(name).lower()
    fits = re.fullmatch(r"[a-z][a-z0-9_]{0,15}", plain) is not None
    return _alone(plain if fits else otherwise, taken, most=LONGEST_CODE)


def number_in(name: str) -> int | None:
    """The whole number that a choice is named by: 3, -1, or point_3 and minus_1 as we write it."""
    if _NUMBER.fullmatch(name):
        return int(name)
    found = _OUR_NUMBER.fullmatch(name)
    return None if found is None else int(found[2]) * (-1 if found[1] == "minus_" else 1)


def _plain(name: str) -> str:
    """Letters without their marks, and _ for whatever is no letter, digit or _."""
    letters = unicodedata.normalize("NFKD", name)
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return re.sub(r"[^A-Za-z0-9_]+", "_", bare)


def _alone(plain: str, taken: set[str], *, most: int) -> str:
    found, number = plain[:most], 1
    while found in taken:
        number += 1
        ending = f"_{number}"
        found = f"{plain[: most - len(ending)]}{ending}"
    taken.add(found)
    return found
