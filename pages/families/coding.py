"""Coding: what was said, sentence by sentence, with the codes of a plan; alone until all finish."""

import streamlit as st

from data.family_views import CodingView, StudyView, TranscriptView
from data.services import coding, family_sessions, reading_again, transcripts
from data.services.authority import actor
from data.services.coding import AGREED
from data.services.coding_agreement import Coded, coded
from data.services.errors import ChangedMeanwhile, FamilyStateError, NotFound
from data.services.read_again import waits
from data.views import TeamView
from pages.families.codebook import edit_codes
from pages.families.coder.component import coding_desk
from pages.families.coder.events import Event
from pages.families.coder.replies import reply
from pages.families.coder.table import coding_table
from pages.families.coding_about import about_help, help_said, when_to_use
from pages.families.laying import Laid, can_undo, lay, save, seat_said
from pages.families.reading import plan_page
from pages.parts import links
from pages.parts.frame import say_later, show_refusal, small
from pages.parts.plain import plain
from pages.parts.session import for_staff, require_sign_in
from pages.parts.steps import take_step
from pages.parts.words import words

_SAID = words("en", about="coding")
_TURNS_AT_A_TIME = 25
BLIND = (
    "Nobody sees how others code before they have finished themselves. So each of you reads with "
    "your own eyes, and what you differ on is worth a talk."
)


def page() -> None:
    """The words of one session to code, the codes, or all sessions of the plan."""
    require_sign_in()
    plan_page("Coding", _show)


def _show(team: TeamView, plan: StudyView) -> None:
    about = {"team": team.id, "plan": plan.id}
    if st.query_params.get("view") == "codes":
        edit_codes(team, plan)
        links.link("families-coding", "All sessions", **about)
        return
    known = coded(team.id, plan.id)
    asked = st.query_params.get("session", "")
    chosen = next((each for each in known if each.session_id == asked), None)
    if chosen is None:
        _choose(team, plan, known)
    else:
        _session(team, plan, chosen)
        links.link("families-coding", "All sessions", **about)
    links.link("families-compare", "Compare what you coded", **about)
    links.link("families-themes", "Themes", **about)


def _choose(team: TeamView, plan: StudyView, known: tuple[Coded, ...]) -> None:
    st.write(
        "A code says what a sentence is about. It takes words without names, so a session comes "
        "here once it is redacted. You can also do without codes: themes can rest on the summary "
        "sheets alone."
    )
    small(BLIND)
    about = {"team": team.id, "plan": plan.id}
    if not known:
        st.info("No session is redacted yet, so there is nothing to code.")
        links.link("families-words", "What was said", **about)
    for each in known:
        with st.container(border=True):
            st.header(plain(each.session_name), anchor=False)
            small(finished_said(each))
            label = "Read it with its codes" if each.mine else "Code this session"
            links.link("families-coding", label, **about, session=each.session_id)
    links.link("families-coding", "The codes and what they mean", **about, view="codes")


def finished_said(each: Coded) -> str:
    """Who has finished coding a session."""
    if not each.finished:
        return "Nobody has finished coding it yet."
    names = ", ".join(each.finished.values())
    return f"Finished: {names}." if each.mine else f"Finished: {names}. You have not finished it."


def _session(team: TeamView, plan: StudyView, chosen: Coded) -> None:
    found = transcripts.transcript(team.id, chosen.transcript_id)
    session = family_sessions.session(team.id, chosen.session_id)
    said = transcripts.turns(team.id, found.id)
    codes = coding.codebook(team.id, plan.id).codes
    codings = coding.codings(team.id, found.id)
    laid = lay(found, said, codes=codes, codings=codings, spoken=session.entry.language)
    st.header(plain(chosen.session_name), anchor=False)
    if laid is None:
        st.info("Nothing is left of these words.")
        return
    small(finished_said(chosen))
    if chosen.mine:
        st.info(
            "You have finished this session, so your codes stay as they are. What you settle "
            "after you compared them stands beside these."
        )
        _read(team, plan, found, laid)
        return
    small("Nobody else sees your codes and notes before both of you have finished.")
    when_to_use(codes)
    _code(team, found, laid)
    about_help(team, found, said, codes, codings)
    st.subheader("When you are through", anchor=False)
    st.write(
        "Then you see how others coded this session, once they have finished, too. Your own codes "
        "cannot be changed any more after that; what you settle together is kept beside them."
    )
    if st.button("I have finished coding this session …"):
        _confirm_finishing(team, found, codes=sum(each.mine for each in laid.sheet.codings))


def _code(team: TeamView, found: TranscriptView, laid: Laid) -> None:
    as_list = st.toggle("As a plain list, without the desk", key="coding-as-list")
    shown = coding_table if as_list else coding_desk
    key = f"{'list' if as_list else 'desk'}-{found.id}"
    event = shown(laid.sheet, words=_SAID, key=key, can_undo=can_undo(found.id))
    if event is not None:
        _save(team, found, laid, event, key=key)


def _save(team: TeamView, found: TranscriptView, laid: Laid, event: Event, *, key: str) -> None:
    try:
        save(team.id, found, laid, event)
    except (ChangedMeanwhile, FamilyStateError, NotFound) as refused:
        reply(key, done=False, told=str(refused))
    else:
        reply(key, done=True)
    st.rerun()


@st.dialog("Have you finished?")
@for_staff
def _confirm_finishing(team: TeamView, found: TranscriptView, *, codes: int) -> None:
    many = "1 code is" if codes == 1 else f"{codes} codes are" if codes else "No code is"
    st.write(f"{many} on it from you.")
    st.write(
        "After this you can read it with the codes of everybody who has finished, and neither add "
        "nor take away any of your own. This cannot be taken back."
    )
    if not codes:
        st.write("Without any code you have read along, and are not compared with anybody.")
    if not st.button("I have finished", type="primary"):
        return
    try:
        coding.finish(team.id, found.id)
    except FamilyStateError as refused:
        show_refusal(refused)
        return
    say_later("You have finished this session.")
    links.stay(**st.query_params.to_dict())


def _read(team: TeamView, plan: StudyView, found: TranscriptView, laid: Laid) -> None:
    """The words with everybody's codes, some turns at a time."""
    names = {**coding.coders(team.id, found.id), actor().id: "you", AGREED: "settled by you all"}
    labels = {each.id: each.label for each in coding.codebook(team.id, plan.id).codes}
    on: dict[int, list[str]] = {}
    texts = {turn.number: turn for turn in transcripts.turns(team.id, found.id)}
    codings = coding.codings(team.id, found.id)
    waiting = [each for each in codings if waits(each.memo)]
    for each in codings:
        words_of = texts[each.number].text[each.start : each.end]
        note = f" Note: {each.memo}" if each.memo else ""
        line = f"{labels.get(each.code, 'a code that is gone')} ({names[each.coder]}): "
        on.setdefault(each.number, []).append(f"{line}“{words_of}”{help_said(each)}{note}")
    starts = range(0, len(laid.numbers), _TURNS_AT_A_TIME)
    start = starts[0]
    if len(starts) > 1:
        start = st.selectbox(
            "Turns to show",
            starts,
            format_func=lambda at: f"{at + 1} to {min(at + _TURNS_AT_A_TIME, len(laid.numbers))}",
        )
    for number in laid.numbers[start : start + _TURNS_AT_A_TIME]:
        turn = texts[number]
        st.markdown(f"**{plain(seat_said(turn))}**")
        st.text(turn.text)
        if number in on:
            st.markdown("\n".join(f"- {plain(line)}" for line in on[number]))
        for each in waiting:
            if each.number == number:
                _note(team, found, each)


def _note(team: TeamView, found: TranscriptView, noted: CodingView) -> None:
    """Say of a note that may repeat somebody who took their words back that it stays, or not."""
    small("A note here waits to be read again. Until then it is in no file.")
    with st.container(horizontal=True):
        stays = st.button("I have read it, and it is nobody's words", key=f"stays-{noted.id}")
        goes = st.button("Take this note out", key=f"goes-{noted.id}")
    if stays or goes:
        take_step(
            lambda: reading_again.read_note(team.id, found.id, noted.id, keeps=stays),
            go=lambda _: links.stay(**st.query_params.to_dict()),
        )
