"""Quotes under a theme: proposed from coded words, read by a second person, shown or not."""

import streamlit as st

from data.family_views import StudyView
from data.services import family_themes
from data.services.authority import actor
from data.services.family_quote_words import MOST_TRIES
from data.services.family_sessions import seats_of
from data.services.family_supports import behind
from data.services.family_themes import LONGEST_QUOTE, QuoteView, ThemeView
from data.services.may_tell import MayTell
from data.views import TeamView
from pages.families import looked_at
from pages.families.findings_said import ANSWERS, READER_QUESTIONS, REFUSALS, SCOPES, TIERS
from pages.families.supporting import Passage, passages, told_apart
from pages.families.theme_steps import try_step
from pages.parts.frame import small
from pages.parts.plain import plain

_ALLOWED = {"never": 0, "paraphrase": 1, "inside": 2, "public": 3}


def quotes_of(team: TeamView, plan: StudyView, theme: ThemeView) -> None:
    """The quotes of a theme as they stand, and a form for another one."""
    st.subheader("Quotes", anchor=False)
    st.write("A theme without a quote is an ordinary thing. It stands on people, not on quotes.")
    found = [e for e in family_themes.quotes(team.id, plan.id) if e.theme_id == theme.id]
    for each in found:
        with st.container(border=True):
            _quote(team, plan, theme, each)
    with st.expander("Propose a quote"):
        _propose(team, plan, theme)


def _quote(team: TeamView, plan: StudyView, theme: ThemeView, quote: QuoteView) -> None:
    st.text(f"“{quote.words}”")
    small(f"{SCOPES[quote.scope]}. Seat {quote.seat.label} {TIERS[quote.seat.quote_tier]}.")
    if quote.refusals:
        st.markdown("**Not shown:**")
        st.markdown("\n".join(f"- {plain(REFUSALS[each])}" for each in quote.refusals))
    else:
        st.markdown("**It may be shown.**")
    if quote.checked_by:
        told = (
            f"{question} {ANSWERS.get(answer or '', 'No answer')}."
            for question, answer in zip(READER_QUESTIONS, quote.answers, strict=True)
        )
        st.markdown("\n".join(f"- {plain(each)}" for each in told))
    elif quote.proposed_by == actor().id:
        small("Somebody else has to read it, because you proposed it.")
    else:
        _check(team, plan, theme, quote)
    if st.button("Take this quote back", key=f"remove-{quote.id}"):

        def step() -> None:
            family_themes.remove_quote(team.id, plan.id, quote.id)

        try_step(team, plan, step, theme=theme.id)


def _check(team: TeamView, plan: StudyView, theme: ThemeView, quote: QuoteView) -> None:
    """Three questions to the second reader beside the passage, none of them answered beforehand."""
    if not quote.passage:
        small("A second reader reads it once names are taken out of the words that it is from.")
        return
    with st.form(f"check-{quote.id}"):
        st.markdown("**You are the second reader. Read these very words.**")
        st.text(f"What the person said there, without names: “{quote.passage}”")
        answers = [
            st.radio(each, list(ANSWERS), index=None, format_func=ANSWERS.__getitem__)
            for each in READER_QUESTIONS
        ]
        sent = st.form_submit_button("Save my answers", type="primary")
    if sent:

        def step() -> None:
            given = [each or "" for each in answers]
            family_themes.check_quote(team.id, plan.id, quote.id, given)

        try_step(team, plan, step, theme=theme.id)


def _propose(team: TeamView, plan: StudyView, theme: ThemeView) -> None:
    sources = {each.source for each in behind(team.id, plan.id, theme.id)}
    tiers = {each.id: each.quote_tier for each in seats_of(team.id, plan.id)}
    known = [
        each
        for each in passages(team, plan)
        if each.coding.id in sources and tiers.get(each.coding.seat_id or "", "never") != "never"
    ]
    if not known:
        st.write(
            "A quote comes from coded words that stand behind the theme, of somebody who allows "
            "it. There are none that you can see."
        )
        return
    names = told_apart([each.short for each in known])
    at = st.selectbox("Words", range(len(known)), format_func=names.__getitem__, key="quote-of")
    _form(team, plan, theme, known[at], tiers[known[at].coding.seat_id or ""])


def _form(team: TeamView, plan: StudyView, theme: ThemeView, chosen: Passage, tier: str) -> None:
    scopes = list(SCOPES)[: _ALLOWED[tier]]
    st.text(f"As it was said, without names: “{chosen.words}”")
    small(f"Seat {chosen.label} {TIERS[tier]}.")
    place = f"quote-{theme.id}-{chosen.coding.id}"
    with st.form(place, enter_to_submit=False):
        words = st.text_area("As it would be shown", max_chars=LONGEST_QUOTE)
        small(
            "Write it shortened, or in other words, until nobody can be known by it. To shorten, "
            "leave words out and put … where you do. Other words share no long run of words with "
            "what was said."
        )
        scope = st.selectbox("How it is shown", scopes, format_func=SCOPES.__getitem__)
        cleared = looked_at.look_at(place)
        sent = st.form_submit_button("Propose this quote")
    small(
        "It is compared with all words of the plan, and every try stands in the log of your team. "
        f"Whoever may not read all of them yet proposes {MOST_TRIES} quotes a day at most."
    )
    small(
        "To change a quote later, take it back and propose it anew: what was read stays as it is."
    )
    if sent:

        def step() -> None:
            family_themes.propose_quote(
                team.id,
                plan.id,
                theme.id,
                chosen.coding,
                words=words,
                scope=scope,
                cleared=cleared,
            )

        try:
            try_step(team, plan, step, theme=theme.id, then=lambda: looked_at.forget(place))
        except MayTell as refused:
            looked_at.ask_again(place, refused)
            st.rerun()
