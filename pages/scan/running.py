"""Run a scan: who answers for which agency, items of one's own, the end and the next round."""

import streamlit as st

from data.scan_views import BoardView, OwnItem, RaterView
from data.services import scans
from data.services.authority import permit
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import for_staff, require_sign_in
from pages.parts.steps import take_step
from pages.scan.overview import begin
from pages.scan.reading import Reading, scan_page
from surveys.sectors import SECTORS, sector_name

_NEW = "new"


def page() -> None:
    """What only a facilitator does in the scan that the address names."""
    require_sign_in()
    scan_page("Run this scan", _show)


def _show(board: BoardView) -> None:
    permit("scan.run", team_id=board.scan.team_id)
    _raters(board)
    if board.scan.closed_on is None:
        _own_items(board)
        _ending(board)
    else:
        _again(board)


def _raters(board: BoardView) -> None:
    st.header("Who answers for which agency", anchor=False)
    st.write(
        "Everybody with a role in this team can answer for one agency. Several people can answer "
        "for the same one: they share its answers, and nobody's edit is written over. A "
        "facilitator can answer for any agency, as when you fill it in together in a meeting. "
        "Consultants only read."
    )
    for each in scans.raters(board.scan.team_id):
        if each.role != "consultant":
            _rater(board, each)
    links.link("people", "Give more people a role", team=board.scan.team_id)


def _rater(board: BoardView, each: RaterView) -> None:
    codes = ["", *board.sectors]
    now = each.agency_code or ""
    now = now if now in board.sectors else ""
    chosen = st.selectbox(
        f"{plain(each.shown)} ({each.role}) answers for",
        codes,
        index=codes.index(now),
        format_func=lambda code: board.agencies.get(code, "No agency"),
        key=f"rater-{each.account_id}-{now}",
    )
    if chosen == now:
        return
    take_step(
        lambda: scans.set_rater(board.scan.team_id, each.account_id, chosen or None),
        go=lambda _: st.rerun(),
    )


def _own_items(board: BoardView) -> None:
    st.header("Statements of your own", anchor=False)
    reading = Reading(board)
    for item in board.items:
        if item.own:
            with st.container(border=True):
                st.markdown(f"**{plain(reading.item(item))}**")
                small(_where(reading, item.section))
                if st.button("Ask it no more", key=f"drop-{item.id}"):
                    _confirm_removing(board.scan.id, item.id)
    own = sum(1 for item in board.items if item.own)
    sections = {each.id: reading.section(each) for each in board.sections}
    with (
        st.expander("Add a statement"),
        st.form(f"own-item-{own}", enter_to_submit=False, clear_on_submit=False),
    ):
        text = st.text_area("The statement, such as “A van brings parents to court.”")
        section = st.selectbox(
            "Section",
            [*sections, _NEW],
            format_func=lambda each: sections.get(each, "A new section, named below"),
        )
        title = st.text_input("Name of the new section")
        evidence = st.text_input("What would show it")
        who = st.multiselect(
            "Who would know", [each.id for each in SECTORS], format_func=sector_name
        )
        if not st.form_submit_button("Add it", type="primary"):
            return
    new = section == _NEW
    item = OwnItem(text, "" if new else section, title if new else "", evidence, tuple(who))
    _add(board.scan.id, item)


def _where(reading: Reading, section_id: str) -> str:
    return next(reading.section(each) for each in reading.board.sections if each.id == section_id)


def _add(scan_id: str, item: OwnItem) -> None:
    take_step(
        lambda: scans.add_item(scan_id, item),
        go=lambda _: st.rerun(),
        told="Added. Every agency can answer it now.",
    )


@st.dialog("Ask it no more?")
@for_staff
def _confirm_removing(scan_id: str, item_id: str) -> None:
    st.write("It leaves all lists of this round. What agencies said stays stored with the team.")
    if not st.button("Take it out", type="primary"):
        return
    take_step(
        lambda: scans.remove_item(scan_id, item_id),
        go=lambda _: st.rerun(),
        told="It is not asked any more.",
    )


def _ending(board: BoardView) -> None:
    st.header("End this round", anchor=False)
    st.write(
        "What was answered stays as it is, and everybody can read it. The next round begins with "
        "these answers and asks only what is too old by then, where agencies differ, or what "
        "nobody knows and matters most."
    )
    if st.button("End this round"):
        _confirm_ending(board.scan.id)


@st.dialog("End this round?")
@for_staff
def _confirm_ending(scan_id: str) -> None:
    st.write("Nobody can change an answer of this round after that. This cannot be undone.")
    if not st.button("End it", type="primary"):
        return
    take_step(lambda: scans.end(scan_id), go=lambda _: st.rerun(), told="The round has ended.")


def _again(board: BoardView) -> None:
    st.header("The next round", anchor=False)
    newest = scans.scans(board.scan.team_id)[0]
    if newest.id != board.scan.id:
        st.write("A later round has begun.")
        return
    st.write(
        f"Begun today, the next round asks {scans.asked_now(board.scan.id)} of "
        f"{len(board.items)} statements again; all other answers are carried over."
    )
    if st.button("Begin the next round", type="primary"):
        begin(board.scan.team_id)
