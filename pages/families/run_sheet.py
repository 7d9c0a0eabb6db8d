"""The course of a session: what comes when, what is asked, and what to say when it must pause."""

from dataclasses import dataclass
from itertools import accumulate

import streamlit as st

from pages.parts.frame import small
from pages.parts.plain import plain
from surveys.families_content import families_content
from surveys.families_words import FamiliesWording


@dataclass(frozen=True, slots=True)
class Timed:
    """A step of a session, in minutes from its beginning."""

    id: str
    begins: int
    ends: int


def timed() -> tuple[Timed, ...]:
    """All steps of a session in their order, with the minutes at which they begin and end."""
    steps = families_content().structure.run_sheet
    ends = accumulate(step.minutes for step in steps)
    return tuple(
        Timed(step.id, end - step.minutes, end) for step, end in zip(steps, ends, strict=True)
    )


def run_sheet(words: FamiliesWording) -> None:
    """The whole course with its questions and what follows them up."""
    steps = timed()
    st.header("Run sheet", anchor=False)
    st.write(f"{steps[-1].ends} minutes in all. The minutes count from the welcome.")
    with st.expander("Opening, to read aloud"):
        st.write(plain(words.opening))
    for each in steps:
        _step(words, each)
    with st.expander("Closing, to read aloud"):
        st.write(plain(words.closing))


def _step(words: FamiliesWording, each: Timed) -> None:
    minutes = each.ends - each.begins
    st.markdown(f"**{each.begins} to {each.ends}** ({minutes} min): {plain(words.step(each.id))}")
    if each.id in words.run_sheet:
        small(words.run_sheet[each.id].do)
        return
    question = words.questions[each.id]
    for probe in question.probes:
        st.markdown(f"- {plain(probe)}")
    if question.activity:
        small(question.activity)


def incident(words: FamiliesWording) -> None:
    """What to say and do now that a session is paused, step by step."""
    st.header(plain(words.incident_title), anchor=False)
    for number, each in enumerate(words.incident.values(), start=1):
        if each.say:
            st.markdown(f"**{number}. “{plain(each.say)}”**")
            st.markdown(plain(each.do))
        else:
            st.markdown(f"**{number}.** {plain(each.do)}")
