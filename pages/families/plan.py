"""A plan of family groups: its settings, what they promise, its state, and what was destroyed."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from data.family_views import StudyState, StudyView
from data.services import families
from data.services.authority import may, permit
from data.services.errors import FamilyProblems
from data.services.may_tell import MayTell
from data.views import TeamView
from pages.families import looked_at
from pages.families.ended import destroyed
from pages.families.flyer import flyer
from pages.families.promises import preview, show_broken
from pages.families.reading import PLAN_STATES, WORDS, plan_page, team_page
from pages.families.settings_form import fields
from pages.families.settings_words import SETTINGS, problem_said, value_said
from pages.parts import links
from pages.parts.days import NotADay
from pages.parts.frame import show_list, small
from pages.parts.plain import plain
from pages.parts.seen import Seen, offer_newer, seen
from pages.parts.session import for_staff, require_sign_in
from pages.parts.steps import take_step
from surveys.family_promises import BrokenPromise
from surveys.family_settings import StudySettings

_NEW = "new"


@dataclass(frozen=True, slots=True)
class _Entries:
    """What stands in the fields.

    Attributes:
        settings: None where some of them need another look.
        wrong: what does, in plain words.
        cleared: strings in the name of which somebody says that they tell on nobody.
    """

    name: str
    settings: StudySettings | None
    wrong: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()


def page() -> None:
    """The plan that the address names, or a new one."""
    require_sign_in()
    if st.query_params.get("plan") == _NEW:
        team_page("Begin a plan", _begin)
    else:
        plan_page("Plan and promises", _show)


def _begin(team: TeamView) -> None:
    permit("families.run", team_id=team.id)
    with st.expander("Before you begin"):
        for each in WORDS.advice.values():
            st.markdown(f"- {plain(each)}")
    form = f"plan-new-{team.id}"
    entries = _entries(None, form=form)
    name, settings = entries.name, entries.settings
    saved = st.button("Save this plan", type="primary")
    if settings is None:
        if saved:
            _show_wrong(entries)
        small("What families will read appears here once everybody who is there has a name.")
        return
    if saved:
        cleared = entries.cleared
        _try_named(
            team, form, lambda: families.begin_study(team.id, name, settings, cleared=cleared).id
        )
    preview(settings)


def _show(team: TeamView, plan: StudyView) -> None:
    st.write(f"{PLAN_STATES[plan.state]}.")
    if not may("families.run", team_id=team.id):
        _read_only(plan)
        destroyed(team, plan)
        return
    _moving(team, plan)
    if plan.state == "open":
        flyer("The way in for families", f"/family/{plan.id}", name="For your flyer")
    st.header("How it is run", anchor=False)
    _change(team, plan)
    destroyed(team, plan)


def _read_only(plan: StudyView) -> None:
    st.header("How it is run", anchor=False)
    for setting, label in SETTINGS.items():
        said = value_said(setting, getattr(plan.settings, setting))
        st.markdown(f"**{plain(label)}:** {plain(said)}")
    preview(plan.settings)


def _moving(team: TeamView, plan: StudyView) -> None:
    if plan.state == "open":
        if st.button("End this plan"):
            _confirm_ending(team, plan)
        return
    said = "Open it, so that people can ask to come" if plan.state == "planned" else "Open it again"
    small("Read what families will read first, at the bottom of this page.")
    if st.button(said):
        _move(team, plan, state="open", told="People can ask to come now.")


@st.dialog("End this plan?")
@for_staff
def _confirm_ending(team: TeamView, plan: StudyView) -> None:
    st.write(
        "Nobody can ask to come any more. What people said already stays until its clocks run "
        "out, and their cards still work."
    )
    if st.button("End it", type="primary"):
        _move(team, plan, state="ended", told="The plan has ended.")


def _move(team: TeamView, plan: StudyView, *, state: StudyState, told: str) -> None:
    def step() -> str:
        return families.move_study(team.id, plan.id, state, seen=plan.version).id

    _try(team, step, told=told)


def _change(team: TeamView, plan: StudyView) -> None:
    opened = seen(f"plan-{plan.id}", plan)
    form = f"{opened.form}-{_turn(plan)}"
    entries = _entries(opened.value, form=form)
    settings = entries.settings
    broken = () if settings is None else families.what_breaks(plan, settings)
    if settings is not None and broken:
        _broken(team, plan, settings, broken)
    elif st.button("Save this plan", type="primary"):
        _save(team, opened, entries, form=form)
    elif settings is None:
        _show_wrong(entries)
    else:
        offer_newer(opened, plan)
    preview(settings or plan.settings)


def _save(team: TeamView, opened: Seen[StudyView], entries: _Entries, *, form: str) -> None:
    settings, before = entries.settings, opened.value
    if settings is None:
        _show_wrong(entries)
        return
    if not opened.may_send():
        return

    def step() -> str:
        changed = families.change_study(
            team.id,
            before.id,
            name=entries.name,
            settings=settings,
            seen=before.version,
            cleared=entries.cleared,
        )
        return changed.id

    _try_named(team, form, step, then=opened.forget)


def _turn(plan: StudyView) -> int:
    """How often changes to this plan were taken back; its fields begin anew each time."""
    return st.session_state.get(f"turn {plan.id}", 0)


def _take_back(plan: StudyView) -> None:
    st.session_state[f"turn {plan.id}"] = _turn(plan) + 1


def _broken(
    team: TeamView,
    plan: StudyView,
    settings: StudySettings,
    broken: tuple[BrokenPromise, ...],
) -> None:
    show_broken(plan, broken)
    st.write(
        "You can take your changes back and keep what was promised. Or end this plan and begin "
        "another one, run as you have just entered it: then everybody is asked anew, and what was "
        "said under this plan stays under its promises."
    )
    if st.button("Take my changes back", type="primary"):
        _take_back(plan)
        st.rerun()
    if st.button("End this plan and begin another …"):
        _confirm_beginning_anew(team, plan, settings)


@st.dialog("End this plan and begin another?")
@for_staff
def _confirm_beginning_anew(team: TeamView, plan: StudyView, settings: StudySettings) -> None:
    name = st.text_input("Name of the new plan", max_chars=families.LONGEST_NAME)
    form = f"anew-{plan.id}"
    cleared = looked_at.look_at(form)
    if not st.button("End the one, begin the other", type="primary"):
        return

    def step() -> str:
        made = families.begin_study(team.id, name, settings, cleared=cleared)
        now = families.study(team.id, plan.id)
        if now.state != "ended":
            families.move_study(team.id, now.id, "ended", seen=now.version)
        return made.id

    told = "The new plan is here. Nobody has agreed to it yet."
    _try_named(team, form, step, told=told, then=lambda: _take_back(plan), in_dialog=True)


def _entries(known: StudyView | None, *, form: str) -> _Entries:
    name = st.text_input(
        "Name of this plan",
        known.name if known else "",
        max_chars=families.LONGEST_NAME,
        key=f"name-{form}",
    )
    cleared = looked_at.look_at(form)
    try:
        settings = families.settings_of(fields(known.settings if known else None, form=form))
    except NotADay as wrong:
        return _Entries(name, None, (str(wrong),))
    except FamilyProblems as problems:
        return _Entries(name, None, tuple(dict.fromkeys(map(problem_said, problems.problems))))
    return _Entries(name, settings, cleared=cleared)


def _show_wrong(entries: _Entries) -> None:
    show_list("Please look at this again. Nothing was saved yet.", entries.wrong)


def _try_named(
    team: TeamView,
    form: str,
    step: Callable[[], str],
    *,
    told: str = "Saved.",
    then: Callable[[], None] | None = None,
    in_dialog: bool = False,
) -> None:
    """Take a step that may name a plan; where somebody is named, ask whether it was looked at."""

    def done() -> None:
        looked_at.forget(form)
        if then is not None:
            then()

    try:
        _try(team, step, told=told, then=done)
    except MayTell as refused:
        looked_at.ask_again(form, refused)
        if not in_dialog:
            st.rerun()
        looked_at.look_at(form)  # a whole run would close the dialog


def _try(
    team: TeamView,
    step: Callable[[], str],
    *,
    told: str = "Saved.",
    then: Callable[[], None] | None = None,
) -> None:
    """Take a step and show the plan it leads to."""
    take_step(step, go=lambda made: links.stay(team=team.id, plan=made), told=told, then=then)
