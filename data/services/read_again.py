"""Texts that may repeat somebody who took their words back: they wait until a person reads them.

Such a text begins with a line that says so. Until that line is gone, the text is shown to whoever
may change it, where they change it, and nowhere else: in no file, and to nobody who only looks.
"""

from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from data.redaction.runs import Run, without_runs

READ_AGAIN = "[Read this again: somebody took their words back, and some may stand here.]"
"""What a text begins with that may repeat somebody who took their words back."""
NOT_SHOWN = (
    "[Not shown: somebody took their words back, and some may stand here. "
    "Whoever runs the team reads it again first.]"
)
"""What others see in its place, on screens and in files."""
_Any = TypeVar("_Any")


def waits(text: str) -> bool:
    """Somebody has to read a text before others see it."""
    return READ_AGAIN in text


def marked(text: str, *, without: Collection[Run] = ()) -> str:
    """A text with the line that says that it waits, once.

    Args:
        without: runs of words that were taken back; nothing of them is left in it.
    """
    return f"{READ_AGAIN}\n{without_runs(read_over(text), without)}"


def read_over(text: str) -> str:
    """A text that somebody has read and lets stand."""
    return text.replace(READ_AGAIN, "").strip()


def as_shown(value: _Any) -> _Any:
    """The same with no text that waits, however deep it lies."""
    return _shown(value)


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return NOT_SHOWN if waits(value) else value
    if isinstance(value, Mapping):
        return {name: _shown(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_shown, value))
    if is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: getattr(value, each.name) for each in fields(value)}
        return replace(value, **_shown(parts))
    return value
