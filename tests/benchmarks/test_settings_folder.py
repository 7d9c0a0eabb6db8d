"""The comparison with Streamlit's own settings compares what it says."""

from pathlib import Path

import pytest

from benchmarks.server import ROOT, CouldNotRun
from benchmarks.settings_folder import OURS, folder_with_defaults, without_ours


def test_only_the_two_settings_are_left_out() -> None:
    config = (
        '[runner]\npostScriptGC = false\nmagicEnabled = false\n[server]\nfileWatcherType="none"\n'
    )
    assert without_ours(config) == "[runner]\nmagicEnabled = false\n[server]\n"


def test_a_comparison_of_nothing_is_refused() -> None:
    with pytest.raises(CouldNotRun, match="sets fileWatcherType 0 times; once is right"):
        without_ours("[runner]\npostScriptGC = false\n")


def test_the_folder_starts_our_app_with_everything_else_as_we_have_it(tmp_path: Path) -> None:
    folder = folder_with_defaults(tmp_path / "frozen", freeze=True)
    ours = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8").splitlines()
    theirs = (folder / ".streamlit" / "config.toml").read_text(encoding="utf-8").splitlines()
    assert [line for line in ours if not line.startswith(OURS)] == theirs
    entry = (folder / "entry.py").read_text(encoding="utf-8")
    assert str(ROOT / "pages" / "shell" / "main.py") in entry
    assert "freeze" not in entry
    plain = folder_with_defaults(tmp_path / "plain", freeze=False)
    assert "gc.freeze = lambda: None" in (plain / "entry.py").read_text(encoding="utf-8")
