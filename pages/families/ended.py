"""What was destroyed of a plan, and whether that list is whole."""

import streamlit as st

from data.clock import today
from data.family_views import DestructionView, StudyView
from data.services.family_copies import Copies, Holding, copies
from data.views import TeamView
from pages.parts.frame import small
from pages.parts.words import written_date
from surveys.families_content import families_content

WORDS = families_content().words("en")

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
    now = copies(team.id, plan.id, day=today())
    entries = [each.entry for each in now.entries]
    if not entries:
        st.write("Nothing yet. Everything that is destroyed is listed here, and stays listed.")
        return
    st.markdown("\n".join(f"{entry_said(e.entry)} {held_said(e)}".rstrip() for e in now.entries))
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
    _safety_copies(plan, now)


def _safety_copies(plan: StudyView, now: Copies) -> None:
    """What is known of backups, and what cannot be."""
    st.subheader("Safety copies", anchor=False)
    days = WORDS.counted("days", plan.settings.backup_days)
    st.write(
        f"People were promised that safety copies last at most {days} more. In a backup that this "
        "program makes, words are sealed, and their key is never in it. What was not sealed can be "
        "read there: totals, and which code lay where. Contacts and sound are in none."
    )
    if now.overdue:
        st.warning(
            f"{_counted(now.overdue, 'backup')} should be gone by now and "
            f"{'is' if now.overdue == 1 else 'are'} still there. Ask whoever runs the machine."
        )
    if not any(each.backups for each in now.entries):
        st.write("No backup that the program knows of is older than what was destroyed.")
    if now.out_of_sight:
        st.write(
            f"{_counted(now.out_of_sight, 'place')} of backups cannot be looked into from here, so "
            "there may be more."
        )
    small(
        "The program does not know of copies that people made themselves: of its backups, of the "
        "machine or its disk, and of files that were taken along. Ask whoever runs the machine "
        "when those end."
    )


def entry_said(each: DestructionView) -> str:
    """One entry: what, how much of it, when and how."""
    one, many = _PIECES.get(each.what, ("row", "rows"))
    pieces = f"{each.pieces:,} {one if each.pieces == 1 else many}"
    how = _HOW.get(each.how, each.how)
    what = _WHAT.get(each.what, each.what)
    return f"{each.number}. {what}: {pieces}, on {written_date(each.done_on, 'en')} ({how})."


def held_said(found: Holding) -> str:
    """Which backups from before an entry are still there, and until when; empty for none."""
    if not found.backups:
        return ""
    may = f"{_counted(found.backups, 'backup')} from before may hold it still"
    if found.until is None:
        return f"{may}; nobody has set a day for the last of them."
    return f"{may}, the last until {written_date(found.until, 'en')}."


def _counted(count: int, one: str) -> str:
    return f"1 {one}" if count == 1 else f"{count:,} {one}s"
