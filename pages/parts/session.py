"""Who is signed in: looked up in the database on every run, never kept in a session's state."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, NoReturn

import streamlit as st

from data.services import access
from data.services.authority import Actor, acting, actor
from data.services.errors import NotAllowed
from data.settings import settings


def cookie_name() -> str:
    """The name of the cookie that holds the token; over https no other host can set it."""
    return "__Host-ct" if settings().secure else "ct_staff"


def token() -> str | None:
    """What the browser behind this script run holds."""
    return st.context.cookies.get(cookie_name())


def who_is_signed_in(*, in_use: bool = True) -> Actor | None:
    """Whose session this is, if it has not run out and everything was proven.

    Args:
        in_use: somebody does something; False for what a page does by itself.
    """
    return access.actor_of(token(), in_use=in_use)


def sign_out() -> None:
    """End the session of the browser behind this script run, in every tab."""
    access.sign_out(token())


@contextmanager
def signed_in() -> Iterator[None]:
    """Go on only for staff, as the one they are; others see the way in, and nothing more."""
    who = who_is_signed_in()
    if who is None:
        _show_the_way_in()
    else:
        with acting(who):
            yield


def require_sign_in() -> Actor:
    """Who acts on this screen; every screen asks before anything else.

    Nobody does where a screen was reached past the entry script; then it shows the way in.
    """
    try:
        return actor()
    except NotAllowed:
        _show_the_way_in()


def _show_the_way_in() -> NoReturn:
    st.title("Common Table", anchor=False)
    st.write("You are not signed in, or were signed out. Sign in, then reload this page.")
    st.link_button("Sign in", "/sign-in", type="primary")
    st.stop()


def for_staff(part: Callable[..., None]) -> Callable[..., None]:
    """For a dialog or a fragment, which runs again without the page around it."""
    return _checked(part, in_use=True)


def for_staff_by_itself(part: Callable[..., None]) -> Callable[..., None]:
    """For a fragment that runs again every few seconds: an empty chair keeps no session alive."""
    return _checked(part, in_use=False)


def _checked(part: Callable[..., None], *, in_use: bool) -> Callable[..., None]:
    @wraps(part)
    def checked(*arguments: Any, **options: Any) -> None:
        who = who_is_signed_in(in_use=in_use)
        if who is None:
            st.rerun()
        else:
            with acting(who):
                part(*arguments, **options)

    return checked
