"""What people settle after they compared their codes: sentence by sentence, and taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from data.family_views import StudyView
from data.services import coding
from data.services.coding_agreement import Coded, Comparison, Settlement, Talk
from data.services.coding_settled import Place, Step, settle, settled
from data.services.transcripts import turns
from data.views import TeamView
from pages.families.laying import seat_said
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.steps import take_step

_MOST_STEPS = 50
_BELONGS = {True: "the code belongs here", False: "the code does not belong here"}


@dataclass(frozen=True, slots=True)
class _Done:
    """A step of this window: what was settled before it, and how many steps there are now."""

    place: Place
    code: str
    was: bool | None
    steps: int


def talk_steps(team: TeamView, plan: StudyView, each: Talk) -> None:
    """Two buttons below a sentence that people talk about."""
    key = f"{each.place.transcript_id}-{each.place.number}-{each.place.start}-{each.code_id}"
    for gave, label in ((True, "It belongs here"), (False, "It does not belong here")):
        if st.button(label, key=f"settle-{gave}-{key}"):
            done = _Done(each.place, each.code_id, None, each.before + 1)
            _take(team, plan, done, gave=gave)


def settled_list(team: TeamView, plan: StudyView, found: Comparison) -> None:
    """What was settled, each with a way to take it back, and the last step of this window."""
    done = _steps(plan)
    if not found.settled and not done:
        return
    st.header("What you have settled", anchor=False)
    st.write(
        "This counts in the figures of sessions and in files. Your own codes stay as they were, "
        "and agreement is reckoned from them alone."
    )
    if done and st.button("Undo my last step"):
        _undo(team, plan, done)
    for each in found.settled:
        _settlement(team, plan, each)


def settle_other(team: TeamView, plan: StudyView, compared: Sequence[Coded]) -> None:
    """A form for a sentence of which no difference was found, such as one that all passed over."""
    st.subheader("Settle another sentence", anchor=False)
    names = {each.session_id: each.session_name for each in compared}
    session = st.selectbox("Session", list(names), format_func=names.__getitem__)
    chosen = next(each for each in compared if each.session_id == session)
    told = _sentences(team, chosen)
    if not told:
        st.write("Nothing is left of these words.")
        return
    labels = {each.id: each.label for each in coding.codebook(team.id, plan.id).codes}
    with st.form(f"settle-other-{session}", border=False):
        place = st.selectbox("Sentence", list(told), format_func=told.__getitem__)
        code = st.selectbox("Code", list(labels), format_func=labels.__getitem__)
        gave = st.radio("You agree that", [True, False], format_func=_BELONGS.__getitem__)
        sent = st.form_submit_button("Settle it")
    if sent:
        known = {(one.place, one.code): one for one in settled(team.id, chosen.transcript_id)}
        last = known.get((place, code))
        was, steps = (None, 0) if last is None else (last.gave, len(last.steps))
        _take(team, plan, _Done(place, code, was, steps + 1), gave=gave)


def settled_said(step: Step) -> str:
    """Who settled it, and how each had read it."""
    told = f"Settled by {step.by}: {_BELONGS[bool(step.gave)]}."
    if step.prevailed:
        told += f" Had read it so: {', '.join(step.prevailed)}."
    if step.gave_way:
        told += f" Had read it otherwise: {', '.join(step.gave_way)}."
    return told


def _settlement(team: TeamView, plan: StudyView, each: Settlement) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(each.code)}**")
        st.text(f"“{each.words}”")
        number = f", sentence {each.number}" if each.number else ""
        small(f"{each.session_name}{number}")
        st.markdown(plain(settled_said(each.settled.steps[-1])))
        if (before := len(each.settled.steps) - 1) > 0:
            small(f"Steps before this one: {before}.")
        if st.button("Take it back", key=f"unsettle-{each.settled.id}"):
            now = each.settled
            done = _Done(now.place, now.code, now.gave, len(now.steps) + 1)
            _take(team, plan, done, gave=None)


def _take(team: TeamView, plan: StudyView, done: _Done, *, gave: bool | None) -> None:
    def step() -> None:
        settle(team.id, done.place, done.code, gave=gave, before=done.steps - 1)
        steps = _steps(plan)
        steps.append(done)
        del steps[:-_MOST_STEPS]

    told = "Taken back." if gave is None else f"Settled: {_BELONGS[gave]}."
    take_step(step, go=lambda _: links.stay(team=team.id, plan=plan.id), told=told)


def _undo(team: TeamView, plan: StudyView, steps: list[_Done]) -> None:
    last = steps[-1]

    def step() -> None:
        steps.pop()
        settle(team.id, last.place, last.code, gave=last.was, before=last.steps)
        same = (last.place, last.code)
        for at, each in enumerate(steps):
            if (each.place, each.code) == same:
                steps[at] = replace(each, steps=last.steps + 1)

    told = "Your last step is undone."
    take_step(step, go=lambda _: links.stay(team=team.id, plan=plan.id), told=told)


def _steps(plan: StudyView) -> list[_Done]:
    """Steps of this window, which open nothing: each is asked of the service again."""
    return st.session_state.setdefault(f"settled steps {plan.id}", [])


def _sentences(team: TeamView, chosen: Coded) -> dict[Place, str]:
    """Every sentence of a session with its number, as they are chosen from."""
    found: dict[Place, str] = {}
    for turn in turns(team.id, chosen.transcript_id):
        for each in coding.units((turn,))[turn.number]:
            place = Place(chosen.transcript_id, chosen.version, turn.number, each.start, each.end)
            words = turn.text[each.start : each.end]
            found[place] = f"{len(found) + 1}. {seat_said(turn)}: {words}"
    return found
