"""What all staff screens share: the heading, the mark of a made-up team, and notices."""

from collections.abc import Iterable

import streamlit as st

from data.services.errors import TeamProblems
from pages.parts.plain import plain


def heading(title: str, *, over: str = "", demo: bool = False) -> None:
    """The heading of a screen; a made-up team says so above everything."""
    if demo:
        st.warning("Made-up team. Everything here is invented, for looking around and practice.")
    if over:
        small(over)
    st.title(plain(title), anchor=False)


def small(text: str) -> None:
    """Something beside the point, in small letters; captions are too pale to be read by all."""
    st.markdown(f":small[{plain(text)}]")


def say_later(sentence: str) -> None:
    """Keep a sentence for the top of the next screen, such as "Saved."."""
    st.session_state["notice"] = sentence


def show_notice() -> None:
    """The sentence that was kept, once."""
    sentence = st.session_state.pop("notice", None)
    if sentence:
        st.success(plain(sentence))


def show_problems(problems: TeamProblems, *, undone: str = "Nothing was saved yet.") -> None:
    """Everything that is wrong with what was entered, in one list."""
    sentences = (str(problem) for problem in problems.problems)
    show_list(f"Please look at this again. {undone}", sentences)


def show_list(said: str, problems: Iterable[str]) -> None:
    """A sentence of ours, and a list of what is wrong."""
    lines = "\n".join(f"- {plain(problem)}" for problem in problems)
    st.error(f"{said}\n\n{lines}")


def show_refusal(error: Exception) -> None:
    """Why a step was not taken, in the words of the service."""
    st.error(plain(str(error)))
