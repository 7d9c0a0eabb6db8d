"""The same app with Streamlit's own settings, in a folder made for it."""

import re
import shutil
from pathlib import Path

from benchmarks.server import ROOT, CouldNotRun

OURS = ("postScriptGC", "fileWatcherType")
_ENTRY = '''"""The app as it is, but with Streamlit's own settings; written by the benchmark."""

import streamlit as st

from pages.shell import application

application.check_configuration = lambda: None
{also}
app = st.App(
    {script!r},
    routes=application.routes,
    middleware=application.middleware,
    lifespan=application.lifespan,
    on_script_error=application.script_failed,
)
'''


def folder_with_defaults(folder: Path, *, freeze: bool) -> Path:
    """A folder from which the app starts with Streamlit's defaults for the two settings.

    Args:
        folder: to be made.
        freeze: whether what is imported at the start stays out of garbage collections, as in the
            app itself; without it this is Streamlit as it comes.
    """
    settings = folder / ".streamlit"
    settings.mkdir(parents=True)
    for file in (ROOT / ".streamlit").iterdir():
        if file.name != "secrets.toml" and file.is_file():
            shutil.copy(file, settings)
    config = settings / "config.toml"
    config.write_text(without_ours(config.read_text(encoding="utf-8")), encoding="utf-8")
    also = "" if freeze else "application.gc.freeze = lambda: None\n"
    script = str(ROOT / "pages" / "shell" / "main.py")
    (folder / "entry.py").write_text(_ENTRY.format(also=also, script=script), encoding="utf-8")
    return folder


def without_ours(config: str) -> str:
    """A config.toml without the settings in which we differ from Streamlit.

    Raises:
        CouldNotRun: one of them is not there, so the comparison would compare nothing.
    """
    for name in OURS:
        config, times = re.subn(rf"(?m)^{name}\s*=.*\n", "", config)
        if times != 1:
            raise CouldNotRun(f".streamlit/config.toml sets {name} {times} times; once is right.")
    return config
