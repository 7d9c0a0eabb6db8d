"""Long choices on a narrow screen: a box cuts them off, so each has a number and stands in full."""

from collections.abc import Iterable, Sequence

import streamlit as st

from pages.parts.plain import plain


def numbered(choices: Iterable[str]) -> list[str]:
    """The choices with their numbers before them, so that what is cut off can be found again."""
    return [f"{number}. {each}" for number, each in enumerate(choices, start=1)]


def in_full(heading: str, lines: Sequence[str]) -> None:
    """All choices in full, closed until somebody wants to read them.

    Args:
        heading: what they are.
        lines: with the numbers or names that they have in the box.
    """
    with st.expander(heading):
        st.markdown("\n\n".join(map(plain, lines)))
