"""Beside the codes of a session: when to use which, and what kind of help coded words speak of."""

from collections.abc import Sequence

import streamlit as st

from data.family_views import CodingView, TranscriptView, TurnView
from data.services.coding import CodeEntry
from data.services.coding_help import say_help
from data.views import TeamView
from pages.families.codebook import in_order
from pages.families.laying import seat_said
from pages.families.reading import WORDS
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.steps import take_step
from pages.resources.reading import category_name
from surveys.resource_map import resource_map
from surveys.sectors import SECTORS, sector_name

_NONE = "Not said"
_LONGEST = 70


def when_to_use(codes: tuple[CodeEntry, ...]) -> None:
    """The rules, and of each code when to use it and when not."""
    with st.expander("When to use which code"):
        st.markdown("\n".join(f"- {plain(each)}" for each in WORDS.codebook_rules.values()))
        for each in in_order(codes):
            st.markdown(f"**{plain(each.label)}**")
            lines = (
                each.definition,
                f"Use it for: {each.include}" if each.include else "",
                f"Not for: {each.exclude}" if each.exclude else "",
            )
            st.text("\n".join(line for line in lines if line) or "Nobody has said yet.")


def about_help(
    team: TeamView,
    found: TranscriptView,
    said: Sequence[TurnView],
    codes: Sequence[CodeEntry],
    codings: Sequence[CodingView],
) -> None:
    """A form that says of one's own code which kind of help and agency its words speak of."""
    mine = [each for each in codings if each.mine]
    st.subheader("Say which kind of help a code is about", anchor=False)
    if not mine:
        st.write("Put a code on some words first.")
        return
    names = _names(mine, said, codes)
    by_id = {each.id: each for each in mine}
    chosen = by_id[
        st.selectbox("Your code", list(names), format_func=names.__getitem__, key="help-of")
    ]
    kinds = {"": _NONE, **{one.id: category_name(one.id) for one in resource_map().categories}}
    agencies = {"": _NONE, **{one.id: sector_name(one.id) for one in SECTORS}}
    with st.form(f"help-{chosen.id}-{chosen.category}-{chosen.sector}", border=False):
        category = _choice("Kind of help", kinds, chosen.category)
        sector = _choice("Kind of agency", agencies, chosen.sector)
        small("Choose a kind, and never one agency. Leave it where the words do not say.")
        sent = st.form_submit_button("Save the kind")
    if sent:

        def step() -> None:
            say_help(team.id, found.id, chosen.id, category=category, sector=sector)

        take_step(step, go=lambda _: links.stay(**st.query_params.to_dict()))


def help_said(each: CodingView) -> str:
    """The kinds that a code names, as they stand behind it; empty where it names none."""
    told = [category_name(each.category)] if each.category else []
    told += [sector_name(each.sector)] if each.sector else []
    return f" About: {', '.join(told)}." if told else ""


def _choice(label: str, names: dict[str, str], now: str) -> str:
    options = list(names)
    at = options.index(now) if now in options else 0
    return st.selectbox(label, options, index=at, format_func=names.__getitem__)


def _names(
    mine: Sequence[CodingView], said: Sequence[TurnView], codes: Sequence[CodeEntry]
) -> dict[str, str]:
    """What each code is called in the list: its place, its words, what it names already."""
    texts = {turn.number: turn for turn in said}
    labels = {each.id: each.label for each in codes}
    names: dict[str, str] = {}
    for number, each in enumerate(mine, start=1):
        turn = texts[each.number]
        words = turn.text[each.start : each.end]
        cut = words[:_LONGEST] + "…" * (len(words) > _LONGEST)
        label = labels.get(each.code, "a code that is gone")
        names[each.id] = f"{number}. {label}, {seat_said(turn)}: “{cut}”{help_said(each)}"
    return names
