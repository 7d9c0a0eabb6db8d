"""The two-minute check: what somebody promised to find out, one after another."""

import streamlit as st

from data.scan_views import AnswerEntry, AnswerView, BoardView, ItemView
from data.services import scan_answers, scan_settling, scans
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.parts.steps import take_step
from pages.parts.words import written_date
from pages.scan.item_form import show_answer
from pages.scan.reading import Reading, scan_page


def page() -> None:
    """What the one who is signed in has promised to find out."""
    require_sign_in()
    scan_page("My two-minute check", _show)


def _show(board: BoardView) -> None:
    mine = scan_settling.my_rechecks(board)
    if not mine:
        st.success("Nothing waits for you. Thank you!")
        return
    agencies = scans.my_agencies(board.scan.team_id)
    st.write(f"{len(mine)} to look at. Each takes one press where nothing has changed.")
    for item in mine:
        _one(Reading(board), item, agencies=agencies)


def _one(reading: Reading, item: ItemView, *, agencies: tuple[str, ...]) -> None:
    with st.container(border=True):
        st.header(plain(reading.item(item)), anchor=False)
        if item.plan.due_on:
            small(f"By {written_date(item.plan.due_on, 'en')}")
        if item.plan.note:
            st.text(item.plan.note)
        said = _whose(item, agencies)
        if said is not None:
            name = plain(reading.board.agencies[said.agency_code])
            st.markdown(f"{name} said on {written_date(said.checked_on, 'en')}:")
            show_answer(reading, said.entry)
            if st.button("Still so", key=f"so-{item.id}-{said.version}", type="primary"):
                _still_so(reading, item, agency=said.agency_code, version=said.version)
        agency = said.agency_code if said else agencies[0] if agencies else None
        if agency is None:
            st.info("You do not answer for an agency, so tell a facilitator what you found.")
        else:
            version = said.version if said else 0
            label = "We don't know any more" if said else "We don't know"
            if st.button(label, key=f"unknown-{item.id}-{version}"):
                _unknown(reading, item, agency=agency, version=version)
            links.link(
                "scan-answer",
                "It is different now" if said else "Answer it",
                scan=reading.board.scan.id,
                agency=agency,
                section=item.section,
                item=item.id,
            )
        if st.button("I have found out; take it off my list", key=f"done-{item.id}"):
            _done(reading, item)


def _whose(item: ItemView, agencies: tuple[str, ...]) -> AnswerView | None:
    """The answer to look at: of the agency that runs it, else a stale one, else the first."""
    mine = [answer for code in agencies if (answer := item.of(code)) is not None]
    runs = [each for each in mine if each.agency_code == item.plan.operating_agency]
    old = [each for each in mine if each.agency_code in item.stale]
    return next(iter((*runs, *old, *mine)), None)


def _still_so(reading: Reading, item: ItemView, *, agency: str, version: int) -> None:
    scan_id = reading.board.scan.id
    take_step(
        lambda: scan_answers.confirm(scan_id, item.id, agency, based_on=version),
        go=lambda _: _done(reading, item),
        told="",
    )


def _unknown(reading: Reading, item: ItemView, *, agency: str, version: int) -> None:
    scan_id, entry = reading.board.scan.id, AnswerEntry("unknown")
    take_step(
        lambda: scan_answers.save(scan_id, item.id, agency, entry, based_on=version),
        go=lambda _: _done(reading, item),
        told="",
    )


def _done(reading: Reading, item: ItemView) -> None:
    take_step(
        lambda: scan_settling.done(reading.board.scan.id, item.id),
        go=lambda _: st.rerun(),
        told="Thank you. It is off your list.",
    )
