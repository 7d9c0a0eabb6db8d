"""The protocol of what is shared: one row for each kind of information, and what to check."""

from collections.abc import Mapping

import streamlit as st

from data.services import worksheets
from data.services.authority import may
from data.services.worksheets import SharedRow, SheetView
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.seen import Seen, offer_newer, seen
from pages.parts.session import for_staff
from pages.parts.steps import take_step
from pages.scan.sheet_notes import about
from surveys.sectors import SECTORS, sector_name
from surveys.worksheets import OPTIONS, information_sharing

_ADDED = "new"
_NEW = SharedRow("", "", "", (), "", "", "")


def show(team: TeamView, sheet: SheetView) -> None:
    """All rows, and a place for another one."""
    about(sheet)
    chosen = st.query_params.get("row", "")
    for row in sheet.rows:
        _row(team, row, chosen=row.id == chosen)
    if not may("scan.answer", team_id=team.id):
        return
    if chosen == _ADDED:
        _form(team, _NEW)
        _leave(team)
    elif st.button("Add a row"):
        links.stay(team=team.id, sheet="sharing", row=_ADDED)


def _leave(team: TeamView) -> None:
    if st.button("Leave it as it is"):
        links.stay(team=team.id, sheet="sharing")


def _row(team: TeamView, row: SharedRow, *, chosen: bool) -> None:
    words = information_sharing()
    with st.container(border=True):
        st.markdown(f"**{plain(row.what)}**")
        told = ", ".join(sector_name(each) for each in row.receivers)
        for heading, text in (
            (words.columns["sender"], sector_name(row.sender)),
            (words.columns["receivers"], told),
            (words.columns["how"], row.how),
            (words.columns["how_often"], row.how_often),
            (words.columns["consent"], row.consent),
        ):
            st.markdown(f"- {plain(heading)}: {plain(text or 'to be agreed')}")
        _checked(row)
        if not may("scan.answer", team_id=team.id):
            return
        if not chosen:
            if st.button("Check and change this row", key=f"change-{row.id}"):
                links.stay(team=team.id, sheet="sharing", row=row.id)
            return
        _form(team, row)
        _leave(team)
        if st.button("Take this row out", key=f"out-{row.id}"):
            _confirm_removing(team, row)


def _checked(row: SharedRow) -> None:
    words = information_sharing()
    left = [check for check in row.asked if check not in row.checks]
    if left:
        small(f"{len(left)} of {len(row.asked)} checks are still to be made.")
    options: Mapping[str, str] = {**words.options}
    for check_id, option in row.checks.items():
        check = words.check(check_id)
        follows: Mapping[str, str] = {**check.follows}
        st.markdown(
            f"- {plain(check.question)} **{plain(options[option])}.** {plain(follows[option])}"
        )


def _form(team: TeamView, row: SharedRow) -> None:
    words = information_sharing()
    kinds = [each.id for each in SECTORS]
    now, opened = row, seen(f"row-{team.id}-{row.id or 'new'}", row)
    row = opened.value
    with st.form(opened.form, enter_to_submit=False, clear_on_submit=False):
        longest = worksheets.LONGEST
        what = st.text_input(words.columns["what"], row.what, max_chars=longest)
        sender = st.selectbox(
            words.columns["sender"],
            kinds,
            index=kinds.index(row.sender) if row.sender in kinds else None,
            format_func=sector_name,
            placeholder="Choose",
        )
        receivers = st.multiselect(
            words.columns["receivers"], kinds, list(row.receivers), format_func=sector_name
        )
        how = st.text_input(words.columns["how"], row.how, max_chars=longest)
        often = st.text_input(words.columns["how_often"], row.how_often, max_chars=longest)
        consent = st.text_area(words.columns["consent"], row.consent, max_chars=longest)
        checks = _checks(row)
        sent = st.form_submit_button("Save")
    if not sent:
        offer_newer(opened, now)
    if not sent or not opened.may_send():
        return
    changed = SharedRow(
        row.id, what, sender or "", tuple(receivers), how, often, consent, checks, row.asked
    )
    _save(team, changed, opened)


def _checks(row: SharedRow) -> dict[str, str]:
    """The checks of a row, by area of law; those that were left open are left out."""
    words = information_sharing()
    asked = row.asked or tuple(check.id for check in words.checks)
    choices = ("", *OPTIONS)
    made: dict[str, str] = {}
    for area, name in words.areas.items():
        mine = [words.check(each) for each in asked if words.check(each).area == area]
        if mine:
            st.markdown(f"**{plain(name)}**")
        for check in mine:
            option = st.selectbox(
                check.question,
                choices,
                index=choices.index(row.checks.get(check.id, "")),
                format_func=lambda each: words.options[each] if each else "Not checked yet",
                help=check.why,
            )
            if option:
                made[check.id] = option
    return made


def _save(team: TeamView, row: SharedRow, opened: Seen[SharedRow]) -> None:
    before = opened.value if opened.value.id else None
    take_step(
        lambda: worksheets.save_row(team.id, row, seen=before),
        go=lambda _: links.stay(team=team.id, sheet="sharing"),
        then=opened.forget,
    )


@st.dialog("Take this row out?")
@for_staff
def _confirm_removing(team: TeamView, row: SharedRow) -> None:
    st.write(plain(f"{row.what}: nobody shares this by the protocol any more."))
    if not st.button("Take it out", type="primary"):
        return
    take_step(lambda: worksheets.remove_row(team.id, row), go=lambda _: st.rerun(), told="")
