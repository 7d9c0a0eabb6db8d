"""How whoever saves tells the desk that something is saved, or that it is not."""

from collections.abc import Mapping
from typing import Any

import streamlit as st


def take(key: str, came: object) -> None:
    """Keep the number under which a browser waits for the reply to this event."""
    number = came.get("number") if isinstance(came, Mapping) else None
    st.session_state[_waiting(key)] = number if type(number) is int else None


def reply(key: str, *, done: bool, told: str = "") -> None:
    """Say how the last event of a desk ended; the caller reruns afterwards.

    Args:
        key: that of the desk.
        done: it is saved; never before the database has said so.
        told: what to say in place of the usual sentence.
    """
    st.session_state[_answered(key)] = {
        "number": st.session_state.get(_waiting(key)),
        "done": done,
        "told": told,
    }
    if not done:
        st.session_state[_turned(key)] = times_refused(key) + 1


def reply_to(key: str) -> dict[str, Any] | None:
    """The last reply: the number of its event, whether it was done, and what to say."""
    return st.session_state.get(_answered(key))


def times_refused(key: str) -> int:
    """How often something was not done; widgets that show a wish begin anew with each."""
    return st.session_state.get(_turned(key), 0)


def _waiting(key: str) -> str:
    return f"{key}-waiting"


def _answered(key: str) -> str:
    return f"{key}-answered"


def _turned(key: str) -> str:
    return f"{key}-refused"
