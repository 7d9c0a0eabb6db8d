"""The files that stand behind an answer: given, handed out as downloads, and forgotten."""

import streamlit as st

from data.scan_views import FileView, ItemView
from data.services import scan_answers
from data.services.errors import NotFound, ScanStateError
from data.services.scan_answers import Refused
from pages.parts.frame import say_later, show_refusal, small
from pages.parts.plain import plain
from pages.parts.session import for_staff
from pages.scan.reading import Reading

_KINDS = ["pdf", "docx", "xlsx", "csv", "txt", "png", "jpg", "jpeg"]
_KILOBYTE = 1000


def show(reading: Reading, item: ItemView, *, agency: str) -> None:
    """The files of one agency at one statement, and a place for another."""
    st.subheader(plain(reading.say("files")), anchor=False)
    mine = [each for each in item.files if each.agency_code == agency]
    for each in mine:
        list_file(reading, each)
        if not each.removed and st.button(reading.say("remove_file"), key=f"remove-{each.id}"):
            _confirm_removing(reading, each)
    scan_id = reading.board.scan.id
    kept = sum(1 for each in mine if not each.removed)
    uploaded = st.file_uploader(
        reading.say("add_file"),
        type=_KINDS,
        help=reading.say("files_hint"),
        key=f"file-{item.id}-{agency}-{kept}",
    )
    small(reading.say("files_hint"))
    if uploaded is None or not st.button(reading.say("keep_file"), key=f"keep-{item.id}"):
        return
    content = uploaded.getvalue()
    try:
        scan_answers.add_file(scan_id, item.id, agency, name=uploaded.name, content=content)
    except (Refused, ScanStateError) as refused:
        show_refusal(refused)
        return
    say_later(reading.say("file_kept"))
    st.rerun()


def list_file(reading: Reading, each: FileView) -> None:
    """One file: a way to take it, or that it is gone."""
    about = f"{each.name} ({max(1, each.size // _KILOBYTE):,} kB, {each.saved_by_name})"
    if each.removed:
        small(f"{about}: {reading.say('removed_file')}")
    else:
        st.link_button(plain(about), f"/evidence/{each.id}", icon=":material/download:")


@st.dialog("Remove this file?")
@for_staff
def _confirm_removing(reading: Reading, each: FileView) -> None:
    st.write(plain(f"{each.name}: {reading.say('remove_sure')}"))
    if not st.button(reading.say("remove"), type="primary"):
        return
    try:
        scan_answers.remove_file(each.id)
    except (NotFound, ScanStateError) as refused:
        show_refusal(refused)
        return
    st.rerun()
