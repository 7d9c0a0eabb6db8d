"""Turns of others that may repeat somebody who took their words back; each is read by a person."""

import streamlit as st

from data.family_views import TranscriptView
from data.services import reading_again, transcripts
from data.views import TeamView
from pages.families.laying import seat_said
from pages.families.taking_out import take_out
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.steps import take_step


def read_again(team: TeamView, found: TranscriptView) -> None:
    """Each such turn: words are taken out of it, and then it may stand."""
    st.write(
        "Somebody took their words back, and these turns of others may say them again. Take out "
        "what is theirs. Then say that the turn may stand."
    )
    said = transcripts.turns(team.id, found.id)
    if found.stage == "raw":
        small("Words can be taken out once the decisions are carried out.")
    else:
        take_out(team, found, said)
    for turn in said:
        if turn.number not in found.again:
            continue
        with st.container(border=True):
            st.markdown(f"**{plain(seat_said(turn))}**")
            st.text(turn.text)
            if st.button("It may stand as it is now", key=f"again-{found.id}-{turn.number}"):
                take_step(
                    lambda number=turn.number: reading_again.read_turn(
                        team.id, found.id, number, seen=found.version
                    ),
                    go=lambda _: links.stay(**st.query_params.to_dict()),
                    told="This turn may stand.",
                )
