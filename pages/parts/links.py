"""Ways from one staff screen to another, by name."""

from collections.abc import Mapping

import streamlit as st

_pages: dict[str, st.Page] = {}


def register(pages: Mapping[str, st.Page]) -> None:
    """Tell the links which screens there are; the same for every visitor."""
    _pages.update(pages)


def link(name: str, label: str, **query: str) -> None:
    """A link to a screen; `query` says which team or wave it is about."""
    icon = ":material/arrow_forward:"
    st.page_link(_pages[name], label=label, icon=icon, query_params=query or None)


def back() -> None:
    """The link to the start."""
    st.page_link(_pages["start"], label="Back to the start", icon=":material/arrow_back:")


def go(name: str, **query: str) -> None:
    """Leave for another screen."""
    st.switch_page(_pages[name], query_params=query or None)


def stay(**query: str) -> None:
    """Show this screen again, about this team or wave."""
    st.query_params.from_dict(query)
    st.rerun()
