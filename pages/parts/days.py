"""A day to type: Streamlit's own calendar says nothing to a screen reader while it is empty."""

import re
from datetime import date

import streamlit as st

_WRITTEN = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_AMERICAN = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


class NotADay(ValueError):
    """What was typed is no day; the message says what would be one."""


def day_input(label: str, day: date | None, *, key: str | None = None) -> str:
    """A field for a day, as text; `day_in` reads it."""
    written = day.isoformat() if day else ""
    return st.text_input(label, written, max_chars=10, placeholder="2026-03-31", key=key)


def day_in(typed: str, *, label: str, american: bool = True) -> date | None:
    """The day that was typed: 2026-03-31, or 3/31/2026; None where nothing was.

    Args:
        american: take 3/31/2026, too; elsewhere 4/5/2026 is another day than in the United States.

    Raises:
        NotADay: it is none.
    """
    text = typed.strip()
    if not text:
        return None
    try:
        if found := _WRITTEN.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if american and (found := _AMERICAN.fullmatch(text)):
            return date(int(found[3]), int(found[1]), int(found[2]))
    except ValueError:
        pass
    raise NotADay(f"{label}: “{text}” came. Write a day such as 2026-03-31, or leave it empty.")
