"""Words of the team that somebody in the contact book is called by, for whoever may open it."""

from collections.abc import Mapping

import streamlit as st

from data.family_views import StudyView
from data.services import suspecting
from data.services.authority import may
from data.views import TeamView
from pages.parts.frame import small
from pages.parts.plain import plain

NOT_ASKED = (
    "You may not open the contact book, so you are not asked about ordinary words that somebody in "
    "it is called by. Whoever may open it is shown such words. Write nobody's name."
)


def not_asked(team: TeamView) -> None:
    """Say to whoever may not open the book what they are not asked about."""
    if not may("families.contacts", team_id=team.id):
        small(NOT_ASKED)


def names_met(team: TeamView, plan: StudyView, texts: Mapping[str, str]) -> None:
    """Where a word stands that somebody in the book is called by, to whoever may open it.

    Args:
        texts: what people call a place to what stands there.
    """
    found = suspecting.known_to_the_book(team.id, plan.id, tuple(texts.values()))
    if not found:
        return
    places = tuple(texts)
    with st.expander("Words that somebody in the contact book is called by"):
        st.write(
            "They may be the ordinary words. Whoever may not open the book was not asked about "
            "them, so read these once more."
        )
        for number, word in found:
            st.markdown(f"- “{plain(word)}” in: {plain(places[number])}")
