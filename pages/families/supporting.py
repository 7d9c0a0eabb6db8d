"""Who stands behind a theme: seats, by words that were coded or by the sheet of their session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from data.family_views import CodingView, StudyView
from data.services import family_themes
from data.services.coding import codebook, codings
from data.services.coding_agreement import coded
from data.services.family_sessions import seats_of, sessions
from data.services.family_supports import Behind, behind, take_back
from data.services.family_themes import ThemeView
from data.services.transcripts import turns
from data.views import TeamView
from pages.families.in_full import in_full, numbered
from pages.families.theme_steps import try_step
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.resources.reading import category_name
from surveys.resource_map import resource_map

_SAME = "Same as the theme"
_LONGEST = 110


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a seat that were coded.

    Attributes:
        words: all of them.
        label: the number of the seat.
        code: what it is called.
    """

    coding: CodingView
    session_name: str
    label: int
    words: str
    code: str

    @property
    def short(self) -> str:
        """One line of it."""
        return self._said(self.words[:_LONGEST] + "…" * (len(self.words) > _LONGEST))

    @property
    def full(self) -> str:
        """All of it."""
        return self._said(self.words)

    def _said(self, words: str) -> str:
        return f"{self.session_name}, seat {self.label}: “{words}” ({self.code})"


def passages(team: TeamView, plan: StudyView) -> tuple[Passage, ...]:
    """All coded words of seats that whoever looks may see, by session and place."""
    labels = {each.id: each.label for each in codebook(team.id, plan.id).codes}
    found: list[Passage] = []
    for each in coded(team.id, plan.id):
        said = {turn.number: turn for turn in turns(team.id, each.transcript_id)}
        for one in codings(team.id, each.transcript_id):
            turn = said.get(one.number)
            if turn is not None and turn.label is not None:
                words = turn.text[one.start : one.end]
                code = labels.get(one.code, "a code that is gone")
                found.append(Passage(one, each.session_name, turn.label, words, code))
    return tuple(found)


def told_apart(names: Sequence[str]) -> list[str]:
    """The same names, with a number behind each that has come before: Streamlit goes by names."""
    seen: dict[str, int] = {}
    apart: list[str] = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        apart.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return apart


def supports_of(team: TeamView, plan: StudyView, theme: ThemeView) -> None:
    """Who stands behind a theme, and two ways to put somebody there."""
    found = behind(team.id, plan.id, theme.id)
    known = passages(team, plan)
    st.subheader("Who stands behind it", anchor=False)
    st.write("Somebody counts once here, however often and in however many ways they said it.")
    _list(team, plan, theme, found, known)
    with st.expander("Put somebody behind it by words that were coded"):
        _by_coding(team, plan, theme, found, known)
    with st.expander("Put seats behind it as whoever took notes heard it"):
        _by_sheet(team, plan, theme, found)


def _list(
    team: TeamView,
    plan: StudyView,
    theme: ThemeView,
    found: tuple[Behind, ...],
    known: tuple[Passage, ...],
) -> None:
    if not found:
        st.write("Nobody yet.")
        return
    names = {each.id: each.entry.name for each in sessions(team.id, plan.id)}
    words = {each.coding.id: each.words for each in known}
    for source in dict.fromkeys(each.source for each in found):
        mine = [each for each in found if each.source == source]
        seats = ", ".join(str(each.label) for each in mine)
        head = f"{names[mine[0].session_id]}, seat {seats}"
        if mine[0].by_sheet:
            st.markdown(f"**{plain(head)}**, by the sheet")
        else:
            st.markdown(f"**{plain(head)}**")
            st.text(f"“{words[source]}”" if source in words else "Words that you do not see yet.")
        if mine[0].category:
            small(category_name(mine[0].category))
        if st.button(f"Take back seat {seats}", key=f"back-{theme.id}-{source}"):

            def step(source: str = source) -> None:
                take_back(team.id, plan.id, theme.id, source)

            try_step(team, plan, step, theme=theme.id)


def _by_coding(
    team: TeamView,
    plan: StudyView,
    theme: ThemeView,
    found: tuple[Behind, ...],
    known: tuple[Passage, ...],
) -> None:
    there = {each.source for each in found}
    free = [each for each in known if each.coding.id not in there]
    if not free:
        st.write("No other coded words are there that you can see.")
        return
    codes = {"": "All codes", **{each.coding.code: each.code for each in free}}
    code = st.selectbox("Code", list(codes), format_func=codes.__getitem__, key="support-code")
    free = [each for each in free if code in ("", each.coding.code)]
    names = numbered(each.short for each in free)
    with st.form(f"by-coding-{theme.id}-{len(found)}-{code}"):
        chosen = st.multiselect(
            "Which words say this", range(len(free)), format_func=names.__getitem__
        )
        in_full("These words in full, by number", numbered(each.full for each in free))
        category = _category("Kind of help that these words speak of")
        sent = st.form_submit_button("Put them behind it")
    if not sent:
        return
    if not chosen:
        st.info("Choose some words first.")
        return

    def step() -> None:
        for at in chosen:
            family_themes.support_by_coding(
                team.id, plan.id, theme.id, free[at].coding, category=category
            )

    try_step(team, plan, step, theme=theme.id)


def _by_sheet(team: TeamView, plan: StudyView, theme: ThemeView, found: tuple[Behind, ...]) -> None:
    held = {each.id: each.entry.name for each in sessions(team.id, plan.id)}
    if not held:
        st.write("No session is planned yet.")
        return
    session = st.selectbox("Session", list(held), format_func=held.__getitem__, key="sheet-session")
    mine = [each for each in found if each.by_sheet and each.session_id == session]
    labels = sorted(e.label for e in seats_of(team.id, plan.id) if e.session_id == session)
    if not labels:
        st.write("Nobody has a seat in this session.")
        return
    with st.form(f"by-sheet-{theme.id}-{session}-{[each.label for each in mine]}"):
        seats = st.multiselect("Numbers of the seats", labels, [each.label for each in mine])
        small("Only where whoever took notes knows it. Take all out to take this back.")
        category = _category("Kind of help that they spoke of")
        sent = st.form_submit_button("Save these seats")
    if sent:

        def step() -> None:
            family_themes.support_by_sheet(
                team.id, plan.id, theme.id, session, seats, category=category
            )

        try_step(team, plan, step, theme=theme.id)


def _category(label: str) -> str:
    names: Mapping[str, str] = {
        "": _SAME,
        **{each.id: category_name(each.id) for each in resource_map().categories},
    }
    return st.selectbox(label, list(names), format_func=names.__getitem__)
