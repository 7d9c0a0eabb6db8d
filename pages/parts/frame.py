"""What all staff screens share: the heading, the mark of a made-up team, and notices."""

import streamlit as st

from data.services.errors import TeamProblems
from pages.parts.plain import plain


def heading(title: str, *, over: str = "", demo: bool = False) -> None:
    """The heading of a screen; a made-up team says so above everything."""
    if demo:
        st.warning("Made-up team. Everything here is invented, for looking around and practice.")
    if over:
        st.caption(plain(over))
    st.title(plain(title), anchor=False)


def say_later(sentence: str) -> None:
    """Keep a sentence for the top of the next screen, such as "Saved."."""
    st.session_state["notice"] = sentence


def show_notice() -> None:
    """The sentence that was kept, once."""
    sentence = st.session_state.pop("notice", None)
    if sentence:
        st.success(plain(sentence))


def show_problems(problems: TeamProblems) -> None:
    """Everything that is wrong with what was entered, in one list."""
    lines = "\n".join(f"- {plain(str(problem))}" for problem in problems.problems)
    st.error(f"Please look at this again. Nothing was saved yet.\n\n{lines}")
