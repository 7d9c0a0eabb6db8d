"""From what a team values to its next round, each link with its way on; no figure is made here."""

import streamlit as st

from data.action_views import PlanView
from data.exports.content import content_of
from data.exports.plan.rows import STATUS
from data.guide_views import PrinciplesView
from data.services.authority import may
from data.services.chain import ChainView
from data.views import ReportView, TeamView, WaveView
from pages.meeting import action_words
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.readings import Reading
from pages.parts.words import written_date
from surveys.figures import figure_sentence

_SHARED = 2
_LINES = 3


def show(team: TeamView, found: ChainView) -> None:
    """All links of the chain, in their order; an empty one says what to do next."""
    _value(found)
    _principles(team, found.principles)
    _actions(team, found.plan)
    _next_round(team, found.next_wave)


def _value(found: ChainView) -> None:
    st.header("1. What we share, and where we part", anchor=False)
    if found.result is not None:
        _result(found.result)
    elif found.is_held:
        st.info("There is a result, and you cannot see it yet. It is prepared for the meeting.")
    else:
        st.info("No round has a result yet. Ask everybody first: the round is below.")


def _result(view: ReportView) -> None:
    if view.held_until is not None:
        st.info(f"Only facilitators see this until {written_date(view.held_until, 'en')}.")
    reading = Reading(content_of(view, language="en"), "en")
    lines = reading.shared_lines()[:_SHARED]
    if lines:
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    else:
        st.text(reading.agreement_sentence())
    for item in (*reading.apart(), *reading.widest())[:1]:
        figure = view.report.item(item).team
        told = figure_sentence(figure, look=reading.look(item), words=reading.words)
        text = reading.statements[item].text
        st.markdown(f"- {plain(f'Where we part most: “{text}” {told}.')}")
    small(f"From {view.wave.title}.")
    links.link("results", "The whole result", wave=view.wave.id)


def _principles(team: TeamView, found: PrinciplesView) -> None:
    st.header("2. What we agree on", anchor=False)
    written = [text for text in (found.mission.words, found.vision.words) if text]
    lines = written or [each.text.words for each in found.lines[:_LINES]]
    if not lines:
        st.info("No shared principles yet. Begin with what nearly all of us agree on.")
    for line in lines:
        st.text(line)
    if lines:
        by_hand = f" Entered by a facilitator: {found.entered}." if found.entered else ""
        small(f"Agencies that have signed this: {len(found.signed_by)}.{by_hand}")
    links.link("principles", "Shared principles", team=team.id)


def _actions(team: TeamView, plan: PlanView) -> None:
    st.header("3. What we do about it", anchor=False)
    if not plan.actions:
        st.info("Nothing has been decided yet. Take one thing from a result, a scan or a gap.")
    else:
        counts = [f"{STATUS[each]}: {count}" for each, count in plan.counts().items() if count]
        st.markdown(f"**{plain(' · '.join(counts))}**")
        if told := action_words.moved(plan):
            st.text(told)
    if following := plan.next_due():
        day = following.entry.due_on
        by = f" ({written_date(day, 'en')})" if day else ""
        late = "Overdue" if following.is_overdue(plan.as_of) else "Next"
        st.text(f"{late}{by}: {following.entry.what}")
    links.link("plan", "Action plan", team=team.id)


def _next_round(team: TeamView, wave: WaveView | None) -> None:
    st.header("4. The next round", anchor=False)
    if wave is None:
        st.info("No next round is planned. Asking again shows whether something moved.")
        if may("wave.draft", team_id=team.id):
            links.link("wave", "Plan the next round", team=team.id)
        return
    day = written_date(wave.closes_on, "en")
    told = {
        "open": f"is open until {day}.",
        "draft": f"is planned, and would close on {day}.",
    }.get(wave.state, "is closed. Its result is not released yet.")
    st.text(f"{wave.title} {told}")
    links.link("wave", "Go to this round", wave=wave.id)
