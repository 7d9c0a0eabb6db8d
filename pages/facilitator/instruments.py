"""The questionnaires at hand, and bringing a licensed one into a team's workspace."""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from data.clock import today
from data.services import editions, teams
from data.services.authority import may
from data.services.errors import EditionTaken
from data.views import EditionView, TeamSummary
from pages.facilitator.choices import DATE_FORMAT
from pages.parts import links
from pages.parts.frame import heading, say_later, show_list, show_refusal, small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.parts.words import LANGUAGES, written_date
from surveys.problems import InstrumentProblems

EXAMPLE = """\
type,id,language,text,reverse
edition,county_inventory,,1.0.0,
title,,en,County inventory,
point,1,en,Disagree,
point,2,en,Agree,
no_answer,dk,en,I do not know,
scale,q1,en,We know who to call.,
scale,q2,en,We hear too late.,yes
text,q3,en,What should we talk about?,
"""
_LARGEST_MEGABYTES = 1
_A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class _Terms:
    """What the importer states about the permission."""

    owner: str
    permission: str
    expires: date | None
    wording_may_be_exported: bool


def page() -> None:
    """What can be asked, for each team."""
    require_sign_in()
    top = st.container()
    known = {team.id: team for team in teams.teams() if may("questionnaire.see", team_id=team.id)}
    if not known:
        heading("Questionnaires")
        st.info("Set up a team first; questionnaires belong to a team.")
        links.back()
        return
    said = st.container()
    chosen = st.selectbox("Team", list(known), format_func=lambda key: known[key].name)
    with top:
        heading("Questionnaires", demo=known[chosen].demo)
    said.write(
        "The open questionnaires are our own wording. **They have not been validated.** Use them "
        "to start a talk, not to grade anyone. A wave may ask less and speak fewer languages; its "
        "own page shows the form as its members see it."
    )
    for edition in editions.editions(chosen):
        _edition(chosen, edition)
    if may("questionnaire.import", team_id=chosen):
        _import(known[chosen])


def _edition(team_id: str, edition: EditionView) -> None:
    with st.container(border=True):
        st.header(plain(edition.titled("en")), anchor=False)
        languages = ", ".join(LANGUAGES.get(each, each) for each in edition.languages)
        small(
            f"{edition.instrument_id} {edition.version} · {edition.statements} statements "
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
    st.header("Bring in a licensed questionnaire", anchor=False)
    st.write(
        "A CSV or YAML file with wording that somebody else owns. It stays in this team's "
        "workspace; its words leave in no file unless the permission covers that."
    )
    with st.expander("What the file looks like"):
        st.write("One row for each thing; an item in a second language has a row of its own.")
        st.code(EXAMPLE, language=None, wrap_lines=True)
    with st.form(f"licensed-{team.id}", enter_to_submit=False):
        file = st.file_uploader(
            "File", type=["csv", "yaml", "yml"], max_upload_size=_LARGEST_MEGABYTES
        )
        terms = _terms()
        attested = st.checkbox("I have this permission for this team")
        sent = st.form_submit_button("Bring it in", type="primary")
    if sent and (file is None or not attested):
        st.error("Choose a file and confirm that you have the permission. Nothing was saved.")
    elif sent and file is not None:
        _bring_in(team, file.getvalue(), name=file.name, terms=terms)


def _terms() -> _Terms:
    owner = st.text_input("Owner of the wording", max_chars=200)
    permission = st.text_input("Permission (letter, contract or license number)", max_chars=200)
    ends = st.checkbox("The permission ends on a certain day")
    day = st.date_input("That day", today() + _A_YEAR, min_value=today(), format=DATE_FORMAT)
    export = st.checkbox("The permission covers copies of the wording in files")
    return _Terms(owner, permission, day if ends and isinstance(day, date) else None, export)


def _bring_in(team: TeamSummary, content: bytes, *, name: str, terms: _Terms) -> None:
    try:
        made = editions.import_licensed(
            team.id,
            content,
            name,
            owner=terms.owner,
            permission=terms.permission,
            expires=terms.expires,
            wording_may_be_exported=terms.wording_may_be_exported,
        )
    except InstrumentProblems as problems:
        found = (str(problem) for problem in problems.problems)
        show_list("The file was not taken, and nothing was saved. Everything we found:", found)
    except EditionTaken as taken:
        show_refusal(taken)
    else:
        say_later(f"“{made.titled('en')}” is ready for {team.name}.")
        st.rerun()
