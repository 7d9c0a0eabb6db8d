"""The coding desk in the browser: mouse, touch and keyboard.

Its script is served from our own address as the files in `assets/`, because the content security
policy allows no script that travels inside a message. Streamlit serves such files for components
of installed packages only, which it finds by their project file; ours are announced here instead,
to the manager of whichever runtime runs the script.
"""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2 import component
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

from pages.charts.words import Words
from pages.families.coder.events import Coded, Event, Refused, read_event
from pages.families.coder.replies import reply, reply_to, take
from pages.families.coder.sheet import LONGEST_MEMO, Sheet
from pages.families.coder.slots import Slots, after, at_first, still_known

PROJECT, NAME = "common-table", "coding_desk"


def coding_desk(sheet: Sheet, *, words: Words, key: str, can_undo: bool = False) -> Event | None:
    """Show a transcript that can be coded, and tell what was done on it since.

    Whoever calls this saves the event, calls `reply` with the same key, and reruns. Until then the
    desk holds back what else was typed; after eight seconds it says that nothing was saved.

    Args:
        words: the section "coding" of the words.
        key: one per place; state of the desk lies under it.
        can_undo: there is a step that can be taken back.

    Returns:
        At most one event a run. None when nothing was done, or when what came was refused; the
        desk then says why in the run that follows.
    """
    known = [code.id for code in sheet.codes]
    slots = still_known(st.session_state.get(_slots(key), at_first(known)), known)
    shown = _renderer()(
        key=key,
        data=described(sheet, words=words, slots=slots, can_undo=can_undo)
        | {"answered": reply_to(key)},
        on_event_change=_nothing,
    )
    came = shown.get("event")
    if came is None:
        return None
    take(key, came)
    try:
        event = read_event(came, sheet=sheet)
    except Refused as refused:
        reply(key, done=False, told=words.say(f"refused_{refused.why}"))
        st.rerun()
    if isinstance(event, Coded):
        slots = after(slots, event.code)
    st.session_state[_slots(key)] = slots
    return event


def described(sheet: Sheet, *, words: Words, slots: Slots, can_undo: bool) -> dict[str, Any]:
    """The sheet as the browser gets it.

    Returns:
        Text only as text, offsets in code points. Each turn has its text, its start, and pairs of
        offsets of its sentences; words keep their blanks, which the browser fills.
    """
    turns = [
        {
            "label": turn.label,
            "start": turn.start,
            "text": sheet.passage(turn.start, turn.end),
            "units": [
                [sheet.units[each].start, sheet.units[each].end] for each in sheet.units_of(number)
            ],
        }
        for number, turn in enumerate(sheet.turns)
    ]
    return {
        "hash": sheet.text_hash,
        "version": sheet.version,
        "spoken": sheet.spoken,
        "language": words.language,
        "turns": turns,
        "codes": [asdict(code) for code in sheet.codes],
        "codings": [asdict(coding) for coding in sheet.codings],
        "slots": list(slots.codes),
        "undo": can_undo,
        "longest": LONGEST_MEMO,
        "words": dict(words.sentences),
    }


def _renderer() -> ComponentRenderer:
    """The component of the runtime that runs this script."""
    manager, name = get_bidi_component_manager(), f"{PROJECT}.{NAME}"
    if manager.get_component_asset_root(name) is None:
        assets = ComponentConfig(NAME, asset_dir="assets")
        manifest = ComponentManifest(PROJECT, "1", [assets])
        manager.register_from_manifest(manifest, Path(__file__).parent)
    return component(name, js="desk.js", css="desk.css")


def _slots(key: str) -> str:
    return f"{key}-slots"


def _nothing() -> None:
    """Named so that Streamlit always tells the event; saving here would lose it at a restart."""
