"""What in words of a team may tell who somebody is: shown before it is saved, once looked at."""

from collections.abc import Sequence

import streamlit as st

from data.services.may_tell import MayTell
from pages.families.desk_words import kinds_said
from pages.parts.frame import small
from pages.parts.seen import key_of

LOOKED = "I have looked at each of these. None of them tells who somebody is."


def ask_again(place: str, refused: MayTell) -> None:
    """Keep what was found for the next run, which shows it beside what was typed.

    Args:
        place: a name for the form or field.
    """
    found = [(each.text, kinds_said(each.kinds)) for each in refused.found]
    st.session_state[_name(place)] = found


def look_at(place: str) -> tuple[str, ...]:
    """Show what was found in what was typed here, and ask whether somebody has looked at it.

    Returns:
        The strings of which the one who writes says that they tell on nobody.
    """
    found: Sequence[tuple[str, str]] = st.session_state.get(_name(place), ())
    if not found:
        return ()
    st.warning("Not saved yet. This may tell who somebody is. Take it out, or look at it first:")
    for text, why in found:
        st.text(f"“{text}”")
        small(f"Why it is asked about: {why}.")
    if st.checkbox(LOOKED, key=f"looked-{place}-{key_of(found)}"):
        return tuple(text for text, _ in found)
    return ()


def forget(place: str) -> None:
    """What was typed here is saved or given up."""
    st.session_state.pop(_name(place), None)


def _name(place: str) -> str:
    return f"telling {place}"
