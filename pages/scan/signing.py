"""Which agencies stand by their answers, and whether those are still the same."""

import streamlit as st

from data.scan_views import BoardView
from data.services import scan_settling, scans
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.parts.steps import take_step
from pages.parts.words import written_date
from pages.scan.reading import scan_page


def page() -> None:
    """The sign-off of each agency in the scan that the address names."""
    require_sign_in()
    scan_page("Sign-off", _show)


def _show(board: BoardView) -> None:
    st.write(
        "An agency signs that its answers are what it stands by. If an answer changes after that, "
        "the signature is shown as one of an earlier state."
    )
    signed = {each.agency_code: each for each in board.sign_offs}
    mine = scans.my_agencies(board.scan.team_id)
    for code, name in board.agencies.items():
        with st.container(border=True):
            st.header(plain(name), anchor=False)
            count = sum(1 for item in board.items if item.of(code) is not None)
            found = signed.get(code)
            small(f"{count} of {len(board.items)} statements answered")
            if found is None:
                st.write("Has not signed yet.")
            else:
                day = written_date(found.saved_on, "en")
                if found.current:
                    st.success(f"Signed by {plain(found.saved_by_name)} on {day}.")
                else:
                    st.warning(
                        f"Signed by {plain(found.saved_by_name)} on {day}. Answers have changed "
                        "since."
                    )
                if found.words:
                    st.text(found.words)
            if code in mine and (found is None or not found.current) and count:
                _sign(board, code)


def _sign(board: BoardView, code: str) -> None:
    shown = scan_settling.digest_of(board, code)
    with st.form(f"sign-{code}-{shown[:12]}", enter_to_submit=False, clear_on_submit=False):
        words = st.text_input("Remark, if any", max_chars=scan_settling.LONGEST_REASON)
        sure = st.checkbox("These answers are what our agency stands by.")
        sent = st.form_submit_button("Sign for this agency")
    if not sent:
        return
    if not sure:
        st.error("Tick the box to say that your agency stands by these answers.")
        return
    take_step(
        lambda: scan_settling.sign_off(board.scan.id, code, words, seen=shown),
        go=lambda _: st.rerun(),
        told="Signed.",
    )
