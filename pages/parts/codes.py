"""A code to tell somebody: shown once, on the screen after the one that made it."""

import streamlit as st

from data.settings import settings
from data.views import Invited
from pages.parts.plain import plain


def keep_code(invited: Invited) -> None:
    """Show this code on the next run."""
    st.session_state["to tell"] = invited


def show_code() -> None:
    """The code that was kept, once."""
    invited: Invited | None = st.session_state.pop("to tell", None)
    if invited is None:
        return
    st.success(
        f"Tell this to {plain(invited.name)} yourself. It is shown only now, works once, and is "
        f"good for {invited.days} days."
    )
    st.code(
        f"{settings().public_url}/invited\nName: {invited.name}\nCode: {invited.code}",
        language=None,
        wrap_lines=True,
    )
