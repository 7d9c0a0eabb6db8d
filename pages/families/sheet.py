"""The quick way: a summary sheet for each session, then all of them side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from data.family_views import SessionView, StudyView, SummaryView
from data.services import family_sessions, summaries
from data.services.errors import ChangedMeanwhile, FamilyProblems, NotFound
from data.services.may_tell import MayTell
from data.views import TeamView
from pages.families import in_the_book, looked_at
from pages.families.desk_words import all_ends
from pages.families.notes_said import spoken
from pages.families.reading import SESSION_STATES, WORDS, plan_page
from pages.parts import links
from pages.parts.frame import say_later, show_problems, show_refusal, small
from pages.parts.plain import plain
from pages.parts.seen import Seen, key_of, seen
from pages.parts.session import require_sign_in
from pages.parts.words import written_date

_BESIDE = 3
_SAVED, _ASKED, _REFUSED = "saved", "asked", "refused"


def page() -> None:
    """The sheet of the session that the address names, or those of all sessions side by side."""
    require_sign_in()
    plan_page("Summary sheets", _show)


def _show(team: TeamView, plan: StudyView) -> None:
    held = family_sessions.sessions(team.id, plan.id)
    if not held:
        st.info("No session is planned yet.")
        return
    asked = st.query_params.get("session", "")
    chosen = next((each for each in held if each.id == asked), None)
    if chosen is None:
        st.write(
            "One sheet for each session: what it answered to each question of the guide, in the "
            "words of whoever took notes. Two people can often do that on the same day, and "
            "themes follow from the sheets. Words of people are not needed for it."
        )
        for each in held:
            with st.container(border=True):
                st.header(plain(each.entry.name), anchor=False)
                small(f"{each.entry.month}, {SESSION_STATES[each.state]}.")
                about = {"team": team.id, "plan": plan.id, "session": each.id}
                links.link("families-sheet", "Write or read this sheet", **about)
        _side_by_side(team, plan, held)
        return
    _sheet(team, plan, chosen)
    links.link("families-sheet", "All sheets side by side", team=team.id, plan=plan.id)


@dataclass(frozen=True, slots=True)
class _Field:
    """One question on the screen.

    Attributes:
        place: a name for it.
        now: what is stored.
        opened: the version that was on the screen when typing began, and the words of it, hashed.
        typed: what stands in the field.
        cleared: strings in it of which somebody says that they tell on nobody.
    """

    place: str
    now: SummaryView
    opened: Seen[tuple[int, str]]
    typed: str
    cleared: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Somebody has typed something here."""
        return key_of(self.typed.strip()) != self.opened.value[1]

    @property
    def newer(self) -> bool:
        """Somebody else has saved meanwhile."""
        return self.now.version != self.opened.value[0]


def _sheet(team: TeamView, plan: StudyView, session: SessionView) -> None:
    st.header(plain(session.entry.name), anchor=False)
    small(f"{session.entry.month}, {SESSION_STATES[session.state]}.")
    st.info(
        "A sheet holds nobody's words and no names. Write what the group as a whole said, in your "
        "own words. It can be asked for by a court like anything else."
    )
    small(all_ends(plan))
    in_the_book.not_asked(team)
    fields = [_field(session, each) for each in summaries.sheet(team.id, session.id)]
    if st.button("Save this sheet", type="primary", key=f"save-{session.id}"):
        _save(team, session, fields)
    else:
        _keep_up(fields)


def _field(session: SessionView, now: SummaryView) -> _Field:
    place = f"{session.id}-{now.question}"
    opened = seen(f"sheet-{place}", (now.version, key_of(now.words)))
    question = WORDS.questions[now.question]
    with st.container(border=True):
        left, right = st.columns(2)
        with left:
            st.markdown(f"**{plain(question.text)}**")
            for probe in question.probes:
                small(probe)
        with right:
            typed = st.text_area(
                f"What the session answered: {spoken(question.text)}",
                now.words,
                height=150,
                max_chars=summaries.LONGEST,
                label_visibility="collapsed",
                key=f"sheet-{place}-{_turn(place)}",
            )
            small(_saved(now))
        field = _Field(place, now, opened, typed, looked_at.look_at(place))
        if field.newer and field.changed:
            _newer(field)
    return field


def _saved(now: SummaryView) -> str:
    if now.saved_on is None:
        return "Nothing is written yet."
    day = written_date(now.saved_on, "en")
    return f"Version {now.version}, by {now.saved_by_name}, {day}."


def _newer(field: _Field) -> None:
    """Somebody else has saved: theirs is shown, and what was typed stays until one chooses."""
    st.warning(plain(f"{field.now.saved_by_name} has saved something newer. It says:"))
    st.text(field.now.words or "(nothing)")
    with st.container(horizontal=True):
        if st.button("Take theirs, drop mine", key=f"theirs-{field.place}"):
            _take_theirs(field)
            st.rerun()
        if st.button("I have read theirs, keep mine", key=f"mine-{field.place}"):
            st.session_state[field.opened.name] = (field.now.version, key_of(field.now.words))
            st.rerun()


def _keep_up(fields: list[_Field]) -> None:
    """Show what somebody else has saved where nothing was typed."""
    behind = [each for each in fields if each.newer and not each.changed]
    for each in behind:
        _take_theirs(each)
    if behind:
        st.rerun()


def _take_theirs(field: _Field) -> None:
    st.session_state[f"turn {field.place}"] = _turn(field.place) + 1
    field.opened.forget()


def _turn(place: str) -> int:
    return st.session_state.get(f"turn {place}", 0)


def _save(team: TeamView, session: SessionView, fields: list[_Field]) -> None:
    changed = [each for each in fields if each.changed]
    if not changed:
        st.info("Nothing is changed.")
    elif all(each.opened.may_send() for each in changed):
        results = [_save_one(team, session, each) for each in changed]
        saved = results.count(_SAVED)
        if saved == len(changed):
            say_later("Saved.")
            st.rerun()
        if _ASKED in results:
            say_later(f"{saved} of {len(changed)} answers are saved. Look at the others below.")
            st.rerun()
        small(f"{saved} of {len(changed)} answers are saved.")


def _save_one(team: TeamView, session: SessionView, field: _Field) -> str:
    """Save one answer, and say why not where it cannot be; how that ended."""
    question, before = field.now.question, field.opened.value[0]
    try:
        summaries.save_summary(
            team.id, session.id, question, field.typed, seen=before, cleared=field.cleared
        )
    except MayTell as refused:
        looked_at.ask_again(field.place, refused)
        return _ASKED
    except (ChangedMeanwhile, NotFound) as refused:
        show_refusal(refused)
        return _REFUSED
    except FamilyProblems as problems:
        show_problems(problems)
        return _REFUSED
    field.opened.forget()
    looked_at.forget(field.place)
    return _SAVED


def _by_place(
    held: tuple[SessionView, ...], found: Mapping[str, tuple[SummaryView, ...]]
) -> dict[str, str]:
    """Every answer, by its session and question."""
    return {
        f"{session.entry.name}: {WORDS.questions[each.question].text}": each.words
        for session in held
        for each in found[session.id]
        if each.words
    }


def _side_by_side(team: TeamView, plan: StudyView, held: tuple[SessionView, ...]) -> None:
    """Questions by sessions, to be read and not changed."""
    st.header("Side by side", anchor=False)
    found = summaries.matrix(team.id, plan.id)
    in_the_book.names_met(team, plan, _by_place(held, found))
    for at, question in enumerate(summaries.questions()):
        st.subheader(plain(WORDS.questions[question].text), anchor=False)
        for first in range(0, len(held), _BESIDE):
            some = held[first : first + _BESIDE]
            for column, session in zip(st.columns(_BESIDE), some, strict=False):
                with column:
                    st.markdown(f"**{plain(session.entry.name)}**")
                    words = found[session.id][at].words
                    st.text(words) if words else small("Nothing is written.")
