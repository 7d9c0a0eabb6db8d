"""What an action comes from: as the address says, or to choose where it does not."""

import streamlit as st

from data.action_views import SourceKind
from data.services import action_sources
from data.views import TeamView
from pages.parts import links

_KINDS: dict[SourceKind, str] = {
    "nothing": "Nothing that is written down",
    "statement": "A statement of a result",
    "scan": "An item of the scan",
    "finding": "A finding about a gap",
    "theme": "A theme of the family groups",
}
_NONE = {
    "statement": "No result may be shown yet.",
    "scan": "No scan has begun yet.",
    "finding": "No finding is written down yet.",
    "theme": "No theme may be shown yet.",
}


def show_source(team: TeamView, came: str, kind: str) -> None:
    """What the address names, and a way to choose something else; the form stays as it is.

    Args:
        came: the source in words; nothing where there are none to show.
        kind: the one to begin with when choosing anew.
    """
    if came:
        with st.container(border=True):
            st.text(came)
    if st.button("Choose another source", key=f"another-{team.id}"):
        links.stay(team=team.id, **{"from": f"{kind}:"})


def choose_source(team: TeamView, kind_first: str) -> None:
    """A kind, then one of that kind; the address then says which.

    Args:
        kind_first: the one to begin with; nothing where there is no such kind.
    """
    kinds = list(_KINDS)
    index = next((place for place, each in enumerate(kinds) if each == kind_first), 0)
    kind = st.selectbox(
        "What does it come from?",
        kinds,
        index=index,
        format_func=_KINDS.__getitem__,
        key=f"source-{team.id}",
    )
    if kind == "nothing":
        return
    found = action_sources.candidates(team.id)[kind]
    if not found:
        st.info(_NONE[kind])
        return
    words = {each.ref: each.words for each in found}
    chosen = st.selectbox(
        "Which one?",
        list(words),
        index=None,
        format_func=words.__getitem__,
        placeholder="Choose one",
        key=f"which-{team.id}-{kind}",
    )
    if chosen is not None:
        links.stay(team=team.id, **{"from": chosen})
