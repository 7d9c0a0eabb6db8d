"""A transcript is read from its first word to its last, and what was missed is taken out."""

import streamlit as st

from data.family_views import TranscriptView, TurnView
from data.services import transcripts
from data.services.authority import actor
from data.services.errors import ChangedMeanwhile
from data.views import TeamView
from pages.families.taking_out import take_out
from pages.parts import links
from pages.parts.frame import show_refusal, small
from pages.parts.plain import plain
from pages.parts.seen import seen
from pages.parts.steps import take_step

WORDS_AT_ONCE = 1_200
_OTHERS = (
    "Somebody has changed these words while you read. Nothing was written down. What is here now "
    "is new; read it through."
)


def read_through(team: TeamView, found: TranscriptView) -> None:
    """The words as they are now, part by part; at their end the reader says so."""
    said = transcripts.turns(team.id, found.id)
    st.write(
        "Read it as somebody would who knows the families of your county. Look for names that are "
        "left, and for a story that only one family has: triplets, a rare illness, a known event."
    )
    take_out(team, found, said)
    parts = _parts(said)
    shown = _shown(found, parts)
    for part in parts[:shown]:
        st.markdown("\n\n".join(_turn(each) for each in part))
    if shown < len(parts):
        left = sum(len(turn.text.split()) for part in parts[shown:] for turn in part)
        small(f"{left:,} words are left to read.")
        if st.button("Go on reading"):
            st.session_state[_place(found)] = shown + 1
            st.rerun()
    else:
        _end(team, found)


def _turn(turn: TurnView) -> str:
    who = f"Seat {turn.label}" if turn.label is not None else "Facilitator"
    return f"**{who}:** {plain(turn.text)}"


def _parts(said: tuple[TurnView, ...]) -> list[list[TurnView]]:
    parts: list[list[TurnView]] = [[]]
    words = 0
    for turn in said:
        if words > WORDS_AT_ONCE:
            parts.append([])
            words = 0
        parts[-1].append(turn)
        words += len(turn.text.split())
    return parts


def _shown(found: TranscriptView, parts: list[list[TurnView]]) -> int:
    return min(len(parts), st.session_state.get(_place(found), 1))


def _place(found: TranscriptView) -> str:
    return f"read of {found.id}"


def _end(team: TeamView, found: TranscriptView) -> None:
    small("This is the end.")
    if found.state != "redacting":
        return
    if actor().id in found.decided_by:
        st.info(
            "You decided on strings of this transcript, so you are not its second reader. Somebody "
            "else reads it through and says so here."
        )
    elif actor().id in found.read_by:
        st.success("You have read these words through.")
    else:
        _say_so(team, found)


def _say_so(team: TeamView, found: TranscriptView) -> None:
    """The reader says so, of the very words that were on the screen when they read."""
    opened = seen(f"words of {found.id}", found.text_hash)
    pressed = st.button("I have read all of it", type="primary")
    if opened.value != found.text_hash:
        opened.forget()
        seen(f"words of {found.id}", found.text_hash)
    if not pressed or not opened.may_send():
        return
    if opened.value != found.text_hash:
        show_refusal(ChangedMeanwhile(_OTHERS))
        return
    take_step(
        lambda: transcripts.mark_read(team.id, found.id, seen=found.version),
        go=lambda _: links.stay(**st.query_params.to_dict()),
        told="It is written down that you read it through.",
    )
