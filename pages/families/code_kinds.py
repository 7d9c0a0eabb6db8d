"""Codes by kind of help and by kind of agency, as marks and never as numbers."""

from collections.abc import Callable

import streamlit as st

from data.family_views import StudyView
from data.services.coding import codebook
from data.services.coding_help import CodesByHelp, codes_by_help, kind_name
from data.views import TeamView
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.resources.reading import category_name


def beside_help(team: TeamView, plan: StudyView) -> None:
    """Both, each code with the kinds that enough people spoke of."""
    helped, agencies = codes_by_help(team.id, plan.id)
    labels = {each.id: each.label for each in codebook(team.id, plan.id).codes}
    st.header("Codes by kind of help", anchor=False)
    st.write(
        f"A kind stands beside a code where {helped.floor.people} people or more, in "
        f"{helped.floor.sessions} sessions or more, spoke of both. Where it does not, it may be "
        "fewer, or nobody."
    )
    _list(helped, labels, category_name)
    st.subheader("By kind of agency", anchor=False)
    small("A kind that only one agency of the team is, or a few people, is told with others.")
    _list(agencies, labels, kind_name)


def _list(found: CodesByHelp, labels: dict[str, str], name: Callable[[str], str]) -> None:
    told = {label: found.of(code) for code, label in labels.items() if found.of(code)}
    if not told:
        st.write("Nothing may be told yet.")
    for label, kinds in told.items():
        st.markdown(f"**{plain(label)}**")
        st.text(" · ".join(name(each) for each in kinds))
