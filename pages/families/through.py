"""A transcript is read from its first word to its last, and what was missed is taken out."""

import re

import streamlit as st

from data.family_views import TranscriptView, TurnView
from data.redaction.kinds import placeholder
from data.services import redacting, transcripts
from data.services.authority import actor
from data.services.errors import ChangedMeanwhile, FamilyStateError, NotFound
from data.views import TeamView
from pages.families.counting import forget
from pages.parts import links
from pages.parts.frame import say_later, show_refusal, small
from pages.parts.plain import plain
from pages.parts.seen import seen

WORDS_AT_ONCE = 1_200
_OTHERS = (
    "Somebody has changed these words while you read. Nothing was written down. What is here now "
    "is new; read it through."
)
_IN_BRACKETS = re.compile(r"\[[^\[\]\n]{1,60}\]")


def read_through(team: TeamView, found: TranscriptView) -> None:
    """The words as they are now, part by part; at their end the reader says so."""
    said = transcripts.turns(team.id, found.id)
    st.write(
        "Read it as somebody would who knows the families of your county. Look for names that are "
        "left, and for a story that only one family has: triplets, a rare illness, a known event."
    )
    _take_out(team, found, said)
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
    try:
        transcripts.mark_read(team.id, found.id, seen=found.version)
    except (ChangedMeanwhile, FamilyStateError, NotFound) as refused:
        show_refusal(refused)
        return
    say_later("It is written down that you read it through.")
    links.stay(**st.query_params.to_dict())


def _take_out(team: TeamView, found: TranscriptView, said: tuple[TurnView, ...]) -> None:
    place = f"taken out of {found.id}"
    turn = st.session_state.get(place, 0)
    taken = {mark for each in said for mark in _IN_BRACKETS.findall(each.text)}
    with (
        st.expander("Take out what was missed"),
        st.form(f"out-{found.id}-{turn}", enter_to_submit=False),
    ):
        if found.state != "redacting":
            small("It goes back to the desk by that, and is read through and sampled anew.")
        small(
            "It is taken out wherever it stands: here, in quotes, in notes on codes, on the sheet "
            "of this session, and in themes, which wait to be read again then. Write it as it is "
            "said here. Files that were taken before still have it."
        )
        string = st.text_input("What still tells who somebody is", max_chars=200)
        instead = st.text_input(
            "What stands in its place",
            placeholder("name", taken=taken),
            max_chars=redacting.LONGEST,
        )
        if not st.form_submit_button("Take it out"):
            return
    try:
        redacting.take_out(team.id, found.id, string, instead, seen=found.version)
    except (ChangedMeanwhile, FamilyStateError, NotFound) as refused:
        show_refusal(refused)
        return
    forget(found)
    st.session_state[place] = turn + 1
    say_later("It is taken out everywhere. The words are others now, so they are read anew.")
    links.stay(**st.query_params.to_dict())
