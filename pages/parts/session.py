"""Who is signed in: looked up in the database on every run, never kept in a session's state."""

import streamlit as st

from data.services import access
from data.settings import settings

COOKIE = "ct_staff"


def cookie_name() -> str:
    """The name of the cookie; `__Host-` binds it to this host where there is https."""
    return f"__Host-{COOKIE}" if settings().secure else COOKIE


def is_signed_in() -> bool:
    """The browser behind this script run holds a session that has not run out."""
    return access.signed_in(st.context.cookies.get(cookie_name()))


def require_sign_in() -> None:
    """Go on only for staff; everybody else sees the way to the sign-in page, and nothing more."""
    if is_signed_in():
        return
    st.title("Common Table")
    st.write("Please sign in to see this.")
    st.link_button("Sign in", "/sign-in")
    st.stop()
