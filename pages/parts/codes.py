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
    where, how = "/invited", f"Name: {invited.name}"
    if invited.has_account:
        where, how = "/account", "Sign in, then type the code under My account."
    if invited.waits:
        st.info(
            "There is an account with this name, and nobody has used its code yet. That code comes "
            "first, at /invited. If it is lost, an administrator makes a new one."
        )
    st.code(
        f"{settings().public_url}{where}\n{how}\nCode: {invited.code}",
        language=None,
        wrap_lines=True,
    )
