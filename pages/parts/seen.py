"""What was on the screen when somebody began to fill in a form, so that nothing is written over.

A form that is named after what is stored now would lose what somebody typed as soon as somebody
else saved: it would be another form. So it is named after what was seen.
"""

import hashlib
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from pages.parts.frame import show_refusal

Value = TypeVar("Value")
_LOST = (
    "The connection broke off meanwhile, so it is not known what you had seen. What you typed is "
    "still here and not saved. Look at what is saved now, then press once more."
)
_NEWER = "Somebody has saved something newer since you opened this. It is not in this form."


@dataclass(frozen=True, slots=True)
class Seen(Generic[Value]):
    """What a form was opened with.

    Attributes:
        value: what was stored then.
        form: a name for the form and its fields.
        fresh: it was opened just now, or the server has forgotten since when.
    """

    name: str
    value: Value
    form: str
    fresh: bool

    def may_send(self) -> bool:
        """Whether what was sent can be held against what was seen; says so where not."""
        if self.fresh:
            show_refusal(ValueError(_LOST))
        return not self.fresh

    def forget(self) -> None:
        """Open the form anew with what is stored then."""
        st.session_state.pop(self.name, None)


def seen(name: str, now: Value) -> Seen[Value]:
    """What this form was opened with; with what is stored now, if it is opened just now."""
    place = f"seen {name}"
    fresh = place not in st.session_state
    if fresh:
        st.session_state[place] = now
    value: Value = st.session_state[place]
    return Seen(place, value, f"{name}-{key_of(value)}", fresh)


def is_open(name: str) -> bool:
    """Whether this form was opened and neither sent nor given up; what it is about may be gone."""
    return f"seen {name}" in st.session_state


def as_shown(name: str, now: Value) -> Value:
    """What was on the screen when a button beside it was pressed, not what is stored since then.

    A press runs the whole screen again before it takes effect. Whoever decides on what they read
    must be held to that, and be refused where it is not so any more.
    """
    place = f"shown {name}"
    before: Value = st.session_state.get(place, now)
    st.session_state[place] = now
    return before


def offer_newer(opened: Seen[Value], now: Value) -> None:
    """Tell that something newer is stored, and show it on request."""
    if opened.value == now:
        return
    st.info(_NEWER)
    if st.button("Show what is saved now", key=f"newer-{opened.form}"):
        opened.forget()
        st.rerun()


def key_of(value: object) -> str:
    """A short name for a value, the same in every process."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:12]
