"""Answer for an agency, one statement at a time, saved as one goes."""

import streamlit as st

from data.scan_views import BoardView, ItemView, SectionView
from data.services import scans
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.scan import item_form
from pages.scan.reading import Reading, chosen_language, scan_page


def page() -> None:
    """The statements of a section, or the one that the address names."""
    require_sign_in()
    scan_page("Answer for my agency", _show)


def _show(board: BoardView) -> None:
    mine = scans.my_agencies(board.scan.team_id)
    reading = Reading(board, chosen_language(board))
    if not mine:
        st.info(reading.say("no_agency"))
        return
    wanted = st.query_params.get("agency", mine[0])
    if wanted not in mine:
        st.error(plain(reading.say("other_agency")))
        return
    agency = _agency(reading, mine)
    item = board.item(st.query_params.get("item", ""))
    if item is None and "item" in st.query_params:
        st.error(plain(reading.say("item_gone")))
    if item is not None:
        item_form.show(reading, item, agency=agency, after=_next(board, item, agency=agency))
        return
    _about(reading)
    _progress(reading, agency=agency)
    section = _section(reading)
    for each in section.items:
        _line(reading, each, agency=agency)


def _agency(reading: Reading, mine: tuple[str, ...]) -> str:
    """For whom: the address says so, so that a link leads to the right place."""
    names = reading.board.agencies
    now = st.query_params.get("agency", "")
    now = now if now in mine else mine[0]
    if len(mine) == 1:
        st.markdown(f"{plain(reading.say('agency'))}: **{plain(names[now])}**")
        return now
    chosen = st.selectbox(
        reading.say("agency"),
        mine,
        index=mine.index(now),
        format_func=lambda code: names[code],
        key="scan-agency",
    )
    if chosen != now:
        st.query_params["agency"] = chosen
        st.query_params.pop("saw", None)
        st.rerun()
    return now


def _about(reading: Reading) -> None:
    if reading.board.scan.closed_on is not None:
        st.info(reading.say("ended"))
    wording = reading.board.scan.edition.wording(reading.language)
    st.warning(reading.say("not_anonymous"))
    st.write(plain(reading.say("unknown_is_fine")))
    notes = [] if reading.board.scan.edition.checklist.validated else ["not_validated"]
    notes += ["first_translation"] if wording.translation == "first" else []
    small(" ".join(reading.say(note) for note in notes))


def _progress(reading: Reading, *, agency: str) -> None:
    asked = [item for item in reading.board.items if item.asked]
    done = sum(1 for item in asked if not _waits(item, agency=agency))
    st.progress(done / len(asked) if asked else 1.0)
    st.write(plain(reading.say("progress", answered=done, asked=len(asked))))


def _waits(item: ItemView, *, agency: str) -> bool:
    """It is asked in this round, and the agency has not said anything in it yet."""
    said = item.of(agency)
    return item.asked is not None and (said is None or said.carried)


def _section(reading: Reading) -> SectionView:
    sections = {each.id: each for each in reading.board.sections if each.items}
    now = st.query_params.get("section", "")
    now = now if now in sections else next(iter(sections))
    chosen = st.selectbox(
        reading.say("section"),
        list(sections),
        index=list(sections).index(now),
        format_func=lambda section: reading.section(sections[section]),
        key=f"scan-section-{reading.language}",
    )
    if chosen != now:
        st.query_params["section"] = chosen
        st.rerun()
    st.header(plain(reading.section(sections[chosen])), anchor=False)
    if not any(item.asked for item in sections[chosen].items):
        st.info(reading.say("none_here"))
    return sections[chosen]


def _line(reading: Reading, item: ItemView, *, agency: str) -> None:
    said = item.of(agency)
    with st.container(border=True):
        st.markdown(f"**{plain(reading.item(item))}**")
        if said is None:
            small(reading.say("not_answered"))
        else:
            carried = f" ({reading.say('carried')})" if said.carried else ""
            small(f"{reading.status(said.status)}{carried}")
        if item.asked not in (None, "first"):
            small(reading.say("asked_now", why=reading.say(f"why_{item.asked}")))
        if reading.board.scan.closed_on is None:
            label = reading.say("answer" if said is None else "change")
            if st.button(label, key=f"open-{item.id}"):
                open_item(reading, item, agency=agency)


def open_item(reading: Reading, item: ItemView, *, agency: str) -> None:
    """Show one statement; the address says which, and which answer was seen."""
    links.stay(
        scan=reading.board.scan.id,
        agency=agency,
        language=reading.language,
        section=item.section,
        item=item.id,
    )


def _next(board: BoardView, item: ItemView, *, agency: str) -> ItemView | None:
    """The next statement of the same section that waits for this agency."""
    section = next(each for each in board.sections if each.id == item.section)
    place = section.items.index(item)
    following = (*section.items[place + 1 :], *section.items[:place])
    return next((each for each in following if _waits(each, agency=agency)), None)
