"""The action plan: what a team does about what it found, who sees to it, and what became of it."""

from collections.abc import Iterable

import streamlit as st

from data.action_views import OPEN, STATUSES, ActionSince, ActionView, PlanView
from data.exports.plan.formats import PLAN_FORMATS
from data.exports.plan.rows import STATUS
from data.services import action_plan, actions
from data.services.authority import may
from data.views import TeamView
from pages.meeting import action_words as said
from pages.parts import links
from pages.parts.frame import heading, small
from pages.parts.named import named_team
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.parts.steps import take_step

_EVERY = ""
_OPEN = "open"
_STATUS_CHOICES = {_EVERY: "All", _OPEN: "Open ones", **STATUS}


def page() -> None:
    """The plan of the team that the address names."""
    require_sign_in()
    team = named_team()
    if team is None:
        return
    heading("Action plan", over=team.name, demo=team.demo)
    st.write(
        "What the team does about what it found. Each action has one agency that sees to it, a "
        "day, and a check whether it worked."
    )
    plan = action_plan.plan(team.id)
    if may("actions.run", team_id=team.id):
        links.link("plan-action", "Begin an action", team=team.id)
    _actions(team, plan)
    _taken_out(team, plan)
    if plan.actions and may("actions.export", team_id=team.id):
        _files(team)
    links.link("meeting", "Meet and act", team=team.id)
    links.back()


def _actions(team: TeamView, plan: PlanView) -> None:
    if not plan.actions:
        st.info("Nothing has been decided yet. An action can come from a result, a scan or a gap.")
        return
    if told := said.moved(plan):
        with st.container(border=True):
            st.text(told)
    chosen = _chosen(team, plan)
    for title, shown in (
        ("Open", [each for each in chosen if each.action.is_open]),
        ("Done or stopped", [each for each in chosen if not each.action.is_open]),
    ):
        if shown:
            st.header(f"{title} ({len(shown)})", anchor=False)
        for each in shown:
            _action(team, plan, each)
    if not chosen:
        st.info("No action is like that. Choose something else above.")


def _chosen(team: TeamView, plan: PlanView) -> list[ActionSince]:
    """The actions that are asked for, in the order of the plan."""
    owners = {each.action.entry.owner_agency: each.action.owner_name for each in plan.actions}
    names = {_EVERY: "All agencies", **owners}
    left, right = st.columns(2)
    with left:
        agency = st.selectbox(
            "Agency", list(names), format_func=names.__getitem__, key=f"agency-{team.id}"
        )
    with right:
        status = st.selectbox(
            "Status",
            list(_STATUS_CHOICES),
            format_func=_STATUS_CHOICES.__getitem__,
            key=f"status-{team.id}",
        )
    wanted = {_EVERY: STATUSES, _OPEN: OPEN}.get(status, (status,))
    return [
        each
        for each in plan.actions
        if agency in (_EVERY, each.action.entry.owner_agency) and each.action.entry.status in wanted
    ]


def _action(team: TeamView, plan: PlanView, each: ActionSince) -> None:
    action = each.action
    with st.container(border=True):
        st.subheader(plain(action.entry.what), anchor=False)
        st.markdown(f"**{plain(said.standing(action, plan))}**")
        for line in said.details(action, plan):
            st.text(line)
        if action.entry.notes:
            st.text(action.entry.notes)
        _lines((said.came_from(action.source), said.since(each, plan)))
        if each.statement is not None:
            st.markdown("**The statement it came from, then and now**")
            for line in said.figures(each.statement):
                st.text(line)
        way = "Change or look closer" if _may_change(team, action) else "Look closer"
        links.link("plan-action", way, team=team.id, action=action.id)


def _may_change(team: TeamView, action: ActionView) -> bool:
    return actions.may_report(action, team_id=team.id)


def _lines(found: Iterable[str]) -> None:
    for line in found:
        if line:
            small(line)


def _taken_out(team: TeamView, plan: PlanView) -> None:
    if not plan.removed:
        return
    with st.expander(f"Taken out ({len(plan.removed)})"):
        for each in plan.removed:
            st.text(each.entry.what)
            small(f"Taken out by {each.saved_by_name}. Its history is kept.")
            if may("actions.run", team_id=team.id) and st.button(
                "Put it back", key=f"back-{each.id}"
            ):
                _put_back(team, each)


def _put_back(team: TeamView, action: ActionView) -> None:
    take_step(
        lambda: actions.put_back(team.id, action.id, based_on=action.version),
        go=lambda _: links.stay(team=team.id),
        told="It is back in the plan.",
    )


def _files(team: TeamView) -> None:
    st.header("To take away", anchor=False)
    st.write("Every action with its history, and the figures of its statement then and now.")
    with st.container(horizontal=True):
        for chosen in PLAN_FORMATS.values():
            st.link_button(chosen.title, f"/export/plan/{team.id}.{chosen.key}")
