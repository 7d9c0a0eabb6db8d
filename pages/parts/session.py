"""Who is signed in: looked up in the database on every run, never kept in a session's state."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import streamlit as st

from data.services import access

COOKIE = "ct_staff"
"""It lives on the machine itself, over plain http, where browsers take no Secure cookie."""


def cookie_name() -> str:
    """The name of the cookie that holds the token."""
    return COOKIE


def is_signed_in() -> bool:
    """The browser behind this script run holds a session that has not run out."""
    return access.signed_in(st.context.cookies.get(COOKIE))


def sign_out() -> None:
    """End the session of the browser behind this script run, in every tab."""
    access.sign_out(st.context.cookies.get(COOKIE))


def require_sign_in() -> None:
    """Go on only for staff; everybody else sees the way to the sign-in page, and nothing more."""
    if is_signed_in():
        return
    st.title("Common Table", anchor=False)
    st.write("You are not signed in, or were signed out. Sign in, then reload this page.")
    st.link_button("Sign in", "/sign-in", type="primary")
    st.stop()


def for_staff(part: Callable[..., None]) -> Callable[..., None]:
    """For a dialog or a fragment, which runs again without the page around it."""

    @wraps(part)
    def checked(*arguments: Any, **options: Any) -> None:
        if not is_signed_in():
            st.rerun()
        part(*arguments, **options)

    return checked
