"""What was noticed in the files of a directory: how often each, and the first places of it."""

from collections.abc import Sequence

import streamlit as st

from data.imports.directory.records import Issue
from data.services.noticing import Noticed
from data.views import TeamView
from pages.parts.frame import small

_EXAMPLES = 3
_SEVERITY = {
    "error": "To be put right",
    "warning": "To look at",
    "note": "Good to know",
}


def show(kinds: Sequence[Noticed]) -> None:
    """Each kind with its count, what is right, and its first places."""
    severity = ""
    for kind in kinds:
        if kind.severity != severity:
            severity = kind.severity
            st.markdown(f"**{_SEVERITY[severity]}**")
        st.text(f"{kind.title}: {kind.count:,}")
        right, _, done = kind.right.partition("; ")
        small(f"Right would be: {right}." + (f" {done[0].upper()}{done[1:]}." if done else ""))
        for each in kind.examples[:_EXAMPLES]:
            small(f"– {_said(each)}")


def of_import(team: TeamView, kinds: Sequence[Noticed]) -> None:
    """The same of a directory that is on the map, with the file that holds all of it."""
    if not kinds:
        small("Nothing was noticed in its files.")
        return
    show(kinds)
    st.link_button(
        "Take along what was noticed in the newest files", f"/export/resources/{team.id}.noticed"
    )


def _said(issue: Issue) -> str:
    where = f"{issue.file}, row {issue.row}" if issue.row else issue.file
    column = f", {issue.column}" if issue.column else ""
    return f"{where}{column}: {issue.came or 'nothing there'}"
