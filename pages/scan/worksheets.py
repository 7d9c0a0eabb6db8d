"""Two sheets to fill in together: who does what, and what is shared with whom."""

from collections.abc import Mapping

import streamlit as st

from data.services import worksheets
from data.services.authority import may
from data.services.worksheets import Cell, SheetView
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import heading
from pages.parts.named import named_team
from pages.parts.plain import plain
from pages.parts.seen import Seen, offer_newer, seen
from pages.parts.session import require_sign_in
from pages.parts.steps import take_step
from pages.scan import sharing
from pages.scan.sheet_notes import about
from surveys.worksheets import ROLE_ANSWERS, Task, role_comparison

_SHEETS = {"roles": "Who does what", "sharing": "What we share, with whom, and how"}


def page() -> None:
    """The sheet that the address names, of the team that it names."""
    require_sign_in()
    team = named_team()
    if team is None:
        return
    heading("Worksheets", over=team.name, demo=team.demo)
    now = st.query_params.get("sheet", "roles")
    now = now if now in _SHEETS else "roles"
    chosen = st.radio(
        "Sheet", list(_SHEETS), index=list(_SHEETS).index(now), format_func=_SHEETS.get
    )
    if chosen != now:
        links.stay(team=team.id, sheet=chosen)
    if now == "roles":
        _roles(team, worksheets.sheet(team.id, "roles"))
    else:
        sharing.show(team, worksheets.sheet(team.id, "sharing"))
    links.link("scan", "Back to the scan", team=team.id)


def _roles(team: TeamView, sheet: SheetView) -> None:
    about(sheet)
    words = role_comparison()
    st.header("Two models of support, told apart", anchor=False)
    for model in words.models:
        with st.container(border=True):
            st.subheader(plain(model.name), anchor=False)
            st.write(plain(model.summary))
            for topic, difference in model.differs.items():
                st.markdown(f"- **{topic.capitalize()}**: {plain(difference)}")
    st.header("Role by role", anchor=False)
    for task in words.tasks:
        _task(team, task, sheet.roles[task.id])


def _task(team: TeamView, task: Task, cells: Mapping[str, Cell]) -> None:
    words = role_comparison()
    names = {role.id: role.name for role in words.roles}
    answers: Mapping[str, str] = {**words.answers}
    with st.container(border=True):
        st.markdown(f"**{plain(task.text)}**")
        for role, cell in cells.items():
            note = f" ({plain(cell.note)})" if cell.note else ""
            answer = plain(answers[cell.answer])
            st.markdown(f"- {plain(names[role])}: **{answer}**{note}")
        if not may("scan.answer", team_id=team.id):
            return
        if st.query_params.get("task") != task.id:
            if st.button("Change this", key=f"change-{task.id}"):
                links.stay(team=team.id, sheet="roles", task=task.id)
            return
        opened = seen(f"task-{team.id}-{task.id}", dict(cells))
        with st.form(opened.form, enter_to_submit=False):
            changed = {role: _cell(names[role], cell) for role, cell in opened.value.items()}
            sent = st.form_submit_button("Save")
        if not sent:
            offer_newer(opened, dict(cells))
        if sent and opened.may_send():
            _save(team, task, changed, opened)


def _cell(name: str, cell: Cell) -> Cell:
    words = role_comparison()
    answer = st.selectbox(
        name,
        ROLE_ANSWERS,
        index=list[str](ROLE_ANSWERS).index(cell.answer),
        format_func=lambda each: words.answers[each],
    )
    note = st.text_input(f"Note: {name}", cell.note, max_chars=worksheets.LONGEST)
    return Cell(answer, note)


def _save(
    team: TeamView, task: Task, cells: dict[str, Cell], opened: Seen[dict[str, Cell]]
) -> None:
    take_step(
        lambda: worksheets.save_task(team.id, task.id, cells, seen=opened.value),
        go=lambda _: links.stay(team=team.id, sheet="roles"),
        then=opened.forget,
    )
