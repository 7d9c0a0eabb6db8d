"""The staff screens and their addresses."""

import streamlit as st

from data.services.authority import may
from pages.admin import accounts, log
from pages.facilitator import instruments, measures, people, results, start, team, wave
from pages.parts import links
from pages.shell import account, leaving


def navigation() -> st.Page:
    """All screens; the one that the address names, or the start.

    The default page has no address of its own, so no link can lead to it.
    """
    pages = {
        "start": st.Page(start.page, title="Start", url_path="start"),
        "team": st.Page(team.page, title="Team", url_path="team", visibility="hidden"),
        "wave": st.Page(wave.page, title="Wave", url_path="wave", visibility="hidden"),
        "results": st.Page(results.page, title="Results", url_path="results", visibility="hidden"),
        "measures": st.Page(
            measures.page, title="Measures", url_path="measures", visibility="hidden"
        ),
        "questionnaires": st.Page(
            instruments.page, title="Questionnaires", url_path="questionnaires"
        ),
        "people": st.Page(people.page, title="People", url_path="people", visibility="hidden"),
        "accounts": st.Page(
            accounts.page,
            title="Accounts",
            url_path="accounts",
            visibility="visible" if may("account.see") else "hidden",
        ),
        "log": st.Page(log.page, title="What staff did", url_path="log", visibility="hidden"),
        "account": st.Page(account.page, title="My account", url_path="account"),
        "sign-out": st.Page(leaving.page, title="Sign out", url_path="sign-out"),
    }
    links.register(pages)
    anywhere_else = st.Page(start.page, title="Start", default=True, visibility="hidden")
    return st.navigation([anywhere_else, *pages.values()], position="top")
