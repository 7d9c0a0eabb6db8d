"""Kinds of strings that may tell who somebody is, and what stands for them in a redacted text."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "roster",
    "place",
    "name",
    "email",
    "url",
    "ip",
    "phone",
    "ssn",
    "card",
    "case",
    "address",
    "zip",
    "number",
    "date",
    "age",
    "capital",
    "either",
    "rare",
]
"""The more sure ones first. 'place' is of the scan's own directory, 'name' follows a cue such as
'my daughter', 'capital' is written with one, 'either' is an ordinary word that is a name too,
'rare' is no ordinary word."""
KINDS: tuple[Kind, ...] = get_args(Kind)

LABELS: dict[Kind, str] = {
    "roster": "name",
    "place": "place",
    "name": "name",
    "email": "e-mail",
    "url": "web address",
    "ip": "web address",
    "phone": "phone",
    "ssn": "number",
    "card": "number",
    "case": "case number",
    "address": "address",
    "zip": "address",
    "number": "number",
    "date": "date",
    "age": "age",
    "capital": "name",
    "either": "name",
    "rare": "name",
}
"""What is offered to stand for each kind; a person may write anything else."""
OTHER_LABELS = ("town", "agency", "program", "programme", "school", "road", "child's age", "person")
_ALL_LABELS = sorted({*LABELS.values(), *OTHER_LABELS}, key=lambda label: (-len(label), label))
_PLACEHOLDER = re.compile(rf"\[(?:{'|'.join(_ALL_LABELS)})(?: \d{{1,5}})?\]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a text where something was found.

    Attributes:
        start: its first code point.
        end: the one after its last.
        kinds: why it was found.
    """

    start: int
    end: int
    kinds: frozenset[Kind]


def placeholder(label: str, *, taken: Collection[str]) -> str:
    """The next free one, such as '[name 3]' where '[name 1]' and '[name 2]' are taken."""
    number = 1
    while f"[{label} {number}]" in taken:
        number += 1
    return f"[{label} {number}]"


def without_placeholders(text: str) -> str:
    """The same length, with blanks where something was redacted before."""
    return _PLACEHOLDER.sub(lambda found: " " * len(found[0]), text)
