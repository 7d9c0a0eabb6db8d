"""What a person did at the coding desk, read from what a browser says and trusted in nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from pages.families.coder.sheet import LONGEST_MEMO, Coding, Sheet


@dataclass(frozen=True, slots=True)
class Coded:
    """A code was put on a passage, in code points, of the text with this fingerprint."""

    start: int
    end: int
    code: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A coding of one's own was taken away."""

    coding_id: str


@dataclass(frozen=True, slots=True)
class Undone:
    """The last step was taken back."""


@dataclass(frozen=True, slots=True)
class MemoWritten:
    """A note was written on a coding of one's own; an empty one takes the note away."""

    coding_id: str
    text: str


Event = Coded | Removed | Undone | MemoWritten

REASONS = ("stale", "outside", "twice", "no_code", "gone", "not_mine", "long_memo", "unreadable")


class Refused(Exception):
    """What came may not be done.

    Attributes:
        why: one of REASONS; its sentence is the word `refused_<why>`.
    """

    def __init__(self, why: str) -> None:
        super().__init__(f"the coding desk: refused, {why}.")
        self.why = why


def read_event(came: object, *, sheet: Sheet) -> Event:
    """What a browser says was done, checked against the sheet as it is now.

    Args:
        came: a mapping with `kind`, `text_hash` and the fields of that kind of event.

    Returns:
        The event; a passage is cut back to its words, without space at its ends.

    Raises:
        Refused: it was done on another text, names something that is not there or not one's own,
            would code the same passage twice with one code, or cannot be read.
    """
    if not isinstance(came, Mapping):
        raise Refused("unreadable")
    if came.get("text_hash") != sheet.text_hash:
        raise Refused("stale")
    match came.get("kind"):
        case "coded":
            return _coded(came, sheet)
        case "removed":
            return Removed(_own(came, sheet).id)
        case "memo":
            return _memo(came, sheet)
        case "undone":
            return Undone()
    raise Refused("unreadable")


def _coded(came: Mapping[object, object], sheet: Sheet) -> Coded:
    start, end, code = came.get("start"), came.get("end"), came.get("code")
    if type(start) is not int or type(end) is not int:
        raise Refused("unreadable")
    if not isinstance(code, str) or code not in sheet.code_by_id:
        raise Refused("no_code")
    if start < 0 or sheet.turn_of(start, end) is None:
        raise Refused("outside")
    words = sheet.passage(start, end)
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    if start >= end:
        raise Refused("outside")
    if any((each.start, each.end, each.code) == (start, end, code) for each in _mine(sheet)):
        raise Refused("twice")
    return Coded(start, end, code, sheet.text_hash)


def _memo(came: Mapping[object, object], sheet: Sheet) -> MemoWritten:
    coding, text = _own(came, sheet), came.get("text")
    if not isinstance(text, str):
        raise Refused("unreadable")
    if len(text) > LONGEST_MEMO:
        raise Refused("long_memo")
    return MemoWritten(coding.id, text.strip())


def _own(came: Mapping[object, object], sheet: Sheet) -> Coding:
    named = came.get("coding_id")
    coding = sheet.coding_by_id.get(named) if isinstance(named, str) else None
    if coding is None:
        raise Refused("gone")
    if not coding.mine:
        raise Refused("not_mine")
    return coding


def _mine(sheet: Sheet) -> tuple[Coding, ...]:
    return tuple(each for each in sheet.codings if each.mine)
