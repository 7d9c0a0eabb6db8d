"""How many strings of a transcript are open, known from one run to the next as numbers alone.

To find them takes a while, so a run finds them once at most. What was found is never kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from data.family_views import SuspectView, TranscriptView
from data.services import redacting


@dataclass(frozen=True, slots=True)
class Count:
    """How far the decisions are.

    Attributes:
        version: of the transcript that was looked at.
        strings: all that need a decision; `undecided` of them have none.
        waiting: those that are to be replaced and still stand in the text.
    """

    version: int
    strings: int
    undecided: int
    waiting: int

    def to_carry_out(self, found: TranscriptView) -> bool:
        """Everything is decided, and something of it is not in the text yet."""
        return not self.undecided and bool(self.waiting or found.stage == "raw")


def known(found: TranscriptView) -> Count | None:
    """What an earlier run counted; None where it was another version, or not counted."""
    kept: Count | None = st.session_state.get(_place(found))
    return kept if kept is not None and kept.version == found.version else None


def keep(found: TranscriptView, strings: Sequence[SuspectView]) -> Count:
    """Count what was found, and know it in the next run."""
    made = Count(
        found.version,
        len(strings),
        sum(not each.decided for each in strings),
        sum(each.replacement is not None for each in strings),
    )
    st.session_state[_place(found)] = made
    return made


def count(team_id: str, found: TranscriptView) -> Count:
    """How far the decisions are; looked up where no run has counted this version."""
    return known(found) or keep(found, redacting.suspects(team_id, found.id))


def forget(found: TranscriptView) -> None:
    """Count anew in the next run, as after a decision."""
    st.session_state.pop(_place(found), None)


def _place(found: TranscriptView) -> str:
    return f"strings of {found.id}"
