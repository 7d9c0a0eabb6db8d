"""Who is signed in: looked up in the database on every run, never kept in a session's state."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import wraps
from typing import Any, NoReturn

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.services import access
from data.services.access import Ending
from data.services.authority import Actor, acting, actor
from data.services.door import came_by
from data.services.errors import NotAllowed, NotFound
from data.settings import settings
from pages.shell.way_back import address_of, screen_of, with_way

_WHOSE = "whose"


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


def ending() -> Ending | None:
    """When the session of this browser ends if nobody uses it; to ask is no use."""
    return access.ending(token())


def sign_out() -> None:
    """End the session of the browser behind this script run, in every tab."""
    access.sign_out(token())


@contextmanager
def signed_in() -> Iterator[None]:
    """Go on only for staff, as the one they are; others see the way in, and nothing more.

    What a tab remembers is of the one who used it; somebody else at it begins with nothing.
    """
    who = who_is_signed_in()
    if who is None:
        _show_the_way_in()
    else:
        if _is_of_another(who):
            st.session_state.clear()
        st.session_state[_WHOSE] = who.id
        with acting(who):
            yield


def _is_of_another(who: Actor) -> bool:
    return st.session_state.get(_WHOSE, who.id) != who.id


def require_sign_in() -> Actor:
    """Who acts on this screen; every screen asks before anything else.

    Nobody does where a screen was reached past the entry script; then it shows the way in.
    """
    try:
        return actor()
    except NotAllowed:
        _show_the_way_in()


def _show_the_way_in() -> NoReturn:
    st.title("Signed out", anchor=False)
    st.write(
        "You are not signed in, or were signed out. That happens when nobody has used a screen for "
        "a while; what was saved is saved. Sign in, or reload this page: both bring you back to "
        "this very screen."
    )
    st.link_button("Sign in", with_way("/sign-in", _this_screen()), type="primary")
    st.stop()


def _this_screen() -> str:
    """The address of the screen as the browser tells it; the start where it tells none.

    `st.context.url` knows the screen only in runs that have come as far as the navigation.
    """
    run = get_script_run_ctx()
    told = run.context_info.url if run is not None and run.context_info is not None else ""
    name = told.rpartition("/")[2]
    return screen_of(address_of(name, st.query_params.to_dict()))


def came_by_screen(name: str) -> AbstractContextManager[None]:
    """Within this block, what is written into the log was done on this screen."""
    return came_by(f"screen {name}")


def _name_of_screen() -> str:
    return _this_screen().partition("?")[0].removeprefix("/")


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
        if who is None or _is_of_another(who):
            st.rerun()
        else:
            with acting(who), came_by_screen(_name_of_screen()), _all_anew_without_right():
                part(*arguments, **options)

    return checked


@contextmanager
def _all_anew_without_right() -> Iterator[None]:
    """A part that runs alone does not go on beside a page that its viewer may not see any more."""
    try:
        yield
    except (NotAllowed, NotFound):
        run = get_script_run_ctx()
        if run is None or not run.fragment_ids_this_run:
            raise
        st.rerun()
