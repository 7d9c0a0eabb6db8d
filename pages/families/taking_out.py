"""What was missed is taken out wherever it stands; where that is not certain, somebody says so."""

import re
from collections.abc import Iterable, Iterator

import streamlit as st

from data.family_views import TranscriptView, TurnView
from data.redaction.kinds import placeholder
from data.services import redacting
from data.services.errors import ChangedMeanwhile, FamilyStateError, NotAllowed, NotFound
from data.services.redacting import Standing
from data.services.words_outside import LISTED, OutsideText
from data.views import TeamView
from pages.families.counting import forget
from pages.families.moved import is_mine
from pages.parts import links
from pages.parts.frame import say_later, show_refusal, small
from pages.parts.plain import plain

_IN_BRACKETS = re.compile(r"\[[^\[\]\n]{1,60}\]")
_REFUSED = (ChangedMeanwhile, FamilyStateError, NotAllowed, NotFound)
_BESIDE = {
    "quote": ("a quote", "{} quotes"),
    "memo": ("a note on a code here", "{} notes on codes here"),
    "sheet": ("an answer on the sheet of this session", "{} answers on the sheet of this session"),
    "theme": ("a theme, which waits to be read again", "{} themes, which wait to be read again"),
    "copy": ("an action that keeps a theme's words", "{} actions that keep a theme's words"),
}
_KINDS = {
    "code": "A code of this plan",
    "memo": "A note on a code of another session",
    "sheet": "The summary sheet of another session",
    "action": "An action in the team's plan",
    "finding": "A gap that was found",
    "scan": "Something said in the scan",
    "guide": "A note of the discussion guide",
    "principle": "The shared principles",
    "worksheet": "A worksheet",
    "meeting": "A note of a meeting",
}

_HIDDEN = {
    "memo": "You see this note once you have finished coding; it says these words.",
    "meeting": "A facilitator of this team sees this note; it says these words.",
}


def take_out(team: TeamView, found: TranscriptView, said: tuple[TurnView, ...]) -> None:
    """A string to take out; then, where it stands outside of this session, what becomes of that."""
    if not went_on(team, found):
        _form(team, found, said)


def went_on(team: TeamView, found: TranscriptView) -> bool:
    """Ask about what somebody wants to take out; False where nobody does."""
    asked = st.session_state.get(_asked(found))
    if asked is None:
        return False
    try:
        standing = redacting.standing(team.id, found.id, *asked)
    except (FamilyStateError, NotFound) as refused:  # somebody has taken it out meanwhile
        del st.session_state[_asked(found)]
        show_refusal(refused)
        return False
    with st.container(border=True):
        _decide(team, found, asked, standing)
    return True


def in_brackets(said: Iterable[TurnView]) -> set[str]:
    """What stands in brackets in some words, so that no two strings get the same."""
    return {mark for each in said for mark in _IN_BRACKETS.findall(each.text)}


def ask(team: TeamView, found: TranscriptView, string: str, instead: str) -> None:
    """Take a string out; where it stands outside of this session, ask first what becomes of that.

    Args:
        instead: what stands in its place then.
    """
    try:
        standing = redacting.standing(team.id, found.id, string, instead)
    except _REFUSED as refused:
        show_refusal(refused)
        return
    if standing.outside:
        st.session_state[_asked(found)] = (string, instead)
        st.rerun()
    _carry_out(team, found, (string, instead), also=(), left=0)


def _form(team: TeamView, found: TranscriptView, said: tuple[TurnView, ...]) -> None:
    turn = st.session_state.get(_place(found), 0)
    taken = in_brackets(said)
    with (
        st.expander("Take out what was missed"),
        st.form(f"out-{found.id}-{turn}", enter_to_submit=False),
    ):
        if found.state != "redacting":
            small("These words go back to the desk by that, and are read and sampled anew.")
        small(
            "It is taken out wherever it stands: here, in quotes, in notes on codes, on the sheet "
            "of this session, and in themes, which wait to be read again then. In codes, other "
            "sessions, actions and gaps it is looked for too, and you say what becomes of it. What "
            "stands in the scan, the discussion guide, shared principles, worksheets and notes of "
            "meetings is shown. Files that were taken before still have it."
        )
        string = st.text_input(
            "What still tells who somebody is", max_chars=200, key=f"what-out-{found.id}-{turn}"
        )
        instead = st.text_input(
            "What stands in its place",
            placeholder("name", taken=taken),
            max_chars=redacting.LONGEST,
            key=f"instead-out-{found.id}-{turn}",
        )
        if not st.form_submit_button("Take it out"):
            return
    ask(team, found, string, instead)


def _decide(
    team: TeamView, found: TranscriptView, asked: tuple[str, str], standing: Standing
) -> None:
    """Where it stands, and what is to become of each place outside."""
    string, instead = asked
    st.subheader("Where these words stand", anchor=False)
    st.write(f"“{plain(string)}” becomes “{plain(instead)}”. Nothing has changed yet.")
    told = list(_told(standing))
    if told:
        st.write("Taken out without another question, in earlier versions too:")
        st.markdown("\n".join(f"- {each}" for each in told))
    st.write(
        "It also stands in what is not of this session. There the same words may mean something "
        "else, so they stay unless you choose. What you choose changes in its earlier versions "
        "too, under your name."
    )
    chosen = [
        each.ref for number, each in enumerate(standing.outside, start=1) if _one(each, number)
    ]
    with st.container(horizontal=True):
        take = st.button("Take it out", type="primary", key=f"out {found.id}")
        nothing = st.button("Change nothing", key=f"nothing {found.id}")
    if take:
        _carry_out(team, found, asked, also=chosen, left=len(standing.outside) - len(chosen))
    if nothing:
        del st.session_state[_asked(found)]
        st.rerun()


def _told(standing: Standing) -> Iterator[str]:
    counts = {"turn": standing.turns, **standing.beside}
    words = {"turn": ("what one turn here says", "what {} turns here say"), **_BESIDE}
    for kind, count in counts.items():
        if count:
            yield words[kind][count > 1].format(count)


def _one(each: OutsideText, number: int) -> bool:
    """One place outside; whether it is to change."""
    st.markdown(f"**{number}. {_KINDS[each.kind]}:** {plain(each.name)}")
    for words in each.said:
        if words != each.name:
            st.markdown(f"“{plain(words)}”")
    if each.is_hidden:
        small(_HIDDEN["meeting" if each.kind == "meeting" else "memo"])
    elif not each.said:
        small("Only earlier versions say it.")
    if each.kind in LISTED:
        small("It is changed where it was written, by those who stand by it. Tell them.")
        return False
    if not each.may_change:
        small("Only a facilitator of this team changes this. Tell one of them where it stands.")
        return False
    if each.kind == "finding":
        small("Agencies that signed it have to sign anew.")
    return st.checkbox(f"Take it out of number {number} too", key=f"out {each.ref}")


def _carry_out(
    team: TeamView,
    found: TranscriptView,
    asked: tuple[str, str],
    *,
    also: list[str] | tuple[()],
    left: int,
) -> None:
    try:
        redacting.take_out(team.id, found.id, *asked, seen=found.version, also=also)
    except _REFUSED as refused:
        show_refusal(refused)
        return
    forget(found)
    is_mine(found.session_id)
    st.session_state.pop(_asked(found), None)
    st.session_state[_place(found)] = st.session_state.get(_place(found), 0) + 1
    say_later(_done(left))
    links.stay(**st.query_params.to_dict())


def _done(left: int) -> str:
    if not left:
        return "It is taken out wherever it was looked for. Words that changed here are read anew."
    where = "one place" if left == 1 else f"{left} places"
    return f"It is taken out. It still stands in {where} outside of this session, as you chose."


def _place(found: TranscriptView) -> str:
    return f"taken out of {found.id}"


def _asked(found: TranscriptView) -> str:
    return f"to be taken out of {found.id}"
