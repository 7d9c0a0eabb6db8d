"""The book of contacts of a plan, behind a door: who wants to come, and what they need.

No screen that shows what was said leads here with its words, and nothing of this screen is in an
address: who is in the book stands on the screen alone.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from data.family_views import STATUSES, ContactView, StudyView
from data.services import asked_again, contact_book, family_ends, family_sessions
from data.services.contact_needs import Needs, needs
from data.views import TeamView
from pages.families.asking_again import who_may_be_asked
from pages.families.door import close_door, door_is_open, open_door
from pages.families.people import needs_said, person, warnings
from pages.families.reading import WORDS, plan_page
from pages.parts import links
from pages.parts.frame import show_refusal, small
from pages.parts.plain import plain
from pages.parts.session import for_staff, require_sign_in
from pages.parts.steps import take_step
from surveys.family_settings import LONGEST_WAIT

STATUS_WORDS = {
    "new": "New",
    "invited": "Asked",
    "coming": "Is coming",
    "came": "Came",
    "not_coming": "Is not coming",
}
_NOWHERE = "No session yet"
_ON_A_PAGE = 25
_EVERYBODY = "Everybody"


def page() -> None:
    """The book of contacts of the plan that the address names."""
    require_sign_in()
    plan_page("Contact book", _show, action="families.contacts")


def _show(team: TeamView, plan: StudyView) -> None:
    if door_is_open(plan.id):
        _inside(team, plan)
        return
    many = contact_book.how_many(team.id, plan.id)
    again = asked_again.how_many_again(team.id, plan.id)
    said = "1 person is in it" if many == 1 else f"{many} people are in it"
    if again:
        said += f", and {again} more may be asked again"
    st.write(
        f"{said}. The book holds what people are called, how to reach them safely, and what they "
        "need to come. It is in a database of its own, and never beside what was said."
    )
    st.write(
        "Open it only to invite, to place people in sessions, or to plan for their needs. That it "
        "was opened, and by whom, is written in the log of your team. It closes when you leave "
        "this page, and by itself after ten minutes without a step."
    )
    small("Close other windows that somebody beside you could read, and do not print it.")
    if not many and not again:
        st.info("There is nothing to open yet. People come in by the address on your flyer.")
    elif st.button("Open the contact book", type="primary"):
        open_door(plan.id)
        st.rerun()


def _inside(team: TeamView, plan: StudyView) -> None:
    book = contact_book.open_book(team.id, plan.id)
    if st.button("Close the book"):
        close_door()
        st.rerun()
    if book:
        _people(team, plan, book)
    else:
        st.info("Nobody is in the book.")
    who_may_be_asked(team, plan)
    if book:
        _end(team, plan)


def _people(team: TeamView, plan: StudyView, book: Sequence[ContactView]) -> None:
    places = [each.entry.name for each in family_sessions.sessions(team.id, plan.id)]
    st.header("What sessions need", anchor=False)
    for each in needs(book):
        _session(each)
    st.header("People", anchor=False)
    for contact in _shown(book):
        _contact(team, plan, contact, places)


def _end(team: TeamView, plan: StudyView) -> None:
    st.header("Destroy the book", anchor=False)
    days = WORDS.counted("days", plan.settings.contact_days)
    st.write(
        f"The program destroys each contact at most {days} after their session ended, or you save "
        f"here that they came or are not coming; and whoever was never asked at most "
        f"{LONGEST_WAIT} days after they wrote. When everybody is paid "
        "and nobody is to be called any more, you can destroy all of it now."
    )
    if st.button("Destroy the contact book …"):
        _confirm_destroying(team, plan)


def _session(each: Needs) -> None:
    people = WORDS.counted("people", each.people)
    with st.container(border=True):
        st.subheader(plain(each.session_name or _NOWHERE), anchor=False)
        st.write(f"{people} may come.")
        said = needs_said(each)
        for line in said:
            st.markdown(f"- {plain(line)}")
        if not said:
            small("Nobody has asked for anything.")


def _shown(book: Sequence[ContactView]) -> Sequence[ContactView]:
    """Those in one session, or in none, or everybody; so many at once."""
    places = sorted({each.session_name for each in book}, key=lambda name: (not name, name))
    chosen: str | None = None
    if len(places) > 1:
        chosen = st.selectbox(
            "Show",
            [None, *places],
            format_func=lambda each: _EVERYBODY if each is None else each or _NOWHERE,
        )
    found = [each for each in book if chosen is None or each.session_name == chosen]
    starts = range(0, len(found), _ON_A_PAGE)
    begin = starts[0]
    if len(starts) > 1:
        begin = st.selectbox(
            "Part of the list",
            list(starts),
            format_func=lambda first: f"{first + 1} to {min(first + _ON_A_PAGE, len(found))}",
        )
    return found[begin : begin + _ON_A_PAGE]


def _contact(team: TeamView, plan: StudyView, found: ContactView, places: list[str]) -> None:
    with st.container(border=True):
        asked = f", {found.session_name}" if found.session_name else ""
        st.subheader(plain(str(found.entry.answers.get("contact_call_name", ""))), anchor=False)
        small(f"{STATUS_WORDS[found.status]}{asked}")
        for each in warnings(found):
            st.warning(plain(each))
        for label, said in person(found):
            st.markdown(f"**{plain(label)}** {plain(said)}")
        _standing(team, plan, found, places)
        if contact_book.may_be_asked_again(found) and st.button(
            "They do not want to be asked again", key=f"stop-{found.id}"
        ):
            _stop_asking(team, plan, found)
        if st.button("Remove from the book …", key=f"remove-{found.id}"):
            _confirm_removing(team, plan, found)


def _standing(team: TeamView, plan: StudyView, found: ContactView, places: list[str]) -> None:
    options = list(dict.fromkeys(["", *places, found.session_name]))
    with st.form(f"standing-{found.id}-{found.version}"):
        status = st.selectbox(
            "Where they stand",
            list(STATUSES),
            index=STATUSES.index(found.status),
            format_func=STATUS_WORDS.__getitem__,
        )
        session = st.selectbox(
            "Session",
            options,
            index=options.index(found.session_name),
            format_func=lambda each: each or _NOWHERE,
        )
        arranged = None
        if found.talk != "not asked":
            arranged = st.checkbox("The talk alone is arranged", found.talk == "arranged")
        sent = st.form_submit_button("Save")
    if not sent:
        return

    def step() -> None:
        contact_book.set_status(
            team.id,
            plan.id,
            found.id,
            status,
            session,
            seen=found.version,
            talk_arranged=arranged,
        )

    _try(team, plan, step, told="Saved.")


def _stop_asking(team: TeamView, plan: StudyView, found: ContactView) -> None:
    def step() -> None:
        contact_book.take_back_being_asked(team.id, plan.id, found.id, seen=found.version)

    _try(team, plan, step, told="Nobody asks them again.")


@st.dialog("Remove this person from the book?")
@for_staff
def _confirm_removing(team: TeamView, plan: StudyView, found: ContactView) -> None:
    st.write(
        "Everything they wrote here is removed to the last byte. What they said in a session has "
        "no name and is not found from here: for that, they use their card."
    )
    st.text(str(found.entry.answers.get("contact_call_name", "")))
    if st.button("Remove for good", type="primary"):

        def step() -> None:
            contact_book.remove_contact(team.id, plan.id, found.id)

        _try(team, plan, step, told="Removed.")


@st.dialog("Destroy the contact book?")
@for_staff
def _confirm_destroying(team: TeamView, plan: StudyView) -> None:
    st.write(
        "Its key is destroyed first, so that no copy of it opens any more; then everything in it, "
        "also of those who said that you may ask them again. "
        "This cannot be undone. What people said in sessions stays."
    )
    typed = st.text_input("Type the name of the plan to confirm")
    small(plan.name)
    if not st.button("Destroy it for good", type="primary"):
        return
    if typed.strip().casefold() != plan.name.strip().casefold():
        show_refusal(ValueError("This is not the name of the plan. Nothing was destroyed."))
        return

    def step() -> None:
        family_ends.destroy_contacts(team.id, plan.id)
        close_door()

    _try(team, plan, step, told="The contact book is destroyed.")


def _try(team: TeamView, plan: StudyView, step: Callable[[], None], *, told: str) -> None:
    take_step(step, go=lambda _: links.stay(team=team.id, plan=plan.id), told=told)
