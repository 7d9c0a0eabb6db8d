"""Where strings stand in a text, so that what was decided on them is carried out there."""

import re
from collections.abc import Collection

from data.redaction.ages import is_bare
from data.redaction.finding import joined
from data.redaction.kinds import without_placeholders
from data.redaction.rules import shaped

_PIECE = re.compile(r"[^\W\d_]+|\d+|[\W_]")


def standing(text: str, forms: Collection[str]) -> list[tuple[int, int]]:
    """Where the forms stand, the longest where several do; bare numbers only where they mean it."""
    seen = without_placeholders(text)
    by_first: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        if first := _PIECE.match(form):
            by_first.setdefault(first[0], []).append(form)
    bare = {form for form in forms if is_bare(form)}
    meant = _meant(seen) if bare else frozenset()
    found: list[tuple[int, int]] = []
    for piece in _PIECE.finditer(seen):
        start = piece.start()
        if found and start < found[-1][1]:
            continue
        for form in by_first.get(piece[0], ()):
            end = start + len(form)
            wanted = form not in bare or (start, end) in meant
            if wanted and seen.startswith(form, start) and stands_alone(seen, start, end):
                found.append((start, end))
                break
    return found


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter touches a letter at its borders, and no digit a digit.

    A name with a number right behind it, as some programs write speakers, is the name.
    """
    before = _touch(text[start - 1 : start], text[start : start + 1])
    return not before and not _touch(text[end - 1 : end], text[end : end + 1])


def _touch(one: str, two: str) -> bool:
    return one.isalnum() and two.isalnum() and one.isdecimal() == two.isdecimal()


def _meant(text: str) -> frozenset[tuple[int, int]]:
    """Places whose shape tells what they are, those that overlap also as one."""
    places = tuple(shaped(text))
    return frozenset((hit.start, hit.end) for hit in (*places, *joined(places)))
