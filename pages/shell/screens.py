"""The staff screens and their addresses."""

import streamlit as st

from pages.facilitator import instruments, results, start, team, wave
from pages.parts import links


def navigation() -> st.Page:
    """All screens; the one that the address names, or the start."""
    pages = {
        "start": st.Page(start.page, title="Start", url_path="start", default=True),
        "team": st.Page(team.page, title="Team", url_path="team", visibility="hidden"),
        "wave": st.Page(wave.page, title="Wave", url_path="wave", visibility="hidden"),
        "results": st.Page(results.page, title="Results", url_path="results", visibility="hidden"),
        "questionnaires": st.Page(
            instruments.page, title="Questionnaires", url_path="questionnaires"
        ),
    }
    links.register(pages)
    return st.navigation(list(pages.values()), position="top")
