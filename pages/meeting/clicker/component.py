"""Which way somebody wants to go, by a key: arrows, Page Up and Page Down as clickers send them.

Streamlit's own shortcuts know one key for each button and print its name too pale to be read.
The script is a file of ours, announced as that of the coding desk is (`pages.families.coder`).
"""

from pathlib import Path
from typing import Literal

from streamlit.components.v2 import component
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

PROJECT, NAME = "common-table-meeting", "clicker"
Way = Literal["back", "next"]
KEYS: dict[str, Way] = {
    "ArrowRight": "next",
    "PageDown": "next",
    "ArrowLeft": "back",
    "PageUp": "back",
}


def way_by_key(*, key: str) -> Way | None:
    """The way that a key was pressed for since the last run, at most one.

    A key that is pressed while somebody types into a field, or together with others, is theirs.
    """
    shown = _renderer()(key=key, data={"keys": KEYS}, on_way_change=_nothing)
    came = shown.get("way")
    return came if came in ("back", "next") else None


def _renderer() -> ComponentRenderer:
    """The component of the runtime that runs this script."""
    manager, name = get_bidi_component_manager(), f"{PROJECT}.{NAME}"
    if manager.get_component_asset_root(name) is None:
        assets = ComponentConfig(NAME, asset_dir="assets")
        manifest = ComponentManifest(PROJECT, "1", [assets])
        manager.register_from_manifest(manifest, Path(__file__).parent)
    return component(name, js="keys.js")


def _nothing() -> None:
    """Named so that Streamlit always tells the key."""
