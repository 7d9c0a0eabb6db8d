"""Reporting groups, as a facilitator sees them before anybody answers."""

from collections.abc import Mapping, Sequence

import streamlit as st

from data.views import GroupView
from pages.parts.plain import plain


def show_groups(groups: Sequence[GroupView], *, smallest: int) -> None:
    """Each group with what it will be called and who is in it."""
    if not groups:
        st.warning(
            f"Fewer than {smallest} people are on the roster, so nothing could be shown. "
            "Ask more people to join, or list the agencies that are missing."
        )
        return
    if len(groups) == 1:
        st.info("All agencies together make one group. Results will be for the whole team only.")
    for number, group in enumerate(groups, start=1):
        name = f"{number}. **{plain(group.named('en'))}**"
        if len(group.agencies) == 1:
            st.markdown(f"{name}, {group.people} people")
        else:
            st.markdown(f"{name}  \n   {plain(', '.join(group.agencies))}")


def named_groups(groups: Sequence[GroupView]) -> Mapping[int, str]:
    """The groups by the numbers under which they are shown."""
    return {
        number: f"{number}. {group.named('en')}" for number, group in enumerate(groups, start=1)
    }
