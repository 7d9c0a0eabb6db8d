"""What a check of a deployment finds."""

import shlex
from dataclasses import dataclass
from pathlib import Path

_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """All is well, or something should be changed.

    Attributes:
        told: what came and, where something is to be changed, what would be right.
    """

    ok: bool
    told: str


def fine(told: str) -> Finding:
    """All is well."""
    return Finding(ok=True, told=told)


def change(told: str) -> Finding:
    """Something is to be changed."""
    return Finding(ok=False, told=told)


def typed(command: str, *paths: Path) -> str:
    """A command as it can be typed, with the first paths of a long list: the next look has more."""
    return " ".join((command, *(shlex.quote(str(each)) for each in paths[:_AT_ONCE])))


def days_ago(days: int) -> str:
    """How long ago that was, in words."""
    return "today" if days == 0 else "a day ago" if days == 1 else f"{days} days ago"
