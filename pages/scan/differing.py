"""Where agencies say different things: heard in order, settled in somebody's name, dissent kept."""

import streamlit as st

from data.scan_views import BoardView, DecisionView, ItemView
from data.services import scan_settling, scans
from data.services.authority import may
from data.services.scan_settling import Ruling
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.seen import offer_newer, seen
from pages.parts.session import require_sign_in
from pages.parts.steps import take_step
from pages.parts.words import written_date
from pages.scan.files import list_file
from pages.scan.item_form import show_answer
from pages.scan.reading import Reading, scan_page
from surveys.checklist import KNOWN

KINDS = {
    "existence": "Is it there?",
    "extent": "Is all of it there, or a part?",
    "applies": "Has it a place here?",
    "date": "Whose source is newer?",
}
_BASES = {
    "evidence": "The evidence shows it",
    "operating_agency": "The agency that runs it says so",
    "talk": "We talked it through",
}


def page() -> None:
    """The conflicts of the scan that the address names, by type, and those that are settled."""
    require_sign_in()
    scan_page("Where agencies differ", _show)


def _show(board: BoardView) -> None:
    st.write(
        "Answers are no votes. The agency that runs what a statement is about answers first, then "
        "evidence closes it. What is left is settled by a person, by name and with a reason. An "
        "agency that sees it differently says so, and that stays."
    )
    reading = Reading(board)
    differing = [item for item in board.items if item.conflicts]
    if not differing:
        st.success("No two agencies say different things now.")
    shown: set[str] = set()
    for kind, question in KINDS.items():
        mine = [item for item in differing if item.conflicts[0] == kind and item.id not in shown]
        if mine:
            st.header(question, anchor=False)
        for item in mine:
            shown.add(item.id)
            _conflict(reading, item)
    decided = [item for item in board.items if item.decision is not None]
    if decided:
        st.header("Settled", anchor=False)
    for item in decided:
        _decision(reading, item)


def _conflict(reading: Reading, item: ItemView) -> None:
    with st.container(border=True):
        st.subheader(plain(reading.item(item)), anchor=False)
        if len(item.conflicts) > 1:
            small(" ".join(KINDS[kind] for kind in item.conflicts))
        _answers(reading, item)
        operating = item.plan.operating_agency
        if operating and item.of(operating) is None:
            name = reading.board.agencies.get(operating, operating)
            st.info(f"{plain(name)} runs this and has not answered yet. Ask them first.")
        _settling(reading, item)


def _answers(reading: Reading, item: ItemView) -> None:
    for each in item.answers:
        first = " (runs it, so it is heard first)"
        runs = first if each.agency_code == item.plan.operating_agency else ""
        old = " (too old to count)" if each.agency_code in item.stale else ""
        show_answer(
            reading, each.entry, of=f"{reading.board.agencies[each.agency_code]}{runs}{old}"
        )
        for file in item.files:
            if file.agency_code == each.agency_code:
                list_file(reading, file)


def _settling(reading: Reading, item: ItemView) -> None:
    board = reading.board
    if board.scan.closed_on is not None or not may("scan.run", team_id=board.scan.team_id):
        return
    now = scan_settling.heard(item)
    opened = seen(f"settle-{board.scan.id}-{item.id}", now)
    with st.expander("Settle it in my name"), st.form(opened.form, enter_to_submit=False):
        status = st.radio("How it is", KNOWN, index=None, format_func=reading.status)
        basis = st.radio("What this rests on", list(_BASES), index=None, format_func=_BASES.get)
        reason = st.text_area(
            "Why, in one or two sentences", max_chars=scan_settling.LONGEST_REASON
        )
        sent = st.form_submit_button("Settle it", type="primary")
    if not sent:
        offer_newer(opened, now)
    if not sent or not opened.may_send():
        return
    ruling = Ruling(status or "", basis or "", reason, opened.value)
    take_step(
        lambda: scan_settling.settle(board.scan.id, item.id, ruling),
        go=lambda _: st.rerun(),
        told="Settled. What each agency said stays beside it.",
        then=opened.forget,
    )


def _decision(reading: Reading, item: ItemView) -> None:
    decision = item.decision
    if decision is None:
        return
    with st.container(border=True):
        st.subheader(plain(reading.item(item)), anchor=False)
        st.markdown(f"**{plain(reading.status(decision.status))}**: {_BASES[decision.basis]}.")
        st.text(decision.reason)
        day = written_date(decision.saved_on, "en")
        small(f"Settled by {decision.saved_by_name} on {day}.")
        if not item.settled:
            st.warning(
                "An agency has said something new since, or it is too old: it is open again."
            )
        with st.expander("What agencies said"):
            _answers(reading, item)
        _dissents(decision)
        _dissenting(reading, item)
        if item.earlier:
            with st.expander("Earlier decisions"):
                for each in item.earlier:
                    st.markdown(f"**{plain(reading.status(each.status))}**: {_BASES[each.basis]}.")
                    st.text(each.reason)
                    small(f"{each.saved_by_name}, {written_date(each.saved_on, 'en')}")
                    _dissents(each)


def _dissents(decision: DecisionView) -> None:
    for each in decision.dissents:
        st.markdown(f"{plain(each.agency_name)} sees it differently:")
        st.text(each.words)


def _dissenting(reading: Reading, item: ItemView) -> None:
    decision = item.decision
    if decision is None:
        return
    said = {each.agency_code for each in decision.dissents}
    mine = [code for code in scans.my_agencies(reading.board.scan.team_id) if code not in said]
    if not mine:
        return
    names = reading.board.agencies
    with (
        st.expander("My agency sees it differently"),
        st.form(
            f"dissent-{item.id}-{decision.number}", enter_to_submit=False, clear_on_submit=False
        ),
    ):
        agency = st.selectbox("Agency", mine, format_func=lambda code: names[code])
        words = st.text_area("What you see differently", max_chars=scan_settling.LONGEST_REASON)
        if not st.form_submit_button("Keep it beside the decision"):
            return
    scan_id, number = reading.board.scan.id, decision.number
    take_step(
        lambda: scan_settling.dissent(scan_id, item.id, agency, words, number=number),
        go=lambda _: st.rerun(),
        told="Kept beside the decision.",
    )
