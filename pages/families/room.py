"""The sessions of a plan, and the room of one: before it, in it, and after it."""

from collections.abc import Callable

import streamlit as st

from data.clock import today
from data.family_views import Counts, SessionEntry, SessionView, StudyView
from data.services import family_sessions
from data.services.authority import may
from data.services.errors import ChangedMeanwhile, FamilyStateError, NotFound
from data.services.may_tell import MayTell
from data.views import TeamView
from pages.families import looked_at
from pages.families.flyer import flyer
from pages.families.in_totals import in_totals
from pages.families.reading import FORMS, SESSION_STATES, plan_page
from pages.families.run_sheet import incident, run_sheet
from pages.families.seating import lost_card, seat_map
from pages.families.sound import sound_of
from pages.parts import links
from pages.parts.frame import show_refusal, small
from pages.parts.plain import plain
from pages.parts.seen import key_of, offer_newer, seen
from pages.parts.session import for_staff, require_sign_in
from pages.parts.steps import take_step
from pages.parts.words import language_name
from surveys.families_content import families_content
from surveys.families_words import FamiliesWording

_NEW = "new"
_PAUSED = "paused"


def page() -> None:
    """The sessions of the plan that the address names, or one of them."""
    require_sign_in()
    plan_page("Session room", _show)


def _show(team: TeamView, plan: StudyView) -> None:
    wanted = st.query_params.get("session", "")
    if not wanted or wanted == _NEW:
        _list(team, plan)
        return
    try:
        held = family_sessions.session(team.id, wanted)
    except NotFound as missing:
        show_refusal(missing)
    else:
        _session(team, plan, held)
    links.link("families-room", "All sessions of this plan", team=team.id, plan=plan.id)


def _list(team: TeamView, plan: StudyView) -> None:
    found = family_sessions.sessions(team.id, plan.id)
    least = families_content().structure.smallest_number_of_sessions
    if len(found) < least:
        st.write(
            f"Plan {least} sessions or more. What comes up in one alone may be about that room; "
            "it is told only once it came up in two."
        )
    for each in found:
        with st.container(border=True):
            st.header(plain(each.entry.name), anchor=False)
            small(_about(each))
            links.link(
                "families-room",
                "Go to this session",
                team=team.id,
                plan=plan.id,
                session=each.id,
            )
    _planning(team, plan, any_yet=bool(found))
    if found:
        in_totals(team, plan)


def _planning(team: TeamView, plan: StudyView, *, any_yet: bool) -> None:
    if not may("families.run", team_id=team.id):
        if not any_yet:
            st.info("No session is planned yet. A facilitator of your team can plan one.")
        return
    if st.query_params.get("session") == _NEW or not any_yet:
        st.header("Plan a session", anchor=False)
        _entry_form(team, plan, None)
    elif st.button("Plan a session", type="primary"):
        links.stay(team=team.id, plan=plan.id, session=_NEW)


def _about(held: SessionView) -> str:
    entry = held.entry
    came = "" if held.counts.came is None else f" · {held.counts.came} came"
    form = FORMS.get(entry.form, entry.form)
    language = language_name(entry.language)
    read = f" · words read by {', '.join(entry.readers)} alone" if entry.readers else ""
    return f"{entry.month} · {form} · {language} · {SESSION_STATES[held.state]}{came}{read}"


def _entry_form(team: TeamView, plan: StudyView, held: SessionView | None) -> None:
    opened = seen(f"session-{held.id if held else _NEW + plan.id}", held)
    before = opened.value
    with st.form(opened.form):
        entry = _fields(plan, before.entry if before else None)
        cleared = looked_at.look_at(opened.form)
        sent = st.form_submit_button("Save this session", type="primary")
    if not sent:
        offer_newer(opened, held)
    if not sent or not opened.may_send():
        return

    def step() -> SessionView:
        if before is None:
            return family_sessions.add_session(team.id, plan.id, entry, cleared=cleared)
        return family_sessions.change_session(
            team.id, before.id, entry, seen=before.version, cleared=cleared
        )

    def then() -> None:
        opened.forget()
        looked_at.forget(opened.form)

    try:
        _try(team, plan, step, then=then)
    except MayTell as refused:
        looked_at.ask_again(opened.form, refused)
        st.rerun()


def _fields(plan: StudyView, known: SessionEntry | None) -> SessionEntry:
    """A session as it is typed; nobody's name and no day."""
    languages = list(plan.settings.languages)
    if known and known.language not in languages:
        languages.append(known.language)
    name = st.text_input(
        "What this session is called, such as “Mothers, evening”",
        known.name if known else "",
        max_chars=family_sessions.LONGEST_NAME,
    )
    small("Nobody's name, and no day: the month is enough.")
    month = st.text_input(
        "Year and month, such as 2026-11",
        known.month if known else today().strftime("%Y-%m"),
        max_chars=7,
    )
    language = st.selectbox(
        "Language",
        languages,
        index=languages.index(known.language) if known else 0,
        format_func=language_name,
    )
    forms = list(FORMS)
    form = st.selectbox(
        "Where it is held",
        forms,
        index=forms.index(known.form) if known and known.form in forms else 0,
        format_func=FORMS.__getitem__,
    )
    return SessionEntry(name, month, language, form, _readers(plan, known))


def _readers(plan: StudyView, known: SessionEntry | None) -> tuple[str, ...]:
    """Who alone reads the words of a session before names are out of them; nobody for all."""
    listed = plan.settings.staff_list
    chosen = st.multiselect(
        "Who alone reads its words while names are in them",
        listed,
        default=[each for each in known.readers if each in listed] if known else [],
        placeholder="Everybody who may read words",
    )
    small(
        "Name people here where somebody who comes said that one on your list is part of their "
        "case. Then only accounts with these names read what was said, until names are out of it."
    )
    small(
        "Common Table cannot keep anybody from a talk in the room, from paper, or from another "
        "person's account. Whoever holds the machine can read what is on it."
    )
    return tuple(chosen)


def _session(team: TeamView, plan: StudyView, held: SessionView) -> None:
    words = families_content().words(held.entry.language)
    st.header(plain(held.entry.name), anchor=False)
    small(_about(held))
    runs = may("families.run", team_id=team.id)
    if held.state == "open":
        _pausing(team, plan, held, words)
    if held.state == "planned" and runs:
        _opening(team, plan, held, words)
        with st.expander("Change how it is planned"):
            _entry_form(team, plan, held)
    if held.state != "over":
        flyer("The sign in the room", f"/seat/{held.id}", name="For the sign in the room")
    if held.state == "open":
        with st.expander("The card with a few questions"):
            small("Whoever has taken a seat is led to it. This is for those who come back to it.")
            flyer("The address of the card", f"/seat/{held.id}/card", name="For the card")
    if held.state != "planned":
        seat_map(team, held, with_sound=plan.settings.recording_mode == "audio")
    if held.state != "over":
        run_sheet(words)
    if held.state != "planned":
        _ending(team, plan, held)
        sound_of(team, plan, held)
        lost_card(team, held)


def _opening(team: TeamView, plan: StudyView, held: SessionView, words: FamiliesWording) -> None:
    st.header(plain(words.notice.title), anchor=False)
    st.markdown(f"“{plain(words.notice.text)}”")
    named = ", ".join(plan.settings.must_report) or "nobody in the room that you wrote down"
    st.markdown(f"**Whom the law makes report:** {plain(named)}")
    with st.form(f"open-{held.id}-{held.version}"):
        ticked = st.checkbox(plain(words.notice.tick))
        sent = st.form_submit_button("Open the session", type="primary")
    small("People can take their seats once it is open.")
    if not sent:
        return

    def step() -> SessionView:
        return family_sessions.open_session(team.id, held.id, notice_read=ticked, seen=held.version)

    _try(team, plan, step, told="The session is open. People can take their seats.")


def _pausing(team: TeamView, plan: StudyView, held: SessionView, words: FamiliesWording) -> None:
    """The script comes first: it is on the screen whether the pause could be counted or not."""
    if may("families.run", team_id=team.id) and st.button(plain(words.incident_title)):
        st.session_state[_PAUSED] = held.id
        try:
            held = family_sessions.pause_session(team.id, held.id, seen=held.version)
        except (ChangedMeanwhile, FamilyStateError, NotFound) as refused:
            show_refusal(refused)
    if held.pauses:
        times = "once" if held.pauses == 1 else f"{held.pauses} times"
        small(f"Paused {times}. What it was about is not kept.")
    if st.session_state.get(_PAUSED) != held.id:
        with st.expander("What to say and do when you must pause"):
            small(words.incident_intro)
            incident(words)
        return
    with st.container(border=True):
        incident(words)
        if st.button("Go on with the session", type="primary"):
            st.session_state.pop(_PAUSED, None)
            links.stay(team=team.id, plan=plan.id, session=held.id)


def _ending(team: TeamView, plan: StudyView, held: SessionView) -> None:
    over = held.state == "over"
    st.header("Who came, and pay" if over else "Close the session", anchor=False)
    if not may("families.run", team_id=team.id):
        _counted(held, plan)
        return
    small("Numbers only. Receipts with names stay with whoever pays.")
    with st.form(f"counts-{held.id}-{key_of(held.counts)}"):
        most = family_sessions.MOST_PEOPLE
        counts = held.counts
        came = st.number_input("How many came", 0, most, counts.came, step=1)
        first = st.number_input(
            "How many of them sat with us for the first time", 0, most, counts.newcomers, step=1
        )
        small(
            "Ask everybody at once: “Who has been to one of our sessions before?” Count hands and "
            "write down nobody. Where this is left empty, the same people may have come twice, so "
            "findings count fewer of them."
        )
        paid = st.number_input("How many were paid", 0, most, counts.paid, step=1)
        amount = st.number_input(
            f"Paid in all, in {plan.settings.pay_currency}",
            0.0,
            family_sessions.MOST_PAID,
            counts.paid_amount,
            step=5.0,
        )
        sent = st.form_submit_button("Save these numbers" if over else "Close the session")
    if not sent:
        return
    entered = Counts(came, paid, amount, first)
    if not over:
        _confirm_closing(team, plan, held, entered)
        return

    def step() -> SessionView:
        return family_sessions.close_session(team.id, held.id, entered, seen=held.version)

    _try(team, plan, step)


def _counted(held: SessionView, plan: StudyView) -> None:
    counts = held.counts
    if held.state != "over":
        st.write("The session is open. Numbers are entered when it is closed.")
        return
    amount = "not said" if counts.paid_amount is None else f"{counts.paid_amount:,.2f}"
    st.write(f"Came: {_number(counts.came)}. Paid: {_number(counts.paid)}.")
    st.write(f"With us for the first time: {_number(counts.newcomers)}.")
    st.write(f"Paid in all: {amount} {plan.settings.pay_currency}.")


def _number(count: int | None) -> str:
    return "not said" if count is None else str(count)


@st.dialog("Close this session?")
@for_staff
def _confirm_closing(team: TeamView, plan: StudyView, held: SessionView, entered: Counts) -> None:
    st.write("Nobody can take a seat any more after that. You can still correct the numbers.")
    if entered.came is None:
        st.write("You have not said how many came.")
    if not st.button("Close it", type="primary"):
        return

    def step() -> SessionView:
        now = family_sessions.session(team.id, held.id)
        return family_sessions.close_session(team.id, held.id, entered, seen=now.version)

    _try(team, plan, step, told="The session is over.")


def _try(
    team: TeamView,
    plan: StudyView,
    step: Callable[[], SessionView],
    *,
    told: str = "Saved.",
    then: Callable[[], None] | None = None,
) -> None:
    """Take a step and show the session it leads to."""

    def go(made: SessionView) -> None:
        links.stay(team=team.id, plan=plan.id, session=made.id)

    take_step(step, go=go, told=told, then=then)
