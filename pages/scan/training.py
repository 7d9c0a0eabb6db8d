"""Training that would help: what others know already, and values that lie far apart."""

import streamlit as st

from data.services.training import TrainingView, training
from pages.parts import links
from pages.parts.frame import heading, small
from pages.parts.named import named_team
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.scan.reading import Reading


def page() -> None:
    """What training would help the team that the address names."""
    require_sign_in()
    team = named_team()
    if team is None:
        return
    heading("Training that would help", over=team.name, demo=team.demo)
    found = training(team.id)
    _unknowns(found)
    _apart(found)
    links.link("scan", "Back to the scan", team=team.id)


def _unknowns(found: TrainingView) -> None:
    st.header("What some agencies don't know", anchor=False)
    if found.board is None:
        st.info("No scan has begun yet.")
        return
    if not found.unknowns:
        st.info("No agency has said “We don't know” so far.")
        return
    st.write("“We don't know” is no fault. It says who could teach whom.")
    reading = Reading(found.board)
    for each in found.unknowns:
        with st.container(border=True):
            st.markdown(f"**{plain(reading.item(each.item))}**")
            small(f"Would like to know: {', '.join(each.learn)}")
            if each.teach:
                small(f"Can tell: {', '.join(each.teach)}")
            else:
                small("No agency knows. Find out together, or ask somebody from outside.")


def _apart(found: TrainingView) -> None:
    st.header("Where values lie far apart", anchor=False)
    if not found.wave_title:
        st.info("No values questionnaire has been released yet.")
        return
    if not found.apart:
        st.info("On no statement is the team as a whole spread out.")
        return
    st.write(
        f"From “{plain(found.wave_title)}”. People of this team see these statements differently, "
        "be it within agencies or between them. Cross-training on them may help to understand why."
    )
    for each in found.apart:
        st.markdown(f"- {plain(each.statement)}")
