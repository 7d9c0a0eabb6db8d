"""Names in notes on codes: what is not decided keeps a note out of every file."""

from collections.abc import Mapping

import streamlit as st

from data.family_views import SuspectView, TranscriptView
from data.redaction.kinds import LABELS, placeholder
from data.services import family_notes, transcripts
from data.views import TeamView
from pages.families import taking_out
from pages.families.desk_words import kinds_said
from pages.families.notes_said import spoken
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.seen import key_of
from pages.parts.steps import take_step

_LABELS: Mapping[str, str] = {**LABELS}
_ALL_DECIDED = "Nothing waits for a decision in the notes on codes that you can read."


def decide_notes(team: TeamView, found: TranscriptView) -> None:
    """Each string that keeps a note out of files: it may stay, or it is taken out."""
    st.write(
        "Notes on codes are no words of the session, so nobody redacts them. A note that may tell "
        "who somebody is stays out of every file until somebody has decided on it here."
    )
    if taking_out.went_on(team, found):
        return
    strings = family_notes.strings_in_notes(team.id, found.id)
    if not strings:
        st.success(_ALL_DECIDED)
        return
    small("You see notes of others once you have finished coding.")
    for each in strings:
        with st.container(border=True):
            _one(team, found, each)


def _one(team: TeamView, found: TranscriptView, each: SuspectView) -> None:
    st.subheader(plain(each.text), anchor=False)
    if each.replacement is None:
        small(f"Why it is asked about: {kinds_said(each.kinds)}.")
    else:
        small(f"It was taken out of the words: {plain(each.replacement)} stands there.")
    for said in each.contexts:
        st.text(f"“{said}”")
    key, name = key_of((found.id, each.text)), spoken(each.text)
    with st.container(horizontal=True):
        stays = each.replacement is None and st.button(
            f"It tells on nobody: {name}", key=f"stays-{key}"
        )
        out = st.button(f"Take it out: {name}", key=f"note-out-{key}")
    if stays:
        take_step(
            lambda: family_notes.may_stay(team.id, found.id, [each.text]),
            go=lambda _: links.stay(**st.query_params.to_dict()),
            told="It may stay in notes.",
        )
    if out:
        taking_out.ask(team, found, each.text, each.replacement or _instead(team, found, each))


def _instead(team: TeamView, found: TranscriptView, each: SuspectView) -> str:
    """Something in brackets that stands nowhere in these words yet."""
    taken = taking_out.in_brackets(transcripts.turns(team.id, found.id))
    return placeholder(_LABELS[each.kinds[0]], taken=taken)
