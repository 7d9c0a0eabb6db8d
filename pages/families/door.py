"""The door of a book of contacts: open for one plan, in one window, as long as somebody is at it.

Whether it is open opens nothing: who may read the book is asked of the service, on every run.
"""

import streamlit as st

from data.clock import seconds

OPEN_SECONDS = 600
_PLACE = "book of contacts"


def open_door(plan_id: str) -> None:
    """Open the book of a plan from the next run on."""
    st.session_state[_PLACE] = (plan_id, seconds())


def close_door() -> None:
    """Close whichever book is open."""
    st.session_state.pop(_PLACE, None)


def door_is_open(plan_id: str) -> bool:
    """Whether the book of this plan is open, which keeps it open from now on."""
    known, since = st.session_state.get(_PLACE, ("", 0))
    if known != plan_id or seconds() - since > OPEN_SECONDS:
        close_door()
        return False
    open_door(plan_id)
    return True
