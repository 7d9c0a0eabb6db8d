"""What was destroyed of a plan, and whether that list is whole."""

import streamlit as st

from data.family_views import DestructionView, StudyView
from data.services import family_ends
from data.views import TeamView
from pages.parts.frame import small
from pages.parts.words import written_date

_WHAT = {
    "contacts": "The book of contacts",
    "asked_again": "The list of who may be asked again",
    "seat": "The words of a seat",
    "raw": "Words as they were said",
    "words": "Everything that was written down of a session",
    "sound": "The sound of a session",
    "cards": "The cards with a few questions, however many there were",
    "totals": "The totals of the cards",
}
_PIECES = {
    "contacts": ("contact", "contacts"),
    "asked_again": ("person", "people"),
    "seat": ("row", "rows"),
    "raw": ("turn", "turns"),
    "sound": ("recording", "recordings"),
    "cards": ("box", "boxes"),
}
_HOW = {
    "key_and_rows": "first its key, so that no copy opens any more; then its rows",
    "by_hand": "by people, who say that no copy is left",
    "rows": "by the clock, to the last byte in the database",
}


def destroyed(team: TeamView, plan: StudyView) -> None:
    """The list of everything that was destroyed, oldest first."""
    st.header("What was destroyed", anchor=False)
    entries = family_ends.destructions(team.id, plan.id)
    if not entries:
        st.write("Nothing yet. Everything that is destroyed is listed here, and stays listed.")
        return
    for each in entries:
        st.markdown(f"- {entry_said(each)}")
    if any(each.what == "seat" for each in entries):
        st.write(
            "Whoever takes words back ends what they said and quotes of it. What others wrote in "
            "words of their own stays: sheets, themes, notes, codes, actions, gaps. Where that "
            "still tells who somebody is, open the words of the session, read them through, and "
            "take it out there; it is looked for in all of these."
        )
    broken = [each.number for each in entries if not each.sound]
    if broken:
        first = f"entry {broken[0]}"
        st.error(f"This list was changed afterwards: {first} does not follow from the one before.")
    else:
        small("This list is whole: every entry follows from the one before it.")


def entry_said(each: DestructionView) -> str:
    """One entry: what, how much of it, when and how."""
    one, many = _PIECES.get(each.what, ("row", "rows"))
    pieces = f"{each.pieces:,} {one if each.pieces == 1 else many}"
    how = _HOW.get(each.how, each.how)
    what = _WHAT.get(each.what, each.what)
    return f"{each.number}. {what}: {pieces}, on {written_date(each.done_on, 'en')} ({how})."
