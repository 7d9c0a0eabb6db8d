"""What is otherwise than in the round before."""

import streamlit as st

from data.scan_views import BoardView
from data.services import scan_settling
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.scan.reading import Reading, scan_page


def page() -> None:
    """The changes of the scan that the address names."""
    require_sign_in()
    scan_page("What changed", _show)


def _show(board: BoardView) -> None:
    reading = Reading(board)
    items = {item.id: item for item in board.items}
    if board.scan.earlier_id is None:
        st.info("This is the first round, so there is nothing to compare it with.")
        return
    found = scan_settling.changes(board.scan.id)
    st.write(
        f"{len(found)} of {len(items)} statements stand otherwise than at the end of the round "
        "before. A statement can also change because its answers became too old."
    )
    for section in board.sections:
        mine = [each for each in found if items[each.item].section == section.id]
        if mine:
            st.header(plain(reading.section(section)), anchor=False)
        for each in mine:
            with st.container(border=True):
                st.markdown(f"**{plain(reading.item(items[each.item]))}**")
                before, now = reading.status(each.before), reading.status(each.now)
                st.write(plain(f"Before: {before}. Now: {now}."))
