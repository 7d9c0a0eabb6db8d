"""The calls to one service: what they found, and a form to write down another one."""

from collections.abc import Callable

import streamlit as st

from data.clock import today
from data.resource_views import OUTCOMES, CallView, FactState, Outcome, ServiceView
from data.services import calls, scans, shown
from data.services.authority import may
from data.services.calls import CallEntry
from data.views import TeamView
from pages.parts import links
from pages.parts.days import day_in, day_input
from pages.parts.frame import show_refusal, small
from pages.parts.steps import take_step
from pages.parts.words import written_date
from pages.resources.reading import STATES, WORDS
from surveys.resource_map import resource_map

FOUND: dict[Outcome, str] = {
    "as_listed": "Reached, and all is as listed",
    "different": "Reached, but something is different from the list",
    "moved": "It has moved, and goes on in another place",
    "not_offered": "Reached, but it does not offer this",
    "closed": "It is closed",
    "wrong_number": "The number does not work",
    "no_answer": "Nobody answered",
}
_ASKED = {
    "takes_payer": "Does it take Medicaid, a sliding fee, or no fee?",
    "takes_family": "Does it take these families?",
    "has_opening": "Is there an opening within a week?",
}
_TOLD = {
    "takes_payer": "a way to pay",
    "takes_family": "these families",
    "has_opening": "an opening within a week",
}
_DAY = "Day of the call"


def calls_to(team: TeamView, service: ServiceView) -> None:
    """What calls to this service have found, the newest first."""
    st.subheader("Calls", anchor=False)
    made = shown.calls(team.id, service.id)
    if not made:
        small("Nobody has written down a call to it yet.")
    for each in made:
        st.text(call_said(each, team))
    if not may("resources.call", team_id=team.id):
        return
    if is_asked_for():
        _form(team, service)
        if st.button("All about this service"):
            links.stay(team=team.id, service=service.id)
    elif st.button("Write down a call"):
        links.stay(team=team.id, service=service.id, enter="call")


def is_asked_for() -> bool:
    """Somebody came here to write down a call."""
    return st.query_params.get("enter") == "call"


def call_said(call: CallView, team: TeamView) -> str:
    """A call in one paragraph."""
    names = {agency.code: agency.name for agency in team.agencies}
    by = names.get(call.agency_code, call.agency_code)
    old = " (older than a year, so it does not count any more)" if call.is_old else ""
    said = f"{written_date(call.called_on, 'en')}, {by}: {FOUND[call.outcome]}{old}."
    answers = [
        f"{_TOLD[name]}: {STATES[state].lower()}"
        for name in _TOLD
        if (state := getattr(call, name)) != "not_asked"
    ]
    if call.asked_for in WORDS.populations and answers:
        answers.insert(0, f"asked for: {WORDS.populations[call.asked_for].label}")
    if answers:
        told = "; ".join(answers)
        said += f" {told[0].upper()}{told[1:]}."
    return f"{said} {call.words}".rstrip()


def _form(team: TeamView, service: ServiceView) -> None:
    phones = ", ".join(service.numbers_to_call) or "none listed"
    st.text(f"Telephone: {phones}")
    with st.form(f"call-{service.id}"):
        typed = _fields(team)
        small("What is saved stays. If it was a mistake, write down another call: the last counts.")
        sent = st.form_submit_button("Save this call")
    if not sent:
        return
    if typed is None:
        show_refusal(ValueError("Say what the call found. Nothing was saved yet."))
        return
    take_step(
        lambda: calls.record(team.id, service.id, typed()),
        go=lambda _: links.stay(team=team.id, service=service.id),
        told="The call is written down.",
    )


def _fields(team: TeamView) -> Callable[[], CallEntry] | None:
    """The fields of a call; what comes back makes the entry. None where no outcome is chosen."""
    names = _agencies(team)
    day = day_input(_DAY, today())
    outcome = st.radio(
        "What did the call find?", OUTCOMES, format_func=FOUND.__getitem__, index=None
    )
    small("The rest counts where somebody was reached who offers this.")
    families = ["", *(each.id for each in resource_map().populations)]
    asked_for = st.selectbox(
        "Which families did you ask for?",
        families,
        format_func=lambda each: WORDS.populations[each].label if each else "Families like any",
    )
    payer, family, opening = map(_answer, ("takes_payer", "takes_family", "has_opening"))
    agency = st.selectbox("Agency that called", list(names), format_func=names.__getitem__)
    words = st.text_area("Note", max_chars=calls.LONGEST)
    if outcome is None:
        return None
    return lambda: CallEntry(
        called_on=day_in(day, label=_DAY) or today(),
        outcome=outcome,
        agency_code=agency,
        asked_for=asked_for or "",
        takes_payer=payer,
        takes_family=family,
        has_opening=opening,
        words=words,
    )


def _answer(name: str) -> FactState:
    states: list[FactState] = ["not_asked", "yes", "no", "unknown"]
    return st.radio(_ASKED[name], states, format_func=STATES.__getitem__, horizontal=True)


def _agencies(team: TeamView) -> dict[str, str]:
    """All agencies of the roster, those first for which the one who acts answers."""
    names = {agency.code: agency.name for agency in team.agencies}
    mine = {code: names[code] for code in scans.my_agencies(team.id) if code in names}
    return mine | names
