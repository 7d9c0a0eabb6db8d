"""The questionnaires at hand, and bringing a licensed one into a team's workspace."""

import streamlit as st

from data.services import editions, teams
from data.services.errors import EditionTaken
from data.views import EditionView, TeamSummary
from pages.parts.frame import heading, say_later
from pages.parts.plain import plain
from pages.parts.words import LANGUAGES, written_date
from surveys.problems import InstrumentProblems


def page() -> None:
    """What can be asked, for each team."""
    heading("Questionnaires")
    st.write(
        "The open questionnaires are our own wording. **They have not been validated.** Use them "
        "to start a talk, not to grade anyone."
    )
    known = teams.teams()
    if not known:
        st.info("Set up a team first; questionnaires belong to a team.")
        return
    names = {team.id: team for team in known}
    chosen = st.selectbox("Team", list(names), format_func=lambda key: names[key].name)
    for edition in editions.editions(chosen):
        _edition(chosen, edition)
    _import(names[chosen])


def _edition(team_id: str, edition: EditionView) -> None:
    with st.container(border=True):
        st.subheader(plain(edition.titled("en")), anchor=False)
        languages = ", ".join(LANGUAGES.get(each, each) for each in edition.languages)
        st.caption(
            f"{plain(edition.instrument_id)} {edition.version} · {edition.statements} statements "
            f"· about {edition.minutes} minutes · {languages}"
        )
        if edition.owner:
            ends = f", until {written_date(edition.expires, 'en')}" if edition.expires else ""
            st.write(f"Wording owned by {plain(edition.owner)}{ends}. Not pooled, not shared.")
        st.link_button(
            "Look at the form",
            f"/preview/{team_id}/{edition.instrument_id}/{edition.version}/0",
        )


def _import(team: TeamSummary) -> None:
    st.subheader("Bring in a licensed questionnaire", anchor=False)
    st.write(
        "A CSV or YAML file with wording that somebody else owns. It stays in this team's "
        "workspace; its words leave in no file unless the permission covers that."
    )
    with st.form("licensed", enter_to_submit=False):
        file = st.file_uploader("File", type=["csv", "yaml", "yml"])
        owner = st.text_input("Owner of the wording", max_chars=200)
        permission = st.text_input("Permission (letter, contract or license number)", max_chars=200)
        ends = st.date_input("Permission ends on (leave empty for no end)", None)
        export = st.checkbox("The permission covers copies of the wording in files")
        attested = st.checkbox("I have this permission for this team")
        sent = st.form_submit_button("Bring it in", type="primary")
    if not sent:
        return
    if file is None or not attested:
        st.error("Choose a file and confirm that you have the permission. Nothing was saved.")
        return
    try:
        made = editions.import_licensed(
            team.id,
            file.getvalue(),
            file.name,
            owner=owner,
            permission=permission,
            expires=ends if not isinstance(ends, tuple) else None,
            wording_may_be_exported=export,
        )
    except InstrumentProblems as problems:
        lines = "\n".join(f"- {plain(str(problem))}" for problem in problems.problems)
        st.error(f"The file was not taken. Everything we found:\n\n{lines}")
        return
    except EditionTaken as taken:
        st.error(plain(str(taken)))
        return
    say_later(f"“{made.titled('en')}” is ready for {team.name}.")
    st.rerun()
