"""What several people did with the same words: what to talk about first, and figures after that."""

from math import isnan

import streamlit as st

from data.family_views import StudyView
from data.services import coding
from data.services.code_matrix import CodeMatrix, code_matrix
from data.services.coding_agreement import CodeCompared, Coded, Comparison, Talk, coded, compare
from data.services.errors import FamilyStateError
from data.views import TeamView
from pages.charts import saturation, theme
from pages.charts.words import words
from pages.families import settling
from pages.families.code_kinds import beside_help
from pages.families.coding import BLIND, finished_said
from pages.families.compare_words import (
    alpha_said,
    counts_said,
    kappa_said,
    shared_said,
    stretches_said,
)
from pages.families.findings_said import not_shown
from pages.families.reading import plan_page
from pages.parts import links
from pages.parts.frame import say_later, show_refusal, small
from pages.parts.plain import plain
from pages.parts.session import for_staff, require_sign_in

_WORDS = words("en")
_ALL = ""
_TALKS_AT_A_TIME = 10


def page() -> None:
    """How people of the plan that the address names coded, for whoever has finished."""
    require_sign_in()
    plan_page("Compare what you coded", _show)


def _show(team: TeamView, plan: StudyView) -> None:
    known = coded(team.id, plan.id)
    _finished(team, known)
    compared = [each for each in known if each.mine and len(each.finished) > 1]
    if compared:
        _compared(team, plan, compared)
    else:
        small(BLIND)
        st.info("There is nothing to compare yet: it takes you and one more who have finished.")
    if any(each.mine for each in known):
        matrix = code_matrix(team.id, plan.id)
        _matrix(matrix)
        beside_help(team, plan)
        _growth(matrix)
    about = {"team": team.id, "plan": plan.id}
    links.link("families-coding", "Code, or change the codes", **about)
    links.link("families-themes", "Themes", **about)


def _finished(team: TeamView, known: tuple[Coded, ...]) -> None:
    st.header("Who has finished", anchor=False)
    if not known:
        st.write("No session is redacted yet, so nobody codes.")
    for each in known:
        st.markdown(f"**{plain(each.session_name)}**")
        st.markdown(plain(finished_said(each)))
    waiting = [each for each in known if not each.mine and len(each.finished) > 1]
    for each in waiting:
        label = f"I do not code “{each.session_name}”; show me …"
        if st.button(plain(label), key=f"look-{each.transcript_id}"):
            _confirm_looking(team, each)


@st.dialog("Look without coding?")
@for_staff
def _confirm_looking(team: TeamView, each: Coded) -> None:
    st.write(
        "You see how others coded this session, and cannot code it yourself any more: you would "
        "not do it with your own eyes. Codes that you have put there so far count as finished."
    )
    if not st.button("Show me", type="primary"):
        return
    try:
        coding.finish(team.id, each.transcript_id)
    except FamilyStateError as refused:
        show_refusal(refused)
        return
    say_later("You have finished this session.")
    links.stay(**st.query_params.to_dict())


def _compared(team: TeamView, plan: StudyView, compared: list[Coded]) -> None:
    names = {_ALL: "All of them together"} | {
        each.session_id: each.session_name for each in compared
    }
    chosen = _ALL
    if len(compared) > 1:
        chosen = st.selectbox("Which session", list(names), format_func=names.__getitem__)
    found = compare(team.id, plan.id, session_id=chosen)
    if found is None:
        st.info("Fewer than two people have put a code on these words, so nothing is compared.")
        return
    small(f"{' and '.join(found.coders)}: {found.sentences:,} sentences that each has read.")
    _talks(team, plan, found)
    settling.settled_list(team, plan, found)
    settling.settle_other(team, plan, compared)
    _figures(found)


def _talks(team: TeamView, plan: StudyView, found: Comparison) -> None:
    st.header("What to talk about", anchor=False)
    if not found.talks:
        none = "You have settled everything that you differed on."
        if not found.settled:
            none = "You gave every sentence the same codes. There is nothing to settle."
        st.write(none)
        return
    st.write(
        f"{len(found.talks):,} times one of you gave a sentence a code and another did not. The "
        "code with the most of them comes first: one better line in the codebook settles many. "
        "Nobody is wrong here; say what you heard, write down the rule you agree on, and settle it."
    )
    starts = range(0, len(found.talks), _TALKS_AT_A_TIME)
    start = 0
    if len(starts) > 1:
        start = st.selectbox(
            "Which of them",
            starts,
            format_func=lambda at: f"{at + 1} to {min(at + _TALKS_AT_A_TIME, len(found.talks))}",
        )
    before = ""
    for each in found.talks[start : start + _TALKS_AT_A_TIME]:
        if each.code != before:
            st.subheader(plain(each.code), anchor=False)
            before = each.code
        _talk(team, plan, each)


def _talk(team: TeamView, plan: StudyView, each: Talk) -> None:
    with st.container(border=True):
        st.text(f"“{each.words}”")
        small(f"{each.session_name}, sentence {each.number}")
        st.markdown(f"**Gave it:** {plain(', '.join(each.given_by))}")
        st.markdown(f"**Did not:** {plain(', '.join(each.not_given_by))}")
        if each.instead:
            st.markdown(f"**Gave in its place:** {plain(', '.join(each.instead))}")
        settling.talk_steps(team, plan, each)


def _figures(found: Comparison) -> None:
    st.header("Code by code", anchor=False)
    st.write(
        "Nearly all sentences are without a given code, so doing the same is easy. How often both "
        "gave it where one did says more. Alpha takes out what chance would do: from .80 on codes "
        "can be relied on; from .667 on they can be used with care."
    )
    for each in found.codes:
        st.markdown(f"**{plain(each.label)}**")
        st.text(counts_said(each.agreement, coders=len(found.coders)))
        st.text(alpha_said(each.agreement))
    with st.expander("More: other figures, and the exact words"):
        st.write(
            "Kappa is alpha's older cousin: Cohen's for two, Fleiss' for more. Shared letters tell "
            "how much of what each of two marked both did. Alpha for exact words also counts where "
            "a passage begins and ends."
        )
        for each in found.codes:
            _more(each, coders=len(found.coders))
        st.markdown("**All codes together**")
        st.text(stretches_said(found.stretches))


def _more(each: CodeCompared, *, coders: int) -> None:
    st.markdown(f"**{plain(each.label)}**")
    st.text(kappa_said(each.agreement, coders=coders))
    st.text(shared_said(each.shared))
    st.text(stretches_said(each.stretches))


def _matrix(matrix: CodeMatrix) -> None:
    st.header("Codes by session", anchor=False)
    st.write(
        "How many people of each session spoke of it. Where no number stands, it is "
        f"{not_shown(matrix.floor)}."
    )
    if not matrix.cells:
        st.write("No code is on these words yet.")
    for label, cells in matrix.cells.items():
        st.markdown(f"**{plain(label)}**")
        pairs = zip(matrix.sessions, cells, strict=True)
        told = (f"{name}: {'not shown' if cell is None else cell}" for name, cell in pairs)
        st.text(" · ".join(told))
    if matrix.left_out:
        small(f"Not here, because you have not finished coding it: {', '.join(matrix.left_out)}.")


def _growth(matrix: CodeMatrix) -> None:
    growth = matrix.growth
    if len(matrix.sessions) < 2 or isnan(growth.share):
        return
    st.header("Do sessions still tell something new?", anchor=False)
    st.write(
        "When a new session adds few codes, and most were heard in two or more, you have likely "
        f"heard the most common things. So far {growth.share:.0%} of codes came up in two or more."
    )
    sessions = zip(matrix.sessions, growth.new, growth.seen, growth.twice, strict=True)
    steps = [saturation.After(*each) for each in sessions]
    st.plotly_chart(
        saturation.saturation_curve(steps, words=_WORDS, size=theme.HAND),
        config=theme.config("codes-by-session", save="Save as a picture"),
        key="codes-by-session",
        theme=None,
        alt=saturation.describe(steps, words=_WORDS),
    )
    with st.expander("The same in words"):
        st.text(saturation.describe(steps, words=_WORDS))
