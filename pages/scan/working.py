"""What is still open: who would know it, who finds out, and by what day."""

import streamlit as st

from data.scan_views import BoardView, ItemView
from data.services import scan_settling, scans
from data.services.authority import may
from data.services.scan_settling import PlanEntry
from pages.parts.days import day_in, day_input
from pages.parts.frame import small
from pages.parts.make_action import make_action
from pages.parts.plain import plain
from pages.parts.seen import offer_newer, seen
from pages.parts.session import require_sign_in
from pages.parts.steps import take_step
from pages.parts.words import written_date
from pages.scan.reading import Reading, scan_page
from surveys.sectors import sector_name

_SHOWN_AT_FIRST = 12


def page() -> None:
    """The work list of the scan that the address names."""
    require_sign_in()
    scan_page("Who finds out what", _show)


def _show(board: BoardView) -> None:
    st.write(
        "Everything that nobody knows yet, that agencies see differently, or that is too old. What "
        "matters most for starting something together comes first."
    )
    reading = Reading(board)
    waiting = scan_settling.work_list(board)
    if not waiting:
        st.success("Nothing is open. Every statement that applies here is known.")
        return
    every = len(waiting) <= _SHOWN_AT_FIRST or st.toggle(f"Show all {len(waiting)}", key="show-all")
    for item in waiting if every else waiting[:_SHOWN_AT_FIRST]:
        _line(reading, item)


def _line(reading: Reading, item: ItemView) -> None:
    board = reading.board
    with st.container(border=True):
        st.markdown(f"**{plain(reading.item(item))}**")
        st.write(plain(f"{reading.status(item.standing)}. {_who(reading, item)}"))
        if show := reading.would_show(item):
            small(f"{reading.say('would_show')}: {show}")
        plan = item.plan
        if plan.owner_name or plan.due_on:
            due = f" by {written_date(plan.due_on, 'en')}" if plan.due_on else ""
            state = " (done)" if plan.done else ""
            st.write(plain(f"{plan.owner_name or 'Somebody'} finds out{due}{state}."))
        if plan.note:
            st.text(plan.note)
        if board.scan.closed_on is None and may("scan.run", team_id=board.scan.team_id):
            _planning(reading, item)
        make_action(f"scan:{item.id}", team_id=board.scan.team_id)


def _who(reading: Reading, item: ItemView) -> str:
    names = [
        reading.board.agencies[code] for code in scan_settling.who_would_know(item, reading.board)
    ]
    if names:
        return f"Who would know: {', '.join(names)}."
    kinds = ", ".join(sector_name(kind) for kind in item.who_knows)
    return f"None of your agencies is of a kind that would know ({kinds}). Ask outside."


def _planning(reading: Reading, item: ItemView) -> None:
    board = reading.board
    people = {
        each.account_id: each.shown
        for each in scans.raters(board.scan.team_id)
        if each.role != "consultant"
    }
    opened = seen(f"plan-{board.scan.id}-{item.id}", item.plan)
    plan = opened.value
    agencies = ["", *board.sectors]
    owners = ["", *people]
    with st.expander("Who sees to it"), st.form(opened.form, enter_to_submit=False):
        runs = st.selectbox(
            "Agency that runs it (answers first)",
            agencies,
            index=_place(agencies, plan.operating_agency),
            format_func=lambda code: board.agencies.get(code, "Nobody in particular"),
        )
        owner = st.selectbox(
            "Who finds out",
            owners,
            index=_place(owners, plan.owner_id),
            format_func=lambda each: people.get(each, "Nobody yet"),
        )
        typed = day_input("By what day", plan.due_on)
        note = st.text_area("Note", plan.note, max_chars=scan_settling.LONGEST_REASON)
        done = st.checkbox("It is done", plan.done)
        sent = st.form_submit_button("Save")
    if not sent:
        offer_newer(opened, item.plan)
    if not sent or not opened.may_send():
        return

    def step() -> None:
        day = day_in(typed, label="By what day")
        entry = PlanEntry(runs or None, owner or None, day, note, done)
        scan_settling.plan(board.scan.id, item.id, entry, based_on=plan.version)

    take_step(step, go=lambda _: st.rerun(), then=opened.forget)


def _place(choices: list[str], wanted: str | None) -> int:
    return choices.index(wanted) if wanted in choices else 0
