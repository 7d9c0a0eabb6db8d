"""What the address of a screen names; where there is no such thing, the screen says so."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from data.services import teams
from data.services.errors import NotFound
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import heading
from pages.parts.plain import plain

Found = TypeVar("Found")


def named_team() -> TeamView | None:
    """The team; None where there is none, which is said."""
    return named(lambda: teams.team(st.query_params.get("team", "")), missing="No such team")


def named(find: Callable[[], Found], *, missing: str) -> Found | None:
    """What is found; None where there is no such thing, which is said with a way back.

    Args:
        missing: the heading then.
    """
    try:
        return find()
    except NotFound as refused:
        heading(missing)
        st.write(plain(str(refused)))
        links.back()
        return None
